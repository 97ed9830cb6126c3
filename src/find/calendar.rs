//! Calendar feeds (RFC 5545): an all-day event for every date in a release's life.
//!
//! Not the crate `icalendar`: it puts the current time and a random UID into every alarm, but the same
//! question must always give the same answer.

use std::io::{self, Write};

use chrono::{Days, Months, NaiveDate};

use crate::facts::lifecycle::Phase;
use crate::facts::page;
use crate::facts::product::{Product, Release};
use crate::facts::viewpoint::DateStyle;
use crate::facts::{why, wording};
use crate::find::choice::Choice;

/// What every feed begins with.
const START: [&str; 3] = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//eolens//eolens//EN",
];

/// In the first bytes of a file, this many, [`is_feed`] recognizes a feed.
pub const START_LENGTH: u64 = 100;

/// Whether a file that starts with these bytes is a feed that eolens has written.
pub fn is_feed(bytes: &[u8]) -> bool {
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let mut start = START.into_iter();
    start.all(|line| {
        lines
            .next()
            .is_some_and(|own| own.trim_ascii_end() == line.as_bytes())
    })
}

/// The dates that a feed announces.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    events: Vec<Event<'a>>,
    /// The first day of events and alarms; `None` for no limit.
    from: Option<NaiveDate>,
}

/// A date in the life of a release.
#[derive(Debug, Clone)]
struct Event<'a> {
    product: &'a Product,
    release: &'a Release,
    /// How many earlier releases of the product have the same name; a few older files have two.
    same: usize,
    /// What ends; `None` for the release itself.
    ends: Option<Phase>,
    date: NaiveDate,
    /// A line to follow the description.
    remark: Option<String>,
}

impl<'a> Feed<'a> {
    /// The dates of the given products, or of their chosen releases, from a day on; without a day, all.
    /// Columns that are not shown count too.
    pub fn new(choices: impl IntoIterator<Item = Choice<'a>>, from: Option<NaiveDate>) -> Self {
        let is_held = |event: &Event<'_>| from.is_none_or(|from| event.date >= from);
        let events = choices.into_iter().flat_map(|choice| {
            let product = choice.product;
            let numbers = (0..product.releases.len()).filter(move |number| choice.has(*number));
            numbers.flat_map(move |number| events(product, number))
        });
        let events = events.filter(is_held).collect();
        Self { events, from }
    }

    /// Adds a line to the descriptions, by the id of the product and the name of the release.
    #[must_use]
    pub fn remarked(mut self, remark: &dyn Fn(&str, &str) -> Option<String>) -> Self {
        for event in &mut self.events {
            event.remark = remark(&event.product.id, &event.release.name);
        }
        self
    }

    /// Whether it announces nothing. A calendar without a single event is not a valid file.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The feed as text. `stamp` is the day of the data.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "writing to memory cannot fail, and all parts are text"
    )]
    pub fn text(&self, stamp: NaiveDate) -> String {
        let mut out = Vec::new();
        self.write(&mut out, stamp).expect("memory takes it");
        String::from_utf8(out).expect("it is text")
    }

    /// Writes the feed. `stamp` is the day of the data.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written.
    pub fn write(&self, out: &mut dyn Write, stamp: NaiveDate) -> io::Result<()> {
        let mut lines = Lines { out };
        for line in START {
            lines.write(line)?;
        }
        lines.write("CALSCALE:GREGORIAN")?;
        for event in &self.events {
            event.write(&mut lines, stamp)?;
            if event.ends == Some(Phase::Security) {
                self.write_alarms(&mut lines, event)?;
            }
            lines.write("END:VEVENT")?;
        }
        lines.write("END:VCALENDAR")
    }

    /// Up to six alarms: 12, 6, 3 and 1 months before the end of life (the 31st becomes the last day of a
    /// shorter month), a week before it, and on the day.
    fn write_alarms(&self, lines: &mut Lines<'_>, event: &Event<'_>) -> io::Result<()> {
        let is_held = |day: &NaiveDate| self.from.is_none_or(|from| *day >= from);
        let months = [12, 6, 3, 1].into_iter();
        let months = months.filter_map(|months| event.date.checked_sub_months(Months::new(months)));
        let months = months.filter(is_held);
        let absolute = months.map(|day| format!(";VALUE=DATE-TIME:{}T090000Z", digits(day)));
        // Six days and nine hours before the event starts at midnight: 15:00 a week before, as in the calendars of
        // endoflife.date.
        let week_before = event.date.checked_sub_days(Days::new(7)).filter(is_held);
        let relative = week_before.map(|_| ":-P6DT9H").into_iter().chain([":PT9H"]);
        for trigger in absolute.chain(relative.map(str::to_owned)) {
            lines.write("BEGIN:VALARM")?;
            lines.write("ACTION:DISPLAY")?;
            lines.write(&format!("DESCRIPTION:{}", escaped(&event.description())))?;
            lines.write(&format!("TRIGGER{trigger}"))?;
            lines.write("END:VALARM")?;
        }
        Ok(())
    }
}

/// The dates of a release, by its number. Only dates become events, not yes or no.
fn events(product: &Product, number: usize) -> impl Iterator<Item = Event<'_>> {
    const ENDS: [Phase; 4] = [
        Phase::ActiveSupport,
        Phase::Security,
        Phase::ExtendedSupport,
        Phase::Production,
    ];
    let release = product.releases.get(number).into_iter();
    release.flat_map(move |release| {
        let earlier = product.releases.iter().take(number);
        let same = earlier.filter(|other| other.name == release.name).count();
        let released = release.dates.released.map(|date| (None, date));
        let ends = ENDS.into_iter().filter_map(|phase| {
            let date = phase.end(&release.dates).date()?;
            Some((Some(phase), date))
        });
        let dates = released.into_iter().chain(ends);
        dates.map(move |(ends, date)| Event {
            product,
            release,
            same,
            ends,
            date,
            remark: None,
        })
    })
}

impl Event<'_> {
    fn write(&self, lines: &mut Lines<'_>, stamp: NaiveDate) -> io::Result<()> {
        let (date, key) = (self.date, self.key());
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        lines.write("BEGIN:VEVENT")?;
        lines.write(&format!("UID:{}@eolens", escaped(&self.uid())))?;
        lines.write(&format!("DTSTAMP:{}T000000Z", digits(stamp)))?;
        lines.write(&format!("DTSTART;VALUE=DATE:{}", digits(date)))?;
        lines.write(&format!("DTEND;VALUE=DATE:{}", digits(next)))?;
        lines.write(&format!("SUMMARY:{}", escaped(&self.title())))?;
        lines.write(&format!("DESCRIPTION:{}", escaped(&self.description())))?;
        lines.write(&format!("CATEGORIES:{key}"))?;
        lines.write(&format!("URL:{}", page::address(self.product)))?;
        lines.write("TRANSP:TRANSPARENT")
    }

    /// The key in the product file.
    fn key(&self) -> &'static str {
        self.ends.map_or("releaseDate", Phase::key)
    }

    /// The same for the same date of the same release, also after the date has moved, so that a calendar
    /// moves the event.
    fn uid(&self) -> String {
        let uid = format!("{}/{}/{}", self.product.id, self.release.name, self.key());
        match self.same {
            0 => uid,
            same => format!("{uid}/{}", same + 1),
        }
    }

    /// `PostgreSQL 14`
    fn name(&self) -> String {
        wording::named(&self.product.title, &self.release.label)
    }

    /// `PostgreSQL 14: end of life`
    fn title(&self) -> String {
        let what = match self.ends {
            None => "release".to_owned(),
            Some(Phase::Security) => "end of life".to_owned(),
            Some(Phase::Production) => "discontinued".to_owned(),
            Some(phase) => format!("end of {}", why::in_words(phase, self.product)),
        };
        format!("{}: {what}", self.name())
    }

    /// A sentence that stays true once the day has passed, and the remark.
    fn description(&self) -> String {
        let (name, date) = (self.name(), DateStyle::Long.written(self.date));
        let sentence = match self.ends {
            None => format!("Release date of {name}: {date}."),
            Some(Phase::Security) => format!("End of life of {name}: {date}."),
            Some(Phase::Production) => format!("{name} discontinued: {date}."),
            Some(phase) => {
                let phase = why::in_words(phase, self.product);
                format!("End of {phase} of {name}: {date}.")
            }
        };
        match &self.remark {
            Some(remark) => format!("{sentence}\n{remark}"),
            None => sentence,
        }
    }
}

/// Lines as the format demands.
struct Lines<'a> {
    out: &'a mut dyn Write,
}

impl Lines<'_> {
    /// Writes a line, folded at 75 bytes.
    fn write(&mut self, line: &str) -> io::Result<()> {
        let mut used = 0;
        for c in line.chars() {
            if used + c.len_utf8() > 75 {
                self.out.write_all(b"\r\n ")?;
                used = 1;
            }
            used += c.len_utf8();
            write!(self.out, "{c}")?;
        }
        self.out.write_all(b"\r\n")
    }
}

fn digits(date: NaiveDate) -> impl std::fmt::Display {
    date.format("%Y%m%d")
}

/// A text escaped as a value of type TEXT.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

    use super::{Choice, Feed};
    use crate::facts::product;

    fn feed(title: &str, releases: &str, from: Option<&str>) -> String {
        let file =
            format!("---\ntitle: {title}\npermalink: /x\ncategory: os\nreleases:\n{releases}---\n");
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let from = from.map(|day| day.parse().unwrap());
        let mut out = Vec::new();
        let feed = Feed::new([Choice::whole(&product)], from);
        feed.write(&mut out, NaiveDate::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn triggers(feed: &str) -> Vec<&str> {
        let lines = feed.lines();
        lines.filter(|line| line.starts_with("TRIGGER")).collect()
    }

    #[test]
    fn an_end_of_life_is_an_all_day_event_with_six_alarms() {
        let releases = "- {releaseCycle: '1', eoas: true, eol: 2024-08-31}\n";
        let feed = feed("X", releases, None);
        let (event, alarms) = feed.split_once("BEGIN:VALARM").unwrap();
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//eolens//eolens//EN\r\n\
                        CALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nUID:x/1/eol@eolens\r\n\
                        DTSTAMP:19700101T000000Z\r\nDTSTART;VALUE=DATE:20240831\r\n\
                        DTEND;VALUE=DATE:20240901\r\nSUMMARY:X 1: end of life\r\n\
                        DESCRIPTION:End of life of X 1: 31 Aug 2024.\r\nCATEGORIES:eol\r\n\
                        URL:https://endoflife.date/x\r\nTRANSP:TRANSPARENT\r\n";
        assert_eq!(event, expected);
        let expected = [
            "TRIGGER;VALUE=DATE-TIME:20230831T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240229T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240531T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240731T090000Z",
            "TRIGGER:-P6DT9H",
            "TRIGGER:PT9H",
        ];
        assert_eq!(triggers(alarms), expected);
        assert!(alarms.ends_with("END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    /// When a trigger of an event of this day rings: by itself, or as an offset from midnight, see section 3.3.6 of
    /// <https://www.rfc-editor.org/rfc/rfc5545>.
    fn rings(trigger: &str, day: NaiveDate) -> NaiveDateTime {
        if let Some(time) = trigger.strip_prefix("TRIGGER;VALUE=DATE-TIME:") {
            return NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ").unwrap();
        }
        let offset = trigger.strip_prefix("TRIGGER:").unwrap();
        let (sign, offset) = match offset.strip_prefix("-P") {
            Some(offset) => (-1, offset),
            None => (1, offset.strip_prefix('P').unwrap()),
        };
        let (days, hours) = offset.split_once('T').unwrap();
        let number = |text: &str, unit| match text.strip_suffix(unit) {
            Some(number) => number.parse::<i64>().unwrap(),
            None => 0,
        };
        let hours = 24 * number(days, 'D') + number(hours, 'H');
        day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::hours(sign * hours)
    }

    #[test]
    fn every_alarm_rings_on_its_day() {
        let releases = "- {releaseCycle: '1', eol: 2024-08-31}\n";
        let feed = feed("X", releases, None);
        let day = "2024-08-31".parse().unwrap();
        let times = triggers(&feed)
            .into_iter()
            .map(|trigger| rings(trigger, day));
        let times: Vec<String> = times.map(|time| time.to_string()).collect();
        let expected = [
            "2023-08-31 09:00:00",
            "2024-02-29 09:00:00",
            "2024-05-31 09:00:00",
            "2024-07-31 09:00:00",
            "2024-08-24 15:00:00",
            "2024-08-31 09:00:00",
        ];
        assert_eq!(times, expected);
    }

    #[test]
    fn from_a_day_on_neither_events_nor_alarms_are_past() {
        let releases = "- {releaseCycle: '1', releaseDate: 2020-08-31, eol: 2024-08-31}\n";
        for (from, events, alarms) in [
            ("2024-05-31", 1, 4),
            ("2024-06-01", 1, 3),
            ("2024-08-24", 1, 2),
            ("2024-08-25", 1, 1),
            ("2024-08-31", 1, 1),
            ("2024-09-01", 0, 0),
        ] {
            let feed = feed("X", releases, Some(from));
            let counts = (feed.matches("BEGIN:VEVENT").count(), triggers(&feed).len());
            assert_eq!(counts, (events, alarms), "{from}");
        }
    }

    #[test]
    fn titles_say_what_happens_to_what() {
        let releases = "- {releaseCycle: '1', releaseDate: 2024-08-01, eoas: 2024-08-02, eol: 2024-08-03,\n\
             \x20  eoes: 2024-08-04, discontinued: 2024-08-05}\n";
        let feed = feed("X\neoesColumn: Paid Support", releases, None);
        let titles = feed
            .lines()
            .filter_map(|line| line.strip_prefix("SUMMARY:"));
        assert_eq!(
            titles.collect::<Vec<_>>(),
            [
                "X 1: release",
                "X 1: end of active support",
                "X 1: end of life",
                "X 1: end of Paid Support",
                "X 1: discontinued",
            ]
        );
    }

    #[test]
    fn long_lines_fold_between_characters_and_special_ones_are_escaped() {
        let title = format!("'{}, é; \\'", "é".repeat(40));
        let releases = "- {releaseCycle: '1', releaseDate: 2024-08-31}\n";
        let feed = feed(&title, releases, None);
        assert!(feed.lines().all(|line| line.len() <= 75), "{feed}");
        let whole = feed.replace("\r\n ", "");
        let summary = format!("SUMMARY:{}\\, é\\; \\\\ 1: release\r\n", "é".repeat(40));
        assert!(whole.contains(&summary), "{whole}");
    }

    #[test]
    fn a_name_that_stands_twice_gives_two_uids() {
        let release = "- {releaseCycle: '1', releaseDate: 2024-08-31}\n";
        let feed = feed("X", &release.repeat(2), None);
        assert!(feed.contains("UID:x/1/releaseDate@eolens\r\n"));
        assert!(feed.contains("UID:x/1/releaseDate/2@eolens\r\n"));
    }
}
