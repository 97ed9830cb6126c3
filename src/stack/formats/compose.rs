//! Compose files: the images of services, see <https://docs.docker.com/reference/compose-file/services/>.

use crate::stack::claim::{Findings, Role, Source};
use crate::stack::image;
use crate::stack::woven::{Variables, Woven};
use crate::text::lines::{self, place_in};
use crate::text::yaml::{self, Misfit, Node};

/// Reads the images of services that are not built locally, with variables from the `.env` file beside it.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut findings = Findings::default();
    let variables = variables(source);
    for root in &roots {
        let services = root.get("services").unwrap_or(root);
        for (_, service) in services.pairs() {
            if merged(service, "build").is_some() {
                continue;
            }
            let Some(image) = merged(service, "image") else {
                continue;
            };
            let Some(text) = image.text() else {
                continue;
            };
            let woven = Woven::plain(text, image.inner());
            let woven = woven.expanded(&variables);
            findings.claims.extend(image::claims(&woven, Role::Run));
        }
    }
    findings.faults.extend(fault);
    Ok(findings)
}

/// The value of a key, including those merged with `<<`.
pub fn merged<'a>(map: &'a Node, key: &str) -> Option<&'a Node> {
    let merged_in = || {
        let below = map.get("<<")?;
        below.one_or_items().find_map(|map| map.get(key))
    };
    map.get(key).or_else(merged_in)
}

/// The variables in the `.env` file beside a Compose file.
fn variables(source: &Source<'_>) -> Variables {
    let mut variables = Variables::new();
    if !source.text.contains('$') {
        return variables;
    }
    let text = source.text_beside(".env").unwrap_or_default();
    for (number, line) in lines::numbered(&text) {
        let assigned = line.trim_start();
        let assigned = assigned.strip_prefix("export ").unwrap_or(assigned);
        let Some((name, value)) = assigned
            .split_once('=')
            .filter(|_| !assigned.starts_with('#'))
        else {
            continue;
        };
        let value = value.trim();
        let value = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..).and_then(|rest| rest.split(quote).next()),
            _ => value.split(" #").next().map(str::trim_end),
        };
        let value = value.unwrap_or_default();
        let value = Woven::beside(value, place_in(number, line, value), ".env");
        variables.insert(name.trim().to_owned(), value.expanded(&variables));
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::{rows, rows_beside};

    #[test]
    fn images_of_services_are_found() {
        for (text, expected) in [
            (
                "services:\n  a:\n    image: redis:6.2",
                "3:12 redis pin 6.2 run",
            ),
            (
                "services:\n  a:\n    image: 'redis:6.2'",
                "3:13 redis pin 6.2 run",
            ),
            (
                "services:\n  a: {image: \"redis:6.2\"}",
                "2:15 redis pin 6.2 run",
            ),
            (
                "services:\n  a:\n    image: redis",
                "3:12 redis floating  run",
            ),
            (
                "services:\n  a:\n    image: redis:latest",
                "3:12 redis floating latest run",
            ),
            ("services:\n  a:\n    build: .\n    image: redis:6.2", ""),
            (
                "services:\n  a:\n    build:\n      context: .\n    image: acme",
                "",
            ),
            ("services:\n  # image: redis:6.2\n  a:\n    command: x", ""),
            (
                "x-a: &a\n  image: redis:6.2\nservices:\n  b:\n    <<: *a\n",
                "2:10 redis pin 6.2 run",
            ),
            (
                "x-a: &a\n  image: redis:6.2\nservices:\n  b:\n    <<: [*a]\n    build: .",
                "",
            ),
            (
                "services:\n  a:\n    image: redis:${V:-6.2}-alpine",
                "3:12 redis pin 6.2 run",
            ),
            (
                "services:\n  a:\n    image: redis:${V}",
                "3:12 redis floating  run",
            ),
            (
                "services:\n  a:\n    image: ${IMAGE}",
                "3:12 ${IMAGE} floating  run",
            ),
            (
                "services:\n  a:\n    image: ${IMAGE:-redis:6.2}",
                "3:21 redis pin 6.2 run",
            ),
            (
                "a:\n  image: redis:6.2\n  ports: []",
                "2:10 redis pin 6.2 run",
            ),
            ("services:\n  a:\n    image:\n", ""),
            ("services:\n  a:\n    image: [x]\n", ""),
            (
                "services:\n  a:\n    image: redis:6.2-bookworm",
                "3:12 redis pin 6.2 run | 3:22 debian base bookworm run",
            ),
            ("services: [", "fault"),
            ("", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }

    #[test]
    fn variables_stand_in_the_file_beside() {
        let text = "services:\n  a:\n    image: ${IMAGE}\n  b:\n    image: redis:${V}\n";
        let env = "# V=5\nV=6.2 # why\nexport IMAGE=\"postgres:${P}\"\nP=13\n";
        let expected = ".env:3:15 postgres floating  run | .env:2:3 redis pin 6.2 run";
        assert_eq!(rows_beside(read, text, &[(".env", env)]), expected);
        let text = "services:\n  a:\n    image: ${REG}/redis:6.2\n";
        let expected = "3:12 x.io/redis pin 6.2 run";
        assert_eq!(rows_beside(read, text, &[(".env", "REG=x.io")]), expected);
    }
}
