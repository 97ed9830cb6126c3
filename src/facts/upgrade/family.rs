//! Which names of releases belong together: families, such as the runtimes of one language, and kinds, such as the
//! editions of one version.

use crate::facts::product::{Product, Release};

/// Words that count versions or describe their support: they do not make a kind of release.
const COUNTERS: [&str; 10] = ["cu", "lts", "ltsb", "ltsc", "p", "r", "rc", "sp", "u", "v"];

/// Numbers of more than one letter, as some models have them.
const ROMAN: [&str; 7] = ["ii", "iii", "iv", "ix", "vi", "vii", "viii"];

fn is_counter(word: &str) -> bool {
    let mut counters = COUNTERS.iter().chain(&ROMAN);
    counters.any(|counter| counter.eq_ignore_ascii_case(word))
}

/// The words in a release's name that distinguish editions and models, each with a space behind it: `w` in
/// `11-24h2-w`, `galaxy` and `s` in `galaxy-s22`. Releases with the same words are of the same kind.
pub fn kind(name: &str) -> impl Iterator<Item = char> {
    let segments = name.split(|c: char| !c.is_alphanumeric());
    let words = segments.map(|segment| {
        let end = segment.find(|c: char| c.is_ascii_digit());
        segment
            .get(..end.unwrap_or(segment.len()))
            .unwrap_or(segment)
    });
    let words = words.filter(move |word| !word.is_empty() && !is_counter(word));
    words.flat_map(|word| word.chars().flat_map(char::to_lowercase).chain([' ']))
}

/// The names that a release may lead to.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    product: &'a Product,
    name: &'a str,
    family: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// The names that a release with a name may lead to.
    pub fn of(product: &'a Product, name: &'a str) -> Self {
        Self {
            product,
            name,
            family: family(product, name),
        }
    }

    /// Whether another release may follow: one of the family, and no other edition of the same version or of an earlier
    /// one.
    pub fn leads_to(self, name: &str) -> bool {
        self.family.is_none_or(|own| self.is_followed_by(own, name))
            && !is_other_edition(self.name, name)
    }

    /// Whether a release may follow one of a family: `java21` does not follow `python3.8`, nor `macos-26` a release of
    /// `ubuntu`, but `dotnet10` follows `dotnetcore3.1`.
    fn is_followed_by(self, own: &str, name: &str) -> bool {
        let Some(other) = family(self.product, name) else {
            return true;
        };
        let both = own.len().min(other.len());
        let beginning = own.get(..both).zip(other.get(..both));
        beginning.is_some_and(|(one, other)| one.eq_ignore_ascii_case(other))
    }
}

/// The family of a release: the word before the number in its name, `python` in `python3.8`. A name without a number is
/// that of a family that other names belong to, such as `provided` beside `provided.al2`; others are code names. `None` for
/// these, and for names that begin with a number.
fn family<'a>(product: &Product, name: &'a str) -> Option<&'a str> {
    let word = first_word(name);
    let is_counted = |name: &str| name.contains(|c: char| c.is_ascii_digit());
    let is_alike = |other: &Release| {
        first_word(&other.name).eq_ignore_ascii_case(word) && is_counted(&other.name)
    };
    let is_word = !word.is_empty() && !is_counter(word);
    (is_word && (is_counted(name) || product.releases.iter().any(is_alike))).then_some(word)
}

/// The letters that a name begins with.
fn first_word(name: &str) -> &str {
    let end = name.find(|c: char| !c.is_ascii_alphabetic());
    name.get(..end.unwrap_or(name.len())).unwrap_or(name)
}

/// Whether a name is that of another edition of the same version, such as `r610-windows` beside `r610-linux`, or of an
/// earlier one, such as `java17.al2023` beside `java25`: neither is an upgrade.
fn is_other_edition(own: &str, name: &str) -> bool {
    let (word, other) = (first_word(own), first_word(name));
    let (Some(first), Some(other_first)) = (first_number(own), first_number(name)) else {
        return false;
    };
    let is_earlier = word.eq_ignore_ascii_case(other) && other_first < first;
    (is_earlier || digits(own).eq(digits(name))) && kind(own).ne(kind(name))
}

/// The number behind the first word of a name, or at its beginning.
fn first_number(name: &str) -> Option<u32> {
    let rest = name.get(first_word(name).len()..)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_digit());
    rest.get(..end.unwrap_or(rest.len()))?.parse().ok()
}

/// Architectures, whose digits are no versions.
const ARCHITECTURES: [&str; 5] = ["aarch64", "amd64", "arm64", "x64", "x86"];

/// The numbers in a name, as written.
fn digits(name: &str) -> impl Iterator<Item = &str> {
    let segments = name.split(|c: char| !c.is_ascii_alphanumeric());
    let segments = segments.filter(|segment| !ARCHITECTURES.contains(segment));
    segments.flat_map(|segment| {
        let is_roman = ROMAN.contains(&segment);
        let parts = segment.split(move |c: char| !is_roman && !c.is_ascii_digit());
        parts.filter(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, kind};
    use crate::facts::product;

    #[test]
    fn families_do_not_mix() {
        for (one, other, expected) in [
            ("python2.7", "python3.13", [true, true]),
            ("dotnetcore3.1", "dotnet10", [true, true]),
            ("provided", "provided.al2023", [true, true]),
            ("nodejs", "nodejs24.x", [true, true]),
            ("nodejs", "java21", [true, true]),
            ("claude-instant-1", "claude-opus-4-5", [true, true]),
            ("noetic", "jazzy", [true, true]),
            ("lmde6", "22", [true, true]),
            ("v1", "r2", [true, true]),
            ("5.17", "pc.7.6", [true, true]),
            ("java8.al2", "java17.al2023", [true, true]),
            ("java25", "java17.al2023", [false, true]),
            ("11-24h2-w", "10-21h2-iot", [false, true]),
            ("python3.8", "java21", [false, false]),
            ("windows-2025", "macos-26", [false, false]),
            ("macos-26", "macos-26-arm64", [false, false]),
            ("17-pro", "17e", [false, false]),
            ("4.9", "4.9-lts", [true, true]),
            ("10-v", "10-vii", [true, true]),
            ("10-plus", "10-vii", [true, true]),
        ] {
            let file = format!(
                "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n\
                 - {{releaseCycle: '{one}', releaseDate: 2020-01-01, eol: true}}\n\
                 - {{releaseCycle: '{other}', releaseDate: 2020-01-01, eol: true}}\n---\n"
            );
            let product = product::parse("x.md", file.as_bytes()).unwrap().product;
            let leads = |one, other| Line::of(&product, one).leads_to(other);
            assert_eq!(
                [leads(one, other), leads(other, one)],
                expected,
                "{one} {other}"
            );
        }
    }

    #[test]
    fn words_make_a_kind() {
        for (name, words) in [
            ("11-24h2-e-lts", "e"),
            ("galaxy-s22-ultra", "galaxy s ultra"),
            ("2016-sp3", ""),
            ("2012-r2", ""),
            ("v1.2rc1", ""),
            ("10.0 U7", ""),
            ("claude-opus-4-5", "claude opus"),
        ] {
            assert_eq!(kind(name).collect::<String>().trim_end(), words, "{name}");
        }
    }
}
