//! Files of one line that name the version of a runtime: `.nvmrc`, `.python-version`, `runtime.txt` and others.

use crate::stack::claim::{Claim, Findings, Kind, Role, Source, Subject};
use crate::stack::requirement::{npm, pep440, ruby, terraform};
use crate::stack::written::{self, Notation};
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// The files, with their product and their notation for ranges.
const FILES: [(&str, &str, Notation); 12] = [
    (".nvmrc", "nodejs", npm::read),
    (".node-version", "nodejs", npm::read),
    (".python-version", "python", pep440::read),
    (".ruby-version", "ruby", ruby::read),
    (".go-version", "go", npm::read),
    (".terraform-version", "terraform", terraform::read),
    (".opentofu-version", "opentofu", terraform::read),
    (".perl-version", "perl", npm::read),
    (".bazelversion", "bazel", npm::read),
    (".php-version", "php", npm::read),
    (".bun-version", "bun", npm::read),
    (".java-version", "", npm::read),
];

/// The names of the files.
pub fn names() -> impl Iterator<Item = &'static str> {
    let own = FILES.iter().map(|(file, ..)| *file);
    own.chain(["runtime.txt", "system.properties"])
}

/// Whether a file name is one of these.
pub fn is(name: &str) -> bool {
    names().any(|own| own == name)
}

/// Reads a file of a known name. If it has several lines, each may be used; the first is the default.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let name = source.name();
    match name {
        "runtime.txt" => return Ok(heroku(source)),
        "system.properties" => return Ok(properties(source)),
        _ => {}
    }
    let Some((_, product, notation)) = FILES.iter().find(|(file, ..)| *file == name) else {
        return Ok(Findings::default());
    };
    let lines = said(source.text);
    let Some(((at, text), more)) = lines.split_first() else {
        return Ok(Findings::default());
    };
    let claim = match *product {
        "" => java(*at, text),
        _ => one(*at, product, text, *notation),
    };
    let name = if product.is_empty() { "java" } else { product };
    let claim = claim.or_else(|| unknown(*at, name, text, Role::Run));
    // pyenv takes several in a line as well.
    let beside = text
        .split_whitespace()
        .skip(1)
        .filter(|_| *product == "python");
    let others: Vec<&str> = beside.chain(more.iter().map(|(_, line)| *line)).collect();
    Ok(Findings::of(claim.map(|claim| with_others(claim, &others))))
}

/// The claim of the first of several versions, with the others in its note.
pub fn with_others(claim: Claim, others: &[&str]) -> Claim {
    if others.is_empty() {
        return claim;
    }
    let others = format!("also lists {}", others.join(", "));
    let note = match &claim.note {
        Some(note) => format!("{note}, {others}"),
        // The note takes the place of what is written.
        None if claim.kind == Kind::Floating => format!("`{}`, {others}", claim.written),
        None => others,
    };
    claim.noted(note)
}

/// The lines with content, with their positions.
fn said(text: &str) -> Vec<(Place, &str)> {
    let lines = numbered(text).filter_map(|(number, line)| {
        let said = line.split('#').next()?.trim();
        (!said.is_empty()).then(|| (place_in(number, line, said), said))
    });
    lines.collect()
}

/// What may stand before a version of a product, and the product that is then meant.
const PREFIXES: [(&str, &str, &str); 7] = [
    ("go", "go", "go"),
    ("nodejs", "node/", "nodejs"),
    ("python", "python-", "python"),
    ("python", "cpython-", "python"),
    ("python", "cpython@", "python"),
    ("ruby", "jruby-", "jruby"),
    ("ruby", "ruby-", "ruby"),
];

/// The product and the version of a text in which a version of a product is expected: `jruby-9.4` names another
/// implementation of Ruby, which is a product of its own.
pub fn implementation<'a>(product: &'static str, text: &'a str) -> (&'static str, &'a str) {
    let mut prefixes = PREFIXES.iter().filter(|(of, ..)| *of == product);
    let named = prefixes.find_map(|(_, start, own)| Some((*own, text.strip_prefix(start)?)));
    let (product, text) = named.unwrap_or((product, text));
    let build = (product == "python").then(|| free_threaded(text)).flatten();
    (product, build.unwrap_or(text))
}

/// The version of a Python without a global lock: `3.13t`, `3.14t-dev`. `None` for others.
fn free_threaded(text: &str) -> Option<&str> {
    let version = text.strip_suffix("-dev").unwrap_or(text);
    let version = version.strip_suffix('t')?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    version.split('.').all(is_number).then_some(version)
}

/// What stands where a version of a product is expected and is none: another implementation of a language, such as
/// `pypy3.9`, or the name of an environment. `None` for the path of a file, which is read itself.
pub fn unknown(at: Place, product: &str, text: &str, role: Role) -> Option<Claim> {
    let is_path = text.starts_with('.') || text.contains('/');
    let subject = Subject::Unknown(product.to_owned());
    (!text.is_empty() && !is_path).then(|| Claim::pin(at, subject, text, role))
}

/// A version of a product, or of another implementation that the line names: `jruby-9.4`, `pypy3.9`.
pub fn one(at: Place, product: &'static str, text: &str, notation: Notation) -> Option<Claim> {
    let (product, version) = implementation(product, text);
    let version = alone(product, version);
    let claim = written::claim(at, Subject::Product(product), version, notation, Role::Run)?;
    Some(claim.written(text))
}

/// A version without what its file may append: the gem set of RVM (`2.7.5@shop`), the environment of pyenv
/// (`3.9.1/envs/shop`), further versions, the platform of uv (`3.12.3-linux-x86_64-gnu`).
fn alone<'a>(product: &str, text: &'a str) -> &'a str {
    match product {
        "ruby" | "jruby" => text.split('@').next().unwrap_or(text),
        // `nightly-2024-05-01`, `1.80.0-x86_64-unknown-linux-gnu`
        "rust" => text.split('-').next().unwrap_or(text),
        "python" if text.starts_with(|c: char| c.is_ascii_digit()) => {
            let end = text.find(|c: char| c == '/' || c.is_whitespace());
            let version = text.get(..end.unwrap_or(text.len())).unwrap_or(text);
            let on_system = ["-linux", "-macos", "-windows"]
                .iter()
                .find_map(|system| version.split_once(system));
            on_system.map_or(version, |(version, _)| version)
        }
        _ => text,
    }
}

/// Parses `17`, `1.8`, and versions after a vendor: `temurin-17.0.9`, `openjdk64-11`. `None` if the vendor is unknown.
pub fn java(at: Place, text: &str) -> Option<Claim> {
    let (subject, version) = vendor(text)?;
    let claim = written::claim(at, subject, &level(version), npm::read, Role::Run)?;
    Some(claim.written(text))
}

/// The product of the Java that mise installs for a version without a vendor, see
/// <https://mise.jdx.dev/lang/java.html>.
pub const SHORTHAND: &str = "openjdk-builds-from-oracle";

/// The vendors in Java versions of asdf and mise with their products, see <https://github.com/halcyon/asdf-java> and
/// <https://mise.jdx.dev/lang/java.html>; both have the names of <https://github.com/joschi/java-metadata>. A build of
/// no product here, such as `graalvm-22.3.0+java17`, has a vendor that is unknown.
pub const VENDORS: [(&str, &str); 17] = [
    ("adoptopenjdk", "eclipse-temurin"),
    ("adoptopenjdk-openj9", "ibm-semeru-runtime"),
    ("amazon-corretto", "amazon-corretto"),
    ("corretto", "amazon-corretto"),
    ("dragonwell", "alibaba-dragonwell"),
    ("graalvm-community", "graalvm-ce"),
    ("liberica", "bellsoft-liberica"),
    ("mandrel", "mandrel"),
    ("microsoft", "microsoft-build-of-openjdk"),
    ("openjdk", SHORTHAND),
    ("oracle", "oracle-jdk"),
    ("oracle-graalvm", "oracle-graalvm"),
    ("sapmachine", "sapmachine"),
    ("semeru", "ibm-semeru-runtime"),
    ("semeru-openj9", "ibm-semeru-runtime"),
    ("temurin", "eclipse-temurin"),
    ("zulu", "azul-zulu"),
];

/// Words behind a vendor for what is packaged of its distribution.
const PACKAGINGS: [&str; 6] = ["crac", "javafx", "jdk", "jre", "lite", "musl"];

/// The product of the vendor that a Java version names, and the version; no particular one if it names none. `None`
/// if the vendor is unknown.
fn vendor(text: &str) -> Option<(Subject, &str)> {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let mut dashes = text.match_indices('-').filter_map(|(at, _)| {
        let (name, version) = (text.get(..at)?, text.get(at + 1..)?);
        is_number(version).then_some((name, version))
    });
    let Some((name, version)) = dashes.next().filter(|_| !is_number(text)) else {
        return Some((Subject::Java, text));
    };
    // jEnv adds the bits, and calls all builds without a vendor of their own OpenJDK, see
    // <https://github.com/jenv/jenv>.
    let Some(name) = name
        .strip_suffix("64")
        .or(Some(name))
        .filter(|_| name != "openjdk64")
    else {
        return Some((Subject::Java, version));
    };
    let words = name.split('-').filter(|word| !PACKAGINGS.contains(word));
    let name = words.collect::<Vec<_>>().join("-");
    let (_, product) = VENDORS.iter().find(|(own, _)| *own == name)?;
    Some((Subject::Product(product), version))
}

/// Java 5 to 8 call themselves 1.5 to 1.8, and Semeru adds the version of its virtual machine.
pub fn level(version: &str) -> String {
    let version = version.split("_openj9").next().unwrap_or(version);
    let old = version
        .strip_prefix("1.")
        .filter(|rest| rest.starts_with(|c: char| "5678".contains(c)));
    old.unwrap_or(version).replace('_', "u")
}

/// Heroku's `runtime.txt`: `python-3.9.1`.
fn heroku(source: &Source<'_>) -> Findings {
    let lines = said(source.text);
    let first = lines
        .first()
        .filter(|(_, text)| text.starts_with("python-"));
    Findings::of(first.and_then(|(at, text)| one(*at, "python", text, pep440::read)))
}

/// Heroku's `system.properties`: `java.runtime.version=11`.
fn properties(source: &Source<'_>) -> Findings {
    let claims = numbered(source.text).filter_map(|(number, line)| {
        let (name, value) = line.split_once('=')?;
        let value = value.trim();
        (name.trim() == "java.runtime.version").then_some(())?;
        let at = place_in(number, line, value);
        java(at, value).or_else(|| unknown(at, "java", value, Role::Run))
    });
    Findings::of(claims)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::{findings, rows_of};

    #[test]
    fn of_several_versions_the_others_are_a_note() {
        for (file, text, expected) in [
            (
                ".python-version",
                "3.9.1\n# why\n3.8.2\n",
                Some("also lists 3.8.2"),
            ),
            (
                ".python-version",
                "3.9.1 3.8.2\npypy3.9",
                Some("also lists 3.8.2, pypy3.9"),
            ),
            (".ruby-version", "3.2.1\n2.7.5", Some("also lists 2.7.5")),
            (".java-version", "17\n", None),
        ] {
            let claims = findings(read, file, text).claims;
            let notes: Vec<_> = claims.iter().map(|claim| claim.note.as_deref()).collect();
            assert_eq!(notes, [expected], "{file} {text}");
        }
    }

    #[test]
    fn a_line_names_a_version() {
        for (file, text, expected) in [
            (".nvmrc", "v16.20.2\n", "1:1 nodejs pin 16.20.2 run"),
            (".nvmrc", "16", "1:1 nodejs pin 16 run"),
            (".nvmrc", "# why\n  18.x\n", "2:3 nodejs pin 18 run"),
            (".nvmrc", "18 # the oldest", "1:1 nodejs pin 18 run"),
            (".nvmrc", "\u{feff}18\r\n", "1:1 nodejs pin 18 run"),
            (".nvmrc", "18.x.x", "1:1 nodejs pin 18 run"),
            (".nvmrc", "v18.0.0-rc.1", "1:1 nodejs pin 18.0.0-rc.1 run"),
            (".nvmrc", "lts/hydrogen", "1:1 nodejs pin 18 run"),
            (".nvmrc", "lts/Hydrogen", "1:1 nodejs pin 18 run"),
            (".nvmrc", "lts-hydrogen", "1:1 nodejs pin 18 run"),
            (".nvmrc", "lts/*", "1:1 nodejs floating  run"),
            (".nvmrc", "lts/-2", "1:1 nodejs floating  run"),
            (".nvmrc", "lts-latest", "1:1 nodejs floating  run"),
            (".nvmrc", "lts/unheard", "1:1 nodejs floating  run"),
            (".nvmrc", "node", "1:1 nodejs floating  run"),
            (".nvmrc", "stable", "1:1 nodejs floating  run"),
            (".nvmrc", "unstable", "1:1 nodejs floating  run"),
            (".nvmrc", "system", "1:1 nodejs floating  run"),
            (".nvmrc", ">=18", "1:1 nodejs set >=18 run"),
            (".nvmrc", "^18.12", "1:1 nodejs set ^18.12 run"),
            (".nvmrc", "~18", "1:1 nodejs set ~18 run"),
            (".nvmrc", "iojs-v3.3.1", "1:1 nodejs pin iojs-v3.3.1 run"),
            (".nvmrc", "", ""),
            (".nvmrc", "# nothing", ""),
            (".node-version", "18.17.1", "1:1 nodejs pin 18.17.1 run"),
            (
                ".python-version",
                "3.9.1\n3.8.2\n",
                "1:1 python pin 3.9.1 run",
            ),
            (
                ".python-version",
                "3.11.4 3.10.2",
                "1:1 python pin 3.11.4 run",
            ),
            (".python-version", "3", "1:1 python pin 3 run"),
            (".python-version", "3.12-dev", "1:1 python pin 3.12-dev run"),
            (".python-version", "3.13t", "1:1 python pin 3.13 run"),
            (".python-version", "3.14t-dev", "1:1 python pin 3.14 run"),
            (".python-version", "shop", "1:1 python pin shop run"),
            (".python-version", "./shop", ""),
            (
                ".python-version",
                "3.14.0rc2",
                "1:1 python pin 3.14.0rc2 run",
            ),
            (
                ".python-version",
                "3.9.1/envs/shop",
                "1:1 python pin 3.9.1 run",
            ),
            (
                ".python-version",
                "cpython-3.12.3-linux-x86_64-gnu",
                "1:1 python pin 3.12.3 run",
            ),
            (".python-version", "cpython@3.12", "1:1 python pin 3.12 run"),
            (
                ".python-version",
                "python-3.9.1",
                "1:1 python pin 3.9.1 run",
            ),
            (".python-version", ">=3.12", "1:1 python set >=3.12 run"),
            (".python-version", "system", "1:1 python floating  run"),
            (
                ".python-version",
                "pypy3.9-7.3.11",
                "1:1 python pin pypy3.9-7.3.11 run",
            ),
            (
                ".python-version",
                "pypy@3.10",
                "1:1 python pin pypy@3.10 run",
            ),
            (
                ".python-version",
                "graalpy-24.0",
                "1:1 python pin graalpy-24.0 run",
            ),
            (
                ".python-version",
                "miniconda3-4.7.12",
                "1:1 python pin miniconda3-4.7.12 run",
            ),
            (
                ".python-version",
                "stackless-3.7.5",
                "1:1 python pin stackless-3.7.5 run",
            ),
            (".python-version", "my-env", "1:1 python pin my-env run"),
            (".ruby-version", "ruby-2.7.5", "1:1 ruby pin 2.7.5 run"),
            (".ruby-version", "2.7.5", "1:1 ruby pin 2.7.5 run"),
            (".ruby-version", "3.2", "1:1 ruby pin 3.2 run"),
            (".ruby-version", "2.7.5@shop", "1:1 ruby pin 2.7.5 run"),
            (".ruby-version", "ruby-2.7.5@shop", "1:1 ruby pin 2.7.5 run"),
            (
                ".ruby-version",
                "ruby-2.7.5-p203",
                "1:1 ruby pin 2.7.5-p203 run",
            ),
            (
                ".ruby-version",
                "ruby-3.3.0-preview1",
                "1:1 ruby pin 3.3.0-preview1 run",
            ),
            (".ruby-version", "ruby-head", "1:1 ruby floating  run"),
            (".ruby-version", "system", "1:1 ruby floating  run"),
            (
                ".ruby-version",
                "jruby-9.4.2.0",
                "1:1 jruby pin 9.4.2.0 run",
            ),
            (
                ".ruby-version",
                "jruby-9.4.2.0@shop",
                "1:1 jruby pin 9.4.2.0 run",
            ),
            (
                ".ruby-version",
                "truffleruby-22.3.0",
                "1:1 ruby pin truffleruby-22.3.0 run",
            ),
            (
                ".ruby-version",
                "truffleruby+graalvm-23.1.0",
                "1:1 ruby pin truffleruby+graalvm-23.1.0 run",
            ),
            (
                ".ruby-version",
                "mruby-3.1.0",
                "1:1 ruby pin mruby-3.1.0 run",
            ),
            (
                ".ruby-version",
                "ree-1.8.7-2012.02",
                "1:1 ruby pin ree-1.8.7-2012.02 run",
            ),
            (".ruby-version", "rbx-5.0", "1:1 ruby pin rbx-5.0 run"),
            (".java-version", "17.0", "1:1 java pin 17.0 run"),
            (".java-version", "1.8", "1:1 java pin 8 run"),
            (".java-version", "17-ea", "1:1 java pin 17-ea run"),
            (
                ".java-version",
                "acme-17.0.9",
                "1:1 java pin acme-17.0.9 run",
            ),
            (".java-version", "1.8.0_342", "1:1 java pin 8.0u342 run"),
            (".java-version", "17-ea", "1:1 java pin 17-ea run"),
            (
                ".java-version",
                "openjdk64-11.0.2",
                "1:1 java pin 11.0.2 run",
            ),
            (
                ".java-version",
                "oracle64-1.8.0.361",
                "1:1 oracle-jdk pin 8.0.361 run",
            ),
            (
                ".java-version",
                "openjdk-11.0.2",
                "1:1 openjdk-builds-from-oracle pin 11.0.2 run",
            ),
            (
                ".java-version",
                "temurin64-11.0.2",
                "1:1 eclipse-temurin pin 11.0.2 run",
            ),
            (
                ".java-version",
                "temurin-17.0.9+9",
                "1:1 eclipse-temurin pin 17.0.9+9 run",
            ),
            (
                ".java-version",
                "temurin-jre-17.0.9+9",
                "1:1 eclipse-temurin pin 17.0.9+9 run",
            ),
            (
                ".java-version",
                "corretto-17",
                "1:1 amazon-corretto pin 17 run",
            ),
            (
                ".java-version",
                "zulu-8.72.0.17",
                "1:1 azul-zulu pin 8.72.0.17 run",
            ),
            (
                ".java-version",
                "graalvm-ce-java17-22.3.1",
                "1:1 java pin graalvm-ce-java17-22.3.1 run",
            ),
            (".java-version", "system", "1:1 java floating  run"),
            (".go-version", "1.19.3", "1:1 go pin 1.19.3 run"),
            (".go-version", "go1.21.3", "1:1 go pin 1.21.3 run"),
            (".go-version", "1.22rc1", "1:1 go pin 1.22rc1 run"),
            (".go-version", "1.22.x", "1:1 go pin 1.22 run"),
            (".go-version", "latest", "1:1 go floating  run"),
            (".go-version", "system", "1:1 go floating  run"),
            (".terraform-version", "1.3.9", "1:1 terraform pin 1.3.9 run"),
            (
                ".terraform-version",
                "v1.5.7",
                "1:1 terraform pin 1.5.7 run",
            ),
            (
                ".terraform-version",
                "1.6.0-beta2",
                "1:1 terraform pin 1.6.0-beta2 run",
            ),
            (
                ".terraform-version",
                "latest",
                "1:1 terraform floating  run",
            ),
            (
                ".terraform-version",
                "latest:^1.5",
                "1:1 terraform pin 1.5 run",
            ),
            (
                ".terraform-version",
                "latest: ^0.12",
                "1:1 terraform pin 0.12 run",
            ),
            (
                ".terraform-version",
                "latest-allowed",
                "1:1 terraform floating  run",
            ),
            (
                ".terraform-version",
                "min-required",
                "1:1 terraform floating  run",
            ),
            (
                ".terraform-version",
                "~> 1.5.0",
                "1:1 terraform set ~> 1.5.0 run",
            ),
            (
                ".terraform-version",
                ">= 1.3, < 1.6",
                "1:1 terraform set >= 1.3, < 1.6 run",
            ),
            (".opentofu-version", "1.7.2", "1:1 opentofu pin 1.7.2 run"),
            (".php-version", "8.1", "1:1 php pin 8.1 run"),
            (".php-version", "8.2.12", "1:1 php pin 8.2.12 run"),
            (".php-version", "8.1.*", "1:1 php set 8.1.* run"),
            (".bun-version", "canary", "1:1 bun floating  run"),
            (".perl-version", "5.36.0", "1:1 perl pin 5.36.0 run"),
            (".bazelversion", "9.2.0", "1:1 bazel pin 9.2.0 run"),
            (".bazelversion", "8.x", "1:1 bazel pin 8 run"),
            ("runtime.txt", "python-3.9.1", "1:1 python pin 3.9.1 run"),
            ("runtime.txt", "python-3.9.x", "1:1 python pin 3.9 run"),
            ("runtime.txt", "nodejs-1", ""),
            ("runtime.txt", "", ""),
            (
                "system.properties",
                "# x\njava.runtime.version=11\n",
                "2:22 java pin 11 run",
            ),
            (
                "system.properties",
                "java.runtime.version = 1.8",
                "1:24 java pin 8 run",
            ),
            (
                "system.properties",
                "java.runtime.version=zulu-17",
                "1:22 azul-zulu pin 17 run",
            ),
            (
                "system.properties",
                "java.runtime.version=acme-17",
                "1:22 java pin acme-17 run",
            ),
            ("system.properties", "maven.version=3.8", ""),
        ] {
            assert_eq!(rows_of(read, file, text), expected, "{file}: {text}");
        }
    }
}
