//! What updates keep on disk: one file with the catalog and its origin, which belong together, the archive
//! it came from, and the moves recorded by updates. All of it may be deleted at any time.

mod file;
mod origin;

use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result, bail};
use etcetera::BaseStrategy;

use self::file::Sections;
pub use self::origin::{Origin, now};
use super::lock;
use super::store::{UNFINISHED, create, replace};
use crate::facts::catalog::{Catalog, Provenance};
use crate::facts::changes::Changed;
use crate::text::clean::path as shown;

/// Identifies the packed format; see the build script.
const KEY: &str = env!("EOLENS_KEY");
const ARCHIVE: &str = "archive.tar.gz";
const MOVES: &str = "moves.tsv";
/// No file here is larger, in bytes.
const LARGEST: u64 = 64 << 20;
/// How long an update may take: the request (see the setting `update.timeout`) and some time to pack.
const PATIENCE: Duration = Duration::from_secs(120);
/// What helps where nothing can be kept.
const ELSEWHERE: &str = " (set XDG_CACHE_HOME to use another folder)";
/// Catalogs that no program has looked at for so long go.
const OLD: Duration = Duration::from_secs(90 * 24 * 3600);

/// A packed catalog and everything about it.
pub struct Packed {
    /// Where it comes from.
    pub origin: Origin,
    /// See [`crate::facts::catalog::pack()`].
    pub blob: Vec<u8>,
    /// What the update has changed.
    pub changed: Changed,
    /// The archive; `None` for a folder.
    pub archive: Option<Vec<u8>>,
    /// The table of moves recorded by updates.
    pub moves: String,
}

impl Packed {
    /// The catalog and its changes, for a run that cannot save them.
    ///
    /// # Errors
    ///
    /// Fails if it is malformed.
    pub fn open(self) -> Result<(Catalog, Changed)> {
        let Self {
            origin,
            blob,
            changed,
            ..
        } = self;
        Ok((told(Catalog::unpack(blob)?, &origin), changed))
    }
}

/// Adds the provenance and the faults to a catalog.
fn told(mut catalog: Catalog, origin: &Origin) -> Catalog {
    catalog.add_faults(origin.faults.iter().cloned());
    catalog.set_day(origin.day);
    catalog.set_provenance(Provenance {
        author: origin.author,
        commit: origin.commit.clone(),
        kept: origin.kept.clone(),
    });
    catalog
}

/// Another program updates and does not finish.
#[derive(Debug)]
pub struct Busy(String);

impl fmt::Display for Busy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "another eolens process has locked {}; try again in a moment",
            self.0
        )
    }
}

impl std::error::Error for Busy {}

/// An updated catalog, opened.
pub struct Opened {
    /// The catalog.
    pub catalog: Catalog,
    /// Where it comes from.
    pub origin: Origin,
}

/// The folder that updates are kept in.
#[derive(Debug, Clone, Default)]
pub struct Cache {
    folder: Option<PathBuf>,
}

/// While it exists, no other program updates.
pub struct Lock {
    folder: PathBuf,
    /// The lock is released when the file is closed.
    #[allow(dead_code, reason = "held, never read")]
    file: File,
}

impl Cache {
    /// `$XDG_CACHE_HOME/eolens` or the system's equivalent. Without such a place nothing is found, and
    /// nothing can be kept.
    pub fn of_user() -> Self {
        let places = etcetera::choose_base_strategy().ok();
        let folder = places.map(|places| places.cache_dir());
        let folder = folder.filter(|folder| folder.is_absolute());
        Self {
            folder: folder.map(|folder| folder.join("eolens")),
        }
    }

    /// A folder, which need not exist yet.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let folder = Some(folder.into());
        Self { folder }
    }

    /// The catalog's file; `None` if there is no place for it.
    pub fn path(&self) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(format!("catalog-{KEY}")))
    }

    /// The updated catalog; `None` if there is none. Only its head is read; the rest is read when it is looked at, and not
    /// checked before, because a start does not wait for that; see [`Self::open_checked`].
    ///
    /// # Errors
    ///
    /// Fails if it is damaged or cannot be read.
    pub fn open(&self) -> Result<Option<Opened>> {
        self.opened(|_, _| Ok(()))
    }

    /// The updated catalog with all of its file checked; `None` if there is none.
    ///
    /// # Errors
    ///
    /// As for [`Self::open`].
    pub fn open_checked(&self) -> Result<Option<Opened>> {
        self.opened(Sections::check_rest)
    }

    /// What is wrong with the updated catalog where [`Self::open`] does not look; `None` if nothing is, or if that
    /// fails already. Nothing is unpacked.
    pub fn hidden_damage(&self) -> Option<Error> {
        let (mut file, path) = self.file().ok()??;
        let sections = Sections::read(&mut file).ok()?;
        let damage = sections.check_rest(&mut file).err()?;
        Some(damage.context(format!("{} is damaged", shown(&path))))
    }

    fn opened(
        &self,
        check: impl FnOnce(&Sections, &mut File) -> Result<()>,
    ) -> Result<Option<Opened>> {
        let Some((mut file, path)) = self.file()? else {
            return Ok(None);
        };
        let damaged = || format!("{} is damaged", shown(&path));
        let sections = Sections::read(&mut file).with_context(damaged)?;
        check(&sections, &mut file).with_context(damaged)?;
        let Sections {
            origin,
            head,
            start,
            ..
        } = sections;
        let origin: Origin = postcard::from_bytes(&origin).with_context(damaged)?;
        let catalog = Catalog::unpack_head(head, file::part(file, start)).with_context(damaged)?;
        let catalog = told(catalog, &origin);
        Ok(Some(Opened { catalog, origin }))
    }

    /// What the last update changed; `None` if there was none.
    ///
    /// # Errors
    ///
    /// Fails if the file is damaged or cannot be read.
    pub fn changes(&self) -> Result<Option<Changed>> {
        let Some((mut file, path)) = self.file()? else {
            return Ok(None);
        };
        let read = || -> Result<Option<Changed>> {
            let sections = Sections::read(&mut file)?;
            sections.check_rest(&mut file)?;
            let changes = sections.changes;
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(changes))?;
            file.take(LARGEST).read_to_end(&mut bytes)?;
            Ok(Some(postcard::from_bytes(&bytes)?))
        };
        let damaged = || format!("{} is damaged; `eolens update` repairs it", shown(&path));
        read().with_context(damaged)
    }

    /// The archive of the last update; `None` if there is none.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be read.
    pub fn archive(&self) -> Result<Option<Vec<u8>>> {
        self.content(ARCHIVE)
    }

    /// The table of moves recorded by updates; `None` if there is none or it cannot be read.
    pub fn moves(&self) -> Option<String> {
        String::from_utf8(self.content(MOVES).ok()??).ok()
    }

    /// Keeps other programs from updating; waits while one does.
    ///
    /// # Errors
    ///
    /// Fails if there is no place to keep anything, or if another program does not finish.
    pub fn lock(&self) -> Result<Lock> {
        let Some(folder) = &self.folder else {
            bail!("no home folder found; set XDG_CACHE_HOME");
        };
        let failed = || format!("{} cannot be created{ELSEWHERE}", shown(folder));
        create(folder).with_context(failed)?;
        let path = folder.join("lock");
        let failed = || format!("{} cannot be locked{ELSEWHERE}", shown(&path));
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let file = options.open(&path).with_context(failed)?;
        let start = Instant::now();
        match lock::wait(file, || start.elapsed() > PATIENCE).with_context(failed)? {
            Some(file) => Ok(Lock {
                folder: folder.clone(),
                file,
            }),
            None => bail!(Busy(shown(&path))),
        }
    }

    /// Whether only another version of eolens has packed the archive that is kept here.
    pub fn is_of_another_program(&self) -> bool {
        let is_packed = self.path().is_none() || self.has_catalog();
        let archive = self.folder.as_ref().map(|folder| folder.join(ARCHIVE));
        !is_packed && archive.is_some_and(|archive| archive.exists())
    }

    /// Whether there is an updated catalog.
    pub fn has_catalog(&self) -> bool {
        self.path().is_some_and(|path| path.exists())
    }

    fn file(&self) -> Result<Option<(File, PathBuf)>> {
        let Some(path) = self.path() else {
            return Ok(None);
        };
        let file = if_any(&path, File::open(&path))?;
        Ok(file.map(|file| (file, path)))
    }

    fn content(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let Some(folder) = &self.folder else {
            return Ok(None);
        };
        let path = folder.join(name);
        let mut bytes = Vec::new();
        let read = File::open(&path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
        Ok(if_any(&path, read)?.map(|_| bytes))
    }
}

/// What was read of a file; `None` if there is no file.
fn if_any<T>(path: &Path, read: io::Result<T>) -> Result<Option<T>> {
    match read {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        read => read
            .map(Some)
            .with_context(|| format!("{} cannot be read", shown(path))),
    }
}

impl Lock {
    /// Puts a catalog in force: writes the related files first, and last, in one step, the catalog itself.
    ///
    /// # Errors
    ///
    /// Fails if something cannot be written; the previous catalog then stays in force.
    pub fn keep(&self, packed: &Packed) -> Result<()> {
        let put = |name: &str, bytes: &[u8]| {
            let path = self.folder.join(name);
            let failed = || format!("{} cannot be written{ELSEWHERE}", shown(&path));
            replace(&path, bytes).with_context(failed)
        };
        match &packed.archive {
            Some(archive) => put(ARCHIVE, archive)?,
            None => self.drop_archive()?,
        }
        put(MOVES, packed.moves.as_bytes())?;
        put(&format!("catalog-{KEY}"), &file::packed(packed)?)?;
        self.sweep();
        Ok(())
    }

    /// Removes an archive that turned out to be unusable.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be removed.
    pub fn drop_archive(&self) -> Result<()> {
        remove(&self.folder.join(ARCHIVE))
    }

    /// Removes everything that updates have kept.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be removed.
    pub fn reset(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let name = entry?.file_name();
            if own(&name.to_string_lossy()).is_some() {
                remove(&self.folder.join(name))?;
            }
        }
        Ok(())
    }

    /// Removes what a killed program had begun to write, and catalogs of other program versions that have not
    /// been updated for long. A failure does no harm.
    pub fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else {
            return;
        };
        for entry in entries.flatten() {
            let own = own(&entry.file_name().to_string_lossy());
            let changed = entry.metadata().and_then(|about| about.modified());
            let age = changed.ok().and_then(|then| then.elapsed().ok());
            let is_old = age.is_some_and(|age| age > OLD);
            if own == Some(Own::Begun) || own == Some(Own::Catalog) && is_old {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The files that updates write, by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Own {
    Catalog,
    /// What a catalog is made from.
    Source,
    /// One of these that has not been written whole.
    Begun,
}

/// What a file is to updates; `None` if they have not written it.
fn own(name: &str) -> Option<Own> {
    if let Some(name) = name.strip_suffix(UNFINISHED) {
        return own(name).map(|_| Own::Begun);
    }
    match name {
        ARCHIVE | MOVES => Some(Own::Source),
        name => name.starts_with("catalog-").then_some(Own::Catalog),
    }
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed.with_context(|| format!("{} cannot be removed", shown(path))),
    }
}
