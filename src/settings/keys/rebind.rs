//! The key table with the user's keys. A rebinding is refused if it takes a key from another action or
//! leaves no way to quit.

use std::borrow::Cow;

use super::{BINDINGS, Binding, Key, Keys, text_fields};
use crate::app::Places;

/// The user's keys for an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rebinding {
    /// The action's name.
    pub action: &'static str,
    /// Its keys; empty to unbind the action.
    pub keys: Vec<Key>,
}

/// A refused rebinding: the action keeps its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The index of the rebinding.
    pub rebinding: usize,
    /// Why, and what to write instead.
    pub reason: String,
}

impl Keys {
    /// The key table with all rebindings, except the refused ones.
    pub fn rebound(rebindings: &[Rebinding]) -> (Self, Vec<Refusal>) {
        let numbered = rebindings.iter().enumerate();
        let useless = numbered.filter_map(|(rebinding, wanted)| {
            let reason = useless(wanted)?;
            Some(Refusal { rebinding, reason })
        });
        let mut refused: Vec<Refusal> = useless.collect();
        let usual = clashes(BINDINGS);
        loop {
            let is_refused =
                |number: usize| refused.iter().any(|refusal| refusal.rebinding == number);
            let granted: Vec<(usize, &Rebinding)> = rebindings
                .iter()
                .enumerate()
                .filter(|(number, _)| !is_refused(*number))
                .collect();
            let keys = Self::with(granted.iter().map(|(_, rebinding)| *rebinding));
            // If two clash, the later one is refused.
            let refusal = clashes(&keys.bindings).into_iter().find_map(|clash| {
                let wanted = |(_, rebinding): &&(usize, &Rebinding)| {
                    clash.actions.contains(&rebinding.action)
                };
                let (rebinding, _) = granted.iter().rev().find(wanted)?;
                (!usual.contains(&clash)).then(|| clash.refusal(*rebinding))
            });
            match refusal {
                Some(refusal) => refused.push(refusal),
                None => return (keys, refused),
            }
        }
    }

    fn with<'a>(rebindings: impl Iterator<Item = &'a Rebinding>) -> Self {
        let mut keys = Self::default();
        for rebinding in rebindings {
            let own = |binding: &&mut Binding| binding.name == rebinding.action;
            for binding in keys.bindings.iter_mut().filter(own) {
                binding.keys = Cow::Owned(rebinding.keys.clone());
            }
        }
        keys
    }
}

/// Why a rebinding is refused regardless of the others.
fn useless(rebinding: &Rebinding) -> Option<String> {
    let mut all = BINDINGS.iter();
    let binding = all.find(|binding| binding.name == rebinding.action)?;
    let is_heard = |key: &Key| binding.is_everywhere() || is_heard(*key, binding.places());
    match rebinding.keys.iter().find(|key| !is_heard(key)) {
        Some(key) => Some(format!(
            "{key} is text input where {:?} applies; use ctrl- or a key that types no character",
            rebinding.action
        )),
        None if rebinding.action == "quit" && !rebinding.keys.iter().any(leaves) => Some(
            "\"quit\" needs a key that types no character, or you could not quit from the search line"
                .to_owned(),
        ),
        None => None,
    }
}

/// Whether the key works even in a text field.
fn leaves(key: &Key) -> bool {
    text_fields(*key).is_empty()
}

/// Whether the key is a command rather than input in one of the places.
fn is_heard(key: Key, places: Places) -> bool {
    !places.except(text_fields(key)).is_empty()
}

/// A key with two meanings in one place.
#[derive(Debug, PartialEq, Eq)]
struct Clash {
    key: Key,
    actions: [&'static str; 2],
}

impl Clash {
    fn refusal(&self, rebinding: usize) -> Refusal {
        let (key, [one, other]) = (self.key, self.actions);
        let reason = format!(
            "{key} is bound to both {one:?} and {other:?} in the same place; change one of them"
        );
        Refusal { rebinding, reason }
    }
}

fn clashes(bindings: &[Binding]) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (number, one) in bindings.iter().enumerate() {
        for other in bindings.iter().skip(number + 1) {
            let is_shared = |key: &&Key| other.keys.contains(key) && meet(one, other, **key);
            clashes.extend(one.keys.iter().filter(is_shared).map(|key| Clash {
                key: *key,
                actions: [one.name, other.name],
            }));
        }
    }
    clashes
}

/// Whether there is a place where the key would mean both.
fn meet(one: &Binding, other: &Binding, key: Key) -> bool {
    match (one.is_everywhere(), other.is_everywhere()) {
        (true, true) => true,
        (true, false) => is_heard(key, other.places()),
        (false, true) => is_heard(key, one.places()),
        (false, false) => is_heard(key, one.places().shared(other.places())),
    }
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Key, Keys, Rebinding};

    fn rebinding((action, keys): &(&'static str, &str)) -> Rebinding {
        let keys = keys.split(' ').filter(|key| !key.is_empty());
        let keys = keys.map(|key| Key::parse(key).unwrap()).collect();
        Rebinding { action, keys }
    }

    /// The first key of each rebound action, and the indices of refused rebindings.
    fn rebound(rebindings: &[(&'static str, &str)]) -> (Vec<Option<String>>, Vec<usize>) {
        let (keys, refused) = Keys::rebound(&rebindings.iter().map(rebinding).collect::<Vec<_>>());
        let first = rebindings
            .iter()
            .map(|(action, _)| {
                let mut all = keys.all().iter();
                let binding = all.find(|binding| binding.name == *action)?;
                Some(binding.keys.first()?.to_string())
            })
            .collect();
        (
            first,
            refused.iter().map(|refusal| refusal.rebinding).collect(),
        )
    }

    fn keys(keys: &[&str]) -> Vec<Option<String>> {
        let keys = keys.iter();
        keys.map(|key| (!key.is_empty()).then(|| (*key).to_owned()))
            .collect()
    }

    #[test]
    fn actions_have_names_of_their_own() {
        for (number, binding) in BINDINGS.iter().enumerate() {
            let is_kebab = binding
                .name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c == '-');
            assert!(is_kebab && !binding.name.is_empty(), "{}", binding.name);
            let is_other = |other: &super::Binding| other.name != binding.name;
            assert!(BINDINGS[..number].iter().all(is_other), "{}", binding.name);
        }
    }

    #[test]
    fn wishes_are_granted_unless_a_key_would_mean_two_things() {
        for (rebindings, first, refused) in [
            (vec![("zoom", "b")], vec!["b"], vec![]),
            (vec![("down", "k"), ("up", "j")], vec!["k", "j"], vec![]),
            (vec![("down", "k")], vec!["j"], vec![0]),
            (vec![("zoom", "q")], vec!["z"], vec![0]),
            (vec![("zoom", "b"), ("why", "b")], vec!["b", "w"], vec![1]),
            (
                vec![("zoom", "ctrl-x"), ("why", "f5")],
                vec!["Ctrl-x", "F5"],
                vec![],
            ),
            (vec![("zoom", "")], vec![""], vec![]),
            (vec![("quit", "")], vec!["Ctrl-c"], vec![0]),
            (vec![("quit", "f10")], vec!["F10"], vec![]),
            (vec![("quit", "b")], vec!["Ctrl-c"], vec![0]),
            (vec![("quit", "b ctrl-q")], vec!["b"], vec![]),
            (vec![("delete-word", "b")], vec!["Ctrl-w"], vec![0]),
            (vec![("next-pane", "b")], vec!["b"], vec![]),
            // Once the first is refused, the action keeps a key that the second wants.
            (vec![("down", "q"), ("up", "j")], vec!["j", "k"], vec![0, 1]),
        ] {
            assert_eq!(
                rebound(&rebindings),
                (keys(&first), refused),
                "{rebindings:?}"
            );
        }
    }

    #[test]
    fn a_refusal_names_both_actions() {
        let (_, refused) = Keys::rebound(&[rebinding(&("zoom", "j"))]);
        let reason =
            "j is bound to both \"down\" and \"zoom\" in the same place; change one of them";
        assert_eq!(refused[0].reason, reason);
    }
}
