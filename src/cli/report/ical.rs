//! Calendar feeds (RFC 5545): an all-day event for every date in a release's life.
//!
//! Not the crate `icalendar`: it puts the current time and a random UID into every alarm, but the same
//! question must always give the same answer.

use std::io::{self, Write};

use chrono::{Days, Months, NaiveDate};

use crate::facts::page;
use crate::facts::product::{Product, Release};
use crate::find::choice::Choice;

/// One feed of all the given products, or of their chosen releases. `stamp` is the day of the data.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write<'a>(
    out: &mut dyn Write,
    choices: impl IntoIterator<Item = Choice<'a>>,
    stamp: NaiveDate,
) -> io::Result<()> {
    let mut feed = Feed { out, stamp };
    feed.line("BEGIN:VCALENDAR")?;
    feed.line("VERSION:2.0")?;
    feed.line("PRODID:-//eolens//eolens//EN")?;
    feed.line("CALSCALE:GREGORIAN")?;
    for choice in choices {
        let product = choice.product;
        for (number, release) in product.releases.iter().enumerate() {
            if !choice.has(number) {
                continue;
            }
            let earlier = product.releases.iter().take(number);
            // A few older files have two releases of the same name.
            let same = earlier.filter(|other| other.name == release.name).count();
            for event in events(release) {
                feed.event(product, release, same, &event)?;
            }
        }
    }
    feed.line("END:VCALENDAR")
}

struct Feed<'a> {
    out: &'a mut dyn Write,
    stamp: NaiveDate,
}

/// A date in the life of a release.
struct Event {
    /// The key in the product file.
    key: &'static str,
    date: NaiveDate,
    /// What happens, to follow the release's name.
    what: &'static str,
}

/// Only dates become events, not yes or no. Columns that are not shown count too.
fn events(release: &Release) -> impl Iterator<Item = Event> {
    let dates = [
        ("releaseDate", release.dates.released, "will be released."),
        (
            "eoas",
            release.dates.active_support.date(),
            "will end active development.",
        ),
        ("eol", release.dates.eol.date(), "will become End-of-life."),
        (
            "eoes",
            release.dates.extended_support.date(),
            "will end extended support.",
        ),
        (
            "discontinued",
            release.dates.discontinued.date(),
            "will be discontinued.",
        ),
    ];
    dates.into_iter().filter_map(|(key, date, what)| {
        let date = date?;
        Some(Event { key, date, what })
    })
}

impl Feed<'_> {
    fn event(
        &mut self,
        product: &Product,
        release: &Release,
        same: usize,
        event: &Event,
    ) -> io::Result<()> {
        let Event { key, date, what } = event;
        let name = format!("{} {}", product.title, release.name);
        let mut uid = format!("{}/{}/{key}", product.id, release.name);
        if same > 0 {
            uid = format!("{uid}/{}", same + 1);
        }
        let next = date.checked_add_days(Days::new(1)).unwrap_or(*date);
        let summary = format!("{name} {}", key.to_uppercase());
        let description = format!("{name} {what}");
        self.line("BEGIN:VEVENT")?;
        self.line(&format!("UID:{}@eolens", escaped(&uid)))?;
        self.line(&format!("DTSTAMP:{}T000000Z", digits(self.stamp)))?;
        self.line(&format!("DTSTART;VALUE=DATE:{}", digits(*date)))?;
        self.line(&format!("DTEND;VALUE=DATE:{}", digits(next)))?;
        self.line(&format!("SUMMARY:{}", escaped(&summary)))?;
        self.line(&format!("DESCRIPTION:{}", escaped(&description)))?;
        self.line(&format!("CATEGORIES:{key}"))?;
        self.line(&format!("URL:{}", page::address(product)))?;
        self.line("TRANSP:TRANSPARENT")?;
        if *key == "eol" {
            self.alarms(*date, &description)?;
        }
        self.line("END:VEVENT")
    }

    /// Six alarms: 12, 6, 3 and 1 months before the end of life (the 31st becomes the last day of a shorter
    /// month), 6 days before it, and on the day.
    fn alarms(&mut self, date: NaiveDate, description: &str) -> io::Result<()> {
        let months = [12, 6, 3, 1].into_iter();
        let months = months.filter_map(|months| date.checked_sub_months(Months::new(months)));
        let absolute = months.map(|day| format!(";VALUE=DATE-TIME:{}T090000Z", digits(day)));
        let relative = [":-P6DT9H", ":PT9H"].map(str::to_owned);
        for trigger in absolute.chain(relative) {
            self.line("BEGIN:VALARM")?;
            self.line("ACTION:DISPLAY")?;
            self.line(&format!("DESCRIPTION:{}", escaped(description)))?;
            self.line(&format!("TRIGGER{trigger}"))?;
            self.line("END:VALARM")?;
        }
        Ok(())
    }

    /// Writes a line, folded at 75 bytes as the format demands.
    fn line(&mut self, line: &str) -> io::Result<()> {
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
    use chrono::NaiveDate;

    use super::{Choice, write};
    use crate::facts::product;

    fn feed(title: &str, releases: &str) -> String {
        let file =
            format!("---\ntitle: {title}\npermalink: /x\ncategory: os\nreleases:\n{releases}---\n");
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let mut out = Vec::new();
        write(&mut out, [Choice::whole(&product)], NaiveDate::default()).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn an_end_of_life_is_an_all_day_event_with_six_alarms() {
        let feed = feed("X", "- {releaseCycle: '1', eoas: true, eol: 2024-08-31}\n");
        let (event, alarms) = feed.split_once("BEGIN:VALARM").unwrap();
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//eolens//eolens//EN\r\n\
                        CALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\nUID:x/1/eol@eolens\r\n\
                        DTSTAMP:19700101T000000Z\r\nDTSTART;VALUE=DATE:20240831\r\n\
                        DTEND;VALUE=DATE:20240901\r\nSUMMARY:X 1 EOL\r\n\
                        DESCRIPTION:X 1 will become End-of-life.\r\nCATEGORIES:eol\r\n\
                        URL:https://endoflife.date/x\r\nTRANSP:TRANSPARENT\r\n";
        assert_eq!(event, expected);
        let triggers = alarms.lines().filter(|line| line.starts_with("TRIGGER"));
        let triggers: Vec<&str> = triggers.collect();
        let expected = [
            "TRIGGER;VALUE=DATE-TIME:20230831T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240229T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240531T090000Z",
            "TRIGGER;VALUE=DATE-TIME:20240731T090000Z",
            "TRIGGER:-P6DT9H",
            "TRIGGER:PT9H",
        ];
        assert_eq!(triggers, expected);
        assert!(alarms.ends_with("END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    #[test]
    fn long_lines_fold_between_characters_and_special_ones_are_escaped() {
        let title = format!("'{}, é; \\'", "é".repeat(40));
        let feed = feed(&title, "- {releaseCycle: '1', releaseDate: 2024-08-31}\n");
        assert!(feed.lines().all(|line| line.len() <= 75), "{feed}");
        let whole = feed.replace("\r\n ", "");
        let summary = format!("SUMMARY:{}\\, é\\; \\\\ 1 RELEASEDATE\r\n", "é".repeat(40));
        assert!(whole.contains(&summary), "{whole}");
    }

    #[test]
    fn a_name_that_stands_twice_gives_two_uids() {
        let release = "- {releaseCycle: '1', releaseDate: 2024-08-31}\n";
        let feed = feed("X", &release.repeat(2));
        assert!(feed.contains("UID:x/1/releaseDate@eolens\r\n"));
        assert!(feed.contains("UID:x/1/releaseDate/2@eolens\r\n"));
    }
}
