//! The Java of a Gradle build: toolchains, and the levels that it compiles for, see
//! <https://docs.gradle.org/current/userguide/building_java_projects.html>.

use super::{NO_VALUE, literal};
use crate::stack::claim::{Claim, Role, Subject};
use crate::stack::formats::maven;
use crate::stack::woven::{Variables, Woven};
use crate::stack::written::{PLACEHOLDER, is_placeholder};
use crate::text::yaml::Place;

/// The beginnings of calls that ask for a toolchain. One may be the argument of the other.
const TOOLCHAINS: [&str; 2] = ["JavaLanguageVersion.of(", "jvmToolchain("];

/// The properties with the level of the language, or of the class files.
const LEVELS: [&str; 3] = [
    "sourceCompatibility",
    "targetCompatibility",
    "options.release",
];

/// What stands before a version that is written as a constant or an argument.
const CONSTANTS: [&str; 3] = ["JavaVersion.VERSION_", "JavaVersion.toVersion(", "VERSION_"];

/// The claims of a line: a toolchain is a pin, a level a minimum.
pub fn claims(line: &Woven, variables: &Variables) -> Vec<Claim> {
    let toolchain = TOOLCHAINS.iter().find_map(|start| {
        let (_, rest) = line.text.split_once(start)?;
        version(line, rest)
    });
    let toolchain = toolchain.map(|version| {
        let pin = |text: &str, at| Some(Claim::pin(at, Subject::Java, text, Role::Build));
        claim(&version.expanded(variables), pin, Role::Build)
    });
    let levels = LEVELS.iter().flat_map(|key| values(&line.text, key));
    let levels = levels.filter_map(|value| version(line, value));
    let levels = levels.map(|version| claim(&version.expanded(variables), maven::level, Role::Run));
    toolchain.into_iter().chain(levels).flatten().collect()
}

/// What follows `key =`, `key.set(`, or in Groovy `key` before a version.
fn values<'a>(line: &'a str, key: &'a str) -> impl Iterator<Item = &'a str> {
    line.match_indices(key).filter_map(move |(at, _)| {
        let is_inside = line.get(..at)?.ends_with(|c: char| c.is_alphanumeric());
        let rest = line.get(at + key.len()..)?;
        let said = rest.trim_start();
        let assigned = said
            .strip_prefix('=')
            .filter(|value| !value.starts_with('='));
        let set = rest.strip_prefix(".set(").or(assigned);
        let is_version = said.starts_with(|c: char| c.is_ascii_digit() || "\"'".contains(c))
            || said.starts_with("JavaVersion.");
        let bare = Some(said).filter(|_| rest.starts_with(' ') && is_version);
        set.or(bare).filter(|_| !is_inside)
    })
}

/// The version that a text begins with: a number, a literal, a constant or the name of a variable; `None` for another
/// property, which has a version of its own.
fn version(line: &Woven, text: &str) -> Option<Woven> {
    let text = text.trim_start();
    let constant = CONSTANTS.iter().find_map(|start| text.strip_prefix(start));
    let text = constant.unwrap_or(text);
    if let Some((literal, _)) = literal(text) {
        return Some(Woven::plain(literal, line.place_of(literal)));
    }
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !"._".contains(c));
    let (word, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let at = line.place_of(word);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Woven::plain(&word.replace('_', "."), at));
    }
    let conversions = ["get", "toInt", "toInteger", "asInt"];
    let name = word.rsplit('.').find(|part| !conversions.contains(part))?;
    let is_called = rest.starts_with('(') && word.rsplit('.').next() == Some(name);
    if is_called || rest.trim_start().starts_with(['(', '?', '[']) && !rest.starts_with('(') {
        return Some(Woven::plain(expression(text), at));
    }
    (!name.is_empty() && !LEVELS.contains(&name)).then(|| Woven::plain(&format!("${{{name}}}"), at))
}

/// The expression that a text begins with: up to a bracket that it does not open, or to the end of the statement.
pub fn expression(text: &str) -> &str {
    let mut depth = 0_usize;
    let end = text.char_indices().find(|(_, c)| {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => return true,
            ')' | ']' | '}' => depth -= 1,
            ';' => return depth == 0,
            _ => {}
        }
        false
    });
    let text = end.and_then(|(end, _)| text.get(..end)).unwrap_or(text);
    text.trim_end()
}

/// The number that a text begins with, alone or as a constant, and what follows it.
pub fn constant(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let constant = CONSTANTS.iter().find_map(|start| text.strip_prefix(start));
    let text = constant.unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_digit() && !"._".contains(c));
    let (number, rest) = text.split_at_checked(end.unwrap_or(text.len()))?;
    number
        .starts_with(|c: char| c.is_ascii_digit())
        .then_some((number, rest))
}

/// The claim of a version, made of its text and position.
fn claim(
    version: &Woven,
    make: impl Fn(&str, Place) -> Option<Claim>,
    role: Role,
) -> Option<Claim> {
    let (at, beside) = version.place(0);
    let text = version.text.as_str();
    let is_variable = text.starts_with("${") && text.find('}') == Some(text.len() - 1);
    let floating = |note| Claim::floating(at, Subject::Java, text, role).noted(note);
    let claim = match () {
        () if is_variable => floating(NO_VALUE),
        () if text.contains(['$', '(', '?', '[']) => floating("an expression"),
        () if is_placeholder(text) => floating(PLACEHOLDER),
        () => make(text, at)?,
    };
    Some(Claim {
        beside: beside.map(str::to_owned),
        ..claim
    })
}

#[cfg(test)]
mod tests {
    use crate::stack::formats::gradle::script;
    use crate::stack::formats::tests::{findings, rows, rows_beside};

    #[test]
    fn an_expression_is_no_variable() {
        for (value, written, why) in [
            (
                "if (name == \"x\") \"17\" else \"11\"",
                "if (name == \"x\") \"17\" else \"11\"",
                "an expression",
            ),
            ("x ? 11 : 17; y", "x ? 11 : 17", "an expression"),
            (
                "JavaVersion.current()",
                "JavaVersion.current()",
                "an expression",
            ),
            ("v.toInteger()", "${v}", super::NO_VALUE),
            ("v", "${v}", super::NO_VALUE),
            ("\"{{ v }}\"", "{{ v }}", super::PLACEHOLDER),
        ] {
            let text = format!("targetCompatibility = {value}");
            let claims = findings(script, "build.gradle", &text).claims;
            let said = (claims[0].written.as_str(), claims[0].note.as_deref());
            assert_eq!(said, (written, Some(why)), "{value}");
        }
    }

    #[test]
    fn a_java_is_said_once() {
        for (text, expected) in [
            (
                "languageVersion = JavaLanguageVersion.of(17)",
                "1:42 java pin 17 build",
            ),
            (
                "java { toolchain { languageVersion.set(JavaLanguageVersion.of(\"17\")) } }",
                "1:64 java pin 17 build",
            ),
            ("jvmToolchain(11)", "1:14 java pin 11 build"),
            ("val v = 17\njvmToolchain(v)", "1:9 java pin 17 build"),
            (
                "def v = JavaVersion.VERSION_1_8\nsourceCompatibility = v",
                "1:29 java set 1.8 run",
            ),
            (
                "ext.v = '11'\nsourceCompatibility = rootProject.ext.v",
                "1:10 java set 11 run",
            ),
            ("jvmToolchain(v.toInt())", "1:14 java floating  build"),
            ("sourceCompatibility = '1.8'", "1:24 java set 1.8 run"),
            ("sourceCompatibility 1.8", "1:21 java set 1.8 run"),
            ("targetCompatibility = 11", "1:23 java set 11 run"),
            (
                "sourceCompatibility = targetCompatibility = 1.8",
                "1:45 java set 1.8 run",
            ),
            (
                "java { sourceCompatibility = JavaVersion.VERSION_17; targetCompatibility = JavaVersion.VERSION_17 }",
                "1:50 java set 17 run | 1:96 java set 17 run",
            ),
            (
                "sourceCompatibility = JavaVersion.toVersion(\"21\")",
                "1:46 java set 21 run",
            ),
            (
                "sourceCompatibility = JavaVersion.current()",
                "1:23 java floating  run",
            ),
            ("kotlinOptions.jvmTarget = \"1.8\"", ""),
            ("    options.release = 17", "1:23 java set 17 run"),
            ("compileJava.options.release = 11", "1:31 java set 11 run"),
            ("  options.release.set(17)", "1:23 java set 17 run"),
            ("release = 17", ""),
            ("println sourceCompatibility", ""),
            ("if (sourceCompatibility == x) {", ""),
        ] {
            assert_eq!(rows(script, text), expected, "{text}");
        }
        let catalog = "[versions]\njava = \"17\"\n";
        assert_eq!(
            rows_beside(
                script,
                "jvmToolchain(libs.versions.java.get().toInt())",
                &[("gradle/libs.versions.toml", catalog)]
            ),
            "gradle/libs.versions.toml:2:9 java pin 17 build"
        );
    }
}
