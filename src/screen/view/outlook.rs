//! The watchlist: how what is watched stands now, and below that what ends when, or its timeline.

mod bars;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::event::{self, Row};
use super::{list, pane, radar};
use crate::app::pointer::Spot;
use crate::app::timeline::Form;
use crate::app::watchlist::{Outlook, OutlookPane};
use crate::app::{Drawn, Model, Msg};
use crate::facts::lifecycle::Health;
use crate::facts::product::End;
use crate::mine::watchlist::state::State;
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;

/// In fewer rows only the pane that has the keys is drawn, as where it is given the screen.
const TWO_PANES: u16 = 12;

/// Draws the two panes; returns their rows, 0 for one that is not drawn.
pub fn draw(
    model: &Model,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) -> [usize; 2] {
    let outlook = &model.outlook;
    let is_above = outlook.pane == OutlookPane::States;
    let is_one = outlook.is_zoomed || area.height < TWO_PANES || model.watching.count() == 0;
    let [above, below] = match (is_one, is_above) {
        (true, true) => [Some(area), None],
        (true, false) => [None, Some(area)],
        (false, _) => {
            let last = usize::from(!outlook.strangers.is_empty());
            let wanted = u16::try_from(outlook.states.len() + last + 3).unwrap_or(u16::MAX);
            // Bars want rows, a list has its next lines below.
            let most = match outlook.form {
                Form::Table => area.height / 2,
                Form::Timeline => area.height / 3,
            };
            let height = wanted.clamp(4, most.max(4));
            let rows = [Constraint::Length(height), Constraint::Fill(1)];
            Layout::vertical(rows).areas(area).map(Some)
        }
    };
    let states = above.map(|area| states(model, is_above, theme, keys, area, frame, drawn));
    let below = below.map(|area| match outlook.form {
        Form::Table => ends(model, !is_above, theme, area, frame, drawn),
        Form::Timeline => bars::draw(model, !is_above, theme, area, frame, drawn),
    });
    [states, below].map(Option::unwrap_or_default)
}

fn ends(
    model: &Model,
    is_focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) -> usize {
    let ends = &model.outlook.ends;
    let place = radar::place(ends);
    let inside = pane::frame("What ends when", &place, is_focused, theme, area, frame);
    radar::ends(model, ends, is_focused, theme, inside, frame, drawn)
}

fn states(
    model: &Model,
    is_focused: bool,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) -> usize {
    let (outlook, count) = (&model.outlook, model.outlook.states.len());
    let (catalog, on) = (&model.catalog, model.viewpoint());
    let inside = pane::frame("Watchlist", &place(outlook), is_focused, theme, area, frame);
    let [search, rest] = list::searched(model, theme, keys, inside, frame);
    let rows = [
        Constraint::Fill(1),
        Constraint::Length(u16::from(!outlook.strangers.is_empty())),
    ];
    let [rows, last] = Layout::vertical(rows).areas(rest);
    let areas = [(rows, Spot::States), (search, Spot::Search)];
    let areas = areas.map(|(place, spot)| pane::area(place, spot));
    drawn.areas.extend(areas);
    pane::put(&strangers(model, theme), 0, last, frame);
    if count == 0 {
        pane::put(&nothing(model, theme, keys), 0, rows, frame);
    }
    let height = usize::from(rows.height);
    let window = outlook.rows.window(count, height);
    let states = window.filter_map(|number| Some((number, outlook.states.get(number)?)));
    for (row, (number, state)) in states.enumerate() {
        let selected = (number == outlook.rows.selected()).then_some(is_focused);
        let line = row_of(state, theme).line(catalog, on, selected, rows.width, theme);
        pane::put(&line, row, rows, frame);
        let place = pane::area(pane::row_of(rows, row), Spot::State(number));
        drawn.areas.push(place);
    }
    height
}

/// `3/17`, the selected line among all.
fn place(outlook: &Outlook) -> String {
    let count = outlook.states.len();
    format!("{}/{count}", (outlook.rows.selected() + 1).min(count))
}

fn nothing(model: &Model, theme: &Theme, keys: &Keys) -> Line<'static> {
    let words = match (model.watching.count(), keys.key_of(&Msg::Watch)) {
        (0, Some(key)) => {
            format!(" Nothing is watched yet. {key} on a product or on a release watches it.")
        }
        (0, None) => " Nothing is watched yet.".to_owned(),
        _ => " nothing that is watched matches".to_owned(),
    };
    Line::styled(words, theme.dim)
}

/// Entries that another catalogue may have.
fn strangers(model: &Model, theme: &Theme) -> Line<'static> {
    let names: Vec<String> = model
        .outlook
        .strangers
        .iter()
        .map(ToString::to_string)
        .collect();
    Line::styled(
        format!(" ? not in this catalogue: {}", names.join(", ")),
        theme.unknown,
    )
}

fn row_of(state: &State, theme: &Theme) -> Row {
    let what = match (state.health, state.phase) {
        (Health::NotYet, _) => ("not released yet", "not yet"),
        (Health::Ended, _) => ("ended", "ended"),
        (_, Some(phase)) => event::words(phase),
        (_, None) => ("unknown", "unknown"),
    };
    Row {
        release: (state.product, state.release),
        sign: theme.health(state.health),
        date: match state.end {
            End::On(date) => Ok(date),
            End::Over => Err("no day"),
            End::Open => Err("no end"),
            End::Unstated => Err("unknown"),
        },
        what,
    }
}
