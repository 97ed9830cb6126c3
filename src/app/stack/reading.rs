//! Whether the files of the stack were read, are being read, or could not be read.

use super::StackScreen;
use crate::stack::gathered::Gathered;
use crate::stack::policy::Policy;

/// What is known of the files.
#[derive(Debug, Default)]
pub struct Reading {
    /// What was read last; `None` before.
    pub project: Option<Box<Project>>,
    /// How far reading has come; `None` if the files are not being read.
    pub running: Option<Progress>,
    /// Why the last reading gave nothing; `None` if nothing went wrong.
    pub failure: Option<String>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// The folder or file, for display: `~/shop`.
    pub folder: String,
    /// What the files say.
    pub gathered: Gathered,
    /// The policy that applies to them.
    pub policy: Policy,
}

/// How far reading has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// The number of files seen.
    pub files: usize,
    /// The current path; empty until reading has taken a while.
    pub path: String,
}

impl Reading {
    /// Starts reading; returns false if the files are being read already.
    pub(in crate::app) fn start(&mut self) -> bool {
        if self.running.is_some() {
            return false;
        }
        self.running = Some(Progress::default());
        self.failure = None;
        true
    }

    /// Whether nothing was read, and nothing went wrong.
    pub(in crate::app) fn is_new(&self) -> bool {
        self.project.is_none() && self.failure.is_none()
    }
}

impl StackScreen {
    /// The folder that was read, for display; empty until then.
    pub fn folder(&self) -> &str {
        let project = self.reading.project.as_ref();
        project.map_or("", |project| &project.folder)
    }
}
