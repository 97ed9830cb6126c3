//! The numbers that Java prints beside its version.

use crate::find::resolve::Look;

impl Look<'_> {
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
