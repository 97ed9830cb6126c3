//! Manifests of Python projects: `pyproject.toml`, requirements, `Pipfile`.

use crate::facts::identifier::key::python_name;
use crate::stack::claim::{Claim, Findings, Lock, Role, Source, Subject};
use crate::stack::requirement::pep440;
use crate::stack::written;
use crate::text::lines::{numbered, place_in};
use crate::text::toml;
use crate::text::yaml::{Misfit, Node, Place};

/// Reads `pyproject.toml`: the project's requirements, in the standard form and in Poetry's.
pub fn project(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = toml::read(source.text)?;
    let mut claims = Vec::new();
    if let Some(project) = root.get("project") {
        claims.extend(project.get("requires-python").and_then(python));
        claims.extend(listed(project.items_of("dependencies"), Role::Run));
        for (_, group) in project.pairs_of("optional-dependencies") {
            claims.extend(listed(group.items(), Role::Run));
        }
    }
    for (_, group) in root.pairs_of("dependency-groups") {
        claims.extend(listed(group.items(), Role::Dev));
    }
    // Those of uv and PDM from before there were groups.
    if let Some(uv) = root.find(&["tool", "uv"]) {
        claims.extend(listed(uv.items_of("dev-dependencies"), Role::Dev));
    }
    if let Some(pdm) = root.find(&["tool", "pdm"]) {
        for (_, group) in pdm.pairs_of("dev-dependencies") {
            claims.extend(listed(group.items(), Role::Dev));
        }
    }
    if let Some(poetry) = root.find(&["tool", "poetry"]) {
        claims.extend(tables(poetry, "dependencies", Role::Run));
        claims.extend(tables(poetry, "dev-dependencies", Role::Dev));
        for (_, group) in poetry.pairs_of("group") {
            claims.extend(tables(group, "dependencies", Role::Dev));
        }
    }
    Ok(Findings::of(claims))
}

fn python(node: &Node) -> Option<Claim> {
    let (text, subject) = (node.text()?, Subject::Product("python"));
    let accepts = pep440::read(text)?;
    Some(Claim::set(node.inner(), subject, text, accepts, Role::Run))
}

/// The requirements in a table of a node, as Poetry and Pipenv have them.
fn tables<'a>(node: &'a Node, key: &str, role: Role) -> impl Iterator<Item = Claim> + use<'a> {
    let pairs = node.pairs_of(key).iter();
    pairs.filter_map(move |(name, value)| tabled(name, value, role))
}

/// Reads `name = "^1.2"`, `name = { version = "^1.2" }` and a list of such tables, each with a marker of its own.
fn tabled(name: &Node, value: &Node, role: Role) -> Option<Claim> {
    if !value.items().is_empty() {
        let versions = value.items().iter().filter_map(|item| item.get("version"));
        let parts = versions.filter_map(|version| Some((version.inner(), version.text()?)));
        let parts: Vec<(Place, &str)> = parts.collect();
        let subject = Subject::Package(purl(name.text()?));
        let claim = written::list(&parts, &subject, pep440::read, role)?;
        return Some(claim.locked_by(Lock::Python));
    }
    let value = value.get("version").unwrap_or(value);
    let (name, text) = (name.text()?, value.text()?);
    if name == "python" {
        return python(value);
    }
    if text == "*" {
        let subject = Subject::Package(purl(name));
        return Some(Claim::unwritten(value.inner(), subject, Lock::Python, role));
    }
    required(name, text, value.inner(), role)
}

fn listed(nodes: &[Node], role: Role) -> impl Iterator<Item = Claim> {
    let requirements = nodes.iter();
    requirements.filter_map(move |node| requirement(node.text()?, node.inner(), role))
}

/// Parses `name[extra] >=1.2 ; marker`; the position is that of the versions.
fn requirement(text: &str, at: Place, role: Role) -> Option<Claim> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let end = text.find(|c| !is_name(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let after = match rest.trim_start().strip_prefix('[') {
        Some(extras) => extras.split_once(']')?.1,
        None => rest,
    };
    let specifiers = after.split([';', '#']).next()?.trim();
    if name.is_empty() || specifiers.starts_with('@') {
        return None;
    }
    if specifiers.is_empty() {
        let subject = Subject::Package(purl(name));
        return Some(Claim::unwritten(at, subject, Lock::Python, role));
    }
    let specifiers = specifiers.split(" --").next()?.trim();
    let before = specifiers.as_ptr() as usize - text.as_ptr() as usize;
    required(name, specifiers, at.after(text.get(..before)?), role)
}

/// A claim of one exact version, or of a set, which a lock file may narrow.
fn required(name: &str, specifiers: &str, at: Place, role: Role) -> Option<Claim> {
    let subject = Subject::Package(purl(name));
    let exact = specifiers.trim_start_matches('=').trim();
    let is_exact = specifiers.starts_with("==") && !exact.contains([',', '*', ' ']);
    let accepts = pep440::read(specifiers)?;
    let is_bare = specifiers.starts_with(|c: char| c.is_ascii_digit())
        && !specifiers.contains([',', '*', '|']);
    let claim = if is_exact {
        Claim::pin(at, subject, exact, role).written(specifiers)
    } else if is_bare {
        Claim::pin(at, subject, specifiers, role)
    } else {
        Claim::set(at, subject, specifiers, accepts, role)
    };
    Some(claim.locked_by(Lock::Python))
}

/// The package URL of a name.
pub fn purl(name: &str) -> String {
    format!("pkg:pypi/{}", python_name(name))
}

/// Reads a requirements file: a package per line, with continued lines joined.
pub fn requirements(source: &Source<'_>) -> Result<Findings, Misfit> {
    let is_dev = source.name().contains("dev") || source.name().contains("test");
    let role = if is_dev { Role::Dev } else { Role::Run };
    let claims = numbered(source.text).filter_map(|(number, line)| {
        let said = line
            .split(" #")
            .next()?
            .trim_end()
            .trim_end_matches('\\')
            .trim();
        // Skips options, addresses and folders.
        let is_package = said.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !is_package || said.contains("://") || said.starts_with("file:") {
            return None;
        }
        requirement(said, place_in(number, line, said), role)
    });
    Ok(Findings::of(claims))
}

/// Reads a `Pipfile`.
pub fn pipfile(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = toml::read(source.text)?;
    let versions = ["python_version", "python_full_version"].into_iter();
    let python = versions.filter_map(|key| {
        let node = root.find(&["requires", key])?;
        let subject = Subject::Product("python");
        Some(Claim::pin(node.inner(), subject, node.text()?, Role::Run))
    });
    let packages = tables(&root, "packages", Role::Run);
    let dev = tables(&root, "dev-packages", Role::Dev);
    Ok(Findings::of(python.chain(packages).chain(dev)))
}

#[cfg(test)]
mod tests {
    use super::{pipfile, project, requirements};
    use crate::stack::formats::tests::rows;

    #[test]
    fn projects_require_versions() {
        for (text, expected) in [
            (
                "[project]\nrequires-python = \">=3.8\"",
                "2:20 python set >=3.8 run",
            ),
            (
                "[project]\ndependencies = [\n  \"Django>=3.2,<4\",\n  \"redis>=4\",\n]",
                "3:10 pkg:pypi/django set >=3.2,<4 run | 4:9 pkg:pypi/redis set >=4 run",
            ),
            (
                "[project]\ndependencies = [\"django[argon2] ~=4.2 ; python_version>'3'\"]",
                "2:33 pkg:pypi/django set ~=4.2 run",
            ),
            (
                "[project]\ndependencies = [\"django==4.2.1\"]",
                "2:24 pkg:pypi/django pin 4.2.1 run",
            ),
            (
                "[project]\ndependencies = [\"django\", \"x @ https://y\"]",
                "2:18 pkg:pypi/django floating  run",
            ),
            (
                "[project.optional-dependencies]\na = [\"numpy>=1.20\"]",
                "2:12 pkg:pypi/numpy set >=1.20 run",
            ),
            (
                "[dependency-groups]\ndev = [\"numpy==1.21.*\", {include-group = \"x\"}]",
                "2:14 pkg:pypi/numpy set ==1.21.* dev",
            ),
            (
                "[tool.poetry.dependencies]\npython = \"^3.8\"\ndjango = \"^3.2\"",
                "2:11 python set ^3.8 run | 3:11 pkg:pypi/django set ^3.2 run",
            ),
            (
                "[tool.poetry.group.dev.dependencies]\ndjango = {version = \"3.2.1\", extras = [\"x\"]}",
                "2:22 pkg:pypi/django pin 3.2.1 dev",
            ),
            (
                "[tool.poetry.dependencies]\ndjango = [{version = \"<3\", python = \"<3.8\"}, {version = \"^4.2\"}]",
                "2:23 pkg:pypi/django set <3, ^4.2 run",
            ),
            (
                "[tool.poetry.dependencies]\ndjango = {git = \"https://x\"}",
                "",
            ),
            (
                "[tool.uv]\ndev-dependencies = [\"numpy>=1.20\", \"django==3.2.1\"]",
                "2:27 pkg:pypi/numpy set >=1.20 dev | 2:43 pkg:pypi/django pin 3.2.1 dev",
            ),
            (
                "[tool.pdm.dev-dependencies]\ntest = [\"numpy>=1.20\"]\nlint = [\"-e file:///x#egg=y\"]",
                "2:15 pkg:pypi/numpy set >=1.20 dev",
            ),
            (
                "[tool.uv]\ndev-dependencies = 1\n[tool.pdm]\ndev-dependencies = [\"a\"]",
                "",
            ),
            ("[tool.black]\ntarget-version = ['py38']", ""),
            ("[project]\ndynamic = [\"version\"]", ""),
            ("[project", "fault"),
        ] {
            assert_eq!(rows(project, text), expected, "{text}");
        }
    }

    #[test]
    fn requirements_are_lines() {
        for (text, expected) in [
            ("Django==3.2.13\n", "1:7 pkg:pypi/django pin 3.2.13 run"),
            (
                "Django == 3.2.13 # why",
                "1:8 pkg:pypi/django pin 3.2.13 run",
            ),
            (
                "# Django==3.2\n-r other.txt\n-e .\n--index-url https://x",
                "",
            ),
            (
                "Django>=3.2,<4; python_version < '3.10'",
                "1:7 pkg:pypi/django set >=3.2,<4 run",
            ),
            (
                "django==3.2.13 \\\n    --hash=sha256:ab \\\n    --hash=sha256:cd",
                "1:7 pkg:pypi/django pin 3.2.13 run",
            ),
            (
                "django==3.2.13 --hash=sha256:ab",
                "1:7 pkg:pypi/django pin 3.2.13 run",
            ),
            // A lock file may state the version.
            ("django", "1:1 pkg:pypi/django floating  run"),
            ("https://x.y/z.whl\n./folder\ngit+https://x", ""),
            ("django @ https://x.y/z.whl", ""),
            ("Django>=3.2", "1:7 pkg:pypi/django set >=3.2 run"),
            ("django (>=3.2)", "1:8 pkg:pypi/django set (>=3.2) run"),
            (
                "django[argon2]==4.2.1",
                "1:15 pkg:pypi/django pin 4.2.1 run",
            ),
            (
                "django [argon2, bcrypt] == 4.2.1",
                "1:25 pkg:pypi/django pin 4.2.1 run",
            ),
            ("django==4.2.*", "1:7 pkg:pypi/django set ==4.2.* run"),
            ("django===4.2.1", "1:7 pkg:pypi/django pin 4.2.1 run"),
            ("django!=4.1", "1:7 pkg:pypi/django set !=4.1 run"),
            (
                "django >= 3.2 , < 5",
                "1:8 pkg:pypi/django set >= 3.2 , < 5 run",
            ),
            (
                "django==4.2.1;python_version>'3.8'",
                "1:7 pkg:pypi/django pin 4.2.1 run",
            ),
            ("django==4.2.post1", "1:7 pkg:pypi/django pin 4.2.post1 run"),
            (
                "django==4.2+local.1",
                "1:7 pkg:pypi/django pin 4.2+local.1 run",
            ),
            ("django==1!4.2", "1:7 pkg:pypi/django pin 1!4.2 run"),
            ("django==4.2,<5", "1:7 pkg:pypi/django set ==4.2,<5 run"),
            ("django<5", "1:7 pkg:pypi/django set <5 run"),
            ("DJANGO==4.2", "1:7 pkg:pypi/django pin 4.2 run"),
            ("zope-_.x==5.0", "1:9 pkg:pypi/zope-x pin 5.0 run"),
            (
                "Products.CMFPlone==5.2.1",
                "1:18 pkg:pypi/products-cmfplone pin 5.2.1 run",
            ),
            (
                "zope.interface_x==5.0",
                "1:17 pkg:pypi/zope-interface-x pin 5.0 run",
            ),
            (
                "django>=3.2,<4 --global-option=\"x\"",
                "1:7 pkg:pypi/django set >=3.2,<4 run",
            ),
            ("django==${VERSION}", ""),
            ("django@https://x.y/z.whl", ""),
            ("django @ file:///x/y", ""),
            (
                "-c constraints.txt\n--extra-index-url https://x\n-f ./wheels",
                "",
            ),
            ("./django-4.2.tar.gz", ""),
            ("git+ssh://git@x.y/z.git@v4.2#egg=django", ""),
            ("  django==4.2.1", "1:9 pkg:pypi/django pin 4.2.1 run"),
            (
                "\u{feff}django==4.2.1\r\n",
                "1:7 pkg:pypi/django pin 4.2.1 run",
            ),
            ("numpy~=1.21.0", "1:6 pkg:pypi/numpy set ~=1.21.0 run"),
        ] {
            assert_eq!(rows(requirements, text), expected, "{text}");
        }
    }

    #[test]
    fn pipfiles_have_tables() {
        let text = "[requires]\npython_version = \"3.8\"\n[packages]\ndjango = \"==3.2.1\"\nnumpy = \"*\"\n[dev-packages]\nwagtail = {version = \">=2\"}\n";
        assert_eq!(
            rows(pipfile, text),
            "2:19 python pin 3.8 run | 4:11 pkg:pypi/django pin 3.2.1 run | 5:10 pkg:pypi/numpy floating  run | 7:23 pkg:pypi/wagtail set >=2 dev"
        );
    }
}
