//! Upcoming ends as text with countdowns, as Markdown, or as records.

use std::io::{self, Write};

use ratatui::style::Style;
use serde::Serialize;

use super::html::{self, Cell, Page};
use super::paint::paint;
use super::{Days, Look, Tabular, markdown, rows, separated, write_headline};
use crate::facts::agenda::row;
use crate::facts::agenda::{Agenda, Event, Group, Window};
use crate::facts::catalog::Catalog;
use crate::facts::row::{Name, Part, Row};
use crate::facts::timeline::bar::Grain;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::why;
use crate::facts::wording;
use crate::mine::watchlist::{Remark, Watched};
use crate::text::markdown::escaped;

/// The content of the radar.
#[derive(Debug)]
pub struct Radar<'a> {
    /// The catalog, for the names.
    pub catalog: &'a Catalog,
    /// How many products the query matches.
    pub products: usize,
    /// Their ends.
    pub agenda: Agenda,
    /// The days that it covers.
    pub window: Window,
    /// The days that the answer depends on.
    pub days: Days,
    /// What is watched, if only that is asked for: its remarks become columns.
    pub watched: Option<Watched>,
}

/// An end in a format for programs.
#[derive(Default, Serialize)]
struct Record<'a> {
    product: &'a str,
    release: &'a str,
    phase: &'static str,
    date: String,
    days: i64,
    /// `None`, as for the note, unless the radar is that of a watchlist.
    #[serde(skip_serializing_if = "Option::is_none")]
    owner: Option<Remarked<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Remarked<'a>>,
}

/// A part of a remark; null if the remark lacks it.
#[derive(Clone, Copy, Default, Serialize)]
#[serde(transparent)]
struct Remarked<'a>(Option<&'a str>);

impl Tabular for Radar<'_> {
    const TITLE: &'static str = "Radar";

    fn records(&self) -> Vec<impl Serialize + Default> {
        let events = self.agenda.events.iter();
        events
            .filter_map(|event| self.record(event))
            .collect::<Vec<_>>()
    }

    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        write_headline(out, (Self::TITLE, &self.facts(look)), look)?;
        if self.agenda.events.is_empty() {
            return writeln!(out, "\n{}", self.nothing());
        }
        let on = look.viewpoint(self.days.looked_at);
        let events = self.agenda.events.iter();
        let all: Vec<Row> = events.map(|event| self.row(event, on)).collect();
        let fit = rows::fit(&row::PARTS, row::WIDTHS, all.iter(), look);
        for group in &self.agenda.groups {
            let heading = look.theme.map(|theme| theme.page_heading);
            writeln!(out, "\n{}{}", paint(&group.words(), heading), count(group))?;
            for row in all.get(group.events.clone()).unwrap_or_default() {
                let line = rows::line(row, &fit, look, |theme, part| match part {
                    Part::Sign | Part::Left => theme.tone(row.tone),
                    Part::Note | Part::Then => theme.dim,
                    _ => Style::new(),
                });
                writeln!(out, "{line}")?;
            }
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        writeln!(out, "# {}\n\n{}", Self::TITLE, self.facts(look))?;
        if self.agenda.events.is_empty() {
            return writeln!(out, "\n{}", self.nothing());
        }
        for group in &self.agenda.groups {
            writeln!(out, "\n## {}{}\n", group.words(), count(group))?;
            markdown::write_head(out, &["When", "Date", "Product", "Release", "Phase"])?;
            for event in self.events(group) {
                let day = self.days.looked_at;
                let sign = row::tone(self.catalog, event, look.viewpoint(day)).glyph();
                let when = format!("{sign} {}", wording::relative(event.date, day));
                let date = look.preferences.dates.short().written(event.date);
                let (title, label) = self.names(event);
                let product = self.catalog.product(event.product);
                let what = product.map_or("", |product| why::in_words(event.phase, product));
                let cells = [when.as_str(), &date, &title, &label, what];
                markdown::write_row(out, &cells.map(escaped))?;
            }
        }
        Ok(())
    }

    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let mut page = Page::new(Self::TITLE, look);
        page.aside(&self.facts(look));
        if self.agenda.events.is_empty() {
            page.paragraph(&self.nothing());
        }
        let on = look.viewpoint(self.days.looked_at);
        let remarks = self.watched.iter().flat_map(|_| ["Owner", "Note"]);
        let headings = ["Release", "Phase", "Date", "Left", "Then"];
        let headings: Vec<&str> = headings.into_iter().chain(remarks).collect();
        let groups = self.agenda.groups.iter().map(|group| {
            let rows = self.events(group).iter();
            let heading = format!("{}{}", group.words(), count(group));
            (heading, rows.map(|event| self.cells(event, on)))
        });
        if !self.agenda.groups.is_empty() {
            page.grouped_table("End dates", &headings, groups);
        }
        page.write(out)
    }

    fn write_separated(&self, out: &mut dyn Write, separator: u8) -> io::Result<()> {
        let blank = self.watched.as_ref().map(|_| Remarked::default());
        let empty = Record {
            owner: blank,
            note: blank,
            ..Record::default()
        };
        let events = self.agenda.events.iter();
        let records: Vec<_> = events.filter_map(|event| self.record(event)).collect();
        separated::write_records(out, separator, &empty, &records)
    }
}

impl Radar<'_> {
    fn record(&self, event: &Event) -> Option<Record<'_>> {
        let (product, release) = self.catalog.release((event.product, event.release))?;
        let remark = self.remark(event);
        Some(Record {
            product: &product.id,
            release: &release.name,
            phase: event.name(),
            date: event.date.to_string(),
            days: event.days,
            owner: remark.map(|remark| Remarked(remark.owner.as_deref())),
            note: remark.map(|remark| Remarked(remark.note.as_deref())),
        })
    }

    /// An end as a row. Lines have the sign of how it stands; the phase is in words beside it.
    fn row(&self, event: &Event, on: Viewpoint) -> Row {
        let events = std::slice::from_ref(event);
        let row = row::of(self.catalog, events, on, Grain::Cell);
        Row {
            sign: row.tone.glyph(),
            ..row
        }
    }

    /// An end as cells of a page.
    fn cells(&self, event: &Event, on: Viewpoint) -> Vec<Cell<'_>> {
        let row = self.row(event, on);
        let date = html::unbroken(&on.preferences.dates.written(event.date));
        let date = Cell::from(date).toned(row.tone);
        let (name, (phase, _), then) = (row.name.whole(), row.phase, row.then.whole());
        let when = wording::relative(event.date, on.day);
        let cells = [name.into(), phase.into(), date, when.into(), then.into()];
        let remark = self.remark(event).map(|remark| {
            let stated = |text: &'_ Option<String>| text.clone().unwrap_or_default();
            [stated(&remark.owner), stated(&remark.note)].map(Cell::from)
        });
        cells
            .into_iter()
            .chain(remark.into_iter().flatten())
            .collect()
    }

    /// The remark of a watchlist on a release; `None` unless the radar is that of a watchlist.
    fn remark(&self, event: &Event) -> Option<&Remark> {
        let share = self.watched.as_ref()?.share(event.product)?;
        let (_, release) = self.catalog.release((event.product, event.release))?;
        Some(share.remark(&release.name))
    }

    /// `464 products · as of 2026-08-22 · data of 2026-08-21`
    fn facts(&self, look: Look<'_>) -> String {
        let products = wording::count(self.products, "product");
        format!("{products} · {}", self.days.words(look))
    }

    fn nothing(&self) -> String {
        let days = |days: i64| wording::count(usize::try_from(days).unwrap_or(usize::MAX), "day");
        let Window { ahead, back } = self.window;
        let when = match ahead {
            0 => "today".to_owned(),
            ahead => format!("within {}", days(ahead)),
        };
        let before = match back {
            0 => String::new(),
            back => format!(" or has ended in the last {}", days(back)),
        };
        format!("Nothing ends {when}{before}.")
    }

    fn names(&self, event: &Event) -> (String, String) {
        let day = self.days.looked_at;
        let name = Name::of(self.catalog, (event.product, event.release), day);
        let label = name.labels.into_iter().next();
        (name.title, label.unwrap_or_default())
    }

    fn events(&self, group: &Group) -> &[Event] {
        let events = self.agenda.events.get(group.events.clone());
        events.unwrap_or_default()
    }
}

fn count(group: &Group) -> String {
    format!(" · {}", group.events.len())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Radar, Tabular};
    use crate::cli::report::{Days, Format, Look};
    use crate::facts::agenda::{Agenda, Window, ends};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::settings::theme::Theme;

    const FILE: &str = "---\ntitle: A|B\npermalink: /ab\ncategory: os\neoasColumn: true\nreleases:\n\
        - {releaseCycle: '2', releaseDate: 2025-01-01, eoas: 2026-01-20, eol: 2026-03-01, lts: true}\n\
        - {releaseCycle: '1.0', releaseDate: 2024-01-01, eoas: true, eol: 2025-12-31}\n---\n";

    fn written(window: Window, format: Format, look: Look<'_>) -> String {
        let catalog = Catalog::new([product::parse("x.md", FILE.as_bytes())]).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let radar = Radar {
            agenda: Agenda::new(ends(&catalog, 0, day), window, day),
            catalog: &catalog,
            products: 1,
            window,
            days: Days {
                looked_at: day,
                of_data: None,
            },
            watched: None,
        };
        let mut out = Vec::new();
        radar.write(&mut out, format, look).unwrap();
        String::from_utf8(out).unwrap()
    }

    const WINDOW: Window = Window { ahead: 90, back: 7 };

    #[test]
    fn text_is_grouped_with_countdowns_and_signs() {
        let expected = "\
Radar · 1 product · as of 2026-01-01 · data of an unknown date

Within 30 days · 1
19d left      2026-01-20  ! active support  A|B 2 (LTS)  os  supported until 2026-03-01

In 31 to 90 days · 1
59d left      2026-03-01  ! end of life     A|B 2 (LTS)  os

Ended in the last 7 days · 1
1d ago        2025-12-31  ✗ end of life     A|B 1.0      os  → 2 (LTS) until 2026-03-01
";
        assert_eq!(written(WINDOW, Format::Text, Look::default()), expected);
    }

    #[test]
    fn a_terminal_gets_rows_that_fit_and_colours() {
        let theme = Theme::terminal();
        for width in [40, 60, 80, 120] {
            let width = Some(width);
            let plain = written(
                WINDOW,
                Format::Text,
                Look {
                    width,
                    ..Look::default()
                },
            );
            let rows = plain.lines().skip(1).map(|line| line.chars().count());
            assert!(rows.max() <= width, "{plain}");
            let theme = Some(&theme);
            let coloured = written(
                WINDOW,
                Format::Text,
                Look {
                    width,
                    theme,
                    ..Look::default()
                },
            );
            assert!(coloured.contains("\u{1b}[31m✗ "), "{coloured:?}");
        }
    }

    #[test]
    fn where_nothing_ends_a_sentence_says_so() {
        for (ahead, back, words) in [
            (1, 0, "Nothing ends within 1 day."),
            (0, 0, "Nothing ends today."),
        ] {
            let window = Window { ahead, back };
            for format in [Format::Text, Format::Markdown] {
                let text = written(window, format, Look::default());
                assert!(text.ends_with(&format!("\n\n{words}\n")), "{text}");
            }
            assert_eq!(written(window, Format::Json, Look::default()), "[]\n");
            let text = written(window, Format::Csv, Look::default());
            assert_eq!(text, "product,release,phase,date,days\n");
        }
    }

    #[test]
    fn records_name_what_ends() {
        let expected = "product\trelease\tphase\tdate\tdays\n\
            ab\t2\tactive-support\t2026-01-20\t19\n\
            ab\t2\teol\t2026-03-01\t59\n\
            ab\t1.0\teol\t2025-12-31\t-1\n";
        assert_eq!(written(WINDOW, Format::Tsv, Look::default()), expected);
        let json = written(WINDOW, Format::Json, Look::default());
        let json: String = json.split_whitespace().collect();
        let first = r#"[{"product":"ab","release":"2","phase":"active-support","#.to_owned()
            + r#""date":"2026-01-20","days":19},"#;
        assert!(json.starts_with(&first), "{json}");
        let yaml = written(WINDOW, Format::Yaml, Look::default());
        assert!(yaml.contains("- product: ab\n  release: '1.0'\n"), "{yaml}");
    }

    #[test]
    fn markdown_is_a_table_a_group() {
        let text = written(WINDOW, Format::Markdown, Look::default());
        let row = "| ✗ yesterday | 2025-12-31 | A\\|B | 1.0 | security support |\n";
        assert!(text.ends_with(row), "{text}");
        assert!(
            text.contains("\n## Within 30 days · 1\n\n| When | Date |"),
            "{text}"
        );
    }
}
