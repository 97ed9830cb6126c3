//! Which release of a product a version is of.

mod cycles;

use self::cycles::Cycles;
use super::near::nearest;
use crate::facts::product::Product;
use crate::text::version::{Gap, Version};

/// What a version is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// No version is asked for.
    Unasked,
    /// One release, by its index in the product.
    One(usize, CycleBy),
    /// Several releases could be meant, by their indices in the product's order: the newest first.
    Several(Vec<usize>, CycleBy),
    /// A range of releases, of which none alone is meant: `^7.4 || ^8.0`. In the product's order.
    Range(Vec<usize>),
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
    /// It begins the release's name, of which the rest is said further on: `Windows 10 Pro 22H2`.
    Rest,
    /// The build of the release's newest version is said: `Windows 10 build 19045`.
    Build,
    /// It is the newest release, or the newest with long-term support.
    Channel,
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
            Self::Rest => "rest",
            Self::Build => "build",
            Self::Channel => "channel",
        }
    }
}

impl Fit {
    /// The release, of several the newest; `None` where there is none.
    pub fn release(&self) -> Option<usize> {
        match self {
            Self::One(release, _) => Some(*release),
            Self::Several(releases, _) => releases.first().copied(),
            Self::Unasked | Self::Range(_) | Self::Nothing(_) => None,
        }
    }

    /// How the release was found, in a word or two for records; `None` where there is none.
    pub fn by(&self) -> Option<&'static str> {
        match self {
            Self::One(_, by) | Self::Several(_, by) => Some(by.words()),
            Self::Range(_) => Some("range"),
            Self::Unasked | Self::Nothing(_) => None,
        }
    }

    /// All releases that could be meant.
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

/// Words before a version.
const BEFORE: [&str; 7] = ["build", "ltsc", "rel", "release", "v", "ver", "version"];

/// More pieces than this say nothing about a release.
const MOST_PIECES: usize = 48;

/// The version that is asked for: without a `v` or a word before it, and without a Debian epoch.
pub fn asked(text: &str) -> Version<'_> {
    let mut pieces = Version::new(text).0;
    pieces.truncate(MOST_PIECES);
    while let [first, second, ..] = pieces.as_slice()
        && first.is_one_of(&BEFORE)
        && (second.is_number() || second.is_one_of(&BEFORE))
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

/// A rule: the releases that a version names, where the rule is about that version.
type Rule = fn(&Cycles<'_>, &Version<'_>) -> Option<Fit>;

/// The rules in their order: the first that names something decides.
const RULES: [Rule; 11] = [
    // It is, or begins with, a release's name or label: the longest.
    |cycles, asked| cycles.by_name(asked),
    // It is, or begins with, a release's code name.
    |cycles, asked| cycles.by_code_name(asked),
    // A service pack counts as the second number: `15 SP4`.
    |cycles, asked| cycles.by_service_pack(asked),
    // It is, or leads up to, a release's newest version.
    |cycles, asked| cycles.by_latest(asked),
    // It begins the names of several, of which the rest tells one: `10 Pro 22H2`, `3 (3.4.0)`.
    |cycles, asked| cycles.by_rest(asked),
    // It is a part of names or labels.
    |cycles, asked| cycles.by_part(asked),
    // Java counted 1.5 for 5 and so on to 1.8 for 8, and its versions still do.
    |cycles, asked| cycles.by_old_java(asked),
    // IBM writes the level of AIX without points: `7200-05`.
    |cycles, asked| cycles.by_level(asked),
    // Digits without their point: `74` is 7.4.
    |cycles, asked| cycles.by_digits(asked),
    // The first letters of a label's words: `SE`, the Subscription Edition.
    |cycles, asked| cycles.by_initials(asked),
    // The build of a newest version.
    |cycles, asked| cycles.by_build(asked),
];

/// The release of a product that a text begins to name, or the nearest ones. What follows may tell one of
/// several releases, and makes no other one of it.
pub fn fit(product: &Product, text: &str) -> Fit {
    let asked = asked(text);
    if asked.0.is_empty() {
        return Fit::Unasked;
    }
    let cycles = Cycles::new(product);
    let by_rules = |asked: &Version<'_>| RULES.iter().find_map(|rule| rule(&cycles, asked));
    by_rules(&asked)
        .or_else(|| by_rules(&cycles.without_own(&asked)?))
        .unwrap_or_else(|| Fit::Nothing(nearest(&product.releases, text)))
}
