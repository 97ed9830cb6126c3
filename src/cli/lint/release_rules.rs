//! The rules for the releases of a product.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};

use super::Rule;
use super::found::{Found, is_made_of, is_no_day, link, misfit, text};
use crate::text::yaml::{Node, Value};

/// Checks every release by itself and against the others.
pub fn check(root: &Node, today: NaiveDate, found: &mut Found) {
    let terms = &Terms::new(root, today);
    let releases = root.get("releases").map_or(&[][..], Node::items);
    let mut names = HashSet::new();
    let mut above = None;
    // If a release is not a map, the parser reports it.
    for release in releases
        .iter()
        .filter(|release| release.value() == Value::Map)
    {
        name(release, &mut names, found);
        order(release, &mut above, found);
        day(release, "releaseDate", Rule::ReleaseDate, terms, found);
        ends(release, terms, found);
        sequence(release, terms, found);
        latest(release, terms, found);
        keys(release, terms, found);
        text(release, "releaseLabel", found);
        text(release, "codename", found);
        if release.get("link").is_some_and(Node::is_truthy) {
            link(release, "link", found);
        }
    }
}

/// What the product declares about its releases.
struct Terms<'a> {
    /// The day of the check.
    today: NaiveDate,
    /// The keys among `eoas`, `eoes`, `discontinued` and `latest` whose column is on.
    columns: Vec<&'static str>,
    /// The names of the custom fields.
    fields: HashSet<&'a str>,
}

impl<'a> Terms<'a> {
    /// Old keys count where the new ones are missing, so that an old key is one finding rather than one per
    /// release. As in the parser, `releaseColumn` takes precedence over `latestColumn`.
    fn new(root: &'a Node, today: NaiveDate) -> Self {
        let is_on = |names: [&str; 2], default: bool| {
            let mut columns = names.into_iter().filter_map(|name| root.get(name));
            columns.next().map_or(default, Node::is_truthy)
        };
        let columns = [
            ("eoas", is_on(["eoasColumn", "activeSupportColumn"], false)),
            (
                "eoes",
                is_on(["eoesColumn", "extendedSupportColumn"], false),
            ),
            ("discontinued", is_on(["discontinuedColumn"; 2], false)),
            ("latest", is_on(["releaseColumn", "latestColumn"], true)),
        ];
        let columns = columns.into_iter().filter(|(_, is_on)| *is_on);
        let fields = root.get("customFields").or(root.get("customColumns"));
        let fields = fields.map_or(&[][..], Node::items).iter();
        let name = |field: &'a Node| field.get("name").or(field.get("property"));
        Self {
            today,
            columns: columns.map(|(key, _)| key).collect(),
            fields: fields.filter_map(name).filter_map(Node::text).collect(),
        }
    }

    /// Whether the column of a release key is on.
    fn has(&self, key: &str) -> bool {
        self.columns.contains(&key)
    }
}

fn name<'a>(release: &'a Node, names: &mut HashSet<&'a str>, found: &mut Found) {
    let cycle = release.get("releaseCycle");
    let is_name = |text: &str| is_made_of(text, ".-+_");
    if !cycle.and_then(Node::string).is_some_and(is_name) {
        let what = "`releaseCycle` must be text of lowercase letters, digits and `.-+_`, in quotes if it could be read as a number";
        misfit(release, cycle, Rule::ReleaseCycle, what, found);
    }
    if let Some(cycle) = cycle
        && let Some(name) = cycle.text()
        && !names.insert(name)
    {
        let what = "every release must have a different `releaseCycle`";
        misfit(release, Some(cycle), Rule::DuplicateRelease, what, found);
    }
}

/// The newest release comes first; rows marked `outOfOrder` do not count.
fn order(release: &Node, above: &mut Option<NaiveDate>, found: &mut Found) {
    if release.get("outOfOrder").is_some_and(Node::is_truthy) {
        return;
    }
    let Some(released) = release.get("releaseDate") else {
        return;
    };
    let day = released.day();
    if let (Some(day), Some(above)) = (day, *above)
        && day > above
    {
        let message = format!(
            "newer releases must come first, but {day} comes after {above}; move the release up, or mark it with `outOfOrder: true`"
        );
        found.add(released.at, Rule::ReleaseOrder, message);
    }
    *above = day.or(*above);
}

/// A required date, at most a week ahead; under its old name where the current key is missing.
fn day(release: &Node, key: &str, rule: Rule, terms: &Terms<'_>, found: &mut Found) {
    const WEEK: Days = Days::new(7);
    let pair = end(release, key, terms);
    let key = pair.and_then(|(key, _)| key.text()).unwrap_or(key);
    let value = pair.map(|(_, value)| value);
    let Some(day) = value.and_then(Node::day) else {
        let what = format!("`{key}` must be a valid date, as YYYY-MM-DD without quotes");
        return misfit(release, value, rule, &what, found);
    };
    let last = terms.today.checked_add_days(WEEK);
    if last.is_some_and(|last| day > last) {
        let what = format!("`{key}` must be at most 7 days ahead of {}", terms.today);
        misfit(release, value, rule, &what, found);
    }
}

fn ends(release: &Node, terms: &Terms<'_>, found: &mut Found) {
    let is_there = |key: &str| end(release, key, terms).is_some();
    // The site ignores the value where the column is off, but this program reads it.
    let is_unread = |key: &str| {
        let pair = end(release, key, terms);
        pair.is_some_and(|(_, value)| !matches!(value.value(), Value::Bool(_)) && is_no_day(value))
    };
    for (key, rule, is_checked) in [
        ("eoas", Rule::Eoas, terms.has("eoas") || is_unread("eoas")),
        ("eol", Rule::Eol, true),
        (
            "discontinued",
            Rule::Discontinued,
            terms.has("discontinued") || is_unread("discontinued"),
        ),
        (
            "eoes",
            Rule::Eoes,
            terms.has("eoes") && is_there("eoes") || is_unread("eoes"),
        ),
        ("lts", Rule::Lts, is_there("lts")),
    ] {
        let pair = end(release, key, terms);
        let is_end = |value: &Node| matches!(value.value(), Value::Bool(_) | Value::Day(_));
        if is_checked && !pair.is_some_and(|(_, value)| is_end(value)) {
            let key = pair.and_then(|(key, _)| key.text()).unwrap_or(key);
            let what = format!(
                "`{key}` must be true, false or a valid date, as YYYY-MM-DD without quotes"
            );
            misfit(release, pair.map(|(_, value)| value), rule, &what, found);
        }
    }
}

/// Keys of older schemas and their current names; an empty name where nothing replaced them.
const OLD_KEYS: [(&str, &str); 5] = [
    ("support", "eoas"),
    ("extendedSupport", "eoes"),
    ("release", "releaseDate"),
    ("cycleShortHand", ""),
    ("latestShortHand", ""),
];

/// How to fix an old key.
fn today(new: &str) -> String {
    const INVERTED: &str = "where true means that support has ended and false that it has not";
    match new {
        "" => "it is no longer read; remove it".to_owned(),
        "eoas" => format!("it is now `eoas`, {INVERTED}"),
        "eoes" => format!("it is now `eoes`, {INVERTED}; leave it out if none is offered"),
        new => format!("it is now called `{new}`"),
    }
}

/// The entry that states a phase's end: under the current key, else under its old name.
fn end<'a>(release: &'a Node, key: &str, terms: &Terms<'_>) -> Option<&'a (Node, Node)> {
    let mut old = OLD_KEYS.into_iter().filter(|(_, new)| *new == key);
    let old = old.next().filter(|(old, _)| !terms.fields.contains(old));
    let old = || old.and_then(|(old, _)| release.pair(old));
    release.pair(key).or_else(old)
}

/// The phases end in order. Only dates count, and only if their column is on.
fn sequence(release: &Node, terms: &Terms<'_>, found: &mut Found) {
    let phases = [
        ("releaseDate", true),
        ("eoas", terms.has("eoas")),
        ("eol", true),
        ("eoes", terms.has("eoes")),
    ];
    let mut before: Vec<(&str, NaiveDate)> = Vec::new();
    for (key, _) in phases.into_iter().filter(|(_, is_on)| *is_on) {
        let Some((key, value)) = end(release, key, terms) else {
            continue;
        };
        let (Some(key), Some(day)) = (key.text(), value.day()) else {
            continue;
        };
        if let Some((earlier, of)) = before.iter().find(|(_, earlier)| *earlier > day) {
            let message = format!("`{key}` ({day}) must not be before `{earlier}` ({of})");
            found.add(value.at, Rule::DateOrder, message);
        }
        before.push((key, day));
    }
}

fn latest(release: &Node, terms: &Terms<'_>, found: &mut Found) {
    let latest = release.get("latest");
    if terms.has("latest") && latest.and_then(Node::string).is_none() {
        let what = "`latest` must be text, in quotes";
        misfit(release, latest, Rule::Latest, what, found);
    }
    let released = release.get("latestReleaseDate");
    if released.is_some_and(|released| terms.has("latest") || is_no_day(released)) {
        day(
            release,
            "latestReleaseDate",
            Rule::LatestReleaseDate,
            terms,
            found,
        );
    }
}

/// The standard keys of a release.
const KEYS: [&str; 14] = [
    "releaseCycle",
    "releaseLabel",
    "codename",
    "releaseDate",
    "lts",
    "eoas",
    "eol",
    "eoes",
    "discontinued",
    "latest",
    "latestReleaseDate",
    "link",
    "outOfOrder",
    "staleReleaseThresholdDays",
];

fn keys(release: &Node, terms: &Terms<'_>, found: &mut Found) {
    for (key, value) in release.pairs() {
        let name = key.text().unwrap_or_default();
        if terms.fields.contains(name) {
            if matches!(
                value.value(),
                Value::Bool(_) | Value::Number(_) | Value::List | Value::Map
            ) {
                let what = format!("`{name}` must be text or a date; put it in quotes");
                misfit(release, Some(value), Rule::CustomValue, &what, found);
            }
        } else if let Some((_, new)) = OLD_KEYS.into_iter().find(|(old, _)| *old == name) {
            let message = format!("`{name}` is a key of the older schema; {}", today(new));
            found.add(key.at, Rule::OldKey, message);
        } else if !KEYS.contains(&name) {
            let message = format!(
                "`{name}` is not a key of a release; declare it in `customFields`, or remove it"
            );
            found.add(key.at, Rule::UndeclaredKey, message);
        }
    }
}
