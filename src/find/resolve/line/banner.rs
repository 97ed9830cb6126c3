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

/// Parses `mysqld  Ver 8.0.32 for Linux on x86_64 (MySQL Community Server - GPL)`, with or without the program's name.
pub fn program_of_mysql(line: &str) -> Option<String> {
    let (before, rest) = line.split_once("Ver ")?;
    let version = rest.split_whitespace().next()?;
    let is_apart = before.is_empty() || before.ends_with(' ');
    let is_own = is_apart && rest.contains(" for ") && rest.contains("(MySQL ");
    (is_own && begins_with_number(version)).then(|| format!("mysql {version}"))
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

/// Parses a row of `kubectl get nodes`: `node1   Ready    control-plane   90d   v1.24.9`. A service's build of
/// Kubernetes names itself.
pub fn node_of_kubernetes(line: &str) -> Option<String> {
    let is_gap = |c: char| c.is_whitespace() || c == '|';
    let mut words = line.split(is_gap).filter(|word| !word.is_empty()).skip(1);
    let status = words.next()?.split(',').next()?;
    let is_node = matches!(status, "Ready" | "NotReady");
    let is_version = |word: &&str| word.starts_with("v1.") && begins_with_number(word);
    let version = words.find(is_version).filter(|_| is_node)?;
    let is_built =
        version.contains("-eks-") || version.contains("-gke.") || version.contains("-aliyun.");
    if is_built {
        return Some(version.to_owned());
    }
    Some(format!("kubernetes {}", version.trim_start_matches('v')))
}

/// Parses a program's own words about its start or about what it uses: `LOG:  starting PostgreSQL 13.9`,
/// `qmake: Using Qt version 5.12.8`.
pub fn started(line: &str) -> Option<String> {
    let words = ["starting ", "Starting ", "Using "];
    let rest = words.iter().find_map(|word| {
        let (before, rest) = line.split_once(word)?;
        let is_start = before.is_empty() || before.trim_end().ends_with([':', ']']);
        is_start.then_some(rest)
    })?;
    let mut named = rest.split_whitespace().skip(1).take(2);
    let is_version = named.any(begins_with_number);
    is_version.then(|| rest.to_owned())
}

/// The products after the first in a list of them, see RFC 9110: `Werkzeug/2.0.3 Python/3.8.10`. What is in brackets is
/// a comment, and a browser names others that it claims to be like.
pub fn products_after_first(line: &str) -> Vec<String> {
    let is_product = |word: &&str| {
        let parts = word.split_once('/');
        parts.is_some_and(|(name, version)| {
            let is_name = name.starts_with(char::is_alphabetic) && !name.contains(['.', ':']);
            is_name && version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains('/')
        })
    };
    let outside = line.split('(').enumerate().map(|(number, part)| {
        let behind = part.split_once(')').map_or("", |(_, behind)| behind);
        if number == 0 { part } else { behind }
    });
    let mut words = outside.flat_map(|part| part.split(' '));
    let is_list =
        !line.starts_with("Mozilla/") && words.next().is_some_and(|word| is_product(&word));
    let products = words.filter(|word| is_list && is_product(word));
    products.map(str::to_owned).collect()
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
