//! YAML front matter to a [`Product`]. The only file, with its children, that knows YAML.
//!
//! Today's schema and the one before it end in the same types; an old key acts only where its new
//! name is absent.

mod release;
mod values;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use self::release::RawRelease;
use self::values::{Auto, DateField, Loose, NamePairs, Shown, Strict, Text};
use super::template::Templates;
use super::text::Misfit;
use super::{Columns, CustomField, Identifier, Placement, Product, Release, Upkeep};
use crate::text::clean;
use crate::text::markup::without_markup;

/// Keys of a product file that eolens acts on. All others are left alone.
#[derive(Deserialize)]
#[serde(
    rename_all = "camelCase",
    bound = "V: DeserializeOwned",
    expecting = "the keys of a product and their values"
)]
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
    auto: Option<Auto>,
    // The schema before 2025.
    active_support_column: Option<Shown>,
    extended_support_column: Option<Shown>,
    release_column: Option<Shown>,
    custom_columns: Option<Vec<RawField>>,
    #[serde(rename = "activeSupportWarnThreshold")]
    active_support_threshold: Option<IgnoredAny>,
    #[serde(rename = "eoasWarnThreshold")]
    eoas_threshold: Option<IgnoredAny>,
    #[serde(rename = "eolWarnThreshold")]
    eol_threshold: Option<IgnoredAny>,
    #[serde(rename = "eoesWarnThreshold")]
    eoes_threshold: Option<IgnoredAny>,
}

#[derive(Deserialize)]
#[serde(expecting = "a field with its `name`, `display` and `label`")]
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
        .map_err(|error| misfit(&error, yaml))
}

/// The parser counts lines from the front matter's first, which is the file's second, and names
/// them in its reasons too, where they would only confuse.
fn misfit(error: &serde_yaml::Error, yaml: &str) -> Misfit {
    let message = error.to_string();
    let mut parts = message.split(" at line ");
    let mut reason = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix(" column ").unwrap_or(rest);
        reason.push_str(rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    let place = error.location().map(|at| (at.line(), at.column()));
    let found = second(&reason, yaml).or_else(|| unread(&mut reason, yaml));
    let (line, column) = found.or(place).unwrap_or((0, 1));
    (line + 1, column.max(1), reason)
}

/// Line and column of a character that is not allowed: the parser names its byte only, which is
/// then taken out of the reason.
fn unread(reason: &mut String, yaml: &str) -> Option<(usize, usize)> {
    let (start, byte) = reason.split_once(" at position ")?;
    let byte: usize = byte.parse().ok()?;
    let before = yaml.get(..byte)?;
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next()?.chars().count() + 1;
    *reason = start.to_owned();
    Some((line, column))
}

/// Line and column of the second occurrence of a key at the top that stands twice: the error itself
/// has only the place of the map.
fn second(reason: &str, yaml: &str) -> Option<(usize, usize)> {
    let key = reason
        .split_once("duplicate field `")?
        .1
        .strip_suffix('`')?;
    let is_key = |line: &str| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.starts_with(':'))
    };
    let mut lines = yaml.lines().zip(1..).filter(|(line, _)| is_key(line));
    lines.nth(1).map(|(_, number)| (number, 1))
}

impl<V: AsRef<str>> Front<V> {
    fn into_product(self) -> (Product, Vec<String>) {
        let mut rejected = Vec::new();
        let releases = self.releases(&mut rejected);
        let pairs = self.identifiers.iter().flatten().flat_map(|pairs| &pairs.0);
        let identifiers = pairs.map(|(kind, id)| Identifier {
            kind: kind.clone(),
            id: id.clone(),
        });
        let product = Product {
            id: id_of(&self.permalink),
            tags: self.tags(),
            columns: self.columns(),
            aliases: self.alternate_urls.iter().flatten().map(id_of).collect(),
            identifiers: identifiers.collect(),
            title: self.title.line(),
            category: self.category.line(),
            added: self.added_at.map(NaiveDate::from),
            icon: self.icon_slug.map(Text::line),
            version_command: self.version_command.map(|text| clean::text(text.as_str())),
            policy: self.release_policy_link.map(Text::line),
            upkeep: match self.auto {
                Some(auto) if auto.has_methods => Upkeep::Automatic,
                _ => Upkeep::Manual,
            },
            custom_fields: {
                let fields = self.custom_fields.or(self.custom_columns);
                fields.into_iter().flatten().map(RawField::field).collect()
            },
            lts_label: self
                .lts_label
                .map_or_else(|| "LTS".to_owned(), |label| without_markup(&label.line())),
            releases,
            body: String::new(),
        };
        (product, rejected)
    }

    fn releases(&self, rejected: &mut Vec<String>) -> Vec<Release> {
        let templates = Templates::new(
            self.release_label.as_ref().map(Text::as_str),
            self.changelog_template.as_ref().map(Text::as_str),
        );
        let releases = self.releases.iter();
        releases
            .map(|raw| raw.release(&templates, rejected))
            .collect()
    }

    /// The words of `tags`, and the category, which is a tag too.
    fn tags(&self) -> Vec<String> {
        let tags = self.tags.clone().map(Text::line).unwrap_or_default();
        let mut tags: BTreeSet<String> = tags.split(' ').map(str::to_owned).collect();
        tags.insert(self.category.clone().line());
        tags.remove("");
        tags.into_iter().collect()
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
        let thresholds = [
            &self.active_support_threshold,
            &self.eoas_threshold,
            &self.eol_threshold,
            &self.eoes_threshold,
        ];
        self.release_column.is_some()
            || thresholds.iter().any(|threshold| threshold.is_some())
            || (self.active_support_column.is_some() && self.eoas_column.is_none())
            || (self.extended_support_column.is_some() && self.eoes_column.is_none())
            || (self.custom_columns.is_some() && self.custom_fields.is_none())
            || self.auto.as_ref().is_some_and(|auto| auto.is_old)
            || matches!(self.category.as_str(), "db" | "library")
            || self.releases.iter().any(RawRelease::is_old)
    }
}

impl RawField {
    fn field(self) -> CustomField {
        CustomField {
            name: self.name.line(),
            label: without_markup(&self.label.line()),
            description: self.description.map(Text::line),
            link: self.link.map(Text::line),
            placement: match self.display.as_str() {
                "after-release-column" => Placement::AfterRelease,
                "before-latest-column" => Placement::BeforeLatest,
                "after-latest-column" => Placement::AfterLatest,
                _ => Placement::Hidden,
            },
        }
    }
}

/// A permalink or an alternate address without its slash.
fn id_of(permalink: &Text) -> String {
    let line = permalink.clone().line();
    line.strip_prefix('/').map(str::to_owned).unwrap_or(line)
}
