//! The reader's preferences in every view: how dates are written, when a phase ends soon, and which columns
//! are dropped first.

use eolens::settings::config;

use crate::screens::{Screen, watching};
use crate::views::VIEWS;

/// A view with this configuration.
fn view(content: &str, (width, height): (u16, u16), keys: &str) -> Screen {
    let config = config::read("config.yaml", content);
    assert_eq!(config.faults, [], "{content}");
    let mut screen = watching(width, height);
    screen.model.preferences = config.settings.preferences;
    screen.draw();
    screen.keys(keys)
}

/// The words of a line without the signs around them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let words = line.split([' ', '│', '(', ')', ';', '▸']);
    words.map(|word| word.trim_end_matches(['.', ',']))
}

/// The dates on a screen, with the name of the style that each is written in.
fn styles(lines: &[String]) -> Vec<(&'static str, String)> {
    let is = |form: &str, text: &str| {
        let fits = |(sign, c): (char, char)| match sign {
            '0' => c.is_ascii_digit(),
            'a' => c.is_ascii_alphabetic(),
            sign => sign == c,
        };
        form.len() == text.chars().count() && form.chars().zip(text.chars()).all(fits)
    };
    let mut found = Vec::new();
    for line in lines {
        let words: Vec<&str> = words(line).collect();
        for (place, word) in words.iter().enumerate() {
            let next = words.get(place + 1).copied().unwrap_or_default();
            let after = words.get(place + 2).copied().unwrap_or_default();
            let style = match (*word, next, after) {
                (word, ..) if is("0000-00-00", word) => "iso",
                (word, ..) if is("00.00.0000", word) => "dots",
                (one, two, three) if is("00", one) && is("aaa", two) && is("0000", three) => "long",
                (one, two, three) if is("aaa", one) && is("00", two) && is("0000", three) => "us",
                _ => continue,
            };
            found.push((style, line.clone()));
        }
    }
    found
}

#[test]
fn days_are_written_as_the_reader_wants_in_every_view() {
    // Columns hold ten characters; longer styles are written as `iso` there.
    for (style, allowed) in [
        ("long", ["long", "iso"]),
        ("iso", ["iso", "iso"]),
        ("dots", ["dots", "dots"]),
        ("us", ["us", "iso"]),
    ] {
        let mut seen = Vec::new();
        // The help has examples of filters.
        for (name, keys) in VIEWS.into_iter().filter(|(name, _)| *name != "help") {
            for size in [(80, 24), (120, 40), (200, 60)] {
                let content = format!("date-format: {style}");
                for (found, line) in styles(&view(&content, size, keys).lines()) {
                    assert!(allowed.contains(&found), "{name} in {style}: {line}");
                    seen.push(found);
                }
            }
        }
        assert!(seen.contains(&style), "{style}");
    }
}

#[test]
fn what_is_almost_over_is_the_readers_choice_in_every_view() {
    let signs = |days: i64, keys: &str| {
        let screen = view(&format!("warning-days: {days}"), (120, 40), keys);
        let lines = screen.lines();
        let lines = lines.iter().take(lines.len() - 1);
        lines
            .filter(|line| words(line).any(|word| word == "!"))
            .count()
    };
    for keys in ["3", "3t", "/kubernetes<Tab>", "/kubernetes<Enter>t"] {
        let (never, usual, early) = (signs(0, keys), signs(120, keys), signs(3650, keys));
        assert_eq!(never, 0, "{keys}");
        assert!(usual > 0 && early >= usual, "{keys}: {usual} {early}");
    }
    let verdict = |days: i64| {
        let screen = view(
            &format!("warning-days: {days}"),
            (120, 40),
            "/kubernetes 1.35<Enter>",
        );
        screen.lines()[2].clone()
    };
    assert!(
        verdict(120).contains("! ") && !verdict(30).contains("! "),
        "{}",
        verdict(30)
    );
    let why = |days: i64| {
        let keys = "/kubernetes<Tab>jw";
        view(&format!("warning-days: {days}"), (120, 40), keys)
            .lines()
            .concat()
    };
    assert!(why(120).contains("! ending soon: ") && why(0).contains("✓ supported: "));
    // On some future day, every supported release of a product is in its last third.
    let soon = |days: i64| {
        let years = (0..8).map(|years| "}".repeat(years));
        let counts = years.map(|years| {
            let keys = format!("{years}/is:soon");
            let screen = view(&format!("warning-days: {days}"), (80, 24), &keys);
            screen.model.browse.hits.len()
        });
        counts.max()
    };
    assert_eq!(soon(0), Some(0));
    assert!(soon(3650) > Some(0));
    let help = view("warning-days: 77", (120, 80), "?").lines().concat();
    assert!(help.contains("77 days"), "{help}");
}

#[test]
fn a_narrow_table_leaves_out_first_what_the_reader_can_do_without() {
    let headings = |content: &str| {
        let lines = view(content, (80, 24), "/python<Enter>l").lines();
        let all = ["Released", "Active Support", "Security Support", "Latest"];
        all.into_iter()
            .filter(|heading| lines[4].contains(heading))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        headings(""),
        ["Active Support", "Security Support", "Latest"]
    );
    let without = headings("drop-first: active-support");
    assert_eq!(without, ["Released", "Security Support", "Latest"]);
    let without = headings("drop-first: [latest, released]");
    assert_eq!(without, ["Active Support", "Security Support"]);
    let wide = view("drop-first: latest", (200, 60), "/flux<Tab>").lines();
    assert!(wide[4].contains("Latest"), "there is room for all");
}

#[test]
fn the_time_left_is_told_as_the_reader_wants() {
    let lines = |content: &str, size| view(content, size, "/postgres<Tab>").lines();
    for (content, is_short) in [("", true), ("left: short", true), ("left: words", false)] {
        let text = lines(content, (200, 60)).join("\n");
        for (words, is_expected) in [
            ("2030-11-14  3y 11m left", is_short),
            ("Ends in", !is_short),
            ("(14 Nov 2030)", !is_short),
            ("2029-11-08", is_short),
        ] {
            assert_eq!(
                text.contains(words),
                is_expected,
                "{content}: {words}\n{text}"
            );
        }
    }
    let narrow = lines("left: words", (40, 10)).join("\n");
    assert!(narrow.contains("2030-11-14"), "{narrow}");
}
