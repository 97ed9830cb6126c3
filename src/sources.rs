//! Where catalogs come from, and what is kept on disk between runs.

pub mod archive;
pub mod cache;
pub mod net;
pub mod source;
pub mod store;
pub mod update;
pub mod walk;
