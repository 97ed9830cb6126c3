//! Finds the versions that files name for a project, an image or a host, and judges them on a day.

pub mod claim;
pub mod formats;
pub mod gathered;
pub mod image;
pub mod item;
pub mod locks;
pub mod names;
pub mod policy;
pub mod requirement;
pub mod survey;
pub mod woven;
pub mod written;
