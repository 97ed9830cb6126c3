use chrono::NaiveDate;

use super::browse::{self, TableLine};
use super::cursor::{Step, Way};
use super::line_edit::{Edit, LONGEST};
use super::{Drawn, Effect, Model, Msg, Notice, Place, Target};
use crate::facts::catalog::Catalog;
use crate::facts::product;

/// Eight releases. On the day of the tests, two are supported, and five of the others are folded.
const MANY: &str = "
- {releaseCycle: '8', releaseDate: 2026-01-01, eol: false}
- {releaseCycle: '7', releaseDate: 2025-01-01, eol: 2027-06-01}
- {releaseCycle: '6', releaseDate: 2020-01-01, eol: true}
- {releaseCycle: '5', releaseDate: 2020-01-01, eol: true}
- {releaseCycle: '4', releaseDate: 2020-01-01, eol: true}
- {releaseCycle: '3', releaseDate: 2020-01-01, eol: true}
- {releaseCycle: '2', releaseDate: 2020-01-01, eol: true}
- {releaseCycle: '1', releaseDate: 2020-01-01, eol: true}";

fn day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 11, 22).unwrap()
}

fn start(files: &[String]) -> Model {
    let files = files
        .iter()
        .map(|file| product::parse("x.md", file.as_bytes()));
    Model::new(Catalog::new(files).unwrap(), day(2026))
}

fn file(title: &str, id: &str, more: &str) -> String {
    format!("---\ntitle: {title}\npermalink: /{id}\ncategory: os\n{more}\n---\n\n> {title}.\n")
}

fn model() -> Model {
    start(&[
        file("Zebra", "zebra", "alternate_urls: [/striped]\nreleases: []"),
        file("Anteater", "ant", &format!("releases:{MANY}")),
        file(
            "Beetle",
            "beetle",
            "releases:\n- {releaseCycle: '1', eol: false}",
        ),
        file("Bee", "bee", "releases:\n- {releaseCycle: '1', eol: false}"),
    ])
}

fn send(model: &mut Model, msgs: impl IntoIterator<Item = Msg>) -> Vec<Effect> {
    msgs.into_iter()
        .filter_map(|msg| update(model, msg))
        .collect()
}

fn shown(model: &Model) -> Option<&str> {
    let index = model.browse.shown.as_ref()?.index;
    Some(&model.catalog.cards()[index].title)
}

fn listed(model: &Model) -> Vec<&str> {
    let titles = model
        .browse
        .hits
        .iter()
        .map(|index| &model.catalog.cards()[*index].title);
    titles.map(AsRef::<str>::as_ref).collect()
}

fn selected(model: &Model) -> Option<TableLine> {
    model.browse.shown.as_ref().unwrap().selected()
}

/// Updates the model, and settles it as the next frame does.
fn update(model: &mut Model, msg: Msg) -> Option<Effect> {
    let effect = model.update(msg);
    model.settle();
    effect
}

#[test]
fn the_start_is_the_list_by_title_with_the_first_product() {
    let model = model();
    assert_eq!(listed(&model), ["Anteater", "Bee", "Beetle", "Zebra"]);
    assert_eq!(
        (shown(&model), model.place()),
        (Some("Anteater"), Place::List)
    );
    assert_eq!(
        (model.day(), &model.popup, &model.notice),
        (day(2026), &None, &None)
    );
}

#[test]
fn moving_stops_at_both_ends() {
    let mut model = model();
    for (step, title) in [
        (Step::Up, "Anteater"),
        (Step::Down, "Bee"),
        (Step::Last, "Zebra"),
        (Step::Down, "Zebra"),
        (Step::PageDown, "Zebra"),
        (Step::Up, "Beetle"),
        (Step::First, "Anteater"),
        (Step::HalfUp, "Anteater"),
        (Step::HalfDown, "Bee"),
    ] {
        update(&mut model, Msg::Move(step));
        assert_eq!(shown(&model), Some(title), "{step:?}");
    }
    send(&mut model, [Msg::Move(Step::First), Msg::Deeper]);
    for (step, line) in [
        (Step::Up, TableLine::Release(0)),
        (Step::Down, TableLine::Release(1)),
        (Step::Last, TableLine::Fold),
        (Step::Down, TableLine::Fold),
        (Step::First, TableLine::Release(0)),
    ] {
        update(&mut model, Msg::Move(step));
        assert_eq!(selected(&model), Some(line), "{step:?}");
    }
}

#[test]
fn the_page_stops_where_drawing_said_that_it_ends() {
    let mut model = model();
    update(&mut model, Msg::Browse(browse::Msg::Pane(Way::Previous)));
    model.drawn(Drawn {
        page: Some((4, 10)),
        ..Drawn::default()
    });
    for (step, offset) in [
        (Step::Down, 1),
        (Step::Last, 6),
        (Step::Down, 6),
        (Step::PageUp, 3),
    ] {
        update(&mut model, Msg::Move(step));
        let shown = model.browse.shown.as_ref().unwrap();
        assert_eq!(shown.scroll.offset(4, 10), offset, "{step:?}");
    }
    assert_eq!(shown(&model), Some("Anteater"));
}

#[test]
fn typing_narrows_the_list_and_selects_the_best() {
    let mut model = model();
    send(&mut model, [Msg::Move(Step::Last), Msg::Search]);
    for (c, hits) in [
        ('b', &["Bee", "Beetle", "Zebra"][..]),
        ('e', &["Bee", "Beetle"]),
        ('e', &["Bee", "Beetle"]),
        ('t', &["Beetle"]),
        // Nothing matches; this product is the nearest.
        ('x', &["Beetle"]),
    ] {
        update(&mut model, Msg::Edit(Edit::Insert(c)));
        assert_eq!(listed(&model), hits, "{c}");
        assert_eq!(shown(&model), hits.first().copied(), "{c}");
    }
    update(&mut model, Msg::Edit(Edit::Backspace));
    assert_eq!(shown(&model), Some("Beetle"));
    update(&mut model, Msg::Back);
    assert_eq!(
        (shown(&model), listed(&model).len()),
        (Some("Beetle"), 4),
        "the selection stays"
    );
}

#[test]
fn what_matched_is_known_for_a_row() {
    let mut model = model();
    assert_eq!(model.evidence()(0).title, [0; 0]);
    update(&mut model, Msg::Edit(Edit::Paste("bra".to_owned())));
    assert_eq!(model.evidence()(0).title, [2, 3, 4]);
    assert_eq!(model.evidence()(99).title, [0; 0]);
}

#[test]
fn a_large_paste_is_cut_and_put_on_one_line() {
    let mut model = model();
    update(
        &mut model,
        Msg::Edit(Edit::Paste("bee\n\u{1b}[2J".repeat(2_000))),
    );
    assert_eq!(model.place(), Place::Search);
    assert_eq!(model.browse.query.text().chars().count(), LONGEST);
    assert!(!model.browse.query.text().contains(['\n', '\u{1b}']));
    assert!(
        matches!(model.notice, Some(Notice::Failed(_))),
        "it says so"
    );
    update(&mut model, Msg::Edit(Edit::DeleteToStart));
    assert_eq!(model.notice, None);
    update(&mut model, Msg::Edit(Edit::Paste("x".repeat(10_000))));
    assert_eq!((listed(&model), shown(&model)), (vec![], None));
}

#[test]
fn another_day_changes_the_words_and_not_the_selection() {
    let mut model = model();
    send(&mut model, [Msg::Deeper, Msg::Move(Step::Down)]);
    let words = |model: &Model| {
        let cells = &model.browse.shown.as_ref().unwrap().table.rows[1].cells;
        let end = cells.iter().find(|cell| cell.words.starts_with("End"));
        end.unwrap().words.clone()
    };
    assert_eq!(words(&model), "Ends in 6 months");
    model.look_at(day(2027));
    assert_eq!(words(&model), "Ended 5 months and 3 weeks ago");
    assert_eq!((model.day(), model.today), (day(2027), day(2026)));
    assert_eq!(
        (model.place(), selected(&model)),
        (Place::Releases, Some(TableLine::Release(1)))
    );
    send(
        &mut model,
        [Msg::Back, Msg::Move(Step::Down), Msg::Move(Step::Up)],
    );
    assert_eq!(
        words(&model),
        "Ended 5 months and 3 weeks ago",
        "the day is kept for every product"
    );
}

#[test]
fn the_program_starts_at_what_a_person_named() {
    for (name, is_found, title, query) in [
        ("bee", true, Some("Bee"), ""),
        ("BEETLE", true, Some("Beetle"), ""),
        ("striped", true, Some("Zebra"), ""),
        ("eater", true, Some("Anteater"), "eater"),
        ("be", true, Some("Bee"), "be"),
        ("nothing like it", false, None, "nothing like it"),
    ] {
        let mut model = model();
        assert_eq!(model.start_at(name), is_found, "{name}");
        assert_eq!(
            (shown(&model), model.browse.query.text()),
            (title, query),
            "{name}"
        );
        assert_eq!(model.place(), Place::List, "{name}");
    }
}

#[test]
fn old_releases_unfold_and_fold() {
    let mut model = model();
    let lines = |model: &Model| model.browse.shown.as_ref().unwrap().lines();
    assert_eq!(lines(&model), 4);
    send(
        &mut model,
        [Msg::Deeper, Msg::Move(Step::Last), Msg::Deeper],
    );
    assert_eq!(
        (lines(&model), selected(&model)),
        (8, Some(TableLine::Release(3)))
    );
    send(
        &mut model,
        [Msg::Move(Step::Last), Msg::Browse(browse::Msg::Fold)],
    );
    assert_eq!(
        (lines(&model), selected(&model)),
        (4, Some(TableLine::Fold))
    );
    model.start_at("bee");
    update(&mut model, Msg::Browse(browse::Msg::Fold));
    assert_eq!(lines(&model), 1, "nothing to fold");
}

/// A product whose release and policy have these links, with the release selected.
fn linked(link: &str, policy: &str) -> Model {
    start(&[file(
        "Linked",
        "linked",
        &format!(
            "releasePolicyLink: {policy:?}\nchangelogTemplate: https://x.org/v__LATEST__\n\
             releases:\n- {{releaseCycle: '1', eol: false, latest: '1.2'{link}}}"
        ),
    )])
}

#[test]
fn a_page_is_opened_and_named() {
    let address = "HTTPS://x.org/a?b=c#d";
    for (link, target, expected) in [
        ("", Target::Changelog, "https://x.org/v1.2"),
        (
            ", link: 'http://own.org/__RELEASE_CYCLE__'",
            Target::Changelog,
            "http://own.org/1",
        ),
        ("", Target::Product, "https://endoflife.date/linked"),
        ("", Target::Policy, address),
    ] {
        let mut model = linked(link, address);
        let effect = Effect::Open(expected.to_owned());
        assert_eq!(update(&mut model, Msg::Open(target)), Some(effect));
        assert_eq!(
            model.notice,
            Some(Notice::Done(format!("Opening {expected}")))
        );
    }
}

#[test]
fn what_is_no_web_address_is_refused_with_a_sentence() {
    for address in [
        "javascript:alert(1)",
        "javascript://x.org/%0aalert(1)",
        "file:///etc/passwd",
        "ssh://x.org",
        "//x.org",
        "/relative",
        "x.org",
        "http:x.org",
        "https://x.org/a b",
        " javascript:https://x.org",
        "https://x.org/\u{a0}--flag",
        "--flag",
        "",
    ] {
        let mut model = linked(&format!(", link: {address:?}"), address);
        for target in [Target::Changelog, Target::Policy] {
            assert_eq!(update(&mut model, Msg::Open(target)), None, "{address:?}");
            let Some(Notice::Failed(reason)) = &model.notice else {
                panic!("{address:?}: {:?}", model.notice);
            };
            assert!(
                reason.contains(' ') && !reason.contains('\u{1b}'),
                "{reason:?}"
            );
        }
    }
}

#[test]
fn control_characters_never_reach_the_browser() {
    for escape in ["\\e[2J", "\\n", "\\0", "\\x07", "\\u202e"] {
        let link = format!(", link: \"https://x.org/{escape}a\"");
        let mut model = linked(&link, "https://x.org");
        if let Some(Effect::Open(address)) = update(&mut model, Msg::Open(Target::Changelog)) {
            let is_clean = address.chars().all(|c| c.is_ascii_graphic());
            assert!(is_clean, "{address:?}");
        }
    }
}

#[test]
fn where_there_is_no_link_a_sentence_says_so() {
    let mut model = linked(", link: null", "https://x.org");
    assert_eq!(update(&mut model, Msg::Open(Target::Changelog)), None);
    let reason = |model: &Model| match &model.notice {
        Some(Notice::Failed(reason)) => reason.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(&model), "Linked 1 has no changelog link.");

    let mut model = self::model();
    for (before, target, expected) in [
        (
            vec![],
            Target::Policy,
            "Anteater has no release policy link.",
        ),
        (
            vec![],
            Target::Changelog,
            "Anteater 8 has no changelog link.",
        ),
        (
            vec![Msg::Deeper, Msg::Move(Step::Last)],
            Target::Changelog,
            "No release is selected.",
        ),
        (
            vec![Msg::Back, Msg::Move(Step::Last)],
            Target::Changelog,
            "No release is selected.",
        ),
        (
            vec![Msg::Edit(Edit::Paste("qqq".to_owned()))],
            Target::Product,
            "No product is selected.",
        ),
    ] {
        send(&mut model, before);
        assert_eq!(update(&mut model, Msg::Open(target)), None);
        assert_eq!(reason(&model), expected);
    }
}

#[test]
fn a_message_stays_until_the_next_key() {
    let mut model = model();
    let failed = Msg::Failed("No browser.".to_owned());
    let notice = Some(Notice::Failed("No browser.".to_owned()));
    send(&mut model, [failed, Msg::Resized]);
    assert_eq!(model.notice, notice);
    update(&mut model, Msg::Done("Opened.".to_owned()));
    assert_eq!(model.notice, Some(Notice::Done("Opened.".to_owned())));
    update(&mut model, Msg::Move(Step::Down));
    assert_eq!(model.notice, None);
}

#[test]
fn a_popup_scrolls_and_nothing_under_it_moves() {
    let mut model = model();
    let drawn = || Drawn {
        popup: Some((5, 20)),
        ..Drawn::default()
    };
    for open in [Msg::Help, Msg::Problems] {
        update(&mut model, open);
        model.drawn(drawn());
        let unmoved = [
            Msg::Search,
            Msg::Browse(browse::Msg::Pane(Way::Next)),
            Msg::Edit(Edit::Paste("b".to_owned())),
            Msg::Browse(browse::Msg::Zoom),
            Msg::Browse(browse::Msg::Fold),
        ];
        send(&mut model, unmoved);
        update(&mut model, Msg::Move(Step::Last));
        let popup = model.popup.as_ref().expect("open");
        assert_eq!(popup.scroll.offset(5, 20), 15);
    }
    update(&mut model, Msg::Back);
    assert_eq!(
        (shown(&model), model.place()),
        (Some("Anteater"), Place::List)
    );
    assert_eq!(
        (model.browse.query.text(), model.browse.is_zoomed),
        ("", false)
    );
}

#[test]
fn another_day_with_a_longer_fold_leaves_a_line_selected() {
    let mut model = model();
    send(&mut model, [Msg::Deeper, Msg::Move(Step::Last)]);
    assert_eq!(selected(&model), Some(TableLine::Fold));
    model.look_at(day(2027));
    assert_eq!(selected(&model), Some(TableLine::Fold));
}

fn verdict(model: &Model) -> Option<String> {
    model.verdict().map(|verdict| verdict.to_string())
}

#[test]
fn a_version_selects_its_product_and_its_release() {
    let mut model = model();
    send(&mut model, [Msg::Edit(Edit::Paste("ant 7.1".into()))]);
    assert_eq!(listed(&model), ["Anteater"]);
    assert_eq!(selected(&model), Some(TableLine::Release(1)));
    let words = "Anteater 7.1 (7) · supported until 01 Jun 2027 (in 6 months) · newest: 8, supported, no end date \
                 published";
    assert_eq!(verdict(&model).as_deref(), Some(words));
    send(
        &mut model,
        [Msg::Edit(Edit::DeleteWord), Msg::Edit(Edit::Insert('2'))],
    );
    assert_eq!(
        selected(&model),
        Some(TableLine::Release(6)),
        "it is unfolded"
    );
    send(&mut model, [Msg::Edit(Edit::Insert('9'))]);
    assert_eq!(listed(&model), ["Anteater"]);
    let words = "Anteater 29 is newer than the data · newest in the data: 8";
    assert_eq!(verdict(&model).as_deref(), Some(words));
    send(&mut model, [Msg::Edit(Edit::DeleteWord)]);
    assert_eq!(verdict(&model), None);
}

#[test]
fn a_tag_that_is_no_version_is_told_until_the_selection_moves() {
    let mut model = model();
    let second = |model: &Model| {
        let [_, second] = model.summary().unwrap().lines(80);
        second
    };
    send(&mut model, [Msg::Edit(Edit::Paste("ant:latest".into()))]);
    assert_eq!(listed(&model), ["Anteater"]);
    let note = "the tag \"latest\" names no version";
    assert!(second(&model).starts_with(note), "{}", second(&model));
    send(&mut model, [Msg::Deeper]);
    assert!(second(&model).starts_with(note), "{}", second(&model));
    send(&mut model, [Msg::Move(Step::Down)]);
    assert!(!second(&model).contains("latest"), "{}", second(&model));
}

#[test]
fn a_selection_that_was_moved_stays() {
    let mut model = model();
    assert!(model.start_at("ant:7"));
    assert_eq!(selected(&model), Some(TableLine::Release(1)));
    send(&mut model, [Msg::Move(Step::Up)]);
    assert_eq!(selected(&model), Some(TableLine::Release(0)));
    model.look_at(day(2028));
    assert_eq!(selected(&model), Some(TableLine::Release(0)));
    assert!(verdict(&model).unwrap().contains("ended"));
}

#[test]
fn a_verdict_is_about_the_product_that_is_shown() {
    let named = |id: &str| {
        let more =
            "identifiers: [{cpe: 'cpe:/a:x:y'}]\nreleases:\n- {releaseCycle: '1', eol: true}";
        file(id, id, more)
    };
    let mut model = start(&[named("one"), named("two")]);
    send(&mut model, [Msg::Edit(Edit::Paste("cpe:/a:x:y:1".into()))]);
    assert_eq!(listed(&model), ["one", "two"]);
    assert!(verdict(&model).unwrap().ends_with("also the name of two"));
    send(&mut model, [Msg::Move(Step::Down)]);
    assert_eq!((shown(&model), verdict(&model)), (Some("two"), None));
}

#[test]
fn a_version_selects_no_release_of_another_product() {
    let of = |releases: [&str; 2]| {
        let releases = releases.map(|name| format!("- {{releaseCycle: '{name}', eol: false}}"));
        let releases = releases.join("\n");
        format!("identifiers: [{{cpe: 'cpe:/a:x:lamp'}}]\nreleases:\n{releases}")
    };
    let mut model = start(&[
        file("Ace", "ace", &of(["9", "8"])),
        file("Lamp", "lamp", &of(["12", "11"])),
    ]);
    model.search_for("cpe:/a:x:lamp:11");
    assert_eq!(shown(&model), Some("Lamp"));
    assert_eq!(selected(&model), Some(TableLine::Release(1)));
    model.browse.query.clear();
    // By name.
    update(&mut model, Msg::Browse(browse::Msg::Sort));
    model.search_for("cpe:/a:x:lamp:11");
    assert_eq!(shown(&model), Some("Ace"));
    assert_eq!(selected(&model), Some(TableLine::Release(0)));
}

#[test]
fn a_start_at_a_version_has_its_release_and_one_at_a_product_the_list() {
    use super::browse::{Pane, Shown};
    for (name, focus, release) in [
        ("anteater", Pane::List, 0),
        ("ant", Pane::List, 0),
        ("anteater 7", Pane::Releases, 1),
        ("ant:7.1", Pane::Releases, 1),
    ] {
        let mut model = model();
        assert!(model.start_at(name), "{name}");
        let selected = model.browse.shown.as_ref().and_then(Shown::selected);
        assert_eq!(selected, Some(TableLine::Release(release)), "{name}");
        assert_eq!(model.browse.focus, focus, "{name}");
    }
}
