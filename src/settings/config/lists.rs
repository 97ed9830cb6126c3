//! Watchlists with names, each in a file of its own.

use std::path::{Path, PathBuf};

use super::{Reader, line};
use crate::settings::sheet::wrong;
use crate::text::yaml::Node;

/// A named watchlist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedList {
    /// The name.
    pub name: String,
    /// Its file, as written in the configuration.
    pub path: PathBuf,
}

/// The name of the user's own watchlist, which always exists.
pub const OWN: &str = "default";

impl NamedList {
    /// Whether a text can be a name: without the characters that make it a file's.
    pub fn is_name(text: &str) -> bool {
        !text.is_empty() && !text.contains(['/', '\\', '.', '~'])
    }

    /// Its file. A relative path is that of the folder of the configuration, and `~` is the home folder.
    pub fn file(&self, folder: Option<&Path>, home: Option<&Path>) -> PathBuf {
        let below_home = self.path.strip_prefix("~").ok().zip(home);
        match (below_home, folder) {
            (Some((rest, home)), _) => home.join(rest),
            (None, Some(folder)) => folder.join(&self.path),
            (None, None) => self.path.clone(),
        }
    }
}

impl Reader {
    pub(super) fn watchlists(&mut self, value: &Node) {
        for (key, file) in self.sheet.pairs(value) {
            let path = line(file, "a file").and_then(|path| {
                let path = PathBuf::from(path);
                path.file_name()
                    .is_some()
                    .then_some(path)
                    .ok_or_else(|| wrong(file, "a file"))
            });
            let name = self.sheet.take(key.at, name(key));
            let Some((name, path)) = name.zip(self.sheet.take(file.at, path)) else {
                continue;
            };
            self.config.set.push((format!("watchlists.{name}"), key.at));
            let lists = &mut self.config.settings.watchlists;
            lists.retain(|list| list.name != name);
            lists.push(NamedList { name, path });
        }
    }
}

fn name(key: &Node) -> Result<String, String> {
    const WANTED: &str = "a name for a watchlist, without / \\ . ~";
    let name = line(key, WANTED)?;
    if name == OWN {
        return Err(format!(
            "{OWN:?} is the name of your own watchlist; use another one"
        ));
    }
    let is_name = NamedList::is_name(&name);
    is_name.then_some(name).ok_or_else(|| wrong(key, WANTED))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::NamedList;

    #[test]
    fn a_path_is_relative_to_the_configuration_or_the_home_folder() {
        let (folder, home) = (Some(Path::new("/etc/x")), Some(Path::new("/home/ann")));
        for (path, expected) in [
            ("team", "/etc/x/team"),
            ("../team.txt", "/etc/x/../team.txt"),
            ("/srv/team", "/srv/team"),
            ("~/team", "/home/ann/team"),
            ("~x/team", "/etc/x/~x/team"),
        ] {
            let list = NamedList {
                name: "team".to_owned(),
                path: path.into(),
            };
            assert_eq!(list.file(folder, home), Path::new(expected), "{path}");
        }
    }
}
