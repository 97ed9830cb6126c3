//! What people call a product although its file does not say so.

use std::collections::HashMap;

/// Lines of a product's id, a tab, and the names, separated by commas; `#` begins a remark.
const SLANG: &str = include_str!("../../assets/slang.tsv");

/// The ids and their names.
#[must_use]
pub fn all() -> HashMap<&'static str, Vec<String>> {
    let lines = SLANG.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    let names = |names: &str| {
        names
            .split(',')
            .map(|name| name.trim().to_owned())
            .collect()
    };
    rows.map(|(id, text)| (id, names(text))).collect()
}
