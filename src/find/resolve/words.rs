//! Resolves a name and a version in words: the rules in order.

mod cuts;
mod forms;
mod java;
mod loose;
mod named;
mod relative;

use std::cell::OnceCell;

use self::cuts::{splits, unattached, versions};
use self::named::Named;
use super::vocabulary::{is_filler, words};
use super::{CycleBy, Fit, Look, MatchedBy, Reading, begins_with_number, begun, parts};
use crate::facts::product::Release;
use crate::text::version::Version;

/// How many numbers of a text are tried as its version.
const MOST_VERSIONS: usize = 12;

/// A longer text is neither a banner nor a line of a list.
const MOST_BYTES: usize = 400;

/// The words, and intermediate results that several rules share.
struct Words<'l, 'a> {
    look: &'l Look<'a>,
    text: &'l str,
    named: OnceCell<Named>,
    called: OnceCell<Option<Reading>>,
    among: OnceCell<Option<Reading>>,
}

/// A rule: what words name, if the rule applies to them.
type Rule = fn(&Words<'_, '_>) -> Option<Reading>;

/// The rules in their order: the first that names something decides.
const RULES: [Rule; 11] = [
    // `net6.0`, `net48`: a target framework of .NET.
    |words| words.look.framework(words.text),
    // `10.6.12-MariaDB`: a version that names its product.
    |words| words.look.server_of_mariadb(words.text),
    // `v1.21.14-gke.2700`: a build of Kubernetes that names its service.
    |words| words.look.service_of_kubernetes(words.text),
    // `java-17-openjdk-amd64`: an `OpenJDK` of no vendor.
    |words| words.look.openjdk(words.text),
    // `centos 9 stream`, `java-17-openjdk`: a version among the words of the name.
    |words| words.look.around_version(words.text),
    // `nodejs 16`, `java8`: a name followed by the whole name of its release.
    |words| {
        [words.named(), words.called()]
            .into_iter()
            .flatten()
            .find(|reading| is_whole(reading))
            .cloned()
    },
    // `nodejs16.x`: the whole name of a release that no other product has.
    |words| words.look.release_elsewhere(words.text),
    // `nodejs 16.3.1`: a product's own name followed by a text that starts with a release.
    |words| words.named().cloned(),
    // `golang 1.20`, `k8s-1.27.3`: the same for a colloquial name and a single release.
    |words| {
        words
            .called()
            .filter(|reading| matches!(reading.fit, Fit::One(..)))
            .cloned()
    },
    // `Server version: Apache Tomcat/9.0.50`: a version after words that all fit the product.
    |words| {
        let among = words.among();
        among.filter(|reading| reading.has_release()).cloned()
    },
    // `python 99`: a product's own name followed by an unknown version.
    |words| words.refused(),
];

/// Looser rules for names, if no product's own name precedes a number.
const LOOSE: [Rule; 7] = [
    // `focal`, `iPhone 12 mini`: a code name, or a release's name in words.
    |words| words.look.code_name(words.text),
    // `pyth 3.12`: words that start words of names. `Samsung Galaxy A7` is a colloquial name rather than a Galaxy Tab.
    |words| {
        let called = words.called().map(|called| called.product);
        let found = words.look.search(words.text)?;
        called
            .is_none_or(|called| called == found.product)
            .then_some(found)
    },
    // `golang 1`: a colloquial name that fits several releases.
    |words| words.called().cloned(),
    // `SharePoint Server Subscription Edition`: a name followed by the words of a label.
    |words| words.look.labelled(words.text),
    // `kuberentes 1.29`: a name with a typo.
    |words| words.look.guess(words.text).filter(|_| !words.is_name()),
    // `Apache HTTP Server (Debian)`: words that all fit a product, without a version.
    |words| words.look.alone(words.text),
    // `Server: Lamp/9.9`: the same with an unknown version.
    |words| words.among().filter(|reading| is_dotted(reading)).cloned(),
];

impl Look<'_> {
    /// A name and a version in words.
    pub fn words(&self, text: &str) -> Option<Reading> {
        let words = Words {
            look: self,
            text: &unmarked(text),
            named: OnceCell::new(),
            called: OnceCell::new(),
            among: OnceCell::new(),
        };
        if self.is_of_other(words.text) {
            return None;
        }
        let first = |rules: &[Rule]| rules.iter().find_map(|rule| rule(&words));
        let is_refused = || words.all_named().refused.is_some();
        first(&RULES).or_else(|| if is_refused() { None } else { first(&LOOSE) })
    }

    /// Whether a text begins with the name of other software that begins with a product's, and goes on with a version or
    /// words that say nothing: `Chrome OS 100`.
    fn is_of_other(&self, text: &str) -> bool {
        let Some(end) = parts::other_at_start(text) else {
            return false;
        };
        let (name, behind) = text.split_at_checked(end).unwrap_or((text, ""));
        let next = words(behind).next().unwrap_or_default();
        let is_numbered = name.ends_with(|c: char| c.is_ascii_digit());
        if !(is_numbered || next.is_empty() || is_filler(&next) || begins_with_number(&next)) {
            return false;
        }
        let is_product = |name: &str| self.called(name).or_else(|| self.part(name)).is_some();
        let mut longer = splits(text).take_while(|(name, _)| name.len() > end);
        let mut shorter = splits(text).skip_while(|(name, _)| name.len() >= end);
        !longer.any(|(name, _)| is_product(name)) && shorter.any(|(name, _)| is_product(name))
    }

    /// What stands for the version after a colloquial name. Names of devices begin with such a name, or with it
    /// after the product's own: the 5G of a `Moto G 5G` and the 5 of an `iPad Pro 5` belong to them; `None` where
    /// there is no such device.
    fn behind_name<'t>(
        &self,
        product: usize,
        text: &'t str,
        (name, version): (&str, &'t str),
    ) -> Option<&'t str> {
        if !self.is_device(product) {
            return Some(version);
        }
        let device = self.catalog.product(product)?;
        if matches!(super::fit(device, text), Fit::One(..)) {
            return Some(text);
        }
        let begun = Version::new(name);
        let is_begun = |release: &Release| Version::new(&release.name).after(&begun).is_some();
        let is_longer = device.releases.iter().any(is_begun) || self.begins_with_own(product, name);
        (!is_longer).then_some(version)
    }

    /// Resolves a version preceded by words of which some name a product and the others fit it: a banner,
    /// command output, or a line of a package list. If the first number is not a version of that product,
    /// the next one may be.
    fn among_words(&self, text: &str) -> Option<Reading> {
        let mut refused = None;
        for at in versions(text).take(MOST_VERSIONS) {
            let (before, version) = text.split_at_checked(at)?;
            let Some((product, by)) = self.explained(unattached(before)) else {
                continue;
            };
            let by = match by {
                MatchedBy::Name | MatchedBy::Alias => MatchedBy::Words,
                by => by,
            };
            // A device has no versions: numbers belong to its name.
            let is_of_name =
                self.is_device(product) || self.is_of_name(product, (before, version), text);
            if is_of_name || self.is_of_hotspot(product, version) {
                continue;
            }
            let version = self.build_of_java(product, version).unwrap_or(version);
            let reading = self.bounded(&[product], by, (before, version))?;
            if reading.has_release() {
                return Some(reading);
            }
            refused.get_or_insert(reading);
        }
        let reading = refused?;
        let version = reading.version.clone()?;
        self.relative(reading.product, &version).or(Some(reading))
    }

    fn is_device(&self, product: usize) -> bool {
        self.is_of("device", product)
    }
}

impl Words<'_, '_> {
    fn all_named(&self) -> &Named {
        self.named.get_or_init(|| self.look.named(self.text))
    }

    fn named(&self) -> Option<&Reading> {
        self.all_named().release.as_ref()
    }

    /// A name that is written with a blank too many is no version, and neither is a maker's number of a device,
    /// `iPhone12,1`.
    fn refused(&self) -> Option<Reading> {
        let refused = self.all_named().refused.clone()?;
        let is_model = refused.version.as_deref().is_some_and(is_model);
        if is_model && self.look.is_device(refused.product) {
            return None;
        }
        let letters: String = self.text.chars().filter(|c| c.is_alphanumeric()).collect();
        self.look.own(&letters).is_none().then_some(refused)
    }

    /// A colloquial name, the longest first, and a release of its product.
    fn called(&self) -> Option<&Reading> {
        let called = || {
            splits(self.text).find_map(|(name, version)| {
                let (product, by) = self.look.called(name)?;
                if self.look.is_of_name(product, (name, version), self.text) {
                    return None;
                }
                let version = self.look.behind_name(product, self.text, (name, version))?;
                let reading = self.look.versioned(product, by, self.text, version)?;
                reading.released()
            })
        };
        self.called.get_or_init(called).as_ref()
    }

    fn among(&self) -> Option<&Reading> {
        let among = || (!self.is_name()).then(|| self.look.among_words(self.text))?;
        self.among.get_or_init(among).as_ref()
    }

    /// Whether the whole text is a name.
    fn is_name(&self) -> bool {
        self.look.called(self.text).is_some()
    }
}

/// Whether it is two numbers with a comma between.
fn is_model(version: &str) -> bool {
    let numbers = version.split_once(',');
    let is_number = |text: &str| text.parse::<u32>().is_ok();
    numbers.is_some_and(|(series, number)| is_number(series) && is_number(number))
}

/// Whether the version is more than a prefix match of its release.
fn is_whole(reading: &Reading) -> bool {
    matches!(reading.fit, Fit::One(_, by) if by != CycleBy::Prefix)
}

fn is_dotted(reading: &Reading) -> bool {
    reading
        .version
        .as_deref()
        .is_some_and(|version| version.contains('.'))
}

/// A text without trademark signs.
fn unmarked(text: &str) -> String {
    let marks = ["(R)", "(r)", "(TM)", "(tm)", "®", "™"];
    marks
        .iter()
        .fold(begun(text, MOST_BYTES).to_owned(), |text, mark| {
            text.replace(mark, " ")
        })
}

/// The element, where there is exactly one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}
