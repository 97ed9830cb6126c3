//! The measured cadence, in words, with the figures behind them.

use chrono::NaiveDate;

use super::{Cadence, Expected, NextEnd, Rhythm, Spread, Support};
use crate::facts::lifecycle::Phase;
use crate::facts::moves::Move;
use crate::facts::product::Product;
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::facts::why;
use crate::facts::wording;

/// Names and texts of everything that can be concluded from the product's dates.
pub fn sentences(product: &Product, on: Viewpoint) -> Vec<(&'static str, String)> {
    let cadence = Cadence::measure(product, on);
    let rhythm = cadence
        .rhythm
        .as_ref()
        .map(|rhythm| rhythm_words(rhythm, on.day));
    let next = cadence.next_release.map(|next| release_words(next, on));
    let support = (!cadence.support.is_empty()).then(|| support_words(&cadence.support, product));
    let end = cadence.next_end.as_ref();
    let end = end.and_then(|end| end_words(end, product, on));
    [
        ("Rhythm, measured", rhythm),
        ("Next release, computed", next),
        ("Support, measured", support),
        ("Next end, computed", end),
    ]
    .into_iter()
    .filter_map(|(name, text)| Some((name, text?)))
    .collect()
}

/// How often the ends of a product have moved in the data; `None` where it is fewer than five times,
/// which is no habit.
pub fn moved(product: &Product, moves: &[Move]) -> Option<(&'static str, String)> {
    const FEWEST: usize = 5;
    let telling = moves.iter().filter(|moved| {
        let release = product.releases.get(moved.release);
        release.is_some_and(|release| moved.is_telling(&release.dates))
    });
    let days: Vec<i64> = telling.filter_map(Move::days).collect();
    let later = days.iter().filter(|days| **days > 0).count();
    let text = format!(
        "{} times, {later} of them later; the data moved, which may also be a correction",
        days.len()
    );
    (days.len() >= FEWEST).then_some(("Ends moved in the data", text))
}

/// `a release every 6 months (the last 10 intervals: median 182 days, …) ▆▇█`
fn rhythm_words(rhythm: &Rhythm, day: NaiveDate) -> String {
    let spread = rhythm.spread;
    let usual = usual(spread);
    let every = usual.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    let every = every.unwrap_or(&usual);
    let silence = if rhythm.is_broken(day) {
        let passed = span((day - rhythm.last).num_days());
        format!(", but none for {passed}, as far as these data know")
    } else {
        String::new()
    };
    format!(
        "a release every {every}{silence} ({}) {}",
        numbers(spread, "interval"),
        sparkline(&rhythm.intervals)
    )
}

/// The median, or the middle half where the spread is too wide for a median to mean anything: if some
/// releases are supported for nine months and others for five years, none is supported for two.
fn usual(spread: Spread) -> String {
    if spread.is_narrow() {
        span(spread.median)
    } else {
        format!("{} to {}", span(spread.lower), span(spread.upper))
    }
}

/// `the last 10 intervals: median 182 days, half of them from 175 to 189`
fn numbers(spread: Spread, noun: &str) -> String {
    let Spread {
        count,
        lower,
        median,
        upper,
    } = spread;
    let halves = if lower == upper {
        "at least half of them just that".to_owned()
    } else {
        format!("half of them from {lower} to {upper}")
    };
    let days = wording::count(usize::try_from(median).unwrap_or(0), "day");
    format!("the last {count} {noun}s: median {days}, {halves}")
}

fn release_words(next: Expected, on: Viewpoint) -> String {
    let Viewpoint { day, preferences } = on;
    let date = preferences.dates.written(next.day);
    if next.day < day {
        let since = wording::span(days(next.day, day));
        return format!(
            "about {date} if the rhythm held: overdue for {since}, as far as these data know"
        );
    }
    format!(
        "about {date}, {}, if the rhythm holds{}",
        wording::relative(next.day, day),
        window(next, preferences.dates)
    )
}

/// ` (from 05 Oct 2026 to 19 Oct 2026 by the middle half)`
fn window(expected: Expected, style: DateStyle) -> String {
    let Expected {
        earliest, latest, ..
    } = expected;
    if earliest == latest {
        return String::new();
    }
    format!(
        " (from {} to {} by the middle half)",
        style.written(earliest),
        style.written(latest)
    )
}

/// `Security Support for 5 years from the release (the last 10 known ends: median 1826 days, …)`
fn support_words(support: &[Support], product: &Product) -> String {
    let phases = support.iter().map(|Support { phase, spread }| {
        format!(
            "{} for {} from the release ({})",
            phase_name(*phase, product),
            usual(*spread),
            numbers(*spread, "known end")
        )
    });
    phases.collect::<Vec<_>>().join("; ")
}

/// The name of a phase. A column headed `End-of-life Date` names the end, not the phase.
fn phase_name(phase: Phase, product: &Product) -> &str {
    let label = why::label(phase, &product.columns);
    let is_end = label.split([' ', '-']).any(|word| {
        let ends = ["date", "end", "eol", "until"];
        ends.contains(&word.to_lowercase().as_str())
    });
    if is_end { phase.words() } else { label }
}

fn end_words(end: &NextEnd, product: &Product, on: Viewpoint) -> Option<String> {
    let Viewpoint { day, preferences } = on;
    let release = product.releases.get(end.release)?;
    let (name, next) = (&release.label, end.expected);
    let date = preferences.dates.written(next.day);
    Some(if next.day < day {
        let since = wording::span(days(next.day, day));
        format!(
            "{name} about {date} if its support lasted as long: overdue for {since}, as far as these \
             data know; no end is published"
        )
    } else {
        format!(
            "{name} about {date}, {}, if its support lasts as long{}; no end is published",
            wording::relative(next.day, day),
            window(next, preferences.dates)
        )
    })
}

fn days(from: NaiveDate, to: NaiveDate) -> u64 {
    (to - from).num_days().unsigned_abs()
}

fn span(days: i64) -> String {
    wording::span(days.unsigned_abs())
}

/// A bar for each number, its height relative to the largest.
fn sparkline(numbers: &[i64]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let largest = numbers.iter().copied().max().unwrap_or(1).max(1);
    let bars = numbers.iter().map(|number| {
        let height = (number * 8 + largest - 1) / largest;
        let height = usize::try_from(height - 1).unwrap_or(0);
        BARS.get(height).copied().unwrap_or('█')
    });
    bars.collect()
}

#[cfg(test)]
mod tests {
    use super::sparkline;

    #[test]
    fn bars_are_as_high_as_their_share() {
        assert_eq!(sparkline(&[0, 1, 50, 100]), "▁▁▄█");
        assert_eq!(sparkline(&[0, 0]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }
}
