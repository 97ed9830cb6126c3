//! The stack in a real terminal: reading files, and lending the terminal to an editor.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::TempDir;

use crate::pty::{self, Session};

/// A folder with a manifest, and an editor that records its arguments and what is typed into it.
fn project() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path().join("shop");
    fs::create_dir(&shop).unwrap();
    fs::write(shop.join("Dockerfile"), "# built with\nFROM python:3.9\n").unwrap();
    let editor = folder.path().join("vim");
    let record = folder.path().join("record");
    let script = format!(
        "#!/bin/sh\nprintf '%s|' \"$@\" > {0}\nprintf 'in the editor\\r\\n'\nread -r line\nprintf '%s' \"$line\" >> {0}\n\
         sed -i 's/3.9/3.8/' \"$2\"\n",
        record.display()
    );
    fs::write(&editor, script).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let editor = editor.to_str().unwrap().to_owned();
    (folder, editor)
}

fn start(shop: &Path, args: &[&str], editor: &str) -> Session {
    let start = pty::eolens(args).within(shop).env("VISUAL", editor);
    let session = start.size(100, 24).start();
    session.until("a full frame", Session::is_full);
    session
}

#[test]
fn the_editor_opens_the_line_and_the_file_is_read_again() {
    let (folder, editor) = project();
    let session = start(
        &folder.path().join("shop"),
        &["--as-of", "2026-08-22"],
        &editor,
    );
    session.keys("4");
    session.shows("Python 3.9");
    session.keys("e");
    session.shows("in the editor");
    session.keys("typed\r");
    session.shows("Python 3.8");
    let record = fs::read_to_string(folder.path().join("record")).unwrap();
    assert_eq!(record, "+2|./Dockerfile|typed");
    session.until("a full frame", Session::is_full);
    session.keys("2");
    session.shows("Radar");
}

/// Files that name something at the lines 2, 37 and 5.
const FILES: [(&str, usize); 3] = [
    ("Dockerfile", 2),
    ("deploy/compose.yaml", 37),
    ("web app/package.json", 5),
];

/// How an editor of a name, with the arguments that `EDITOR` gives it, is told a file and a line.
type Editor = (&'static str, &'static str, fn(&str, usize) -> String);

const EDITORS: [Editor; 7] = [
    ("vim", "", |file, line| format!("+{line}|./{file}|")),
    ("emacs", " -nw", |file, line| {
        format!("-nw|+{line}|./{file}|")
    }),
    ("nano", "", |file, line| format!("+{line}|./{file}|")),
    ("hx", "", |file, line| format!("./{file}:{line}|")),
    ("code", " --wait", |file, line| {
        format!("--wait|--goto|./{file}:{line}|")
    }),
    ("idea", "", |file, line| format!("--line|{line}|./{file}|")),
    ("ed", "", |file, _| format!("./{file}|")),
];

#[test]
fn every_editor_opens_every_file_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let shop = folder.path().join("shop");
    let comments = "    # nothing\n".repeat(34);
    for (file, text) in [
        ("Dockerfile", "# built with\nFROM python:3.9\n".to_owned()),
        (
            "deploy/compose.yaml",
            format!("services:\n  db:\n{comments}    image: postgres:12\n"),
        ),
        (
            "web app/package.json",
            "{\n  \"private\": true,\n  \"name\": \"x\",\n  \"engines\": {\n    \"node\": \"14\"\n  }\n}\n".to_owned(),
        ),
    ] {
        let path = shop.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for (name, options, told) in EDITORS {
        let editor = folder.path().join(name);
        let record = folder.path().join(format!("{name}.record"));
        let script = format!(
            "#!/bin/sh\nprintf '%s|' \"$@\" >> {0}\necho >> {0}\n",
            record.display()
        );
        fs::write(&editor, script).unwrap();
        fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
        let start = pty::eolens(&["--as-of", "2026-08-22"]).within(&shop);
        let start = start
            .env("VISUAL", "")
            .env("EDITOR", &format!("{}{options}", editor.display()));
        let session = start.size(100, 24).start();
        session.until("a full frame", Session::is_full);
        session.keys("4");
        session.shows("Node.js 14");
        let recorded = || fs::read_to_string(&record).unwrap_or_default();
        for number in 1..=FILES.len() {
            session.keys("e");
            session.until("a record", |_| recorded().lines().count() == number);
            session.until("a full frame", Session::is_full);
            session.shows("Node.js 14");
            session.keys("j");
        }
        let recorded = recorded();
        let mut recorded: Vec<&str> = recorded.lines().collect();
        recorded.sort_unstable();
        let mut expected = FILES.map(|(file, line)| told(file, line));
        expected.sort_unstable();
        assert_eq!(recorded, expected, "{name}");
    }
}

#[test]
fn an_editor_that_is_missing_or_fails_is_told() {
    let (folder, _) = project();
    let shop = folder.path().join("shop");
    for (editor, words) in [
        ("", "VISUAL and EDITOR are not set"),
        ("/nowhere/vim", "/nowhere/vim could not be started"),
        ("false", "false failed: exit status: 1"),
    ] {
        let session = start(&shop, &["check", "--browse", "."], editor);
        session.shows("Python 3.9");
        session.keys("e");
        session.shows(words);
        session.keys("2");
        session.shows("Radar");
    }
}

#[test]
fn other_files_are_shown_from_the_start_and_an_empty_folder_says_so() {
    let (folder, editor) = project();
    let shop = folder.path().join("shop");
    let session = start(folder.path(), &["check", "--browse", "shop"], &editor);
    session.shows("shop ─");
    session.shows("Python 3.9");
    fs::remove_file(shop.join("Dockerfile")).unwrap();
    session.keys("\x12");
    session.shows("No manifest, image or lock file in ");
    session.shows("eolens check --browse PATH looks elsewhere");
    // The message may come before the first full frame has its keys.
    let gone = pty::eolens(&["check", "--browse", "gone"]).within(folder.path());
    let session = gone.size(100, 24).start();
    session.shows("Not read: no such file or folder: gone.");
}
