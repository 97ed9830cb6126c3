//! Filters and sort orders: keys typed without a terminal, and filters compared with the reference answers.

use std::collections::BTreeSet;
use std::fs;

use chrono::{Days, NaiveDate};
use eolens::app::line_edit::Edit;
use eolens::app::popup::filters::Menu;
use eolens::app::{About, Drawn, Model, Msg, Notice, Place};
use eolens::facts::catalog::Catalog;
use eolens::facts::product;
use eolens::facts::viewpoint::Viewpoint;
use eolens::find::listing::{Lister, Sort, Wanted};
use eolens::find::releases::Releases;
use eolens::sources::source;
use serde_json::Value;

use crate::data::{day, figure, reference};
use crate::typed::type_keys;

/// The front matter of a product, except title, category and releases.
const FIELDS: &str = "eoasColumn: true\ncustomFields:\n\
                      - {name: minJavaVersion, display: after-latest-column, label: Java}\n";

/// On the day of the tests, one product is supported, one ends soon, and one has ended.
fn model() -> Model {
    let file = |title: &str, category: &str, releases: &str| {
        let id = title.to_lowercase();
        let file = format!(
            "---\ntitle: {title}\npermalink: /{id}\ncategory: {category}\n{FIELDS}releases:\n{releases}---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    let ended = ["3.2", "3.12", "3.9", "3.1", "3.0", "2.9"];
    let ended = ended.map(|name| format!("- {{releaseCycle: '{name}', eol: true}}\n"));
    let files = [
        file(
            "Ant",
            "os",
            &format!(
                "- {{releaseCycle: '10', releaseDate: 2025-01-01, eoas: 2026-12-31, eol: 2028-01-01, \
                 latest: '10.9'}}\n\
                 - {{releaseCycle: '9', releaseDate: 2024-01-01, eol: 2027-01-01, latest: '9.10'}}\n{}",
                ended.concat()
            ),
        ),
        file(
            "Bee",
            "os",
            "- {releaseCycle: '1', releaseDate: 2026-06-01, eol: 2026-09-01}\n",
        ),
        file(
            "Cat",
            "database",
            "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: 2022-01-01}\n",
        ),
    ];
    Model::new(Catalog::new(files).unwrap(), day())
}

/// The model after some keys, which must not request effects.
fn after(keys: &str) -> Model {
    let mut model = model();
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

fn listed(model: &Model) -> String {
    let hits = model.browse.hits.iter();
    let titles = hits.map(|index| model.catalog.cards()[*index].title.as_str());
    titles.collect::<Vec<_>>().join(" ")
}

fn shown(model: &Model) -> &str {
    let index = model.browse.shown.as_ref().unwrap().index;
    &model.catalog.cards()[index].title
}

/// The names of the unfolded releases, line by line.
fn releases(model: &Model) -> String {
    use eolens::app::browse::TableLine;
    let shown = model.browse.shown.as_ref().unwrap();
    let product = model.catalog.product(shown.index).unwrap();
    let lines = (0..shown.lines()).map(|line| match shown.line(line).unwrap() {
        TableLine::Release(number) => product.releases[number].name.as_str(),
        TableLine::Fold => "…",
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// What a filter lists on a day, with data of 2026-08-22. The last release of `Old` has ended before that
/// day, those of `Stale` and `Sold` after it; `Sold` still has extended support.
fn listed_on(filter: &str, day: NaiveDate) -> String {
    let file = |title: &str, releases: &str| {
        let id = title.to_lowercase();
        let file = format!(
            "---\ntitle: {title}\npermalink: /{id}\ncategory: os\naddedAt: 2026-08-22\nreleases:\n\
             - {{releaseCycle: '1', {releases}}}\n---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    let files = [
        file("Old", "eol: 2026-08-01"),
        file("Stale", "eol: 2026-10-01"),
        file("Sold", "eol: 2026-10-01, eoes: 2028-01-01"),
        file("Good", "eol: 2028-01-01"),
    ];
    let catalog = Catalog::new(files).unwrap();
    let wanted = Wanted {
        text: filter,
        sort: Sort::default(),
        on: Viewpoint::with_defaults(day),
        own: &|_| false,
    };
    let hits = Lister::default().list(&catalog, &wanted).hits.into_iter();
    let titles = hits.map(|index| catalog.cards()[index].title.as_str());
    titles.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_ended_since_the_day_of_the_data_is_unknown() {
    let later = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
    for (filter, then, now) in [
        ("is:ended", "Old", "Old"),
        ("is:unknown", "", "Sold Stale"),
        ("is:extended", "", ""),
        ("is:maintained", "Good Sold Stale", "Good Sold"),
        ("-is:ended", "Good Sold Stale", "Good Sold Stale"),
    ] {
        let listed = [day(), later].map(|day| listed_on(filter, day));
        assert_eq!(listed, [then, now], "{filter}");
    }
}

#[test]
fn filters_narrow_the_list_beside_words() {
    for (keys, titles) in [
        ("/cat:os", "Ant Bee"),
        ("/is:ended", "Cat"),
        ("/-is:ended", "Ant Bee"),
        ("/ends<lt>30d", "Bee"),
        ("/b cat:os", "Bee"),
        ("/cat:os b<Enter>", "Bee"),
        ("/cat:nothing", "Ant Bee Cat"),
        ("/cat:nothing b", "Bee"),
        ("/cat:", "Ant Bee Cat"),
        ("/cat:os<Enter><Esc>", "Ant Bee Cat"),
        ("/cat:os b<Enter>F", "Bee"),
        ("/cat:os is:wrong<Enter>F", "Ant Bee Cat"),
        ("F", "Ant Bee Cat"),
    ] {
        assert_eq!(listed(&after(keys)), titles, "{keys}");
    }
    assert_eq!(after("/cat:os b<Enter>F").browse.query.text(), "b");
    assert_eq!(after("/is:wrong cat:os").browse.asked.faults.len(), 1);
}

#[test]
fn another_day_is_another_list() {
    let mut model = after("/is:ended<Enter>");
    model.look_at(NaiveDate::from_ymd_opt(2026, 10, 1).unwrap());
    assert_eq!((listed(&model).as_str(), shown(&model)), ("Bee Cat", "Cat"));
    model.look_at(NaiveDate::from_ymd_opt(2021, 1, 1).unwrap());
    assert_eq!((listed(&model).as_str(), shown(&model)), ("Ant", "Ant"));
}

#[test]
fn tab_completes_a_filter_and_is_the_next_pane_where_there_is_none() {
    for (keys, place, text) in [
        ("/ca<Tab>", Place::Search, "cat:"),
        ("/ca<Tab><Tab>", Place::Search, "cat:database"),
        ("/ca<Tab>d<Tab>", Place::Search, "cat:database"),
        ("/cat:<Tab>", Place::Search, "cat:database"),
        ("/cat:<Tab><Tab>", Place::Search, "cat:os"),
        ("/cat:<Tab><Tab><Tab>", Place::Search, "cat:database"),
        ("/cat:<Tab>x<Tab>", Place::Search, "cat:databasex"),
        ("/cat:os<Tab>", Place::Search, "cat:os"),
        ("/ends<lt>90d<Tab>", Place::Search, "ends<90d"),
        ("/jav<Tab>", Place::Search, "java>="),
        ("/java>=<Tab>", Place::Search, "java>="),
        ("/ca<Tab><S-Tab>", Place::Search, "ca"),
        ("/cat:<Tab><Tab><S-Tab>", Place::Search, "cat:database"),
        ("/cat:<Tab><S-Tab><S-Tab>", Place::Page, "cat:"),
        ("/-is:u<Tab> b", Place::Search, "-is:upcoming b"),
        ("/is:so b<Left><Left><Tab>", Place::Search, "is:soon b"),
        ("/b<Tab>", Place::Releases, "b"),
        ("/<Tab>", Place::Releases, ""),
        ("/ca<Tab><Left><Tab>", Place::Search, "cat:"),
        ("/ca<S-Tab>", Place::Page, "ca"),
    ] {
        let model = after(keys);
        assert_eq!(
            (model.place(), model.browse.query.text()),
            (place, text),
            "{keys}"
        );
    }
    assert_eq!(listed(&after("/cat:<Tab>")), "Cat");
}

fn menu(model: &Model) -> &Menu {
    match &model.popup.as_ref().unwrap().about {
        About::Filters(menu) => menu,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_menu_writes_the_query() {
    for (keys, place, text, titles) in [
        ("fcat:<Enter>", Place::Filters, "cat:database", "Cat"),
        ("fcat:<Enter><Enter>", Place::Filters, "", "Ant Bee Cat"),
        (
            "fcat:<Enter><Down><Enter>",
            Place::Filters,
            "cat:database,os",
            "Ant Bee Cat",
        ),
        (
            "fcat:<Down><Down><Down><Enter><Esc>",
            Place::List,
            "cat:os",
            "Ant Bee",
        ),
        (
            "fis:en<Enter><C-u>cat:os<Enter>",
            Place::Filters,
            "is:ended cat:os",
            "",
        ),
        ("fends 90<Enter>", Place::Filters, "ends<90d", "Bee"),
        ("/b<Enter>fcat:os<Enter>", Place::Filters, "b cat:os", "Bee"),
        ("fno such<Enter>", Place::Filters, "", "Ant Bee Cat"),
        ("fqfF?<Backspace><Esc>", Place::List, "", "Ant Bee Cat"),
        ("lf<Esc>", Place::Releases, "", "Ant Bee Cat"),
        ("f<F1>", Place::Help, "", "Ant Bee Cat"),
    ] {
        let model = after(keys);
        assert_eq!(
            (model.place(), model.browse.query.text()),
            (place, text),
            "{keys}"
        );
        assert_eq!(listed(&model), titles, "{keys}");
    }
}

#[test]
fn the_menu_counts_what_each_filter_would_list() {
    for (keys, text, count) in [
        ("fcat:os", "cat:os", 2),
        ("/is:ended<Enter>fcat:os", "cat:os", 0),
        ("/is:ended<Enter>fis:soon", "is:soon", 1),
        ("fis:soon<Enter><C-u>cat:os", "cat:os", 1),
    ] {
        let model = after(keys);
        let (offer, found) = menu(&model).row(0).unwrap();
        assert_eq!((offer.text.as_str(), found), (text, count), "{keys}");
    }
}

#[test]
fn a_filter_switched_on_and_off_keeps_the_selected_product() {
    for (keys, selected) in [
        ("jjfcat:os<Enter>", "Ant"),
        ("jjfcat:os<Enter><Enter>", "Cat"),
        ("jfcat:os<Enter>", "Bee"),
    ] {
        assert_eq!(shown(&after(keys)), selected, "{keys}");
    }
}

#[test]
fn a_table_is_sorted_by_the_columns_that_are_seen() {
    let mut model = after("l.");
    model.drawn(Drawn {
        columns: Some(vec![0, 4]),
        ..Drawn::default()
    });
    let order = |model: &Model| model.browse.shown.as_ref().unwrap().sort;
    type_keys(&mut model, "ss");
    assert_eq!(order(&model).map(|sort| sort.column), Some(4));
    type_keys(&mut model, "s");
    assert_eq!(order(&model), None);
}

#[test]
fn a_filter_that_the_search_line_cannot_hold_is_not_written() {
    let mut model = model();
    let long = format!("{} {}", "x".repeat(90), "y".repeat(105));
    model.update(Msg::Edit(Edit::Paste(long.clone())));
    type_keys(&mut model, "<Enter>fcat:os<Enter>");
    assert_eq!(model.browse.query.text(), long);
    assert!(matches!(model.notice, Some(Notice::Failed(_))));
}

#[test]
fn the_list_is_sorted_and_its_first_product_is_selected() {
    for (keys, titles, selected) in [
        ("s", "Bee Ant Cat", "Bee"),
        ("sS", "Ant Bee Cat", "Ant"),
        ("ss", "Bee Ant Cat", "Bee"),
        ("ssS", "Cat Ant Bee", "Cat"),
        ("sss", "Ant Bee Cat", "Ant"),
        ("S", "Cat Bee Ant", "Cat"),
        ("Gs", "Bee Ant Cat", "Bee"),
        ("s/cat:os<Enter>", "Bee Ant", "Bee"),
        ("llssS", "Ant Bee Cat", "Ant"),
    ] {
        let model = after(keys);
        assert_eq!(
            (listed(&model).as_str(), shown(&model)),
            (titles, selected),
            "{keys}"
        );
    }
}

#[test]
fn the_table_is_sorted_by_its_columns_and_then_as_the_file_is() {
    let unfolded = "10 9 3.2 3.12 3.9 3.1 3.0 2.9";
    for (keys, expected) in [
        ("l", "10 9 3.2 …"),
        ("ls", "3.2 9 10 …"),
        ("lS", "10 9 3.2 …"),
        ("lss", "9 10 3.2 …"),
        ("lssS", "10 9 3.2 …"),
        ("l.", unfolded),
        ("l.s", "2.9 3.0 3.1 3.2 3.9 3.12 9 10"),
        ("ls.S", "10 9 3.12 3.9 3.2 3.1 3.0 2.9"),
        // Active support, which only one release states.
        ("l.sss", "10 9 3.2 3.12 3.9 3.1 3.0 2.9"),
        ("l.sssS", "10 9 3.2 3.12 3.9 3.1 3.0 2.9"),
        // The end of life; ended without a date sorts before dates.
        ("l.ssss", "3.2 3.12 3.9 3.1 3.0 2.9 9 10"),
        ("l.ssssS", "10 9 3.2 3.12 3.9 3.1 3.0 2.9"),
        // The latest version, compared as a version.
        ("l.sssss", "9 10 3.2 3.12 3.9 3.1 3.0 2.9"),
        ("l.ssssss", unfolded),
        ("l.sssssss", unfolded),
        ("lshjk", "10 9 3.2 …"),
    ] {
        assert_eq!(releases(&after(keys)), expected, "{keys}");
    }
    let model = after("l.jjs");
    let selected = model.browse.shown.as_ref().unwrap().rows.selected();
    assert_eq!(selected, 0, "the first is selected");
}

/// The ids of the products that a query lists.
fn ids(lister: &Lister, catalog: &Catalog, text: &str) -> BTreeSet<String> {
    let wanted = Wanted {
        text,
        sort: Sort::default(),
        on: Viewpoint::with_defaults(day()),
        own: &|_| false,
    };
    let listing = lister.list(catalog, &wanted);
    assert_eq!(listing.query.faults, [], "{text}");
    let hits = listing.hits.into_iter();
    hits.map(|index| catalog.cards()[index].id.to_string())
        .collect()
}

fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

fn is_out(release: &Value) -> bool {
    date(&release["releaseDate"]).is_none_or(|date| date <= day())
}

/// The upcoming ends of life.
fn ends(product: &Value) -> Vec<NaiveDate> {
    let releases = product["releases"].as_array().unwrap().iter();
    let ends = releases.filter(|release| is_out(release));
    let ends = ends.filter_map(|release| date(&release["eolFrom"]));
    ends.filter(|end| *end >= day()).collect()
}

fn has_release(product: &Value, is_it: impl Fn(&Value) -> bool) -> bool {
    let mut releases = product["releases"].as_array().unwrap().iter();
    releases.any(|release| is_out(release) && is_it(release))
}

type Answer<'a> = (&'a str, &'a dyn Fn(&Value) -> bool);

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn filters_accept_what_the_reference_says() {
    let (path, corpus) = (reference("oracle/api-v1.json"), reference("corpus"));
    let text = fs::read_to_string(path).unwrap();
    let products: Vec<Value> = serde_json::from_str(&text).unwrap();
    let (catalog, lister) = (source::folder(&corpus).unwrap(), Lister::default());
    let within = |days| day() + Days::new(days);
    let released = |product: &Value, is_it: &dyn Fn(NaiveDate) -> bool| {
        has_release(product, |release| {
            date(&release["releaseDate"]).is_some_and(is_it)
        })
    };
    let month = |day| NaiveDate::from_ymd_opt(2024, 1, day).unwrap();
    let answers: [Answer<'_>; 10] = [
        ("is:maintained", &|own| {
            has_release(own, |release| release["isMaintained"] == true)
        }),
        ("is:lts", &|own| {
            has_release(own, |release| {
                release["isMaintained"] == true && release["isLts"] == true
            })
        }),
        ("ends<90d", &|own| {
            ends(own).iter().any(|end| *end < within(90))
        }),
        ("ends<=90d", &|own| {
            ends(own).iter().any(|end| *end <= within(90))
        }),
        ("ends:2027", &|own| {
            ends(own)
                .iter()
                .any(|end| end.to_string().starts_with("2027"))
        }),
        ("released>2024-01", &|own| {
            released(own, &|date| date > month(31))
        }),
        ("released<2024-01", &|own| {
            released(own, &|date| date < month(1))
        }),
        ("cat:os", &|own| own["category"] == "os"),
        ("tag:cncf", &|own| {
            own["tags"].as_array().unwrap().contains(&"cncf".into())
        }),
        ("has:cpe", &|own| {
            let mut identifiers = own["identifiers"].as_array().unwrap().iter();
            identifiers.any(|identifier| identifier["type"] == "cpe")
        }),
    ];
    for (query, is_accepted) in answers {
        let accepted = products.iter().filter(|product| is_accepted(product));
        let accepted: BTreeSet<String> = accepted
            .map(|product| product["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(ids(&lister, &catalog, query), accepted, "{query}");
        let others = ids(&lister, &catalog, &format!("-{query}"));
        assert!(others.is_disjoint(&accepted), "{query}");
        figure(query, accepted.len() + others.len(), products.len());
    }
}

#[test]
fn a_listed_release_has_moved_itself() {
    let catalog = source::embedded().unwrap();
    let on = Viewpoint::with_defaults(day());
    let listed = |text: &str| {
        let wanted = Wanted {
            text,
            sort: Sort::default(),
            on,
            own: &|_| false,
        };
        let listing = Lister::default().list_for_rows(&catalog, &wanted);
        Releases::new(&catalog, &listing, on, &|_| false).listed
    };
    let since = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
    let all = listed("");
    let (moved, unmoved): (Vec<_>, Vec<_>) = all.iter().partition(|(product, release)| {
        let moves = catalog.moves(*product).into_iter();
        let mut own = moves.filter(|moved| moved.release == *release && moved.days().is_some());
        own.any(|moved| moved.changed >= since && moved.changed <= day())
    });
    assert!(moved.len() > 10);
    let sorted = |mut listed: Vec<_>| {
        listed.sort_unstable();
        listed
    };
    assert_eq!(sorted(listed("moved>=2026-01-01")), sorted(moved));
    assert_eq!(sorted(listed("-moved>=2026-01-01")), sorted(unmoved));
}
