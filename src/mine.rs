//! What belongs to the user.

pub mod watchlist;
