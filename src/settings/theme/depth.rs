//! The number of colors that a terminal has, and themes reduced to them.

use anstyle::{Ansi256Color, AnsiColor, Color as Ansi, RgbColor};
use anstyle_lossy::palette::VGA;
use ratatui::style::Color;

use super::Theme;

/// How many colors a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None: signs and text attributes carry all meaning.
    None,
    /// Sixteen, whose actual colors the user has chosen.
    Sixteen,
    /// 256, of which 240 look the same in every terminal.
    Many,
    /// 24-bit colors.
    All,
}

impl Depth {
    /// The depth according to `TERM` and `COLORTERM`.
    pub fn of(term: &str, colorterm: &str) -> Self {
        let has_all = |name: &str| {
            ["truecolor", "24bit", "direct"]
                .iter()
                .any(|word| name.contains(word))
        };
        if has_all(colorterm) || has_all(term) {
            Self::All
        } else if term.contains("256") {
            Self::Many
        } else {
            Self::Sixteen
        }
    }
}

impl Theme {
    /// The theme with each color replaced by the nearest that the depth has.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        if depth == Depth::None {
            return Self::monochrome();
        }
        for (_, style) in self.things() {
            style.fg = style.fg.map(|color| reduced(color, depth));
            style.bg = style.bg.map(|color| reduced(color, depth));
        }
        self
    }
}

fn reduced(color: Color, depth: Depth) -> Color {
    let Some(ansi) = as_ansi(color) else {
        return color;
    };
    match (depth, ansi) {
        (Depth::Sixteen, Ansi::Rgb(_) | Ansi::Ansi256(_)) => {
            let nearest = anstyle_lossy::color_to_ansi(ansi, VGA);
            Color::Indexed(Ansi256Color::from_ansi(nearest).index())
        }
        (Depth::Many, Ansi::Rgb(_)) => Color::Indexed(anstyle_lossy::color_to_xterm(ansi).index()),
        _ => color,
    }
}

/// The color for escape sequences; `None` for the terminal's default.
pub fn as_ansi(color: Color) -> Option<Ansi> {
    let named = match color {
        Color::Reset => return None,
        Color::Indexed(number) => {
            // The first sixteen have sequences of their own, which every color terminal understands.
            let indexed = Ansi256Color(number);
            return Some(indexed.into_ansi().map_or(indexed.into(), Ansi::Ansi));
        }
        Color::Rgb(red, green, blue) => return Some(RgbColor(red, green, blue).into()),
        Color::Black => AnsiColor::Black,
        Color::Red => AnsiColor::Red,
        Color::Green => AnsiColor::Green,
        Color::Yellow => AnsiColor::Yellow,
        Color::Blue => AnsiColor::Blue,
        Color::Magenta => AnsiColor::Magenta,
        Color::Cyan => AnsiColor::Cyan,
        Color::Gray => AnsiColor::White,
        Color::DarkGray => AnsiColor::BrightBlack,
        Color::LightRed => AnsiColor::BrightRed,
        Color::LightGreen => AnsiColor::BrightGreen,
        Color::LightYellow => AnsiColor::BrightYellow,
        Color::LightBlue => AnsiColor::BrightBlue,
        Color::LightMagenta => AnsiColor::BrightMagenta,
        Color::LightCyan => AnsiColor::BrightCyan,
        Color::White => AnsiColor::BrightWhite,
    };
    Some(named.into())
}

#[cfg(test)]
mod tests {
    use ratatui::style::Color;

    use super::{Depth, reduced};
    use crate::settings::theme::Theme;

    #[test]
    fn a_terminal_says_how_many_colors_it_has() {
        for (term, colorterm, depth) in [
            ("xterm-256color", "truecolor", Depth::All),
            ("xterm-256color", "24bit", Depth::All),
            ("xterm-direct", "", Depth::All),
            ("xterm-256color", "", Depth::Many),
            ("tmux-256color", "yes", Depth::Many),
            ("xterm", "", Depth::Sixteen),
            ("linux", "", Depth::Sixteen),
            ("", "", Depth::Sixteen),
        ] {
            assert_eq!(Depth::of(term, colorterm), depth, "{term} {colorterm}");
        }
    }

    #[test]
    fn colors_become_the_most_alike_of_those_there_are() {
        let orange = Color::Rgb(0xff, 0x87, 0x00);
        assert_eq!(reduced(orange, Depth::All), orange);
        assert_eq!(reduced(orange, Depth::Many), Color::Indexed(208));
        assert_eq!(
            reduced(Color::Rgb(250, 250, 250), Depth::Sixteen),
            Color::Indexed(15)
        );
        assert_eq!(
            reduced(Color::Indexed(208), Depth::Many),
            Color::Indexed(208)
        );
        for named in [Color::Reset, Color::Red, Color::DarkGray] {
            assert_eq!(reduced(named, Depth::Sixteen), named);
        }
    }

    #[test]
    fn without_colors_every_theme_is_the_same() {
        for name in crate::settings::theme::names() {
            let theme = Theme::named(name).unwrap().at(Depth::None);
            assert_eq!(theme, Theme::monochrome(), "{name}");
        }
    }
}
