//! Updates: product files in, a packed catalog out, provided it is plausible against the data in force.
//! Nothing is written here; see [`super::cache`].

mod moves;
mod plausible;
mod run;

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use self::moves::Table;
pub use self::run::{Done, repack, run};
use super::archive;
pub use super::cache::now;
use super::cache::{Cache, Opened, Origin, Packed};
use super::net::{self, Access, Fetched};
use super::source;
use crate::facts::catalog::{self, Author, Catalog, Kept};
use crate::facts::changes::Changed;
use crate::facts::product::{self, Fault, LARGEST_FILE, Product};
use crate::text::clean;

/// The stage of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// So many bytes have come.
    Fetch(u64),
    /// Parsing the files, and checking them against the data in force.
    Check,
    /// Packing them.
    Pack,
    /// Comparing them with the data in force.
    Compare,
}

/// Receives the stage of an update; returns false to cancel it.
pub type Progress<'a> = &'a mut dyn FnMut(Stage) -> bool;

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
            let unread = || format!("{from} cannot be read");
            let size = fs::metadata(path).with_context(unread)?.len();
            if size > archive::LARGEST {
                bail!("{from} has {size} bytes; the limit is {}", archive::LARGEST);
            }
            let bytes = fs::read(path).with_context(unread)?;
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

    /// The origin of the files. Their time is 0 if the source does not state it.
    pub fn origin(&self, is_forced: bool) -> Origin {
        let sha256 = self.archive.as_ref().map(|archive| {
            let digits = Sha256::digest(archive);
            digits
                .iter()
                .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
        });
        Origin {
            commit: self.commit.clone(),
            time: self.time.map_or(0, |time| time.timestamp()),
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
    if !net::is_address(source) {
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

/// The data in force.
pub struct InForce {
    /// The catalog.
    pub catalog: Catalog,
    /// Where it comes from.
    pub origin: Origin,
}

impl InForce {
    /// The updated catalog, if it is at least as new as the embedded one or was forced; otherwise the
    /// embedded one, with a fault if the updated one is damaged.
    ///
    /// # Errors
    ///
    /// Fails if the embedded catalog cannot be read.
    pub fn of(cache: &Cache) -> Result<Self> {
        let inside = Origin::inside();
        let fault = match cache.open() {
            Ok(Some(Opened { catalog, origin }))
                if origin.is_forced || origin.time >= inside.time =>
            {
                return Ok(Self { catalog, origin });
            }
            Ok(_) => None,
            Err(error) => Some(Fault {
                file: "the updated data".to_owned(),
                line: None,
                column: None,
                reason: format!("{error:#}; the built-in data is shown"),
            }),
        };
        let mut in_force = Self::inside()?;
        in_force.catalog.add_faults(fault);
        Ok(in_force)
    }

    /// The embedded data.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn inside() -> Result<Self> {
        Ok(Self {
            catalog: source::embedded()?,
            origin: Origin::inside(),
        })
    }
}

/// The result of an update.
pub enum Outcome {
    /// The data in force are these, or are newer.
    UpToDate,
    /// A catalog to put in force.
    New(Box<Packed>),
}

/// Parses product files, checks them against the data in force, and packs them. With `is_forced`, older or
/// implausible data are accepted.
///
/// # Errors
///
/// Fails if the data are not plausible, with the figures and how to force the update.
pub fn prepare(
    bundle: Bundle,
    in_force: &InForce,
    cache: &Cache,
    is_forced: bool,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let mut reach = |step| ensure_going(progress(step));
    reach(Stage::Check)?;
    let origin = bundle.origin(is_forced);
    let is_same = origin.commit.is_some() && origin.commit == in_force.origin.commit;
    if is_same && in_force.catalog.faults().is_empty() {
        return Ok(Outcome::UpToDate);
    }
    if !is_forced && bundle.time.is_some() {
        plausible::is_newer(&origin, &in_force.origin)?;
    }
    let Parsed { products, origin } = parse(&bundle, in_force, origin)?;
    reach(Stage::Pack)?;
    let packed: Vec<_> = products
        .iter()
        .map(catalog::Packed::new)
        .collect::<Result<_, _>>()?;
    let newer = Catalog::of(packed, Vec::new());
    let origin = dated(origin, &newer);
    if !is_forced {
        plausible::is_newer(&origin, &in_force.origin)?;
        let faulty: HashSet<&str> = origin.faults.iter().map(|fault| &*fault.file).collect();
        plausible::is_like(
            &in_force.catalog,
            &newer,
            (faulty.len(), bundle.files.len()),
        )?;
    }
    let day = DateTime::<Utc>::from_timestamp(origin.time, 0)
        .unwrap_or_default()
        .date_naive();
    let inside = source::embedded()?;
    let table = Table::new(&inside, in_force, &newer, cache.moves().as_deref(), day);
    let rows = table.rows();
    let moved = products
        .iter()
        .map(|product| catalog::Packed::moved(product, &rows));
    let blob = catalog::pack(moved.collect::<Result<_, _>>()?)?;
    reach(Stage::Compare)?;
    let changed = proved(&blob, &products, in_force)?;
    let seen = table.seen();
    let archive = bundle.archive;
    Ok(Outcome::New(Box::new(Packed {
        origin,
        blob,
        changed,
        archive,
        moves: seen,
    })))
}

fn ensure_going(is_going: bool) -> Result<()> {
    ensure!(is_going, "canceled");
    Ok(())
}

/// Unpacks the packed catalog and verifies all of it; returns the changes.
fn proved(blob: &[u8], products: &[Product], in_force: &InForce) -> Result<Changed> {
    let catalog = Catalog::unpack(blob.to_vec()).context("the new catalog cannot be opened")?;
    let read = (0..catalog.cards().len()).map_while(|index| catalog.product(index));
    let is_same = catalog.cards().len() == products.len() && read.eq(products.iter());
    if !is_same {
        bail!("the new catalog failed verification; nothing was replaced");
    }
    Ok(Changed::between(&in_force.catalog, &catalog))
}

/// A folder does not state its time, so the day of its data is used.
fn dated(origin: Origin, catalog: &Catalog) -> Origin {
    let day = catalog.day().and_then(|day| day.and_hms_opt(0, 0, 0));
    let time = match (origin.time, day) {
        (0, Some(day)) => day.and_utc().timestamp(),
        (time, _) => time,
    };
    Origin { time, ..origin }
}

struct Parsed {
    products: Vec<Product>,
    origin: Origin,
}

/// Parses all files. A product whose file cannot be parsed keeps its data in force.
fn parse(bundle: &Bundle, in_force: &InForce, mut origin: Origin) -> Result<Parsed> {
    let mut products: Vec<Product> = Vec::new();
    let mut ids = HashSet::new();
    for (name, bytes) in &bundle.files {
        let fault = match parsed(name, bytes) {
            Ok(parsed) if ids.insert(parsed.product.id.clone()) => {
                origin.faults.extend(parsed.faults);
                products.push(parsed.product);
                continue;
            }
            Ok(parsed) => Fault {
                file: name.clone(),
                line: None,
                column: None,
                reason: format!(
                    "its permalink /{} is already used by another product",
                    parsed.product.id
                ),
            },
            Err(fault) => fault,
        };
        let (kept, fault) = keep(name, in_force, fault, &ids);
        if let Some((product, author)) = kept {
            ids.insert(product.id.clone());
            let (id, day) = (product.id.clone(), in_force.catalog.day());
            origin.kept.push(Kept { id, author, day });
            products.push(product);
        }
        origin.faults.push(fault);
    }
    if products.is_empty() {
        bail!("{} contains no readable product file", origin.from);
    }
    Ok(Parsed { products, origin })
}

/// The product in force for a file that cannot be parsed, and a fault that says so.
fn keep(
    name: &str,
    in_force: &InForce,
    fault: Fault,
    ids: &HashSet<String>,
) -> (Option<(Product, Option<Author>)>, Fault) {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let index = in_force.catalog.find(stem);
    let product = index.and_then(|index| in_force.catalog.product(index));
    let Some(product) = product.filter(|product| !ids.contains(&product.id)) else {
        return (None, fault);
    };
    let day = in_force.catalog.day();
    let author = in_force.catalog.provenance().of(&product.id, day);
    let of_day = day.map_or_else(String::new, |day| format!(" of {day}"));
    let reason = format!("{}; its data{of_day} is kept", fault.reason);
    let author = author.map(|(author, _)| author);
    (Some((product.clone(), author)), Fault { reason, ..fault })
}

fn parsed(name: &str, bytes: &[u8]) -> Result<product::Parsed, Fault> {
    let size = bytes.len() as u64;
    if size > LARGEST_FILE {
        return Err(Fault {
            file: name.to_owned(),
            line: None,
            column: None,
            reason: format!("is larger than {LARGEST_FILE} bytes, the limit for a product file"),
        });
    }
    product::parse(name, bytes)
}
