//! Names that people use for a product although its file does not have them.

use std::collections::HashMap;
use std::sync::LazyLock;

/// One line per product: its id, a tab, and the names, separated by commas; `#` begins a comment.
const SLANG: &str = include_str!("../../../assets/slang.tsv");

/// The names by ids. Built once on first use; never changed.
static NAMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = SLANG.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

/// The names of one product.
pub fn of(id: &str) -> Vec<String> {
    let names = NAMES.get(id).map(|names| names.split(','));
    let names = names.into_iter().flatten().map(str::trim);
    names.map(str::to_owned).collect()
}
