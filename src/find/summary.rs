//! The summary above a release table, in two lines: whether the version, release or product is supported,
//! until when, and what to upgrade to.

mod release;
mod whole;

use chrono::NaiveDate;

use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health};
use crate::facts::product::{End, Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::upgrade;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::resolve::MatchedBy;
use crate::find::verdict::Verdict;
use crate::text::{clean, width};

/// Two lines in parts. If there is too little room, parts are dropped from the end; the first part stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// The health for its sign; `None` if the product has no such release.
    pub health: Option<Health>,
    /// Whether it is about a release rather than a product.
    pub is_of_release: bool,
    /// Whether newer data may know better.
    pub is_outdated: bool,
    /// The first line, in full and in short.
    first: [Vec<String>; 2],
    /// The end of support and that of extended support, first without the second time left, then without both, which
    /// give way to the second date; empty if there is one date.
    dates: Vec<[String; 2]>,
    /// The second line, in full and in short.
    second: [Vec<String>; 2],
}

impl Summary {
    /// Its sign.
    pub fn sign(&self) -> &'static str {
        match self.health {
            Some(Health::Supported) if self.is_of_release => Tone::Good.glyph(),
            Some(health) => health.glyph(),
            None => Tone::Unknown.glyph(),
        }
    }

    /// The lines in a given width; if even the first part is too long, it is cut.
    pub fn lines(&self, room: usize) -> [String; 2] {
        let [first, second] = [&self.first, &self.second].map(|[long, short]| {
            let whole = long.join(PART);
            let fits = width::of(&whole) <= room;
            if fits { whole } else { fitted(short, room) }
        });
        let is_told = |[_, extended]: &[String; 2]| first.contains(extended);
        if self.dates.first().is_none_or(is_told) {
            return [first, second];
        }
        let mut dates = self.dates.iter().map(|dates| dates.join(PART));
        let dates = dates.find(|dates| width::of(dates) <= room);
        [dates.unwrap_or(first), second]
    }

    /// The summary of a typed version.
    pub fn of_version(verdict: &Verdict<'_>, on: Viewpoint) -> Self {
        let about = About {
            product: verdict.product,
            data_day: verdict.data_day,
            on,
        };
        let first = verdict.numbers().first();
        let first =
            first.and_then(|number| Some((*number, verdict.product.releases.get(*number)?)));
        let Some((number, release)) = first else {
            return about.no_release(verdict);
        };
        let mut summary = about.release(number, release);
        if verdict.numbers().len() > 1 {
            summary.health = verdict.sign();
            let all = format!("{} {}", verdict.product.title, verdict.version());
            let stands = verdict.counted();
            let stands = stands.unwrap_or_else(|| verdict.status().words().to_owned());
            let several = format!(
                "{all} matches {} releases: {stands}",
                verdict.numbers().len()
            );
            summary.put_first(&several);
        } else if verdict.is_behind() == Some(true) {
            let latest = release.latest.as_deref().unwrap_or_default();
            let behind = format!("{} → {}", verdict.version(), clean::line(latest));
            summary.put_first(&behind);
        }
        if verdict.located.matched_by == MatchedBy::Guess {
            summary.take_as(&about.named(release), &about.brief(release));
            summary.add_second("no exact match; this is the closest");
        }
        if verdict.located.matched_by == MatchedBy::AssumedVendor {
            summary.add_second("no vendor given; this one is assumed");
        }
        if !verdict.also.is_empty() {
            summary.add_second(&format!("also the name of {}", verdict.also.join(", ")));
        }
        summary
    }

    /// The summary of a release, by its number and the day of the data; `None` if there is none.
    pub fn of_release(
        catalog: &Catalog,
        (product, number): (usize, usize),
        on: Viewpoint,
    ) -> Option<Self> {
        let about = About::new(catalog, product, on)?;
        let release = about.product.releases.get(number)?;
        Some(about.release(number, release))
    }

    /// The summary of a whole product; `None` if there is no such product.
    pub fn of_product(catalog: &Catalog, product: usize, on: Viewpoint) -> Option<Self> {
        let about = About::new(catalog, product, on)?;
        let health = lifecycle::product_health(catalog.dates(product), catalog.day(), on);
        Some(about.whole(health))
    }

    /// The summary with a note that the tag of an image names no version.
    #[must_use]
    pub fn without_version(mut self, tag: &str) -> Self {
        let note = format!("the tag {:?} names no version", clean::line(tag));
        for line in &mut self.second {
            line.insert(0, note.clone());
        }
        self
    }

    /// Says that what was typed was taken as a release, which the first part is about, or that this is its title.
    fn take_as(&mut self, named: &str, label: &str) {
        let taken = |part: &str| {
            let stands = [named, label].into_iter().find_map(|name| {
                let stands = part.strip_prefix(name)?.strip_prefix(' ')?;
                Some(stands.strip_prefix("is ").unwrap_or(stands))
            });
            let rest = stands.unwrap_or(part);
            format!("{TAKEN}{named}{PART}{rest}")
        };
        let parts = self.first.iter_mut().filter_map(|line| line.first_mut());
        for part in parts.chain(self.dates.iter_mut().map(|[first, _]| first)) {
            *part = taken(part);
        }
    }

    fn put_first(&mut self, part: &str) {
        for line in &mut self.first {
            line.insert(0, part.to_owned());
        }
        for [first, _] in &mut self.dates {
            *first = format!("{part}{PART}{first}");
        }
    }

    fn add_second(&mut self, part: &str) {
        for line in &mut self.second {
            line.push(part.to_owned());
        }
    }
}

/// The same line in full and in short.
fn twice(part: String) -> [Vec<String>; 2] {
    [vec![part.clone()], vec![part]]
}

/// Separates two parts.
const PART: &str = " · ";

/// Stands before the name of a guess.
const TAKEN: &str = "≈ taken as ";

/// As many parts as fit. If even the first does not fit, it is shortened and cut at a comma, so that a date
/// is cut only if there is no room for any.
fn fitted(parts: &[String], room: usize) -> String {
    let fitting = (1..=parts.len())
        .rev()
        .map(|count| parts.iter().take(count));
    let mut joined = fitting.map(|parts| parts.map(String::as_str).collect::<Vec<_>>().join(PART));
    let fits = joined.find(|text| width::of(text) <= room);
    fits.unwrap_or_else(|| shortened(parts.first().map_or("", String::as_str), room))
}

/// A part in the first of its shorter forms that fits, otherwise cut.
fn shortened(part: &str, room: usize) -> String {
    let steps: [fn(&str) -> String; 4] = [
        |part| part.replacen("is supported until", "until", 1),
        |part| without_time_left(part).to_owned(),
        |part| part.replacen(TAKEN, "≈ ", 1),
        |part| part.replacen(" supported: ", ": ", 1),
    ];
    let mut part = part.to_owned();
    for step in steps {
        if width::of(&part) <= room {
            return part;
        }
        part = step(&part);
    }
    let mut part = part.as_str();
    while let Some((before, _)) = part.rsplit_once(", ").filter(|_| width::of(part) > room) {
        part = before;
    }
    width::cut(part, room).into_owned()
}

/// `18 until 2030-11-14` of `18 until 2030-11-14, 4y 2m left`.
fn without_time_left(part: &str) -> &str {
    let ends = |tail: &str| tail.ends_with(" left") || tail.ends_with(" ago");
    let told = part.rsplit_once(", ").filter(|(_, tail)| ends(tail));
    told.map_or(part, |(before, _)| before)
}

/// A product on a day.
struct About<'a> {
    product: &'a Product,
    data_day: Option<NaiveDate>,
    on: Viewpoint,
}

impl<'a> About<'a> {
    fn new(catalog: &'a Catalog, product: usize, on: Viewpoint) -> Option<Self> {
        Some(Self {
            product: catalog.product(product)?,
            data_day: catalog.day(),
            on,
        })
    }

    fn written(&self, date: NaiveDate) -> String {
        self.on.preferences.dates.short().written(date)
    }

    fn with_left(&self, date: NaiveDate) -> String {
        self.on.with_left(date)
    }

    fn brief(&self, release: &Release) -> String {
        table::brief_label(self.product, release, self.on.day)
    }

    fn named(&self, release: &Release) -> String {
        wording::named(&self.product.title, &self.brief(release))
    }

    /// `18, supported until 2030-11-14`, with `dated` for the date.
    fn until(&self, release: &Release, verb: &str, dated: &dyn Fn(NaiveDate) -> String) -> String {
        let label = self.brief(release);
        match release.dates.eol {
            End::On(date) => format!("{label}, {verb}until {}", dated(date)),
            End::Open => format!("{label}, no end date published"),
            End::Over | End::Unstated => format!("{label}, end of life unknown"),
        }
    }

    /// What data of an earlier day lack.
    fn later(&self, data_day: NaiveDate) -> [Vec<String>; 2] {
        let long = upgrade::not_in_data(data_day, self.on.preferences.dates.short());
        [long, upgrade::MAY_EXIST.to_owned()].map(|part| vec![part])
    }
}

#[cfg(test)]
mod tests {
    use super::Summary;
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;
    use crate::find::resolve;
    use crate::find::verdict::Verdict;

    const POSTGRES: &str = "eoesColumn: true\nreleases:\n\
        - {releaseCycle: '18', releaseDate: 2025-09-25, eol: 2030-11-14, latest: '18.6', \
           latestReleaseDate: 2026-08-21}\n\
        - {releaseCycle: '15', releaseDate: 2022-10-13, eol: 2027-11-11, latest: '15.19'}\n\
        - {releaseCycle: '14', releaseDate: 2021-09-30, eol: 2026-11-12, latest: '14.24'}\n\
        - {releaseCycle: '12', releaseDate: 2019-10-03, eol: 2024-11-21, latest: '12.22'}\n\
        - {releaseCycle: '10', releaseDate: 2017-10-05, eol: 2022-11-10, eoes: 2028-10-10}\n";

    fn catalog(releases: &str) -> Catalog {
        let file = format!(
            "---\ntitle: PostgreSQL\npermalink: /postgresql\ncategory: database\n{releases}---\n"
        );
        Catalog::new([product::parse("x.md", file.as_bytes())]).unwrap()
    }

    fn on(day: &str) -> Viewpoint {
        Viewpoint::with_defaults(day.parse().unwrap())
    }

    fn typed(text: &str, room: usize) -> String {
        typed_on("2026-09-01", text, room)
    }

    fn typed_on(day: &str, text: &str, room: usize) -> String {
        let catalog = catalog(POSTGRES);
        let reading = resolve::Resolver::default()
            .resolve(&catalog, text)
            .unwrap();
        let verdict = Verdict::new(&catalog, &reading, on(day)).unwrap();
        shown(&Summary::of_version(&verdict, on(day)), room)
    }

    fn shown(summary: &Summary, room: usize) -> String {
        format!("{} {}", summary.sign(), summary.lines(room).join(" / "))
    }

    #[test]
    fn a_version_is_answered_with_what_to_move_to() {
        for (text, expected) in [
            (
                "postgresql 15",
                "✓ PostgreSQL 15 is supported until 2027-11-11, 1y 2m left · 15.19 is its latest version / \
                 newest: 18, supported until 2030-11-14",
            ),
            (
                "postgresql 15.2",
                "✓ 15.2 → 15.19 · PostgreSQL 15 is supported until 2027-11-11, 1y 2m left · 15.19 is its \
                 latest version / newest: 18, supported until 2030-11-14",
            ),
            (
                "postgresql 14",
                "! PostgreSQL 14 support ends on 2026-11-12, 72d left · 14.24 is its latest version / \
                 upgrade to 18, supported until 2030-11-14",
            ),
            (
                "postgresql 12",
                "✗ PostgreSQL 12 ended on 2024-11-21, 1y 9m ago · 12.22 was its last version / \
                 upgrade to 18, supported until 2030-11-14 · at least 14, until 2026-11-12, 72d left",
            ),
            (
                "postgresql 10",
                "◐ PostgreSQL 10 ended on 2022-11-10, 3y 9m ago · extended support until 2028-10-10, 2y 1m left / \
                 upgrade to 18, supported until 2030-11-14 · at least 14, until 2026-11-12, 72d left",
            ),
            (
                "postgresql 99",
                "? PostgreSQL 99 is newer than the data of 2026-08-21 / newest in the data: 18",
            ),
        ] {
            assert_eq!(typed(text, 200), expected, "{text}");
        }
    }

    #[test]
    fn data_from_before_the_end_do_not_know_the_last_version() {
        let answer = typed_on("2026-12-01", "postgresql 14", 200);
        let first =
            "✗ PostgreSQL 14 ended on 2026-11-12, 19d ago · 14.24 is its last known version / ";
        assert!(answer.starts_with(first), "{answer}");
    }

    #[test]
    fn the_newest_supported_release_says_what_is_newer() {
        let release = |name: &str, from: &str, eol: &str| {
            format!("- {{releaseCycle: '{name}', releaseDate: {from}, eol: {eol}}}\n")
        };
        let own = release("1", "2020-01-01", "2030-01-01");
        for (newer, expected) in [
            (String::new(), "it is the newest release"),
            (
                release("2", "2027-01-01", "2030-01-01"),
                "it is the newest release",
            ),
            (
                release("2", "2025-10-01", "2026-10-01"),
                "newer releases end soon",
            ),
            (
                release("2", "2025-10-01", "2026-08-01"),
                "no newer release is supported",
            ),
        ] {
            let catalog = catalog(&format!("releases:\n{newer}{own}"));
            let number = usize::from(!newer.is_empty());
            let summary = Summary::of_release(&catalog, (0, number), on("2026-09-01")).unwrap();
            assert_eq!(summary.lines(80)[1], expected, "{newer}");
        }
    }

    #[test]
    fn what_has_no_room_goes_from_the_end() {
        assert_eq!(
            typed("postgresql 12", 50),
            "✗ 12 ended on 2024-11-21, 1y 9m ago / → 18, until 2030-11-14"
        );
    }

    #[test]
    fn the_end_of_extended_support_comes_before_times_left() {
        let releases = "eoesColumn: true\nreleases:\n- {releaseCycle: '10', releaseDate: 2020-01-01, eol: 2025-10-14, \
            eoes: 2028-10-10, latest: '10.1'}\n";
        let answer = Summary::of_release(&catalog(releases), (0, 0), on("2026-09-01")).unwrap();
        for (room, first) in [
            (
                80,
                "10 ended on 2025-10-14, 10m ago · extended support until 2028-10-10, 2y 1m left",
            ),
            (
                68,
                "10 ended on 2025-10-14, 10m ago · extended support until 2028-10-10",
            ),
            (
                58,
                "10 ended on 2025-10-14 · extended support until 2028-10-10",
            ),
            (54, "10 ended on 2025-10-14 · extended until 2028-10-10"),
            (40, "10 ended on 2025-10-14, 10m ago"),
        ] {
            assert_eq!(answer.lines(room)[0], first, "{room}");
        }
    }

    #[test]
    fn no_day_is_cut() {
        let product = |day, room| {
            let summary = Summary::of_product(&catalog(POSTGRES), 0, on(day)).unwrap();
            shown(&summary, room)
        };
        for (answer, expected) in [
            (
                typed("postgresql 12", 30),
                "✗ 12 ended on 2024-11-21 / → 18, until 2030-11-14",
            ),
            (
                product("2026-09-01", 38),
                "● 3 of 5 supported: 18 until 2030-11-14 / oldest supported: 14, until 2026-11-12",
            ),
            (
                product("2026-09-01", 30),
                "● 3 of 5: 18 until 2030-11-14 / oldest: 14, until 2026-11-12",
            ),
            (
                product("2031-01-01", 40),
                "? newest: 18, ended on 2030-11-14, 48d ago / newer releases may exist",
            ),
            (
                typed("postgresql 99", 40),
                "? 99 is newer than the data / newest in the data: 18",
            ),
        ] {
            assert_eq!(answer, expected);
        }
    }

    #[test]
    fn a_guess_is_answered_like_what_it_was_taken_as() {
        for (room, first) in [
            (
                100,
                "≈ taken as PostgreSQL 12 · ended on 2024-11-21, 1y 9m ago · 12.22 was its last version",
            ),
            (
                60,
                "≈ taken as PostgreSQL 12 · ended on 2024-11-21, 1y 9m ago",
            ),
            (48, "≈ taken as PostgreSQL 12 · ended on 2024-11-21"),
            (40, "≈ PostgreSQL 12 · ended on 2024-11-21"),
        ] {
            let answer = typed("postgresqll 12", room);
            assert!(answer.starts_with(&format!("✗ {first} / ")), "{answer}");
        }
        let supported = typed("postgresqll 15", 60);
        let first = "✓ ≈ taken as PostgreSQL 15 · supported until 2027-11-11 / ";
        assert!(supported.starts_with(first), "{supported}");
    }

    #[test]
    fn a_product_is_answered_by_its_newest_and_oldest_supported_release() {
        let catalog = catalog(POSTGRES);
        for (day, expected) in [
            (
                "2026-09-01",
                "● 3 of 5 supported: 18 until 2030-11-14, 4y 2m left / \
                 oldest supported: 14, until 2026-11-12, 72d left",
            ),
            (
                "2027-11-12",
                "● 1 of 5 supported: 18 until 2030-11-14, 3y left / no other release is supported",
            ),
            (
                "2031-01-01",
                "? 18, the newest in the data, ended on 2030-11-14, 48d ago / \
                 newer releases may exist; the data is of 2026-08-21",
            ),
        ] {
            let summary = Summary::of_product(&catalog, 0, on(day)).unwrap();
            assert_eq!(shown(&summary, 100), expected, "{day}");
        }
    }

    #[test]
    fn products_without_a_supported_release_say_what_is_known() {
        for (releases, expected) in [
            (
                "releases:\n- {releaseCycle: '1', releaseDate: 2020-01-01, eol: 2022-01-01}\n",
                "✗ its only release is not supported / 1 was the last to end, on 2022-01-01, 4y 8m ago",
            ),
            (
                "releases:\n- {releaseCycle: '1', releaseDate: 2030-01-01, eol: 2032-01-01}\n",
                "○ nothing has been released yet / 1 is expected on 2030-01-01",
            ),
            (
                "releases:\n- {releaseCycle: '1', releaseDate: 2020-01-01, eol: false}\n",
                "● 1 of 1 supported: 1 with no end date published / it is the only release in the data",
            ),
        ] {
            let summary = Summary::of_product(&catalog(releases), 0, on("2026-09-01")).unwrap();
            assert_eq!(shown(&summary, 100), expected, "{releases}");
        }
    }
}
