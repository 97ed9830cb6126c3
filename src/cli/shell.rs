//! Shell completion and the manual page.

mod manual;

use std::io::{self, Write};

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_complete::env::Shells;

pub use self::manual::manual;
use crate::cli::arguments::Cli;
use crate::facts::catalog::Catalog;

/// The environment variable by which the scripts of [`completions`] ask for suggestions.
pub const ASKS: &str = "EOLENS_COMPLETE";

/// Writes the completion script of a shell. The script asks this program for suggestions, so that it knows
/// products and the user's themes.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn completions(out: &mut dyn Write, shell: Shell) -> io::Result<()> {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(&shell.to_string()) else {
        return Err(io::Error::other(format!("nothing is known of {shell}")));
    };
    let mut script = Vec::new();
    shell.write_registration(ASKS, "eolens", "eolens", "eolens", &mut script)?;
    out.write_all(&script)
}

/// The command line, with the names of products and themes as possible values.
pub fn command(catalog: &Catalog, themes: Vec<String>) -> Command {
    let cards = catalog.cards().iter();
    let products = cards.map(|card| PossibleValue::new(card.id.clone()).help(card.title.clone()));
    let products = PossibleValuesParser::new(products);
    let with_names = |command: Command| {
        let products = products.clone();
        command.mut_arg("names", |names| names.value_parser(products))
    };
    Cli::command()
        .mut_arg("theme", |theme| {
            theme.value_parser(PossibleValuesParser::new(themes))
        })
        .mut_arg("product", |product| product.value_parser(products.clone()))
        .mut_subcommand("show", with_names)
        .mut_subcommand("changes", with_names)
        .mut_subcommand("export", |export| export.mut_subcommand("ical", with_names))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;
    use clap_complete::Shell;
    use clap_complete::engine::complete;

    use super::{ASKS, command, completions};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;

    #[test]
    fn every_shell_has_a_script_that_asks_the_program() {
        for shell in Shell::value_variants() {
            let mut script = Vec::new();
            completions(&mut script, *shell).unwrap();
            let script = String::from_utf8(script).unwrap();
            assert!(
                script.contains("eolens") && script.contains(ASKS),
                "{shell}"
            );
        }
    }

    /// Suggestions for the last word of a line.
    fn suggested(line: &str) -> Vec<String> {
        let file = |id: &str| {
            let file = format!(
                "---\ntitle: The {id}\npermalink: /{id}\ncategory: os\nreleases: []\n---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        let catalog = Catalog::new([file("flux"), file("flask"), file("go")]).unwrap();
        let words: Vec<_> = line.split(' ').map(Into::into).collect();
        let last = words.len() - 1;
        let mut command = command(&catalog, vec!["mine".to_owned()]);
        let found = complete(&mut command, words, last, None).unwrap();
        let names = found
            .iter()
            .map(|name| name.get_value().to_string_lossy().into_owned());
        names.collect()
    }

    #[test]
    fn products_and_themes_are_suggested_where_they_belong() {
        for (line, names) in [
            ("eolens fl", vec!["flux", "flask"]),
            ("eolens show flu", vec!["flux"]),
            ("eolens show flux fla", vec!["flask"]),
            ("eolens export ical g", vec!["go"]),
            ("eolens --theme m", vec!["mine"]),
            ("eolens comp", vec!["completions"]),
            ("eolens show flux --format mark", vec!["markdown"]),
            ("eolens completions z", vec!["zsh"]),
        ] {
            assert_eq!(suggested(line), names, "{line}");
        }
    }
}
