//! Versions or releases as comma- or tab-separated records: dates as ISO, flags as true and false.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::separated;
use super::version;
use crate::facts::lifecycle::{self, LtsState, Phase};
use crate::facts::product::{End, Lts, Product, Release};
use crate::facts::table;
use crate::facts::viewpoint::Viewpoint;
use crate::find::choice::Choice;

/// The columns before those of the phases, and after them.
const FIRST: [&str; 7] = [
    "product", "release", "label", "codename", "released", "lts", "lts_from",
];
const LAST: [&str; 4] = ["maintained", "latest", "latest_released", "link"];

/// Writes a line of column names and the records: one per version if only versions were asked for,
/// otherwise one per release. The products' custom fields come last, each in a column of its own.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(
    out: &mut dyn Write,
    choices: &[Choice<'_>],
    separator: u8,
    day: NaiveDate,
) -> io::Result<()> {
    if !choices.is_empty() && choices.iter().all(|choice| !choice.verdicts.is_empty()) {
        return write_versions(out, choices, separator);
    }
    let mut fields: Vec<&str> = Vec::new();
    for field in choices
        .iter()
        .flat_map(|choice| &choice.product.custom_fields)
    {
        if !fields.contains(&field.name.as_str()) {
            fields.push(&field.name);
        }
    }
    let phases = Phase::ALL.iter().flat_map(|phase| {
        let name = name(*phase);
        [name.to_owned(), format!("{name}_ends")]
    });
    let first = FIRST.into_iter().map(str::to_owned);
    let last = LAST.iter().chain(&fields).map(|name| (*name).to_owned());
    let names = first.chain(phases).chain(last);
    let records = choices.iter().flat_map(|choice| {
        let releases = choice.releases();
        releases.map(|release| record(choice.product, release, &fields, day))
    });
    separated::write(out, separator, names, records)
}

fn write_versions(out: &mut dyn Write, choices: &[Choice<'_>], separator: u8) -> io::Result<()> {
    let verdicts = choices.iter().flat_map(|choice| &choice.verdicts);
    let records = verdicts.map(|verdict| {
        let version = verdict.located.version.as_deref().unwrap_or_default();
        version::Row::new(&format!("{} {version}", verdict.product.id), verdict).cells()
    });
    let records = records.collect::<io::Result<Vec<_>>>()?;
    separated::write(out, separator, version::COLUMNS, records)
}

fn name(phase: Phase) -> &'static str {
    match phase {
        Phase::Production => "production",
        Phase::ActiveSupport => "active_support",
        Phase::Security => "security_support",
        Phase::ExtendedSupport => "extended_support",
    }
}

fn record(product: &Product, release: &Release, fields: &[&str], day: NaiveDate) -> Vec<String> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string()).unwrap_or_default();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let mut record = vec![
        product.id.clone(),
        release.name.to_string(),
        table::label_on_site(product, release, day),
        text(release.codename.as_deref()),
        date(release.dates.released),
        (lifecycle::lts(&release.dates, day) == LtsState::Yes).to_string(),
        match release.dates.lts {
            Lts::From(from) => date(Some(from)),
            Lts::No | Lts::Yes => String::new(),
        },
    ];
    for phase in Phase::ALL {
        let end = phase.end(&release.dates);
        // If the product does not have the phase, its end is not unknown.
        let is_known = end != End::Unstated || phase.column(&product.columns).is_some();
        let words = phase
            .stands(&release.dates, Viewpoint::with_defaults(day))
            .words();
        record.push(if is_known { words } else { "" }.to_owned());
        record.push(date(end.date()));
    }
    let dates = &release.dates;
    let health = lifecycle::release_health(dates, Viewpoint::with_defaults(day));
    record.extend([
        health.is_maintained().to_string(),
        text(release.latest.as_deref()),
        date(release.dates.latest_released),
        text(release.link.as_deref()),
    ]);
    record.extend(fields.iter().map(|name| {
        let mut own = product.custom_fields.iter();
        let own = own.find(|field| field.name == *name);
        let value = own.and_then(|field| table::own_value(field, release));
        value.unwrap_or_default().to_owned()
    }));
    record
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::write;
    use crate::facts::product;
    use crate::find::choice::Choice;

    #[test]
    fn a_release_is_a_record() {
        let file = b"---\ntitle: X\npermalink: /x\ncategory: os\ncustomFields:\n\
            - {name: java, display: api-only, label: Java}\nreleases:\n\
            - {releaseCycle: '2', releaseDate: 2025-01-01, lts: 2026-01-01, eol: 2026-01-02,\n\
            \x20  latest: '2.1', java: '8, 11'}\n---\n";
        let product = product::parse("x.md", file).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let text = |separator| {
            let mut out = Vec::new();
            write(&mut out, &[Choice::whole(&product)], separator, day).unwrap();
            String::from_utf8(out).unwrap()
        };
        let expected = "product,release,label,codename,released,lts,lts_from,\
            production,production_ends,active_support,active_support_ends,\
            security_support,security_support_ends,extended_support,extended_support_ends,\
            maintained,latest,latest_released,link,java\n\
            x,2,2 (Upcoming LTS),,2025-01-01,false,2026-01-01,,,,,\
            ending soon,2026-01-02,,,true,2.1,,,\"8, 11\"\n";
        assert_eq!(text(b','), expected);
        assert!(text(b'\t').ends_with("\ttrue\t2.1\t\t\t8, 11\n"));
        let mut out = Vec::new();
        let before = NaiveDate::from_ymd_opt(2024, 12, 31).unwrap();
        write(&mut out, &[Choice::whole(&product)], b',', before).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(
            out.contains(",not yet released,2026-01-02,,,false,2.1,"),
            "{out}"
        );
    }

    #[test]
    fn nothing_but_extended_support_maintains_what_has_ended() {
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        for (eoes, is_maintained) in [("", false), (", eoes: 2027-01-01", true)] {
            let file = format!(
                "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n\
                - {{releaseCycle: '2', eoas: false, eol: 2025-01-02{eoes}, latest: '2.1'}}\n---\n"
            );
            let product = product::parse("x.md", file.as_bytes()).unwrap().product;
            let mut out = Vec::new();
            write(&mut out, &[Choice::whole(&product)], b',', day).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert!(out.contains(&format!(",{is_maintained},2.1,")), "{out}");
        }
    }
}
