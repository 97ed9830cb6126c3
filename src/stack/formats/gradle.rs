//! Gradle: build scripts line by line for what is written as a literal, version catalogs, the wrapper, see
//! <https://docs.gradle.org/current/userguide/declaring_dependencies.html>.

pub mod catalog;
mod java;
mod vendor;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::gradle;
use crate::stack::woven::{Variables, Woven};
use crate::stack::written::{PLACEHOLDER, bare, is_placeholder};
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// Said of a variable whose value is not written as one.
const NO_VALUE: &str = "this file gives the variable no literal value";

/// Reads a build script or settings, in Groovy or Kotlin.
pub fn script(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut variables = properties(source);
    variables.extend(catalog::versions(source));
    let lines = vendor::lines(source.text);
    let mut claims = Vec::new();
    let mut is_comment = false;
    for (number, line) in numbered(source.text) {
        let said = line.trim_start();
        let is_within = is_comment || said.starts_with("/*");
        // What follows the end of a comment on its line is left out too.
        is_comment = is_within && !said.contains("*/");
        if is_within || said.starts_with("//") || said.starts_with('*') {
            continue;
        }
        let line = line.split(" //").next().unwrap_or(line);
        let line = &referring(number, line);
        if let Some((name, value)) = variable(line) {
            variables.insert(name, value);
        }
        claims.extend(plugin(line, &variables));
        let java = java::claims(line, &variables).into_iter();
        claims.extend(java.filter_map(|claim| vendor::named(claim, (&lines, number))));
        claims.extend(dependencies(line, &variables));
    }
    Ok(Findings::of(claims))
}

/// The values in the files of properties beside the script and in the folders above, which belong to the same
/// build. The nearest one counts.
fn properties(source: &Source<'_>) -> Variables {
    let mut all = Variables::new();
    for up in 0..source.depth {
        let file = format!("{}gradle.properties", "../".repeat(up));
        let text = source.text_beside(&file).unwrap_or_default();
        let lines = numbered(&text).filter(|(_, line)| !line.trim_start().starts_with('#'));
        for (number, line) in lines {
            if let Some((name, value)) = line.split_once('=') {
                let value = value.trim();
                let value = Woven::beside(value, place_in(number, line, value), &file);
                all.entry(name.trim().to_owned()).or_insert(value);
            }
        }
    }
    all
}

/// What is before and after the name in other forms of `${name}`.
const REFERENCES: [(&str, &str); 3] = [
    ("${property(\"", "\")}"),
    ("${project.property(\"", "\")}"),
    ("${extra[\"", "\"]}"),
];

/// A line with `${property("x")}` and `${extra["x"]}` as `${x}`, and the versions of the catalog as variables. Every
/// part knows where it is written.
fn referring(number: usize, line: &str) -> Woven {
    let mut woven = Woven::default();
    let (mut at, mut rest) = (Place::line(number), line);
    let starts = line.match_indices(['$', 'l']);
    for (start, _) in starts {
        let Some(before) = start.checked_sub(line.len() - rest.len()) else {
            continue;
        };
        let Some((before, here)) = rest.split_at_checked(before) else {
            break;
        };
        let Some((variable, after)) = property(here).or_else(|| catalog::naming(here)) else {
            continue;
        };
        woven.push(before, at);
        at = at.after(before);
        woven.push(&variable, at);
        let written = here.strip_suffix(after).unwrap_or_default();
        (at, rest) = (at.after(written), after);
    }
    woven.push(rest, at);
    woven
}

/// The variable that a text begins with in another form than `${x}`, and what follows it.
fn property(text: &str) -> Option<(String, &str)> {
    REFERENCES.into_iter().find_map(|(start, end)| {
        let inner = text.strip_prefix(start)?;
        let (name, _) = inner.split_once('"')?;
        let rest = inner.strip_prefix(name)?.strip_prefix(end)?;
        Some((format!("${{{name}}}"), rest))
    })
}

/// `def v = '1.2'`, `val v = "1.2"`, `ext.v = '1.2'`, `set("v", "1.2")`, and a number or Java version instead.
fn variable(line: &Woven) -> Option<(String, Woven)> {
    let said = line.text.trim();
    let (name, value) = match said.strip_prefix("set(") {
        Some(inner) => inner.split_once(',')?,
        None => said.split_once('=')?,
    };
    let words = name
        .split([' ', '.', '"', '\'', ':', '[', ']', '('])
        .filter(|word| !word.is_empty());
    let mut words = words.filter(|word| {
        !matches!(
            *word,
            "def" | "val" | "var" | "ext" | "extra" | "String" | "project" | "const"
        )
    });
    let name = words.next().filter(|_| words.next().is_none())?;
    let constant = || {
        let (number, rest) = java::constant(value)?;
        Some((number, number.replace('_', "."), rest))
    };
    let literal = literal(value).map(|(text, rest)| (text, text.to_owned(), rest));
    let (written, text, rest) = literal.or_else(constant)?;
    let is_all = rest.trim().trim_matches([')', ';']).is_empty();
    let value = Woven::plain(&text, line.place_of(written));
    is_all.then(|| (name.to_owned(), value))
}

/// The first quoted text and what follows it; nothing may stand before it but blanks.
fn literal(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| "\"'".contains(*c))?;
    text.get(1..)?.split_once(quote)
}

/// `id("x") version "1"`, `kotlin("jvm") version "1"`.
fn plugin(line: &Woven, variables: &Variables) -> Option<Claim> {
    let said = line.text.trim();
    let (is_kotlin, rest) = match (said.strip_prefix("id"), said.strip_prefix("kotlin(")) {
        (Some(rest), _) => (false, rest.trim_start_matches([' ', '('])),
        (None, Some(rest)) => (true, rest),
        (None, None) => return None,
    };
    let (name, rest) = literal(rest)?;
    let (_, version) = rest.split_once("version")?;
    let version = stated(line, version.trim_start_matches([' ', '(']))?;
    let name = if is_kotlin {
        format!("org.jetbrains.kotlin.{name}")
    } else {
        name.to_owned()
    };
    let version = version.expanded(variables);
    claim(format!("pkg:gradle/{name}"), &version, Role::Build)
}

/// The version that a text begins with: a literal, or the name of a variable.
fn stated(line: &Woven, text: &str) -> Option<Woven> {
    if let Some((version, _)) = literal(text) {
        return Some(Woven::plain(version, line.place_of(version)));
    }
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let (variable, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let at = line.place_of(variable);
    if rest.trim_start().starts_with(['(', '?', '[']) {
        return Some(Woven::plain(java::expression(text), at));
    }
    (!variable.is_empty()).then(|| Woven::plain(&format!("${{{variable}}}"), at))
}

fn claim(purl: String, version: &Woven, role: Role) -> Option<Claim> {
    let (at, beside) = version.place(0);
    let beside = beside.map(str::to_owned);
    let text = version.text.as_str();
    let subject = Subject::Package(purl);
    let claim = if text.contains(['(', '?']) && gradle::read(text).is_none() {
        Claim::floating(at, subject, text, role).noted("an expression")
    } else if text.contains('$') {
        Claim::floating(at, subject, text, role).noted(NO_VALUE)
    } else if let Some(accepts) = gradle::read(text) {
        Claim::set(at, subject, text, accepts, role)
    } else if text == "+" || text.starts_with("latest.") {
        Claim::floating(at, subject, text, role)
    } else if is_placeholder(text) {
        Claim::floating(at, subject, text, role).noted(PLACEHOLDER)
    } else {
        // `1.7.15!!` is short for `strictly`.
        Claim::pin(at, subject, bare(text.trim_end_matches("!!"))?, role)
    };
    Some(Claim { beside, ..claim })
}

/// The dependencies of a line: strings `group:name:version`, and `group: 'g', name: 'n', version: 'v'`.
fn dependencies(line: &Woven, variables: &Variables) -> Vec<Claim> {
    let mut claims = Vec::new();
    let is_test = line.text.trim_start().starts_with("test")
        || line.text.trim_start().starts_with("androidTest");
    let role = if is_test { Role::Dev } else { Role::Run };
    if let Some((group, name, version)) = named(line) {
        let version = version.expanded(variables);
        claims.extend(claim(format!("pkg:maven/{group}/{name}"), &version, role));
    }
    let mut rest = line.text.as_str();
    while let Some(start) = rest.find(['"', '\'']) {
        let Some((inner, after)) = rest.get(start..).and_then(literal) else {
            break;
        };
        rest = after;
        let parts: Vec<&str> = inner.split(':').collect();
        let [group, name, version] = parts.as_slice() else {
            continue;
        };
        let is_word = |text: &str| {
            !text.is_empty()
                && text
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "._-".contains(c))
        };
        // `12:30:45` is a time.
        let is_group = is_word(group) && group.starts_with(|c: char| c.is_ascii_alphabetic());
        if !is_group || !is_word(name) {
            continue;
        }
        let version = version.split('@').next().unwrap_or(version);
        let version = Woven::plain(version, line.place_of(version)).expanded(variables);
        claims.extend(claim(format!("pkg:maven/{group}/{name}"), &version, role));
    }
    claims
}

/// The group, name and version in arguments with names: `group: 'g', name: 'n', version: 'v'`, or `=` in Kotlin.
fn named(line: &Woven) -> Option<(&str, &str, Woven)> {
    let quoted = |key| Some(literal(argument(&line.text, key)?)?.0);
    let version = stated(line, argument(&line.text, "version")?)?;
    Some((quoted("group")?, quoted("name")?, version))
}

/// What follows `key:` or `key =`, if the key stands alone.
fn argument<'a>(line: &'a str, key: &str) -> Option<&'a str> {
    let mut starts = line.match_indices(key);
    starts.find_map(|(at, _)| {
        let is_inside = line
            .get(..at)?
            .ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.');
        let after = line.get(at + key.len()..)?.trim_start();
        let value = after.strip_prefix([':', '='])?.trim_start();
        (!is_inside).then_some(value)
    })
}

/// Reads `gradle-wrapper.properties`: the version in the address of the distribution.
pub fn wrapper(source: &Source<'_>) -> Result<Findings, Misfit> {
    let claims = numbered(source.text).filter_map(|(number, line)| {
        let (key, address) = line.split_once('=')?;
        let file = address.trim().rsplit('/').next()?.strip_prefix("gradle-")?;
        let version = ["-bin.zip", "-all.zip"]
            .into_iter()
            .find_map(|end| file.strip_suffix(end))?;
        let at = place_in(number, line, version);
        (key.trim() == "distributionUrl")
            .then(|| Claim::pin(at, Subject::Product("gradle"), version, Role::Build))
    });
    Ok(Findings::of(claims))
}

#[cfg(test)]
mod tests {
    use super::{referring, script, wrapper};
    use crate::stack::formats::tests::{rows, rows_beside};

    const SCRIPTS: &[(&str, &str)] = &[
        (
            "id 'org.springframework.boot' version '2.7.0'",
            "1:40 pkg:gradle/org.springframework.boot pin 2.7.0 build",
        ),
        (
            "  id(\"org.springframework.boot\") version \"2.7.0\" apply false",
            "1:43 pkg:gradle/org.springframework.boot pin 2.7.0 build",
        ),
        (
            "kotlin(\"jvm\") version \"1.9.0\"",
            "1:24 pkg:gradle/org.jetbrains.kotlin.jvm pin 1.9.0 build",
        ),
        (
            "val v = \"1.9.0\"\nkotlin(\"jvm\") version v",
            "1:10 pkg:gradle/org.jetbrains.kotlin.jvm pin 1.9.0 build",
        ),
        (
            "id(\"a.b\") version (v) apply false",
            "1:20 pkg:gradle/a.b floating  build",
        ),
        ("id(\"a.b\") version", ""),
        (
            "id(\"a.b\") version if (x) \"1\" else \"2\"",
            "1:19 pkg:gradle/a.b floating  build",
        ),
        (
            "implementation 'org.hibernate:hibernate-core:5.6.1'",
            "1:46 pkg:maven/org.hibernate/hibernate-core pin 5.6.1 run",
        ),
        (
            "testImplementation(\"a.b:c:1.2.+\")",
            "1:27 pkg:maven/a.b/c set 1.2.+ dev",
        ),
        ("implementation 'a.b:c'", ""),
        (
            "id('a.b') version '@v@'",
            "1:20 pkg:gradle/a.b floating  build",
        ),
        ("// implementation 'a.b:c:1'", ""),
        ("/*\n implementation 'a.b:c:1'\n*/", ""),
        ("/* implementation 'a.b:c:1' */", ""),
        ("/*\nimplementation 'a.b:c:1' */", ""),
        (
            "def v = '5.6'\nimplementation \"a.b:c:$v\"",
            "1:10 pkg:maven/a.b/c pin 5.6 run",
        ),
        (
            "ext.v = '5.6'\nimplementation \"a.b:c:${v}\"",
            "1:10 pkg:maven/a.b/c pin 5.6 run",
        ),
        (
            "implementation \"a.b:c:$w\"",
            "1:23 pkg:maven/a.b/c floating  run",
        ),
        (
            "implementation 'a.b:c:latest.release'",
            "1:23 pkg:maven/a.b/c floating  run",
        ),
        ("url 'https://x.y:8080/z:1'", ""),
        (
            "compile group: 'a.b', name: 'c', version: '1.2'",
            "1:44 pkg:maven/a.b/c pin 1.2 run",
        ),
        (
            "testImplementation(group = \"a.b\", name = \"c\", version = \"1.2\")",
            "1:58 pkg:maven/a.b/c pin 1.2 dev",
        ),
        (
            "def v = '1.2'\ncompile group: 'a.b', name: 'c', version: v, ext: 'jar'",
            "1:10 pkg:maven/a.b/c pin 1.2 run",
        ),
        ("compile group: 'a.b', name: 'c'", ""),
        (
            "implementation 'commons-io:commons-io:2.4'",
            "1:39 pkg:maven/commons-io/commons-io pin 2.4 run",
        ),
        ("at '12:30:45'", ""),
        (
            "extra[\"v\"] = \"1.2\"\nimplementation(\"a.b:c:${property(\"v\")}\")",
            "1:15 pkg:maven/a.b/c pin 1.2 run",
        ),
    ];

    #[test]
    fn scripts_have_literals() {
        for (text, expected) in SCRIPTS {
            assert_eq!(rows(script, text), *expected, "{text}");
        }
        let text = "implementation \"a.b:c:$v\"";
        assert_eq!(
            rows_beside(script, text, &[("gradle.properties", "# x\nv=1.2\n")]),
            "gradle.properties:2:3 pkg:maven/a.b/c pin 1.2 run"
        );
    }

    #[test]
    fn scripts_use_the_versions_of_the_catalog() {
        let catalog = "[versions]\nspring-boot = \"2.7.0\"\njava = { strictly = \"17\" }\n";
        for (text, expected) in [
            (
                "id(\"org.springframework.boot\") version libs.versions.spring.boot.get()",
                "gradle/libs.versions.toml:2:16 pkg:gradle/org.springframework.boot pin 2.7.0 build",
            ),
            (
                "implementation(\"a.b:c:${libs.versions.spring.boot.get()}\")",
                "gradle/libs.versions.toml:2:16 pkg:maven/a.b/c pin 2.7.0 run",
            ),
            (
                "api \"a.b:c:${libs.versions.spring.boot.get()}\", \"c.d:e:1.0\"",
                "gradle/libs.versions.toml:2:16 pkg:maven/a.b/c pin 2.7.0 run | \
                 1:56 pkg:maven/c.d/e pin 1.0 run",
            ),
            (
                "api \"a.b:c:${property(\"x\")}\", \"c.d:e:1.0\"",
                "1:12 pkg:maven/a.b/c floating  run | 1:38 pkg:maven/c.d/e pin 1.0 run",
            ),
            (
                "id 'a.b' version libs.versions.other.get()",
                "1:18 pkg:gradle/a.b floating  build",
            ),
            (
                "def v = libs.versions.java.get()\nid 'a.b' version \"1.2\"",
                "2:19 pkg:gradle/a.b pin 1.2 build",
            ),
        ] {
            let files = [("gradle/libs.versions.toml", catalog)];
            assert_eq!(rows_beside(script, text, &files), expected, "{text}");
        }
    }

    #[test]
    fn a_line_of_many_references_is_read_once() {
        let line = "${property(\"v\")}".repeat(100_000);
        assert_eq!(referring(1, &line).text, "${v}".repeat(100_000));
        let cut = "${property(\"v\")}${property(\"v";
        assert_eq!(referring(1, cut).text, "${v}${property(\"v");
    }

    #[test]
    fn the_wrapper_has_a_distribution() {
        let text =
            "distributionUrl=https\\://services.gradle.org/distributions/gradle-7.6-bin.zip\n";
        assert_eq!(rows(wrapper, text), "1:67 gradle pin 7.6 build");
    }
}
