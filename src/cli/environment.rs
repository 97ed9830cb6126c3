//! What the environment says about the output: its terminal, locale, colors and paths.

use std::env;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

use clap::ColorChoice;

use crate::cli::report::Look;
use crate::facts::viewpoint::Preferences;
use crate::screen::run;
use crate::settings::theme::{Depth, Glyphs, Theme};

/// The path in an environment variable; `None` if it is unset or empty.
pub fn path(variable: &str) -> Option<PathBuf> {
    let value = env::var_os(variable).filter(|value| !value.is_empty());
    value.map(PathBuf::from)
}

/// The characters that the locale supports.
pub fn glyphs() -> Glyphs {
    let values = ["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).unwrap_or_default());
    Glyphs::of_locale(values.each_ref().map(String::as_str))
}

fn is_without_colors() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Whether the terminal is `dumb`, so that it understands no escape sequences.
pub fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

/// The number of colors that the terminal has and the user wants.
pub fn depth(color: ColorChoice) -> Depth {
    let variable = |name| env::var(name).unwrap_or_default();
    match color {
        ColorChoice::Never => Depth::None,
        ColorChoice::Auto if is_without_colors() => Depth::None,
        // Windows sets no `TERM`, and its terminals have all colors.
        ColorChoice::Always | ColorChoice::Auto if cfg!(windows) => Depth::All,
        ColorChoice::Always | ColorChoice::Auto => {
            Depth::of(&variable("TERM"), &variable("COLORTERM"))
        }
    }
}

/// How answers look: styled on a terminal that supports it, unless the user decides otherwise.
pub fn look(color: ColorChoice, theme: &Theme, preferences: Preferences) -> Look<'_> {
    let is_terminal = stdout().is_terminal();
    let is_styled = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !is_dumb() && !is_without_colors(),
    };
    Look {
        width: is_terminal.then(|| run::width().unwrap_or(80)),
        theme: is_styled.then_some(theme),
        glyphs: theme.glyphs,
        preferences,
        page: None,
    }
}
