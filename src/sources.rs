//! Where catalogs come from, and what is kept on disk between runs.

pub mod source;
pub mod store;
