//! One item of `releases:`, in any schema.

use std::cell::LazyCell;
use std::cmp::Ordering;
use std::collections::HashSet;

use compact_str::CompactString;

use super::values::{self, DayOrBool, line};
use crate::facts::product::template::{Link, Mistake, Placeholders, Templates};
use crate::facts::product::{Dates, End, Lts, Release};
use crate::text::clean;
use crate::text::yaml::{Misfit, Node, Place};

/// The values of a release by key; null counts as absent.
#[derive(Default)]
pub struct Written<'a> {
    name: &'a str,
    label: Option<&'a Node>,
    codename: Option<&'a Node>,
    released: Option<&'a Node>,
    /// The key of its name until May 2022.
    release: Option<&'a Node>,
    lts: Option<&'a Node>,
    eoas: Option<&'a Node>,
    eol: Option<&'a Node>,
    eoes: Option<&'a Node>,
    discontinued: Option<&'a Node>,
    support: Option<&'a Node>,
    extended_support: Option<&'a Node>,
    latest: Option<&'a Node>,
    latest_released: Option<&'a Node>,
    /// May be null, which means that there is no link.
    link: Option<&'a Node>,
    cycle_short: Option<&'a Node>,
    latest_short: Option<&'a Node>,
    custom: Vec<(&'a str, &'a Node)>,
}

impl<'a> Written<'a> {
    /// Sorts the keys of a release.
    pub fn new(node: &'a Node) -> Result<Self, Misfit> {
        let pairs = values::map(node, "releases", "releases, each with a `releaseCycle`")?;
        let (mut release, mut name) = (Self::default(), None);
        for (key, value) in pairs {
            let key = values::text(key, "the key of a release")?;
            let slot = match key {
                "releaseCycle" => &mut name,
                "releaseLabel" => &mut release.label,
                "codename" => &mut release.codename,
                "releaseDate" => &mut release.released,
                "lts" => &mut release.lts,
                "eoas" => &mut release.eoas,
                "eol" => &mut release.eol,
                "eoes" => &mut release.eoes,
                "discontinued" => &mut release.discontinued,
                "support" => &mut release.support,
                "extendedSupport" => &mut release.extended_support,
                "latest" => &mut release.latest,
                "latestReleaseDate" => &mut release.latest_released,
                "link" => {
                    release.link = Some(value);
                    continue;
                }
                "release" => &mut release.release,
                "cycleShortHand" => &mut release.cycle_short,
                "latestShortHand" => &mut release.latest_short,
                "outOfOrder" | "staleReleaseThresholdDays" => continue,
                _ => {
                    release.custom(key, value);
                    continue;
                }
            };
            *slot = Some(value).filter(|value| !value.is_null());
        }
        let missing = || (node.at, "`releaseCycle` is missing".to_owned());
        release.name = values::text(name.ok_or_else(missing)?, "releaseCycle")?;
        Ok(release)
    }

    /// The last of duplicate keys counts.
    fn custom(&mut self, key: &'a str, value: &'a Node) {
        const FEW: usize = 100;
        let mut others = self.custom.iter_mut().take(FEW);
        match others.find(|(other, _)| *other == key) {
            Some((_, other)) => *other = value,
            None => self.custom.push((key, value)),
        }
    }

    /// Whether it follows the schema before 2024.
    pub fn is_old(&self) -> bool {
        self.support.is_some() || self.extended_support.is_some()
    }

    /// Builds the release. A template that cannot be rendered affects only its own text.
    pub fn release(
        &self,
        templates: &mut Templates<'_>,
        told: &mut Told<'_>,
    ) -> Result<Release, Misfit> {
        let dates = self.dates(&mut told.misfits)?;
        let name = CompactString::from(clean::line(self.name));
        let codename = optional_line(self.codename, "codename")?;
        let latest = optional_line(self.latest, "latest")?;
        let placeholders = Placeholders {
            cycle: &name,
            codename: codename.as_deref(),
            released: dates.released,
            latest: latest.as_deref(),
            latest_released: dates.latest_released,
            cycle_short: self.cycle_short.and_then(Node::text),
            latest_short: self.latest_short.and_then(Node::text),
        };
        let own = self.label.map(|node| values::text(node, "releaseLabel"));
        let label = templates.label(own.transpose()?, &placeholders);
        let label = label.map_err(|mistake| (self.label.or(told.label), mistake));
        let link = templates.link(self.own_link()?, &placeholders);
        let link = link.map_err(|mistake| (self.link.or(told.changelog), mistake));
        let label = told.or_reject(&name, label);
        Ok(Release {
            label: label.map_or_else(|| name.clone(), CompactString::from),
            link: told.or_reject(&name, link),
            custom: self.custom.iter().map(custom).collect(),
            codename,
            dates,
            latest,
            name,
        })
    }

    fn own_link(&self) -> Result<Link<'a>, Misfit> {
        match self.link {
            None => Ok(Link::Template),
            Some(node) if node.is_null() => Ok(Link::None),
            Some(node) => values::text(node, "link").map(Link::Own),
        }
    }

    fn dates(&self, told: &mut Vec<Misfit>) -> Result<Dates, Misfit> {
        let mut day = |node: Option<&Node>, key: &str| values::day(node?, key, told);
        let released = match self.released {
            None => day(self.release, "release"),
            released => day(released, "releaseDate"),
        };
        let latest_released = day(self.latest_released, "latestReleaseDate");
        // An end that cannot be read rejects the file: a release without it would look as if nothing were known.
        let mut end = |node: Option<&Node>, key: &str, means: fn(DayOrBool) -> End| {
            let end = node.map(|node| DayOrBool::read(node, key, told).map(means));
            Ok::<_, Misfit>(end.transpose()?.unwrap_or(End::Unstated))
        };
        let active_support = match self.eoas {
            None => end(self.support, "support", DayOrBool::end_of_support)?,
            eoas => end(eoas, "eoas", DayOrBool::end)?,
        };
        let extended = DayOrBool::end_of_extended_support;
        let extended_support = match self.eoes {
            None => end(self.extended_support, "extendedSupport", extended)?,
            eoes => end(eoes, "eoes", DayOrBool::end)?,
        };
        let eol = end(self.eol, "eol", DayOrBool::end)?;
        let discontinued = end(self.discontinued, "discontinued", DayOrBool::end)?;
        let lts = self.lts.map(|node| DayOrBool::read_lts(node, told));
        Ok(Dates {
            released,
            lts: lts.unwrap_or(Lts::No),
            active_support,
            eol,
            extended_support,
            discontinued,
            latest_released,
        })
    }
}

/// A custom value as text; empty for a list or a map.
fn custom((key, value): &(&str, &Node)) -> (CompactString, CompactString) {
    let text = value.text().filter(|_| !value.is_null());
    let [key, value] = [key, text.unwrap_or_default()].map(clean::line);
    (key.into(), value.into())
}

fn optional_line(node: Option<&Node>, key: &str) -> Result<Option<CompactString>, Misfit> {
    let line = node.map(|node| line(node, key)).transpose()?;
    Ok(line.map(CompactString::from))
}

/// The parts of a file that could not be used although the rest could.
pub struct Told<'a> {
    /// The node of the label's template.
    pub label: Option<&'a Node>,
    /// The node of the changelog's template.
    pub changelog: Option<&'a Node>,
    /// The lines of the front matter, split when the first mistake is reported.
    lines: LazyLines<'a>,
    /// The faults so far.
    pub misfits: Vec<Misfit>,
    /// Templates already reported, so that a template of the product is reported once.
    mistaken: HashSet<Place>,
}

type LazyLines<'a> = LazyCell<Vec<&'a str>, Box<dyn FnOnce() -> Vec<&'a str> + 'a>>;

impl<'a> Told<'a> {
    /// No faults yet.
    pub fn new(front: &'a str, root: &'a Node) -> Self {
        Self {
            label: values::present(root, "releaseLabel"),
            changelog: values::present(root, "changelogTemplate"),
            lines: LazyCell::new(Box::new(|| front.lines().collect())),
            misfits: Vec::new(),
            mistaken: HashSet::new(),
        }
    }
}

/// A rendered text, or the template and its mistake.
type Rendered<'a> = Result<Option<String>, (Option<&'a Node>, Mistake)>;

impl Told<'_> {
    /// The rendered text; a mistake is recorded.
    fn or_reject(&mut self, release: &str, rendered: Rendered<'_>) -> Option<String> {
        let (node, Mistake { at, reason }) = match rendered {
            Ok(text) => return text,
            Err(mistake) => mistake,
        };
        let Some(node) = node else {
            debug_assert!(false, "a template stands somewhere");
            return None;
        };
        if self.mistaken.insert(node.at) {
            let place = node.place_of(at, &self.lines);
            let reason = format!("release {release}: {reason}");
            self.misfits.push((place, reason));
        }
        None
    }
}

/// The order of releases in the schema of 2021, whose files name a sort key: the largest value first, and
/// releases without a value last. As in Jekyll's `sort`, text that looks like a number is one, and values of
/// different types are compared as text.
pub fn descending(one: &Node, other: &Node, key: &str) -> Ordering {
    let values = (values::present(one, key), values::present(other, key));
    let (Some(one), Some(other)) = values else {
        return values.1.is_some().cmp(&values.0.is_some());
    };
    match (number(one), number(other)) {
        (Some(one), Some(other)) => other.total_cmp(&one),
        _ => other.text().cmp(&one.text()),
    }
}

/// A number, with or without quotes, in Jekyll's notation: digits with at most one point.
fn number(node: &Node) -> Option<f64> {
    let text = node.text()?.trim();
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let digits = text.strip_prefix('-').unwrap_or(text);
    let number = digits.chars().all(is_digit).then(|| text.parse().ok());
    number.flatten()
}
