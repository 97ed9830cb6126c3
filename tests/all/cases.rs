//! Strings that people paste, with the release that each names: tables from public issues and
//! documentation.

use std::fs;
use std::process::Command;

use chrono::NaiveDate;
use eolens::facts::catalog::Catalog;
use eolens::facts::product::{Product, Release};
use eolens::facts::table;
use eolens::facts::viewpoint::Viewpoint;
use eolens::find::choice::{Unknown, choose};
use eolens::find::resolve::Resolver;
use eolens::find::verdict::Verdict;
use eolens::sources::source;
use serde_json::Value;

use crate::data::reference;
use crate::program::{CONFIG, EOLENS};

/// Products that are all correct if a string names Java without a vendor.
fn is_java(catalog: &Catalog, id: &str) -> bool {
    let mut cards = catalog.cards().iter();
    let product = cards.position(|card| card.id == id);
    let keywords = product.and_then(|product| catalog.keywords(product));
    keywords.is_some_and(|keywords| keywords.tags.iter().any(|tag| tag == "java-distribution"))
}

/// The product and release that a string names, according to `show`; of several releases the first.
fn told(catalog: &Catalog, text: &str) -> (Option<String>, Option<String>) {
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let chosen = choose(catalog, &[text.to_owned()], Viewpoint::with_defaults(day));
    if let Some(choice) = chosen.choices.first() {
        let verdict = choice.verdicts.first();
        let release = verdict.and_then(|verdict| Some(verdict.release()?.name.to_string()));
        return (Some(choice.product.id.clone()), release);
    }
    let product = chosen.unknown.first().and_then(|unknown| match unknown {
        Unknown::Release { product, .. }
        | Unknown::Tag { product, .. }
        | Unknown::Package { product, .. } => Some(product.clone()),
        Unknown::Product { .. } => None,
    });
    (product, None)
}

/// Whether an answer is among those that a table expects: `python=3.9|-`, where `-` stands for no release
/// and `?` for a product without one.
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

/// Counts the strings of a table that are answered correctly; none may be answered with a wrong release.
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
    // The answers hold for the data of that time: a newer release might be a better answer.
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

/// The names of a release in eolens: its name, its label with and without additions, and its newest
/// version. For a device, that is the version of its software.
fn called(product: &Product, release: &Release) -> Vec<String> {
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let label = table::label(product, release, day);
    let latest = release.latest.iter().filter(|latest| {
        let is_version = latest.starts_with(|c: char| c.is_ascii_digit());
        is_version && product.category != "device"
    });
    let own = [&release.name, &release.label].into_iter().chain(latest);
    own.map(ToString::to_string).chain([label]).collect()
}

/// A text that eolens prints, with the indices of its product and release.
struct Printed {
    text: String,
    product: usize,
    release: usize,
}

/// Every name of every product with every name of its releases.
fn names(catalog: &Catalog) -> impl Iterator<Item = Printed> {
    catalog
        .cards()
        .iter()
        .enumerate()
        .flat_map(|(index, card)| {
            let product = catalog.product(index).unwrap();
            let mut names = vec![card.id.as_str(), &card.title];
            names.extend(product.aliases.iter().map(String::as_str));
            let mut printed = Vec::new();
            for (release, called) in product.releases.iter().enumerate() {
                for called in self::called(product, called) {
                    printed.extend(names.iter().map(|name| Printed {
                        text: format!("{name} {called}"),
                        product: index,
                        release,
                    }));
                }
            }
            printed
        })
}

/// The texts that are resolved to something else.
fn misunderstood(catalog: &Catalog, printed: impl Iterator<Item = Printed>) -> Vec<String> {
    let resolver = Resolver::default();
    let is_right = |printed: &Printed| {
        let reading = resolver.resolve(catalog, &printed.text);
        reading.is_some_and(|reading| {
            let releases = reading.fit.releases();
            reading.product == printed.product && releases.contains(&printed.release)
        })
    };
    let wrong = printed.filter(|printed| !is_right(printed));
    wrong.map(|printed| printed.text).collect()
}

/// One name in this many is tested in every run.
const EVERY: usize = 23;

#[test]
fn what_eolens_prints_it_understands() {
    let catalog = source::embedded().unwrap();
    let some = || names(&catalog).step_by(EVERY);
    let (wrong, count) = (misunderstood(&catalog, some()), some().count());
    // A few names also name another release, and some newest versions belong to another in the data.
    assert!(count > 1500 && wrong.len() * 300 < count, "{wrong:?}");
}

#[test]
#[ignore = "takes minutes"]
fn every_name_that_eolens_prints_it_understands() {
    let catalog = source::embedded().unwrap();
    let (wrong, count) = (
        misunderstood(&catalog, names(&catalog)),
        names(&catalog).count(),
    );
    println!("understood: {} of {count}", count - wrong.len());
    assert!(wrong.len() * 600 < count, "{}", wrong.join("\n"));
}

/// The output of the program.
fn printed(arguments: &[&str]) -> String {
    let output = Command::new(EOLENS)
        .args(arguments)
        .args(["--as-of", "2026-08-22"])
        .env("EOLENS_CONFIG", CONFIG)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn rows_of_the_radar_are_understood() {
    let catalog = source::embedded().unwrap();
    let radar = |format| {
        printed(&[
            "radar", "--within", "1y", "--ended", "1y", "--format", format,
        ])
    };
    let (text, rows) = (radar("text"), radar("json"));
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let is_row = |line: &&str| !line.is_empty() && !line.contains(" · ");
    let lines: Vec<&str> = text.lines().filter(is_row).collect();
    assert!(rows.len() > 100 && lines.len() == rows.len());
    let printed = lines.iter().zip(&rows).step_by(EVERY).map(|(line, row)| {
        let product = catalog.find(row["product"].as_str().unwrap()).unwrap();
        let mut releases = catalog.product(product).unwrap().releases.iter();
        let release = releases.position(|release| row["release"] == *release.name);
        Printed {
            text: (*line).to_owned(),
            product,
            release: release.unwrap(),
        }
    });
    assert_eq!(misunderstood(&catalog, printed), [""; 0]);
}

#[test]
fn the_sentence_of_a_verdict_is_understood() {
    let catalog = source::embedded().unwrap();
    let resolver = Resolver::default();
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let printed = names(&catalog).step_by(3 * EVERY).filter_map(|printed| {
        let reading = resolver.resolve(&catalog, &printed.text)?;
        let verdict = Verdict::new(&catalog, &reading, Viewpoint::with_defaults(day))?;
        let release = verdict.numbers().first().copied()?;
        let text = format!("✗ {verdict}");
        Some(Printed {
            text,
            product: reading.product,
            release,
        })
    });
    let wrong = misunderstood(&catalog, printed);
    assert!(wrong.len() < 3, "{wrong:?}");
}

#[test]
fn what_show_says_of_a_product_is_about_that_product() {
    let catalog = source::embedded().unwrap();
    let resolver = Resolver::default();
    for (index, card) in catalog.cards().iter().enumerate().step_by(2 * EVERY) {
        let text = printed(&["show", &card.id]);
        let reading = resolver.resolve(&catalog, &text).expect(&card.id);
        assert_eq!(reading.product, index, "{text}");
    }
}

#[test]
fn rows_of_lists_are_understood() {
    let catalog = source::embedded().unwrap();
    let resolver = Resolver::default();
    for line in printed(&["list"]).lines().step_by(3) {
        let (id, _) = line.split_once('\t').unwrap();
        let reading = resolver.resolve(&catalog, line).expect(line);
        assert_eq!(catalog.cards()[reading.product].id, id, "{line}");
    }
    let row = "ubuntu 20.04\textended support only\tESM\tends in 3 years (2030-04-02)";
    let reading = resolver.resolve(&catalog, row).unwrap();
    let ubuntu = catalog.product(reading.product).unwrap();
    let release = &ubuntu.releases[reading.fit.release().unwrap()];
    assert_eq!(
        (ubuntu.id.as_str(), release.name.as_str()),
        ("ubuntu", "20.04")
    );
}
