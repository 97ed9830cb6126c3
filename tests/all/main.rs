//! One test binary: the whole program, by layers.

mod data;
