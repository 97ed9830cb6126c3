//! The only code that touches the terminal: drawing, and the loop around it.

pub mod run;
pub mod view;
