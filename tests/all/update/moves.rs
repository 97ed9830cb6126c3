//! How end dates have moved, compared with the reference.

use std::fs;

use super::Home;
use crate::data::{figure, reference};

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
    let (_, exported, _) = Home::new().run(&["export", "moves"]);
    let ours: Vec<&str> = exported.lines().collect();
    for (ours, theirs) in ours.iter().zip(&expected) {
        assert_eq!(ours, theirs);
    }
    figure("moves", ours.len() - 1, 5_321);
    assert_eq!(ours.len(), expected.len());
}
