//! The file of an updated catalog: what it holds, and where.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::sync::Mutex;

use anyhow::{Context, Result, bail, ensure};

use super::{KEY, LARGEST, Packed};
use crate::facts::catalog::{Read as ReadPart, head};

const MAGIC: &[u8; 8] = b"eolens1\n";
/// Magic, key, four lengths, the checksum of what follows the head, and that of everything before.
const FIXED: usize = 8 + 16 + 6 * 4;
/// How much is read at once.
const PIECE: usize = 64 << 10;

/// The bytes of a catalog's file: magic, key, lengths, checksums, origin, catalog, changes.
pub(super) fn packed(packed: &Packed) -> Result<Vec<u8>> {
    let origin = postcard::to_allocvec(&packed.origin)?;
    let changes = postcard::to_allocvec(&packed.changed)?;
    let head = head(&packed.blob)?;
    let mut file = Vec::from(MAGIC);
    file.extend(KEY.bytes());
    for length in [origin.len(), head, packed.blob.len(), changes.len()] {
        file.extend(u32::try_from(length)?.to_le_bytes());
    }
    let (first, behind) = packed.blob.split_at_checked(head).unwrap_or_default();
    let mut rest = crc32fast::Hasher::new();
    rest.update(behind);
    rest.update(&changes);
    file.extend(rest.finalize().to_le_bytes());
    let mut sum = crc32fast::Hasher::new();
    sum.update(&file);
    sum.update(&origin);
    sum.update(first);
    file.extend(sum.finalize().to_le_bytes());
    file.extend(&origin);
    file.extend(&packed.blob);
    file.extend(&changes);
    Ok(file)
}

/// The parts of a file that are read at the start.
pub(super) struct Sections {
    pub(super) origin: Vec<u8>,
    pub(super) head: Vec<u8>,
    /// Offset of the catalog in the file.
    pub(super) start: u64,
    /// Offset of the changes.
    pub(super) changes: u64,
    /// Checksum of everything behind the head.
    rest: u32,
}

impl Sections {
    pub(super) fn read(file: &mut File) -> Result<Self> {
        let mut fixed = [0; FIXED];
        file.read_exact(&mut fixed).context("truncated")?;
        let (before, sum) = fixed.split_at(FIXED - 4);
        let (names, numbers) = before.split_at(8 + 16);
        let is_ours = names.strip_prefix(MAGIC) == Some(KEY.as_bytes());
        ensure!(is_ours, "it belongs to another program");
        let number = |bytes: &[u8]| bytes.try_into().map_or(0, u32::from_le_bytes);
        let numbers: Vec<u64> = numbers
            .chunks(4)
            .map(|bytes| number(bytes).into())
            .collect();
        let [origin, head, blob, changes, rest] = *numbers.as_slice() else {
            bail!("its header is damaged");
        };
        let start = FIXED as u64 + origin;
        let size = file.metadata()?.len();
        let is_whole = head <= blob && size == start + blob + changes && size <= LARGEST;
        ensure!(is_whole, "its length is wrong");
        let mut section = |length: u64| -> Result<Vec<u8>> {
            let mut bytes = vec![0; usize::try_from(length)?];
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        let (origin, head) = (section(origin)?, section(head)?);
        let mut own = crc32fast::Hasher::new();
        own.update(before);
        own.update(&origin);
        own.update(&head);
        ensure!(own.finalize() == number(sum), "its checksum is wrong");
        let changes = start + blob;
        Ok(Self {
            origin,
            head,
            start,
            changes,
            rest: u32::try_from(rest)?,
        })
    }

    /// Checks everything behind the head, which is read for that piece by piece.
    ///
    /// # Errors
    ///
    /// Fails if it is damaged or cannot be read.
    pub(super) fn check_rest(&self, file: &mut File) -> Result<()> {
        file.seek(SeekFrom::Start(self.start + self.head.len() as u64))?;
        let mut sum = crc32fast::Hasher::new();
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece)? {
                0 => break,
                read => sum.update(piece.get(..read).unwrap_or_default()),
            }
        }
        ensure!(sum.finalize() == self.rest, "its checksum is wrong");
        Ok(())
    }
}

/// A reader for parts of the catalog at an offset of a file. The file stays open, so that all parts belong
/// to the same catalog even if the file is replaced.
pub(super) fn part(file: File, start: u64) -> ReadPart {
    let file = Mutex::new(file);
    Box::new(move |at, length| {
        let mut file = file.lock().ok()?;
        let mut bytes = vec![0; length];
        file.seek(SeekFrom::Start(start + at as u64)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    })
}
