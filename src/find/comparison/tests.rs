use super::{Answer, columns, compared, fit, releases};
use crate::facts::catalog::Catalog;
use crate::facts::product;
use crate::facts::viewpoint::Viewpoint;

/// Ant has long-term support and ends in 2030, bee ends in 2035, cow has no published end, dog has ended, fox
/// has no releases.
fn catalog() -> Catalog {
    let file = |id: &str, releases: &str| {
        let file = format!(
            "---\ntitle: {id}\npermalink: /{id}\ncategory: os\neoesColumn: true\nreleases:\n{releases}---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    Catalog::new([
        file(
            "ant",
            "- {releaseCycle: '5', releaseDate: 2026-06-01, eol: 2027-03-01}\n\
             - {releaseCycle: '4', releaseDate: 2025-01-01, eol: 2030-01-01, eoes: 2031-01-01, lts: true}\n\
             - {releaseCycle: '3', releaseDate: 2024-01-01, eol: 2025-01-01}\n\
             - {releaseCycle: '2', releaseDate: 2023-01-01, eol: 2028-01-01, lts: true}\n\
             - {releaseCycle: '1', releaseDate: 2021-12-31, eol: 2023-01-01}\n",
        ),
        file(
            "bee",
            "- {releaseCycle: '9', releaseDate: 2025-06-01, eol: 2035-05-31}\n\
             - {releaseCycle: '8', releaseDate: 2022-06-01, eol: 2035-05-31}\n",
        ),
        file(
            "cow",
            "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: false}\n",
        ),
        file(
            "dog",
            "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: true}\n",
        ),
        file(
            "elk",
            "- {releaseCycle: '7', releaseDate: 2024-01-01, eol: 2035-05-31}\n",
        ),
        file("fox", " []\n"),
    ])
    .unwrap()
}

fn on() -> Viewpoint {
    Viewpoint::with_defaults("2026-09-01".parse().unwrap())
}

/// The table of some products in a width, a line for each row.
fn table(ids: &[&str], room: Option<usize>) -> Vec<String> {
    let catalog = catalog();
    let products: Vec<usize> = ids.iter().filter_map(|id| catalog.find(id)).collect();
    let all = compared(&catalog, &products, on());
    let columns = columns(&catalog, &all, on());
    let fitted = fit(&columns, room);
    let line = |row| {
        let cells = fitted.iter().map(|own| own.cell(row));
        cells.collect::<String>().trim_end().to_owned()
    };
    (0..all.len()).map(line).collect()
}

#[test]
fn what_is_supported_longest_comes_first_and_what_is_not_supported_last() {
    assert_eq!(
        table(&["dog", "ant", "cow", "bee"], None),
        [
            "bee      9        2035-05-31  8y 9m left  none        9  2035-05-31  none                 8        2035-05-31  \
             ?        ?",
            "ant      4 (LTS)  2030-01-01  3y 4m left  2031-01-01  5  2027-03-01  4 (LTS)  2030-01-01  2 (LTS)  2028-01-01  \
             1y       1y to 5y",
            "cow      1        no end                  none        1  no end      none                 1        no end      \
             ?        ?",
            "dog      ended                            none        none           none                 none                 \
             ?        ?",
        ]
    );
}

#[test]
fn a_narrow_table_keeps_the_product_its_release_and_the_date() {
    for (room, expected) in [
        (
            90,
            "ant      4 (LTS)  2030-01-01  3y 4m left  2031-01-01  5       4           2       1y to 5y",
        ),
        (60, "ant      4 (LTS)  2030-01-01  3y 4m left  4"),
        (40, "ant      4 (LTS)  2030-01-01  3y 4m left"),
        (30, "ant      4        2030-01-01"),
    ] {
        let [ant] = &table(&["ant"], Some(room))[..] else {
            panic!("one product has one row");
        };
        assert_eq!(ant, expected, "{room}");
        assert!(ant.chars().count() <= room, "{room}");
    }
}

#[test]
fn the_answer_names_all_that_are_supported_longest_and_what_is_open() {
    let catalog = catalog();
    for (ids, expected) in [
        (
            &["ant", "dog"][..],
            "ant 4 is supported longest, until 2030-01-01, 3y 4m left",
        ),
        (
            &["ant", "bee", "elk"],
            "bee 9 and elk 7 are supported longest, until 2035-05-31, 8y 9m left",
        ),
        (
            &["ant", "cow"],
            "ant 4 is supported longest, until 2030-01-01, 3y 4m left · no end date is published for cow 1",
        ),
        (&["cow", "dog"], "No end date is published for cow 1."),
        (&["dog"], "None of them has a supported release."),
    ] {
        let products: Vec<usize> = ids.iter().filter_map(|id| catalog.find(id)).collect();
        let all = compared(&catalog, &products, on());
        let answer = Answer::new(&catalog, &all, on());
        assert_eq!(answer.sentence(), expected, "{ids:?}");
    }
}

#[test]
fn a_narrow_answer_has_two_lines_and_keeps_the_date() {
    let catalog = catalog();
    let products: Vec<usize> = (0..catalog.cards().len()).collect();
    let all = compared(&catalog, &products, on());
    let answer = Answer::new(&catalog, &all, on());
    for (width, first, second) in [
        (
            80,
            "bee 9 and elk 7 are supported longest",
            "until 2035-05-31, 8y 9m left · no end date is published for cow 1",
        ),
        (
            50,
            "bee 9 and elk 7 are supported longest",
            "until 2035-05-31, 8y 9m left · no end date: cow 1",
        ),
        (
            34,
            "Longest: bee 9 and elk 7",
            "until 2035-05-31, 8y 9m left",
        ),
        (23, "Longest: …9 and 1 more", "until 2035-05-31, 8y 9…"),
    ] {
        assert_eq!(answer.within(width), [first, second], "{width}");
    }
}

#[test]
fn what_has_ended_is_left_out_unless_nothing_else_is_there() {
    let catalog = catalog();
    let products: Vec<usize> = (0..catalog.cards().len()).collect();
    let all = compared(&catalog, &products, on());
    let names = releases(&catalog, &all, on()).into_iter();
    let names = names.map(|(product, release)| {
        let product = catalog.product(product).unwrap();
        format!("{}{}", product.id, product.releases[release].name)
    });
    let names: Vec<String> = names.collect();
    assert_eq!(names.join(" "), "bee9 bee8 elk7 ant5 ant4 ant2 cow1 dog1");
}
