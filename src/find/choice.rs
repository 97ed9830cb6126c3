//! Resolves the arguments of `show` to products and releases, or to suggestions for unknown names.

mod unknown;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use self::unknown::Unknown;
use crate::facts::catalog::{Beside, Catalog};
use crate::facts::lifecycle;
use crate::facts::product::{Product, Release};
use crate::facts::table::Table;
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::facts::why;
use crate::find::releases::Listed;
use crate::find::resolve::{self, CycleBy, Fit, MatchedBy, Reading, Resolver, begins_with_number};
use crate::find::verdict::{Status, Verdict};

/// A product, and which of its releases were asked for.
#[derive(Debug)]
pub struct Choice<'a> {
    /// The product.
    pub product: &'a Product,
    /// The verdicts on the requested versions; empty for the whole product.
    pub verdicts: Vec<Verdict<'a>>,
    /// What is known about the product beyond its file; empty for a product outside of a catalog.
    pub beside: Beside,
    /// The numbers of the requested releases; empty for all.
    numbers: Vec<usize>,
}

/// The result of resolving names.
#[derive(Debug, Default)]
pub struct Chosen<'a> {
    /// Products and releases, in the order of the names.
    pub choices: Vec<Choice<'a>>,
    /// The unknown names. A version that follows an unknown product is not among them.
    pub unknown: Vec<Unknown>,
}

impl<'a> Choice<'a> {
    /// A product with all its releases.
    pub fn whole(product: &'a Product) -> Self {
        Self {
            product,
            verdicts: Vec::new(),
            beside: Beside::default(),
            numbers: Vec::new(),
        }
    }

    /// A product with some of its releases, by number.
    pub fn part(product: &'a Product, numbers: Vec<usize>) -> Self {
        Self {
            numbers,
            ..Self::whole(product)
        }
    }

    /// Releases by the indices of their products and their numbers, grouped by product.
    pub fn grouped(catalog: &'a Catalog, releases: impl IntoIterator<Item = Listed>) -> Vec<Self> {
        let mut grouped: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (product, release) in releases {
            grouped.entry(product).or_default().insert(release);
        }
        let choices = grouped.into_iter().filter_map(|(product, releases)| {
            let product = catalog.product(product)?;
            Some(Self::part(product, releases.into_iter().collect()))
        });
        choices.collect()
    }

    /// Adds a requested version.
    fn ask(&mut self, verdict: Verdict<'a>) {
        for number in verdict.numbers() {
            if !self.numbers.contains(number) {
                self.numbers.push(*number);
            }
        }
        let is_same = |other: &Verdict<'_>| other.located == verdict.located;
        if !self.verdicts.iter().any(is_same) {
            self.verdicts.push(verdict);
        }
    }

    /// Whether only some releases were asked for.
    pub fn is_part(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Whether to show the facts about the product: beside a version they are noise.
    pub fn wants_facts(&self, all: bool) -> bool {
        all || self.verdicts.is_empty()
    }

    /// Whether a release was asked for.
    pub fn has(&self, number: usize) -> bool {
        !self.is_part() || self.numbers.contains(&number)
    }

    /// The requested releases in the order of the request, or all in the order of the file.
    pub fn releases(&self) -> impl Iterator<Item = &'a Release> {
        let releases = &self.product.releases;
        let part = self.numbers.iter();
        let part = part.filter_map(|number| releases.get(*number));
        let whole = releases.iter().filter(|_| !self.is_part());
        part.chain(whole)
    }

    /// How the end dates of the requested releases have moved, as sentences; empty if all releases were
    /// asked for.
    pub fn moved(&self, style: DateStyle) -> Vec<String> {
        let numbers = self.numbers.iter();
        let releases = numbers.filter_map(|number| {
            let release = self.product.releases.get(*number)?;
            let moved = why::moved(self.product, *number, &self.beside.moves, style);
            let name = (self.numbers.len() > 1).then(|| format!("{}: ", release.label));
            Some((name.unwrap_or_default(), moved))
        });
        let sentences = releases.flat_map(|(name, moved)| {
            let moved = moved.into_iter();
            moved.map(move |sentence| format!("{name}{sentence}"))
        });
        sentences.collect()
    }

    /// The release table with the rows to show, and how many rows are folded. Requested releases are never
    /// folded.
    pub fn table(&self, on: Viewpoint, all: bool) -> (Table, usize) {
        let mut table = Table::new(self.product, on);
        let (numbers, folded) = self.shown(on.day, all);
        let rows = numbers.into_iter();
        let rows = rows.filter_map(|number| table.rows.get(number).cloned());
        table.rows = rows.collect();
        table.folded = table.rows.len()..table.rows.len();
        (table, folded)
    }

    /// The numbers of the releases to show, and how many are folded.
    pub fn shown(&self, day: NaiveDate, all: bool) -> (Vec<usize>, usize) {
        let releases = &self.product.releases;
        if self.is_part() {
            (self.numbers.clone(), 0)
        } else if all {
            ((0..releases.len()).collect(), 0)
        } else {
            let folded = lifecycle::folded(releases, day);
            ((0..folded.start).collect(), folded.len())
        }
    }
}

/// A line with a version of a known product.
#[derive(Debug)]
pub struct Named<'a> {
    /// The line.
    pub line: String,
    /// The verdict on the version in the line.
    pub verdict: Verdict<'a>,
}

/// The lines that name a version, and the number of all other lines that are not empty. Lines are never
/// guessed, because package lists are full of names one typo away from a product's.
pub fn choose_lines<'a>(
    catalog: &'a Catalog,
    text: &str,
    on: impl Into<Viewpoint>,
) -> (Vec<Named<'a>>, usize) {
    let (resolver, on) = (Resolver::default(), on.into());
    let lines = text.lines().map(str::trim_end);
    let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
    let named = lines.iter().filter_map(|line| {
        let reading = resolver.resolve_on(catalog, line, Some(on.day))?;
        let verdict = Verdict::new(catalog, &reading, on)?;
        let is_named = verdict.status() != Status::Missing && !verdict.is_guess();
        is_named.then(|| Named {
            line: (*line).to_owned(),
            verdict,
        })
    });
    let named: Vec<Named<'a>> = named.collect();
    let others = lines.len() - named.len();
    (named, others)
}

/// Resolves names of products, each followed by names or versions of its releases, and queries that contain
/// both, such as `python 3.9.5` or a package URL.
pub fn choose<'a>(catalog: &'a Catalog, names: &[String], on: Viewpoint) -> Chosen<'a> {
    let reader = Reader {
        catalog,
        resolver: Resolver::default(),
        on,
    };
    if names.len() > 2
        && let Some(whole) = reader.whole(names)
    {
        return whole;
    }
    let chosen = reader.each(names);
    if chosen.unknown.is_empty() {
        return chosen;
    }
    // `show windows 2019`: together the words name a Windows Server.
    reader.whole(names).unwrap_or(chosen)
}

/// Resolves names in a catalog on a day.
struct Reader<'a> {
    catalog: &'a Catalog,
    resolver: Resolver,
    on: Viewpoint,
}

/// What a following version belongs to.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// A product's index, and how the product was found.
    Product(usize, MatchedBy),
    /// An unknown name.
    Unknown,
}

impl<'a> Reader<'a> {
    /// All names as one query, if that is the better reading: `Windows Server 2019` without quotes. Every
    /// name must contribute to the one product that they name together.
    fn whole(&self, names: &[String]) -> Option<Chosen<'a>> {
        if names.len() < 2 || names.iter().any(|name| is_reference(name)) {
            return None;
        }
        let reading = self.resolved(&names.join(" "))?;
        let is_near = matches!(reading.matched_by, MatchedBy::Search | MatchedBy::Guess);
        let says = |name: &String| {
            is_near && !begins_with_number(name)
                || self.resolver.explains(self.catalog, reading.product, name)
        };
        let product = self.catalog.product(reading.product)?;
        let release = reading
            .fit
            .release()
            .and_then(|number| product.releases.get(number));
        let is_of_release = |name: &String| {
            release.is_some_and(|release| {
                let mut segments = release.name.split('-');
                segments.any(|segment| segment.eq_ignore_ascii_case(name))
            })
        };
        let mut rest = names.iter().skip_while(|name| says(name));
        let version = rest.next()?;
        let is_whole =
            begins_with_number(version) && rest.all(|name| says(name) || is_of_release(name));
        let has_name = names.first().is_some_and(|first| first != version);
        if !(is_whole && has_name) || reading.fit.releases().is_empty() {
            return None;
        }
        let mut whole = Chosen::default();
        self.add(&mut whole.choices, &reading);
        Some(whole)
    }

    fn resolved(&self, text: &str) -> Option<Reading> {
        self.resolver
            .resolve_on(self.catalog, text, Some(self.on.day))
    }

    fn each(&self, names: &[String]) -> Chosen<'a> {
        let mut chosen = Chosen::default();
        let mut before = Before::Nothing;
        for name in names {
            let meant = self.meant(before, name);
            let is_swallowed = matches!(before, Before::Unknown) && is_version(name);
            match meant {
                Ok(located) => {
                    before = Before::Product(located.product, located.matched_by);
                    match Unknown::fit(self.catalog, &located, name) {
                        Some(unknown) if !self.is_newer(&located) => chosen.unknown.push(unknown),
                        _ => self.add(&mut chosen.choices, &located),
                    }
                }
                Err(_) if is_swallowed => {}
                Err(unknown) => {
                    if unknown.is_product() {
                        before = Before::Unknown;
                    }
                    chosen.unknown.push(unknown);
                }
            }
        }
        chosen
    }

    /// Whether a version is newer than the data, which counts as an answer.
    fn is_newer(&self, located: &Reading) -> bool {
        let verdict = Verdict::new(self.catalog, located, self.on);
        verdict.is_some_and(|verdict| verdict.status() == Status::Newer)
    }

    /// Adds a reading, to the last choice if it is of the same product.
    fn add(&self, choices: &mut Vec<Choice<'a>>, located: &Reading) {
        let Some(product) = self.catalog.product(located.product) else {
            return;
        };
        let verdict = Verdict::new(self.catalog, located, self.on);
        match (choices.last_mut(), verdict) {
            (Some(last), Some(verdict)) if last.product.id == product.id => last.ask(verdict),
            (_, verdict) => {
                let mut choice = Choice {
                    beside: self.catalog.beside(located.product),
                    ..Choice::whole(product)
                };
                if let Some(verdict) = verdict {
                    choice.ask(verdict);
                }
                choices.push(choice);
            }
        }
    }

    /// The meaning of a name after a product: a release of that product, otherwise a product, otherwise a
    /// version of that product, otherwise a query.
    fn meant(&self, before: Before, name: &str) -> Result<Reading, Unknown> {
        let catalog = self.catalog;
        let before = match before {
            Before::Product(index, by) => Some((index, by, catalog.product(index))),
            Before::Nothing | Before::Unknown => None,
        };
        let release = before.and_then(|(product, matched_by, own)| {
            let exact = resolve::release_named(own?, name, self.on.day);
            let exact = exact.map(|release| (release, CycleBy::Exact));
            let (release, by) = exact.or_else(|| {
                let newest = resolve::newest(catalog.dates(product), name, self.on.day)?;
                Some((newest, CycleBy::Channel))
            })?;
            let fit = Fit::One(release, by);
            Some(Reading::new(product, matched_by, name, fit))
        });
        let version = before.filter(|_| !is_reference(name));
        let version = version.and_then(|(product, matched_by, _)| {
            Some(Reading {
                matched_by,
                ..resolve::version_of(catalog, product, name)?
            })
        });
        let resolved = || self.resolved(name);
        let fits = |reading: &Reading| !reading.fit.releases().is_empty();
        release
            .or_else(|| resolved().filter(|reading| reading.is_name))
            .or_else(|| version.clone().filter(fits))
            .or_else(resolved)
            .or_else(|| version.filter(|_| is_version(name)))
            .ok_or_else(|| {
                let product = before.and_then(|(.., product)| product);
                Unknown::name(catalog, name, product.filter(|_| !is_reference(name)))
            })
    }
}

/// Whether a name looks like a version of the preceding product.
fn is_version(name: &str) -> bool {
    !is_reference(name) && begins_with_number(name)
}

/// Whether a name contains its own version, as images and addresses do, and is thus not a version of the
/// preceding product. A number before a colon is the epoch of a package version.
fn is_reference(name: &str) -> bool {
    let mark = name.find([':', '@', '/']);
    let before = mark.and_then(|at| name.split_at_checked(at));
    before.is_some_and(|(before, mark)| {
        let is_epoch = mark.starts_with(':') && before.parse::<u32>().is_ok();
        !is_epoch
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::choose;
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;

    fn catalog() -> Catalog {
        let file = |id: &str, alias: &str, releases: &[&str]| {
            let items = releases.iter();
            let items = items.map(|name| {
                format!("- {{releaseCycle: '{name}', eol: true, releaseLabel: \"v{name}\"}}\n")
            });
            let items: String = items.collect();
            let file = format!(
                "---\ntitle: {id} Language\npermalink: /{id}\nalternate_urls: [{alias}]\ncategory: lang\nreleases:\n{items}---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        let products = [
            file("python", "/snake", &["3.14", "3.13", "3.12", "2.7"]),
            file("nodejs", "", &["24", "22"]),
            file("blind", "", &["11-22h2", "10-22h2", "10-21h2"]),
        ];
        Catalog::new(products).unwrap()
    }

    /// The choices, and the messages about unknown names; `~` stands for a space within a name.
    fn answered(names: &str) -> (Vec<String>, Vec<String>) {
        let catalog = catalog();
        let names: Vec<String> = names
            .split(' ')
            .map(|name| name.replace('~', " "))
            .collect();
        let chosen = choose(
            &catalog,
            &names,
            Viewpoint::with_defaults(NaiveDate::default()),
        );
        let words = chosen.choices.iter().map(|choice| {
            let releases = choice.numbers.iter();
            let names = releases.map(|number| choice.product.releases[*number].name.as_str());
            format!(
                "{} {}",
                choice.product.id,
                names.collect::<Vec<_>>().join("+")
            )
        });
        let unknown = chosen.unknown.iter().map(ToString::to_string);
        (words.collect(), unknown.collect())
    }

    fn chosen(names: &str) -> Vec<String> {
        let (chosen, unknown) = answered(names);
        assert_eq!(unknown, [""; 0], "{names}");
        chosen
    }

    #[test]
    fn names_after_a_product_are_its_releases() {
        assert_eq!(chosen("python"), ["python "]);
        assert_eq!(
            chosen("python 3.12 V2.7 3.12 nodejs 24 PYTHON"),
            ["python 3.12+2.7", "nodejs 24", "python "]
        );
    }

    #[test]
    fn a_query_names_a_product_and_a_version() {
        for names in [
            "python@3.12.4",
            "python-3.12.4",
            "python 3.12.4",
            "pyth 3.12",
        ] {
            assert_eq!(chosen(names), ["python 3.12"], "{names}");
        }
        assert_eq!(
            chosen("blind 10 22h2 pro"),
            ["blind 10-22h2"],
            "several arguments are one name"
        );
        assert_eq!(
            chosen("python 3 nodejs:24.1 22"),
            ["python 3.14+3.13+3.12", "nodejs 24+22"]
        );
    }

    #[test]
    fn what_is_unknown_is_answered_with_what_is_near() {
        let words = |names| answered(names).1.join("\n");
        assert_eq!(
            words("pyhton"),
            "no product is named \"pyhton\"; did you mean python?"
        );
        assert_eq!(
            words("python 3.5"),
            "python has no release \"3.5\"; closest: 3.13, 3.12, 2.7"
        );
        assert_eq!(
            words("nodejs python@1"),
            "python has no release \"1\"; closest: 3.13, 3.12, 2.7"
        );
        assert_eq!(
            words("python nodsj"),
            "no product is named \"nodsj\"; did you mean nodejs?"
        );
        assert_eq!(
            words("zzz"),
            "no product is named \"zzz\" or anything similar; `eolens list` lists all products"
        );
    }

    #[test]
    fn what_is_known_is_answered_beside_what_is_not() {
        for (names, known, unknown) in [
            // Neither an image nor its version belongs to the product before it.
            (
                "python:3.12 nodsj:24",
                &["python 3.12"][..],
                &["\"nodsj:24\"; did you mean nodejs?"][..],
            ),
            (
                "nodejs:24 pyhton@24",
                &["nodejs 24"],
                &["\"pyhton@24\"; did you mean python?"],
            ),
            (
                "nodejs:24 lib/pyhton:24",
                &["nodejs 24"],
                &["\"lib/pyhton:24\"; did you mean python?"],
            ),
            (
                "nodejs cpe:2.3:a:x:pyhton:24",
                &["nodejs "],
                &["\"cpe:2.3:a:x:pyhton:24\" or anything"],
            ),
            (
                "nodejs pkg:npm/pyhton@24",
                &["nodejs "],
                &["\"pkg:npm/pyhton@24\" or anything"],
            ),
            ("python~nodsj:24", &[], &["\"python nodsj:24\""]),
            // Nor does what follows an unknown name.
            (
                "python 3.12 nodsj 24",
                &["python 3.12"],
                &["\"nodsj\"; did you mean nodejs?"],
            ),
            (
                "python 3.12 nodsj v24 nodejs 24",
                &["python 3.12", "nodejs 24"],
                &["\"nodsj\""],
            ),
            // A name after an unknown version still belongs to the product.
            (
                "nodejs python@1 3.12",
                &["nodejs ", "python 3.12"],
                &["python has no release \"1\""],
            ),
            (
                "python 3.5 3.12",
                &["python 3.12"],
                &["python has no release \"3.5\""],
            ),
            // A version newer than the data is an answer.
            ("nodejs 99", &["nodejs "], &[]),
            ("python 3.15 3.12", &["python 3.12"], &[]),
            ("python 1:3.12.1", &["python 3.12"], &[]),
            // A tag need not be a version.
            (
                "nodejs:slim python 3.12",
                &["python 3.12"],
                &["the tag \"slim\" of nodejs names no version"],
            ),
        ] {
            let (chosen, sentences) = answered(names);
            assert_eq!(chosen, known, "{names}");
            assert_eq!(sentences.len(), unknown.len(), "{names}: {sentences:?}");
            for (sentence, part) in sentences.iter().zip(unknown) {
                assert!(sentence.contains(part), "{names}: {sentence}");
            }
        }
    }

    #[test]
    fn a_product_is_found_the_same_way_in_one_word_and_in_two() {
        let catalog = catalog();
        for (names, by) in [
            (&["python", "3.12"][..], "name"),
            (&["snake", "3.12"], "alias"),
            (&["snake 3.12"], "alias"),
            (&["snake:3.12", "2.7"], "alias"),
        ] {
            let names: Vec<String> = names.iter().map(ToString::to_string).collect();
            let chosen = choose(
                &catalog,
                &names,
                Viewpoint::with_defaults(NaiveDate::default()),
            );
            for verdict in &chosen.choices[0].verdicts {
                assert_eq!(verdict.located.matched_by.words(), by, "{names:?}");
            }
        }
    }
}
