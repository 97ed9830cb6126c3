//! Product files before they are parsed: from a server, an archive or a folder.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::{Progress, Stage};
use crate::facts::catalog::Author;
use crate::sources::cache::{Origin, now};
use crate::sources::net::{self, Access, Fetched};
use crate::sources::open::{self, Kinds, Refusal};
use crate::sources::{archive, source};
use crate::text::clean;

/// Product files before they are parsed.
#[derive(Debug, Default)]
pub struct Bundle {
    /// Names and contents, sorted by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The commit; `None` if the source does not state it.
    pub commit: Option<String>,
    /// The time of the commit; `None` if the source does not state it.
    pub time: Option<DateTime<Utc>>,
    /// Where the files come from.
    pub from: String,
    /// The server's tag for this version.
    pub etag: Option<String>,
    /// The archive that they came in.
    pub archive: Option<Vec<u8>>,
}

impl Bundle {
    /// The files of an archive.
    ///
    /// # Errors
    ///
    /// Fails if the bytes are not a valid archive; see [`archive::read`].
    pub fn of_archive(bytes: Vec<u8>, from: &str) -> Result<Self> {
        let archive::Content {
            files,
            commit,
            time,
        } = archive::read(&bytes)?;
        Ok(Self {
            files,
            commit,
            time,
            from: from.to_owned(),
            etag: None,
            archive: Some(bytes),
        })
    }

    /// The files of a folder, or of an archive.
    ///
    /// # Errors
    ///
    /// Fails if the path cannot be read or holds no product files.
    pub fn of_path(path: &Path) -> Result<Self> {
        let from = clean::path(path);
        if !path.is_dir() {
            let bytes = match open::bytes(path, archive::LARGEST, Kinds::Streams) {
                Err(Refusal::Large(_)) => {
                    bail!("{from} has more than {} bytes, the limit", archive::LARGEST)
                }
                read => read.with_context(|| format!("{from} cannot be read"))?,
            };
            return Self::of_archive(bytes, &from).with_context(|| from.clone());
        }
        let mut files = Vec::new();
        for path in source::product_files(path)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // A file that cannot be read is empty here; parsing it reports the reason.
            files.push((clean::line(&name), source::bytes(&path).unwrap_or_default()));
        }
        Ok(Self {
            files,
            from,
            ..Self::default()
        })
    }

    /// The origin of the files, as far as the source states it.
    pub fn origin(&self, is_forced: bool) -> Origin {
        let sha256 = self.archive.as_ref().map(|archive| {
            let digits = Sha256::digest(archive);
            digits
                .iter()
                .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
        });
        let time = self.time.map(|time| time.timestamp());
        Origin {
            commit: self.commit.clone(),
            time,
            rank: time.unwrap_or_default(),
            day: None,
            from: self.from.clone(),
            etag: self.etag.clone(),
            updated: now(),
            sha256,
            is_forced,
            author: self.archive.as_ref().map(|_| Author::Site),
            faults: Vec::new(),
            kept: Vec::new(),
        }
    }
}

/// The product files of the first source that has any; `None` if that source has the version in force.
///
/// # Errors
///
/// Fails if no source has any, with the reason for each.
pub fn bundle(
    sources: &[String],
    access: &Access,
    in_force: &Origin,
    progress: Progress<'_>,
) -> Result<Option<Bundle>> {
    let mut reasons = Vec::new();
    for source in sources {
        match one(source, access, in_force, progress) {
            Ok(bundle) => return Ok(bundle),
            Err(error) => reasons.push(format!("{error:#}")),
        }
    }
    Err(anyhow!(reasons.join("; ")))
}

fn one(
    source: &str,
    access: &Access,
    in_force: &Origin,
    progress: Progress<'_>,
) -> Result<Option<Bundle>> {
    if !clean::has_web_scheme(source) {
        ensure!(
            !source.contains("://"),
            "{source}: unsupported URL; use https, http, a file or a folder"
        );
        return Bundle::of_path(Path::new(source)).map(Some);
    }
    let etag = in_force.etag.as_deref().filter(|_| in_force.from == source);
    let mut fetched = |bytes| progress(Stage::Fetch(bytes));
    match net::fetch(source, access, etag, &mut fetched)? {
        Fetched::Known => Ok(None),
        Fetched::Archive { bytes, etag } => {
            let bundle = Bundle::of_archive(bytes, source).with_context(|| source.to_owned())?;
            Ok(Some(Bundle { etag, ..bundle }))
        }
    }
}
