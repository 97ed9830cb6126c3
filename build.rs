//! Packs `products/`, or the folder named by `EOLENS_CATALOG`, into the blob that the program embeds. A bad
//! file fails the build with its position. Also looks for the reference data of the tests.

use std::collections::HashSet;
use std::error::Error;
use std::path::Path;
use std::{env, fs};

#[path = "src"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the build needs a part of these modules only"
)]
mod eolens {
    pub mod facts {
        pub mod catalog;
        pub mod moves;
        pub mod phase;
        pub mod product;
    }
    pub mod text {
        pub mod clean;
        pub mod dates;
        pub mod liquid;
        pub mod markup;
        pub mod yaml;
    }
}
use eolens::facts::{catalog, moves, product};
use eolens::{facts, text};

/// The reference data; the tests that need them are ignored unless all are there.
const REFERENCE: [&str; 3] = ["../shared/corpus", "../shared/oracle", "../shared/cases"];

/// The modules that define the packed format: a program reads only blobs packed by the same version of these.
const FORM: [&str; 11] = [
    "facts/catalog",
    "facts/changes",
    "facts/moves",
    "facts/phase",
    "facts/product",
    "sources/cache",
    "text/clean",
    "text/dates",
    "text/liquid",
    "text/markup",
    "text/yaml",
];

/// The files and folders of [`FORM`], and what the blob is made with besides the products.
fn form() -> impl Iterator<Item = String> {
    // A module is a file, which must be there, and a folder once it has parts.
    let files = FORM.map(|module| format!("src/{module}.rs"));
    let folders = FORM.map(|module| format!("src/{module}"));
    let folders = folders.into_iter().filter(|path| Path::new(path).is_dir());
    let paths = files.into_iter().chain(folders);
    paths.chain(["assets/slang.tsv".to_owned()])
}

/// The initial value of FNV-1a, a hash that is the same with every compiler.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// Hashes a file, or the files of a folder in the order of their names.
fn hash(path: &Path, key: &mut u64) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        let mut paths = Vec::new();
        for entry in fs::read_dir(path)? {
            paths.push(entry?.path());
        }
        paths.sort();
        return paths.iter().try_for_each(|path| hash(path, key));
    }
    for byte in fs::read(path)? {
        *key = (*key ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Ok(())
}

fn main() -> Result<(), Box<dyn Error>> {
    look_for_the_reference();
    link_at_a_fixed_address();
    println!("cargo::rerun-if-env-changed=EOLENS_CATALOG");
    let folder = env::var("EOLENS_CATALOG").unwrap_or_else(|_| "products".to_owned());
    // The tests read the files of the embedded catalog.
    let absolute = env::current_dir()?.join(&folder);
    println!("cargo::rustc-env=EOLENS_CATALOG={}", absolute.display());
    println!("cargo::rerun-if-changed={folder}");
    println!("cargo::rerun-if-changed=assets/moves.tsv");
    let mut key = FNV;
    for path in form() {
        println!("cargo::rerun-if-changed={path}");
        hash(Path::new(&path), &mut key)?;
    }
    println!("cargo::rustc-env=EOLENS_KEY={key:016x}");
    let mut files = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.as_encoded_bytes();
        if name.ends_with(b".md") && !name.starts_with(b".") {
            files.push(entry.path());
        }
    }
    files.sort();
    let table = fs::read_to_string("assets/moves.tsv")?;
    let moves = moves::rows(&table).map_err(|line| format!("assets/moves.tsv:{line}: no move"))?;
    let mut products = Vec::new();
    for file in files {
        match product::parse_as(&file.display().to_string(), &fs::read(&file)?, Some(true)) {
            Ok(parsed) => {
                parsed
                    .faults
                    .iter()
                    .for_each(|fault| println!("cargo::error={fault}"));
                let product = &parsed.product;
                products.push(catalog::Packed::moved(product, &moves)?);
            }
            Err(fault) => println!("cargo::error={fault}"),
        }
    }
    let mut ids = HashSet::new();
    for product in &products {
        if !ids.insert(product.id()) {
            println!(
                "cargo::error=two files are of the product {:?}",
                product.id()
            );
        }
    }
    let blob = catalog::pack(products)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog.bin"), blob)?;
    Ok(())
}

/// Spares every start 20,000 relocations, which touch 80 pages and take a twentieth of the time to the first
/// frame. The program's own code then lies at a known address; it has no unsafe block.
fn link_at_a_fixed_address() {
    let target = |property: &str| env::var(format!("CARGO_CFG_TARGET_{property}"));
    if target("OS").is_ok_and(|os| os == "linux") && target("ENV").is_ok_and(|env| env == "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}

/// Sets `cfg(reference)`. Missing paths are not watched, because cargo would then run this script before
/// every build: after adding the data, touch `build.rs`.
fn look_for_the_reference() {
    println!("cargo::rustc-check-cfg=cfg(reference)");
    if REFERENCE.iter().all(|path| Path::new(path).exists()) {
        println!("cargo::rustc-cfg=reference");
        println!("cargo::rerun-if-changed=../shared/oracle");
    }
}
