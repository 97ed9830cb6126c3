//! Themes: a style for every kind of thing on the screen, such as a heading or a link.

mod depth;
mod file;
mod glyphs;

use ratatui::style::{Color, Modifier, Style};

pub use self::depth::{Depth, as_ansi};
pub use self::file::read;
pub use self::glyphs::Glyphs;
use crate::facts::life::Life;
use crate::facts::lifecycle::{Health, Phase};
use crate::facts::table::{Cell, Column, Tone};
use crate::facts::timeline::bar::{Fill, Grain};
use crate::facts::timeline::part::Meaning;
use crate::mine::watchlist::Share;
use crate::text::markdown::Callout;

/// The number of styles.
const THINGS: usize = 32;

/// The styles of everything on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Theme {
    /// The default style. Its background fills the screen; if it has none, the terminal's background shows.
    pub text: Style,
    /// The program's name.
    pub brand: Style,
    /// Less important text: counts, hints, categories.
    pub dim: Style,
    /// The border of a pane.
    pub border: Style,
    /// The border of the focused pane.
    pub border_focused: Style,
    /// The title of a pane.
    pub title: Style,
    /// Column headings.
    pub heading: Style,
    /// The selected line of the focused pane.
    pub selected: Style,
    /// The selected line of another pane.
    pub selected_elsewhere: Style,
    /// Characters that match the query.
    pub matched: Style,
    /// A match on the page; the current one is `selected`.
    pub found: Style,
    /// A running phase.
    pub good: Style,
    /// A phase that ends soon.
    pub soon: Style,
    /// A phase that has ended.
    pub ended: Style,
    /// A phase that was never offered.
    pub unavailable: Style,
    /// An unknown status.
    pub unknown: Style,
    /// The star of a watched product.
    pub watched: Style,
    /// The name of a release past its end of life.
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
    /// A bar of a chart in the page.
    pub bar: Style,
    /// A key in footer and help.
    pub key: Style,
    /// A message about something done.
    pub done: Style,
    /// A message about a failure.
    pub failed: Style,
    /// The timeline.
    pub timeline: Bars,
    /// The characters to draw with.
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
    /// The line that marks the day.
    pub day: Style,
}

/// The built-in themes that are files, with their content.
pub const FILES: [(&str, &str); 4] = [
    ("dark", include_str!("../../assets/themes/dark.yaml")),
    ("light", include_str!("../../assets/themes/light.yaml")),
    (
        "high-contrast",
        include_str!("../../assets/themes/high-contrast.yaml"),
    ),
    (
        "color-blind",
        include_str!("../../assets/themes/color-blind.yaml"),
    ),
];

/// The name of the theme that is not a file, [`Theme::terminal`].
pub const DEFAULT: &str = "terminal";

/// The names of the built-in themes.
pub fn names() -> impl Iterator<Item = &'static str> + Clone {
    let files = FILES.iter().map(|(name, _)| *name);
    std::iter::once(DEFAULT).chain(files)
}

impl Theme {
    /// The built-in theme of that name, if any.
    pub fn named(name: &str) -> Option<Self> {
        if name == DEFAULT {
            return Some(Self::terminal());
        }
        // The spelling of version 0.1.0.
        let name = if name == "colour-blind" {
            "color-blind"
        } else {
            name
        };
        let (name, text) = FILES.iter().find(|(other, _)| *other == name)?;
        Some(read(name, text).0)
    }

    /// The theme for printed lines, which keep the terminal's background.
    #[must_use]
    pub fn for_lines(self) -> Self {
        if self.text.bg.is_some() {
            let glyphs = self.glyphs;
            Self {
                glyphs,
                ..Self::terminal()
            }
        } else {
            self
        }
    }

    /// The terminal's own sixteen colors on its own background.
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
            soon: Style::new().fg(Color::Yellow),
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

    /// A theme without colors, only bold, dim, underline, reverse and strikethrough. The rest is plain.
    pub fn monochrome() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let dim = plain.add_modifier(Modifier::DIM);
        let underlined = plain.add_modifier(Modifier::UNDERLINED);
        Self {
            brand: bold,
            dim,
            border: dim,
            title: bold.remove_modifier(Modifier::DIM),
            heading: bold,
            // The selected line is one solid bar, so nothing in it is dim or colored.
            selected: bold
                .fg(Color::Reset)
                .add_modifier(Modifier::REVERSED)
                .remove_modifier(Modifier::DIM),
            selected_elsewhere: bold.remove_modifier(Modifier::DIM),
            matched: bold.add_modifier(Modifier::UNDERLINED),
            found: plain.add_modifier(Modifier::REVERSED),
            soon: bold,
            unavailable: dim,
            unknown: dim,
            watched: bold,
            struck: plain.add_modifier(Modifier::CROSSED_OUT),
            page_heading: bold,
            link: underlined,
            marker: dim,
            note: bold,
            warning: bold,
            key: bold,
            failed: bold,
            ..Self::default()
        }
    }

    /// All styles with their names in theme files.
    #[rustfmt::skip] // A table is read by its lines.
    pub fn things(&mut self) -> [(&'static str, &mut Style); THINGS] {
        let Self {
            text, brand, dim, border, border_focused, title, heading, selected,
            selected_elsewhere, matched, found, good, soon, ended, unavailable, unknown,
            watched, struck, page_heading, link, code, marker, note, warning,
            bar, key, done, failed, glyphs: _,
            timeline: Bars { active, security, extended, day },
        } = self;
        [
            ("text", text), ("brand", brand), ("dim", dim),
            ("border", border), ("border-focused", border_focused), ("title", title),
            ("heading", heading), ("selected", selected), ("selected-elsewhere", selected_elsewhere),
            ("matched", matched), ("found", found), ("good", good),
            ("soon", soon), ("ended", ended), ("unavailable", unavailable),
            ("unknown", unknown), ("watched", watched), ("struck", struck),
            ("page-heading", page_heading), ("link", link), ("code", code),
            ("marker", marker), ("note", note), ("warning", warning),
            ("bar", bar), ("key", key), ("done", done),
            ("failed", failed), ("active-support", active), ("security-support", security),
            ("extended-support", extended), ("day", day),
        ]
    }

    /// The style of a cell's tone.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => Style::new(),
            Tone::Good => self.good,
            Tone::Soon => self.soon,
            Tone::Ended => self.ended,
            Tone::Unavailable => self.unavailable,
            Tone::NotYet | Tone::Unknown => self.unknown,
        }
    }

    /// The style of a cell in a table with aligned dates: sign and date are colored, and only the name of
    /// an ended release is struck through.
    pub fn aligned_cell(&self, cell: &Cell, column: Column) -> Style {
        match column {
            Column::Release if cell.struck => self.struck,
            Column::Phase(_) if !cell.is_calm => self.tone(cell.tone),
            Column::Phase(_) | Column::Released | Column::Custom(_) => self.dim,
            Column::Release | Column::Latest => Style::new(),
        }
    }

    /// The style for the past part of a life's line.
    pub fn life(&self, life: Life) -> Style {
        match life {
            Life::Until { is_soon: true, .. } => self.soon,
            Life::Until { .. } | Life::Open => self.bar,
        }
    }

    /// The style of a cell in the release table.
    pub fn cell(&self, cell: &Cell, column: Column) -> Style {
        let tone = self.tone(cell.tone);
        match column {
            _ if cell.struck => tone.patch(self.struck),
            _ if cell.is_calm => self.dim,
            Column::Released | Column::Custom(_) => tone.patch(self.dim),
            _ => tone,
        }
    }

    /// The sign and style of a product's health.
    pub fn health(&self, health: Health) -> (&'static str, Style) {
        let style = match health {
            Health::Supported => self.good,
            Health::AlmostOver | Health::Extended => self.soon,
            Health::Ended => self.ended,
            Health::NotYet | Health::Unknown => self.unknown,
        };
        (health.glyph(), style)
    }

    /// The style of a phase in the timeline.
    pub fn phase(&self, phase: Phase) -> Style {
        match phase {
            Phase::ActiveSupport | Phase::Production => self.timeline.active,
            Phase::Security => self.timeline.security,
            Phase::ExtendedSupport => self.timeline.extended,
        }
    }

    /// The style of a part of the timeline.
    pub fn part(&self, meaning: Meaning) -> Style {
        let fill = |fill| match fill {
            Fill::Phase(phase) => self.phase(phase),
            Fill::Unclear => self.unknown,
        };
        match meaning {
            Meaning::Text => Style::new(),
            Meaning::Tick => self.heading,
            Meaning::Aside => self.dim,
            Meaning::Day => self.timeline.day,
            Meaning::Health(health) => self.health(health).1,
            Meaning::Fill(it) => fill(it),
            Meaning::Over(it) => fill(it).add_modifier(Modifier::REVERSED),
            Meaning::ActiveThenSecurity => Style {
                bg: self.timeline.security.fg,
                ..self.timeline.active
            },
            Meaning::Unknown => self.unknown,
        }
    }

    /// How finely a timeline can be drawn: partial cells need two colors in one cell.
    pub fn grain(&self) -> Grain {
        let has_colors = self.timeline.active.fg.is_some() && self.timeline.security.fg.is_some();
        match self.glyphs {
            Glyphs::Ascii => Grain::Ascii,
            Glyphs::Unicode if has_colors => Grain::Eighth,
            Glyphs::Unicode => Grain::Cell,
        }
    }

    /// The star of a watched product, hollow if only some of its releases are watched.
    pub fn star(&self, share: Option<&Share>) -> (&'static str, Style) {
        match share {
            None => ("", self.watched),
            Some(share) if share.is_whole() => ("★", self.watched),
            Some(_) => ("☆", self.watched),
        }
    }

    /// The style of a callout's bar and title.
    pub fn callout(&self, kind: Callout) -> Style {
        match kind {
            Callout::Note => self.note,
            Callout::Warning => self.warning,
        }
    }
}

#[cfg(test)]
mod tests;
