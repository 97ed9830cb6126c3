//! Packs `products/` into one blob that the program carries. A bad file fails the build with its
//! place.

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
use eolens::facts::{catalog, product};
use eolens::{facts, text};

fn main() -> Result<(), Box<dyn Error>> {
    for path in [
        "products",
        "src/facts/product.rs",
        "src/facts/product",
        "src/facts/catalog.rs",
        "src/facts/catalog",
        "src/text/clean.rs",
        "src/text/dates.rs",
        "src/text/liquid.rs",
        "src/text/liquid",
        "src/text/markup.rs",
        "src/text/yaml.rs",
        "src/text/yaml",
        "assets/slang.tsv",
    ] {
        println!("cargo::rerun-if-changed={path}");
    }
    let mut files = Vec::new();
    for entry in fs::read_dir("products")? {
        files.push(entry?.path());
    }
    files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.sort();
    let mut products = Vec::new();
    for file in files {
        match product::parse(&file.display().to_string(), &fs::read(&file)?) {
            Ok(parsed) => {
                parsed
                    .faults
                    .iter()
                    .for_each(|fault| println!("cargo::error={fault}"));
                products.push(catalog::Packed::new(&parsed.product)?);
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
