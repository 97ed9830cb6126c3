//! Lines of files, answers of commands and banners: what they are about, without what their form adds.

use std::borrow::Cow;

/// A rule: what a line is about, where the line has a certain form.
type Rule = fn(&str) -> Option<String>;

/// The forms of a line in their order. What has none of them is about itself.
const RULES: [Rule; 14] = [
    os_release,
    system_version,
    dockerfile,
    image_of,
    local_image,
    header,
    gem,
    element,
    runtime,
    client_of_mysql,
    display_version,
    system_of_cisco,
    assignment,
    dotted_banner,
];

/// More lines than these are no single thing that somebody pasted.
const MOST_LINES: usize = 40;

/// The texts that a text may be about, the most telling first.
pub fn subjects(text: &str) -> Vec<Cow<'_, str>> {
    let text = text.trim();
    if let Some(named) = os_release(text).or_else(|| system_version(text)) {
        return vec![named.into()];
    }
    let lines = text.lines().map(bare).filter(|line| !line.is_empty());
    let subjects = lines.take(MOST_LINES).map(|line| {
        let subject = RULES.iter().find_map(|rule| rule(line));
        subject.map_or(Cow::Borrowed(line), Cow::Owned)
    });
    subjects.collect()
}

/// A line without the marks of a list before it, and what eolens itself says after a name.
fn bare(line: &str) -> &str {
    let line = line.split(" · ").next().unwrap_or(line);
    let marks = ["- ", "* ", "• ", "✓ ", "✗ ", "! ", "● ", "? ", "… "];
    // The branches of a tree, as `npm ls` draws them.
    let line = line
        .trim()
        .trim_start_matches(|c: char| "├└│─┬ +`".contains(c));
    let unmarked = marks.iter().find_map(|mark| line.strip_prefix(mark));
    unmarked
        .unwrap_or(line)
        .trim_matches(|c: char| c.is_whitespace() || "`,;".contains(c))
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

/// `/etc/os-release`, see <https://www.freedesktop.org/software/systemd/man/latest/os-release.html>.
fn os_release(text: &str) -> Option<String> {
    if let Some(name) = value(text, "PRETTY_NAME").or_else(|| value(text, "CPE_NAME")) {
        return Some(name.to_owned());
    }
    let name = value(text, "NAME").or_else(|| value(text, "DISTRIB_ID"))?;
    let version = value(text, "VERSION_ID").or_else(|| value(text, "DISTRIB_RELEASE"))?;
    Some(format!("{name} {version}"))
}

/// `sw_vers` of macOS, in lines or in one.
fn system_version(text: &str) -> Option<String> {
    let word = |key: &str| {
        let (_, after) = text.split_once(key)?;
        after.split_whitespace().next()
    };
    Some(format!(
        "{} {}",
        word("ProductName:")?,
        word("ProductVersion:")?
    ))
}

/// `FROM image AS stage`, see <https://docs.docker.com/reference/dockerfile/#from>.
fn dockerfile(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let is_from = words.next()?.eq_ignore_ascii_case("from");
    let image = words.find(|word| !word.starts_with("--"))?;
    let is_stage = words
        .next()
        .is_none_or(|word| word.eq_ignore_ascii_case("as"));
    (is_from && is_stage).then(|| image.to_owned())
}

/// `image: x` of Compose, Kubernetes and CI files, and `docker pull x`.
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

/// `nginx  1.25  a8758716bb6a  2 weeks ago  187MB`, as `docker images` writes it.
fn local_image(line: &str) -> Option<String> {
    let mut words = line.split_whitespace();
    let (name, tag, id) = (words.next()?, words.next()?, words.next()?);
    let is_id = id.len() == 12 && id.chars().all(|c| c.is_ascii_hexdigit());
    (is_id && words.count() > 1).then(|| format!("{name}:{tag}"))
}

/// Headers of HTTP in which servers say what they are.
fn header(line: &str) -> Option<String> {
    let (key, value) = line.split_once(':')?;
    let keys = ["server", "via", "x-powered-by", "user-agent"];
    let is_header = keys.iter().any(|other| key.eq_ignore_ascii_case(other));
    let value = value.trim();
    let is_via = key.eq_ignore_ascii_case("via");
    let value = value
        .strip_prefix("1.1 ")
        .filter(|_| is_via)
        .unwrap_or(value);
    is_header.then(|| value.to_owned())
}

/// `gem 'rails', '~> 6.1.7'` of a Gemfile.
fn gem(line: &str) -> Option<String> {
    let mut parts = line.strip_prefix("gem ")?.split(',');
    let name = unquoted(parts.next()?);
    let version = unquoted(parts.next()?);
    Some(format!("{name} {version}"))
}

/// `<TargetFramework>net6.0</TargetFramework>` of a project file, `<java.version>17</java.version>` of a POM.
fn element(line: &str) -> Option<String> {
    let (key, rest) = line.strip_prefix('<')?.split_once('>')?;
    let (value, _) = rest.split_once("</")?;
    if key.starts_with("TargetFramework") {
        return value.split(';').next().map(str::to_owned);
    }
    Some(format!("{} {value}", key.replace('.', " ")))
}

/// `docker://20.10.21`, as Kubernetes names the runtime of a node.
fn runtime(line: &str) -> Option<String> {
    let (name, version) = line.split_once("://")?;
    let is_runtime = ["docker", "containerd", "cri-o"].contains(&name);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    (is_runtime && is_version).then(|| format!("{name} {version}"))
}

/// `mysql  Ver 14.14 Distrib 5.7.33, for Linux`: the version is the distribution's, and it may be `MariaDB`'s.
fn client_of_mysql(line: &str) -> Option<String> {
    let (_, version) = line
        .split_once(" Distrib ")
        .filter(|_| line.contains(" Ver "))?;
    let version = version.split([',', ' ']).next()?;
    let name = if version.contains("MariaDB") {
        "mariadb"
    } else {
        "mysql"
    };
    Some(format!("{name} {version}"))
}

/// `Version 15.2 (Build 1118.7)`, as Exchange displays 15.2.1118.7.
fn display_version(line: &str) -> Option<String> {
    let (name, rest) = line.split_once("Version ")?;
    let (version, build) = rest.split_once(" (Build ")?;
    Some(format!("{name}{version}.{}", build.trim_end_matches(')')))
}

/// The banner of Cisco IOS XE, which calls itself IOS and names XE in the image's name.
fn system_of_cisco(line: &str) -> Option<String> {
    let is_xe = ["IOSXE", "IOS-XE", "IOS XE"]
        .iter()
        .any(|name| line.contains(name));
    let (_, version) = line
        .split_once("Version ")
        .filter(|_| is_xe && line.starts_with("Cisco"))?;
    Some(format!("cisco ios xe {version}"))
}

/// `ENV NODE_VERSION=16.3`, `"node": "16.x"`: a name, perhaps with `version` behind it, and its value.
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

/// `1.1 varnish (Varnish/7.4)`: what a proxy adds begins with the version of the protocol.
fn dotted_banner(line: &str) -> Option<String> {
    let rest = line
        .strip_prefix("1.1 ")
        .or_else(|| line.strip_prefix("HTTP/1.1 "))?;
    rest.starts_with(char::is_alphabetic)
        .then(|| rest.to_owned())
}

#[cfg(test)]
mod tests {
    use super::subjects;

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
            ("lamp==3.1", "lamp==3.1"),
        ] {
            assert_eq!(subjects(text), [subject], "{text}");
        }
        assert_eq!(subjects("one 1\n\n two 2 "), ["one 1", "two 2"]);
    }
}
