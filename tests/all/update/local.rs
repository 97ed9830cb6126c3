//! Updates from files and folders.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Instant;

use serde_json::Value;
use tar::{Builder, EntryType};

use super::archive::{EARLIER, LATER, Repository, append, gzip};
use super::{Home, told};
use crate::program::tries;

const MOVED: (&str, &str, &str) = ("python.md", "eol: 2027-10-31", "eol: 2027-09-30");

fn newer() -> Repository {
    let text = "---\ntitle: Brand New\npermalink: /brand-new\ncategory: os\nreleases:\n- releaseCycle: '1'\n  \
                releaseDate: 2026-01-01\n  eol: false\n---\n\n> Their words.\n";
    let (file, from, to) = MOVED;
    Repository::inside()
        .edit(file, from, to)
        .with("brand-new.md", text)
}

#[test]
fn a_format_without_a_status_is_a_usage_error() {
    let home = Home::new();
    for asked in [
        &["--json"][..],
        &["--reset", "--json"],
        &["--from", "none.tar.gz", "--format", "json"],
        &["--check", "--format", "text"],
    ] {
        let (code, out, err) = home.run(&[&["update"], asked].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{asked:?}: {err}");
    }
}

#[test]
fn newer_data_are_in_force_until_they_are_reset() {
    let home = Home::new();
    let (code, out, err) = home.update(&newer().archive(), &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(
        out.contains("(commit of 2096-10-02 07:06 UTC): commit 000000000000"),
        "{out}"
    );
    assert!(
        out.contains("1 end date changed, 1 product new; `eolens changes`"),
        "{out}"
    );
    assert!(
        out.contains("more than a day ahead of the system clock"),
        "{out}"
    );

    let (_, shown, _) = home.run(&["show", "brand-new"]);
    assert!(shown.contains("Brand New"), "{shown}");
    let (_, changes, _) = home.run(&["changes", "--format", "json"]);
    let changes: Value = serde_json::from_str(&changes).unwrap();
    let expected = serde_json::json!([
        {"kind": "end-moved", "product": "python", "release": "3.12", "field": "eol",
         "from": "2027-10-31", "to": "2027-09-30"},
        {"kind": "product-new", "product": "brand-new", "release": null, "field": null, "from": null, "to": null},
    ]);
    let told = changes[0]["product"] == "python" && changes.as_array().unwrap().len() == 2;
    assert!(
        told && changes[0]["to"] == expected[0]["to"] && changes[1] == expected[1],
        "{changes}"
    );
    let (_, moves, _) = home.run(&["export", "moves"]);
    assert!(
        moves.contains("\teol\t2096-10-02\t2027-10-31\t2027-09-30\n"),
        "the move is remembered"
    );

    let again = home.update(&newer().archive(), &[]);
    assert_eq!(
        (again.0, again.1.starts_with("already up to date")),
        (0, true),
        "{again:?}"
    );
    let (code, out, _) = home.run(&["update", "--reset"]);
    assert_eq!(
        (code, out.contains("returned to the built-in data")),
        (0, true)
    );
    assert_ne!(home.run(&["show", "brand-new"]).0, 0);
    assert_eq!(home.run(&["changes"]).0, 1);
}

/// The same files in an archive of another program, which keeps the times of the files.
fn packed(repository: &Repository, time: u64) -> Vec<u8> {
    let mut tar = Builder::new(Vec::new());
    for (name, text) in &repository.files {
        let path = format!("data/products/{name}");
        append(&mut tar, EntryType::Regular, (&path, time), text.as_bytes());
    }
    gzip(&tar.into_inner().unwrap())
}

#[test]
fn the_same_data_again_change_nothing() {
    let home = Home::new();
    let archive = packed(&newer(), LATER);
    let (code, out, err) = home.update(&archive, &[]);
    assert_eq!(code, 0, "{err}");
    assert!(
        !out.contains("2096"),
        "times of files are no time of data: {out}"
    );
    let (kept, changes) = (home.catalog(), home.run(&["changes"]));
    assert!(changes.1.contains("Brand New"), "{changes:?}");
    // The same archive, and the same files in another.
    for archive in [archive, packed(&newer(), LATER + 1)] {
        let (code, out, _) = home.update(&archive, &[]);
        assert!(code == 0 && out.starts_with("already up to date"), "{out}");
        let (code, out, _) = home.update(&archive, &["--check"]);
        assert!(code == 0 && out.starts_with("already up to date"), "{out}");
        assert!(home.catalog() == kept && home.run(&["changes"]) == changes);
    }
    let folder = home.path("checkout/products");
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in &newer().files {
        fs::write(folder.join(name), text).unwrap();
    }
    let folder = home.path("checkout");
    let (code, out, _) = home.run(&["update", "--from", folder.to_str().unwrap()]);
    assert!(code == 0 && out.starts_with("already up to date"), "{out}");
    home.upgrade();
    let (_, shown, _) = home.run(&["show", "brand-new"]);
    assert!(shown.contains("Brand New"), "{shown}");
}

#[cfg(unix)]
#[test]
fn what_never_ends_is_no_source() {
    let home = Home::new();
    let (code, _, err) = home.run(&["update", "--from", "/dev/zero"]);
    assert!(
        code == 1 && err.contains("more than 16777216 bytes"),
        "{err}"
    );
    let pipe = home.path("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
    let pipe = pipe.to_str().unwrap();
    let (code, _, err) = home.run(&["update", "--from", pipe]);
    assert!(
        code == 1 && err.contains("no program writes to this pipe"),
        "{err}"
    );
    let (code, _, err) = home.run(&["show", "python", "--config", pipe]);
    assert!(
        code != 0 && err.contains("no program writes to this pipe"),
        "{err}"
    );
}

#[test]
fn an_archive_gives_what_its_files_give_in_a_folder() {
    let home = Home::new();
    let folder = home.path("checkout/products");
    fs::create_dir_all(&folder).unwrap();
    let repository = newer();
    for (name, text) in &repository.files {
        fs::write(folder.join(name), text).unwrap();
    }
    assert_eq!(home.update(&repository.archive(), &[]).0, 0);
    let cells = |more: &[&str]| {
        home.run(&[&["export", "cells", "--as-of", "2026-08-22"], more].concat())
            .1
    };
    let folder = home.path("checkout");
    assert!(cells(&[]) == cells(&["--products", folder.to_str().unwrap()]));
}

#[test]
fn older_data_are_taken_by_force_alone() {
    let home = Home::new();
    let older = newer().at(EARLIER).archive();
    let (code, _, err) = home.update(&older, &[]);
    assert_eq!(code, 1);
    assert!(
        err.contains("older than the built-in data") && err.contains("--force"),
        "{err}"
    );
    assert_eq!(home.catalog(), None);
    assert_eq!(home.update(&older, &["--force"]).0, 0);
    assert_eq!(
        home.run(&["show", "brand-new"]).0,
        0,
        "in force although they are older"
    );
    let between = newer().at(EARLIER + 1).archive();
    let (code, _, err) = home.update(&between, &[]);
    assert!(
        code == 1 && err.contains("older than the built-in data"),
        "{err}"
    );
    fs::write(home.path("between.tar.gz"), between).unwrap();
    let (code, _, _) = home.run(&["update", "--check", "--from", "between.tar.gz"]);
    assert_eq!(code, 0, "what would be refused is not news");
    assert_eq!(home.run(&["show", "brand-new"]).0, 0);
    assert_eq!(
        home.update(&Repository::inside().archive(), &[]).0,
        0,
        "any that are newer than the embedded ones replace them"
    );
    assert_ne!(home.run(&["show", "brand-new"]).0, 0);
    let (code, _, err) = home.update(&newer().at(LATER - 1).archive(), &["--force"]);
    assert_eq!(code, 0, "{err}");
    let (code, _, err) = home.update(&newer().at(LATER - 2).archive(), &[]);
    assert!(
        code == 1 && err.contains("older than the current data"),
        "force does not open the way for others: {err}"
    );
}

/// A checkout says no commit and no time that could be compared, but what it holds.
#[test]
fn a_folder_is_compared_by_what_it_holds() {
    let home = Home::new();
    let folder = home.path("checkout/products");
    fs::create_dir_all(&folder).unwrap();
    let write = |repository: &Repository| {
        for (name, text) in &repository.files {
            fs::write(folder.join(name), text).unwrap();
        }
    };
    write(&Repository::inside());
    let check = || home.run(&["update", "--check", "--from", "checkout"]);
    let (code, out, err) = check();
    assert_eq!(
        (code, out.starts_with("already up to date")),
        (0, true),
        "{out}{err}"
    );
    write(&newer());
    let (code, out, err) = check();
    assert_eq!(
        (code, out.starts_with("newer data is available")),
        (3, true),
        "{out}{err}"
    );
    let (code, out, err) = home.run(&["update", "--from", "checkout"]);
    assert!(code == 0 && out.contains("1 product new"), "{out}{err}");
    assert_eq!(home.run(&["show", "brand-new"]).0, 0);
    assert_eq!(check().0, 0);
    let (_, status, _) = home.run(&["update", "--status", "--json"]);
    let status: Value = serde_json::from_str(&status).unwrap();
    assert_eq!(
        (&status["time"], &status["commit"]),
        (&Value::Null, &Value::Null)
    );
    fs::remove_dir_all(&folder).unwrap();
    fs::create_dir_all(&folder).unwrap();
    let old = "---\ntitle: Old\npermalink: /old\ncategory: os\nreleases:\n- {releaseCycle: '1', \
               releaseDate: 2020-01-01, latest: '1', latestReleaseDate: 2020-01-01, eol: false}\n---\n";
    fs::write(folder.join("old.md"), old).unwrap();
    let (code, _, err) = home.run(&["update", "--from", "checkout"]);
    assert!(
        code == 1 && err.contains("is of 2020-01-01, older than"),
        "{err}"
    );
    assert_eq!(check().0, 0);
}

/// Data of before March 2025 leave out `releaseDateColumn` where there is none; all files together show that.
#[test]
fn an_old_archive_shows_what_its_folder_shows() {
    let home = Home::new();
    let folder = home.path("checkout/products");
    fs::create_dir_all(&folder).unwrap();
    let file = |id: &str, column: &str| {
        format!(
            "---\ntitle: {id}\npermalink: /{id}\ncategory: os\n{column}releases:\n\
             - {{releaseCycle: '1', releaseDate: 2020-01-01, eol: false}}\n---\n"
        )
    };
    let column = "releaseDateColumn: true\n";
    let mut repository = Repository::inside();
    repository.files.clear();
    for (id, column) in [("ant", column), ("bee", column), ("cow", "")] {
        fs::write(folder.join(format!("{id}.md")), file(id, column)).unwrap();
        repository = repository.with(&format!("{id}.md"), &file(id, column));
    }
    assert_eq!(home.update(&repository.archive(), &["--force"]).0, 0);
    let cells = |more: &[&str]| home.run(&[&["export", "cells"], more].concat()).1;
    let shown = cells(&[]);
    assert_eq!(shown, cells(&["--products", "checkout"]));
    let dates = shown
        .lines()
        .filter(|line| line.contains("releaseDateColumn"));
    assert_eq!(dates.count(), 2, "{shown}");
}

#[test]
fn updated_data_are_as_old_as_their_commit() {
    let home = Home::new();
    assert_eq!(home.update(&Repository::inside().archive(), &[]).0, 0);
    let (_, status, _) = home.run(&["update", "--status"]);
    assert!(
        status.starts_with("day       2096-10-01\n"),
        "complete up to the day before: {status}"
    );
    let folder = env!("EOLENS_CATALOG");
    for status in [
        home.run(&["update", "--status", "--products", folder]),
        told(
            &home
                .eolens(&["update", "--status"])
                .env("EOLENS_PRODUCTS", folder)
                .output()
                .unwrap(),
        ),
    ] {
        let (code, out, err) = status;
        assert!(
            code == 0 && out.contains(&format!("source    {folder}\n")),
            "a folder is in use: {out}{err}"
        );
    }
}

#[test]
fn changes_are_told_since_a_commit_whose_data_are_known() {
    let home = Home::new();
    let since = |commit: &str| home.run(&["changes", "--since", commit]);
    let commit = |time: u64| format!("{time:040x}");
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    let next = newer().at(LATER + 1).without("zerto.md").archive();
    assert_eq!(home.update(&next, &[]).0, 0);
    let source = include_str!("../../../assets/source.tsv");
    let (inside, _) = source.split_once('\t').unwrap();
    for (commit, expected) in [
        (inside, &["Zerto", "Brand New", "Python"][..]),
        (&commit(LATER), &["Zerto"]),
        (&commit(LATER + 1), &[]),
    ] {
        let (code, out, err) = since(commit);
        assert_eq!((code, err.as_str()), (0, ""), "{commit}");
        for name in ["Zerto", "Brand New", "Python"] {
            assert_eq!(
                out.contains(name),
                expected.contains(&name),
                "{commit}: {out}"
            );
        }
    }
    let (code, _, err) = since("0123456789");
    assert!(
        code == 2 && err.contains(inside) && err.contains(&commit(LATER)),
        "{err}"
    );
}

#[test]
fn a_product_whose_file_cannot_be_read_stays_and_is_told() {
    let home = Home::new();
    let broken = newer().with("ruby.md", "---\ntitle: [\n---\n").archive();
    let (code, _, err) = home.update(&broken, &[]);
    assert_eq!(code, 0);
    assert!(
        err.contains("warning: ruby.md:") && err.contains("is kept"),
        "{err}"
    );
    let (code, out, err) = home.run(&["show", "ruby"]);
    assert_eq!(code, 0);
    assert!(
        out.contains("Ruby") && err.contains("warning: ruby.md"),
        "{err}"
    );
    let (_, status, _) = home.run(&["update", "--status", "--format", "json"]);
    let status: Value = serde_json::from_str(&status).unwrap();
    assert_eq!(
        (&status["faults"], &status["products"]),
        (&1.into(), &465.into())
    );
    let day = |err: &str| {
        let at = err.find("its data of ").unwrap();
        err[at..].split(' ').nth(3).unwrap().to_owned()
    };
    let first = day(&err);
    let broken = newer().with("ruby.md", "---\ntitle: [\n---\n");
    let (code, _, err) = home.update(&broken.at(LATER + 48 * 3600).archive(), &[]);
    assert_eq!(
        (code, day(&err)),
        (0, first),
        "the data of a kept product grow no younger"
    );
}

#[test]
fn a_check_replaces_nothing() {
    let home = Home::new();
    let file = home.path("a.tar.gz");
    for (repository, expected, words) in [
        (newer(), 3, "newer data"),
        (newer().at(EARLIER), 0, "already up to date"),
    ] {
        fs::write(&file, repository.archive()).unwrap();
        let (code, out, _) = home.run(&["update", "--check", "--from", file.to_str().unwrap()]);
        assert_eq!((code, out.contains(words)), (expected, true), "{out}");
        assert_eq!(home.catalog(), None);
    }
}

#[test]
fn an_archive_is_saved_for_other_computers() {
    let home = Home::new();
    let archive = newer().archive();
    let (code, out, err) = home.update(&archive, &["--save", "saved.tar.gz"]);
    assert_eq!(
        (code, out.starts_with("saved as saved.tar.gz\n")),
        (0, true),
        "{out}{err}"
    );
    let saved = || fs::read(home.path("saved.tar.gz")).unwrap();
    assert!(saved() == archive);
    // The same commit, packed in another way, is not news, but it is what came.
    let mut again = archive.clone();
    again[9] = 7;
    let (code, out, err) = home.update(&again, &["--save", "saved.tar.gz"]);
    assert!(
        code == 0 && out.contains("already up to date"),
        "{out}{err}"
    );
    assert!(saved() == again);
    // A folder has no archive, which is said before anything is replaced.
    fs::create_dir(home.path("folder")).unwrap();
    fs::write(home.path("folder/one.md"), "---\n---\n").unwrap();
    let status = || home.run(&["update", "--status"]).1;
    let before = status();
    let ask = [
        "update",
        "--from",
        "folder",
        "--force",
        "--save",
        "none.tar.gz",
    ];
    let (code, _, err) = home.run(&ask);
    assert!(
        code == 1 && err.contains("not updated: there is no archive to save"),
        "{err}"
    );
    assert_eq!(status(), before);
}

#[test]
fn what_is_kept_and_damaged_is_told_and_mended() {
    let home = Home::new();
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    let good = home.catalog().unwrap();
    let name = fs::read_dir(home.cache()).unwrap().flatten();
    let path = name.map(|entry| entry.path());
    let path = path
        .into_iter()
        .find(|path| path.to_str().unwrap().contains("catalog-"))
        .unwrap();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    for damaged in [
        vec![],
        good[..100].to_vec(),
        good[..good.len() - 1].to_vec(),
        flipped(9),
        flipped(300),
        // A product, and the changes.
        flipped(good.len() / 2),
        flipped(good.len() - 2),
    ] {
        fs::write(&path, damaged).unwrap();
        let (code, out, err) = home.run(&["list", "brand"]);
        assert!(
            code != 0 || !out.contains("brand-new"),
            "those inside are shown"
        );
        assert!(
            err.contains("is damaged") && err.contains("the built-in data is shown"),
            "{err}"
        );
    }
    // The same archive as before mends it.
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    assert_eq!(home.run(&["list", "brand-new"]).2, "");
}

#[test]
fn what_another_version_has_kept_is_packed_again() {
    let home = Home::new();
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    let before = home.run(&["export", "cells"]);
    home.upgrade();
    assert!(
        home.run(&["export", "cells"]) == before,
        "it is packed again"
    );
    let packed = home.catalog().unwrap();
    let (_, status, _) = home.run(&["update", "--status"]);
    assert!(
        status.contains("kept by another version of eolens"),
        "{status}"
    );
    assert!(home.catalog().unwrap() == packed, "once");
    let (code, changes, _) = home.run(&["changes"]);
    assert!(code == 0 && changes.contains("Brand New"), "{changes}");

    let archive = home.cache().join("archive.tar.gz");
    for (content, words) in [
        (b"no archive".to_vec(), "not a tar.gz archive"),
        // The data embedded in a newer program take precedence silently.
        (newer().at(EARLIER).archive(), ""),
    ] {
        assert_eq!(home.update(&newer().archive(), &["--force"]).0, 0);
        home.upgrade();
        fs::write(&archive, content).unwrap();
        let (code, _, err) = home.run(&["list", "python"]);
        assert!(code == 0 && err.contains(words), "{err}");
        assert_eq!(err.is_empty(), words.is_empty(), "{err}");
        assert_eq!(home.run(&["list", "python"]).2, "", "it is tried once");
        assert_eq!((home.catalog(), archive.exists()), (None, false));
    }
}

#[test]
fn where_nothing_can_be_kept_an_update_fails_and_says_where() {
    let home = Home::new();
    let file = home.path("new.tar.gz");
    fs::write(&file, newer().archive()).unwrap();
    // Not even root can create a folder below a file.
    let mut update = home.eolens(&["update", "--from", "new.tar.gz", "--save", "saved.tar.gz"]);
    let (code, out, err) = told(&update.env("XDG_CACHE_HOME", &file).output().unwrap());
    assert_eq!((code, out.as_str()), (1, "saved as saved.tar.gz\n"));
    assert!(
        err.contains(
            "new.tar.gz/eolens cannot be created (set XDG_CACHE_HOME to use another folder)"
        ),
        "{err}"
    );
}

/// A limit on the size of files fails like a full disk: in the middle of a write.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let home = Home::new();
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    let before = home.catalog();
    let next = newer().at(LATER + 1).without("brand-new.md").archive();
    fs::write(home.path("next.tar.gz"), next).unwrap();
    let mut whole = home.eolens(&["update", "--from", "next.tar.gz"]);
    let mut update = std::process::Command::new("sh");
    let eolens = whole.get_program().to_owned();
    let limited = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" update --from next.tar.gz";
    update.args(["-c", limited]).arg(eolens);
    update.current_dir(home.path("."));
    for (name, value) in whole.get_envs() {
        match value {
            Some(value) => update.env(name, value),
            None => update.env_remove(name),
        };
    }
    let (code, _, err) = told(&update.output().unwrap());
    assert!(code == 1 && err.contains("cannot be written"), "{err}");
    assert!(home.catalog() == before);
    let mut left = fs::read_dir(home.cache()).unwrap().flatten();
    let is_half = left.any(|entry| entry.path().extension() == Some("new".as_ref()));
    assert!(!is_half, "nothing half is left");
    assert_eq!(home.run(&["list", "brand-new"]).0, 0);
    assert_eq!(told(&whole.output().unwrap()).0, 0);
}

#[test]
fn a_move_is_told_once_however_often_it_is_updated() {
    let home = Home::new();
    let day = 24 * 3600;
    let with = |end: &str, days: u64| {
        let (file, from, _) = MOVED;
        let repository = Repository::inside().edit(file, from, end);
        repository.at(LATER + days * day).archive()
    };
    let moves = |home: &Home| {
        let (_, moves, _) = home.run(&["export", "moves"]);
        let own = moves.lines().filter(|line| line.contains("\teol\t2096-"));
        own.map(|line| {
            line.rsplitn(4, '\t')
                .take(3)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect::<Vec<_>>()
    };
    assert_eq!(home.update(&with("eol: 2027-09-30", 0), &[]).0, 0);
    // As if the program was killed between two files.
    let table = home.cache().join("moves.tsv");
    let seen = fs::read(&table).unwrap();
    let old = home.catalog().unwrap();
    assert_eq!(home.update(&with("eol: 2027-08-31", 1), &[]).0, 0);
    let killed = fs::read(&table).unwrap();
    assert_ne!(seen, killed);
    fs::write(home.catalog_path().unwrap(), old).unwrap();
    assert_eq!(home.update(&with("eol: 2027-08-31", 1), &[]).0, 0);
    assert_eq!(
        moves(&home),
        [["2027-08-31", "2027-10-31", "2096-10-02"]],
        "two weeks are one"
    );
    assert_eq!(home.update(&with("eol: 2027-12-31", 20), &[]).0, 0);
    let expected = [
        ["2027-08-31", "2027-10-31", "2096-10-02"],
        ["2027-12-31", "2027-08-31", "2096-10-22"],
    ];
    assert_eq!(moves(&home), expected);
    assert_eq!(home.update(&with("eol: 2027-08-31", 30), &[]).0, 0);
    assert_eq!(
        moves(&home),
        expected[..1],
        "what returns within two weeks is none"
    );
}

/// Archives that must be rejected, each with a word of the reason.
fn bad() -> Vec<(Vec<u8>, &'static str)> {
    let good = newer().at(LATER + 1);
    let (tar, archive) = (good.tar(), good.archive());
    let mut all: Vec<(Vec<u8>, &str)> = (1..=12)
        .map(|part| {
            (
                archive[..archive.len() * part / 13].to_vec(),
                "truncated or damaged",
            )
        })
        .collect();
    for at in [
        archive.len() / 3,
        archive.len() / 2,
        archive.len() - 6,
        archive.len() - 2,
    ] {
        let mut damaged = archive.clone();
        damaged[at] ^= 0x10;
        all.push((damaged, "truncated or damaged"));
    }
    for part in 1..=4 {
        all.push((gzip(&tar[..tar.len() * part / 5]), "truncated"));
    }
    let entry = |kind, path: &str, count: usize| {
        let mut tar = Builder::new(Vec::new());
        (0..count).for_each(|_| append(&mut tar, kind, (path, LATER), b""));
        gzip(&tar.into_inner().unwrap())
    };
    let few = |count: usize| {
        let mut few = good.clone();
        few.files = few.files.into_iter().take(count).collect();
        few.archive()
    };
    let unreadable = |share: usize| {
        let mut wrong = good.clone();
        wrong
            .files
            .values_mut()
            .step_by(share)
            .for_each(|text| "nothing".clone_into(text));
        wrong.archive()
    };
    let mut moved = good.clone();
    let later = |text: &mut String| *text = text.replace("eol: 20", "eol: 21");
    moved.files.values_mut().for_each(later);
    let mut emptied = good.clone();
    for text in emptied.files.values_mut().step_by(10) {
        let releases = text.find("releases:").unwrap();
        *text = format!("{}releases: []\n---\n", &text[..releases]);
    }
    all.extend([
        (Vec::new(), "not a tar.gz archive"),
        (
            b"<!DOCTYPE html><title>Sign in</title>".to_vec(),
            "not a tar.gz archive",
        ),
        (b"PK\x03\x04".to_vec(), "not a tar.gz archive"),
        (
            gzip(b"<!DOCTYPE html>"),
            "end of the tar archive is missing",
        ),
        (gzip(&[0; 4096]), "no product files"),
        (gzip(&vec![0; 65 << 20]), "unpacks to more than"),
        (vec![0x1f, 0x8b], "truncated or damaged"),
        (
            entry(EntryType::Regular, "x/README.md", 5_001),
            "more than 5000 entries",
        ),
        (
            entry(EntryType::Symlink, "x/products/a.md", 3),
            "no product files",
        ),
        (
            entry(EntryType::Link, "x/products/a.md", 3),
            "no product files",
        ),
        (
            entry(EntryType::Regular, "../products/a.md", 3),
            "no product files",
        ),
        (
            entry(EntryType::Regular, "/products/a.md", 3),
            "no product files",
        ),
        (
            entry(EntryType::Regular, "x/products/a.md", 1),
            "no readable product file",
        ),
        (few(400), "products remain"),
        (few(1), "products remain"),
        (unreadable(10), "read in full; a newer version of eolens"),
        (moved.archive(), "end-of-life dates change at once"),
        (emptied.archive(), "releases remain"),
        (
            good.clone().at(EARLIER).archive(),
            "older than the current data",
        ),
        (good.at(0).archive(), "older than the current data"),
    ]);
    all
}

#[test]
fn changes_of_a_stack_are_those_that_its_files_name() {
    let home = Home::new();
    let newer = newer().edit("python.md", "eol: 2028-10-31", "eol: 2028-09-30");
    assert_eq!(home.update(&newer.archive(), &[]).0, 0);
    let count = |args: &[&str]| {
        let (code, changes, err) = home.run(&[&["changes", "--format", "json"], args].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        let changes: Value = serde_json::from_str(&changes).unwrap();
        let releases = changes.as_array().unwrap().iter();
        let releases = releases.map(|change| change["release"].as_str().unwrap_or("-").to_owned());
        releases.collect::<Vec<_>>()
    };
    assert_eq!(count(&[]).len(), 3);
    fs::create_dir(home.path("stack")).unwrap();
    assert!(count(&["--stack=stack"]).is_empty());
    fs::write(
        home.path("stack/Dockerfile"),
        "FROM python:3.12-slim\nFROM node:20\n",
    )
    .unwrap();
    assert_eq!(count(&["--stack=stack"]), ["3.12"]);
    assert_eq!(count(&["--stack"]), ["3.12"]);
    let (code, _, err) = home.run(&["changes", "--stack=nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("nowhere is not a folder"), "{err}");
}

#[test]
fn no_bad_archive_leaves_anything_worse() {
    let home = Home::new();
    assert_eq!(home.update(&newer().archive(), &[]).0, 0);
    let cells = || home.run(&["export", "cells", "--as-of", "2026-08-22"]).1;
    let (before, file) = (cells(), home.catalog());
    let bad = bad();
    assert_eq!(bad.len(), 40);
    for (number, (archive, words)) in bad.into_iter().enumerate() {
        let (code, out, err) = home.update(&archive, &[]);
        assert_eq!((code, out.as_str()), (1, ""), "{number}");
        assert!(
            err.contains(words) && err.lines().count() == 1,
            "{number}: {words}: {err}"
        );
        assert!(home.catalog() == file, "{number}: {words}");
    }
    assert!(cells() == before);
}

#[test]
fn an_update_removes_what_a_killed_one_had_begun_even_if_the_data_are_in_force() {
    let home = Home::new();
    let archive = newer().archive();
    for what in ["new data", "the same data"] {
        fs::create_dir_all(home.cache()).unwrap();
        fs::write(home.cache().join("archive.tar.gz.new"), "begun").unwrap();
        assert_eq!(home.update(&archive, &[]).0, 0);
        assert_eq!(home.unfinished(), 0, "{what}");
    }
}

#[test]
fn a_kill_at_any_moment_leaves_old_or_new_data() {
    let home = Home::new();
    let archives = [
        newer().archive(),
        newer().at(LATER + 1).without("brand-new.md").archive(),
    ];
    let start = Instant::now();
    assert_eq!(home.update(&archives[0], &["--force"]).0, 0);
    let whole = start.elapsed();
    let tries = tries(10);
    for number in 0..tries {
        let share = f64::from(number) / f64::from(tries);
        fs::write(
            home.path("new.tar.gz"),
            &archives[usize::try_from(number % 2).unwrap()],
        )
        .unwrap();
        let mut update = home.eolens(&["update", "--from", "new.tar.gz", "--force"]);
        let mut update = update
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Writing happens in the last moments.
        thread::sleep(whole.mul_f64(0.7 + 0.4 * share));
        let _ = update.kill();
        update.wait().unwrap();
        let (code, _, err) = home.run(&["list", "python"]);
        assert_eq!((code, err.as_str()), (0, ""), "{number}");
    }
    assert_eq!(home.update(&archives[0], &["--force"]).0, 0);
    assert_eq!(home.unfinished(), 0, "what a kill has left is removed");
}

#[test]
fn many_programs_update_and_read_at_once() {
    let home = Home::new();
    let archives = [
        newer().archive(),
        newer().at(LATER + 1).without("brand-new.md").archive(),
    ];
    for (number, archive) in archives.iter().enumerate() {
        fs::write(home.path(&format!("{number}.tar.gz")), archive).unwrap();
    }
    assert_eq!(home.update(&archives[0], &[]).0, 0);
    for round in 0..tries(1) {
        thread::scope(|scope| {
            for program in 0..8_u32 {
                let home = &home;
                scope.spawn(move || {
                    let file = format!("{}.tar.gz", (round + program) % 2);
                    let (code, _, err) = home.run(&["update", "--from", &file, "--force"]);
                    assert_eq!((code, err.as_str()), (0, ""));
                });
                scope.spawn(move || {
                    let (code, out, err) = home.run(&["show", "python", "--format", "json"]);
                    assert_eq!((code, err.as_str()), (0, ""));
                    assert!(out.contains("2027-09-30"), "of one of the two");
                });
            }
        });
    }
}
