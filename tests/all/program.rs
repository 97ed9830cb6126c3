//! The program under test, wherever it runs.

/// Its path.
pub const EOLENS: &str = env!("CARGO_BIN_EXE_eolens");

/// The default configuration, so that no test sees that of the one who runs it.
pub const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/config.yaml");
