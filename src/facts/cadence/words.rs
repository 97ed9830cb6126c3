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
        ("Release cadence", rhythm),
        ("Next release, estimated", next),
        ("Support length", support),
        ("Next end, estimated", end),
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
        "changed {} times, {later} times to a later date; some changes may be corrections",
        days.len()
    );
    (days.len() >= FEWEST).then_some(("End dates in the data", text))
}

/// `every 6 months ▆▇█, typically 175 to 189 days, measured over the last 10 intervals`
fn rhythm_words(rhythm: &Rhythm, day: NaiveDate) -> String {
    let spread = rhythm.spread;
    let usual = usual(spread);
    let every = usual.strip_prefix("1 ").filter(|unit| !unit.contains(' '));
    let every = every.unwrap_or(&usual);
    let silence = if rhythm.is_broken(day) {
        let passed = span((day - rhythm.last).num_days());
        format!(", but none in the last {passed}")
    } else {
        String::new()
    };
    format!(
        "every {every}{silence} {}{}, over the last {} intervals",
        sparkline(&rhythm.intervals),
        typical(spread),
        spread.count
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

impl Spread {
    /// The same for tables: `5y`, `9m to 5y`.
    pub fn brief(self) -> String {
        if self.is_narrow() {
            wording::compact(self.median)
        } else {
            let [lower, upper] = [self.lower, self.upper].map(wording::compact);
            format!("{lower} to {upper}")
        }
    }
}

/// `, typically 175 to 189 days`: the middle half. Nothing where the spread is too wide, because it is said
/// already.
fn typical(spread: Spread) -> String {
    let Spread { lower, upper, .. } = spread;
    if !spread.is_narrow() {
        String::new()
    } else if lower == upper {
        let days = wording::count(usize::try_from(lower).unwrap_or(0), "day");
        format!(", typically {days}")
    } else {
        format!(", typically {lower} to {upper} days")
    }
}

fn release_words(next: Expected, on: Viewpoint) -> String {
    let Viewpoint { day, preferences } = on;
    let date = preferences.dates.written(next.day);
    if next.day < day {
        let since = wording::span(days(next.day, day));
        return format!(
            "around {date}; {since} overdue, unless released after the data was collected"
        );
    }
    format!(
        "around {date} ({}) if the cadence holds{}",
        wording::relative(next.day, day),
        window(next, preferences.dates)
    )
}

/// `; typically 05 Oct 2026 to 19 Oct 2026`: the middle half.
fn window(expected: Expected, style: DateStyle) -> String {
    let Expected {
        earliest, latest, ..
    } = expected;
    if earliest == latest {
        return String::new();
    }
    format!(
        "; typically {} to {}",
        style.written(earliest),
        style.written(latest)
    )
}

/// `Active Support ███ 1 year and 7 months, Security Support ██████████ 5 years, measured from the release
/// over the last 10 known ends`
fn support_words(support: &[Support], product: &Product) -> String {
    let longest = support.iter().map(|support| support.spread.median).max();
    let phases = support.iter().map(|Support { phase, spread }| {
        format!(
            "{} {} {}",
            phase_name(*phase, product),
            bar(spread.median, longest.unwrap_or(0)),
            usual(*spread)
        )
    });
    let count = support.iter().map(|support| support.spread.count).max();
    format!(
        "{}, from the release date, over the last {} end dates",
        phases.collect::<Vec<_>>().join(", "),
        count.unwrap_or(0)
    )
}

/// A bar as long as a number is to the largest, which has ten blocks.
fn bar(number: i64, largest: i64) -> String {
    const LONGEST: i64 = 10;
    let largest = largest.max(1);
    let blocks = (number * LONGEST + largest / 2) / largest;
    "█".repeat(usize::try_from(blocks.max(1)).unwrap_or(1))
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
    let (when, window) = if next.day < day {
        let since = wording::span(days(next.day, day));
        (format!("{since} overdue"), String::new())
    } else {
        let window = window(next, preferences.dates);
        (wording::relative(next.day, day), window)
    };
    Some(format!(
        "{name} around {date} ({when}) if supported as long as earlier releases{window}; no end date is \
         published"
    ))
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
    use super::{bar, sparkline};

    #[test]
    fn bars_are_as_high_as_their_share() {
        assert_eq!(sparkline(&[0, 1, 50, 100]), "▁▁▄█");
        assert_eq!(sparkline(&[0, 0]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }

    #[test]
    fn bars_are_as_long_as_their_share() {
        let lengths = [(5, 5), (2, 5), (1, 1000), (0, 0)];
        let lengths = lengths.map(|(number, largest)| bar(number, largest).chars().count());
        assert_eq!(lengths, [10, 4, 1, 1]);
    }
}
