//! The items of a project on a day, and what could not be judged.

use std::collections::HashSet;

use crate::stack::claim::{Claim, Kind, Subject};
use crate::stack::gathered::Gathered;
use crate::stack::image;
use crate::stack::item::{Item, Judge};
use crate::stack::names::{self, By, Found, Names};
use crate::stack::policy::Ruling;
use crate::text::clean;
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
    /// What the file calls it; `None` if only the place says what has the version.
    pub name: Option<String>,
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

impl Unmatched {
    /// Its name, unless the text as written has it, that text, and why it is not certain.
    pub fn words(&self) -> String {
        let name = self.name.as_deref().unwrap_or_default();
        let name = name.strip_prefix("pkg:").unwrap_or(name);
        let is_new = !name.is_empty() && !self.written.contains(name);
        let why = self.why.as_ref();
        let why = why.map_or_else(String::new, |why| format!(" · {why}"));
        let written = &self.written;
        if is_new {
            format!("{name} {written}{why}")
        } else {
            format!("{written}{why}")
        }
    }
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
        files.sort_by_key(|(_, numbers)| {
            let worst = |number: &usize| {
                let item = self.items.get(*number);
                (passes(*number), item.map(|item| item.status))
            };
            numbers.iter().map(worst).min()
        });
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
                other.claim.used_in.append(&mut one.claim.used_in);
                other.claim.used_in.dedup();
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
        // Several packages may share a version.
        self.unmatched.dedup_by(|one, other| {
            (&one.path, one.at, &one.written) == (&other.path, other.at, &other.written)
        });
        // A version that is of a product is not of an unknown one as well.
        let items: HashSet<(&str, Place)> = self
            .items
            .iter()
            .map(|item| (item.path.as_str(), item.claim.at))
            .collect();
        self.unmatched
            .retain(|unmatched| !items.contains(&(unmatched.path.as_str(), unmatched.at)));
    }
}

/// What could not be judged, and the title of the product whose name its image has, if any.
fn unmatched(path: &str, claim: &Claim, alike: Option<&str>) -> Unmatched {
    let is_unlike =
        |title| format!("its image has the name of {title}, but no release that it can be");
    let vendorless = || names::vendorless(&claim.subject).map(str::to_owned);
    let is_variable = matches!(&claim.subject, Subject::Image(name) if image::is_variable(name));
    let variable = is_variable.then(|| "the name of the image is a variable".to_owned());
    Unmatched {
        path: path.to_owned(),
        at: claim.at,
        name: claim.subject.name().map(clean::line),
        written: claim.written.clone(),
        why: alike.map(is_unlike).or_else(vendorless).or(variable),
    }
}

#[cfg(test)]
mod tests {
    use super::Survey;
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;
    use crate::stack::claim::{Claim, Role, Subject};
    use crate::stack::gathered::Gathered;
    use crate::stack::item::Judge;
    use crate::stack::names::{Names, OwnNames};
    use crate::text::yaml::Place;

    /// What a file says in its lines, as `LINE: WORDS` of what is not certain to be a product.
    fn unmatched(subjects: &[(usize, Subject, &str)]) -> Vec<String> {
        let file = "---\ntitle: Redis\npermalink: /redis\ncategory: db\nreleases:\n- {releaseCycle: '7', eol: false}\n---\n";
        let catalog = Catalog::new([product::parse("x.md", file.as_bytes())]).unwrap();
        let names = Names::new(&catalog, &OwnNames::default());
        let claims = subjects.iter().map(|(line, subject, written)| {
            let claim = Claim::pin(Place::line(*line), subject.clone(), "7", Role::Run);
            ("x".to_owned(), claim.written(*written))
        });
        let gathered = Gathered {
            claims: claims.collect(),
            ..Gathered::default()
        };
        let judge = Judge {
            catalog: &catalog,
            on: Viewpoint::with_defaults("2026-09-01".parse().unwrap()),
            soon: None,
        };
        let survey = Survey::new(&gathered, &super::products(&gathered, &names), judge);
        let words = survey.unmatched.iter();
        words
            .map(|it| format!("{}: {}", it.at.line, it.words()))
            .collect()
    }

    #[test]
    fn what_is_of_no_known_product_is_named() {
        let image = |name: &str| Subject::Image(name.to_owned());
        let package = |name: &str| Subject::Package(format!("pkg:npm/{name}"));
        assert_eq!(
            unmatched(&[
                (1, package("left-pad"), "^1.3"),
                (2, image("acme/x"), "acme/x:7"),
                (3, image("acme/${NAME}"), "acme/${NAME}:7"),
                (4, Subject::Product("nothing"), "7"),
                (5, image("redis"), "redis:7"),
                (5, package("redis"), "7"),
                (1, package("right-pad"), "^1.3"),
            ]),
            [
                "1: npm/left-pad ^1.3",
                "2: acme/x:7",
                "3: acme/${NAME}:7 · the name of the image is a variable",
                "4: 7",
            ]
        );
    }
}
