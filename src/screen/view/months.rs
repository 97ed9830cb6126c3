//! A bar chart of the number of ends per month, with numbers and names below.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::Rect;
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
const WIDEST: usize = 6;
/// The columns of a bar.
const BAR: usize = 3;
/// What the bars are, in two lines before them.
const TITLE: [&str; 2] = ["End dates", "per month"];
const TITLE_WIDTH: usize = 10;

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
    let room = usize::from(area.width).saturating_sub(1 + TITLE_WIDTH);
    let width = (room / months.len().max(1)).clamp(NARROWEST, WIDEST);
    let months = months.get(..room / width).unwrap_or(months);
    let bars = usize::from(area.height).saturating_sub(2);
    for row in 0..bars {
        let line = bar_line(months, (width, selected), (bars - row, bars), theme);
        canvas.put(&titled(TITLE.get(row), line, theme), row, area);
    }
    let texts = |text: &dyn Fn(&Month) -> String| {
        let texts = months.iter().map(|month| {
            let style = if is_of(month, selected) {
                theme.heading
            } else {
                theme.dim
            };
            Span::styled(width::padded(&text(month), width), style)
        });
        texts.collect::<Vec<_>>()
    };
    let counts = texts(&|month| month.count.to_string());
    canvas.put(&titled(TITLE.get(bars), counts, theme), bars, area);
    let names = texts(&|month| {
        let form = if month.first.month() == 1 {
            "’%y"
        } else {
            "%b"
        };
        month.first.format(form).to_string()
    });
    canvas.put(&titled(None, names, theme), bars + 1, area);
}

/// A line of the chart behind the part of its title.
fn titled(title: Option<&&'static str>, spans: Vec<Span<'static>>, theme: &Theme) -> Line<'static> {
    let title = width::padded(title.copied().unwrap_or_default(), TITLE_WIDTH);
    let title = Span::styled(format!(" {title}"), theme.dim);
    std::iter::once(title).chain(spans).collect()
}

fn is_of(month: &Month, selected: Option<NaiveDate>) -> bool {
    let number = |day: NaiveDate| (day.year(), day.month());
    selected.is_some_and(|day| number(day) == number(month.first))
}

/// One row of the bars, counted from the bottom. Every count but 0 takes at least an eighth. The bar of the
/// selected month stands out.
fn bar_line(
    months: &[Month],
    (width, selected): (usize, Option<NaiveDate>),
    (row, rows): (usize, usize),
    theme: &Theme,
) -> Vec<Span<'static>> {
    let most = months.iter().map(|month| month.count).max();
    let most = most.unwrap_or_default().max(1);
    let parts = match theme.glyphs {
        Glyphs::Unicode => EIGHTHS,
        Glyphs::Ascii => ASCII,
    };
    let bars = months.iter().map(|month| {
        let eighths = (month.count * rows * 8).div_ceil(most);
        let eighths = eighths.saturating_sub((row - 1) * 8).min(8);
        let bar = parts.get(eighths).unwrap_or(&" ").repeat(BAR);
        let style = if is_of(month, selected) {
            theme.bar
        } else {
            theme.dim
        };
        Span::styled(width::padded(&bar, width), style)
    });
    bars.collect()
}
