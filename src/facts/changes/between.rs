//! Finds the changes between two catalogs: pairs their products and releases, then compares each pair.

use std::collections::HashMap;

use super::{Change, Kind, sort};
use crate::facts::catalog::Catalog;
use crate::facts::moves::Said;
use crate::facts::phase::Phase;
use crate::facts::product::{Product, Release};

/// All changes from an older catalog to a newer one, the worst first.
pub fn between(old: &Catalog, new: &Catalog) -> Vec<Change> {
    let mut changes = Vec::new();
    let pairs = pairs(old, new);
    for (before, after) in &pairs {
        let before = before.and_then(|index| old.product(index));
        let after = after.and_then(|index| new.product(index));
        match (before, after) {
            (Some(before), Some(after)) => of_product(before, after, &mut changes),
            (Some(before), None) => changes.push(whole(Kind::ProductGone, before)),
            (None, Some(after)) => changes.push(whole(Kind::ProductNew, after)),
            (None, None) => {}
        }
    }
    sort(&mut changes);
    changes
}

/// Pairs the indices of each product in two catalogs, by id or by an alias of the newer one; `None` where it
/// is missing.
pub fn pairs(old: &Catalog, new: &Catalog) -> Vec<(Option<usize>, Option<usize>)> {
    let ids: HashMap<&str, usize> = (0..)
        .zip(old.cards())
        .map(|(at, card)| (&*card.id, at))
        .collect();
    let mut taken = vec![false; old.cards().len()];
    let is_new = |id: &str| new.cards().iter().any(|card| card.id == id);
    let mut pairs: Vec<_> = (0..)
        .zip(new.cards())
        .map(|(after, card)| {
            let by_alias = || {
                let mut aliases = new.keywords(after)?.aliases.iter();
                aliases
                    .by_ref()
                    .filter(|alias| !is_new(alias))
                    .find_map(|alias| ids.get(&**alias))
            };
            let before = ids.get(&*card.id).or_else(by_alias);
            let before = before.copied().filter(|before| {
                taken
                    .get_mut(*before)
                    .is_some_and(|taken| !std::mem::replace(taken, true))
            });
            (before, Some(after))
        })
        .collect();
    let gone = taken.iter().enumerate().filter(|(_, taken)| !**taken);
    pairs.extend(gone.map(|(before, _)| (Some(before), None)));
    pairs
}

/// Pairs the releases of two versions of a product, by name; a release that vanished and one that appeared
/// are the same if they alone share a release date. `None` where one is missing.
pub fn releases<'a>(
    old: &'a Product,
    new: &'a Product,
) -> Vec<(Option<&'a Release>, Option<&'a Release>)> {
    let has = |product: &Product, name: &str| product.releases.iter().any(|own| own.name == name);
    let (all, now) = (old.releases.iter(), new.releases.iter());
    let gone: Vec<_> = all.filter(|own| !has(new, &own.name)).collect();
    let come: Vec<_> = now.filter(|own| !has(old, &own.name)).collect();
    let only = |these: &[&'a Release], release: &Release| {
        let released = release.dates.released?;
        let mut same = these
            .iter()
            .filter(|own| own.dates.released == Some(released));
        let first = same.next().copied();
        first.filter(|_| same.next().is_none())
    };
    let renamed = |after: &Release| {
        let come = only(&come, after).filter(|only| only.name == after.name)?;
        only(&gone, come)
    };
    let before = |after: &Release| {
        let mut same = old.releases.iter();
        let same = same.find(|before| before.name == after.name);
        same.or_else(|| renamed(after))
    };
    let now = new.releases.iter();
    let mut pairs: Vec<_> = now.map(|after| (before(after), Some(after))).collect();
    let kept = pairs.iter().filter_map(|(before, _)| *before);
    let kept: Vec<&str> = kept.map(|before| before.name.as_str()).collect();
    let gone = gone.iter().filter(|own| !kept.contains(&&*own.name));
    pairs.extend(gone.map(|before| (Some(*before), None)));
    pairs
}

fn of_product(old: &Product, new: &Product, changes: &mut Vec<Change>) {
    let plain = |kind, release: &str| Change {
        release: Some(release.to_owned()),
        ..whole(kind, new)
    };
    let named = |change, from: &str, to: &str| Change {
        field: Some("name".to_owned()),
        from: Some(from.to_owned()),
        to: Some(to.to_owned()),
        ..change
    };
    if old.id != new.id {
        changes.push(named(whole(Kind::ProductRenamed, new), &old.id, &new.id));
    }
    for pair in releases(old, new) {
        match pair {
            (Some(before), None) => changes.push(plain(Kind::ReleaseGone, &before.name)),
            (None, Some(after)) => changes.push(plain(Kind::ReleaseNew, &after.name)),
            (Some(before), Some(after)) => {
                if before.name != after.name {
                    let renamed = plain(Kind::ReleaseRenamed, &after.name);
                    changes.push(named(renamed, &before.name, &after.name));
                }
                of_release(new, before, after, changes);
            }
            (None, None) => {}
        }
    }
}

fn of_release(product: &Product, before: &Release, after: &Release, changes: &mut Vec<Change>) {
    for (phase, from, to) in ends(before, after) {
        let named = (product.id.clone(), product.title.clone());
        changes.push(end(named, after.name.to_string(), phase, from, to));
    }
    if before.latest != after.latest {
        changes.push(Change {
            release: Some(after.name.to_string()),
            field: Some("latest".to_owned()),
            from: before.latest.as_ref().map(ToString::to_string),
            to: after.latest.as_ref().map(ToString::to_string),
            ..whole(Kind::Latest, product)
        });
    }
}

/// The end dates that differ between two versions of a release.
pub fn ends(before: &Release, after: &Release) -> impl Iterator<Item = (Phase, Said, Said)> {
    let (before, after) = (before.dates, after.dates);
    Phase::ALL.into_iter().filter_map(move |phase| {
        let (from, to) = (
            Said::from(phase.end(&before)),
            Said::from(phase.end(&after)),
        );
        (from != to).then_some((phase, from, to))
    })
}

pub(super) fn end(
    (product, title): (String, String),
    release: String,
    phase: Phase,
    from: Said,
    to: Said,
) -> Change {
    let text = |said: Said| (said != Said::Nothing).then(|| said.to_string());
    Change {
        kind: Kind::of_end(from, to),
        product,
        title,
        release: Some(release),
        field: Some(phase.key().to_owned()),
        from: text(from),
        to: text(to),
    }
}

fn whole(kind: Kind, product: &Product) -> Change {
    Change {
        kind,
        product: product.id.clone(),
        title: product.title.clone(),
        release: None,
        field: None,
        from: None,
        to: None,
    }
}
