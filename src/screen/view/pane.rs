//! What all panes share: parts of an area, and a line cut to a width.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::facts::wording;
use crate::settings::theme::Theme;

/// An area in two: as many rows, and what is below. A layout with constraints would be solved anew at
/// each start, which takes longer than drawing.
pub fn split_at_row(area: Rect, rows: u16) -> [Rect; 2] {
    let height = rows.min(area.height);
    let above = Rect { height, ..area };
    let below = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    [above, below]
}

/// An area in two: as many columns, and what is beside.
pub fn split_at_column(area: Rect, columns: u16) -> [Rect; 2] {
    let width = columns.min(area.width);
    let left = Rect { width, ..area };
    let right = Rect {
        x: area.x + width,
        width: area.width - width,
        ..area
    };
    [left, right]
}

/// The sign of an order: the least or the earliest first, or last.
pub fn direction(is_rising: bool) -> &'static str {
    if is_rising { "▲" } else { "▼" }
}

/// Text in at most `width` columns; what is cut ends in `…`.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// Text with more behind it, in at most `width` columns: the text is cut for it.
pub fn end_cut(text: &str, width: usize, more: &str) -> String {
    let graphemes: Vec<&str> = text.trim_end().graphemes(true).collect();
    let kept = fitting(
        graphemes.iter().copied(),
        width.saturating_sub(more.width()),
    );
    let kept = graphemes.get(..kept).unwrap_or_default().concat();
    format!("{}{more}", kept.trim_end())
}

/// Text in at most `width` columns, cut in its middle, and the positions of the characters that
/// `…` stands for.
pub fn cut_within(text: &str, width: usize) -> (String, Range<usize>) {
    if text.width() <= width {
        return (text.to_owned(), 0..0);
    }
    let room = width.saturating_sub(1);
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let head = fitting(graphemes.iter().copied(), room.div_ceil(2));
    let tail = fitting(graphemes.iter().rev().copied(), room - room.div_ceil(2));
    let (before, rest) = graphemes.split_at(head.min(graphemes.len()));
    let (_, after) = rest.split_at(rest.len().saturating_sub(tail));
    let (before, after) = (before.concat(), after.concat());
    let (before, after) = (before.trim_end(), after.trim_start());
    let start = before.chars().count();
    let end = text.chars().count() - after.chars().count();
    let sign = if width > 0 { "…" } else { "" };
    (format!("{before}{sign}{after}"), start..end)
}

/// As much of a title is kept however long the release's label is.
const LEAST_TITLE: usize = 6;

/// A product's title, if it is to be told, and what a release can be called, shorter and shorter, in at
/// most so many columns. Where that is too few, a shorter label comes first, then a title without its
/// end; what tells one release from another is kept as long as there is room for it.
pub fn release_name(title: &str, labels: &[String], width: usize) -> String {
    let own = labels.iter().map(|label| wording::own_label(title, label));
    let own: Vec<&str> = own.collect();
    let (longest, shorter) = match own.as_slice() {
        [] => ("", own.as_slice()),
        [one] => (*one, own.as_slice()),
        [longest, shorter @ ..] => (*longest, shorter),
    };
    let whole = format!("{title} {longest}");
    let whole = whole.trim_start();
    if whole.width() <= width {
        return whole.to_owned();
    }
    let least = LEAST_TITLE.min(title.width()).min(width / 3);
    let beside = if title.is_empty() { 0 } else { least + 1 };
    let fitting = shorter.iter().find(|label| label.width() + beside <= width);
    let label = fitting.or(shorter.last()).copied().unwrap_or_default();
    if title.is_empty() {
        return cut_within(label, width).0;
    }
    let title = cut(title, width.saturating_sub(label.width() + 1).max(least));
    cut(&format!("{title} {label}"), width)
}

/// How many of the graphemes fit.
fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, room: usize) -> usize {
    let mut used = 0;
    graphemes
        .take_while(|grapheme| {
            used += grapheme.width();
            used <= room
        })
        .count()
}

/// The end of a text, as much as fits.
pub fn end_of(text: &str, width: usize) -> &str {
    let mut seen = text;
    while seen.width() > width {
        let first = seen.graphemes(true).next().map_or(1, str::len);
        seen = seen.get(first..).unwrap_or_default();
    }
    seen
}

/// Text in exactly `width` columns.
pub fn padded(text: &str, width: usize) -> String {
    let mut text = cut(text, width);
    let missing = width.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// A line in another style, which its parts take over.
pub fn restyled(mut line: Line<'static>, style: Style) -> Line<'static> {
    for span in &mut line.spans {
        span.style = span.style.patch(style);
    }
    line
}

/// A line with what stands before it; the selected one is a bar.
pub fn selectable(mut line: Line<'static>, style: Option<Style>, width: usize) -> Line<'static> {
    let Some(style) = style else {
        line.spans.insert(0, Span::raw(" "));
        return line;
    };
    line.spans.insert(0, Span::raw("▸"));
    let missing = width.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(missing)));
    restyled(line, style)
}

/// One row of an area.
pub fn row_of(area: Rect, row: usize) -> Rect {
    let row = u16::try_from(row).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + row,
        height: u16::from(row < area.height),
        ..area
    }
}

/// Spans with the matched characters set apart.
pub fn highlighted(
    text: &str,
    matched: &[usize],
    plain: Style,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let letters = text.chars().enumerate().map(|(position, c)| {
        let is_match = matched.binary_search(&position).is_ok();
        (
            c,
            if is_match {
                plain.patch(theme.matched)
            } else {
                plain
            },
        )
    });
    joined(letters)
}

/// Characters and their styles as spans, or as a line.
pub fn joined<T>(letters: impl Iterator<Item = (char, Style)>) -> T
where
    T: FromIterator<Span<'static>>,
{
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (c, style) in letters {
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push(c),
            _ => spans.push(Span::styled(c.to_string(), style)),
        }
    }
    spans.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{cut_within, release_name};

    #[test]
    fn the_name_of_a_release_is_told_as_long_as_there_is_room_for_it() {
        let ubuntu = ["16.04 'Xenial' (LTS)", "16.04 (LTS)", "16.04"].as_slice();
        for (title, labels, width, name) in [
            ("Node.js", &["22 (LTS)", "22"][..], 16, "Node.js 22 (LTS)"),
            ("Node.js", &["22 (LTS)", "22"], 15, "Node.js 22"),
            ("Node.js", &["22 (LTS)", "22"], 9, "Node.… 22"),
            ("Ubuntu", ubuntu, 27, "Ubuntu 16.04 'Xenial' (LTS)"),
            ("Ubuntu", ubuntu, 18, "Ubuntu 16.04 (LTS)"),
            ("Ubuntu", ubuntu, 12, "Ubuntu 16.04"),
            ("Kubernetes", &["1.35", "1.35"], 10, "Kube… 1.35"),
            (
                "Windows",
                &["11 24H2 (E)", "11 24H2 (E)"],
                17,
                "Wind… 11 24H2 (E)",
            ),
            ("OnePlus", &["OnePlus 11"], 20, "OnePlus 11"),
            ("", ubuntu, 12, "16.04 (LTS)"),
            ("", &["9 (Upcoming ELS)", "9"], 11, "9"),
            ("", &["Galaxy Z Fold8 Ultra"], 15, "Galaxy…8 Ultra"),
        ] {
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            assert_eq!(release_name(title, &labels, width), name, "{title} {width}");
        }
    }

    #[test]
    fn both_ends_of_a_text_are_kept() {
        for (text, width, cut, gone) in [
            ("short", 5, "short", 0..0),
            ("Amazon RDS for MySQL", 14, "Amazon…MySQL", 6..15),
            ("abcdefgh", 6, "abc…gh", 3..6),
            ("abcdefgh", 1, "…", 0..8),
            ("abcdefgh", 0, "", 0..8),
            ("龙井龙井龙井", 8, "龙井…井", 2..5),
        ] {
            assert_eq!(cut_within(text, width), (cut.to_owned(), gone), "{text}");
        }
    }
}
