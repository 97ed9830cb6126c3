//! The meaning of signs: of products, phases and the timeline.

use ratatui::style::Style;

use super::{Entry, Group};
use crate::app::{Msg, Target};
use crate::facts::lifecycle::{Health, Phase};
use crate::facts::moves::MARK;
use crate::facts::table::Tone;
use crate::facts::timeline::bar::Fill;
use crate::screen::view::canvas::Canvas;
use crate::settings::theme::{Glyphs, Theme};

/// All symbols, as the screen shows them.
pub fn groups(canvas: &Canvas<'_>) -> Vec<Group> {
    let group = |title, entries| Group { title, entries };
    vec![
        group("Product symbols", products(canvas.theme)),
        group("Phase symbols", phases(canvas)),
        group(
            "Phases of a release",
            Phase::ALL
                .map(|phase| Entry::new(phase.words(), canvas.theme.key, kind(phase)))
                .into(),
        ),
        group("Timeline symbols", timeline(canvas.theme)),
    ]
}

fn products(theme: &Theme) -> Vec<Entry> {
    let products = [
        (Health::Supported, "at least one release is supported"),
        (Health::AlmostOver, "everything supported ends soon"),
        (
            Health::Extended,
            "only extended support is left, usually paid",
        ),
        (Health::Ended, "no release is supported anymore"),
        (Health::NotYet, "nothing is released yet"),
        (Health::Unknown, "the data does not say"),
    ];
    let products = products.map(|(health, words)| {
        let (glyph, style) = theme.health(health);
        sign(glyph, style, words)
    });
    let watched = [
        sign("★", theme.watched, "watched"),
        sign("☆", theme.watched, "partly watched: some of its releases"),
        sign("+", theme.key, "marked for comparing"),
        sign("▣", theme.watched, "in the stack"),
    ];
    products.into_iter().chain(watched).collect()
}

fn phases(canvas: &Canvas<'_>) -> Vec<Entry> {
    let theme = canvas.theme;
    let days = canvas.model.preferences.warning_days;
    let soon = format!("ends within {days} days and the last third of the phase");
    let opens = canvas.keys.key_of(&Msg::Open(Target::Changelog));
    let opens = opens.map_or_else(String::new, |key| format!("; {key} opens it"));
    let phases = [
        (Tone::Good, "in effect"),
        (Tone::Soon, &soon),
        (Tone::Ended, "has ended"),
        (Tone::NotYet, "not yet released"),
        (Tone::Unavailable, "was never offered"),
        (Tone::Unknown, "the data does not say"),
    ];
    let cell = |(tone, words): (Tone, &str)| sign(tone.glyph(), theme.tone(tone), words);
    let moved = "the date was changed in the data, perhaps to correct it";
    let struck = "past its end of life; extended support may be available";
    let others = [
        sign(
            "━╾─",
            theme.bar,
            "share of the life that has passed, and what is left",
        ),
        sign("↗", theme.dim, &format!("has a changelog{opens}")),
        sign(MARK, theme.dim, moved),
        sign("3.9", theme.struck, struck),
    ];
    phases.map(cell).into_iter().chain(others).collect()
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
    let spoken = spoken(glyph);
    Entry {
        spoken,
        ..Entry::new(glyph, style, words)
    }
}

/// What people call a symbol when they search the help for it.
fn spoken(glyph: &str) -> &'static str {
    match glyph {
        "●" => "dot circle bullet",
        "○" => "hollow empty circle ring",
        "◐" => "half circle moon",
        "!" => "exclamation mark",
        "?" => "question mark",
        "✓" => "check mark tick",
        "✗" => "cross mark",
        "–" => "dash",
        "★" => "star asterisk",
        "☆" => "hollow empty star",
        "+" => "plus",
        "▣" => "square box",
        "↗" => "arrow",
        MARK => "double arrow arrows",
        "━╾─" => "line bar",
        "3.9" => "strikethrough crossed out",
        "◆" => "diamond",
        "‹ ›" => "angle brackets quotes",
        "▾ │" => "triangle vertical line",
        "╵" => "tick mark stroke",
        "┊" => "dotted vertical line",
        _ => "block bar",
    }
}
