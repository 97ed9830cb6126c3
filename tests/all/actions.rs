//! Links, copying, finding in the page, and the palette: keys typed without a terminal.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use eolens::app::browse::{self, LaidOut, Pane};
use eolens::app::comparison;
use eolens::app::cursor::Step;
use eolens::app::line_edit::Edit;
use eolens::app::popup::links::Links;
use eolens::app::popup::palette::Palette;
use eolens::app::{About, Drawn, Effect, Model, Msg, Notice, Place};
use eolens::facts::catalog::Catalog;
use eolens::facts::changes::Changed;
use eolens::facts::product;
use eolens::screen::view;
use eolens::settings::keys::{BINDINGS, Keys};
use eolens::text::markdown::layout;

use crate::data;
use crate::typed::type_keys;

const FILES: [&str; 2] = [
    "---
title: Apple
permalink: /apple
category: os
releasePolicyLink: https://apple.example/policy
changelogTemplate: https://apple.example/__LATEST__
identifiers:
- repology: apple
customFields:
- {name: core, label: Core, display: after-release-column, link: 'https://apple.example/core'}
releases:
- {releaseCycle: '2', eol: false, latest: '2.1'}
- {releaseCycle: '1', eol: true, link: null}
---

> Apple is older than [Pear](/pear), see the [rules](https://apple.example/rules).

One apple a day. [Not there](javascript:x) is [Quince](/quince).

## Release cadence

Every apple falls once: https://apple.example/rules says so.
",
    "---
title: Pear
permalink: /pear
category: os
releases:
- {releaseCycle: '1', eol: true}
---

> Pear.
",
];

fn model() -> Model {
    let files = FILES.map(|file| product::parse("x.md", file.as_bytes()));
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut model = Model::new(Catalog::new(files).unwrap(), day);
    model.show_changes(Some(Changed::default()));
    model
}

fn after(keys: &str) -> Model {
    let mut model = model();
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

fn links(model: &Model) -> &Links {
    match model.popup.as_ref().map(|popup| &popup.about) {
        Some(About::Links(links)) => links,
        other => panic!("{other:?}"),
    }
}

fn palette(model: &Model) -> &Palette {
    match model.popup.as_ref().map(|popup| &popup.about) {
        Some(About::Palette(palette)) => palette,
        other => panic!("{other:?}"),
    }
}

/// The names in the palette.
fn names(model: &Model) -> Vec<&str> {
    let palette = palette(model);
    let found = palette.found.iter();
    let names = found.map(|named| palette.actions[named.index].name.as_str());
    names.collect()
}

fn shown(model: &Model) -> &str {
    let index = model.browse.shown.as_ref().unwrap().index;
    &model.catalog.cards()[index].title
}

fn failure(model: &Model) -> &str {
    match &model.notice {
        Some(Notice::Failed(words)) => words,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_links_are_those_of_the_page_and_then_those_beside_it() {
    let model = after("u");
    let links = links(&model).entries.iter();
    let links: Vec<_> = links
        .map(|link| (link.text.as_str(), link.address.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("Pear", "https://endoflife.date/pear"),
            ("rules", "https://apple.example/rules"),
            ("Not there", "javascript:x"),
            ("Quince", "https://endoflife.date/quince"),
            ("Release policy", "https://apple.example/policy"),
            ("Product page", "https://endoflife.date/apple"),
            ("apple", "https://repology.org/project/apple"),
            ("Core", "https://apple.example/core"),
            ("Changelog of 2", "https://apple.example/2.1"),
        ]
    );
    assert_eq!(model.place(), Place::Links);
}

#[test]
fn the_numbers_in_the_page_are_those_of_the_list() {
    let model = after("u");
    let page = &model.browse.shown.as_ref().unwrap().page;
    let lines = layout::lay_out(page, 60, layout::Numbers::Raised);
    let numbers = lines.iter().flat_map(|line| &line.pieces);
    let numbers = numbers.filter(|piece| piece.role == layout::Role::Number);
    let numbers: Vec<_> = numbers
        .map(|piece| (piece.text.trim(), piece.link))
        .collect();
    let numbers: Vec<_> = numbers
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .collect();
    assert_eq!(numbers[0], ("¹", Some(0)));
    assert_eq!(numbers.last(), Some(&("⁷", Some(6))));
    assert_eq!(
        page.links[..],
        links(&model)
            .entries
            .iter()
            .map(|link| link.address.clone())
            .collect::<Vec<_>>()[..7]
    );
}

#[test]
fn a_link_is_chosen_by_its_number_or_where_the_selection_is() {
    let open = |address: &str| vec![Effect::Open(address.to_owned())];
    for (keys, effects) in [
        ("u2", open("https://apple.example/rules")),
        ("uj<Enter>", open("https://apple.example/rules")),
        ("uG<Enter>", open("https://apple.example/2.1")),
        ("llu5", open("https://apple.example/policy")),
        ("u6", open("https://endoflife.date/apple")),
        ("u4", open("https://endoflife.date/quince")),
        ("u0", vec![]),
        ("u<Esc>", vec![]),
        ("uu", vec![]),
        ("uq", vec![]),
    ] {
        let mut model = model();
        assert_eq!(type_keys(&mut model, keys), effects, "{keys}");
        assert_eq!(model.popup.is_some(), keys == "u0", "{keys}");
    }
    let model = after("u3");
    assert!(
        failure(&model).ends_with("javascript:x"),
        "no such address is opened"
    );
}

#[test]
fn a_link_to_another_product_goes_there() {
    for keys in ["u1", "u<Enter>", "llu1", "/apple<Enter>u1"] {
        let model = after(keys);
        assert_eq!(
            (shown(&model), model.popup.is_some()),
            ("Pear", false),
            "{keys}"
        );
        assert_eq!(model.browse.query.text(), "", "{keys}");
    }
}

#[test]
fn with_more_links_than_digits_a_number_waits_for_its_second() {
    let links = (1..=25).map(|number| format!("[l{number}](https://x.example/{number})\n"));
    let file = format!(
        "---\ntitle: Many\npermalink: /many\ncategory: os\nreleases: []\n---\n\n{}",
        links.collect::<String>()
    );
    let many = || {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        Model::new(
            Catalog::new([product::parse("x.md", file.as_bytes())]).unwrap(),
            day,
        )
    };
    for (keys, opened) in [
        ("u3", Some(3)),
        ("u12", Some(12)),
        ("u1", None),
        ("u1<Enter>", Some(1)),
        ("u25", Some(25)),
        ("u27", Some(7)),
        ("u1j5", Some(5)),
    ] {
        let mut model = many();
        let effects = type_keys(&mut model, keys);
        let opened = opened.map(|number| Effect::Open(format!("https://x.example/{number}")));
        assert_eq!(effects, opened.into_iter().collect::<Vec<_>>(), "{keys}");
    }
}

#[test]
fn what_is_copied_is_named() {
    for (keys, text) in [
        ("y", "2.1"),
        ("lly", "2.1"),
        ("Y", "https://apple.example/2.1"),
        ("uy", "https://endoflife.date/pear"),
        ("ujjy", "javascript:x"),
    ] {
        let mut model = model();
        let effects = type_keys(&mut model, keys);
        assert_eq!(effects, [Effect::Copy(text.to_owned())], "{keys}");
        assert_eq!(model.notice, Some(Notice::Done(format!("Copied {text}"))));
    }
    for (keys, reason) in [
        ("ljy", "Apple 1 has no version number."),
        ("ljY", "Apple 1 has no changelog link."),
        ("jlj/nothing<Enter>y", "No product is selected."),
    ] {
        assert_eq!(failure(&after(keys)), reason, "{keys}");
    }
}

#[test]
fn no_control_character_is_copied() {
    let file = "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n\
        - {releaseCycle: '1', eol: false, latest: \"1\\e]52;c;x\\a\\r\\n2\\u202e\", \
        link: \"https://x.example/\\e[2J\\n\\u009b\"}\n---\n\n[x](<https://x.example/\u{7}\u{9b}a>)\n";
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let catalog = Catalog::new([product::parse("x.md", file.as_bytes())]).unwrap();
    let mut model = Model::new(catalog, day);
    let effects = type_keys(&mut model, "yYuyGy");
    assert!(!effects.is_empty());
    for effect in effects {
        let Effect::Copy(text) = effect else {
            panic!("{effect:?}");
        };
        let is_clean = text.chars().all(|c| !c.is_control() && c != '\u{202e}');
        assert!(is_clean, "{text:?}");
    }
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn what_is_copied_of_the_reference_is_printable() {
    let corpus = data::reference("corpus");
    let catalog = eolens::sources::source::folder(&corpus).unwrap();
    let products = (0..catalog.cards().len()).filter_map(|index| catalog.product(index));
    for release in products.flat_map(|product| &product.releases) {
        let texts = [release.latest.as_deref(), release.link.as_deref()];
        for text in texts.into_iter().flatten() {
            assert!(text.chars().all(|c| !c.is_control()), "{text:?}");
        }
    }
}

/// A frame of the page pane with a number of rows, laid out.
fn draw(model: &mut Model, rows: usize) {
    let page = &model.browse.shown.as_ref().unwrap().page;
    let lines = layout::lay_out(page, 30, layout::Numbers::Raised);
    model.drawn(Drawn {
        page: Some((rows, lines.len())),
        laid_out: Some(LaidOut {
            width: 30,
            has_facts: true,
            lines,
        }),
        ..Drawn::default()
    });
}

/// Keys typed in the page, with a frame after each.
fn finding(keys: &str) -> Model {
    let mut model = after("ll");
    draw(&mut model, 4);
    for key in crate::typed::events(keys) {
        assert_eq!(crate::typed::type_key(&mut model, key), None);
        draw(&mut model, 4);
    }
    model
}

#[test]
fn a_text_is_found_while_it_is_typed() {
    for (keys, current, count) in [
        ("/apple", 0, 7),
        ("/APPLE", 0, 7),
        ("/apple d", 0, 0),
        ("/apple a", 0, 1),
        ("/apple<Backspace>", 0, 7),
        ("/apple<Down><Down>", 2, 7),
        ("/apple<Down><Up>", 0, 7),
        ("/apple<Up>", 6, 7),
        ("/apple<Enter>n", 1, 7),
        ("/apple<Enter>nnN", 1, 7),
        ("/apple<Enter>N", 6, 7),
        ("/apple<Enter>Nn", 0, 7),
        ("/older than pear", 0, 1),
        ("/nothing like it", 0, 0),
        ("/", 0, 0),
    ] {
        let model = finding(keys);
        let find = &model.browse.shown.as_ref().unwrap().find;
        assert_eq!((find.current, find.count()), (current, count), "{keys}");
    }
}

#[test]
fn the_page_follows_the_match_and_goes_back_when_it_is_given_up() {
    let top = |keys: &str| finding(keys).browse.shown.unwrap().scroll.top();
    assert_eq!(top("/older"), 0, "what is seen stays where it is");
    assert!(top("/repology") > 10);
    assert_eq!(top("/repology<Esc>"), 0);
    assert!(top("/repology<Enter>") > 10);
    assert!(
        top("/repology<Enter><Esc>") > 10,
        "the reader is there by now"
    );
    assert_eq!(top("/repologyx"), 0);
    assert_eq!(top("/apple<Enter>Nn"), 0);
}

#[test]
fn finding_has_its_place_and_esc_ends_it() {
    for (keys, place, words) in [
        ("/", Place::Find, ""),
        ("/day", Place::Find, "day"),
        ("/dqj?", Place::Find, "dqj?"),
        ("/day<Enter>", Place::Page, "day"),
        ("/day<Enter>/", Place::Find, ""),
        ("/day<Esc>", Place::Page, ""),
        ("/day<Enter><Esc>", Place::Page, ""),
        ("/day<Enter><Esc><Esc>", Place::Releases, ""),
        ("/day<Tab>", Place::List, "day"),
        ("/day<C-u>", Place::Find, ""),
        ("z/day<Esc><Esc>", Place::Page, ""),
    ] {
        let model = finding(keys);
        let find = &model.browse.shown.as_ref().unwrap().find;
        assert_eq!((model.place(), find.line.text()), (place, words), "{keys}");
        assert_eq!(model.browse.query.text(), "", "{keys}");
    }
    let mut model = finding("/");
    model.update(Msg::Edit(Edit::Paste("a\nday".to_owned())));
    assert_eq!(model.browse.shown.as_ref().unwrap().find.count(), 1);
    assert_eq!(model.place(), Place::Find);
}

#[test]
fn going_round_says_so() {
    let notice = |keys: &str| finding(keys).notice;
    let done = |words: &str| Some(Notice::Done(words.to_owned()));
    assert_eq!(notice("/apple<Enter>n"), None);
    assert_eq!(notice("/apple<Enter>N"), done("Continued from the bottom."));
    assert_eq!(notice("/apple<Enter>Nn"), done("Continued from the top."));
    assert_eq!(failure(&finding("n")), "Search this page first.");
    assert_eq!(failure(&finding("/xyz<Enter>n")), "Not found on this page.");
}

#[test]
fn another_product_is_not_searched_and_another_day_is() {
    let mut model = finding("/apple<Enter>n");
    model.look_at(NaiveDate::from_ymd_opt(2027, 1, 1).unwrap());
    draw(&mut model, 4);
    let find = &model.browse.shown.as_ref().unwrap().find;
    assert_eq!((find.current, find.count()), (1, 7));
    type_keys(&mut model, "<Esc><Esc><Esc>j");
    draw(&mut model, 4);
    assert_eq!(model.browse.shown.as_ref().unwrap().find.count(), 0);
}

#[test]
fn elsewhere_the_same_key_searches_the_products() {
    for keys in ["/a", "l/a"] {
        assert_eq!(after(keys).place(), Place::Search, "{keys}");
    }
}

#[test]
fn the_palette_names_what_can_be_done_where_it_was_opened() {
    let list = after(":");
    assert!(names(&list).contains(&"open the changelog of the release"));
    let reason = |model: &Model, name: &str| {
        let mut actions = palette(model).actions.iter();
        let action = actions.find(|action| action.name == name).unwrap();
        action.reason.clone()
    };
    let reason = |keys: &str, name: &str| reason(&after(keys), name);
    for (keys, name, expected) in [
        (":", "find on this page", Some("Only in the page.")),
        ("ll:", "find on this page", None),
        (":", "next group", Some("Only in the radar.")),
        ("2:", "next group", None),
        (":", "as-of date: today", Some("The as-of date is today.")),
        ("]:", "as-of date: today", None),
        (
            "lj:",
            "copy the latest version of the release",
            Some("Apple 1 has no version number."),
        ),
        (
            "?:",
            "zoom: maximize or restore this pane",
            Some("Close the pop-up first."),
        ),
    ] {
        assert_eq!(reason(keys, name).as_deref(), expected, "{keys} {name}");
    }
    let idle = names(&list).pop().unwrap();
    assert!(reason(":", idle).is_some(), "what does nothing comes last");
    let model = after(":find page<Enter>");
    assert_eq!(failure(&model), "Only in the page.");
    assert!(names(&after("u<C-p>")).contains(&"copy the link address"));
    let found = after(":chlg");
    assert_eq!(names(&found)[0], "open the changelog of the release");
    assert_eq!(palette(&found).selected().unwrap().keys, "o");
    assert_eq!(names(&after(":no such thing")), [""; 0]);
}

#[test]
fn the_palette_does_it_where_it_was_opened() {
    for (keys, place) in [
        (":zoom<Esc>", Place::List),
        (":go to the releases<Enter>", Place::Releases),
        ("ll:find page<Enter>", Place::Find),
        (":links<Enter>", Place::Links),
        ("u:help<Enter>", Place::Help),
        ("?:close<Enter>", Place::List),
        ("u:<Esc>", Place::Links),
        (":no such thing<Enter>", Place::Palette),
        (":?qj", Place::Palette),
        (":next pane<Enter>", Place::Releases),
    ] {
        assert_eq!(after(keys).place(), place, "{keys}");
    }
    let copy = |text: &str| vec![Effect::Copy(text.to_owned())];
    for (keys, effects) in [
        (":copy latest<Enter>", copy("2.1")),
        ("uj:copy link<Enter>", copy("https://apple.example/rules")),
        (":suspend<Enter>", vec![Effect::Suspend]),
        (":quit<Enter>", vec![Effect::Quit]),
    ] {
        assert_eq!(type_keys(&mut model(), keys), effects, "{keys}");
    }
}

/// Typing and moving have no names; every other message has a name in some place, and is in the help.
#[test]
fn whatever_a_key_does_the_palette_and_the_help_name() {
    let places = [
        "", "/", "l", "t", "ll", "ll/", "2", "r", "xjxc", "3", "3t", "4", "4t", "5", "u", "?", "!",
        "w",
    ];
    let named = places.iter().flat_map(|keys| {
        let mut model = self::model();
        // The stack asks for its files, which this test need not have.
        type_keys(&mut model, keys);
        model.update(Msg::Palette);
        let actions = palette(&model).actions.iter();
        actions
            .map(|action| format!("{:?}", action.msg))
            .collect::<Vec<_>>()
    });
    let named: BTreeSet<String> = named.collect();
    let mut model = model();
    model.update(Msg::Help);
    let help = help(&mut model);
    for binding in BINDINGS {
        for (_, msg) in binding.meanings {
            let is_typing = matches!(msg, Msg::Move(_) | Msg::Edit(_) | Msg::Palette);
            let is_named = named.contains(&format!("{msg:?}"));
            assert!(is_typing || is_named, "the palette lacks {binding:?}");
        }
        let line = help.iter().find(|line| {
            line.contains(binding.words)
                && binding
                    .keys
                    .iter()
                    .all(|key| line.contains(&key.to_string()))
        });
        assert!(line.is_some(), "the help lacks {binding:?}");
    }
}

/// All lines of the help.
fn help(model: &mut Model) -> Vec<String> {
    let backend = ratatui::backend::TestBackend::new(80, 600);
    let mut terminal = ratatui::Terminal::new(backend).unwrap();
    let theme = eolens::settings::theme::Theme::terminal();
    let frame =
        |frame: &mut ratatui::Frame<'_>| _ = view::draw(model, &theme, &Keys::default(), frame);
    terminal.draw(frame).unwrap();
    let buffer = terminal.backend().buffer();
    let rows = buffer.content.chunks(80);
    rows.map(|row| row.iter().map(ratatui::buffer::Cell::symbol).collect())
        .collect()
}

#[test]
fn what_was_chosen_last_comes_first() {
    let mut model = model();
    type_keys(&mut model, ":redraw<Enter>:theme<Enter>:");
    assert_eq!(
        names(&model)[..2],
        ["theme: switch to the next one", "redraw the screen"]
    );
}

#[test]
fn the_list_of_actions_moves_and_stays_within_its_ends() {
    let mut model = after(":");
    let last = names(&model).len() - 1;
    for (step, line) in [
        (Step::Up, 0),
        (Step::Down, 1),
        (Step::Last, last),
        (Step::Down, last),
    ] {
        model.update(Msg::Move(step));
        assert_eq!(palette(&model).cursor.selected(), line, "{step:?}");
    }
    type_keys(&mut model, "copy");
    assert_eq!(palette(&model).cursor.selected(), 0);
}

#[test]
fn an_empty_list_has_no_links_and_no_page_to_find_in() {
    let mut model = model();
    model.update(Msg::Edit(Edit::Paste("nothing is called this".to_owned())));
    type_keys(&mut model, "<Enter>u");
    assert_eq!(failure(&model), "No product is selected.");
    model.update(Msg::Browse(browse::Msg::Find));
    assert!(matches!(model.browse.focus, Pane::List | Pane::Search));
}

#[test]
fn an_action_is_found_by_the_word_that_people_have_for_it() {
    use eolens::app::screen::Screen;
    use eolens::app::travel::Travel;
    for (word, msg) in [
        ("browse", Msg::Screen(Screen::Browse)),
        ("radar", Msg::Screen(Screen::Radar)),
        ("releases", Msg::Screen(Screen::Releases)),
        ("compare", Msg::Comparison(comparison::Msg::Compare)),
        ("mark", Msg::Comparison(comparison::Msg::Mark)),
        ("watchlist", Msg::Screen(Screen::Watchlist)),
        ("changes", Msg::Screen(Screen::Changes)),
        ("timeline", Msg::Browse(browse::Msg::Form)),
        ("help", Msg::Help),
        ("why", Msg::Why),
        ("zoom", Msg::Browse(browse::Msg::Zoom)),
        ("links", Msg::Links),
        ("filter", Msg::Filters),
        ("problems", Msg::Problems),
        ("theme", Msg::NextTheme),
        ("mouse", Msg::Mouse),
        ("today", Msg::Day(Travel::Today)),
        ("quit", Msg::Quit),
    ] {
        let model = after(&format!(":{word}"));
        assert_eq!(
            palette(&model).selected().map(|it| &it.msg),
            Some(&msg),
            "{word}"
        );
    }
}
