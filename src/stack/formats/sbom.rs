//! Bills of materials: `CycloneDX`, SPDX 2 and Syft, and lists of package URLs. Everything in them is judged;
//! packages of a distribution by the distribution's release, once.

use percent_encoding::percent_decode_str;

use crate::facts::identifier::key::{Key, Name};
use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::system;
use crate::stack::image;
use crate::stack::woven::Woven;
use crate::text::json;
use crate::text::lines::{self, Lines, numbered, place_in};
use crate::text::xml::{self, child, value};
use crate::text::yaml::{Misfit, Node, Place};

/// Whether a JSON text has the shape of a bill of materials.
pub fn is_json(text: &str) -> bool {
    let has = |part: &str| lines::has(text, part);
    has("\"bomFormat\"")
        || has("\"spdxVersion\"")
        || (has("\"artifacts\"") && has("\"purl\"") && has("\"descriptor\""))
}

/// Whether a text has the shape of one in XML.
pub fn is_xml(text: &str) -> bool {
    lines::has(text, "cyclonedx.org/schema/bom")
}

/// Reads one in JSON.
pub fn in_json(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = json::read(source.text)?;
    let mut bill = Bill::default();
    let own = root.find(&["metadata", "component"]).into_iter();
    for component in own.chain(root.items_of("components")) {
        bill.component(component);
    }
    for package in root.items_of("packages") {
        bill.package(package);
    }
    for artifact in root.items_of("artifacts") {
        bill.named(artifact.get("purl"), artifact.items_of("cpes").first());
    }
    if let Some(distro) = root.get("distro") {
        bill.system(distro.get("id"), distro.get("versionID"));
    }
    Ok(bill.finish())
}

/// Reads `CycloneDX` in XML.
pub fn in_xml(source: &Source<'_>) -> Result<Findings, Misfit> {
    let document = xml::read(source.text)?;
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
    Ok(bill.finish())
}

/// Reads SPDX 2 as tags and values.
pub fn in_tags(source: &Source<'_>) -> Result<Findings, Misfit> {
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
    Ok(bill.finish())
}

/// Reads a list: a package URL a line.
pub fn list(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut bill = Bill::default();
    for (number, line) in numbered(source.text) {
        let said = line.trim();
        if said.starts_with("pkg:") {
            bill.purl(said, place_in(number, line, said));
        }
    }
    Ok(bill.finish())
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
        if component.text_of("type") == Some("operating-system") {
            self.system(component.get("name"), component.get("version"));
        } else {
            self.named(component.get("purl"), component.get("cpe"));
        }
        for inner in component.items_of("components") {
            self.component(inner);
        }
    }

    /// A package of SPDX 2.
    fn package(&mut self, package: &Node) {
        let of = |kinds: &[&str]| {
            let found = package.items_of("externalRefs").iter().find(|reference| {
                let kind = reference.text_of("referenceType").unwrap_or_default();
                kinds.iter().any(|own| kind.ends_with(own))
            });
            found?.get("referenceLocator")
        };
        self.named(of(&["purl"]), of(&["cpe23Type", "cpe22Type"]));
    }

    /// A package URL tells more than a guessed platform.
    fn named(&mut self, purl: Option<&Node>, cpe: Option<&Node>) {
        if let Some((node, text)) = purl.and_then(|node| Some((node, node.text()?))) {
            self.purl(text, node.inner());
        } else if let Some(cpe) = cpe {
            let text = cpe.text().or_else(|| cpe.text_of("cpe"));
            self.cpe(text.unwrap_or_default(), cpe.inner());
        }
    }

    fn system(&mut self, id: Option<&Node>, version: Option<&Node>) {
        let (Some(id), Some(version)) = (id.and_then(Node::text), version) else {
            return;
        };
        if let Some(product) = system::product(&id.to_lowercase())
            && let Some(text) = version.text()
        {
            let subject = Subject::Product(product);
            let claim = Claim::pin(version.inner(), subject, text, Role::Run);
            self.systems.insert(0, claim);
        }
    }

    fn cpe(&mut self, cpe: &str, at: Place) {
        let Some(name) = Name::platform(cpe) else {
            return;
        };
        let subject = Subject::Platform(cpe.to_owned());
        self.push(at, subject, name.version.as_deref(), cpe);
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
                let image = Woven::plain(&image(&name, namespace, own), at);
                self.claims.extend(image::claims(&image, Role::Run));
            }
            kind => {
                let subject = match kind {
                    "generic" => Subject::Named(own.clone()),
                    _ => Subject::Package(bare(purl).to_owned()),
                };
                self.push(at, subject, version, purl);
            }
        }
    }

    /// Adds a claim of a version, or of none.
    fn push(&mut self, at: Place, subject: Subject, version: Option<&str>, written: &str) {
        self.claims.push(match version {
            Some(version) => Claim::pin(at, subject, version, Role::Run).written(written),
            None => Claim::floating(at, subject, written, Role::Run),
        });
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
        Findings::of(claims.chain(homeless))
    }
}

/// The reference of an image, from the parts of its package URL.
fn image(name: &Name, namespace: &str, own: &str) -> String {
    let qualifier = |key| name.qualifiers.get(key).map(String::as_str);
    let registry = qualifier("repository_url").filter(|url| !url.contains(own));
    let folder = Some(namespace).filter(|folder| !folder.is_empty());
    let is_tag = |version: &&str| !version.contains("sha256:");
    let tag = qualifier("tag").or(name.version.as_deref().filter(is_tag));
    let parts = [registry, folder, Some(own)].into_iter().flatten();
    let path = parts.collect::<Vec<_>>().join("/");
    tag.map_or(path.clone(), |tag| format!("{path}:{tag}"))
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
