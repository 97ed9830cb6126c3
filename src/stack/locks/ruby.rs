//! The lock files of Bundler.

use super::{JRUBY, Locked, RUBY};
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// Bundler's file: `    rails (6.1.4)` below `specs:`.
pub(super) fn bundler(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let mut is_ruby = false;
    for (number, line) in numbered(text) {
        if !line.starts_with(' ') {
            is_ruby = line.trim_end() == "RUBY VERSION";
            let is_section = |c: char| c.is_ascii_uppercase() || c.is_whitespace();
            if !line.chars().all(is_section) {
                let reason = "expected a section such as GEM";
                return Err((Place::line(number), reason.to_owned()));
            }
        }
        let mut add = |name: &str, version: &str| {
            locked.add(name, "", version, Some(place_in(number, line, version)));
        };
        if let Some(said) = line.trim().strip_prefix("ruby ").filter(|_| is_ruby)
            && let Some((name, version)) = implementation(said)
        {
            add(name, version);
        }
        let own = line
            .strip_prefix("    ")
            .filter(|own| !own.starts_with(' '));
        let split = own.and_then(|own| own.strip_suffix(')')?.split_once(" ("));
        if let Some((name, version)) = split {
            // `nokogiri (1.15.4-x86_64-linux)`: for a platform.
            add(name, version.split('-').next().unwrap_or(version));
        }
    }
    Ok(locked)
}

/// The implementation of Ruby and its version: `3.2.2p53` is Ruby's own, `3.1.4p0 (jruby 9.4.5.0)` another one's, which
/// has versions of its own. `None` if that is no product.
fn implementation(said: &str) -> Option<(&'static str, &str)> {
    if let Some((_, other)) = said.split_once(" (") {
        let (engine, version) = other.strip_suffix(')')?.split_once(' ')?;
        return (engine == JRUBY).then_some((JRUBY, version));
    }
    // The patch level, `p-1` before a release, is no part of the version.
    let patched = said.rsplit_once('p').filter(|(_, level)| {
        let level = level.strip_prefix('-').unwrap_or(level);
        !level.is_empty() && level.bytes().all(|byte| byte.is_ascii_digit())
    });
    Some((RUBY, patched.map_or(said, |(version, _)| version)))
}

/// Bundler's file, of which only the gems below `DEPENDENCIES` are declared: `  rails (~> 6.1)`, and with `!` those that
/// have a source of their own.
pub(super) fn bundler_alone(text: &str) -> Result<Locked, Misfit> {
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim_end() != "DEPENDENCIES");
    lines.next();
    let declared = lines.take_while(|line| line.starts_with(' '));
    let names = declared.filter_map(|line| line.split([' ', '!']).find(|word| !word.is_empty()));
    Ok(bundler(text)?.declared(&names.chain([RUBY, JRUBY]).collect()))
}
