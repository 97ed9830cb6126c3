//! The system of a machine or an image, see <https://www.freedesktop.org/software/systemd/man/os-release.html>.

use std::collections::HashMap;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::text::dates;
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// The ids of systems, and their products.
const SYSTEMS: [(&str, &str); 29] = [
    ("almalinux", "almalinux"),
    ("alpine", "alpine-linux"),
    ("amzn", "amazon-linux"),
    ("antix", "antix"),
    ("centos", "centos"),
    ("clear-linux-os", "clear-linux"),
    ("cos", "cos"),
    ("debian", "debian"),
    ("devuan", "devuan"),
    ("fedora", "fedora"),
    ("freebsd", "freebsd"),
    ("linuxmint", "linuxmint"),
    ("mageia", "mageia"),
    ("nixos", "nixos"),
    ("ol", "oracle-linux"),
    ("opensuse", "opensuse"),
    ("opensuse-leap", "opensuse"),
    ("openwrt", "openwrt"),
    ("photon", "photon"),
    ("pop", "pop-os"),
    ("postmarketos", "postmarketos"),
    ("redhat", "rhel"),
    ("rhel", "rhel"),
    ("rocky", "rocky-linux"),
    ("slackware", "slackware"),
    ("sles", "sles"),
    ("slem", "suse-linux-micro"),
    ("steamos", "steamos"),
    ("ubuntu", "ubuntu"),
];

/// The product of a system's id; `None` where the data have none: `ID_LIKE` is no identity.
pub fn product(id: &str) -> Option<&'static str> {
    let system = SYSTEMS.iter().find(|(own, _)| *own == id);
    system.map(|(_, product)| *product)
}

/// Reads `os-release`.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let lines = numbered(source.text).filter_map(|(number, line)| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        Some((key.trim(), (value, place_in(number, line, value))))
    });
    let lines: HashMap<&str, (&str, Place)> = lines.collect();
    let Some((id, at)) = lines.get("ID") else {
        return Ok(Findings::default());
    };
    let name = lines.get("NAME").map_or("", |(name, _)| name);
    let product = match product(id) {
        Some("centos") if name.contains("Stream") => "centos-stream",
        Some(product) => product,
        None => return Ok(Findings::default()),
    };
    let subject = Subject::Product(product);
    let claim = match lines
        .get("VERSION_ID")
        .filter(|(version, _)| !version.is_empty())
    {
        Some((version, at)) => {
            Claim::pin(*at, subject, *version, Role::Run).written(format!("{id} {version}"))
        }
        None => Claim::floating(*at, subject, id, Role::Run).noted("a rolling release"),
    };
    let end = lines
        .get("SUPPORT_END")
        .and_then(|(day, _)| dates::parse(day));
    let claim = match end {
        Some(end) => claim.noted(format!("its os-release gives the end of support as {end}")),
        None => claim,
    };
    Ok(Findings::of([claim]))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn a_system_has_an_id_and_a_version() {
        for (text, expected) in [
            ("ID=debian\nVERSION_ID=\"11\"\n", "2:13 debian pin 11 run"),
            (
                "NAME=Ubuntu\nVERSION_ID='20.04'\nID=ubuntu\nID_LIKE=debian",
                "2:13 ubuntu pin 20.04 run",
            ),
            ("ID=raspbian\nID_LIKE=debian\nVERSION_ID=11", ""),
            (
                "ID=\"centos\"\nNAME=\"CentOS Stream\"\nVERSION_ID=\"9\"",
                "3:13 centos-stream pin 9 run",
            ),
            (
                "ID=\"centos\"\nNAME=\"CentOS Linux\"\nVERSION_ID=\"7\"",
                "3:13 centos pin 7 run",
            ),
            (
                "ID=alpine\nVERSION_ID=3.16.2",
                "2:12 alpine-linux pin 3.16.2 run",
            ),
            (
                "ID=debian\nVERSION_CODENAME=trixie/sid",
                "1:4 debian floating  run",
            ),
            ("ID=arch", ""),
            ("", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
