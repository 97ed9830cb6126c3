//! Edits of a query that leave the rest of the text as typed.

use std::ops::Range;

use super::{Names, Offer, Query, Test};

/// The text with a filter added, or removed if it is there.
///
/// A property of which a product has only one is appended to its kind with a comma, and a time replaces a
/// time; everything else becomes a term of its own.
pub fn toggled(text: &str, names: Names<'_>, offer: &Offer) -> String {
    let query = Query::parse(text, names);
    let mut text = text.to_owned();
    let is_on = offer.is_on(&query);
    // From the end, so that earlier ranges stay valid.
    for filter in query.filters.iter().rev() {
        if let Some(left) = without(&filter.test, &offer.test) {
            let sign = if filter.is_negated { "-" } else { "" };
            let sign = if left.is_empty() { "" } else { sign };
            replace(&mut text, &filter.at, &format!("{sign}{left}"));
        }
    }
    if is_on {
        return text.trim().to_owned();
    }
    let query = Query::parse(&text, names);
    let mut filters = query.filters.iter();
    if let Some((filter, term)) = filters.find_map(|own| Some((own, offer.joined(own)?))) {
        replace(&mut text, &filter.at, &term);
        return text;
    }
    let text = text.trim_end();
    let gap = if text.is_empty() { "" } else { " " };
    format!("{text}{gap}{}", offer.text)
}

/// What remains of a test without the offered one, as text that may be empty; `None` if it does not contain
/// it.
fn without(test: &Test, offered: &Test) -> Option<String> {
    match (test, offered) {
        (Test::Any(all), Test::Any(offered)) => {
            let mut left = all.clone();
            left.retain(|property| !offered.contains(property));
            let is_in = left.len() < all.len();
            is_in.then(|| {
                if left.is_empty() {
                    String::new()
                } else {
                    Offer::of(left).text
                }
            })
        }
        _ => (test == offered).then(String::new),
    }
}

/// Replaces a term; if the new one is empty, an adjacent space is removed too.
fn replace(text: &mut String, at: &Range<usize>, term: &str) {
    let (mut start, mut end) = (at.start, at.end);
    let is_blank = |c: Option<char>| c.is_some_and(|c| c == ' ');
    if term.is_empty() {
        if is_blank(text.get(end..).and_then(|rest| rest.chars().next())) {
            end += 1;
        } else if is_blank(text.get(..start).and_then(|rest| rest.chars().next_back())) {
            start -= 1;
        }
    }
    text.replace_range(start..end, term);
}
