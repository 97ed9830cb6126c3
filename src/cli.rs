//! The command line: parses arguments and runs commands.

pub mod answer;
pub mod arguments;
pub mod browser;
pub mod chosen;
pub mod codes;
pub mod command;
pub mod environment;
pub mod lint;
pub mod progress;
pub mod report;
pub mod shell;
