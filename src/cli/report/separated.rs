//! Comma- and tab-separated cells that are safe to open in a spreadsheet.

use std::borrow::Cow;

/// A cell that no spreadsheet evaluates: a text that looks like a formula gets a leading apostrophe, which
/// spreadsheets read as "this is text". Numbers stay as they are.
pub fn text(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@']) && !is_number(cell) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
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
