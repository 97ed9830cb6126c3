//! The watchlist: products or single releases, in a text file that people may edit. One entry a line,
//! `python` or `python 3.12`; `#` starts a comment. Editing keeps all other lines as they are.

mod remark;
pub mod state;
mod watched;

use std::fmt;
use std::iter::repeat;

pub use self::remark::Remark;
pub use self::watched::{Share, Watched};
use crate::facts::product::Fault;
use crate::text::clean;

/// A product or one of its releases, named as in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    product: String,
    release: Option<String>,
}

/// The entries of a watchlist and its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watchlist {
    lines: Vec<Line>,
}

/// A line and its entry; `None` for a comment or an empty line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    text: String,
    entry: Option<Entry>,
}

/// An edit of a watchlist, whatever else the file holds by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The entry to add or remove.
    pub entry: Entry,
    /// Whether to add it rather than remove it.
    pub is_watched: bool,
    /// The comment to add behind it, with its `#`; empty for none.
    pub comment: String,
}

/// The longest line, in characters: more than any name has.
const LONGEST_LINE: usize = 200;

impl Entry {
    /// An entry for a product's id and the name of a release, or `None` for the whole product. Returns
    /// `None` if a line cannot hold these names.
    pub fn new(product: &str, release: Option<&str>) -> Option<Self> {
        let entry = Self {
            product: product.to_owned(),
            release: release.map(str::to_owned),
        };
        (Self::parse(&entry.to_string()).as_ref() == Ok(&Some(entry.clone()))).then_some(entry)
    }

    /// Parses a line; `Ok(None)` for a comment or an empty line.
    ///
    /// # Errors
    ///
    /// Returns why the line is not an entry, and the column, in characters from 1.
    pub fn parse(line: &str) -> Result<Option<Self>, (usize, &'static str)> {
        let line = line.replace('\t', " ");
        let clean = clean::line(&line);
        if clean != line {
            let mut pairs = line
                .chars()
                .zip(clean.chars().map(Some).chain(repeat(None)));
            let column = pairs.position(|(c, clean)| Some(c) != clean);
            return Err((column.unwrap_or(0) + 1, "contains control characters"));
        }
        let entry = entry_and_comment(&line).0;
        let start = entry.chars().take_while(|c| c.is_whitespace()).count() + 1;
        let line = entry.trim();
        if line.is_empty() {
            return Ok(None);
        }
        if !line.starts_with(char::is_alphanumeric) {
            return Err((start, "does not start with a product name"));
        }
        if line.chars().count() > LONGEST_LINE {
            return Err((start + LONGEST_LINE, "too long (at most 200 characters)"));
        }
        let (product, release) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let release = release.trim_start();
        Ok(Some(Self {
            product: product.to_owned(),
            release: (!release.is_empty()).then(|| release.to_owned()),
        }))
    }

    /// The product's name, as written.
    pub fn product(&self) -> &str {
        &self.product
    }

    /// The release's name, as written; `None` for the whole product.
    pub fn release(&self) -> Option<&str> {
        self.release.as_deref()
    }
}

/// A line in two parts, the second one empty or with its `#`. A `#` starts a comment only at the start of a
/// word; names may contain one.
fn entry_and_comment(line: &str) -> (&str, &str) {
    let starts = line.match_indices('#').find(|(start, _)| {
        let before = line.get(..*start).unwrap_or_default();
        before.is_empty() || before.ends_with(char::is_whitespace)
    });
    let end = starts.map_or(line.len(), |(start, _)| start);
    line.split_at_checked(end).unwrap_or((line, ""))
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.product)?;
        self.release
            .as_ref()
            .map_or(Ok(()), |release| write!(f, " {release}"))
    }
}

impl Watchlist {
    /// Parses a file; invalid lines are left out and reported.
    pub fn parse(file: &str, bytes: &[u8]) -> (Self, Vec<Fault>) {
        let mut list = Self::default();
        let mut faults = Vec::new();
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let lines = bytes.split(|byte| *byte == b'\n').enumerate();
        for (number, line) in lines.filter(|_| !bytes.is_empty()) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let read = std::str::from_utf8(line).map_err(|error| {
                let before = line.get(..error.valid_up_to()).unwrap_or_default();
                let column = String::from_utf8_lossy(before).chars().count() + 1;
                (column, "not UTF-8 text")
            });
            match read.and_then(|text| Ok((text, Entry::parse(text)?))) {
                Ok((text, entry)) => list.lines.push(Line {
                    text: text.to_owned(),
                    entry,
                }),
                Err((column, reason)) => faults.push(Fault {
                    file: file.to_owned(),
                    line: Some(number + 1),
                    column: Some(column),
                    reason: format!("invalid entry: {reason}"),
                }),
            }
        }
        (list, faults)
    }

    /// The entries, in the order of the lines.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.lines.iter().filter_map(|line| line.entry.as_ref())
    }

    /// Whether it has no entries.
    pub fn is_empty(&self) -> bool {
        self.entries().next().is_none()
    }

    /// The entries with their remarks, in the order of the lines.
    pub fn remarked(&self) -> impl Iterator<Item = (&Entry, Remark)> {
        self.lines.iter().filter_map(|line| {
            let entry = line.entry.as_ref()?;
            Some((entry, Remark::parse(line.comment())))
        })
    }

    /// The comment behind an entry, with its `#`; empty if there is none.
    pub fn comment(&self, entry: &Entry) -> &str {
        let mut lines = self.lines.iter();
        let line = lines.find(|line| line.entry.as_ref() == Some(entry));
        line.map_or("", Line::comment)
    }

    /// Applies a change; false if there was nothing to change.
    pub fn apply(&mut self, change: &Change) -> bool {
        let entry = Some(&change.entry);
        let is_here = self.lines.iter().any(|line| line.entry.as_ref() == entry);
        if is_here == change.is_watched {
            return false;
        }
        if change.is_watched {
            if self.lines.is_empty() {
                self.lines.extend(HEAD.lines().map(Line::of_comment));
            }
            let text = format!("{}  {}", change.entry, change.comment);
            self.lines.push(Line {
                text: text.trim_end().to_owned(),
                entry: entry.cloned(),
            });
        } else {
            self.lines.retain(|line| line.entry.as_ref() != entry);
        }
        true
    }
}

/// The first lines of a new watchlist.
const HEAD: &str = "\
# The eolens watchlist: one product, or one product and release, per line.
# You can edit this file. Comments are kept; one behind an entry can name an owner:
# postgresql 14  # owner: Ann, the shop's database";

impl Line {
    fn of_comment(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            entry: None,
        }
    }

    /// Its comment, with its `#`; empty if there is none.
    fn comment(&self) -> &str {
        entry_and_comment(&self.text).1
    }
}

impl FromIterator<Entry> for Watchlist {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        let lines = entries.into_iter().map(|entry| Line {
            text: entry.to_string(),
            entry: Some(entry),
        });
        Self {
            lines: lines.collect(),
        }
    }
}

/// The text of the file.
impl fmt::Display for Watchlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = self.lines.iter();
        lines.try_for_each(|line| writeln!(f, "{}", line.text))
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Entry, HEAD, Watchlist};

    fn parsed(text: &str) -> Watchlist {
        let (list, faults) = Watchlist::parse("watchlist", text.as_bytes());
        assert_eq!(faults, [], "{text:?}");
        list
    }

    fn change(text: &str, is_watched: bool) -> Change {
        Change {
            entry: Entry::parse(text).unwrap().unwrap(),
            is_watched,
            comment: String::new(),
        }
    }

    #[test]
    fn a_line_is_a_product_or_one_of_its_releases() {
        for (line, expected) in [
            ("python", Some(("python", None))),
            ("python 3.12", Some(("python", Some("3.12")))),
            ("  python \t 3.12  ", Some(("python", Some("3.12")))),
            ("python 3.12 # the old one", Some(("python", Some("3.12")))),
            (
                "raspberry-pi 3-b+\t# lab",
                Some(("raspberry-pi", Some("3-b+"))),
            ),
            ("mine Version 3", Some(("mine", Some("Version 3")))),
            ("c# 7#8", Some(("c#", Some("7#8")))),
            ("日本 1", Some(("日本", Some("1")))),
            ("", None),
            (" \t ", None),
            ("# python", None),
            ("   # python", None),
        ] {
            let entry = Entry::parse(line).unwrap();
            let names = entry
                .as_ref()
                .map(|entry| (entry.product(), entry.release()));
            assert_eq!(names, expected, "{line:?}");
        }
    }

    #[test]
    fn a_name_that_no_line_can_hold_is_no_entry() {
        for (product, release) in [
            ("my product", None),
            ("", None),
            ("#", None),
            ("-x", None),
            ("x", Some("")),
            ("x", Some("1 # 2")),
            ("x", Some("1\n2")),
            ("x", Some("\u{1b}[2J")),
        ] {
            assert_eq!(Entry::new(product, release), None, "{product} {release:?}");
        }
        let entry = Entry::new("zerto", Some("10.0_u1")).unwrap();
        assert_eq!(entry.to_string(), "zerto 10.0_u1");
    }

    #[test]
    fn what_is_no_entry_is_told_with_its_line_and_costs_no_other() {
        let bytes = b"\xef\xbb\xbfpython\r\n<<<<<<< HEAD\nruby\xff\n\0\0\0\nnodejs 24\n\n";
        let (list, faults) = Watchlist::parse("watchlist", bytes);
        assert_eq!(list.to_string(), "python\nnodejs 24\n\n");
        let faults: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(
            faults,
            [
                "watchlist:2:1: invalid entry: does not start with a product name",
                "watchlist:3:5: invalid entry: not UTF-8 text",
                "watchlist:4:1: invalid entry: contains control characters",
            ]
        );
        let column = |line: &str| {
            let faults = Watchlist::parse("w", line.as_bytes()).1;
            faults.first().and_then(|fault| fault.column)
        };
        assert_eq!(column(&"x".repeat(201)), Some(201));
        assert_eq!(column("  -x"), Some(3));
        assert_eq!(column("é x\u{202e}"), Some(4));
    }

    #[test]
    fn a_change_leaves_all_other_lines_as_they_are() {
        let text = "# mine\n\n  python   3.12 # work\nnosuch\nruby\n";
        let mut list = parsed(text);
        for (entry, is_watched, is_changed) in [
            ("ruby", true, false),
            ("python", false, false),
            ("go 1.24", true, true),
            ("python 3.12", false, true),
            ("python 3.12", false, false),
            ("ruby", false, true),
            ("ruby", true, true),
        ] {
            let change = change(entry, is_watched);
            assert_eq!(list.apply(&change), is_changed, "{change:?}");
        }
        assert_eq!(list.to_string(), "# mine\n\nnosuch\ngo 1.24\nruby\n");
    }

    #[test]
    fn the_comment_behind_an_entry_stays_with_it() {
        let mut list = parsed("c# 7#8\t# owner: Ann, a # b\nruby\n");
        let remarks = list.remarked().map(|(entry, remark)| {
            let (owner, note) = (remark.owner, remark.note);
            format!(
                "{entry}|{}|{}",
                owner.unwrap_or_default(),
                note.unwrap_or_default()
            )
        });
        assert_eq!(remarks.collect::<Vec<_>>(), ["c# 7#8|Ann|a # b", "ruby||"]);
        let removed = change("c# 7#8", false);
        let comment = list.comment(&removed.entry).to_owned();
        assert_eq!(comment, "# owner: Ann, a # b");
        assert!(list.apply(&removed));
        let again = Change {
            comment,
            ..change("c# 7#8", true)
        };
        assert!(list.apply(&again));
        assert_eq!(list.to_string(), "ruby\nc# 7#8  # owner: Ann, a # b\n");
    }

    #[test]
    fn an_entry_that_stands_twice_goes_as_a_whole() {
        let mut list = parsed("ruby\nruby # again\n");
        assert!(list.apply(&change("ruby", false)));
        assert_eq!(list.to_string(), "");
    }

    #[test]
    fn a_new_watchlist_says_what_it_is() {
        let mut list = parsed("");
        assert!(list.apply(&change("ruby", true)));
        assert_eq!(list.to_string(), format!("{HEAD}\nruby\n"));
        assert_eq!(parsed(&list.to_string()), list);
    }
}
