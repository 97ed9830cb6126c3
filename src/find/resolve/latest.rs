//! Compares a version with the newest one of its release.

use std::cmp::Ordering;

use super::release;
use crate::facts::product::Product;
use crate::text::version::Version;

/// Whether a version of a product is older than a release's newest one (`Less`), equal or newer; `None` if it is not
/// exact enough, if the two count differently, or if the newest is unknown.
pub fn compared_with_latest(product: &Product, version: &str, latest: &str) -> Option<Ordering> {
    // The second number of a JDK is 0; a vendor's own number, such as Zulu's 17.64, counts otherwise.
    let is_of_jdk = |version: &str| {
        let second = release::asked(version).0.get(1).copied();
        second.is_some_and(|second| second.is_at_point() && second.text() == "0")
    };
    let is_java = product.tags.iter().any(|tag| tag == "java-distribution");
    // The SDK of .NET counts in hundreds (8.0.400), the runtime that it brings does not.
    let is_sdk = |version: &str| {
        let third = release::asked(version).0.get(2).copied();
        third.is_some_and(|third| third.text().len() > 2)
    };
    let is_dotnet = product.id == "dotnet";
    let is_alike = (!is_java || is_of_jdk(version) == is_of_jdk(latest))
        && (!is_dotnet || is_sdk(version) == is_sdk(latest));
    is_alike.then(|| compared(version, latest))?
}

/// The same of versions alone.
pub fn compared(version: &str, latest: &str) -> Option<Ordering> {
    let whole = Version::new(latest);
    let number = Version::new(latest.split_whitespace().next()?);
    let version = release::asked(version);
    // `7.0U3w` extends the number of `7.0 U3w`; but the `GDR` of `13.0.6500.1 GDR` adds nothing.
    let goes_on = version.0.len() > number.0.len() && version.after(&number).is_some();
    let latest = if goes_on { whole } else { number };
    // Old Java: the newest version of 1.8 is 8u500.
    let is_begun_alike = version.0.first()? == latest.0.first()?;
    // The 22 in `10 22H2` is not comparable to the 0 in `10.0.19045`.
    let pairs = version.0.iter().zip(&latest.0);
    let differing = pairs.into_iter().find(|(one, other)| one != other);
    let is_joined_alike = differing.is_none_or(|(one, other)| one.gap == other.gap);
    (is_begun_alike && is_joined_alike).then(|| version.compare(&latest))?
}
