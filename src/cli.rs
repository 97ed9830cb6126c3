//! The command line: parses arguments and runs commands.

pub mod answer;
pub mod arguments;
pub mod codes;
pub mod lint;
pub mod report;
pub mod shell;
