//! Keys as people write them: `/py<Enter>j`, `<C-c>`, `<S-Tab>`, `<lt>`.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use eolens::app::{Effect, Model};
use eolens::settings::keys::Keys;

/// Types keys one after another; returns the requested effects.
pub fn type_keys(model: &mut Model, keys: &str) -> Vec<Effect> {
    let events = events(keys).into_iter();
    events.filter_map(|key| type_key(model, key)).collect()
}

/// Types one key.
pub fn type_key(model: &mut Model, key: KeyEvent) -> Option<Effect> {
    if model.actions.is_empty() {
        model.actions = Keys::default().actions();
    }
    let msg = Keys::default().message(model.place(), key);
    let effect = msg.and_then(|msg| model.update(msg));
    model.settle();
    effect
}

/// The keys of a text.
pub fn events(keys: &str) -> Vec<KeyEvent> {
    let mut events = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|rest| rest.split_once('>'));
        events.push(match name {
            Some((name, _)) => named(name),
            None => press(KeyCode::Char(first)),
        });
        rest = name.map_or(&rest[first.len_utf8()..], |(_, rest)| rest);
    }
    events
}

fn named(name: &str) -> KeyEvent {
    if let Some(c) = name.strip_prefix("C-") {
        let code = KeyCode::Char(c.parse().unwrap());
        return KeyEvent::new(code, KeyModifiers::CONTROL);
    }
    press(match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "S-Tab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Backspace" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "F1" => KeyCode::F(1),
        "lt" => KeyCode::Char('<'),
        _ => panic!("no key is called <{name}>"),
    })
}

fn press(code: KeyCode) -> KeyEvent {
    KeyEvent::new(code, KeyModifiers::NONE)
}
