//! GitLab pipelines: the images of jobs and their services, see <https://docs.gitlab.com/ci/yaml/>.

use crate::stack::claim::{Findings, Role, Source};
use crate::stack::image;
use crate::stack::woven::{Variables, Woven};
use crate::text::yaml::{self, Misfit, Node};

/// The keys beside the jobs that are no jobs and give jobs no images, see <https://docs.gitlab.com/ci/yaml/#keywords>;
/// `default`, which may give them some, is read like a job.
const NO_JOBS: [&str; 10] = [
    "after_script",
    "before_script",
    "cache",
    "image",
    "include",
    "services",
    "spec",
    "stages",
    "variables",
    "workflow",
];

/// Reads a pipeline.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut findings = Findings::default();
    for root in &roots {
        let variables = variables(root, &Variables::new());
        job(root, &variables, &mut findings);
        let jobs = root
            .pairs()
            .iter()
            .filter(|(key, _)| key.text().is_none_or(|key| !NO_JOBS.contains(&key)));
        for (_, below) in jobs {
            let own = self::variables(below, &variables);
            job(below, &own, &mut findings);
        }
    }
    findings.faults.extend(fault);
    Ok(findings)
}

/// The variables of a node, which override those above it.
fn variables(node: &Node, above: &Variables) -> Variables {
    let mut variables = above.clone();
    for (name, value) in node.pairs_of("variables") {
        let value = value.get("value").unwrap_or(value);
        if let Some((name, text)) = name.text().zip(value.text()) {
            let value = Woven::plain(text, value.inner());
            variables.insert(name.to_owned(), value.expanded(&variables));
        }
    }
    variables
}

fn job(node: &Node, variables: &Variables, findings: &mut Findings) {
    let services = node.items_of("services");
    for image in node.get("image").into_iter().chain(services) {
        let image = image.get("name").unwrap_or(image);
        let Some(text) = image.text() else {
            continue;
        };
        let woven = Woven::plain(text, image.inner());
        let woven = woven.expanded(variables);
        findings.claims.extend(image::claims(&woven, Role::Ci));
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn jobs_have_images() {
        for (text, expected) in [
            ("image: ruby:2.7", "1:8 ruby pin 2.7 ci"),
            ("default:\n  image: ruby:2.7", "2:10 ruby pin 2.7 ci"),
            (
                "test:\n  image:\n    name: ruby:2.7\n    entrypoint: ['']",
                "3:11 ruby pin 2.7 ci",
            ),
            (
                "test:\n  services: [postgres:12, {name: 'redis:6', alias: r}]",
                "2:14 postgres pin 12 ci | 2:35 redis pin 6 ci",
            ),
            (
                "variables:\n  V: '2.7'\nimage: ruby:$V",
                "2:7 ruby pin 2.7 ci",
            ),
            (
                "variables:\n  V: {value: '2.7'}\na:\n  image: ruby:${V}-slim",
                "2:15 ruby pin 2.7 ci",
            ),
            (
                "a:\n  variables: {V: '3.0'}\n  image: ruby:$V",
                "2:19 ruby pin 3.0 ci",
            ),
            (
                "variables: {REG: x.io}\na:\n  image: $REG/ruby:2.7",
                "3:10 x.io/ruby pin 2.7 ci",
            ),
            ("variables: {image: 'node:16'}", ""),
            (
                "variables:\n  services: {value: 'x', options: ['node:16']}\nimage: ruby:2.7",
                "3:8 ruby pin 2.7 ci",
            ),
            ("cache: {image: 'node:16'}", ""),
            (
                "spec: {image: 'node:16'}\n---\npages: {image: 'node:16'}",
                "3:17 node pin 16 ci",
            ),
            (
                "a:\n  image: $CI_REGISTRY_IMAGE/x:1",
                "2:10 $CI_REGISTRY_IMAGE/x pin 1 ci",
            ),
            ("a:\n  image: ruby:$NOT", "2:10 ruby floating  ci"),
            (
                "a:\n  script: !reference [.b, script]\n  image: ruby:2.7",
                "3:10 ruby pin 2.7 ci",
            ),
            ("# image: ruby:2.7\na: {script: x}", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
