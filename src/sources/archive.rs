//! Reads product files from an archive of endoflife.date's repository. Everything happens in memory:
//! nothing is unpacked to disk, so that paths in an archive can do no harm.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail, ensure};
use chrono::{DateTime, Utc};
use flate2::read::GzDecoder;
use tar::{Archive, Entry, EntryType};

use crate::facts::product::LARGEST_FILE;
use crate::text::clean;

/// The largest archive, in bytes; a real one has 0.6 million.
pub const LARGEST: u64 = 16 << 20;
/// The largest unpacked content, in bytes; a real one has 3.2 million.
const LARGEST_UNPACKED: u64 = 64 << 20;
/// The most entries; a real archive has 592.
const MOST_ENTRIES: usize = 5_000;
/// The size of the two zero blocks that end a tar.
const END: usize = 1024;

/// The content of an archive.
#[derive(Debug, Default)]
pub struct Content {
    /// Names and contents of the product files, sorted by name.
    pub files: Vec<(String, Vec<u8>)>,
    /// The commit; `None` if the archive is not one of `git archive`.
    pub commit: Option<String>,
    /// The time of the commit, which `git archive` gives every file; `None` as for the commit. Other programs keep the
    /// times of the files, which say nothing about their content.
    pub time: Option<DateTime<Utc>>,
}

/// Whether bytes start like a gzip file.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Reads the product files of an archive, with its commit and time.
///
/// # Errors
///
/// Fails if the bytes are not an archive, are damaged or cut off, or are larger than any real archive could
/// be.
pub fn read(bytes: &[u8]) -> Result<Content> {
    ensure!(is_gzip(bytes), "not a tar.gz archive");
    let size = bytes.len() as u64;
    ensure!(size <= LARGEST, "{size} bytes; the limit is {LARGEST}");
    let tar = unpacked(bytes)?;
    let (mut content, mut times) = (Content::default(), BTreeSet::new());
    let mut archive = Archive::new(tar.as_slice());
    let entries = archive
        .entries()
        .context("it does not contain a tar archive")?;
    for (number, entry) in entries.enumerate() {
        ensure!(
            number < MOST_ENTRIES,
            "it has more than {MOST_ENTRIES} entries"
        );
        let entry = entry.context("the tar archive is damaged")?;
        take(entry, &mut content, &mut times)?;
    }
    ensure!(
        !content.files.is_empty(),
        "it contains no product files (products/*.md)"
    );
    content.files.sort();
    let time = times.first().filter(|_| times.len() == 1);
    content.time = time.and_then(|time| DateTime::<Utc>::from_timestamp(*time, 0));
    if content.time.is_none() || content.commit.is_none() {
        (content.commit, content.time) = (None, None);
    }
    Ok(content)
}

/// The unpacked tar. Its gzip checksum and length have been verified.
fn unpacked(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut tar = Vec::new();
    let mut limited = GzDecoder::new(bytes).take(LARGEST_UNPACKED + 1);
    limited
        .read_to_end(&mut tar)
        .context("truncated or damaged")?;
    if tar.len() as u64 > LARGEST_UNPACKED {
        bail!("it unpacks to more than {LARGEST_UNPACKED} bytes");
    }
    let end = tar
        .len()
        .checked_sub(END)
        .and_then(|start| tar.get(start..));
    let is_whole = end.is_some_and(|end| end.iter().all(|byte| *byte == 0));
    ensure!(is_whole, "truncated: the end of the tar archive is missing");
    Ok(tar)
}

fn take(
    mut entry: Entry<'_, impl Read>,
    content: &mut Content,
    times: &mut BTreeSet<i64>,
) -> Result<()> {
    match entry.header().entry_type() {
        EntryType::XGlobalHeader => {
            let mut header = Vec::new();
            entry.by_ref().take(LARGEST_FILE).read_to_end(&mut header)?;
            content.commit = content.commit.take().or_else(|| commit(&header));
        }
        EntryType::Regular => {
            let path = entry
                .path()
                .context("it contains an unreadable file name")?
                .into_owned();
            let Some(name) = product_file(&path) else {
                return Ok(());
            };
            let seconds = i64::try_from(entry.header().mtime()?).unwrap_or_default();
            times.insert(seconds);
            let size = entry.size();
            let mut bytes = Vec::new();
            // One byte more than allowed shows that a file is too large.
            entry.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
            ensure!(
                size == bytes.len() as u64 || size > LARGEST_FILE,
                "truncated in {name}"
            );
            content.files.push((name, bytes));
        }
        _ => {}
    }
    Ok(())
}

/// The name of a product file: `FOLDER/products/NAME.md`.
fn product_file(path: &Path) -> Option<String> {
    let parts: Vec<Component<'_>> = path.components().collect();
    let [
        Component::Normal(_),
        Component::Normal(products),
        Component::Normal(name),
    ] = *parts
    else {
        return None;
    };
    let is_product = products == "products" && Path::new(name).extension() == Some("md".as_ref());
    is_product.then(|| clean::line(&name.to_string_lossy()))
}

/// The commit, which `git archive` writes as a comment: `52 comment=a70eca33…`.
fn commit(header: &[u8]) -> Option<String> {
    let header = std::str::from_utf8(header).ok()?;
    let mut lines = header
        .lines()
        .filter_map(|line| line.split_once(" comment="));
    let (_, commit) = lines.next()?;
    let is_id = commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| commit.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use tar::{Builder, EntryType, Header};

    use super::read;

    const COMMIT: &str = "52 comment=a70eca337600e7d721dc48112c271f98661d208b\n";

    fn header(kind: EntryType, size: usize) -> Header {
        let mut header = Header::new_ustar();
        header.set_entry_type(kind);
        header.set_size(size as u64);
        header.set_mtime(1_787_388_754);
        header
    }

    fn tar(entries: &[(EntryType, &str, &[u8])]) -> Vec<u8> {
        let mut tar = Builder::new(Vec::new());
        for (kind, path, content) in entries {
            let mut header = header(*kind, content.len());
            // The builder of the library refuses names that an attacker would use.
            let name = &mut header.as_old_mut().name;
            name[..path.len()].copy_from_slice(path.as_bytes());
            header.set_cksum();
            tar.append(&header, *content).unwrap();
        }
        tar.into_inner().unwrap()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(bytes).unwrap();
        gzip.finish().unwrap()
    }

    fn reason(bytes: &[u8]) -> String {
        format!("{:#}", read(bytes).map(|_| ()).unwrap_err())
    }

    #[test]
    fn product_files_their_commit_and_its_time_are_taken_and_nothing_else() {
        use EntryType::{Link, Regular, Symlink, XGlobalHeader};
        let bundle = read(&gzip(&tar(&[
            (XGlobalHeader, "pax_global_header", COMMIT.as_bytes()),
            (Regular, "x-master/products/b.md", b"b"),
            (Regular, "x-master/products/a.md", b"a"),
            (Regular, "x-master/products/deep/c.md", b"c"),
            (Regular, "x-master/products/d.txt", b"d"),
            (Regular, "x-master/README.md", b"e"),
            (Regular, "../products/f.md", b"f"),
            (Regular, "/products/g.md", b"g"),
            (Symlink, "x-master/products/h.md", b""),
            (Link, "x-master/products/i.md", b""),
        ])))
        .unwrap();
        let names: Vec<_> = bundle.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a.md", "b.md"]);
        assert_eq!(
            bundle.commit.as_deref(),
            COMMIT.trim_end().strip_prefix("52 comment=")
        );
        let time = bundle.time.unwrap().to_rfc3339();
        assert_eq!(time, "2026-08-22T08:52:34+00:00");
    }

    #[test]
    fn only_the_time_of_a_commit_is_that_of_the_data() {
        let at = |seconds: u64, name: &str| {
            let mut header = header(EntryType::Regular, 1);
            header.set_mtime(seconds);
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            header
        };
        let stated = |comment: &str, times: [u64; 2]| {
            let mut tar = Builder::new(Vec::new());
            if !comment.is_empty() {
                let mut header = header(EntryType::XGlobalHeader, comment.len());
                header.set_cksum();
                tar.append(&header, comment.as_bytes()).unwrap();
            }
            for (time, name) in times
                .into_iter()
                .zip(["x/products/a.md", "x/products/b.md"])
            {
                tar.append(&at(time, name), &b"a"[..]).unwrap();
            }
            let content = read(&gzip(&tar.into_inner().unwrap())).unwrap();
            (content.commit.is_some(), content.time.is_some())
        };
        assert_eq!(stated(COMMIT, [9, 9]), (true, true));
        assert_eq!(stated(COMMIT, [9, 8]), (false, false));
        assert_eq!(stated("", [9, 9]), (false, false));
    }

    #[test]
    fn what_is_no_whole_archive_is_refused() {
        let good = tar(&[(EntryType::Regular, "x/products/a.md", b"a")]);
        let packed = gzip(&good);
        read(&packed).unwrap();
        for end in [2, 9, packed.len() / 2, packed.len() - 9, packed.len() - 1] {
            let reason = reason(&packed[..end]);
            assert!(
                reason.starts_with("truncated or damaged"),
                "{end}: {reason}"
            );
        }
        for at in 10..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x40;
            // A few bits of a stream have no meaning; if damage hits those, the content is intact.
            if let Ok(bundle) = read(&damaged) {
                assert_eq!(bundle.files, [("a.md".to_owned(), b"a".to_vec())], "{at}");
            }
        }
        for (bytes, words) in [
            (b"<!doctype html>".to_vec(), "not a tar.gz archive"),
            (vec![], "not a tar.gz archive"),
            (gzip(b"hello"), "the end of the tar archive is missing"),
            (gzip(&[0; 2048]), "no product files"),
            (
                gzip(&good[..good.len() - 1024]),
                "the end of the tar archive is missing",
            ),
            (gzip(&vec![0; 65 << 20]), "unpacks to more than"),
            (vec![0x1f; 17 << 20], "not a tar.gz archive"),
        ] {
            let reason = reason(&bytes);
            assert!(reason.contains(words), "{reason}");
        }
        let many: Vec<_> = (0..5_001)
            .map(|_| (EntryType::Regular, "x/a", &b""[..]))
            .collect();
        assert!(reason(&gzip(&tar(&many))).contains("more than 5000 entries"));
        let mut large = gzip(&good);
        large.resize(17 << 20, 0);
        assert!(reason(&large).contains("the limit is 16777216"));
    }
}
