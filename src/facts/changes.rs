//! What differs between two catalogs, older and newer: ends that moved, releases and products that are
//! new, gone or renamed, worst news first.

mod between;
mod counts;
pub mod row;

use std::cmp::{Ordering, Reverse};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::between::end;
pub use self::between::{between, ends, pairs, releases};
pub use self::counts::Counts;
use crate::facts::catalog::Catalog;
use crate::facts::moves::{Row, Said};
use crate::facts::phase::Phase;
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;
use crate::text::version;

/// What has changed, in the order of how bad the news is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A phase is marked as ended, without a date.
    Ended,
    /// An end date moved to an earlier day.
    Earlier,
    /// A product is no longer in the data.
    ProductGone,
    /// A release is no longer in the data.
    ReleaseGone,
    /// A phase without an end date got one.
    Announced,
    /// An end date was removed, and the phase is not marked as ended.
    Withdrawn,
    /// An end date moved to a later day.
    Later,
    /// A phase that was marked as ended is open or no longer stated.
    Reopened,
    /// A phase changed between "open" and "not stated".
    Restated,
    /// A product has another id.
    ProductRenamed,
    /// A release has another name.
    ReleaseRenamed,
    /// A product is new.
    ProductNew,
    /// A release is new.
    ReleaseNew,
    /// A release has another newest version.
    Latest,
}

impl Kind {
    /// Its name in records.
    pub fn key(self) -> &'static str {
        match self {
            Self::ProductGone => "product-gone",
            Self::ReleaseGone => "release-gone",
            Self::Ended => "ended",
            Self::Earlier | Self::Later => "end-moved",
            Self::Announced => "end-announced",
            Self::Withdrawn => "end-withdrawn",
            Self::Reopened => "reopened",
            Self::Restated => "restated",
            Self::ProductRenamed => "product-renamed",
            Self::ReleaseRenamed => "release-renamed",
            Self::ProductNew => "product-new",
            Self::ReleaseNew => "release-new",
            Self::Latest => "latest",
        }
    }

    /// What a list calls its changes of this kind.
    pub fn heading(self) -> &'static str {
        match self {
            Self::ProductGone => "Products removed",
            Self::ReleaseGone => "Releases removed",
            Self::Ended => "Ended without a date",
            Self::Earlier => "End dates moved earlier",
            Self::Announced => "End dates announced",
            Self::Withdrawn => "End dates withdrawn",
            Self::Later => "End dates moved later",
            Self::Reopened => "No longer ended",
            Self::Restated => "End status changed, no date",
            Self::ProductRenamed => "Products renamed",
            Self::ReleaseRenamed => "Releases renamed",
            Self::ProductNew => "New products",
            Self::ReleaseNew => "New releases",
            Self::Latest => "Latest versions",
        }
    }

    fn of_end(from: Said, to: Said) -> Self {
        match (from, to) {
            (Said::Day(..), Said::Day(..)) if to < from => Self::Earlier,
            (Said::Day(..), Said::Day(..)) => Self::Later,
            (_, Said::Day(..)) if from != Said::Over => Self::Announced,
            (_, Said::Over) => Self::Ended,
            (Said::Over, _) => Self::Reopened,
            (Said::Day(..), _) => Self::Withdrawn,
            _ => Self::Restated,
        }
    }
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// What has changed.
    pub kind: Kind,
    /// The product's id, in the newer data where they have it.
    pub product: String,
    /// Its title.
    pub title: String,
    /// The release's name; `None` for a change of the product itself.
    pub release: Option<String>,
    /// The field of the file: `eol`, `eoas`, `eoes`, `discontinued`, `latest`, `name`; `None` where something
    /// is new or gone.
    pub field: Option<String>,
    /// The old value: a date, `open`, `over`, a version or a name; `None` if there was none.
    pub from: Option<String>,
    /// The new value, likewise.
    pub to: Option<String>,
}

impl Change {
    /// A recorded move of an end date, of a product with this title.
    pub fn of_row(row: &Row<'_>, title: &str) -> Self {
        let (product, release) = (row.product.to_owned(), row.release.to_owned());
        end(
            (product, title.to_owned()),
            release,
            row.phase,
            row.from,
            row.to,
        )
    }

    /// The phase whose end changed; `None` for what is no end.
    pub fn phase(&self) -> Option<Phase> {
        let field = self.field.as_deref()?;
        Phase::ALL.into_iter().find(|phase| phase.key() == field)
    }

    /// By how many days an end date moved; `None` unless both values are dates.
    pub fn days(&self) -> Option<i64> {
        let date = |text: &Option<String>| Said::parse(text.as_deref()?)?.date();
        Some((date(&self.to)? - date(&self.from)?).num_days())
    }

    /// `MongoDB 4.4`, or the product alone.
    pub fn subject(&self) -> String {
        let title = &self.title;
        let release = self.release.as_ref();
        release.map_or_else(|| title.clone(), |release| wording::named(title, release))
    }

    /// What has changed, in a few words.
    pub fn words(&self, style: DateStyle) -> String {
        let is_end = self.phase().is_some();
        let written = |text: &Option<String>| -> String {
            let text = text.as_deref().unwrap_or("not stated");
            match Said::parse(text).filter(|_| is_end) {
                Some(Said::Open) => "no end date".to_owned(),
                Some(Said::Over) => "ended, date unknown".to_owned(),
                said => {
                    let day = said.and_then(Said::date);
                    day.map_or_else(|| text.to_owned(), |day| style.written(day))
                }
            }
        };
        let (from, to) = (written(&self.from), written(&self.to));
        let field = self.field.as_deref().unwrap_or_default();
        let end = match self.phase() {
            Some(Phase::Security) => "end of life".to_owned(),
            Some(phase) => format!("end of {}", phase.words()),
            None => field.to_owned(),
        };
        let days = self
            .days()
            .map_or_else(String::new, |days| format!(", {}", wording::shift(days)));
        match self.kind {
            Kind::ProductGone | Kind::ReleaseGone => "was removed from the data".to_owned(),
            Kind::ProductNew => "new product".to_owned(),
            Kind::ReleaseNew => "new release".to_owned(),
            Kind::ProductRenamed | Kind::ReleaseRenamed => {
                format!("renamed: {from} → {to}")
            }
            Kind::Latest => format!("latest version: {from} → {to}"),
            _ => format!("{end}: {from} → {to}{days}"),
        }
    }

    /// The worst first: by kind, then by how far an end date moved, then by name, the newest release first.
    fn compare(&self, other: &Self) -> Ordering {
        let key = |change: &'_ Self| (change.kind, Reverse(change.days().map_or(0, i64::abs)));
        let release = |change: &Self| change.release.clone().unwrap_or_default();
        key(self)
            .cmp(&key(other))
            .then_with(|| self.product.cmp(&other.product))
            .then_with(|| version::compare(&release(other), &release(self)))
    }
}

/// What an update has changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Day of the data that were in force before; `None` where they did not say.
    #[serde(with = "crate::text::dates::option")]
    pub since: Option<NaiveDate>,
    /// The commit of those data; `None` if unknown.
    pub commit: Option<String>,
    /// The changes, the worst first.
    pub changes: Vec<Change>,
}

impl Changed {
    /// All changes from an older catalog to a newer one.
    pub fn between(old: &Catalog, new: &Catalog) -> Self {
        Self {
            since: old.day(),
            commit: None,
            changes: between(old, new),
        }
    }
}

/// Sorts changes, the worst news first.
pub fn sort(changes: &mut [Change]) {
    changes.sort_by(Change::compare);
}

#[cfg(test)]
mod tests {
    use super::{Counts, Kind, between};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;

    fn catalog(products: &[(&str, &str, &str)]) -> Catalog {
        let file = |(id, more, releases): &(&str, &str, &str)| {
            let file = format!(
                "---\ntitle: The {id}\npermalink: /{id}\ncategory: os\neoasColumn: true\n{more}releases:\n\
                 {releases}---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        Catalog::new(products.iter().map(file)).unwrap()
    }

    fn told(old: &Catalog, new: &Catalog) -> Vec<String> {
        let changes = between(old, new).into_iter().map(|change| {
            let text = |text: Option<String>| text.unwrap_or("-".to_owned());
            let (kind, product) = (change.kind.key(), &change.product);
            let (release, field) = (text(change.release.clone()), text(change.field.clone()));
            let (from, to) = (text(change.from), text(change.to));
            format!("{kind} {product} {release} {field} {from} {to}")
        });
        changes.collect()
    }

    #[test]
    fn every_sort_of_change_is_told_the_worst_first() {
        let old = catalog(&[
            (
                "gone",
                "",
                "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: false}\n",
            ),
            (
                "old-name",
                "",
                "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: false}\n",
            ),
            (
                "x",
                "",
                "- {releaseCycle: '9', releaseDate: 2021-01-01, eol: 2026-12-31, latest: '9.1'}\n\
                 - {releaseCycle: '8', releaseDate: 2020-01-01, eol: 2026-12-31, eoas: false}\n\
                 - {releaseCycle: '7', releaseDate: 2019-01-01, eol: 2026-12-31}\n\
                 - {releaseCycle: '6', releaseDate: 2018-01-01, eol: true}\n\
                 - {releaseCycle: '5', releaseDate: 2017-01-01, eol: 2020-01-01}\n\
                 - {releaseCycle: '4', releaseDate: 2016-01-01, eol: 2020-01-01}\n",
            ),
        ]);
        let new = catalog(&[
            (
                "new-name",
                "alternate_urls: [/old-name]\n",
                "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: true}\n",
            ),
            (
                "new",
                "",
                "- {releaseCycle: '1', releaseDate: 2020-01-01, eol: false}\n",
            ),
            (
                "x",
                "",
                "- {releaseCycle: '10', releaseDate: 2026-01-01, eol: 2027-12-31}\n\
                 - {releaseCycle: '9', releaseDate: 2021-01-01, eol: 2026-11-30, latest: '9.2'}\n\
                 - {releaseCycle: '8', releaseDate: 2020-01-01, eol: 2027-12-31, eoas: 2026-01-01}\n\
                 - {releaseCycle: '7', releaseDate: 2019-01-01, eol: false}\n\
                 - {releaseCycle: '6', releaseDate: 2018-01-01, eol: 2027-01-01}\n\
                 - {releaseCycle: v5, releaseDate: 2017-01-01, eol: 2019-12-01}\n",
            ),
        ]);
        assert_eq!(
            told(&old, &new),
            [
                "ended new-name 1 eol open over",
                "end-moved x 9 eol 2026-12-31 2026-11-30",
                "end-moved x v5 eol 2020-01-01 2019-12-01",
                "product-gone gone - - - -",
                "release-gone x 4 - - -",
                "end-announced x 8 eoas open 2026-01-01",
                "end-withdrawn x 7 eol 2026-12-31 open",
                "end-moved x 8 eol 2026-12-31 2027-12-31",
                "reopened x 6 eol over 2027-01-01",
                "product-renamed new-name - name old-name new-name",
                "release-renamed x v5 name 5 v5",
                "product-new new - - - -",
                "release-new x 10 - - -",
                "latest x 9 latest 9.1 9.2",
            ]
        );
        assert_eq!(told(&old, &old), [""; 0]);
        let counts = Counts::of(&between(&old, &new));
        assert_eq!(
            counts.to_string(),
            "7 end dates changed, 1 product new, 1 product removed, 1 release new, 1 release removed, 1 latest \
             version changed"
        );
        assert_eq!(Counts::default().to_string(), "nothing changed");
    }

    #[test]
    fn the_name_of_a_release_says_which_it_is_where_the_day_does_not() {
        let two = "- {releaseCycle: a, releaseDate: 2020-01-01, eol: false}\n\
                   - {releaseCycle: b, releaseDate: 2020-01-01, eol: false}\n";
        let old = catalog(&[("x", "", two)]);
        let new = catalog(&[(
            "x",
            "",
            "- {releaseCycle: c, releaseDate: 2020-01-01, eol: false}\n",
        )]);
        assert_eq!(
            told(&old, &new),
            [
                "release-gone x b - - -",
                "release-gone x a - - -",
                "release-new x c - - -"
            ]
        );
        assert_eq!(between(&old, &new)[0].kind, Kind::ReleaseGone);
    }
}
