//! Resolves identifiers of other systems and images to products and versions.

use super::form::{self, Image};
use super::release::Fit;
use super::{Look, MatchedBy, Reading, begins_with_number, names};
use super::{listed, sets};
use crate::facts::identifier::key::{Key, Name};

impl Look<'_> {
    /// The products with an identifier.
    pub fn bearers(&self, name: &Name) -> Vec<usize> {
        names::bearers(self.catalog, name)
    }

    /// Resolves an identifier, or failing that, a product with the same name.
    pub fn name(&self, name: &Name) -> Option<Reading> {
        let is_digest = |version: &&String| version.contains("sha256:");
        let version = name.version.as_ref().filter(|version| !is_digest(version));
        let version = version
            .or_else(|| name.qualifiers.get("tag"))
            .filter(|_| !listed::is_apart(&name.key))
            .map(String::as_str);
        if let Some(judged) = self.judged_by_distribution(name) {
            return Some(judged);
        }
        let known = self.read(&self.bearers(name), MatchedBy::Identifier, version);
        if let Some(known) = known {
            return Some(self.or_relative(known, version));
        }
        if let Some((product, _)) = listed::package(&name.key).and_then(|id| self.own(id)) {
            return self.read(&[product], MatchedBy::Identifier, version);
        }
        match &name.key {
            Key::Package(kind, of, own)
                if matches!(kind.as_str(), "alpm" | "apk" | "deb" | "rpm") =>
            {
                let distro = name.qualifiers.get("distro").map(String::as_str);
                self.packaged(own, version)
                    .or_else(|| self.distribution(of, distro))
            }
            Key::Package(kind, of, own) => self.package(kind, of, own, version),
            Key::Platform(_, vendor, own) => self.platform(vendor, own, version),
            Key::Project(_) => None,
        }
    }

    /// The distribution's release, if a package URL names a distribution: it maintains the package whatever
    /// happens to the upstream version.
    fn judged_by_distribution(&self, name: &Name) -> Option<Reading> {
        let Key::Package(_, of, _) = &name.key else {
            return None;
        };
        let distro = name.qualifiers.get("distro")?;
        let (product, _) = self.own(of)?;
        let reading = self.distribution(of, Some(distro))?;
        let is_release = self.is_of("os", product) && reading.fit.release().is_some();
        is_release.then_some(reading)
    }

    /// A reading, or that of a related product if the version belongs to that one: 9 is a `CentOS`
    /// Stream, not a `CentOS`.
    fn or_relative(&self, reading: Reading, version: Option<&str>) -> Reading {
        let relative = match (&reading.fit, version) {
            (Fit::Nothing(_), Some(version)) => self.relative(reading.product, version),
            _ => None,
        };
        let matched_by = reading.matched_by;
        match relative {
            Some(relative) => Reading {
                matched_by,
                ..relative
            },
            None => reading,
        }
    }

    /// A package that the data do not list: a part of a known product, or a name in a kind of package URL
    /// without a registry.
    fn package(&self, kind: &str, of: &str, own: &str, version: Option<&str>) -> Option<Reading> {
        let scoped = format!("@{}/{own}", of.trim_start_matches('@'));
        let owned = format!("{of}/{own}");
        let names = [format!("{kind}:{own}"), scoped, owned];
        let mut parts = names.iter().filter_map(|name| self.part(name));
        let is_own_registry = matches!(kind, "maven" | "nuget");
        let found = parts
            .next()
            .or_else(|| self.part(own).filter(|_| is_own_registry))
            .or_else(|| {
                let by_name = || self.own(own).or_else(|| self.explained(own));
                matches!(kind, "docker" | "oci" | "generic").then(by_name)?
            })
            .or_else(|| {
                let of = of.rsplit('/').next().filter(|of| !of.is_empty())?;
                let name = if of == own {
                    own
                } else {
                    &format!("{of} {own}")
                };
                self.own(name)
            });
        let (product, by) = found?;
        self.read(&[product], by, version)
    }

    /// The product named like a platform and its vendor; the name may contain a version:
    /// `windows_server_2012` with update `r2`.
    fn platform(&self, vendor: &str, name: &str, version: Option<&str>) -> Option<Reading> {
        let named = |name: &str| {
            let full = format!("{vendor} {name}");
            self.own(&full).or_else(|| self.part(name))
        };
        let whole = named(name).and_then(|(product, by)| {
            let reading = self.read(&[product], by, version)?;
            Some(self.or_relative(reading, version))
        });
        if whole.is_some() {
            return whole;
        }
        let cuts = name.rmatch_indices('_').filter_map(|(at, _)| {
            let (name, more) = name.split_at_checked(at)?;
            let more = more.trim_start_matches('_');
            more.starts_with(|c: char| c.is_ascii_digit())
                .then_some((name, more))
        });
        for (name, more) in cuts {
            let Some((product, by)) = named(name) else {
                continue;
            };
            let more = more.replace('_', " ");
            let longer = format!("{more} {}", version.unwrap_or_default());
            return self.read(&[product], by, Some(&longer));
        }
        let (product, _) = self.explained(&format!("{vendor} {name}"))?;
        self.read(&[product], MatchedBy::Words, version)
    }

    /// The product of a distribution's package: found by its name there, or by its own name without the
    /// numbers and suffixes that distributions append.
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

    /// The distribution of a package, and its release if named: `focal`, `ubuntu-20.04`.
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

    /// The product in an image. The image's own name must be the product's; an owner alone never identifies
    /// it.
    pub fn image(&self, image: &Image<'_>) -> Option<Reading> {
        let is_official = image.is_official();
        let known = || {
            let mut bearers = image.names().into_iter().map(|name| self.bearers(&name));
            let bearers = bearers.find(|bearers| !bearers.is_empty())?;
            self.read(&bearers, MatchedBy::Identifier, image.tag)
        };
        let own = || self.own_image(image, is_official);
        let reading = if is_official {
            own().or_else(known)?
        } else {
            known().or_else(|| self.listed(image)).or_else(own)?
        };
        Some(self.tagged(image, reading))
    }

    /// The product in an image of the supplementary list, whose name may say the release: `ubi8`.
    fn listed(&self, image: &Image<'_>) -> Option<Reading> {
        let place = image
            .domain
            .map(|domain| format!("{domain}/{}", image.path));
        let row = listed::image(place.as_deref().unwrap_or(image.path))?;
        let (product, _) = self.own(row.product)?;
        let version = match (row.release, image.tag) {
            (Some(release), Some(tag)) if tag.starts_with(release) => Some(tag),
            (Some(release), _) => Some(release),
            (None, tag) => tag,
        };
        self.read(&[product], MatchedBy::Identifier, version)
    }

    /// The product named by an image's own name: the whole name, or its last part if the owner makes the
    /// product or packages other makers' software.
    fn own_image(&self, image: &Image<'_>, is_official: bool) -> Option<Reading> {
        let (owner, name) = image.path.rsplit_once('/').unwrap_or(("", image.path));
        if let Some(function) = self.function(image) {
            return Some(function);
        }
        let whole = image.path.replace('/', " ");
        let place = format!("{}/{}", image.domain.unwrap_or_default(), image.path);
        let named = self.own(&whole).or_else(|| self.part(&whole));
        if let Some((product, by)) = named.or_else(|| self.part(&place)) {
            return self.read(&[product], by, image.tag);
        }
        if is_official && let Some((product, by)) = self.called(name) {
            return self.by_project(image, name, self.read(&[product], by, image.tag)?);
        }
        let (product, by, number) = self.named_image(name)?;
        let owner = if is_official || image.is_mirrored() {
            ""
        } else {
            owner
        };
        let mut owners = owner.split('/').filter(|owner| !owner.is_empty());
        let is_known =
            |owner: &str| sets::has("packers", owner) || self.explains_all(product, owner);
        if !owners.all(is_known) {
            return None;
        }
        let Some(number) = number else {
            return self.read(&[product], by, image.tag);
        };
        // `nexus3:3.58.0`, `ubi9:latest`; but the tag of `postgresql-13:1-120` counts builds.
        let is_version = image.tag.is_some_and(begins_with_number);
        let is_longer = image.tag.is_some_and(|tag| tag.starts_with(number));
        let version = match image.tag {
            Some(tag) if is_longer => Some(tag),
            Some(_) if is_version => None,
            _ => Some(number),
        };
        self.read(&[product], by, version)
    }

    /// The runtime in an image for functions of AWS Lambda: `public.ecr.aws/lambda/python:3.8`, see
    /// <https://docs.aws.amazon.com/lambda/latest/dg/images-create.html>.
    fn function(&self, image: &Image<'_>) -> Option<Reading> {
        let runtime = image.path.strip_prefix("lambda/")?;
        let tag = image
            .tag
            .filter(|_| image.domain == Some("public.ecr.aws"))?;
        let (product, _) = self.own("aws-lambda")?;
        // `nodejs:18.2023` is dated.
        let version = tag.split(['-', '_']).next()?;
        let reading = self.read(
            &[product],
            MatchedBy::Identifier,
            Some(&format!("{runtime}{version}")),
        )?;
        matches!(reading.fit, Fit::One(..)).then_some(reading)
    }

    /// The product named by the last part of a path, and the number after the name.
    fn named_image<'t>(&self, name: &'t str) -> Option<(usize, MatchedBy, Option<&'t str>)> {
        if let Some((product, by)) = self.own(name).or_else(|| self.part(name)) {
            return Some((product, by, None));
        }
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = name.get(stem.len()..).filter(|number| !number.is_empty());
        let stem = stem.trim_end_matches('-');
        let found = self
            .own(stem)
            .or_else(|| self.part(stem))
            .filter(|_| number.is_some());
        let (product, by) = found.or_else(|| self.explained(stem))?;
        Some((product, by, number))
    }

    /// Among products that are one project in other systems, the one that has the tag's version.
    fn by_project(&self, image: &Image<'_>, name: &str, reading: Reading) -> Option<Reading> {
        if !matches!(reading.fit, Fit::Nothing(_)) {
            return Some(reading);
        }
        let bearers = self.bearers(&Name::project(name)?);
        let other = self.read(&bearers, MatchedBy::Identifier, image.tag);
        let other = other.filter(|other| other.fit.release().is_some());
        Some(other.unwrap_or(reading))
    }

    /// A tag need not be a version (`latest`, `slim`), and words may precede the version: `open-17-jre`.
    fn tagged(&self, image: &Image<'_>, reading: Reading) -> Reading {
        let Some(tag) = image.tag.filter(|_| matches!(reading.fit, Fit::Nothing(_))) else {
            return reading;
        };
        if begins_with_number(tag) {
            return reading;
        }
        if matches!(tag, "lts" | "current")
            && let Some(newest) = self.channel(reading.product, reading.matched_by, tag)
        {
            return newest;
        }
        let name = image.path.rsplit('/').next().unwrap_or(image.path);
        let longer = self.words(&format!("{name} {tag}"));
        let longer = longer.filter(|longer| {
            matches!(longer.fit, Fit::One(..)) && longer.product != reading.product
        });
        if let Some(longer) = longer {
            return longer;
        }
        let behind = tag.split_once('-').filter(|(word, _)| *word == "open");
        let behind = behind.and_then(|(_, version)| {
            self.read(&[reading.product], reading.matched_by, Some(version))
        });
        behind.unwrap_or(Reading {
            version: Some(tag.to_owned()),
            fit: Fit::Unasked,
            ..reading
        })
    }
}
