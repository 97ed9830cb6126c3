//! Queries that people type, and the products they mean: `queries.tsv`, a query and an id per line.

use chrono::NaiveDate;
use eolens::facts::viewpoint::Viewpoint;
use eolens::find::listing::{Lister, Sort, Wanted};
use eolens::sources::source;

/// Names, package names, colloquial names and typos.
const QUERIES: &str = include_str!("queries.tsv");

fn wanted(text: &str) -> Wanted<'_> {
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    Wanted {
        text,
        sort: Sort::default(),
        on: Viewpoint::with_defaults(day),
        own: &|_| false,
    }
}

#[test]
fn words_that_name_no_product_find_none() {
    let catalog = source::embedded().unwrap();
    let lister = Lister::default();
    for text in [
        "asdf",
        "foo bar",
        "hello world",
        "lorem ipsum",
        "my cat",
        "qj?.h",
        "qwerty",
    ] {
        let hits = lister.list(&catalog, &wanted(text)).hits;
        let ids = hits.iter().map(|index| &catalog.cards()[*index].id);
        assert_eq!(ids.collect::<Vec<_>>(), [""; 0], "{text:?}");
    }
}

#[test]
fn the_first_answer_is_the_product_that_is_meant() {
    let catalog = source::embedded().unwrap();
    let lister = Lister::default();
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in QUERIES.lines() {
        let (text, id) = line.split_once('\t').unwrap();
        assert!(catalog.find(id).is_some(), "there is no product {id}");
        let found = lister.list(&catalog, &wanted(text));
        let first = found.hits.first().map(|index| &catalog.cards()[*index].id);
        if first.is_none_or(|first| first != id) {
            wrong.push(format!("{text:?} is {id}, and finds {first:?}"));
        }
        count += 1;
    }
    assert!(count >= 150, "{count}");
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
