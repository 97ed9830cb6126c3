//! The answer above a comparison: which of the products is supported longest, and until when.

use chrono::NaiveDate;

use super::Compared;
use crate::facts::catalog::Catalog;
use crate::facts::row::Name;
use crate::facts::viewpoint::Viewpoint;
use crate::text::width;

/// Which of the products is supported longest, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The products that are supported longest, with their releases; none if no end date is published.
    longest: Vec<Name>,
    /// Until when, with the time left; empty if no end date is published.
    until: String,
    /// Supported products without a published end date, with their releases.
    open: Vec<Name>,
}

impl Answer {
    /// The answer for compared products, the one that is supported longest first.
    pub fn new(catalog: &Catalog, all: &[Compared], on: Viewpoint) -> Self {
        let names = |passes: &dyn Fn(Option<NaiveDate>) -> bool| {
            let supported = all.iter().filter(|compared| compared.longest.is_some());
            let found = supported.filter(|compared| passes(compared.until(catalog)));
            found.map(|compared| compared.name(catalog, on)).collect()
        };
        let latest = all.first().and_then(|first| first.until(catalog));
        let until = latest.map(|latest| format!("until {}", on.with_left(latest)));
        Self {
            longest: names(&|until| until.is_some() && until == latest),
            until: until.unwrap_or_default(),
            open: names(&|until| until.is_none()),
        }
    }

    /// In one sentence: `Rocky Linux 10 is supported longest, until 2035-05-31, 8y 6m left`.
    pub fn sentence(&self) -> String {
        let [first, second] = self.within(usize::MAX);
        let comma = if second.is_empty() { "" } else { ", " };
        format!("{first}{comma}{second}")
    }

    /// In two lines that fit into a width; the second may be empty.
    pub fn within(&self, width: usize) -> [String; 2] {
        let open = listed(&self.open);
        if self.longest.is_empty() {
            let words = if self.open.is_empty() {
                "None of them has a supported release.".to_owned()
            } else {
                format!("No end date is published for {open}.")
            };
            return [width::cut(&words, width).into_owned(), String::new()];
        }
        let until = &self.until;
        let rests = [
            format!("{until} · no end date is published for {open}"),
            format!("{until} · no end date: {open}"),
            until.clone(),
        ];
        let mut rests = rests
            .into_iter()
            .skip(if self.open.is_empty() { 2 } else { 0 });
        let rest = rests.find(|rest| width::of(rest) <= width);
        let rest = rest.unwrap_or_else(|| width::cut(until, width).into_owned());
        [self.first(width), rest]
    }

    /// Which products are supported longest.
    fn first(&self, width: usize) -> String {
        let (every, all) = (every(&self.longest), listed(&self.longest));
        let verb = if self.longest.len() > 1 { "are" } else { "is" };
        let forms = [
            format!("{every} {verb} supported longest"),
            format!("{all} {verb} supported longest"),
            format!("Longest: {all}"),
        ];
        let fitting = forms.into_iter().find(|form| width::of(form) <= width);
        fitting.unwrap_or_else(|| {
            const LABEL: &str = "Longest: ";
            let others = match self.longest.len() {
                0 | 1 => String::new(),
                all => format!(" and {} more", all - 1),
            };
            let room = width.saturating_sub(LABEL.len() + width::of(&others));
            let name = self.longest.first().map(|name| name.within(room));
            let words = format!("{LABEL}{}{others}", name.unwrap_or_default());
            width::cut(&words, width).into_owned()
        })
    }
}

/// `a`, `a and b`, `a, b and c`.
fn every(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(Name::whole).collect();
    match names.split_last() {
        Some((last, before @ [_, ..])) => format!("{} and {last}", before.join(", ")),
        _ => names.concat(),
    }
}

/// `a`, `a and b`, `a, b and 3 more`.
fn listed(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.whole(),
        [one, other] => format!("{} and {}", one.whole(), other.whole()),
        [one, other, rest @ ..] => {
            format!("{}, {} and {} more", one.whole(), other.whole(), rest.len())
        }
    }
}
