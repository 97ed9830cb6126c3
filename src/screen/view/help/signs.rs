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
        (Health::Supported, "at least one release is supported"),
        (Health::AlmostOver, "everything supported ends soon"),
        (
            Health::Extended,
            "only extended support is left, usually paid",
        ),
        (Health::Ended, "no release is supported any more"),
        (Health::NotYet, "nothing is released yet"),
        (Health::Unknown, "the data does not say"),
    ];
    let products = products.map(|(health, words)| {
        let (glyph, style) = theme.health(health);
        sign(glyph, style, words)
    });
    let watched = [
        sign("★", theme.watched, "watched"),
        sign("☆", theme.watched, "some releases watched"),
        sign("+", theme.key, "marked for comparing"),
        sign("▣", theme.watched, "in the stack"),
    ];
    let title = Entry::Title("Product symbols");
    let entries = std::iter::once(title).chain(products).chain(watched);
    entries.collect()
}

fn phases(canvas: &Canvas<'_>) -> Vec<Entry> {
    let theme = canvas.theme;
    let days = canvas.model.preferences.warning_days;
    let soon = format!("ends within {days} days and the last third of the phase");
    let opens = canvas.keys.key_of(&Msg::Open(Target::Changelog));
    let opens = opens.map_or_else(String::new, |key| format!("; {key} opens it"));
    let phases = [
        (Tone::Good, "active"),
        (Tone::Soon, &soon),
        (Tone::Ended, "has ended"),
        (Tone::NotYet, "not yet released"),
        (Tone::Unavailable, "was never offered"),
        (Tone::Unknown, "the data does not say"),
    ];
    let cell = |(tone, words): (Tone, &str)| sign(tone.glyph(), theme.tone(tone), words);
    let mut entries = vec![Entry::Title("Phase symbols")];
    entries.extend(phases.map(cell));
    entries.push(sign("↗", theme.dim, &format!("has a changelog{opens}")));
    entries.push(sign(
        MARK,
        theme.dim,
        "the date was changed in the data, perhaps to correct it",
    ));
    let struck = "past its end of life; extended support may be available";
    entries.push(sign("3.9", theme.struck, struck));
    entries.push(Entry::Blank);
    entries.push(Entry::Title("Phases of a release"));
    entries.extend(Phase::ALL.map(|phase| sign(phase.words(), theme.key, kind(phase))));
    entries
}

/// A description of a phase. Table columns have the product's own labels instead.
fn kind(phase: Phase) -> &'static str {
    match phase {
        Phase::ActiveSupport => "all kinds of fixes; some products call it Full Support",
        Phase::Security => {
            "security fixes until the end of life; some products call it Maintenance Support. \
             A product's own table uses its own names, other lists use these"
        }
        Phase::ExtendedSupport => "continued security fixes, usually paid",
        Phase::Production => "the device or release is produced or sold",
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
        Entry::Title("Timeline symbols"),
        phase(Phase::ActiveSupport, "active support"),
        phase(Phase::Security, "security support"),
        phase(Phase::ExtendedSupport, "extended support"),
        sign(open, Style::new(), "continues; no end date is published"),
        sign(
            fill(Fill::Unclear),
            theme.unknown,
            "a phase ends or begins in this range; date unknown",
        ),
        sign("◆", Style::new(), "production or sale ends"),
        sign("?", theme.unknown, "unknown from here"),
        sign("‹ ›", theme.dim, "all dates are outside the visible range"),
        sign("▾ │", theme.timeline.day, "the as-of date"),
        sign("╵", theme.dim, "an earlier end date in the data"),
        sign("┊", theme.dim, "start of a year or month"),
    ]
}

fn sign(glyph: &str, style: Style, words: &str) -> Entry {
    Entry::Meaning(glyph.to_owned(), style, words.to_owned())
}
