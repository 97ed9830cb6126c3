//! The last lines: the keys that matter here, or the last message.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use crate::app::{Model, Notice, Place};
use crate::keys::{self, Binding};
use crate::theme::Theme;

/// A message takes at most this many rows.
const TALLEST: usize = 3;

/// The rows that the footer needs: a message is shown whole, up to three.
pub fn height(model: &Model, width: u16) -> u16 {
    let Some(notice) = &model.notice else {
        return 1;
    };
    let (Notice::Done(text) | Notice::Failed(text)) = notice;
    let room = usize::from(width.saturating_sub(2)).max(1);
    // Words are not cut, so that a line may stay shorter than the room.
    let rows = (text.width() + room / 4).div_ceil(room);
    let rows = if text.width() <= room { 1 } else { rows };
    u16::try_from(rows.clamp(1, TALLEST)).unwrap_or(1)
}

pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let columns = [
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
    ];
    let [_, area, _] = Layout::horizontal(columns).areas(area);
    match &model.notice {
        Some(Notice::Done(text)) => message(text, theme.done, area, frame),
        Some(Notice::Failed(text)) => message(text, theme.failed, area, frame),
        None => hints(model.place(), theme, area, frame),
    }
}

fn message(text: &str, style: ratatui::style::Style, area: Rect, frame: &mut Frame<'_>) {
    let text = Paragraph::new(text).style(style).wrap(Wrap { trim: true });
    frame.render_widget(text, area);
}

/// The keys of the place as far as there is room; help and quit are always named.
fn hints(place: Place, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let name = format!("[{}]", name(place));
    let (everywhere, here): (Vec<_>, Vec<_>) = keys::of(place)
        .filter_map(hint)
        .partition(|hint| hint.is_everywhere);
    let reserved: usize = everywhere.iter().map(Hint::width).sum();
    let mut room = usize::from(area.width).saturating_sub(name.width() + reserved);
    let fitting = here.into_iter().take_while(|hint| {
        let fits = hint.width() <= room;
        room = room.saturating_sub(hint.width());
        fits
    });
    let mut spans = Vec::new();
    for hint in fitting.chain(everywhere) {
        spans.extend([
            Span::styled(hint.key, theme.key),
            Span::raw(" "),
            Span::styled(hint.words, theme.dim),
            Span::raw("  "),
        ]);
    }
    let used: usize = spans.iter().map(Span::width).sum();
    let gap = usize::from(area.width).saturating_sub(used + name.width());
    spans.extend([Span::raw(" ".repeat(gap)), Span::styled(name, theme.dim)]);
    frame.render_widget(Line::from(spans), area);
}

struct Hint {
    key: String,
    words: &'static str,
    is_everywhere: bool,
}

impl Hint {
    /// With the spaces within and behind it.
    fn width(&self) -> usize {
        self.key.width() + self.words.width() + 3
    }
}

fn hint(binding: &Binding) -> Option<Hint> {
    Some(Hint {
        key: binding.keys.first()?.to_string(),
        words: binding.hint?,
        is_everywhere: binding.places.is_empty(),
    })
}

fn name(place: Place) -> &'static str {
    match place {
        Place::List => "Products",
        Place::Search => "Search",
        Place::Releases => "Releases",
        Place::Page => "Page",
        Place::Help => "Help",
        Place::Problems => "Problems",
        Place::Why => "Why",
    }
}
