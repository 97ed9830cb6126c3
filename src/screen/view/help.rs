//! The help: keys, signs and filters. The keys of the place where it was opened come first.

mod signs;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::popup::Content;
use crate::app::Place;
use crate::find::query::GUIDE;
use crate::settings::keys::{self, Binding, SECTIONS};
use crate::settings::theme::Theme;
use crate::text::width;
use crate::text::wrap::wrapped;

/// In wider lines, it is hard to find the description of a key.
const WIDEST: u16 = 110;
const KEYS_WIDTH: usize = 16;

/// The help for an area between header and footer.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = area.width.saturating_sub(4).min(WIDEST);
    let entries = entries(canvas).into_iter();
    // Inside the frame, with a blank column on the right.
    let room = usize::from(width.saturating_sub(3));
    Content {
        title: "Help",
        width,
        lines: entries
            .flat_map(|entry| entry.lines(room, canvas.theme))
            .collect(),
    }
}

/// An entry of the help.
enum Entry {
    Title(&'static str),
    /// A sign, key or example in its style, with its meaning.
    Meaning(String, Style, String),
    Blank,
}

impl Entry {
    /// The lines of the entry. Text wraps within its column; a name too long for its column has lines of
    /// its own.
    fn lines(self, room: usize, theme: &Theme) -> Vec<Line<'static>> {
        let (name, style, words) = match self {
            Self::Blank => return vec![Line::default()],
            Self::Title(words) => {
                return wrapped(words, room.saturating_sub(1))
                    .into_iter()
                    .map(|words| Line::styled(format!(" {words}"), theme.page_heading))
                    .collect();
            }
            Self::Meaning(name, style, words) => (name, style, words),
        };
        let mut names = wrapped(&name, room.saturating_sub(2));
        let beside = match names.as_slice() {
            [name] if width::of(name) < KEYS_WIDTH => names.pop(),
            _ => None,
        };
        let mut lines: Vec<Line<'static>> = names
            .into_iter()
            .map(|name| Line::styled(format!("  {name}"), style))
            .collect();
        let firsts = beside.into_iter().chain(std::iter::repeat(String::new()));
        let words = wrapped(&words, room.saturating_sub(KEYS_WIDTH + 2));
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

fn entries(canvas: &Canvas<'_>) -> Vec<Entry> {
    let (keys, theme) = (canvas.keys, canvas.theme);
    let here = canvas.model.place_below();
    let section = |(place, words): &(Place, &'static str)| {
        let rows = keys.told(*place).filter(|binding| has_key(binding));
        let rows = rows.map(|binding| key(binding, theme));
        let entries = std::iter::once(Entry::Title(words)).chain(rows);
        let digits = (*place == Place::Links).then(|| {
            let words = "open the link of this number".to_owned();
            Entry::Meaning("0…9".to_owned(), theme.key, words)
        });
        entries
            .chain(digits)
            .chain([Entry::Blank])
            .collect::<Vec<_>>()
    };
    let (first, others): (Vec<_>, Vec<_>) = SECTIONS.iter().partition(|(place, _)| *place == here);
    let everywhere = keys.everywhere().filter(|binding| has_key(binding));
    let mut entries: Vec<Entry> = first.into_iter().flat_map(section).collect();
    entries.push(Entry::Title("Anywhere"));
    entries.extend(everywhere.map(|binding| key(binding, theme)));
    entries.push(Entry::Blank);
    entries.extend(signs::entries(canvas));
    entries.push(Entry::Blank);
    entries.extend(filters(theme));
    entries.push(Entry::Blank);
    entries.extend(others.into_iter().flat_map(section));
    entries.pop();
    entries
}

/// Actions without keys are only in the palette.
fn has_key(binding: &Binding) -> bool {
    !binding.keys.is_empty()
}

fn key(binding: &Binding, theme: &Theme) -> Entry {
    let names = theme.glyphs.key_names(keys::names(&binding.keys));
    Entry::Meaning(names, theme.key, binding.words.to_owned())
}

/// The filters that the search line understands.
fn filters(theme: &Theme) -> Vec<Entry> {
    let guide = GUIDE.iter().map(|(example, meaning)| {
        Entry::Meaning((*example).to_owned(), theme.key, (*meaning).to_owned())
    });
    let title = Entry::Title("Filters in the search line");
    std::iter::once(title).chain(guide).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    use super::{Canvas, content};
    use crate::app::Model;
    use crate::facts::catalog::Catalog;
    use crate::find::query::GUIDE;
    use crate::settings::keys::Keys;
    use crate::settings::theme::Theme;

    /// The width of the pop-up in a terminal of a given width, and its lines.
    fn help(width: u16) -> (usize, Vec<String>) {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let model = Model::new(Catalog::new([]).unwrap(), day);
        let area = Rect::new(0, 1, width, 22);
        let (theme, keys, mut buffer) = (Theme::terminal(), Keys::default(), Buffer::empty(area));
        let content = content(&Canvas::new(&model, &theme, &keys, &mut buffer), area);
        let lines = content.lines.iter().map(ToString::to_string).collect();
        (usize::from(content.width), lines)
    }

    #[test]
    fn no_line_is_cut_and_all_words_are_there() {
        for width in [40, 60, 80, 120, 200] {
            let (room, lines) = help(width);
            for line in &lines {
                let length = line.trim_end().chars().count();
                assert!(length <= room - 2, "{width}: {line}");
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
    fn room_is_used() {
        let (narrow, wide) = (help(80), help(120));
        assert!(wide.0 > 100 && wide.1.len() < narrow.1.len());
        assert!(help(60).1.len() > narrow.1.len());
    }
}
