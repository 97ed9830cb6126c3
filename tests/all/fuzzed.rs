//! The fuzzer's seeds and findings: the program survives every input in `fuzz/seeds`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::fuzz::TARGETS;

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz");

/// The names in a folder, sorted, without extensions.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let name = |path: std::path::PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.map(name).collect()
}

#[test]
fn every_seed_is_survived() {
    for (name, _) in TARGETS {
        let seeds = fs::read_dir(Path::new(FOLDER).join("seeds").join(name)).unwrap();
        let mut count = 0;
        for seed in seeds {
            let path = seed.unwrap().path();
            println!("{}", path.display());
            fuzz::run(name, &fs::read(path).unwrap());
            count += 1;
        }
        assert!(count > 0, "{name} has no seed");
    }
}

#[test]
fn every_reader_has_a_target() {
    let readers: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&Path::new(FOLDER).join("fuzz_targets")), readers);
    assert_eq!(names(&Path::new(FOLDER).join("seeds")), readers);
    let manifest = fs::read_to_string(Path::new(FOLDER).join("Cargo.toml")).unwrap();
    for reader in readers {
        let path = format!("path = \"fuzz_targets/{reader}.rs\"");
        assert!(manifest.contains(&path), "{reader}");
    }
}
