//! The data, and what they mean on a day. Uses no file, clock or terminal.

pub mod agenda;
pub mod cadence;
pub mod catalog;
pub mod changes;
pub mod identifier;
pub mod life;
pub mod lifecycle;
pub mod moves;
pub mod page;
pub mod phase;
pub mod product;
pub mod row;
pub mod table;
pub mod timeline;
pub mod upgrade;
pub mod viewpoint;
pub mod why;
pub mod wording;
