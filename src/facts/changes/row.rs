//! A row in a list of changes: product and release, the changed field, the old and the new value. Narrow
//! rows use shorter forms; the new value is never left out.

use super::{Change, Kind};
use crate::facts::moves::Said;
use crate::facts::phase::Phase;
use crate::facts::row::short_words;
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;
use crate::text::width;

/// The width of the sign and the space after it.
const SIGN: usize = 2;
/// `extended support`, the longest name of a field.
const WHAT: usize = 16;
/// The longest of the short names.
const SHORT_WHAT: usize = 8;
/// `2026-09-05`.
const DATE: usize = 10;
const ARROW: &str = " → ";
/// `999 days earlier`.
const SHIFT: usize = 16;
/// `10y 11m earlier`.
const SHORT_SHIFT: usize = 15;
const GAP: usize = 2;

/// How the parts of a row share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    /// The width of product and release.
    pub name: usize,
    has_long_words: bool,
    has_old: bool,
    has_shift: bool,
}

impl Fit {
    /// For rows of a width, with names of at most `longest_name` columns.
    pub fn new(width: usize, longest_name: usize) -> Self {
        let [has_shift, has_old, has_long_words] = [48, 72, 100].map(|least| width >= least);
        let what = if has_long_words { WHAT } else { SHORT_WHAT };
        let others = SIGN + GAP + what + GAP + rest(has_long_words, has_old, has_shift);
        Self {
            name: width.saturating_sub(others).min(longest_name),
            has_long_words,
            has_old,
            has_shift,
        }
    }

    /// The width of everything after the field.
    fn rest(&self) -> usize {
        rest(self.has_long_words, self.has_old, self.has_shift)
    }
}

fn rest(has_long_words: bool, has_old: bool, has_shift: bool) -> usize {
    let old = if has_old { DATE + 3 } else { 0 };
    let shift = match (has_shift, has_long_words) {
        (true, true) => GAP + SHIFT,
        (true, false) => GAP + SHORT_SHIFT,
        (false, _) => 0,
    };
    old + DATE + shift
}

/// The texts of a row, each padded to its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The changed field.
    pub what: String,
    /// The old value, with the arrow after it; empty if there is no room or no old value.
    pub from: String,
    /// The new value.
    pub to: String,
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

    /// All texts except the name.
    pub fn cells(&self, style: DateStyle, fit: &Fit) -> Cells {
        let (long, short) = self.what();
        let (word, columns) = if fit.has_long_words {
            (long, WHAT)
        } else {
            (short, SHORT_WHAT)
        };
        let is_end = self.phase().is_some();
        let absent = if is_end { "no date" } else { "none" };
        let [from, to] = [&self.from, &self.to].map(|text| said(text.as_deref(), absent, style));
        let (from, to) = match (is_end, self.from.is_some()) {
            (true, _) if fit.has_old => (width::padded(&from, DATE) + ARROW, to),
            (true, _) => (String::new(), to),
            (false, true) => {
                let both = format!("{from}{ARROW}{to}");
                let is_fitting = width::of(&both) <= fit.rest();
                (String::new(), if is_fitting { both } else { to })
            }
            (false, false) => (String::new(), self.to.clone().unwrap_or_default()),
        };
        let shift = self.days().filter(|_| fit.has_shift);
        let shift = shift.map(|days| shift_words(days, fit.has_long_words));
        let to = match shift {
            Some(shift) => width::padded(&to, DATE + GAP) + &shift,
            None => to,
        };
        Cells {
            what: width::padded(&width::cut(word, columns), columns + GAP),
            to: width::cut(&to, fit.rest().saturating_sub(width::of(&from))).into_owned(),
            from,
        }
    }

    /// The changed field, with a short form.
    fn what(&self) -> (&'static str, &'static str) {
        match self.kind {
            Kind::ProductGone => ("product gone", "gone"),
            Kind::ReleaseGone => ("release gone", "gone"),
            Kind::ProductNew => ("new product", "new"),
            Kind::ReleaseNew => ("new release", "new"),
            Kind::ProductRenamed | Kind::ReleaseRenamed => ("renamed", "renamed"),
            Kind::Latest => ("newest version", "version"),
            _ => match self.phase() {
                Some(Phase::Security) => ("end of life", "EOL"),
                Some(phase) => (phase.words(), short_words(phase)),
                None => ("", ""),
            },
        }
    }
}

/// `31 days earlier`, `31d earlier`; `3y 5m later` for many days.
fn shift_words(days: i64, has_room: bool) -> String {
    let way = if days < 0 { "earlier" } else { "later" };
    match days.abs() {
        days @ 1000.. => format!("{}y {}m {way}", days / 365, (days % 365 / 30).min(11)),
        _ if has_room => wording::shift(days),
        days => format!("{days}d {way}"),
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
    use super::Fit;
    use crate::facts::changes::{Change, Kind};
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
        let other = change(Kind::ReleaseRenamed, name, Some("12"), Some("bookworm"));
        let gone = change(Kind::ReleaseGone, None, None, None);
        for (width, change, words) in [
            (
                100,
                &moved,
                "end of life       |2027-10-31 → |2027-09-30  31 days earlier",
            ),
            (
                77,
                &moved,
                "EOL       |2027-10-31 → |2027-09-30  31d earlier",
            ),
            (60, &moved, "EOL       ||2027-09-30  31d earlier"),
            (
                100,
                &later,
                "end of life       |2020-10-31 → |2030-12-31  10y 2m later",
            ),
            (37, &moved, "EOL       ||2027-09-30"),
            (100, &lost, "extended support  |2027-10-31 → |no date"),
            (37, &lost, "extended  ||no date"),
            (77, &renamed, "renamed   ||old → new"),
            (37, &renamed, "renamed   ||old → new"),
            (37, &other, "renamed   ||bookworm"),
            (77, &gone, "gone      ||"),
        ] {
            let cells = change.cells(DateStyle::default(), &Fit::new(width, 60));
            let told = format!("{}|{}|{}", cells.what, cells.from, cells.to);
            assert_eq!(told, words, "{width}");
        }
    }
}
