//! The watchlist: what is read is written so that it is read again.

#![no_main]

use eolens::mine::watchlist::Watchlist;
use eolens_fuzz::is_clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (list, faults) = Watchlist::parse("watchlist", bytes);
    assert!(faults.iter().all(|fault| is_clean(&fault.to_string())));
    assert!(list.entries().all(|entry| is_clean(&entry.to_string())));
    let written = list.to_string();
    let (again, _) = Watchlist::parse("watchlist", written.as_bytes());
    assert!(list.entries().eq(again.entries()), "{written}");
});
