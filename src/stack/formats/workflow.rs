//! GitHub workflows and actions: containers, runners, and versions installed by setup actions, see
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>.

mod expression;

use self::expression::{Given, Scope, number};
use crate::stack::claim::{Claim, Findings, Kind, Role, Source, Subject};
use crate::stack::formats::versions;
use crate::stack::image;
use crate::stack::requirement::{npm, ruby};
use crate::stack::written::{self, Notation};
use crate::text::yaml::{self, Misfit, Node, Place};

/// The inputs of actions, with their product.
const SETUPS: [(&str, &str, &str); 25] = [
    ("actions/setup-node", "node-version", "nodejs"),
    ("actions/setup-python", "python-version", "python"),
    ("actions/setup-go", "go-version", "go"),
    ("actions/setup-dotnet", "dotnet-version", "dotnet"),
    ("ruby/setup-ruby", "ruby-version", "ruby"),
    ("shivammathur/setup-php", "php-version", "php"),
    ("erlef/setup-beam", "otp-version", "erlang"),
    ("erlef/setup-beam", "elixir-version", "elixir"),
    ("erlef/setup-beam", "gleam-version", "gleam"),
    (
        "hashicorp/setup-terraform",
        "terraform_version",
        "terraform",
    ),
    ("opentofu/setup-opentofu", "tofu_version", "opentofu"),
    ("pnpm/action-setup", "version", "pnpm"),
    ("oven-sh/setup-bun", "bun-version", "bun"),
    ("denoland/setup-deno", "deno-version", "deno"),
    ("gradle/actions/setup-gradle", "gradle-version", "gradle"),
    ("dtolnay/rust-toolchain", "toolchain", "rust"),
    (
        "actions-rust-lang/setup-rust-toolchain",
        "toolchain",
        "rust",
    ),
    ("astral-sh/setup-uv", "python-version", "python"),
    (
        "conda-incubator/setup-miniconda",
        "python-version",
        "python",
    ),
    ("gradle/gradle-build-action", "gradle-version", "gradle"),
    ("haskell-actions/setup", "ghc-version", "ghc"),
    ("julia-actions/setup-julia", "version", "julia"),
    ("shogo82148/actions-setup-perl", "perl-version", "perl"),
    ("stCarolas/setup-maven", "maven-version", "apache-maven"),
    ("actions-rs/toolchain", "toolchain", "rust"),
];

/// The distributions of `actions/setup-java` that version files call otherwise or do not have, with their products.
const JAVAS: [(&str, &str); 5] = [
    ("adopt", "eclipse-temurin"),
    ("adopt-hotspot", "eclipse-temurin"),
    ("adopt-openj9", "ibm-semeru-runtime"),
    ("graalvm", "oracle-graalvm"),
    ("jetbrains", ""),
];

/// Reads a workflow or an action.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut claims = Vec::new();
    for root in &roots {
        let jobs = root.pairs_of("jobs");
        for (_, job) in jobs {
            claims.extend(self::job(root, job, &[]));
        }
        let calls = jobs.iter().filter_map(|(_, job)| Some((job, call(job)?)));
        for (job, file) in calls.take(MOST_CALLS) {
            claims.extend(called(source, root, (job, file)));
        }
        if let Some(image) = root.find(&["runs", "image"]) {
            claims.extend(docker(image, &Scope::of(&[root], None)));
        }
        let runs = root.get("runs").into_iter();
        for step in runs.flat_map(|runs| runs.items_of("steps")) {
            claims.extend(self::step(step, &Scope::of(&[step, root], None)));
        }
    }
    Ok(Findings {
        faults: fault.into_iter().collect(),
        ..Findings::of(claims)
    })
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
    let scope = Scope::of(&[job, root], matrix(job));
    let given = job.pairs_of("with").iter();
    let given: Vec<Given> = given
        .filter_map(|(name, value)| Some((name.text()?.to_owned(), scope.given(value)?)))
        .collect();
    // Its lines are counted on from this file's, so that the line of a claim says whose it is.
    let lines = source.text.lines().count();
    let (roots, _) = yaml::read_all(&format!("{}{text}", "\n".repeat(lines)));
    let mut claims: Vec<Claim> = Vec::new();
    for root in &roots {
        let jobs = root.pairs_of("jobs").iter();
        let all = jobs.flat_map(|(_, job)| self::job(root, job, &given));
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
    job.find(&["strategy", "matrix"])
}

/// The claims of a job of a workflow that was given inputs.
fn job(root: &Node, job: &Node, given: &[Given]) -> Vec<Claim> {
    let matrix = matrix(job);
    let scope = Scope::of(&[job, root], matrix).with(given);
    let mut claims = runners(job.get("runs-on"), &scope);
    let container = job.get("container").into_iter();
    let services = job.pairs_of("services").iter().map(|(_, service)| service);
    for container in container.chain(services) {
        let image = container.get("image").unwrap_or(container);
        claims.extend(images(image, "", &scope));
    }
    for step in job.items_of("steps") {
        let scope = Scope::of(&[step, job, root], matrix).with(given);
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
    let all = scope.woven(text, node.inner().after(prefix));
    let all: Vec<Claim> = all
        .iter()
        .flat_map(|woven| image::claims(woven, Role::Ci))
        .collect();
    let (own, below): (Vec<Claim>, Vec<Claim>) =
        all.into_iter().partition(|claim| claim.kind != Kind::Base);
    let own: Vec<Claim> = own
        .into_iter()
        .map(|claim| noted(claim, Some(node), scope))
        .collect();
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
    let written: Vec<&str> = own.iter().map(|claim| claim.written.as_str()).collect();
    let set = first.clone().of_all(versions).written(written.join(", "));
    std::iter::once(set).chain(below).collect()
}

/// The runners of a job, by their images. Labels that always mean the newest are skipped.
fn runners(node: Option<&Node>, scope: &Scope<'_>) -> Vec<Claim> {
    let Some(node) = node else {
        return Vec::new();
    };
    let labels = node.get("labels").unwrap_or(node).one_or_items();
    let labels = labels.filter_map(|label| Some(scope.values(label.text()?, label.inner())));
    let mut families: Vec<(String, Vec<Runner>)> = Vec::new();
    for (at, label) in labels.flatten() {
        let Some((family, image)) = runner(&label) else {
            continue;
        };
        let family = family.to_owned();
        match families.iter_mut().find(|(own, _)| *own == family) {
            Some((_, images)) => images.push((at, image, label)),
            None => families.push((family, vec![(at, image, label)])),
        }
    }
    let subject = Subject::Product("github-actions-runner-images");
    let claims = families.into_iter().filter_map(|(_, mut images)| {
        images.dedup_by(|(_, one, _), (_, other, _)| one == other);
        let at = images.first()?.0;
        let written: Vec<&str> = images.iter().map(|(_, _, label)| label.as_str()).collect();
        let written = written.join(", ");
        let all = images.into_iter().map(|(_, image, _)| image).collect();
        Some(Claim::one_or_list(at, subject.clone(), all, Role::Ci).written(written))
    });
    claims.collect()
}

/// A runner's position, image and label.
type Runner = (Place, String, String);

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
    let (action, _) = text.split_once('@').unwrap_or((text, ""));
    let with = step.get("with");
    let input = |name: &str| with.and_then(|with| with.get(name));
    let mut claims = Vec::new();
    for (_, name, product) in SETUPS.iter().filter(|(own, ..)| *own == action) {
        let Some(said) = input(name).map(|node| said(node, product, scope)) else {
            continue;
        };
        let all = installed(product, &said).into_iter();
        claims.extend(all.map(|claim| noted(claim, input(name), scope)));
    }
    if action == "actions/setup-java" {
        claims.extend(java(input("java-version"), input("distribution"), scope));
    }
    if claims.is_empty() {
        claims.extend(toolchain(uses));
    }
    claims
}

/// `dtolnay/rust-toolchain@1.70.0`, `@stable`; a branch or a commit says nothing.
fn toolchain(uses: &Node) -> Option<Claim> {
    const ACTION: &str = "dtolnay/rust-toolchain@";
    let channel = uses.text()?.strip_prefix(ACTION)?.split('-').next()?;
    let is_channel = matches!(channel, "stable" | "beta" | "nightly")
        || (channel.contains('.') && channel.starts_with(|c: char| c.is_ascii_digit()));
    let (at, rust) = (uses.inner().after(ACTION), Subject::Product("rust"));
    is_channel.then(|| written::claim(at, rust, channel, npm::read, Role::Ci))?
}

/// The versions in an input: a single one, a list, several lines, or values of a matrix.
fn said(node: &Node, product: &str, scope: &Scope<'_>) -> Vec<(Place, String)> {
    let mut all = Vec::new();
    for node in node.one_or_items() {
        let number = number(node);
        let Some(text) = number.as_deref().or(node.text()) else {
            continue;
        };
        let (lines, at) = (text.lines().map(str::trim), node.inner());
        let lines = lines.filter(|line| !line.is_empty());
        for (line, text) in (at.line..).zip(lines) {
            all.extend(scope.values(text, Place { line, ..at }));
        }
    }
    for (_, version) in &mut all {
        // Of a single number, the action takes the first release: 8 is 8.0.
        if product == "php" && matches!(version.as_bytes(), [b'0'..=b'9']) {
            version.push_str(".0");
        }
    }
    all
}

/// A product with the versions of it that an input names, and their texts.
type Installed<'a> = (&'static str, Vec<(Place, &'a str)>, Vec<&'a str>);

/// The claims of the versions in an input: one for each implementation of a language, and one for each text that is no
/// version of it.
fn installed(product: &'static str, said: &[(Place, String)]) -> Vec<Claim> {
    let notation: Notation = match product {
        "ruby" => ruby::read,
        _ => npm::read,
    };
    let mut claims = Vec::new();
    let mut all: Vec<Installed<'_>> = Vec::new();
    for (at, text) in said {
        let (own, version) = versions::implementation(product, text);
        if written::read(version, notation).is_none() {
            claims.extend(versions::unknown(*at, product, text, Role::Ci));
            continue;
        }
        match all.iter_mut().find(|(product, ..)| *product == own) {
            Some((_, versions, texts)) => {
                versions.push((*at, version));
                texts.push(text);
            }
            None => all.push((own, vec![(*at, version)], vec![text])),
        }
    }
    let known = all.into_iter().filter_map(|(product, versions, texts)| {
        let claim = written::list(&versions, &Subject::Product(product), notation, Role::Ci)?;
        Some(match claim.kind {
            Kind::Floating => claim,
            _ => claim.written(texts.join(", ")),
        })
    });
    known.chain(claims).collect()
}

/// Notes that an unquoted version is a number in YAML, so that 3.10 loses its zero.
fn noted(claim: Claim, node: Option<&Node>, scope: &Scope<'_>) -> Claim {
    if node.is_some_and(|node| node.one_or_items().any(|node| scope.loses_zero(node))) {
        return claim.noted("without quotes it is read as a number and loses its trailing 0");
    }
    claim
}

/// The claims of a Java; one that no product has is counted with its vendor.
fn java(version: Option<&Node>, distribution: Option<&Node>, scope: &Scope<'_>) -> Vec<Claim> {
    let Some(version) = version else {
        return Vec::new();
    };
    let named = distribution.and_then(Node::text);
    let mut products = JAVAS.iter().chain(&versions::VENDORS);
    let product = named.and_then(|named| products.find(|(own, _)| *own == named));
    let said = said(version, "java", scope);
    let subject = match product {
        Some((vendor, "")) => {
            let unknown = |(at, text): &(Place, String)| {
                let claim = versions::unknown(*at, vendor, text, Role::Ci)?;
                Some(claim.written(format!("{vendor} {text}")))
            };
            return said.iter().filter_map(unknown).collect();
        }
        Some((_, product)) => Subject::Product(product),
        None => Subject::Java,
    };
    let levels: Vec<(Place, String)> = said
        .into_iter()
        .map(|(at, text)| (at, versions::level(&text)))
        .collect();
    let levels: Vec<(Place, &str)> = levels.iter().map(|(at, text)| (*at, &**text)).collect();
    written::list(&levels, &subject, npm::read, Role::Ci)
        .into_iter()
        .collect()
}

#[cfg(test)]
mod tests;
