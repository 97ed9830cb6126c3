//! Cells of comma- and tab-separated values, as a spreadsheet shows them.

use std::borrow::Cow;

/// A text from the data as a cell that no spreadsheet runs: one that begins as a formula does gets an
/// apostrophe, with which spreadsheets mark text. A number stays a number.
pub fn text(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@']) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A sign, digits, and perhaps a fraction.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_cell_that_begins_as_a_formula_is_text() {
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
            ("", ""),
        ] {
            assert_eq!(text(cell), written);
        }
    }
}
