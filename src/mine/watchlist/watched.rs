//! Resolves a watchlist's entries, by any name, to products and releases of a catalog.

use std::collections::BTreeMap;

use super::{Change, Entry, Remark, Watchlist};
use crate::facts::catalog::Catalog;

/// The watched products and releases of a catalog.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Watched {
    shares: BTreeMap<usize, Share>,
    /// Entries whose product is not in the catalog.
    lost: Vec<Entry>,
}

/// What is watched of a product: the whole product, some releases, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    entries: Vec<(Entry, Remark)>,
}

impl Share {
    /// Whether the whole product is watched.
    pub fn is_whole(&self) -> bool {
        self.entries().any(|entry| entry.release().is_none())
    }

    /// Whether a release has an entry of its own.
    pub fn names(&self, release: &str) -> bool {
        self.of(Some(release)).next().is_some()
    }

    /// What the watchlist says behind the entry of a release or, if it has none, of the whole product.
    pub fn remark(&self, release: &str) -> &Remark {
        const NONE: &Remark = &Remark {
            owner: None,
            note: None,
        };
        let own = self.of(Some(release)).chain(self.of(None));
        let mut remarks = own.map(|(_, remark)| remark);
        remarks.find(|remark| !remark.is_empty()).unwrap_or(NONE)
    }

    /// What the watchlist says behind all entries.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        self.entries.iter().map(|(_, remark)| remark)
    }

    /// The names of the releases that have their own entry, as written.
    pub fn releases(&self) -> impl Iterator<Item = &str> {
        self.entries().filter_map(Entry::release)
    }

    /// All entries of the product and its releases.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().map(|(entry, _)| entry)
    }

    /// The entries of a release, or of the whole product.
    fn of(&self, release: Option<&str>) -> impl Iterator<Item = &(Entry, Remark)> {
        let entries = self.entries.iter();
        entries.filter(move |(entry, _)| match (entry.release(), release) {
            (Some(one), Some(other)) => is_same(one, other),
            (one, other) => one == other,
        })
    }
}

impl Watched {
    /// Resolves the entries of a watchlist.
    pub fn new(list: &Watchlist, catalog: &Catalog) -> Self {
        let mut watched = Self::default();
        for (entry, remark) in list.remarked() {
            if let Some(index) = entry.product_in(catalog) {
                let share = watched.shares.entry(index).or_default();
                share.entries.push((entry.clone(), remark));
            } else {
                watched.lost.push(entry.clone());
            }
        }
        watched
    }

    /// Whether an event of a product, or of one of its releases, concerns a watched entry. `index` is the
    /// product's, `None` if the catalog no longer has it.
    pub fn concerns(&self, index: Option<usize>, (product, release): (&str, Option<&str>)) -> bool {
        match index {
            Some(index) => self.share(index).is_some_and(|share| {
                share.is_whole() || release.is_some_and(|release| share.names(release))
            }),
            None => self
                .lost
                .iter()
                .any(|entry| is_same(&entry.product, product)),
        }
    }

    /// What is watched of a product, by its index in the catalog; `None` for nothing.
    pub fn share(&self, index: usize) -> Option<&Share> {
        self.shares.get(&index)
    }

    /// The watched products' indices, in the catalog's order.
    pub fn shares(&self) -> impl Iterator<Item = (usize, &Share)> + Clone {
        self.shares.iter().map(|(index, share)| (*index, share))
    }

    /// The changes that make a product or release watched, or not. Empty if it already is so; `None` if a
    /// watchlist cannot hold the name.
    pub fn changes(
        &self,
        catalog: &Catalog,
        (index, release): (usize, Option<&str>),
        is_watched: bool,
    ) -> Option<Vec<Change>> {
        let entries = self.share(index).into_iter();
        let entries = entries.flat_map(|share| share.of(release));
        let mut entries = entries.map(|(entry, _)| entry.clone()).peekable();
        let change = |entry| Change {
            entry,
            is_watched,
            comment: String::new(),
        };
        if !is_watched {
            return Some(entries.map(change).collect());
        }
        if entries.peek().is_some() {
            return Some(Vec::new());
        }
        let card = catalog.cards().get(index)?;
        let entry = Entry::new(&card.id, release)?;
        Some(vec![change(entry)])
    }
}

impl Entry {
    /// The index of the product, found by any of its names; `None` if there is none.
    pub fn product_in(&self, catalog: &Catalog) -> Option<usize> {
        catalog.find(&self.product)
    }

    /// The number of the release in a product; `None` if there is none.
    pub fn release_in(&self, catalog: &Catalog, product: usize) -> Option<usize> {
        let name = self.release.as_deref()?;
        let mut releases = catalog.product(product)?.releases.iter();
        releases.position(|release| is_same(&release.name, name))
    }
}

/// Ignores case.
fn is_same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::{Watched, Watchlist};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;

    fn catalog() -> Catalog {
        let files = [
            "title: Kubernetes\npermalink: /kubernetes\nalternate_urls: [/k8s]",
            "title: Python\npermalink: /python",
            "title: Odd\npermalink: '/an odd one'",
        ];
        Catalog::new(files.map(|front| {
            let releases = "releases:\n- {releaseCycle: '1-LTS', eol: false}";
            let file = format!("---\ncategory: os\n{front}\n{releases}\n---\n");
            product::parse("x.md", file.as_bytes())
        }))
        .unwrap()
    }

    fn watched(text: &str) -> Watched {
        let (list, _) = Watchlist::parse("w", text.as_bytes());
        Watched::new(&list, &catalog())
    }

    #[test]
    fn an_entry_means_a_product_by_any_of_its_names() {
        let watched = watched("k8s\npython 1-lts\nPYTHON 9\nnosuch 1\n");
        let share = watched.share(0).unwrap();
        assert!(share.is_whole() && !share.names("1"));
        let share = watched.share(1).unwrap();
        assert!(!share.is_whole() && share.names("1-LTS") && !share.names("2"));
        assert_eq!(share.releases().collect::<Vec<_>>(), ["1-lts", "9"]);
        assert_eq!(watched.share(2), None);
    }

    #[test]
    fn a_remark_is_that_of_the_release_or_of_the_product() {
        let watched = watched("python # owner: Ann\npython 1-lts # lab\npython 2\nk8s 1 # x\n");
        let words = |product, release| watched.share(product).unwrap().remark(release).words();
        assert_eq!(words(1, "1-LTS"), "lab");
        assert_eq!(words(1, "2"), "owner: Ann");
        assert_eq!(words(1, "3"), "owner: Ann");
        assert_eq!(words(0, "2"), "");
    }

    #[test]
    fn a_change_is_one_of_the_entries_that_mean_it() {
        let catalog = catalog();
        let watched = watched("k8s\nKubernetes\nkubernetes 1-lts\n");
        for (place, is_watched, expected) in [
            ((0, None), true, Some("")),
            ((0, None), false, Some("-k8s -Kubernetes")),
            ((0, Some("1-LTS")), false, Some("-kubernetes 1-lts")),
            ((0, Some("1-LTS")), true, Some("")),
            ((1, None), true, Some("+python")),
            ((1, Some("3.12")), true, Some("+python 3.12")),
            ((1, None), false, Some("")),
            ((2, None), true, None),
        ] {
            let changes = watched.changes(&catalog, place, is_watched);
            let words = changes.map(|changes| {
                let words = changes.iter().map(|change| {
                    let sign = if change.is_watched { '+' } else { '-' };
                    format!("{sign}{}", change.entry)
                });
                words.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(words.as_deref(), expected, "{place:?} {is_watched}");
        }
    }
}
