//! What is kept between runs: the watchlist and the session. Files are replaced as a whole, so that neither
//! a reader nor a crash ever sees half a file; a lock keeps two programs from writing at once.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use etcetera::BaseStrategy;

use super::lock;
use crate::facts::product::Fault;
use crate::mine::watchlist::{Change, Watchlist};
use crate::text::clean::path as shown;

/// A user's folder.
#[derive(Debug, Clone, Default)]
pub struct Store {
    folder: Option<PathBuf>,
    /// A watchlist elsewhere; `None` for that of the folder.
    watchlist: Option<PathBuf>,
    /// When [`Self::hurry`] was called; shared by all clones.
    hurried: Arc<OnceLock<Instant>>,
}

/// The watchlist after a change was saved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// The whole watchlist as saved, including changes by other programs.
    pub list: Watchlist,
    /// Where a damaged file was copied to; `None` if the file was intact.
    pub aside: Option<PathBuf>,
}

impl Written {
    /// A warning about the file; `None` if it was intact.
    pub fn warning(&self) -> Option<String> {
        let aside = self.aside.as_deref().map(shown)?;
        Some(format!(
            "the watchlist was damaged; a copy of the damaged file is kept as {aside}"
        ))
    }
}

const WATCHLIST: &str = "watchlist";
const SESSION: &str = "session.json";
/// What the name of a file ends with until it has been written whole.
pub(super) const UNFINISHED: &str = ".new";
/// No file here is larger, in bytes.
const LARGEST: u64 = 1 << 20;
/// How long to wait for a lock. Other programs hold it for a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long to wait in all after [`Store::hurry`].
const LAST_PATIENCE: Duration = Duration::from_millis(500);

impl Store {
    /// `$XDG_STATE_HOME/eolens` or the system's equivalent. Without such a place nothing is found, and
    /// nothing can be kept.
    pub fn of_user() -> Self {
        let places = etcetera::choose_base_strategy().ok();
        let folder = places.map(|places| places.state_dir().unwrap_or_else(|| places.data_dir()));
        let folder = folder.filter(|folder| folder.is_absolute());
        Self {
            folder: folder.map(|folder| folder.join("eolens")),
            ..Self::default()
        }
    }

    /// A folder, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: Some(folder.into()),
            ..Self::default()
        }
    }

    /// The same with the watchlist of a path in place of the user's own.
    #[must_use]
    pub fn with_watchlist(&self, path: impl Into<PathBuf>) -> Self {
        Self {
            watchlist: Some(path.into()),
            ..self.clone()
        }
    }

    /// Whether there is no file yet at the path that was given for the watchlist.
    pub fn lacks_watchlist(&self) -> bool {
        let path = self.watchlist.as_deref();
        path.is_some_and(|path| !path.is_symlink() && !path.exists())
    }

    /// Limits all further waiting for locks to half a second, because the program is about to end. Applies
    /// to all clones, including one that is waiting already.
    pub fn hurry(&self) {
        let _ = self.hurried.set(Instant::now());
    }

    /// Whether to stop waiting for a lock that has been waited for since `start`.
    fn is_out_of_patience(&self, start: Instant) -> bool {
        let hurried = self.hurried.get();
        start.elapsed() > PATIENCE || hurried.is_some_and(|since| since.elapsed() > LAST_PATIENCE)
    }

    /// The watchlist and its invalid lines. The user's own is empty if there is no file.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read, or if there is no watchlist at the path that was given for it.
    pub fn watchlist(&self) -> Result<(Watchlist, Vec<Fault>)> {
        match (&self.watchlist, &self.folder) {
            (Some(path), _) if self.lacks_watchlist() => bail!(
                "the watchlist {0} does not exist; `eolens --watchlist {0} watch add PRODUCT` creates it",
                shown(path)
            ),
            (Some(path), _) => load(path),
            (None, Some(folder)) => load(&folder.join(WATCHLIST)),
            (None, None) => Ok(Default::default()),
        }
    }

    /// Applies changes to the current content of the watchlist, and returns once they are on disk.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be read or written; it is then unchanged.
    pub fn change(&self, changes: &[Change]) -> Result<Written> {
        let (path, _lock) = match &self.watchlist {
            Some(path) => self.locked(path)?,
            None => self.locked(&self.own(WATCHLIST)?)?,
        };
        let (mut list, faults) = load(&path)?;
        // Not `any`, which would stop at the first change that applies.
        let applied = changes.iter().filter(|change| list.apply(change));
        let is_changed = applied.count() > 0;
        let mut aside = None;
        if is_changed {
            let failed = || format!("{} cannot be written", shown(&path));
            let text = list.to_string();
            if text.len() as u64 > LARGEST {
                bail!("{}: it would exceed {LARGEST} bytes", failed());
            }
            if !faults.is_empty() {
                aside = Some(copy_aside(&path).with_context(failed)?);
            }
            replace(&path, text.as_bytes()).with_context(failed)?;
        }
        Ok(Written { list, aside })
    }

    /// The content saved by [`Self::keep_session`]; `None` if there is none or it cannot be read.
    pub fn session(&self) -> Option<String> {
        let path = self.folder.as_ref()?.join(SESSION);
        String::from_utf8(read(&path).ok()??).ok()
    }

    /// Saves the session.
    ///
    /// # Errors
    ///
    /// Fails if the file cannot be written.
    pub fn keep_session(&self, text: &str) -> Result<()> {
        if self.session().as_deref() == Some(text) {
            return Ok(());
        }
        let (path, _lock) = self.locked(&self.own(SESSION)?)?;
        replace(&path, text.as_bytes())
            .with_context(|| format!("{} cannot be written", shown(&path)))
    }

    /// The path of a file in the folder, which is made if it is missing.
    fn own(&self, name: &str) -> Result<PathBuf> {
        let Some(folder) = &self.folder else {
            bail!("no home folder found; set XDG_STATE_HOME");
        };
        create(folder).with_context(|| format!("{} cannot be created", shown(folder)))?;
        Ok(folder.join(name))
    }

    /// The path of a file without links, and a lock on it.
    fn locked(&self, path: &Path) -> Result<(PathBuf, File)> {
        let target = target(path).with_context(|| format!("{} cannot be written", shown(path)))?;
        let path = beside(&target, ".lock");
        let failed = || format!("{} cannot be locked", shown(&path));
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let lock = open(&path, options).with_context(failed)?;
        let start = Instant::now();
        match lock::wait(lock, || self.is_out_of_patience(start)).with_context(failed)? {
            Some(lock) => Ok((target, lock)),
            None => bail!(
                "another eolens process has locked {}; try again in a moment",
                shown(&path)
            ),
        }
    }
}

/// Accessible by the user only, as the XDG specification requires.
pub(super) fn create(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The target of a link; any other path as it is. Links stay links, and everyone with a link to the same
/// file locks and replaces that file.
fn target(path: &Path) -> io::Result<PathBuf> {
    if !path.is_symlink() {
        return Ok(path.to_owned());
    }
    let leads_nowhere = |error| io::Error::other(format!("broken link ({error})"));
    fs::canonicalize(path).map_err(leads_nowhere)
}

/// The path with a suffix.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn load(path: &Path) -> Result<(Watchlist, Vec<Fault>)> {
    let bytes = read(path).with_context(|| format!("{} cannot be read", shown(path)))?;
    Ok(Watchlist::parse(&shown(path), &bytes.unwrap_or_default()))
}

/// Opens a file only if it is a regular one: in a folder that others can write to, they may have planted a
/// link or a pipe.
fn open(path: &Path, options: OpenOptions) -> io::Result<File> {
    let not_a_file = || io::Error::other("not a regular file");
    // A pipe without a reader, or a folder, fails here.
    let file =
        unfollowing(options)
            .open(path)
            .map_err(|error| match fs::symlink_metadata(path) {
                Ok(about) if !about.is_file() => not_a_file(),
                _ => error,
            })?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(not_a_file())
    }
}

/// Neither follows a link nor waits for the other end of a pipe.
#[cfg(unix)]
fn unfollowing(mut options: OpenOptions) -> OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
    options.custom_flags(flags.cast_signed());
    options
}

#[cfg(not(unix))]
fn unfollowing(options: OpenOptions) -> OpenOptions {
    options
}

/// The content of a file; `None` if there is no file.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let bytes = start(path, LARGEST + 1)?;
    let length = bytes.as_ref().map_or(0, Vec::len);
    if length as u64 > LARGEST {
        return Err(io::Error::other(format!("more than {LARGEST} bytes")));
    }
    Ok(bytes)
}

/// The first bytes of a file; `None` if there is no file.
pub(super) fn start(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let path = &target(path)?;
    let mut options = File::options();
    options.read(true);
    let file = match open(path, options) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Replaces a file's content atomically and durably. The lock ensures that no other program uses the
/// temporary name.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = beside(path, UNFINISHED);
    let file = create_new(&new)?;
    let written = write(file, path, bytes).and_then(|()| rename(&new, path));
    if let Err(error) = written {
        // On a full disk, a partial file is useless.
        let _ = fs::remove_file(&new);
        return Err(error);
    }
    sync_folder(path)
}

/// Writes a file that will replace another, and syncs it to disk.
fn write(mut file: File, path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Ok(about) = fs::metadata(path) {
        file.set_permissions(about.permissions())?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Renames a file over another. On Windows this fails while another program reads that file, which takes it
/// only a moment.
fn rename(new: &Path, path: &Path) -> io::Result<()> {
    const PATIENCE: Duration = Duration::from_secs(2);
    let start = Instant::now();
    loop {
        match fs::rename(new, path) {
            Err(error)
                if cfg!(windows)
                    && error.kind() == ErrorKind::PermissionDenied
                    && start.elapsed() < PATIENCE =>
            {
                thread::sleep(Duration::from_millis(10));
            }
            renamed => return renamed,
        }
    }
}

/// Creates a file. Removes a leftover of a killed program, or a planted link or pipe; neither is followed.
fn create_new(path: &Path) -> io::Result<File> {
    match File::create_new(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            File::create_new(path)
        }
        created => created,
    }
}

/// A rename is durable only once its folder is synced.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    match File::open(folder)?.sync_all() {
        // Some file systems cannot sync a folder.
        Err(error) if error.kind() == ErrorKind::InvalidInput => Ok(()),
        synced => synced,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Copies a file to an unused name beside it.
fn copy_aside(path: &Path) -> io::Result<PathBuf> {
    let mut number = 1;
    loop {
        let aside = path.with_extension(format!("damaged-{number}"));
        match File::create_new(&aside) {
            Ok(mut copy) => {
                let mut options = File::options();
                options.read(true);
                io::copy(&mut open(path, options)?, &mut copy)?;
                copy.sync_all()?;
                return Ok(aside);
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::thread;
    use std::time::Duration;

    use super::Store;
    use crate::mine::watchlist::{Change, Entry};

    fn add(text: &str) -> Change {
        let entry = Entry::parse(text).unwrap().unwrap();
        Change {
            entry,
            is_watched: true,
            comment: String::new(),
        }
    }

    fn content(folder: &Path) -> String {
        let text = fs::read_to_string(folder.join("watchlist")).unwrap();
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        lines.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn a_change_is_made_in_what_another_program_has_written() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("deep/er");
        let (one, other) = (Store::at(&folder), Store::at(&folder));
        assert_eq!(one.watchlist().unwrap().0.entries().count(), 0);
        one.change(&[add("python")]).unwrap();
        other.change(&[add("ruby 3.4")]).unwrap();
        let remove = Change {
            is_watched: false,
            ..add("python")
        };
        let written = one.change(&[add("go"), remove]).unwrap();
        assert_eq!(content(&folder), "ruby 3.4|go");
        assert_eq!(one.watchlist().unwrap(), (written.list, vec![]));
    }

    #[test]
    fn programs_that_write_at_once_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        thread::scope(|scope| {
            for program in 0..4 {
                scope.spawn(move || {
                    let store = Store::at(folder);
                    for number in 0..25 {
                        store
                            .change(&[add(&format!("p{program} {number}"))])
                            .unwrap();
                    }
                });
            }
        });
        let (list, faults) = Store::at(folder).watchlist().unwrap();
        assert_eq!((list.entries().count(), faults), (100, vec![]));
    }

    /// Takes as long as a thousand writes to disk.
    #[test]
    #[ignore = "takes some seconds"]
    fn two_programs_that_toggle_a_thousand_times_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path();
        thread::scope(|scope| {
            for program in 0..2 {
                scope.spawn(move || {
                    let store = Store::at(folder);
                    for number in 0..500 {
                        let name = format!("p{program} {}", number % 7);
                        let is_watched = number / 7 % 2 == 0;
                        let change = Change {
                            is_watched,
                            ..add(&name)
                        };
                        let written = store.change(&[change]).unwrap();
                        let is_there = written
                            .list
                            .entries()
                            .any(|entry| entry.to_string() == name);
                        assert_eq!(is_there, is_watched, "{name}");
                        // Nobody presses keys faster than this.
                        thread::sleep(Duration::from_millis(5));
                    }
                });
            }
        });
        // The last round, the 72nd, has added three of seven; the one before removed all.
        let (list, faults) = Store::at(folder).watchlist().unwrap();
        let mut left: Vec<String> = list.entries().map(ToString::to_string).collect();
        left.sort();
        let expected =
            [0, 1].map(|program| (3..7).map(move |number| format!("p{program} {number}")));
        assert_eq!(left, expected.into_iter().flatten().collect::<Vec<_>>());
        assert_eq!(faults, []);
    }

    #[test]
    fn a_damaged_watchlist_is_kept_aside_and_told_before_it_is_written() {
        let home = tempfile::tempdir().unwrap();
        let (store, path) = (Store::at(home.path()), home.path().join("watchlist"));
        for number in 1..=2 {
            let damaged = format!("python\n\0\0\0{number}\nruby\n");
            fs::write(&path, &damaged).unwrap();
            let (list, faults) = store.watchlist().unwrap();
            assert_eq!((list.entries().count(), faults.len()), (2, 1));
            assert_eq!(faults[0].line, Some(2));
            let written = store.change(&[add("python")]).unwrap();
            assert_eq!(written.aside, None, "nothing is written without need");
            let written = store.change(&[add("go")]).unwrap();
            let aside = written.aside.unwrap();
            assert_eq!(fs::read_to_string(&aside).unwrap(), damaged);
            assert!(aside.ends_with(format!("watchlist.damaged-{number}")));
            assert_eq!(content(home.path()), "python|ruby|go");
        }
    }

    #[test]
    fn what_is_no_watchlist_is_never_replaced() {
        let home = tempfile::tempdir().unwrap();
        let (store, path) = (Store::at(home.path()), home.path().join("watchlist"));
        fs::create_dir(&path).unwrap();
        let error = format!("{:#}", store.change(&[add("go")]).unwrap_err());
        assert!(
            error.contains("cannot be read: not a regular file"),
            "{error}"
        );
        fs::remove_dir(&path).unwrap();
        fs::write(&path, "#".repeat(1 << 21)).unwrap();
        let error = format!("{:#}", store.change(&[add("go")]).unwrap_err());
        assert!(error.contains("more than 1048576 bytes"), "{error}");
        assert_eq!(fs::metadata(&path).unwrap().len(), 1 << 21);
    }

    #[test]
    fn the_watchlist_never_outgrows_its_reader() {
        let home = tempfile::tempdir().unwrap();
        let (store, path) = (Store::at(home.path()), home.path().join("watchlist"));
        let room = usize::try_from(super::LARGEST).unwrap() - "go\n".len();
        fs::write(&path, "#".repeat(room - 1) + "\n").unwrap();
        store.change(&[add("go")]).unwrap();
        let full = fs::read(&path).unwrap();
        assert_eq!(full.len() as u64, super::LARGEST);
        let error = store.change(&[add("c")]).unwrap_err().to_string();
        assert!(error.contains("would exceed 1048576"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), full);
        assert_eq!(store.watchlist().unwrap().0.entries().count(), 1);
    }

    #[test]
    fn without_a_home_nothing_is_found_and_nothing_can_be_kept() {
        let store = Store::default();
        assert_eq!(store.watchlist().unwrap().0.entries().count(), 0);
        assert_eq!(store.session(), None);
        let error = store.change(&[add("go")]).unwrap_err().to_string();
        assert!(error.contains("set XDG_STATE_HOME"), "{error}");
    }

    #[test]
    fn a_watchlist_elsewhere_is_changed_alone_and_never_missed_silently() {
        let home = tempfile::tempdir().unwrap();
        let own = Store::at(home.path().join("own"));
        let path = home.path().join("team.txt");
        let team = own.with_watchlist(&path);
        let error = team.watchlist().unwrap_err().to_string();
        assert!(error.contains("does not exist"), "{error}");
        assert!(error.contains("team.txt"), "{error}");
        team.change(&[add("go")]).unwrap();
        own.change(&[add("ruby")]).unwrap();
        assert!(fs::read_to_string(&path).unwrap().ends_with("\ngo\n"));
        assert_eq!(team.watchlist().unwrap().0.entries().count(), 1);
        assert_eq!(content(&home.path().join("own")), "ruby");
        let nowhere = own.with_watchlist(home.path().join("no/list"));
        assert!(nowhere.change(&[add("go")]).is_err());
        assert!(!home.path().join("no").exists());
    }

    #[test]
    fn what_the_screen_was_is_kept() {
        let home = tempfile::tempdir().unwrap();
        let store = Store::at(home.path());
        assert_eq!(store.session(), None);
        store.keep_session("{}").unwrap();
        assert_eq!(store.session().as_deref(), Some("{}"));
        fs::write(home.path().join("session.json"), b"\xff").unwrap();
        assert_eq!(store.session(), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_and_the_rights_of_a_file_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let home = tempfile::tempdir().unwrap();
        let kept = home.path().join("kept");
        let folder = home.path().join("state");
        fs::create_dir(&folder).unwrap();
        fs::write(&kept, "ruby\n").unwrap();
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
        symlink(&kept, folder.join("watchlist")).unwrap();
        Store::at(&folder).change(&[add("go")]).unwrap();
        assert_eq!(fs::read_to_string(&kept).unwrap(), "ruby\ngo\n");
        let mode = fs::metadata(&kept).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let link = fs::symlink_metadata(folder.join("watchlist")).unwrap();
        assert!(link.is_symlink());
    }

    /// Whoever can write to the folder can plant anything under the names of its files.
    #[cfg(unix)]
    #[test]
    fn a_planted_link_or_pipe_is_neither_followed_nor_waited_for() {
        let home = tempfile::tempdir().unwrap();
        let victim = home.path().join("victim");
        for name in [
            "watchlist.new",
            "watchlist.lock",
            "session.json.new",
            "session.json.lock",
        ] {
            for is_pipe in [false, true] {
                let folder = tempfile::tempdir_in(home.path()).unwrap();
                let planted = folder.path().join(name);
                fs::write(&victim, "precious").unwrap();
                if is_pipe {
                    let made = std::process::Command::new("mkfifo").arg(&planted).status();
                    assert!(made.unwrap().success());
                } else {
                    std::os::unix::fs::symlink(&victim, &planted).unwrap();
                }
                let store = Store::at(folder.path());
                let kept = store
                    .change(&[add("go")])
                    .map(drop)
                    .and(store.keep_session("{}"));
                assert_eq!(fs::read_to_string(&victim).unwrap(), "precious", "{name}");
                assert_eq!(kept.is_ok(), !name.contains("lock"), "{name}: {kept:?}");
                if kept.is_ok() {
                    assert_eq!(content(folder.path()), "go");
                    assert_eq!(store.session().as_deref(), Some("{}"));
                }
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_place_of_a_file_is_not_read() {
        let home = tempfile::tempdir().unwrap();
        let made = std::process::Command::new("mkfifo")
            .args(["watchlist", "session.json"].map(|name| home.path().join(name)))
            .status();
        assert!(made.unwrap().success());
        let store = Store::at(home.path());
        let error = format!("{:#}", store.watchlist().unwrap_err());
        assert!(error.contains("not a regular file"), "{error}");
        assert_eq!(store.session(), None);
    }

    #[cfg(unix)]
    #[test]
    fn programs_with_links_to_one_file_lose_nothing() {
        let home = tempfile::tempdir().unwrap();
        let kept = home.path().join("kept");
        fs::write(&kept, "ruby\n").unwrap();
        thread::scope(|scope| {
            for program in 0..4 {
                let folder = home.path().join(format!("state{program}"));
                fs::create_dir(&folder).unwrap();
                std::os::unix::fs::symlink(&kept, folder.join("watchlist")).unwrap();
                scope.spawn(move || {
                    for number in 0..25 {
                        let entry = add(&format!("p{program} {number}"));
                        Store::at(&folder).change(&[entry]).unwrap();
                    }
                });
            }
        });
        assert_eq!(fs::read_to_string(&kept).unwrap().lines().count(), 101);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_no_empty_watchlist_and_stays() {
        let home = tempfile::tempdir().unwrap();
        let (store, path) = (Store::at(home.path()), home.path().join("watchlist"));
        std::os::unix::fs::symlink(home.path().join("gone/list"), &path).unwrap();
        for error in [
            store.watchlist().unwrap_err(),
            store.change(&[add("go")]).unwrap_err(),
        ] {
            let error = format!("{error:#}");
            assert!(error.contains("broken link"), "{error}");
        }
        assert!(path.is_symlink());
    }
}
