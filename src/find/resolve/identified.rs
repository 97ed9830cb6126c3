//! Names in other systems, and images: the product they are of, and the version in them.

use super::form::{self, Image};
use super::names::Identifiers;
use super::release::Fit;
use super::{Look, MatchedBy, Reading, begins_with_number};
use crate::facts::identifier::key::{Key, Name};

impl Look<'_> {
    fn bearers(&self, name: &Name) -> Vec<usize> {
        let identifiers = self
            .identifiers
            .get_or_init(|| Identifiers::new(self.catalog));
        identifiers.find(name)
    }

    /// What a name in another system names, or else what is called like it.
    pub fn name(&self, name: &Name) -> Option<Reading> {
        let is_digest = |version: &&String| version.contains("sha256:");
        let version = name.version.as_ref().filter(|version| !is_digest(version));
        let version = version
            .or_else(|| name.qualifiers.get("tag"))
            .map(String::as_str);
        let known = self.read(&self.bearers(name), MatchedBy::Identifier, version);
        known.or_else(|| match &name.key {
            Key::Package(kind, _, own) if matches!(kind.as_str(), "docker" | "oci" | "generic") => {
                let (product, by) = self.own(own)?;
                self.read(&[product], by, version)
            }
            Key::Package(kind, of, own)
                if matches!(kind.as_str(), "alpm" | "apk" | "deb" | "rpm") =>
            {
                let distro = name.qualifiers.get("distro").map(String::as_str);
                self.packaged(own, version)
                    .or_else(|| self.distribution(of, distro))
            }
            Key::Package(_, of, own) => {
                let of = of.rsplit('/').next().filter(|of| !of.is_empty())?;
                let name = if of == own {
                    own
                } else {
                    &format!("{of} {own}")
                };
                let (product, by) = self.own(name)?;
                self.read(&[product], by, version)
            }
            Key::Platform(_, vendor, own) => self.platform(vendor, own, version),
            Key::Project(_) => None,
        })
    }

    /// The product that is called as a platform and its vendor are, of which the name may go on with a
    /// version: `windows_server_2019`.
    fn platform(&self, vendor: &str, name: &str, version: Option<&str>) -> Option<Reading> {
        let cuts = name.rmatch_indices('_').filter_map(|(at, _)| {
            let (name, version) = name.split_at_checked(at)?;
            Some((name, Some(version)))
        });
        let mut cuts = std::iter::once((name, version)).chain(cuts);
        cuts.find_map(|(name, version)| {
            let (product, by) = self.own(&format!("{vendor} {name}"))?;
            self.read(&[product], by, version)
        })
    }

    /// The product that a distribution's package is of: known by its name there or its own, without the
    /// number and the part that distributions add.
    fn packaged(&self, package: &str, version: Option<&str>) -> Option<Reading> {
        form::package_names(package).find_map(|name| {
            let bearers = self.bearers(&Name::project(name)?);
            let known = self.read(&bearers, MatchedBy::Identifier, version);
            known.or_else(|| {
                let (product, by) = self.called(name)?;
                self.read(&[product], by, version)
            })
        })
    }

    /// The distribution of a package, and its release where that is told: `focal`, `ubuntu-20.04`.
    fn distribution(&self, name: &str, release: Option<&str>) -> Option<Reading> {
        let own = self.own(name).map(|(product, _)| product);
        let by = MatchedBy::Distribution;
        let named = own.and_then(|product| self.read(&[product], by, release));
        if let Some(named) = named
            && !matches!(named.fit, Fit::Nothing(_))
        {
            return Some(named);
        }
        let written = self.words(release?)?;
        Some(Reading {
            matched_by: by,
            ..written
        })
    }

    /// What an image is of: by its own name, or the one before it in its path.
    pub fn image(&self, image: &Image<'_>) -> Option<Reading> {
        let is_one_word = !image.path.contains('/') && image.domain.is_none();
        let own = || {
            let named = |name: &str| {
                let slang = || self.called(name).filter(|_| is_one_word);
                let (product, by) = self.own(name).or_else(slang)?;
                self.read(&[product], by, image.tag)
            };
            // Of equals the last is the first in the path.
            let parts: Vec<Reading> = image.parts().filter_map(&named).collect();
            let best = || {
                parts
                    .into_iter()
                    .rev()
                    .max_by_key(|part| self.exactness(part))
            };
            named(&image.path.replace('/', " ")).or_else(best)
        };
        let known = || {
            let mut bearers = image.names().into_iter().map(|name| self.bearers(&name));
            let bearers = bearers.find(|bearers| !bearers.is_empty())?;
            self.read(&bearers, MatchedBy::Identifier, image.tag)
        };
        let reading = if is_one_word {
            own().or_else(known)?
        } else {
            known().or_else(own)?
        };
        // A tag need not be a version: `latest`, `slim`.
        let is_version = image.tag.is_some_and(begins_with_number);
        match reading.fit {
            Fit::Nothing(_) if !is_version => {
                let untold = self.read(&[reading.product], reading.matched_by, None)?;
                let version = image.tag.map(str::to_owned);
                Some(Reading { version, ..untold })
            }
            _ => Some(reading),
        }
    }

    /// How much of its version the release says by its name.
    fn exactness(&self, reading: &Reading) -> usize {
        let Fit::One(release, _) = reading.fit else {
            return 0;
        };
        let product = self.catalog.product(reading.product);
        let release = product.and_then(|product| product.releases.get(release));
        release.map_or(0, |release| release.name.len())
    }
}
