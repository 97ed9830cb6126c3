//! The date in each row of a list that is sorted by dates.

use crate::app::Model;
use crate::facts::wording;

/// The least width of a row with a full date.
const WIDE: usize = 24;

/// The columns reserved for the date, with spaces before it; 0 if the list is not sorted by dates.
pub fn room(model: &Model, width: usize) -> usize {
    match width {
        _ if !model.browse.sort.by.is_dated() => 0,
        ..WIDE => 5,
        _ => 12,
    }
}

/// The date with and without the release's name. Empty if the list is not sorted by dates; a single empty
/// text if the product has no such date.
pub fn texts(model: &Model, index: usize, width: usize) -> Vec<String> {
    let (order, today) = (model.browse.sort.by, model.day());
    if !order.is_dated() {
        return Vec::new();
    }
    let Some((number, day)) = order.place(model.catalog.dates(index), today) else {
        return vec![String::new()];
    };
    let written = if width < WIDE {
        wording::brief(day, today)
    } else {
        model.preferences.dates.short().written(day)
    };
    let found = model.catalog.release((index, number));
    let named = found.map(|(_, release)| format!("{} {written}", release.name));
    named.into_iter().chain([written]).collect()
}
