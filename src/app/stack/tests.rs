use chrono::NaiveDate;

use super::{Line, Msg as Own, Order, Progress, Project};
use crate::app::cursor::{Rows, Step, Way};
use crate::app::line_edit::Edit;
use crate::app::screen::Screen;
use crate::app::{Effect, Model, Msg, Notice, Place};
use crate::facts::catalog::Catalog;
use crate::facts::product;
use crate::find::query::{KINDS, ROLES};
use crate::mine::watchlist::Watchlist;
use crate::stack::claim::{Kind, Role, Shelf, Source};
use crate::stack::gathered::Gathering;

/// Each release as `NAME RELEASED EOL`, the newest first.
const PRODUCTS: [(&str, &str); 3] = [
    (
        "nodejs",
        "24 2025-05-06 2028-04-30/22 2024-04-24 2026-10-30/16 2021-04-20 2023-09-11",
    ),
    (
        "python",
        "3.14 2025-10-07 2030-10-31/3.9 2020-10-05 2025-10-31",
    ),
    (
        "postgresql",
        "18 2025-09-25 2030-11-14/12 2019-10-03 2024-11-21",
    ),
];

const FILES: [(&str, &str); 5] = [
    ("a/Dockerfile", "FROM node:24 AS x\nFROM python:3.14\n"),
    ("b/Dockerfile", "FROM node:22 AS x\nFROM python:3.9\n"),
    ("c/Dockerfile", "FROM postgres:12\nFROM acme/own:7\n"),
    ("d/Dockerfile", "FROM postgres AS x\nFROM node:16\n"),
    ("package.json", "{\n"),
];

fn catalog() -> Catalog {
    let parsed = PRODUCTS.map(|(id, releases)| {
        let items = releases.split('/').map(|release| {
            let cells: Vec<&str> = release.split(' ').collect();
            format!(
                "- {{releaseCycle: '{}', releaseDate: {}, eol: {}}}\n",
                cells[0], cells[1], cells[2]
            )
        });
        let items: String = items.collect();
        let image = match id {
            "nodejs" => "node",
            "postgresql" => "postgres",
            id => id,
        };
        let file = format!(
            "---\ntitle: {id}\npermalink: /{id}\ncategory: lang\nidentifiers:\n- purl: pkg:docker/library/{image}\n\
             releases:\n{items}---\n"
        );
        product::parse("x.md", file.as_bytes())
    });
    Catalog::new(parsed).unwrap()
}

fn project(files: &[(&str, &str)]) -> Project {
    let mut gathering = Gathering::default();
    for (path, text) in files {
        let beside = |_: &str| Ok(None);
        gathering.add(&Source {
            path,
            depth: path.split('/').count(),
            text,
            beside: &beside,
            neighbors: &Vec::new,
            shelf: &Shelf::default(),
        });
    }
    Project {
        folder: "~/shop".to_owned(),
        gathered: gathering.finish(),
        ..Project::default()
    }
}

fn unread() -> Model {
    Model::new(catalog(), NaiveDate::from_ymd_opt(2026, 9, 1).unwrap())
}

fn model() -> Model {
    let mut model = unread();
    assert_eq!(
        model.update(Msg::Screen(Screen::Stack)),
        Some(Effect::ReadStack)
    );
    model.stack_read(Ok(Some(Box::new(project(&FILES)))));
    model.settle();
    model.stack.rows.seen(20);
    model
}

/// The lines as `HEADING`, `- LINE PRODUCT RELEASE`, `* FILE` for what was not matched or read, `…` for the fold.
fn lines(model: &Model) -> Vec<String> {
    let stack = &model.stack;
    let words = |line: Line| match line {
        Line::Heading(group) => stack.group(group).unwrap().name.clone(),
        Line::Item(number) => {
            let (item, _) = stack.item(number).unwrap();
            let (line, product) = (item.claim.at.line, &item.product.id);
            format!("- {line} {product} {}", item.release_name())
        }
        Line::Unmatched(number) => format!("* {}", stack.survey.unmatched[number].path),
        Line::Unread(number) => {
            let project = stack.reading.project.as_ref().unwrap();
            format!("* {}", project.gathered.unread[number].path)
        }
        Line::Folded => "…".to_owned(),
    };
    let first = stack.rows.heading_above(0).into_iter();
    let rest = (0..stack.rows.count()).filter_map(|line| stack.rows.get(line));
    first.chain(rest).map(words).collect()
}

fn type_text(model: &mut Model, text: &str) {
    model.update(Msg::Edit(Edit::Paste(text.to_owned())));
    model.settle();
}

#[test]
fn what_needs_attention_is_listed_and_the_rest_is_folded() {
    let mut model = model();
    let few = [
        "b/Dockerfile",
        "- 2 python 3.9",
        "- 1 nodejs 22",
        "c/Dockerfile",
        "- 1 postgresql 12",
        "d/Dockerfile",
        "- 2 nodejs 16",
        "Not read",
        "* package.json",
        "…",
    ];
    assert_eq!(lines(&model), few);
    model.update(Msg::Stack(Own::Fold));
    model.settle();
    let all = lines(&model);
    assert_eq!(all[7], "- 1 postgresql ", "without a version");
    assert_eq!(
        all[8..11],
        ["a/Dockerfile", "- 1 nodejs 24", "- 2 python 3.14"]
    );
    assert_eq!(all[13..], ["Unknown products", "* c/Dockerfile"]);
}

#[test]
fn items_are_grouped_by_file_product_or_end() {
    let mut model = model();
    for (order, expected) in [
        (
            Order::Product,
            &[
                "nodejs",
                "- 2 nodejs 16",
                "- 1 nodejs 22",
                "postgresql",
                "- 1 postgresql 12",
            ][..],
        ),
        (
            Order::End,
            &[
                "Ended",
                "- 2 nodejs 16",
                "- 1 postgresql 12",
                "- 2 python 3.9",
                "Ending soon",
                "- 1 nodejs 22",
            ],
        ),
        (Order::File, &["b/Dockerfile", "- 2 python 3.9"]),
    ] {
        model.update(Msg::Stack(Own::Sort));
        model.settle();
        assert_eq!(model.stack.order, order);
        assert_eq!(lines(&model)[..expected.len()], *expected);
    }
}

#[test]
fn steps_pass_over_headings_and_groups_are_reached_by_their_own_keys() {
    let mut model = model();
    let selected = |model: &Model| model.stack.rows.selected();
    for (msg, line) in [
        (Msg::Move(Step::Down), 1),
        (Msg::Move(Step::Down), 3),
        (Msg::Move(Step::Up), 1),
        (Msg::Group(Way::Previous), 0),
        (Msg::Group(Way::Next), 3),
        (Msg::Group(Way::Next), 5),
        (Msg::Move(Step::Last), 7),
        (Msg::Move(Step::Down), 7),
        (Msg::Group(Way::Next), 7),
        (Msg::Group(Way::Previous), 5),
        (Msg::Move(Step::First), 0),
    ] {
        model.update(msg.clone());
        assert_eq!(selected(&model), line, "{msg:?}");
    }
}

#[test]
fn a_row_leads_to_its_release_and_back_and_to_its_file() {
    let mut model = model();
    model.update(Msg::Group(Way::Next));
    let edit = Effect::EditFile {
        path: "c/Dockerfile".to_owned(),
        line: 1,
    };
    assert_eq!(model.update(Msg::Stack(Own::Edit)), Some(edit));
    model.update(Msg::Deeper);
    assert_eq!(
        (model.screen, model.place()),
        (Screen::Browse, Place::Releases)
    );
    model.update(Msg::Back);
    assert_eq!(
        (model.screen, model.stack.rows.selected()),
        (Screen::Stack, 3)
    );
    assert!(matches!(model.update(Msg::Watch), Some(Effect::Watch(_))));
    let watched = Some(Notice::Done("postgresql 12 is now watched.".to_owned()));
    assert_eq!(model.notice, watched);
    let why = model.why().unwrap();
    assert_eq!(why[0], "c/Dockerfile:1:6: postgres:12");
    assert!(why[1].starts_with("postgresql 12: ended"), "{why:?}");
    assert!(
        why.contains(&"Fails the condition `ended`.".to_owned()),
        "{why:?}"
    );
    model.update(Msg::Move(Step::Last));
    let edit = model.update(Msg::Stack(Own::Edit));
    assert!(matches!(edit, Some(Effect::EditFile { path, .. }) if path == "package.json"));
    assert_eq!(model.why(), None);
}

#[test]
fn the_query_finds_products_releases_and_paths() {
    for (query, expected) in [
        ("python", &["b/Dockerfile", "- 2 python 3.9", "…"][..]),
        ("python 3.9", &["b/Dockerfile", "- 2 python 3.9"]),
        // What is asked for is not folded if there is nothing else.
        ("python 3.14", &["a/Dockerfile", "- 2 python 3.14"]),
        ("d/docker", &["d/Dockerfile", "- 2 nodejs 16", "…"]),
        ("is:soon", &["b/Dockerfile", "- 1 nodejs 22"]),
        (
            "in:b/ is:stack",
            &["b/Dockerfile", "- 2 python 3.9", "- 1 nodejs 22"],
        ),
        ("kind:floating", &["d/Dockerfile", "- 1 postgresql "]),
        (
            "kind:pin is:ended in:D/,b/",
            &[
                "b/Dockerfile",
                "- 2 python 3.9",
                "d/Dockerfile",
                "- 2 nodejs 16",
            ],
        ),
        ("role:build is:soon", &["b/Dockerfile", "- 1 nodejs 22"]),
        ("role:ci", &[]),
        ("xyzzy", &[]),
    ] {
        let mut model = model();
        type_text(&mut model, query);
        assert_eq!(model.place(), Place::Search);
        assert_eq!(lines(&model), expected, "{query}");
    }
}

#[test]
fn other_screens_list_what_the_stack_names_once_it_was_read() {
    let listed = |model: &mut Model, query: &str| {
        model.update(Msg::Screen(Screen::Browse));
        model.update(Msg::Search);
        type_text(model, query);
        model.settle();
        let cards = model.catalog.cards();
        let hits = model
            .browse
            .hits
            .iter()
            .map(|index| cards[*index].id.as_str());
        hits.collect::<Vec<_>>().join(" ")
    };
    let mut before = unread();
    assert_eq!(listed(&mut before, "is:stack"), "");
    assert!(
        matches!(&before.notice, Some(Notice::Failed(words)) if words.contains("not been read"))
    );
    for (query, expected) in [
        ("is:stack", "nodejs postgresql python"),
        ("-is:stack", ""),
        ("in:c/", "postgresql"),
        ("kind:floating", "postgresql"),
        ("in:b/,c/ -role:build", "python"),
        ("in:nowhere", ""),
    ] {
        assert_eq!(listed(&mut model(), query), expected, "{query}");
    }
}

#[test]
fn filters_know_the_words_of_kinds_and_roles() {
    let kinds = [Kind::Pin, Kind::Set, Kind::Floating, Kind::Base].map(Kind::word);
    assert_eq!(kinds, KINDS);
    assert_eq!(Role::ALL.map(Role::word), ROLES);
}

#[test]
fn the_day_looked_at_judges_again_and_the_selection_stays() {
    let mut model = model();
    model.update(Msg::Group(Way::Next));
    let selected = |model: &Model| {
        let item = model.stack.selected().unwrap();
        (item.path.clone(), item.claim.at.line)
    };
    let before = selected(&model);
    model.look_at(NaiveDate::from_ymd_opt(2026, 9, 2).unwrap());
    assert_eq!(selected(&model), before);
    // Another file before it moves the numbers of the items, not the selection.
    let more = [&[("0/Dockerfile", "FROM node:16\n")], &FILES[..]].concat();
    model.stack_read(Ok(Some(Box::new(project(&more)))));
    model.settle();
    assert_eq!(selected(&model), before);
    model.stack_read(Ok(Some(Box::new(project(&FILES)))));
    model.look_at(NaiveDate::from_ymd_opt(2024, 1, 1).unwrap());
    assert_eq!(lines(&model)[..2], ["d/Dockerfile", "- 2 nodejs 16"]);
    assert!(model.stack.selected().is_some());
    model.look_at(NaiveDate::from_ymd_opt(2031, 1, 1).unwrap());
    assert_eq!(
        lines(&model)[..3],
        ["a/Dockerfile", "- 1 nodejs 24", "- 2 python 3.14"]
    );
}

#[test]
fn the_timeline_shows_each_release_once() {
    let mut model = model();
    model.update(Msg::Stack(Own::Form));
    model.settle();
    assert_eq!(model.place(), Place::StackBars);
    let rows = model.stack.timeline.rows();
    assert_eq!(
        rows.len(),
        6,
        "the same releases as in the list, folded or not"
    );
    model.update(Msg::Deeper);
    assert_eq!(model.screen, Screen::Browse);
}

#[test]
fn the_files_are_read_once_and_again_on_demand() {
    let mut model = unread();
    assert!(
        model.update(Msg::Screen(Screen::Radar)).is_none(),
        "nothing is read before"
    );
    assert_eq!(
        model.update(Msg::Screen(Screen::Stack)),
        Some(Effect::ReadStack)
    );
    assert_eq!(
        model.update(Msg::Screen(Screen::Stack)),
        None,
        "it runs already"
    );
    model.stack_progress(Progress {
        files: 7,
        path: "x".to_owned(),
    });
    assert_eq!(model.stack.reading.running.as_ref().unwrap().files, 7);
    assert_eq!(model.update(Msg::Back), Some(Effect::CancelStack));
    model.stack_read(Ok(None));
    assert_eq!(
        model.stack.reading.failure.as_deref(),
        Some("Reading was canceled.")
    );
    assert_eq!(
        model.update(Msg::Screen(Screen::Stack)),
        None,
        "not again unasked"
    );
    assert_eq!(model.update(Msg::Stack(Own::Read)), Some(Effect::ReadStack));
    model.stack_read(Err("no such file or folder: x".to_owned()));
    let failed = "Not read: no such file or folder: x.".to_owned();
    assert_eq!(model.notice, Some(Notice::Failed(failed)));
    model.update(Msg::Stack(Own::Read));
    model.stack_read(Ok(Some(Box::new(project(&FILES)))));
    model.settle();
    assert_eq!(model.update(Msg::Screen(Screen::Stack)), None);
    assert!(model.stack.selected().is_some());
    model.watch(Watchlist::default());
    assert!(
        model.session().text().contains("Browse"),
        "a start reads nothing"
    );
}
