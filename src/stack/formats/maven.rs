//! Maven: projects and the wrapper, see <https://maven.apache.org/pom.html>.

use roxmltree::Node;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::requirement::maven;
use crate::stack::woven::{Variables, Woven};
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
    properties: Variables,
    lines: &'a Lines<'a>,
}

fn properties(root: Node<'_, '_>, lines: &Lines<'_>) -> Variables {
    let mut all = Variables::new();
    let own = child(root, "properties")
        .into_iter()
        .flat_map(|node| node.children());
    for property in own.filter(Node::is_element) {
        if let Some((text, at)) = value(property, lines) {
            all.insert(
                property.tag_name().name().to_owned(),
                Woven::plain(text, at),
            );
        }
    }
    all
}

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
                    .noted("this file does not define the property"),
            );
        }
        Some(Claim::pin(at, subject, version, role))
    }

    /// A text with its properties replaced, and the position that one would edit.
    fn resolved(&self, (text, at): (&str, Place)) -> Option<(String, Place)> {
        let name = text
            .strip_prefix("${")
            .and_then(|text| text.strip_suffix('}'));
        let Some(name) = name else {
            return Some((text.to_owned(), at));
        };
        let Some(value) = self.properties.get(name) else {
            // `${project.version}` is the project's own version.
            return (!name.starts_with("project.")).then(|| (text.to_owned(), at));
        };
        Some((value.text.clone(), value.place(0).0))
    }

    /// The Java levels in the properties and in the compiler's configuration. They are minimums.
    fn levels(&self, root: Node<'_, '_>) -> Vec<Claim> {
        let properties = LEVELS.iter().filter_map(|name| self.properties.get(*name));
        let properties = properties.map(|woven| (woven.text.clone(), woven.place(0).0));
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

    #[test]
    fn the_wrapper_has_a_distribution() {
        let text = "distributionUrl=https://r/apache-maven/3.8.6/apache-maven-3.8.6-bin.zip\nwrapperUrl=https://r/maven-wrapper-3.1.0.jar\n";
        assert_eq!(rows(wrapper, text), "1:59 apache-maven pin 3.8.6 build");
    }
}
