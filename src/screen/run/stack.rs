//! Reads the files of the stack on a separate thread, so that keys keep working.

use std::path::Path;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use super::Runtime;
use super::events::{Event, Stack};
use crate::app::Model;
use crate::app::stack::{Progress, Project};
use crate::sources::project::{Outside, Plan};
use crate::text::clean;

/// The time before the first report of progress, and between reports.
const PAUSE: Duration = Duration::from_millis(500);

impl Runtime<'_> {
    pub(super) fn read_stack(&self) {
        let (plan, sender) = (self.setup.stack.clone(), self.sender.clone());
        let canceled = self.stack_canceled.clone();
        canceled.store(false, Ordering::Relaxed);
        thread::spawn(move || {
            let mut told = Instant::now();
            let mut goes_on = |files: usize, path: &Path| {
                if told.elapsed() >= PAUSE {
                    told = Instant::now();
                    let path = clean::path(path);
                    let _ = sender.send(Event::Stack(Stack::Progress(Progress { files, path })));
                }
                !canceled.load(Ordering::Relaxed)
            };
            let read = read(&plan, &mut goes_on);
            let read = read.map_err(|error| clean::line(&format!("{error:#}")));
            // It may outlive the program, which then no longer listens.
            let _ = sender.send(Event::Stack(Stack::Read(read)));
        });
    }
}

/// Reads the files; `None` if that was canceled.
fn read(
    plan: &Plan,
    goes_on: &mut dyn FnMut(usize, &Path) -> bool,
) -> Result<Option<Box<Project>>> {
    ensure!(!plan.paths.is_empty(), "no folder was given");
    let file = plan.policy()?;
    let mut input = || {
        Err(std::io::Error::other(
            "standard input is the terminal of the browser",
        ))
    };
    let mut outside = Outside {
        input: &mut input,
        goes_on,
    };
    let project = plan.read(&file, &mut outside)?;
    if let [missing, ..] = project.missing.as_slice() {
        bail!("no such file or folder: {missing}");
    }
    if project.is_cut {
        return Ok(None);
    }
    Ok(Some(Box::new(Project {
        folder: shown(plan),
        gathered: project.gathered,
        policy: file.policy,
    })))
}

/// The paths of a plan as a person would write them: `~/shop`.
fn shown(plan: &Plan) -> String {
    let home = etcetera::home_dir().ok();
    let paths = plan.paths.iter().map(|path| {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        let home = home.as_ref().and_then(|home| home.canonicalize().ok());
        let below = home.and_then(|home| whole.strip_prefix(home).map(Path::to_owned).ok());
        match below {
            Some(below) if below.as_os_str().is_empty() => "~".to_owned(),
            Some(below) => format!("~/{}", clean::path(&below)),
            None => clean::path(&whole),
        }
    });
    paths.collect::<Vec<_>>().join(" ")
}

/// Shows news of the stack.
pub fn take(model: &mut Model, news: Stack) {
    match news {
        Stack::Progress(progress) => model.stack_progress(progress),
        Stack::Read(read) => model.stack_read(read),
    }
}
