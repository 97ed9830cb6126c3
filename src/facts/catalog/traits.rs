//! What a product has, and the names of its custom fields: for questions about all products, without decoding
//! each of them.

use serde::{Deserialize, Serialize};

use crate::facts::phase::Phase;
use crate::facts::product::{Dates, End, Lts, Product};

/// Something that a product may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A column for the end of active support, with a value for at least one release.
    ActiveSupport,
    /// A column for the end of life, likewise.
    EndOfLife,
    /// A column for extended support, offered for at least one release.
    ExtendedSupport,
    /// A column for the end of production or sale, with a value for at least one release.
    Production,
    /// A long-term-support release: past, current or upcoming.
    Lts,
    /// A Common Platform Enumeration among its identifiers.
    Cpe,
    /// A package URL among its identifiers.
    Purl,
    /// A name at repology.
    Repology,
    /// A release with a link to its changelog.
    Changelog,
    /// A page of the vendor's release policy.
    Policy,
    /// A release with a code name.
    CodeName,
    /// Another id.
    Alias,
    /// A command that prints the installed version.
    Command,
}

/// The column of a phase.
impl From<Phase> for Thing {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::ActiveSupport => Self::ActiveSupport,
            Phase::Security => Self::EndOfLife,
            Phase::ExtendedSupport => Self::ExtendedSupport,
            Phase::Production => Self::Production,
        }
    }
}

impl Thing {
    /// Every thing.
    pub const ALL: [Self; 13] = [
        Self::ActiveSupport,
        Self::EndOfLife,
        Self::ExtendedSupport,
        Self::Production,
        Self::Lts,
        Self::Cpe,
        Self::Purl,
        Self::Repology,
        Self::Changelog,
        Self::Policy,
        Self::CodeName,
        Self::Alias,
        Self::Command,
    ];

    fn is_had_by(self, product: &Product) -> bool {
        let phase = |phase: Phase| {
            let is_stated = |dates: &Dates| phase.end(dates) != End::Unstated;
            phase.column(&product.columns).is_some() && product.dates().any(is_stated)
        };
        let identifier = |kind: &str| product.identifiers.iter().any(|own| own.kind == kind);
        let mut releases = product.releases.iter();
        match self {
            Self::ActiveSupport => phase(Phase::ActiveSupport),
            Self::EndOfLife => phase(Phase::Security),
            Self::ExtendedSupport => phase(Phase::ExtendedSupport),
            Self::Production => phase(Phase::Production),
            Self::Lts => product.dates().any(|dates| dates.lts != Lts::No),
            Self::Cpe => identifier("cpe"),
            Self::Purl => identifier("purl"),
            Self::Repology => identifier("repology"),
            Self::Changelog => releases.any(|release| release.link.is_some()),
            Self::Policy => product.policy.is_some(),
            Self::CodeName => releases.any(|release| release.codename.is_some()),
            Self::Alias => !product.aliases.is_empty(),
            Self::Command => product.version_command.is_some(),
        }
    }
}

/// The traits of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traits {
    /// A bit for each of [`Thing::ALL`].
    things: u16,
    /// Names and labels of its custom fields, in the file's order.
    pub fields: Vec<(String, String)>,
}

impl Traits {
    pub(super) fn new(product: &Product) -> Self {
        let things = Thing::ALL
            .into_iter()
            .filter(|thing| thing.is_had_by(product));
        let fields = product.custom_fields.iter();
        Self {
            things: things.fold(0, |bits, thing| bits | bit(thing)),
            fields: fields
                .map(|field| (field.name.clone(), field.label.clone()))
                .collect(),
        }
    }

    /// Whether the product has it.
    pub fn has(&self, thing: Thing) -> bool {
        self.things & bit(thing) != 0
    }
}

fn bit(thing: Thing) -> u16 {
    1 << thing as u16
}
