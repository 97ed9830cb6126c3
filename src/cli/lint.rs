//! Checks a product file against endoflife.date's validator and this program's parser. It does no I/O: text
//! in, findings out.

mod found;
mod product_rules;
mod release_rules;

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use self::found::Found;
use crate::facts::page;
use crate::facts::product::{self, Fault, Parsed, text};
use crate::facts::viewpoint::Viewpoint;
use crate::text::yaml::{self, Misfit, Place, Repeated, Tree, Value};

/// A place in a product file that endoflife.date would reject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the file.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The violated rule.
    pub rule: Rule,
    /// What is wrong and what is valid, as a sentence.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (file, line, column) = (&self.file, self.line, self.column);
        write!(f, "{file}:{line}:{column}: {}: {}", self.rule, self.message)
    }
}

/// A rule for product files. It displays as its short name, such as `release-order`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The file can be parsed.
    Unreadable,
    /// A key occurs only once in its map.
    DuplicateKey,
    /// Keys have the names of the current schema.
    OldKey,
    /// A release has only the standard keys and the product's own fields.
    UndeclaredKey,
    /// Templates of labels and links can be rendered.
    Template,
    /// Titles, labels, commands and code names are text.
    NotText,
    /// The day on which the product was added is a date.
    AddedAt,
    /// Links use http or https.
    Url,
    /// The permalink consists of `/` and lowercase letters, digits and hyphens.
    Permalink,
    /// Alternate URLs look like permalinks, but may contain underscores.
    AlternateUrls,
    /// Tags are lowercase words separated by single spaces.
    Tags,
    /// The category is one of the nine that the site has.
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
    /// A custom value is text or a date.
    CustomValue,
    /// A release's name is lowercase text without spaces.
    ReleaseCycle,
    /// No two releases have the same name.
    DuplicateRelease,
    /// Every release has a release date, at most a week ahead.
    ReleaseDate,
    /// Newer releases come first.
    ReleaseOrder,
    /// The phases of a release end in order.
    DateOrder,
    /// Long-term support is a date, true or false.
    Lts,
    /// Every release states the end of active support, if the product has that column.
    Eoas,
    /// Every release states the end of security support.
    Eol,
    /// The end of extended support is a date, true or false.
    Eoes,
    /// Every release states the end of production, if the product has that column.
    Discontinued,
    /// Every release has its latest version, as text, if the product has that column.
    Latest,
    /// The date of the latest version is at most a week ahead.
    LatestReleaseDate,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

/// Checks one product file. Findings come in the order of the file; `file` is only repeated in them.
///
/// The current schema applies. An old key is reported with its current name, and its value is checked as if
/// it stood under that name.
pub fn lint(file: &str, bytes: &[u8], today: NaiveDate) -> Vec<Finding> {
    let mut found = Found::default();
    if let Ok(tree) = tree(bytes) {
        for Repeated { at, key } in &tree.repeated {
            let message = format!("duplicate key `{key}`; keep one of the two");
            found.add(*at, Rule::DuplicateKey, message);
        }
        // If the root is not a map, the parser below reports it.
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

/// The template error in the text after the front matter, if there is one.
fn body_fault(file: &str, bytes: &[u8], parsed: &Parsed, today: NaiveDate) -> Option<Fault> {
    let (at, reason) = page::fault(&parsed.product, Viewpoint::with_defaults(today))?;
    let text = text::decode(bytes).ok()?;
    let (front, _) = text::split(&text).ok()?;
    // The position counts from the start of the text; before it come the front matter and its two
    // delimiters.
    let line = at.line + front.matches('\n').count() + 2;
    Some(Fault::at(file, (Place { line, ..at }, reason)))
}

#[cfg(test)]
mod tests;
