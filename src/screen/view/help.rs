//! The help: keys, symbols and filters. The keys of the place where it was opened come first. Wide terminals
//! show it in two columns, page by page; narrow ones in one column that scrolls.

mod signs;

use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::input::{self, Input};
use super::{empty, pane};
use crate::app::Msg;
use crate::app::cursor::Scroll;
use crate::app::pointer::Spot;
use crate::app::popup::help::Help;
use crate::find::query::GUIDE;
use crate::settings::keys::{self, Section};
use crate::settings::theme::{Glyphs, Theme};
use crate::text::width;
use crate::text::wrap::wrapped;

/// The longest of usual names, `extended support`, and a space after it.
const KEYS_WIDTH: usize = 17;
/// The least width for two columns.
const TWO_COLUMNS: u16 = 100;
/// Between the columns.
const GAP: usize = 2;

/// Draws the help over the whole area, and records its rows and lines, or its pages.
pub fn draw(canvas: &mut Canvas<'_>, help: &Help, scroll: Scroll, area: Rect) {
    canvas.spot(area, Spot::Beneath);
    canvas.spot(area, Spot::Popup);
    canvas.clear(area);
    let is_narrowed = help.is_narrowed();
    let inside = pane::from_row(area.inner(Margin::new(1, 1)), is_narrowed.into());
    let rows = usize::from(inside.height).max(1);
    let columns = if area.width < TWO_COLUMNS { 1 } else { 2 };
    // A blank column at the right.
    let width = (usize::from(inside.width) - GAP * (columns - 1)) / columns - 1;
    let groups = groups(canvas, help);
    if groups.is_empty() {
        let words = format!("Nothing in the help matches “{}”.", help.line.text());
        empty::draw(canvas, &words, &[(Msg::Back, "clears the search")], inside);
    }
    let right = if columns == 1 {
        let lines = flowed(groups, width, usize::MAX, canvas.theme).concat();
        let offset = scroll.offset(rows, lines.len());
        let seen = offset..lines.len().min(offset + rows);
        canvas.thumb(seen.clone(), lines.len(), true, area);
        canvas.put_all(lines.get(seen).unwrap_or_default(), inside);
        canvas.drawn.popup = Some((rows, lines.len()));
        String::new()
    } else {
        let columns = flowed(groups, width, rows, canvas.theme);
        let pages = columns.len().div_ceil(2).max(1);
        let page = scroll.offset(1, pages);
        for (number, column) in columns.iter().skip(page * 2).take(2).enumerate() {
            let x = pane::cells(number * (width + 1 + GAP));
            canvas.put_all(column, pane::from_column(inside, x));
        }
        canvas.drawn.popup = Some((1, pages));
        format!("{}/{pages}", page + 1)
    };
    frame(canvas, help, &right, area);
}

/// The frame, with the place in the help, and the line that narrows it.
fn frame(canvas: &mut Canvas<'_>, help: &Help, place: &str, area: Rect) {
    let is_narrowed = help.is_narrowed();
    let key = canvas.keys.key_of(&Msg::Search).filter(|_| !is_narrowed);
    let search = key.map(|key| format!("{key} to search"));
    let place = Some(place.to_owned()).filter(|place| !place.is_empty());
    let right: Vec<String> = search.into_iter().chain(place).collect();
    let inside = canvas.frame("Help", &right.join(" · "), true, area);
    if is_narrowed {
        let input = Input {
            mark: " / ",
            line: &help.line,
            wrong: &[],
            is_focused: help.is_typing,
        };
        input::draw(canvas, &input, inside);
    }
}

/// A section: its title and entries.
struct Group {
    title: &'static str,
    entries: Vec<Entry>,
}

/// A key, symbol or example in its style, with its meaning.
struct Entry {
    name: String,
    style: Style,
    words: String,
    /// What else it can be searched by: the name of a symbol, which people cannot type.
    spoken: &'static str,
}

impl Entry {
    fn new(name: impl Into<String>, style: Style, words: impl Into<String>) -> Self {
        let (name, words, spoken) = (name.into(), words.into(), "");
        Self {
            name,
            style,
            words,
            spoken,
        }
    }

    /// Whether it contains all words, which are in lower case.
    fn has(&self, words: &[String], glyphs: Glyphs) -> bool {
        let (name, meaning, spoken) = (&self.name, &self.words, self.spoken);
        let legend = if spoken.is_empty() {
            ""
        } else {
            "symbol legend"
        };
        let shown = glyphs.shown(name);
        let text = format!("{name} {shown} {meaning} {spoken} {legend}").to_lowercase();
        words.iter().all(|word| text.contains(word))
    }

    /// The lines of the entry. Text wraps within its column; a name too long for its column has lines of
    /// its own.
    fn lines(&self, room: usize) -> Vec<Line<'static>> {
        let (name, style, words) = (&self.name, self.style, &self.words);
        let mut names = wrapped(name, room.saturating_sub(2));
        let beside = match names.as_slice() {
            [name] if width::of(name) < KEYS_WIDTH => names.pop(),
            _ => None,
        };
        let mut lines: Vec<Line<'static>> = names
            .into_iter()
            .map(|name| Line::styled(format!("  {name}"), style))
            .collect();
        let firsts = beside.into_iter().chain(std::iter::repeat(String::new()));
        let words = wrapped(words, room.saturating_sub(KEYS_WIDTH + 2));
        lines.extend(firsts.zip(words).map(|(name, words)| {
            let name = width::padded(&name, KEYS_WIDTH);
            Line::from(vec![
                Span::styled(format!("  {name}"), style),
                Span::raw(words),
            ])
        }));
        lines
    }
}

/// The sections in their order, narrowed to what the line asks for.
fn groups(canvas: &Canvas<'_>, help: &Help) -> Vec<Group> {
    let theme = canvas.theme;
    let contents = canvas.keys.contents(help.here);
    let group = |(title, rows): Section<'_>| {
        let bound = rows.into_iter().filter(|binding| !binding.keys.is_empty());
        let entries = bound.map(|binding| {
            let names = theme.glyphs.key_names(keys::names(&binding.keys));
            Entry::new(names, theme.key, binding.words)
        });
        let entries = entries.collect();
        Group { title, entries }
    };
    let mut groups: Vec<Group> = contents
        .here
        .into_iter()
        .chain([contents.everywhere])
        .map(group)
        .collect();
    groups.extend(signs::groups(canvas));
    groups.push(filters(theme));
    groups.extend(contents.others.into_iter().map(group));
    groups.push(group(contents.moving));
    let words = help.line.text().to_lowercase();
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    for group in &mut groups {
        let title = group.title.to_lowercase();
        if !words.iter().all(|word| title.contains(word)) {
            group
                .entries
                .retain(|entry| entry.has(&words, theme.glyphs));
        }
    }
    groups.retain(|group| !group.entries.is_empty());
    groups
}

/// The filters that the search line understands.
fn filters(theme: &Theme) -> Group {
    let guide = GUIDE.iter();
    let entries = guide.map(|(example, meaning)| Entry::new(*example, theme.key, *meaning));
    Group {
        title: "Filters in the search line",
        entries: entries.collect(),
    }
}

/// The sections in columns of a width and height. No title is the last line of a column.
fn flowed(groups: Vec<Group>, width: usize, rows: usize, theme: &Theme) -> Vec<Vec<Line<'static>>> {
    let mut columns: Vec<Vec<Line<'static>>> = vec![Vec::new()];
    let mut add = |lines: Vec<Line<'static>>| {
        let is_full = columns
            .last()
            .is_some_and(|column| !column.is_empty() && column.len() + lines.len() > rows);
        if is_full {
            columns.push(Vec::new());
        }
        if let Some(column) = columns.last_mut() {
            let is_blank = lines.first().is_some_and(|line| line.width() == 0);
            // A column does not begin with a blank line.
            let skipped = usize::from(is_blank && column.is_empty());
            column.extend(lines.into_iter().skip(skipped));
        }
    };
    for group in groups {
        let title = wrapped(group.title, width.saturating_sub(1)).into_iter();
        let title = title.map(|words| Line::styled(format!(" {words}"), theme.page_heading));
        let mut lines: Vec<Line<'static>> = std::iter::once(Line::default()).chain(title).collect();
        for entry in &group.entries {
            lines.extend(entry.lines(width));
            add(std::mem::take(&mut lines));
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::{Canvas, flowed, groups};
    use crate::app::line_edit::Edit;
    use crate::app::popup::About;
    use crate::app::{Model, Msg};
    use crate::facts::catalog::Catalog;
    use crate::find::query::GUIDE;
    use crate::settings::keys::Keys;
    use crate::settings::theme::Theme;

    /// The help in columns of a size.
    fn help(width: usize, rows: usize) -> Vec<Vec<String>> {
        searched("", width, rows)
    }

    /// The help that a search leaves.
    fn narrowed(typed: &str) -> String {
        searched(typed, 60, usize::MAX).concat().join("\n")
    }

    fn searched(typed: &str, width: usize, rows: usize) -> Vec<Vec<String>> {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let mut model = Model::new(Catalog::new([]).unwrap(), day);
        model.update(Msg::Help);
        model.update(Msg::Search);
        for letter in typed.chars() {
            model.update(Msg::Edit(Edit::Insert(letter)));
        }
        let area = Rect::new(0, 0, 1, 1);
        let (theme, keys, mut buffer) = (Theme::terminal(), Keys::default(), Buffer::empty(area));
        let canvas = Canvas::new(&model, &theme, &keys, &mut buffer);
        let Some(About::Help(help)) = model.popup.as_ref().map(|popup| &popup.about) else {
            panic!("the help is open");
        };
        let columns = flowed(groups(&canvas, help), width, rows, &theme);
        let text = |column: &Vec<ratatui::text::Line<'_>>| {
            column.iter().map(ToString::to_string).collect()
        };
        columns.iter().map(text).collect()
    }

    #[test]
    fn symbols_are_found_by_what_people_call_them() {
        for (typed, meaning) in [
            ("star", "watched"),
            ("double arrow", "the date was changed"),
            ("half circle", "only extended support"),
            ("legend tick", "in effect"),
            ("★", "watched"),
        ] {
            let text = narrowed(typed);
            assert!(text.contains(meaning), "{typed}: {text}");
        }
        assert!(!narrowed("star").contains("in effect"));
        assert!(narrowed("legend").contains("start of a year"));
    }

    #[test]
    fn no_line_is_cut_and_all_words_are_there() {
        for width in [37, 48, 77, 120] {
            let lines = help(width, usize::MAX).concat();
            for line in &lines {
                let length = line.trim_end().chars().count();
                assert!(length <= width, "{width}: {line}");
                assert!(!line.contains('…') || line.contains("0…9"), "{line}");
            }
            // A long word may be broken.
            let close = |text: &str| text.split_whitespace().collect::<String>();
            let text = close(&lines.join(" "));
            for (_, meaning) in GUIDE {
                assert!(text.contains(&close(meaning)), "{width}: {meaning}");
            }
        }
    }

    #[test]
    fn columns_are_filled_and_no_title_is_alone() {
        let whole = help(50, usize::MAX).concat().len();
        let columns = help(50, 30);
        assert!(columns.len() >= whole / 30);
        for column in &columns {
            assert!((1..=30).contains(&column.len()));
            assert!(!column[0].is_empty(), "{column:?}");
            let last = column.last().unwrap();
            assert!(last.starts_with("  "), "{last} is a title");
        }
    }
}
