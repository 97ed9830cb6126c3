//! The version of the upstream text that each of our texts was last compared with: `assets/read.tsv`, an id
//! and a checksum per line.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;

use anyhow::{Context, Result};
use eolens::facts::product::Product;

/// Relative to the root of the repository.
const FILE: &str = "assets/read.tsv";

/// Checksums by product.
pub struct Texts(BTreeMap<String, String>);

impl Texts {
    /// Reads the file; empty if there is none yet.
    pub fn load() -> Result<Self> {
        let text = match fs::read_to_string(FILE) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            text => text.context(FILE)?,
        };
        let pairs = text.lines().filter_map(|line| line.split_once('\t'));
        let pairs = pairs.map(|(id, checksum)| (id.to_owned(), checksum.to_owned()));
        Ok(Self(pairs.collect()))
    }

    /// Whether our text was compared with this version of the upstream text.
    pub fn is_read(&self, id: &str, theirs: &Product) -> bool {
        self.0.get(id) == Some(&checksum(theirs))
    }

    /// Marks our text as compared with this version.
    pub fn mark_read(&mut self, id: &str, theirs: &Product) {
        self.0.insert(id.to_owned(), checksum(theirs));
    }

    /// Writes the file without products that are gone.
    pub fn save(&self, gone: &BTreeSet<String>) -> Result<()> {
        let kept = self.0.iter().filter(|(id, _)| !gone.contains(*id));
        let mut lines = String::new();
        for (id, checksum) in kept {
            lines.extend([id, "\t", checksum, "\n"]);
        }
        fs::write(FILE, lines).context(FILE)
    }
}

/// The checksum of all upstream texts: the body and the descriptions of custom fields.
fn checksum(theirs: &Product) -> String {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(theirs.body.as_bytes());
    for field in &theirs.custom_fields {
        hasher.update(field.description.as_deref().unwrap_or_default().as_bytes());
    }
    format!("{:08x}", hasher.finalize())
}
