//! A style for every thing that has one, named by the thing, never by the colour.

mod glyphs;

use ratatui::style::{Color, Modifier, Style};

pub use self::glyphs::Glyphs;
use crate::lifecycle::{Health, Phase};
use crate::markdown::Callout;
use crate::table::{Cell, Column, Tone};
use crate::watchlist::Share;

/// The styles of all things on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// The program's name.
    pub brand: Style,
    /// What matters less: counts, hints, categories.
    pub dim: Style,
    /// The border of a pane.
    pub border: Style,
    /// The border of the pane that has the keys.
    pub border_focused: Style,
    /// The title of a pane.
    pub title: Style,
    /// Column headings.
    pub heading: Style,
    /// The selected line of the pane that has the keys.
    pub selected: Style,
    /// The selected line of another pane.
    pub selected_elsewhere: Style,
    /// Characters that the query matched.
    pub matched: Style,
    /// What is found in the page; the match that was gone to is `selected`.
    pub found: Style,
    /// A phase that goes on.
    pub good: Style,
    /// A phase that is almost over.
    pub soon: Style,
    /// A phase that has ended.
    pub ended: Style,
    /// A phase that was never offered.
    pub unavailable: Style,
    /// What the data do not say.
    pub unknown: Style,
    /// The star of what is watched.
    pub watched: Style,
    /// Struck through: the name of a release after its end of life.
    pub struck: Style,
    /// A heading in the page.
    pub page_heading: Style,
    /// A link in the page.
    pub link: Style,
    /// Code in the page.
    pub code: Style,
    /// Bullets, bars and rules in the page.
    pub marker: Style,
    /// A note in the page.
    pub note: Style,
    /// A warning in the page.
    pub warning: Style,
    /// A bar in a picture.
    pub bar: Style,
    /// A key in footer and help.
    pub key: Style,
    /// What was done.
    pub done: Style,
    /// What could not be done.
    pub failed: Style,
    /// The timeline.
    pub timeline: Bars,
    /// Which signs are drawn.
    pub glyphs: Glyphs,
}

/// The styles of the timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bars {
    /// Active support.
    pub active: Style,
    /// Security support.
    pub security: Style,
    /// Extended support.
    pub extended: Style,
    /// The line of the day looked at.
    pub day: Style,
}

impl Theme {
    /// The terminal's own sixteen colours on its own background.
    #[must_use]
    pub fn terminal() -> Self {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let dim = Style::new().add_modifier(Modifier::DIM);
        Self {
            brand: bold.fg(Color::Cyan),
            border_focused: Style::new().fg(Color::Cyan),
            matched: bold.fg(Color::Magenta),
            found: Style::new()
                .fg(Color::Magenta)
                .add_modifier(Modifier::REVERSED),
            good: Style::new().fg(Color::Green),
            soon: bold.fg(Color::Yellow),
            ended: Style::new().fg(Color::Red),
            watched: bold.fg(Color::Cyan),
            page_heading: bold.fg(Color::Cyan),
            code: Style::new().fg(Color::Magenta),
            marker: dim,
            note: bold.fg(Color::Cyan),
            warning: bold.fg(Color::Yellow),
            bar: Style::new().fg(Color::Cyan),
            key: bold.fg(Color::Cyan),
            done: Style::new().fg(Color::Green),
            failed: bold.fg(Color::Red),
            timeline: Bars {
                active: Style::new().fg(Color::Green),
                security: Style::new().fg(Color::Cyan),
                extended: Style::new().fg(Color::Yellow),
                day: bold,
            },
            ..Self::monochrome()
        }
    }

    /// No colour at all: bold, dim, underlined, reversed and struck through.
    #[must_use]
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            brand: bold,
            dim,
            border: dim,
            border_focused: plain,
            title: bold.remove_modifier(Modifier::DIM),
            heading: bold,
            // What is selected is one bar: neither dim nor coloured, whatever it is a part of.
            selected: bold
                .fg(Color::Reset)
                .add_modifier(Modifier::REVERSED)
                .remove_modifier(Modifier::DIM),
            selected_elsewhere: bold.remove_modifier(Modifier::DIM),
            matched: bold.add_modifier(Modifier::UNDERLINED),
            found: plain.add_modifier(Modifier::REVERSED),
            good: plain,
            soon: bold,
            ended: plain,
            unavailable: dim,
            unknown: dim,
            watched: bold,
            struck: plain.add_modifier(Modifier::CROSSED_OUT),
            page_heading: bold,
            link: underlined,
            code: plain,
            marker: dim,
            note: bold,
            warning: bold,
            bar: plain,
            key: bold,
            done: plain,
            failed: bold,
            ..Self::default()
        }
    }

    /// The style of a cell's tone.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => Style::new(),
            Tone::Good => self.good,
            Tone::Soon => self.soon,
            Tone::Ended => self.ended,
            Tone::Unavailable => self.unavailable,
            Tone::Unknown => self.unknown,
        }
    }

    /// The style of a cell in the release table.
    #[must_use]
    pub fn cell(&self, cell: &Cell, column: Column) -> Style {
        let tone = self.tone(cell.tone);
        match column {
            _ if cell.struck => tone.patch(self.struck),
            Column::Released | Column::Custom(_) => tone.patch(self.dim),
            _ => tone,
        }
    }

    /// Glyph and style of a product's health.
    #[must_use]
    pub fn health(&self, health: Health) -> (&'static str, Style) {
        match health {
            Health::Supported => ("●", self.good),
            Health::AlmostOver => ("!", self.soon),
            Health::Extended => ("◐", self.soon),
            Health::Ended => ("✗", self.ended),
            Health::NotYet => ("○", self.unknown),
            Health::Unknown => ("?", self.unknown),
        }
    }

    /// The style of a phase in the timeline.
    #[must_use]
    pub fn phase(&self, phase: Phase) -> Style {
        match phase {
            Phase::ActiveSupport | Phase::Production => self.timeline.active,
            Phase::Security => self.timeline.security,
            Phase::ExtendedSupport => self.timeline.extended,
        }
    }

    /// The star of a product of which something is watched, hollow where that is not all of it.
    #[must_use]
    pub fn star(&self, share: Option<&Share>) -> (&'static str, Style) {
        match share {
            None => ("", self.watched),
            Some(share) if share.is_whole() => ("★", self.watched),
            Some(_) => ("☆", self.watched),
        }
    }

    /// The style of a callout's bar and title.
    #[must_use]
    pub fn callout(&self, kind: Callout) -> Style {
        match kind {
            Callout::Note => self.note,
            Callout::Warning => self.warning,
        }
    }
}
