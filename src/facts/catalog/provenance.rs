//! Whose the texts of products are, and of which day: for the page, which says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::facts::moves::Move;

/// Who has written a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Author {
    /// The makers of eolens: the products inside the program.
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

/// Where the products of a catalogue come from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Who has written the texts; `None` where that is not known, as in a folder of the user's own.
    pub author: Option<Author>,
    /// Products that stayed as they were, because their newer file could not be read.
    pub kept: Vec<Kept>,
}

/// A product that stayed as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Who has written its text.
    pub author: Option<Author>,
    /// The day of its data; `None` where they name none.
    #[serde(with = "crate::text::dates::option")]
    pub day: Option<NaiveDate>,
}

impl Provenance {
    /// Who has written the text of a product, and the day of its data, in a catalogue of this day.
    pub fn of(&self, id: &str, day: Option<NaiveDate>) -> Option<(Author, NaiveDate)> {
        let kept = self.kept.iter().find(|kept| kept.id == id);
        let (author, day) = kept.map_or((self.author, day), |kept| (kept.author, kept.day));
        author.zip(day)
    }
}

/// What is known of a product beside its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// How the ends of its releases have moved in the data, see [`super::Catalog::moves`].
    pub moves: Vec<Move>,
    /// Who has written its text, and the day of its data; `None` where that is not known.
    pub text: Option<(Author, NaiveDate)>,
}
