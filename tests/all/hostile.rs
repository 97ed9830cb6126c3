//! Product files that nobody should write: each is reported, and none harms other files or the terminal.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use eolens::facts::catalog::Catalog;
use eolens::facts::product::{Fault, LARGEST_FILE};
use eolens::sources::source;
use tempfile::TempDir;

const GOOD: &str = "---\ntitle: Good\npermalink: /good\ncategory: os\nreleases:\n  \
                    - releaseCycle: \"1\"\n    releaseDate: 2020-01-01\n    eol: 2030-01-01\n---\n\n\
                    > Good is good.\n";

/// A file with one text replaced.
fn with(old: &str, new: &str) -> Vec<u8> {
    assert!(GOOD.contains(old), "{old:?}");
    GOOD.replacen(old, new, 1).into_bytes()
}

/// A file with other front matter.
fn front(yaml: &str) -> Vec<u8> {
    format!("---\n{yaml}---\n").into_bytes()
}

fn key(line: &str) -> Vec<u8> {
    with("category: os", &format!("category: os\n{line}"))
}

fn of_release(line: &str) -> Vec<u8> {
    with("    eol:", &format!("    {line}\n    eol:"))
}

fn utf16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

fn bomb() -> String {
    let mut yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let above = format!("*a{}", level - 1);
        let aliases = vec![above; 9].join(", ");
        let _ = writeln!(yaml, "a{level}: &a{level} [{aliases}]");
    }
    yaml + "tags: *a11"
}

/// A broken file: its name, bytes, the line of the error, and a word of the message.
type Broken = (&'static str, Vec<u8>, Option<usize>, &'static str);

fn broken() -> Vec<Broken> {
    [not_a_product_file(), bad_yaml(), bad_types(), too_much()].concat()
}

#[rustfmt::skip] // A table is read by its lines.
fn not_a_product_file() -> Vec<Broken> {
    let windows = GOOD.replace("Good is", "@ is").into_bytes();
    let windows = windows.iter().map(|byte| if *byte == b'@' { 0x93 } else { *byte }).collect();
    vec![
        ("empty", vec![], Some(1), "---"),
        ("no-front-matter", b"# Title\n".to_vec(), Some(1), "---"),
        ("blank-first", with("---\n", "\n---\n"), Some(1), "---"),
        ("never-closed", b"---\ntitle: X\n".to_vec(), Some(3), "never ends"),
        ("only-dashes", b"---\n".to_vec(), Some(2), "never ends"),
        ("binary", (0..=255).collect(), Some(2), "UTF-8"),
        ("elf", b"\x7fELF\x02\x01\x01\0\0\0".to_vec(), Some(1), "NUL"),
        ("nul", with("Good is", "Good\0is"), Some(11), "NUL"),
        ("utf-16", utf16(GOOD), Some(1), "UTF-16"),
        ("windows-1252", windows, Some(11), "Windows-1252"),
        ("latin-1", [GOOD.as_bytes(), b"G\xf6\n"].concat(), Some(12), "0xf6"),
    ]
}

#[rustfmt::skip] // A table is read by its lines.
fn bad_yaml() -> Vec<Broken> {
    vec![
        ("nothing-between", front(""), None, "empty"),
        ("tab", with("  - releaseCycle", "\t- releaseCycle"), Some(6), "tab"),
        ("colon", with("title: Good", "title: Good: bad"), Some(2), "mapping"),
        ("quote", with("title: Good", "title: \"Good"), None, "quoted"),
        ("bracket", key("added: [a, b"), None, "':'"),
        ("brace", key("auto: {methods: "), None, "flow"),
        ("indent", with("    eol:", "   eol:"), Some(8), "expected"),
        ("alias", key("tags: *nothing"), Some(5), "anchor"),
        ("control", with("Good\n", "Go\u{1}od\n"), Some(2), "control"),
        ("escape", with("title: Good", "title: \"\\q\""), Some(2), "escape"),
        ("no-title", with("title: Good\n", ""), None, "title"),
        ("no-permalink", with("permalink: /good\n", ""), None, "permalink"),
        ("no-releases", front("title: X\npermalink: /x\ncategory: os\n"), None, "releases"),
        ("no-cycle", with("- releaseCycle: \"1\"", "- codename: x"), Some(6), "releaseCycle"),
        ("no-field-name", key("customFields: [{label: a, display: b}]"), Some(5), "name"),
    ]
}

#[rustfmt::skip] // A table is read by its lines.
fn bad_types() -> Vec<Broken> {
    let releases = |value: &str| front(&format!("title: X\npermalink: /x\ncategory: os\nreleases:{value}\n"));
    vec![
        ("title-list", with("title: Good", "title: [a]"), Some(2), "title"),
        ("title-map", with("title: Good", "title: {a: b}"), Some(2), "title"),
        ("permalink-list", with("permalink: /good", "permalink: [a]"), Some(3), "permalink"),
        ("category-map", with("category: os", "category: {a: b}"), Some(4), "category"),
        ("releases-text", releases(" none"), Some(5), "releases"),
        ("releases-map", releases("\n  a: b"), Some(6), "releases"),
        ("release-text", releases("\n  - a"), Some(6), "releases"),
        ("cycle-list", with("\"1\"", "[1]"), Some(6), "releaseCycle"),
        ("eol-words", with("2030-01-01", "never"), Some(8), "never"),
        ("eol-30-feb", with("2030-01-01", "2030-02-30"), Some(8), "2030-02-30"),
        ("eol-number", with("2030-01-01", "2030"), Some(8), "eol"),
        ("eol-list", with("2030-01-01", "[]"), Some(8), "eol"),
        ("eoas-float", of_release("eoas: 1.5"), Some(8), "eoas"),
        ("eoes-day", of_release("eoes: 2030-1-32"), Some(8), "2030-1-32"),
        ("discontinued-day", of_release("discontinued: 01.02.2030"), Some(8), "01.02.2030"),
        ("support-map", of_release("support: {}"), Some(8), "support"),
        ("latest-list", of_release("latest: [1]"), Some(8), "latest"),
        ("link-map", of_release("link: {}"), Some(8), "link"),
        ("label-map", of_release("releaseLabel: {}"), Some(8), "releaseLabel"),
        ("codename-list", of_release("codename: []"), Some(8), "codename"),
        ("tags-list", key("tags: [a]"), Some(5), "tags"),
        ("icon-map", key("iconSlug: {}"), Some(5), "iconSlug"),
        ("aliases-text", key("alternate_urls: /a"), Some(5), "alternate_urls"),
        ("column-number", key("eolColumn: 1"), Some(5), "eolColumn"),
        ("column-list", key("latestColumn: [a]"), Some(5), "latestColumn"),
        ("policy-map", key("releasePolicyLink: {}"), Some(5), "releasePolicyLink"),
        ("template-list", key("changelogTemplate: [a]"), Some(5), "changelogTemplate"),
        ("lts-label-map", key("LTSLabel: {}"), Some(5), "LTSLabel"),
        ("command-map", key("versionCommand: {}"), Some(5), "versionCommand"),
        ("identifiers-text", key("identifiers: a"), Some(5), "identifiers"),
        ("identifiers-words", key("identifiers: [a]"), Some(5), "identifiers"),
        ("fields-map", key("customFields: {}"), Some(5), "customFields"),
    ]
}

fn too_much() -> Vec<Broken> {
    let large = [GOOD.as_bytes(), &vec![b' '; 1 << 20]].concat();
    let nested = |opening: &str| key(&format!("tags: {}", opening.repeat(100_000)));
    let dashes = key(&format!("tags:\n  {}a", "- ".repeat(100_000)));
    vec![
        ("too-large", large, None, "bytes"),
        ("deep-list", nested("["), Some(5), "too many"),
        ("deep-map", nested("{a: "), Some(5), "too many"),
        ("deep-dashes", dashes, Some(6), "too many"),
        ("alias-bomb", key(&bomb()), None, "tags"),
    ]
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name).with_extension("md"), bytes).unwrap();
}

/// A folder with these files and three good ones.
fn folder<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["aaa", "mmm", "zzz"] {
        let good = GOOD.replace("/good", &format!("/{name}"));
        write(folder.path(), name, good.as_bytes());
    }
    for (name, bytes) in files {
        write(folder.path(), name, bytes);
    }
    folder
}

fn loaded(folder: &Path) -> Catalog {
    let start = Instant::now();
    let catalog = source::folder(folder).unwrap();
    let taken = start.elapsed();
    assert!(taken < Duration::from_secs(5), "{taken:?}");
    catalog
}

fn good_ones_work(catalog: &Catalog) {
    for name in ["aaa", "mmm", "zzz"] {
        let index = catalog.find(name).expect(name);
        let product = catalog.product(index).expect(name);
        assert_eq!(product.title, "Good");
        assert_eq!(product.releases.len(), 1);
        assert_eq!(product.body.trim(), "> Good is good.");
    }
}

fn fault<'a>(catalog: &'a Catalog, file: &str) -> &'a Fault {
    let mut faults = catalog.faults().iter().filter(|fault| fault.file == file);
    let fault = faults
        .next()
        .unwrap_or_else(|| panic!("{file} is no fault"));
    assert!(faults.next().is_none(), "{file} is told twice");
    fault
}

#[test]
fn every_broken_file_is_told_and_harms_no_other() {
    let broken = broken();
    assert!(broken.len() >= 30);
    let files = broken
        .iter()
        .map(|(name, bytes, ..)| (*name, bytes.as_slice()));
    let folder = folder(files);
    let catalog = loaded(folder.path());
    good_ones_work(&catalog);
    let ids: Vec<&str> = catalog.cards().iter().map(|card| &*card.id).collect();
    assert_eq!(ids, ["aaa", "mmm", "zzz"]);
    assert_eq!(catalog.faults().len(), broken.len());
    for (name, _, line, words) in broken {
        let fault = fault(&catalog, &format!("{name}.md"));
        assert!(line.is_none() || fault.line == line, "{fault}");
        assert!(fault.reason.contains(words), "{fault}");
        assert!(fault.reason.contains(' '), "{fault}");
        assert_eq!(fault.line.is_some(), fault.column.is_some(), "{fault}");
        assert!(fault.column != Some(0) && fault.line != Some(0), "{fault}");
    }
}

#[test]
fn what_can_be_read_in_one_way_only_is_read_and_told() {
    for (name, bytes, line, words) in [
        ("twice", key("title: Good"), 5, "duplicate key `title`"),
        (
            "twice-in-release",
            of_release("releaseDate: 2020-01-01"),
            8,
            "duplicate key `releaseDate`",
        ),
        (
            "short",
            with("2020-01-01", "2020-1-1"),
            7,
            "is read as 2020-01-01",
        ),
        (
            "no-category",
            with("category: os\n", ""),
            2,
            "`category` is missing",
        ),
    ] {
        let folder = folder([(name, bytes.as_slice())]);
        let catalog = loaded(folder.path());
        good_ones_work(&catalog);
        let fault = fault(&catalog, &format!("{name}.md"));
        assert_eq!(fault.line, Some(line), "{fault}");
        assert!(fault.reason.contains(words), "{fault}");
        let product = catalog.product(catalog.find("good").unwrap()).unwrap();
        let released = product.releases[0].dates.released;
        assert_eq!(
            (product.title.as_str(), released),
            ("Good", NaiveDate::from_ymd_opt(2020, 1, 1))
        );
    }
}

#[test]
fn a_name_that_begins_with_a_dot_is_no_product() {
    let folder = folder([]);
    for name in ["._aaa.md", ".#mmm.md", ".md"] {
        fs::write(folder.path().join(name), "no product").unwrap();
    }
    let catalog = loaded(folder.path());
    good_ones_work(&catalog);
    assert_eq!(catalog.faults(), []);
}

#[test]
fn the_files_of_a_folder_agree_on_release_dates() {
    let said = |column: &str| with("category: os", &format!("category: os\n{column}"));
    for (others, shown) in [(4, false), (3, true), (2, true)] {
        let folder = folder([]);
        for number in 0..others {
            let file = String::from_utf8(said("releaseDateColumn: true")).unwrap();
            let file = file.replace("/good", &format!("/other-{number}"));
            write(folder.path(), &format!("other-{number}"), file.as_bytes());
        }
        let catalog = loaded(folder.path());
        for (name, shown) in [("aaa", shown), ("other-0", true)] {
            let product = catalog.product(catalog.find(name).unwrap()).unwrap();
            assert_eq!(
                product.columns.released.is_some(),
                shown,
                "{name} beside {others}"
            );
        }
    }
}

#[test]
fn a_checkout_of_any_year_is_read() {
    for within in ["products", "tools"] {
        let checkout = tempfile::tempdir().unwrap();
        fs::write(checkout.path().join("README.md"), "no product").unwrap();
        fs::create_dir(checkout.path().join(within)).unwrap();
        write(&checkout.path().join(within), "aaa", GOOD.as_bytes());
        let catalog = loaded(checkout.path());
        assert_eq!((catalog.cards().len(), catalog.faults().len()), (1, 0));
    }
}

/// A name in a folder, and what is said of it.
type Odd = (&'static str, &'static str);

/// Puts what only a Unix has into a folder.
#[cfg(unix)]
fn with_odd_files(folder: &Path) -> Vec<Odd> {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let at = |name: &str| folder.join(name);
    symlink(at("nowhere"), at("dangling.md")).unwrap();
    symlink(at("loop.md"), at("loop.md")).unwrap();
    symlink("/dev/zero", at("device.md")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(at("fifo.md"))
        .status();
    assert!(made.unwrap().success());
    write(folder, "secret", GOOD.as_bytes());
    fs::set_permissions(at("secret.md"), fs::Permissions::from_mode(0o0)).unwrap();
    let mut odd = vec![
        ("dangling.md", "cannot be read: "),
        ("loop.md", "cannot be read: "),
        ("device.md", "is not a regular file"),
        ("fifo.md", "is not a regular file"),
    ];
    if !rustix::process::geteuid().is_root() {
        odd.push(("secret.md", "cannot be read: "));
    }
    odd
}

#[cfg(not(unix))]
fn with_odd_files(_: &Path) -> Vec<Odd> {
    Vec::new()
}

#[test]
fn what_is_not_a_readable_file_is_told() {
    let folder = folder([]);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("folder.md")).unwrap();
    let sparse = fs::File::create(at("sparse.md")).unwrap();
    sparse.set_len(50 << 20).unwrap();
    let everywhere: [Odd; 2] = [
        (
            "folder.md",
            "is not a regular file; remove it from the folder",
        ),
        (
            "sparse.md",
            "has 52428800 bytes; the limit for a product file is 1048576",
        ),
    ];
    let expected = [&everywhere[..], &with_odd_files(folder.path())].concat();
    let catalog = loaded(folder.path());
    good_ones_work(&catalog);
    assert_eq!(catalog.faults().len(), expected.len());
    for (file, words) in expected {
        let fault = fault(&catalog, file);
        assert!(fault.reason.starts_with(words), "{fault}");
        assert_eq!((fault.line, fault.column), (None, None), "{fault}");
    }
}

#[test]
fn a_file_may_have_one_mebibyte_and_no_byte_more() {
    let full = |more: u64| {
        let mut bytes = with("/good", "/full");
        bytes.resize(usize::try_from(LARGEST_FILE + more).unwrap(), b' ');
        bytes
    };
    let (largest, larger) = (full(0), full(1));
    let folder = folder([
        ("largest", largest.as_slice()),
        ("larger", larger.as_slice()),
    ]);
    let catalog = loaded(folder.path());
    assert!(catalog.find("full").is_some());
    assert_eq!(catalog.faults().len(), 1);
    assert!(fault(&catalog, "larger.md").reason.contains("1048577"));
}

#[test]
fn a_name_that_is_taken_is_told() {
    let folder = folder([("second", GOOD.replace("/good", "/aaa").as_bytes())]);
    let catalog = loaded(folder.path());
    good_ones_work(&catalog);
    let reason = "its permalink /aaa is already used by aaa.md; use another one";
    assert_eq!(fault(&catalog, "second.md").reason, reason);
}

#[test]
fn a_template_that_cannot_be_rendered_costs_only_its_text() {
    let bad = key("releaseLabel: \"{{ 'a' | nosuch }}\"");
    let folder = folder([("bad", bad.as_slice())]);
    let catalog = loaded(folder.path());
    let product = catalog.product(catalog.find("good").unwrap()).unwrap();
    assert_eq!(product.releases[0].label, "1");
    assert!(fault(&catalog, "bad.md").reason.contains("nosuch"));
}

/// A text with sequences that terminals obey; its harmless part is `ABCDEFGH`.
const PAYLOAD: &str = "A\u{1b}]0;PWNED\u{7}B\u{1b}]52;c;UFdORUQ=\u{7}C\u{1b}[777;6HD\u{9b}777;7H\
                       E\u{1b}P1$rPWNED\u{1b}\\F\u{1b}]8;;http://pwned\u{1b}\\G\u{7}\u{7f}\u{8}\
                       \u{9d}0;PWNED\u{9c}\u{1b}c\u{1b}(0\u{202e}\u{2066}H";

/// Parts of it that must not appear, whole or in pieces.
const REMNANTS: [&str; 14] = [
    "PWNED", "UFdORUQ", "777;", "]0;", "]52;", "]8;", "1$r", "\u{7}", "\u{7f}", "\u{9b}", "\u{9d}",
    "\u{90}", "\u{202e}", "\u{2066}",
];

/// The payload in YAML's double quotes.
fn yaml(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        ' '..='~' if !matches!(c, '"' | '\\') => c.to_string(),
        c => format!("\\U{:08x}", u32::from(c)),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A product with the payload in every place for text.
fn hostile() -> String {
    let evil = yaml(PAYLOAD);
    let link = yaml(&format!("https://x.example/{PAYLOAD}"));
    let refused = yaml(&format!("file:{PAYLOAD}"));
    let changelog = yaml(&format!("https://x.example/{PAYLOAD}/__LATEST__"));
    let template = yaml(&format!(
        "{PAYLOAD} __LATEST__ {{{{ '{PAYLOAD}' | upcase }}}}"
    ));
    format!(
        r#"---
title: {evil}
permalink: {evil}
category: {evil}
tags: {evil}
iconSlug: {evil}
alternate_urls: [{evil}]
versionCommand: {evil}
releasePolicyLink: {refused}
changelogTemplate: {changelog}
releaseLabel: {template}
LTSLabel: {evil}
releaseDateColumn: {evil}
discontinuedColumn: {evil}
eoasColumn: {evil}
eolColumn: {evil}
eoesColumn: {evil}
latestColumn: {evil}
identifiers:
  - {evil}: {evil}
customFields:
  - name: {evil}
    display: after-release-column
    label: {evil}
    description: {evil}
    link: {evil}
releases:
  - releaseCycle: {evil}
    releaseDate: 2020-01-01
    codename: {evil}
    lts: true
    eol: 2090-01-01
    latest: {evil}
    link: {link}
    {evil}: {evil}
  - releaseCycle: "2"
    eol: 2090-01-01
    latest: {evil}
---
{PAYLOAD}
> {PAYLOAD}

## {PAYLOAD} [{PAYLOAD}](https://x.example/{PAYLOAD} "{PAYLOAD}") `{PAYLOAD}`

| {PAYLOAD} | {PAYLOAD} |
| --- | --- |
| {PAYLOAD} | {PAYLOAD} |

```{PAYLOAD}
{PAYLOAD}
```

- {PAYLOAD}[^1]

*[{PAYLOAD}]: {PAYLOAD}

<b title="{PAYLOAD}">{PAYLOAD}</b>

[^1]: {PAYLOAD}

{{: .{PAYLOAD} }}
"#
    )
}

#[test]
fn no_text_of_a_product_keeps_what_a_terminal_would_obey() {
    let text = hostile();
    let folder = folder([("evil", text.as_bytes())]);
    let catalog = loaded(folder.path());
    assert_eq!(catalog.faults(), []);
    let product = catalog.product(catalog.find("ABCDEFGH").unwrap()).unwrap();
    let texts = [
        &product.title,
        &product.id,
        &product.category,
        &product.aliases[0],
    ];
    assert!(texts.iter().all(|text| *text == "ABCDEFGH"), "{product:?}");
    let printed = format!("{product:#?}");
    for remnant in REMNANTS {
        assert!(!printed.contains(remnant), "{remnant:?} in {printed}");
    }
    assert!(!printed.contains("\\u{"), "{printed}");
}

fn told(name: &str, bytes: &[u8]) -> Fault {
    let folder = folder([(name, bytes)]);
    let catalog = loaded(folder.path());
    good_ones_work(&catalog);
    fault(&catalog, &format!("{name}.md")).clone()
}

#[test]
fn a_bad_day_is_told_with_its_key_where_it_stands() {
    for (name, bytes, line) in [
        ("releaseDate", with("2020-01-01", "2020-02-30"), 7),
        ("releaseDate", with("2020-01-01", "[2020]"), 7),
        (
            "latestReleaseDate",
            of_release("latestReleaseDate: soon"),
            8,
        ),
        ("lts", of_release("lts: maybe"), 8),
        ("addedAt", key("addedAt: 2020-1-0"), 5),
        ("addedAt", key("addedAt: []"), 5),
    ] {
        let fault = told("bad", &bytes);
        assert_eq!(fault.line, Some(line), "{fault}");
        assert!(fault.reason.contains(name), "{fault}");
    }
}

#[test]
fn a_control_character_is_told_where_it_stands() {
    let fault = told("bad", &with("2030-01-01", "2030\u{1}"));
    assert_eq!(fault.line, Some(8), "{fault}");
}

#[test]
fn a_key_that_stands_twice_is_told_where_it_does() {
    assert_eq!(told("top", &key("title: Again")).line, Some(5));
    assert_eq!(
        told("release", &of_release("releaseDate: 2021-01-01")).line,
        Some(8)
    );
}

#[test]
fn a_reason_names_no_place_but_the_files_and_no_type_of_ours() {
    for bytes in [
        with("title: Good", "title: \"\\q\""),
        with("    eol:", "   eol:"),
        key("auto: {methods: "),
        front("just words\n"),
        front("- a\n"),
    ] {
        let fault = told("bad", &bytes);
        assert!(!fault.reason.contains("line "), "{fault}");
        assert!(!fault.reason.contains("struct "), "{fault}");
    }
}

#[test]
fn a_sequence_within_a_sequence_leaves_nothing() {
    for payload in [
        "A\u{1b}]0;a\u{1b}]0;PWNED\u{7}B",
        "A\u{1b}P1$r\u{1b}]52;c;UFdORUQ=\u{7}B",
        "A\u{1b}[\u{1b}[777;6HB",
        "A\u{1b}]0;a\u{9b}777;7HPWNED\u{7}B",
    ] {
        let evil = with("title: Good", &format!("title: {}", yaml(payload)));
        let folder = folder([("evil", evil.as_slice())]);
        let catalog = loaded(folder.path());
        let index = catalog.find("good").unwrap();
        assert_eq!(catalog.cards()[index].title, "AB", "{payload:?}");
    }
}

/// Files of at most 1 MiB that would take far more than that to read or show.
#[cfg(target_os = "linux")]
mod bombs {
    use std::process::Command;

    use super::{GOOD, folder, front, key, of_release};
    use crate::pty::{self, EOLENS};

    /// The memory limit for a browser of product files, in KiB.
    const MEMORY: usize = 2 << 20;
    /// The limits for a file beyond the program's own needs, in KiB and seconds; without optimization
    /// everything takes several times as long.
    const OF_A_FILE: usize = 700_000;
    const SECONDS: &str = if cfg!(debug_assertions) { "8" } else { "1" };

    /// Runs every command that reads products over the file and some good ones; returns the findings of
    /// `lint`.
    fn costs_little(bytes: &[u8]) -> String {
        assert!(bytes.len() <= 1 << 20, "{}", bytes.len());
        let folder = folder([("bomb", bytes)]);
        let products = folder.path().to_str().unwrap();
        let run = |arguments: &[&str]| {
            let script = format!("ulimit -v {OF_A_FILE}; exec timeout -s KILL {SECONDS} \"$@\"");
            let output = Command::new("sh")
                .args(["-c", &script, "sh", EOLENS])
                .args(arguments)
                .env("EOLENS_CONFIG", crate::program::CONFIG)
                .output()
                .unwrap();
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {output:?}");
            String::from_utf8(output.stdout).unwrap()
        };
        for arguments in [
            &["list", "--products", products][..],
            &["show", "aaa", "--products", products],
            &["show", "aaa", "--all", "--products", products],
            &["export", "api-v1", "--products", products],
        ] {
            assert!(run(arguments).contains("Good"), "{arguments:?}");
        }
        let script = format!("ulimit -v {OF_A_FILE}; exec \"$@\"");
        let args = ["-c", &script, "sh", EOLENS, "--products", products];
        let mut session = pty::program("sh", &args).start();
        session.shows("Good");
        // Its title makes it the first: this is its page.
        session.keys("\t\t");
        session.shows("/ find");
        session.keys("Gq");
        assert!(session.ended().success(), "{}", session.text());
        session.is_given_back();
        run(&["lint", products])
    }

    /// The same for a file whose effect no template or text hides; checks the findings of `lint` too.
    fn is_told(name: &str, bytes: &[u8], words: &str) {
        let found = costs_little(bytes);
        let of_it: Vec<&str> = found
            .lines()
            .filter(|line| line.contains("bomb.md:"))
            .collect();
        let is_told = of_it.iter().any(|line| line.contains(words));
        assert!(is_told, "{name}: {words:?} is not in {of_it:?}");
    }

    fn of_bomb(top: &str, body: &str) -> Vec<u8> {
        let file = GOOD
            .replace("/good", "/bomb")
            .replace("title: Good", "title: Bomb");
        let file = file.replace("category: os", &format!("category: os\n{top}"));
        format!("{file}\n{body}\n").into_bytes()
    }

    #[test]
    fn texts_that_double_in_a_template() {
        for (name, template) in [
            (
                "append",
                "{% assign a = 'xxxxxxxx' %}".to_owned()
                    + &"{% assign a = a | append: a %}".repeat(40),
            ),
            (
                "replace",
                format!(
                    "{{{{ 'aaaaaaaa' {} }}}}",
                    "| replace: 'a', 'aaaaaaaa' ".repeat(30)
                ),
            ),
            (
                "split",
                format!(
                    "{{{{ 'aaaaaaaa' {} }}}}",
                    "| split: '' | join: 'aaaaaaaa' ".repeat(30)
                ),
            ),
        ] {
            for key in ["releaseLabel", "changelogTemplate"] {
                let top = format!("{key}: \"{template}\"");
                is_told(name, &of_bomb(&top, ""), "too many steps or bytes");
            }
            is_told(name, &of_bomb("", &template), "too many steps or bytes");
        }
    }

    #[test]
    fn a_template_that_doubles_for_many_releases() {
        let doubling = "{% assign a = 'xxxxxxxxxxxxxxxx' %}".to_owned()
            + &"{% assign a = a | append: a %}".repeat(14);
        let releases = lines(4_000, |cycle| format!("  - releaseCycle: r{cycle}\n"));
        let file = of_bomb(&format!("releaseLabel: \"{doubling}\""), "");
        let file = String::from_utf8(file).unwrap();
        let file = file.replace("releases:\n", &format!("releases:\n{releases}"));
        is_told("many", file.as_bytes(), "too many steps or bytes");
    }

    #[test]
    fn one_key_many_times() {
        let keys = of_release(&"a: b\n    ".repeat(20_000));
        let keys = String::from_utf8(keys).unwrap().replace("/good", "/bomb");
        is_told("keys", keys.as_bytes(), "duplicate key `a`");
    }

    #[test]
    fn conditions_without_end() {
        let terms = " and true".repeat(20_000);
        costs_little(&of_bomb(
            "",
            &format!("{{% if true{terms} %}}x{{% endif %}}"),
        ));
        let deep = "{% if true %}".repeat(20_000) + &"{% endif %}".repeat(20_000);
        costs_little(&of_bomb("", &deep));
        let open = "{% if true %}".repeat(20_000);
        is_told("open", &of_bomb("", &open), "never closed");
        let listed = format!(
            "{{% assign a = page.releases | where_exp: \"r\", \"r.eol{} \" %}}",
            " or r.eol".repeat(20_000)
        );
        costs_little(&of_bomb("", &listed));
    }

    #[test]
    fn raw_text_in_a_comment() {
        let body = "{% comment %}{% raw %}{{ x }}{% endcomment %}\n\nSeen.";
        let found = costs_little(&of_bomb("", body));
        assert!(!found.contains(": template:"), "{found}");
    }

    #[test]
    fn what_is_no_number_or_no_value() {
        for (condition, words) in [
            (
                "r.releaseCycle > 99999999999999999999999",
                "is not a number",
            ),
            ("r == 1e999999999999", "is not a number"),
            ("(1..999999999) contains 5", "is not a value"),
            ("", "a value is missing"),
        ] {
            let body = format!("{{% assign a = page.releases | where_exp: 'r', '{condition}' %}}");
            is_told(condition, &of_bomb("", &body), words);
        }
        is_told("quote", &of_bomb("", "–{%\"%}"), "unknown tag");
    }

    #[test]
    fn a_table_included_many_times() {
        let releases = lines(4_000, |cycle| {
            format!("  - releaseCycle: {cycle}{}\n", "x".repeat(90))
        });
        let fields = vec!["releaseCycle"; 50].join(",");
        let table = format!(
            "{{% include table.html labels=\"{fields}\" types=\"raw\" fields=\"{fields}\" \
             rows=page.releases %}}\n"
        );
        let file = String::from_utf8(of_bomb("", &table.repeat(90))).unwrap();
        let file = file.replace("releases:\n", &format!("releases:\n{releases}"));
        is_told("tables", file.as_bytes(), "too many steps or bytes");
    }

    #[test]
    fn a_collapse_of_many_releases() {
        let releases = lines(4_500, |cycle| {
            format!("  - {{releaseCycle: {}, java: {cycle}}}\n", "1.".repeat(50))
        });
        let collapse = "{% assign a = page.releases | collapse_cycles: 'java', ' - ' %}\n";
        let file = String::from_utf8(of_bomb("", &collapse.repeat(2_000))).unwrap();
        let file = file.replace("releases:\n", &format!("releases:\n{releases}"));
        is_told("collapse", file.as_bytes(), "too many steps or bytes");
    }

    fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
        (0..count).map(line).collect()
    }

    fn leaves_the_others_alone(bytes: &[u8]) {
        assert!(bytes.len() <= 1 << 20, "{}", bytes.len());
        let folder = folder([("bomb", bytes)]);
        let script = format!("ulimit -v {MEMORY}; exec timeout -s KILL 5 \"$@\"");
        let output = Command::new("sh")
            .args(["-c", &script, "sh", EOLENS, "show", "aaa", "--products"])
            .arg(folder.path())
            .env("EOLENS_CONFIG", crate::program::CONFIG)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", output.status);
        assert!(output.stdout.starts_with(b"Good"));
    }

    /// Looks at its page, and at others' after it.
    fn can_be_looked_at(bytes: &[u8]) {
        assert!(bytes.len() <= 1 << 20, "{}", bytes.len());
        let folder = folder([("good", bytes)]);
        let script = format!("ulimit -v {MEMORY}; exec \"$@\"");
        let products = folder.path().to_str().unwrap();
        let args = ["-c", &script, "sh", EOLENS, "good", "--products", products];
        let mut session = pty::program("sh", &args).start();
        session.shows("Enter releases");
        session.keys("\t\t");
        session.shows("/ find");
        session.keys("Gzq");
        let status = session.ended();
        assert!(status.success(), "{status}\n{}", session.text());
        session.is_given_back();
    }

    fn body(text: &str) -> Vec<u8> {
        format!("{GOOD}\n{text}\n").into_bytes()
    }

    #[test]
    fn brackets_hidden_from_the_count_of_the_depth() {
        leaves_the_others_alone(&key(&format!("x: {}", "[\"]\", ".repeat(150_000))));
    }

    #[test]
    fn a_release_with_many_keys() {
        leaves_the_others_alone(&of_release(&lines(80_000, |key| format!("k{key}:\n    "))));
    }

    #[test]
    fn an_alias_of_a_long_text() {
        let anchor = format!("x: &x \"{}\"\n", "y".repeat(500_000));
        let aliases = lines(8_000, |key| format!("    k{key}: *x\n"));
        let yaml = format!(
            "{anchor}title: X\npermalink: /x\ncategory: os\nreleases:\n  - releaseCycle: a\n{aliases}"
        );
        leaves_the_others_alone(&front(&yaml));
    }

    #[test]
    fn many_fields_of_many_releases() {
        let fields = lines(9_000, |name| {
            format!("- {{name: f{name}, display: after-release-column, label: F}}\n")
        });
        let releases = lines(15_000, |cycle| format!("- releaseCycle: {cycle}\n"));
        let yaml = format!(
            "title: X\npermalink: /x\ncategory: os\ncustomFields:\n{fields}releases:\n{releases}"
        );
        leaves_the_others_alone(&front(&yaml));
    }

    #[test]
    fn a_table_of_many_fields() {
        let releases = lines(4_900, |cycle| format!("- releaseCycle: {cycle}\n"));
        let yaml = format!("title: X\npermalink: /x\ncategory: os\nreleases:\n{releases}");
        let fields = "releaseCycle,".repeat(40_000);
        let body = format!(
            "{{% include table.html labels=\"A\" types=\"raw\" fields=\"{fields}\" \
             rows=page.releases %}}\n"
        );
        leaves_the_others_alone(&[front(&yaml), body.into_bytes()].concat());
    }

    #[test]
    fn many_identifiers() {
        let names = lines(30_000, |name| format!("- purl: pkg:npm/p{name}\n"));
        let yaml =
            format!("title: X\npermalink: /x\ncategory: os\nreleases: []\nidentifiers:\n{names}");
        leaves_the_others_alone(&front(&yaml));
    }

    #[test]
    fn a_long_template_of_many_releases() {
        let releases = lines(25_000, |cycle| format!("- releaseCycle: {cycle}\n"));
        let yaml = format!(
            "title: X\npermalink: /x\ncategory: os\nchangelogTemplate: {}\nreleases:\n{releases}",
            "x".repeat(400_000)
        );
        leaves_the_others_alone(&front(&yaml));
    }

    #[test]
    fn a_template_with_an_endless_loop() {
        let template = "'{% for i in (1..100000000) %}x{% endfor %}'";
        leaves_the_others_alone(&key(&format!("releaseLabel: {template}")));
    }

    #[test]
    fn quotations_in_quotations() {
        can_be_looked_at(&body(&">".repeat(1_000_000)));
    }

    #[test]
    fn lists_in_lists() {
        can_be_looked_at(&body(&format!("{}x", "- ".repeat(500_000))));
    }

    #[test]
    fn emphasis_in_emphasis() {
        let stars = "*".repeat(400_000);
        can_be_looked_at(&body(&format!("{stars}x{stars}")));
    }

    #[test]
    fn pictures_in_pictures() {
        can_be_looked_at(&body(&format!(
            "{}x{}",
            "![".repeat(20_000),
            "](x)".repeat(20_000)
        )));
    }

    #[test]
    fn many_footnotes() {
        can_be_looked_at(&body(&lines(35_000, |note| {
            format!("[^{note}]\n\n[^{note}]: x\n\n")
        })));
    }
}

#[cfg(unix)]
mod shown {
    //! The same in a terminal, checking every byte of output.

    use std::thread;
    use std::time::Duration;

    use super::{GOOD, PAYLOAD, REMNANTS, folder, hostile, key, write, yaml};
    use crate::pty::{Session, eolens, find};

    fn is_clean(session: &Session) {
        let bytes = session.bytes();
        let text = String::from_utf8_lossy(&bytes);
        for remnant in REMNANTS {
            assert!(!text.contains(remnant), "{remnant:?} in {text:?}");
        }
        for (at, _) in text.match_indices('\u{1b}') {
            assert!(
                text[at..].starts_with("\u{1b}["),
                "{:?}",
                &text[at..at + 20]
            );
        }
        assert!(find(&bytes, b"777").is_none());
    }

    /// Types keys, then waits until their effect has been drawn, by opening and closing the help.
    fn step(session: &Session, keys: &str) {
        session.keys(keys);
        // The pause distinguishes Esc from Alt with the next key.
        thread::sleep(Duration::from_millis(100));
        session.keys("?");
        session.shows("╭ Help ");
        session.keys("?");
        session.until("the help is gone", |session| {
            !session.text().contains("╭ Help ")
        });
    }

    #[test]
    fn no_byte_of_a_product_moves_the_terminal() {
        let folder = folder([("evil", hostile().as_bytes())]);
        let products = folder.path().to_str().unwrap();
        let mut session = eolens(&["ABCDEFGH", "--products", products])
            .size(120, 40)
            .start();
        session.shows("▸  ABCDEFGH");
        for keys in [
            "\t", "j", ".", "z", "z", "\r", "z", "\x04", "\x1b[6~", "G", "g", "z", "\x1b\x1b",
        ] {
            step(&session, keys);
        }
        session.keys("/");
        session.shows("Enter keep");
        session.keys(&format!("\x1b[200~{PAYLOAD}\x1b[201~"));
        session.shows("/ ABCDEFGH");
        session.keys("\r");
        session.keys("p");
        session.shows("Not opened");
        session.keys("o");
        session.shows("https://x.example/ABCDEFGH/ABCDEFGH");
        step(&session, "");
        for (columns, rows) in [(80, 24), (50, 20), (200, 40)] {
            session.resize(columns, rows);
            session.until("a full frame", Session::is_full);
            step(&session, "");
        }
        session.keys("q");
        assert!(session.ended().success());
        session.is_given_back();
        is_clean(&session);
    }

    #[test]
    fn no_byte_of_a_broken_file_moves_the_terminal() {
        let folder = folder([]);
        let at = folder.path();
        let evil = "A\u{1b}]0;PWNED\u{7}\u{9b}777;7H\u{1b}[777;6H\u{202e}B";
        write(at, evil, b"");
        write(
            at,
            &format!("{evil}2"),
            format!("---\n{evil}: [\n---\n").as_bytes(),
        );
        write(
            at,
            "raw",
            GOOD.replace("title: Good", &format!("title: {PAYLOAD}"))
                .as_bytes(),
        );
        write(at, "twice", GOOD.replace("/good", "/aaa").as_bytes());
        write(at, "key", &key(&format!("? {}\n: [", yaml(PAYLOAD))));
        let mut session = eolens(&["--products", at.to_str().unwrap()])
            .size(160, 40)
            .start();
        session.shows("5 problems");
        session.keys("!");
        session.shows("AB.md:1:1: ");
        session.shows("AB2.md:");
        session.shows("twice.md: ");
        session.keys("q");
        session.until("the list is closed", |session| {
            !session.text().contains("twice.md")
        });
        session.keys("q");
        assert!(session.ended().success());
        is_clean(&session);
    }

    #[test]
    fn what_a_reason_quotes_is_spelt_out() {
        let evil = yaml(PAYLOAD);
        let day = GOOD.replace("2030-01-01", &evil);
        let column = key(&format!("alternate_urls: {evil}"));
        let folder = folder([("day", day.as_bytes()), ("column", &column)]);
        let products = folder.path().to_str().unwrap();
        let mut session = eolens(&["--products", products]).size(160, 40).start();
        session.shows("2 problems");
        session.keys("!");
        session.shows("day.md:8:10: ");
        session.keys("qq");
        assert!(session.ended().success());
        let bytes = session.bytes();
        let text = String::from_utf8_lossy(&bytes);
        let unsafe_ones = ['\u{7}', '\u{7f}', '\u{9b}', '\u{9d}', '\u{90}', '\u{202e}'];
        assert!(!text.contains(unsafe_ones), "{text:?}");
        for (at, _) in text.match_indices('\u{1b}') {
            assert!(text[at..].starts_with("\u{1b}["), "{:?}", &text[at..]);
        }
        assert!(!text.contains("\u{1b}[777"));
    }

    #[test]
    fn a_character_reference_moves_no_terminal() {
        let body = "&#27;]0;PWNED&#7; &#x9b;777;7H &#x202e;evil &#x90;1$r&#x9c; &#x7f;&#x200f;end";
        let text = format!("{GOOD}\n{body}\n");
        let folder = folder([("good", text.as_bytes())]);
        let products = folder.path().to_str().unwrap();
        let mut session = eolens(&["good", "--products", products])
            .size(120, 40)
            .start();
        session.shows("end");
        session.keys("q");
        assert!(session.ended().success());
        is_clean(&session);
    }

    #[test]
    fn no_byte_of_an_argument_moves_the_terminal() {
        let filters = ["ends<", "cat:", "tag:", "is:"].map(|key| format!("{key}{PAYLOAD}"));
        let words = ["list", "radar", "show"];
        let mut all = vec![
            vec![PAYLOAD],
            vec!["--products", PAYLOAD],
            vec!["show", PAYLOAD],
        ];
        all.extend(
            filters
                .iter()
                .flat_map(|filter| words.map(|word| vec![word, filter])),
        );
        for args in &all {
            let mut session = eolens(args).size(120, 40).start();
            assert!(!session.ended().success());
            let bytes = session.bytes();
            let text = String::from_utf8_lossy(&bytes);
            assert!(
                !text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']),
                "{text:?}"
            );
        }
    }
}
