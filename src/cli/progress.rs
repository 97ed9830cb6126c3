//! The progress of a long walk, on a line of the terminal.

use std::io::{IsTerminal, Write, stderr};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::text::{clean, width};

/// Columns for the end of the current path.
const PATH: usize = 50;

/// Reports the progress of a long walk on a terminal, so that users can cancel it.
pub struct Progress {
    began: Instant,
    shown: Option<Instant>,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            began: Instant::now(),
            shown: None,
        }
    }
}

impl Progress {
    /// The time before the first report, and between reports.
    const PAUSE: Duration = Duration::from_millis(500);

    /// Reports a number of files and the current path, unless a report was shown just before.
    pub fn report(&mut self, files: usize, path: &Path) {
        let now = Instant::now();
        let last = self.shown.unwrap_or(self.began);
        if now - last > Self::PAUSE && stderr().is_terminal() {
            let path = clean::path(path);
            let path = width::end_of(&path, PATH);
            let _ = write!(stderr(), "\r\u{1b}[K{files} files · {path}");
            self.shown = Some(now);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown.is_some() {
            let _ = write!(stderr(), "\r\u{1b}[K");
        }
    }
}
