//! Ranges of versions, which mean several releases rather than one.

use super::release::{self, Fit};
use crate::facts::product::Product;
use crate::text::requirement::{Requirement, caret, pessimistic, stepped, stepped_at};
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

/// What a sign demands of a version: that some version of a release satisfies it.
#[derive(Debug, Clone, Copy)]
enum Demand {
    /// `>=3.8`; also `>3.8`, which 3.8.1 satisfies.
    AtLeast,
    AtMost,
    Below,
    Not,
    Same,
    /// `^` of npm, Composer and Cargo.
    Caret,
    /// `~1.2`: npm keeps the minor version, Composer the major one; the wider reading applies.
    Tilde,
    /// `~>` of `RubyGems` and `~=` of Python.
    Pessimistic,
}

impl Demand {
    fn of(self, version: &[u32]) -> Requirement {
        match self {
            Self::AtLeast => Requirement::at_least(version),
            Self::AtMost => Requirement::below(&stepped(version)),
            Self::Below => Requirement::below(version),
            Self::Not => Requirement::beginning(version).not(),
            Self::Same => Requirement::beginning(version),
            Self::Caret => caret(version),
            Self::Tilde => {
                let kept = version.len().saturating_sub(1).min(2);
                Requirement::between(version.to_vec(), Some(stepped_at(version, kept)))
            }
            Self::Pessimistic => pessimistic(version),
        }
    }
}

/// The releases that a range covers; `None` if the text is not a range or covers at most one.
pub fn fit(product: &Product, text: &str) -> Option<Fit> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "\"'(:".contains(c));
    // A comma does not part the names of devices: `iPhone14,5` is Apple's identifier of an iPhone 13.
    if product.is_device() && !text.contains(char::is_whitespace) {
        return None;
    }
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
    let mut alternatives = alternatives.map(conjunction);
    let first = alternatives.next()??;
    let accepted = alternatives.try_fold(first, |any, part| Some(any.or(part?)))?;
    let is_met = |release: &usize| Some(accepted.accepts(&numbers(product, *release)?));
    let releases = (0..product.releases.len()).filter(|release| is_met(release) == Some(true));
    Some(releases.collect())
}

/// `>=3.8, <4`: what satisfies all requirements; `None` if there is none. Text after the last one is ignored.
fn conjunction(text: &str) -> Option<Requirement> {
    let mut accepted: Option<Requirement> = None;
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
        let own = demand.of(&version);
        accepted = Some(match accepted {
            Some(before) => before.and(&own),
            None => own,
        });
        rest = after;
    }
    accepted
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
    let is_named =
        |version| release::certain(product, version).is_some_and(|fit| fit.release().is_some());
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
        let fit = release::certain(product, version);
        let Some(fit) = fit.filter(|fit| fit.release().is_some()) else {
            break;
        };
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
