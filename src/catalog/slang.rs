//! What people call a product although its file does not say so.

/// Lines of a product's id, a tab, and the names, separated by commas; `#` begins a remark.
const SLANG: &str = include_str!("../../assets/slang.tsv");

/// The ids and their names.
pub fn all() -> impl Iterator<Item = (&'static str, impl Iterator<Item = &'static str>)> {
    let lines = SLANG.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.map(|(id, names)| (id, names.split(',').map(str::trim)))
}

/// The names of one product.
pub fn of(id: &str) -> Vec<String> {
    let rows = all().filter(|(other, _)| *other == id);
    rows.flat_map(|(_, names)| names.map(str::to_owned))
        .collect()
}
