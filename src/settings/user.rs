//! The user's own files: the configuration, and the themes beside it.

use std::collections::BTreeSet;
use std::fs::DirEntry;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use etcetera::BaseStrategy;

use crate::facts::product::{Fault, LARGEST_FILE, text};
use crate::settings::config::{self, Config, NamedList, OWN};
use crate::settings::sheet;
use crate::settings::theme::{self, Depth, Glyphs, Theme};
use crate::sources::open::{self, Kinds, Refusal};
use crate::text::clean;

/// The configuration and its file.
#[derive(Debug)]
pub struct User {
    /// The configuration file, which need not exist; `None` if the system has no place for it.
    pub file: Option<PathBuf>,
    /// Whether it exists.
    pub has_file: bool,
    /// The configuration.
    pub config: Config,
}

impl User {
    /// A fault in a setting that shows only when the setting is used.
    pub fn fault(&self, setting: &str, reason: String) -> Fault {
        let at = self.config.place(setting);
        Fault {
            file: shown(self.file.as_deref()),
            line: at.map(|at| at.line),
            column: at.map(|at| at.column),
            reason,
        }
    }

    /// The named watchlists, with the paths of their files.
    pub fn watchlists(&self) -> Vec<NamedList> {
        let folder = self.file.as_deref().and_then(Path::parent);
        let home = etcetera::home_dir().ok();
        let lists = self.config.settings.watchlists.iter();
        let lists = lists.map(|list| NamedList {
            path: list.file(folder, home.as_deref()),
            ..list.clone()
        });
        lists.collect()
    }

    /// The watchlist of a name or path; `None` for the user's own.
    ///
    /// # Errors
    ///
    /// Returns that no watchlist has that name, and the most similar name. Only what cannot be a name is the
    /// path of a file that need not exist.
    pub fn watchlist(&self, given: &Path) -> Result<Option<NamedList>, String> {
        let text = given.to_string_lossy();
        if text == OWN {
            return Ok(None);
        }
        let lists = self.watchlists();
        if let Some(list) = lists.iter().find(|list| list.name == text) {
            return Ok(Some(list.clone()));
        }
        if NamedList::is_name(&text) && !given.exists() {
            let names = lists.iter().map(|list| list.name.as_str());
            let reason = if lists.is_empty() {
                format!("unknown watchlist {text:?}: the configuration defines none")
            } else {
                sheet::unknown("watchlist", &text, std::iter::once(OWN).chain(names))
            };
            let file = format!("for a file, write ./{text}");
            return Err(if reason.ends_with('?') {
                format!("{reason} ({file})")
            } else {
                format!("{reason}; {file}")
            });
        }
        Ok(Some(NamedList {
            name: clean::path(given),
            path: given.to_owned(),
        }))
    }
}

/// Reads the configuration from the named file, otherwise from the user's usual file, which need not exist.
///
/// # Errors
///
/// Fails if the named file cannot be read.
pub fn read(named: Option<&Path>) -> Result<User> {
    let file = named.map(Path::to_path_buf).or_else(usual_file);
    let content = file.as_deref().map(content);
    let (has_file, config) = match (content, named) {
        (None, _) => (false, Config::default()),
        (Some(Ok(content)), _) => (true, config::read(&shown(file.as_deref()), &content)),
        (Some(Err(fault)), Some(_)) => return Err(anyhow!("the configuration {fault}")),
        (Some(Err(_)), None) if !file.as_deref().is_some_and(Path::exists) => {
            (false, Config::default())
        }
        (Some(Err(fault)), None) => {
            let faults = vec![fault];
            let config = Config {
                faults,
                ..Config::default()
            };
            (true, config)
        }
    };
    Ok(User {
        file,
        has_file,
        config,
    })
}

/// The usual file: `~/.config/eolens/config.yaml`, or the platform's equivalent.
fn usual_file() -> Option<PathBuf> {
    let places = etcetera::choose_base_strategy().ok()?;
    Some(places.config_dir().join("eolens").join("config.yaml"))
}

fn shown(file: Option<&Path>) -> String {
    file.map_or_else(String::new, clean::path)
}

/// The content of a settings file, which may also be a device or a pipe.
fn content(file: &Path) -> Result<String, Fault> {
    let name = shown(Some(file));
    let bytes = open::bytes(file, LARGEST_FILE, Kinds::Streams).map_err(|refusal| {
        let reason = match refusal {
            Refusal::Irregular if file.is_dir() => "this is a folder, not a file".to_owned(),
            Refusal::Large(_) => {
                format!("is larger than {LARGEST_FILE} bytes, too large for a settings file")
            }
            other => format!("the file cannot be read: {other}"),
        };
        Fault {
            file: name.clone(),
            line: None,
            column: None,
            reason,
        }
    })?;
    let text = text::decode(&bytes).map(String::from);
    text.map_err(|misfit| Fault::at(&name, misfit))
}

/// All themes: built-in ones and the user's own, which replace built-in ones of the same name.
#[derive(Debug, Clone)]
pub struct Themes {
    /// The folder of the user's themes; `None` if the system has no place for it.
    folder: Option<PathBuf>,
    depth: Depth,
    glyphs: Glyphs,
}

/// A theme and the faults in its file.
pub type Loaded = (Theme, Vec<Fault>);

impl Themes {
    /// The themes in `themes/` beside the configuration, reduced to the terminal's colors.
    pub fn beside(config: Option<&Path>, depth: Depth) -> Self {
        let folder = config
            .and_then(Path::parent)
            .map(|folder| folder.join("themes"));
        Self {
            folder,
            depth,
            glyphs: Glyphs::default(),
        }
    }

    /// The themes with other characters.
    #[must_use]
    pub fn in_signs(self, glyphs: Glyphs) -> Self {
        Self { glyphs, ..self }
    }

    /// Whether there are colors; without them, all themes look the same.
    pub fn has_colors(&self) -> bool {
        self.depth != Depth::None
    }

    /// The theme of that name.
    ///
    /// # Errors
    ///
    /// Returns that no theme has that name, and the most similar name.
    pub fn load(&self, name: &str) -> Result<Loaded, String> {
        if let Some(file) = self.own_file(name) {
            let (theme, faults) = match content(&file) {
                Ok(content) => theme::read(&shown(Some(&file)), &content),
                Err(fault) => (Theme::terminal(), vec![fault]),
            };
            return Ok((self.fitted(theme), faults));
        }
        let theme = Theme::named(name).map(|theme| (self.fitted(theme), Vec::new()));
        theme.ok_or_else(|| {
            let names = self.names();
            sheet::unknown("theme", name, names.iter().map(String::as_str))
        })
    }

    /// The theme with the terminal's colors and characters.
    fn fitted(&self, theme: Theme) -> Theme {
        Theme {
            glyphs: self.glyphs,
            ..theme.at(self.depth)
        }
    }

    /// The name of the next theme; the first follows the last.
    pub fn after(&self, name: &str) -> String {
        let mut names = self.names().into_iter();
        let first = theme::DEFAULT.to_owned();
        names.find(|other| other == name);
        names.next().unwrap_or(first)
    }

    /// The names of all themes: the built-in ones, then the user's own.
    pub fn names(&self) -> Vec<String> {
        let built_in = theme::names().map(str::to_owned);
        let own = self.own_names().into_iter();
        let is_new = |name: &String| theme::names().all(|other| other != name);
        built_in.chain(own.filter(is_new)).collect()
    }

    /// The faults in the user's themes.
    pub fn faults(&self) -> Vec<Fault> {
        let names = self.own_names().into_iter();
        let loaded = names.filter_map(|name| self.load(&name).ok());
        loaded.flat_map(|(_, faults)| faults).collect()
    }

    fn own_names(&self) -> BTreeSet<String> {
        let folder = self
            .folder
            .as_deref()
            .and_then(|folder| folder.read_dir().ok());
        let files = folder.into_iter().flatten().filter_map(Result::ok);
        let name = |file: DirEntry| {
            let file = file.file_name().into_string().ok()?;
            let name = file.strip_suffix(".yaml").filter(|name| !name.is_empty())?;
            (clean::line(name) == name).then(|| name.to_owned())
        };
        files.filter_map(name).collect()
    }

    /// The user's file for a theme, if there is one. A name must not contain a path.
    fn own_file(&self, name: &str) -> Option<PathBuf> {
        let is_name = !name.is_empty() && !name.contains(['/', '\\']);
        let file = self
            .folder
            .as_deref()
            .filter(|_| is_name)?
            .join(format!("{name}.yaml"));
        file.exists().then_some(file)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use ratatui::style::{Color, Style};

    use super::{Themes, read};
    use crate::settings::theme::Depth;

    #[test]
    fn a_named_file_must_be_there() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.yaml");
        let error = read(Some(&file)).unwrap_err().to_string();
        assert!(
            error.starts_with("the configuration ")
                && error.contains("x.yaml: the file cannot be read"),
            "{error}"
        );
        let error = read(Some(folder.path())).unwrap_err().to_string();
        assert!(error.ends_with("this is a folder, not a file"), "{error}");
        fs::write(&file, "mouse: true\nmuse: false\n").unwrap();
        let user = read(Some(&file)).unwrap();
        assert!(user.has_file && user.config.settings.mouse);
        assert_eq!(user.config.faults.len(), 1);
        fs::write(&file, b"\xff\xfem").unwrap();
        let error = read(Some(&file)).unwrap_err().to_string();
        assert!(error.contains("x.yaml:1:1: the file is UTF-16"), "{error}");
    }

    #[test]
    fn a_watchlist_is_named_or_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.yaml");
        fs::write(&file, "watchlists: {team: lists/team, ops: /srv/ops}\n").unwrap();
        let user = read(Some(&file)).unwrap();
        let path = |named: &str| {
            let list = user.watchlist(Path::new(named));
            list.map(|list| list.map(|list| list.path))
        };
        assert_eq!(path("default"), Ok(None));
        assert_eq!(path("team"), Ok(Some(folder.path().join("lists/team"))));
        assert_eq!(path("ops"), Ok(Some("/srv/ops".into())));
        for file in ["./new", "new.txt", "/srv/new", "../new"] {
            assert_eq!(path(file), Ok(Some(file.into())));
        }
        let reason =
            "unknown watchlist \"taem\"; did you mean \"team\"? (for a file, write ./taem)";
        assert_eq!(path("taem"), Err(reason.to_owned()));
    }

    #[test]
    fn the_users_themes_come_beside_those_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("config.yaml");
        let themes = Themes::beside(Some(&config), Depth::All);
        assert_eq!(themes.names().len(), 5);
        fs::create_dir(folder.path().join("themes")).unwrap();
        for (name, content) in [
            ("mine.yaml", "styles: {good: blue}"),
            ("dark.yaml", "styles: {god: blue}"),
            ("no.txt", ""),
        ] {
            fs::write(folder.path().join("themes").join(name), content).unwrap();
        }
        assert_eq!(themes.names()[5..], ["mine".to_owned()]);
        assert_eq!(
            (themes.after("color-blind"), themes.after("mine")),
            ("mine".to_owned(), "terminal".to_owned())
        );
        let good = themes.load("mine").unwrap().0.good;
        assert_eq!(good, Style::new().fg(Color::Blue));
        let (_, faults) = themes.load("dark").unwrap();
        assert_eq!(faults.len(), 1, "the user's own is taken");
        assert_eq!(themes.faults(), faults);
        for name in ["../config", "", "mne"] {
            assert!(
                themes.load(name).unwrap_err().contains("unknown theme"),
                "{name}"
            );
        }
    }
}
