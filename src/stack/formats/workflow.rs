//! GitHub workflows and actions: containers, runners, and versions installed by setup actions, see
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>.

mod expression;

use self::expression::{Given, Scope, number};
use crate::stack::claim::{Accepts, Claim, Findings, Kind, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::image;
use crate::stack::requirement::{npm, ruby};
use crate::stack::written::{self, Notation};
use crate::text::yaml::{self, Node, Place};

/// The inputs of actions, with their product and their notation for ranges.
const SETUPS: [(&str, &str, &str, Notation); 25] = [
    ("actions/setup-node", "node-version", "nodejs", npm::read),
    (
        "actions/setup-python",
        "python-version",
        "python",
        npm::read,
    ),
    ("actions/setup-go", "go-version", "go", npm::read),
    (
        "actions/setup-dotnet",
        "dotnet-version",
        "dotnet",
        npm::read,
    ),
    ("ruby/setup-ruby", "ruby-version", "ruby", ruby::read),
    ("shivammathur/setup-php", "php-version", "php", npm::read),
    ("erlef/setup-beam", "otp-version", "erlang", npm::read),
    ("erlef/setup-beam", "elixir-version", "elixir", npm::read),
    ("erlef/setup-beam", "gleam-version", "gleam", npm::read),
    (
        "hashicorp/setup-terraform",
        "terraform_version",
        "terraform",
        npm::read,
    ),
    (
        "opentofu/setup-opentofu",
        "tofu_version",
        "opentofu",
        npm::read,
    ),
    ("pnpm/action-setup", "version", "pnpm", npm::read),
    ("oven-sh/setup-bun", "bun-version", "bun", npm::read),
    ("denoland/setup-deno", "deno-version", "deno", npm::read),
    (
        "gradle/actions/setup-gradle",
        "gradle-version",
        "gradle",
        npm::read,
    ),
    ("dtolnay/rust-toolchain", "toolchain", "rust", npm::read),
    (
        "actions-rust-lang/setup-rust-toolchain",
        "toolchain",
        "rust",
        npm::read,
    ),
    ("astral-sh/setup-uv", "python-version", "python", npm::read),
    (
        "conda-incubator/setup-miniconda",
        "python-version",
        "python",
        npm::read,
    ),
    (
        "gradle/gradle-build-action",
        "gradle-version",
        "gradle",
        npm::read,
    ),
    ("haskell-actions/setup", "ghc-version", "ghc", npm::read),
    ("julia-actions/setup-julia", "version", "julia", npm::read),
    (
        "shogo82148/actions-setup-perl",
        "perl-version",
        "perl",
        npm::read,
    ),
    (
        "stCarolas/setup-maven",
        "maven-version",
        "apache-maven",
        npm::read,
    ),
    ("actions-rs/toolchain", "toolchain", "rust", npm::read),
];

/// The distributions of `actions/setup-java` with their products.
const JAVAS: [(&str, &str); 15] = [
    ("temurin", "eclipse-temurin"),
    ("adopt", "eclipse-temurin"),
    ("adopt-hotspot", "eclipse-temurin"),
    ("adopt-openj9", "ibm-semeru-runtime"),
    ("corretto", "amazon-corretto"),
    ("zulu", "azul-zulu"),
    ("microsoft", "microsoft-build-of-openjdk"),
    ("oracle", "oracle-jdk"),
    ("liberica", "bellsoft-liberica"),
    ("semeru", "ibm-semeru-runtime"),
    ("sapmachine", "sapmachine"),
    ("dragonwell", "alibaba-dragonwell"),
    ("graalvm", "oracle-graalvm"),
    ("graalvm-community", "graalvm-ce"),
    ("jetbrains", ""),
];

/// Reads a workflow or an action.
pub fn read(source: &Source<'_>) -> Findings {
    let (roots, fault) = yaml::read_all(source.text);
    let mut claims = Vec::new();
    for root in &roots {
        let jobs = root.get("jobs").map(Node::pairs).unwrap_or_default();
        for (_, job) in jobs {
            claims.extend(self::job(root, job, &[]));
        }
        let calls = jobs.iter().filter_map(|(_, job)| Some((job, call(job)?)));
        for (job, file) in calls.take(MOST_CALLS) {
            claims.extend(called(source, root, (job, file)));
        }
        let runs = root.get("runs");
        let scope = Scope::of(&[Some(root)], None);
        if let Some(image) = runs.and_then(|runs| runs.get("image")) {
            claims.extend(docker(image, &scope));
        }
        let steps = runs.and_then(|runs| runs.get("steps")).map(Node::items);
        for step in steps.unwrap_or_default() {
            claims.extend(self::step(
                step,
                &Scope::of(&[Some(step), Some(root)], None),
            ));
        }
    }
    Findings {
        claims,
        faults: fault.into_iter().collect(),
        ..Findings::default()
    }
}

/// The calls in a file that are followed: GitHub allows 50 workflows in one.
const MOST_CALLS: usize = 50;

/// The bytes of a called workflow that is read for each of its callers.
const LONGEST_CALLED: usize = 64 * 1024;

/// The name of the workflow that a job calls; `None` if it calls none of this repository.
fn call(job: &Node) -> Option<&str> {
    let path = job.get("uses")?.text()?;
    let file = path.strip_prefix("./.github/workflows/")?;
    (!file.contains('/')).then_some(file)
}

/// The claims of the workflow in this folder that a job calls, as far as the job says the version in its inputs, see
/// <https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows>.
fn called(source: &Source<'_>, root: &Node, (job, file): (&Node, &str)) -> Vec<Claim> {
    let text = source
        .text_beside(file)
        .filter(|text| text.len() <= LONGEST_CALLED);
    let Some(text) = text else {
        return Vec::new();
    };
    let scope = Scope::of(&[Some(job), Some(root)], matrix(job));
    let given = job.get("with").map(Node::pairs).unwrap_or_default().iter();
    let given: Vec<Given> = given
        .filter_map(|(name, value)| Some((name.text()?.to_owned(), scope.given(value)?)))
        .collect();
    // Its lines are counted on from this file's, so that the line of a claim says whose it is.
    let lines = source.text.lines().count();
    let (roots, _) = yaml::read_all(&format!("{}{text}", "\n".repeat(lines)));
    let mut claims: Vec<Claim> = Vec::new();
    for root in &roots {
        let jobs = root.get("jobs").map(Node::pairs).unwrap_or_default();
        let all = jobs
            .iter()
            .flat_map(|(_, job)| self::job(root, job, &given));
        for claim in all.filter(|claim| claim.at.line <= lines) {
            // Several steps may install the same version.
            if !claims.contains(&claim) {
                claims.push(claim);
            }
        }
    }
    claims
}

fn matrix(job: &Node) -> Option<&Node> {
    job.get("strategy")?.get("matrix")
}

/// The claims of a job of a workflow that was given inputs.
fn job(root: &Node, job: &Node, given: &[Given]) -> Vec<Claim> {
    let matrix = matrix(job);
    let scope = Scope::of(&[Some(job), Some(root)], matrix).with(given);
    let mut claims = runners(job.get("runs-on"), &scope);
    let container = job.get("container");
    let services = job.get("services").map(Node::pairs).unwrap_or_default();
    let services = services.iter().map(|(_, service)| service);
    for container in container.into_iter().chain(services) {
        claims.extend(images(
            container.get("image").unwrap_or(container),
            "",
            &scope,
        ));
    }
    for step in job.get("steps").map(Node::items).unwrap_or_default() {
        let scope = Scope::of(&[Some(step), Some(job), Some(root)], matrix).with(given);
        claims.extend(self::step(step, &scope));
    }
    claims
}

/// `docker://alpine:3.18`
fn docker(image: &Node, scope: &Scope<'_>) -> Vec<Claim> {
    let is_image = image
        .text()
        .is_some_and(|text| text.starts_with("docker://"));
    if is_image {
        images(image, "docker://", scope)
    } else {
        Vec::new()
    }
}

/// The claims of an image, for each value of the matrix in it: several versions of one image are a set.
fn images(node: &Node, prefix: &str, scope: &Scope<'_>) -> Vec<Claim> {
    let Some(text) = node.text().and_then(|text| text.strip_prefix(prefix)) else {
        return Vec::new();
    };
    let at = Place {
        column: node.inner().column + prefix.len(),
        ..node.inner()
    };
    let all = scope.woven(text, at);
    let all: Vec<Claim> = all
        .iter()
        .flat_map(|woven| image::claims(woven, Role::Ci))
        .collect();
    let (own, below): (Vec<Claim>, Vec<Claim>) =
        all.into_iter().partition(|claim| claim.kind != Kind::Base);
    let Some(first) = own.first() else {
        return Vec::new();
    };
    let are_alike = own
        .iter()
        .all(|claim| claim.subject == first.subject && claim.kind == Kind::Pin);
    if own.len() < 2 || !are_alike {
        return own.into_iter().chain(below).collect();
    }
    let versions: Vec<String> = own.iter().map(|claim| claim.version.clone()).collect();
    let set = Claim {
        kind: Kind::Set,
        version: versions.join(", "),
        accepts: Some(Accepts::List(versions)),
        ..first.clone()
    };
    std::iter::once(set).chain(below).collect()
}

/// The runners of a job, by their images. Labels that always mean the newest are skipped.
fn runners(node: Option<&Node>, scope: &Scope<'_>) -> Vec<Claim> {
    let Some(node) = node else {
        return Vec::new();
    };
    let labels = node.get("labels").unwrap_or(node);
    let labels = std::iter::once(labels).chain(labels.items());
    let labels = labels.filter_map(|label| Some(scope.values(label.text()?, label.inner())));
    let mut families: Vec<(String, Vec<(Place, String)>)> = Vec::new();
    for (at, label) in labels.flatten() {
        let Some((family, image)) = runner(&label) else {
            continue;
        };
        match families.iter_mut().find(|(own, _)| own == family) {
            Some((_, images)) => images.push((at, image)),
            None => families.push((family.to_owned(), vec![(at, image)])),
        }
    }
    let subject = Subject::Product("github-actions-runner-images");
    let claims = families.into_iter().filter_map(|(_, mut images)| {
        images.dedup_by(|one, other| one.1 == other.1);
        let (at, first) = images.first()?.clone();
        let claim = Claim::pin(at, subject.clone(), first, Role::Ci);
        if images.len() == 1 {
            return Some(claim);
        }
        let all: Vec<String> = images.into_iter().map(|(_, image)| image).collect();
        Some(Claim {
            kind: Kind::Set,
            version: all.join(", "),
            written: all.join(", "),
            accepts: Some(Accepts::List(all)),
            ..claim
        })
    });
    claims.collect()
}

/// The family and image of a runner's label: `macos-13-large` runs `macos-13`. `None` if it is not an image
/// of GitHub's, or always the newest.
fn runner(label: &str) -> Option<(&str, String)> {
    let (family, rest) = label.split_once('-')?;
    let mut parts = rest.split('-');
    let version = parts.next()?;
    let is_family = matches!(family, "ubuntu" | "windows" | "macos");
    let is_version = version.starts_with(|c: char| c.is_ascii_digit())
        && version.chars().all(|c| c.is_ascii_digit() || c == '.');
    let arm = parts.any(|part| part == "arm64" && family == "macos");
    let arm = if arm { "-arm64" } else { "" };
    (is_family && is_version).then(|| (family, format!("{family}-{version}{arm}")))
}

fn step(step: &Node, scope: &Scope<'_>) -> Vec<Claim> {
    let Some(uses) = step.get("uses") else {
        return Vec::new();
    };
    let text = uses.text().unwrap_or_default();
    if text.starts_with("docker://") {
        return docker(uses, scope);
    }
    let (action, reference) = text.split_once('@').unwrap_or((text, ""));
    let with = step.get("with");
    let input = |name: &str| with.and_then(|with| with.get(name));
    let mut claims = Vec::new();
    for (_, name, product, notation) in SETUPS.iter().filter(|(own, ..)| *own == action) {
        let Some(said) = input(name).map(|node| said(node, product, scope)) else {
            continue;
        };
        for (product, versions) in implementations(product, &said) {
            let subject = Subject::Product(product);
            let claim = written::list(&versions, &subject, *notation, Role::Ci);
            claims.extend(claim.map(|claim| noted(claim, input(name), scope)));
        }
    }
    if action == "actions/setup-java" {
        claims.extend(java(input("java-version"), input("distribution"), scope));
    }
    // `dtolnay/rust-toolchain@1.70.0`, `@stable`; a branch or a commit says nothing.
    let channel = reference.split('-').next().unwrap_or(reference);
    let is_channel = matches!(channel, "stable" | "beta" | "nightly")
        || (channel.contains('.') && channel.starts_with(|c: char| c.is_ascii_digit()));
    if action == "dtolnay/rust-toolchain" && claims.is_empty() && is_channel {
        let column = uses.inner().column + action.chars().count() + 1;
        let at = Place {
            column,
            ..uses.inner()
        };
        claims.extend(written::claim(
            at,
            Subject::Product("rust"),
            channel,
            npm::read,
            Role::Ci,
        ));
    }
    claims
}

/// The versions in an input: a single one, a list, several lines, or values of a matrix.
fn said(node: &Node, product: &str, scope: &Scope<'_>) -> Vec<(Place, String)> {
    let nodes = std::iter::once(node)
        .filter(|node| node.text().is_some())
        .chain(node.items());
    let mut all = Vec::new();
    for node in nodes {
        let number = number(node);
        let Some(text) = number.as_deref().or(node.text()) else {
            continue;
        };
        let lines: Vec<&str> = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect();
        let many = lines.len() > 1;
        for (number, line) in lines.into_iter().enumerate() {
            let at = node.inner();
            let at = if many {
                Place {
                    line: at.line + number,
                    column: at.column,
                }
            } else {
                at
            };
            all.extend(scope.values(line, at));
        }
    }
    for (_, version) in &mut all {
        // A Python version may be that of another implementation.
        if product == "python" && version.starts_with(|c: char| c.is_ascii_alphabetic()) {
            version.clear();
        }
        // Of a single number, the action takes the first release: 8 is 8.0.
        if product == "php" && matches!(version.as_bytes(), [b'0'..=b'9']) {
            version.push_str(".0");
        }
    }
    all
}

/// Versions by the implementation of a language that each is of.
fn implementations<'a>(
    product: &'static str,
    said: &'a [(Place, String)],
) -> Vec<(&'static str, Vec<(Place, &'a str)>)> {
    let mut all: Vec<(&'static str, Vec<_>)> = Vec::new();
    for (at, text) in said {
        let (own, version) = versions::implementation(product, text);
        match all.iter_mut().find(|(product, _)| *product == own) {
            Some((_, versions)) => versions.push((*at, version)),
            None => all.push((own, vec![(*at, version)])),
        }
    }
    all
}

/// Notes that an unquoted version is a number in YAML, so that 3.10 loses its zero.
fn noted(claim: Claim, node: Option<&Node>, scope: &Scope<'_>) -> Claim {
    let is_lost = node.is_some_and(|node| {
        std::iter::once(node)
            .chain(node.items())
            .any(|node| scope.loses_zero(node))
    });
    if is_lost {
        return claim.noted("without quotes it is read as a number and loses its trailing 0");
    }
    claim
}

fn java(version: Option<&Node>, distribution: Option<&Node>, scope: &Scope<'_>) -> Option<Claim> {
    let version = version?;
    let named = distribution.and_then(Node::text);
    let product = named.and_then(|named| JAVAS.iter().find(|(own, _)| *own == named));
    let subject = match product {
        Some((_, "")) => return None,
        Some((_, product)) => Subject::Product(product),
        None => Subject::Java,
    };
    let said = said(version, "java", scope);
    let levels: Vec<(Place, String)> = said
        .into_iter()
        .map(|(at, text)| (at, versions::level(&text)))
        .collect();
    let levels: Vec<(Place, &str)> = levels.iter().map(|(at, text)| (*at, &**text)).collect();
    written::list(&levels, &subject, npm::read, Role::Ci)
}

#[cfg(test)]
mod tests;
