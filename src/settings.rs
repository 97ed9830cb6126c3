//! Everything a person may set, each fault with its place.

pub mod config;
pub mod keys;
pub mod sheet;
pub mod theme;
pub mod user;
