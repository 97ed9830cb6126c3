//! The differences between two versions of a product, one a line.

use chrono::NaiveDate;
use eolens::facts::product::{End, Lts, Product, Release};

/// The differences; those of releases come last.
pub fn between(old: &Product, new: &Product) -> Vec<String> {
    let mut lines = of_product(old, new);
    let find = |product: &Product, name: &str| {
        let mut releases = product.releases.iter();
        releases.find(|release| release.name == name).cloned()
    };
    for release in &new.releases {
        match find(old, &release.name) {
            None => lines.push(format!("{} is new", release.name)),
            Some(before) => {
                let changed = of_release(&before, release);
                if !changed.is_empty() {
                    lines.push(format!("{}: {}", release.name, changed.join("; ")));
                }
            }
        }
    }
    let gone = old.releases.iter();
    let gone = gone.filter(|release| find(new, &release.name).is_none());
    lines.extend(gone.map(|release| format!("{} is gone", release.name)));
    lines
}

fn of_product(old: &Product, new: &Product) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |what: &str, old: String, new: String| lines.extend(change(what, &old, &new));
    add("title", old.title.clone(), new.title.clone());
    add("category", old.category.clone(), new.category.clone());
    add("tags", old.tags.join(" "), new.tags.join(" "));
    add("aliases", old.aliases.join(" "), new.aliases.join(" "));
    add(
        "policy",
        or_none(old.policy.as_deref()),
        or_none(new.policy.as_deref()),
    );
    let different = [
        ("added", old.added != new.added),
        ("icon", old.icon != new.icon),
        (
            "version command",
            old.version_command != new.version_command,
        ),
        ("identifiers", old.identifiers != new.identifiers),
        ("upkeep", old.upkeep != new.upkeep),
        ("columns", old.columns != new.columns),
        ("custom fields", old.custom_fields != new.custom_fields),
        ("LTS label", old.lts_label != new.lts_label),
    ];
    let different = different.iter().filter(|(_, is)| *is);
    lines.extend(different.map(|(what, _)| format!("{what} changed")));
    lines
}

fn of_release(old: &Release, new: &Release) -> Vec<String> {
    let pairs = facts(old).into_iter().zip(facts(new));
    let changes = pairs.filter_map(|((what, old), (_, new))| change(what, &old, &new));
    changes.collect()
}

fn facts(release: &Release) -> [(&'static str, String); 12] {
    let dates = &release.dates;
    [
        ("label", release.label.to_string()),
        ("code name", or_none(release.codename.as_deref())),
        ("released", day(dates.released)),
        ("lts", lts(dates.lts)),
        ("eoas", end(dates.active_support)),
        ("eol", end(dates.eol)),
        ("eoes", end(dates.extended_support)),
        ("discontinued", end(dates.discontinued)),
        ("latest", or_none(release.latest.as_deref())),
        ("of", day(dates.latest_released)),
        ("link", or_none(release.link.as_deref())),
        ("custom fields", format!("{:?}", release.custom)),
    ]
}

fn change(what: &str, old: &str, new: &str) -> Option<String> {
    (old != new).then(|| format!("{what} {old} → {new}"))
}

fn or_none(text: Option<&str>) -> String {
    text.unwrap_or("none").to_owned()
}

fn day(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| "none".to_owned(), |day| day.to_string())
}

fn lts(lts: Lts) -> String {
    match lts {
        Lts::No => "no".to_owned(),
        Lts::Yes => "yes".to_owned(),
        Lts::From(day) => day.to_string(),
    }
}

fn end(end: End) -> String {
    match end {
        End::On(day) => day.to_string(),
        End::Over => "over".to_owned(),
        End::Open => "open".to_owned(),
        End::Unstated => "none".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use eolens::facts::product::{Product, parse};

    use super::between;

    fn product(releases: &str) -> Product {
        let text = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\naddedAt: 2020-01-01\nreleases:\n{releases}---\n"
        );
        parse("x.md", text.as_bytes()).unwrap().product
    }

    #[test]
    fn a_difference_is_told_with_both_values() {
        let old = product(
            "- {releaseCycle: '2', releaseDate: 2024-01-01, eol: false, latest: '2.0'}\n\
             - {releaseCycle: '1', releaseDate: 2023-01-01, eol: true}\n",
        );
        let new = product(
            "- {releaseCycle: '3', releaseDate: 2025-01-01, eol: false}\n\
             - {releaseCycle: '2', releaseDate: 2024-01-01, eol: 2026-01-01, latest: '2.1'}\n",
        );
        assert_eq!(
            between(&old, &new),
            [
                "3 is new",
                "2: eol open → 2026-01-01; latest 2.0 → 2.1",
                "1 is gone"
            ]
        );
        assert_eq!(between(&old, &old), [""; 0]);
    }
}
