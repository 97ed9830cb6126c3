//! The theme's styles as escape sequences.

use anstyle::Effects;
use ratatui::style::{Modifier, Style};

use crate::settings::theme::as_ansi;

/// A text in a style of the theme; unstyled if there is none.
pub fn paint(text: &str, style: Option<Style>) -> String {
    match style.map(escapes) {
        Some(style) if !text.is_empty() => format!("{style}{text}{style:#}"),
        _ => text.to_owned(),
    }
}

fn escapes(style: Style) -> anstyle::Style {
    let effects = [
        (Modifier::BOLD, Effects::BOLD),
        (Modifier::DIM, Effects::DIMMED),
        (Modifier::ITALIC, Effects::ITALIC),
        (Modifier::UNDERLINED, Effects::UNDERLINE),
        (Modifier::REVERSED, Effects::INVERT),
        (Modifier::CROSSED_OUT, Effects::STRIKETHROUGH),
    ];
    let effects = effects.into_iter();
    let effects = effects.filter(|(modifier, _)| style.add_modifier.contains(*modifier));
    anstyle::Style::new()
        .fg_color(style.fg.and_then(as_ansi))
        .bg_color(style.bg.and_then(as_ansi))
        .effects(effects.fold(Effects::new(), |all, (_, effect)| all | effect))
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};

    use super::paint;

    #[test]
    fn a_style_ends_where_its_text_ends() {
        let red = Style::new().fg(Color::Red).crossed_out();
        assert_eq!(paint("x", Some(red)), "\u{1b}[9m\u{1b}[31mx\u{1b}[0m");
        assert_eq!(paint("x", Some(Style::new())), "x");
        assert_eq!(paint("", Some(red)), "");
        assert_eq!(paint("x", None), "x");
    }
}
