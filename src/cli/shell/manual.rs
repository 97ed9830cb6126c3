//! The manual page: command line, keys in force, files, variables and exit codes.

use std::io::{self, Write};

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use crate::app::Place;
use crate::cli::arguments::Cli;
use crate::cli::codes;
use crate::find::query::GUIDE;
use crate::settings::keys::{self, Binding, Keys, Section};

/// The two ways to call the program.
const USAGE: &str = "eolens [OPTIONS] [PRODUCT]...\neolens COMMAND [OPTIONS]";

const DESCRIPTION: [&str; 2] = [
    "eolens shows which releases of software and devices are still supported, and until when. The data of \
     endoflife.date is built in, so no network is needed.",
    "Without a command, eolens opens the browser. A command prints its answer to stdout and messages to stderr; the \
     exit code gives the result.",
];

const FILTERS: &str = "The search line and the commands list, releases and radar take search words and filters, all of \
                       which must match.";

const FILES: &str = "\
~/.config/eolens/config.yaml  The configuration. Other platforms keep it elsewhere; `eolens config` prints its \
    path, and `eolens config --default` prints a file to start from.
~/.config/eolens/themes/NAME.yaml  Custom themes, in the folder of the configuration.
~/.local/state/eolens/watchlist  Your own watchlist: a text file with a product, or a product and a release, on \
    each line. A comment after an entry can name an owner: `postgresql 14  # owner: Ann, the shop's database`.
~/.local/state/eolens/session.json  The last session, which the next start restores.
~/.cache/eolens  The data of the last update. It may be deleted at any time; eolens then uses the built-in data.
.eolens.yaml  The policy of `eolens check`, in the checked folder or above it.";

const VARIABLES: &str = "\
EOLENS_PRODUCTS  A folder of product files to use instead of the built-in data.
EOLENS_CONFIG  The configuration file to use.
EOLENS_OFFLINE  If set and neither empty nor 0, no connection is opened, not even by `eolens update`.
XDG_CONFIG_HOME  Base folder of the configuration (default ~/.config).
XDG_STATE_HOME  Base folder of watchlist and session (default ~/.local/state).
XDG_CACHE_HOME  Base folder of updated data (default ~/.cache).
HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY  The proxy for updates, and the hosts that need none.
SSL_CERT_FILE, SSL_CERT_DIR  Certificates to trust for updates.
NO_COLOR  If set and not empty, turns colors off.
COLORTERM  truecolor or 24bit if the terminal has 24-bit colors; otherwise TERM decides.
TERM  The type of the terminal. If it is dumb, answers have no colors.
LC_ALL, LC_CTYPE, LANG  The locale. If its encoding is not UTF-8, symbols and borders are ASCII.
VISUAL, EDITOR  The editor in which the stack opens a file.
BROWSER  The command that opens links, unless the configuration sets one.";

const EXAMPLES: &str = "\
eolens postgres  Browse the releases of PostgreSQL.
eolens show 'python 3.9.5'  Is this version still supported?
dpkg -l | eolens show -  Are the installed packages still supported?
eolens list cat:os 'ends<90d' --sort end  Which operating systems have a release that ends within 90 days?
eolens check --fail-on ended,within:90d  Fail if a file of this folder names a version that has ended or ends \
    within 90 days.
eolens export ical --watched > eol.ics  Write the upcoming dates of the watchlist as a calendar.
eolens update  Fetch the current data.";

const SEE_ALSO: &str = "The guide at https://github.com/eolens/eolens/blob/main/docs/guide.md describes notations of \
                        versions, JSON fields, policies and more. The data comes from https://endoflife.date.";

/// Writes the manual page in roff.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn manual(out: &mut dyn Write, keys: &Keys) -> io::Result<()> {
    let mut command = Cli::command();
    command.build();
    let man = Man::new(command.clone().override_usage(USAGE));
    // Without a date, the version would take its place.
    let man = man.manual("User Commands").date("\"\"");
    man.render_title(out)?;
    man.render_name_section(out)?;
    man.render_synopsis_section(out)?;
    let mut page = Roff::new();
    page.control("SH", ["DESCRIPTION"]);
    page.text([roman(DESCRIPTION[0])]).control("PP", []);
    page.text([roman(DESCRIPTION[1])]);
    page.to_writer(out)?;
    man.render_options_section(out)?;
    let mut page = Roff::new();
    page.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands_mut() {
        add_command(&mut page, sub);
    }
    add_terms(&mut page, "EXAMPLES", EXAMPLES);
    page.control("SH", ["FILTERS"]);
    page.text([roman(FILTERS)]);
    for (filter, words) in GUIDE {
        add_term(&mut page, filter, words);
    }
    add_keys(&mut page, keys);
    add_terms(&mut page, "FILES", FILES);
    add_terms(&mut page, "ENVIRONMENT", VARIABLES);
    page.control("SH", ["EXIT STATUS"]);
    for (code, words) in codes::CODES {
        add_term(&mut page, &code.to_string(), words);
    }
    page.control("PP", []).text([roman(codes::SEVERAL)]);
    page.control("SH", ["SEE ALSO"]);
    page.text([roman(SEE_ALSO)]);
    page.to_writer(out)
}

/// Paragraphs, and indented lines of a term and its meaning, with two spaces between them.
fn add_lines(page: &mut Roff, text: &str) {
    for line in text.lines() {
        let term = line
            .strip_prefix("  ")
            .and_then(|line| line.split_once("  "));
        if let Some((term, words)) = term {
            add_term(page, term, words);
        } else {
            page.control("PP", []);
            page.text([roman(line)]);
        }
    }
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
    let after = command.get_after_help().map(ToString::to_string);
    // The exit codes have a section of their own.
    if let Some(after) = after.filter(|after| *after != codes::help()) {
        add_lines(page, &after);
    }
    for sub in command.get_subcommands_mut() {
        add_command(page, sub);
    }
}

fn add_keys(page: &mut Roff, keys: &Keys) {
    let contents = keys.contents(Place::List);
    let sections = contents.here.into_iter().flat_map(by_reach);
    let sections = sections
        .chain(contents.others)
        .chain([contents.everywhere, contents.moving]);
    page.control("SH", ["KEYS"]);
    page.text([roman(
        "Each action is listed once, where it first applies. The name in brackets identifies \
         it in the configuration, where you can bind other keys to it.",
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

/// The keys of the product list: first those that other lists and tables have too.
fn by_reach((title, bindings): Section<'_>) -> [Section<'_>; 2] {
    let is_shared = |binding: &&Binding| {
        let mut others = [Place::Releases, Place::Radar, Place::Stack].into_iter();
        others.any(|place| binding.msg(place).is_some())
    };
    let (shared, own) = bindings.into_iter().partition(is_shared);
    [("In lists and tables", shared), (title, own)]
}

/// A section of lines of a term and its meaning, with two spaces between them.
fn add_terms(page: &mut Roff, title: &str, terms: &str) {
    page.control("SH", [title]);
    for (term, words) in terms.lines().filter_map(|line| line.split_once("  ")) {
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
            ".TH eolens 1 \"\" \"eolens ",
            "[OPTIONS] [PRODUCT]...\n.br\n",
            "EOLENS_OFFLINE",
            "phase:extended",
            "newer data is available",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
        let section = |title: &str| {
            let mut sections = page.split(".SS ");
            let has_title = |section: &&str| section.starts_with(&format!("\"{title}\""));
            sections.find(has_title).unwrap()
        };
        let (shared, own) = (
            section("In lists and tables"),
            section("In the product list"),
        );
        assert!(shared.contains("[sort]") && !shared.contains("[delete\\-word]"));
        assert!(own.contains("[drop\\-query]") && !own.contains("[sort]"));
    }
}
