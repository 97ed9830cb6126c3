//! Comma- and tab-separated records that are safe to print and to open in a spreadsheet.

use std::io::{self, Write};
use std::iter::once;

use serde::Serialize;
use serde_json::Value;

use crate::text::clean;

/// Writes rows of cells below the names of their columns.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write<R>(
    out: &mut dyn Write,
    separator: u8,
    columns: impl IntoIterator<Item: AsRef<str>>,
    rows: impl IntoIterator<Item = R>,
) -> io::Result<()>
where
    R: IntoIterator<Item: AsRef<str>>,
{
    let mut lines = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    lines.write_record(columns.into_iter().map(|name| text(name.as_ref())))?;
    for row in rows {
        lines.write_record(row.into_iter().map(|cell| text(cell.as_ref())))?;
    }
    let bytes = lines.into_inner();
    out.write_all(&bytes.map_err(csv::IntoInnerError::into_error)?)
}

/// Writes the values of records below the names of their fields, which an empty record has too.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_records<R: Serialize>(
    out: &mut dyn Write,
    separator: u8,
    empty: &R,
    records: &[R],
) -> io::Result<()> {
    let mut plain = csv::Writer::from_writer(Vec::new());
    for record in once(empty).chain(records) {
        plain.serialize(record)?;
    }
    let plain = plain.into_inner();
    let plain = plain.map_err(csv::IntoInnerError::into_error)?;
    let mut plain = csv::Reader::from_reader(plain.as_slice());
    let columns = plain.headers()?.clone();
    let rows: Result<Vec<_>, _> = plain.records().skip(1).collect();
    write(out, separator, &columns, &rows?)
}

/// The values of some fields of a record as cells; empty for null.
///
/// # Errors
///
/// Fails if the record is not plain data.
pub fn fields(record: &impl Serialize, names: &[&str]) -> io::Result<Vec<String>> {
    let record = serde_json::to_value(record)?;
    let cells = names.iter().map(|name| {
        let value = record.get(name);
        debug_assert!(value.is_some(), "{name} is no field");
        match value {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
        }
    });
    Ok(cells.collect())
}

/// A cell on one line that controls no terminal and that no spreadsheet evaluates: a text that looks like a formula
/// gets a leading apostrophe, which spreadsheets read as "this is text". Numbers stay as they are.
pub fn text(cell: &str) -> String {
    let cell = clean::line(cell);
    let is_formula = cell.starts_with(['=', '+', '-', '@']) && !is_number(&cell);
    let mark = if is_formula { "'" } else { "" };
    format!("{mark}{cell}")
}

/// A sign, digits, and an optional fraction.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use serde::Serialize;

    use super::{text, write_records};

    #[derive(Default, Serialize)]
    struct Record {
        product: &'static str,
        release: Option<&'static str>,
        is_lts: bool,
    }

    #[test]
    fn records_have_the_names_of_their_fields_even_if_there_are_none() {
        let record = Record {
            product: "=a",
            release: None,
            is_lts: true,
        };
        for (records, expected) in [
            (&[][..], "product;release;is_lts\n"),
            (&[record], "product;release;is_lts\n'=a;;true\n"),
        ] {
            let mut out = Vec::new();
            write_records(&mut out, b';', &Record::default(), records).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), expected);
        }
    }

    #[test]
    fn a_cell_is_text_on_one_line() {
        for (cell, written) in [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("@angular/core", "'@angular/core"),
            ("+1+cmd", "'+1+cmd"),
            ("-2+3", "'-2+3"),
            ("-", "'-"),
            ("-1.2.3", "'-1.2.3"),
            ("-inf", "'-inf"),
            ("-12", "-12"),
            ("+0.5", "+0.5"),
            ("a=b", "a=b"),
            ("\u{1b}[1m=1+1", "'=1+1"),
            ("3.9\u{1b}[31mX", "3.9X"),
            ("one\ntwo\tthree", "one two three"),
            ("", ""),
        ] {
            assert_eq!(text(cell), written);
        }
    }
}
