//! Ranges of versions, which mean several releases rather than one.

use std::cmp::Ordering;

use super::release::{self, Fit};
use crate::facts::product::Product;
use crate::text::version::{Version, compare_numbers};

/// Separators between versions in a list.
const PARTED: [&str; 6] = ["||", "|", ",", " or ", " and ", " & "];

/// Separators between the first and last version of a range.
const BETWEEN: [&str; 6] = [" - ", " – ", " to ", " through ", "..", "–"];

/// Words after a version that include all later ones.
const ONWARDS: [&str; 8] = [
    "or later",
    "or newer",
    "or above",
    "or higher",
    "and later",
    "and newer",
    "and above",
    "and up",
];

/// The signs of requirements with their demands; longer signs come first.
const SIGNS: [(&str, Demand); 10] = [
    (">=", Demand::AtLeast),
    ("<=", Demand::AtMost),
    ("!=", Demand::Not),
    ("==", Demand::Same),
    ("~>", Demand::Pessimistic),
    ("~=", Demand::Pessimistic),
    (">", Demand::AtLeast),
    ("<", Demand::Below),
    ("^", Demand::Caret),
    ("~", Demand::Tilde),
];

/// What a requirement demands: that some version of a release satisfies it.
#[derive(Debug, Clone, Copy)]
enum Demand {
    /// `>=3.8`; also `>3.8`, which 3.8.1 satisfies.
    AtLeast,
    AtMost,
    Below,
    Not,
    Same,
    /// `^` of npm, Composer and Cargo: up to the next step of the first number that is not 0.
    Caret,
    /// `~1.2`: npm keeps the minor version, Composer the major one; the wider reading applies.
    Tilde,
    /// `~>` of `RubyGems` and `~=` of Python: the last given number may rise.
    Pessimistic,
}

/// The versions from one version up to but excluding another; `None` for no upper bound.
struct Span {
    from: Vec<u32>,
    below: Option<Vec<u32>>,
}

impl Span {
    fn new(demand: Demand, version: &[u32]) -> Self {
        let up_to = |count: usize| stepped(version.get(..count.max(1)).unwrap_or(version));
        let from = version.to_vec();
        let below = match demand {
            Demand::AtLeast | Demand::Not => None,
            Demand::AtMost | Demand::Same => Some(stepped(version)),
            Demand::Below => Some(version.to_vec()),
            Demand::Caret => {
                let zeros = version.iter().take_while(|number| **number == 0).count();
                Some(up_to((zeros + 1).min(version.len())))
            }
            Demand::Tilde => Some(up_to(version.len().saturating_sub(1).min(2))),
            Demand::Pessimistic => Some(up_to(version.len().saturating_sub(1))),
        };
        match demand {
            Demand::AtMost | Demand::Below | Demand::Not => Self {
                from: Vec::new(),
                below,
            },
            _ => Self { from, below },
        }
    }

    /// The intersection.
    fn and(self, other: Self) -> Self {
        let later = |one: Vec<u32>, other: Vec<u32>| match compare_numbers(&one, &other) {
            Ordering::Less => other,
            _ => one,
        };
        let below = match (self.below, other.below) {
            (Some(one), Some(other)) if compare_numbers(&one, &other).is_gt() => Some(other),
            (one, other) => one.or(other),
        };
        Self {
            from: later(self.from, other.from),
            below,
        }
    }

    /// Whether it contains a version of a release: 8.0.30 belongs to 8.0.
    fn meets(&self, release: &[u32]) -> bool {
        let begins = |below: &Vec<u32>| compare_numbers(release, below).is_lt();
        compare_numbers(&stepped(release), &self.from).is_gt()
            && self.below.as_ref().is_none_or(begins)
    }
}

/// The first version after all that start with these numbers: 8.1 after 8.0.
fn stepped(version: &[u32]) -> Vec<u32> {
    let mut next = version.to_vec();
    if let Some(last) = next.last_mut() {
        *last = last.saturating_add(1);
    }
    next
}

/// The releases that a range covers; `None` if the text is not a range or covers at most one.
pub fn fit(product: &Product, text: &str) -> Option<Fit> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "\"'(:".contains(c));
    let named = satisfying(product, text)
        .filter(|releases| releases.len() > 1 || !text.starts_with(['^', '~', '=']))
        .or_else(|| stretch(product, text))
        .or_else(|| onwards(product, text))
        .or_else(|| list(product, text))?;
    let releases: Vec<usize> = (0..product.releases.len())
        .filter(|release| named.contains(release))
        .collect();
    (!releases.is_empty()).then_some(Fit::Range(releases))
}

/// `^7.4 || ^8.0`, `>=3.8,<4`: what satisfies one of the alternatives.
fn satisfying(product: &Product, text: &str) -> Option<Vec<usize>> {
    let alternatives = text
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let alternatives: Vec<(Span, Vec<Vec<u32>>)> =
        alternatives.map(conjunction).collect::<Option<_>>()?;
    let is_met = |release: &usize| {
        let own = numbers(product, *release)?;
        let mut spans = alternatives.iter();
        Some(spans.any(|(span, not)| span.meets(&own) && !not.contains(&own)))
    };
    let releases = (0..product.releases.len()).filter(|release| is_met(release) == Some(true));
    Some(releases.collect())
}

/// `>=3.8, <4`: the range that satisfies all requirements, and the excluded versions. Text after the last
/// requirement is ignored.
fn conjunction(text: &str) -> Option<(Span, Vec<Vec<u32>>)> {
    let (mut span, mut not) = (None, Vec::new());
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ",&\"'".contains(c));
        let signed = SIGNS
            .iter()
            .find_map(|(sign, demand)| Some((*demand, rest.strip_prefix(sign)?)));
        let Some((demand, after)) = signed else {
            break;
        };
        let after = after.trim_start().trim_start_matches('v');
        let end = after.find(|c: char| c.is_whitespace() || ",&\"'|)".contains(c));
        let (version, after) = after.split_at_checked(end.unwrap_or(after.len()))?;
        let version = Version::new(version).numbers()?;
        let own = Span::new(demand, &version);
        span = Some(match span {
            Some(before) => own.and(before),
            None => own,
        });
        if matches!(demand, Demand::Not) {
            not.push(version);
        }
        rest = after;
    }
    Some((span?, not))
}

/// `3.7 - 3.11`: both releases and all between.
fn stretch(product: &Product, text: &str) -> Option<Vec<usize>> {
    let (first, rest) = leading(text)?;
    let last = BETWEEN
        .iter()
        .find_map(|between| rest.strip_prefix(between))?;
    let (last, _) = leading(last.trim_start())?;
    let (from, to) = (
        Version::new(first).numbers()?,
        Version::new(last).numbers()?,
    );
    let is_named = |version| release::fit(product, version).release().is_some();
    let is_rising = compare_numbers(&from, &to).is_lt();
    if !(is_rising && is_named(first) && is_named(last)) {
        return None;
    }
    let is_between = |release: &usize| {
        let own = numbers(product, *release)?;
        let is_first = compare_numbers(&own, &from).is_ge() || from.starts_with(&own);
        let is_last = compare_numbers(&own, &to).is_le() || own.starts_with(&to);
        Some(is_first && is_last)
    };
    let releases = (0..product.releases.len()).filter(|release| is_between(release) == Some(true));
    Some(releases.collect())
}

/// `7.4 or later`: this release and all later ones.
fn onwards(product: &Product, text: &str) -> Option<Vec<usize>> {
    let (first, rest) = leading(text)?;
    let rest = rest.trim_start();
    let is_open = ONWARDS.iter().any(|word| rest.starts_with(word));
    is_open.then(|| satisfying(product, &format!(">={first}")))?
}

/// `^7.4 || ^8.0`, `12, 13 and 14`: each release.
fn list(product: &Product, text: &str) -> Option<Vec<usize>> {
    let (mut releases, mut count, mut rest) = (Vec::new(), 0, text);
    while let Some((version, after)) = leading(rest) {
        let fit = release::fit(product, version);
        if fit.release().is_none() {
            break;
        }
        releases.extend_from_slice(fit.releases());
        count += 1;
        let parts = PARTED.iter().filter_map(|part| after.strip_prefix(part));
        let Some(next) = parts.min_by_key(|next| next.len()).or_else(|| {
            PARTED
                .iter()
                .find_map(|part| after.trim_start().strip_prefix(part))
        }) else {
            break;
        };
        // As in `12, 13, and 14`.
        let next = next.trim_start();
        rest = ["or ", "and "]
            .iter()
            .find_map(|word| next.strip_prefix(word))
            .unwrap_or(next);
    }
    (count > 1).then_some(releases)
}

/// The version at the start of a text, without a requirement's sign, and what follows; `None` if more than
/// a version is there.
fn leading(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|c: char| "^~>= v\"'".contains(c));
    let is_version = |c: char| c.is_ascii_digit() || c == '.' || c == '*';
    let end = text.find(|c: char| !is_version(c)).unwrap_or(text.len());
    let (version, rest) = text.split_at_checked(end)?;
    // Two points are a separator.
    let at = version.find("..").unwrap_or(version.len());
    let (version, rest) = match version.split_at_checked(at) {
        Some((first, more)) if !more.is_empty() => (first, text.get(first.len()..)?),
        _ => (version, rest),
    };
    let rest = rest
        .strip_prefix(".x")
        .or_else(|| rest.strip_prefix('x'))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(['"', '\'']);
    let is_end = rest
        .chars()
        .next()
        .is_none_or(|c| !c.is_alphanumeric() && !"-+_/:".contains(c));
    let is_number = version.starts_with(|c: char| c.is_ascii_digit());
    (is_number && is_end).then(|| (version.trim_end_matches(['.', '*']), rest))
}

fn numbers(product: &Product, release: usize) -> Option<Vec<u32>> {
    Version::new(&product.releases.get(release)?.name).numbers()
}

#[cfg(test)]
mod tests {
    use super::fit;
    use crate::facts::product;

    #[test]
    fn a_range_is_several_releases() {
        let names = ["8.1", "8.0", "7.4", "7.3", "5.6", "next"];
        let items = names.map(|name| format!("- {{releaseCycle: '{name}', eol: true}}"));
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n{}\n---\n",
            items.join("\n")
        );
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        for (text, expected) in [
            ("^7.4 || ^8.0", Some("8.1 8.0 7.4")),
            ("^7.4|^8.0", Some("8.1 8.0 7.4")),
            (">=7.4", Some("8.1 8.0 7.4")),
            (">= 7.4, < 8.1", Some("8.0 7.4")),
            (">=7.4.3 <8.1", Some("8.0 7.4")),
            ("<8", Some("7.4 7.3 5.6")),
            ("7.3 - 8.0", Some("8.0 7.4 7.3")),
            ("7.3..8.0", Some("8.0 7.4 7.3")),
            ("5.6, 7.3 and 7.4", Some("7.4 7.3 5.6")),
            ("7.4 or 8.0", Some("8.0 7.4")),
            ("7.4", None),
            ("7.4 or later", Some("8.1 8.0 7.4")),
            ("7.4, built 2023", None),
            ("7.4,build1517,230606", None),
            ("8.0 - 7.3", None),
            ("7.4-8", None),
            ("^7.4", None),
            ("^8.0", Some("8.1 8.0")),
            ("^7.3", Some("7.4 7.3")),
            ("~> 7.3", Some("7.4 7.3")),
            ("~=7.3", Some("7.4 7.3")),
            ("~> 7.3.0", None),
            ("~7.3.2", None),
            ("==7.3.*", None),
            (">7.4, !=8.0", Some("8.1 7.4")),
            ("^5.6 || >=8.0 <8.1", Some("8.0 5.6")),
        ] {
            let found = fit(&product, text).map(|fit| {
                let names = fit.releases().iter();
                let names = names.map(|release| product.releases[*release].name.as_str());
                names.collect::<Vec<_>>().join(" ")
            });
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
