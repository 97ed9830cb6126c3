//! Waits for the lock that programs hold on a file while they write it.

use std::fs::{File, TryLockError};
use std::io;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// How soon the end of patience is noticed.
const LOOK: Duration = Duration::from_millis(20);

/// The locked file; `None` if patience ran out first.
///
/// The system wakes a waiting thread when the lock is released, whereas polling would often miss that
/// moment while other programs take turns. The wait runs on a thread of its own, which an impatient caller
/// abandons; it releases the lock as soon as it gets it.
///
/// # Errors
///
/// Fails if the file system has no locks, or no thread can be started.
pub(super) fn wait(file: File, is_out_of_patience: impl Fn() -> bool) -> io::Result<Option<File>> {
    match file.try_lock() {
        Ok(()) => return Ok(Some(file)),
        Err(TryLockError::Error(error)) => return Err(error),
        Err(TryLockError::WouldBlock) => {}
    }
    let (sender, locked) = channel();
    thread::Builder::new().spawn(move || {
        let _ = sender.send(file.lock().map(|()| file));
    })?;
    loop {
        match locked.recv_timeout(LOOK) {
            Ok(file) => return file.map(Some),
            Err(RecvTimeoutError::Timeout) if !is_out_of_patience() => {}
            Err(_) => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::{Duration, Instant};

    use super::wait;

    fn open(path: &Path) -> File {
        File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(path)
            .unwrap()
    }

    #[test]
    fn a_program_that_takes_the_lock_again_and_again_lets_others_in() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("lock");
        let is_over = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    let lock = wait(open(&path), || false).unwrap();
                    thread::sleep(Duration::from_millis(10));
                    drop(lock);
                    // Shorter than any practical polling interval.
                    thread::sleep(Duration::from_micros(300));
                }
            });
            thread::sleep(Duration::from_millis(5));
            for _ in 0..20 {
                let start = Instant::now();
                let lock = wait(open(&path), || start.elapsed() > Duration::from_secs(5));
                assert!(lock.unwrap().is_some(), "starved");
            }
            is_over.store(true, Ordering::Relaxed);
        });
    }

    #[test]
    fn who_gives_up_takes_nothing_later() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("lock");
        let held = wait(open(&path), || false).unwrap();
        let start = Instant::now();
        let given_up = wait(open(&path), || start.elapsed() > Duration::from_millis(100));
        assert!(given_up.unwrap().is_none());
        assert!(start.elapsed() < Duration::from_secs(2));
        drop(held);
        let start = Instant::now();
        let again = wait(open(&path), || start.elapsed() > Duration::from_secs(5));
        assert!(again.unwrap().is_some());
    }
}
