//! How much of a release's life has passed, from its release to its last known end. Extended support does
//! not count.

use chrono::NaiveDate;

use crate::facts::lifecycle::{self, Phase};
use crate::facts::product::{Dates, End};
use crate::facts::viewpoint::Viewpoint;

/// The life of a release that is out and has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// It ends on a known day.
    Until {
        /// Days since the release.
        used: i64,
        /// Days from the release to the end; at least as many as `used`.
        all: i64,
        /// Whether its end is near, see [`lifecycle::warning_days`].
        is_soon: bool,
    },
    /// It continues, and no end is published.
    Open,
}

/// A life as a line of cells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The part that has passed, to half a cell.
    pub used: String,
    /// The part that remains.
    pub left: String,
}

impl Life {
    /// The life of a release on a day; `None` before its release, after its end, or if one of the two is
    /// unknown.
    pub fn of(dates: &Dates, on: Viewpoint) -> Option<Self> {
        let released = dates.released.filter(|released| *released <= on.day)?;
        let end = match dates.eol {
            End::Open => return Some(Self::Open),
            End::Over => return None,
            End::On(day) => day,
            End::Unstated => last_known(dates)?,
        };
        let left = (end - on.day).num_days();
        (left >= 0).then(|| Self::Until {
            used: (on.day - released).num_days(),
            all: (end - released).num_days(),
            is_soon: lifecycle::is_almost_over(end, Some(released), on),
        })
    }

    /// How much of it has passed, in percent; `None` if no end is published.
    pub fn percent(self) -> Option<i64> {
        match self {
            Self::Until { used, all, .. } => Some(used * 100 / all.max(1)),
            Self::Open => None,
        }
    }

    /// A line of a width: `━━━━╾───`. A life without an end fades out: `┄┄┄┄┄┄┄→`.
    pub fn line(self, width: usize) -> Line {
        let Self::Until { used, all, .. } = self else {
            let left = format!("{}→", "┄".repeat(width.saturating_sub(1)));
            let used = String::new();
            return Line { used, left };
        };
        let (used, all) = (used.unsigned_abs(), all.unsigned_abs().max(1));
        let halves = u64::try_from(width * 2).unwrap_or(u64::MAX);
        let halves = usize::try_from(used * halves / all).unwrap_or(0);
        let (whole, half) = (halves / 2, halves % 2);
        Line {
            used: "━".repeat(whole) + if half == 1 { "╾" } else { "" },
            left: "─".repeat(width.saturating_sub(whole + half)),
        }
    }
}

/// The last end of active support or production.
fn last_known(dates: &Dates) -> Option<NaiveDate> {
    let ends = [Phase::ActiveSupport, Phase::Production].map(|phase| phase.end(dates).date());
    ends.into_iter().flatten().max()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Life;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;

    /// The line of a release with these dates in ten cells, on 2026-01-01; `-` if there is none.
    fn line(dates: &str) -> String {
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n- {{releaseCycle: '1', {dates}}}\n---\n"
        );
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let life = Life::of(&product.releases[0].dates, Viewpoint::with_defaults(day));
        let drawn = life.map(|life| life.line(10));
        drawn.map_or("-".to_owned(), |drawn| drawn.used + &drawn.left)
    }

    #[test]
    fn a_life_has_passed_to_a_part() {
        let life = |used, all| Life::Until {
            used,
            all,
            is_soon: false,
        };
        let percents = [
            life(0, 10),
            life(1, 3),
            life(10, 10),
            life(0, 0),
            Life::Open,
        ];
        let percents = percents.map(Life::percent);
        assert_eq!(percents, [Some(0), Some(33), Some(100), Some(0), None]);
    }

    #[test]
    fn a_life_is_a_line_from_the_release_to_the_end() {
        for (dates, expected) in [
            ("releaseDate: 2026-01-01, eol: 2028-01-01", "──────────"),
            ("releaseDate: 2025-01-01, eol: 2027-01-01", "━━━━━─────"),
            ("releaseDate: 2025-01-01, eol: 2026-10-15", "━━━━━╾────"),
            ("releaseDate: 2025-01-01, eol: 2026-01-01", "━━━━━━━━━━"),
            ("releaseDate: 2025-01-01, eol: 2025-12-31", "-"),
            ("releaseDate: 2025-01-01, eol: false", "┄┄┄┄┄┄┄┄┄→"),
            ("releaseDate: 2025-01-01, eol: true", "-"),
            ("releaseDate: 2027-01-01, eol: 2028-01-01", "-"),
            ("eol: 2028-01-01", "-"),
            ("releaseDate: 2025-01-01, eoas: 2027-01-01", "━━━━━─────"),
            ("releaseDate: 2025-01-01", "-"),
        ] {
            assert_eq!(line(dates), expected, "{dates}");
        }
    }
}
