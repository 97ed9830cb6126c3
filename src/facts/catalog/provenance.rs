//! Who wrote the texts of products, and when; the page says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::facts::moves::Move;

/// The author of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The eolens project, for the built-in products.
    Eolens,
    /// The contributors of endoflife.date.
    Site,
}

impl Author {
    /// The name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eolens => "eolens",
            Self::Site => "the contributors of endoflife.date",
        }
    }
}

/// Where the products of a catalog come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The author of the texts; `None` where that is not known, as in a folder of the user's own.
    pub author: Option<Author>,
    /// The commit of endoflife.date's repository; `None` where the source does not state it.
    pub commit: Option<String>,
    /// Products that kept their old data because their newer file could not be read.
    pub kept: Vec<Kept>,
}

/// A product that kept its old data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// The author of its text.
    pub author: Option<Author>,
    /// The day of its data; `None` where they name none.
    #[serde(with = "crate::text::dates::option")]
    pub day: Option<NaiveDate>,
}

impl Provenance {
    /// What holds for a product that is kept unchanged, in a catalog of this day: if it was kept before, what held
    /// then.
    pub fn kept(&self, id: &str, day: Option<NaiveDate>) -> Kept {
        let kept = self.kept.iter().find(|kept| kept.id == id);
        kept.cloned().unwrap_or_else(|| Kept {
            id: id.to_owned(),
            author: self.author,
            day,
        })
    }

    /// The author of a product's text and the day of its data, in a catalog of this day.
    pub fn of(&self, id: &str, day: Option<NaiveDate>) -> Option<(Author, NaiveDate)> {
        let kept = self.kept.iter().find(|kept| kept.id == id);
        let (author, day) = kept.map_or((self.author, day), |kept| (kept.author, kept.day));
        author.zip(day)
    }
}

/// What is known about a product beyond its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// How the ends of its releases have moved in the data, see [`super::Catalog::moves`].
    pub moves: Vec<Move>,
    /// The author of its text and the day of its data; `None` where that is not known.
    pub text: Option<(Author, NaiveDate)>,
}
