//! The command line: its arguments, and an answer for each command.

pub mod answer;
pub mod arguments;
pub mod codes;
pub mod lint;
pub mod report;
pub mod shell;
