//! Dates and spans as people read them: `in 2 months and 1 week`, `07 Oct 2025`.

use chrono::NaiveDate;

use crate::text::width;

/// The span from `today` to `date` in at most two units, see [`span`].
pub fn relative(date: NaiveDate, today: NaiveDate) -> String {
    in_words((date - today).num_days())
}

/// A number of days, ahead or back, in words: `in 2 months and 1 week`.
pub fn in_words(days: i64) -> String {
    between(days, span)
}

/// The same in the words of endoflife.date's tables, by the rule of jekyll-timeago 1.1: a year has 365 days
/// and a month 30, and a second unit worth less than a tenth of the whole is omitted. For ten years, that
/// can be eleven months.
pub fn timeago(date: NaiveDate, today: NaiveDate) -> String {
    between((date - today).num_days(), |days| units(days, |_| false))
}

fn between(days: i64, span: impl Fn(u64) -> String) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        ahead @ 2.. => format!("in {}", span(ahead.unsigned_abs())),
        ago => format!("{} ago", span(ago.unsigned_abs())),
    }
}

/// A number of days in at most two units: `2 months and 1 week`. Months are always given beside years, so
/// that at most days of a month are lost. Zero days are an empty text.
pub fn span(days: u64) -> String {
    units(days, |unit| unit == MONTH)
}

/// Days of a month.
const MONTH: u64 = 30;

/// The first units; the second one if it is at least a tenth of the whole, or if `is_told` accepts the
/// length of its unit in days.
fn units(days: u64, is_told: impl Fn(u64) -> bool) -> String {
    let (years, rest) = (days / 365, days % 365);
    let (months, rest) = (rest / 30, rest % 30);
    let (weeks, rest) = (rest / 7, rest % 7);
    let (years, months) = (years + months / 12, months % 12);
    // Four weeks become a month, but the remaining days stay.
    let (months, weeks) = (months + weeks / 4, weeks % 4);
    let (years, months) = (years + months / 12, months % 12);
    let units = [
        (years, 365, "year"),
        (months, MONTH, "month"),
        (weeks, 7, "week"),
        (rest, 1, "day"),
    ];
    let mut shown = units.into_iter().filter(|(count, ..)| *count > 0);
    let words = |(count, _, unit): (u64, u64, &str)| {
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    };
    let first = shown.next().map(words).unwrap_or_default();
    match shown.next() {
        Some(second) if is_told(second.1) || second.0 * second.1 >= days / 10 => {
            format!("{first} and {}", words(second))
        }
        _ => first,
    }
}

/// The time between two days, in either direction, in at most four columns: `12d`, `5m`, `3y`.
pub fn brief(date: NaiveDate, today: NaiveDate) -> String {
    match (date - today).num_days().unsigned_abs() {
        days @ ..100 => format!("{days}d"),
        days @ ..1095 => format!("{}m", days / 30),
        days => format!("{}y", days / 365),
    }
}

/// A number of days, ahead or back, in at most seven columns: `72d` below a hundred, otherwise `7m` or `4y
/// 2m`.
pub fn compact(days: i64) -> String {
    let days = days.unsigned_abs();
    let (years, months) = (days / 365, (days % 365 / MONTH).min(11));
    match (days, years, months) {
        (0, ..) => "today".to_owned(),
        (..100, ..) => format!("{days}d"),
        (_, 0, months) => format!("{months}m"),
        (_, years, 0) => format!("{years}y"),
        (_, years, months) => format!("{years}y {months}m"),
    }
}

/// Like [`compact`], with its direction: `4y 2m left`, `9m ago`.
pub fn left(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1.. => format!("{} left", compact(days)),
        _ => format!("{} ago", compact(days)),
    }
}

/// The days in a span such as `90d`, `6w`, `3m` or `1Y`, with 30 days in a month and 365 in a year. `None`
/// for other texts.
pub fn parse_span(text: &str) -> Option<u32> {
    let units = [('d', 1), ('w', 7), ('m', 30), ('y', 365)];
    let parts = |(unit, days): (char, u32)| {
        let number = text.strip_suffix([unit, unit.to_ascii_uppercase()])?;
        Some((number, days))
    };
    let (number, days) = units.into_iter().find_map(parts)?;
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number: u32 = is_plain.then(|| number.parse().ok()).flatten()?;
    number.checked_mul(days)
}

/// A release's full name. The label may repeat the last words of the title, which are not doubled: `Apple
/// macOS 14`.
pub fn named(title: &str, label: &str) -> String {
    format!("{title} {}", own_label(title, label))
}

/// A release's label without the last words of the product's title, if it starts with them: `14` for `macOS
/// 14` of `Apple macOS`.
pub fn own_label<'a>(title: &str, label: &'a str) -> &'a str {
    let starts = title.char_indices();
    let starts = starts.filter(|(_, c)| *c == ' ').map(|(at, _)| at + 1);
    let mut ends = std::iter::once(0)
        .chain(starts)
        .filter_map(|at| title.get(at..));
    let own = ends.find_map(|end| label.strip_prefix(end)?.strip_prefix(' '));
    own.unwrap_or(label)
}

/// The least width of a title that is cut.
const LEAST_TITLE: usize = 4;

/// A release's name in at most `width` columns: the product's title, if given, and the longest label that
/// fits. With too little room for the shortest, the title loses words from its start, because its last words
/// distinguish products of the same maker: `…Windows Server 2025`.
pub fn release_name(title: &str, labels: &[String], width: usize) -> String {
    let own = labels.iter().map(|label| own_label(title, label));
    let own: Vec<&str> = own.collect();
    let whole = own.iter().map(|label| format!("{title} {label}"));
    let mut whole = whole.map(|name| name.trim_start().to_owned());
    if let Some(name) = whole.find(|name| width::of(name) <= width) {
        return name;
    }
    let label = own.last().copied().unwrap_or_default();
    match width.saturating_sub(width::of(label) + 1) {
        room @ LEAST_TITLE.. if !title.is_empty() => {
            format!("{} {label}", self::title(title, room))
        }
        1.. if !title.is_empty() => format!("…{label}"),
        _ => width::cut_within(label, width).0.into_owned(),
    }
}

/// At least so many letters of a title's first word are worth showing.
const LEAST_START: usize = 3;

/// Words that say nothing at the start of what is kept of a title.
const JOINING: [&str; 2] = ["for ", "of "];

/// A product's title in at most `width` columns. Its last words are kept, because products of a maker differ in
/// them, and its first ones if there is room: `…Windows Server`, `Red…Enterprise Linux`.
pub fn title(title: &str, width: usize) -> String {
    if width::of(title) <= width {
        return title.to_owned();
    }
    let spaces: Vec<usize> = title.match_indices(' ').map(|(at, _)| at).collect();
    let ends = spaces.iter().filter_map(|at| title.get(at + 1..));
    let is_joined = |end: &str| JOINING.iter().any(|word| end.starts_with(word));
    let mut ends = ends.enumerate().filter(|(_, end)| !is_joined(end));
    let Some((cut, end)) = ends.find(|(_, end)| width::of(end) < width) else {
        return width::cut(title, width).into_owned();
    };
    let room = width.saturating_sub(width::of(end) + 1);
    let inner = spaces.get(..cut).unwrap_or_default().iter().rev();
    let mut starts = inner.filter_map(|at| title.get(..*at));
    let start = starts.find(|start| width::of(start) <= room);
    let start = start.unwrap_or(match room {
        LEAST_START.. if cut > 0 => width::start_of(title, room),
        _ => "",
    });
    format!("{start}…{end}")
}

/// Makes a sentence of words: `upgrade to 18` becomes `Upgrade to 18.`.
pub fn sentence(words: &str) -> String {
    format!("{}.", capitalized(words))
}

/// Words with a capital at the start.
pub fn capitalized(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}", chars.as_str())
}

/// `1 product`, `2 products`.
pub fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// How far a date has moved: `215 days later`, `1 day earlier`.
pub fn shift(days: i64) -> String {
    let number = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let way = if days < 0 { "earlier" } else { "later" };
    format!("{} {way}", count(number, "day"))
}

/// `once`, `twice`, `3 times`.
pub fn times(number: usize) -> String {
    match number {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        number => format!("{number} times"),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, NaiveDate};

    use super::{count, left, named, parse_span, relative, release_name, sentence, timeago};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
    }

    #[test]
    fn no_span_loses_a_month() {
        for (days, words) in [
            (1, "tomorrow"),
            (59, "in 2 months"),
            (359, "in 1 year"),
            (370, "in 1 year"),
            (402, "in 1 year and 1 month"),
            (3478, "in 9 years and 6 months"),
            (3635, "in 9 years and 11 months"),
            (3649, "in 10 years"),
            (3653, "in 10 years"),
        ] {
            assert_eq!(relative(today() + Days::new(days), today()), words);
        }
        let before = today() - Days::new(402);
        assert_eq!(relative(before, today()), "1 year and 1 month ago");
    }

    #[test]
    fn spans_of_the_site_read_as_it_words_them() {
        for (days, words) in [
            (0, "today"),
            (1, "tomorrow"),
            (2, "in 2 days"),
            (7, "in 1 week"),
            (13, "in 1 week and 6 days"),
            (28, "in 1 month"),
            (31, "in 1 month"),
            (59, "in 2 months"),
            (359, "in 1 year"),
            (402, "in 1 year"),
            (700, "in 1 year and 11 months"),
        ] {
            assert_eq!(timeago(today() + Days::new(days), today()), words);
        }
        assert_eq!(timeago(today() - Days::new(1), today()), "yesterday");
        assert_eq!(timeago(today() - Days::new(402), today()), "1 year ago");
    }

    #[test]
    fn a_span_is_a_number_and_a_unit() {
        for (text, days) in [
            ("0d", Some(0)),
            ("90d", Some(90)),
            ("6w", Some(42)),
            ("3m", Some(90)),
            ("1y", Some(365)),
            ("90", None),
            ("d", None),
            ("", None),
            ("+3d", None),
            ("-3d", None),
            ("3 d", None),
            ("3D", Some(3)),
            ("1y6m", None),
            ("9999999999d", None),
            ("4294967295y", None),
        ] {
            assert_eq!(parse_span(text), days, "{text:?}");
        }
    }

    #[test]
    fn what_is_left_takes_little_room() {
        for (days, words) in [
            (0, "today"),
            (1, "1d left"),
            (72, "72d left"),
            (-99, "99d ago"),
            (212, "7m left"),
            (364, "11m left"),
            (365, "1y left"),
            (1535, "4y 2m left"),
            (-649, "1y 9m ago"),
        ] {
            assert_eq!(left(days), words);
        }
    }

    #[test]
    fn a_sentence_begins_with_a_capital_and_ends() {
        assert_eq!(sentence("newest: 18"), "Newest: 18.");
        assert_eq!(sentence(""), ".");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(count(1, "product"), "1 product");
        assert_eq!(count(464, "product"), "464 products");
    }

    #[test]
    fn what_a_label_repeats_is_said_once() {
        for (title, label, name) in [
            ("Apple macOS", "macOS 14", "Apple macOS 14"),
            ("Python", "3.9", "Python 3.9"),
            (
                "Windows Server",
                "Windows Server 2019",
                "Windows Server 2019",
            ),
            ("Go", "Gopher 1", "Go Gopher 1"),
            ("OnePlus", "OnePlus 11", "OnePlus 11"),
            (
                "Anthropic Claude",
                "Claude Opus 4.5",
                "Anthropic Claude Opus 4.5",
            ),
        ] {
            assert_eq!(named(title, label), name);
        }
    }

    #[test]
    fn the_name_of_a_release_is_told_as_long_as_there_is_room_for_it() {
        let ubuntu = ["16.04 'Xenial' (LTS)", "16.04 (LTS)", "16.04"].as_slice();
        for (title, labels, width, name) in [
            ("Node.js", &["22 (LTS)", "22"][..], 16, "Node.js 22 (LTS)"),
            ("Node.js", &["22 (LTS)", "22"], 15, "Node.js 22"),
            ("Node.js", &["22 (LTS)", "22"], 9, "Node.… 22"),
            ("Ubuntu", ubuntu, 27, "Ubuntu 16.04 'Xenial' (LTS)"),
            ("Ubuntu", ubuntu, 18, "Ubuntu 16.04 (LTS)"),
            ("Ubuntu", ubuntu, 12, "Ubuntu 16.04"),
            ("Kubernetes", &["1.35", "1.35"], 10, "Kube… 1.35"),
            (
                "Windows",
                &["11 24H2 (E)", "11 24H2 (E)"],
                17,
                "Wind… 11 24H2 (E)",
            ),
            ("OnePlus", &["OnePlus 11"], 20, "OnePlus 11"),
            ("", ubuntu, 12, "16.04 (LTS)"),
            ("", &["9 (Upcoming ELS)", "9"], 11, "9"),
            ("", &["Galaxy Z Fold8 Ultra"], 15, "Galaxy…8 Ultra"),
            (
                "Microsoft Windows Server",
                &["2025"],
                22,
                "…Windows Server 2025",
            ),
            ("Microsoft SQL Server", &["2025"], 22, "…SQL Server 2025"),
            (
                "Red Hat Enterprise Linux",
                &["10 (Upcoming ELS)", "10"],
                27,
                "Red Hat Enterprise Linux 10",
            ),
            (
                "Red Hat Enterprise Linux",
                &["10"],
                23,
                "Red…Enterprise Linux 10",
            ),
            ("Red Hat Enterprise Linux", &["10"], 17, "Red Hat…Linux 10"),
            ("Red Hat Enterprise Linux", &["10"], 10, "…Linux 10"),
            (
                "Azure Kubernetes Service",
                &["1.32"],
                17,
                "Azur…Service 1.32",
            ),
            (
                "Raspberry Pi",
                &["Compute Module 5"],
                22,
                "…Pi Compute Module 5",
            ),
            (
                "Samsung Mobile",
                &["Galaxy J3 (2018)"],
                21,
                "Sam… Galaxy J3 (2018)",
            ),
            (
                "Samsung Mobile",
                &["Galaxy J3 (2018)"],
                18,
                "…Galaxy J3 (2018)",
            ),
            (
                "Samsung Mobile",
                &["Galaxy Note Pro 12.2 LTE"],
                20,
                "Galaxy Not…12.2 LTE",
            ),
        ] {
            let labels: Vec<String> = labels.iter().map(ToString::to_string).collect();
            assert_eq!(release_name(title, &labels, width), name, "{title} {width}");
        }
    }
}
