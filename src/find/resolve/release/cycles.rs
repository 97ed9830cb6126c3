//! The releases of a product, prepared for comparing versions.

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

/// What a segment of a release's name stands for, in words of a version: editions of Windows as
/// endoflife.date abbreviates them, and the year of a long-term channel as the version it is of, see
/// <https://learn.microsoft.com/windows/release-health/release-information>.
const SPELLED_OUT: [(&str, &[&str]); 8] = [
    ("e", &["enterprise", "education"]),
    ("w", &["home", "pro", "professional"]),
    ("lts", &["ltsc", "ltsb"]),
    ("1507", &["2015"]),
    ("1607", &["2016"]),
    ("1809", &["2019"]),
    ("21h2", &["2021"]),
    ("24h2", &["2024"]),
];

/// Words that a service pack is called by; the longer ones in two pieces.
const SERVICE_PACK: [&str; 4] = ["sp", "service", "pack", "tl"];

/// A product's releases, their names cut into pieces once.
pub struct Cycles<'a> {
    product: &'a Product,
    releases: &'a [Release],
    names: Vec<Version<'a>>,
    /// The labels without their code names.
    labels: Vec<String>,
    /// The words of the product's names, which labels may start with.
    own: Version<'a>,
    /// Whether the product is a device: devices have no versions, only names.
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
            is_device: product.category == "device",
        }
    }

    /// The release with the longest name, or else label, that the version starts with.
    pub fn by_name(&self, asked: &Version<'_>) -> Option<Fit> {
        let name = self.longest(asked, &self.names);
        let label = self.labelled(asked);
        let (release, length) = match (name, &label) {
            (Some((_, length)), Some((_, other))) if length < *other => {
                return label.map(|(fit, _)| fit);
            }
            (Some(name), _) => name,
            (None, _) => return label.map(|(fit, _)| fit),
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
        let later = self.later(&head(asked), release);
        let found = later.map(|later| Fit::One(later, CycleBy::Latest));
        Some(found.unwrap_or(Fit::One(release, CycleBy::Prefix)))
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

    /// The release of which the name goes on after that of another, and all of that is said in the rest.
    fn extended(&self, release: usize, rest: &[Piece<'_>]) -> Option<usize> {
        let name = self.names.get(release)?;
        let said = segments(rest);
        let longer = self.names.iter().enumerate().filter_map(|(other, longer)| {
            let more = segments(longer.after(name)?);
            let is_said = !more.is_empty() && more.iter().all(|segment| said.contains(segment));
            (longer.goes_on_after(name) && is_said).then_some((other, more.len()))
        });
        let longest = longer.reduce(|best, other| if other.1 > best.1 { other } else { best });
        longest.map(|(other, _)| other)
    }

    /// Of service packs that share their number, the first that leads as far as the version: `13.0.5026`
    /// is beyond the last `13.0`, and before the last of `13.0-sp2`.
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
            let is_rest = is_tagged || rest.iter().all(|piece| self.is_noise(*release, piece));
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

    /// Of the releases that its first number begins, those of which what follows says the rest.
    pub fn by_rest(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let rest = asked.0.get(head.0.len()..)?;
        if rest.is_empty() || self.is_device {
            return None;
        }
        let begun = self.begun(&head);
        let longer = versions(rest).into_iter().find_map(|version| {
            // `12c (12.2.0.x)`: it need not go on after all of the first.
            let is_like = begun.len() > 1 && version.0.first() == head.0.first();
            let is_longer = is_like || version.goes_on_after(&head) || is_glued_of(&version, &head);
            let fit = is_longer.then(|| self.by_name(&version))??;
            (begun.is_empty() || fit.release().is_some_and(|found| begun.contains(&found)))
                .then_some(fit)
        });
        if longer.is_some() {
            return longer;
        }
        let built = begun
            .iter()
            .copied()
            .filter(|release| self.is_built(*release, rest));
        let built: Vec<usize> = built.collect();
        let known = if built.is_empty() {
            begun
        } else {
            built.clone()
        };
        let said = self.said(known, head.0.len(), rest);
        match said {
            Some(said) => Fit::new(said, CycleBy::Rest),
            None => Fit::new(built, CycleBy::Build),
        }
    }

    /// The releases of which the name or the label begins with a version and goes on.
    fn begun(&self, head: &Version<'_>) -> Vec<usize> {
        let by_name = |release: &usize| {
            let name = self.names.get(*release);
            name.is_some_and(|name| name.goes_on_after(head))
        };
        let names: Vec<usize> = (0..self.names.len()).filter(by_name).collect();
        if !names.is_empty() {
            return names;
        }
        let by_label = |release: &usize| {
            let label = self.labels.get(*release).map(|label| self.bare(label));
            label.is_some_and(|label| label.goes_on_after(head))
        };
        (0..self.names.len()).filter(by_label).collect()
    }

    /// Of releases those of which most segments behind the first pieces are said in the rest, all of them
    /// where there are such; `None` where none is.
    fn said(&self, releases: Vec<usize>, skipped: usize, rest: &[Piece<'_>]) -> Option<Vec<usize>> {
        let said = segments(rest);
        let is_said = |segment: &String| {
            let spelled = SPELLED_OUT.iter().filter(|(short, _)| short == segment);
            let mut spelled = spelled.flat_map(|(_, words)| words.iter());
            said.contains(segment) || spelled.any(|word| said.iter().any(|own| own == word))
        };
        let counted = releases.into_iter().filter_map(|release| {
            let name = self.names.get(release)?.0.get(skipped..)?;
            let segments = segments(name);
            let count = segments.iter().filter(|segment| is_said(segment)).count();
            // What is said in full comes first, then what has least that is not.
            let lacking = segments.len() - count;
            (count > 0).then_some((count, lacking, release))
        });
        let counted: Vec<_> = counted.collect();
        let most = counted.iter().map(|(count, ..)| *count).max()?;
        let best = |lacking: Option<usize>| -> Vec<usize> {
            let best = counted.iter().filter(|(count, own, _)| {
                *count == most && lacking.is_none_or(|lacking| lacking == *own)
            });
            best.map(|(.., release)| *release).collect()
        };
        let whole = best(Some(0));
        Some(if whole.is_empty() { best(None) } else { whole })
    }

    /// Whether a number in the rest is the build of the release's newest version.
    fn is_built(&self, release: usize, rest: &[Piece<'_>]) -> bool {
        let Some(latest) = self.latest(release) else {
            return false;
        };
        let Some(build) = latest.0.last().filter(|build| build.text().len() > 3) else {
            return false;
        };
        latest.0.len() > 2 && rest.contains(build)
    }

    /// The releases of which the name, or else the label, goes on after it; or of which the name holds it
    /// where it is more than a number: `24h2` in `11-24h2-w`.
    pub fn by_part(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let bare = Self::without_noise(asked);
        let asked = if self.is_device { asked } else { &bare };
        let whole = self.begun(asked);
        let begun = if whole.is_empty() && !self.is_device {
            self.begun(&head)
        } else {
            whole
        };
        let is_mixed =
            asked.0.iter().any(Piece::is_number) && !asked.0.iter().all(Piece::is_number);
        let holds = |release: &usize| {
            let name = self.names.get(*release);
            is_mixed && name.is_some_and(|name| name.holds(asked))
        };
        let holding = || (0..self.names.len()).filter(holds).collect();
        Fit::new(begun, CycleBy::Part).or_else(|| Fit::new(holding(), CycleBy::Part))
    }

    /// `Windows 11 Pro` is any Windows 11.
    fn without_noise<'b>(asked: &Version<'b>) -> Version<'b> {
        let mut pieces = asked.0.clone();
        while let Some(last) = pieces.last()
            && last.gap != Gap::None
            && last.is_one_of(&NOISE)
            && pieces.len() > 1
        {
            pieces.pop();
        }
        Version(pieces)
    }

    /// `15 SP4` and `15 Service Pack 4` are 15.4.
    pub fn by_service_pack(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let rest = asked.0.get(head.0.len()..)?;
        let pack = rest.iter().find(|piece| !piece.is_one_of(&SERVICE_PACK))?;
        let is_pack = rest.first()?.is_one_of(&SERVICE_PACK) && pack.is_number();
        let mut pieces = head.0;
        pieces.push(pack.at_point());
        is_pack.then(|| self.by_name(&Version(pieces)))?
    }

    /// Java counted 1.5 for 5 and so on to 1.8 for 8.
    pub fn by_old_java(&self, asked: &Version<'_>) -> Option<Fit> {
        let is_java = self
            .product
            .tags
            .iter()
            .any(|tag| tag == "java-distribution");
        let [one, minor, ..] = asked.0.as_slice() else {
            return None;
        };
        let is_old = is_java && one.is_one_of(&["1"]) && minor.is_one_of(&["5", "6", "7", "8"]);
        is_old.then(|| self.by_name(&Version(asked.0.iter().skip(1).copied().collect())))?
    }

    /// `7200-05` is the fifth technology level of AIX 7.2.
    pub fn by_level(&self, asked: &Version<'_>) -> Option<Fit> {
        let [base, level, ..] = asked.0.as_slice() else {
            return None;
        };
        let digits = base
            .text()
            .strip_suffix("00")
            .filter(|_| self.product.id == "ibm-aix")?;
        let (major, minor) = digits.split_at_checked(1)?;
        let version = format!("{major}.{minor}.{}", level.text());
        self.by_name(&Version::new(&version))
    }

    /// `74` is 7.4, where a release is called so.
    pub fn by_digits(&self, asked: &Version<'_>) -> Option<Fit> {
        let first = asked.0.first()?;
        let (major, minor) = first.text().split_at_checked(1)?;
        let is_number = first.is_number() && minor.parse::<u8>().is_ok() && !self.is_device;
        let is_alone = asked
            .0
            .get(1)
            .is_none_or(|next| next.gap != Gap::None && !next.is_at_point());
        let version = format!("{major}.{minor}");
        let version = Version::new(&version);
        let fit = (is_number && is_alone).then(|| self.longest(&version, &self.names))??;
        (fit.1 == 2).then_some(Fit::One(fit.0, CycleBy::Prefix))
    }

    /// `SE` is the Subscription Edition.
    pub fn by_initials(&self, asked: &Version<'_>) -> Option<Fit> {
        let first = asked.0.first().filter(|first| !first.is_number())?;
        let is_it = |release: &usize| {
            let label = self.labels.get(*release).map(|label| self.bare(label));
            let words = label.into_iter().flat_map(|label| label.0);
            let words: Vec<Piece<'_>> = words.take_while(|piece| !piece.is_number()).collect();
            let words = words.get(..first.text().len()).unwrap_or_default();
            let initials: String = words
                .iter()
                .filter_map(|word| word.text().chars().next())
                .collect();
            words.len() > 1 && initials.eq_ignore_ascii_case(first.text())
        };
        let releases = (0..self.releases.len()).filter(|release| !self.is_device && is_it(release));
        Fit::new(releases.collect(), CycleBy::Label)
    }

    /// The number is the build of a release's newest version.
    pub fn by_build(&self, asked: &Version<'_>) -> Option<Fit> {
        let first = asked.0.get(..1)?;
        let is_it = |release: &usize| self.is_built(*release, first);
        let releases = (0..self.releases.len()).filter(is_it);
        Fit::new(releases.collect(), CycleBy::Build)
    }

    /// The longest of the names that the version begins with, and its length.
    fn longest(&self, asked: &Version<'_>, names: &[Version<'_>]) -> Option<(usize, usize)> {
        let fitting = names.iter().enumerate().filter_map(|(release, name)| {
            let rest = asked.after(name)?;
            let length = name.0.len();
            let is_whole = rest.is_empty() || !self.is_device || is_revision(rest);
            let is_it = length > 0 && is_whole && is_tail(rest, length);
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
    code.map_or_else(|| label.clone(), |code| label.replace(code, " "))
}

/// The first version in a text: its first pieces that are joined by points or directly.
fn head<'a>(asked: &Version<'a>) -> Version<'a> {
    let is_joined = |piece: &&Piece<'_>| piece.gap == Gap::None || piece.is_at_point();
    let joined = asked.0.iter().skip(1).take_while(is_joined);
    Version(asked.0.first().into_iter().chain(joined).copied().collect())
}

/// The versions in a text: what points or nothing join, from a number on.
fn versions<'a>(pieces: &[Piece<'a>]) -> Vec<Version<'a>> {
    let starts = pieces.iter().enumerate().filter(|(at, piece)| {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let is_inside =
            piece.is_at_point() || piece.gap == Gap::None && before.is_some_and(Piece::is_number);
        piece.is_number() && !is_inside
    });
    let versions = starts.filter_map(|(at, _)| Some(head(&Version(pieces.get(at..)?.to_vec()))));
    versions.collect()
}

/// Whether digits without their points begin a version: `74` does 7.4.33.
fn is_glued_of(version: &Version<'_>, digits: &Version<'_>) -> bool {
    let [digits] = digits.0.as_slice() else {
        return false;
    };
    let glued: String = version.0.iter().take(2).map(Piece::text).collect();
    digits.is_number() && digits.text().len() > 1 && glued == digits.text()
}

/// The words of pieces that nothing parts, in lower case; `Service Pack 2` and `SP 2` are `sp2`.
fn segments(pieces: &[Piece<'_>]) -> Vec<String> {
    let mut segments: Vec<String> = Vec::new();
    for piece in pieces {
        let text = piece.text().to_lowercase();
        match segments.last_mut() {
            Some(last) if piece.gap == Gap::None => last.push_str(&text),
            Some(last) if last == "service" && text == "pack" => "sp".clone_into(last),
            Some(last) if last == "sp" && piece.is_number() => last.push_str(&text),
            _ => segments.push(text),
        }
    }
    segments
}

/// `Rev 1.0` of a device's board is no other device.
fn is_revision(rest: &[Piece<'_>]) -> bool {
    rest.first().is_some_and(|first| first.is_one_of(&["rev"]))
}
