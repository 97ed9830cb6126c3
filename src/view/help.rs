//! The key table and the signs, over the screen: what holds where the keys were comes first.

use ratatui::text::{Line, Span};

use super::pane;
use super::popup::Content;
use crate::app::{Model, Place};
use crate::keys::{self, Binding};
use crate::lifecycle::Health;
use crate::query::GUIDE;
use crate::table::Tone;
use crate::theme::Theme;

const WIDTH: u16 = 70;
const KEYS_WIDTH: usize = 16;

pub fn content(model: &Model, theme: &Theme) -> Content {
    Content {
        title: "Help",
        width: WIDTH,
        lines: lines(model.place_below(), theme),
    }
}

const SECTIONS: [(Place, &str); 11] = [
    (Place::List, "In the product list"),
    (Place::Search, "In the search line"),
    (Place::Releases, "In the release table"),
    (
        Place::Timeline,
        "In the timeline, beside the keys of the table",
    ),
    (Place::Page, "In the page"),
    (Place::Radar, "In the radar"),
    (Place::Filters, "In the filter menu"),
    (Place::Find, "In the line that finds in the page"),
    (Place::Links, "In the list of links"),
    (Place::Palette, "In the list of actions"),
    (Place::Watchlist, "In the watchlist"),
];

fn lines(here: Place, theme: &Theme) -> Vec<Line<'static>> {
    let title = |words: &str| Line::styled(format!(" {words}"), theme.page_heading);
    let section = |(place, words): &(Place, &str)| {
        let keys = rows(*place).map(|binding| key_line(binding, theme));
        let lines = std::iter::once(title(words)).chain(keys);
        let digits =
            (*place == Place::Links).then(|| line("0…9", "open the link of this number", theme));
        lines
            .chain(digits)
            .chain([Line::default()])
            .collect::<Vec<_>>()
    };
    let (first, others): (Vec<_>, Vec<_>) = SECTIONS.iter().partition(|(place, _)| *place == here);
    let everywhere = keys::BINDINGS
        .iter()
        .filter(|binding| binding.places.is_empty());
    let mut lines: Vec<Line<'static>> = first.into_iter().flat_map(section).collect();
    lines.push(title("Anywhere"));
    lines.extend(everywhere.map(|binding| key_line(binding, theme)));
    lines.push(Line::default());
    lines.extend(signs(theme));
    lines.push(Line::default());
    lines.extend(filters(theme));
    lines.push(Line::default());
    lines.extend(others.into_iter().flat_map(section));
    lines.pop();
    lines
}

/// The rows of a place. Moving in a list and typing are told where they are needed most.
fn rows(place: Place) -> impl Iterator<Item = &'static Binding> {
    let told = match place {
        Place::Find | Place::Palette => Some(Place::Search),
        Place::Links => Some(Place::List),
        Place::Timeline => Some(Place::Releases),
        _ => None,
    };
    keys::of(place).filter(move |binding| {
        let is_told = |told| binding.places.contains(&told);
        binding.places.contains(&place) && !told.is_some_and(is_told)
    })
}

fn key_line(binding: &Binding, theme: &Theme) -> Line<'static> {
    let names = theme.glyphs.key_names(keys::names(binding.keys));
    line(&names, binding.words, theme)
}

fn line(keys: &str, words: &'static str, theme: &Theme) -> Line<'static> {
    let keys = pane::padded(keys, KEYS_WIDTH);
    Line::from(vec![
        Span::styled(format!("  {keys}"), theme.key),
        Span::raw(words),
    ])
}

/// What can stand beside words in the search line.
fn filters(theme: &Theme) -> Vec<Line<'static>> {
    let title = Line::styled(" Filters in the search line", theme.page_heading);
    let entries = GUIDE.iter().flat_map(|(example, meaning)| {
        let examples = [*example, ""].into_iter().zip(meaning);
        examples.map(|(example, words)| {
            let example = format!("  {}", pane::padded(example, KEYS_WIDTH));
            Line::from(vec![Span::styled(example, theme.key), Span::raw(*words)])
        })
    });
    std::iter::once(title).chain(entries).collect()
}

/// What glyphs and colours mean.
fn signs(theme: &Theme) -> Vec<Line<'static>> {
    let title = |words: &str| Line::styled(format!(" {words}"), theme.page_heading);
    let sign = |glyph: &'static str, style, words: &'static str| {
        Line::from(vec![
            Span::styled(format!("  {}", pane::padded(glyph, KEYS_WIDTH)), style),
            Span::raw(words),
        ])
    };
    let product = |health: Health, words| {
        let (glyph, style) = theme.health(health);
        sign(glyph, style, words)
    };
    let cell = |tone: Tone, words| sign(tone.glyph(), theme.tone(tone), words);
    vec![
        title("Signs of a product"),
        product(Health::Supported, "a release is maintained"),
        product(Health::AlmostOver, "all that is maintained is almost over"),
        product(
            Health::Extended,
            "only extended support is left, usually paid",
        ),
        product(Health::Ended, "nothing is maintained any more"),
        product(Health::NotYet, "nothing is released yet"),
        product(Health::Unknown, "the data do not say"),
        sign("★ ☆", theme.watched, "is watched; some of its releases are"),
        Line::default(),
        title("Signs of a phase"),
        cell(Tone::Good, "goes on"),
        cell(Tone::Soon, "ends within 120 days and a third of its length"),
        cell(Tone::Ended, "has ended"),
        cell(Tone::Unavailable, "was never offered"),
        cell(Tone::Unknown, "the data do not say"),
        sign("↗", theme.dim, "has a changelog, o opens it"),
        sign(
            "3.9",
            theme.struck,
            "past its end of life; extended support may go on",
        ),
    ]
}
