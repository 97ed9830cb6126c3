//! The vendors of Java, and the numbers that Java prints beside its version.

use super::only;
use crate::find::resolve::vocabulary::{is_filler, words};
use crate::find::resolve::{Look, MatchedBy, Reading, begins_with_number, sets};

/// Architectures in Debian's names of the folders of Java.
const OF_DEBIAN: [&str; 6] = ["amd64", "arm64", "armhf", "i386", "ppc64el", "s390x"];

impl Look<'_> {
    /// `java openjdk-17.0.2`, `java-17-openjdk-amd64`: a build of no named vendor, of asdf and of Debian. The package
    /// `java-17-openjdk` is Red Hat's.
    pub fn openjdk(&self, text: &str) -> Option<Reading> {
        let rest = text.strip_prefix("java")?;
        let of_tool = || {
            let name = rest.strip_prefix([' ', '@'])?.trim_start();
            name.strip_prefix("openjdk-")
        };
        let of_debian = || {
            let (version, machine) = rest.strip_prefix('-')?.split_once("-openjdk-")?;
            OF_DEBIAN.contains(&machine).then_some(version)
        };
        let version = of_tool().or_else(of_debian)?;
        let (product, by) = self
            .assumed_vendor()
            .filter(|_| begins_with_number(version))?;
        self.read(&[product], by, Some(version))
    }

    /// The same product, where a name that all vendors use says nothing about which it is: `java`, `jdk`.
    pub fn or_assumed(&self, name: &str, (product, by): (usize, MatchedBy)) -> (usize, MatchedBy) {
        let is_common = || words(name).all(|word| sets::has("java", &word));
        if self.is_java(product) && is_common() {
            return (product, MatchedBy::AssumedVendor);
        }
        (product, by)
    }

    /// The Java of the vendor whose name is among the words around `OpenJDK`: `OpenJDK Runtime Environment Microsoft`.
    pub fn named_vendor(&self, text: &[String]) -> Option<usize> {
        let others = || text.iter().filter(|word| *word != "openjdk");
        if others().count() == text.len() {
            return None;
        }
        let products = 0..self.catalog.cards().len();
        only(products.filter(|product| {
            self.is_java(*product)
                && others().any(|word| self.is_vendor(*product, word))
                && others().all(|word| self.explains(*product, word))
        }))
    }

    /// Whether a word is of the product's own names or its maker's, and not of every Java's.
    pub fn is_vendor(&self, product: usize, word: &str) -> bool {
        let is_common = is_filler(word) || sets::has("java", word);
        let own = self.vocabularies.of(self.catalog, product);
        !is_common && own.is_some_and(|own| own.is_own(word))
    }

    /// The version that Java prints after `build`; vendors print their own version before it: `18.9 (build
    /// 11.0.10+8)`.
    pub fn build_of_java<'t>(&self, product: usize, version: &'t str) -> Option<&'t str> {
        let (_, build) = version
            .split_once("(build ")
            .filter(|_| self.is_java(product))?;
        (!self.is_of_hotspot(product, build)).then_some(build)
    }

    /// Whether a version is that of the virtual machine, where 25.212 stands for update 212 of Java 8.
    pub fn is_of_hotspot(&self, product: usize, version: &str) -> bool {
        let mut numbers = version.split(['.', '-']).map(str::parse::<u32>);
        let is_machine = matches!(
            (numbers.next(), numbers.next()),
            (Some(Ok(20..=25)), Some(Ok(update))) if update > 20
        );
        is_machine && self.is_java(product)
    }

    fn is_java(&self, product: usize) -> bool {
        let keywords = self.catalog.keywords(product);
        keywords.is_some_and(|keywords| keywords.tags.iter().any(|tag| tag == "java-distribution"))
    }
}
