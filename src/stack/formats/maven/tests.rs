use super::{read, wrapper};
use crate::stack::formats::tests::rows;

#[test]
fn what_builds_a_project_is_of_the_build() {
    fn package(name: &str) -> String {
        format!("<groupId>g</groupId><artifactId>{name}</artifactId><version>1</version>")
    }
    let (plugin, other) = (package("plugin"), package("other"));
    for (build, expected) in [
        (
            format!(
                "<plugins><plugin>{plugin}<dependencies><dependency>{other}</dependency></dependencies></plugin></plugins>"
            ),
            ["plugin", "other"].as_slice(),
        ),
        (
            format!(
                "<pluginManagement><plugins><plugin>{plugin}<dependencies><dependency>{other}<scope>test</scope></dependency></dependencies></plugin></plugins></pluginManagement>"
            ),
            &["plugin", "other"],
        ),
        (
            format!(
                "<plugins><plugin><artifactId>maven-compiler-plugin</artifactId><configuration><annotationProcessorPaths><path>{other}</path></annotationProcessorPaths></configuration></plugin></plugins>"
            ),
            &["other"],
        ),
        (
            format!("<extensions><extension>{other}</extension></extensions>"),
            &["other"],
        ),
    ] {
        let text = format!("<project><build>{build}</build></project>");
        let found = rows(read, &text);
        let rows: Vec<&str> = found
            .split(" | ")
            .filter_map(|row| row.split_once(' '))
            .map(|(_, row)| row)
            .collect();
        let expected: Vec<String> = expected
            .iter()
            .map(|name| format!("pkg:maven/g/{name} pin 1 build"))
            .collect();
        assert_eq!(rows, expected, "{text}");
    }
}

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
            "<properties><v>{{v}}</v></properties><dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>${v}</version></dependency></dependencies>",
            "1:25 pkg:maven/g/a floating  run",
        ),
        (
            "<dependencies><dependency><groupId>g</groupId><artifactId>a</artifactId><version>@sb@</version></dependency></dependencies>",
            "1:91 pkg:maven/g/a floating  run",
        ),
        (
            "<properties><java.version>@java@</java.version></properties>",
            "1:36 java floating  run",
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
    let text =
        "<project>\n <properties>\n  <java.version>11</java.version>\n </properties>\n</project>";
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
