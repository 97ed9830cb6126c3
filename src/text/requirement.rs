//! The versions that a requirement accepts: a union of half-open ranges of number lists. A release named `3.9` covers
//! the versions from 3.9 up to 3.10, and is accepted if the two overlap; pre-release suffixes are ignored.

use std::cmp::Ordering;

use crate::text::version::compare_numbers;

/// The versions that a requirement accepts; missing numbers of a version count as 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Requirement {
    spans: Vec<Span>,
}

/// The versions from one version up to but excluding another.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Span {
    from: Vec<u32>,
    /// `None` for no upper bound.
    below: Option<Vec<u32>>,
}

impl Requirement {
    /// Every version.
    pub fn any() -> Self {
        Self::between(Vec::new(), None)
    }

    /// The versions from one version up to but excluding another; `None` for no upper bound.
    pub fn between(from: Vec<u32>, below: Option<Vec<u32>>) -> Self {
        let span = Span { from, below };
        let spans = if span.is_empty() {
            Vec::new()
        } else {
            vec![span]
        };
        Self { spans }
    }

    /// Whether it accepts whatever comes out later.
    pub fn is_open_ended(&self) -> bool {
        self.spans.iter().any(|span| span.below.is_none())
    }

    /// A version and all later ones.
    pub fn at_least(version: &[u32]) -> Self {
        Self::between(version.to_vec(), None)
    }

    /// All later versions, including those that extend it: 3.8.1 is after 3.8.
    pub fn after(version: &[u32]) -> Self {
        Self::between(just_after(version), None)
    }

    /// All earlier versions.
    pub fn below(version: &[u32]) -> Self {
        Self::between(Vec::new(), Some(version.to_vec()))
    }

    /// A version and all earlier ones.
    pub fn at_most(version: &[u32]) -> Self {
        Self::between(Vec::new(), Some(just_after(version)))
    }

    /// Exactly one version.
    pub fn exactly(version: &[u32]) -> Self {
        Self::between(version.to_vec(), Some(just_after(version)))
    }

    /// All versions but one; if it has three or more numbers, those that extend it are excluded too.
    pub fn except(version: &[u32]) -> Self {
        if version.len() < 3 {
            return Self::exactly(version).not();
        }
        Self::beginning(version).not()
    }

    /// All versions that start with some numbers: 3.8, 3.8.1 and so on; without numbers, every version.
    pub fn beginning(version: &[u32]) -> Self {
        let below = (!version.is_empty()).then(|| stepped(version));
        Self::between(version.to_vec(), below)
    }

    /// The union.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// The intersection.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        let pairs = self
            .spans
            .iter()
            .flat_map(|one| other.spans.iter().map(move |other| one.and(other)));
        let spans = pairs.filter(|span| !span.is_empty());
        Self {
            spans: spans.collect(),
        }
    }

    /// All these versions and all later ones.
    #[must_use]
    pub fn or_later(mut self) -> Self {
        for span in &mut self.spans {
            span.below = None;
        }
        self
    }

    /// All these versions and all earlier ones.
    #[must_use]
    pub fn or_earlier(mut self) -> Self {
        for span in &mut self.spans {
            span.from.clear();
        }
        self
    }

    /// The complement.
    #[must_use]
    pub fn not(&self) -> Self {
        self.spans.iter().fold(Self::any(), |left, span| {
            let before = Self::below(&span.from);
            let after = span.below.as_deref().map(Self::at_least);
            left.and(&before.or(after.unwrap_or_default()))
        })
    }

    /// Whether both accept some version.
    pub fn meets(&self, other: &Self) -> bool {
        !self.and(other).is_empty()
    }

    /// Whether it accepts some version of the release with these numbers.
    pub fn accepts(&self, release: &[u32]) -> bool {
        self.meets(&Self::beginning(release))
    }

    /// Whether it accepts nothing.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether everything accepted precedes a version.
    pub fn is_before(&self, numbers: &[u32]) -> bool {
        let is_before = |span: &Span| {
            let below = span.below.as_deref();
            below.is_some_and(|below| compare_numbers(below, numbers).is_le())
        };
        self.spans.iter().all(is_before)
    }
}

impl Span {
    fn and(&self, other: &Self) -> Self {
        let from = match compare_numbers(&self.from, &other.from) {
            Ordering::Less => &other.from,
            _ => &self.from,
        };
        let below = match (&self.below, &other.below) {
            (Some(one), Some(other)) if compare_numbers(one, other).is_gt() => Some(other),
            (one, other) => one.as_ref().or(other.as_ref()),
        };
        Self {
            from: from.clone(),
            below: below.cloned(),
        }
    }

    fn is_empty(&self) -> bool {
        let below = self.below.as_deref();
        below.is_some_and(|below| compare_numbers(&self.from, below).is_ge())
    }
}

/// The first version after all that start with these numbers: 8.1 after 8.0.
pub fn stepped(version: &[u32]) -> Vec<u32> {
    let mut next = version.to_vec();
    if let Some(last) = next.last_mut() {
        *last = last.saturating_add(1);
    }
    next
}

/// The same for the first `count` numbers.
pub fn stepped_at(version: &[u32], count: usize) -> Vec<u32> {
    let mut begun = version.to_vec();
    begun.truncate(count.max(1));
    stepped(&begun)
}

/// Up to the next step of the last number but one: `~>` of `RubyGems` and Terraform, `~=` of Python, `~` of
/// Composer.
pub fn pessimistic(version: &[u32]) -> Requirement {
    let below = stepped_at(version, version.len().saturating_sub(1));
    Requirement::between(version.to_vec(), Some(below))
}

/// `^`: up to the next step of the first number that is not 0, as in npm, Composer and Cargo.
pub fn caret(numbers: &[u32]) -> Requirement {
    let zeros = numbers.iter().take_while(|number| **number == 0).count();
    let count = (zeros + 1).min(numbers.len());
    Requirement::between(numbers.to_vec(), Some(stepped_at(numbers, count)))
}

/// More numbers than any version has, to express the point just after a version.
const FINEST: usize = 8;

fn just_after(version: &[u32]) -> Vec<u32> {
    let mut next = version.to_vec();
    next.resize(FINEST.max(version.len()), 0);
    next.push(1);
    next
}

#[cfg(test)]
mod tests {
    use super::Requirement;
    use crate::text::version::Version;

    /// The releases that a requirement accepts.
    fn accepted(requirement: &Requirement, releases: &str) -> String {
        let releases = releases.split(' ');
        let accepted = releases.filter(|release| {
            let numbers = Version::new(release).numbers().unwrap();
            requirement.accepts(&numbers)
        });
        accepted.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_release_covers_all_that_begins_with_its_numbers() {
        let exactly = Requirement::exactly(&[3, 9, 5]);
        assert_eq!(
            accepted(&exactly, "3 3.8 3.9 3.9.4 3.9.5 3.9.5.1 3.10 4"),
            "3 3.9 3.9.5"
        );
        let later = Requirement::after(&[3, 8]);
        assert_eq!(accepted(&later, "3.7 3.8 3.9"), "3.8 3.9");
        assert_eq!(accepted(&Requirement::below(&[3, 8]), "3.7 3.8 3.9"), "3.7");
        assert_eq!(
            accepted(&Requirement::at_most(&[3, 8]), "3.7 3.8 3.8.1"),
            "3.7 3.8"
        );
    }

    #[test]
    fn spans_are_joined_met_and_turned_round() {
        let one = Requirement::beginning(&[7]).or(Requirement::beginning(&[9]));
        assert_eq!(accepted(&one, "6 7 8 9 10"), "7 9");
        assert_eq!(accepted(&one.not(), "6 7 8 9 10"), "6 8 10");
        let met = one.and(&Requirement::at_least(&[8]));
        assert_eq!(accepted(&met, "6 7 8 9 10"), "9");
        assert!(one.and(&one.not()).is_empty());
        assert!(Requirement::any().not().is_empty());
        assert!(one.is_before(&[10]) && !one.is_before(&[9]));
    }
}
