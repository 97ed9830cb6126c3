//! The program under test, wherever it runs.

use clap::ValueEnum;

/// The path of the program.
pub const EOLENS: &str = env!("CARGO_BIN_EXE_eolens");

/// The default configuration, so that no test sees the user's own.
pub const CONFIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/config.yaml");

/// The values of an option.
pub fn names<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter();
    let values = values.filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}

/// How often to try something that fails by chance, multiplied by `EOLENS_TRIES`.
pub fn tries(few: u32) -> u32 {
    let more = std::env::var("EOLENS_TRIES").ok();
    few * more.and_then(|more| more.parse().ok()).unwrap_or(1)
}
