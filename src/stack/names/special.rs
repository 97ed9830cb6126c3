//! Images whose names or tags alone determine neither the product nor its version.

use crate::stack::image;
use crate::stack::written;

/// The product (empty for a Java without a vendor) of such an image, and its version if that is not what the tag starts
/// with; `None` for others.
pub fn find(name: &str, tag: &str) -> Option<(&'static str, Option<String>)> {
    if name == "sonarqube" {
        return Some((sonarqube(tag), None));
    }
    let (product, version) = versioned(name, tag)?;
    Some((product, Some(version)))
}

/// The product and version of an image whose version stands elsewhere.
fn versioned(name: &str, tag: &str) -> Option<(&'static str, String)> {
    if let Some(own) = name.strip_prefix("gcr.io/distroless/") {
        return distroless(own);
    }
    if let Some(runtime) = name.strip_prefix("public.ecr.aws/lambda/") {
        return lambda(runtime, tag);
    }
    if let Some(major) = red_hat(name) {
        return Some(("rhel", major.to_owned()));
    }
    let parts: Vec<&str> = tag.split('-').collect();
    if let Some(language) = image::dev_container(name) {
        return dev_language(language, tag);
    }
    match (name, parts.as_slice()) {
        // `node:hydrogen-slim`
        ("node", [word, ..]) => Some(("nodejs", written::node_line(word)?.to_owned())),
        // `stream8`: CentOS Stream shares the image of CentOS Linux.
        ("centos" | "quay.io/centos/centos", [word, ..]) => {
            let version = word.strip_prefix("stream")?;
            let is_number = version.starts_with(|c: char| c.is_ascii_digit());
            is_number.then(|| ("centos-stream", version.to_owned()))
        }
        // `open-17-jre`
        ("ibm-semeru-runtimes", ["open", version, ..]) => {
            Some(("ibm-semeru-runtime", (*version).to_owned()))
        }
        // `2.4-pg13`, `pg13`
        (
            "timescale/timescaledb"
            | "timescale/timescaledb-ha"
            | "pgvector/pgvector"
            | "ankane/pgvector",
            parts,
        ) => {
            let version = parts.iter().find_map(|part| part.strip_prefix("pg"))?;
            Some(("postgresql", version.to_owned()))
        }
        // `17-ubuntu`
        ("mcr.microsoft.com/openjdk/jdk", [version, ..]) => {
            Some(("microsoft-build-of-openjdk", (*version).to_owned()))
        }
        _ => None,
    }
}

/// The product and version of a dev container.
fn dev_language(language: &str, tag: &str) -> Option<(&'static str, String)> {
    // Java is missing: the vendor depends on the tag.
    const LANGUAGES: [(&str, &str); 8] = [
        ("dotnet", "dotnet"),
        ("go", "go"),
        ("javascript-node", "nodejs"),
        ("php", "php"),
        ("python", "python"),
        ("ruby", "ruby"),
        ("rust", "rust"),
        ("typescript-node", "nodejs"),
    ];
    let (_, product) = LANGUAGES.iter().find(|(own, _)| *own == language)?;
    let version = image::dev_version(tag)?;
    // Alone, a low one may be either.
    let is_certain = tag.split('-').next() != Some(version) || !matches!(version, "0" | "1" | "2");
    is_certain.then(|| (*product, version.to_owned()))
}

/// The edition of `SonarQube`: they share an image, whose tags without an edition are the community's. The versions of
/// the others are years, see <https://hub.docker.com/_/sonarqube>.
fn sonarqube(tag: &str) -> &'static str {
    const PAID: [&str; 3] = ["developer", "enterprise", "datacenter"];
    let version = tag.split(['-', '.']).next().unwrap_or_default();
    let is_year = version.len() == 4 && version.bytes().all(|byte| byte.is_ascii_digit());
    if is_year || tag.split('-').any(|part| PAID.contains(&part)) {
        "sonarqube-server"
    } else {
        "sonarqube-community"
    }
}

/// The Python of each Debian release, which is that of `python3-debianN`, see
/// <https://packages.debian.org/python3>.
const DEBIAN_PYTHONS: [(&str, &str); 4] = [
    ("debian10", "3.7"),
    ("debian11", "3.9"),
    ("debian12", "3.11"),
    ("debian13", "3.13"),
];

/// Resolves `java17-debian11`, `nodejs18-debian11` and `python3-debian11`, see
/// <https://github.com/GoogleContainerTools/distroless>.
fn distroless(own: &str) -> Option<(&'static str, String)> {
    if let Some(debian) = own.strip_prefix("python3-") {
        let found = DEBIAN_PYTHONS.iter().find(|(own, _)| *own == debian);
        return found.map(|(_, version)| ("python", (*version).to_owned()));
    }
    let own = own.split('-').next()?;
    let version = |prefix| {
        own.strip_prefix(prefix)
            .filter(|version: &&str| !version.is_empty())
    };
    let is_number = |version: &&str| version.bytes().all(|byte| byte.is_ascii_digit());
    let java = version("java")
        .filter(is_number)
        .map(|version| ("", version.to_owned()));
    java.or_else(|| {
        version("nodejs")
            .filter(is_number)
            .map(|version| ("nodejs", version.to_owned()))
    })
}

/// An AWS Lambda base image, by its runtime and tag; the data name the two together.
fn lambda(runtime: &str, tag: &str) -> Option<(&'static str, String)> {
    // A suffix of the tag, starting with a year, says when the image was built.
    let version = tag.split('-').next()?;
    let numbers: Vec<&str> = version.split('.').take(2).collect();
    let (first, second) = (
        numbers.first().copied()?,
        numbers.get(1).copied().unwrap_or_default(),
    );
    let is_small = second.len() < 3 && !second.is_empty();
    let both = if is_small {
        format!("{first}.{second}")
    } else {
        first.to_owned()
    };
    let release = match runtime {
        "nodejs" => format!("nodejs{first}.x"),
        "python" => format!("python{both}"),
        "ruby" => format!("ruby{both}"),
        "java" if version.starts_with("8.al2") => "java8.al2".to_owned(),
        "java" => format!("java{first}"),
        "dotnet" => format!("dotnet{first}"),
        "provided" => format!("provided.{first}"),
        "go" => "go1.x".to_owned(),
        _ => return None,
    };
    Some(("aws-lambda", release))
}

/// The number of a Universal Base Image, which has several names in Red Hat's registries.
fn red_hat(name: &str) -> Option<&str> {
    const REGISTRIES: [&str; 4] = [
        "registry.access.redhat.com/",
        "registry.redhat.io/",
        "registry.connect.redhat.com/",
        "redhat/",
    ];
    let own = REGISTRIES
        .iter()
        .find_map(|registry| name.strip_prefix(registry))?;
    let (family, rest) = own.split_once('/').unwrap_or((own, "ubi"));
    let family = family.split('-').next()?;
    let version = family
        .strip_prefix("ubi")
        .or_else(|| family.strip_prefix("rhel"))?;
    let is_number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    let base = rest.split('-').next()?;
    (is_number && (base == "ubi" || base == "rhel")).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn versions_stand_where_they_stand() {
        for (name, tag, expected) in [
            ("gcr.io/distroless/java17-debian11", "", Some(" 17")),
            (
                "gcr.io/distroless/nodejs22-debian12",
                "nonroot",
                Some("nodejs 22"),
            ),
            ("gcr.io/distroless/static-debian12", "", None),
            (
                "gcr.io/distroless/python3-debian12",
                "",
                Some("python 3.11"),
            ),
            (
                "public.ecr.aws/lambda/java",
                "8.al2",
                Some("aws-lambda java8.al2"),
            ),
            (
                "public.ecr.aws/lambda/python",
                "3.9.2024.01.02",
                Some("aws-lambda python3.9"),
            ),
            (
                "public.ecr.aws/lambda/nodejs",
                "18.2024.01.02",
                Some("aws-lambda nodejs18.x"),
            ),
            (
                "registry.access.redhat.com/ubi8-minimal",
                "8.5",
                Some("rhel 8"),
            ),
            ("registry.access.redhat.com/ubi8/nodejs-16", "1", None),
            ("redhat/ubi9", "", Some("rhel 9")),
            (
                "sonarqube",
                "26.7.0-community",
                Some("sonarqube-community -"),
            ),
            ("sonarqube", "community", Some("sonarqube-community -")),
            ("sonarqube", "latest", Some("sonarqube-community -")),
            ("sonarqube", "", Some("sonarqube-community -")),
            ("sonarqube", "lts-community", Some("sonarqube-community -")),
            ("sonarqube", "9.9.8", Some("sonarqube-community -")),
            ("sonarqube", "enterprise", Some("sonarqube-server -")),
            ("sonarqube", "lts-developer", Some("sonarqube-server -")),
            (
                "sonarqube",
                "10.8.1-datacenter-app",
                Some("sonarqube-server -"),
            ),
            ("sonarqube", "2026.1-enterprise", Some("sonarqube-server -")),
            ("sonarqube", "2025.4", Some("sonarqube-server -")),
            ("redhat/ubi9-micro", "", Some("rhel 9")),
            (
                "timescale/timescaledb",
                "latest-pg14",
                Some("postgresql 14"),
            ),
            ("timescale/timescaledb", "2.4", None),
            ("node", "hydrogen-slim", Some("nodejs 18")),
            ("quay.io/centos/centos", "stream8", Some("centos-stream 8")),
            (
                "quay.io/centos/centos",
                "stream10-minimal",
                Some("centos-stream 10"),
            ),
            ("centos", "7", None),
            ("node", "18-slim", None),
            ("node", "lts-slim", None),
            ("node", "iron-alpine3.20", Some("nodejs 20")),
            (
                "ibm-semeru-runtimes",
                "open-17-jre",
                Some("ibm-semeru-runtime 17"),
            ),
            ("pgvector/pgvector", "0.7.0-pg16", Some("postgresql 16")),
            (
                "mcr.microsoft.com/openjdk/jdk",
                "17-ubuntu",
                Some("microsoft-build-of-openjdk 17"),
            ),
            (
                "public.ecr.aws/lambda/provided",
                "al2023",
                Some("aws-lambda provided.al2023"),
            ),
            ("gcr.io/distroless/java-base-debian12", "", None),
        ] {
            let found = find(name, tag).map(|(product, version)| {
                let version = version.unwrap_or_else(|| "-".to_owned());
                format!("{product} {version}")
            });
            assert_eq!(found.as_deref(), expected, "{name}:{tag}");
        }
    }

    #[test]
    fn the_tags_of_dev_containers_may_begin_with_their_own_version() {
        for (image, tag, expected) in [
            (
                "devcontainers/ruby",
                "1-3.2-bullseye",
                Some(("ruby", "3.2")),
            ),
            ("devcontainers/python", "3.12", Some(("python", "3.12"))),
            ("devcontainers/php", "8-bookworm", Some(("php", "8"))),
            (
                "vscode/devcontainers/typescript-node",
                "0-16",
                Some(("nodejs", "16")),
            ),
            ("devcontainers/rust", "1-bookworm", None),
            ("vscode/devcontainers/java", "0-17", None),
            ("devcontainers/base", "ubuntu-22.04", None),
        ] {
            let found = find(&format!("mcr.microsoft.com/{image}"), tag);
            let expected = expected.map(|(product, version)| (product, Some(version.to_owned())));
            assert_eq!(found, expected, "{image}:{tag}");
        }
    }
}
