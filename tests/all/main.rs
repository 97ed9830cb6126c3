//! One test binary for the whole program, by layers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod actions;
mod bodies;
#[cfg(unix)]
mod calendar;
mod cases;
mod check;
mod cli;
mod comparison;
mod data;
mod drawn;
mod filters;
mod fuzzed;
#[cfg(unix)]
mod hangup;
mod hostile;
mod house;
#[cfg(unix)]
mod injection;
mod keys;
mod lines;
mod mouse;
#[cfg(unix)]
mod outside;
mod pictures;
mod preferences;
mod program;
#[cfg(unix)]
mod pty;
mod queries;
mod radar;
mod release_list;
#[cfg(unix)]
mod replies;
mod report;
mod rows;
mod screens;
mod settings;
#[cfg(unix)]
mod stack;
mod tasks;
#[cfg(unix)]
mod terminal;
mod typed;
mod update;
mod versions;
mod views;
mod watch;
