//! The rules for a product's keys.

use super::Rule;
use super::found::{Found, is_made_of, is_no_day, link, misfit, text};
use crate::text::yaml::{Node, Value};

/// Checks all keys except the releases.
pub fn check(root: &Node, found: &mut Found) {
    old_keys(root, found);
    addresses(root, found);
    category(root, found);
    texts(root, found);
    columns(root, found);
    lists(root, found);
    custom_fields(root, found);
}

/// Keys of the older schema and their current names; an empty name where nothing replaced them.
const OLD_KEYS: [(&str, &str); 9] = [
    ("command", "versionCommand"),
    ("link", "releasePolicyLink"),
    ("sortReleasesBy", ""),
    ("activeSupportColumn", "eoasColumn"),
    ("extendedSupportColumn", "eoesColumn"),
    ("releaseColumn", "latestColumn"),
    ("customColumns", "customFields"),
    ("eolWarnThreshold", ""),
    ("activeSupportWarnThreshold", ""),
];

/// The site ignores an old key beside its new name; but this program still honors `releaseColumn`.
fn old_keys(root: &Node, found: &mut Found) {
    for (old, new) in OLD_KEYS {
        let is_leftover = root.get(new).is_some() && old != "releaseColumn";
        let Some((key, _)) = root.pair(old).filter(|_| !is_leftover) else {
            continue;
        };
        let parts = if new == "customFields" {
            ", with `name` for `property` and `display` for `position`"
        } else {
            ""
        };
        let today = if new.is_empty() {
            "it is no longer read; remove it".to_owned()
        } else {
            format!("it is now called `{new}`{parts}")
        };
        let message = format!("`{old}` is a key of the older schema; {today}");
        found.add(key.at, Rule::OldKey, message);
    }
    let old_auto = root.get("auto").filter(|auto| auto.value() == Value::List);
    if let Some(auto) = old_auto {
        let message =
            "a list is the older schema's form of `auto`; put the list in a map, under `methods`";
        found.add(auto.at, Rule::OldKey, message);
    }
}

fn addresses(root: &Node, found: &mut Found) {
    let permalink = root.get("permalink");
    if !permalink
        .and_then(Node::string)
        .is_some_and(|text| is_address(text, "-"))
    {
        let what = "the permalink must be a slash followed by lowercase letters, digits and hyphens, such as `/my-product`";
        misfit(root, permalink, Rule::Permalink, what, found);
    }
    if let Some(urls) = root.get("alternate_urls") {
        let one = std::slice::from_ref(urls);
        let urls = if urls.value() == Value::List {
            urls.items()
        } else {
            one
        };
        for url in urls {
            if !url.string().is_some_and(|text| is_address(text, "-_")) {
                let what = "an alternate URL must be a slash followed by lowercase letters, digits, hyphens and underscores";
                misfit(root, Some(url), Rule::AlternateUrls, what, found);
            }
        }
    }
    if let Some(tags) = root.get("tags") {
        let is_tag = |tag: &str| is_made_of(tag, "-");
        if !tags
            .string()
            .is_some_and(|text| text.split(' ').all(is_tag))
        {
            let what = "tags must be words of lowercase letters, digits and hyphens, separated by single spaces";
            misfit(root, Some(tags), Rule::Tags, what, found);
        }
    }
}

fn is_address(text: &str, others: &str) -> bool {
    text.strip_prefix('/')
        .is_some_and(|name| is_made_of(name, others))
}

/// The categories that have a page on the site.
const CATEGORIES: [&str; 9] = [
    "app",
    "database",
    "device",
    "framework",
    "lang",
    "os",
    "server-app",
    "service",
    "standard",
];

fn category(root: &Node, found: &mut Found) {
    let category = root.get("category");
    let what = match category.and_then(Node::string) {
        Some(known) if CATEGORIES.contains(&known) => return,
        Some("db") => "the category `db` of the older schema is now `database`".to_owned(),
        Some("library") => {
            "the category `library` of the older schema is now `framework`".to_owned()
        }
        _ => format!("the category must be one of {}", CATEGORIES.join(", ")),
    };
    misfit(root, category, Rule::Category, &what, found);
}

fn texts(root: &Node, found: &mut Found) {
    if root.get("title").is_none() {
        misfit(
            root,
            None,
            Rule::NotText,
            "the product must have a `title`",
            found,
        );
    }
    for key in ["title", "versionCommand", "releaseLabel", "LTSLabel"] {
        text(root, key, found);
    }
    if let Some(added) = root.get("addedAt").filter(|added| is_no_day(added)) {
        let what = "`addedAt` must be a valid date, as YYYY-MM-DD without quotes";
        misfit(root, Some(added), Rule::AddedAt, what, found);
    }
    for key in ["releasePolicyLink", "releaseImage", "changelogTemplate"] {
        link(root, key, found);
    }
}

fn columns(root: &Node, found: &mut Found) {
    let columns = [
        "releaseDate",
        "discontinued",
        "eoas",
        "eol",
        "eoes",
        "latest",
    ];
    for key in columns.map(|name| format!("{name}Column")) {
        let value = root.get(&key);
        let is_column = |value: &&Node| matches!(value.value(), Value::Bool(_) | Value::Text(_));
        if let Some(value) = value.filter(|value| !is_column(value)) {
            let what = format!("`{key}` must be true, false or the column's label as text");
            misfit(root, Some(value), Rule::Column, &what, found);
        }
    }
}

fn lists(root: &Node, found: &mut Found) {
    let releases = root.get("releases");
    if !releases.is_some_and(|releases| releases.value() == Value::List) {
        let what = "`releases` must be a list";
        misfit(root, releases, Rule::Releases, what, found);
    }
    if let Some(identifiers) = root.get("identifiers")
        && identifiers.value() != Value::List
    {
        let what = "`identifiers` must be a list";
        misfit(root, Some(identifiers), Rule::Identifiers, what, found);
    }
    // A list is the older schema, which is reported separately.
    if let Some(auto) = root.get("auto").filter(|auto| auto.value() != Value::List) {
        let methods = auto.get("methods");
        if methods.is_none_or(|methods| methods.value() != Value::List) {
            let what = "`auto` must be a map with a list of `methods`";
            misfit(root, Some(methods.unwrap_or(auto)), Rule::Auto, what, found);
        }
    }
}

fn custom_fields(root: &Node, found: &mut Found) {
    const PLACES: [&str; 5] = [
        "none",
        "api-only",
        "after-release-column",
        "before-latest-column",
        "after-latest-column",
    ];
    for field in root.get("customFields").map_or(&[][..], Node::items) {
        for (old, new) in [("property", "name"), ("position", "display")] {
            if let Some((key, _)) = field.pair(old) {
                let message = format!("`{old}` is a key of the older schema; it is now `{new}`");
                found.add(key.at, Rule::OldKey, message);
            }
        }
        let has = |old: &str| field.get(old).is_some();
        for (key, old) in [("name", "property"), ("label", "")] {
            let value = field.get(key);
            if value.and_then(Node::string).is_none() && !has(old) {
                let what = format!("`{key}` of a custom field must be text");
                misfit(field, value, Rule::CustomField, &what, found);
            }
        }
        let display = field.get("display");
        let is_place = |display: &str| PLACES.contains(&display);
        if !display.and_then(Node::string).is_some_and(is_place) && !has("position") {
            let what = format!("`display` of a custom field must be {}", PLACES.join(", "));
            misfit(field, display, Rule::CustomField, &what, found);
        }
        text(field, "description", found);
        link(field, "link", found);
    }
}
