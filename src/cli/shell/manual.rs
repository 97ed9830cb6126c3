//! The manual page: command line, keys in force, files, variables and exit codes.

use std::io::{self, Write};

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::Place;
use crate::cli::arguments::Cli;
use crate::cli::codes;
use crate::settings::keys::{self, Keys};

const FILES: [(&str, &str); 4] = [
    (
        "~/.config/eolens/config.yaml",
        "The configuration. Other platforms keep it elsewhere; `eolens config` prints its path, \
         and `eolens config --default` prints a file to start from.",
    ),
    (
        "~/.config/eolens/themes/NAME.yaml",
        "Your own themes, in the folder of the configuration.",
    ),
    (
        "~/.local/state/eolens/watchlist",
        "Your own watchlist: a text file with a product, or a product and a release, on each line. A comment behind \
         an entry can name an owner: `postgresql 14  # owner: Ann, the shop's database`.",
    ),
    (
        "~/.local/state/eolens/session.json",
        "The last session, which the next start restores.",
    ),
];

const VARIABLES: [(&str, &str); 7] = [
    (
        "EOLENS_PRODUCTS",
        "A folder of product files to use instead of the built-in data.",
    ),
    ("EOLENS_CONFIG", "The configuration file to use."),
    ("XDG_CONFIG_HOME", "The folder to use instead of ~/.config."),
    (
        "XDG_STATE_HOME",
        "The folder to use instead of ~/.local/state.",
    ),
    ("NO_COLOR", "If set and not empty, turns colors off."),
    (
        "COLORTERM",
        "truecolor or 24bit if the terminal has 24-bit colors; otherwise TERM decides.",
    ),
    (
        "BROWSER",
        "The command that opens links, unless the configuration sets one.",
    ),
];

/// Writes the manual page in roff.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn manual(out: &mut dyn Write, keys: &Keys) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(command.clone()).manual("User Commands");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    man.render_description_section(out)?;
    man.render_options_section(out)?;
    let mut page = Roff::new();
    page.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands_mut() {
        add_command(&mut page, sub);
    }
    add_keys(&mut page, keys);
    add_terms(&mut page, "FILES", &FILES);
    add_terms(&mut page, "ENVIRONMENT", &VARIABLES);
    let codes = codes::CODES.map(|(code, words)| (code.to_string(), words));
    add_terms(
        &mut page,
        "EXIT STATUS",
        &codes
            .each_ref()
            .map(|(code, words)| (code.as_str(), *words)),
    );
    page.control("PP", []);
    page.text([roman(codes::SEVERAL)]);
    page.to_writer(out)
}

/// A command with its own arguments; the global ones are listed once.
fn add_command(page: &mut Roff, command: &mut Command) {
    if command.get_name() == "help" {
        return;
    }
    let usage = command.render_usage().to_string();
    // Of a command with subcommands, the second line only repeats that.
    let usage = usage.trim_start_matches("Usage: ").lines().next();
    page.control("SS", [usage.unwrap_or_default().trim()]);
    let about = command.get_about().map(ToString::to_string);
    page.text([roman(about.unwrap_or_default())]);
    let own = |arg: &&Arg| !arg.is_hide_set() && !arg.is_global_set() && arg.get_id() != "help";
    for arg in command.get_arguments().filter(own) {
        let help = arg.get_help().map(ToString::to_string);
        let values = arg.get_possible_values();
        let values: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let is_flag = !arg.get_action().takes_values();
        let values = match values.as_slice() {
            values if is_flag || values.is_empty() => String::new(),
            values => format!(": {}", values.join(", ")),
        };
        add_term(
            page,
            &arg.to_string(),
            &format!("{}{values}", help.unwrap_or_default()),
        );
    }
    for sub in command.get_subcommands_mut() {
        add_command(page, sub);
    }
}

fn add_keys(page: &mut Roff, keys: &Keys) {
    let contents = keys.contents(Place::List);
    let sections = contents.here.into_iter().chain(contents.others);
    let sections = sections.chain([contents.everywhere, contents.moving]);
    page.control("SH", ["KEYS"]);
    page.text([roman(
        "The name in brackets identifies the action in the configuration, where you can bind other keys to it.",
    )]);
    for (title, bindings) in sections {
        page.control("SS", [title]);
        for binding in bindings {
            let keys = match keys::names(&binding.keys) {
                names if names.is_empty() => "(none)".to_owned(),
                names => names,
            };
            add_term(
                page,
                &keys,
                &format!("{} [{}]", binding.words, binding.name),
            );
        }
    }
}

fn add_terms(page: &mut Roff, title: &str, terms: &[(&str, &str)]) {
    page.control("SH", [title]);
    for (term, words) in terms {
        add_term(page, term, words);
    }
}

fn add_term(page: &mut Roff, term: &str, words: &str) {
    page.control("TP", []);
    page.text([bold(term)]);
    page.text([roman(words)]);
}

#[cfg(test)]
mod tests {
    use super::manual;
    use crate::settings::keys::{Key, Keys, Rebinding};

    #[test]
    fn the_keys_in_force_are_told_with_their_actions() {
        let (action, keys) = ("zoom", vec![Key::parse("f9").unwrap()]);
        let (keys, _) = Keys::rebound(&[Rebinding { action, keys }]);
        let mut page = Vec::new();
        manual(&mut page, &keys).unwrap();
        let page = String::from_utf8(page).unwrap();
        for binding in keys.all() {
            let name = binding.name.replace('-', "\\-");
            assert!(page.contains(&format!("[{name}]")), "{name}");
        }
        assert!(
            page.contains("\\fBF9\\fR\nzoom: maximize or restore this pane"),
            "{page}"
        );
        for words in [
            ".SH KEYS",
            "eolens show",
            "\\-\\-format",
            "EOLENS_CONFIG",
            "XDG_CONFIG_HOME",
            "XDG_STATE_HOME",
            "eolens/watchlist",
            "\\fB3\\fR",
            ".SH \"EXIT STATUS\"",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        let mut sections = page.split(".SS ");
        let is_list = |section: &&str| section.starts_with("\"In the product list\"");
        let list = sections.find(is_list).unwrap();
        assert!(list.contains("[sort]") && !list.contains("[delete\\-word]"));
    }
}
