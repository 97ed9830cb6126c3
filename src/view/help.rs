//! The key table and the signs, over the screen: what holds where the keys were comes first.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::pane;
use super::popup::Content;
use crate::app::{Model, Msg, Place, Target};
use crate::keys::{self, Binding, Keys, SECTIONS};
use crate::lifecycle::Health;
use crate::query::GUIDE;
use crate::table::Tone;
use crate::theme::Theme;

const WIDTH: u16 = 70;
const KEYS_WIDTH: usize = 16;

/// What the help shows.
pub fn content(model: &Model, theme: &Theme, keys: &Keys) -> Content {
    Content {
        title: "Help",
        width: WIDTH,
        lines: lines(model, theme, keys),
    }
}

fn lines(model: &Model, theme: &Theme, keys: &Keys) -> Vec<Line<'static>> {
    let here = model.place_below();
    let title = |words: &str| Line::styled(format!(" {words}"), theme.page_heading);
    let section = |(place, words): &(Place, &str)| {
        let rows = keys.told(*place).filter(|binding| has_key(binding));
        let rows = rows.map(|binding| key_line(binding, theme));
        let lines = std::iter::once(title(words)).chain(rows);
        let digits =
            (*place == Place::Links).then(|| line("0…9", "open the link of this number", theme));
        lines
            .chain(digits)
            .chain([Line::default()])
            .collect::<Vec<_>>()
    };
    let (first, others): (Vec<_>, Vec<_>) = SECTIONS.iter().partition(|(place, _)| *place == here);
    let everywhere = keys.everywhere().filter(|binding| has_key(binding));
    let mut lines: Vec<Line<'static>> = first.into_iter().flat_map(section).collect();
    lines.push(title("Anywhere"));
    lines.extend(everywhere.map(|binding| key_line(binding, theme)));
    lines.push(Line::default());
    lines.extend(signs(model, theme, keys));
    lines.push(Line::default());
    lines.extend(filters(theme));
    lines.push(Line::default());
    lines.extend(others.into_iter().flat_map(section));
    lines.pop();
    lines
}

/// An action whose keys the user has taken away is found by its name only.
fn has_key(binding: &Binding) -> bool {
    !binding.keys.is_empty()
}

fn key_line(binding: &Binding, theme: &Theme) -> Line<'static> {
    let names = theme.glyphs.key_names(keys::names(&binding.keys));
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
fn signs(model: &Model, theme: &Theme, keys: &Keys) -> Vec<Line<'static>> {
    let title = |words: &str| Line::styled(format!(" {words}"), theme.page_heading);
    let product = |(health, words): (Health, &str)| {
        let (glyph, style) = theme.health(health);
        sign(glyph, style, words)
    };
    let cell = |(tone, words): (Tone, &str)| sign(tone.glyph(), theme.tone(tone), words);
    let days = model.habits.warning_days;
    let soon = format!("ends within {days} days and a third of its length");
    let opens = keys.key_of(&Msg::Open(Target::Changelog));
    let opens = opens.map_or_else(String::new, |key| format!(", {key} opens it"));
    let products = [
        (Health::Supported, "a release is maintained"),
        (Health::AlmostOver, "all that is maintained is almost over"),
        (
            Health::Extended,
            "only extended support is left, usually paid",
        ),
        (Health::Ended, "nothing is maintained any more"),
        (Health::NotYet, "nothing is released yet"),
        (Health::Unknown, "the data do not say"),
    ];
    let phases = [
        (Tone::Good, "goes on"),
        (Tone::Soon, &soon),
        (Tone::Ended, "has ended"),
        (Tone::Unavailable, "was never offered"),
        (Tone::Unknown, "the data do not say"),
    ];
    let mut lines = vec![title("Signs of a product")];
    lines.extend(products.map(product));
    let watched = "is watched; some of its releases are";
    lines.push(sign("★ ☆", theme.watched, watched));
    lines.extend([Line::default(), title("Signs of a phase")]);
    lines.extend(phases.map(cell));
    lines.push(sign("↗", theme.dim, &format!("has a changelog{opens}")));
    let struck = "past its end of life; extended support may go on";
    lines.push(sign("3.9", theme.struck, struck));
    lines
}

fn sign(glyph: &str, style: Style, words: &str) -> Line<'static> {
    let glyph = format!("  {}", pane::padded(glyph, KEYS_WIDTH));
    let glyph = Span::styled(glyph, style);
    Line::from(vec![glyph, Span::raw(words.to_owned())])
}
