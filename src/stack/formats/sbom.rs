//! Bills of materials: `CycloneDX`, SPDX 2 and Syft, and lists of package URLs. Everything in them is judged;
//! packages of a distribution by the distribution's release, once.

use percent_encoding::percent_decode_str;

use crate::facts::identifier::key::{Key, Name};
use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::system;
use crate::stack::image;
use crate::stack::woven::Woven;
use crate::text::json;
use crate::text::lines::{Lines, numbered, place_in};
use crate::text::xml::{self, child, value};
use crate::text::yaml::{Node, Place};

/// Whether a JSON text has the shape of a bill of materials.
pub fn is_json(text: &str) -> bool {
    let has = |part: &str| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    has("\"bomFormat\"")
        || has("\"spdxVersion\"")
        || (has("\"artifacts\"") && has("\"purl\"") && has("\"descriptor\""))
}

/// Whether a text has the shape of one in XML.
pub fn is_xml(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"cyclonedx.org/schema/bom").is_some()
}

/// Reads one in JSON.
pub fn in_json(source: &Source<'_>) -> Findings {
    let root = match json::read(source.text) {
        Ok(Some(root)) => root,
        Ok(None) => return Findings::default(),
        Err((at, reason)) => return Findings::fault(at, reason),
    };
    let mut bill = Bill::default();
    let metadata = root.get("metadata");
    if let Some(own) = metadata.and_then(|metadata| metadata.get("component")) {
        bill.component(own);
    }
    for component in root.get("components").map(Node::items).unwrap_or_default() {
        bill.component(component);
    }
    for package in root.get("packages").map(Node::items).unwrap_or_default() {
        bill.package(package);
    }
    for artifact in root.get("artifacts").map(Node::items).unwrap_or_default() {
        bill.named(
            artifact.get("purl"),
            artifact.get("cpes").and_then(|cpes| cpes.items().first()),
        );
    }
    if let Some(distro) = root.get("distro") {
        bill.system(distro.get("id"), distro.get("versionID"));
    }
    bill.finish()
}

/// Reads `CycloneDX` in XML.
pub fn in_xml(source: &Source<'_>) -> Findings {
    let document = match xml::read(source.text) {
        Ok(document) => document,
        Err((at, reason)) => return Findings::fault(at, reason),
    };
    let lines = Lines::new(source.text);
    let mut bill = Bill::default();
    for node in document
        .descendants()
        .filter(|node| node.tag_name().name() == "component")
    {
        let part = |name| value(child(node, name)?, &lines);
        match (part("purl"), part("cpe")) {
            (Some((purl, at)), _) => bill.purl(purl, at),
            (None, Some((cpe, at))) => bill.cpe(cpe, at),
            (None, None) => {}
        }
    }
    bill.finish()
}

/// Reads SPDX 2 as tags and values.
pub fn in_tags(source: &Source<'_>) -> Findings {
    let mut bill = Bill::default();
    for (number, line) in numbered(source.text) {
        let Some(reference) = line.trim().strip_prefix("ExternalRef:") else {
            continue;
        };
        let mut words = reference.split_whitespace();
        let (_, kind, locator) = (words.next(), words.next(), words.next());
        let Some((kind, locator)) = kind.zip(locator) else {
            continue;
        };
        let at = place_in(number, line, locator);
        match kind {
            "purl" => bill.purl(locator, at),
            "cpe23Type" | "cpe22Type" => bill.cpe(locator, at),
            _ => {}
        }
    }
    bill.finish()
}

/// Reads a list: a package URL a line.
pub fn list(source: &Source<'_>) -> Findings {
    let mut bill = Bill::default();
    for (number, line) in numbered(source.text) {
        let said = line.trim();
        if said.starts_with("pkg:") {
            bill.purl(said, place_in(number, line, said));
        }
    }
    bill.finish()
}

#[derive(Default)]
struct Bill {
    claims: Vec<Claim>,
    /// The systems of packages of distributions, each once.
    systems: Vec<Claim>,
    /// Packages of a distribution that do not say of which release.
    homeless: Vec<Claim>,
}

impl Bill {
    /// A component of `CycloneDX`, and those within it.
    fn component(&mut self, component: &Node) {
        let is_system = component.get("type").and_then(Node::text) == Some("operating-system");
        if is_system {
            self.system(component.get("name"), component.get("version"));
        } else {
            self.named(component.get("purl"), component.get("cpe"));
        }
        for inner in component
            .get("components")
            .map(Node::items)
            .unwrap_or_default()
        {
            self.component(inner);
        }
    }

    /// A package of SPDX 2.
    fn package(&mut self, package: &Node) {
        let references = package
            .get("externalRefs")
            .map(Node::items)
            .unwrap_or_default();
        let of = |kinds: &[&str]| {
            let found = references.iter().find(|reference| {
                let kind = reference
                    .get("referenceType")
                    .and_then(Node::text)
                    .unwrap_or_default();
                kinds.iter().any(|own| kind.ends_with(own))
            });
            found.and_then(|found| found.get("referenceLocator"))
        };
        self.named(of(&["purl"]), of(&["cpe23Type", "cpe22Type"]));
    }

    /// A package URL tells more than a guessed platform.
    fn named(&mut self, purl: Option<&Node>, cpe: Option<&Node>) {
        match (
            purl.and_then(|node| Some((node.text()?, node.inner()))),
            cpe,
        ) {
            (Some((purl, at)), _) => self.purl(purl, at),
            (None, Some(cpe)) => {
                let text = cpe
                    .text()
                    .or_else(|| cpe.get("cpe")?.text())
                    .unwrap_or_default();
                self.cpe(text, cpe.inner());
            }
            (None, None) => {}
        }
    }

    fn system(&mut self, id: Option<&Node>, version: Option<&Node>) {
        let (Some(id), Some(version)) = (id.and_then(Node::text), version) else {
            return;
        };
        if let Some(product) = system::product(&id.to_lowercase())
            && let Some(text) = version.text()
        {
            self.systems.insert(
                0,
                Claim::pin(version.inner(), Subject::Product(product), text, Role::Run),
            );
        }
    }

    fn cpe(&mut self, cpe: &str, at: Place) {
        let Some(name) = Name::platform(cpe) else {
            return;
        };
        let subject = Subject::Platform(cpe.to_owned());
        self.claims.push(match name.version {
            Some(version) => Claim::pin(at, subject, version, Role::Run).written(cpe),
            None => Claim::floating(at, subject, cpe, Role::Run),
        });
    }

    fn purl(&mut self, purl: &str, at: Place) {
        let Some(name) = Name::package(purl) else {
            return;
        };
        let Key::Package(kind, namespace, own) = &name.key else {
            return;
        };
        let version = name.version.as_deref();
        match kind.as_str() {
            "deb" | "rpm" | "apk" | "alpm" => {
                if !self.distribution(&name, namespace, at) {
                    let subject = Subject::Unknown(purl.to_owned());
                    let claim = Claim::pin(at, subject, version.unwrap_or_default(), Role::Run);
                    self.homeless.push(claim.written(purl));
                }
            }
            "docker" | "oci" => {
                let registry = name
                    .qualifiers
                    .get("repository_url")
                    .map(|url| format!("{url}/"));
                let folder = if namespace.is_empty() {
                    String::new()
                } else {
                    format!("{namespace}/")
                };
                let is_tag = |version: &&str| !version.contains("sha256:");
                let tag = name
                    .qualifiers
                    .get("tag")
                    .map(String::as_str)
                    .or(version.filter(is_tag));
                let tag = tag.map(|tag| format!(":{tag}")).unwrap_or_default();
                let registry = registry
                    .filter(|registry| !registry.contains(own))
                    .unwrap_or_default();
                let text = format!("{registry}{folder}{own}{tag}");
                self.claims
                    .extend(image::claims(&Woven::plain(&text, at), Role::Run));
            }
            kind => {
                let subject = match kind {
                    "generic" => Subject::Named(own.clone()),
                    _ => Subject::Package(bare(purl).to_owned()),
                };
                self.claims.push(match version {
                    Some(version) => Claim::pin(at, subject, version, Role::Run).written(purl),
                    None => Claim::floating(at, subject, purl, Role::Run),
                });
            }
        }
    }

    /// Adds the release of the distribution that maintains a package; returns false if that is unknown.
    fn distribution(&mut self, name: &Name, namespace: &str, at: Place) -> bool {
        let distro = name
            .qualifiers
            .get("distro")
            .map(|distro| percent_decode_str(distro).decode_utf8_lossy().into_owned());
        let Some((id, version)) = distro.as_deref().and_then(|distro| {
            // `debian-11`, `alpine-3.16.2`, and a code name alone beside the namespace.
            let split = distro
                .rsplit_once('-')
                .filter(|(_, version)| version.starts_with(|c: char| c.is_ascii_digit()));
            split.or_else(|| (!namespace.is_empty()).then_some((namespace, distro)))
        }) else {
            return false;
        };
        let Some(product) = system::product(id) else {
            return false;
        };
        let subject = Subject::Product(product);
        if self.systems.iter().all(|claim| claim.subject != subject) {
            let claim = Claim::pin(at, subject, version, Role::Run);
            self.systems
                .push(claim.noted("the packages of a distribution take the status of its release"));
        }
        true
    }

    fn finish(self) -> Findings {
        // Where the system is known, it is that of all packages.
        let homeless = if self.systems.is_empty() {
            self.homeless
        } else {
            Vec::new()
        };
        let claims = self.systems.into_iter().chain(self.claims);
        Findings::of(claims.chain(homeless).collect())
    }
}

/// A package URL without its version, qualifiers and path.
fn bare(purl: &str) -> &str {
    let purl = purl.split(['?', '#']).next().unwrap_or(purl);
    let after = purl.rfind('/').map_or(0, |slash| slash + 1);
    let version = purl
        .get(after..)
        .and_then(|name| name.find('@').filter(|at| *at > 0));
    version
        .and_then(|at| purl.get(..after + at))
        .unwrap_or(purl)
}

#[cfg(test)]
mod tests {
    use super::{in_json, in_tags, in_xml, list};
    use crate::stack::formats::tests::rows;

    #[test]
    fn bills_in_json_have_packages() {
        for (text, expected) in [
            (
                r#"{"bomFormat": "CycloneDX", "components": [{"name": "x", "purl": "pkg:npm/express@4.17.1"}]}"#,
                "1:66 pkg:npm/express pin 4.17.1 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:npm/%40angular/core@9.1.0", "components": [{"purl": "pkg:npm/vue@2.6.1"}]}]}"#,
                "1:27 pkg:npm/%40angular/core pin 9.1.0 run | 1:84 pkg:npm/vue pin 2.6.1 run",
            ),
            (
                r#"{"components": [{"type": "operating-system", "name": "debian", "version": "11"}]}"#,
                "1:76 debian pin 11 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:deb/debian/openssl@1.1.1?distro=debian-11"}, {"purl": "pkg:deb/debian/x@1?distro=debian-11"}]}"#,
                "1:27 debian pin 11 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:deb/debian/openssl@1.1.1"}]}"#,
                "1:27 pkg:deb/debian/openssl@1.1.1 pin 1.1.1 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:apk/alpine/x@1?distro=alpine-3.16.2"}]}"#,
                "1:27 alpine-linux pin 3.16.2 run",
            ),
            (
                r#"{"components": [{"cpe": "cpe:2.3:a:redis:redis:6.0.1:*:*:*:*:*:*:*"}]}"#,
                "1:26 cpe:2.3:a:redis:redis:6.0.1:*:*:*:*:*:*:* pin 6.0.1 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:docker/library/node@16"}]}"#,
                "1:27 library/node pin 16 run",
            ),
            (
                r#"{"components": [{"purl": "pkg:generic/python@3.9.2"}]}"#,
                "1:27 python pin 3.9.2 run",
            ),
            (
                r#"{"spdxVersion": "SPDX-2.3", "packages": [{"externalRefs": [{"referenceType": "purl", "referenceLocator": "pkg:npm/vue@2.6"}]}]}"#,
                "1:107 pkg:npm/vue pin 2.6 run",
            ),
            (
                r#"{"artifacts": [{"purl": "pkg:gem/rails@6.1"}], "distro": {"id": "ubuntu", "versionID": "20.04"}}"#,
                "1:89 ubuntu pin 20.04 run | 1:26 pkg:gem/rails pin 6.1 run",
            ),
            (
                r#"{"components": [{"name": "express", "version": "4"}]}"#,
                "",
            ),
            ("{", "fault"),
        ] {
            assert_eq!(rows(in_json, text), expected, "{text}");
        }
    }

    #[test]
    fn other_shapes_have_them_too() {
        let text = "<bom xmlns='http://cyclonedx.org/schema/bom/1.4'><components><component type='library'>\n<purl>pkg:npm/vue@2.6.1</purl></component></components></bom>";
        assert_eq!(rows(in_xml, text), "2:7 pkg:npm/vue pin 2.6.1 run");
        let text = "SPDXVersion: SPDX-2.2\nExternalRef: PACKAGE-MANAGER purl pkg:npm/vue@2.6.1\nExternalRef: SECURITY cpe23Type cpe:2.3:a:x:y:1:*\n";
        assert_eq!(
            rows(in_tags, text),
            "2:35 pkg:npm/vue pin 2.6.1 run | 3:33 cpe:2.3:a:x:y:1:* pin 1 run"
        );
        assert_eq!(
            rows(list, "# x\npkg:npm/vue@2.6.1\nvue 2"),
            "2:1 pkg:npm/vue pin 2.6.1 run"
        );
    }
}
