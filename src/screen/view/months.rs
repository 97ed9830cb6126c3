//! A bar chart of the number of ends per month, with numbers and names below.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::facts::agenda::Month;
use crate::settings::theme::{Glyphs, Theme};
use crate::text::width;

/// Eighths of a cell, from the bottom.
const EIGHTHS: [&str; 9] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const ASCII: [&str; 9] = [" ", ".", ".", ".", ":", ":", ":", "#", "#"];
/// The width of a month including the gap; its three-letter name always fits.
const NARROWEST: usize = 4;
const WIDEST: usize = 15;
/// The least width at which every month shows its year.
const WITH_YEAR: usize = 9;
/// The least width at which the first month and every January show their year.
const WITH_SHORT_YEAR: usize = 6;

/// The height of the chart in a pane of `rows` rows; 0 if there are too few.
pub fn height(rows: u16) -> u16 {
    match rows {
        ..13 => 0,
        13..29 => 3,
        29.. => 6,
    }
}

/// Draws as many months as fit. The month of the selected day is highlighted.
pub fn draw(canvas: &mut Canvas<'_>, months: &[Month], selected: Option<NaiveDate>, area: Rect) {
    let theme = canvas.theme;
    let room = usize::from(area.width).saturating_sub(1);
    let width = (room / months.len().max(1)).clamp(NARROWEST, WIDEST);
    let months = months.get(..room / width).unwrap_or(months);
    let bars = usize::from(area.height).saturating_sub(2);
    for row in 0..bars {
        canvas.put(&bar_line(months, width, bars - row, bars, theme), row, area);
    }
    let texts = |text: &dyn Fn(&Month) -> String| {
        let texts = months.iter().map(|month| {
            let style = style(month, selected, theme);
            Span::styled(width::padded(&text(month), width), style)
        });
        indented(texts)
    };
    let counts = texts(&|month| month.count.to_string());
    canvas.put(&counts, bars, area);
    let first = months.first().map(|month| month.first);
    let names = texts(&|month| {
        let is_new_year = month.first.month() == 1 || Some(month.first) == first;
        let form = match width {
            WITH_YEAR.. => "%b %Y",
            WITH_SHORT_YEAR.. if is_new_year => "%b%y",
            _ => "%b",
        };
        month.first.format(form).to_string()
    });
    canvas.put(&names, bars + 1, area);
}

fn style(month: &Month, selected: Option<NaiveDate>, theme: &Theme) -> Style {
    let number = |day: NaiveDate| (day.year(), day.month());
    match selected {
        Some(day) if number(day) == number(month.first) => theme.heading,
        _ => theme.dim,
    }
}

/// One row of the bars, counted from the bottom. Every count except 0 fills at least an eighth.
fn bar_line(
    months: &[Month],
    width: usize,
    row: usize,
    rows: usize,
    theme: &Theme,
) -> Line<'static> {
    let most = months.iter().map(|month| month.count).max();
    let most = most.unwrap_or_default().max(1);
    let parts = match theme.glyphs {
        Glyphs::Unicode => EIGHTHS,
        Glyphs::Ascii => ASCII,
    };
    let bars = months.iter().map(|month| {
        let eighths = (month.count * rows * 8).div_ceil(most);
        let eighths = eighths.saturating_sub((row - 1) * 8).min(8);
        let bar = parts.get(eighths).unwrap_or(&" ").repeat(width - 1);
        Span::styled(format!("{bar} "), theme.bar)
    });
    indented(bars)
}

fn indented(spans: impl Iterator<Item = Span<'static>>) -> Line<'static> {
    std::iter::once(Span::raw(" ")).chain(spans).collect()
}
