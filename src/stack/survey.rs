//! The items of a project on a day, and what could not be judged.

use std::collections::HashSet;

use crate::stack::claim::{Claim, Kind};
use crate::stack::gathered::Gathered;
use crate::stack::item::{Item, Judge};
use crate::stack::names::{self, By, Found, Names};
use crate::stack::policy::Ruling;
use crate::text::yaml::Place;

/// What files say, judged on a day.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The items, by file and position.
    pub items: Vec<Item>,
    /// Versions of things that are not certain to be a product.
    pub unmatched: Vec<Unmatched>,
}

/// A version of something that is not certain to be a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The file.
    pub path: String,
    /// The position.
    pub at: Place,
    /// The text as written.
    pub written: String,
    /// Why it is not certain; `None` if its name is simply of no known product.
    pub why: Option<String>,
}

/// The products that claims are about, in their order; `None` where the product is not certain. They do not depend on
/// the day.
pub fn products(gathered: &Gathered, names: &Names<'_>) -> Vec<Option<Found>> {
    let claims = gathered.claims.iter();
    claims
        .map(|(_, claim)| names.find(&claim.subject, &claim.written))
        .collect()
}

impl Survey {
    /// Judges claims, given their products. What several files say of one position is listed once.
    pub fn new(gathered: &Gathered, products: &[Option<Found>], judge: Judge<'_>) -> Self {
        let mut survey = Self::default();
        for ((path, claim), found) in gathered.claims.iter().zip(products) {
            let item = found
                .as_ref()
                .and_then(|found| judge.judge(path, claim, found));
            if let Some(item) = item {
                survey.items.push(item);
                continue;
            }
            let alike = found.as_ref();
            let alike = alike.and_then(|found| judge.catalog.cards().get(found.product));
            let alike = alike.map(|card| card.title.as_str());
            survey.unmatched.push(unmatched(path, claim, alike));
        }
        survey.sort();
        survey
    }

    /// The files with their items by number: files and items that fail come first, then the worse ones. There must be a
    /// ruling for each item.
    pub fn by_file(&self, rulings: &[Ruling]) -> Vec<(&str, Vec<usize>)> {
        let mut files: Vec<(&str, Vec<usize>)> = Vec::new();
        for (number, item) in self.items.iter().enumerate() {
            match files.last_mut() {
                Some((path, numbers)) if *path == item.path => numbers.push(number),
                _ => files.push((&item.path, vec![number])),
            }
        }
        let passes = |number: usize| !rulings.get(number).is_some_and(Ruling::fails);
        let rank = |number: &usize| {
            let item = self.items.get(*number);
            (passes(*number), item.map(|it| (it.status, it.claim.at)))
        };
        for (_, numbers) in &mut files {
            numbers.sort_by_key(rank);
        }
        files.sort_by_key(|(_, numbers)| numbers.iter().all(|number| passes(*number)));
        files
    }

    fn sort(&mut self) {
        fn key(item: &Item) -> (&str, Place, Kind, &str) {
            let Claim { at, kind, .. } = item.claim;
            (&item.path, at, kind, &item.product.id)
        }
        self.items.sort_by(|one, other| key(one).cmp(&key(other)));
        self.items.dedup_by(|one, other| {
            let is_same = key(one) == key(other) && one.claim.version == other.claim.version;
            if is_same {
                other.claim.role = other.claim.role.min(one.claim.role);
            }
            is_same
        });
        // A list of packages names the distribution in every line.
        let mut distributions = HashSet::new();
        self.items.retain(|item| {
            let release = item.release.as_ref().map(|release| release.number);
            item.product.by != By::Distribution
                || distributions.insert((item.path.clone(), item.product.index, release))
        });
        self.unmatched
            .sort_by(|one, other| (&one.path, one.at).cmp(&(&other.path, other.at)));
        self.unmatched.dedup();
    }
}

/// What could not be judged, and the title of the product whose name its image has, if any.
fn unmatched(path: &str, claim: &Claim, alike: Option<&str>) -> Unmatched {
    let is_unlike =
        |title| format!("its image has the name of {title}, but no release that it can be");
    let vendorless = || names::vendorless(&claim.subject).map(str::to_owned);
    Unmatched {
        path: path.to_owned(),
        at: claim.at,
        written: claim.written.clone(),
        why: alike.map(is_unlike).or_else(vendorless),
    }
}
