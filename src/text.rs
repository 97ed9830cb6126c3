//! Text processing without knowledge of lifecycles: reading, cleaning, ordering and laying out text. And long work shared
//! among threads.

pub mod clean;
pub mod dates;
pub mod json;
pub mod lines;
pub mod liquid;
pub mod markdown;
pub mod markup;
pub mod requirement;
pub mod suggest;
pub mod threads;
pub mod toml;
pub mod version;
pub mod width;
pub mod wrap;
pub mod xml;
pub mod yaml;
