//! The least that a program can do which draws a screen: it writes the bytes of a file to the terminal and
//! waits for a key. `program` compiles and times it; see there.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let path = std::env::args_os().nth(1).unwrap_or_default();
    std::io::stdout().write_all(&std::fs::read(path)?)?;
    std::io::stdout().flush()?;
    std::io::stdin().read_exact(&mut [0])
}
