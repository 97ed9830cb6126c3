//! The product list, with the search line above it.

mod dated;

use std::borrow::Cow;
use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::input::{self, Input};
use super::{empty, pane};
use crate::app::browse::Pane;
use crate::app::pointer::Spot;
use crate::app::screen::Screen;
use crate::app::{Model, Msg, Place};
use crate::facts::catalog::Card;
use crate::facts::lifecycle::{self, Health};
use crate::find::listing::Sort;
use crate::find::search::Evidence;
use crate::settings::theme::Theme;
use crate::text::wrap::wrapped;
use crate::text::{suggest, width};

/// The note above guessed products.
const GUESS: &str = "no match; did you mean";
/// The title of the list.
const TITLE: &str = "Products";
/// The mark of a guess.
const NEAR: &str = "≈ ";

/// Draws the list and records its rows.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let browse = &model.browse;
    let is_focused = matches!(browse.focus, Pane::List | Pane::Search);
    let (found, all) = (browse.hits.len(), model.catalog.cards().len());
    let marked = match model.comparison.marked.len() {
        0 => String::new(),
        marked => format!("{marked} marked · "),
    };
    let count = if found == all {
        format!("{marked}{all}")
    } else {
        format!("{marked}{found}/{all}")
    };
    // In the frame of a narrow list, the count says more than a cut title.
    let room = usize::from(area.width).saturating_sub(TITLE.len() + count.len() + 7);
    let title = if room > 0 { TITLE } else { "" };
    let inside = canvas.frame(title, &count, is_focused, area);
    canvas.spot(area, Spot::Pane(Pane::List));
    let list = searched(canvas, inside);
    let height = usize::from(list.height);
    let window = browse.list.window(height);
    if browse.hits.is_empty() {
        empty::unmatched(canvas, "product", list);
    }
    canvas.drawn.list = Some(height);
    canvas.thumb(window.clone(), browse.hits.len(), is_focused, area);
    rows(canvas, window, list);
    canvas.foot(&order(model), list, area);
}

/// Draws the products of some lines.
fn rows(canvas: &mut Canvas<'_>, window: Range<usize>, list: Rect) {
    let model = canvas.model;
    let browse = &model.browse;
    let card = |line: usize| {
        let index = browse.hits.get(line).copied()?;
        Some((line, index, model.catalog.cards().get(index)?))
    };
    let cards: Vec<_> = window.filter_map(card).collect();
    let width = usize::from(list.width).saturating_sub(3);
    let room = width.saturating_sub(dated::room(model, width));
    let titles = width::cut_distinct(cards.iter().map(|(_, _, card)| card.title.as_str()), room);
    let evidence = model.evidence();
    for (row, ((line, index, card), title)) in cards.into_iter().zip(titles).enumerate() {
        let near = if browse.is_guess { NEAR } else { "" };
        let beside = Beside {
            evidence: evidence(index),
            near,
            days: dated::texts(model, index, width),
        };
        let words = words(card, title, &beside, canvas.theme, width);
        let drawn_line = product_line(canvas, index, words, line == browse.list.selected());
        canvas.put(&drawn_line, row, list);
        let place = pane::row_of(list, row);
        canvas.spot(place, Spot::Product(line));
    }
}

/// The order of the list; empty for the default.
fn order(model: &Model) -> String {
    let browse = &model.browse;
    if browse.sort == Sort::default() {
        return String::new();
    }
    let (words, is_rising) = browse.sort.words(browse.has_words());
    format!("{words} {}", pane::direction(is_rising))
}

/// Draws the query and the notes below it; returns the remaining area.
pub fn searched(canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let notes = notes(canvas, area);
    let height = pane::cells(notes.len());
    let [search, below] = pane::split_at_row(area, 1);
    let [below, rest] = pane::split_at_row(below, height);
    search_line(canvas, search);
    canvas.put_all(&notes, below);
    canvas.spot(search, Spot::Search);
    rest
}

/// The faults of the filters, in up to a third of the area, and a note if the products are guesses.
fn notes(canvas: &Canvas<'_>, area: Rect) -> Vec<Line<'static>> {
    let browse = &canvas.model.browse;
    let width = usize::from(area.width.saturating_sub(2));
    let room = usize::from(area.height / 3);
    let mut lines = Vec::new();
    let mut untold = 0;
    for fault in &browse.asked.faults {
        untold += usize::from(lines.len() >= room);
        lines.extend(wrapped(&format!("! {}", fault.reason), width));
    }
    let is_cut = lines.len() > room;
    lines.truncate(room);
    if let Some(last) = lines.last_mut().filter(|_| is_cut) {
        let more = match untold {
            0 => "…".to_owned(),
            untold => format!("… +{untold}"),
        };
        *last = width::cut_before(last, &more, width + 1);
    }
    if browse.is_guess {
        lines.extend(wrapped(&guess(canvas.model), width));
    }
    let lines = lines.into_iter();
    lines
        .map(|line| Line::styled(format!(" {line}"), canvas.theme.soon))
        .collect()
}

/// The question whether a guess is meant. Only the list of products shows the guesses themselves.
fn guess(model: &Model) -> String {
    if model.screen == Screen::Browse {
        return GUESS.to_owned();
    }
    let hits = model.browse.hits.iter().take(suggest::MOST);
    let titles = hits.filter_map(|hit| Some(model.catalog.cards().get(*hit)?.title.as_str()));
    let titles: Vec<&str> = titles.collect();
    format!("no match; {}", suggest::question(&titles))
}

/// The query with its cursor.
fn search_line(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let browse = &model.browse;
    let is_focused = model.place() == Place::Search;
    if browse.query.text().is_empty() && !is_focused {
        let words = canvas.keys.key_of(&Msg::Search);
        let words = words.map(|key| format!(" {key} to search"));
        let words = Line::styled(words.unwrap_or_default(), canvas.theme.dim);
        canvas.put(&words, 0, area);
        return;
    }
    let faults = browse.asked.faults.iter();
    let wrong: Vec<_> = faults.map(|fault| fault.at.clone()).collect();
    let input = Input {
        mark: " / ",
        line: &browse.query,
        wrong: &wrong,
        is_focused,
    };
    input::draw(canvas, &input, area);
}

/// A product's row: `▸  Flux          server-app`.
fn product_line(
    canvas: &Canvas<'_>,
    index: usize,
    words: Vec<Span<'static>>,
    is_selected: bool,
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let (catalog, on) = (&model.catalog, model.viewpoint());
    let health = lifecycle::product_health(catalog.dates(index), catalog.day(), on);
    // Most products are supported, so that only others have a sign.
    let (glyph, tone) = match health {
        Health::Supported => (" ", Style::new()),
        _ => theme.health(health),
    };
    let star = match theme.star(model.watching.watched().share(index)) {
        _ if model.comparison.is_marked(index) => Span::styled("+", theme.key),
        ("", _) => Span::raw(" "),
        (star, style) => Span::styled(star, style),
    };
    let mut spans = vec![
        Span::raw(if is_selected { "▸" } else { " " }),
        Span::styled(glyph, tone),
        star,
    ];
    spans.extend(words);
    let line = Line::from(spans);
    if is_selected {
        let is_focused = matches!(model.browse.focus, Pane::List | Pane::Search);
        pane::restyled(line, canvas.selection(is_focused))
    } else {
        line
    }
}

/// What a row shows besides the title.
struct Beside {
    evidence: Evidence,
    /// The mark of a guess; empty if it is not one.
    near: &'static str,
    /// The date that the list is sorted by, from long to short; empty if it is not sorted by dates.
    days: Vec<String>,
}

/// The title, and at the right, if there is room, the category or what else matched.
fn words(
    card: &Card,
    (title, gone): (Cow<'_, str>, Range<usize>),
    other: &Beside,
    theme: &Theme,
    width: usize,
) -> Vec<Span<'static>> {
    let free = width.saturating_sub(width::of(&title));
    let beside = beside(card, other, theme, (width, free.saturating_sub(2)));
    let used: usize = beside.iter().map(Span::width).sum();
    let gap = " ".repeat(free.saturating_sub(used + 1));
    let matched: Vec<usize> = other
        .evidence
        .title
        .iter()
        .filter_map(|at| seen_at(*at, &gone))
        .collect();
    let mut spans = pane::highlighted(&title, &matched, Style::new(), theme);
    spans.push(Span::raw(gap));
    spans.extend(beside);
    spans.push(Span::raw(" "));
    spans
}

/// `aka psql`, without `aka` if there is little room; otherwise the category.
fn beside(
    card: &Card,
    Beside {
        evidence,
        near,
        days,
    }: &Beside,
    theme: &Theme,
    (width, room): (usize, usize),
) -> Vec<Span<'static>> {
    let other = evidence.other.as_ref().filter(|_| days.is_empty());
    let Some(other) = other else {
        let days = days.iter().map(|day| format!("{near}{day}"));
        let category = if days.len() == 0 && width >= WITH_CATEGORY {
            card.category.as_str()
        } else {
            ""
        };
        let texts = [format!("{near}{category}"), near.trim().to_owned()];
        let mut texts = days.chain(texts);
        let text = texts.find(|text| width::of(text) <= room);
        return text.map_or(Vec::new(), |text| vec![Span::styled(text, theme.dim)]);
    };
    let label = format!("{near}{} ", other.label());
    let is_whole = width::of(&label) + width::of(&other.text) <= room;
    if !is_whole && room < LEAST {
        return Vec::new();
    }
    let text = width::cut(&other.text, room);
    let text = pane::highlighted(&text, &other.matched, Style::new(), theme);
    let label = is_whole.then(|| Span::styled(label, theme.dim));
    label.into_iter().chain(text).collect()
}

/// The least width of a row with the category.
const WITH_CATEGORY: usize = 22;
/// In fewer columns, what else matched is left out.
const LEAST: usize = 4;

/// The new position of a character when the range `gone` is replaced by `…`; `None` if the character is in
/// it.
fn seen_at(at: usize, gone: &Range<usize>) -> Option<usize> {
    match at {
        _ if at < gone.start || gone.is_empty() => Some(at),
        _ if at < gone.end => None,
        _ => Some(at - gone.len() + 1),
    }
}
