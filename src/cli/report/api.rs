//! Products in the format of endoflife.date's API v1 (`products/full`), key for key, as JSON and YAML.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, LtsState, Phase, Standing};
use crate::facts::page;
use crate::facts::product::{self, End, Identifier, Lts};
use crate::facts::table;
use crate::facts::viewpoint::Viewpoint;
use crate::find::choice::Choice;
use crate::text::clean;

/// All products as one JSON array, one product a line, in the catalog's order.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_all(out: &mut dyn Write, catalog: &Catalog, day: NaiveDate) -> io::Result<()> {
    let indices = 0..catalog.cards().len();
    let mut before = "[\n";
    for product in indices.filter_map(|index| catalog.product(index)) {
        out.write_all(before.as_bytes())?;
        let text = serde_json::to_string(&Product::new(&Choice::whole(product), day))?;
        out.write_all(clean::json(&text).as_bytes())?;
        before = ",\n";
    }
    let end = if before == "[\n" { "[]\n" } else { "\n]\n" };
    out.write_all(end.as_bytes())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Product<'a> {
    name: &'a str,
    aliases: &'a [String],
    label: &'a str,
    category: &'a str,
    tags: &'a [String],
    version_command: Option<&'a str>,
    identifiers: Vec<Name<'a>>,
    labels: Labels<'a>,
    links: Links<'a>,
    releases: Vec<Release<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    r#type: &'a str,
    id: &'a str,
}

/// The column labels of the phases; null where a column is off.
#[derive(Serialize)]
struct Labels<'a> {
    eoas: Option<&'a str>,
    discontinued: Option<&'a str>,
    eol: Option<&'a str>,
    eoes: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Links<'a> {
    icon: Option<String>,
    html: String,
    release_policy: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Release<'a> {
    name: &'a str,
    codename: Option<&'a str>,
    label: String,
    #[serde(rename = "releaseDate")]
    released: Option<String>,
    is_lts: bool,
    lts_from: Option<String>,
    // The API leaves out a phase whose column is off, except for the end of life.
    #[serde(flatten)]
    eoas: Option<Pair>,
    #[serde(flatten)]
    eol: Pair,
    #[serde(flatten)]
    discontinued: Option<Pair>,
    #[serde(flatten)]
    eoes: Option<Pair>,
    is_maintained: bool,
    latest: Option<Latest<'a>>,
    custom: Option<Custom<'a>>,
}

#[derive(Serialize)]
struct Latest<'a> {
    name: Option<&'a str>,
    date: Option<String>,
    link: Option<&'a str>,
}

/// A pair such as `isEol` and `eolFrom`; both are null where the file says nothing.
struct Pair {
    keys: (&'static str, &'static str),
    is_over: Option<bool>,
    from: Option<String>,
}

/// The custom fields of a product; null where a release lacks one.
struct Custom<'a>(Vec<(&'a str, Option<&'a str>)>);

impl<'a> Product<'a> {
    pub(super) fn new(choice: &'a Choice<'_>, day: NaiveDate) -> Self {
        let product = choice.product;
        let releases = choice.releases();
        Self {
            name: &product.id,
            aliases: &product.aliases,
            label: &product.title,
            category: &product.category,
            tags: &product.tags,
            version_command: product.version_command.as_deref(),
            identifiers: product.identifiers.iter().map(Name::new).collect(),
            labels: Labels {
                eoas: product.columns.active_support.as_deref(),
                discontinued: product.columns.discontinued.as_deref(),
                eol: product.columns.eol.as_deref(),
                eoes: product.columns.extended_support.as_deref(),
            },
            links: Links {
                icon: product.icon.as_ref().map(|slug| {
                    format!("https://cdn.jsdelivr.net/npm/simple-icons/icons/{slug}.svg")
                }),
                html: page::address(product),
                release_policy: product.policy.as_deref(),
            },
            releases: releases
                .map(|release| Release::new(product, release, day))
                .collect(),
        }
    }
}

impl<'a> Name<'a> {
    fn new(identifier: &'a Identifier) -> Self {
        Self {
            r#type: &identifier.kind,
            id: &identifier.id,
        }
    }
}

impl<'a> Release<'a> {
    fn new(product: &'a product::Product, release: &'a product::Release, day: NaiveDate) -> Self {
        let columns = &product.columns;
        let pair = |phase| Pair::new(phase, release, day);
        let on = |column: &Option<String>, phase| column.is_some().then(|| pair(phase));
        let latest = Latest {
            name: release.latest.as_deref(),
            date: text(release.dates.latest_released),
            link: release.link.as_deref(),
        };
        Self {
            name: &release.name,
            codename: release.codename.as_deref(),
            label: table::label_on_site(product, release, day),
            released: text(release.dates.released),
            is_lts: lifecycle::lts(&release.dates, day) == LtsState::Yes,
            lts_from: match release.dates.lts {
                Lts::From(date) => text(Some(date)),
                Lts::No | Lts::Yes => None,
            },
            eoas: on(&columns.active_support, Phase::ActiveSupport),
            eol: pair(Phase::Security),
            discontinued: on(&columns.discontinued, Phase::Production),
            eoes: on(&columns.extended_support, Phase::ExtendedSupport),
            is_maintained: lifecycle::is_maintained_on_site(&release.dates, day),
            latest: columns.latest.is_some().then_some(latest),
            custom: Custom::new(product, release),
        }
    }
}

impl Pair {
    fn new(phase: Phase, release: &product::Release, day: NaiveDate) -> Self {
        let end = phase.end(&release.dates);
        let is_over =
            phase.standing(&release.dates, Viewpoint::with_defaults(day)) == Standing::Ended;
        Self {
            keys: match phase {
                Phase::ActiveSupport => ("isEoas", "eoasFrom"),
                Phase::Security => ("isEol", "eolFrom"),
                Phase::Production => ("isDiscontinued", "discontinuedFrom"),
                Phase::ExtendedSupport => ("isEoes", "eoesFrom"),
            },
            is_over: (end != End::Unstated).then_some(is_over),
            from: text(end.date()),
        }
    }
}

impl Serialize for Pair {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.keys.0, &self.is_over)?;
        map.serialize_entry(self.keys.1, &self.from)?;
        map.end()
    }
}

impl<'a> Custom<'a> {
    /// `None` where the product has no custom fields.
    fn new(product: &'a product::Product, release: &'a product::Release) -> Option<Self> {
        let fields = product.custom_fields.iter();
        let fields: Vec<_> = fields
            .map(|field| (field.name.as_str(), table::own_value(field, release)))
            .collect();
        (!fields.is_empty()).then_some(Self(fields))
    }
}

impl Serialize for Custom<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

fn text(day: Option<NaiveDate>) -> Option<String> {
    day.map(|day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::Product;
    use crate::cli::report::{as_json, as_yaml};
    use crate::facts::product;
    use crate::find::choice::Choice;
    use chrono::NaiveDate;

    const FILE: &[u8] = b"---\ntitle: X\npermalink: /x\ncategory: os\nreleaseDateColumn: true\n\
        eoasColumn: true\nlatestColumn: false\nreleases:\n\
        - {releaseCycle: '1.10', releaseDate: 2025-01-01, eol: 2026-01-02, lts: true}\n---\n";

    #[test]
    fn pairs_of_columns_that_are_off_are_left_out() {
        let product = product::parse("x.md", FILE).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
        let mut out = Vec::new();
        as_json(&mut out, &Product::new(&Choice::whole(&product), day)).unwrap();
        let text = String::from_utf8(out).unwrap();
        let release = text.split_once("\"releases\"").unwrap().1;
        let release: String = release.split_whitespace().collect();
        let expected = r#":[{"name":"1.10","codename":null,"label":"1.10(LTS)","#.to_owned()
            + r#""releaseDate":"2025-01-01","isLts":true,"ltsFrom":null,"isEoas":null,"#
            + r#""eoasFrom":null,"isEol":false,"eolFrom":"2026-01-02","isMaintained":true,"#
            + r#""latest":null,"custom":null}]}"#;
        assert_eq!(release, expected);
    }

    #[test]
    fn yaml_keeps_what_looks_like_a_number_as_text() {
        let product = product::parse("x.md", FILE).unwrap().product;
        let mut out = Vec::new();
        let day = NaiveDate::default();
        as_yaml(&mut out, &Product::new(&Choice::whole(&product), day)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("name: x\n"), "{text}");
        assert!(text.contains("- name: '1.10'\n"), "{text}");
    }
}
