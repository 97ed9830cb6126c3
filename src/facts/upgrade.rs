//! What to upgrade to from a release: the newest supported release, and the newest one with long-term
//! support; or that the data are too old to know any.

mod family;

use chrono::NaiveDate;

use self::family::{Line, kind};
use crate::facts::lifecycle::{self, Health, LtsState};
use crate::facts::product::{Dates, End, Product, Release};
use crate::facts::table;
use crate::facts::viewpoint::{DateStyle, Viewpoint};

/// Said where no release is supported.
pub const NOWHERE: &str = "no supported release to upgrade to";
/// Said where the data are too old to know.
pub const MAY_EXIST: &str = "newer releases may exist";

/// The releases to upgrade to, by number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Upgrade {
    /// The newest supported release; `None` if the release is that one, or if none is supported.
    pub newest: Option<usize>,
    /// The newest supported release with long-term support, which may be the same; `None` in the same
    /// cases, and if the product has no such releases.
    pub lts: Option<usize>,
}

impl Upgrade {
    /// The releases to upgrade to from a release; none if there is no such release.
    ///
    /// From a supported release, only newer ones are candidates; from any other, every supported one is, unless
    /// it is of another family or another edition of the same version (see `Line`). Releases that do not end soon
    /// take precedence, then those of the same kind (see `kind`), then the newest: the first in the product's order.
    pub fn from(product: &Product, release: usize, on: Viewpoint) -> Self {
        let Some(own) = product.releases.get(release) else {
            return Self::default();
        };
        let stands = |release: &Release| lifecycle::release_health(&release.dates, on);
        let (from, line) = (stands(own), Line::of(product, &own.name));
        let leads_on = |number, to: &Release, health| match (from, health) {
            (Health::NotYet, _) => false,
            (Health::Supported, Health::Supported) => number < release,
            (_, Health::Supported) => true,
            (Health::Supported, _) => false,
            (Health::AlmostOver, Health::AlmostOver) => to.dates.eol.date() > own.dates.eol.date(),
            (_, health) => health == Health::AlmostOver,
        };
        let releases = product.releases.iter().enumerate();
        let targets = releases.filter_map(|(number, to)| {
            let health = stands(to);
            let leads_on = leads_on(number, to, health) && line.leads_to(&to.name);
            leads_on.then_some((number, to, health == Health::Supported))
        });
        let targets: Vec<(usize, &Release, bool)> = targets.collect();
        let best = |is_wanted: &dyn Fn(&Release) -> bool| {
            let wanted = || targets.iter().filter(|(_, to, _)| is_wanted(to));
            let is_any_lasting = wanted().any(|(.., is_lasting)| *is_lasting);
            let mut good = wanted().filter(|(.., is_lasting)| *is_lasting == is_any_lasting);
            let newest = good.clone().next();
            let best = good.find(|(_, to, _)| kind(&to.name).eq(kind(&own.name)));
            best.or(newest).map(|(number, ..)| *number)
        };
        Self {
            newest: best(&|_| true),
            lts: best(&|to| lifecycle::lts(&to.dates, on.day) == LtsState::Yes),
        }
    }
}

/// The release to upgrade to: from a release with long-term support, the newest such release; otherwise the
/// newest supported one, by the rules of [`Upgrade::from`]. `None` if there is none.
pub fn target(product: &Product, release: usize, on: Viewpoint) -> Option<usize> {
    let [first, _] = targets(product, release, on);
    first
}

/// The target of a move for a row of a list, from long to short: `→ 24 (LTS) until 2030-11-14`, `→ 24 (LTS)`,
/// `→ 24`. `None` where there is none.
pub fn arrow(product: &Product, release: usize, on: Viewpoint) -> Option<[String; 3]> {
    let to = product.releases.get(target(product, release, on)?)?;
    let label = format!("→ {}", table::brief_label(product, to, on.day));
    let bare = table::labels(product, to, on.day).pop();
    let bare = bare.map_or_else(|| label.clone(), |bare| format!("→ {bare}"));
    let until = match to.dates.eol {
        End::On(date) => {
            let date = on.preferences.dates.short().written(date);
            format!("{label} until {date}")
        }
        End::Open | End::Over | End::Unstated => label.clone(),
    };
    Some([until, label, bare])
}

/// The oldest supported release, if every supported one is newer than the release of this number: the least
/// that will do. `None` where that is the target as well.
pub fn least(product: &Product, release: usize, on: Viewpoint) -> Option<usize> {
    let target = target(product, release, on)?;
    let is_supported =
        |release: &Release| lifecycle::release_health(&release.dates, on).is_supported();
    let line = Line::of(product, &product.releases.get(release)?.name);
    let oldest = product
        .releases
        .iter()
        .rposition(|release| is_supported(release) && line.leads_to(&release.name))?;
    (oldest < release && oldest != target).then_some(oldest)
}

/// The release to upgrade to, and the alternative.
fn targets(product: &Product, release: usize, on: Viewpoint) -> [Option<usize>; 2] {
    let own = product.releases.get(release);
    let lts_state = own.map(|own| lifecycle::lts(&own.dates, on.day));
    let upgrade = Upgrade::from(product, release, on);
    let lts = upgrade.lts.filter(|lts| upgrade.newest != Some(*lts));
    match (lts_state, lts) {
        // From long-term support to long-term support.
        (Some(LtsState::Yes), Some(_)) => [lts, upgrade.newest],
        _ => [upgrade.newest, lts],
    }
}

/// Advice about a release: `upgrade to 18, supported until 14 Nov 2030`, or why there is nothing to upgrade
/// to. `None` if no action is needed or there is no such release.
pub fn advice(
    product: &Product,
    release: usize,
    data_day: Option<NaiveDate>,
    on: Viewpoint,
) -> Option<String> {
    let dates = &product.releases.get(release)?.dates;
    let health = lifecycle::release_health(dates, on);
    let targets = targets(product, release, on).into_iter().flatten();
    let targets = targets.filter_map(|number| supported_until(product, number, on));
    let targets = targets.collect::<Vec<_>>().join(", or ");
    match (targets.is_empty(), health) {
        (false, Health::Supported | Health::Unknown) => Some(format!("newest: {targets}")),
        (false, _) => Some(format!("upgrade to {targets}")),
        (true, Health::Ended | Health::Extended) => Some(nowhere(product, data_day, on)),
        (true, _) => None,
    }
}

/// `18, supported until 14 Nov 2030`
fn supported_until(product: &Product, number: usize, on: Viewpoint) -> Option<String> {
    let to = product.releases.get(number)?;
    let label = table::brief_label(product, to, on.day);
    Some(match to.dates.eol {
        End::On(date) => {
            let date = on.written(date);
            format!("{label}, supported until {date}")
        }
        End::Open => format!("{label}, supported, no end date published"),
        End::Over | End::Unstated => format!("{label}, end of life unknown"),
    })
}

/// A note that nothing is supported, or that the data are too old to know.
fn nowhere(product: &Product, data_day: Option<NaiveDate>, on: Viewpoint) -> String {
    match outdated_since(product, data_day, on) {
        Some(data_day) => not_in_data(data_day, on.preferences.dates),
        None => NOWHERE.to_owned(),
    }
}

/// A note that the data are too old for a product, because its last supported release has ended since.
/// `None` if that is not the case.
pub fn outdated(product: &Product, data_day: Option<NaiveDate>, on: Viewpoint) -> Option<String> {
    let data_day = outdated_since(product, data_day, on)?;
    let then = Viewpoint {
        day: data_day,
        ..on
    };
    let was_supported =
        |release: &&Release| lifecycle::release_health(&release.dates, then).is_supported();
    let releases = product.releases.iter().filter(was_supported);
    let ends = releases.filter_map(|release| Some((release.dates.eol.date()?, release)));
    // If several ended on the same day, the first is the newest.
    let last = ends.reduce(|last, next| if next.0 > last.0 { next } else { last });
    let not_in_data = not_in_data(data_day, on.preferences.dates);
    Some(match last {
        Some((end, release)) => {
            let label = table::label(product, release, on.day);
            let end = on.written(end);
            format!(
                "The last supported release in the data, {label}, ended on {end}; {not_in_data}"
            )
        }
        None => format!("No release in the data is supported anymore; {not_in_data}"),
    })
}

/// The day of the data, if a product is unknown only because they are of that earlier day.
pub fn outdated_since(
    product: &Product,
    data_day: Option<NaiveDate>,
    on: Viewpoint,
) -> Option<NaiveDate> {
    let dates: Vec<Dates> = product.dates().copied().collect();
    let by = |data_day| lifecycle::product_health(&dates, data_day, on);
    data_day.filter(|_| by(data_day) == Health::Unknown && by(None) != Health::Unknown)
}

/// What data of an earlier day lack.
pub fn not_in_data(data_day: NaiveDate, dates: DateStyle) -> String {
    format!("{MAY_EXIST}; the data is of {}", dates.written(data_day))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Upgrade, least, outdated, target};
    use crate::facts::product::{self, Product};
    use crate::facts::viewpoint::Viewpoint;

    /// What to upgrade to from a release, on 2026-08-22: the newest, and the newest with long-term support.
    fn targets(releases: &str, from: &str) -> [String; 2] {
        asked(releases, from, |product, from, on| {
            let Upgrade { newest, lts } = Upgrade::from(product, from, on);
            [newest, lts]
        })
    }

    /// The names of the releases that an upgrade question leads to, on 2026-08-22.
    fn asked(
        releases: &str,
        from: &str,
        question: fn(&Product, usize, Viewpoint) -> [Option<usize>; 2],
    ) -> [String; 2] {
        let items = releases.split('/').map(|release| {
            let (name, rest) = release.trim().split_once(' ').unwrap();
            let rest = rest.replace(" lts", ", lts: true");
            format!("- {{releaseCycle: '{name}', releaseDate: 2020-01-01, eol: {rest}}}\n")
        });
        let items: String = items.collect();
        let file = format!("---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n{items}---\n");
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let mut names = product.releases.iter();
        let from = names.position(|release| release.name == from).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
        let name = |number: Option<usize>| {
            number.map_or("-".to_owned(), |number| {
                product.releases[number].name.to_string()
            })
        };
        question(&product, from, Viewpoint::with_defaults(day)).map(name)
    }

    #[test]
    fn one_release_is_the_target_and_the_oldest_supported_one_the_least() {
        const NODE: &str = "26 2029-04-30 / 25 2026-06-01 / 24 2028-04-30 lts / 22 2026-09-30 lts / 20 2026-04-30 lts";
        for (from, expected) in [
            ("26", ["-", "-"]),
            ("25", ["26", "-"]),
            ("22", ["24", "-"]),
            ("20", ["24", "22"]),
        ] {
            let question =
                |product: &Product, from, on| [target(product, from, on), least(product, from, on)];
            assert_eq!(asked(NODE, from, question), expected, "{from}");
        }
    }

    #[test]
    fn the_newest_supported_release_is_the_one_to_move_to() {
        const NODE: &str = "26 2029-04-30 / 25 2026-06-01 / 24 2028-04-30 lts / 22 2026-09-30 lts / 20 2026-04-30 lts";
        const OLD: &str = "3 2026-08-21 / 2 true / 1 true";
        const SOON: &str = "3 2026-09-01 / 2 2026-08-30 / 1 true";
        const BRANCHES: &str = "6 2026-09-01 / 5 2030-01-01 lts / 4 2020-01-01";
        for (releases, from, expected) in [
            (NODE, "26", ["-", "-"]),
            (NODE, "25", ["26", "24"]),
            (NODE, "24", ["26", "-"]),
            (NODE, "22", ["26", "24"]),
            (NODE, "20", ["26", "24"]),
            (OLD, "2", ["-", "-"]),
            (SOON, "3", ["-", "-"]),
            (SOON, "2", ["3", "-"]),
            (SOON, "1", ["3", "-"]),
            (BRANCHES, "6", ["5", "5"]),
            (BRANCHES, "5", ["-", "-"]),
            (BRANCHES, "4", ["5", "5"]),
        ] {
            assert_eq!(targets(releases, from), expected, "{from} of {releases}");
        }
    }

    #[test]
    fn data_that_are_too_old_say_so() {
        let file = "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n\
             - {releaseCycle: '3', releaseDate: 2026-05-01, eol: 2026-10-01}\n\
             - {releaseCycle: '2', releaseDate: 2024-05-01, eol: 2026-11-01, lts: true}\n\
             - {releaseCycle: '1', releaseDate: 2023-05-01, eol: 2026-08-01}\n---\n";
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
        let on = |data_day, day: Option<NaiveDate>| {
            outdated(&product, data_day, Viewpoint::with_defaults(day.unwrap()))
        };
        let words = "The last supported release in the data, 2 (LTS), ended on 01 Nov 2026; newer \
                     releases may exist; the data is of 22 Aug 2026";
        assert_eq!(on(day(8, 22), day(11, 2)).as_deref(), Some(words));
        for (data_day, today) in [
            (day(8, 22), day(11, 1)),
            (None, day(11, 2)),
            (day(11, 2), day(11, 3)),
        ] {
            assert_eq!(on(data_day, today), None, "{data_day:?} {today:?}");
        }
    }

    #[test]
    fn a_release_leads_only_to_its_own_family_and_edition() {
        const IMAGES: &str =
            "macos-26 2029-01-01 / ubuntu-24.04 2029-04-30 / ubuntu-22.04 2026-09-01 / go1.x true";
        const RUNTIMES: &str = "java17.al2 2029-08-31 / java25 2029-06-30 / go1.x 2020-01-01 / \
             os.al2 2029-01-01 / java11 2020-01-01 / os 2020-01-01 / osier 2020-01-01";
        const DRIVERS: &str = "r610-linux 2029-01-01 / r610-windows 2028-01-01 / r580-linux 2027-01-01 / \
             r570-windows 2020-01-01";
        for (releases, from, newest) in [
            (IMAGES, "ubuntu-24.04", "-"),
            (IMAGES, "ubuntu-22.04", "ubuntu-24.04"),
            (IMAGES, "go1.x", "-"),
            (RUNTIMES, "java11", "java25"),
            (RUNTIMES, "java25", "-"),
            (RUNTIMES, "os", "os.al2"),
            (RUNTIMES, "go1.x", "-"),
            (RUNTIMES, "osier", "java17.al2"),
            (DRIVERS, "r610-windows", "-"),
            (DRIVERS, "r580-linux", "r610-linux"),
            (DRIVERS, "r570-windows", "r610-windows"),
        ] {
            assert_eq!(targets(releases, from)[0], newest, "{from}");
        }
        let oldest = |product: &Product, from, on| [least(product, from, on), None];
        assert_eq!(asked(RUNTIMES, "os", oldest)[0], "-");
    }

    #[test]
    fn an_edition_leads_to_the_same_edition_where_that_is_supported() {
        const WINDOWS: &str = "11-26h1-e 2029-03-13 / 11-25h2-e 2028-10-10 / 11-25h2-w 2027-10-12 / \
             11-23h2-w 2025-11-11 / 10-22h2 2025-10-14 / 10-1507-s 2017-05-09";
        for (from, newest) in [
            ("11-23h2-w", "11-25h2-w"),
            ("11-25h2-e", "11-26h1-e"),
            ("10-22h2", "11-26h1-e"),
            ("10-1507-s", "11-26h1-e"),
        ] {
            assert_eq!(targets(WINDOWS, from)[0], newest, "{from}");
        }
    }
}
