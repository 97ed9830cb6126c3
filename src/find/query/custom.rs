//! Filters on custom fields, such as the supported Java versions: `java>=17`.

mod claim;

use chrono::NaiveDate;

use super::field::{Field, Side};
use super::names::Names;
use super::term::{Op, Term};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health};
use crate::facts::product::{Dates, Release};
use crate::facts::viewpoint::Viewpoint;
use crate::text::requirement::Requirement;

/// A test of custom fields: met if a supported release of the product meets it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custom {
    wanted: Wanted,
    fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Versions(Requirement),
    /// In lower case.
    Text(String),
}

/// Parses a term as a test of a custom field; `None` if no field has that name, or if the term names a
/// product: `php:8.1` alone is the product PHP with its version, and `node:16-alpine` always is an image.
pub fn read(term: &Term<'_>, is_alone: bool, names: Names<'_>) -> Option<Result<Custom, String>> {
    let key = term.key.to_lowercase();
    let fields = names
        .fields()
        .iter()
        .filter(|field| field.keys.contains(&key));
    let fields: Vec<Field> = fields.cloned().collect();
    let is_ambiguous = fields.iter().any(|field| field.is_ambiguous);
    let version = claim::typed(term.value);
    let is_product = is_ambiguous && term.op == Op::Colon && (is_alone || version.is_none());
    if fields.is_empty() || is_product {
        return None;
    }
    let wanted = match (version, term.op) {
        (Some(version), op) => Wanted::Versions(claim::compared(op, &version)),
        (None, Op::Colon | Op::Equal) if !term.value.is_empty() => {
            Wanted::Text(term.value.to_lowercase())
        }
        _ => {
            return Some(Err(format!(
                "{key} needs a version: {key}>=8.1 or {key}=8.1"
            )));
        }
    };
    Some(Ok(Custom { wanted, fields }))
}

impl Custom {
    pub(super) fn holds(&self, catalog: &Catalog, index: usize, day: NaiveDate) -> bool {
        let fields = self.of(index);
        // Decoding a product that has no such field would cost more than all the rest.
        let product = Some(index).filter(|_| !fields.is_empty());
        let product = product.and_then(|index| catalog.product(index));
        let mut releases = product.iter().flat_map(|product| &product.releases);
        releases.any(|release| lives(&release.dates, day) && self.is_met(&fields, release))
    }

    /// Its fields that are the product's own.
    fn of(&self, index: usize) -> Vec<&Field> {
        let fields = self.fields.iter();
        fields.filter(|field| field.product == index).collect()
    }

    /// Whether the release of this product and number meets it, ended or not.
    pub(super) fn holds_for_release(
        &self,
        catalog: &Catalog,
        (index, release): (usize, usize),
    ) -> bool {
        let fields = self.of(index);
        let product = Some(index).filter(|_| !fields.is_empty());
        let product = product.and_then(|index| catalog.product(index));
        let release = product.and_then(|product| product.releases.get(release));
        release.is_some_and(|release| self.is_met(&fields, release))
    }

    /// A field for the least and one for the greatest version form one range; every other field is tested
    /// by itself.
    fn is_met(&self, fields: &[&Field], release: &Release) -> bool {
        let values = fields.iter().filter_map(|field| {
            let mut values = release.custom.iter();
            let (_, value) = values.find(|(name, _)| *name == field.name)?;
            Some((field.side, value))
        });
        let wanted = match &self.wanted {
            Wanted::Versions(wanted) => wanted,
            Wanted::Text(text) => {
                let mut values = values;
                return values.any(|(_, value)| value.to_lowercase().contains(text));
            }
        };
        let mut stretch: Option<Requirement> = None;
        for (side, value) in values {
            let Some(stated) = claim::read(value) else {
                continue;
            };
            let bound = match side {
                Side::Both if stated.meets(wanted) => return true,
                Side::Both => continue,
                Side::Least => stated.or_later(),
                Side::Greatest => stated.or_earlier(),
            };
            stretch = Some(stretch.map_or_else(|| bound.clone(), |before| before.and(&bound)));
        }
        stretch.is_some_and(|stretch| stretch.meets(wanted))
    }
}

/// Whether a release is out and not known to have ended.
fn lives(dates: &Dates, day: NaiveDate) -> bool {
    let health = lifecycle::release_health(dates, Viewpoint::with_defaults(day));
    !matches!(health, Health::Ended | Health::NotYet)
}
