//! A name and a version in words.

use super::explained::{is_filler, words};
use super::{CycleBy, Fit, Look, MatchedBy, Reading, begins_with_number, begun};
use crate::facts::catalog::names::spelled;
use crate::facts::lifecycle::{self, LtsState};
use crate::facts::product::Dates;
use crate::text::suggest;
use crate::text::version::{Piece, Version};

/// How many hits of a search are looked at for a release.
const MOST_HITS: usize = 8;

/// How many numbers of a text are tried as its version.
const MOST_VERSIONS: usize = 12;

/// A longer text is neither a banner nor a line of a list.
const MOST_BYTES: usize = 400;

impl Look<'_> {
    /// A name and a version in words; the first of these that names a release.
    pub fn words(&self, text: &str) -> Option<Reading> {
        let text = &unmarked(text);
        let forms = self
            .framework(text)
            .or_else(|| self.server_of_mariadb(text));
        if let Some(reading) = forms.or_else(|| self.around_version(text)) {
            return Some(reading);
        }
        let (named, refused) = self.named(text);
        if let Some(named) = named {
            let is_exact = matches!(named.fit, Fit::One(_, by) if by != CycleBy::Prefix);
            let elsewhere = || self.release_elsewhere(text).filter(|_| !is_exact);
            return elsewhere().or(Some(named));
        }
        let called = splits(text).find_map(|(name, version)| {
            let (product, by) = self.called(name)?;
            let reading = self.versioned(product, by, text, version)?;
            reading.fit.release().is_some().then_some(reading)
        });
        if let Some(Fit::One(..)) = called.as_ref().map(|reading| &reading.fit) {
            return called;
        }
        let is_called = self.called(text).is_some();
        let among = (!is_called).then(|| self.among_words(text)).flatten();
        let is_refused = |reading: &Reading| matches!(reading.fit, Fit::Unasked | Fit::Nothing(_));
        if let Some(reading) = among.as_ref().filter(|reading| !is_refused(reading)) {
            return Some(reading.clone());
        }
        if let Some(reading) = self.release_elsewhere(text) {
            return Some(reading);
        }
        if refused.is_some() {
            // A name that is written with a blank too many is no version.
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            return refused.filter(|_| self.own(&letters).is_none());
        }
        self.code_name(text)
            .or_else(|| self.search(text))
            .or(called)
            .or_else(|| self.labelled(text))
            .or_else(|| self.guess(text).filter(|_| !is_called))
            .or_else(|| self.alone(text))
            .or(among.filter(|reading| {
                let version = reading.version.as_deref();
                version.is_some_and(|version| version.contains('.'))
            }))
    }

    /// A product's own name, the longest first, and what follows. Else what looks like a version of one, and
    /// is none.
    fn named(&self, text: &str) -> (Option<Reading>, Option<Reading>) {
        let mut refused = None;
        for (name, version) in splits(text) {
            let Some((product, by)) = self.own(name) else {
                continue;
            };
            let Some(reading) = self.versioned(product, by, text, version) else {
                continue;
            };
            match reading.fit {
                Fit::Unasked | Fit::Nothing(_) if begins_with_number(version) => {
                    refused.get_or_insert(reading);
                }
                Fit::Unasked | Fit::Nothing(_) => {}
                _ => return (Some(reading), refused),
            }
        }
        (None, refused)
    }

    /// Resolves a version preceded by words of which some name a product and the others fit it: a banner,
    /// command output, or a line of a package list. If the first number is not a version of that product,
    /// the next one may be.
    fn among_words(&self, text: &str) -> Option<Reading> {
        let mut refused = None;
        for at in versions(text).take(MOST_VERSIONS) {
            let (before, version) = text.split_at_checked(at)?;
            let Some((product, by)) = self.explained(before) else {
                continue;
            };
            let by = match by {
                MatchedBy::Name | MatchedBy::Alias => MatchedBy::Words,
                by => by,
            };
            // A device has no versions: numbers belong to its name.
            if self.is_device(product) || self.is_of_hotspot(product, version) {
                continue;
            }
            let version = self.build_of_java(product, version).unwrap_or(version);
            let reading = self.required(&[product], by, (before, version))?;
            match reading.fit {
                Fit::Unasked | Fit::Nothing(_) => {
                    refused.get_or_insert(reading);
                }
                _ => return Some(reading),
            }
        }
        let reading = refused?;
        let version = reading.version.clone()?;
        self.relative(reading.product, &version).or(Some(reading))
    }

    /// The version that Java prints after `build`; vendors print their own version before it: `18.9 (build
    /// 11.0.10+8)`.
    fn build_of_java<'t>(&self, product: usize, version: &'t str) -> Option<&'t str> {
        let (_, build) = version
            .split_once("(build ")
            .filter(|_| self.is_java(product))?;
        (!self.is_of_hotspot(product, build)).then_some(build)
    }

    /// Whether a version is that of the virtual machine, where 25.212 stands for update 212 of Java 8.
    fn is_of_hotspot(&self, product: usize, version: &str) -> bool {
        let mut numbers = version.split(['.', '-']).map(str::parse::<u32>);
        let is_machine = matches!(
            (numbers.next(), numbers.next()),
            (Some(Ok(20..=25)), Some(Ok(update))) if update > 20
        );
        is_machine && self.is_java(product)
    }

    fn is_device(&self, product: usize) -> bool {
        let card = self.catalog.cards().get(product);
        card.is_some_and(|card| card.category == "device")
    }

    fn is_java(&self, product: usize) -> bool {
        let card = self.catalog.cards().get(product);
        card.is_some_and(|card| card.tags.iter().any(|tag| tag == "java-distribution"))
    }

    /// The same as [`Self::read`], with the sign of a requirement that stands before the version.
    fn required(
        &self,
        products: &[usize],
        by: MatchedBy,
        (before, version): (&str, &str),
    ) -> Option<Reading> {
        let is_sign = |c: char| "<>=!~^ ".contains(c);
        let sign = before.get(before.trim_end_matches(is_sign).len()..)?;
        let is_bound = sign.contains(['<', '>', '!', '~', '^']);
        let bounded = format!("{}{version}", sign.trim());
        self.read(
            products,
            by,
            Some(if is_bound { &bounded } else { version }),
        )
    }

    /// `10.6.12-MariaDB`, as the server says it; before that it may say the version of its protocol.
    fn server_of_mariadb(&self, text: &str) -> Option<Reading> {
        let at = text.to_ascii_lowercase().find("-mariadb")?;
        let version = text.get(..at)?.rsplit('-').next()?;
        let is_version = text.starts_with(|c: char| c.is_ascii_digit())
            && version.chars().all(|c| c.is_ascii_digit() || c == '.');
        let (product, _) = self.own("mariadb").filter(|_| is_version)?;
        self.read(&[product], MatchedBy::Words, Some(version))
    }

    /// A name with the words of a release behind it: `SharePoint Server Subscription Edition`. A label may
    /// begin with a name itself: `LMDE 6`.
    fn labelled(&self, text: &str) -> Option<Reading> {
        let by_words = |reading: &Reading| {
            let Fit::One(_, by) = reading.fit else {
                return false;
            };
            matches!(by, CycleBy::Exact | CycleBy::Label | CycleBy::CodeName)
        };
        let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace());
        let mut cuts: Vec<usize> = blanks.map(|(at, _)| at).take(MOST_VERSIONS).collect();
        cuts.reverse();
        cuts.into_iter().find_map(|at| {
            let (name, rest) = text.split_at_checked(at)?;
            let (product, _) = self.called(name).or_else(|| self.explained(name))?;
            let of = |words| self.read(&[product], MatchedBy::Words, Some(words));
            let behind = of(rest.trim_start()).filter(by_words);
            behind.or_else(|| of(text).filter(by_words))
        })
    }

    /// `net6.0`, `net48` and `netcoreapp3.1`, see <https://learn.microsoft.com/dotnet/standard/frameworks>.
    fn framework(&self, text: &str) -> Option<Reading> {
        let text = text.to_lowercase();
        let version = text.split('-').next()?.strip_prefix("net")?;
        let (version, is_core) = match version.strip_prefix("coreapp") {
            Some(version) => (version, true),
            None => (version, version.contains('.')),
        };
        let is_number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
        let is_framework = version.starts_with(|c: char| c.is_ascii_digit()) && is_number(version);
        if !is_framework {
            return None;
        }
        let digits: Vec<String> = version.chars().map(String::from).collect();
        let (id, version) = if is_core {
            ("dotnet", version.to_owned())
        } else {
            ("dotnetfx", digits.join("."))
        };
        let (product, _) = self.own(id)?;
        let reading = self.read(&[product], MatchedBy::Part, Some(&version))?;
        reading.fit.release().is_some().then_some(reading)
    }

    /// The product that alone has a release of just this name: `nodejs16.x`.
    fn release_elsewhere(&self, text: &str) -> Option<Reading> {
        let is_name = text.starts_with(char::is_alphabetic)
            && text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        if !is_name {
            return None;
        }
        let cards = self.catalog.cards();
        let has_it = |product: &usize| {
            let is_service = cards
                .get(*product)
                .is_some_and(|card| card.category == "service");
            let product = self.catalog.product(*product).filter(|_| is_service);
            product.is_some_and(|product| {
                let mut releases = product.releases.iter();
                releases.any(|release| release.name.eq_ignore_ascii_case(text))
            })
        };
        let product = only((0..cards.len()).filter(has_it))?;
        self.read(&[product], MatchedBy::Release, Some(text))
    }

    /// A product whose name is a slip away, with a version that is one of its releases'.
    fn guess(&self, text: &str) -> Option<Reading> {
        let is_name = |name: &str| {
            name.len() > 3 && name.chars().all(|c| c.is_alphabetic() || "- .".contains(c))
        };
        let mut cuts =
            splits(text).filter(|(name, version)| is_name(name) && begins_with_number(version));
        let (name, version) = cuts.next()?;
        let reading = self.read(&[self.near(name)?], MatchedBy::Guess, Some(version))?;
        (!reading.fit.releases().is_empty()).then_some(reading)
    }

    /// The product that alone has a name a slip away: two letters exchanged, or, of five letters and more, one
    /// wrong, missing or too many.
    fn near(&self, name: &str) -> Option<usize> {
        let name = spelled(name);
        let near = self.names.own().filter(|(other, _)| is_slip(other, &name));
        let mut products = near.flat_map(|(_, products)| products);
        let first = products.next()?;
        products.all(|other| other == first).then_some(first)
    }

    /// A product, where all words of a text name it or are explained, and none is a version. The code names
    /// of long-term support (`nodejs lts-gallium`) are not in the data.
    fn alone(&self, text: &str) -> Option<Reading> {
        let coded = [" lts-", " lts/", ":lts-"]
            .iter()
            .find_map(|lts| text.split_once(lts));
        let text = coded.map_or(text, |(name, _)| name);
        if coded.is_some() {
            let (product, by) = self.own(text)?;
            return self.read(&[product], by, None);
        }
        let has_number = text.contains(|c: char| c.is_ascii_digit());
        let is_long = text.split_whitespace().count() > 1;
        let (product, _) = self.explained(text).filter(|_| is_long && !has_number)?;
        let reading = self.read(&[product], MatchedBy::Words, None)?;
        Some(Reading {
            is_name: true,
            ..reading
        })
    }

    /// A name with the version among its words: `centos 9 stream`, `java-17-openjdk`.
    fn around_version(&self, text: &str) -> Option<Reading> {
        let is_gap = |c: char| c.is_whitespace() || c == '-';
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let (_, others) = words.split_last()?;
        let at = others.iter().position(|word| begins_with_number(word))?;
        let version = others.get(at)?;
        let name = [words.get(..at)?, words.get(at + 1..)?].concat().join(" ");
        let (product, by) = self.called(&name)?;
        let reading = self.read(&[product], by, Some(version))?;
        reading.fit.release().is_some().then_some(reading)
    }

    /// A version of a product, else of the one that has its name and a word more: 5.1 is no `PowerShell`
    /// but a `Windows PowerShell`.
    fn versioned(
        &self,
        product: usize,
        by: MatchedBy,
        text: &str,
        version: &str,
    ) -> Option<Reading> {
        let before = text.strip_suffix(version).unwrap_or_default();
        let reading = self.required(&[product], by, (before, version))?;
        if !matches!(reading.fit, Fit::Unasked | Fit::Nothing(_)) {
            return Some(reading);
        }
        let other = self.relative(product, version);
        Some(
            other
                .or_else(|| self.channel(product, by, version))
                .unwrap_or(reading),
        )
    }

    /// `node lts` is the newest long-term-support release, `nodejs current` the newest of all, on the day
    /// of the data.
    fn channel(&self, product: usize, by: MatchedBy, word: &str) -> Option<Reading> {
        let day = self.catalog.day()?;
        let is_out = |dates: &Dates| dates.released.is_none_or(|released| released <= day);
        let is_lts = |dates: &Dates| lifecycle::lts(dates, day) == LtsState::Yes;
        let mut dates = self.catalog.dates(product).iter();
        let release = match word.to_lowercase().as_str() {
            "lts" => dates.position(|dates| is_out(dates) && is_lts(dates))?,
            "current" | "latest" | "newest" => dates.position(is_out)?,
            _ => return None,
        };
        Some(Reading {
            product,
            also: Vec::new(),
            matched_by: by,
            version: Some(word.to_owned()),
            fit: Fit::One(release, CycleBy::Channel),
            is_name: false,
        })
    }

    /// The only related product that has a release of exactly this name.
    pub fn relative(&self, product: usize, version: &str) -> Option<Reading> {
        let cards = self.catalog.cards();
        let own = cards.get(product)?;
        let name: Vec<&str> = own.id.split('-').collect();
        let is_number = !version.contains(char::is_alphabetic);
        let is_relative = |other: &usize| {
            cards.get(*other).is_some_and(|other| {
                let has = |word: &&str| other.id.split('-').any(|own| own == *word);
                // The category is also a tag, but a weak sign of a relation.
                let mut tags = other.tags.iter().filter(|tag| **tag != own.category);
                name.iter().all(has)
                    && other.id.split('-').count() == name.len() + 1
                    && (!is_number || tags.any(|tag| own.tags.contains(tag)))
            })
        };
        let relatives = (0..cards.len()).filter(is_relative);
        let reading = relatives.filter_map(|other| {
            let reading = self.read(&[other], MatchedBy::Search, Some(version))?;
            let is_exact = match reading.fit {
                Fit::One(_, CycleBy::Part | CycleBy::Rest) => !is_number,
                Fit::One(_, CycleBy::Exact) => true,
                // `2012 R2 (6.3 Build 9600)`: the name says more than the number.
                Fit::One(release, CycleBy::Prefix) => {
                    let product = self.catalog.product(other)?;
                    let release = product.releases.get(release)?;
                    !is_number && release.name.contains(char::is_alphabetic)
                }
                _ => false,
            };
            is_exact.then_some(reading)
        });
        let mut reading = reading.fuse();
        let first = reading.next()?;
        reading.next().is_none().then_some(first)
    }

    /// The product that alone has a release of this code name, or called so in words, or with these
    /// first words of either.
    fn code_name(&self, text: &str) -> Option<Reading> {
        let code = Version::new(text);
        let is_name = || self.names.is_begun_by(text) || self.called(text).is_some();
        if code.0.first().is_none_or(Piece::is_number) || is_name() {
            return None;
        }
        let end = text.find(|c: char| !c.is_alphanumeric());
        let first = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        let begins = |name: &String| {
            let start = name.get(..first.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(first)) && {
                let name = Version::new(name);
                name == code || name.goes_on_after(&code)
            }
        };
        let cards = self.catalog.cards();
        let all = || 0..cards.len();
        let coded = |product: &usize| {
            cards
                .get(*product)
                .is_some_and(|card| card.codenames.iter().any(begins))
        };
        let called = |product: &usize| self.catalog.called(*product).iter().any(begins);
        let coded = only(all().filter(coded)).map(|product| (product, MatchedBy::CodeName));
        let (product, by) =
            coded.or_else(|| Some((only(all().filter(called))?, MatchedBy::Release)))?;
        self.read(&[product], by, Some(text))
    }

    /// The best hit of the words before a version in which that version fits. Where all the words are in
    /// a name, they are no version.
    fn search(&self, text: &str) -> Option<Reading> {
        let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let is_asked = text.contains(char::is_whitespace) && has_number(text);
        if !is_asked || !self.names.begun_by(text).is_empty() {
            return None;
        }
        let mut splits = splits(text).filter(|(name, version)| {
            let is_apart = text.len() > name.len() + version.len();
            is_apart && has_number(version) && name.contains(char::is_alphabetic)
        });
        splits.find_map(|(name, version)| {
            if words(name).all(|word| is_filler(&word)) {
                return None;
            }
            let named = self.names.almost_called(name);
            let ranked = || {
                self.ranked(name)
                    .into_iter()
                    .filter(|hit| named.contains(hit))
            };
            let hits = (!named.is_empty()).then(ranked)?.take(MOST_HITS);
            let reading = hits.map(|hit| self.read(&[hit], MatchedBy::Search, Some(version)));
            reading
                .flatten()
                .find(|reading| reading.fit.release().is_some())
        })
    }

    /// The products that a search finds, best first.
    fn ranked(&self, words: &str) -> Vec<usize> {
        self.searcher.search(self.catalog, words).hits
    }
}

/// The ways to cut a text into a name and a version, the longest name first: at punctuation and
/// blanks, and where digits follow letters.
fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().rev().filter_map(|(at, c)| {
        let (name, version) = text.split_at_checked(at)?;
        let before = name.chars().next_back()?;
        let is_start = if before.is_alphabetic() {
            c.is_ascii_digit()
        } else {
            c.is_alphanumeric() && !before.is_alphanumeric()
        };
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        (is_start && !name.is_empty()).then_some((name, version))
    })
}

/// Where a version may start: at each number that does not continue another.
fn versions(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, c)| {
        let before = text.get(..at)?;
        let mut chars = before.chars().rev();
        let is_inside = match (chars.next(), chars.next()) {
            (Some(last), _) if last.is_ascii_digit() => true,
            (Some('.' | '_'), Some(last)) => last.is_ascii_digit(),
            _ => false,
        };
        (c.is_ascii_digit() && !is_inside).then_some(at)
    })
}

/// A text without trademark signs.
fn unmarked(text: &str) -> String {
    let marks = ["(R)", "(r)", "(TM)", "(tm)", "®", "™"];
    marks
        .iter()
        .fold(begun(text, MOST_BYTES).to_owned(), |text, mark| {
            text.replace(mark, " ")
        })
}

/// Whether one word of a name is misspelled: two letters exchanged, or, of five letters and more, one wrong,
/// missing or too many.
fn is_slip(name: &str, other: &str) -> bool {
    let is_near =
        name.len().abs_diff(other.len()) < 2 && name.chars().next() == other.chars().next();
    if !is_near || name.matches('-').count() != other.matches('-').count() {
        return false;
    }
    let mut unlike = name
        .split('-')
        .zip(other.split('-'))
        .filter(|(own, other)| own != other);
    let (Some((own, other)), None) = (unlike.next(), unlike.next()) else {
        return false;
    };
    let is_long = own.len() > 4 || own.len() == 4 && same_letters(own, other);
    is_long && suggest::distance(own, other) == 1
}

fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// The element, where there is exactly one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}
