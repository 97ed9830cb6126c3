//! Where products come from: the program itself, or a folder of product files. Another source is another function
//! here.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::cache::Origin;
use super::open::{self, Kinds, Refusal};
use crate::facts::catalog::{Catalog, Packed, Provenance};
use crate::facts::product::{self, Fault, LARGEST_FILE, Parsed};
use crate::text::{clean, threads};

/// The products that were packed into the program when it was built.
///
/// # Errors
///
/// Fails if they were packed in another version of the format.
pub fn embedded() -> Result<Catalog> {
    let blob: &'static [u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalog.bin"));
    let unread = "the built-in data cannot be read; rebuild eolens";
    let mut catalog = Catalog::unpack(blob).context(unread)?;
    let origin = Origin::inside();
    catalog.set_provenance(Provenance {
        author: origin.author,
        commit: origin.commit,
        kept: origin.kept,
    });
    Ok(catalog)
}

/// Reads the product files of a folder; see [`product_files`].
///
/// # Errors
///
/// Fails if the folder cannot be read or holds no product file. A file that cannot be read is not an error
/// but one of the catalog's faults.
pub fn folder(folder: &Path) -> Result<Catalog> {
    let paths = product_files(folder)?;
    let read = |path: &PathBuf, shows_dates| read(path, shows_dates);
    let files = read_all(&paths, read, |file| file.shows_dates);
    let (products, faults) = unique(&paths, files);
    Ok(Catalog::of(products, faults))
}

/// Reads product files that belong together: all of them decide what leaving out `releaseDateColumn` means. `read`
/// is told whether files without the key show release dates, and `shows_dates` is what a file itself states, as in
/// [`Parsed::shows_dates`].
pub fn read_all<F: Sync, R: Send>(
    files: &[F],
    read: impl Fn(&F, Option<bool>) -> Result<R, Fault> + Sync,
    shows_dates: impl Fn(&R) -> Option<bool>,
) -> Vec<Result<R, Fault>> {
    // A file on its own is judged by its keys, not by its neighbors, if it has no `releaseDateColumn`.
    let assumed = (files.len() > 1).then_some(true);
    // Nearly all of the time goes into parsing.
    let mut all = threads::each(files, |file| read(file, assumed));
    if assumed.is_some() && !show_dates(all.iter().flatten().map(&shows_dates)) {
        for (file, parsed) in files.iter().zip(&mut all) {
            if parsed.as_ref().is_ok_and(|own| shows_dates(own).is_none()) {
                *parsed = read(file, Some(false));
            }
        }
    }
    all
}

/// Whether files without `releaseDateColumn` show release dates, from what each file states. Until March 2025
/// they did not; data of that time have more files with the key than without.
fn show_dates(stated: impl Iterator<Item = Option<bool>>) -> bool {
    let (mut said, mut left_out) = (0, 0);
    for shows_dates in stated {
        said += usize::from(shows_dates == Some(true));
        left_out += usize::from(shows_dates.is_none());
    }
    said <= left_out
}

/// The product files (`*.md`) of a folder, of its subfolder `products`, or of `tools`, where they were
/// until August 2021; sorted by name, which is the catalog's order. Names that start with a dot are not
/// product files.
///
/// # Errors
///
/// Fails if the folder cannot be read or holds no product file.
pub fn product_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let within = ["products", "tools"].map(|name| folder.join(name));
    let within = within.iter().find(|folder| folder.is_dir());
    let folder = within.map_or(folder, PathBuf::as_path);
    let missing = || format!("the folder {} cannot be read", clean::path(folder));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(missing)? {
        let entry = entry.with_context(missing)?;
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.ends_with(b".md") && !name.starts_with(b".") {
            files.push(entry.path());
        }
    }
    if files.is_empty() {
        let folder = clean::path(folder);
        bail!("{folder} contains no product files (*.md)");
    }
    files.sort();
    Ok(files)
}

/// A parsed product file.
struct File {
    product: Packed,
    faults: Vec<Fault>,
    /// See [`Parsed::shows_dates`].
    shows_dates: Option<bool>,
}

fn read(path: &Path, shows_dates: Option<bool>) -> Result<File, Fault> {
    let parsed = product::parse_as(&name(path), &bytes(path)?, shows_dates)?;
    let Parsed {
        product,
        faults,
        shows_dates,
    } = parsed;
    let product =
        Packed::new(&product).map_err(|error| fault(path, format!("cannot be packed: {error}")))?;
    Ok(File {
        product,
        faults,
        shows_dates,
    })
}

fn fault(path: &Path, reason: String) -> Fault {
    Fault::whole(name(path), reason)
}

/// The content of a product file.
///
/// # Errors
///
/// Returns that the file cannot be read, or is too large for a product file.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    open::bytes(path, LARGEST_FILE, Kinds::Regular).map_err(|refusal| {
        let reason = match refusal {
            Refusal::Failed(error) => format!("cannot be read: {error}"),
            Refusal::Large(size) => {
                format!("has {size} bytes; the limit for a product file is {LARGEST_FILE}")
            }
            Refusal::Irregular | Refusal::Silent => {
                "is not a regular file; remove it from the folder".to_owned()
            }
        };
        fault(path, reason)
    })
}

/// Turns products whose id is already taken into faults: an id must identify one product.
fn unique(paths: &[PathBuf], files: Vec<Result<File, Fault>>) -> (Vec<Packed>, Vec<Fault>) {
    let mut taken: HashMap<String, &Path> = HashMap::new();
    let (mut products, mut faults) = (Vec::new(), Vec::new());
    for (path, file) in paths.iter().zip(files) {
        let file = match file {
            Ok(file) => file,
            Err(fault) => {
                faults.push(fault);
                continue;
            }
        };
        let id = file.product.id();
        if let Some(other) = taken.get(id) {
            let other = name(other);
            let reason = format!("its permalink /{id} is already used by {other}; use another one");
            faults.push(fault(path, reason));
            continue;
        }
        taken.insert(id.to_owned(), path);
        products.push(file.product);
        faults.extend(file.faults);
    }
    (products, faults)
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    clean::line(&name.to_string_lossy())
}
