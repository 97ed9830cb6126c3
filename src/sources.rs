//! Where catalogs come from, and the files that are kept between runs.

pub mod archive;
pub mod cache;
pub mod calendar;
mod lock;
pub mod net;
pub mod open;
pub mod project;
pub mod source;
pub mod store;
pub mod update;
pub mod walk;
