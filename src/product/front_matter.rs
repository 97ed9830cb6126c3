//! YAML front matter to a [`Product`]. The only file, with its children, that knows YAML.
//!
//! Today's schema and the one before it end in the same types; an old key acts only where its new
//! name is absent.

mod release;
mod values;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, de::DeserializeOwned};

use self::release::RawRelease;
use self::values::{DateField, Loose, NamePairs, OldOrNew, Shown, Strict, Text};
use super::clean;
use super::template::{self, Templates};
use super::text::Misfit;
use super::{Columns, CustomField, Identifier, Place, Product, Release, Upkeep};

/// Keys of a product file that eolens acts on. All others are left alone.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", bound = "V: DeserializeOwned")]
struct Front<V> {
    title: Text,
    permalink: Text,
    category: Text,
    releases: Vec<RawRelease<V>>,
    added_at: Option<DateField>,
    tags: Option<Text>,
    icon_slug: Option<Text>,
    #[serde(rename = "alternate_urls")]
    alternate_urls: Option<Vec<Text>>,
    version_command: Option<Text>,
    release_policy_link: Option<Text>,
    changelog_template: Option<Text>,
    release_label: Option<Text>,
    #[serde(rename = "LTSLabel")]
    lts_label: Option<Text>,
    release_date_column: Option<Shown>,
    discontinued_column: Option<Shown>,
    eoas_column: Option<Shown>,
    eol_column: Option<Shown>,
    eoes_column: Option<Shown>,
    latest_column: Option<Shown>,
    custom_fields: Option<Vec<RawField>>,
    identifiers: Option<Vec<NamePairs>>,
    auto: Option<OldOrNew>,
    // The schema before 2025.
    active_support_column: Option<Shown>,
    extended_support_column: Option<Shown>,
    release_column: Option<Shown>,
    custom_columns: Option<Vec<RawField>>,
}

#[derive(Deserialize)]
struct RawField {
    #[serde(alias = "property")]
    name: Text,
    #[serde(alias = "position")]
    display: Text,
    label: Text,
    description: Option<Text>,
    link: Option<Text>,
}

/// Reads the text between the `---` lines. Beside the product: what in it could not be rendered.
pub fn read(yaml: &str) -> Result<(Product, Vec<String>), Misfit> {
    // A custom value must keep its spelling (`1.10`), which only a reading as text gives; a value
    // that is a list or a map has no such reading, and then it is the spelling that may suffer.
    if let Ok(front) = serde_yaml::from_str::<Front<Strict>>(yaml) {
        return Ok(front.into_product());
    }
    serde_yaml::from_str::<Front<Loose>>(yaml)
        .map(Front::into_product)
        .map_err(|error| misfit(&error))
}

/// The parser counts lines from the front matter's first, which is the file's second.
fn misfit(error: &serde_yaml::Error) -> Misfit {
    let (line, column) = error
        .location()
        .map_or((1, 1), |at| (at.line() + 1, at.column()));
    let reason = error.to_string();
    let place = reason
        .rfind(" at line ")
        .filter(|_| error.location().is_some());
    let reason = place.and_then(|at| reason.get(..at)).unwrap_or(&reason);
    (line, column.max(1), reason.to_owned())
}

impl<V: AsRef<str>> Front<V> {
    fn into_product(self) -> (Product, Vec<String>) {
        let columns = self.columns();
        let fields = self.custom_fields.or(self.custom_columns);
        let label = self.release_label.as_ref().map(Text::as_str);
        let changelog = self.changelog_template.as_ref().map(Text::as_str);
        let templates = Templates { label, changelog };
        let mut rejected = Vec::new();
        let releases = self.releases.iter();
        let releases: Vec<Release> = releases
            .map(|raw| raw.release(&templates, &mut rejected))
            .collect();
        let category = self.category.line();
        let tags = self.tags.map(Text::line).unwrap_or_default();
        let mut tags: BTreeSet<String> = tags.split(' ').map(str::to_owned).collect();
        tags.insert(category.clone());
        tags.remove("");
        let pairs = self.identifiers.unwrap_or_default().into_iter();
        let product = Product {
            id: id_of(&self.permalink),
            title: self.title.line(),
            category,
            tags: tags.into_iter().collect(),
            aliases: self.alternate_urls.iter().flatten().map(id_of).collect(),
            added: self.added_at.map(NaiveDate::from),
            icon: self.icon_slug.map(Text::line),
            version_command: self.version_command.map(|text| clean::text(text.as_str())),
            policy: self.release_policy_link.map(Text::line),
            identifiers: pairs
                .flat_map(|pairs| pairs.0)
                .map(|(kind, id)| Identifier { kind, id })
                .collect(),
            upkeep: match self.auto {
                Some(auto) if auto.automatic => Upkeep::Automatic,
                _ => Upkeep::Manual,
            },
            columns,
            custom_fields: fields.into_iter().flatten().map(RawField::field).collect(),
            lts_label: self.lts_label.map_or_else(
                || "LTS".to_owned(),
                |label| template::without_markup(&label.line()),
            ),
            releases,
            body: String::new(),
        };
        (product, rejected)
    }

    /// Defaults are the site's: `_config.yml` of endoflife.date. A file of the older schema does
    /// not show release dates unless it says so.
    fn columns(&self) -> Columns {
        let label = |new: &Option<Shown>, old: &Option<Shown>, default: &str, shown: bool| {
            let wanted = new.as_ref().or(old.as_ref());
            wanted
                .map_or(Shown::Bool(shown), Clone::clone)
                .label(default)
        };
        let none = &None;
        // Unlike the other old keys, `releaseColumn` rules over a `latestColumn` beside it: when
        // both stood in one file, the new name did not act yet.
        let (latest, older_latest) = (&self.release_column, &self.latest_column);
        Columns {
            released: label(&self.release_date_column, none, "Released", !self.is_old()),
            discontinued: label(&self.discontinued_column, none, "Discontinued", false),
            active_support: label(
                &self.eoas_column,
                &self.active_support_column,
                "Active Support",
                false,
            ),
            eol: label(&self.eol_column, none, "Security Support", true),
            extended_support: label(
                &self.eoes_column,
                &self.extended_support_column,
                "Extended Support",
                false,
            ),
            latest: label(latest, older_latest, "Latest", true),
        }
    }

    /// Whether the file shows a sign of the schema before 2025. An old key beside its new name is
    /// a leftover, not a sign.
    fn is_old(&self) -> bool {
        self.release_column.is_some()
            || (self.active_support_column.is_some() && self.eoas_column.is_none())
            || (self.extended_support_column.is_some() && self.eoes_column.is_none())
            || (self.custom_columns.is_some() && self.custom_fields.is_none())
            || self.auto.as_ref().is_some_and(|auto| auto.old)
            || matches!(self.category.as_str(), "db" | "library")
            || self.releases.iter().any(RawRelease::is_old)
    }
}

impl RawField {
    fn field(self) -> CustomField {
        CustomField {
            name: self.name.line(),
            label: template::without_markup(&self.label.line()),
            description: self.description.map(Text::line),
            link: self.link.map(Text::line),
            place: match self.display.as_str() {
                "after-release-column" => Place::AfterRelease,
                "before-latest-column" => Place::BeforeLatest,
                "after-latest-column" => Place::AfterLatest,
                _ => Place::Hidden,
            },
        }
    }
}

/// A permalink or an alternate address without its slash.
fn id_of(permalink: &Text) -> String {
    let line = permalink.clone().line();
    line.strip_prefix('/').map(str::to_owned).unwrap_or(line)
}
