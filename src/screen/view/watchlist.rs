//! The watchlist: the status of each entry, and below it the upcoming end dates or a timeline.

mod bars;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::canvas::Canvas;
use super::{event, list, pane, radar};
use crate::app::pointer::Spot;
use crate::app::timeline::Form;
use crate::app::watchlist::{Pane, WatchlistScreen};
use crate::app::{Model, Msg};
use crate::facts::agenda::row::{self, Row};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Health;
use crate::mine::watchlist::state::State;
use crate::settings::theme::Theme;

/// With fewer rows, only the focused pane is drawn, as if zoomed.
const TWO_PANES: u16 = 12;

/// Draws the two panes and records their rows, 0 for one that is not drawn.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let watchlist = &model.watchlist;
    let is_above = watchlist.pane == Pane::States;
    let is_one = watchlist.is_zoomed || area.height < TWO_PANES || model.watching.count() == 0;
    let [above, below] = match (is_one, is_above) {
        (true, true) => [Some(area), None],
        (true, false) => [None, Some(area)],
        (false, _) => {
            let last = usize::from(!watchlist.unresolved.is_empty());
            let wanted = pane::cells(watchlist.states.len() + last + 3);
            // A timeline needs more rows than a list, whose most urgent entries come first.
            let most = match watchlist.form {
                Form::Table => area.height / 2,
                Form::Timeline => area.height / 3,
            };
            let height = wanted.clamp(4, most.max(4));
            let rows = [Constraint::Length(height), Constraint::Fill(1)];
            Layout::vertical(rows).areas(area).map(Some)
        }
    };
    let states = above.map(|area| states(canvas, is_above, area));
    let below = below.map(|area| match watchlist.form {
        Form::Table => ends(canvas, !is_above, area),
        Form::Timeline => bars::draw(canvas, !is_above, area),
    });
    canvas.drawn.watchlist = Some([states, below].map(Option::unwrap_or_default));
}

fn ends(canvas: &mut Canvas<'_>, is_focused: bool, area: Rect) -> usize {
    let ends = &canvas.model.watchlist.ends;
    let place = radar::place(ends);
    let inside = canvas.frame("Upcoming end dates", &place, is_focused, area);
    radar::ends(canvas, ends, is_focused, inside)
}

fn states(canvas: &mut Canvas<'_>, is_focused: bool, area: Rect) -> usize {
    let (model, theme) = (canvas.model, canvas.theme);
    let (watchlist, count) = (&model.watchlist, model.watchlist.states.len());
    let inside = canvas.frame("Watchlist", &place(watchlist), is_focused, area);
    let [search, rest] = list::searched(canvas, inside);
    let rows = [
        Constraint::Fill(1),
        Constraint::Length(u16::from(!watchlist.unresolved.is_empty())),
    ];
    let [rows, last] = Layout::vertical(rows).areas(rest);
    canvas.spot(rows, Spot::States);
    canvas.spot(search, Spot::Search);
    canvas.put(&unresolved(model, theme), 0, last);
    if count == 0 {
        canvas.put(&nothing(canvas), 0, rows);
    }
    let height = usize::from(rows.height);
    let window = watchlist.rows.window(count, height);
    let states = window.filter_map(|number| Some((number, watchlist.states.get(number)?)));
    for (row, (number, state)) in states.enumerate() {
        let selected = (number == watchlist.rows.selected()).then_some(is_focused);
        let line = event::line(
            canvas,
            &row_of(&model.catalog, state),
            theme.health(state.health),
            selected,
            rows.width,
        );
        canvas.put(&line, row, rows);
        canvas.spot(pane::row_of(rows, row), Spot::State(number));
    }
    height
}

/// `3/17`: the number of the selected line and the count.
fn place(watchlist: &WatchlistScreen) -> String {
    let count = watchlist.states.len();
    format!("{}/{count}", (watchlist.rows.selected() + 1).min(count))
}

fn nothing(canvas: &Canvas<'_>) -> Line<'static> {
    let words = match (
        canvas.model.watching.count(),
        canvas.keys.key_of(&Msg::Watch),
    ) {
        (0, Some(key)) => {
            format!(" Nothing is watched yet. Press {key} on a product or release to watch it.")
        }
        (0, None) => " Nothing is watched yet.".to_owned(),
        _ => " no watched entry matches".to_owned(),
    };
    Line::styled(words, canvas.theme.dim)
}

/// The entries that the catalog does not have.
fn unresolved(model: &Model, theme: &Theme) -> Line<'static> {
    let names: Vec<String> = model
        .watchlist
        .unresolved
        .iter()
        .map(ToString::to_string)
        .collect();
    Line::styled(
        format!(" ? not in this catalog: {}", names.join(", ")),
        theme.unknown,
    )
}

fn row_of(catalog: &Catalog, state: &State) -> Row {
    let what = match (state.health, state.phase) {
        (Health::NotYet, _) => ("not released yet", "not yet"),
        (Health::Ended, _) => ("ended", "ended"),
        (_, Some(phase)) => row::words(phase),
        (_, None) => ("unknown", "unknown"),
    };
    Row {
        release: (state.product, state.release),
        end: state.end,
        what,
        has_moved: state
            .phase
            .is_some_and(|phase| catalog.times_moved((state.product, state.release), phase) > 0),
    }
}
