//! Updates of the data, and the history of end dates.

mod archive;
#[cfg(all(unix, feature = "net"))]
mod browser;
mod local;
mod moves;
#[cfg(feature = "net")]
mod net;
#[cfg(feature = "net")]
mod server;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program;

/// A user who has not updated yet.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The folder of updates.
    fn cache(&self) -> PathBuf {
        self.path("cache/eolens")
    }

    fn eolens(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
        command.args(args).current_dir(self.0.path());
        command.env("XDG_CACHE_HOME", self.path("cache"));
        command.env("XDG_STATE_HOME", self.path("state"));
        command.env("EOLENS_CONFIG", program::CONFIG);
        for variable in [
            "EOLENS_PRODUCTS",
            "EOLENS_OFFLINE",
            "ALL_PROXY",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "all_proxy",
            "https_proxy",
            "http_proxy",
        ] {
            command.env_remove(variable);
        }
        command.stdin(Stdio::null());
        command
    }

    /// The exit code, output and messages.
    fn run(&self, args: &[&str]) -> (i32, String, String) {
        told(&self.eolens(args).output().unwrap())
    }

    /// Writes an archive, and updates from it.
    fn update(&self, archive: &[u8], more: &[&str]) -> (i32, String, String) {
        let file = self.path("new.tar.gz");
        std::fs::write(&file, archive).unwrap();
        let file = file.to_str().unwrap();
        self.run(&[&["update", "--from", file], more].concat())
    }

    /// The path of the updated catalog; `None` if there is none.
    fn catalog_path(&self) -> Option<PathBuf> {
        let mut entries = std::fs::read_dir(self.cache()).ok()?.flatten();
        let is_catalog = |path: &Path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.starts_with("catalog-") && !name.ends_with(OTHER)
        };
        let entry = entries.find(|entry| is_catalog(&entry.path()))?;
        Some(entry.path())
    }

    /// The file of the updated catalog; `None` if there is none.
    fn catalog(&self) -> Option<Vec<u8>> {
        std::fs::read(self.catalog_path()?).ok()
    }

    /// How many files are there that a killed program had begun to write.
    fn unfinished(&self) -> usize {
        let entries = std::fs::read_dir(self.cache()).unwrap().flatten();
        let paths = entries.map(|entry| entry.path());
        let unfinished = paths.filter(|path| path.extension() == Some("new".as_ref()));
        unfinished.count()
    }

    /// Leaves the files as another version of eolens would have left them.
    fn upgrade(&self) {
        let path = self.catalog_path().unwrap();
        let other = path.with_file_name(format!("catalog-{OTHER}"));
        std::fs::rename(path, other).unwrap();
    }
}

/// The key of another version's format.
const OTHER: &str = "0123456789abcdef";

fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr),
    )
}
