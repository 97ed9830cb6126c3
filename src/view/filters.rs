//! The filter menu: a line that narrows it, and the filters with how many products they list.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;
use unicode_width::UnicodeWidthStr;

use super::{input, pane, popup};
use crate::app::Model;
use crate::query::Offer;
use crate::theme::Theme;

const WIDTH: u16 = 60;
/// The widest filters are as wide as this.
const TEXT: usize = 26;

/// Draws the menu into an area, which is beside the list where there is room for both, so that the
/// query and what it lists are seen; returns its rows and how many filters it shows.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> (usize, usize) {
    let menu = &model.menu;
    let (shown, offered) = (menu.count(), menu.offered());
    // As high as for all of them, so that it stands still while it is narrowed.
    let wanted = u16::try_from(offered).unwrap_or(u16::MAX).saturating_add(3);
    let area = popup::middle(WIDTH, wanted, area);
    frame.render_widget(Clear, area);
    let count = format!("{shown}/{offered}");
    let inside = pane::frame("Filters", &count, true, theme, area, frame);
    let rows = [Constraint::Length(1), Constraint::Fill(1)];
    let [line, rows] = Layout::vertical(rows).areas(inside);
    input::draw(&menu.line, &[], true, theme, line, frame);
    if shown == 0 {
        let words = Line::styled(" no filter is called so", theme.dim);
        pane::put(&words, 0, rows, frame);
    }
    let height = usize::from(rows.height);
    for (row, number) in menu.cursor.window(shown, height).enumerate() {
        let Some((offer, count)) = menu.row(number) else {
            continue;
        };
        let is_on = offer.is_on(&model.browse.asked);
        let mut line = filter_line(offer, is_on, count, usize::from(rows.width), theme);
        if number == menu.cursor.selected() {
            line.spans.insert(0, Span::raw("▸"));
            line = pane::restyled(line, theme.selected);
        } else {
            line.spans.insert(0, Span::raw(" "));
        }
        pane::put(&line, row, rows, frame);
    }
    (height, shown)
}

/// `[x] is:ended   nothing is maintained any more   12`
fn filter_line(
    offer: &Offer,
    is_on: bool,
    count: usize,
    width: usize,
    theme: &Theme,
) -> Line<'static> {
    let mark = if is_on { "[x] " } else { "[ ] " };
    let style = match (is_on, count) {
        (true, _) => theme.key,
        (false, 0) => theme.dim,
        (false, _) => theme.heading,
    };
    let count = format!("{count:>5} ");
    let room = width.saturating_sub(1 + mark.width() + count.width());
    let text = TEXT.min(room);
    Line::from(vec![
        Span::styled(mark, style),
        Span::styled(pane::padded(&offer.text, text), style),
        Span::styled(pane::padded(offer.words, room - text), theme.dim),
        Span::raw(count),
    ])
}
