//! What endoflife.date's validator insists on, and what this program cannot read: each finding at
//! its place in the file. Text in, findings out; no file is touched.

mod product_rules;
mod release_rules;
mod template_rules;

use std::fmt;

use chrono::NaiveDate;

use crate::facts::product::{self, Fault, text};
use crate::text::clean;
use crate::text::yaml::{self, Place, Tree};

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
#[must_use]
pub fn lint(file: &str, bytes: &[u8], today: NaiveDate) -> Vec<Finding> {
    let parsed = product::parse(file, bytes);
    let mut found = Found::default();
    match (tree(bytes), parsed) {
        (Ok(tree), parsed) => {
            product_rules::check(&tree, today, &mut found);
            if parsed
                .as_ref()
                .map_or(true, |parsed| !parsed.faults.is_empty())
            {
                template_rules::check(&tree.root, &mut found);
            }
            if let Err(fault) = parsed
                && !is_told(&fault, &tree, &found)
            {
                found.add_fault(fault);
            }
        }
        (Err((at, reason)), Ok(_)) => {
            let message = format!("this is no YAML 1.2, though some programs read it: {reason}");
            found.add(at, Rule::Unreadable, message);
        }
        (Err(_), Err(fault)) => found.add_fault(fault),
    }
    found.into_findings(file)
}

fn tree(bytes: &[u8]) -> Result<Tree, (Place, String)> {
    let misfit = |(line, column, reason)| (Place { line, column }, reason);
    let text = text::decode(bytes).map_err(misfit)?;
    let (front, _) = text::split(&text).map_err(misfit)?;
    yaml::read(front)
}

/// Whether a finding says already why the reader of products stopped: one on the same line, or a
/// repeated key, for which the reader blames the whole map.
fn is_told(fault: &Fault, tree: &Tree, found: &Found) -> bool {
    let is_there = |at: Place| fault.line == Some(at.line);
    let mut repeated = tree.repeated.iter();
    found.0.iter().any(|(at, ..)| is_there(*at)) || repeated.any(|key| is_there(key.map))
}

/// The findings so far.
#[derive(Default)]
struct Found(Vec<(Place, Rule, String)>);

impl Found {
    fn add(&mut self, at: Place, rule: Rule, message: impl Into<String>) {
        self.0.push((at, rule, message.into()));
    }

    fn add_fault(&mut self, fault: Fault) {
        let (line, column) = (fault.line.unwrap_or(1), fault.column.unwrap_or(1));
        self.add(Place { line, column }, Rule::Unreadable, fault.reason);
    }

    fn into_findings(mut self, file: &str) -> Vec<Finding> {
        self.0.sort_by_key(|(at, rule, _)| (*at, *rule));
        let file = clean::line(file);
        let finding = |(at, rule, message): (Place, Rule, String)| Finding {
            file: file.clone(),
            line: at.line,
            column: at.column,
            rule,
            message: clean::line(&message),
        };
        self.0.into_iter().map(finding).collect()
    }
}

#[cfg(test)]
mod tests;
