//! A change as a row of a list: product and release, the changed field, the old and the new value, and how far
//! an end date has moved. Narrow rows use shorter forms; the new value is never left out.

use super::{Change, Kind};
use crate::facts::moves::Said;
use crate::facts::phase::Phase;
use crate::facts::row::{self, ARROW, Fit, Name, Part, Row, Widths, short_words};
use crate::facts::viewpoint::{DateStyle, Left};
use crate::facts::wording;
use crate::text::width;

/// The columns of a list of changes. The mark says that an item is watched, the day has the old and the new
/// value.
const PARTS: [Part; 5] = [Part::Mark, Part::Name, Part::Phase, Part::Day, Part::Then];

const WIDTHS: Widths = Widths {
    mark: 1,
    name: 44,
    least_name: row::NAME,
    day: BOTH,
    phase: row::PHASE,
    note: 0,
    left: Left::Short,
    then: (34, 15),
};

/// `2026-09-05 → 2027-09-05`.
const BOTH: usize = 23;
/// If names would get less room with the old value beside the new one, only the new one is shown.
const LEAST_NAME: usize = 18;

/// The columns that fit into a width.
pub fn fit(room: usize) -> Fit {
    let fit = Fit::new(&PARTS, WIDTHS, room);
    let name = fit.column(Part::Name).map_or(0, |(_, width)| width);
    if name >= LEAST_NAME {
        return fit;
    }
    let day = row::DAY;
    Fit::new(&PARTS, Widths { day, ..WIDTHS }, room)
}

/// Whether a change is good or bad for users of the product; neutral if that is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something ends later, or is new.
    Good,
    /// Something ends earlier, or is gone.
    Bad,
    /// Neither.
    Neutral,
}

impl Change {
    /// Whether it is good or bad news.
    pub fn news(&self) -> News {
        match self.kind {
            Kind::ProductGone | Kind::ReleaseGone | Kind::Ended | Kind::Earlier => News::Bad,
            Kind::Later | Kind::Reopened => News::Good,
            _ => News::Neutral,
        }
    }

    /// The change as a row for a fit. `times` says how often the end date has moved in the data.
    pub fn row(&self, name: Name, times: usize, style: DateStyle, fit: &Fit) -> Row {
        let room = fit.column(Part::Day).map_or(0, |(_, width)| width);
        let (long, short) = self.what();
        let is_end = self.phase().is_some();
        let absent = if is_end { "no date" } else { "none" };
        let said = |text: Option<&str>| said(text, absent, style);
        let to = match &self.to {
            None if !is_end => String::new(),
            to => said(to.as_deref()),
        };
        let both = match &self.from {
            None if !is_end => to.clone(),
            from => format!("{}{ARROW}{to}", said(from.as_deref())),
        };
        let is_whole = width::of(&both) <= room;
        let then = match self.days() {
            Some(days) => shifted(days, times),
            // What does not fit beside its old value has room there.
            None if !is_whole && !is_end => (both.clone(), String::new()),
            None => <(String, String)>::default(),
        };
        Row {
            name,
            phase: (long.to_owned(), short),
            day: if is_whole { both } else { to },
            then: then.into(),
            ..Row::default()
        }
    }

    /// The changed field, with a short form.
    fn what(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::ProductGone => ("product removed", "removed"),
            Kind::ReleaseGone => ("release removed", "removed"),
            Kind::ProductNew => ("new product", "new"),
            Kind::ReleaseNew => ("new release", "new"),
            Kind::ProductRenamed | Kind::ReleaseRenamed => ("renamed", "renamed"),
            Kind::Latest => ("latest version", "version"),
            _ => match self.phase() {
                Some(Phase::Security) => ("end of life", "EOL"),
                Some(phase) => (phase.words(), short_words(phase)),
                None => ("", ""),
            },
        }
    }
}

/// `31 days earlier · moved 11 times`, and `31d earlier`; `3y 5m later` for many days.
fn shifted(days: i64, times: usize) -> (String, String) {
    let way = if days < 0 { "earlier" } else { "later" };
    let short = match days.abs() {
        days @ 1000.. => format!("{}y {}m {way}", days / 365, (days % 365 / 30).min(11)),
        days => format!("{days}d {way}"),
    };
    let long = if days.abs() < 1000 {
        wording::shift(days)
    } else {
        short.clone()
    };
    match times {
        0 | 1 => (long, short),
        times => (format!("{long} · moved {}", wording::times(times)), short),
    }
}

/// A day as it is written, what is said in place of one, or the text.
fn said(text: Option<&str>, absent: &str, style: DateStyle) -> String {
    let Some(text) = text else {
        return absent.to_owned();
    };
    match Said::parse(text) {
        Some(Said::Over) => "ended".to_owned(),
        Some(Said::Open) => "no end".to_owned(),
        said => {
            let day = said.and_then(Said::date);
            day.map_or_else(|| text.to_owned(), |day| style.short().written(day))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::facts::changes::{Change, Kind};
    use crate::facts::row::Name;
    use crate::facts::viewpoint::DateStyle;

    fn change(kind: Kind, field: Option<&str>, from: Option<&str>, to: Option<&str>) -> Change {
        Change {
            kind,
            product: "x".to_owned(),
            title: "X".to_owned(),
            release: Some("1".to_owned()),
            field: field.map(str::to_owned),
            from: from.map(str::to_owned),
            to: to.map(str::to_owned),
        }
    }

    #[test]
    fn what_is_there_now_is_told_in_any_width() {
        let (eol, name) = (Some("eol"), Some("name"));
        let moved = change(Kind::Earlier, eol, Some("2027-10-31"), Some("2027-09-30"));
        let lost = change(Kind::Withdrawn, Some("eoes"), Some("2027-10-31"), None);
        let renamed = change(Kind::ReleaseRenamed, name, Some("old"), Some("new"));
        let later = change(Kind::Later, eol, Some("2020-10-31"), Some("2030-12-31"));
        let other = change(
            Kind::ReleaseRenamed,
            name,
            Some("the twelfth of all"),
            Some("bookworm"),
        );
        let gone = change(Kind::ReleaseGone, None, None, None);
        let new = change(Kind::Announced, eol, None, Some("2027-03-31"));
        for (width, change, times, words) in [
            (
                118,
                &moved,
                4,
                "X 1 end of life 2027-10-31 → 2027-09-30 31 days earlier · moved 4 times",
            ),
            (76, &moved, 4, "X 1 EOL 2027-10-31 → 2027-09-30 31d earlier"),
            (56, &moved, 4, "X 1 EOL 2027-10-31 → 2027-09-30"),
            (36, &moved, 4, "X 1 EOL 2027-09-30"),
            (
                118,
                &later,
                1,
                "X 1 end of life 2020-10-31 → 2030-12-31 10y 2m later",
            ),
            (118, &lost, 0, "X 1 extended support 2027-10-31 → no date"),
            (36, &lost, 0, "X 1 extended no date"),
            (118, &new, 0, "X 1 end of life no date → 2027-03-31"),
            (118, &renamed, 0, "X 1 renamed old → new"),
            (36, &renamed, 0, "X 1 renamed old → new"),
            (
                118,
                &other,
                0,
                "X 1 renamed bookworm the twelfth of all → bookworm",
            ),
            (36, &other, 0, "X 1 renamed bookworm"),
            (76, &gone, 0, "X 1 removed"),
        ] {
            let fit = fit(width);
            let title = Name {
                title: "X".to_owned(),
                labels: vec!["1".to_owned()],
            };
            let row = change.row(title, times, DateStyle::default(), &fit);
            let line: String = row.cells(&fit).into_iter().map(|cell| cell.text).collect();
            assert!(line.trim_end().chars().count() <= width, "{width}");
            let told = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(told, words, "{width}");
        }
    }
}
