//! The watchlist on the command line, and the effects of kills and of other programs.

use std::collections::BTreeSet;
use std::fs;
#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use rustix::process::Signal;
use tempfile::TempDir;

use crate::program;
#[cfg(unix)]
use crate::pty::{self, Session};

/// A folder for the state, and another with two products; `many` has 40 releases.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::create_dir(home.products()).unwrap();
        let many = (0..40).map(|number| format!("- {{releaseCycle: 'r{number}', eol: false}}\n"));
        let one = "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: 2027-01-01}\n";
        for (id, releases) in [("many", many.collect()), ("one", one.to_owned())] {
            let head = format!("title: The {id}\npermalink: /{id}\ncategory: os");
            let file = format!("---\n{head}\nreleases:\n{releases}---\n");
            fs::write(home.products().join(id).with_extension("md"), file).unwrap();
        }
        home
    }

    fn products(&self) -> PathBuf {
        self.0.path().join("products")
    }

    fn folder(&self) -> PathBuf {
        self.0.path().join("eolens")
    }

    fn list(&self) -> PathBuf {
        self.folder().join("watchlist")
    }

    fn eolens(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
        command.args(args).args(["--as-of", "2026-11-22"]);
        command.env("EOLENS_PRODUCTS", self.products());
        command.env("XDG_STATE_HOME", self.0.path());
        command.env("EOLENS_CONFIG", program::CONFIG);
        command.env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::null());
        command
    }

    /// The exit code, stdout and messages.
    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let Output {
            status,
            stdout,
            stderr,
        } = self.eolens(args).output().unwrap();
        let [out, err] = [stdout, stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        (status.code(), out, err)
    }

    /// The entries of the watchlist. Fails on an invalid line.
    fn entries(&self) -> Vec<String> {
        let text = fs::read_to_string(self.list()).unwrap_or_default();
        assert!(text.is_empty() || text.ends_with('\n'), "torn: {text:?}");
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let lines: Vec<String> = lines.map(str::to_owned).collect();
        let is_whole = |line: &String| {
            let release = line.strip_prefix("many r");
            ["one", "one 1", "many"].contains(&line.as_str()) || release.is_some_and(is_number)
        };
        assert!(lines.iter().all(is_whole), "torn: {text:?}");
        lines
    }
}

fn is_number(text: &str) -> bool {
    text.parse::<u32>().is_ok_and(|number| number < 40)
}

#[test]
fn what_is_watched_is_added_listed_and_removed() {
    let home = Home::new();
    for (args, code, out, err) in [
        (
            "",
            1,
            "",
            "eolens: the watchlist is empty; `eolens watch add PRODUCT` adds a product\n",
        ),
        (
            "add|one|1|the MANY r7|one",
            0,
            "one 1 is now watched\nmany r7 is now watched\none is now watched\n",
            "",
        ),
        (
            "add|one|one 1",
            0,
            "one was already watched\none 1 was already watched\n",
            "",
        ),
        (
            "",
            0,
            "one 1\tending soon\tsecurity support\tends in 1 month and 1 week (2027-01-01)\n\
             many r7\tsupported\tsecurity support\tno end date published\n\
             one\tending soon\t1 security support\tends in 1 month and 1 week (2027-01-01)\n",
            "",
        ),
        ("remove|one", 0, "one is no longer watched\n", ""),
        (
            "remove|one|many|r7",
            1,
            "many r7 is no longer watched\n",
            "eolens: one is not watched\n",
        ),
        (
            "add|nosuch",
            1,
            "",
            "eolens: no product is named \"nosuch\" or anything similar; `eolens list` lists all products; \
             the watchlist is unchanged\n",
        ),
        (
            "add|one|3",
            1,
            "",
            "eolens: one 3: newer than the data; the watchlist is unchanged\n",
        ),
    ] {
        let args: Vec<&str> = ["watch"].into_iter().chain(args.split('|')).collect();
        let args: Vec<&str> = args.into_iter().filter(|arg| !arg.is_empty()).collect();
        let expected = (Some(code), out.to_owned(), err.to_owned());
        assert_eq!(home.run(&args), expected, "{args:?}");
    }
    assert_eq!(home.entries(), ["one 1"]);
}

#[test]
fn programs_read_what_is_watched_as_json() {
    let home = Home::new();
    assert_eq!(home.run(&["watch", "--json"]).1, "[]\n");
    assert_eq!(
        home.run(&["radar", "--watched", "--format", "json"]).1,
        "[]\n"
    );
    home.run(&["watch", "add", "one 1", "many"]);
    for form in [&["--json"][..], &["--format", "json"]] {
        let (code, out, _) = home.run(&[&["watch"], form].concat());
        let rows: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, Some(0));
        let one = serde_json::json!({
            "entry": "one 1",
            "status": "ending soon",
            "release": "1",
            "phase": "security support",
            "ends": "2027-01-01",
            "comes": null,
            "owner": null,
            "note": null,
        });
        assert_eq!(
            (rows[0].clone(), rows[1]["ends"].clone()),
            (one, false.into())
        );
    }
    let (code, out, _) = home.run(&["radar", "--watched", "--format", "csv"]);
    assert_eq!(code, Some(0));
    assert_eq!(
        out.lines().skip(1).collect::<Vec<_>>(),
        ["one,1,eol,2027-01-01,40,,"]
    );
    let (_, out, _) = home.run(&["list", "one", "--format", "json"]);
    assert!(out.starts_with('['), "{out}");
}

#[test]
fn what_no_catalogue_knows_is_kept_until_it_is_removed() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    fs::write(home.list(), "elsewhere 3\none 7\n").unwrap();
    home.run(&["watch", "add", "one"]);
    let (_, out, _) = home.run(&["watch"]);
    let (unresolved, _) = out.split_once("one\t").unwrap();
    assert_eq!(
        unresolved,
        "elsewhere 3\tnot in the data\t\t\none 7\tno such release\t\t\n"
    );
    let (code, _, err) = home.run(&["watch", "remove", "elsewhere 3", "one 7"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(home.entries(), ["one"]);
}

#[test]
fn a_damaged_watchlist_is_told_with_its_line_and_kept() {
    let home = Home::new();
    fs::create_dir(home.folder()).unwrap();
    let damaged = "one 1\n\0\0\0\0\n";
    fs::write(home.list(), damaged).unwrap();
    for args in [&["watch"][..], &["export", "ical", "--watched"]] {
        let (code, _, err) = home.run(args);
        assert_eq!(code, Some(0));
        assert!(err.contains("watchlist:2:1: invalid entry"), "{err}");
    }
    let (code, out, _) = home.run(&["watch", "add", "many", "r1"]);
    assert_eq!(code, Some(0));
    let aside = home.folder().join("watchlist.damaged-1");
    assert!(out.contains(aside.to_str().unwrap()), "{out}");
    assert_eq!(fs::read_to_string(aside).unwrap(), damaged);
    assert_eq!(home.entries(), ["one 1", "many r1"]);
}

#[test]
fn a_watchlist_that_cannot_be_read_is_refused() {
    let home = Home::new();
    fs::create_dir_all(home.list()).unwrap();
    for args in [&["watch"][..], &["watch", "add", "one"]] {
        let (code, out, err) = home.run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.contains("cannot be read: not a regular file"), "{err}");
    }
    assert_eq!(home.run(&["show", "one"]).0, Some(0), "others need it not");
}

#[test]
fn a_calendar_holds_what_is_watched_and_nothing_else() {
    let home = Home::new();
    let empty = "eolens: the watchlist is empty; `eolens watch add PRODUCT` adds a product\n";
    let nothing = (Some(1), String::new(), empty.to_owned());
    assert_eq!(home.run(&["export", "ical", "--watched"]), nothing);
    home.run(&["watch", "add", "many r3"]);
    let (code, out, err) = home.run(&["export", "ical", "--watched"]);
    assert_eq!(
        (code, out.as_str()),
        (Some(1), ""),
        "a feed without events is invalid"
    );
    assert!(err.contains("no dates on or after 2026-11-22"), "{err}");
    home.run(&["watch", "add", "one 1"]);
    let summaries = |args: &[&str]| {
        let (code, out, err) = home.run(&[&["export", "ical"], args].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.ends_with("END:VCALENDAR\r\n"));
        let lines = out.lines().filter_map(|line| line.strip_prefix("SUMMARY:"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let (release, end) = ("The one 1: release", "The one 1: end of life");
    assert_eq!(summaries(&["--watched"]), [end]);
    assert_eq!(summaries(&["one", "1"]), [end]);
    assert_eq!(summaries(&["--watched", "--past"]), [release, end]);
}

/// A watchlist of a team, named in a configuration beside it.
fn team(home: &Home) -> [String; 2] {
    let [file, config] = ["team.txt", "config.yaml"].map(|name| home.0.path().join(name));
    fs::write(&config, "watchlists: {team: team.txt}\n").unwrap();
    [file, config].map(|path| path.to_str().unwrap().to_owned())
}

#[test]
fn a_team_has_a_watchlist_of_its_own_by_name_or_file() {
    let home = Home::new();
    let [file, config] = team(&home);
    let by_name = ["--config", &config, "--watchlist", "team"];
    let (code, out, err) = home.run(&[&["watch"], &by_name[..]].concat());
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(
        err.contains("does not exist") && err.contains("team.txt"),
        "{err}"
    );
    let (code, ..) = home.run(&[&["watch", "add", "many", "r1"], &by_name[..]].concat());
    assert_eq!(code, Some(0));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(
        &file,
        text + "one 1\t# owner: Ann, the shop's \"database\"\n",
    )
    .unwrap();
    home.run(&["watch", "add", "one", "--watchlist", &file]);
    home.run(&["watch", "remove", "many r1", "--watchlist", &file]);
    let text = fs::read_to_string(&file).unwrap();
    let end = "\none 1\t# owner: Ann, the shop's \"database\"\none\n";
    assert!(text.ends_with(end), "{text}");
    assert_eq!(home.entries(), [""; 0], "the own list is another one");

    let row =
        "one 1,ending soon,1,security support,2027-01-01,,Ann,\"the shop's \"\"database\"\"\"";
    let (_, out, _) = home.run(&[&["watch", "--format", "csv"], &by_name[..]].concat());
    let heading = "entry,status,release,phase,ends,comes,owner,note";
    assert_eq!(out.lines().take(2).collect::<Vec<_>>(), [heading, row]);
    let radar = ["radar", "--watched", "--format", "csv"];
    let (_, out, _) = home.run(&[&radar, &by_name[..]].concat());
    let row = "one,1,eol,2027-01-01,40,Ann,\"the shop's \"\"database\"\"\"";
    assert_eq!(out.lines().nth(1), Some(row));
    let (_, out, _) = home.run(&[&["export", "ical", "--watched"], &by_name[..]].concat());
    let remark = "\\nowner: Ann\\, the shop's \"database\"";
    assert!(out.replace("\r\n ", "").contains(remark), "{out}");
    let (_, out, _) = home.run(&[&["watch", "--format", "markdown"], &by_name[..]].concat());
    assert!(out.contains("| Ann | the shop's"), "{out}");
}

#[test]
fn a_watchlist_that_is_not_there_is_told_before_anything_is_done() {
    let home = Home::new();
    let [_, config] = team(&home);
    for (list, reason) in [
        ("taem", "unknown watchlist \"taem\"; did you mean \"team\"?"),
        ("./no/such", "the watchlist ./no/such does not exist"),
    ] {
        for args in [
            &["watch"][..],
            &["radar", "--watched"],
            &["list", "is:watched"],
        ] {
            let named = ["--config", &config, "--watchlist", list];
            let (code, out, err) = home.run(&[args, &named].concat());
            assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
            assert!(err.contains(reason), "{err}");
        }
    }
}

/// Two programs toggle releases of their own at once: 50 times in all, multiplied by `EOLENS_TRIES`.
#[test]
fn programs_that_toggle_at_once_lose_nothing() {
    let home = Home::new();
    let toggles = |program: u32| {
        let owned = (0..7).map(|number| format!("many r{}", program * 20 + number));
        let owned: BTreeSet<String> = owned.collect();
        let mut watched = BTreeSet::new();
        for (_, name) in (0..program::tries(25)).zip(owned.iter().cycle()) {
            let change = if watched.remove(name) {
                "remove"
            } else {
                watched.insert(name.clone());
                "add"
            };
            let (code, _, err) = home.run(&["watch", change, name]);
            assert_eq!(code, Some(0), "{err}");
            let now: BTreeSet<String> = home.entries().into_iter().collect();
            let now: BTreeSet<String> = now.intersection(&owned).cloned().collect();
            assert_eq!(now, watched);
        }
        watched
    };
    let both = thread::scope(|scope| {
        let toggles = &toggles;
        let programs = [0, 1].map(|program| scope.spawn(move || toggles(program)));
        let [one, other] = programs.map(|program| program.join().unwrap());
        &one | &other
    });
    let now: BTreeSet<String> = home.entries().into_iter().collect();
    assert_eq!(now, both);
}

/// Pseudo-random numbers, the same in each run, because the machine is random enough.
#[cfg(unix)]
pub struct Random(pub u64);

#[cfg(unix)]
impl Random {
    /// The next number below a bound.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Adds and removes in turn. A reported change has been made; an unreported one has been made or not;
/// nothing else has changed.
#[cfg(unix)]
#[test]
fn three_hundred_kills_tear_nothing_and_lose_nothing_that_was_told() {
    const KILLS: u32 = 300;
    let home = Home::new();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut watched = BTreeSet::new();
    // Half of the programs are killed, however long they take on this machine.
    let mut longest = 50_000;
    let [mut kills, mut told, mut written] = [0; 3];
    while kills < KILLS {
        let name = format!("many r{}", random.below(40));
        let mut wanted = watched.clone();
        let change = if wanted.remove(&name) {
            "remove"
        } else {
            "add"
        };
        if change == "add" {
            wanted.insert(name.clone());
        }
        let mut child = home.eolens(&["watch", change, &name]);
        let mut child = child.stdout(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_micros(random.below(longest)));
        child.kill().unwrap();
        let is_told = child.wait().unwrap().success();
        let now: BTreeSet<String> = home.entries().into_iter().collect();
        let is_written = now == wanted;
        let is_right = is_written || !is_told && now == watched;
        assert!(
            is_right,
            "{change} {name} after kill {kills}: {watched:?} became {now:?}"
        );
        longest = longest * if is_told { 9 } else { 10 } / if is_told { 10 } else { 9 };
        kills += u32::from(!is_told);
        told += u32::from(is_told);
        written += u32::from(is_written && !is_told);
        watched = now;
    }
    println!("{kills} killed, {written} of them after the write; {told} told");
    assert!(told > KILLS / 4, "{told} told");
    is_tidy(&home.folder());
}

/// No leftovers accumulate, because their names are always the same.
#[cfg(unix)]
fn is_tidy(folder: &Path) {
    let files = fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let expected = ["watchlist", "watchlist.lock", "watchlist.new"];
    for name in names {
        assert!(expected.contains(&name.as_str()), "{name}");
    }
}

/// The browser with this home.
#[cfg(unix)]
fn start(home: &Home, args: &[&str]) -> Session {
    let start = pty::eolens(args).env("XDG_STATE_HOME", home.0.path().to_str().unwrap());
    let products = home.products();
    let start = start.env("EOLENS_PRODUCTS", products.to_str().unwrap());
    start.size(120, 40).start()
}

/// The same after a complete frame.
#[cfg(unix)]
fn browser(home: &Home, args: &[&str]) -> Session {
    let session = start(home, args);
    session.until("a full frame", Session::is_full);
    session
}

#[cfg(unix)]
#[test]
fn what_is_marked_is_on_the_disk_and_marked_at_the_next_start() {
    let home = Home::new();
    let mut session = browser(&home, &["many"]);
    session.keys(" ");
    session.shows("★The many");
    session.shows("The many is now watched.");
    session.until("it is written", |_| home.entries() == ["many"]);
    home.run(&["watch", "add", "one"]);
    session.keys("\rj ");
    session.shows("The many r1 is now watched.");
    session.until("the change of the other program", |session| {
        session.text().contains("★The one")
    });
    session.keys(" ");
    session.shows("is no longer watched; The many as a whole still is");
    session.keys("q");
    assert!(session.ended().success());
    assert_eq!(home.entries(), ["many", "one"]);
    let session = browser(&home, &[]);
    session.shows("★The many");
    session.shows("★The one");
}

#[cfg(unix)]
#[test]
fn the_actions_switch_to_another_watchlist_and_back() {
    let home = Home::new();
    let [file, config] = team(&home);
    fs::write(&file, "one 1 # owner: Ann\n").unwrap();
    let entries = || {
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut session = browser(&home, &["--config", &config, "many"]);
    session.keys(" ");
    session.shows("The many is now watched.");
    session.keys(":watchlist: team\r");
    session.shows("Watchlist team.");
    session.keys("3");
    session.shows("Watchlist team ");
    session.shows("The one 1");
    session.keys(" ");
    session.shows("The one 1 is no longer watched.");
    session.until("it is written", |_| entries().is_empty());
    session.keys("1/one\r ");
    session.shows("The one 1 is now watched in team.");
    session.until("with its comment", |_| entries() == ["one 1  # owner: Ann"]);
    session.keys(":watchlist: default\r");
    session.shows("Your own watchlist.");
    session.keys(" ");
    session.until("both are in their files", |_| {
        home.entries() == ["many", "one 1"]
    });
    session.keys("q");
    assert!(session.ended().success());
    assert_eq!(entries(), ["one 1  # owner: Ann"]);
    let mut session = browser(&home, &["--config", &config, "--watchlist", &file]);
    session.keys("3");
    session.shows("The one 1");
    session.keys("w");
    session.shows("In the watchlist: owner: Ann.");
    session.keys("qq");
    assert!(session.ended().success());
}

#[cfg(unix)]
#[test]
fn keys_before_the_end_are_written_before_the_end() {
    let home = Home::new();
    let mut session = browser(&home, &["one"]);
    session.keys(" \r q");
    assert!(session.ended().success());
    session.is_given_back();
    assert_eq!(home.entries(), ["one", "one 1"]);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_kept_is_told_and_the_browser_goes_on() {
    let home = Home::new();
    fs::write(home.folder(), "in the way").unwrap();
    let mut session = start(&home, &["one"]);
    session.shows("1 problem in the watchlist; press ! for details.");
    session.keys("!");
    session.shows("cannot be read");
    session.keys("q ");
    session.shows("Not saved; eolens will try again");
    session.shows("The one · os ★");
    session.keys("q");
    assert!(session.ended().success());
    session.is_given_back();
    let text = session.text();
    assert!(
        text.contains("eolens: the watchlist could not be saved"),
        "{text}"
    );
}

#[cfg(unix)]
#[test]
fn the_screen_comes_back_unless_told_otherwise() {
    let home = Home::new();
    let mut session = browser(&home, &[]);
    session.keys("/one\r\r");
    session.shows("/ find");
    session.signal(Signal::TERM);
    session.ended();
    session.is_given_back();
    for (args, place) in [
        (&[][..], "Where you left off: “one”, "),
        (&["many"], "Enter releases"),
        (&["--fresh"], "Enter releases"),
        (&[], "Enter releases"),
    ] {
        let mut session = browser(&home, args);
        session.shows(place);
        let query = if place.contains("left off") {
            "/ one"
        } else {
            "/ to search"
        };
        session.shows(query);
        session.keys("q");
        assert!(session.ended().success());
    }
    for damaged in ["{", "\0\0\0", r#"{"pane":"Sofa"}"#] {
        fs::write(home.folder().join("session.json"), damaged).unwrap();
        browser(&home, &[]).shows("Enter releases");
    }
}
