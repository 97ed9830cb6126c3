//! The fuzzer's seeds and findings: the program survives every input in `fuzz/seeds`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use self::fuzz::{Read, TARGETS};

#[path = "../../fuzz/src/lib.rs"]
mod fuzz;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz");

/// The names in a folder, sorted.
fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let name = |path: PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.map(name).collect()
}

/// Gives a reader every seed in a folder.
fn survives(folder: &Path, read: &dyn Fn(&[u8])) {
    let seeds = names(folder);
    assert!(!seeds.is_empty(), "{} has no seed", folder.display());
    for seed in seeds {
        let path = folder.join(seed);
        println!("{}", path.display());
        read(&fs::read(path).unwrap());
    }
}

#[test]
fn every_seed_is_survived() {
    for (name, read) in TARGETS {
        let folder = Path::new(FOLDER).join("seeds").join(name);
        match read {
            Read::One(read) => survives(&folder, &read),
            Read::Each(readers, read) => {
                let readers: BTreeSet<String> = readers().into_iter().collect();
                assert_eq!(names(&folder), readers);
                for reader in readers {
                    survives(&folder.join(&reader), &|bytes| read(&reader, bytes));
                }
            }
        }
    }
}

/// Damage to a seed at one of its bytes: cut off there, or with another byte in its place.
fn damaged(seed: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    const OTHERS: &[u8] = b"\r\n\t \"'`[]{}()<>#$:,.-*\\|/@=0\xff";
    (0..seed.len()).flat_map(move |at| {
        let (before, after) = seed.split_at(at);
        let other = OTHERS[at * 7 % OTHERS.len()];
        [before.to_vec(), [before, &[other], &after[1..]].concat()]
    })
}

#[test]
fn every_damaged_seed_of_a_format_is_survived() {
    for (name, read) in TARGETS {
        let Read::Each(readers, read) = read else {
            continue;
        };
        for reader in readers() {
            let folder = Path::new(FOLDER).join("seeds").join(name).join(&reader);
            survives(&folder, &|seed| {
                for bytes in damaged(seed) {
                    read(&reader, &bytes);
                }
            });
        }
    }
}

#[test]
fn every_reader_has_a_target() {
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let files: BTreeSet<String> = targets.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names(&Path::new(FOLDER).join("fuzz_targets")), files);
    assert_eq!(names(&Path::new(FOLDER).join("seeds")), targets);
    let manifest = fs::read_to_string(Path::new(FOLDER).join("Cargo.toml")).unwrap();
    for target in targets {
        let path = format!("path = \"fuzz_targets/{target}.rs\"");
        assert!(manifest.contains(&path), "{target}");
        fuzz::run(&target, b"");
    }
}
