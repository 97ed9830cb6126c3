//! Maven: projects and the wrapper, see <https://maven.apache.org/pom.html>.

use std::collections::HashMap;

use roxmltree::Node;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::requirement::maven;
use crate::stack::written::bare;
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
        let build = child(node, "build").and_then(|build| child(build, "plugins"));
        for plugin in build
            .into_iter()
            .flat_map(|plugins| children(plugins, "plugin"))
        {
            claims.extend(self.package(plugin, Role::Build));
        }
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
        let build = child(root, "build");
        let managed = build.and_then(|build| child(build, "pluginManagement"));
        let lists = [build, managed].into_iter().flatten();
        let plugins = lists.filter_map(|node| child(node, "plugins"));
        let compilers = plugins
            .flat_map(|plugins| children(plugins, "plugin"))
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

/// The claim of a Java level, which is a minimum and names no vendor.
pub fn level(text: &str, at: Place) -> Option<Claim> {
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
mod tests {
    use super::{read, wrapper};
    use crate::stack::formats::tests::rows;

    #[test]
    fn projects_depend_on_versions() {
        for (inner, expected) in [
            (
                "<parent><groupId>g</groupId><artifactId>a</artifactId><version>2.2.5.RELEASE</version></parent>",
                "1:74 pkg:maven/g/a pin 2.2.5.RELEASE run",
            ),
            (
                "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId></dependency></dependencies>",
                "",
            ),
            (
                "<properties><v>5.3.1</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version></dependency></dependencies>",
                "1:25 pkg:maven/g/a pin 5.3.1 run",
            ),
            (
                "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${w}</version></dependency></dependencies>",
                "1:91 pkg:maven/g/a floating  run",
            ),
            (
                "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${project.version}</version></dependency></dependencies>",
                "",
            ),
            (
                "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>[1,2)</version><scope>test</scope></dependency></dependencies>",
                "1:91 pkg:maven/g/a set [1,2) dev",
            ),
            (
                "<dependencyManagement><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>1</version></dependency></dependencies></dependencyManagement>",
                "1:113 pkg:maven/g/a pin 1 run",
            ),
            (
                "<properties><java.version>11</java.version></properties>",
                "1:36 java set 11 run",
            ),
            (
                "<properties><maven.compiler.source>1.8</maven.compiler.source><maven.compiler.target>1.8</maven.compiler.target></properties>",
                "1:45 java set 1.8 run | 1:95 java set 1.8 run",
            ),
            (
                "<properties><java.version>17</java.version><maven.compiler.release>${java.version}</maven.compiler.release></properties>",
                "1:36 java set 17 run",
            ),
            (
                "<build><pluginManagement><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><release>11</release></configuration></plugin></plugins></pluginManagement></build>",
                "1:124 java set 11 run",
            ),
            (
                "<properties><g>a.b</g></properties><dependencies><dependency><groupId>${g}</groupId><artifactId>c</artifactId><version>1</version></dependency></dependencies>",
                "1:130 pkg:maven/a.b/c pin 1 run",
            ),
            (
                "<build><plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><source>8</source></configuration></plugin></plugins></build>",
                "1:105 java set 8 run",
            ),
            (
                "<!-- <properties><java.version>11</java.version></properties> -->",
                "",
            ),
        ] {
            let text = format!("<project>{inner}</project>");
            let found = rows(read, &text);
            let lines = |text: &str| text.split_once(' ').map(|(_, rest)| rest.to_owned());
            assert_eq!(lines(&found), lines(expected), "{inner}");
        }
        assert_eq!(rows(read, "<project>"), "fault");
        let text = "<project>\n <properties>\n  <java.version>11</java.version>\n </properties>\n</project>";
        assert_eq!(rows(read, text), "3:17 java set 11 run");
    }

    /// The properties of a project, the version of a dependency, and what it says.
    const VERSIONS: &[(&str, &str, &str)] = &[
        ("", "1.2.3", "pin 1.2.3"),
        ("", "1", "pin 1"),
        ("", "2.7.18", "pin 2.7.18"),
        ("", "2.2.5.RELEASE", "pin 2.2.5.RELEASE"),
        ("", "5.6.15.Final", "pin 5.6.15.Final"),
        ("", "31.1-jre", "pin 31.1-jre"),
        ("", "3.0.0-M2", "pin 3.0.0-M2"),
        ("", "1.0-SNAPSHOT", "pin 1.0-SNAPSHOT"),
        ("", "9.4.53.v20231009", "pin 9.4.53.v20231009"),
        ("", "Finchley.SR2", "pin Finchley.SR2"),
        ("", " 1.2.3 ", "pin 1.2.3"),
        ("", "\n  1.2.3\n", "pin 1.2.3"),
        ("", "[1.2.3]", "set [1.2.3]"),
        ("", "[1.0,2.0)", "set [1.0,2.0)"),
        ("", "(,1.0],[1.2,)", "set (,1.0],[1.2,)"),
        ("", "[1.5,)", "set [1.5,)"),
        ("", "[1.0", ""),
        ("", "LATEST", "floating "),
        ("", "RELEASE", "floating "),
        ("<v>5.3.1</v>", "${v}", "pin 5.3.1"),
        ("<v> 5.3.1 </v>", "${v}", "pin 5.3.1"),
        ("<a.b-c_d>5.3.1</a.b-c_d>", "${a.b-c_d}", "pin 5.3.1"),
        ("<revision>1.4</revision>", "${revision}", "pin 1.4"),
        ("<v>[5,6)</v>", "${v}", "set [5,6)"),
        ("<v>RELEASE</v>", "${v}", "floating "),
        ("<v>5.3</v>", "${v}.1", "pin 5.3.1"),
        ("<v>31.1</v>", "${v}-jre", "pin 31.1-jre"),
        ("<v>3</v>", "5.${v}.1", "pin 5.3.1"),
        ("<a>5</a><b>3</b>", "${a}.${b}", "pin 5.3"),
        ("<a>${b}</a><b>5.3.1</b>", "${a}", "pin 5.3.1"),
        ("<a>${b}.1</a><b>${c}</b><c>5.3</c>", "${a}", "pin 5.3.1"),
        ("<a>5</a>", "${a}.${b}", "floating "),
        ("<a>${b}</a><b>${a}</b>", "${a}", "floating "),
        ("<a>${a}${a}</a>", "${a}", "floating "),
        ("", "${v}", "floating "),
        ("", "${v", "floating "),
        ("<v/>", "${v}", "floating "),
        ("", "${project.version}", ""),
        ("<v>${project.version}</v>", "${v}", ""),
        ("", "${pom.version}", ""),
        ("", "${project.parent.version}", "pin 9.9"),
        ("", "", ""),
    ];

    #[test]
    fn versions_of_dependencies_are_pins_ranges_or_float() {
        for (properties, version, expected) in VERSIONS {
            let text = format!(
                "<project><parent><groupId>p</groupId><version>9.9</version></parent><properties>{properties}</properties>\
                 <dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>{version}</version>\
                 </dependency></dependencies></project>"
            );
            let found = rows(read, &text);
            let found = found
                .split_once("pkg:maven/g/a ")
                .map_or("", |(_, row)| row);
            let found = found.trim_end_matches("run").trim_end();
            assert_eq!(found, expected.trim_end(), "{properties} {version}");
        }
    }

    #[test]
    fn a_version_is_where_one_would_edit_it() {
        for (properties, version, column) in [
            ("", "1.2", 116),
            ("<v>1.2</v>", "${v}", 25),
            ("<v>1</v>", "${v}.2", 25),
            ("<v>2</v>", "1.${v}", 124),
            ("<v>${w}</v><w>1.2</w>", "${v}", 36),
        ] {
            let text = format!(
                "<project><properties>{properties}</properties><dependencies><dependency><groupId>g</groupId>\
                 <artifactId>a</artifactId><version>{version}</version></dependency></dependencies></project>"
            );
            let place = format!("1:{column} ");
            assert!(
                rows(read, &text).starts_with(&place),
                "{}",
                rows(read, &text)
            );
        }
    }

    #[test]
    fn the_wrapper_has_a_distribution() {
        let text = "distributionUrl=https://r/apache-maven/3.8.6/apache-maven-3.8.6-bin.zip\nwrapperUrl=https://r/maven-wrapper-3.1.0.jar\n";
        assert_eq!(rows(wrapper, text), "1:59 apache-maven pin 3.8.6 build");
    }
}
