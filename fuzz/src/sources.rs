//! Archives, the file of an updated catalog, and the watchlist.

use std::cell::OnceCell;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;

use eolens::facts::changes::Changed;
use eolens::mine::watchlist::Watchlist;
use eolens::sources::archive;
use eolens::sources::cache::{Cache, Origin, Packed};
use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::shared::{blob, damaged, is_clean, look_at};

/// A block of a tar.
const BLOCK: usize = 512;
/// The position of a header's checksum, and that of the format's name.
const SUM: Range<usize> = 148..156;
const FORMAT: Range<usize> = 257..262;

/// Archives of product files: as given, and as a tar with correct checksums, so that the code after them is
/// reached.
pub fn archive(bytes: &[u8]) {
    for archive in [bytes, &packed(&sealed(bytes))] {
        if let Ok(content) = archive::read(archive) {
            assert!(content.files.iter().all(|(name, _)| is_clean(name)));
        }
    }
}

/// A tar with an end, in which every header has the correct checksum.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut tar = bytes.to_vec();
    tar.resize(bytes.len().next_multiple_of(BLOCK), 0);
    for block in tar.chunks_exact_mut(BLOCK) {
        if block[FORMAT] == *b"ustar" {
            block[SUM].fill(b' ');
            let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
            block[SUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        }
    }
    tar.extend([0; 2 * BLOCK]);
    tar
}

fn packed(tar: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
    gzip.write_all(tar).expect("a gzip in memory");
    gzip.finish().expect("a gzip in memory")
}

/// The bytes before the lengths: the format's magic and the program's key.
const NAMES: usize = 8 + 16;
/// Including the four lengths; the checksum of what follows the head comes behind them, then that of what is before.
const REST: usize = NAMES + 4 * 4;
const SUMMED: usize = REST + 4;
const FIXED: usize = SUMMED + 4;

struct Kept {
    folder: TempDir,
    path: PathBuf,
    file: Vec<u8>,
}

/// The file of an updated catalog, damaged after a correct checksum.
pub fn cache(bytes: &[u8]) {
    thread_local! {
        static KEPT: OnceCell<Kept> = const { OnceCell::new() };
    }
    KEPT.with(|kept| {
        let kept = kept.get_or_init(keep);
        let mut file = damaged(&kept.file, bytes);
        seal(&mut file);
        fs::write(&kept.path, &file).expect("a file");
        let cache = Cache::at(kept.folder.path());
        let _ = cache.changes();
        if let Ok(Some(opened)) = cache.open() {
            let _ = opened.origin.when();
            look_at(&opened.catalog);
        }
    });
}

/// A file as written by an update.
fn keep() -> Kept {
    let folder = TempDir::new().expect("a folder");
    let cache = Cache::at(folder.path());
    let packed = Packed {
        origin: Origin::inside(),
        blob: blob(),
        changed: Changed::default(),
        archive: None,
        moves: String::new(),
    };
    let kept = cache.lock().and_then(|lock| lock.keep(&packed));
    kept.expect("a file that is kept");
    let path = cache.path().expect("a place");
    let file = fs::read(&path).expect("a file");
    Kept { folder, path, file }
}

/// Writes the checksums of the parts that they cover.
fn seal(file: &mut [u8]) {
    let length = |at: usize| {
        let bytes = file.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    };
    let Some((origin, head)) = length(NAMES).zip(length(NAMES + 4)) else {
        return;
    };
    let end = FIXED.saturating_add(origin).saturating_add(head);
    let Some((before, rest)) = file.split_at_checked(end) else {
        return;
    };
    let rest = crc32fast::hash(rest).to_le_bytes();
    let parts = before.get(FIXED..).unwrap_or_default().to_vec();
    file[REST..SUMMED].copy_from_slice(&rest);
    let mut sum = crc32fast::Hasher::new();
    sum.update(&file[..SUMMED]);
    sum.update(&parts);
    let sum = sum.finalize().to_le_bytes();
    file[SUMMED..FIXED].copy_from_slice(&sum);
}

/// The watchlist: what is parsed and written can be parsed again.
pub fn watchlist(bytes: &[u8]) {
    let (list, faults) = Watchlist::parse("watchlist", bytes);
    assert!(faults.iter().all(|fault| is_clean(&fault.to_string())));
    assert!(list.entries().all(|entry| is_clean(&entry.to_string())));
    let written = list.to_string();
    let (again, _) = Watchlist::parse("watchlist", written.as_bytes());
    assert!(list.entries().eq(again.entries()), "{written}");
}
