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
    if !net::is_address(source) {
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

/// The data in force.
pub struct InForce {
    /// The catalog.
    pub catalog: Catalog,
    /// Where it comes from.
    pub origin: Origin,
}

impl InForce {
    /// The updated catalog, if it is at least as new as the embedded one or was forced; otherwise the
    /// embedded one, with a fault if the updated one is damaged. Its products are not checked before they are
    /// looked at, because a start does not wait for that; see [`Self::checked`].
    ///
    /// # Errors
    ///
    /// Fails if the embedded catalog cannot be read.
    pub fn of(cache: &Cache) -> Result<Self> {
        Self::opened(cache.open())
    }

    /// Like [`Self::of`], with all of the updated catalog checked.
    ///
    /// # Errors
    ///
    /// As for [`Self::of`].
    pub fn checked(cache: &Cache) -> Result<Self> {
        Self::opened(cache.open_checked())
    }

    fn opened(opened: Result<Option<Opened>>) -> Result<Self> {
        let inside = Origin::inside();
        let fault = match opened {
            Ok(Some(Opened { catalog, origin }))
                if origin.is_forced || origin.rank >= inside.rank =>
            {
                return Ok(Self { catalog, origin });
            }
            Ok(_) => None,
            Err(error) => Some(Fault {
                file: "the updated data".to_owned(),
                line: None,
                column: None,
                reason: format!(
                    "{error:#}; the built-in data is shown; `eolens update` repairs it"
                ),
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
        let (catalog, origin) = (source::embedded()?, Origin::inside());
        let day = catalog.day();
        let origin = Origin { day, ..origin };
        Ok(Self { catalog, origin })
    }

    /// The data of a folder, which are used in place of all others.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be read or holds no product file.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let catalog = source::folder(folder)?;
        let bundle = Bundle {
            from: clean::path(folder),
            ..Bundle::default()
        };
        let origin = Origin {
            day: catalog.day(),
            updated: 0,
            ..bundle.origin(false)
        };
        Ok(Self { catalog, origin })
    }

    /// These data, or the embedded ones if they are newer: what newer data are compared with. Older data that were
    /// forced are replaced by any that are not older than the embedded ones.
    fn newest<'a>(&'a self, inside: &'a Self) -> &'a Self {
        if self.origin.rank < inside.origin.rank {
            inside
        } else {
            self
        }
    }
}

/// The result of an update.
pub enum Outcome {
    /// The data in force are these, or are newer; the archive that came, if one did.
    UpToDate(Option<Vec<u8>>),
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
    if origin.is_commit_of(&in_force.origin) && in_force.catalog.faults().is_empty() {
        return Ok(Outcome::UpToDate(bundle.archive));
    }
    let parsed = parse(&bundle, in_force, origin)?;
    let inside = InForce::inside()?;
    let catalog = parsed.catalog()?;
    let newest = in_force.newest(&inside);
    let origin = dated(parsed.origin, &catalog, newest);
    if !is_forced {
        plausible::is_newer(&origin, newest)?;
        let unreadable: HashSet<&str> = origin.faults.iter().map(|fault| &*fault.file).collect();
        let unreadable = (unreadable.len(), bundle.files.len());
        plausible::is_like(&in_force.catalog, &catalog, unreadable)?;
    }
    reach(Stage::Pack)?;
    let day = origin.changed();
    let table = Table::new(&inside, in_force, &catalog, cache.moves().as_deref(), day);
    let rows = table.rows();
    let products = parsed.products;
    let moved = products
        .iter()
        .map(|product| catalog::Packed::moved(product, &rows));
    let blob = catalog::pack(moved.collect::<Result<_, _>>()?)?;
    reach(Stage::Compare)?;
    Ok(Outcome::New(Box::new(Packed {
        changed: proved(&blob, &products, in_force)?,
        moves: table.seen(),
        archive: bundle.archive,
        origin,
        blob,
    })))
}

/// The origin of product files that are newer than the data in force; `None` if they are not.
///
/// # Errors
///
/// Fails if no file can be parsed.
pub fn newer(bundle: &Bundle, in_force: &InForce) -> Result<Option<Origin>> {
    let origin = bundle.origin(false);
    if origin.is_commit_of(&in_force.origin) {
        return Ok(None);
    }
    let inside = InForce::inside()?;
    let newest = in_force.newest(&inside);
    if let Some(time) = origin.time {
        let is_newer = time > in_force.origin.rank && time >= newest.origin.rank;
        return Ok(is_newer.then_some(origin));
    }
    // Without a time, only what the files say shows whether they are newer.
    let parsed = parse(bundle, in_force, origin)?;
    let catalog = parsed.catalog()?;
    let origin = dated(parsed.origin, &catalog, newest);
    let is_news = || {
        !Changed::between(&in_force.catalog, &catalog)
            .changes
            .is_empty()
    };
    let is_newer = plausible::is_newer(&origin, newest).is_ok() && is_news();
    Ok(is_newer.then_some(origin))
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
    Ok(Changed {
        commit: in_force.origin.commit.clone(),
        ..Changed::between(&in_force.catalog, &catalog)
    })
}

/// The origin with the day and the rank of its data. A commit may lack what was released on its own day, so the
/// data are complete up to the day before.
fn dated(origin: Origin, catalog: &Catalog, newest: &InForce) -> Origin {
    let commit = origin.day_of_commit().and_then(|day| day.pred_opt());
    let day = catalog.day().max(commit);
    let rank = origin.time.unwrap_or_else(|| {
        let start = day.and_then(|day| day.and_hms_opt(0, 0, 0));
        let start = start.map_or(0, |start| start.and_utc().timestamp());
        if day < newest.catalog.day() {
            start
        } else {
            start.max(newest.origin.rank)
        }
    });
    Origin {
        rank,
        day,
        ..origin
    }
}

struct Parsed {
    products: Vec<Product>,
    origin: Origin,
}

impl Parsed {
    fn catalog(&self) -> Result<Catalog> {
        let packed = self.products.iter().map(catalog::Packed::new);
        Ok(Catalog::of(packed.collect::<Result<_, _>>()?, Vec::new()))
    }
}

/// Parses all files. A product whose file cannot be parsed keeps its data in force.
fn parse(bundle: &Bundle, in_force: &InForce, mut origin: Origin) -> Result<Parsed> {
    let mut products: Vec<Product> = Vec::new();
    let mut ids = HashSet::new();
    for (name, parsed) in parse_files(&bundle.files) {
        let fault = match parsed {
            Ok(parsed) if ids.insert(parsed.product.id.clone()) => {
                origin.faults.extend(parsed.faults);
                products.push(parsed.product);
                continue;
            }
            Ok(parsed) => Fault {
                file: name.to_owned(),
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
        if let Some((product, kept)) = kept {
            ids.insert(product.id.clone());
            origin.kept.push(kept);
            products.push(product);
        }
        origin.faults.push(fault);
    }
    if products.is_empty() {
        bail!("{} contains no readable product file", origin.from);
    }
    Ok(Parsed { products, origin })
}

/// Parses each file, as [`source::folder`] does: all of them together decide what leaving out
/// `releaseDateColumn` means.
fn parse_files(files: &[(String, Vec<u8>)]) -> Vec<(&str, Result<product::Parsed, Fault>)> {
    let assumed = (files.len() > 1).then_some(true);
    let all = files.iter();
    let mut all: Vec<_> = all
        .map(|(name, bytes)| (name.as_str(), parsed(name, bytes, assumed)))
        .collect();
    let stated = |parsed: &Result<product::Parsed, Fault>| {
        let parsed = parsed.as_ref().ok();
        parsed.map(|parsed| parsed.shows_dates)
    };
    let is_assumed_wrongly =
        !source::shows_dates(all.iter().filter_map(|(_, parsed)| stated(parsed)));
    if assumed.is_some() && is_assumed_wrongly {
        for ((name, old), (_, bytes)) in all.iter_mut().zip(files) {
            if stated(old) == Some(None) {
                *old = parsed(name, bytes, Some(false));
            }
        }
    }
    all
}

/// The product in force for a file that cannot be parsed, and a fault that says so.
fn keep(
    name: &str,
    in_force: &InForce,
    fault: Fault,
    ids: &HashSet<String>,
) -> (Option<(Product, Kept)>, Fault) {
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let index = in_force.catalog.find(stem);
    let product = index.and_then(|index| in_force.catalog.product(index));
    let Some(product) = product.filter(|product| !ids.contains(&product.id)) else {
        return (None, fault);
    };
    let provenance = in_force.catalog.provenance();
    let kept = provenance.kept(&product.id, in_force.catalog.day());
    let of_day = kept
        .day
        .map_or_else(String::new, |day| format!(" of {day}"));
    let reason = format!("{}; its data{of_day} is kept", fault.reason);
    (Some((product.clone(), kept)), Fault { reason, ..fault })
}

fn parsed(name: &str, bytes: &[u8], shows_dates: Option<bool>) -> Result<product::Parsed, Fault> {
    let size = bytes.len() as u64;
    if size > LARGEST_FILE {
        return Err(Fault {
            file: name.to_owned(),
            line: None,
            column: None,
            reason: format!(
                "the file is larger than {LARGEST_FILE} bytes, the limit for a product file"
            ),
        });
    }
    product::parse_as(name, bytes, shows_dates)
}
