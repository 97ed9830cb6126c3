//! What people paste, and the release that it names: tables of strings from public issues and documentation.

use std::fs;

use chrono::NaiveDate;
use eolens::facts::catalog::Catalog;
use eolens::facts::product::{Product, Release};
use eolens::facts::table;
use eolens::facts::viewpoint::Viewpoint;
use eolens::find::choice::{Unknown, choose};
use eolens::find::resolve::Resolver;
use eolens::sources::source;

use crate::data::reference;

/// Products that are each a right answer where a string names Java and no vendor.
fn is_java(catalog: &Catalog, id: &str) -> bool {
    let mut cards = catalog.cards().iter();
    let card = cards.find(|card| card.id == id);
    card.is_some_and(|card| card.tags.iter().any(|tag| tag == "java-distribution"))
}

/// The product and the release that a string names, as `show` answers it; of several releases the first.
fn told(catalog: &Catalog, text: &str) -> (Option<String>, Option<String>) {
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let chosen = choose(catalog, &[text.to_owned()], Viewpoint::with_defaults(day));
    if let Some(choice) = chosen.choices.first() {
        let verdict = choice.verdicts.first();
        let release = verdict.and_then(|verdict| Some(verdict.release()?.name.clone()));
        return (Some(choice.product.id.clone()), release);
    }
    let product = chosen.unknown.first().and_then(|unknown| match unknown {
        Unknown::Release { product, .. } | Unknown::Tag { product, .. } => Some(product.clone()),
        Unknown::Product { .. } => None,
    });
    (product, None)
}

/// Whether an answer is one of those that a table expects: `python=3.9|-`, where `-` is no release and `?`
/// the product without one.
fn is_expected(catalog: &Catalog, expected: &str, told: &(Option<String>, Option<String>)) -> bool {
    let (product, release) = (told.0.as_deref(), told.1.as_deref());
    expected.split('|').any(|expected| {
        let Some((wanted, name)) = expected.split_once('=') else {
            return release.is_none();
        };
        let is_it = |product: &str| product == wanted || wanted == "*" && is_java(catalog, product);
        let is_release = if name == "?" {
            release.is_none()
        } else {
            release == Some(name)
        };
        product.is_some_and(is_it) && is_release
    })
}

/// Counts the strings of a table that are answered rightly; none may be answered with a false release.
fn right(catalog: &Catalog, table: &str) -> (usize, usize) {
    let (mut right, mut count) = (0, 0);
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [text, expected, ..] = line.split('\t').collect::<Vec<_>>()[..] else {
            continue;
        };
        count += 1;
        let told = told(catalog, &text.replace('⏎', "\n"));
        if is_expected(catalog, expected, &told) {
            right += 1;
        } else {
            println!("{text}: {expected}, not {told:?}");
            wrong.extend(told.1.is_some().then_some(text));
        }
    }
    assert_eq!(wrong, [""; 0], "false answers");
    (right, count)
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn what_people_paste_is_understood() {
    let table = fs::read_to_string(reference("cases").join("strings.tsv")).unwrap();
    // The answers are those of its own data: a newer release may be a better one.
    let catalog = source::folder(&reference("corpus")).unwrap();
    let (right, count) = right(&catalog, &table);
    println!("right: {right} of {count}");
    assert!(right * 100 >= count * 98, "{right} of {count}");
}

#[test]
fn what_was_drawn_from_issues_is_understood() {
    let (right, count) = right(&source::embedded().unwrap(), include_str!("pasted.tsv"));
    assert_eq!(right, count);
}

/// What a release is called in eolens: its name, its label with and without what is added to it, and its newest
/// version. The newest version of a device is that of its software.
fn called(product: &Product, release: &Release) -> Vec<String> {
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let label = table::label(product, release, day);
    let latest = release.latest.iter().filter(|latest| {
        let is_version = latest.starts_with(|c: char| c.is_ascii_digit());
        is_version && product.category != "device"
    });
    let own = [release.name.clone(), release.label.clone(), label];
    own.into_iter().chain(latest.cloned()).collect()
}

/// Of all names of products with all names of their releases so many, evenly chosen, are asked.
const EVERY: usize = 11;

#[test]
fn what_eolens_prints_it_understands() {
    let catalog = source::embedded().unwrap();
    let resolver = Resolver::default();
    let (mut count, mut wrong) = (0, Vec::new());
    for (index, card) in catalog.cards().iter().enumerate() {
        let product = catalog.product(index).unwrap();
        let names = [&card.id, &card.title].into_iter().chain(&card.aliases);
        let names: Vec<&String> = names.collect();
        let releases = product.releases.iter().enumerate();
        let called = releases.flat_map(|(number, release)| {
            let called = called(product, release).into_iter();
            called.map(move |called| (number, called))
        });
        for (number, called) in called {
            for name in &names {
                count += 1;
                if count % EVERY != 0 {
                    continue;
                }
                let text = format!("{name} {called}");
                let reading = resolver.resolve(&catalog, &text);
                let is_right = reading.as_ref().is_some_and(|reading| {
                    let releases = reading.fit.releases();
                    reading.product == index && releases.contains(&number)
                });
                if !is_right {
                    wrong.push(text);
                }
            }
        }
    }
    let asked = count / EVERY;
    println!(
        "understood: {} of {asked}; not: {wrong:?}",
        asked - wrong.len()
    );
    // A few name another release as well, and some newest versions are another's in the data.
    assert!(asked > 3000 && wrong.len() * 300 < asked, "{wrong:?}");
}
