//! The history of the data, and newer data.

use std::fs;

use crate::data::{figure, reference};

mod moves {
    use std::process::Command;

    use super::{figure, fs, reference};

    /// `export moves` of the products inside.
    fn exported() -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
        command
            .args(["export", "moves"])
            .env_remove("EOLENS_PRODUCTS");
        let output = command
            .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
            .output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    }

    #[test]
    #[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
    fn every_move_is_the_references() {
        let table = fs::read_to_string(reference("oracle/moves.tsv")).unwrap();
        let ends = ["discontinued", "eoas", "eoes", "eol"];
        let rows = table
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>());
        let rows = rows.filter(|row| row[2] == "field" || ends.contains(&row[2]));
        let expected: Vec<String> = rows.map(|row| row[..6].join("\t")).collect();
        let exported = exported();
        let ours: Vec<&str> = exported.lines().collect();
        for (ours, theirs) in ours.iter().zip(&expected) {
            assert_eq!(ours, theirs);
        }
        figure("moves", ours.len() - 1, 5_321);
        assert_eq!(ours.len(), expected.len());
    }
}
