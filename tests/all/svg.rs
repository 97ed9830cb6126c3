//! Renders a screen as an SVG picture, for the README.

use std::borrow::Cow;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL: (usize, usize) = (9, 17);
const GROUND: &str = "#14161b";
const INK: &str = "#d5d9e0";

/// Draws a buffer, with the colors of a dark terminal by default.
pub fn picture(buffer: &Buffer) -> String {
    let (columns, rows) = (
        usize::from(buffer.area.width),
        usize::from(buffer.area.height),
    );
    let (width, height) = (columns * CELL.0 + 16, rows * CELL.1 + 16);
    let paper = buffer.content.first().map_or(Color::Reset, |cell| cell.bg);
    let paper = colour(paper, GROUND);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{paper}\"/>\n"
    );
    for (row, cells) in buffer.content.chunks(columns).enumerate() {
        let mut column = 0;
        for run in cells.chunk_by(|one, other| look(one) == look(other)) {
            let text: String = run.iter().map(Cell::symbol).collect();
            let line = (column * CELL.0 + 8, row * CELL.1 + 8, run.len() * CELL.0);
            stretch(&mut svg, &run[0], &text, &paper, line);
            column += run.len();
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// A stretch of cells with the same look: its background, then its text.
fn stretch(
    svg: &mut String,
    cell: &Cell,
    text: &str,
    paper: &str,
    (x, y, width): (usize, usize, usize),
) {
    let (mut ink, mut ground) = (colour(cell.fg, INK), colour(cell.bg, GROUND));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground, ink);
    }
    if ground != paper {
        let height = CELL.1;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"
        );
    }
    if text.trim().is_empty() {
        return;
    }
    let baseline = y + 13;
    let length = text.trim_end().width() * CELL.0;
    let _ = write!(
        svg,
        "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{length}\" fill=\"{ink}\" xml:space=\"preserve\"{}>",
        attributes(cell.modifier)
    );
    for c in text.trim_end().chars() {
        match c {
            '&' => svg.push_str("&amp;"),
            '<' => svg.push_str("&lt;"),
            c => svg.push(c),
        }
    }
    svg.push_str("</text>\n");
}

fn attributes(modifier: Modifier) -> String {
    let mut attributes = String::new();
    let mut add = |is_on: bool, attribute: &str| {
        if is_on {
            attributes.push_str(attribute);
        }
    };
    let is = |one| modifier.contains(one);
    add(is(Modifier::BOLD), " font-weight=\"bold\"");
    add(is(Modifier::ITALIC), " font-style=\"italic\"");
    add(is(Modifier::DIM), " opacity=\"0.6\"");
    add(is(Modifier::UNDERLINED), " text-decoration=\"underline\"");
    add(
        is(Modifier::CROSSED_OUT),
        " text-decoration=\"line-through\"",
    );
    attributes
}

fn look(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn colour(colour: Color, default: &'static str) -> Cow<'static, str> {
    let named = match colour {
        Color::Red => "#e06c75",
        Color::Green => "#98c379",
        Color::Yellow => "#e5c07b",
        Color::Blue => "#61afef",
        Color::Magenta => "#c678dd",
        Color::Cyan => "#56b6c2",
        Color::Rgb(red, green, blue) => return format!("#{red:02x}{green:02x}{blue:02x}").into(),
        _ => default,
    };
    named.into()
}
