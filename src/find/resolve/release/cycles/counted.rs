//! Products whose versions differ from the names of their releases.

use super::{Cycles, head};
use crate::find::resolve::release::{CycleBy, Fit};
use crate::text::version::{Gap, Piece, Version};

/// Words for a service pack.
const SERVICE_PACK: [&str; 4] = ["sp", "service", "pack", "tl"];

impl Cycles<'_> {
    /// `15 SP4` and `15 Service Pack 4` mean 15.4.
    pub fn by_service_pack(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let rest = asked.0.get(head.0.len()..)?;
        let pack = rest.iter().find(|piece| !piece.is_one_of(&SERVICE_PACK))?;
        let is_pack = rest.first()?.is_one_of(&SERVICE_PACK) && pack.is_number();
        let mut pieces = head.0;
        pieces.push(pack.at_point());
        is_pack.then(|| self.by_name(&Version(pieces)))?
    }

    /// Whether a version of a Java counts otherwise than its releases: the second number of a JDK is 0, that of older
    /// `GraalVM`s was not, `22.3.0` and `java17-22.3.0`.
    pub fn is_otherwise_counted(&self, asked: &Version<'_>, release: usize) -> bool {
        let is_zero = |piece: Option<&Piece<'_>>| {
            piece.is_none_or(|piece| piece.is_one_of(&["0"]) || !piece.is_number())
        };
        // Java 8 and older count in other ways.
        let is_whole = self.names.get(release).is_some_and(|name| {
            let numbers = name.numbers();
            numbers.is_some_and(|numbers| matches!(numbers[..], [major] if major > 8))
        });
        let counts_jdk = self
            .latest(release)
            .is_some_and(|latest| is_zero(latest.0.get(1)));
        let other = match asked.0.get(1..) {
            Some([second, ..]) if second.is_at_point() => !is_zero(Some(second)),
            Some([second, third, ..]) => {
                second.gap == Gap::Mark('-') && second.is_number() && third.is_at_point()
            }
            _ => false,
        };
        self.is_java() && is_whole && counts_jdk && other
    }

    fn is_java(&self) -> bool {
        let mut tags = self.product.tags.iter();
        tags.any(|tag| tag == "java-distribution")
    }

    /// Java 5 to 8 call themselves 1.5 to 1.8.
    pub fn by_old_java(&self, asked: &Version<'_>) -> Option<Fit> {
        let [one, minor, ..] = asked.0.as_slice() else {
            return None;
        };
        let is_old =
            self.is_java() && one.is_one_of(&["1"]) && minor.is_one_of(&["5", "6", "7", "8"]);
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

    /// The first Amazon Linux had no number until there was a second; its releases are labeled `AMI 2018.03`, see
    /// <https://aws.amazon.com/amazon-linux-ami/faqs/>.
    pub fn by_generation(&self, asked: &Version<'_>) -> Option<Fit> {
        let (first, rest) = asked.0.split_first()?;
        let is_first = self.product.id == "amazon-linux"
            && first.is_one_of(&["1"])
            && rest.iter().all(|piece| piece.is_one_of(&["ami"]));
        let first = is_first.then(|| self.begun(&Version::new("AMI")))?;
        Fit::new(first, CycleBy::Label)
    }

    /// The release with a letter before its first number, a branch from which versions up to that of its newest one come:
    /// 472.12 is of r470, whose newest is 475.14. Of branches with the same number, those whose versions have as many
    /// numbers.
    pub fn by_branch(&self, asked: &Version<'_>) -> Option<Fit> {
        let head = head(asked);
        let number = |piece: &Piece<'_>| piece.text().parse::<u32>().ok();
        let first = head
            .0
            .first()
            .and_then(number)
            .filter(|_| !self.is_device)?;
        let is_it = |release: &usize| {
            let [letter, branch, ..] = self.names.get(*release)?.0.as_slice() else {
                return None;
            };
            let is_branch =
                letter.text().len() == 1 && !letter.is_number() && branch.gap == Gap::None;
            let branch = number(branch).filter(|_| is_branch)?;
            let latest = self.latest(*release)?;
            let newest = latest.0.first().and_then(number)?;
            let is_whole = head.0.len() > 1;
            let is_alike = !is_whole || latest.0.len() == head.0.len();
            let is_later = is_whole && (branch..=newest).contains(&first);
            Some(is_alike && (first == branch || is_later))
        };
        let releases = (0..self.releases.len()).filter(|release| is_it(release) == Some(true));
        Fit::new(releases.collect(), CycleBy::Latest)
    }

    /// `74` is 7.4, if there is such a release.
    pub fn by_digits(&self, asked: &Version<'_>) -> Option<Fit> {
        let first = asked.0.first()?;
        let (major, minor) = first.text().split_at_checked(1)?;
        let is_minor = minor.len() < 3 && minor.parse::<u8>().is_ok();
        let is_number = first.is_number() && is_minor && !self.is_device;
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
}
