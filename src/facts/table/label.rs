//! The labels of a release: in full, on the site, and for less room.

use chrono::NaiveDate;

use crate::facts::lifecycle::{self, LtsState};
use crate::facts::product::{Product, Release};

/// The release's name with its LTS suffix: `22.04 'Jammy' (LTS)`, `25 (LTS later)`.
pub fn label(product: &Product, release: &Release, day: NaiveDate) -> String {
    with_lts(&release.label, product, release, day)
}

/// The same in the words of endoflife.date: `25 (Upcoming LTS)`, which reads as if the release were not out yet.
pub fn label_on_site(product: &Product, release: &Release, day: NaiveDate) -> String {
    match lifecycle::lts(&release.dates, day) {
        LtsState::Upcoming => format!("{} (Upcoming {})", release.label, product.lts_label),
        LtsState::No | LtsState::Yes => label(product, release, day),
    }
}

/// The label without the code name and without long-term support that comes later; `None` if it is not shorter.
pub fn short_label(product: &Product, release: &Release, day: NaiveDate) -> Option<String> {
    let plain = plain_label(release);
    if lifecycle::lts(&release.dates, day) == LtsState::Upcoming {
        return Some(plain.to_owned());
    }
    (plain != release.label).then(|| with_lts(plain, product, release, day))
}

/// The label without the code name and any suffix.
fn plain_label(release: &Release) -> &str {
    let is_longer = release.label.len() > release.name.len();
    if is_longer && release.label.starts_with(release.name.as_str()) {
        &release.name
    } else {
        &release.label
    }
}

/// The label without the release's code name, if the rest identifies it: `18.04 (LTS)`.
pub fn brief_label(product: &Product, release: &Release, day: NaiveDate) -> String {
    let is_later = lifecycle::lts(&release.dates, day) == LtsState::Upcoming;
    let has_codename = release.codename.is_some() || is_later;
    let short = short_label(product, release, day).filter(|_| has_codename);
    short.unwrap_or_else(|| label(product, release, day))
}

/// The possible labels of a release, from long to short: in full, without the code name, without the LTS
/// suffix. The suffix stays if only it tells two releases apart: `11 24H2 (E)` and `11 24H2 (E) (LTS)`.
pub fn labels(product: &Product, release: &Release, day: NaiveDate) -> Vec<String> {
    let short = short_label(product, release, day);
    let plain = plain_label(release);
    let is_twin = |other: &Release| other.name != release.name && plain_label(other) == plain;
    let is_lts = lifecycle::lts(&release.dates, day) == LtsState::Yes;
    let is_told_by_suffix = is_lts && product.releases.iter().any(is_twin);
    let bare = (!is_told_by_suffix).then(|| plain.to_owned());
    let labels = std::iter::once(label(product, release, day)).chain(short);
    labels.chain(bare).collect()
}

fn with_lts(label: &str, product: &Product, release: &Release, day: NaiveDate) -> String {
    match lifecycle::lts(&release.dates, day) {
        LtsState::No => label.to_owned(),
        LtsState::Yes => format!("{label} ({})", product.lts_label),
        LtsState::Upcoming => format!("{label} ({} later)", product.lts_label),
    }
}
