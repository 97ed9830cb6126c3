//! Where products come from: embedded in the program, or a folder of product files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};

use crate::catalog::Catalog;
use crate::product::{self, Fault, LARGEST_FILE, Parsed, clean};

/// The products that were packed when the program was built.
///
/// # Errors
///
/// Fails where the program was built from another version of the packed form.
pub fn embedded() -> Result<Catalog> {
    let blob: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));
    Catalog::unpack(blob).context("the embedded catalogue cannot be read; build eolens anew")
}

/// The product files (`*.md`) of a folder, or of the folder `products` in it.
///
/// # Errors
///
/// Fails where the folder cannot be read or holds no product file. A file that cannot be read is
/// no error: it is among the catalogue's faults.
pub fn folder(folder: &Path) -> Result<Catalog> {
    let within = folder.join("products");
    let folder = if within.is_dir() { &within } else { folder };
    let files = product_files(folder)?;
    if files.is_empty() {
        bail!(
            "{} holds no product files (*.md); name a folder that does",
            shown(folder)
        );
    }
    Catalog::new(unique(&files, read_all(&files))).context("the products cannot be packed")
}

/// The files in the order of their names, which is the order of the catalogue.
fn product_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let missing = || format!("the folder {} cannot be read", shown(folder));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(missing)? {
        let path = entry.with_context(missing)?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Reading is nearly all parsing, so that two threads take half the time.
fn read_all(files: &[PathBuf]) -> Vec<Result<Parsed, Fault>> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(4);
    let share = files.len().div_ceil(threads).max(1);
    thread::scope(|scope| {
        let shares = files.chunks(share);
        let readers: Vec<_> = shares
            .map(|files| scope.spawn(|| files.iter().map(|file| read(file)).collect::<Vec<_>>()))
            .collect();
        let read = readers
            .into_iter()
            .map(|reader| reader.join().unwrap_or_default());
        read.flatten().collect()
    })
}

fn read(path: &Path) -> Result<Parsed, Fault> {
    let name = name(path);
    let fault = |reason: String| Fault {
        file: name.clone(),
        line: None,
        column: None,
        reason,
    };
    let about = fs::metadata(path).map_err(|error| fault(format!("cannot be read: {error}")))?;
    if !about.is_file() {
        return Err(fault("is not a file; remove it from the folder".to_owned()));
    }
    if about.len() > LARGEST_FILE {
        let (bytes, most) = (about.len(), LARGEST_FILE);
        return Err(fault(format!(
            "has {bytes} bytes; a product file has at most {most}"
        )));
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map(|file| file.take(LARGEST_FILE));
    file.and_then(|mut file| file.read_to_end(&mut bytes))
        .map_err(|error| fault(format!("cannot be read: {error}")))?;
    product::parse(&name, &bytes)
}

/// Products whose name is taken already become faults: a name must lead to one product.
fn unique(files: &[PathBuf], read: Vec<Result<Parsed, Fault>>) -> Vec<Result<Parsed, Fault>> {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let named = files.iter().map(|file| name(file)).zip(read);
    let checked = named.map(|(file, parsed)| {
        let parsed = parsed?;
        let id = &parsed.product.id;
        if let Some(other) = taken.get(id) {
            let reason = format!("its permalink /{id} belongs to {other} already; give it another");
            let (line, column) = (None, None);
            return Err(Fault {
                file,
                line,
                column,
                reason,
            });
        }
        taken.insert(id.clone(), file);
        Ok(parsed)
    });
    checked.collect()
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    clean::line(&name.to_string_lossy())
}

fn shown(path: &Path) -> String {
    clean::line(&path.display().to_string())
}
