//! A product's own name, and the version that follows it.

use super::cuts::{is_point, splits};
use crate::find::resolve::{Look, MatchedBy, Reading, begins_with_number, fit};

/// The result for what follows a product's own name.
pub(super) struct Named {
    /// A release of the product.
    pub(super) release: Option<Reading>,
    /// A text that looks like a version of the product but matches no release.
    pub(super) refused: Option<Reading>,
}

impl Look<'_> {
    /// Resolves a product's own name, the longest first, and what follows it.
    pub(super) fn named(&self, text: &str) -> Named {
        let mut refused = None;
        for (name, version) in splits(text) {
            let longer = || {
                self.longer_name(name)
                    .filter(|_| begins_with_number(version))
            };
            let Some((product, by)) = self.own(name).or_else(longer) else {
                continue;
            };
            if self.is_of_name(product, (name, version), text) {
                continue;
            }
            let Some(reading) = self.versioned(product, by, text, version) else {
                continue;
            };
            if reading.has_release() {
                return Named {
                    release: Some(reading),
                    refused,
                };
            }
            if begins_with_number(version) {
                refused.get_or_insert(reading);
            }
        }
        Named {
            release: None,
            refused,
        }
    }

    /// Whether a number is part of a name rather than its version: it is attached, another version follows, and either
    /// contradicts the other, or words between them are not the product's. So `python3-saml 1.16.0` and `etcd3 0.12.0`
    /// are libraries, but `tomcat9 9.0.31` is Tomcat, and `rhel8 4.18.0` has the kernel behind it. `redis-01` is a
    /// machine.
    pub(super) fn is_of_name(
        &self,
        product: usize,
        (name, version): (&str, &str),
        text: &str,
    ) -> bool {
        if is_of_machine((name, version), text) {
            return true;
        }
        let is_attached = text.len() == name.len() + version.len()
            && name.ends_with(char::is_alphabetic)
            && version.starts_with(|c: char| c.is_ascii_digit());
        let behind = version
            .split_once(char::is_whitespace)
            .filter(|_| is_attached);
        let Some((number, following)) = behind else {
            return false;
        };
        let following = following.trim_start();
        let is_version = following.starts_with(|c: char| c.is_ascii_digit()) && is_point(following);
        let (Some(own), true) = (self.catalog.product(product), is_version) else {
            return false;
        };
        let end = number.find(|c: char| !c.is_ascii_digit() && c != '.');
        let words = end.and_then(|end| number.get(end..)).unwrap_or_default();
        let agrees = || {
            let all = fit(own, number);
            let one = fit(own, following).release();
            one.is_some_and(|one| all.releases().contains(&one))
        };
        let is_system = self.is_of("os", product);
        let is_whole = own.is_device() || is_system || number.contains('.');
        !(is_whole || self.explains_all(product, words) && agrees())
    }

    /// The product of a colloquial name that begins with a name of its own, as `Mac OS X` does with `Mac`.
    fn longer_name(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, by) = self.called(name)?;
        let is_longer = !self.is_device(product) && self.begins_with_own(product, name);
        is_longer.then_some((product, by))
    }

    /// Whether a longer text begins with a product's own name.
    pub(super) fn begins_with_own(&self, product: usize, text: &str) -> bool {
        let is_own = |(name, _)| self.own(name).is_some_and(|(own, _)| own == product);
        splits(text).any(is_own)
    }

    /// The same as [`Self::read`], with the sign of a requirement that stands before the version.
    pub(super) fn bounded(
        &self,
        products: &[usize],
        by: MatchedBy,
        (before, version): (&str, &str),
    ) -> Option<Reading> {
        let is_sign = |c: char| "<>=!~^ ".contains(c);
        let sign = before.get(before.trim_end_matches(is_sign).len()..)?;
        let is_bound = sign.contains(['<', '>', '!', '~', '^']);
        let bounded = format!("{}{version}", sign.trim());
        self.read(
            products,
            by,
            Some(if is_bound { &bounded } else { version }),
        )
    }

    /// A version of a product, else of the one that has its name and a word more: 5.1 is no `PowerShell`
    /// but a `Windows PowerShell`.
    pub(super) fn versioned(
        &self,
        product: usize,
        by: MatchedBy,
        text: &str,
        version: &str,
    ) -> Option<Reading> {
        let before = text.strip_suffix(version).unwrap_or_default();
        let reading = self.bounded(&[product], by, (before, version))?;
        if reading.has_release() {
            return Some(reading);
        }
        let other = self.relative(product, version);
        let other = other.or_else(|| self.channel(product, by, version));
        Some(other.or_else(|| self.device(text)).unwrap_or(reading))
    }

    /// The device that is labeled so: a `Nexus 4` is no version of the Nexus Repository.
    fn device(&self, text: &str) -> Option<Reading> {
        let (name, version) = text.split_once(' ')?;
        let is_it = |label: &str| {
            let (whole, _) = label.split_once(" (").unwrap_or((label, ""));
            label.eq_ignore_ascii_case(text) || whole.eq_ignore_ascii_case(text)
        };
        let mut named = self.catalog.names().begun_by(name).into_iter();
        named.find_map(|product| {
            let card = self.catalog.cards().get(product)?;
            let device = card.is_device().then(|| self.catalog.product(product))??;
            let is_one = device.releases.iter().any(|release| is_it(&release.label));
            is_one.then(|| self.read(&[product], MatchedBy::Release, Some(version)))?
        })
    }
}

/// Whether a number with a leading zero is joined to a name, as machines are numbered: `redis-01`.
fn is_of_machine((name, version): (&str, &str), text: &str) -> bool {
    let gap = text
        .strip_suffix(version)
        .and_then(|before| before.strip_prefix(name));
    let number = version.split_whitespace().next().unwrap_or_default();
    let is_number = number.len() > 1 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.starts_with('0') && is_number && gap.is_some_and(|gap| matches!(gap, "" | "-" | "_"))
}
