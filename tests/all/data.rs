//! Answers compared with the reference answers. Where those are missing beside the project, the tests are
//! ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use eolens::cli::lint::lint;
use eolens::cli::report::{api, cells};
use eolens::facts::agenda::{Agenda, Window, ends};
use eolens::facts::catalog::Catalog;
use eolens::facts::product::Product;
use eolens::facts::table::Table;
use eolens::facts::viewpoint::Viewpoint;
use eolens::facts::{identifier, wording};
use eolens::find::calendar::Feed;
use eolens::find::choice::Choice;
use eolens::sources::source;
use icalendar::{Calendar, Component, Event, EventLike};
use serde_json::{Value, json};

/// The day of the reference answers.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// A file or folder of the reference data. Tests that need it are ignored where the data are missing: the
/// build script looks for them and sets `reference`.
pub fn reference(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name)
}

/// Prints how many answers were compared, and fails if some were not. They are known to be equal, because
/// each comparison fails at the first difference.
pub fn figure(what: &str, count: usize, all: usize) {
    println!("equal: {count:>6} of {all:>6} {what}");
    assert_eq!(count, all, "{what}");
}

pub fn products(catalog: &Catalog) -> impl Iterator<Item = &Product> {
    (0..catalog.cards().len()).filter_map(|index| catalog.product(index))
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_reference_product_is_read() {
    let corpus = reference("corpus");
    let catalog = source::folder(&corpus).unwrap();
    assert_eq!(catalog.faults(), []);
    assert_eq!(catalog.cards().len(), 464);
    let releases: usize = products(&catalog)
        .map(|product| product.releases.len())
        .sum();
    assert_eq!(releases, 8351);
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_product_is_the_references_in_the_api() {
    let (path, corpus) = (reference("oracle/api-v1.json"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let mut out = Vec::new();
    api::write_all(&mut out, &catalog, day()).unwrap();
    let ours: Vec<Value> = serde_json::from_slice(&out).unwrap();
    let expected = fs::read_to_string(path).unwrap();
    let theirs: Vec<Value> = serde_json::from_str(&expected).unwrap();
    for (ours, theirs) in ours.iter().zip(&theirs) {
        assert_eq!(ours, theirs);
    }
    figure("API products", ours.len(), 464);
    assert_eq!(theirs.len(), 464);
    // `Value` sorts its keys, so their order is compared as text.
    let keys = |text: &str| -> Vec<String> {
        let lines = text.split([',', '{', '\n']).map(str::trim);
        let keys = lines.filter_map(|line| line.split_once("\":"));
        keys.map(|(key, _)| key.to_owned()).collect()
    };
    assert_eq!(keys(&String::from_utf8(out).unwrap()), keys(&expected));
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_cell_is_the_references() {
    let (path, corpus) = (reference("oracle/cells.tsv"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let mut out = Vec::new();
    cells::write(&mut out, &catalog, day()).unwrap();
    let ours = String::from_utf8(out).unwrap();
    let theirs = fs::read_to_string(path).unwrap();
    assert_eq!(ours.lines().next(), Some(cells::HEADER));
    let mut count = 0;
    for (ours, theirs) in ours.lines().zip(theirs.lines()).skip(1) {
        assert_eq!(as_the_site(ours), theirs);
        count += 1;
    }
    figure("table cells", count, 36_185);
    assert_eq!(ours.lines().count(), theirs.lines().count());
}

/// One of our lines, with the site's class for its tone, and names and addresses as in its HTML.
fn as_the_site(line: &str) -> String {
    let mut fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
    let class = match fields[3].as_str() {
        "good" => "bg-green-000",
        "soon" => "bg-yellow-200",
        "ended" => "bg-red-000",
        "unavailable" => "bg-grey-lt-100",
        "struck" => "txt-linethrough",
        "" => "",
        tone => panic!("no tone is called {tone:?}"),
    };
    class.clone_into(&mut fields[3]);
    fields[1] = fields[1].replace('/', "-");
    fields[6] = fields[6].replace('$', "%24");
    fields.join("\t")
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_event_is_the_references() {
    let (path, corpus) = (reference("oracle/calendar.json"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let expected: BTreeMap<String, Vec<Value>> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut count = 0;
    let mut uids = BTreeSet::new();
    for product in products(&catalog) {
        let mut out = Vec::new();
        let feed = Feed::new([Choice::whole(product)], None);
        feed.write(&mut out, day()).unwrap();
        let feed: Calendar = String::from_utf8(out).unwrap().parse().unwrap();
        let ours = feed.events().map(|event| {
            assert!(uids.insert(event.get_uid().unwrap().to_owned()));
            event_as_json(event)
        });
        // In the reference, a release's events have the order of the file's keys, which has no meaning.
        let sorted = |mut events: Vec<String>| {
            events.sort();
            events
        };
        let ours = sorted(ours.map(|event| event.to_string()).collect());
        let theirs = expected[&product.id].iter();
        let theirs = sorted(theirs.map(without_words).collect());
        assert_eq!(ours, theirs, "{}", product.id);
        count += ours.len();
    }
    figure("calendar events", count, 18_471);
}

/// An event of the reference without its title and description, which are our own.
fn without_words(event: &Value) -> String {
    let mut event = event.clone();
    let fields = event.as_object_mut().unwrap();
    for own in ["summary", "description"] {
        assert!(fields.remove(own).is_some());
    }
    event.to_string()
}

fn event_as_json(event: &Event) -> Value {
    let text = |key: &str| event.property_value(key).unwrap_or_default().to_owned();
    assert!(text("SUMMARY").contains(": ") && !text("DESCRIPTION").is_empty());
    let date = text("DTSTART");
    let start = NaiveDate::parse_from_str(&date, "%Y%m%d").unwrap();
    assert_eq!(
        text("DTEND"),
        (start + Days::new(1)).format("%Y%m%d").to_string()
    );
    assert_eq!(text("DTSTAMP"), "20260822T000000Z");
    let alarms = event.components().iter();
    let alarms = alarms.map(|alarm| alarm.property_value("TRIGGER").unwrap());
    json!({
        "date": date,
        "category": event.get_categories().unwrap().join(","),
        "url": text("URL"),
        "alarms": alarms.collect::<Vec<_>>(),
    })
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_page_has_the_references_names_columns_and_identifiers() {
    let (path, corpus) = (reference("oracle/pages.json"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let pages: BTreeMap<String, Value> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let (mut count, mut names, mut without) = (0, 0, 0);
    for product in products(&catalog) {
        let page = &pages[&product.id];
        assert_eq!(page["title"], json!(product.title));
        assert_eq!(page["category"], json!(product.category));
        assert_eq!(page["tags"], json!(product.tags));
        assert_eq!(page["aliases"], json!(product.aliases));
        assert_eq!(page["versionCommand"], json!(product.version_command));
        assert_eq!(page["releasePolicyLink"], json!(product.policy));
        for (key, label) in columns(product) {
            let column = &page["columns"][key];
            assert_eq!(column["shown"], json!(label.is_some()), "{key}");
            if let Some(label) = label {
                assert_eq!(column["label_text"], json!(label));
            }
        }
        let shown = Table::new(product, Viewpoint::with_defaults(day())).columns;
        let labels: Vec<String> = shown.into_iter().map(|column| column.label).collect();
        let theirs = page["displayedColumns"].as_array().unwrap().iter();
        let theirs: Vec<&str> = theirs.map(shown_label).collect();
        assert_eq!(labels, theirs, "{}", product.id);
        let ours = product.identifiers.iter().map(|name| {
            let url = identifier::url(name);
            without += usize::from(url.is_none());
            names += 1;
            json!({"type": name.kind, "id": name.id, "url": url})
        });
        assert_eq!(page["identifiers"], Value::Array(ours.collect()));
        count += 1;
    }
    figure("pages", count, 464);
    figure("identifiers with their addresses", names, 1683);
    assert_eq!(without, 405);
}

/// Custom columns have plain labels.
fn shown_label(column: &Value) -> &str {
    let label = column.get("label_text").unwrap_or(&column["label"]);
    label.as_str().unwrap()
}

fn columns(product: &Product) -> [(&'static str, &Option<String>); 6] {
    let columns = &product.columns;
    [
        ("releaseDateColumn", &columns.released),
        ("discontinuedColumn", &columns.discontinued),
        ("eoasColumn", &columns.active_support),
        ("eolColumn", &columns.eol),
        ("eoesColumn", &columns.extended_support),
        ("latestColumn", &columns.latest),
    ]
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_list_is_the_references() {
    let (path, corpus) = (reference("oracle/lists.json"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let lists: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let cards = catalog.cards();
    let ids: Vec<&str> = cards.iter().map(|card| card.id.as_str()).collect();
    assert_eq!(lists["productOrder"], json!(ids));
    let aliases: BTreeMap<&str, &str> = cards
        .iter()
        .enumerate()
        .flat_map(|(index, card)| {
            let keywords = catalog.keywords(index).unwrap();
            keywords
                .aliases
                .iter()
                .map(|alias| (alias.as_str(), card.id.as_str()))
        })
        .collect();
    assert_eq!(lists["aliases"], json!(aliases));
    for (alias, id) in aliases {
        assert_eq!(cards[catalog.find(alias).unwrap()].id, id);
    }
    let mut tagged: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (index, card) in cards.iter().enumerate() {
        for tag in &catalog.keywords(index).unwrap().tags {
            let of = tagged.entry(tag).or_default();
            of.push((&card.title, &card.id));
        }
    }
    let pages = lists["tagPages"].as_object().unwrap();
    assert_eq!(pages.len(), tagged.len());
    for (tag, mut of) in tagged {
        of.sort_unstable();
        let ids: Vec<&str> = of.into_iter().map(|(_, id)| id).collect();
        assert_eq!(pages[tag]["products"], json!(ids), "{tag}");
    }
    let firsts = products(&catalog).map(|product| (&product.id, &product.releases[0].name));
    let firsts: BTreeMap<_, _> = firsts.collect();
    assert_eq!(lists["api_latest"], json!(firsts));
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_span_is_worded_as_the_references() {
    let path = reference("oracle/timeago.json");
    let runs: Vec<(i64, i64, String)> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut count = 0;
    for (first, last, words) in runs {
        for offset in first..=last {
            let span = Days::new(offset.unsigned_abs());
            let date = if offset < 0 {
                day() - span
            } else {
                day() + span
            };
            assert_eq!(wording::timeago(date, day()), words, "{offset} days");
            count += 1;
        }
    }
    figure("spans in words", count, 60_001);
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn no_reference_product_has_a_finding() {
    let corpus = reference("corpus/products");
    let mut count = 0;
    for entry in fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        assert_eq!(lint(&name, &fs::read(&path).unwrap(), day()), []);
        count += 1;
    }
    figure("files without a finding", count, 464);
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_row_of_the_radar_is_the_references() {
    let (path, corpus) = (reference("oracle/api-v1.json"), reference("corpus"));
    let catalog = source::folder(&corpus).unwrap();
    let products: Vec<Value> = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for (ahead, back, count) in [
        (30, 0, 70),
        (90, 0, 210),
        (180, 0, 360),
        (365, 0, 652),
        (365, 90, 994),
    ] {
        let events = (0..catalog.cards().len()).flat_map(|index| ends(&catalog, index, day()));
        let agenda = Agenda::new(events, Window { ahead, back }, day());
        let ours = agenda.events.iter().map(|event| {
            let product = catalog.product(event.product).unwrap();
            let release = &product.releases[event.release];
            let (id, name, date) = (&product.id, &release.name, event.date);
            (id.clone(), name.to_string(), event.name(), date)
        });
        let ours: BTreeSet<_> = ours.collect();
        let theirs: BTreeSet<_> = theirs(&products, ahead, back).collect();
        assert_eq!(ours, theirs, "within {ahead} days");
        assert_eq!(agenda.events.len(), ours.len(), "each once");
        figure(
            &format!("radar rows, {ahead} days ahead and {back} back"),
            ours.len(),
            count,
        );
    }
}

/// The days in the reference, with what ends on them.
fn theirs(
    products: &[Value],
    ahead: i64,
    back: i64,
) -> impl Iterator<Item = (String, String, &'static str, NaiveDate)> {
    const KEYS: [(&str, &str); 4] = [
        ("discontinuedFrom", "discontinued"),
        ("eoasFrom", "active-support"),
        ("eolFrom", "eol"),
        ("eoesFrom", "extended-support"),
    ];
    let releases = products.iter().flat_map(|product| {
        let releases = product["releases"].as_array().unwrap().iter();
        releases.map(move |release| (product, release))
    });
    let text = |value: &Value| value["name"].as_str().unwrap().to_owned();
    releases.flat_map(move |(product, release)| {
        KEYS.into_iter().filter_map(move |(key, name)| {
            let date: NaiveDate = release.get(key)?.as_str()?.parse().unwrap();
            let is_held = (-back..=ahead).contains(&(date - day()).num_days());
            is_held.then(|| (text(product), text(release), name, date))
        })
    })
}
