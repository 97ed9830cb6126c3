//! Saves and reads watchlists on a separate thread, so that no key waits for the disk.

use std::iter::once;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::events::Event;
use crate::app::{Msg, Opened, Saved};
use crate::mine::watchlist::Change;
use crate::settings::config::NamedList;
use crate::sources::store::{Store, Written};

/// The thread; it starts with the first job.
pub struct Writer {
    store: Store,
    lists: Vec<NamedList>,
    news: Sender<Event>,
    running: Option<Running>,
}

struct Running {
    jobs: Sender<Job>,
    thread: JoinHandle<Result<()>>,
}

/// A watchlist by its name, empty for the user's own.
#[derive(Clone)]
struct List {
    name: String,
    store: Store,
}

enum Job {
    Save(List, Vec<Change>),
    Open(List),
}

impl Writer {
    /// A writer for the store's watchlist and those with a name; results are sent as events.
    pub fn new(store: Store, lists: Vec<NamedList>, news: Sender<Event>) -> Self {
        Self {
            store,
            lists,
            news,
            running: None,
        }
    }

    /// Saves changes of a watchlist, after earlier ones.
    pub fn write(&mut self, name: &str, changes: Vec<Change>) {
        self.start(Job::Save(self.list(name), changes));
    }

    /// Reads a watchlist, once earlier changes are saved.
    pub fn open(&mut self, name: &str) {
        self.start(Job::Open(self.list(name)));
    }

    fn list(&self, name: &str) -> List {
        let named = self.lists.iter().find(|list| list.name == name);
        debug_assert!(named.is_some() || name.is_empty(), "a list without a file");
        List {
            name: name.to_owned(),
            store: named.map_or_else(
                || self.store.clone(),
                |list| self.store.with_watchlist(&list.path),
            ),
        }
    }

    fn start(&mut self, job: Job) {
        let running = self.running.get_or_insert_with(|| {
            let (jobs, receiver) = channel();
            let news = self.news.clone();
            let thread = thread::spawn(move || work(&receiver, &news));
            Running { jobs, thread }
        });
        // The thread listens until the sender is dropped.
        let _ = running.jobs.send(job);
    }

    /// Waits until everything is saved.
    ///
    /// # Errors
    ///
    /// Fails if something could not be saved.
    pub fn finish(self) -> Result<()> {
        let Some(Running { jobs, thread }) = self.running else {
            return Ok(());
        };
        drop(jobs);
        #[expect(clippy::expect_used, reason = "a panic in any thread ends the program")]
        thread.join().expect("the writer ends without a panic")
    }
}

/// Changes that are not saved, by watchlist.
type Waiting = Vec<(List, Vec<Change>)>;

/// Saves changes and reads watchlists. If a change cannot be saved, it is tried again with the next job, and
/// at the end.
fn work(jobs: &Receiver<Job>, news: &Sender<Event>) -> Result<()> {
    let mut waiting = Waiting::new();
    // At the end, nobody listens any more.
    let tell = |msg| drop(news.send(Event::Msg(msg)));
    while let Ok(first) = jobs.recv() {
        for job in once(first).chain(jobs.try_iter()) {
            match job {
                Job::Save(list, changes) => add(&mut waiting, list, changes),
                Job::Open(list) => {
                    save(&mut waiting, &tell);
                    tell(open(&list));
                }
            }
        }
        save(&mut waiting, &tell);
    }
    let saved = waiting.iter();
    let saved = saved.map(|(list, changes)| list.store.change(changes).map(drop));
    // Every list is tried before an error is returned.
    saved.collect::<Vec<_>>().into_iter().collect()
}

fn add(waiting: &mut Waiting, list: List, changes: Vec<Change>) {
    let mut own = waiting.iter_mut();
    match own.find(|(other, _)| other.name == list.name) {
        Some((_, before)) => before.extend(changes),
        None => waiting.push((list, changes)),
    }
}

fn save(waiting: &mut Waiting, tell: &impl Fn(Msg)) {
    waiting.retain(|(list, changes)| match list.store.change(changes) {
        Ok(written) => {
            tell(Msg::Saved(saved(list, written, changes.len())));
            false
        }
        Err(error) => {
            tell(Msg::Failed(format!(
                "Not saved; eolens will try again: {error:#}."
            )));
            true
        }
    });
}

fn open(list: &List) -> Msg {
    match list.store.watchlist() {
        Ok((content, faults)) => Msg::Opened(Opened {
            name: list.name.clone(),
            list: content,
            faults,
        }),
        Err(error) => Msg::Failed(format!("Not opened: {error:#}.")),
    }
}

fn saved(list: &List, written: Written, changes: usize) -> Saved {
    let warning = written.warning().map(|words| format!("Saved; {words}."));
    Saved {
        name: list.name.clone(),
        list: written.list,
        changes,
        warning,
    }
}
