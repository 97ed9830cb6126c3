//! What is piped in: a bill of materials, or a list of package URLs, images, and whatever else names a version.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::formats::sbom;
use crate::stack::image::{self, Image};
use crate::stack::woven::Woven;
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::Misfit;

/// Reads a text of no name.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let text = source.text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') && sbom::is_json(text) {
        return sbom::in_json(source);
    }
    if sbom::is_xml(text) {
        return sbom::in_xml(source);
    }
    if text.starts_with("SPDXVersion:") {
        return sbom::in_tags(source);
    }
    let mut findings = Findings {
        is_list: true,
        ..sbom::list(source)?
    };
    for (number, line) in numbered(source.text) {
        let said = line.split(" #").next().unwrap_or(line).trim();
        if said.is_empty() || said.starts_with(['#', '{', '}']) || said.starts_with("pkg:") {
            continue;
        }
        let at = place_in(number, line, said);
        let is_image = Image::read(said).is_some_and(|image| !image.tag.0.is_empty());
        let claims = if is_image && !said.contains(char::is_whitespace) {
            image::claims(&Woven::plain(said, at), Role::Run)
        } else {
            let subject = Subject::Line(said.to_owned());
            vec![Claim::floating(at, subject, said, Role::Run)]
        };
        findings.claims.extend(claims);
    }
    Ok(findings)
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
            ("Amazon Linux 2", "1:1 Amazon Linux 2 floating  run"),
            ("redis", "1:1 redis floating  run"),
            ("Django==3.2.1 # why", "1:1 Django==3.2.1 floating  run"),
            (
                "pkg:deb/debian/openssl@3.0.19",
                "1:1 pkg:deb/debian/openssl@3.0.19 pin 3.0.19 run",
            ),
            (
                "<html>error 500</html>",
                "1:1 <html>error 500</html> floating  run",
            ),
            ("{\"error\": 500}", ""),
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
