//! The stack: the search line, and what the files say in groups, or the timeline of the releases.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::bars::{self, Bars};
use super::canvas::Canvas;
use super::{empty, list, pane, row as row_line};
use crate::app::pointer::Spot;
use crate::app::stack::{self, Group, Order, Progress, StackScreen};
use crate::app::timeline::Form;
use crate::app::{Model, Msg};
use crate::facts::lifecycle::Health;
use crate::facts::row::{self, Fit, Part, Widths};
use crate::facts::viewpoint::Left;
use crate::facts::wording;
use crate::settings::theme::Theme;
use crate::stack::item::{Item, Status};
use crate::text::width;
use crate::text::wrap::wrapped;

/// The columns of the stack.
const PARTS: [Part; 8] = [
    Part::Sign,
    Part::Mark,
    Part::Name,
    Part::Day,
    Part::Left,
    Part::Life,
    Part::Note,
    Part::Then,
];

const WIDTHS: Widths = Widths {
    mark: 4,
    name: 36,
    least_name: row::NAME,
    day: row::DAY,
    phase: 0,
    note: 30,
    left: Left::Short,
    then: (18, 14),
};

/// From this width on, there is room for longer texts of files.
const WIDE: u16 = 150;
const LONG_NOTE: usize = 60;

/// From so many rows on, one of them has the headings of the columns.
const ROOMY: u16 = 8;

/// Draws the stack and records its rows.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let stack = &canvas.model.stack;
    canvas.spot(area, Spot::Ends);
    let title = title(stack);
    // Beside corners, title and spaces.
    let room = usize::from(area.width).saturating_sub(width::of(&title) + 10);
    let right = right(
        canvas.model,
        room.min(usize::from(area.width.saturating_sub(4)) / 2),
    );
    let inside = canvas.frame(&title, &right, true, area);
    let rest = list::searched(canvas, inside);
    let height = match (&stack.reading.running, stack.form) {
        (Some(progress), _) if stack.reading.project.is_none() => {
            canvas.put(&reading(canvas, progress), 0, rest);
            usize::from(rest.height)
        }
        _ if stack.items().next().is_none() && stack.rows.count() == 0 => {
            canvas.put_all(&nothing(canvas, rest.width), rest);
            usize::from(rest.height)
        }
        (_, Form::Timeline) => {
            let bars = Bars {
                title: "",
                timeline: &stack.timeline,
                cursor: &stack.bars,
                is_focused: true,
            };
            bars::draw_within(canvas, bars, rest)
        }
        (_, Form::Table) => rows(canvas, (rest, area)),
    };
    canvas.drawn.panes = Some([height, 0]);
    canvas.foot(&order(stack), rest, area);
}

/// `Stack ~/shop`
fn title(stack: &StackScreen) -> String {
    format!("Stack {}", stack.folder()).trim_end().to_owned()
}

/// `41 items: 6 ended · 2 soon`, as many counts as fit; while the files are read again, how far that has come.
fn right(model: &Model, room: usize) -> String {
    let stack = &model.stack;
    if let (Some(progress), Some(_)) = (&stack.reading.running, &stack.reading.project) {
        return wording::count(progress.files, "file");
    }
    let mut words = match stack.items().count() {
        0 => return String::new(),
        count => wording::count(count, "item"),
    };
    for (number, count) in stack.counts().iter().enumerate() {
        let sign = if number == 0 { ": " } else { " · " };
        if width::of(&words) + width::of(count) + sign.len() > room {
            break;
        }
        words += sign;
        words += count;
    }
    words
}

/// The order; empty for the usual one.
fn order(stack: &StackScreen) -> String {
    match (stack.form, stack.order) {
        (Form::Timeline, _) | (_, Order::File) => String::new(),
        (Form::Table, order) => order.words().to_owned(),
    }
}

/// Draws the rows under the heading of the topmost one; returns their number.
fn rows(canvas: &mut Canvas<'_>, (inside, frame): (Rect, Rect)) -> usize {
    let stack = &canvas.model.stack;
    let has_headings = inside.height >= ROOMY && stack.rows.count() > 0;
    let [columns, inside] = pane::split_at_row(inside, has_headings.into());
    let [heading, rows] = pane::split_at_row(inside, 1);
    let height = usize::from(rows.height);
    if stack.rows.count() == 0 {
        canvas.put_all(&calm(canvas, inside.width), inside);
        return height;
    }
    let widths = Widths {
        note: if rows.width < WIDE {
            WIDTHS.note
        } else {
            LONG_NOTE
        },
        left: canvas.model.preferences.left,
        ..WIDTHS
    };
    let fit = Fit::new(&PARTS, widths, row_line::room(rows.width));
    if has_headings {
        row_line::headings(canvas, &fit, &HEADINGS, columns);
    }
    let lines = (&stack.rows, Spot::Event);
    let window = row_line::headed(canvas, lines, [heading, rows], true, (&fit, line));
    canvas.thumb(window, stack.rows.count(), true, frame);
    height
}

/// The columns with a heading: without one, the line of a file could be any number.
const HEADINGS: [row_line::Heading; 5] = [
    (Part::Mark, "Line", None),
    (Part::Name, "Release", None),
    (Part::Day, "End of life", None),
    (Part::Note, "In the file", None),
    (Part::Then, "Upgrade to", None),
];

fn line(
    canvas: &Canvas<'_>,
    line: stack::Line,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let (stack, theme) = (&canvas.model.stack, canvas.theme);
    match line {
        stack::Line::Heading(group) => {
            let heading = stack
                .group(group)
                .map(|group| heading(group, theme, place.1));
            heading.unwrap_or_default()
        }
        stack::Line::Item(number) => stack.item(number).map_or_else(Line::default, |(item, _)| {
            item_line(canvas, item, fit, place)
        }),
        stack::Line::Unmatched(number) => {
            let unmatched = stack.survey.unmatched.get(number);
            let words = unmatched.map(|it| format!("{}:{}: {}", it.path, it.at.line, it.words()));
            plain(canvas, &words.unwrap_or_default(), theme.dim, place)
        }
        stack::Line::Unread(number) => {
            let project = stack.reading.project.as_ref();
            let unread = project.and_then(|project| project.gathered.unread.get(number));
            let words = unread.map(|it| match it.at {
                Some(at) => format!("{}:{}: {}", it.path, at.line, it.reason),
                None => format!("{}: {}", it.path, it.reason),
            });
            plain(canvas, &words.unwrap_or_default(), theme.soon, place)
        }
        stack::Line::Folded => {
            let key = canvas.keys.key_of(&Msg::Stack(stack::Msg::Fold));
            let hint = key.map_or_else(String::new, |key| format!(" ({key} shows them)"));
            Line::styled(format!("   ▾ {}{hint}", stack.folded()), theme.dim)
        }
    }
}

/// The heading of a group, in so many terminal columns.
fn heading(group: &Group, theme: &Theme, width: u16) -> Line<'static> {
    let width = usize::from(width).saturating_sub(1);
    // The end of a path says more than how many items it has.
    let name = width::end_of(&group.name, width);
    let counts = format!(" · {}", group.counts);
    let counts = width::cut(&counts, width - width::of(name)).into_owned();
    Line::from(vec![
        Span::styled(format!(" {name}"), theme.page_heading),
        Span::styled(counts, theme.dim),
    ])
}

/// A line of text that can be selected.
fn plain(
    canvas: &Canvas<'_>,
    words: &str,
    style: Style,
    (selected, width): (Option<bool>, u16),
) -> Line<'static> {
    let width = usize::from(width);
    let words = width::cut(words, width.saturating_sub(3)).into_owned();
    let line = Line::from(vec![Span::raw(" "), Span::styled(words, style)]);
    let selection = selected.map(|is_focused| canvas.selection(is_focused));
    pane::selectable(line, selection, width)
}

fn item_line(
    canvas: &Canvas<'_>,
    item: &Item,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let mut row = item.row(&model.catalog, model.viewpoint());
    // The text of the file is worth more than until when the next release is supported.
    row.then.long.clone_from(&row.then.short);
    if model.stack.order != Order::File {
        row.note = format!("{}: {}", item.path, row.note);
    }
    let health = match item.status {
        Status::Ended | Status::Older => Some(Health::Ended),
        Status::Extended => Some(Health::Extended),
        _ => None,
    };
    let style = |part| match part {
        Part::Sign | Part::Day | Part::Left => row_line::told(theme, &row, part, health),
        Part::Mark | Part::Note | Part::Unused => theme.dim,
        Part::Life => row.life.map_or(theme.dim, |life| theme.life(life)),
        _ => Style::new(),
    };
    row_line::line(canvas, &row, fit, style, place)
}

/// `12400 files · src/main`, as far as reading has come, and the key that cancels it.
fn reading(canvas: &Canvas<'_>, progress: &Progress) -> Line<'static> {
    let theme = canvas.theme;
    let words = match progress {
        Progress { path, .. } if path.is_empty() => " Reading the files".to_owned(),
        Progress { files, path } => {
            format!(
                " {} · {}",
                wording::count(*files, "file"),
                width::end_of(path, 50)
            )
        }
    };
    let mut line = Line::from(Span::raw(words));
    if let Some(key) = canvas.keys.key_of(&Msg::Back) {
        let key = theme.glyphs.key_names(key.to_string());
        line.push_span(Span::styled(format!(" · {key} cancels"), theme.dim));
    }
    line
}

/// What there is instead of items, and the way on.
fn nothing(canvas: &Canvas<'_>, width: u16) -> Vec<Line<'static>> {
    let stack = &canvas.model.stack;
    let again = (Msg::Stack(stack::Msg::Read), "reads the files again");
    // What failed later is told once; the files that were read before are still shown.
    let failure = stack.reading.failure.as_ref();
    if let Some(failure) = failure.filter(|_| stack.reading.project.is_none()) {
        return empty::lines(canvas, failure, &[again], width);
    }
    let query = canvas.model.browse.query.text();
    if !query.is_empty() {
        let words = format!("No version in these files matches “{query}”.");
        return empty::lines(canvas, &words, &empty::ways_out(canvas.model), width);
    }
    let words = format!("No manifest, image or lock file in {}.", stack.folder());
    let mut lines = empty::lines(canvas, &words, &[again], width);
    let elsewhere = "eolens check --browse PATH looks elsewhere";
    let elsewhere = wrapped(elsewhere, usize::from(width).saturating_sub(2)).into_iter();
    lines.extend(elsewhere.map(|line| Line::styled(format!(" {line}"), canvas.theme.dim)));
    lines
}

/// What there is to say if no item needs attention, and the way on.
fn calm(canvas: &Canvas<'_>, width: u16) -> Vec<Line<'static>> {
    let (model, stack) = (canvas.model, &canvas.model.stack);
    let first = stack.items().filter_map(Item::eol).min();
    let until = first.map_or_else(String::new, |first| {
        let first = row::day(first, model.preferences.dates);
        format!("; the first ends on {first}")
    });
    let words = format!("Nothing has ended: {}{until}.", stack.counts().join(", "));
    let ways = [
        (Msg::Stack(stack::Msg::Fold), "shows them"),
        (Msg::Stack(stack::Msg::Form), "shows a timeline"),
    ];
    empty::lines(canvas, &words, &ways, width)
}
