//! YAML front matter to a [`Product`].
//!
//! Every schema since 2019 results in the same types; an old key counts only where its new name is absent.

mod release;
mod values;

use std::collections::BTreeSet;

use self::release::{Told, Written};
use self::values::{Shown, items_of, line, line_of, present};
use super::template::Templates;
use super::{Columns, CustomField, Identifier, Placement, Product, Release, Upkeep};
use crate::text::clean;
use crate::text::markup::without_markup;
use crate::text::yaml::{self, Misfit, Node, Tree, Value};

/// What front matter says.
pub struct Read {
    /// The product, without its body.
    pub product: Product,
    /// What could not be used, or only by guessing, in the file's order.
    pub told: Vec<Misfit>,
    /// Whether `releaseDateColumn` is true; `None` where the key is left out.
    pub shows_dates: Option<bool>,
}

/// Reads the text between the `---` lines. `shows_dates` says whether a file that leaves
/// `releaseDateColumn` out shows release dates; with `None` the file's own keys decide.
pub fn read(front: &str, shows_dates: Option<bool>) -> Result<Read, Misfit> {
    let Tree { root, repeated } = yaml::read(front)?;
    if root.value() != Value::Map {
        let here = root.described();
        let reason = format!("the front matter must be a map of keys and values; found {here}");
        return Err((root.at, reason));
    }
    let mut written: Vec<Written<'_>> = Vec::new();
    for release in in_order(&root)? {
        written.push(Written::new(release)?);
    }
    let mut told = Told::new(front, &root);
    for key in repeated {
        let reason = format!("duplicate key `{}`; the last value is used", key.key);
        told.misfits.push((key.at, reason));
    }
    let stated = Shown::of(&root, "releaseDateColumn")?;
    let says = stated
        .as_ref()
        .map(|shown| matches!(shown, Shown::Bool(true)));
    let is_shown = shows_dates.unwrap_or_else(|| !is_old(&root, &written));
    let product = Product {
        columns: columns(&root, stated, is_shown)?,
        ..product(&root, &written, &mut told)?
    };
    let told = told_in_order(told.misfits);
    Ok(Read {
        product,
        told,
        shows_dates: says,
    })
}

/// The faults in the file's order; after a limit, only how many more there are.
fn told_in_order(mut told: Vec<Misfit>) -> Vec<Misfit> {
    const MOST: usize = 100;
    told.sort();
    let more = told.len().saturating_sub(MOST);
    if let Some((_, reason)) = told.get_mut(MOST) {
        *reason = format!("{reason}; the file has {more} more problems like this");
    }
    told.truncate(MOST + 1);
    told
}

/// The releases in order. Until 2022 a key of the product named the sort key.
fn in_order(root: &Node) -> Result<Vec<&Node>, Misfit> {
    if root.get("releases").is_none() {
        return Err(missing(root, "releases"));
    }
    let mut releases: Vec<&Node> = items_of(root, "releases")?.iter().collect();
    if let Some(key) = present(root, "sortReleasesBy").and_then(Node::text) {
        releases.sort_by(|one, other| release::descending(one, other, key));
    }
    Ok(releases)
}

fn required<'a>(root: &'a Node, key: &str) -> Result<&'a Node, Misfit> {
    present(root, key).ok_or_else(|| missing(root, key))
}

fn missing(root: &Node, key: &str) -> Misfit {
    (root.at, format!("`{key}` is missing"))
}

/// The product without its columns.
fn product(root: &Node, written: &[Written<'_>], told: &mut Told<'_>) -> Result<Product, Misfit> {
    let category = category(root, told)?;
    let added = present(root, "addedAt");
    let added = added.and_then(|node| values::day(node, "addedAt", &mut told.misfits));
    let command = present(root, "versionCommand").or(present(root, "command"));
    let command = command.map(|node| values::text(node, "versionCommand").map(clean::text));
    let policy = line_of(root, "releasePolicyLink")?;
    let policy = policy.map_or_else(|| line_of(root, "link"), |policy| Ok(Some(policy)));
    let label = line_of(root, "LTSLabel")?;
    let label = label.map(|label| without_markup(&label));
    Ok(Product {
        id: id(root)?,
        title: line(required(root, "title")?, "title")?,
        tags: tags(line_of(root, "tags")?.as_deref(), &category),
        category,
        aliases: aliases(root)?,
        added,
        icon: line_of(root, "iconSlug")?,
        version_command: command.transpose()?,
        policy: policy?,
        identifiers: identifiers(root)?,
        upkeep: upkeep(root),
        columns: Columns::default(),
        custom_fields: custom_fields(root)?,
        lts_label: label.unwrap_or_else(|| "LTS".to_owned()),
        releases: releases(written, told)?,
        body: String::new(),
    })
}

fn id(root: &Node) -> Result<String, Misfit> {
    let permalink = required(root, "permalink")?;
    let id = address(permalink, "permalink")?;
    if id.is_empty() {
        let reason = "the permalink is empty; it must name the product, as in /my-product";
        return Err((permalink.at, reason.to_owned()));
    }
    Ok(id)
}

fn aliases(root: &Node) -> Result<Vec<String>, Misfit> {
    let addresses = items_of(root, "alternate_urls")?.iter();
    addresses
        .map(|alias| address(alias, "alternate_urls"))
        .collect()
}

/// A permalink or an alternate URL without its leading slash.
fn address(node: &Node, key: &str) -> Result<String, Misfit> {
    let line = line(node, key)?;
    Ok(line.strip_prefix('/').map(str::to_owned).unwrap_or(line))
}

/// The category; if the file has none, empty, with a fault.
fn category(root: &Node, told: &mut Told<'_>) -> Result<String, Misfit> {
    let category = line_of(root, "category")?;
    if category.is_none() {
        told.misfits.push(missing(root, "category"));
    }
    Ok(category.unwrap_or_default())
}

fn releases(written: &[Written<'_>], told: &mut Told<'_>) -> Result<Vec<Release>, Misfit> {
    let label = told.label.map(|node| values::text(node, "releaseLabel"));
    let changelog = told
        .changelog
        .map(|node| values::text(node, "changelogTemplate"));
    let mut templates = Templates::new(label.transpose()?, changelog.transpose()?);
    let releases = written.iter();
    releases
        .map(|release| release.release(&mut templates, told))
        .collect()
}

/// The words of `tags`, and the category, which is a tag too.
fn tags(tags: Option<&str>, category: &str) -> Vec<String> {
    let words = tags.unwrap_or_default().split(' ').chain([category]);
    let words: BTreeSet<&str> = words.filter(|word| !word.is_empty()).collect();
    words.into_iter().map(str::to_owned).collect()
}

fn identifiers(root: &Node) -> Result<Vec<Identifier>, Misfit> {
    let mut identifiers = Vec::new();
    for item in items_of(root, "identifiers")? {
        let wanted = "names with values, such as `purl: pkg:npm/express`";
        for (kind, id) in values::map(item, "identifiers", wanted)? {
            identifiers.push(Identifier {
                kind: line(kind, "identifiers")?.into(),
                id: line(id, "identifiers")?,
            });
        }
    }
    Ok(identifiers)
}

/// `auto` was a list until 2024, and is a map with `methods`; its content concerns the programs that refresh
/// the data.
fn upkeep(root: &Node) -> Upkeep {
    let auto = root.get("auto");
    let has_methods =
        auto.is_some_and(|auto| !auto.items().is_empty() || auto.get("methods").is_some());
    if has_methods {
        Upkeep::Automatic
    } else {
        Upkeep::Manual
    }
}

fn custom_fields(root: &Node) -> Result<Vec<CustomField>, Misfit> {
    let key = match present(root, "customFields") {
        Some(_) => "customFields",
        None => "customColumns",
    };
    items_of(root, key)?.iter().map(custom_field).collect()
}

fn custom_field(node: &Node) -> Result<CustomField, Misfit> {
    values::map(
        node,
        "customFields",
        "fields, each with `name`, `display` and `label`",
    )?;
    let named = |key: &str, older: &str| {
        let value = present(node, key).or(present(node, older));
        let missing = || (node.at, format!("`{key}` of a custom field is missing"));
        line(value.ok_or_else(missing)?, key)
    };
    Ok(CustomField {
        name: named("name", "property")?,
        label: without_markup(&named("label", "label")?),
        description: line_of(node, "description")?,
        link: line_of(node, "link")?,
        placement: match named("display", "position")?.as_str() {
            "after-release-column" => Placement::AfterRelease,
            "before-latest-column" => Placement::BeforeLatest,
            "after-latest-column" => Placement::AfterLatest,
            _ => Placement::Hidden,
        },
    })
}

/// Defaults are the site's: `_config.yml` of endoflife.date.
fn columns(root: &Node, stated: Option<Shown<'_>>, shows_dates: bool) -> Result<Columns, Misfit> {
    let label = |keys: [&str; 2], default: &str, is_shown: bool| {
        let [key, older] = keys;
        let stated = Shown::of(root, key)?;
        let stated = stated.map_or_else(|| Shown::of(root, older), |stated| Ok(Some(stated)))?;
        Ok(stated.unwrap_or(Shown::Bool(is_shown)).label(default))
    };
    let released = stated.unwrap_or(Shown::Bool(shows_dates));
    Ok(Columns {
        released: released.label("Released"),
        discontinued: label(["discontinuedColumn"; 2], "Discontinued", false)?,
        active_support: label(
            ["eoasColumn", "activeSupportColumn"],
            "Active Support",
            false,
        )?,
        eol: label(["eolColumn"; 2], "Security Support", true)?,
        extended_support: label(
            ["eoesColumn", "extendedSupportColumn"],
            "Extended Support",
            false,
        )?,
        // Unlike other old keys, `releaseColumn` takes precedence over `latestColumn`: when files had both,
        // the new name was not in use yet.
        latest: label(["releaseColumn", "latestColumn"], "Latest", true)?,
    })
}

/// Whether the keys date from before March 2025, when release dates were hidden by default. An old key beside
/// its new name is a leftover and proves nothing.
fn is_old(root: &Node, written: &[Written<'_>]) -> bool {
    let is_alone = |old: &str, new: &str| present(root, old).is_some() && root.get(new).is_none();
    let category = root.get("category").and_then(Node::text);
    is_alone("activeSupportColumn", "eoasColumn")
        || is_alone("extendedSupportColumn", "eoesColumn")
        || root
            .get("auto")
            .is_some_and(|auto| auto.value() == Value::List)
        || matches!(category, Some("db" | "library"))
        || written.iter().any(Written::is_old)
}
