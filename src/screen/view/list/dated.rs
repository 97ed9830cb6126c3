//! The day in each row of a list that is sorted by days.

use crate::app::Model;
use crate::facts::wording;

/// The width from which on a row has room for a full date.
const WIDE: usize = 24;

/// The columns reserved for the day, with the blanks before it; 0 where the list is not sorted by days.
pub fn room(model: &Model, width: usize) -> usize {
    match width {
        _ if !model.browse.sort.by.is_dated() => 0,
        ..WIDE => 5,
        _ => 12,
    }
}

/// The day with the release's name and without it. Empty where the list is not sorted by days; one empty
/// text where the product has no such day.
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
    let product = model.catalog.product(index);
    let release = product.and_then(|product| product.releases.get(number));
    let named = release.map(|release| format!("{} {written}", release.name));
    named.into_iter().chain([written]).collect()
}
