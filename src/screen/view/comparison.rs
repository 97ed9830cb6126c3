//! Products side by side: which is supported longest, a row for each product, and below them the timeline of
//! their releases.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::bars::{self, Bars};
use super::canvas::Canvas;
use super::pane;
use crate::app::pointer::Spot;
use crate::facts::wording;
use crate::find::comparison::{self, Answer, Compared, Fitted, Kind};

/// With fewer rows, there is no table.
const WITH_TABLE: u16 = 14;
/// The least rows of the timeline, with its frame.
const LEAST_BARS: u16 = 7;

/// Draws the comparison and records the rows of its bars.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let all = &model.comparison.compared;
    let answer = answer(canvas, area.width.saturating_sub(2));
    let count = wording::count(all.len(), "product");
    let bars = Bars {
        title: "Timeline",
        timeline: &model.comparison.timeline,
        cursor: &model.comparison.rows,
        is_focused: true,
    };
    if area.height < WITH_TABLE {
        let inside = canvas.frame("Comparison", &count, true, area);
        canvas.spot(area, Spot::Ends);
        let [above, rest] = pane::split_at_row(inside, pane::cells(answer.len()));
        canvas.put_all(&answer, above);
        let height = bars::draw_within(canvas, bars, rest);
        canvas.drawn.panes = Some([height, 0]);
        return;
    }
    // The headings, and the frame, whose lower edge is shared.
    let wanted = pane::cells(answer.len() + all.len() + 3);
    let [above, _] = pane::split_at_row(area, wanted.min(area.height - LEAST_BARS + 1));
    let below = pane::from_row(area, above.height - 1);
    let inside = canvas.frame("Comparison", &count, false, above);
    canvas.put_all(&answer, inside);
    table(canvas, pane::from_row(inside, pane::cells(answer.len())));
    let height = bars::draw(canvas, bars, below);
    canvas.drawn.panes = Some([height, 0]);
}

/// Which product is supported longest, and until when: two lines like those above a table of releases.
fn answer(canvas: &Canvas<'_>, width: u16) -> [Line<'static>; 2] {
    let (model, theme) = (canvas.model, canvas.theme);
    let all = &model.comparison.compared;
    let (catalog, on) = (&model.catalog, model.viewpoint());
    // The sign stands before the first line, with a space on both sides of it.
    let room = usize::from(width).saturating_sub(4);
    let [first, second] = Answer::new(catalog, all, on).within(room);
    let health = all.first().map(|first| first.health(catalog, on));
    let (sign, style) = health.map_or(("", Style::new()), |health| theme.health(health));
    let style = style.add_modifier(Modifier::BOLD);
    [
        Line::styled(format!(" {sign} {first}"), style),
        Line::styled(format!("   {second}"), theme.text),
    ]
}

/// The headings, and a row for each product, as many as there is room for.
fn table(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let all = &model.comparison.compared;
    let (catalog, on) = (&model.catalog, model.viewpoint());
    let columns = comparison::columns(catalog, all, on);
    // The sign stands before the columns, with a space on both sides of it.
    let room = usize::from(area.width).saturating_sub(4);
    let fitted = comparison::fit(&columns, Some(room));
    let headings = fitted.iter().map(Fitted::heading);
    let headings = Line::styled(
        format!("   {}", headings.collect::<String>()),
        canvas.theme.heading,
    );
    canvas.put(&headings, 0, area);
    for (row, compared) in all.iter().enumerate() {
        let line = product_line(canvas, (row, compared), &fitted);
        canvas.put(&line, row + 1, area);
    }
}

/// A product. Its sign and the date until which it is supported have the color of its status.
fn product_line(
    canvas: &Canvas<'_>,
    (row, compared): (usize, &Compared),
    fitted: &[Fitted<'_>],
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let (sign, style) = theme.health(compared.health(&model.catalog, model.viewpoint()));
    let mut line = Line::from(vec![
        Span::raw(" "),
        Span::styled(sign, style),
        Span::raw(" "),
    ]);
    for own in fitted {
        let style = match own.column.kind {
            Kind::Until => style,
            Kind::Product | Kind::Longest => Style::new(),
            _ => theme.dim,
        };
        line.push_span(Span::styled(own.cell(row), style));
    }
    line
}
