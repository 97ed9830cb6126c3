//! Extracts the subject of lines in files, command output and banners.

mod banner;
mod own;
mod registry;

use std::borrow::Cow;
use std::path::Path;

pub use self::registry::Registry;
use super::{begins_with_number, sets};

/// A rule: the subject of a line, if the line has a certain form.
type Rule = fn(&str) -> Option<String>;

/// The forms of a line, in order. A line of no known form is its own subject.
const RULES: [Rule; 34] = [
    own::row,
    own::sentence,
    os_release,
    system_version,
    dockerfile,
    image_of,
    local_image,
    running_image,
    pinned,
    banner::node_of_kubernetes,
    banner::started,
    banner::uname,
    banner::scanned,
    banner::greeting,
    banner::server_of_mysql,
    banner::version_of_kubernetes,
    valued,
    named_header,
    gem,
    generator,
    element,
    runtime,
    banner::client_of_mysql,
    banner::program_of_mysql,
    banner::display_version,
    banner::system_of_cisco,
    assignment,
    banner::of_proxy,
    banner::built_from_go,
    banner::parted,
    archive,
    cross_built,
    file,
    hosted,
];

/// A text of more lines is not a single thing.
const MOST_LINES: usize = 40;

/// A text that a line is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The subject without the rest of the line.
    pub text: Cow<'a, str>,
    /// The registry of a library in a manifest or lock file, where a server's name means its client; `None` for
    /// any other line.
    pub registry: Option<Registry>,
}

/// The possible subjects of a text, the most specific first.
pub fn subjects(text: &str) -> Vec<Subject<'_>> {
    let text = text.trim();
    if let Some(named) = os_release(text).or_else(|| system_version(text)) {
        let text = named.into();
        return vec![Subject {
            text,
            registry: None,
        }];
    }
    let lines = text.lines().map(unbracketed).flat_map(columns);
    let lines = lines.filter(|line| !bare(line).is_empty());
    let subjects = lines.take(MOST_LINES).flat_map(|line| {
        let own = bare(line);
        let subject = RULES.iter().find_map(|rule| rule(own));
        let text = subject.map_or(Cow::Borrowed(own), Cow::Owned);
        let others = banner::products_after_first(&text);
        let others = others.into_iter().map(|text| Subject {
            text: text.into(),
            registry: None,
        });
        let registry = registry::of(line, own);
        std::iter::once(Subject { text, registry }).chain(others)
    });
    subjects.collect()
}

/// A line without the brackets around all of it.
fn unbracketed(line: &str) -> &str {
    let line = line.trim();
    let inside = line
        .strip_prefix('[')
        .and_then(|line| line.strip_suffix(']'));
    inside
        .filter(|inside| !inside.contains(['[', ']']))
        .unwrap_or(line)
}

/// Splits a line of names with versions at bars, as in `cqlsh 6.1.0 | Cassandra 4.1.2`; bars between numbers separate
/// ranges.
fn columns(line: &str) -> impl Iterator<Item = &str> {
    let has_number = |part: &str| part.contains(|c: char| c.is_ascii_digit());
    let is_name = |part: &str| part.trim().starts_with(char::is_alphabetic) && has_number(part);
    let are_names = line.contains(" | ") && line.split(" | ").all(is_name);
    let bar = if are_names { " | " } else { "\n" };
    line.split(bar)
}

/// A line without list markers, and without what eolens itself prints after a name.
fn bare(line: &str) -> &str {
    let line = line.split(" · ").next().unwrap_or(line);
    let marks = ["- ", "* ", "• ", "✓ ", "✗ ", "! ", "● ", "? ", "… "];
    // Branches as drawn by `npm ls`.
    let line = line
        .trim()
        .trim_start_matches(|c: char| "├└│─┬ +`".contains(c));
    let line = line.strip_prefix("-- ").unwrap_or(line);
    let unmarked = marks.iter().find_map(|mark| line.strip_prefix(mark));
    unmarked
        .unwrap_or(line)
        .trim_matches(|c: char| c.is_whitespace() || "`,;{}".contains(c))
}

/// The value of a key in lines of `KEY=value`, without quotes.
fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let mut lines = text.lines().map(str::trim);
    let value = lines.find_map(|line| line.strip_prefix(key)?.strip_prefix('='))?;
    Some(unquoted(value))
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'`,".contains(c))
}

/// Parses `/etc/os-release`, see <https://www.freedesktop.org/software/systemd/man/latest/os-release.html>. Its lines may
/// have been joined to one.
fn os_release(text: &str) -> Option<String> {
    let is_joined = !text.contains('\n') && text.contains("_ID=");
    let joined = is_joined.then(|| parted(text));
    let text = joined.as_deref().unwrap_or(text);
    if let Some(name) = value(text, "PRETTY_NAME").or_else(|| value(text, "CPE_NAME")) {
        return Some(name.to_owned());
    }
    let names = ["NAME", "DISTRIB_ID", "ID"];
    let name = names.iter().find_map(|key| value(text, key))?;
    let version = value(text, "VERSION_ID").or_else(|| value(text, "DISTRIB_RELEASE"))?;
    Some(format!("{name} {version}"))
}

/// A text with a line for each of its words; quotes keep words together.
fn parted(text: &str) -> String {
    let mut is_quoted = false;
    let parted = text.chars().map(|c| {
        is_quoted ^= c == '"';
        if c.is_whitespace() && !is_quoted {
            '\n'
        } else {
            c
        }
    });
    parted.collect()
}

/// Parses the output of macOS's `sw_vers` and Windows' `systeminfo`, on several lines or one.
fn system_version(text: &str) -> Option<String> {
    let keys = [
        ("ProductName:", "ProductVersion:"),
        ("OS Name:", "OS Version:"),
    ];
    keys.iter().find_map(|(name, version)| {
        let (_, after) = text.split_once(name)?;
        let (between, after) = after.split_once(version)?;
        let name = between.lines().next()?.trim();
        Some(format!("{name} {}", after.trim_start().lines().next()?))
    })
}

/// Parses `FROM image AS stage`, see <https://docs.docker.com/reference/dockerfile/#from>.
fn dockerfile(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let is_from = words.next()?.eq_ignore_ascii_case("from");
    let image = words.find(|word| !word.starts_with("--"))?;
    let is_stage = words
        .next()
        .is_none_or(|word| word.eq_ignore_ascii_case("as"));
    (is_from && is_stage).then(|| image.to_owned())
}

/// Parses `image: x` in Compose, Kubernetes and CI files, and `docker pull x`.
fn image_of(line: &str) -> Option<String> {
    let keys = [
        "image:",
        "container:",
        "runs-on:",
        "\"image\":",
        "docker pull ",
        "podman pull ",
    ];
    let image = keys.iter().find_map(|key| line.strip_prefix(key))?;
    let image = unquoted(image);
    (!image.is_empty() && !image.contains(char::is_whitespace)).then(|| image.to_owned())
}

/// Parses a line of `docker images`: `nginx  1.25  a8758716bb6a  2 weeks ago  187MB`.
fn local_image(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (name, tag, id) = (words.next()?, words.next()?, words.next()?);
    let is_id = id.len() == 12 && id.chars().all(|c| c.is_ascii_hexdigit());
    (is_id && words.count() > 1).then(|| format!("{name}:{tag}"))
}

/// Parses a line of `docker ps`: `a8758716bb6a  nginx:1.25  "/docker-entrypoint.…"  2 weeks ago  Up 2 weeks`.
fn running_image(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (id, image, command) = (words.next()?, words.next()?, words.next()?);
    let is_id = id.len() == 12 && id.chars().all(|c| c.is_ascii_hexdigit());
    (is_id && command.starts_with('"')).then(|| image.to_owned())
}

/// Parses an image before what a scanner says of it: `nginx:1.25.3@sha256:4c0f… (debian 12.2)`.
fn pinned(line: &str) -> Option<String> {
    let (image, rest) = line.split_once("@sha256:")?;
    let is_one = !image.is_empty() && !image.contains(char::is_whitespace);
    (is_one && rest.contains(char::is_whitespace)).then(|| image.to_owned())
}

/// Parses `Server: nginx/1.18` and other values of keys that say what a line is about.
fn valued(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let is_apart = value.starts_with(char::is_whitespace);
    let (key, value) = (unquoted(key), unquoted(value));
    let is = |set, key: &str| sets::has(set, &key.to_ascii_lowercase());
    // `SQL Server: 2019` is a name and a version.
    let is_record =
        || is_apart && value.starts_with(char::is_alphabetic) && !begins_with_number(value);
    let is_key = is("keys", key) || is("last words", last_word(key)) && is_record();
    // A proxy names the protocol version first.
    let value = value.strip_prefix("1.1 ").unwrap_or(value);
    let is_runtime = value.contains("://");
    is_key.then(|| {
        runtime(value)
            .filter(|_| is_runtime)
            .unwrap_or_else(|| value.to_owned())
    })
}

/// The last word of a key: `image` in `osImage` and in `os_image`.
fn last_word(key: &str) -> &str {
    let mut later = None;
    let starts = key.char_indices().rev().find_map(|(at, c)| {
        let is_lower_behind = later.is_some_and(char::is_lowercase);
        later = Some(c);
        if !c.is_alphanumeric() {
            return Some(at + c.len_utf8());
        }
        (c.is_uppercase() && is_lower_behind).then_some(at)
    });
    key.get(starts.unwrap_or_default()..).unwrap_or(key)
}

/// Parses a header named after its server: `X-Jenkins: 2.387.3`, `X-Influxdb-Version: 1.8.10`. ASP.NET is
/// excluded, because it gives the version of the underlying runtime.
fn named_header(line: &str) -> Option<String> {
    let (key, version) = line.split_once(": ")?;
    let key = key.to_ascii_lowercase();
    let name = key.strip_prefix("x-")?;
    let name = name.strip_suffix("-version").unwrap_or(name);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit()) && version.contains('.');
    (is_version && !name.starts_with("aspnet")).then(|| format!("{name} {version}"))
}

/// Parses `gem 'rails', '~> 6.1.7'` from a Gemfile.
fn gem(line: &str) -> Option<String> {
    let mut parts = line.strip_prefix("gem ")?.split(',');
    let name = unquoted(parts.next()?);
    let version = unquoted(parts.next()?);
    Some(format!("{name} {version}"))
}

/// Parses the generator of a web page: `<meta name="generator" content="WordPress 6.1.1">`.
fn generator(line: &str) -> Option<String> {
    let (_, content) = line.strip_prefix("<meta ")?.split_once("content=\"")?;
    let is_generator = line.contains("\"generator\"");
    is_generator.then(|| content.split('"').next().map(str::to_owned))?
}

/// Parses `<TargetFramework>net6.0</TargetFramework>` from a project file, `<java.version>17</java.version>`
/// from a POM, and the title of a web page.
fn element(line: &str) -> Option<String> {
    let (key, rest) = line.strip_prefix('<')?.split_once('>')?;
    let (value, _) = rest.split_once("</")?;
    if key.starts_with("TargetFramework") {
        return value.split(';').next().map(str::to_owned);
    }
    if ["title", "h1", "h2", "h3", "center", "address"].contains(&key) {
        return Some(value.to_owned());
    }
    Some(format!("{} {value}", key.replace('.', " ")))
}

/// Parses `docker://20.10.21`, as Kubernetes names a node's runtime.
fn runtime(line: &str) -> Option<String> {
    let (name, version) = line.split_once("://")?;
    let is_runtime = ["docker", "containerd", "cri-o"].contains(&name);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    (is_runtime && is_version).then(|| format!("{name} {version}"))
}

/// Parses `ENV NODE_VERSION=16.3` or `"node": "16.x"`: a name, optionally with `version` after it, and its
/// value.
fn assignment(line: &str) -> Option<String> {
    let words = ["ENV ", "ARG ", "export ", "set "];
    let line = words
        .iter()
        .find_map(|word| line.strip_prefix(word))
        .unwrap_or(line);
    let quoted = line.starts_with(['"', '\'']);
    let (key, value) = line
        .split_once('=')
        .or_else(|| line.split_once(':').filter(|_| quoted))?;
    let (key, value) = (unquoted(key), unquoted(value));
    let is_key = key
        .chars()
        .all(|c| c.is_alphanumeric() || "_-.@/".contains(c));
    let is_version = value.starts_with(|c: char| c.is_ascii_digit() || "^~>=<vV".contains(c));
    let is_pair = is_key && is_version && !key.is_empty() && (quoted || key.contains("_VERSION"));
    is_pair.then(|| format!("{key} {value}"))
}

/// Parses an artifact whose name ends with the version of Scala that it was built for: `kafka_2.13-3.4.0.tgz`,
/// see <https://www.scala-sbt.org/1.x/docs/Cross-Build.html>.
fn cross_built(line: &str) -> Option<String> {
    let scala = ["_2.10", "_2.11", "_2.12", "_2.13", "_3"];
    let (name, rest) = scala.iter().find_map(|scala| line.split_once(scala))?;
    let version = rest.strip_prefix(['-', '@', ':'])?;
    let is_name = !name.contains(char::is_whitespace) && name.ends_with(char::is_alphabetic);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    (is_name && is_version).then(|| format!("{name}{rest}"))
}

/// The ends of the names of files that bear a version.
const FILES: [&str; 13] = [
    ".css", ".deb", ".jar", ".js", ".min.css", ".min.js", ".rpm", ".tar.bz2", ".tar.gz", ".tar.xz",
    ".tgz", ".war", ".zip",
];

/// The name of a file that ends with a version, without its extension: `lamp-3.1` of `lamp-3.1.tar.gz`.
pub fn file_stem(name: &str) -> Option<&str> {
    let is_name = name.starts_with(char::is_alphabetic) && !name.contains(char::is_whitespace);
    let stems = FILES.iter().filter_map(|end| name.strip_suffix(end));
    let stem = stems.min_by_key(|stem| stem.len()).filter(|_| is_name)?;
    let is_versioned = |stem: &&str| stem.ends_with(|c: char| c.is_ascii_digit());
    Some(stem).filter(is_versioned)
}

/// Parses the name of a file with a version: `lamp-3.1.2.min.js`.
fn file(line: &str) -> Option<String> {
    let is_name = !line.contains(['/', ':', '@']);
    file_stem(line).filter(|_| is_name).map(str::to_owned)
}

/// Whether a file is a Java archive.
pub fn is_java(name: &str) -> bool {
    let end = Path::new(name).extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("jar"))
}

/// Parses the name of a Java archive, which a library has in a registry: `lamp-core-3.1.2.jar`.
pub fn archive(line: &str) -> Option<String> {
    let stem = file_stem(line).filter(|_| is_java(line) && !line.contains(['/', ':']))?;
    let built = cross_built(stem);
    let stem = built.as_deref().unwrap_or(stem);
    let mut dashes = stem.match_indices('-');
    let ends = |at: usize| begins_with_number(stem.get(at + 1..).unwrap_or_default());
    let (at, _) = dashes.find(|(at, _)| ends(*at))?;
    let (name, version) = stem.split_at_checked(at)?;
    Some(format!("{name} {}", version.trim_start_matches('-')))
}

/// Parses a machine's name before a product: `db01 PostgreSQL 12.4`.
fn hosted(line: &str) -> Option<String> {
    let (host, rest) = line.split_once(char::is_whitespace)?;
    let name = host.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = host.get(name.len()..)?;
    let is_host = number.len() > 1 && number.starts_with('0') && name.len() > 1;
    let is_word = name.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
    let rest = rest.trim_start();
    let is_product = rest.starts_with(char::is_alphabetic);
    (is_host && is_word && is_product).then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::subjects;

    fn texts(text: &str) -> Vec<String> {
        let subjects = subjects(text).into_iter();
        subjects.map(|subject| subject.text.into_owned()).collect()
    }

    #[test]
    fn a_line_is_about_what_its_form_holds() {
        for (text, subject) in [
            ("PRETTY_NAME=\"Ubuntu 22.04.3 LTS\"", "Ubuntu 22.04.3 LTS"),
            ("NAME=Lamp\nVERSION_ID=\"3.1\"\nID=lamp", "Lamp 3.1"),
            (
                "ProductName:\tmacOS\nProductVersion:\t14.2.1",
                "macOS 14.2.1",
            ),
            ("FROM --platform=linux/amd64 node:16 AS build", "node:16"),
            ("FROM here to there", "FROM here to there"),
            (
                "Linux web 5.15.0-91-generic #101-Ubuntu SMP",
                "Linux 5.15.0-91-generic",
            ),
            (
                "FreeBSD fw 13.2-RELEASE-p3 FreeBSD 13.2 amd64",
                "FreeBSD 13.2-RELEASE-p3",
            ),
            ("AIX host 2 7 00FA00D64C00", "AIX 7.2"),
            ("AIX 7.2 TL5 SP3", "AIX 7.2 TL5 SP3"),
            ("Linux is 5.15 here", "Linux is 5.15 here"),
            ("80/tcp   open  http  lamp 1.6.2", "lamp 1.6.2"),
            ("80/tcp   closed  http", "80/tcp   closed  http"),
            ("220 mail.example ESMTP Lamp 4.9 ready", "Lamp 4.9 ready"),
            ("Description:\tUbuntu 18.04.6 LTS", "Ubuntu 18.04.6 LTS"),
            (
                "OS Name:  Lamp Server\r\nOS Version:  10.0 Build 7",
                "Lamp Server 10.0 Build 7",
            ),
            (
                "Container Runtime Version: containerd://1.6.21",
                "containerd 1.6.21",
            ),
            ("X-Lamp-Version: 3.1", "lamp 3.1"),
            ("X-AspNet-Version: 4.0.30319", "X-AspNet-Version: 4.0.30319"),
            (
                "<meta name=\"generator\" content=\"Lamp 6.1\" />",
                "Lamp 6.1",
            ),
            ("lamp-manager/7.4-17/513c (x)", "lamp-manager 7.4-17"),
            ("  - image: \"lamp:3\"", "lamp:3"),
            ("Server: nginx/1.18.0 (Ubuntu)", "nginx/1.18.0 (Ubuntu)"),
            ("gem 'rails', '~> 6.1.7'", "rails ~> 6.1.7"),
            (
                "<TargetFrameworks>net6.0;net48</TargetFrameworks>",
                "net6.0",
            ),
            ("<java.version>17</java.version>", "java version 17"),
            ("docker://20.10.21", "docker 20.10.21"),
            ("ENV NODE_VERSION=16.3", "NODE_VERSION 16.3"),
            ("\"node\": \"16.x\",", "node 16.x"),
            ("1.1 varnish (Varnish/7.4)", "varnish (Varnish/7.4)"),
            ("✗ Lamp 3.1 · ended 2 days ago", "Lamp 3.1"),
            (
                "! in 2 days   2026-08-24  The Lamp 3.1   security support",
                "The Lamp 3.1",
            ),
            (
                "! The Lamp 3.1  security support  2026-08-24  in 2 days",
                "The Lamp 3.1",
            ),
            (
                "2d left   2026-08-24⇄ ! end of life  The Lamp 3.1  tool  → 4 until 2030-01-01",
                "The Lamp 3.1",
            ),
            ("lamp  3.1  2026-08-24", "lamp  3.1  2026-08-24"),
            ("lamp  8.9.13  A lamp", "lamp  8.9.13  A lamp"),
            (
                "lamp 3.1\tended\tsecurity support\tended 9 months ago",
                "lamp 3.1",
            ),
            ("Lamp 3 matches 3.1 and 3.0 · both have ended", "Lamp 3"),
            ("Lamp 9 is newer than the data of 21 Aug 2026", "Lamp 9"),
            ("Lamp has no release 9; the nearest are 3.1, 3.0", "Lamp 9"),
            ("lamp==3.1", "lamp==3.1"),
            ("lamp:3.1@sha256:ab12 (noon 12.2)", "lamp:3.1"),
            ("lamp:3.1@sha256:ab12", "lamp:3.1@sha256:ab12"),
        ] {
            assert_eq!(texts(text), [subject], "{text}");
        }
        assert_eq!(
            texts("one 1\n\n two 2 | three 3"),
            ["one 1", "two 2", "three 3"]
        );
        assert_eq!(texts("^7.4 | ^8.0"), ["^7.4 | ^8.0"]);
    }

    #[test]
    fn the_output_of_a_command_is_about_a_product() {
        for (text, subject) in [
            ("ID=lamp VERSION_ID=\"3.1\"", "lamp 3.1"),
            ("NAME=\"The Lamp\" ID=lamp VERSION_ID=3.1", "The Lamp 3.1"),
            (
                "a8758716bb6a   lamp:3.1   \"/lamp.sh\"   2 days ago   Up 2 days",
                "lamp:3.1",
            ),
            (
                "node-2   Ready,SchedulingDisabled   <none>   9d   v1.24.9",
                "kubernetes 1.24.9",
            ),
            ("node01 | Ready | v1.27.3", "kubernetes 1.27.3"),
            (
                "10-0-1-5.x   NotReady   worker   9d   v1.23.9-eks-ba74326   10.0.1.5",
                "v1.23.9-eks-ba74326",
            ),
            ("node2 Ready 3d", "node2 Ready 3d"),
            ("db01 Lamp 3.1", "Lamp 3.1"),
            ("lamp-02   lamp 3.1", "lamp 3.1"),
            ("lamp-2 lamp 3.1", "lamp-2 lamp 3.1"),
            (
                "2023-02-01 10:00 UTC [1] LOG:  starting Lamp 3.1 on x86_64",
                "Lamp 3.1 on x86_64",
            ),
            ("Starting lamp 3.1", "lamp 3.1"),
            ("lampmake: Using Lamp version 5.1", "Lamp version 5.1"),
            (
                "/usr/sbin/mysqld  Ver 8.0.32 for Linux on x86_64 (MySQL Community Server - GPL)",
                "mysql 8.0.32",
            ),
            ("lamp-3.1.tar.gz", "lamp-3.1"),
            ("lamp-3.1.2.min.js", "lamp-3.1.2"),
            ("lamp-core-3.1.2.jar", "lamp-core 3.1.2"),
            ("lamp_2.13-3.1.0.jar", "lamp 3.1.0"),
            ("lamp.js", "lamp.js"),
            ("+-- lamp@3.1", "lamp@3.1"),
            ("`-- lamp@3.1", "lamp@3.1"),
        ] {
            assert_eq!(texts(text), [subject], "{text}");
        }
        assert_eq!(
            texts("Server: Lamp/2.0.3 Oil/3.8"),
            ["Lamp/2.0.3 Oil/3.8", "Oil/3.8"]
        );
        let browser = "Mozilla/5.0 (X11) Lamp/3.1 Oil/5.1";
        assert_eq!(texts(browser), [browser]);
    }

    #[test]
    fn a_record_is_about_its_value() {
        for (text, subject) in [
            ("Host OS: Lamp 3.1", "Lamp 3.1"),
            ("osImage: Lamp [Version 3.1]", "Lamp [Version 3.1]"),
            ("{\"os_image\": \"Lamp 3.1.2 LTS\"}", "Lamp 3.1.2 LTS"),
            ("\"description\": \"Lamp 3 Noon\",", "Lamp 3 Noon"),
            ("LampVersion:    lamp3.1.2", "lamp3.1.2"),
            (
                "Server version:\t8.0.33 MySQL Community Server - GPL",
                "mysql 8.0.33",
            ),
            (
                "Server version: 5.5.43-MariaDB MariaDB Server",
                "mariadb 5.5.43-MariaDB",
            ),
            (
                "Server version: 5.7.31-34 Percona Server (MySQL)",
                "Server version: 5.7.31-34 Percona Server (MySQL)",
            ),
            ("lampd example.org/x/lampd v3.1.2 1e5ef9", "lampd v3.1.2"),
            (
                "Client Version: version.Info{Major:\"1\", Minor:\"21\", GitVersion:\"v1.21.1\", GitCommit:\"5e58\"}",
                "kubernetes v1.21.1",
            ),
            (
                "version.BuildInfo{Version:3}",
                "version.BuildInfo{Version:3",
            ),
            ("[lampsh 5.0 (Lamp)]", "lampsh 5.0 (Lamp)"),
            ("Lamp Server: 3.1", "Lamp Server: 3.1"),
            ("Lamp Server: v3.1", "Lamp Server: v3.1"),
            ("lamp-server:noon", "lamp-server:noon"),
            ("photos: Lamp 3.1", "photos: Lamp 3.1"),
            ("<title>Lamp/3.1</title>", "Lamp/3.1"),
            ("lamp_2.13-3.1.0.tgz", "lamp-3.1.0.tgz"),
            ("lamp_2.13-3.1.0", "lamp-3.1.0"),
            ("pkg:maven/x/lamp_2.12@3.1", "pkg:maven/x/lamp@3.1"),
            ("lamp_2.13", "lamp_2.13"),
        ] {
            assert_eq!(texts(text), [subject], "{text}");
        }
    }
}
