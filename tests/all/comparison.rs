//! Comparing products: marking them, the screen, and the command line.

use std::path::Path;
use std::process::Command;

use eolens::app::screen::Screen;
use eolens::app::{Model, Notice, Place};
use eolens::sources::source;

use crate::program;
use crate::screens::{self, screen};
use crate::typed::type_keys;

const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

/// Marks two products and compares them.
const TWO: &str = "/ubuntu<Enter>x/<C-u>debian<Enter>xc";

fn after(keys: &str) -> Model {
    let folder = source::folder(Path::new(PRODUCTS)).unwrap();
    let mut model = Model::new(folder, screens::day());
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

/// The ids of the compared products, in order.
fn compared(model: &Model) -> Vec<&str> {
    let all = model.comparison.compared.iter();
    let ids = all.map(|compared| model.catalog.cards()[compared.product].id.as_str());
    ids.collect()
}

fn printed(arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
    command.arg("compare").args(arguments);
    command.args(["--as-of", &screens::day().to_string()]);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG);
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn marked_products_are_compared_the_longest_supported_first() {
    for (keys, ids) in [
        (TWO, &["ubuntu", "debian"][..]),
        (
            "/debian<Enter>x/<C-u>ubuntu<Enter>xc",
            &["ubuntu", "debian"],
        ),
        ("/debian<Enter>x/<C-u>ubuntu<Enter>c", &["ubuntu", "debian"]),
        (
            "/of:ubuntu,debian,rhel<Enter>c",
            &["rhel", "ubuntu", "debian"],
        ),
        (
            "/debian<Enter>x/<C-u>ubuntu<Enter>rc",
            &["ubuntu", "debian"],
        ),
    ] {
        let model = after(keys);
        assert_eq!(model.place(), Place::Comparison, "{keys}");
        assert_eq!(compared(&model), ids, "{keys}");
    }
}

#[test]
fn the_ways_out_and_in() {
    for (keys, screen, place) in [
        ("c", Screen::Browse, Place::Releases),
        ("cc", Screen::Comparison, Place::Comparison),
        ("<Esc>", Screen::Browse, Place::Releases),
        ("1", Screen::Browse, Place::Releases),
        ("<Enter>", Screen::Browse, Place::Releases),
        ("<Enter><Esc>", Screen::Comparison, Place::Comparison),
        ("t", Screen::Browse, Place::Timeline),
        ("t<Esc>", Screen::Comparison, Place::Comparison),
        ("r", Screen::Releases, Place::ReleaseList),
        ("x", Screen::Browse, Place::Releases),
        ("]+->0", Screen::Comparison, Place::Comparison),
        ("?", Screen::Comparison, Place::Help),
    ] {
        let model = after(&format!("{TWO}{keys}"));
        assert_eq!((model.screen, model.place()), (screen, place), "{keys}");
    }
}

#[test]
fn without_enough_products_the_key_explains_itself() {
    for keys in ["c", "/postgres<Enter>c", "xc", "xxc", "/qzxwv<Enter>c"] {
        let model = after(keys);
        let Some(Notice::Failed(words)) = &model.notice else {
            panic!("{keys}: {:?}", model.notice);
        };
        assert!(
            words.starts_with("To compare, mark at least two products with x and press c"),
            "{words}"
        );
        assert_eq!(model.screen, Screen::Browse, "{keys}");
    }
}

#[test]
fn marking_says_what_to_do_next() {
    for (keys, words) in [
        (
            "/ubuntu<Enter>x",
            "Ubuntu is marked; mark another product to compare them.",
        ),
        ("/ubuntu<Enter>xx", "Ubuntu is no longer marked."),
        (
            "/ubuntu<Enter>x/<C-u>debian<Enter>x",
            "Debian is marked; c compares all 2.",
        ),
    ] {
        assert_eq!(
            after(keys).notice,
            Some(Notice::Done(words.to_owned())),
            "{keys}"
        );
    }
    let lines = screen(120, 30).keys("/ubuntu<Enter>x").lines();
    assert!(lines[1].contains("1 marked · "), "{}", lines[1]);
    assert!(lines[3].contains("+Ubuntu"), "{}", lines[3]);
}

#[test]
fn the_screen_and_the_command_line_have_the_same_table() {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = screen(220, 60)
        .keys("/of:ubuntu,debian,rhel<Enter>c")
        .lines();
    let shown: Vec<String> = lines
        .iter()
        .map(|line| squeezed(line.trim_matches('│')))
        .collect();
    let (text, _) = printed(&["debian", "ubuntu", "rhel"]);
    let rows: Vec<String> = text.lines().skip(4).map(squeezed).collect();
    assert_eq!(rows.len(), 4, "{text}");
    for row in rows {
        assert!(shown.contains(&row), "{row}\n{}", shown.join("\n"));
    }
}

#[test]
fn the_answer_is_whole_at_any_size() {
    for (width, height) in [(40, 10), (60, 20), (80, 24), (120, 40), (200, 60)] {
        let screen = screen(width, height).keys("/of:ubuntu,debian,rhel<Enter>c");
        let text = screen.lines().join(" ").replace('│', " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let longest = if width < 60 {
            "Longest: "
        } else {
            "is supported longest"
        };
        for words in [longest, "until 2035-05-31, 8y"] {
            assert!(text.contains(words), "{width}×{height}: {text}");
        }
        let bars = screen
            .lines()
            .iter()
            .filter(|line| line.contains('█'))
            .count();
        assert!(bars >= 3, "{width}×{height}: {text}");
    }
}

#[test]
fn every_form_has_all_products_and_a_single_one_is_refused() {
    for (form, words) in [
        ("csv", ["rhel,", "ubuntu,"]),
        ("tsv", ["rhel\t", "ubuntu\t"]),
        ("json", ["\"product\": \"rhel\"", "\"product\": \"ubuntu\""]),
        ("yaml", ["product: rhel", "product: ubuntu"]),
        ("markdown", ["| Red Hat Enterprise Linux | ", "| Ubuntu | "]),
        ("text", ["Red Hat Enterprise Linux ", "Ubuntu "]),
        ("html", ["Red Hat Enterprise Linux", "Ubuntu"]),
        ("svg", ["Red Hat Enterprise Linux", "Ubuntu"]),
    ] {
        let (text, errors) = printed(&["rhel", "ubuntu", "--format", form]);
        for words in words {
            assert!(text.contains(words), "{form}: {text}");
        }
        assert_eq!(errors, "", "{form}");
    }
    let (text, errors) = printed(&["rhel", "rhel"]);
    assert_eq!(text, "");
    assert!(errors.contains("needs two different products"), "{errors}");
    let (_, errors) = printed(&["rhel", "qzxwv"]);
    assert!(errors.contains("qzxwv"), "{errors}");
    let (_, errors) = printed(&["rhel", "8"]);
    assert!(errors.contains("no product is named \"8\""), "{errors}");
}
