//! Answers as pictures and web pages: well-formed, complete in one file, and harmless whatever the data say.

use std::fs;
use std::process::{Command, Output};

use roxmltree::{Document, Node, ParsingOptions};
use tempfile::TempDir;

use crate::program;

/// A title, release and category that want to be more than text.
const EVIL: &str = "</title></text></style><script src=//x>alert(1)</script>]]> & \\\" onload=x";

/// A folder with two products, one of them hostile, and a watchlist of both.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let products = home.0.path().join("products");
        fs::create_dir(&products).unwrap();
        let evil = format!(
            "---\ntitle: \"{EVIL}\"\npermalink: /evil\ncategory: os\nreleasePolicyLink: \"javascript:alert(1)\"\n\
             eoasColumn: \"{EVIL}\"\nversionCommand: \"{EVIL}\"\nreleases:\n\
             - {{releaseCycle: '2', releaseLabel: \"{EVIL} 日本語 {}\", releaseDate: 2024-01-01, eoas: 2026-12-01,\n\
             \x20  eol: 2027-01-01, latest: \"{EVIL}\", link: \"javascript:alert(1)\"}}\n\
             - {{releaseCycle: '1', releaseDate: 2020-01-01, eoas: true, eol: 2024-01-01,\n\
             \x20  latest: '1.1', link: 'https://x.example/?a=1&b=\"<2>'}}\n---\n",
            "long ".repeat(30)
        );
        let mild = "---\ntitle: Mild\npermalink: /mild\ncategory: os\nreleases:\n\
             - {releaseCycle: '1', releaseDate: 2025-01-01, eol: false}\n---\n";
        for (id, file) in [("evil", evil.as_str()), ("mild", mild)] {
            fs::write(products.join(id).with_extension("md"), file).unwrap();
        }
        let folder = home.0.path().join("eolens");
        fs::create_dir(&folder).unwrap();
        let list = "evil 2 # owner: <script>alert(1)</script>, \"a\" & b\nmild\n";
        fs::write(folder.join("watchlist"), list).unwrap();
        home
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
        command.args(args).args(["--as-of", "2026-11-22"]);
        command.env("EOLENS_PRODUCTS", self.0.path().join("products"));
        command.env("XDG_STATE_HOME", self.0.path());
        command.env("EOLENS_CONFIG", program::CONFIG);
        // A file is colored and drawn the same wherever it is made.
        command.env("NO_COLOR", "1").env("LC_ALL", "C");
        command.output().unwrap()
    }

    fn answer(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }
}

/// Every command that draws, without its format.
const DRAWN: [&[&str]; 7] = [
    &["show", "evil", "mild"],
    &["show", "evil", "mild", "--timeline", "--all"],
    &["radar", "--within", "1y"],
    &["radar", "--within", "1y", "--watched"],
    &["releases", "cat:os"],
    &["compare", "evil", "mild"],
    &["watch"],
];

fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn named<'a>(file: &'a Document<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    let nodes = file.descendants();
    nodes
        .filter(|node| node.is_element() && node.tag_name().name() == name)
        .collect()
}

/// Nothing runs, nothing is loaded, and nothing but pages of the web is linked.
fn is_harmless(text: &str, file: &Document<'_>) {
    const ELEMENTS: [&str; 7] = [
        "script", "iframe", "object", "embed", "img", "image", "link",
    ];
    for name in ELEMENTS {
        assert!(named(file, name).is_empty(), "{name}: {text}");
    }
    for attribute in file.descendants().flat_map(|node| node.attributes()) {
        let (name, value) = (attribute.name(), attribute.value());
        assert!(!name.starts_with("on") && name != "src", "{name}={value}");
        if name == "href" {
            assert!(value.starts_with("https://"), "{value}");
        }
    }
    for style in named(file, "style") {
        let style = style.text().unwrap();
        assert!(
            !style.contains("url(") && !style.contains("@import"),
            "{style}"
        );
    }
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn pages_are_well_formed_whatever_the_names_say() {
    let home = Home::new();
    for args in DRAWN {
        let html = home.answer(&[args, &["--format", "html"]].concat());
        assert!(html.starts_with("<!DOCTYPE html>\n"), "{args:?}");
        let file = parsed(&html);
        is_harmless(&html, &file);
        assert_eq!(file.root_element().attribute("lang"), Some("en"));
        assert_eq!(named(&file, "h1").len(), 1, "{args:?}");
        assert!(!named(&file, "title")[0].text().unwrap().is_empty());
        for table in named(&file, "table") {
            let caption = table
                .descendants()
                .find(|node| node.has_tag_name((XHTML, "caption")));
            assert!(caption.is_some(), "{args:?}");
        }
        let heads = named(&file, "th");
        assert!(heads.iter().all(|head| head.attribute("scope").is_some()));
        assert!(!heads.is_empty(), "{args:?}");
    }
}

const XHTML: &str = "http://www.w3.org/1999/xhtml";

#[test]
fn pictures_are_well_formed_and_say_what_they_show() {
    let home = Home::new();
    for args in DRAWN {
        let svg = home.answer(&[args, &["--format", "svg"]].concat());
        let file = parsed(&svg);
        is_harmless(&svg, &file);
        let root = file.root_element();
        let [title, description] = ["title", "desc"].map(|name| {
            let own = root.children().find(|node| node.tag_name().name() == name);
            own.and_then(|node| node.text()).unwrap_or_default()
        });
        assert!(!title.is_empty(), "{args:?}");
        let is_told = args[0] != "show" || description.contains("Mild");
        assert!(
            !description.is_empty() && is_told,
            "{args:?}: {description}"
        );
        assert_eq!(root.attribute("role"), Some("img"));
        assert_eq!(root.attribute("lang"), Some("en"));
    }
}

#[test]
fn a_picture_has_the_width_and_the_theme_asked_for() {
    let home = Home::new();
    let timeline = ["show", "mild", "--timeline", "--format", "svg"];
    for columns in ["40", "80", "200"] {
        let svg = home.answer(&[&timeline, &["--width", columns][..]].concat());
        let width = parsed(&svg)
            .root_element()
            .attribute("width")
            .unwrap()
            .to_owned();
        let (width, columns): (usize, usize) = (width.parse().unwrap(), columns.parse().unwrap());
        assert!(width <= columns * 9 + 16, "{width} for {columns} columns");
    }
    let paper = |theme: &[&str]| {
        let svg = home.answer(&[&timeline, theme].concat());
        let file = parsed(&svg);
        named(&file, "rect")[0]
            .attribute("fill")
            .unwrap()
            .to_owned()
    };
    assert_eq!(paper(&[]), paper(&["--theme", "light"]));
    assert_ne!(paper(&["--theme", "dark"]), paper(&["--theme", "light"]));
    let html = home.answer(&["show", "mild", "--format", "html", "--theme", "dark"]);
    let dark = paper(&["--theme", "dark"]);
    assert!(html.contains(&format!("background:{dark}")), "{html}");
}

#[test]
fn bars_need_a_format_that_has_them() {
    let home = Home::new();
    let text = home.answer(&["show", "mild", "--timeline"]);
    assert_eq!(text, home.answer(&["show", "mild", "--format", "timeline"]));
    let output = home.run(&["show", "mild", "--timeline", "--format", "csv"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        told,
        "eolens: --timeline needs --format text, html or svg\n"
    );
}
