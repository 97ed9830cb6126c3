//! Parses lines of distributions' package lists. A package's name says what it is a part of; the version is
//! the part's own.

use super::{Look, MatchedBy, Reading, parts};

/// A package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Package<'a> {
    /// The name.
    pub name: &'a str,
    /// The version with the distribution's revision.
    pub version: &'a str,
}

/// Architectures that packages are built for.
const MACHINES: [&str; 12] = [
    "aarch64", "all", "amd64", "arm64", "armhf", "armv7hl", "i386", "i686", "noarch", "ppc64le",
    "s390x", "x86_64",
];

/// A rule: the package in a line, if the line has a certain form.
type Rule = for<'a> fn(&'a str) -> Option<Package<'a>>;

/// The forms of a line, in order.
const RULES: [Rule; 6] = [installed, listed, upgradable, archived, of_alpine, revised];

/// The package in a line; `None` if it has none of the forms.
pub fn parse(line: &str) -> Option<Package<'_>> {
    RULES.iter().find_map(|rule| rule(line))
}

/// Whether it is a line of `dpkg -l` about a package that is not installed or of which only the configuration is left:
/// `rc  apache2  2.4.57-2  amd64  Apache HTTP Server`, see dpkg-query(1).
pub fn is_absent(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().take(4).collect();
    let [state, _, version, machine] = words[..] else {
        return false;
    };
    let mut state = state.chars();
    let is_absent = state.next().is_some_and(|wanted| "uihrp".contains(wanted))
        && state.next().is_some_and(|status| "nc".contains(status))
        && state.all(|error| error == 'R');
    is_absent && (is_machine(machine) || version == "<none>")
}

/// A line of `dpkg -l`: `ii  apache2  2.4.57-2  amd64  Apache HTTP Server`.
fn installed(line: &str) -> Option<Package<'_>> {
    let mut words = line.split_whitespace();
    let state = words.next().filter(|state| (2..4).contains(&state.len()))?;
    let (name, version, machine) = (words.next()?, words.next()?, words.next()?);
    let is_state = state.chars().all(|c| "uihrpncHUFWtiR".contains(c));
    let name = name.split(':').next()?;
    (is_state && is_machine(machine)).then_some(Package { name, version })
}

/// A line of `yum list`: `perl-libs.x86_64  4:5.26.3-419.el8  baseos`.
fn listed(line: &str) -> Option<Package<'_>> {
    let mut words = line.split_whitespace();
    let (name, machine) = words.next()?.rsplit_once('.')?;
    let version = words.next().filter(|_| is_machine(machine))?;
    Some(Package { name, version })
}

/// A line of `apt list`: `nginx/jammy,now 1.18.0-6ubuntu14 amd64 [installed]`.
fn upgradable(line: &str) -> Option<Package<'_>> {
    let mut words = line.split_whitespace();
    let (name, _) = words.next()?.split_once('/')?;
    let (version, machine) = (words.next()?, words.next()?);
    is_machine(machine).then_some(Package { name, version })
}

/// A line of `rpm -qa`: `nginx-1.20.1-14.el9.x86_64`.
fn archived(line: &str) -> Option<Package<'_>> {
    let (package, machine) = line
        .rsplit_once('.')
        .filter(|_| !line.contains([' ', '/']))?;
    let (rest, _) = package.rsplit_once('-').filter(|_| is_machine(machine))?;
    let (name, version) = rest.rsplit_once('-')?;
    Some(Package { name, version })
}

/// A line of `apk info -v`: `postgresql14-14.9-r0`.
fn of_alpine(line: &str) -> Option<Package<'_>> {
    let (package, revision) = line
        .rsplit_once("-r")
        .filter(|_| !line.contains([' ', '/', ':']))?;
    let is_revision = !revision.is_empty() && revision.chars().all(|c| c.is_ascii_digit());
    let (name, version) = package.rsplit_once('-').filter(|_| is_revision)?;
    Some(Package { name, version }).filter(|package| begins_with_digit(package.version))
}

/// A name and a version with a revision: `libssl1.1 1.1.1n-0+deb11u5`.
fn revised(line: &str) -> Option<Package<'_>> {
    let mut words = line.split_whitespace();
    let (name, version) = (words.next()?, words.next()?);
    let is_end = words.next().is_none_or(is_machine);
    let is_name = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-+.:".contains(c);
    let is_revision = |text: &str| begins_with_digit(text.trim_start_matches('r'));
    let has_revision = version.contains('~')
        || version.contains("+deb")
        || version
            .rsplit_once('-')
            .is_some_and(|(_, end)| is_revision(end));
    let is_it = name.chars().all(is_name) && has_revision && begins_with_digit(version);
    let name = name.split(':').next()?;
    (is_it && is_end).then_some(Package { name, version })
}

fn is_machine(word: &str) -> bool {
    MACHINES.contains(&word)
}

fn begins_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

impl Look<'_> {
    /// The product that a package contains: its name is the product's or a part's, or all of its words fit
    /// the product, apart from numbers. `python3-requests` is not Python.
    pub fn packed(&self, package: &Package<'_>) -> Option<Reading> {
        if parts::is_other(package.name) {
            return None;
        }
        let own = self.own(package.name).or_else(|| self.part(package.name));
        let (product, by) = own.or_else(|| {
            let words = package.name.split(['-', '_']);
            let words = words.filter(|word| !is_machine(word)).map(without_number);
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            self.explained(&words.join("-"))
        })?;
        let by = match by {
            MatchedBy::AssumedVendor => by,
            _ => MatchedBy::Package,
        };
        self.read(&[product], by, Some(package.version))
    }
}

/// A word without the number after it: `python3.9`.
fn without_number(word: &str) -> &str {
    word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.')
}

#[cfg(test)]
mod tests {
    use super::{Package, is_absent, parse};

    #[test]
    fn a_removed_package_is_absent() {
        for (line, absent) in [
            ("rc  lamp  2.4-2  amd64  A lamp", true),
            ("un  lamp  <none>  <none>  (no description available)", true),
            ("pn  lamp  2.4-2  all  A lamp", true),
            ("ii  lamp  2.4-2  amd64  A lamp", false),
            ("iU  lamp  2.4-2  amd64  A lamp", false),
            ("rc lamp 2.4-2", false),
            ("in lamp 2.4-2 is light", false),
        ] {
            assert_eq!(is_absent(line), absent, "{line}");
        }
    }

    #[test]
    fn a_line_of_a_package_list_is_a_name_and_a_version() {
        for (line, package) in [
            (
                "ii  lamp-bin:amd64  1:2.4-2  amd64  A lamp",
                Some(("lamp-bin", "1:2.4-2")),
            ),
            (
                "lamp-libs.x86_64  4:5.2-1.el8  baseos",
                Some(("lamp-libs", "4:5.2-1.el8")),
            ),
            (
                "lamp/jammy,now 1.1-6 amd64 [installed]",
                Some(("lamp", "1.1-6")),
            ),
            ("lamp-oil-1.2-1.el9.x86_64", Some(("lamp-oil", "1.2"))),
            ("lamp14-14.9-r0", Some(("lamp14", "14.9"))),
            (
                "lamp1.1 1.1.1n-0+deb11u5",
                Some(("lamp1.1", "1.1.1n-0+deb11u5")),
            ),
            ("maker/lamp:1.2-r3", None),
            ("lamp 1.2", None),
            ("Lamp 1.2-3", None),
            ("lamp-1.2.tar.gz", None),
            ("a lamp 1.2-3", None),
            ("lamp: 1.2.0-canary.14", None),
        ] {
            let package = package.map(|(name, version)| Package { name, version });
            assert_eq!(parse(line), package, "{line}");
        }
    }
}
