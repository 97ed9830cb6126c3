//! Archives like those of the repository's host, with the embedded products and edits of them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, EntryType, Header};

/// A time after the embedded data, whatever those are.
pub const LATER: u64 = 4_000_000_000;
/// A time before them.
pub const EARLIER: u64 = 1_500_000_000;

/// The files of a repository, and the time of their commit.
#[derive(Clone)]
pub struct Repository {
    pub files: BTreeMap<String, String>,
    pub time: u64,
}

impl Repository {
    /// The embedded products.
    pub fn inside() -> Self {
        let folder = fs::read_dir(Path::new(env!("EOLENS_CATALOG"))).unwrap();
        let paths = folder.map(|entry| entry.unwrap().path());
        let paths = paths.filter(|path| path.extension() == Some("md".as_ref()));
        let files = paths.map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        });
        Self {
            files: files.collect(),
            time: LATER,
        }
    }

    /// Replaces a text in a file.
    pub fn edit(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.files.get_mut(file).unwrap();
        assert!(text.contains(from), "{file}: {from}");
        *text = text.replacen(from, to, 1);
        self
    }

    pub fn with(mut self, file: &str, text: &str) -> Self {
        self.files.insert(file.to_owned(), text.to_owned());
        self
    }

    pub fn without(mut self, file: &str) -> Self {
        assert!(self.files.remove(file).is_some(), "{file}");
        self
    }

    pub fn at(mut self, time: u64) -> Self {
        self.time = time;
        self
    }

    pub fn tar(&self) -> Vec<u8> {
        let mut tar = Builder::new(Vec::new());
        let comment = format!("52 comment={:040x}\n", self.time);
        append(
            &mut tar,
            EntryType::XGlobalHeader,
            ("pax_global_header", self.time),
            comment.as_bytes(),
        );
        for (name, text) in &self.files {
            let path = format!("endoflife.date-master/products/{name}");
            append(
                &mut tar,
                EntryType::Regular,
                (&path, self.time),
                text.as_bytes(),
            );
        }
        tar.into_inner().unwrap()
    }

    pub fn archive(&self) -> Vec<u8> {
        gzip(&self.tar())
    }
}

pub fn append(
    tar: &mut Builder<Vec<u8>>,
    kind: EntryType,
    (path, time): (&str, u64),
    content: &[u8],
) {
    let mut header = Header::new_ustar();
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mtime(time);
    header.set_mode(0o644);
    header.as_old_mut().name[..path.len()].copy_from_slice(path.as_bytes());
    header.set_cksum();
    tar.append(&header, content).unwrap();
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(bytes).unwrap();
    gzip.finish().unwrap()
}
