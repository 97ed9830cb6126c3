//! Version requirements in the notations of package managers.

pub mod cargo;
pub mod composer;
pub mod gradle;
pub mod maven;
pub mod npm;
pub mod pep440;
pub mod ruby;
pub mod terraform;
mod word;

use crate::text::requirement::Requirement;

/// The comparisons that all notations share; `None` for any other sign.
fn compared(sign: &str, version: &[u32]) -> Option<Requirement> {
    match sign {
        ">=" => Some(Requirement::at_least(version)),
        "<=" => Some(Requirement::at_most(version)),
        ">" => Some(Requirement::after(version)),
        "<" => Some(Requirement::below(version)),
        _ => None,
    }
}

/// The intersection of some requirements; `None` if one of them is invalid.
fn all_of<'a>(
    mut parts: impl Iterator<Item = &'a str>,
    read: fn(&str) -> Option<Requirement>,
) -> Option<Requirement> {
    parts.try_fold(Requirement::any(), |all, part| Some(all.and(&read(part)?)))
}

/// The union of some requirements; `None` if one of them is invalid, or if there is none.
fn any_of<'a>(
    parts: impl Iterator<Item = &'a str>,
    read: fn(&str) -> Option<Requirement>,
) -> Option<Requirement> {
    let mut parts = parts.map(read);
    let first = parts.next()??;
    parts.try_fold(first, |any, part| Some(any.or(part?)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::Requirement;
    use crate::text::version::Version;

    /// The releases that a requirement accepts.
    pub fn accepted(requirement: &Requirement, releases: &str) -> String {
        let releases = releases.split(' ');
        let accepted = releases.filter(|release| {
            let numbers = Version::new(release).numbers().unwrap();
            requirement.accepts(&numbers)
        });
        accepted.collect::<Vec<_>>().join(" ")
    }

    /// Checks a table of requirements and the releases that each accepts; `!` marks an invalid requirement.
    pub fn check(read: fn(&str) -> Option<Requirement>, releases: &str, rows: &[(&str, &str)]) {
        assert!(
            rows.len() >= 30,
            "a table has at least 30 rows, not {}",
            rows.len()
        );
        for (text, expected) in rows {
            let found = read(text).map(|requirement| accepted(&requirement, releases));
            assert_eq!(found.as_deref().unwrap_or("!"), *expected, "{text:?}");
        }
    }
}
