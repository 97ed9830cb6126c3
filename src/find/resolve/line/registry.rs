//! The registry that a line of a manifest or lock file takes its library from.

use super::unquoted;

/// Registries of libraries. Those of npm and Composer look alike in their manifests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    /// npm or Packagist.
    Json,
    /// Maven Central.
    Maven,
    /// npm.
    Npm,
    /// The Python Package Index.
    PyPi,
    /// `RubyGems`.
    RubyGems,
}

impl Registry {
    /// Its types in package URLs.
    pub fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["npm", "composer"],
            Self::Maven => &["maven"],
            Self::Npm => &["npm"],
            Self::PyPi => &["pypi"],
            Self::RubyGems => &["gem"],
        }
    }

    /// The tags of products that run on its languages.
    pub fn runtimes(self) -> &'static [&'static str] {
        match self {
            Self::Json => &["javascript-runtime", "php-runtime"],
            Self::Maven => &["java-runtime"],
            Self::Npm => &["javascript-runtime"],
            Self::PyPi => &["python-runtime"],
            Self::RubyGems => &["ruby-runtime"],
        }
    }
}

/// The registry of `redis==5.0.1` for pip, `"mongodb": "^4.4.0"` and `├── react@16.14.0` for npm,
/// `gem 'redis', '~> 4.0'` for Bundler, and `log4j-core-2.14.1.jar`. A version of two numbers may be a service's in any file: `"mysql": "8.0"`.
pub fn of(line: &str, bare: &str) -> Option<Registry> {
    if super::archive(bare).is_some() {
        return Some(Registry::Maven);
    }
    let is_pinned = |sign| bare.contains(sign) && !bare.contains(char::is_whitespace);
    if ["==", "~=", ">=", "<="].into_iter().any(is_pinned) {
        return Some(Registry::PyPi);
    }
    if bare.starts_with("gem ") {
        return Some(Registry::RubyGems);
    }
    let value = bare
        .strip_prefix('"')
        .and_then(|line| line.split_once("\":"));
    let is_required = value.is_some_and(|(_, value)| {
        let value = unquoted(value);
        let is_version = value.starts_with(|c: char| c.is_ascii_digit());
        value.starts_with(['^', '~', '>', '<']) || is_version && value.matches('.').count() > 1
    });
    let is_listed = line.trim().starts_with(['├', '└', '│', '+', '`']) && bare.contains('@');
    if is_listed {
        return Some(Registry::Npm);
    }
    is_required.then_some(Registry::Json)
}

#[cfg(test)]
mod tests {
    use super::Registry;
    use crate::find::resolve::line::subjects;

    #[test]
    fn manifests_require_libraries() {
        for (line, registry) in [
            ("lamp==5.0.1", Some(Registry::PyPi)),
            ("\"lamp\": \"^4.4.0\",", Some(Registry::Json)),
            ("\"lamp\": \"4.4.1\"", Some(Registry::Json)),
            ("├── lamp@4.4.1", Some(Registry::Npm)),
            ("│ └── lamp@4.4.1", Some(Registry::Npm)),
            ("gem 'lamp', '~> 4.0'", Some(Registry::RubyGems)),
            ("`-- lamp@4.4.1", Some(Registry::Npm)),
            ("lamp-core-4.4.1.jar", Some(Registry::Maven)),
            ("lamp-4.4.1.tgz", None),
            ("\"lamp\": \"8.0\"", None),
            ("lamp@4.4.1", None),
            ("lamp >= 5.0", None),
            ("lamp 5.0.1", None),
        ] {
            assert_eq!(subjects(line)[0].registry, registry, "{line}");
        }
    }
}
