//! Saves the watchlist on a separate thread, so that no key waits for the disk.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use anyhow::Result;

use super::events::Event;
use crate::app::{Msg, Saved};
use crate::mine::watchlist::Change;
use crate::sources::store::{Store, Written};

/// The thread; it starts with the first change.
pub struct Writer {
    store: Store,
    news: Sender<Event>,
    running: Option<Running>,
}

struct Running {
    changes: Sender<Vec<Change>>,
    thread: JoinHandle<Result<()>>,
}

impl Writer {
    /// A writer for a store; results are sent as events.
    pub fn new(store: Store, news: Sender<Event>) -> Self {
        let running = None;
        Self {
            store,
            news,
            running,
        }
    }

    /// Saves changes, after earlier ones.
    pub fn write(&mut self, changes: Vec<Change>) {
        let running = self.running.get_or_insert_with(|| {
            let (changes, receiver) = channel();
            let (store, news) = (self.store.clone(), self.news.clone());
            let thread = thread::spawn(move || work(&store, &receiver, &news));
            Running { changes, thread }
        });
        // The thread listens until the sender is dropped.
        let _ = running.changes.send(changes);
    }

    /// Waits until everything is saved.
    ///
    /// # Errors
    ///
    /// Fails if something could not be saved.
    pub fn finish(self) -> Result<()> {
        let Some(Running { changes, thread }) = self.running else {
            return Ok(());
        };
        drop(changes);
        #[expect(clippy::expect_used, reason = "a panic in any thread ends the program")]
        thread.join().expect("the writer ends without a panic")
    }
}

/// Saves changes. If that fails, they are tried again with the next changes, and at the end.
fn work(store: &Store, changes: &Receiver<Vec<Change>>, news: &Sender<Event>) -> Result<()> {
    let mut waiting: Vec<Change> = Vec::new();
    while let Ok(first) = changes.recv() {
        waiting.extend(first);
        waiting.extend(changes.try_iter().flatten());
        let msg = match store.change(&waiting) {
            Ok(written) => Msg::Saved(saved(written, waiting.drain(..).count())),
            Err(error) => Msg::Failed(format!("Not saved yet: {error:#}.")),
        };
        // At the end, nobody listens any more.
        let _ = news.send(Event::Msg(msg));
    }
    if waiting.is_empty() {
        return Ok(());
    }
    store.change(&waiting).map(drop)
}

fn saved(written: Written, changes: usize) -> Saved {
    let warning = written.warning().map(|words| format!("Saved; {words}."));
    Saved {
        list: written.list,
        changes,
        warning,
    }
}
