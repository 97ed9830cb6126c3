//! Parses the product files of an update; a file that cannot be parsed keeps its product's data in force.

use std::collections::HashSet;

use anyhow::{Result, bail};

use super::bundle::Bundle;
use super::in_force::InForce;
use crate::facts::catalog::{self, Catalog, Kept};
use crate::facts::product::{self, Fault, LARGEST_FILE, Product};
use crate::sources::cache::Origin;
use crate::sources::source;

/// The products of all files, and their origin with the files that could not be read.
pub(super) struct Parsed {
    pub(super) products: Vec<Product>,
    pub(super) origin: Origin,
}

impl Parsed {
    /// The products without their moves.
    pub(super) fn catalog(&self) -> Result<Catalog> {
        let packed = self.products.iter().map(catalog::Packed::new);
        Ok(Catalog::of(packed.collect::<Result<_, _>>()?, Vec::new()))
    }
}

/// Parses all files. A product whose file cannot be parsed keeps its data in force.
pub(super) fn parse(bundle: &Bundle, in_force: &InForce, mut origin: Origin) -> Result<Parsed> {
    let mut products: Vec<Product> = Vec::new();
    let mut ids = HashSet::new();
    let all = source::read_all(&bundle.files, parsed, |parsed| parsed.shows_dates);
    for ((name, _), parsed) in bundle.files.iter().zip(all) {
        let fault = match parsed {
            Ok(parsed) if ids.insert(parsed.product.id.clone()) => {
                origin.faults.extend(parsed.faults);
                products.push(parsed.product);
                continue;
            }
            Ok(parsed) => {
                let id = parsed.product.id;
                let reason = format!("its permalink /{id} is already used by another product");
                Fault::whole(name, reason)
            }
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

fn parsed(
    (name, bytes): &(String, Vec<u8>),
    shows_dates: Option<bool>,
) -> Result<product::Parsed, Fault> {
    let size = bytes.len() as u64;
    if size > LARGEST_FILE {
        let reason =
            format!("the file is larger than {LARGEST_FILE} bytes, the limit for a product file");
        return Err(Fault::whole(name, reason));
    }
    product::parse_as(name, bytes, shows_dates)
}
