//! The web pages of identifiers: package URLs, CPEs and repology names link to the same pages as on
//! endoflife.date.

pub mod key;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::facts::product::Identifier;

/// The page of an identifier; `None` where its system has none.
pub fn url(identifier: &Identifier) -> Option<String> {
    let id = identifier.id.as_str();
    match identifier.kind.as_str() {
        "repology" => Some(format!("https://repology.org/project/{id}")),
        // Only CPE 2.3 names can be looked up.
        "cpe" if id.starts_with("cpe:2.3:") => Some(format!(
            "https://services.nvd.nist.gov/rest/json/cpes/2.0?cpeMatchString={}",
            form_encoded(id)
        )),
        "purl" => Purl::parse(id).and_then(|purl| purl.url()),
        _ => None,
    }
}

/// `pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH`, without version and subpath, spelled as written,
/// unlike in a [`key`]. See <https://github.com/package-url/purl-spec>.
struct Purl<'a> {
    kind: &'a str,
    /// Empty where there is none.
    namespace: &'a str,
    name: &'a str,
    qualifiers: &'a str,
}

impl<'a> Purl<'a> {
    fn parse(id: &'a str) -> Option<Self> {
        let rest = before(id.strip_prefix("pkg:")?, '#');
        let (path, qualifiers) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, path) = path.trim_matches('/').split_once('/')?;
        let (namespace, name) = path.rsplit_once('/').unwrap_or(("", path));
        let name = before(name, '@');
        (!name.is_empty()).then_some(Self {
            kind,
            namespace,
            name,
            qualifiers,
        })
    }

    fn qualifier(&self, key: &str) -> Option<&'a str> {
        let mut pairs = self.qualifiers.split('&');
        pairs
            .find_map(|pair| pair.split_once('=').filter(|(name, _)| *name == key))
            .map(|(_, value)| value)
    }

    fn url(&self) -> Option<String> {
        match self.kind {
            "apk" | "deb" | "rpm" => self.distribution(),
            "oci" => self.container(),
            _ => self.registry(),
        }
    }

    /// The page in a package registry that has one page per name.
    fn registry(&self) -> Option<String> {
        let Self {
            namespace, name, ..
        } = self;
        Some(match self.kind {
            "alpm" => format!("https://archlinux.org/packages/?q={name}"),
            "bitbucket" => format!("https://bitbucket.org/{namespace}/{name}"),
            "brew" => format!("https://formulae.brew.sh/formula/{name}"),
            "cargo" => format!("https://crates.io/crates/{name}"),
            "chocolatey" => format!("https://chocolatey.org/packages/{name}"),
            "composer" => format!("https://packagist.org/packages/{namespace}/{name}"),
            "cran" => format!("https://cran.r-project.org/package={name}"),
            "docker" if *namespace == "library" => format!("https://hub.docker.com/_/{name}"),
            "docker" => format!("https://hub.docker.com/r/{namespace}/{name}"),
            "gem" => format!("https://rubygems.org/gems/{name}"),
            "github" => format!("https://github.com/{namespace}/{name}"),
            "gitlab" => format!("https://gitlab.com/{namespace}/{name}"),
            "golang" => format!("https://pkg.go.dev/{namespace}/{name}"),
            "hackage" => format!("https://hackage.haskell.org/package/{name}"),
            "hex" => format!("https://hex.pm/packages/{name}"),
            "maven" => format!("https://search.maven.org/artifact/{namespace}/{name}"),
            "npm" => format!("https://www.npmjs.com/package/{}", self.scoped('/')),
            "nuget" => format!("https://www.nuget.org/packages/{}", self.scoped('.')),
            "pypi" => format!("https://pypi.org/project/{name}"),
            "scoop" => format!("https://scoop.sh/#/apps?q={name}"),
            "winget" => format!("https://winstall.app/apps/{name}"),
            _ => return None,
        })
    }

    /// The page of a package of a Linux distribution; `None` for one of a third-party repository.
    fn distribution(&self) -> Option<String> {
        if self.qualifier("repository_url").is_some() {
            return None;
        }
        let name = self.name;
        Some(
            match (self.kind, self.namespace, self.qualifier("distro")) {
                ("apk", "alpine", _) => {
                    format!("https://pkgs.alpinelinux.org/packages?name={name}")
                }
                ("deb", "debian", Some(of)) => format!("https://packages.debian.org/{of}/{name}"),
                ("deb", "ubuntu", Some(of)) => format!("https://packages.ubuntu.com/{of}/{name}"),
                ("deb", "debian", None) => format!("https://sources.debian.org/src/{name}/"),
                ("deb", "ubuntu", None) => format!("https://launchpad.net/ubuntu/+source/{name}"),
                ("rpm", "fedora", _) => format!("https://packages.fedoraproject.org/pkgs/{name}/"),
                _ => return None,
            },
        )
    }

    fn container(&self) -> Option<String> {
        let repository = self.qualifier("repository_url")?;
        let (_, repository) = repository
            .split_once("://")
            .unwrap_or(("https", repository));
        let repository = repository.trim_end_matches('/');
        Some(format!("https://{repository}/{}", self.name))
    }

    /// Namespace and name, such as `@angular/core`.
    fn scoped(&self, separator: char) -> String {
        if self.namespace.is_empty() {
            return self.name.to_owned();
        }
        let namespace = self.namespace.replace("%40", "@");
        format!("{namespace}{separator}{}", self.name)
    }
}

fn before(text: &str, mark: char) -> &str {
    text.split_once(mark).map_or(text, |(before, _)| before)
}

/// What `application/x-www-form-urlencoded` escapes, but for a space, which becomes a plus; see
/// <https://url.spec.whatwg.org/#urlencoded-serializing>.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b' ');

fn form_encoded(text: &str) -> String {
    utf8_percent_encode(text, FORM)
        .to_string()
        .replace(' ', "+")
}

#[cfg(test)]
mod tests {
    use super::url;
    use crate::facts::product::Identifier;

    fn of(kind: &str, id: &str) -> Option<String> {
        let (kind, id) = (kind.into(), id.to_owned());
        url(&Identifier { kind, id })
    }

    #[test]
    fn package_urls_lead_to_their_registries() {
        for (id, page) in [
            (
                "pkg:npm/%40angular/core@17",
                "https://www.npmjs.com/package/@angular/core",
            ),
            (
                "pkg:docker/library/golang",
                "https://hub.docker.com/_/golang",
            ),
            (
                "pkg:docker/bitnami/go?repository_url=x",
                "https://hub.docker.com/r/bitnami/go",
            ),
            ("pkg:github/x/y/", "https://github.com/x/y"),
            ("pkg:nuget/A.B", "https://www.nuget.org/packages/A.B"),
            (
                "pkg:oci/x?repository_url=http://quay.io/y/",
                "https://quay.io/y/x",
            ),
            (
                "pkg:deb/debian/x?distro=sid",
                "https://packages.debian.org/sid/x",
            ),
            (
                "pkg:brew/redis/redis",
                "https://formulae.brew.sh/formula/redis",
            ),
        ] {
            assert_eq!(of("purl", id).as_deref(), Some(page));
        }
    }

    #[test]
    fn what_has_no_page_has_no_link() {
        for id in [
            "pkg:rpm/centos/x",
            "pkg:apk/alpine/x?repository_url=https://y",
            "pkg:oci/x",
            "pkg:generic/x",
            "pkg:npm/",
            "x",
        ] {
            assert_eq!(of("purl", id), None, "{id}");
        }
        assert_eq!(of("cpe", "cpe:/a:x:y"), None);
        assert_eq!(of("swid", "x"), None);
    }

    #[test]
    fn cpes_are_form_encoded() {
        let page = "https://services.nvd.nist.gov/rest/json/cpes/2.0?cpeMatchString=\
                    cpe%3A2.3%3Aa%3Ax%3Ay_z";
        assert_eq!(of("cpe", "cpe:2.3:a:x:y_z").as_deref(), Some(page));
    }
}
