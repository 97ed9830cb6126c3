//! Which release of a product a version belongs to.

mod cycles;

use self::cycles::Cycles;
use super::near::nearest;
use crate::facts::product::Product;
use crate::text::version::{Gap, Piece, Version};

/// The releases that a version matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// No version is asked for.
    Unasked,
    /// One release, by its index in the product.
    One(usize, CycleBy),
    /// Several possible releases, by their indices in the product's order: the newest first.
    Several(Vec<usize>, CycleBy),
    /// A range of releases, none of which is meant alone: `^7.4 || ^8.0`. In the product's order.
    Range(Vec<usize>),
    /// None; these are the nearest ones, the newest first.
    Nothing(Vec<usize>),
}

/// How a version matches a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CycleBy {
    /// It is the release's name.
    Exact,
    /// It starts with the release's name; the longest such name counts.
    Prefix,
    /// It is a part of the release's name.
    Part,
    /// It is the release's label, or starts with it.
    Label,
    /// It is the release's code name, or the first words of it.
    CodeName,
    /// It is the release's newest version, or precedes it.
    Latest,
    /// It starts the release's name, and later words complete it: `Windows 10 Pro 22H2`.
    Rest,
    /// It contains the build number of the release's newest version: `Windows 10 build 19045`.
    Build,
    /// It asks for the newest release, or the newest with long-term support.
    Channel,
}

impl CycleBy {
    /// A word or two for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Prefix => "prefix",
            Self::Part => "part",
            Self::Label => "label",
            Self::CodeName => "code name",
            Self::Latest => "latest",
            Self::Rest => "rest",
            Self::Build => "build",
            Self::Channel => "channel",
        }
    }

    /// The same for a sentence: `Matched by: …`.
    fn phrase(self) -> &'static str {
        match self {
            Self::Exact => "exact release name",
            Self::Prefix => "beginning of the version",
            Self::Part => "part of the release name",
            Self::Label => "release label",
            Self::CodeName => "code name of the release",
            Self::Latest => "latest version of the release",
            Self::Rest => "words after the version",
            Self::Build => "build number",
            Self::Channel => "channel",
        }
    }
}

impl Fit {
    /// The release, or the newest of several; `None` if there is none.
    pub fn release(&self) -> Option<usize> {
        match self {
            Self::One(release, _) => Some(*release),
            Self::Several(releases, _) => releases.first().copied(),
            Self::Unasked | Self::Range(_) | Self::Nothing(_) => None,
        }
    }

    /// How the release was found, in a word or two for records; `None` if there is none.
    pub fn by(&self) -> Option<&'static str> {
        match self {
            Self::One(_, by) | Self::Several(_, by) => Some(by.words()),
            Self::Range(_) => Some("range"),
            Self::Unasked | Self::Nothing(_) => None,
        }
    }

    /// How the release was found, for a sentence: `found by …`; `None` if there is none.
    pub(super) fn phrase(&self) -> Option<&'static str> {
        match self {
            Self::One(_, by) | Self::Several(_, by) => Some(by.phrase()),
            Self::Range(_) => Some("version range"),
            Self::Unasked | Self::Nothing(_) => None,
        }
    }

    /// All matching releases.
    pub fn releases(&self) -> &[usize] {
        match self {
            Self::One(release, _) => std::slice::from_ref(release),
            Self::Several(releases, _) | Self::Range(releases) => releases,
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

/// Words that may precede a version.
const BEFORE: [&str; 7] = ["build", "ltsc", "rel", "release", "v", "ver", "version"];

/// Further pieces of a version are ignored.
const MOST_PIECES: usize = 48;

/// The requested version, without a leading `v` or word and without a Debian epoch. Of `3.1.7+really3.1.2` it is the
/// second, which Debian returned to, see
/// <https://wiki.debian.org/Versioning>.
pub fn asked(text: &str) -> Version<'_> {
    let text = text
        .split_once("+really")
        .map_or(text, |(_, really)| really);
    let mut pieces = Version::new(text).0;
    pieces.truncate(MOST_PIECES);
    while let [first, second, ..] = pieces.as_slice()
        && first.is_one_of(&BEFORE)
        && (second.is_number() || second.is_one_of(&BEFORE))
    {
        pieces.remove(0);
    }
    // `AMI release 2018.03`
    let is_said = |at: usize| {
        let (word, next) = (pieces.get(at), pieces.get(at + 1));
        word.is_some_and(|word| word.is_one_of(&["release"])) && next.is_some_and(Piece::is_number)
    };
    if is_said(1) && pieces.first().is_some_and(|first| !first.is_number()) {
        pieces.remove(1);
    }
    if let [epoch, second, ..] = pieces.as_slice()
        && epoch.is_number()
        && second.gap == Gap::Mark(':')
    {
        pieces.remove(0);
    }
    Version(pieces)
}

/// A rule: the releases that a version matches, if the rule applies to it.
type Rule = fn(&Cycles<'_>, &Version<'_>) -> Option<Fit>;

/// The rules in order; the first that applies decides.
const RULES: [Rule; 13] = [
    // It is a release's name or label, or starts with it; the longest one counts.
    |cycles, asked| cycles.by_name(asked),
    // It is a release's code name, or starts with it.
    |cycles, asked| cycles.by_code_name(asked),
    // A service pack counts as the second number: `15 SP4`.
    |cycles, asked| cycles.by_service_pack(asked),
    // It is a release's newest version, or precedes it.
    |cycles, asked| cycles.by_latest(asked),
    // It starts several names, and its rest selects one: `10 Pro 22H2`, `3 (3.4.0)`.
    |cycles, asked| cycles.by_rest(asked),
    // It is a part of names or labels.
    |cycles, asked| cycles.by_part(asked),
    // Java 5 to 8 call themselves 1.5 to 1.8.
    |cycles, asked| cycles.by_old_java(asked),
    // IBM writes the level of AIX without points: `7200-05`.
    |cycles, asked| cycles.by_level(asked),
    // `Amazon Linux 1` is none of its releases' names.
    |cycles, asked| cycles.by_generation(asked),
    // Digits without the point: `74` is 7.4.
    |cycles, asked| cycles.by_digits(asked),
    // The initials of a label: `SE` for Subscription Edition.
    |cycles, asked| cycles.by_initials(asked),
    // The build number of a release's newest version.
    |cycles, asked| cycles.by_build(asked),
    // The branch that a version comes from: 470.161.03 is of r470.
    |cycles, asked| cycles.by_branch(asked),
];

/// The release that a text starts to name, or the nearest ones.
pub fn fit(product: &Product, text: &str) -> Fit {
    certain(product, text).unwrap_or_else(|| Fit::Nothing(nearest(&product.releases, text)))
}

/// The release that a text starts to name; `None` if there is none. Words that follow may select one of several
/// releases, but do not lead to another.
pub fn certain(product: &Product, text: &str) -> Option<Fit> {
    let asked = asked(text);
    if asked.0.is_empty() {
        return Some(Fit::Unasked);
    }
    let cycles = Cycles::new(product);
    let by_rules = |asked: &Version<'_>| RULES.iter().find_map(|rule| rule(&cycles, asked));
    by_rules(&asked)
        .or_else(|| by_rules(&cycles.without_own(&asked)?))
        .or_else(|| by_rules(&self::asked(&model(product, text)?)))
}

/// The name of a device as its maker writes it, without what runs on it: `S23+` for `S23 Plus`, `12 Pro` for
/// `12 Pro, iOS 14.8`.
fn model(product: &Product, text: &str) -> Option<String> {
    let (name, _) = text.split_once(", ").unwrap_or((text, ""));
    let is_open = name.contains('(') && !name.contains(')');
    let name = if is_open { text } else { name };
    let model = name.to_lowercase().replace(" plus", "+");
    (product.is_device() && model != text.to_lowercase()).then_some(model)
}
