//! The meaning of signs: of products, phases and the timeline.

use ratatui::style::Style;

use super::Entry;
use crate::app::{Msg, Target};
use crate::facts::lifecycle::{Health, Phase};
use crate::facts::moves::MARK;
use crate::facts::table::Tone;
use crate::facts::timeline::bar::Fill;
use crate::screen::view::canvas::Canvas;
use crate::settings::theme::{Glyphs, Theme};

/// All signs, as the screen shows them.
pub fn entries(canvas: &Canvas<'_>) -> Vec<Entry> {
    let mut entries = products(canvas.theme);
    entries.push(Entry::Blank);
    entries.extend(phases(canvas));
    entries.push(Entry::Blank);
    entries.extend(timeline(canvas.theme));
    entries
}

fn products(theme: &Theme) -> Vec<Entry> {
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
    let products = products.map(|(health, words)| {
        let (glyph, style) = theme.health(health);
        sign(glyph, style, words)
    });
    let watched = [
        sign("★", theme.watched, "is watched"),
        sign("☆", theme.watched, "some of its releases are"),
    ];
    let title = Entry::Title("Signs of a product");
    let entries = std::iter::once(title).chain(products).chain(watched);
    entries.collect()
}

fn phases(canvas: &Canvas<'_>) -> Vec<Entry> {
    let theme = canvas.theme;
    let days = canvas.model.preferences.warning_days;
    let soon = format!("ends within {days} days and a third of its length");
    let opens = canvas.keys.key_of(&Msg::Open(Target::Changelog));
    let opens = opens.map_or_else(String::new, |key| format!(", {key} opens it"));
    let phases = [
        (Tone::Good, "goes on"),
        (Tone::Soon, &soon),
        (Tone::Ended, "has ended"),
        (Tone::NotYet, "is not released yet"),
        (Tone::Unavailable, "was never offered"),
        (Tone::Unknown, "the data do not say"),
    ];
    let cell = |(tone, words): (Tone, &str)| sign(tone.glyph(), theme.tone(tone), words);
    let mut entries = vec![Entry::Title("Signs of a phase")];
    entries.extend(phases.map(cell));
    entries.push(sign("↗", theme.dim, &format!("has a changelog{opens}")));
    entries.push(sign(
        MARK,
        theme.dim,
        "the date has moved in the data, which may also be a correction",
    ));
    let struck = "past its end of life; extended support may go on";
    entries.push(sign("3.9", theme.struck, struck));
    entries.push(Entry::Blank);
    entries.push(Entry::Title("The phases of a release"));
    entries.extend(Phase::ALL.map(|phase| sign(phase.words(), theme.key, kind(phase))));
    entries
}

/// A description of a phase. Table columns have the product's own labels instead.
fn kind(phase: Phase) -> &'static str {
    match phase {
        Phase::ActiveSupport => "everything is mended; some products call it Full Support",
        Phase::Security => {
            "security holes are mended, to the end of life; some call it Maintenance Support. \
             A product's table says its own words, lists over all products say these"
        }
        Phase::ExtendedSupport => "longer care, usually paid",
        Phase::Production => "the device, or the release, is made or sold",
    }
}

fn timeline(theme: &Theme) -> Vec<Entry> {
    let fill = |fill: Fill| fill.glyph(theme.grain());
    let phase = |phase, words| sign(fill(Fill::Phase(phase)), theme.phase(phase), words);
    let open = match theme.glyphs {
        Glyphs::Unicode => "▌▎→",
        Glyphs::Ascii => ">>>",
    };
    vec![
        Entry::Title("Signs of the timeline"),
        phase(Phase::ActiveSupport, "active support"),
        phase(Phase::Security, "security support"),
        phase(Phase::ExtendedSupport, "extended support"),
        sign(open, Style::new(), "goes on, no end is published"),
        sign(
            fill(Fill::Unclear),
            theme.unknown,
            "a phase ends, or begins, somewhere in here: the day is unknown",
        ),
        sign("◆", Style::new(), "production or sale ends"),
        sign("?", theme.unknown, "how it goes on is unknown"),
        sign(
            "‹ ›",
            theme.dim,
            "all there is lies to the left, to the right",
        ),
        sign("▾ │", theme.timeline.day, "the day looked at"),
        sign(
            "╵",
            theme.dim,
            "an end date that the data gave before it moved",
        ),
        sign("┊", theme.dim, "a year, or a month, begins"),
    ]
}

fn sign(glyph: &str, style: Style, words: &str) -> Entry {
    Entry::Meaning(glyph.to_owned(), style, words.to_owned())
}
