//! Reads geol's list of software in use, `.geol.yaml`, with its variants, see
//! <https://github.com/opt-nc/geol>.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::written::bare;
use crate::text::yaml::{self, Misfit, Node};

/// Reads the list: a claim for each entry of `stack` that is not skipped.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut findings = Findings::default();
    for entry in roots.iter().flat_map(|root| root.items_of("stack")) {
        let is = |key: &str| entry.get(key).is_some_and(Node::is_truthy);
        let said = |key: &str| {
            entry
                .get(key)
                .filter(|node| node.text().is_some_and(|text| !text.is_empty()))
        };
        let Some(id) = said("id_eol")
            .or_else(|| said("name"))
            .filter(|_| !is("skip"))
        else {
            continue;
        };
        let name = Subject::Named(id.text().unwrap_or_default().to_owned());
        let version = said("version").filter(|_| !is("always-latest"));
        findings.claims.push(match version {
            Some(version) => {
                let text = version.text().unwrap_or_default();
                let number = bare(text).unwrap_or_else(|| text.to_owned());
                Claim::pin(version.inner(), name, number, Role::Run).written(text)
            }
            None => Claim::floating(id.inner(), name, "", Role::Run)
                .noted("no version given, so always the newest"),
        });
    }
    findings.faults.extend(fault);
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn entries_are_claims() {
        for (text, expected) in [
            (
                "app_name: x\nstack:\n- name: Ubuntu\n  version: \"22.04\"\n  id_eol: ubuntu",
                "4:13 ubuntu pin 22.04 run",
            ),
            (
                "stack:\n- name: python\n  version: 3.12.4",
                "3:12 python pin 3.12.4 run",
            ),
            (
                "stack:\n- id_eol: python\n  version: 3.12\n  skip: true",
                "",
            ),
            (
                "stack:\n- id_eol: python\n  version: 3.12\n  always-latest: true",
                "2:11 python floating  run",
            ),
            ("stack: []", ""),
            ("stack: [", "fault"),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
