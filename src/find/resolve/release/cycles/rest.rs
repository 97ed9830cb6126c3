//! Releases whose name a version states in part, while later words state the rest.

use super::{Cycles, NOISE, head};
use crate::find::resolve::release::{CycleBy, Fit};
use crate::text::version::{Gap, Piece, Version};

/// What segments of release names stand for: endoflife.date's abbreviations of Windows editions, and the
/// version that the year of a long-term channel stands for, see
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

impl Cycles<'_> {
    /// Among the releases whose names start with the first number, those that the following words complete.
    pub fn by_rest(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let rest = asked.0.get(head.0.len()..)?;
        let is_number = head.0.first().is_some_and(Piece::is_number);
        if rest.is_empty() || self.is_device || !is_number {
            return None;
        }
        let begun = self.begun(&head);
        let longer = versions(rest).into_iter().find_map(|version| {
            // `12c (12.2.0.x)`: it need not extend all of the first version.
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
        if built.is_empty() && self.is_contradicted(&begun, head.0.len(), rest) {
            return None;
        }
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

    /// Whether words after a version have the form of a segment of the releases' names but are in none of them: the
    /// `25H2` in `10 25H2`.
    fn is_contradicted(&self, releases: &[usize], skipped: usize, rest: &[Piece<'_>]) -> bool {
        let names = releases
            .iter()
            .filter_map(|release| self.names.get(*release));
        let own = names.flat_map(|name| segments(name.0.get(skipped..).unwrap_or_default()));
        let own: Vec<String> = own.filter(|segment| segment.len() > 2).collect();
        let said = segments(rest);
        let is_alike = |segment: &String| {
            is_mixed(segment) && own.iter().any(|own| form(own) == form(segment))
        };
        !said.iter().any(|segment| own.contains(segment)) && said.iter().any(is_alike)
    }

    /// The releases whose name, or else label, extends a version.
    pub fn begun(&self, head: &Version<'_>) -> Vec<usize> {
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

    /// Among releases, those with the most segments of their name mentioned in the rest; preferably those
    /// with all segments mentioned. A short number is too common to mention one. `None` if there are none.
    fn said(&self, releases: Vec<usize>, skipped: usize, rest: &[Piece<'_>]) -> Option<Vec<usize>> {
        let said = segments(rest);
        let is_said = |segment: &String| {
            let spelled = SPELLED_OUT.iter().filter(|(short, _)| short == segment);
            let mut spelled = spelled.flat_map(|(_, words)| words.iter());
            let is_common = segment.len() < 3 && segment.chars().all(|c| c.is_ascii_digit());
            !is_common && said.contains(segment)
                || spelled.any(|word| said.iter().any(|own| own == word))
        };
        let counted = releases.into_iter().filter_map(|release| {
            let name = self.names.get(release)?.0.get(skipped..)?;
            let segments = segments(name);
            let count = segments.iter().filter(|segment| is_said(segment)).count();
            // Names that are mentioned completely take precedence.
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

    /// Whether the rest contains the build number of the release's newest version.
    pub fn is_built(&self, release: usize, rest: &[Piece<'_>]) -> bool {
        let Some(latest) = self.latest(release) else {
            return false;
        };
        let Some(build) = latest.0.last().filter(|build| build.text().len() > 3) else {
            return false;
        };
        latest.0.len() > 2 && rest.contains(build)
    }

    /// The releases whose name, or else label, extends the version, or whose name contains it, if it is
    /// more than a number: `24h2` in `11-24h2-w`.
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
        let rest = asked.0.get(head.0.len()..).unwrap_or_default();
        if self.is_contradicted(&begun, head.0.len(), rest) {
            return None;
        }
        let is_mixed =
            asked.0.iter().any(Piece::is_number) && !asked.0.iter().all(Piece::is_number);
        let holds = |release: &usize| {
            let name = self.names.get(*release);
            is_mixed && name.is_some_and(|name| name.holds(asked))
        };
        let holding = || (0..self.names.len()).filter(holds).collect();
        Fit::new(begun, CycleBy::Part).or_else(|| Fit::new(holding(), CycleBy::Part))
    }

    /// `Windows 11 Pro` means any Windows 11.
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

    /// The release whose name extends another's, if the rest of the version contains the whole extension.
    pub fn extended(&self, release: usize, rest: &[Piece<'_>]) -> Option<usize> {
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
}

/// The versions in a text: pieces from a number on that are joined by points or directly.
pub fn versions<'a>(pieces: &[Piece<'a>]) -> Vec<Version<'a>> {
    let starts = pieces.iter().enumerate().filter(|(at, piece)| {
        let before = at.checked_sub(1).and_then(|at| pieces.get(at));
        let is_inside =
            piece.is_at_point() || piece.gap == Gap::None && before.is_some_and(Piece::is_number);
        piece.is_number() && !is_inside
    });
    let versions = starts.filter_map(|(at, _)| Some(head(&Version(pieces.get(at..)?.to_vec()))));
    versions.collect()
}

/// Whether a version starts with digits written without points: `74` for 7.4.33.
fn is_glued_of(version: &Version<'_>, digits: &Version<'_>) -> bool {
    let [digits] = digits.0.as_slice() else {
        return false;
    };
    let glued: String = version.0.iter().take(2).map(Piece::text).collect();
    digits.is_number() && digits.text().len() > 1 && glued == digits.text()
}

/// Whether a segment has digits and letters.
fn is_mixed(segment: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    segment.contains(is_digit) && segment.contains(char::is_alphabetic)
}

/// A segment with 0 for every digit.
fn form(segment: &str) -> String {
    let forms = segment
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c });
    forms.collect()
}

/// The words of directly joined pieces, in lower case; `Service Pack 2` and `SP 2` become `sp2`.
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
