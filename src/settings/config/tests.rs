use super::{Clipboard, Config, DEFAULT_FILE, NamedQuery, SETTINGS, read};
use crate::facts::viewpoint::{DateStyle, Droppable, Left, Preferences};
use crate::settings::keys::{BINDINGS, Keys};

fn config(content: &str) -> Config {
    read("c.yaml", content)
}

fn faults(content: &str) -> Vec<String> {
    let faults = config(content).faults;
    faults.iter().map(ToString::to_string).collect()
}

/// The settings without the column of origins.
fn values(config: &Config) -> String {
    let listing = config.listing(&[]);
    let lines = listing.lines();
    let values = lines.map(|line| line.rsplit_once(" # ").map_or(line, |(value, _)| value));
    values.map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// The first key of an action.
fn key(keys: &Keys, action: &str) -> Option<String> {
    let binding = keys.all().iter().find(|binding| binding.name == action)?;
    Some(binding.keys.first()?.to_string())
}

#[test]
fn the_default_file_says_what_is_in_force_without_any() {
    let default = config(DEFAULT_FILE);
    assert_eq!(default.faults, []);
    assert_eq!(values(&default), values(&Config::default()));
    for setting in SETTINGS {
        assert!(
            DEFAULT_FILE.contains(&format!("\n{setting}:")),
            "{setting} is missing"
        );
    }
    for binding in BINDINGS {
        let is_set = default.place(&format!("keys.{}", binding.name)).is_some();
        assert!(
            is_set,
            "assets/config.yaml leaves out keys: {}",
            binding.name
        );
        let line = DEFAULT_FILE
            .lines()
            .find(|line| line.starts_with(&format!("  {}: ", binding.name)));
        assert!(
            line.unwrap().ends_with(&format!("# {}", binding.words)),
            "{line:?}"
        );
    }
}

#[test]
fn every_setting_of_the_default_file_is_explained() {
    let mut before = "";
    for line in DEFAULT_FILE.lines() {
        let is_setting = line.starts_with(|c: char| c.is_ascii_lowercase());
        assert!(!is_setting || before.starts_with("# "), "{line}");
        before = line;
    }
}

#[test]
fn values_stand_in_for_the_defaults() {
    let settings = config(
        "theme: dark\nascii: yes\ndate-format: iso\nleft: words\nwarning-days: 90\ndrop-first: [latest, custom]\n\
         query: 2024\nqueries: {mine: 'tag:lang', old: eol}\nrestore: off\nmouse: true\n\
         clipboard: off\nbrowser: firefox --new-tab %s\nkeys: {zoom: Z, redraw: []}\n",
    );
    assert_eq!(settings.faults, []);
    let settings = settings.settings;
    assert_eq!(
        (settings.theme.as_str(), settings.query.as_str()),
        ("dark", "2024")
    );
    assert_eq!(
        (settings.ascii, settings.restore, settings.mouse),
        (true, false, true)
    );
    let preferences = Preferences {
        warning_days: 90,
        dates: DateStyle::Iso,
        left: Left::Words,
        drop_first: [Droppable::Latest, Droppable::Custom].into_iter().collect(),
    };
    assert_eq!(settings.preferences, preferences);
    let query = |name: &str, text: &str| NamedQuery {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(
        settings.queries,
        [query("mine", "tag:lang"), query("old", "eol")]
    );
    assert_eq!(settings.clipboard, Clipboard::Off);
    assert_eq!(settings.browser, ["firefox", "--new-tab", "%s"]);
    assert_eq!(key(&settings.keys, "zoom").as_deref(), Some("Z"));
    assert_eq!(key(&settings.keys, "redraw"), None);
    let browser = config("browser: [open, -a, My Browser]\n").settings.browser;
    assert_eq!(browser, ["open", "-a", "My Browser"]);
    let columns = config("drop-first: released\n")
        .settings
        .preferences
        .drop_first;
    assert_eq!(columns.iter().collect::<Vec<_>>(), [Droppable::Released]);
}

#[test]
fn faults_have_their_places_and_say_what_would_be_right() {
    for (content, fault) in [
        (
            "thme: dark",
            "c.yaml:1:1: unknown setting \"thme\"; did you mean \"theme\"?",
        ),
        (
            "\ntheme: 3\nmouse: maybe",
            "c.yaml:3:8: expected true or false, found \"maybe\"",
        ),
        (
            "theme: [dark]",
            "c.yaml:1:8: expected the name of a theme, found a list",
        ),
        (
            "theme:",
            "c.yaml:1:6: expected the name of a theme, found an empty value (a value that contains # needs quotes)",
        ),
        (
            "warning-days: soon",
            "c.yaml:1:15: expected a number of days from 0 to 3650, found \"soon\"",
        ),
        (
            "warning-days: -1",
            "c.yaml:1:15: expected a number of days from 0 to 3650, found the number -1",
        ),
        (
            "date-format: sio",
            "c.yaml:1:14: unknown choice \"sio\"; did you mean \"iso\"?",
        ),
        (
            "date-format: {}",
            "c.yaml:1:14: expected one of long, iso, dots, us, found a map",
        ),
        (
            "drop-first: [custom, relased]",
            "c.yaml:1:22: unknown choice \"relased\"; did you mean \"released\"?",
        ),
        (
            "clipboard: x11",
            "c.yaml:1:12: unknown choice \"x11\"; expected one of auto, terminal, desktop, off",
        ),
        (
            "queries: mine",
            "c.yaml:1:10: expected a map (name: value), found \"mine\"",
        ),
        (
            "queries: {a: [b]}",
            "c.yaml:1:14: expected a search query, found a list",
        ),
        (
            "watchlists: {a: b, default: c}",
            "c.yaml:1:20: \"default\" is the name of your own watchlist; use another one",
        ),
        (
            "watchlists: {a.b: c}",
            "c.yaml:1:14: expected a name for a watchlist, without / \\ . ~, found \"a.b\"",
        ),
        (
            "watchlists: {a: ''}",
            "c.yaml:1:17: expected a file, found \"\"",
        ),
        (
            "keys: {zom: z}",
            "c.yaml:1:8: unknown action \"zom\"; did you mean \"zoom\"?",
        ),
        (
            "keys:\n  zoom: [z, ctl-z]",
            "c.yaml:2:13: unknown key \"ctl-z\"; use a character",
        ),
        (
            "keys:\n  zoom: q",
            "c.yaml:2:9: q is bound to both \"zoom\" and \"close\" in the same place; change one of them",
        ),
        (
            "keys:\n  zoom: b\n  why: b",
            "c.yaml:3:8: b is bound to both \"why\" and \"zoom\" in the same place; change one of them",
        ),
        (
            "keys:\n  zoom: #",
            "c.yaml:2:7: expected a key such as q or ctrl-d, found an empty value (a value that contains # needs quotes)",
        ),
        (
            "mouse: true\nmouse: false",
            "c.yaml:2:1: duplicate key \"mouse\"; keep one of the two",
        ),
        (
            "- theme",
            "c.yaml:1:1: expected a map (name: value), found a list",
        ),
        ("theme: \"\\e[31m\\u202e\"\nx\u{1b}: 1", "c.yaml:2:"),
    ] {
        let told = faults(content);
        assert!(
            told.len() == 1 && told[0].starts_with(fault),
            "{content:?}: {told:#?}"
        );
        assert!(!told[0].contains('\u{1b}'), "{told:?}");
    }
}

#[test]
fn all_faults_are_told_at_once_and_the_rest_holds() {
    let config = config(
        "ascii: 1\nmouse: true\nfoo: 1\nkeys: {zoom: q, why: F5, nosuch: x, up: [k, kk]}\ntheme: light\n",
    );
    assert_eq!(config.faults.len(), 5, "{:#?}", config.faults);
    let settings = &config.settings;
    assert!(settings.mouse && settings.theme == "light" && !settings.ascii);
    let keys = ["zoom", "why", "up"].map(|action| key(&settings.keys, action).unwrap());
    assert_eq!(keys, ["z", "F5", "k"]);
}

#[test]
fn the_listing_says_where_each_value_comes_from_and_can_be_read_again() {
    let content = "# mine\nquery: \"a # b \\\" c\"\nqueries: {no: 'x: y'}\nwatchlists: {team: ~/a b}\nkeys: {today: [], help: ['?', '\"', '\\']}\nbrowser: [a, 'b c', '100%s']\n";
    let config = config(content);
    assert_eq!(config.faults, []);
    let listing = config.listing(&[("theme", "--theme")]);
    let words: Vec<String> = listing
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    for line in [
        "theme: terminal # --theme",
        "mouse: false # default",
        "query: \"a # b \\\" c\" # line 2",
        "\"no\": \"x: y\" # line 3",
        "team: \"~/a b\" # line 4",
        "help: [\"?\", \"\\\"\", \"\\\\\"] # line 5",
        "quit: [ctrl-c] # default",
        "browser: [a, \"b c\", \"100%s\"] # line 6",
    ] {
        assert!(words.iter().any(|words| words == line), "{line}\n{listing}");
    }
    let again = read("again.yaml", &listing);
    assert_eq!(again.faults, []);
    assert_eq!(values(&again), values(&config));
}

#[test]
fn text_from_the_file_is_clean() {
    let settings = config("theme: \"a\\e[31mb\"\nquery: \"x\\u202ey\\n\\tz\"\n").settings;
    assert_eq!(
        (settings.theme.as_str(), settings.query.as_str()),
        ("ab", "xy  z")
    );
}
