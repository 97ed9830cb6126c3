//! The releases of a product, prepared for comparing versions.

mod counted;
mod rest;

use std::cmp::Ordering;

use super::{CycleBy, Fit};
use crate::facts::product::{Product, Release};
use crate::text::version::{Gap, Piece, Version, is_tail};

/// Words that say nothing about the release.
const NOISE: [&str; 17] = [
    "amd64",
    "arm64",
    "bit",
    "datacenter",
    "desktop",
    "edition",
    "enterprise",
    "final",
    "ga",
    "home",
    "lts",
    "pro",
    "release",
    "server",
    "stable",
    "standard",
    "version",
];

/// The releases of a product, with their names tokenized once.
pub struct Cycles<'a> {
    product: &'a Product,
    releases: &'a [Release],
    names: Vec<Version<'a>>,
    /// The labels without their code names.
    labels: Vec<String>,
    /// The words of the product's names, which labels may start with.
    own: Version<'a>,
    /// See [`Product::is_device`].
    is_device: bool,
}

impl<'a> Cycles<'a> {
    /// The releases of a product.
    pub fn new(product: &'a Product) -> Self {
        let releases = product.releases.as_slice();
        let own = [&product.title, &product.id]
            .into_iter()
            .chain(&product.aliases);
        Self {
            product,
            releases,
            names: releases
                .iter()
                .map(|release| Version::new(&release.name))
                .collect(),
            labels: releases.iter().map(without_code_name).collect(),
            own: Version(own.flat_map(|name| Version::new(name).0).collect()),
            is_device: product.is_device(),
        }
    }

    /// The release with the longest name, or else label, that the version starts with.
    pub fn by_name(&self, asked: &Version<'_>) -> Option<Fit> {
        let name = self.longest(asked, &self.names);
        let label = self.labelled(asked);
        let labelled = || {
            let (fit, length) = label.as_ref()?;
            let rest = asked.0.get(*length..).unwrap_or_default();
            Some(self.later_in(rest, fit).unwrap_or_else(|| fit.clone()))
        };
        let (release, length) = match (name, &label) {
            (Some((_, length)), Some((_, other))) if length < *other => return labelled(),
            (Some(name), _) => name,
            (None, _) => return labelled(),
        };
        let rest = asked.0.get(length..).unwrap_or_default();
        let is_word = !asked.0.iter().take(length).any(Piece::is_number);
        if is_word && !rest.is_empty() && !self.begun(asked).is_empty() {
            return None;
        }
        if let Some(packs) = self.with_packs(release, rest) {
            return Some(packs);
        }
        if let Some(longer) = self.extended(release, rest) {
            return Some(Fit::One(longer, CycleBy::Rest));
        }
        if rest.iter().all(|piece| self.is_noise(release, piece)) {
            return Some(Fit::One(release, CycleBy::Exact));
        }
        if self.is_finer(asked, release) || self.is_otherwise_counted(asked, release) {
            return None;
        }
        let later = self.later(&head(asked), release);
        let found = later.map(|later| Fit::One(later, CycleBy::Latest));
        Some(found.unwrap_or(Fit::One(release, CycleBy::Prefix)))
    }

    /// Whether a version is more exact than all of a release, of which other releases are parts: 2.319.3 is not of
    /// the Jenkins 2 that counts 2.577 and 2.578, but of a 2.319 that the data do not have.
    fn is_finer(&self, asked: &Version<'_>, release: usize) -> bool {
        let Some((name, latest)) = self.names.get(release).zip(self.latest(release)) else {
            return false;
        };
        let has_parts = self.names.iter().any(|part| part.goes_on_after(name));
        has_parts && head(asked).0.len() > latest.0.len()
    }

    /// The release with the longest label that the version starts with, and the label's length.
    fn labelled(&self, asked: &Version<'_>) -> Option<(Fit, usize)> {
        let labels: Vec<Version<'_>> = self.labels.iter().map(|label| self.bare(label)).collect();
        let whole: Vec<Version<'_>> = self
            .releases
            .iter()
            .map(|release| self.bare(&release.label))
            .collect();
        let found = [&labels, &whole].into_iter().filter_map(|labels| {
            let (release, length) = self.longest(asked, labels)?;
            let rest = asked.0.get(length..).unwrap_or_default();
            let fit = Self::label_packs(release, rest, labels)
                .unwrap_or(Fit::One(release, CycleBy::Label));
            Some((fit, length))
        });
        found.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// A release and its service packs, if the version does not name one: `2016` means RTM, SP1 and SP2.
    fn label_packs(release: usize, rest: &[Piece<'_>], labels: &[Version<'_>]) -> Option<Fit> {
        let own = labels.get(release)?;
        let is_pack = |other: &Version<'_>| {
            let pack = other.after(own).unwrap_or_default();
            matches!(pack, [sp, number] if sp.is_one_of(&["sp"]) && number.is_number())
        };
        let packs = (0..labels.len())
            .filter(|other| *other == release || labels.get(*other).is_some_and(is_pack));
        let is_bare = rest.is_empty() || rest.iter().all(|piece| piece.is_one_of(&NOISE));
        let is_said = own.0.iter().any(|piece| piece.is_one_of(&["sp"]));
        let packs: Vec<usize> = packs.filter(|_| is_bare && !is_said).collect();
        (packs.len() > 1).then_some(Fit::Several(packs, CycleBy::Label))
    }

    /// Like [`Self::label_packs`], but by names.
    fn with_packs(&self, release: usize, rest: &[Piece<'_>]) -> Option<Fit> {
        if self.names.get(release)?.0.len() > 1 {
            return None;
        }
        match Self::label_packs(release, rest, &self.names)? {
            Fit::Several(packs, _) => Some(Fit::Several(packs, CycleBy::Part)),
            other => Some(other),
        }
    }

    /// Among service packs with the same number, the first whose newest version is not older: `13.0.5026`
    /// is newer than the last `13.0`, but not than the last of `13.0-sp2`.
    fn later(&self, asked: &Version<'_>, release: usize) -> Option<usize> {
        if self.leads_up_to(asked, release) != Some(false) {
            return None;
        }
        let name = self.names.get(release)?;
        let shares = |other: &usize| {
            let latest = self.latest(*other);
            latest.is_some_and(|latest| latest.after(name).is_some())
        };
        self.first_beyond(asked, (0..self.names.len()).filter(shares))
    }

    /// Like [`Self::later`], with the version behind a label: `2014 - 12.0.4100.1` is of the first service pack.
    fn later_in(&self, rest: &[Piece<'_>], fit: &Fit) -> Option<Fit> {
        let Fit::One(release, _) = fit else {
            return None;
        };
        let name = self.names.get(*release)?;
        let own = rest::versions(rest);
        let own = own.iter().find(|version| version.after(name).is_some())?;
        Some(Fit::One(self.later(own, *release)?, CycleBy::Latest))
    }

    /// Whether a release's newest version is the same or newer.
    fn leads_up_to(&self, asked: &Version<'_>, release: usize) -> Option<bool> {
        let order = asked.compare(&self.latest(release)?)?;
        Some(order.is_le())
    }

    /// Among releases whose newest version is the same or newer, the one where it is the oldest.
    fn first_beyond(
        &self,
        asked: &Version<'_>,
        releases: impl Iterator<Item = usize>,
    ) -> Option<usize> {
        let beyond = releases.filter(|other| self.leads_up_to(asked, *other) == Some(true));
        beyond.reduce(|one, other| match self.order(one, other) {
            Some(order) if order.is_gt() => other,
            _ => one,
        })
    }

    fn order(&self, one: usize, other: usize) -> Option<Ordering> {
        self.latest(one)?.compare(&self.latest(other)?)
    }

    /// A version without leading words of the product's name; `None` if there are none.
    pub fn without_own<'b>(&self, asked: &Version<'b>) -> Option<Version<'b>> {
        let is_own = |piece: &&Piece<'_>| !piece.is_number() && self.own.0.contains(piece);
        let count = asked.0.iter().take_while(is_own).count();
        let rest = asked
            .0
            .get(count..)
            .filter(|rest| count > 0 && !rest.is_empty())?;
        Some(Version(rest.to_vec()))
    }

    /// A label without leading words of the product's name: `Windows Server 2019`.
    fn bare<'b>(&self, label: &'b str) -> Version<'b> {
        let pieces = Version::new(label).0.into_iter();
        let is_own = |piece: &Piece<'_>| !piece.is_number() && self.own.0.contains(piece);
        Version(pieces.skip_while(is_own).collect())
    }

    /// The first words suffice: `focal` for `Focal Fossa`, also with an image's suffix.
    pub fn by_code_name(&self, asked: &Version<'_>) -> Option<Fit> {
        let is_it = |release: &usize| {
            let code = self.releases.get(*release)?.codename.as_deref()?;
            let code = Version::new(code);
            let common = asked
                .0
                .iter()
                .zip(&code.0)
                .take_while(|(one, other)| one == other);
            let common = common.count();
            let rest = asked.0.get(common..)?;
            let is_whole = common == code.0.len();
            let is_word = code.0.get(common).is_none_or(|next| next.gap != Gap::None)
                && !asked.0.first()?.is_number();
            let is_tagged = rest.first().is_none_or(|next| next.gap == Gap::Mark('-'));
            let is_noise = || rest.iter().all(|piece| self.is_noise(*release, piece));
            let is_rest = is_tagged || is_noise() || is_update(rest);
            Some(common > 0 && (is_whole || is_word) && is_rest)
        };
        let releases = (0..self.releases.len()).filter(|release| is_it(release) == Some(true));
        Fit::new(releases.collect(), CycleBy::CodeName)
    }

    /// By newest versions, for products whose versions differ from their releases' names: Exchange
    /// 15.2.1118 is 2019.
    pub fn by_latest(&self, asked: &Version<'_>) -> Option<Fit> {
        let is_it = |release: &usize| {
            let latest = self.latest(*release)?;
            let rest = asked.after(&latest)?;
            let is_version = latest.0.len() > 1 && !self.is_device;
            Some(is_version && is_tail(rest, latest.0.len()))
        };
        let releases = (0..self.releases.len()).filter(|release| is_it(release) == Some(true));
        Fit::new(releases.collect(), CycleBy::Latest).or_else(|| {
            let head = head(asked);
            let [major, minor, _, ..] = head.0.as_slice() else {
                return None;
            };
            let line = Version(vec![*major, *minor]);
            let shares = |release: &usize| {
                let latest = self.latest(*release);
                latest.is_some_and(|latest| latest.0.len() > 2 && latest.after(&line).is_some())
            };
            let is_named = |name: &Version<'_>| name.0.first() == Some(major);
            let is_other = !self.names.iter().any(is_named) && !self.is_device;
            let line = (0..self.names.len()).filter(shares);
            let release = self.first_beyond(&head, line.filter(|_| is_other))?;
            Some(Fit::One(release, CycleBy::Latest))
        })
    }

    /// The longest name that the version starts with, and its length.
    fn longest(&self, asked: &Version<'_>, names: &[Version<'_>]) -> Option<(usize, usize)> {
        let fitting = names.iter().enumerate().filter_map(|(release, name)| {
            let rest = asked.after(name)?;
            let length = name.0.len();
            let is_whole = rest.is_empty() || !self.is_device || is_revision(rest);
            let is_end = is_whole && is_tail(rest, length) || self.is_device && is_ordinal(rest);
            let is_it = length > 0 && is_end;
            is_it.then_some((release, length))
        });
        // Among equally long names, the first is the newest.
        fitting.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// Whether a word may follow a release: it says nothing, or belongs to the code name.
    fn is_noise(&self, release: usize, piece: &Piece<'_>) -> bool {
        let code = self
            .releases
            .get(release)
            .and_then(|release| release.codename.as_deref());
        let is_code = || code.is_some_and(|code| Version::new(code).0.contains(piece));
        piece.is_one_of(&NOISE) || is_code()
    }

    fn latest(&self, release: usize) -> Option<Version<'a>> {
        let latest = self.releases.get(release)?.latest.as_deref()?;
        // SQL Server appends the name of the update: `13.0.6500.1 GDR`.
        let number = latest.split_whitespace().next()?;
        let is_version = number.starts_with(|c: char| c.is_ascii_digit());
        is_version.then(|| Version::new(number))
    }
}

fn without_code_name(release: &Release) -> String {
    let code = release.codename.as_deref().filter(|code| !code.is_empty());
    let label = &release.label;
    code.map_or_else(|| label.to_string(), |code| label.replace(code, " "))
}

/// The first version in a text: its first pieces that are joined by points or directly.
fn head<'a>(asked: &Version<'a>) -> Version<'a> {
    let is_joined = |piece: &&Piece<'_>| piece.gap == Gap::None || piece.is_at_point();
    let joined = asked.0.iter().skip(1).take_while(is_joined);
    Version(asked.0.first().into_iter().chain(joined).copied().collect())
}

/// `Update 3` of a release does not make it another one.
fn is_update(rest: &[Piece<'_>]) -> bool {
    matches!(rest, [word, number] if word.is_one_of(&["update"]) && number.is_number())
}

/// `Rev 1.0` of a board does not make it another device.
fn is_revision(rest: &[Piece<'_>]) -> bool {
    rest.first().is_some_and(|first| first.is_one_of(&["rev"]))
}

/// The end of `4th generation`: with that number, it names the device whose name ends so.
fn is_ordinal(rest: &[Piece<'_>]) -> bool {
    let [end, generation] = rest else {
        return false;
    };
    end.gap == Gap::None
        && end.is_one_of(&["st", "nd", "rd", "th"])
        && generation.is_one_of(&["gen", "generation"])
}
