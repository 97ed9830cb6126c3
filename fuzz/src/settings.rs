//! The configuration, themes and keys.

use eolens::settings::keys::{BINDINGS, Key, Keys, Rebinding, names};
use eolens::settings::{config, theme};

use super::shared::is_clean;

/// The configuration.
pub fn config(bytes: &[u8]) {
    let config = config::read("config.yaml", &String::from_utf8_lossy(bytes));
    let mut faults = config.faults.iter();
    assert!(faults.all(|fault| is_clean(&fault.to_string())));
    assert!(is_clean(&config.listing(&[])));
}

/// Theme files.
pub fn theme(bytes: &[u8]) {
    let (_, faults) = theme::read("theme.yaml", &String::from_utf8_lossy(bytes));
    assert!(faults.iter().all(|fault| is_clean(&fault.to_string())));
}

/// Names of keys, and the key table with any of them. The first byte of a line is the number of an action;
/// its keys follow.
pub fn keys(bytes: &[u8]) {
    let mut rebindings = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n').take(32) {
        let Some((action, text)) = line.split_first() else {
            continue;
        };
        let mut keys = Vec::new();
        for text in String::from_utf8_lossy(text).split(',') {
            match Key::parse(text) {
                Ok(key) => {
                    assert_eq!(Key::parse(&key.written()), Ok(key));
                    keys.push(key);
                }
                Err(reason) => assert!(is_clean(&reason), "{reason:?}"),
            }
        }
        assert!(is_clean(&names(&keys)));
        let action = BINDINGS[usize::from(*action) % BINDINGS.len()].name;
        rebindings.push(Rebinding { action, keys });
    }
    let (keys, refusals) = Keys::rebound(&rebindings);
    assert!(refusals.iter().all(|refusal| is_clean(&refusal.reason)));
    assert!(refusals.len() <= rebindings.len());
    assert_eq!(keys.all().len(), BINDINGS.len());
}
