//! Bundler and `RubyGems`: reads `Gemfile`, `gems.rb` and gem specifications line by line, as far as they contain
//! literals.

use crate::stack::claim::{Claim, Findings, Lock, Role, Source, Subject};
use crate::stack::requirement::ruby;
use crate::stack::written::bare;
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// Reads a `Gemfile`, a `gems.rb` or a `*.gemspec`.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut claims = Vec::new();
    // The role of the gems in each open block.
    let mut blocks = Vec::new();
    for (number, line) in numbered(source.text) {
        let said = line.split(" #").next().unwrap_or(line).trim();
        let outer = blocks.last().copied().unwrap_or(Role::Run);
        if first_word(said) == "end" {
            blocks.pop();
        } else if opens(said) {
            blocks.push(group(said).unwrap_or(outer));
        }
        let role = blocks.last().copied().unwrap_or(Role::Run);
        claims.extend(statement(number, line, said, role));
    }
    Ok(Findings::of(claims))
}

/// The role of the gems in a block; `None` if it is no group.
fn group(said: &str) -> Option<Role> {
    let is_run = said.contains(":default") || said.contains(":production");
    let role = if is_run { Role::Run } else { Role::Dev };
    (first_word(said) == "group").then_some(role)
}

/// Whether a line opens a block that a later `end` closes: `x do`, `x do |y|`, `if x`, `y = case x`.
fn opens(said: &str) -> bool {
    const KEYWORDS: [&str; 10] = [
        "begin", "case", "class", "def", "for", "if", "module", "unless", "until", "while",
    ];
    if said.starts_with('#') || said.ends_with(" end") || said.ends_with(";end") {
        return false;
    }
    let without_parameters = match said.strip_suffix('|').and_then(|said| said.split_once('|')) {
        Some((before, _)) => before.trim_end(),
        None => said,
    };
    let assigned = said.split_once("= ").map_or("", |(_, value)| value);
    without_parameters.ends_with(" do")
        || KEYWORDS.contains(&first_word(said))
        || KEYWORDS.contains(&first_word(assigned))
}

/// The word that a text begins with; empty if it begins with something else.
fn first_word(text: &str) -> &str {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.split(|c| !is_word(c)).next().unwrap_or_default()
}

fn statement(number: usize, line: &str, said: &str, group: Role) -> Option<Claim> {
    let (word, rest) = said.split_once(|c: char| c.is_whitespace() || c == '(' || c == '=')?;
    let place = |part: &str| place_in(number, line, part);
    let literals = literals(rest);
    if word == "ruby"
        && let Some(engine) = option(rest, "engine").filter(|engine| *engine != "ruby")
    {
        // Another implementation has versions of its own.
        let version = option(rest, "engine_version").filter(|_| engine == "jruby")?;
        let subject = Subject::Product("jruby");
        return Some(Claim::pin(place(version), subject, version, Role::Run));
    }
    match word.rsplit('.').next()? {
        "ruby" if word == "ruby" => {
            let first = rest.trim_start_matches(['(', ' ']);
            // `ruby file: ".ruby-version"`
            let is_literal = first.starts_with(['"', '\'']);
            claim(
                place,
                Subject::Product("ruby"),
                literals.get(..).filter(|_| is_literal)?,
                Role::Run,
            )
            .map(|claim| claim.locked_by(Lock::Ruby))
        }
        "required_ruby_version" => claim(place, Subject::Product("ruby"), &literals, Role::Run),
        "gem" if word == "gem" => gem(place, &literals, group),
        "add_dependency" | "add_runtime_dependency" => gem(place, &literals, Role::Run),
        "add_development_dependency" => gem(place, &literals, Role::Dev),
        _ => None,
    }
}

fn gem(place: impl Fn(&str) -> Place, literals: &[&str], role: Role) -> Option<Claim> {
    let (name, versions) = literals.split_first()?;
    let subject = Subject::Package(format!("pkg:gem/{name}"));
    if versions.is_empty() {
        return Some(Claim::unwritten(place(name), subject, Lock::Ruby, role));
    }
    Some(claim(place, subject, versions, role)?.locked_by(Lock::Ruby))
}

/// The claim of requirements in several literals.
fn claim(
    place: impl Fn(&str) -> Place,
    subject: Subject,
    versions: &[&str],
    role: Role,
) -> Option<Claim> {
    let first = versions.first()?;
    let text = versions.join(", ");
    let exact = text.strip_prefix('=').unwrap_or(&text).trim();
    if let Some(version) = bare(exact).filter(|_| !exact.contains(',')) {
        return Some(Claim::pin(place(first), subject, version, role).written(text));
    }
    let accepts = ruby::read(&text)?;
    Some(Claim::set(place(first), subject, &text, accepts, role))
}

/// The literal of an option, as in `engine: 'jruby'` and `:engine => 'jruby'`.
fn option<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let starts = [format!(" {name}: "), format!(":{name} => ")];
    let after = starts.iter().find_map(|start| text.split_once(start))?.1;
    let quote = after.chars().next().filter(|c| "'\"".contains(*c))?;
    Some(after.get(1..)?.split_once(quote)?.0)
}

/// The quoted texts of an argument list, up to the first option.
fn literals(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(['"', '\'']) {
        // Options such as `require: "x"` or `engine: "jruby"` follow.
        let before = rest.get(..start).unwrap_or_default();
        let is_option = before.replace("::", "").contains([':', '{']);
        if is_option || before.contains("if ") {
            break;
        }
        let quote = if rest.get(start..).is_some_and(|rest| rest.starts_with('"')) {
            '"'
        } else {
            '\''
        };
        let Some(inner) = rest.get(start + 1..) else {
            break;
        };
        let Some(end) = inner.find(quote) else {
            break;
        };
        let Some((literal, after)) = inner.split_at_checked(end) else {
            break;
        };
        if !literal.contains("#{") {
            found.push(literal);
        }
        rest = after.get(1..).unwrap_or_default();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    const GEMS: &[(&str, &str)] = &[
        ("ruby '2.7.5'", "1:7 ruby pin 2.7.5 run"),
        ("ruby \"~> 3.0\"", "1:7 ruby set ~> 3.0 run"),
        ("ruby '>= 2.7', '< 3.1'", "1:7 ruby set >= 2.7, < 3.1 run"),
        ("ruby file: '.ruby-version'", ""),
        (
            "ruby '2.7.5', engine: 'jruby', engine_version: '9.3'",
            "1:49 jruby pin 9.3 run",
        ),
        ("ruby '2.7.5', patchlevel: '203'", "1:7 ruby pin 2.7.5 run"),
        ("ruby '3.3.0-preview1'", "1:7 ruby pin 3.3.0-preview1 run"),
        ("ruby('3.2.2') # as in production", "1:7 ruby pin 3.2.2 run"),
        (
            "ruby '~> 3.1', '>= 3.1.2'",
            "1:7 ruby set ~> 3.1, >= 3.1.2 run",
        ),
        (
            "ruby '2.7.5', engine: 'ruby', engine_version: '2.7.5'",
            "1:7 ruby pin 2.7.5 run",
        ),
        (
            "ruby '2.6.8', :engine => 'jruby', :engine_version => '9.3.2.0'",
            "1:55 jruby pin 9.3.2.0 run",
        ),
        (
            "ruby '3.1.3', engine: 'truffleruby', engine_version: '22.3.1'",
            "",
        ),
        ("ruby ENV.fetch('RUBY', '2.7')", ""),
        ("ruby RUBY_VERSION", ""),
        ("ruby File.read('.ruby-version').strip", ""),
        ("ruby \"#{version}\"", ""),
        ("gem 'rails', '= 7.0.8'", "1:15 pkg:gem/rails pin 7.0.8 run"),
        (
            "gem 'rails', '7.0.8.1'",
            "1:15 pkg:gem/rails pin 7.0.8.1 run",
        ),
        (
            "gem 'rails', '~> 7.0', '>= 7.0.4'",
            "1:15 pkg:gem/rails set ~> 7.0, >= 7.0.4 run",
        ),
        (
            "gem 'rails', ['>= 6', '< 8']",
            "1:16 pkg:gem/rails set >= 6, < 8 run",
        ),
        (
            "gem 'rails', '!= 7.0.1', '~> 7.0'",
            "1:15 pkg:gem/rails set != 7.0.1, ~> 7.0 run",
        ),
        (
            "gem 'rails', '>= 7.0.0.rc1'",
            "1:15 pkg:gem/rails set >= 7.0.0.rc1 run",
        ),
        (
            "gem 'rails', '7.0.8', require: false",
            "1:15 pkg:gem/rails pin 7.0.8 run",
        ),
        (
            "gem 'rails', '~> 7.0', group: :test",
            "1:15 pkg:gem/rails set ~> 7.0 run",
        ),
        (
            "  gem 'rails', '~> 7.0' if ENV['EDGE']",
            "1:17 pkg:gem/rails set ~> 7.0 run",
        ),
        (
            "gem 'rails', github: 'rails/rails', branch: '7-1-stable'",
            "1:6 pkg:gem/rails floating  run",
        ),
        (
            "s.required_ruby_version = Gem::Requirement.new('>= 2.7')",
            "1:49 ruby set >= 2.7 run",
        ),
        (
            "s.required_ruby_version = ['>= 2.7', '< 4']",
            "1:29 ruby set >= 2.7, < 4 run",
        ),
        ("s.required_ruby_version = \">= #{lowest}\"", ""),
        (
            "s.add_dependency(\"rails\", [\">= 6.0\", \"< 8\"])",
            "1:29 pkg:gem/rails set >= 6.0, < 8 run",
        ),
        ("s.required_rubygems_version = '>= 3.3'", ""),
        (
            "gem 'rails', '~> 6.1.4'",
            "1:15 pkg:gem/rails set ~> 6.1.4 run",
        ),
        (
            "gem \"rails\", \"6.1.4\"",
            "1:15 pkg:gem/rails pin 6.1.4 run",
        ),
        (
            "gem('rails', '>= 5', '< 7')",
            "1:15 pkg:gem/rails set >= 5, < 7 run",
        ),
        // A lock file may state the version.
        ("gem 'rails'", "1:6 pkg:gem/rails floating  run"),
        (
            "gem 'rails', require: '6.0'",
            "1:6 pkg:gem/rails floating  run",
        ),
        (
            "gem 'rails', git: 'https://x'",
            "1:6 pkg:gem/rails floating  run",
        ),
        ("# gem 'rails', '5'", ""),
        (
            "group :test do\n  gem 'rails', '5.2.0'\nend\ngem 'jekyll', '4.0.0'",
            "2:17 pkg:gem/rails pin 5.2.0 dev | 4:16 pkg:gem/jekyll pin 4.0.0 run",
        ),
        (
            "group :test do\n  platforms :mri do\n    gem 'a', '1'\n  end\n  gem 'rails', '5'\nend\ngem 'b', '1'",
            "3:15 pkg:gem/a pin 1 dev | 5:17 pkg:gem/rails pin 5 dev | 7:11 pkg:gem/b pin 1 run",
        ),
        (
            "group :test do\n  if ENV['A']\n    gem 'a', '1'\n  else\n    gem 'a', '2'\n  end\n  gem 'rails', '5' if x\n  unless y then gem 'c', '1' end\n  gem 'd', '1'\nend\ngem 'b', '1'",
            "3:15 pkg:gem/a pin 1 dev | 5:15 pkg:gem/a pin 2 dev | 7:17 pkg:gem/rails pin 5 dev | 9:13 pkg:gem/d pin 1 dev | 11:11 pkg:gem/b pin 1 run",
        ),
        (
            "platforms :mri do\n  group :test do\n    gem 'a', '1'\n  end\n  gem 'rails', '5'\nend",
            "3:15 pkg:gem/a pin 1 dev | 5:17 pkg:gem/rails pin 5 run",
        ),
        (
            "group :test do\n  x.each do |name|\n    gem 'a', '1'\n  end\n  v = case y\n  when 1 then 2\n  end\n  gem 'rails', '5'\nend",
            "3:15 pkg:gem/a pin 1 dev | 8:17 pkg:gem/rails pin 5 dev",
        ),
        (
            "  spec.required_ruby_version = '>= 2.7'",
            "1:33 ruby set >= 2.7 run",
        ),
        (
            "  spec.add_dependency 'rails', '>= 5.2'",
            "1:33 pkg:gem/rails set >= 5.2 run",
        ),
        (
            "  s.add_development_dependency(\"rails\", \"~> 6.0\")",
            "1:42 pkg:gem/rails set ~> 6.0 dev",
        ),
        (
            "gem 'rails', \"~> #{v}\"",
            "1:6 pkg:gem/rails floating  run",
        ),
    ];

    #[test]
    fn gems_and_ruby_have_versions() {
        for (text, expected) in GEMS {
            assert_eq!(rows(read, text), *expected, "{text}");
        }
    }
}
