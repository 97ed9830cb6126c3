//! Maven: projects and the wrapper, see <https://maven.apache.org/pom.html>.

use std::collections::HashMap;

use roxmltree::Node;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::requirement::maven;
use crate::stack::written::{PLACEHOLDER, bare, is_placeholder};
use crate::text::lines::{Lines, numbered, place_in};
use crate::text::requirement::Requirement;
use crate::text::version::Version;
use crate::text::xml::{self, child, children, value};
use crate::text::yaml::{Misfit, Place};

/// The properties that set the Java level.
const LEVELS: [&str; 4] = [
    "java.version",
    "maven.compiler.release",
    "maven.compiler.source",
    "maven.compiler.target",
];

/// Reads a `pom.xml`: the parent, the dependencies, and the Java level.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let document = xml::read(source.text)?;
    let lines = Lines::new(source.text);
    let root = document.root_element();
    let pom = Pom {
        properties: properties(root, &lines),
        lines: &lines,
    };
    let mut claims = Vec::new();
    claims.extend(child(root, "parent").and_then(|parent| pom.package(parent, Role::Run)));
    claims.extend(pom.levels(root));
    pom.dependencies(root, &mut claims);
    let profiles = child(root, "profiles")
        .into_iter()
        .flat_map(|profiles| children(profiles, "profile"));
    for profile in profiles {
        pom.dependencies(profile, &mut claims);
    }
    Ok(Findings::of(claims))
}

struct Pom<'a> {
    /// The values of properties, and where they stand.
    properties: HashMap<String, (String, Place)>,
    lines: &'a Lines<'a>,
}

fn properties(root: Node<'_, '_>, lines: &Lines<'_>) -> HashMap<String, (String, Place)> {
    let own = child(root, "properties")
        .into_iter()
        .flat_map(|node| node.children())
        .filter(Node::is_element)
        .map(|node| (node.tag_name().name(), node));
    let parent = child(root, "parent").and_then(|parent| child(parent, "version"));
    let parent = parent
        .into_iter()
        .flat_map(|version| PARENT.map(|name| (name, version)));
    own.chain(parent)
        .filter_map(|(name, node)| {
            let (text, at) = value(node, lines)?;
            Some((name.to_owned(), (text.to_owned(), at)))
        })
        .collect()
}

/// The names of the parent's version, the second being an old one.
const PARENT: [&str; 2] = ["project.parent.version", "parent.version"];

/// What the project says of itself, under its name and an old one: `${project.version}` is no other's version.
const OWN: [&str; 2] = ["${project.", "${pom."];

/// The most properties that are replaced in a text, because they may refer to each other.
const MOST: usize = 32;

impl Pom<'_> {
    fn dependencies(&self, node: Node<'_, '_>, claims: &mut Vec<Claim>) {
        let managed = child(node, "dependencyManagement");
        let lists = [Some(node), managed].into_iter().flatten();
        let lists = lists.filter_map(|node| child(node, "dependencies"));
        for dependency in lists.flat_map(|list| children(list, "dependency")) {
            let is_test = child(dependency, "scope").and_then(|scope| scope.text()) == Some("test");
            claims.extend(self.package(dependency, if is_test { Role::Dev } else { Role::Run }));
        }
        if let Some(build) = child(node, "build") {
            self.tools(build, claims);
        }
    }

    /// The packages that build a project: plugins, what they depend on, and extensions.
    fn tools(&self, build: Node<'_, '_>, claims: &mut Vec<Claim>) {
        let listed = |node, list, name| {
            child(node, list)
                .into_iter()
                .flat_map(move |list| children(list, name))
        };
        let mut packages: Vec<Node<'_, '_>> = listed(build, "extensions", "extension").collect();
        for plugin in plugins(build) {
            packages.push(plugin);
            packages.extend(listed(plugin, "dependencies", "dependency"));
            let configuration = child(plugin, "configuration").into_iter();
            packages.extend(
                configuration.flat_map(|it| listed(it, "annotationProcessorPaths", "path")),
            );
        }
        let packages = packages.into_iter();
        claims.extend(packages.filter_map(|package| self.package(package, Role::Build)));
    }

    /// A package with its version; a version that is missing is managed elsewhere.
    fn package(&self, node: Node<'_, '_>, role: Role) -> Option<Claim> {
        let part = |name| value(child(node, name)?, self.lines);
        let (group, _) = self.resolved(part("groupId")?)?;
        let (artifact, _) = self.resolved(part("artifactId")?)?;
        let (version, at) = self.resolved(part("version")?)?;
        let subject = Subject::Package(format!("pkg:maven/{group}/{artifact}"));
        if maven::is_range(&version) {
            let accepts = maven::read(&version)?;
            return Some(Claim::set(at, subject, &version, accepts, role));
        }
        // Words for the newest version, see <https://maven.apache.org/ref/current/maven-model/maven.html>.
        if matches!(version.as_str(), "LATEST" | "RELEASE") {
            return Some(Claim::floating(at, subject, &version, role));
        }
        if version.contains('$') {
            return Some(
                Claim::floating(at, subject, &version, role)
                    .noted("this file gives the property no value"),
            );
        }
        if is_placeholder(&version) {
            return Some(Claim::floating(at, subject, &version, role).noted(PLACEHOLDER));
        }
        Some(Claim::pin(at, subject, version, role))
    }

    /// A text with its properties replaced, and the position that one would edit; `None` if it is the project's own.
    fn resolved(&self, (text, at): (&str, Place)) -> Option<(String, Place)> {
        let mut left = MOST;
        let (text, at) = self.replaced(text, at, &mut left);
        let is_own = OWN.iter().any(|own| text.contains(own));
        (!is_own).then_some((text, at))
    }

    /// A text with as many of its properties replaced as are left to be, and the position of what it starts with. Those
    /// that the file does not define stay.
    fn replaced(&self, text: &str, at: Place, left: &mut usize) -> (String, Place) {
        let parts = text.split_once("${").and_then(|(before, rest)| {
            let (name, after) = rest.split_once('}')?;
            Some((before, name, after))
        });
        let Some((before, name, after)) = parts.filter(|_| *left > 0) else {
            return (text.to_owned(), at);
        };
        *left -= 1;
        let (value, value_at) = match self.properties.get(name) {
            Some((value, at)) => self.replaced(value, *at, left),
            None => (format!("${{{name}}}"), at),
        };
        let (after, _) = self.replaced(after, at, left);
        let at = if before.is_empty() { value_at } else { at };
        (format!("{before}{value}{after}"), at)
    }

    /// The Java levels in the properties and in the compiler's configuration. They are minimums.
    fn levels(&self, root: Node<'_, '_>) -> Vec<Claim> {
        let properties = LEVELS.iter().filter_map(|name| self.properties.get(*name));
        let properties = properties.cloned();
        let compilers = child(root, "build")
            .into_iter()
            .flat_map(plugins)
            .filter(|plugin| {
                child(*plugin, "artifactId").and_then(|node| node.text())
                    == Some("maven-compiler-plugin")
            });
        let configured = compilers
            .filter_map(|plugin| child(plugin, "configuration"))
            .flat_map(|configuration| {
                ["release", "source", "target"]
                    .into_iter()
                    .filter_map(move |name| value(child(configuration, name)?, self.lines))
            })
            .map(|(text, at)| (text.to_owned(), at));
        let mut said: Vec<(String, Place)> = properties
            .chain(configured)
            .filter_map(|(text, at)| self.resolved((&text, at)))
            .collect();
        said.sort_by_key(|(_, at)| *at);
        said.dedup();
        said.iter()
            .filter_map(|(text, at)| level(text, *at))
            .collect()
    }
}

/// The plugins of a build, and those that it only configures.
fn plugins<'a, 'b>(build: Node<'a, 'b>) -> impl Iterator<Item = Node<'a, 'b>> {
    let lists = [Some(build), child(build, "pluginManagement")];
    let lists = lists.into_iter().flatten();
    let lists = lists.filter_map(|node| child(node, "plugins"));
    lists.flat_map(|plugins| children(plugins, "plugin"))
}

/// The claim of a Java level, which is a minimum and names no vendor.
pub fn level(text: &str, at: Place) -> Option<Claim> {
    if is_placeholder(text) && !text.contains('$') {
        let claim = Claim::floating(at, Subject::Java, text, Role::Run);
        return Some(claim.noted(PLACEHOLDER));
    }
    let version = versions::level(&bare(text)?);
    let accepts = Requirement::at_least(&Version::new(&version).numbers()?);
    Some(Claim::set(at, Subject::Java, text, accepts, Role::Run))
}

/// Reads `maven-wrapper.properties`: the version in the distribution's address.
pub fn wrapper(source: &Source<'_>) -> Result<Findings, Misfit> {
    let claims = numbered(source.text).filter_map(|(number, line)| {
        let (key, address) = line.split_once('=')?;
        let file = address.trim().rsplit('/').next()?;
        let version = file
            .strip_prefix("apache-maven-")?
            .strip_suffix("-bin.zip")?;
        let is_distribution = key.trim() == "distributionUrl";
        is_distribution.then(|| {
            Claim::pin(
                place_in(number, line, version),
                Subject::Product("apache-maven"),
                version,
                Role::Build,
            )
        })
    });
    Ok(Findings::of(claims))
}

#[cfg(test)]
mod tests;
