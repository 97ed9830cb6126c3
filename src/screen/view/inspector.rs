//! The inspector at the right of wide terminals: the selected release, and below it the facts of its
//! product.

use chrono::NaiveDate;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::{page, pane, releases};
use crate::app::Msg;
use crate::app::browse::find::Find;
use crate::app::browse::{LaidOut, Shown, TableLine};
use crate::app::why::Why;
use crate::facts::life::Life;
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::why::{self, Stated};
use crate::facts::wording;
use crate::text::markdown::layout;
use crate::text::width;
use crate::text::wrap::Wrapper;

/// The width of the names before the values, and in a narrow inspector.
const NAMES: (usize, usize) = (16, 13);
/// An inspector with less room is narrow.
const WIDE: usize = 46;
/// With less room for values, dates stand without "until" and "ended on".
const WORDED: usize = 32;
/// The longest line of a life.
const LIFE: usize = 24;

/// Draws the inspector. Returns whether it has room for all facts, so that the page need not repeat them.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) -> bool {
    let Some(shown) = &canvas.model.browse.shown else {
        return false;
    };
    let room = Room::new(area);
    let fresh = laid_out(canvas, shown, room);
    let facts = fresh.as_ref().or(shown.laid_out_facts.as_ref());
    let facts = facts.map_or(&[][..], |facts| &facts.lines);
    // Two edges, and one that the parts share. The release takes at most two fifths, unless more is free.
    let rows = usize::from(area.height.saturating_sub(3));
    let least = rows * 2 / 5;
    let most = least.max(rows.saturating_sub(facts.len()));
    let lines = release(canvas, shown, room);
    // The columns of the table hint at the number of lines, so that the edge rarely moves.
    let usual = (shown.table.columns.len() + 6).min(most);
    let above = lines.len().clamp(usual, most);
    let [top, _] = pane::split_at_row(area, pane::cells(above + 2));
    let bottom = pane::from_row(area, top.height.saturating_sub(1));
    let inside = canvas.frame(&title(canvas, shown), "", false, top);
    text(canvas, lines, inside);
    let title = canvas.model.catalog.cards().get(shown.index);
    let title = title.map_or("Facts", |card| card.title.as_str());
    let inside = canvas.frame(title, "", false, bottom);
    put_facts(canvas, facts, inside);
    let has_room = facts.len() <= rows - least;
    canvas.drawn.laid_out_facts = fresh;
    has_room
}

/// The columns for names and values.
#[derive(Clone, Copy)]
struct Room {
    names: usize,
    values: usize,
}

impl Room {
    /// Within a frame, with a blank column at each side.
    fn new(area: Rect) -> Self {
        let width = usize::from(area.width.saturating_sub(4));
        let names = if width < WIDE { NAMES.1 } else { NAMES.0 };
        let values = width.saturating_sub(names);
        Self { names, values }
    }
}

/// Draws lines; if there are too many, the last row names the key that shows all.
fn text(canvas: &mut Canvas<'_>, mut lines: Vec<Line<'static>>, area: Rect) {
    let rows = usize::from(area.height);
    if lines.len() > rows {
        lines.truncate(rows.saturating_sub(1));
        let key = canvas.keys.key_of(&Msg::Why);
        let more = key.map_or("…".to_owned(), |key| format!("… {key} shows all"));
        lines.push(Line::styled(more, canvas.theme.dim));
    }
    let inside = pane::from_column(area, 1);
    canvas.put_all(&lines, inside);
}

/// The name of the selected release; of folded ones, a word for them.
fn title(canvas: &Canvas<'_>, shown: &Shown) -> String {
    let release = shown.release();
    let release = release.and_then(|it| canvas.model.catalog.release((shown.index, it)));
    match (release, shown.selected()) {
        (Some((product, release)), _) => {
            let label = table::label(product, release, canvas.model.day());
            wording::named(&product.title, &label)
        }
        (None, Some(TableLine::Fold)) => "Older releases".to_owned(),
        (None, _) => "Release".to_owned(),
    }
}

/// What there is to say about the selected release.
fn release(canvas: &Canvas<'_>, shown: &Shown, room: Room) -> Vec<Line<'static>> {
    let release = shown.release();
    let release = release.and_then(|it| canvas.model.catalog.release((shown.index, it)));
    let (Some((product, release)), Some(why)) = (release, canvas.model.why_of_release()) else {
        return match shown.selected() {
            Some(TableLine::Fold) => {
                let line = releases::fold_line(canvas, shown, room.names + room.values);
                vec![line]
            }
            _ => vec![Line::styled(
                "No releases are in the data.",
                canvas.theme.dim,
            )],
        };
    };
    let of = Of {
        canvas,
        product,
        release,
        room,
    };
    let mut lines = of.released();
    lines.extend(of.phases());
    lines.extend(of.latest());
    lines.extend(of.customs());
    lines.extend(of.watched());
    lines.extend(of.told(why));
    lines
}

/// A release while its lines are written.
struct Of<'a, 'b> {
    canvas: &'a Canvas<'b>,
    product: &'a Product,
    release: &'a Release,
    room: Room,
}

impl Of<'_, '_> {
    /// A name with its value, wrapped beside it.
    fn entry(&self, name: &str, value: &[(&str, Style)]) -> Vec<Line<'static>> {
        let mut names = Wrapper::new(self.room.names - 1);
        names.text(name, self.canvas.theme.dim);
        let mut values = Wrapper::new(self.room.values);
        for (text, style) in value {
            values.text(text, *style);
        }
        let (names, values) = (names.lines(), values.lines());
        let rows = 0..names.len().max(values.len());
        rows.map(|row| {
            let spans = |lines: &[Vec<(String, Style)>]| {
                let line = lines.get(row).cloned().unwrap_or_default();
                let spans = line.into_iter();
                spans
                    .map(|(text, style)| Span::styled(text, style))
                    .collect::<Vec<_>>()
            };
            let mut line: Line<'static> = spans(&names).into_iter().collect();
            let gap = self.room.names.saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(gap)));
            line.spans.extend(spans(&values));
            line
        })
        .collect()
    }

    fn dated(&self, date: NaiveDate) -> String {
        self.canvas.model.viewpoint().with_left(date)
    }

    fn released(&self) -> Vec<Line<'static>> {
        let day = self.canvas.model.day();
        let (name, value) = match self.release.dates.released {
            Some(date) if date > day => ("Expected", self.dated(date)),
            Some(date) => ("Released", self.dated(date)),
            None => ("Released", "date unknown".to_owned()),
        };
        self.entry(name, &[(&value, Style::new())])
    }

    /// The phases, with the line of the life below the end of life.
    fn phases(&self) -> Vec<Line<'static>> {
        let life = Life::of(&self.release.dates, self.canvas.model.viewpoint());
        let mut life = life.map(|life| self.life(life));
        let mut lines = Vec::new();
        for stated in why::phases(self.product, self.release) {
            lines.extend(self.phase(&stated));
            if stated.phase == Phase::Security {
                lines.extend(life.take());
            }
        }
        lines.extend(life);
        lines
    }

    fn phase(&self, stated: &Stated<'_>) -> Vec<Line<'static>> {
        let on = self.canvas.model.viewpoint();
        let standing = stated.phase.stands(&self.release.dates, on);
        let tone = Tone::from(standing);
        let words = match stated.end.date() {
            // The sign says it too.
            Some(date) if self.room.values < WORDED => self.dated(date),
            Some(date) if standing == Standing::Ended => format!("ended on {}", self.dated(date)),
            Some(date) => format!("until {}", self.dated(date)),
            None => stated.words(on.preferences.dates),
        };
        let sign = format!("{} ", tone.glyph());
        let style = self.canvas.theme.tone(tone);
        let name = wording::capitalized(stated.label);
        self.entry(&name, &[(&sign, style), (&words, Style::new())])
    }

    /// `━━━━╾──────  18% used`
    fn life(&self, life: Life) -> Line<'static> {
        let theme = self.canvas.theme;
        let words = life
            .percent()
            .map_or_else(String::new, |percent| format!("  {percent}% used"));
        let cells = self.room.values.saturating_sub(width::of(&words)).min(LIFE);
        let drawn = life.line(cells);
        Line::from(vec![
            Span::raw(" ".repeat(self.room.names)),
            Span::styled(drawn.used, theme.life(life)),
            Span::styled(drawn.left, theme.dim),
            Span::raw(words),
        ])
    }

    /// `18.6 of 2026-08-11 ↗`
    fn latest(&self) -> Vec<Line<'static>> {
        let dates = self.canvas.model.preferences.dates.short();
        let latest = self.release.latest.as_deref().unwrap_or_default();
        if latest.is_empty() {
            return Vec::new();
        }
        let date = self.release.dates.latest_released;
        let date = date.map_or_else(String::new, |date| format!(" of {}", dates.written(date)));
        let arrow = if self.release.link.is_some() {
            " ↗"
        } else {
            ""
        };
        let dim = self.canvas.theme.dim;
        self.entry(
            "Latest",
            &[(latest, Style::new()), (&date, dim), (arrow, dim)],
        )
    }

    /// The product's own fields, which a narrow table leaves out.
    fn customs(&self) -> Vec<Line<'static>> {
        let fields = self.product.custom_fields.iter();
        let lines = fields.filter_map(|field| {
            let value = table::own_value(field, self.release)?;
            Some(self.entry(&field.label, &[(value, Style::new())]))
        });
        lines.flatten().collect()
    }

    /// `★ this release`, or the whole product.
    fn watched(&self) -> Vec<Line<'static>> {
        let model = self.canvas.model;
        let shown = model.browse.shown.as_ref();
        let share = shown.and_then(|shown| model.watching.watched().share(shown.index));
        let what = match share {
            Some(share) if share.names(&self.release.name) => "this release",
            Some(share) if share.is_whole() => "the whole product",
            _ => return Vec::new(),
        };
        let star = ("★ ", self.canvas.theme.watched);
        self.entry("Watched", &[star, (what, Style::new())])
    }

    fn told(&self, why: Why) -> Vec<Line<'static>> {
        let moves = why.moves.join(" ");
        let reading = why.reading.unwrap_or_default();
        let remark = why.remark.unwrap_or_default();
        let told = [
            ("Symbol", why.rule),
            ("Moves", moves),
            ("Query", reading),
            ("Note", remark),
        ];
        let told = told.into_iter().filter(|(_, words)| !words.is_empty());
        told.flat_map(|(name, words)| self.entry(name, &[(&words, Style::new())]))
            .collect()
    }
}

/// The facts of the product in lines; `None` if those laid out last are of this width.
fn laid_out(canvas: &Canvas<'_>, shown: &Shown, room: Room) -> Option<LaidOut> {
    let Room { names, values } = room;
    let width = names + values;
    let last = shown.laid_out_facts.as_ref();
    if last.is_some_and(|facts| facts.width == width) {
        return None;
    }
    let facts = shown.page.blocks.iter().skip(shown.facts).take(1);
    let numbers = page::numbers(canvas.theme);
    Some(LaidOut {
        width,
        has_facts: true,
        lines: layout::lay_out_blocks(facts, width, numbers, Some(names)),
    })
}

/// Draws as many facts as fit; the page has all that this has no room for.
fn put_facts(canvas: &mut Canvas<'_>, facts: &[layout::Line], area: Rect) {
    let area = area.inner(Margin::new(1, 0));
    let is_cut = facts.len() > usize::from(area.height);
    let [above, below] = pane::split_at_row(area, area.height - u16::from(is_cut));
    page::lines_from(canvas, 0, facts, &Find::default(), above);
    let more = Line::styled("… the page shows all", canvas.theme.dim);
    canvas.put(&more, 0, below);
}
