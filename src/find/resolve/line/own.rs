//! What eolens itself prints, pasted back.

use chrono::NaiveDate;

use crate::facts::lifecycle::Health;

/// Parses a row of the radar, the watchlist or the list, as eolens prints it.
pub fn row(line: &str) -> Option<String> {
    let columns = line.split('\t').flat_map(|part| part.split("  "));
    let columns = columns.map(str::trim).filter(|column| !column.is_empty());
    let columns: Vec<&str> = columns.collect();
    let is_status = |column: &&str| Health::ALL.iter().any(|health| health.words() == *column);
    if let [first, others @ ..] = columns.as_slice()
        && others.iter().any(is_status)
    {
        return Some((*first).to_owned());
    }
    let is_day = |column: &str| {
        // A mark for a date that has moved may follow.
        let day = column.trim_end_matches(|c: char| !c.is_ascii_digit());
        let mut patterns = ["%Y-%m-%d", "%d.%m.%Y"].iter();
        // `8.9.13` is a version.
        day.len() == 10 && patterns.any(|pattern| NaiveDate::parse_from_str(day, pattern).is_ok())
    };
    let is_time = |column: &str| {
        let is_word = ["today", "tomorrow", "yesterday"].contains(&column);
        is_word || is_day(column) || column.starts_with("in ") || column.ends_with(" ago")
    };
    // The radar and the watchlist put the phase, with its sign, between the day and the name.
    let is_signed = |column: &str| {
        let sign = column.split_once(' ').map_or(column, |(sign, _)| sign);
        sign.chars().count() == 1 && !sign.contains(char::is_alphanumeric)
    };
    let is_phase = |(number, column): (usize, &&str)| match column.split_once(' ') {
        Some((day, phase)) if is_day(day) => is_signed(phase),
        _ => {
            number > 0
                && is_signed(column)
                && columns.get(number - 1).is_some_and(|day| is_day(day))
        }
    };
    if let Some(number) = columns.iter().enumerate().position(is_phase) {
        return columns.get(number + 1).map(|name| (*name).to_owned());
    }
    let has_day = columns.iter().any(|column| is_day(column));
    let mut others = columns.iter().filter(|column| !is_time(column));
    let (name, phase) = (others.next()?, others.next()?);
    let is_phase = !phase.contains(|c: char| c.is_ascii_digit());
    (has_day && is_phase).then(|| (*name).to_owned())
}

/// The start of a verdict printed by eolens, unless that is just a name and a version.
pub fn sentence(line: &str) -> Option<String> {
    if let Some((name, rest)) = line.split_once(" has no release ") {
        let version = rest.split([';', ',']).next()?;
        return Some(format!("{name} {version}"));
    }
    let middles = [" matches ", " is newer than the data"];
    let found = middles.iter().find_map(|middle| line.split_once(middle))?;
    Some(found.0.to_owned())
}
