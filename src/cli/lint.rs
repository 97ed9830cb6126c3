//! What endoflife.date's validator insists on, and what this program cannot read: each finding at
//! its place in the file. Text in, findings out; no file is touched.

mod found;
mod product_rules;
mod release_rules;

use std::fmt;

use chrono::NaiveDate;

use self::found::Found;
use crate::facts::page;
use crate::facts::product::{self, Fault, Parsed, text};
use crate::facts::viewpoint::Viewpoint;
use crate::text::yaml::{self, Misfit, Place, Repeated, Tree, Value};

/// Something in a product file that endoflife.date would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file's name.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The rule that is broken.
    pub rule: Rule,
    /// What is wrong and what would be right, as a sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line, column) = (&self.file, self.line, self.column);
        write!(f, "{file}:{line}:{column}: {}: {}", self.rule, self.message)
    }
}

/// A rule for product files. Its text is its short name, such as `release-order`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// The file can be read at all.
    Unreadable,
    /// A key stands once in its map.
    DuplicateKey,
    /// Keys bear the names of today's schema.
    OldKey,
    /// A release has the standard keys and the product's own fields, no others.
    UndeclaredKey,
    /// A template of a label or a link can be rendered.
    Template,
    /// Titles, labels, commands and code names are text.
    NotText,
    /// Links are http or https.
    Url,
    /// The permalink is `/` and lower-case letters, digits and hyphens.
    Permalink,
    /// Alternate addresses are like permalinks; they may have underscores.
    AlternateUrls,
    /// Tags are lower-case words with one space between.
    Tags,
    /// The category is one of the nine.
    Category,
    /// A `…Column` key is true, false or a label.
    Column,
    /// `releases` is a list.
    Releases,
    /// `identifiers` is a list.
    Identifiers,
    /// `auto` is a map with a list of `methods`.
    Auto,
    /// A custom field has a name, a label and a known place.
    CustomField,
    /// A custom value is text or a day.
    CustomValue,
    /// A release's name is text in lower case, without spaces.
    ReleaseCycle,
    /// A release's name is its own.
    DuplicateRelease,
    /// Every release has a day of release, at most a week ahead.
    ReleaseDate,
    /// Newer releases come first.
    ReleaseOrder,
    /// The phases of a release end one after the other.
    DateOrder,
    /// Long-term support is a day, true or false.
    Lts,
    /// Every release says when active support ends, if the product has that column.
    Eoas,
    /// Every release says when security support ends.
    Eol,
    /// The end of extended support is a day, true or false.
    Eoes,
    /// Every release says when production ends, if the product has that column.
    Discontinued,
    /// Every release has its latest version as text, if the product has that column.
    Latest,
    /// The latest version's day is a day, at most a week ahead.
    LatestReleaseDate,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Unreadable => "unreadable",
            Self::DuplicateKey => "duplicate-key",
            Self::OldKey => "old-key",
            Self::UndeclaredKey => "undeclared-key",
            Self::Template => "template",
            Self::NotText => "not-text",
            Self::Url => "url",
            Self::Permalink => "permalink",
            Self::AlternateUrls => "alternate-urls",
            Self::Tags => "tags",
            Self::Category => "category",
            Self::Column => "column",
            Self::Releases => "releases",
            Self::Identifiers => "identifiers",
            Self::Auto => "auto",
            Self::CustomField => "custom-field",
            Self::CustomValue => "custom-value",
            Self::ReleaseCycle => "release-cycle",
            Self::DuplicateRelease => "duplicate-release",
            Self::ReleaseDate => "release-date",
            Self::ReleaseOrder => "release-order",
            Self::DateOrder => "date-order",
            Self::Lts => "lts",
            Self::Eoas => "eoas",
            Self::Eol => "eol",
            Self::Eoes => "eoes",
            Self::Discontinued => "discontinued",
            Self::Latest => "latest",
            Self::LatestReleaseDate => "latest-release-date",
        })
    }
}

/// Checks one product file. The findings are in the file's order; `file` is only repeated in them.
///
/// The rules are today's, whatever schema the file is in: a key of an older one is a finding that
/// says what it is called today, and its value counts as if it were there.
pub fn lint(file: &str, bytes: &[u8], today: NaiveDate) -> Vec<Finding> {
    let mut found = Found::default();
    if let Ok(tree) = tree(bytes) {
        for Repeated { at, key } in &tree.repeated {
            let message = format!("duplicate key `{key}`; keep one of the two");
            found.add(*at, Rule::DuplicateKey, message);
        }
        // What is no map is no product, as its reader says.
        if tree.root.value() == Value::Map {
            product_rules::check(&tree.root, &mut found);
            release_rules::check(&tree.root, today, &mut found);
        }
    }
    match product::parse(file, bytes) {
        Ok(parsed) => {
            let body = body_fault(file, bytes, &parsed, today);
            for fault in parsed.faults.into_iter().chain(body) {
                if !found.is_at(&fault) {
                    found.add_fault(fault, Rule::Template);
                }
            }
        }
        Err(fault) if found.is_on_line_of(&fault) => {}
        Err(fault) => found.add_fault(fault, Rule::Unreadable),
    }
    found.into_findings(file)
}

fn tree(bytes: &[u8]) -> Result<Tree, Misfit> {
    let text = text::decode(bytes)?;
    let (front, _) = text::split(&text)?;
    yaml::read(front)
}

/// What of the text behind the front matter cannot be rendered.
fn body_fault(file: &str, bytes: &[u8], parsed: &Parsed, today: NaiveDate) -> Option<Fault> {
    let (at, reason) = page::fault(&parsed.product, Viewpoint::with_defaults(today))?;
    let text = text::decode(bytes).ok()?;
    let (front, _) = text::split(&text).ok()?;
    // Beside the front matter the two lines around it stand above the text.
    let line = at.line + front.matches('\n').count() + 2;
    Some(Fault::at(file, (Place { line, ..at }, reason)))
}

#[cfg(test)]
mod tests;
