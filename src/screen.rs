//! The only code that touches the terminal: drawing, and the event loop.

pub mod run;
pub mod view;
