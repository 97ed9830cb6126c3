//! Judges claims: which release each means, and how that stands on a day.

use std::cmp::Ordering;

use super::release::{self, Match};
use super::{Item, Lasting, Named, Oldest, Resolved, Status};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::product::{Product, Release};
use crate::facts::upgrade;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::{table, why};
use crate::find::resolve;
use crate::stack::claim::{Accepts, Claim, Kind, Subject};
use crate::stack::names::{By, Found};
use crate::stack::written::{PLACEHOLDER, is_placeholder};

/// Judges claims.
#[derive(Debug, Clone, Copy)]
pub struct Judge<'a> {
    /// The products.
    pub catalog: &'a Catalog,
    /// The day, and the reader's preferences.
    pub on: Viewpoint,
    /// The number of days before an end that count as soon; `None` for the rule that all lists follow.
    pub soon: Option<i64>,
}

impl Judge<'_> {
    /// The item of a claim in a file, by the product of its name; `None` if that is not certain.
    pub fn judge(&self, path: &str, claim: &Claim, found: &Found) -> Option<Item> {
        let product = self.catalog.product(found.product)?;
        let claim = settled(product, claim.clone(), found);
        let (claim, matched) = self.decided(product, claim);
        // A name that merely resembles a product's counts only if the version matches too.
        if found.by == By::ImageName && !self.is_alike(product, &claim, matched) {
            return None;
        }
        let release = match matched {
            Match::Release(number) => self.resolved(product, number, &claim),
            Match::Older | Match::Unknown => None,
        };
        let status = self.status(product, &claim, matched);
        let lasting = match status {
            Status::Soon => self.lasting(product, &claim),
            _ => None,
        };
        let from = match matched {
            Match::Release(number) => Some(number),
            Match::Older => product.releases.len().checked_sub(1),
            Match::Unknown => None,
        };
        // What lasts needs no change.
        let from = from.filter(|_| lasting.is_none());
        let upgrade = from.and_then(|from| upgrade::target(product, from, self.on));
        let upgrade = upgrade.and_then(|number| product.releases.get(number));
        Some(Item {
            upgrade: upgrade.map(|release| release.name.to_string()),
            path: path.to_owned(),
            status,
            lasting,
            oldest: self.oldest(product, &claim, matched),
            missing: self.missing(product, &claim, matched),
            product: Named {
                index: found.product,
                id: product.id.clone(),
                title: product.title.clone(),
                by: found.by,
            },
            release,
            claim,
        })
    }

    /// Whether a version may be the product's: it has a release, and if that has ended, the version is not newer than
    /// its last one.
    fn is_alike(&self, product: &Product, claim: &Claim, matched: Match) -> bool {
        let Match::Release(number) = matched else {
            return false;
        };
        product.releases.get(number).is_some_and(|release| {
            let latest = release.latest.as_deref();
            let order = latest
                .and_then(|latest| resolve::compared_with_latest(product, &claim.version, latest));
            self.health(release) != Health::Ended || !order.is_some_and(Ordering::is_gt)
        })
    }

    /// A claim with what it means. A range whose version is in a lock file that cannot be read has no version, unless
    /// everything that it accepts has ended.
    fn decided(&self, product: &Product, claim: Claim) -> (Claim, Match) {
        let matched = self.matched(product, &claim);
        let status = self.status(product, &claim, matched);
        let has_ended = matches!(status, Status::Ended | Status::Older | Status::Extended);
        if !claim.is_undecided || has_ended {
            return (claim, matched);
        }
        let claim = Claim {
            kind: Kind::Floating,
            version: String::new(),
            accepts: None,
            ..claim
        };
        (claim, Match::Unknown)
    }

    fn matched(&self, product: &Product, claim: &Claim) -> Match {
        match (claim.kind, &claim.accepts) {
            (Kind::Floating, _) => Match::Unknown,
            (Kind::Set, Some(Accepts::Spans(spans))) => {
                release::newest_accepted(product, spans, self.on)
            }
            (Kind::Set, Some(Accepts::List(list))) => {
                release::newest_listed(product, list, self.on)
            }
            _ => release::find(product, &claim.version, self.on.day),
        }
    }

    fn resolved(&self, product: &Product, number: usize, claim: &Claim) -> Option<Resolved> {
        let release = product.releases.get(number)?;
        let phase = why::current(&release.dates, self.on);
        let is_last = phase == Some(Phase::Security) && product.columns.active_support.is_some();
        Some(Resolved {
            number,
            name: release.name.to_string(),
            label: table::brief_label(product, release, self.on.day),
            phase,
            last_phase: is_last.then(|| why::spoken(Phase::Security, product).to_owned()),
            extended_name: why::spoken(Phase::ExtendedSupport, product).to_owned(),
            eol: release.dates.eol.date(),
            extended: release.dates.extended_support.date(),
            latest: release
                .latest
                .as_ref()
                .filter(|latest| !latest.is_empty())
                .map(ToString::to_string),
            is_behind: is_behind(product, claim, release),
        })
    }

    fn status(&self, product: &Product, claim: &Claim, matched: Match) -> Status {
        let release = match (claim.kind, matched) {
            (Kind::Floating, _) => return Status::Floating,
            (_, Match::Older) => return Status::Older,
            (_, Match::Unknown) => return Status::Unknown,
            (_, Match::Release(number)) => product.releases.get(number),
        };
        release.map_or(Status::Unknown, |release| self.status_of(release))
    }

    fn status_of(&self, release: &Release) -> Status {
        let eol = release.dates.eol.date();
        match (self.health(release), self.soon.zip(eol)) {
            (Health::Supported | Health::AlmostOver, Some((soon, eol))) => {
                if lifecycle::ends_within(eol, soon, self.on.day) {
                    Status::Soon
                } else {
                    Status::Supported
                }
            }
            (Health::Supported, None) => Status::Supported,
            (Health::AlmostOver, None) => Status::Soon,
            (Health::Extended, _) => Status::Extended,
            (Health::Ended, _) => Status::Ended,
            (Health::NotYet | Health::Unknown, _) => Status::Unknown,
        }
    }

    /// The oldest release that a set accepts beside the one that it is judged by, if it has ended.
    fn oldest(&self, product: &Product, claim: &Claim, matched: Match) -> Option<Oldest> {
        let Match::Release(judged) = matched else {
            return None;
        };
        let accepts = claim.accepts.as_ref()?;
        let oldest = release::oldest_accepted(product, accepts, self.on.day)?;
        let release = product.releases.get(oldest)?;
        let is_told = oldest != judged && self.health(release) == Health::Ended;
        is_told.then(|| Oldest {
            name: release.name.to_string(),
            eol: release.dates.eol.date(),
        })
    }

    /// What a list has beside the release that it is judged by, and the data have not.
    fn missing(&self, product: &Product, claim: &Claim, matched: Match) -> Vec<String> {
        match (&claim.accepts, matched) {
            (Some(Accepts::List(list)), Match::Release(_)) => {
                release::missing(product, list, self.on.day)
            }
            _ => Vec::new(),
        }
    }

    /// The release that a set accepts, and that is supported the longest: it does not end soon.
    fn lasting(&self, product: &Product, claim: &Claim) -> Option<Lasting> {
        let accepted = release::all_accepted(product, claim.accepts.as_ref()?, self.on.day);
        let releases = accepted
            .into_iter()
            .filter_map(|number| product.releases.get(number));
        let supported = releases.filter(|release| self.status_of(release) == Status::Supported);
        let longest = supported.max_by_key(|release| {
            let eol = release.dates.eol.date();
            (eol.is_none(), eol)
        })?;
        Some(Lasting {
            label: table::brief_label(product, longest, self.on.day),
            eol: longest.dates.eol.date(),
        })
    }

    fn health(&self, release: &Release) -> Health {
        lifecycle::release_health(&release.dates, self.on)
    }
}

/// The claim, refined by what only the product determines: a version in an image's name, a code name in its
/// tag.
fn settled(product: &Product, claim: Claim, found: &Found) -> Claim {
    if let Some(version) = &found.version {
        return Claim {
            version: version.clone(),
            kind: Kind::Pin,
            note: None,
            ..claim
        };
    }
    if claim.kind == Kind::Pin && is_placeholder(&claim.version) {
        return Claim {
            version: String::new(),
            kind: Kind::Floating,
            note: claim.note.or_else(|| Some(PLACEHOLDER.to_owned())),
            ..claim
        };
    }
    let is_tagged = matches!(claim.subject, Subject::Image(_)) && !claim.version.is_empty();
    if claim.kind != Kind::Floating || !is_tagged {
        return claim;
    }
    if release::is_code_name(product, &claim.version) {
        return Claim {
            kind: Kind::Pin,
            ..claim
        };
    }
    let note = format!("`{}` is not a version", claim.version);
    Claim {
        version: String::new(),
        note: claim.note.or(Some(note)),
        ..claim
    }
}

/// Whether an exact version is older than the newest one of its release.
fn is_behind(product: &Product, claim: &Claim, release: &Release) -> Option<bool> {
    if claim.kind != Kind::Pin || claim.version == release.name {
        return None;
    }
    let latest = release.latest.as_deref()?;
    let order = resolve::compared_with_latest(product, &claim.version, latest)?;
    Some(order.is_lt())
}
