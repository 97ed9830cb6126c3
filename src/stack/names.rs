//! Resolves names in files to products: by the data's identifiers, two supplementary lists, and the user's
//! own names. Nothing is searched or matched in part.

mod special;

use std::collections::HashMap;

use crate::facts::catalog::Catalog;
use crate::facts::identifier::key::{Key, Name};
use crate::find::resolve::{MatchedBy, Resolver, listed};
use crate::stack::claim::Subject;
use crate::stack::image;

/// Resolves names to products.
pub struct Names<'a> {
    catalog: &'a Catalog,
    ids: HashMap<&'a str, usize>,
    images: HashMap<String, Bearer>,
    /// Prefixes of images, longer ones first.
    begun: Vec<(&'static str, Bearer)>,
    keys: HashMap<Key, usize>,
    /// The product for Java without a named vendor.
    java: String,
    /// Registries that mirror another, with the mirrored one.
    mirrors: Vec<(String, String)>,
    /// The user's own names, with their product and version.
    own: Vec<(String, String)>,
    resolver: Resolver,
}

/// The product of a name, and its release if the name determines it.
#[derive(Debug, Clone, Copy)]
struct Bearer {
    product: usize,
    release: Option<&'static str>,
}

/// The resolution of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The product's index in the catalog.
    pub product: usize,
    /// How it was found.
    pub by: By,
    /// The version, if it differs from the claim's: an image's name may contain it.
    pub version: Option<String>,
}

/// How a product was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By an image in the data or the list.
    Image,
    /// Only by the last part of an image's name.
    ImageName,
    /// By a package or platform in the data or the list.
    Identifier,
    /// By a file that is always about this product.
    File,
    /// As a Java whose vendor is assumed.
    AssumedVendor,
    /// By the product's id, alias or title.
    Name,
    /// By the distribution that maintains a package.
    Distribution,
}

impl By {
    /// The words in records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::ImageName => "image name",
            Self::Identifier => "identifier",
            Self::File => "file",
            Self::AssumedVendor => "assumed vendor",
            Self::Name => "name",
            Self::Distribution => "distribution",
        }
    }
}

/// The names that a policy defines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnNames {
    /// The product for Java without a named vendor; `None` for Eclipse Temurin.
    pub java: Option<String>,
    /// Registries that mirror another.
    pub mirrors: Vec<(String, String)>,
    /// Own images and packages, with their product and version.
    pub names: Vec<(String, String)>,
}

/// The Java to assume if no vendor is named.
const JAVA: &str = "eclipse-temurin";

impl<'a> Names<'a> {
    /// The names of a catalog.
    pub fn new(catalog: &'a Catalog, own: &OwnNames) -> Self {
        let cards = catalog.cards().iter().enumerate();
        let ids: HashMap<&str, usize> = cards
            .map(|(index, card)| (card.id.as_str(), index))
            .collect();
        let (mut images, keys) = identifiers(catalog);
        let mut begun = Vec::new();
        for row in listed::rows(listed::IMAGES) {
            if row.product == listed::APART {
                images.remove(row.name);
            }
            let Some(product) = ids.get(row.product) else {
                continue;
            };
            let bearer = Bearer {
                product: *product,
                release: row.release,
            };
            match row.name.strip_suffix('*') {
                Some(start) => begun.push((start, bearer)),
                None => drop(images.insert(row.name.to_owned(), bearer)),
            }
        }
        begun.sort_by_key(|(start, _)| std::cmp::Reverse(start.len()));
        Self {
            catalog,
            ids,
            images,
            begun,
            keys,
            java: own.java.clone().unwrap_or_else(|| JAVA.to_owned()),
            mirrors: own.mirrors.clone(),
            own: own.names.clone(),
            resolver: Resolver::default(),
        }
    }

    /// Resolves a subject; `written` is its text, with the tag of an image. `None` if it is unknown.
    pub fn find(&self, subject: &Subject, written: &str) -> Option<Found> {
        let found = |product: Option<usize>, by| {
            Some(Found {
                product: product?,
                by,
                version: None,
            })
        };
        if let Some(own) = self.own(subject) {
            return Some(own);
        }
        match subject {
            Subject::Unknown(_) => None,
            Subject::Line(line) => self.line(line),
            Subject::Image(name) => self.image(name, written),
            Subject::Package(purl) => found(self.package(purl), By::Identifier),
            Subject::Platform(cpe) => {
                let name = Name::platform(cpe)?;
                found(self.keys.get(&name.key).copied(), By::Identifier)
            }
            Subject::Product(id) => found(self.ids.get(id).copied(), By::File),
            Subject::Java => found(self.ids.get(self.java.as_str()).copied(), By::AssumedVendor),
            Subject::Named(name) => {
                let product = self.catalog.named(name);
                found(product.map(|(product, _)| product), By::Name)
            }
        }
    }

    /// Resolves a line of a list as `eolens show -` does, but nothing that the resolver searched or guessed. A package
    /// of a distribution is not the product that it packages, because the distribution maintains it.
    fn line(&self, line: &str) -> Option<Found> {
        let reading = self.resolver.resolve(self.catalog, line)?;
        let by = match reading.matched_by {
            MatchedBy::Search | MatchedBy::Guess | MatchedBy::Package => return None,
            MatchedBy::Distribution => By::Distribution,
            MatchedBy::Identifier => By::Identifier,
            MatchedBy::AssumedVendor => By::AssumedVendor,
            MatchedBy::Name
            | MatchedBy::Alias
            | MatchedBy::Url
            | MatchedBy::CodeName
            | MatchedBy::Release
            | MatchedBy::Part
            | MatchedBy::Words => By::Name,
        };
        let release = reading.fit.release();
        let release = release.and_then(|number| {
            let product = self.catalog.product(reading.product)?;
            Some(product.releases.get(number)?.name.to_string())
        });
        let version = reading.version.or(release);
        // A sentence that mentions a product is no version of it.
        let is_meant = version.is_some() || reading.is_name;
        (is_meant && reading.also.is_empty()).then_some(Found {
            product: reading.product,
            by,
            version,
        })
    }

    /// Resolves a subject by the user's own names.
    fn own(&self, subject: &Subject) -> Option<Found> {
        let (Subject::Image(name) | Subject::Package(name) | Subject::Unknown(name)) = subject
        else {
            return None;
        };
        let (_, meant) = self.own.iter().find(|(own, _)| own == name)?;
        let (product, version) = meant.rsplit_once(' ').unwrap_or((meant, ""));
        let (product, version) = match self.catalog.find(product) {
            Some(product) => (product, version),
            None => (self.catalog.find(meant)?, ""),
        };
        Some(Found {
            product,
            by: By::Name,
            version: (!version.is_empty()).then(|| version.to_owned()),
        })
    }

    fn package(&self, purl: &str) -> Option<usize> {
        // A Maven package of an npm package has the same version.
        let purl = purl.replace("pkg:maven/org.webjars.npm/", "pkg:npm/");
        let key = Name::package(&purl)?.key;
        if listed::is_apart(&key) {
            return None;
        }
        let listed = || self.ids.get(listed::package(&key)?);
        self.keys.get(&key).or_else(listed).copied()
    }

    fn image(&self, name: &str, written: &str) -> Option<Found> {
        let name = self.canonical(name);
        let tag = image::Image::parted(written).map_or("", |image| image.tag.0);
        if let Some(found) = self.special(&name, tag) {
            return Some(found);
        }
        let begun = || {
            let (_, bearer) = self
                .begun
                .iter()
                .find(|(start, _)| name.starts_with(start))?;
            Some(bearer)
        };
        if let Some(bearer) = self.images.get(&name).or_else(begun) {
            let version = bearer.release.map(str::to_owned);
            return Some(Found {
                product: bearer.product,
                by: By::Image,
                version,
            });
        }
        if image::dev_container(&name).is_some() {
            return None;
        }
        let (_, last) = name.rsplit_once('/')?;
        // Of `${REGISTRY}/redis` only the registry is a variable.
        let bearer = self.images.get(last)?;
        let found = self.special(last, tag).unwrap_or(Found {
            product: bearer.product,
            by: By::ImageName,
            version: None,
        });
        Some(Found {
            by: By::ImageName,
            ..found
        })
    }

    /// An image whose name or tag alone does not say what it is.
    fn special(&self, name: &str, tag: &str) -> Option<Found> {
        let (id, version) = special::find(name, tag)?;
        let (product, by) = if id.is_empty() {
            (self.java.as_str(), By::AssumedVendor)
        } else {
            (id, By::Image)
        };
        Some(Found {
            product: *self.ids.get(product)?,
            by,
            version,
        })
    }

    /// An image's name as on Docker Hub, if its registry mirrors that.
    fn canonical(&self, name: &str) -> String {
        const HUBS: [&str; 7] = [
            "docker.io/",
            "index.docker.io/",
            "registry-1.docker.io/",
            "registry.hub.docker.com/",
            "mirror.gcr.io/",
            "public.ecr.aws/docker/",
            "mcr.microsoft.com/mirror/docker/",
        ];
        // The names under which Bitnami publishes the same images, see <https://github.com/bitnami/containers>.
        const BITNAMI: [&str; 3] = [
            "public.ecr.aws/bitnami/",
            "bitnamilegacy/",
            "bitnamisecure/",
        ];
        let mirrored = self.mirrors.iter().find_map(|(from, to)| {
            let rest = name
                .strip_prefix(from.trim_end_matches('/'))?
                .strip_prefix('/')?;
            Some(format!("{}/{rest}", to.trim_end_matches('/')))
        });
        let name = mirrored.unwrap_or_else(|| name.to_lowercase());
        let name = HUBS
            .iter()
            .find_map(|hub| name.strip_prefix(hub))
            .unwrap_or(&name);
        if let Some(own) = BITNAMI.iter().find_map(|start| name.strip_prefix(start)) {
            return format!("bitnami/{own}");
        }
        name.strip_prefix("library/").unwrap_or(name).to_owned()
    }
}

/// Why an image of Java names no product, although its releases are known; `None` for anything else.
pub fn vendorless(subject: &Subject) -> Option<&'static str> {
    let Subject::Image(name) = subject else {
        return None;
    };
    (name.rsplit('/').next() == Some("openjdk")).then_some(
        "OpenJDK has several vendors, and this image names none; set the product under `names` in .eolens.yaml",
    )
}

/// The images, and all other names, among a catalog's identifiers.
fn identifiers(catalog: &Catalog) -> (HashMap<String, Bearer>, HashMap<Key, usize>) {
    let (mut images, mut keys) = (HashMap::new(), HashMap::new());
    for product in 0..catalog.cards().len() {
        for name in catalog.identifiers(product).iter().filter_map(Name::of) {
            match image_of(&name) {
                Some(image) => {
                    let bearer = Bearer {
                        product,
                        release: None,
                    };
                    images.entry(image).or_insert(bearer);
                }
                None if !matches!(name.key, Key::Project(_)) => {
                    keys.entry(name.key).or_insert(product);
                }
                None => {}
            }
        }
    }
    (images, keys)
}

/// The image in a package URL; `None` if it is not one.
fn image_of(name: &Name) -> Option<String> {
    let Key::Package(kind, namespace, own) = &name.key else {
        return None;
    };
    let registry = name.qualifiers.get("repository_url");
    let registry = registry.map(|url| {
        url.split_once("://")
            .map_or(url.as_str(), |(_, place)| place)
    });
    let registry = registry.map(|place| {
        place
            .trim_end_matches('/')
            .replace("quay.io/repository/", "quay.io/")
    });
    let namespace = namespace.strip_prefix("library").unwrap_or(namespace);
    match (kind.as_str(), registry) {
        ("docker", _) if namespace.is_empty() => Some(own.clone()),
        ("docker", None) => Some(format!("{namespace}/{own}")),
        ("docker" | "oci", Some(registry)) => Some(format!("{registry}/{own}")),
        ("oci", None) => Some(own.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Names, OwnNames, listed};
    use crate::find::resolve::listed::Row;
    use crate::sources::source;
    use crate::stack::claim::Subject;

    #[test]
    fn images_and_packages_are_of_products() {
        let catalog = source::embedded().unwrap();
        let names = Names::new(&catalog, &OwnNames::default());
        let find = |subject: &Subject, written: &str| {
            let found = names.find(subject, written)?;
            let id = catalog.cards()[found.product].id.clone();
            let version = found
                .version
                .map(|version| format!(" {version}"))
                .unwrap_or_default();
            let by = if found.by == By::ImageName { "~" } else { "" };
            Some(format!("{by}{id}{version}"))
        };
        for (image, expected) in [
            ("node:16", Some("nodejs")),
            ("docker.io/library/node:16", Some("nodejs")),
            ("public.ecr.aws/docker/library/node:16", Some("nodejs")),
            ("acme/python:3.9", Some("~python")),
            ("registry.example/acme/python:3.9", Some("~python")),
            ("nvidia/cuda:11", None),
            ("robotshop/rs-mongodb:1", None),
            ("calico/node:v3.24.1", Some("calico")),
            ("kindest/node:v1.29.0", Some("kubernetes")),
            ("docker:24.0.7-dind", Some("docker-engine")),
            ("bitnamilegacy/postgresql:13", Some("postgresql")),
            ("public.ecr.aws/bitnami/kafka:3.4", Some("apache-kafka")),
            (
                "acme/sonarqube:9.9.8-community",
                Some("~sonarqube-community"),
            ),
            ("openjdk:8", None),
            ("mongo:4.2", Some("mongodb")),
            ("mcr.microsoft.com/dotnet/sdk:6.0", Some("dotnet")),
            ("mcr.microsoft.com/dotnet/core/sdk:3.1", Some("dotnet")),
            (
                "mcr.microsoft.com/mssql/server:2019-latest",
                Some("mssqlserver"),
            ),
            (
                "registry.access.redhat.com/ubi8/ubi-minimal:8.5",
                Some("rhel 8"),
            ),
            ("registry.redhat.io/ubi9:latest", Some("rhel 9")),
            ("gcr.io/distroless/nodejs18-debian11", Some("nodejs 18")),
            (
                "ibm-semeru-runtimes:open-17-jre",
                Some("ibm-semeru-runtime 17"),
            ),
            ("timescale/timescaledb:2.4-pg13", Some("postgresql 13")),
            ("postgis/postgis:13-3.1", Some("postgresql")),
            (
                "public.ecr.aws/lambda/python:3.9",
                Some("aws-lambda python3.9"),
            ),
            (
                "public.ecr.aws/lambda/nodejs:18-x86_64",
                Some("aws-lambda nodejs18.x"),
            ),
            ("bitnami/redis:7.0", Some("redis")),
            ("ghcr.io/acme/airflow:2.1", None),
            ("quay.io/prometheus/prometheus:v3.1", Some("prometheus")),
        ] {
            let name = image.split('@').next().unwrap();
            let name = name.rsplit_once(':').map_or(name, |(name, _)| name);
            let found = find(&Subject::Image(name.to_owned()), image);
            assert_eq!(found.as_deref(), expected, "{image}");
        }
        for (purl, expected) in [
            ("pkg:npm/express", Some("express")),
            ("pkg:npm/%40angular/core", Some("angular")),
            ("pkg:npm/redis", None),
            ("pkg:npm/pg", None),
            ("pkg:npm/mongodb", None),
            ("pkg:npm/mongoose", None),
            ("pkg:npm/aws-sdk", None),
            ("pkg:npm/elasticsearch", None),
            ("pkg:npm/electron", Some("electron")),
            ("pkg:pypi/redis", None),
            ("pkg:pypi/elasticsearch", None),
            ("pkg:pypi/kubernetes", None),
            ("pkg:pypi/Django", Some("django")),
            ("pkg:pypi/products-cmfplone", Some("plone")),
            ("pkg:nuget/StackExchange.Redis", None),
            ("pkg:maven/com.mysql/mysql-connector-j", None),
            ("pkg:maven/mysql/mysql-connector-java", None),
            ("pkg:maven/org.webjars.npm/bootstrap", Some("bootstrap")),
            (
                "pkg:maven/org.springframework.boot/spring-boot-starter-parent",
                Some("spring-boot"),
            ),
            ("pkg:golang/k8s.io/client-go", None),
            ("pkg:golang/k8s.io/kubernetes", None),
            ("pkg:composer/symfony/monolog-bundle", None),
            ("pkg:composer/symfony/console", Some("symfony")),
            ("pkg:gem/redis", None),
            ("pkg:gem/pg", None),
            ("pkg:gem/rails", Some("rails")),
        ] {
            let found = find(&Subject::Package(purl.to_owned()), purl);
            assert_eq!(found.as_deref(), expected, "{purl}");
        }
    }

    #[test]
    fn what_has_versions_of_its_own_is_no_product() {
        let catalog = source::embedded().unwrap();
        let names = Names::new(&catalog, &OwnNames::default());
        for (subject, written) in [
            (
                Subject::Package("pkg:golang/github.com/prometheus/prometheus".into()),
                "v0.305.0",
            ),
            (
                Subject::Image("discourse/base".into()),
                "discourse/base:2.0.20250226",
            ),
        ] {
            assert!(names.find(&subject, written).is_none(), "{written}");
        }
    }

    #[test]
    fn every_row_names_a_product() {
        let catalog = source::embedded().unwrap();
        let lists = [listed::IMAGES, listed::PACKAGES];
        let rows = lists.into_iter().flat_map(listed::rows);
        for Row { name, product, .. } in rows.filter(|row| row.product != listed::APART) {
            let is_there = catalog.cards().iter().any(|card| card.id == product);
            assert!(is_there, "{name}: {product}");
        }
    }
}
