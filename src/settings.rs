//! Everything that users can configure; each fault comes with its position.

pub mod config;
pub mod keys;
pub mod sheet;
pub mod theme;
pub mod user;
