//! The file formats that name versions, one row per format.

#![expect(
    clippy::missing_errors_doc,
    reason = "a reader is a `Read`, which says what its error means"
)]

pub mod compose;
pub mod dockerfile;
pub mod dotnet;
pub mod geol;
pub mod gitlab;
pub mod go;
pub mod gradle;
pub mod input;
pub mod kubernetes;
pub mod lock;
pub mod maven;
pub mod package;
pub mod php;
pub mod python;
pub mod ruby;
pub mod rust;
pub mod sbom;
pub mod system;
pub mod terraform;
pub mod tools;
pub mod versions;
pub mod workflow;

use crate::stack::claim::{Findings, Source};
use crate::stack::locks;
use crate::text::lines;
use crate::text::yaml::Misfit;

/// Reads a file of a format; the error is the position and the reason where nothing of the file can be read.
pub type Read = fn(&Source<'_>) -> Result<Findings, Misfit>;

/// A format: its name, its files, and its reader.
pub struct Format {
    /// Its name in reports.
    pub name: &'static str,
    /// The names of its files; `*` at the start of one stands for anything.
    files: &'static [&'static str],
    /// Whether a path with another name has this format too.
    is: fn(&Path<'_>) -> bool,
    /// Reads a file.
    pub read: Read,
}

/// A path, split for the table.
pub struct Path<'a> {
    /// The file's name.
    name: &'a str,
    /// Its folders, with `/`.
    folder: &'a str,
}

/// A format whose files have names of their own.
const fn named(name: &'static str, files: &'static [&'static str], read: Read) -> Format {
    let is = |_: &Path<'_>| false;
    Format {
        name,
        files,
        is,
        read,
    }
}

/// A format whose files need a rule.
const fn ruled(name: &'static str, is: fn(&Path<'_>) -> bool, read: Read) -> Format {
    Format {
        name,
        files: &[],
        is,
        read,
    }
}

/// All formats, in the order in which they are asked.
const FORMATS: [Format; 30] = [
    ruled("GitHub workflow", is_workflow, workflow::read),
    named(
        "GitLab pipeline",
        &[
            ".gitlab-ci.yml",
            ".gitlab-ci.yaml",
            "*.gitlab-ci.yml",
            "*.gitlab-ci.yaml",
        ],
        gitlab::read,
    ),
    named(
        "Kustomize",
        &["kustomization.yml", "kustomization.yaml", "Kustomization"],
        kubernetes::kustomization,
    ),
    ruled("Helm values", is_values, kubernetes::values::read),
    ruled("Dockerfile", is_dockerfile, dockerfile::read),
    ruled("Compose", is_compose, compose::read),
    named("package.json", &["package.json"], package::read),
    named("pyproject.toml", &["pyproject.toml"], python::project),
    named("Pipfile", &["Pipfile"], python::pipfile),
    ruled("lock file", |path| locks::is(path.name), lock::read),
    ruled("requirements", is_requirements, python::requirements),
    named("go.mod", &["go.mod", "go.work"], go::read),
    named("composer.json", &["composer.json"], php::read),
    named("Gemfile", &["Gemfile", "gems.rb", "*.gemspec"], ruby::read),
    named(
        "rust-toolchain",
        &["rust-toolchain", "rust-toolchain.toml"],
        rust::toolchain,
    ),
    named("Cargo.toml", &["Cargo.toml"], rust::manifest),
    ruled(
        "version file",
        |path| versions::is(path.name),
        versions::read,
    ),
    named("asdf", &[".tool-versions"], tools::asdf),
    ruled("mise", is_mise, tools::mise),
    named("pom.xml", &["pom.xml", "*.pom"], maven::read),
    named(
        "Maven wrapper",
        &["maven-wrapper.properties"],
        maven::wrapper,
    ),
    named(
        "Gradle script",
        &["*.gradle", "*.gradle.kts"],
        gradle::script,
    ),
    named(
        "Gradle catalog",
        &["*.versions.toml"],
        gradle::catalog::read,
    ),
    named(
        "Gradle wrapper",
        &["gradle-wrapper.properties"],
        gradle::wrapper,
    ),
    named(
        ".NET project",
        &[
            "*.csproj",
            "*.fsproj",
            "*.vbproj",
            "Directory.Build.props",
            "Directory.Packages.props",
        ],
        dotnet::project,
    ),
    named("global.json", &["global.json"], dotnet::global),
    named("os-release", &["os-release"], system::read),
    named("geol", &[".geol.yaml", ".geol.yml"], geol::read),
    named("SPDX", &["*.spdx"], sbom::in_tags),
    named("Terraform", &["*.tf", "*.tofu"], terraform::read),
];

/// What a file says; `None` if it has no known format, by name or content.
pub fn read(source: &Source<'_>) -> Option<Findings> {
    let read = of(source.path)
        .map(|format| format.read)
        .or_else(|| shaped(source))?;
    Some(read(source).unwrap_or_else(Findings::fault))
}

/// What a text of no name says: what is piped in.
pub fn piped(source: &Source<'_>) -> Findings {
    input::read(source).unwrap_or_else(Findings::fault)
}

/// What reads a file of no known name, by its shape.
fn shaped(source: &Source<'_>) -> Option<Read> {
    let has = |part: &str| lines::has(source.text, part);
    if yaml_stem(source.name()).is_some() {
        return match () {
            () if kubernetes::is_manifest(source.text) => Some(kubernetes::manifests),
            () if has("\nservices:") && has("image:") => Some(compose::read),
            () if source.text.starts_with("services:") && has("image:") => Some(compose::read),
            () => None,
        };
    }
    let is = |end| has_end(source.name(), end);
    match () {
        () if is(".json") && sbom::is_json(source.text) => Some(sbom::in_json),
        () if is(".json") && kubernetes::is_manifest(source.text) => {
            Some(kubernetes::json_manifest)
        }
        () if is(".xml") && sbom::is_xml(source.text) => Some(sbom::in_xml),
        () => None,
    }
}

/// The readers of all formats, with their names; those without a file name of their own are recognized by shape.
pub fn readers() -> impl Iterator<Item = (&'static str, Read)> {
    let shaped: [(&str, Read); 6] = [
        ("Kubernetes", kubernetes::manifests),
        ("Kubernetes JSON", kubernetes::json_manifest),
        ("SBOM JSON", sbom::in_json),
        ("SBOM XML", sbom::in_xml),
        ("package URLs", sbom::list),
        ("piped", input::read),
    ];
    let named = FORMATS.iter().map(|format| (format.name, format.read));
    named.chain(shaped)
}

/// The format of a path with `/` as separator; `None` if it has none.
pub fn of(path: &str) -> Option<&'static Format> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let path = Path { name, folder };
    FORMATS.iter().find(|format| {
        let is_named = |file: &&str| match file.strip_prefix('*') {
            Some(end) => has_end(name, end),
            None => *file == name,
        };
        format.files.iter().any(is_named) || (format.is)(&path)
    })
}

/// Whether a path may name versions: it has a format, or its content decides.
pub fn may_say(path: &str) -> bool {
    of(path).is_some()
        || [".yml", ".yaml", ".json", ".xml"]
            .iter()
            .any(|end| path.ends_with(end))
}

/// Whether a file name has an ending, with something before it.
fn has_end(name: &str, end: &str) -> bool {
    name.strip_suffix(end).is_some_and(|stem| !stem.is_empty())
}

fn is_dockerfile(path: &Path<'_>) -> bool {
    let lower = path.name.to_ascii_lowercase();
    let is_begun = ["dockerfile", "containerfile"].iter().any(|own| {
        let rest = lower.strip_prefix(own);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
    });
    let is_ended = lower.ends_with(".dockerfile") || lower.ends_with(".containerfile");
    let is_other = [
        ".dockerignore",
        ".md",
        ".sh",
        ".py",
        ".go",
        ".js",
        ".ts",
        ".rb",
        ".yml",
        ".yaml",
        ".json",
    ];
    (is_begun || is_ended) && !is_other.iter().any(|other| lower.ends_with(other))
}

fn is_values(path: &Path<'_>) -> bool {
    yaml_stem(path.name).is_some_and(|stem| stem.starts_with("values"))
}

/// Whether it is one of `requirements.txt`, `dev-requirements.txt`, `requirements/base.txt` or
/// `constraints.txt`.
fn is_requirements(path: &Path<'_>) -> bool {
    let is_in = path.folder.rsplit('/').next() == Some("requirements");
    let stem = path.name.strip_suffix(".txt");
    stem.is_some_and(|stem| is_in || stem.contains("requirements") || stem == "constraints")
}

fn yaml_stem(name: &str) -> Option<&str> {
    name.strip_suffix(".yml")
        .or_else(|| name.strip_suffix(".yaml"))
}

fn is_workflow(path: &Path<'_>) -> bool {
    let stem = yaml_stem(path.name);
    let is_in = path.folder == ".github/workflows" || path.folder.ends_with("/.github/workflows");
    (is_in && stem.is_some()) || stem == Some("action")
}

fn is_compose(path: &Path<'_>) -> bool {
    let is_own = |stem: &str| stem.contains("compose") || stem.starts_with("docker-stack");
    yaml_stem(path.name).is_some_and(is_own)
}

fn is_mise(path: &Path<'_>) -> bool {
    let is_own = matches!(
        path.name,
        "mise.toml" | ".mise.toml" | "mise.local.toml" | ".mise.local.toml"
    );
    let is_in =
        path.folder.ends_with(".config/mise") || path.folder.ends_with(".config/mise/conf.d");
    is_own || (is_in && has_end(path.name, ".toml"))
}

#[cfg(test)]
pub(super) mod tests {
    use super::Read;
    use crate::stack::claim::{Findings, Shelf, Source, Subject};

    /// The claims that a reader finds, one a line: `LINE:COLUMN NAME KIND VERSION ROLE`.
    pub fn rows(read: Read, text: &str) -> String {
        rows_of(read, "file", text)
    }

    /// Like [`rows`], for a file of a given name.
    pub fn rows_of(read: Read, name: &str, text: &str) -> String {
        written(&findings(read, name, text))
    }

    /// What a reader finds in a file of a given name, which is alone in its folder.
    pub fn findings(read: Read, name: &str, text: &str) -> Findings {
        let source = Source {
            path: name,
            depth: 1,
            text,
            beside: &|_| Ok(None),
            neighbors: &Vec::new,
            shelf: &Shelf::default(),
        };
        read(&source).unwrap_or_else(Findings::fault)
    }

    /// Like [`rows`], with other files beside it.
    pub fn rows_beside(read: Read, text: &str, files: &[(&str, &str)]) -> String {
        let beside = |name: &str| {
            let file = files.iter().find(|(own, _)| *own == name);
            Ok(file.map(|(_, text)| (*text).to_owned()))
        };
        let source = Source {
            path: "file",
            depth: 1,
            text,
            beside: &beside,
            neighbors: &|| files.iter().map(|(name, _)| (*name).to_owned()).collect(),
            shelf: &Shelf::default(),
        };
        written(&read(&source).unwrap_or_else(Findings::fault))
    }

    fn written(findings: &Findings) -> String {
        if !findings.faults.is_empty() {
            return "fault".to_owned();
        }
        let rows = findings.claims.iter().map(|claim| {
            let file = claim
                .beside
                .as_ref()
                .map(|file| format!("{file}:"))
                .unwrap_or_default();
            let name = match &claim.subject {
                Subject::Image(name)
                | Subject::Package(name)
                | Subject::Platform(name)
                | Subject::Named(name)
                | Subject::Unknown(name)
                | Subject::Line(name) => name,
                Subject::Product(name) => *name,
                Subject::Java => "java",
            };
            let (line, column) = (claim.at.line, claim.at.column);
            let (kind, version, role) = (claim.kind.word(), &claim.version, claim.role.word());
            format!("{file}{line}:{column} {name} {kind} {version} {role}")
        });
        rows.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn files_have_formats_by_their_names() {
        for (path, name) in [
            ("Dockerfile", Some("Dockerfile")),
            ("a/b/Dockerfile.dev", Some("Dockerfile")),
            ("a/dev.Dockerfile", Some("Dockerfile")),
            ("Containerfile", Some("Dockerfile")),
            ("Dockerfile.dockerignore", None),
            ("dockerfiles.md", None),
            ("Dockerfile.md", None),
            ("docker-compose.yml", Some("Compose")),
            ("compose.prod.yaml", Some("Compose")),
            ("composer.json", Some("composer.json")),
            (".config/mise/config.toml", Some("mise")),
            ("x/.nvmrc", Some("version file")),
            ("nvmrc", None),
            ("a/poetry.lock", Some("lock file")),
            ("a/Cargo.lock", None),
            ("a/gems.rb", Some("Gemfile")),
        ] {
            assert_eq!(super::of(path).map(|format| format.name), name, "{path}");
        }
    }
}
