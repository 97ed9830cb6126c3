//! The lines of the stack screen: items under headings, then what could not be matched or read.

use std::collections::BTreeSet;

use crate::app::headed::{self, Headed};
use crate::facts::wording;
use crate::stack::item::{Item, Status};
use crate::stack::policy::Ruling;
use crate::stack::survey::Survey;

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The heading of a group, by its number. It cannot be selected.
    Heading(usize),
    /// An item, by its number.
    Item(usize),
    /// A version of no certain product, by its number.
    Unmatched(usize),
    /// A file that could not be read, by its number.
    Unread(usize),
    /// The number of unlisted items. It cannot be selected.
    Folded,
}

impl headed::Line for Line {
    fn is_heading(self) -> bool {
        matches!(self, Self::Heading(_))
    }

    fn is_selectable(self) -> bool {
        !matches!(self, Self::Heading(_) | Self::Folded)
    }
}

/// A group of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name: a file, a product or a status.
    pub name: String,
    /// How many items of each status it has: `1 ended, 2 soon`; how many lines, if they are not items.
    pub counts: String,
}

/// How items are grouped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By file, those that fail first.
    #[default]
    File,
    /// By product.
    Product,
    /// By status, the nearest end first.
    End,
}

impl Order {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::File => "by file",
            Self::Product => "by product",
            Self::End => "by end of life",
        }
    }

    pub(super) fn next(self) -> Self {
        match self {
            Self::File => Self::Product,
            Self::Product => Self::End,
            Self::End => Self::File,
        }
    }
}

/// What is listed.
pub(super) struct Listed<'a> {
    pub(super) survey: &'a Survey,
    pub(super) rulings: &'a [Ruling],
    /// The number of files that could not be read.
    pub(super) unread: usize,
    /// Whether items that need no attention are listed too.
    pub(super) is_unfolded: bool,
    /// Whether versions of no certain product are listed.
    pub(super) has_unmatched: bool,
}

/// What the lines were made from.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) groups: Vec<Group>,
    /// The numbers of all items that pass the query, listed or not.
    pub(super) passing: Vec<usize>,
    /// How many of them there are of each status: `2 ended`, `1 soon`.
    pub(super) counts: Vec<String>,
    /// Those that are not listed: `28 supported in 9 files`; empty if all are.
    pub(super) folded: String,
}

impl Lines {
    /// The lines under their headings, and what they were made from.
    pub(super) fn new(
        listed: &Listed<'_>,
        order: Order,
        passing: Vec<usize>,
    ) -> (Headed<Line>, Self) {
        let mut rows = Headed::default();
        let items = passing.iter().filter_map(|number| listed.item(*number));
        let hidden = passing.iter().filter(|number| !listed.shows(**number));
        let hidden = hidden.filter_map(|number| listed.item(*number));
        let mut lines = Self {
            counts: counts(items.map(|(item, _)| item)),
            folded: folded(hidden.map(|(item, _)| item).collect()),
            passing,
            ..Self::default()
        };
        for (name, numbers) in groups(listed, order, &lines.passing) {
            let items = numbers.iter().filter_map(|number| listed.item(*number));
            let counts = counts(items.map(|(item, _)| item)).join(", ");
            let shown = numbers.into_iter().filter(|number| listed.shows(*number));
            let group = Group { name, counts };
            lines.add(&mut rows, group, shown.map(Line::Item).collect());
        }
        let unread = (0..listed.unread).map(Line::Unread).collect();
        lines.add_counted(&mut rows, "Not read", unread);
        if listed.has_unmatched {
            let unmatched = (0..listed.survey.unmatched.len()).map(Line::Unmatched);
            lines.add_counted(&mut rows, "Unknown products", unmatched.collect());
        }
        if !rows.is_empty() && !lines.folded.is_empty() {
            rows.push(Line::Folded);
        }
        (rows, lines)
    }

    /// Adds a group, unless it is empty.
    fn add(&mut self, rows: &mut Headed<Line>, group: Group, lines: Vec<Line>) {
        if !lines.is_empty() {
            rows.add(Line::Heading(self.groups.len()), lines);
            self.groups.push(group);
        }
    }

    fn add_counted(&mut self, rows: &mut Headed<Line>, name: &str, lines: Vec<Line>) {
        let group = Group {
            name: name.to_owned(),
            counts: lines.len().to_string(),
        };
        self.add(rows, group, lines);
    }
}

impl<'a> Listed<'a> {
    fn item(&self, number: usize) -> Option<(&'a Item, &'a Ruling)> {
        let item = self.survey.items.get(number);
        item.zip(self.rulings.get(number))
    }

    /// Whether an item is listed.
    fn shows(&self, number: usize) -> bool {
        let item = self.item(number);
        self.is_unfolded || item.is_some_and(|(item, ruling)| ruling.needs_attention(item))
    }
}

/// The names of the groups with the numbers of their items, in order.
fn groups(listed: &Listed<'_>, order: Order, passing: &[usize]) -> Vec<(String, Vec<usize>)> {
    let items = &listed.survey.items;
    if order == Order::File {
        let passing: BTreeSet<usize> = passing.iter().copied().collect();
        let files = listed.survey.by_file(listed.rulings).into_iter();
        return files
            .map(|(path, mut numbers)| {
                numbers.retain(|number| passing.contains(number));
                (path.to_owned(), numbers)
            })
            .collect();
    }
    let mut found: Vec<(usize, &Item)> = passing
        .iter()
        .filter_map(|number| Some((*number, items.get(*number)?)))
        .collect();
    let name: fn(&Item) -> &str = match order {
        Order::Product => |item| &item.product.title,
        Order::File | Order::End => |item| heading(item.status),
    };
    match order {
        Order::Product => found.sort_by_key(|(_, item)| {
            (
                item.product.title.to_lowercase(),
                item.product.index,
                item.status,
            )
        }),
        Order::File | Order::End => found.sort_by_key(|(_, item)| {
            let eol = item.eol();
            (item.status, eol.is_none(), eol)
        }),
    }
    let groups = found.chunk_by(|(_, one), (_, next)| name(one) == name(next));
    let groups = groups.filter_map(|group| {
        let (_, first) = group.first()?;
        let numbers = group.iter().map(|(number, _)| *number);
        Some((name(first).to_owned(), numbers.collect()))
    });
    groups.collect()
}

/// The heading above items of a status, and the word in counts.
fn heading(status: Status) -> &'static str {
    match status {
        Status::Ended => "Ended",
        Status::Older => "Older than the data",
        Status::Extended => "Only extended support is left",
        Status::Soon => "Ending soon",
        Status::Unknown => "Unknown",
        Status::Floating => "Without a version",
        Status::Supported => "Supported",
    }
}

/// The words of counts, each with the statuses that it counts, the worst first.
const COUNTED: [(&str, &[Status]); 6] = [
    ("ended", &[Status::Ended, Status::Older]),
    ("extended support only", &[Status::Extended]),
    ("ending soon", &[Status::Soon]),
    ("unknown", &[Status::Unknown]),
    ("without a version", &[Status::Floating]),
    ("supported", &[Status::Supported]),
];

/// How many items there are of each status: `2 ended`, `1 soon`.
fn counts<'a>(items: impl Iterator<Item = &'a Item>) -> Vec<String> {
    let statuses: Vec<Status> = items.map(|item| item.status).collect();
    let counts = COUNTED.iter().filter_map(|(words, counted)| {
        let own = statuses.iter().filter(|status| counted.contains(status));
        let count = own.count();
        (count > 0).then(|| format!("{count} {words}"))
    });
    counts.collect()
}

/// `28 supported in 9 files`; empty without items.
fn folded(items: Vec<&Item>) -> String {
    if items.is_empty() {
        return String::new();
    }
    let files: BTreeSet<&str> = items.iter().map(|item| item.path.as_str()).collect();
    let files = wording::count(files.len(), "file");
    format!("{} in {files}", counts(items.into_iter()).join(", "))
}
