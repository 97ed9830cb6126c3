//! What is piped in: a bill of materials, or lines of package URLs, images, and names with versions.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::sbom;
use crate::stack::image::{self, Image};
use crate::stack::woven::Woven;
use crate::text::lines::{numbered, place_in};

/// Reads a text of no name.
pub fn read(source: &Source<'_>) -> Findings {
    let text = source.text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') && sbom::is_json(text) {
        return sbom::in_json(source);
    }
    if text.starts_with('<') {
        return sbom::in_xml(source);
    }
    if text.starts_with("SPDXVersion:") {
        return sbom::in_tags(source);
    }
    let mut findings = sbom::list(source);
    for (number, line) in numbered(source.text) {
        let said = line.split(" #").next().unwrap_or(line).trim();
        if said.is_empty() || said.starts_with(['#', '{', '}']) || said.starts_with("pkg:") {
            continue;
        }
        let at = place_in(number, line, said);
        let named = said.rsplit_once(char::is_whitespace);
        let claims = match (named, Image::read(said)) {
            (Some((name, version)), _) => {
                let subject = Subject::Named(name.trim().to_owned());
                vec![Claim::pin(at, subject, version, Role::Run).written(said)]
            }
            (None, Some(_)) => image::claims(&Woven::plain(said, at), Role::Run),
            (None, None) => Vec::new(),
        };
        findings.claims.extend(claims);
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn lines_are_images_packages_or_names() {
        for (text, expected) in [
            (
                "node:16\n# x\n\nredis:6.2\n",
                "1:1 node pin 16 run | 4:1 redis pin 6.2 run",
            ),
            ("pkg:npm/vue@2.6.1", "1:1 pkg:npm/vue pin 2.6.1 run"),
            ("Amazon Linux 2", "1:1 Amazon Linux pin 2 run"),
            (
                "{\"bomFormat\": \"CycloneDX\", \"components\": [{\"purl\": \"pkg:npm/vue@2.6.1\"}]}",
                "1:53 pkg:npm/vue pin 2.6.1 run",
            ),
            ("", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
