//! The program under test, wherever it runs.

/// The path of the program.
pub const EOLENS: &str = env!("CARGO_BIN_EXE_eolens");

/// The default configuration, so that no test sees the user's own.
pub const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/config.yaml");
