//! Ranges of versions: several releases are meant, and none of them alone.

use super::release::{self, Fit};
use crate::facts::product::Product;
use crate::text::version::{Version, compare_numbers};

/// Signs before a version that bound a range.
const BOUNDS: [&str; 5] = [">=", "<=", "!=", ">", "<"];

/// What parts the versions of a list.
const PARTED: [&str; 6] = ["||", "|", ",", " or ", " and ", " & "];

/// What stands between the first and the last version of a stretch.
const BETWEEN: [&str; 6] = [" - ", " – ", " to ", " through ", "..", "–"];

/// The releases that a range names; `None` where a text is no range, or names none.
pub fn fit(product: &Product, text: &str) -> Option<Fit> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || "\"'(:".contains(c));
    let releases = bounded(product, text)
        .or_else(|| stretch(product, text))
        .or_else(|| list(product, text))?;
    let releases: Vec<usize> = (0..product.releases.len())
        .filter(|release| releases.contains(release))
        .collect();
    (!releases.is_empty()).then_some(Fit::Range(releases))
}

/// `>=3.8,<4`: all of it holds.
fn bounded(product: &Product, text: &str) -> Option<Vec<usize>> {
    let parts = text
        .split([',', '"', '\''])
        .flat_map(|part| part.split(" && "));
    let mut bounds = Vec::new();
    for part in parts {
        let part = part.trim();
        let Some((sign, rest)) = BOUNDS
            .iter()
            .find_map(|sign| Some((*sign, part.strip_prefix(sign)?)))
        else {
            break;
        };
        // `>=3.8 <4` has a blank where others have a comma.
        let rest = rest.trim();
        let (version, more) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        bounds.push((sign, Version::new(version).numbers()?));
        if let Some((sign, rest)) = BOUNDS
            .iter()
            .find_map(|sign| Some((*sign, more.trim().strip_prefix(sign)?)))
        {
            bounds.push((sign, Version::new(rest.trim()).numbers()?));
        }
    }
    if bounds.is_empty() {
        return None;
    }
    let holds = |release: &usize| {
        let own = numbers(product, *release)?;
        Some(bounds.iter().all(|(sign, bound)| {
            let order = compare_numbers(&own, bound);
            match *sign {
                ">=" => order.is_ge() || bound.starts_with(&own),
                "<=" => order.is_le(),
                ">" => order.is_gt() || bound.starts_with(&own),
                "<" => order.is_lt(),
                _ => own != *bound,
            }
        }))
    };
    let releases = (0..product.releases.len()).filter(|release| holds(release) == Some(true));
    Some(releases.collect())
}

/// `3.7 - 3.11`: both and all between.
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

/// `^7.4 || ^8.0`, `12, 13 and 14`: each of them.
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
        // `12, 13, and 14`
        let next = next.trim_start();
        rest = ["or ", "and "]
            .iter()
            .find_map(|word| next.strip_prefix(word))
            .unwrap_or(next);
    }
    (count > 1).then_some(releases)
}

/// The version at the beginning of a text, without the sign of a requirement before it, and what follows;
/// `None` where more than a version is there.
fn leading(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches(|c: char| "^~>= v\"'".contains(c));
    let is_version = |c: char| c.is_ascii_digit() || c == '.' || c == '*';
    let end = text.find(|c: char| !is_version(c)).unwrap_or(text.len());
    let (version, rest) = text.split_at_checked(end)?;
    // Two points belong to what is between.
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
            ("^7.4 || ^8.0", Some("8.0 7.4")),
            ("^7.4|^8.0", Some("8.0 7.4")),
            (">=7.4", Some("8.1 8.0 7.4")),
            (">= 7.4, < 8.1", Some("8.0 7.4")),
            (">=7.4.3 <8.1", Some("8.0 7.4")),
            ("<8", Some("7.4 7.3 5.6")),
            ("7.3 - 8.0", Some("8.0 7.4 7.3")),
            ("7.3..8.0", Some("8.0 7.4 7.3")),
            ("5.6, 7.3 and 7.4", Some("7.4 7.3 5.6")),
            ("7.4 or 8.0", Some("8.0 7.4")),
            ("7.4", None),
            ("7.4 or later", None),
            ("7.4, built 2023", None),
            ("7.4,build1517,230606", None),
            ("8.0 - 7.3", None),
            ("7.4-8", None),
            ("^7.4", None),
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
