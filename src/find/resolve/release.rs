//! Which release of a product a version is of.

use std::cmp::Ordering;

use super::near::nearest;
use crate::facts::product::{Product, Release};
use crate::text::version::{Gap, Piece, Version, is_tail};

/// What a version is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// No version is asked for.
    Unasked,
    /// One release, by its index in the product.
    One(usize, CycleBy),
    /// Several releases could be meant, by their indices in the product's order: the newest first.
    Several(Vec<usize>, CycleBy),
    /// None; the nearest ones, the later first.
    Nothing(Vec<usize>),
}

/// How a version leads to a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CycleBy {
    /// It is the release's name.
    Exact,
    /// The release's name is the beginning of it: the longest such name.
    Prefix,
    /// It is a part of the release's name.
    Part,
    /// It is, or begins with, the release's label.
    Label,
    /// It is the release's code name, or the first words of it.
    CodeName,
    /// It is, or leads up to, the release's newest version.
    Latest,
}

impl CycleBy {
    /// One word or two for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Part => "part",
            Self::Label => "label",
            Self::CodeName => "code name",
            Self::Latest => "latest",
        }
    }
}

impl Fit {
    /// The release, of several the newest; `None` where there is none.
    pub fn release(&self) -> Option<usize> {
        match self {
            Self::One(release, _) => Some(*release),
            Self::Several(releases, _) => releases.first().copied(),
            Self::Unasked | Self::Nothing(_) => None,
        }
    }

    /// All releases that could be meant.
    pub fn releases(&self) -> &[usize] {
        match self {
            Self::One(release, _) => std::slice::from_ref(release),
            Self::Several(releases, _) => releases,
            Self::Unasked | Self::Nothing(_) => &[],
        }
    }

    fn new(releases: Vec<usize>, by: CycleBy) -> Option<Self> {
        match releases.as_slice() {
            [] => None,
            [release] => Some(Self::One(*release, by)),
            _ => Some(Self::Several(releases, by)),
        }
    }
}

/// Words that say nothing about which release is meant.
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
/// Words before a version.
const BEFORE: [&str; 5] = ["ltsc", "release", "v", "ver", "version"];

/// The version that is asked for: without a `v` or a word before it, and without a Debian epoch.
pub fn asked(text: &str) -> Version<'_> {
    let mut pieces = Version::new(text).0;
    if let [first, second, ..] = pieces.as_slice()
        && first.is_one_of(&BEFORE)
        && second.is_number()
    {
        pieces.remove(0);
    }
    if let [epoch, second, ..] = pieces.as_slice()
        && epoch.is_number()
        && second.gap == Gap::Mark(':')
    {
        pieces.remove(0);
    }
    Version(pieces)
}

/// The release of a product that a version is of, or the nearest ones.
pub fn fit(product: &Product, version: &str) -> Fit {
    let asked = asked(version);
    if asked.0.is_empty() {
        return Fit::Unasked;
    }
    let cycles = Cycles::new(product);
    let found = cycles
        .fit(&asked)
        .or_else(|| cycles.fit(&java(product, &asked)?))
        .or_else(|| cycles.fit(&cycles.without_noise(&asked)?))
        .or_else(|| cycles.fit(&cycles.untagged(&asked)?));
    found.unwrap_or_else(|| Fit::Nothing(nearest(cycles.releases, version)))
}

/// Java counted 1.5 for 5 and so on to 1.8 for 8, and its versions still do.
fn java<'a>(product: &Product, asked: &Version<'a>) -> Option<Version<'a>> {
    let is_java = product.tags.iter().any(|tag| tag == "java-distribution");
    let [one, minor, ..] = asked.0.as_slice() else {
        return None;
    };
    let is_old = is_java && one.is_one_of(&["1"]) && minor.is_one_of(&["5", "6", "7", "8"]);
    is_old.then(|| Version(asked.0.iter().skip(1).copied().collect()))
}

/// A product's releases, their names cut into pieces once.
struct Cycles<'a> {
    releases: &'a [Release],
    names: Vec<Version<'a>>,
    /// The labels without the code names in them.
    labels: Vec<String>,
    /// What the product itself is called: labels may begin with it.
    product: Version<'a>,
    /// A device has no versions: only its whole name is it.
    is_device: bool,
}

impl<'a> Cycles<'a> {
    fn new(product: &'a Product) -> Self {
        let releases = product.releases.as_slice();
        let own = [&product.title, &product.id]
            .into_iter()
            .chain(&product.aliases);
        Self {
            releases,
            names: releases
                .iter()
                .map(|release| Version::new(&release.name))
                .collect(),
            labels: releases.iter().map(without_code_name).collect(),
            product: Version(own.flat_map(|name| Version::new(name).0).collect()),
            is_device: product.category == "device",
        }
    }

    fn fit(&self, asked: &Version<'_>) -> Option<Fit> {
        self.by_name(asked)
            .or_else(|| self.by_label(asked))
            .or_else(|| self.by_code_name(asked))
            .or_else(|| self.by_latest(asked))
            .or_else(|| self.by_part(asked))
    }

    /// The release of which the name is the longest that the version begins with.
    fn by_name(&self, asked: &Version<'_>) -> Option<Fit> {
        let (release, length) = self.longest(asked, &self.names)?;
        let rest = asked.0.get(length..).unwrap_or_default();
        if rest.iter().all(|piece| self.is_noise(release, piece)) {
            return Some(Fit::One(release, CycleBy::Exact));
        }
        let later = self.later(asked, release);
        let found = later.map(|later| Fit::One(later, CycleBy::Latest));
        Some(found.unwrap_or(Fit::One(release, CycleBy::Prefix)))
    }

    /// Of service packs that share their number, the first that leads as far as the version: `13.0.5026`
    /// is beyond the last `13.0`, and before the last of `13.0-sp2`.
    fn later(&self, asked: &Version<'_>, release: usize) -> Option<usize> {
        let is_up_to = |release: usize| {
            let order = asked.compare(&self.latest(release)?)?;
            Some(order.is_le())
        };
        if is_up_to(release) != Some(false) {
            return None;
        }
        let name = self.names.get(release)?;
        let shares = |other: &usize| {
            let latest = self.latest(*other);
            latest.is_some_and(|latest| latest.after(name).is_some())
        };
        let others = (0..self.names.len()).filter(shares);
        let beyond = others.filter(|other| is_up_to(*other) == Some(true));
        beyond.reduce(|one, other| match self.order(one, other) {
            Some(order) if order.is_gt() => other,
            _ => one,
        })
    }

    fn order(&self, one: usize, other: usize) -> Option<Ordering> {
        self.latest(one)?.compare(&self.latest(other)?)
    }

    /// `Windows 11 Pro` is any Windows 11. `None` where there is nothing to leave out.
    fn without_noise<'b>(&self, asked: &Version<'b>) -> Option<Version<'b>> {
        let mut pieces = asked.0.clone();
        while let Some(last) = pieces.last()
            && last.gap == Gap::Blank
            && last.is_one_of(&NOISE)
        {
            pieces.pop();
        }
        let is_shorter = pieces.len() < asked.0.len() && !self.is_device;
        is_shorter.then_some(Version(pieces))
    }

    /// What an image adds to a number says nothing of the release: `7-alpine` is any 7. `None` where there
    /// is nothing to leave out.
    fn untagged<'b>(&self, asked: &Version<'b>) -> Option<Version<'b>> {
        let is_word = |piece: &Piece<'_>| piece.gap == Gap::Mark('-') && !piece.is_number();
        let end = asked.0.iter().position(is_word)?;
        let is_version = asked.0.first()?.is_number() && !self.is_device;
        is_version.then(|| asked.0.get(..end).map(|pieces| Version(pieces.to_vec())))?
    }

    fn by_label(&self, asked: &Version<'_>) -> Option<Fit> {
        let labels = self.labels();
        let written = self.releases.iter().map(|release| self.own(&release.label));
        let whole: Vec<Version<'_>> = written.collect();
        let equal = |labels: &[Version<'_>]| {
            let equal = (0..labels.len()).filter(|release| labels.get(*release) == Some(asked));
            Fit::new(equal.collect(), CycleBy::Label)
        };
        let longest = |labels: &[Version<'_>]| {
            let (release, _) = self.longest(asked, labels)?;
            Some(Fit::One(release, CycleBy::Label))
        };
        equal(&labels)
            .or_else(|| equal(&whole))
            .or_else(|| longest(&labels))
            .or_else(|| longest(&whole))
    }

    /// The labels without the code names in them.
    fn labels(&self) -> Vec<Version<'_>> {
        self.labels.iter().map(|label| self.own(label)).collect()
    }

    /// A label without the words before it that are the product's own: `Windows Server 2019`.
    fn own<'b>(&self, label: &'b str) -> Version<'b> {
        let pieces = Version::new(label).0.into_iter();
        let is_own = |piece: &Piece<'_>| !piece.is_number() && self.product.0.contains(piece);
        Version(pieces.skip_while(is_own).collect())
    }

    /// The first words are enough: `focal` for `Focal Fossa`, also with what an image adds to it.
    fn by_code_name(&self, asked: &Version<'_>) -> Option<Fit> {
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
            let is_rest = is_tagged || rest.iter().all(|piece| self.is_noise(*release, piece));
            Some(common > 0 && (is_whole || is_word) && is_rest)
        };
        let releases = (0..self.releases.len()).filter(|release| is_it(release) == Some(true));
        Fit::new(releases.collect(), CycleBy::CodeName)
    }

    fn by_latest(&self, asked: &Version<'_>) -> Option<Fit> {
        let is_it = |release: &usize| {
            let latest = self.latest(*release)?;
            let rest = asked.after(&latest)?;
            let is_version = latest.0.len() > 1 && !self.is_device;
            let is_noise = |piece: &Piece<'_>| self.is_noise(*release, piece);
            Some(is_version && is_tail(rest, latest.0.len(), &is_noise))
        };
        let releases = (0..self.releases.len()).filter(|release| is_it(release) == Some(true));
        Fit::new(releases.collect(), CycleBy::Latest)
    }

    /// The releases of which the name, or else the label, goes on after it; or of which the name holds it
    /// where it is more than a number: `24h2` in `11-24h2-w`.
    fn by_part(&self, asked: &Version<'_>) -> Option<Fit> {
        let labels = self.labels();
        let of = |names: &[Version<'_>], is_it: &dyn Fn(&Version<'_>) -> bool| {
            let releases =
                (0..names.len()).filter(|release| names.get(*release).is_some_and(is_it));
            Fit::new(releases.collect(), CycleBy::Part)
        };
        let goes_on = |name: &Version<'_>| name.goes_on_after(asked);
        let is_mixed =
            asked.0.iter().any(Piece::is_number) && !asked.0.iter().all(Piece::is_number);
        let holds = |name: &Version<'_>| is_mixed && name.holds(asked);
        of(&self.names, &goes_on)
            .or_else(|| of(&labels, &goes_on))
            .or_else(|| of(&self.names, &holds))
    }

    /// The longest of the names that the version begins with, and its length.
    fn longest(&self, asked: &Version<'_>, names: &[Version<'_>]) -> Option<(usize, usize)> {
        let fitting = names.iter().enumerate().filter_map(|(release, name)| {
            let rest = asked.after(name)?;
            let length = name.0.len();
            let is_noise = |piece: &Piece<'_>| self.is_noise(release, piece);
            let is_whole = rest.is_empty() || !self.is_device;
            let is_it = length > 0 && is_whole && is_tail(rest, length, &is_noise);
            is_it.then_some((release, length))
        });
        // Of several as long the first, which is the newest.
        fitting.reduce(|best, other| if other.1 > best.1 { other } else { best })
    }

    /// Words that may follow a release: those that say nothing, and its own code name.
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
        // SQL Server adds the name of the update: `13.0.6500.1 GDR`.
        let number = latest.split_whitespace().next()?;
        let is_version = number.starts_with(|c: char| c.is_ascii_digit());
        is_version.then(|| Version::new(number))
    }
}

fn without_code_name(release: &Release) -> String {
    let code = release.codename.as_deref().filter(|code| !code.is_empty());
    let label = &release.label;
    code.map_or_else(|| label.clone(), |code| label.replace(code, " "))
}
