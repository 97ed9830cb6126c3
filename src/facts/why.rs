//! Why a release has its status, in three sentences: its phase, the dates, the rule.

use chrono::NaiveDate;

use crate::facts::lifecycle::{self, Health, Phase, Standing};
use crate::facts::moves::Move;
use crate::facts::product::{Columns, Dates, End, Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::facts::wording;

/// The three sentences about a release on a day.
pub fn explain(product: &Product, release: &Release, on: Viewpoint) -> [String; 3] {
    let label = table::label(product, release, on.day);
    let name = wording::named(&product.title, &label);
    let phase = current(&release.dates, on);
    let health = lifecycle::release_health(&release.dates, on);
    let (first, last) = match (health, phase) {
        (Health::NotYet, _) => not_yet(&name, release, on),
        (_, Some(phase)) => (
            standing(&name, (phase, spoken(phase, product)), release, on),
            rule(
                health,
                deciding(health, phase, (product, release), on),
                &release.dates,
                on,
            ),
        ),
        (_, None) => (
            format!("The data does not say whether {name} is supported."),
            format!(
                "{}: no dates are stated, which does not mean that it has ended.",
                sign(Health::Unknown)
            ),
        ),
    };
    let dates = format!(
        "Dates: {}.",
        stated(product, release, on.preferences.dates).join("; ")
    );
    [first, dates, last]
}

/// The current phase of a release; if all have ended, the one that lasted longest. `None` if nothing is
/// known.
pub fn current(dates: &Dates, on: Viewpoint) -> Option<Phase> {
    const IN_TURN: [Phase; 4] = [
        Phase::Production,
        Phase::ActiveSupport,
        Phase::Security,
        Phase::ExtendedSupport,
    ];
    let is_maintenance = |phase: &Phase| *phase != Phase::Production;
    let standings = IN_TURN.map(|phase| (phase, phase.standing(dates, on)));
    let standings = || standings.into_iter();
    let is_over = lifecycle::is_end_of_life(dates, on.day);
    let can_go_on = |phase| !is_over || phase == Phase::ExtendedSupport;
    let is_open = |standing| matches!(standing, Standing::Running | Standing::AlmostOver);
    let open = || standings().filter(|(phase, standing)| is_open(*standing) && can_go_on(*phase));
    let kept = || open().find(|(phase, _)| is_maintenance(phase));
    let ended = standings().filter(|(_, standing)| *standing == Standing::Ended);
    // An end without a date is not an early one: the phase has outlasted those before it.
    let day_of = |phase: Phase| phase.end(dates).date();
    let last = || {
        ended.reduce(|last, next| match (day_of(last.0), day_of(next.0)) {
            (Some(one), Some(other)) if one > other => last,
            _ => next,
        })
    };
    let current = kept().or_else(|| open().next()).or_else(last);
    current.map(|(phase, _)| phase)
}

/// How often the end dates of a release have moved in the data, and when last: one sentence per phase. Only
/// moves from one date to another that are worth telling count, see [`Move::is_telling`].
pub fn moved(product: &Product, release: usize, moves: &[Move], style: DateStyle) -> Vec<String> {
    let telling = telling(product, release, moves);
    let sentences = Phase::ALL.into_iter().filter_map(|phase| {
        let of_phase = telling.clone().filter(|moved| moved.phase == phase);
        let last = of_phase.clone().next_back()?;
        let (from, to) = last.from.date().zip(last.to.date())?;
        let label = label(phase, &product.columns);
        Some(format!(
            "The end of {label} has moved {}: from {} to {}, {}.",
            moved_when(of_phase.count(), last.changed, style),
            style.written(from),
            style.written(to),
            wording::shift(last.days()?)
        ))
    });
    sentences.collect()
}

/// The same in a few words for all ends: `its end dates moved 3 times in the data, most recently on 13 Jul 2026`.
/// `None` if none moved.
pub fn moved_in_short(
    product: &Product,
    release: usize,
    moves: &[Move],
    style: DateStyle,
) -> Option<String> {
    let telling = telling(product, release, moves);
    let last = telling.clone().map(|moved| moved.changed).max()?;
    let count = telling.count();
    let what = if count == 1 { "end date" } else { "end dates" };
    let when = moved_when(count, last, style);
    Some(format!("its {what} moved {when}"))
}

/// `once in the data, on 13 Jul 2026`; of several times, the day of the last.
fn moved_when(count: usize, last: NaiveDate, style: DateStyle) -> String {
    let most_recently = if count == 1 { "" } else { "most recently " };
    let (times, last) = (wording::times(count), style.written(last));
    format!("{times} in the data, {most_recently}on {last}")
}

fn telling<'a>(
    product: &'a Product,
    release: usize,
    moves: &'a [Move],
) -> impl DoubleEndedIterator<Item = &'a Move> + Clone {
    let own = product.releases.get(release);
    let moves = moves.iter().filter(move |moved| moved.release == release);
    moves.filter(move |moved| own.is_some_and(|own| moved.is_telling(&own.dates)))
}

fn not_yet(name: &str, release: &Release, on: Viewpoint) -> (String, String) {
    let when = release.dates.released.map_or_else(String::new, |date| {
        format!(
            ": it is expected on {} ({})",
            on.written(date),
            wording::relative(date, on.day)
        )
    });
    (
        format!("{name} is not yet released{when}."),
        format!(
            "{}: nothing counts as supported before its release.",
            sign(Health::NotYet)
        ),
    )
}

/// The plain name of a phase; of extended support the product's own, which says whose it is.
pub fn in_words(phase: Phase, product: &Product) -> &str {
    match phase {
        Phase::ExtendedSupport => label(phase, &product.columns),
        phase => phase.words(),
    }
}

/// The product's own name for a phase; the general one, in lower case, where that is the same or says more.
pub fn spoken(phase: Phase, product: &Product) -> &str {
    let label = label(phase, &product.columns);
    let words = phase.words();
    if [words, "support"]
        .iter()
        .any(|own| label.eq_ignore_ascii_case(own))
    {
        words
    } else {
        label
    }
}

fn standing(name: &str, (phase, label): (Phase, &str), release: &Release, on: Viewpoint) -> String {
    let span = |date| {
        let written = on.written(date);
        format!("{written}, {}", wording::relative(date, on.day))
    };
    match (
        phase.end(&release.dates),
        phase.standing(&release.dates, on),
    ) {
        (End::On(date), Standing::Ended) => {
            format!(
                "{name} has ended: its last phase, {label}, ended on {}.",
                span(date)
            )
        }
        (End::On(date), _) => format!("{name} is in {label}, which ends on {}.", span(date)),
        (_, Standing::Ended) => {
            format!("{name} has ended: its last phase, {label}, ended on an unknown date.")
        }
        _ => format!("{name} is in {label}; no end date is published."),
    }
}

/// The dates that the data state for a release, each in a few words.
pub fn stated(product: &Product, release: &Release, style: DateStyle) -> Vec<String> {
    let released = release.dates.released.map_or_else(
        || "release date unknown".to_owned(),
        |date| format!("released {}", style.written(date)),
    );
    let phases = phases(product, release).map(|stated| {
        let comma = if stated.end == End::Open { "," } else { "" };
        let label = spoken(stated.phase, product);
        format!("{label}{comma} {}", stated.words(style))
    });
    std::iter::once(released).chain(phases).collect()
}

/// What the data state about a phase of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated<'a> {
    /// The phase.
    pub phase: Phase,
    /// Its name, see [`label`].
    pub label: &'a str,
    /// Its end.
    pub end: End,
}

impl Stated<'_> {
    /// `until 14 Nov 2030`, `no end date published`.
    pub fn words(&self, style: DateStyle) -> String {
        let words = match self.end {
            End::On(date) => return format!("until {}", style.written(date)),
            End::Over => "ended, date unknown",
            End::Open => "no end date published",
            End::Unstated if self.phase == Phase::ExtendedSupport => "not offered",
            End::Unstated => "unknown",
        };
        words.to_owned()
    }
}

/// The phases of a release that have an end in the data or a column in the product's table.
pub fn phases<'a>(
    product: &'a Product,
    release: &'a Release,
) -> impl Iterator<Item = Stated<'a>> + 'a {
    Phase::ALL.into_iter().filter_map(|phase| {
        let end = phase.end(&release.dates);
        let is_told = end != End::Unstated || phase.column(&product.columns).is_some();
        let label = label(phase, &product.columns);
        is_told.then_some(Stated { phase, label, end })
    })
}

/// `✓ supported`: the sign of the release's status with its word, as in lists and verdicts.
fn sign(health: Health) -> String {
    let glyph = match health {
        Health::Supported => Tone::Good.glyph(),
        health => health.glyph(),
    };
    format!("{glyph} {}", health.words())
}

/// The phase that the status of a release follows from, and ` in security support` if that is not the current
/// one, which the first sentence names.
fn deciding(
    health: Health,
    current: Phase,
    (product, release): (&Product, &Release),
    on: Viewpoint,
) -> (Phase, String) {
    let decides = match health {
        Health::Supported => Standing::Running,
        Health::AlmostOver => Standing::AlmostOver,
        _ => return (current, String::new()),
    };
    let dates = &release.dates;
    let usual = [
        current,
        Phase::Security,
        Phase::ActiveSupport,
        Phase::Production,
    ];
    let deciding = usual
        .into_iter()
        .filter(|phase| *phase != Phase::ExtendedSupport && phase.standing(dates, on) == decides);
    let end = |phase: &Phase| phase.end(dates).date().unwrap_or(NaiveDate::MAX);
    let longest = deciding.reduce(|best, next| if end(&next) > end(&best) { next } else { best });
    match longest {
        Some(phase) if phase != current => (phase, format!(" in {}", spoken(phase, product))),
        _ => (current, String::new()),
    }
}

fn rule(health: Health, (phase, of): (Phase, String), dates: &Dates, on: Viewpoint) -> String {
    let (sign, soon) = (sign(health), Health::AlmostOver.words());
    let End::On(end) = phase.end(dates) else {
        return match health {
            Health::Ended => {
                format!("{sign}: the data gives no date, so it counts as ended on every day.")
            }
            Health::Extended => format!("{sign}: no end date is published."),
            _ if of.is_empty() => {
                format!("{sign}: no end date is published, so it never turns \"{soon}\".")
            }
            _ => format!("{sign}: there is no end date{of}, so it never turns \"{soon}\"."),
        };
    };
    let left = (end - on.day).num_days();
    let most = on.preferences.warning_days;
    let warned = lifecycle::warning_days(end, dates.released, on.preferences);
    let days = |days: i64| wording::count(usize::try_from(days).unwrap_or(0), "day");
    match health {
        Health::Ended => format!(
            "{sign} {} ago: a release counts as supported through its last day.",
            days(-left)
        ),
        Health::Extended => format!("{sign}: {} left.", days(left)),
        Health::AlmostOver => format!(
            "{sign}: {} left{of}; the last {} count as \"{soon}\" (a third of the phase, at most {most}).",
            days(left),
            days(warned)
        ),
        _ => format!(
            "{sign}: {} left{of}; it turns \"{soon}\" {} before its end (a third of the phase, at most {most}).",
            days(left),
            days(warned)
        ),
    }
}

/// The product's own name for the phase: its column label. The general name if the table does not show the
/// phase, or if the label names its end (`End of Life`) or its state (`Supported`, `Support Status`).
pub fn label(phase: Phase, columns: &Columns) -> &str {
    match phase {
        // The column is headed `Discontinued`, which names the end, not the phase.
        Phase::Production => phase.words(),
        phase => {
            let names_phase = |label: &&str| {
                let label = label.to_lowercase();
                let is_adjective = label.ends_with("ed") && !label.contains(' ');
                let others = ["end of", "end-of", "status"];
                !is_adjective && !others.iter().any(|other| label.contains(other))
            };
            let column = phase.column(columns).filter(names_phase);
            column.unwrap_or(phase.words())
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::explain;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;

    fn explained(release: &str) -> [String; 3] {
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\neoasColumn: Full care\neoesColumn: true\n\
             releases:\n- {{releaseCycle: '1', {release}}}\n---\n"
        );
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        explain(
            &product,
            &product.releases[0],
            Viewpoint::with_defaults(day),
        )
    }

    #[test]
    fn the_phase_the_dates_and_the_rule_are_named() {
        let facts = "releaseDate: 2024-01-01, eoas: 2025-01-01, eol: 2026-12-31";
        assert_eq!(
            explained(facts),
            [
                "X 1 is in security support, which ends on 31 Dec 2026, in 1 year.",
                "Dates: released 01 Jan 2024; Full care until 01 Jan 2025; security \
                 support until 31 Dec 2026; extended support not offered.",
                "✓ supported: 364 days left; it turns \"ending soon\" 120 days before its end (a third of the phase, \
                 at most 120).",
            ]
        );
    }

    #[test]
    fn each_sign_has_its_reason() {
        for (facts, phase, rule) in [
            (
                "releaseDate: 2025-10-03, eoas: true, eol: 2026-01-31",
                "X 1 is in security support, which ends on 31 Jan 2026, in 1 month.",
                "! ending soon: 30 days left; the last 40 days count as \"ending soon\" (a third of the phase, \
                 at most 120).",
            ),
            (
                "releaseDate: 2020-01-01, eoas: 2021-01-01, eol: 2025-12-31",
                "X 1 has ended: its last phase, security support, ended on 31 Dec 2025, yesterday.",
                "✗ ended 1 day ago: a release counts as supported through its last day.",
            ),
            (
                "releaseDate: 2020-01-01, eoas: true, eol: true",
                "X 1 has ended: its last phase, security support, ended on an unknown date.",
                "✗ ended: the data gives no date, so it counts as ended on every day.",
            ),
            (
                "releaseDate: 2020-01-01, eoas: true, eol: 2025-12-31",
                "X 1 has ended: its last phase, security support, ended on 31 Dec 2025, yesterday.",
                "✗ ended 1 day ago: a release counts as supported through its last day.",
            ),
            (
                "releaseDate: 2020-01-01, eol: false",
                "X 1 is in security support; no end date is published.",
                "✓ supported: no end date is published, so it never turns \"ending soon\".",
            ),
            (
                "releaseDate: 2019-01-01, eoas: 2020-01-01, eol: true",
                "X 1 has ended: its last phase, security support, ended on an unknown date.",
                "✗ ended: the data gives no date, so it counts as ended on every day.",
            ),
            (
                "releaseDate: 2019-01-01, discontinued: 2020-01-01, eol: true",
                "X 1 has ended: its last phase, security support, ended on an unknown date.",
                "✗ ended: the data gives no date, so it counts as ended on every day.",
            ),
            (
                "releaseDate: 2018-04-26, eol: 2023-05-31, eoes: 2028-04-30",
                "X 1 is in extended support, which ends on 30 Apr 2028, in 2 years and 4 months.",
                "◐ extended support only: 850 days left.",
            ),
            (
                "releaseDate: 2020-01-01, eoas: 2026-01-31, eol: 2027-01-31",
                "X 1 is in Full care, which ends on 31 Jan 2026, in 1 month.",
                "✓ supported: 395 days left in security support; it turns \"ending soon\" 120 days before its end \
                 (a third of the phase, at most 120).",
            ),
            (
                "releaseDate: 2020-01-01",
                "The data does not say whether X 1 is supported.",
                "? unknown: no dates are stated, which does not mean that it has ended.",
            ),
            (
                "releaseDate: 2026-01-08, eol: 2027-01-01",
                "X 1 is not yet released: it is expected on 08 Jan 2026 (in 1 week).",
                "○ not yet released: nothing counts as supported before its release.",
            ),
        ] {
            let [first, _, last] = explained(facts);
            assert_eq!((first.as_str(), last.as_str()), (phase, rule), "{facts}");
        }
    }
}
