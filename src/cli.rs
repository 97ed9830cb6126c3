//! The command line: parses arguments and runs commands.

pub mod answer;
pub mod arguments;
pub mod codes;
pub mod environment;
pub mod lint;
pub mod progress;
pub mod report;
pub mod shell;
