//! A pop-up with a list to choose from, and perhaps a line to type in above it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Clear;

use super::{input, pane};
use crate::app::Drawn;
use crate::app::cursor::Cursor;
use crate::app::line_edit::LineEdit;
use crate::app::pointer::Spot;
use crate::settings::theme::Theme;

/// What there is to choose from.
pub struct Picker<'a> {
    /// The title.
    pub title: &'static str,
    /// What stands at the right of the title.
    pub right: String,
    /// Width with the frame.
    pub width: u16,
    /// What is typed to narrow the list; `None` where nothing can be.
    pub line: Option<&'a LineEdit>,
    /// What an empty list says.
    pub none: &'static str,
    /// How many lines the list has.
    pub count: usize,
    /// How many it has had room for from the start, so that narrowing it moves nothing.
    pub most: usize,
    /// The selected line.
    pub cursor: Cursor,
    /// A line of the list, for so many columns.
    pub row: &'a dyn Fn(usize, usize) -> Line<'static>,
}

/// Draws it in the middle, with what can be pointed at.
pub fn draw(
    picker: &Picker<'_>,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let above = u16::from(picker.line.is_some());
    let wanted = u16::try_from(picker.most).unwrap_or(u16::MAX);
    let place = super::popup::middle(picker.width, wanted.saturating_add(2 + above), area);
    frame.render_widget(Clear, place);
    frame.buffer_mut().set_style(place, theme.text);
    let inside = pane::frame(picker.title, &picker.right, true, theme, place, frame);
    if let Some(line) = picker.line {
        input::draw(" : ", line, &[], true, theme, inside, frame);
    }
    let above = above.min(inside.height);
    let list = Rect {
        y: inside.y + above,
        height: inside.height - above,
        ..inside
    };
    let height = usize::from(list.height);
    drawn.areas.push(pane::area(area, Spot::Beneath));
    drawn.areas.push(pane::area(place, Spot::Popup));
    if picker.count == 0 {
        let none = Line::styled(format!(" {}", picker.none), theme.dim);
        pane::put(&none, 0, list, frame);
    }
    for (row, number) in picker.cursor.window(picker.count, height).enumerate() {
        let is_selected = number == picker.cursor.selected();
        let line = (picker.row)(number, usize::from(list.width).saturating_sub(2));
        let style = is_selected.then_some(theme.selected);
        let line = pane::selectable(line, style, usize::from(list.width));
        pane::put(&line, row, list, frame);
        let spot = Spot::Choice(number);
        drawn.areas.push(pane::area(pane::row_of(list, row), spot));
    }
    drawn.popup = Some((height, picker.count));
}
