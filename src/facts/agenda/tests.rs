//! Which ends are events, their order, and the groups at and beside their bounds.

use chrono::NaiveDate;

use super::{Agenda, Event, Window, YEAR, ends};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Phase;
use crate::facts::product;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// A product for each of these texts, which its file contains in addition.
fn catalog(files: &[&str]) -> Catalog {
    let files = files.iter().enumerate().map(|(number, more)| {
        let file = format!("---\ntitle: P\npermalink: /p{number}\ncategory: os\n{more}\n---\n");
        product::parse("x.md", file.as_bytes())
    });
    Catalog::new(files).unwrap()
}

/// Events these many days away, from releases of one product.
fn events(days: &[i64]) -> Vec<Event> {
    let event = |(release, days): (usize, &i64)| Event {
        product: 0,
        release,
        phase: Phase::Security,
        date: today() + chrono::Duration::days(*days),
        days: *days,
    };
    days.iter().enumerate().map(event).collect()
}

fn agenda(days: &[i64], window: Window) -> Agenda {
    Agenda::new(events(days).into_iter(), window, today())
}

#[test]
fn a_phase_counts_where_there_is_a_column_and_the_end_of_life_always() {
    let ends_all = "releases:\n- {releaseCycle: '1', discontinued: 2026-09-01, eoas: 2026-09-02, \
                    eol: 2026-09-03, eoes: 2026-09-04}";
    let all = "discontinuedColumn: true\neoasColumn: true\neoesColumn: true";
    for (columns, names) in [
        ("", &["eol"][..]),
        ("eolColumn: false", &["eol"]),
        ("eoasColumn: Care", &["active-support", "eol"]),
        (
            all,
            &["discontinued", "active-support", "eol", "extended-support"],
        ),
    ] {
        let catalog = catalog(&[&format!("{columns}\n{ends_all}")]);
        let events: Vec<Event> = ends(&catalog, 0, today()).collect();
        let found: Vec<&str> = events.iter().map(Event::name).collect();
        assert_eq!(found, names, "{columns}");
    }
}

#[test]
fn an_end_without_a_day_is_no_event() {
    let catalog = catalog(&[
        "releases:\n- {releaseCycle: '3', eol: false}\n- {releaseCycle: '2', eol: 2026-08-21}\n\
         - {releaseCycle: '1', eol: true}\n- {releaseCycle: '0'}",
    ]);
    let events: Vec<Event> = ends(&catalog, 0, today()).collect();
    assert_eq!(events.len(), 1);
    assert_eq!((events[0].release, events[0].days), (1, -1));
    assert_eq!(ends(&catalog, 1, today()).count(), 0, "no such product");
}

#[test]
fn what_comes_first_is_first_and_what_ended_last_comes_behind_it() {
    let agenda = agenda(&[-91, -2, 365, 0, -90, 5, 366, 5, -1], YEAR);
    let order = agenda.events.iter();
    let order: Vec<_> = order.map(|event| (event.days, event.release)).collect();
    assert_eq!(
        order,
        [(0, 3), (5, 5), (5, 7), (365, 2), (-1, 8), (-2, 1), (-90, 4)]
    );
}

#[test]
fn groups_end_with_their_last_day() {
    let year = agenda(&[0, 30, 31, 90, 91, 180, 181, 365, -1, -90], YEAR);
    let groups = year.groups.iter();
    let groups: Vec<_> = groups
        .map(|group| (group.words(), group.events.len()))
        .collect();
    let expected = [
        "Within 30 days",
        "In 31 to 90 days",
        "In 91 to 180 days",
        "In 181 to 365 days",
        "Ended in the last 90 days",
    ];
    assert_eq!(groups, expected.map(|words| (words.to_owned(), 2)));
    let rows = year.groups.iter().map(|group| group.rows.clone());
    assert_eq!(rows.collect::<Vec<_>>(), [0..2, 2..4, 4..6, 6..8, 8..10]);
}

#[test]
fn a_window_bounds_the_groups() {
    for (ahead, back, words) in [
        (1, 0, &["Within 1 day"][..]),
        (30, 0, &["Within 30 days"]),
        (31, 0, &["Within 30 days", "In 31 days"]),
        (
            45,
            7,
            &[
                "Within 30 days",
                "In 31 to 45 days",
                "Ended in the last 7 days",
            ],
        ),
        (
            400,
            0,
            &["Within 30 days", "In 31 to 90 days", "In 366 to 400 days"],
        ),
        (0, 1, &["Today", "Ended in the last 1 day"]),
    ] {
        let agenda = agenda(&[0, 31, 400, -1], Window { ahead, back });
        let found: Vec<_> = agenda.groups.iter().map(super::Group::words).collect();
        assert_eq!(found, words, "{ahead} {back}");
    }
    assert_eq!(agenda(&[], YEAR).groups, []);
}

#[test]
fn every_whole_month_of_the_window_is_counted() {
    let year = agenda(&[-1, 0, 9, 10, 365], YEAR);
    let months: Vec<_> = year
        .months
        .iter()
        .map(|month| (month.first.to_string(), month.count))
        .collect();
    assert_eq!(months.len(), 12);
    assert_eq!(months[0], ("2026-08-01".to_owned(), 2));
    assert_eq!(months[1], ("2026-09-01".to_owned(), 1));
    assert_eq!(months[11], ("2027-07-01".to_owned(), 0));
    let short = agenda(&[], Window { ahead: 9, back: 0 });
    assert_eq!(short.months.len(), 1);
    let whole = agenda(&[], Window { ahead: 39, back: 0 });
    assert_eq!(whole.months.len(), 2, "to the last day of September");
}

#[test]
fn the_same_end_is_known_again_on_another_day() {
    let catalog = catalog(&["eoasColumn: true\nreleases:\n\
                             - {releaseCycle: '1', eoas: 2026-09-01, eol: 2026-09-02}"]);
    let [active, eol] = [0, 1].map(|number| ends(&catalog, 0, today()).nth(number).unwrap());
    let later = ends(&catalog, 0, NaiveDate::MAX).next().unwrap();
    assert!(later.is_same(&active) && !later.is_same(&eol));
    assert!(later.days < 0);
}
