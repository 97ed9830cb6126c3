//! A pop-up with a list to choose from, optionally under an input line that narrows it.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::input::{self, Input};
use super::{empty, pane};
use crate::app::Msg;
use crate::app::cursor::Cursor;
use crate::app::line_edit::{Edit, LineEdit};
use crate::app::pointer::Spot;

/// A list to choose from.
pub struct Picker<'a> {
    /// The title.
    pub title: &'static str,
    /// The text at the right end of the title.
    pub right: String,
    /// The width including the frame.
    pub width: u16,
    /// The input that narrows the list; `None` if it cannot be narrowed.
    pub line: Option<&'a LineEdit>,
    /// What there would be in the list: `filter`.
    pub noun: &'static str,
    /// The number of lines to reserve rows for, so that narrowing the list moves nothing.
    pub most: usize,
    /// The selected line of the list.
    pub cursor: Cursor,
    /// A line of the list for a given width; `None` beyond the last.
    pub row: &'a dyn Fn(usize, usize) -> Option<Line<'static>>,
}

/// Draws it in the middle of an area and records its rows.
pub fn draw(canvas: &mut Canvas<'_>, picker: &Picker<'_>, area: Rect) {
    let above = u16::from(picker.line.is_some());
    let wanted = pane::cells(picker.most);
    let size = (picker.width, wanted.saturating_add(2 + above));
    let place = super::popup::middle(canvas, size, area);
    canvas.clear(place);
    let inside = canvas.frame(picker.title, &picker.right, true, place);
    if let Some(line) = picker.line {
        let input = Input {
            mark: " : ",
            line,
            wrong: &[],
            is_focused: true,
        };
        input::draw(canvas, &input, inside);
    }
    let list = pane::from_row(inside, above);
    canvas.spot(area, Spot::Beneath);
    canvas.spot(place, Spot::Popup);
    if picker.cursor.count() == 0 {
        let typed = picker.line.map_or("", LineEdit::text);
        let words = format!("No {} matches “{typed}”.", picker.noun);
        let clears = [
            (Msg::Edit(Edit::DeleteToStart), "clears the line"),
            (Msg::Back, "closes"),
        ];
        empty::draw(canvas, &words, &clears, list);
    }
    rows(canvas, picker, list);
    canvas.drawn.popup = Some((usize::from(list.height), picker.cursor.count()));
}

/// Draws the visible lines of the list.
fn rows(canvas: &mut Canvas<'_>, picker: &Picker<'_>, list: Rect) {
    let width = usize::from(list.width);
    let window = picker.cursor.window(list.height.into());
    for (row, number) in window.enumerate() {
        let is_selected = number == picker.cursor.selected();
        let line = (picker.row)(number, width.saturating_sub(2));
        debug_assert!(
            line.is_some(),
            "the list has a line for each of its numbers"
        );
        let Some(line) = line else { continue };
        let style = is_selected.then_some(canvas.theme.selected);
        canvas.put(&pane::selectable(line, style, width), row, list);
        canvas.spot(pane::row_of(list, row), Spot::Choice(number));
    }
}
