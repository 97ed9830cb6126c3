//! The user's own data.

pub mod watchlist;
