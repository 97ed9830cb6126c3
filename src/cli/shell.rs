//! Shell completion and the manual page.

mod manual;

use std::ffi::OsStr;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_complete::engine::{
    ArgValueCompleter, CompletionCandidate, PathCompleter, ValueCompleter,
};
use clap_complete::env::Shells;

pub use self::manual::manual;
use crate::cli::arguments::Cli;
use crate::facts::catalog::{Card, Catalog, Keywords};
use crate::find::search::Searcher;

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
        return Err(io::Error::other(format!("unsupported shell {shell}")));
    };
    let mut script = Vec::new();
    shell.write_registration(ASKS, "eolens", "eolens", "eolens", &mut script)?;
    out.write_all(&script)
}

/// The command line, which suggests the names of products and of watchlists, and accepts the themes as values.
pub fn command(catalog: Catalog, themes: Vec<String>, lists: Vec<String>) -> Command {
    let catalog = Mutex::new(catalog);
    let suggested = move |word: &OsStr| {
        let catalog = catalog.lock().unwrap_or_else(PoisonError::into_inner);
        suggestions(&catalog, &word.to_string_lossy())
    };
    let suggested = ArgValueCompleter::new(suggested);
    let with_names =
        |command: Command| command.mut_arg("names", |names| names.add(suggested.clone()));
    Cli::command()
        .mut_arg("theme", |theme| {
            theme.value_parser(PossibleValuesParser::new(themes))
        })
        .mut_arg("product", |product| product.add(suggested.clone()))
        .mut_arg("watchlist", |list| {
            list.add(ArgValueCompleter::new(move |word: &OsStr| {
                let named = lists.iter().map(CompletionCandidate::new);
                let typed = word.to_string_lossy();
                let begun = named.filter(|name| {
                    let name = name.get_value().to_string_lossy();
                    name.starts_with(&*typed)
                });
                begun.chain(PathCompleter::file().complete(word)).collect()
            }))
        })
        .mut_subcommand("show", with_names)
        .mut_subcommand("compare", with_names)
        .mut_subcommand("changes", with_names)
        .mut_subcommand("watch", |watch| {
            let watch = watch.mut_subcommand("add", with_names);
            watch.mut_subcommand("remove", with_names)
        })
        .mut_subcommand("export", |export| export.mut_subcommand("ical", with_names))
}

/// The names that can complete a word: those that start with it, otherwise the products that a search
/// finds. After `python@`, its releases.
fn suggestions(catalog: &Catalog, word: &str) -> Vec<CompletionCandidate> {
    if let Some(releases) = releases(catalog, word) {
        return releases;
    }
    let found = Searcher::default().search(catalog, word).hits.into_iter();
    let found: Vec<(&Card, &Keywords)> = found
        .filter_map(|hit| catalog.cards().get(hit).zip(catalog.keywords(hit)))
        .collect();
    let suggestion = |name: &str, card: &Card| {
        CompletionCandidate::new(name).help(Some(card.title.to_string().into()))
    };
    let word = word.to_lowercase();
    let begun = found.iter().filter_map(|(card, keywords)| {
        let mut names = [&*card.id]
            .into_iter()
            .chain(keywords.aliases.iter().map(String::as_str));
        let name = names.find(|name| name.to_lowercase().starts_with(&word))?;
        Some(suggestion(name, card))
    });
    let begun: Vec<CompletionCandidate> = begun.collect();
    if begun.is_empty() {
        found
            .iter()
            .map(|(card, _)| suggestion(&card.id, card))
            .collect()
    } else {
        begun
    }
}

/// Completions for `python@3.`; `None` if there is no product's name before the sign.
fn releases(catalog: &Catalog, word: &str) -> Option<Vec<CompletionCandidate>> {
    let (name, begun) = word.split_once('@')?;
    let product = catalog.product(catalog.find(name)?)?;
    let names = product.releases.iter().map(|release| &release.name);
    let names = names.filter(|release| release.starts_with(begun));
    let whole = names.map(|release| CompletionCandidate::new(format!("{name}@{release}")));
    Some(whole.collect())
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
                "---\ntitle: The {id}\npermalink: /{id}\nalternate_urls: [/old-{id}]\ncategory: os\nreleases:\n\
                 - {{releaseCycle: '1.2', eol: true}}\n- {{releaseCycle: '1.1', eol: true}}\n\
                 - {{releaseCycle: '2', eol: true}}\n---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        let catalog = Catalog::new([file("flux"), file("flask"), file("go")]).unwrap();
        let words: Vec<_> = line.split(' ').map(Into::into).collect();
        let last = words.len() - 1;
        let mut command = command(
            catalog,
            vec!["mine".to_owned()],
            vec!["team-of-ann".to_owned()],
        );
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
            ("eolens show old-fla", vec!["old-flask"]),
            ("eolens show flsk", vec!["flask"]),
            ("eolens show flux@1", vec!["flux@1.2", "flux@1.1"]),
            ("eolens export ical g", vec!["go"]),
            ("eolens watch add g", vec!["go"]),
            ("eolens --theme m", vec!["mine"]),
            ("eolens --watchlist team-", vec!["team-of-ann"]),
            ("eolens radar --watchlist team-", vec!["team-of-ann"]),
            ("eolens compl", vec!["completions"]),
            ("eolens show flux --format mark", vec!["markdown"]),
            ("eolens completions z", vec!["zsh"]),
        ] {
            assert_eq!(suggested(line), names, "{line}");
        }
    }
}
