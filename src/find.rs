//! Resolves what people type, paste or write in files to products and releases.

pub mod calendar;
pub mod choice;
pub mod comparison;
pub mod listing;
pub mod query;
pub mod releases;
pub mod resolve;
pub mod search;
pub mod summary;
pub mod verdict;
