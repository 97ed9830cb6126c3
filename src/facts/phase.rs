//! The phases of a release's life, their names, and their keys in a product file.

use crate::facts::product::{Columns, Dates, End};

/// A phase of a release's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// Features and all fixes.
    ActiveSupport,
    /// Security fixes; its end is the end of life.
    Security,
    /// Offered by some vendors after end of life, usually for money.
    ExtendedSupport,
    /// Made or sold.
    Production,
}

impl Phase {
    /// Every phase, in the order of the release table's columns.
    pub const ALL: [Self; 4] = [
        Self::Production,
        Self::ActiveSupport,
        Self::Security,
        Self::ExtendedSupport,
    ];

    /// The general name of the phase, whatever the product's own table calls it.
    pub fn words(self) -> &'static str {
        match self {
            Self::ActiveSupport => "active support",
            Self::Security => "security support",
            Self::ExtendedSupport => "extended support",
            Self::Production => "production",
        }
    }

    /// The key of the phase's end in endoflife.date's files.
    pub fn key(self) -> &'static str {
        match self {
            Self::ActiveSupport => "eoas",
            Self::Security => "eol",
            Self::ExtendedSupport => "eoes",
            Self::Production => "discontinued",
        }
    }

    /// When the release's phase ends.
    pub fn end(self, dates: &Dates) -> End {
        match self {
            Self::ActiveSupport => dates.active_support,
            Self::Security => dates.eol,
            Self::ExtendedSupport => dates.extended_support,
            Self::Production => dates.discontinued,
        }
    }

    /// The label of the phase's column; `None` if the product has none.
    pub fn column(self, columns: &Columns) -> Option<&str> {
        let label = match self {
            Self::ActiveSupport => &columns.active_support,
            Self::Security => &columns.eol,
            Self::ExtendedSupport => &columns.extended_support,
            Self::Production => &columns.discontinued,
        };
        label.as_deref()
    }
}
