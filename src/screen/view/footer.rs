//! The footer: the keys of the current place, or the last message.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::browse;
use crate::app::completing::Completing;
use crate::app::cursor::Way;
use crate::app::{Model, Msg, Notice, Place};
use crate::settings::keys::{self, Binding};
use crate::settings::theme::Theme;
use crate::sources::update::Stage;
use crate::text::width;
use crate::text::wrap::wrapped;

/// In narrower footers, the keys of the place are more useful than the one that updates old data.
const WITH_UPDATE: u16 = 56;
/// A message takes at most this many rows; a longer one is cut and marked as such.
const TALLEST: u16 = 8;

/// The height of the footer in rows. A message is shown in full, because it may end in an address.
pub fn height(model: &Model, width: u16) -> u16 {
    let rows = match &model.notice {
        Some(Notice::Done(text) | Notice::Failed(text)) => lines(text, width).len(),
        Some(Notice::Note(_)) | None => 1,
    };
    pane::cells(rows).min(TALLEST)
}

/// Draws the last message, or the keys of the current place.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (text, style) = match &canvas.model.notice {
        Some(Notice::Done(text)) => (text, canvas.theme.done),
        Some(Notice::Failed(text)) => (text, canvas.theme.failed),
        notice => {
            let width = area.width.saturating_sub(2);
            let line = match (notice, canvas.model.updating.running) {
                (Some(Notice::Note(text)), _) => hints(canvas, Some(text), width),
                (_, Some(stage)) => progress(canvas, stage, usize::from(width)),
                (_, None) => hints(canvas, None, width),
            };
            return canvas.put(&line, 0, area.inner(Margin::new(1, 0)));
        }
    };
    let lines = lines(text, area.width);
    let is_cut = lines.len() > usize::from(area.height);
    let last = usize::from(area.height).saturating_sub(1);
    for (row, line) in lines.into_iter().enumerate() {
        let more = if is_cut && row == last { "…" } else { "" };
        let line = Line::styled(format!(" {line}{more}"), style);
        canvas.put(&line, row, area);
    }
}

fn lines(text: &str, width: u16) -> Vec<String> {
    wrapped(text, usize::from(width.saturating_sub(2)))
}

/// `Updating: fetch 412 kB ▸ check ▸ pack ▸ compare`, and the key that cancels it. The current stage is
/// highlighted.
fn progress(canvas: &Canvas<'_>, stage: Stage, width: usize) -> Line<'static> {
    let theme = canvas.theme;
    let (number, fetched) = match stage {
        Stage::Fetch(0) => (0, "fetch".to_owned()),
        Stage::Fetch(bytes) => (0, format!("fetch {} kB", bytes / 1000)),
        Stage::Check => (1, "fetch".to_owned()),
        Stage::Pack => (2, "fetch".to_owned()),
        Stage::Compare => (3, "fetch".to_owned()),
    };
    let steps = [fetched.as_str(), "check", "pack", "compare"];
    let mut spans = vec![Span::raw("Updating: ")];
    for (place, words) in steps.into_iter().enumerate() {
        let arrow = if place == 0 { "" } else { " ▸ " };
        let style = if place == number {
            theme.key
        } else {
            theme.dim
        };
        spans.push(Span::styled(arrow, theme.dim));
        spans.push(Span::styled(words.to_owned(), style));
    }
    let cancel = canvas.keys.key_of(&Msg::Back).map(ToString::to_string);
    let cancel = cancel.map_or_else(String::new, |key| {
        format!("{} cancels", theme.glyphs.key_names(key))
    });
    let used: usize = spans.iter().map(Span::width).sum();
    let gap = width.saturating_sub(used + width::of(&cancel));
    if gap > 0 {
        spans.push(Span::raw(" ".repeat(gap)));
        spans.push(Span::styled(cancel, theme.dim));
    }
    Line::from(spans)
}

/// A note, or the keys of the current place, as many as fit; help is always included.
fn hints(canvas: &Canvas<'_>, note: Option<&String>, width: u16) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let place = model.place();
    let hinted = |binding: &&Binding| binding.hint.is_some();
    let hint = |(msg, binding)| hint(binding, word(msg, binding, model)?, place, theme);
    let everywhere = canvas.keys.everywhere().filter(hinted);
    let everywhere = everywhere.filter_map(|binding| Some((binding.msg(place)?, binding)));
    let everywhere = everywhere.filter(|(msg, _)| width >= WITH_UPDATE || **msg != Msg::Update);
    let mut everywhere: Vec<(&Msg, &Binding)> = everywhere.collect();
    everywhere.sort_by_key(|(msg, _)| **msg == Msg::Help);
    let everywhere: Vec<Hint> = everywhere.into_iter().filter_map(hint).collect();
    let own = canvas.keys.own(place).filter(hinted);
    let own = own.filter(|_| note.is_none());
    let own = own.filter_map(|binding| Some((binding.msg(place)?, binding)));
    let mut own: Vec<(&Msg, &Binding)> = own.collect();
    own.sort_by_key(|(msg, _)| rank(place, msg));
    let reserved: usize = everywhere.iter().map(Hint::width).sum();
    let mut room = usize::from(width).saturating_sub(reserved);
    let fitting = own.into_iter().filter_map(hint).take_while(|hint| {
        let fits = hint.width() <= room;
        room = room.saturating_sub(hint.width());
        fits
    });
    let mut spans = Vec::new();
    if let Some(note) = note {
        let room = usize::from(width).saturating_sub(reserved + 2);
        let note = format!("{}  ", width::cut(note, room));
        spans.push(Span::styled(note, theme.dim));
    }
    for hint in fitting.chain(everywhere) {
        spans.extend([
            Span::styled(hint.key, theme.key),
            Span::raw(" "),
            Span::styled(hint.words, theme.dim),
            Span::raw("  "),
        ]);
    }
    Line::from(spans)
}

/// The order of the keys: one step deeper and back, what acts on the selected thing, the search, the screen.
fn rank(place: Place, msg: &Msg) -> u8 {
    match (place, msg) {
        (_, Msg::Deeper | Msg::Complete(_)) => 0,
        // In the page, the text is what is acted on.
        (_, Msg::Back | Msg::Browse(browse::Msg::Find)) => 1,
        // In the list, these act on a release that is not in focus.
        (Place::List, Msg::Open(_) | Msg::Copy(_) | Msg::Browse(browse::Msg::Fold)) => 5,
        (
            _,
            Msg::Watch
            | Msg::Why
            | Msg::Open(_)
            | Msg::Copy(_)
            | Msg::Chart
            | Msg::FoldEnds
            | Msg::Browse(browse::Msg::Form | browse::Msg::Fold),
        ) => 2,
        (_, Msg::Search) => 3,
        _ => 4,
    }
}

struct Hint {
    key: String,
    words: &'static str,
}

impl Hint {
    /// The width, including the spaces within and after it.
    fn width(&self) -> usize {
        width::of(&self.key) + width::of(self.words) + 3
    }
}

/// What a key does now; `None` if it does nothing or does not belong in the footer.
fn word(msg: &Msg, binding: &Binding, model: &Model) -> Option<&'static str> {
    match msg {
        Msg::Complete(Way::Next) => match model.completing() {
            Completing::Completes => binding.hint,
            Completing::Stays => None,
            // Enter says so too.
            Completing::Leaves if model.is_pointed() => None,
            Completing::Leaves => model.browse.shown.as_ref().map(|_| "releases"),
        },
        Msg::Deeper if model.is_pointed() => Some("releases"),
        // Otherwise there is no reason to.
        Msg::Update if !model.is_data_old() => None,
        msg => binding.hint.filter(|_| model.obstacle(msg).is_none()),
    }
}

/// A hint with the first key that does not type a letter in an input line.
fn hint(binding: &Binding, words: &'static str, place: Place, theme: &Theme) -> Option<Hint> {
    let mut keys = binding.keys.iter();
    let key = keys.find(|key| !keys::text_fields(**key).contains(place))?;
    Some(Hint {
        key: theme.glyphs.key_names(key.to_string()),
        words,
    })
}
