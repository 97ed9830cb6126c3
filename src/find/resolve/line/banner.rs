//! What programs and systems print about themselves: banners, greetings and the output of commands.

use crate::find::resolve::begins_with_number;

/// Parses `uname -a`: system, host, release.
pub fn uname(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (system, _, release) = (words.next()?, words.next()?, words.next()?);
    let next = words.next()?;
    let is_version = release.starts_with(|c: char| c.is_ascii_digit());
    let is_built = system != "Linux" || next.starts_with('#');
    match system {
        "Linux" | "FreeBSD" | "NetBSD" | "OpenBSD" => {
            (is_version && is_built).then(|| format!("{system} {release}"))
        }
        // AIX prints the minor version first.
        "AIX" if is_version => Some(format!("{system} {next}.{release}")),
        _ => None,
    }
}

/// Parses a line of nmap: `80/tcp open http nginx 1.18.0`.
pub fn scanned(line: &str) -> Option<String> {
    let (port, rest) = line.split_once(char::is_whitespace)?;
    let (number, protocol) = port.split_once('/')?;
    let is_port = number.parse::<u16>().is_ok() && matches!(protocol, "tcp" | "udp");
    let rest = rest.trim_start().strip_prefix("open").filter(|_| is_port)?;
    let (_, banner) = rest.trim_start().split_once(char::is_whitespace)?;
    Some(banner.trim_start().to_owned())
}

/// Parses the greeting of a mail or file server, see RFC 5321 and RFC 959: `220 mail.example ESMTP Exim
/// 4.94`.
pub fn greeting(line: &str) -> Option<String> {
    let rest = line.strip_prefix("220")?.strip_prefix([' ', '-'])?;
    let banner = rest.split_once("SMTP ").map_or(rest, |(_, banner)| banner);
    Some(banner.to_owned())
}

/// Parses `mysql  Ver 14.14 Distrib 5.7.33, for Linux`: the version after `Distrib` counts, and it may be
/// `MariaDB`'s.
pub fn client_of_mysql(line: &str) -> Option<String> {
    let (_, version) = line
        .split_once(" Distrib ")
        .filter(|_| line.contains(" Ver "))?;
    let version = version.split([',', ' ']).next()?;
    Some(format!("{} {version}", server_of(version)))
}

/// Parses `Server version: 8.0.33 MySQL Community Server`, with which the client of `MySQL` greets: the name comes
/// after the version, or in it.
pub fn server_of_mysql(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("Server version")?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || ":|=>\"'".contains(c));
    let version = rest.split_whitespace().next()?;
    let name = server_of(version);
    let is_named = name == "mariadb" || rest.contains("MySQL") && !rest.contains("Percona");
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    (is_named && is_version).then(|| format!("{name} {version}"))
}

/// The server whose version it is: `MariaDB` adds its name.
fn server_of(version: &str) -> &'static str {
    if version.contains("MariaDB") {
        "mariadb"
    } else {
        "mysql"
    }
}

/// Parses `Version 15.2 (Build 1118.7)`, as Exchange displays 15.2.1118.7.
pub fn display_version(line: &str) -> Option<String> {
    let (name, rest) = line.split_once("Version ")?;
    let (version, build) = rest.split_once(" (Build ")?;
    Some(format!("{name}{version}.{}", build.trim_end_matches(')')))
}

/// Parses the banner of Cisco IOS XE, which calls itself IOS and mentions XE only in the image's name.
pub fn system_of_cisco(line: &str) -> Option<String> {
    let is_xe = ["IOSXE", "IOS-XE", "IOS XE"]
        .iter()
        .any(|name| line.contains(name));
    let (_, version) = line
        .split_once("Version ")
        .filter(|_| is_xe && line.starts_with("Cisco"))?;
    Some(format!("cisco ios xe {version}"))
}

/// Parses `1.1 varnish (Varnish/7.4)`: a proxy's header starts with the protocol version.
pub fn of_proxy(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("1.1 ")
        .or_else(|| line.strip_prefix("HTTP/1.1 "))?;
    rest.starts_with(char::is_alphabetic)
        .then(|| rest.to_owned())
}

/// Parses a program with version and build: `pve-manager/7.4-17/513c62be (running kernel: 5.15.116)`.
pub fn parted(line: &str) -> Option<String> {
    let mut parts = line.split_whitespace().next()?.split('/');
    let (name, version, _) = (parts.next()?, parts.next()?, parts.next()?);
    let is_name = name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let is_version = version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.');
    (is_name && is_version).then(|| format!("{name} {version}"))
}

/// Parses `containerd github.com/containerd/containerd v1.5.8 1e5ef943`: the name, where it was built from, the
/// version.
pub fn built_from_go(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (name, place, version) = (words.next()?, words.next()?, words.next()?);
    let is_place = place.contains('.') && place.rsplit('/').next() == Some(name);
    (is_place && begins_with_number(version)).then(|| format!("{name} {version}"))
}

/// Parses what `kubectl version` prints: `Client Version: version.Info{Major:"1", …, GitVersion:"v1.21.1", …}`.
pub fn version_of_kubernetes(line: &str) -> Option<String> {
    let (_, info) = line.split_once("version.Info{")?;
    let (_, version) = info.split_once("GitVersion:\"")?;
    let version = version.split('"').next()?;
    // OpenShift prints its own version in the same form.
    let is_own = version.starts_with("v1.");
    is_own.then(|| format!("kubernetes {version}"))
}
