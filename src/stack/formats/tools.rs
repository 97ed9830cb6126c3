//! Tool versions for a folder, as in asdf and mise, see <https://asdf-vm.com> and <https://mise.jdx.dev>.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::requirement::npm;
use crate::text::lines::{numbered, place_in};
use crate::text::toml;
use crate::text::yaml::{Misfit, Node, Place};

/// The names of tools with their products.
const TOOLS: [(&str, &str); 59] = [
    ("ansible", "ansible"),
    ("ant", "ant"),
    ("argo", "argo-workflows"),
    ("argocd", "argo-cd"),
    ("bazel", "bazel"),
    ("boundary", "boundary"),
    ("bun", "bun"),
    ("composer", "composer"),
    ("consul", "consul"),
    ("deno", "deno"),
    ("dotnet", "dotnet"),
    ("dotnet-core", "dotnet"),
    ("elasticsearch", "elasticsearch"),
    ("elixir", "elixir"),
    ("erlang", "erlang"),
    ("etcd", "etcd"),
    ("ghc", "ghc"),
    ("gleam", "gleam"),
    ("go", "go"),
    ("golang", "go"),
    ("gradle", "gradle"),
    ("grails", "grails"),
    ("groovy", "apache-groovy"),
    ("haskell", "ghc"),
    ("istioctl", "istio"),
    ("jruby", "jruby"),
    ("julia", "julia"),
    ("kotlin", "kotlin"),
    ("kubectl", "kubernetes"),
    ("lua", "lua"),
    ("mariadb", "mariadb"),
    ("maven", "apache-maven"),
    ("mongodb", "mongodb"),
    ("mysql", "mysql"),
    ("neo4j", "neo4j"),
    ("node", "nodejs"),
    ("nodejs", "nodejs"),
    ("nomad", "nomad"),
    ("opensearch", "opensearch"),
    ("opentofu", "opentofu"),
    ("packer", "hashicorp-packer"),
    ("perl", "perl"),
    ("php", "php"),
    ("pnpm", "pnpm"),
    ("podman", "podman"),
    ("postgres", "postgresql"),
    ("python", "python"),
    ("rabbitmq", "rabbitmq"),
    ("redis", "redis"),
    ("ruby", "ruby"),
    ("rust", "rust"),
    ("scala", "scala"),
    ("spark", "apache-spark"),
    ("sqlite", "sqlite"),
    ("terraform", "terraform"),
    ("tomcat", "tomcat"),
    ("traefik", "traefik"),
    ("vault", "hashicorp-vault"),
    ("yarn", "yarn"),
];

/// The backends of mise that install packages, with the registries, see <https://mise.jdx.dev/dev-tools/backends/>.
const REGISTRIES: [(&str, &str); 8] = [
    ("aqua:", "github"),
    ("cargo:", "cargo"),
    ("gem:", "gem"),
    ("github:", "github"),
    ("go:", "golang"),
    ("npm:", "npm"),
    ("pipx:", "pypi"),
    ("ubi:", "github"),
];

/// Reads `.tool-versions`: a tool per line with one or several versions, of which the first is used.
pub fn asdf(source: &Source<'_>) -> Result<Findings, Misfit> {
    let claims = numbered(source.text).filter_map(|(number, line)| {
        let said = line.split('#').next()?;
        let mut words = said.split_whitespace();
        let (tool, version) = (words.next()?, words.next()?);
        let claim = claim(tool, version, place_in(number, line, version))?;
        Some(versions::with_others(claim, &words.collect::<Vec<_>>()))
    });
    Ok(Findings::of(claims))
}

/// Reads the `[tools]` of `mise.toml`.
pub fn mise(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = toml::read(source.text)?;
    let claims = root.pairs_of("tools").iter().filter_map(|(tool, value)| {
        // Of several versions, the first is the one that runs.
        let (first, more) = value.items().split_first().unwrap_or((value, &[]));
        let version = stated(first);
        let others = more.iter().filter_map(|other| stated(other).text());
        let tool = tool.text()?;
        let tool = tool.strip_prefix("core:").unwrap_or(tool);
        let claim = claim(tool, version.text()?, version.inner())?;
        let claim = match claim.subject {
            // Without a vendor, mise installs Oracle's builds.
            Subject::Java => Claim {
                subject: Subject::Product(versions::SHORTHAND),
                ..claim
            },
            _ => claim,
        };
        Some(versions::with_others(claim, &others.collect::<Vec<_>>()))
    });
    Ok(Findings::of(claims))
}

/// What states the version of a tool in TOML: the text, or a table's.
fn stated(of: &Node) -> &Node {
    let mut options = ["version", "prefix"].into_iter();
    options.find_map(|key| of.get(key)).unwrap_or(of)
}

fn claim(tool: &str, version: &str, at: Place) -> Option<Claim> {
    // A branch, folder or prefix does not state a version.
    if version.starts_with("ref:") || version.starts_with("path:") || version.starts_with("sub-") {
        return None;
    }
    let version = version.strip_prefix("prefix:").unwrap_or(version);
    known(tool, version, at).or_else(|| unknown(tool, version, at))
}

/// The claim of a tool that is a product; `None` for others, and if the version is not the product's.
fn known(tool: &str, version: &str, at: Place) -> Option<Claim> {
    if tool == "java" {
        return versions::java(at, version);
    }
    let (_, product) = TOOLS.iter().find(|(name, _)| *name == tool)?;
    versions::one(at, product, version, npm::read)
}

/// The claim of a package, or of a tool that is not known; `None` if no version is given.
fn unknown(tool: &str, version: &str, at: Place) -> Option<Claim> {
    let package = REGISTRIES.iter().find_map(|(backend, registry)| {
        let name = tool.strip_prefix(backend)?;
        Some(Subject::Package(format!(
            "pkg:{registry}/{}",
            name.replacen('@', "%40", 1)
        )))
    });
    let subject = package.unwrap_or_else(|| Subject::Unknown(tool.to_owned()));
    let has_version = version.contains(|c: char| c.is_ascii_digit());
    has_version
        .then(|| Claim::pin(at, subject, version, Role::Run).written(format!("{tool} {version}")))
}

#[cfg(test)]
mod tests {
    use super::{asdf, mise};
    use crate::stack::formats::Read;
    use crate::stack::formats::tests::{findings, rows};

    #[test]
    fn tools_have_versions() {
        for (text, expected) in [
            (
                "nodejs 16.20.2\npython 3.9.1 3.8.2\n",
                "1:8 nodejs pin 16.20.2 run | 2:8 python pin 3.9.1 run",
            ),
            ("# nodejs 16\nruby 2.7.5 # why", "2:6 ruby pin 2.7.5 run"),
            ("golang   1.19", "1:10 go pin 1.19 run"),
            ("nodejs lts", "1:8 nodejs floating  run"),
            ("nodejs latest", "1:8 nodejs floating  run"),
            ("nodejs system", "1:8 nodejs floating  run"),
            (
                "elixir 1.14.0-otp-25\nerlang 25.1",
                "1:8 elixir pin 1.14.0-otp-25 run | 2:8 erlang pin 25.1 run",
            ),
            ("elixir ref:main", ""),
            ("elixir path:/x", ""),
            ("ruby jruby-9.4", "1:6 jruby pin 9.4 run"),
            ("kubectl 1.22.0", "1:9 kubernetes pin 1.22.0 run"),
            (
                "jq 1.6\nhelm v3.12.0\ngraalvm 22.3.0+java17\nawscli latest",
                "1:4 jq pin 1.6 run | 2:6 helm pin v3.12.0 run | 3:9 graalvm pin 22.3.0+java17 run",
            ),
            ("golang go1.21.3", "1:8 go pin 1.21.3 run"),
            ("nodejs lts-hydrogen", "1:8 nodejs pin 18 run"),
            ("nodejs lts/hydrogen", "1:8 nodejs pin 18 run"),
            ("nodejs\t16.20.2", "1:8 nodejs pin 16.20.2 run"),
            ("python 3.12-dev", "1:8 python pin 3.12-dev run"),
            (
                "python pypy3.10-7.3.12",
                "1:8 python pin pypy3.10-7.3.12 run",
            ),
            (
                "python miniconda3-latest",
                "1:8 python pin miniconda3-latest run",
            ),
            ("python 3.9.1/envs/shop", "1:8 python pin 3.9.1 run"),
            (
                "ruby truffleruby-23.0.0",
                "1:6 ruby pin truffleruby-23.0.0 run",
            ),
            ("ruby ruby-3.2.2", "1:6 ruby pin 3.2.2 run"),
            ("rust stable", "1:6 rust floating  run"),
            ("rust 1.75.0", "1:6 rust pin 1.75.0 run"),
            ("dotnet-core 8.0.100", "1:13 dotnet pin 8.0.100 run"),
            ("dotnet 6.0.412", "1:8 dotnet pin 6.0.412 run"),
            ("terraform 1.5.7", "1:11 terraform pin 1.5.7 run"),
            ("kubectl v1.27.3", "1:9 kubernetes pin 1.27.3 run"),
            ("postgres 15.4", "1:10 postgresql pin 15.4 run"),
            (
                "scala 2.13.12\nkotlin 1.9.20",
                "1:7 scala pin 2.13.12 run | 2:8 kotlin pin 1.9.20 run",
            ),
            ("erlang ref:OTP-26", ""),
            ("# empty\n\n", ""),
            (
                "node 20\r\npython 3.12\r\n",
                "1:6 nodejs pin 20 run | 2:8 python pin 3.12 run",
            ),
            ("mongodb 6.0.9", "1:9 mongodb pin 6.0.9 run"),
            ("mysql 8.0.34", "1:7 mysql pin 8.0.34 run"),
            ("nodejs", ""),
        ] {
            assert_eq!(rows(asdf, text), expected, "{text}");
        }
    }

    #[test]
    fn of_several_versions_the_others_are_a_note() {
        for (read, text, expected) in [
            (
                asdf as Read,
                "nodejs 12.22.1 14.0.0 # why",
                Some("also lists 14.0.0"),
            ),
            (
                asdf,
                "python 3.9.1 3.8.2 system",
                Some("also lists 3.8.2, system"),
            ),
            (asdf, "nodejs latest 14", Some("`latest`, also lists 14")),
            (asdf, "nodejs 12.22.1 # 14", None),
            (
                mise,
                "[tools]\nnode = ['14', {version = '24'}]",
                Some("also lists 24"),
            ),
            (
                mise,
                "[tools]\njava = ['17', '21', '25']",
                Some("also lists 21, 25"),
            ),
            (mise, "[tools]\nnode = ['14']", None),
        ] {
            let claims = findings(read, "file", text).claims;
            let notes: Vec<_> = claims.iter().map(|claim| claim.note.as_deref()).collect();
            assert_eq!(notes, [expected], "{text}");
        }
    }

    #[test]
    fn java_names_its_vendor() {
        for (text, expected) in [
            (
                "java temurin-17.0.9+9",
                "1:6 eclipse-temurin pin 17.0.9+9 run",
            ),
            (
                "java corretto-8.342.07.3",
                "1:6 amazon-corretto pin 8.342.07.3 run",
            ),
            (
                "java openjdk-17.0.2",
                "1:6 openjdk-builds-from-oracle pin 17.0.2 run",
            ),
            (
                "java zulu-jre-javafx-17.48.15",
                "1:6 azul-zulu pin 17.48.15 run",
            ),
            (
                "java oracle-graalvm-21.0.2",
                "1:6 oracle-graalvm pin 21.0.2 run",
            ),
            (
                "java liberica-lite-17.0.9+11",
                "1:6 bellsoft-liberica pin 17.0.9+11 run",
            ),
            (
                "java adoptopenjdk-jre-openj9-11.0.11+9",
                "1:6 ibm-semeru-runtime pin 11.0.11+9 run",
            ),
            (
                "java semeru-openj9-17.0.2+8_openj9-0.30.0",
                "1:6 ibm-semeru-runtime pin 17.0.2+8 run",
            ),
            (
                "java graalvm-22.3.0+java17",
                "1:6 java pin graalvm-22.3.0+java17 run",
            ),
            ("java kona-17.0.9", "1:6 java pin kona-17.0.9 run"),
            (
                "java adoptopenjdk-11.0.16+8",
                "1:6 eclipse-temurin pin 11.0.16+8 run",
            ),
            ("java zulu-8.72.0.17", "1:6 azul-zulu pin 8.72.0.17 run"),
            (
                "java liberica-javafx-17.0.9+11",
                "1:6 bellsoft-liberica pin 17.0.9+11 run",
            ),
            (
                "java semeru-openj9-17.0.9+9_openj9-0.41.0",
                "1:6 ibm-semeru-runtime pin 17.0.9+9 run",
            ),
            ("java 21", "1:6 java pin 21 run"),
        ] {
            assert_eq!(rows(asdf, text), expected, "{text}");
        }
    }

    const TOOLS_IN_TOML: &[(&str, &str)] = &[
        ("[tools]\nnode = \"16\"\n", "2:9 nodejs pin 16 run"),
        (
            "[tools]\nnode = '16'\npython = ['3.9', '3.8']",
            "2:9 nodejs pin 16 run | 3:12 python pin 3.9 run",
        ),
        (
            "[tools]\nnode = { version = \"16\" }",
            "2:21 nodejs pin 16 run",
        ),
        (
            "[tools]\njava = \"temurin-17\"",
            "2:9 eclipse-temurin pin 17 run",
        ),
        ("[tools]\n\"core:node\" = \"16\"", "2:16 nodejs pin 16 run"),
        ("[tools]\nnode = \"prefix:16\"", "2:9 nodejs pin 16 run"),
        (
            "[tools]\n\"npm:@angular/cli\" = \"2\"",
            "2:23 pkg:npm/%40angular/cli pin 2 run",
        ),
        (
            "[tools]\n\"aqua:helm/helm\" = \"3\"",
            "2:21 pkg:github/helm/helm pin 3 run",
        ),
        (
            "[tools]\njava = \"17\"",
            "2:9 openjdk-builds-from-oracle pin 17 run",
        ),
        ("[env]\nnode = \"16\"", ""),
        ("[tools]\nnode = \"20.10\"", "2:9 nodejs pin 20.10 run"),
        (
            "[tools]\nnodejs = \"v20.10.0\"",
            "2:11 nodejs pin 20.10.0 run",
        ),
        ("[tools]\nnode = \"lts\"", "2:9 nodejs floating  run"),
        ("[tools]\nnode = \"latest\"", "2:9 nodejs floating  run"),
        ("[tools]\nnode = \"lts-hydrogen\"", "2:9 nodejs pin 18 run"),
        ("[tools]\nnode = \"system\"", "2:9 nodejs floating  run"),
        ("[tools]\nnode = \"ref:v20.0.0\"", ""),
        ("[tools]\nnode = \"path:~/.nodes/14\"", ""),
        ("[tools]\nnode = \"sub-2:lts\"", ""),
        (
            "[tools]\nnode = { prefix = \"20\" }",
            "2:20 nodejs pin 20 run",
        ),
        ("[tools]\nnode = { ref = \"v20.0.0\" }", ""),
        ("[tools]\nnode = { path = \"~/.nodes/14\" }", ""),
        (
            "[tools]\nnode = { version = \"24\", os = [\"linux\"], postinstall = \"corepack enable\" }",
            "2:21 nodejs pin 24 run",
        ),
        (
            "[tools]\nnode = [{ version = \"24\" }, \"22\"]",
            "2:22 nodejs pin 24 run",
        ),
        ("[tools.node]\nversion = \"24\"", "2:12 nodejs pin 24 run"),
        ("[[tools.node]]\nversion = \"24\"", "2:12 nodejs pin 24 run"),
        ("tools.node = \"24\"", "1:15 nodejs pin 24 run"),
        ("tools = { node = \"24\" }", "1:19 nodejs pin 24 run"),
        ("[tools]\nnode = []", ""),
        (
            "[tools]\nnode = \"{{ env.NODE_20 }}\"",
            "2:9 nodejs floating  run",
        ),
        (
            "[tools]\npython = { version = \"3.12\", virtualenv = \".venv\" }",
            "2:23 python pin 3.12 run",
        ),
        ("[tools]\nrust = \"1.80.1\"", "2:9 rust pin 1.80.1 run"),
        (
            "[tools]\nrust = { version = \"1.80\", components = \"rust-src\" }",
            "2:21 rust pin 1.80 run",
        ),
        ("[tools]\nrust = \"stable\"", "2:9 rust floating  run"),
        (
            "[tools]\nrust = \"nightly-2024-05-01\"",
            "2:9 rust floating  run",
        ),
        ("[tools]\ngo = \"1.22\"", "2:7 go pin 1.22 run"),
        (
            "[tools]\njava = \"corretto-17.0.9.8.1\"",
            "2:9 amazon-corretto pin 17.0.9.8.1 run",
        ),
        (
            "[tools]\njava = [\"zulu-8\", \"21\"]",
            "2:10 azul-zulu pin 8 run",
        ),
        (
            "[tools]\n\"core:java\" = \"21\"",
            "2:16 openjdk-builds-from-oracle pin 21 run",
        ),
        (
            "[tools]\nruby = \"jruby-9.4.5.0\"",
            "2:9 jruby pin 9.4.5.0 run",
        ),
        (
            "[tools]\nerlang = \"26\"\nelixir = \"1.16-otp-26\"",
            "2:11 erlang pin 26 run | 3:11 elixir pin 1.16-otp-26 run",
        ),
        (
            "[tools]\ndotnet = \"8.0.100\"",
            "2:11 dotnet pin 8.0.100 run",
        ),
        (
            "[tools]\n\"pipx:ansible-core\" = \"2.16\"",
            "2:24 pkg:pypi/ansible-core pin 2.16 run",
        ),
        (
            "[tools]\n\"ubi:argoproj/argo-cd\" = \"2.9.3\"",
            "2:27 pkg:github/argoproj/argo-cd pin 2.9.3 run",
        ),
        ("[tools]\n\"npm:vue\" = \"latest\"", ""),
        (
            "min_version = \"2024.1\"\n[settings]\nnode.mirror_url = \"x\"",
            "",
        ),
        ("[tasks.build]\nrun = \"node 16\"", ""),
        ("", ""),
        ("[tools", "fault"),
    ];

    #[test]
    fn mise_has_tools_in_toml() {
        for (text, expected) in TOOLS_IN_TOML {
            assert_eq!(rows(mise, text), *expected, "{text}");
        }
    }
}
