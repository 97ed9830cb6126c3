//! Styled lines out of a text with the escape sequences that the reports write, see [`super::paint`].

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// The lines of a text.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut style = Style::new();
    let lines = text.lines().map(|line| {
        let mut spans = Vec::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("\u{1b}[") {
            spans.push(Span::styled(before, style));
            let (codes, after) = after.split_once('m').unwrap_or((after, ""));
            style = styled(style, codes);
            rest = after;
        }
        spans.push(Span::styled(rest, style));
        spans.retain(|span| !span.content.is_empty());
        Line::from(spans)
    });
    lines.collect()
}

/// The style after the codes of a sequence.
fn styled(style: Style, codes: &str) -> Style {
    let mut codes = codes.split(';').map(|code| code.parse().unwrap_or(0));
    let mut style = style;
    while let Some(code) = codes.next() {
        style = match code {
            0 => Style::new(),
            1 => style.add_modifier(Modifier::BOLD),
            2 => style.add_modifier(Modifier::DIM),
            3 => style.add_modifier(Modifier::ITALIC),
            4 => style.add_modifier(Modifier::UNDERLINED),
            7 => style.add_modifier(Modifier::REVERSED),
            9 => style.add_modifier(Modifier::CROSSED_OUT),
            30..=37 => style.fg(Color::Indexed(code - 30)),
            90..=97 => style.fg(Color::Indexed(code - 90 + 8)),
            40..=47 => style.bg(Color::Indexed(code - 40)),
            100..=107 => style.bg(Color::Indexed(code - 100 + 8)),
            38 => extended(&mut codes).map_or(style, |color| style.fg(color)),
            48 => extended(&mut codes).map_or(style, |color| style.bg(color)),
            _ => style,
        };
    }
    style
}

/// One of 256 colors, or a color by its parts.
fn extended(codes: &mut impl Iterator<Item = u8>) -> Option<Color> {
    match codes.next()? {
        5 => codes.next().map(Color::Indexed),
        2 => Some(Color::Rgb(codes.next()?, codes.next()?, codes.next()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};
    use ratatui::text::Span;

    use super::lines;
    use crate::cli::report::paint::paint;

    #[test]
    fn what_is_painted_is_read_as_it_was() {
        for style in [
            Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Indexed(200)),
            Style::new()
                .bold()
                .dim()
                .italic()
                .underlined()
                .reversed()
                .crossed_out(),
            Style::new().fg(Color::Indexed(2)).bg(Color::Indexed(11)),
            Style::new()
                .fg(Color::Indexed(9))
                .bg(Color::Rgb(255, 0, 255)),
        ] {
            let text = format!("a\n{} b", paint("x;m[", Some(style)));
            let lines = lines(&text);
            assert_eq!(lines[0].spans, [Span::raw("a")]);
            let expected = [Span::styled("x;m[", style), Span::raw(" b")];
            assert_eq!(lines[1].spans, expected);
        }
    }
}
