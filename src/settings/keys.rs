//! The key table: each action with its keys, their meanings and their description. Help, footer, palette
//! and manual page are generated from it, with the user's own keys.

mod key;
mod rebind;
mod sections;
mod table;

use std::borrow::Cow;

use crossterm::event::KeyEvent;

pub use self::key::Key;
pub use self::rebind::{Rebinding, Refusal};
pub use self::sections::{Contents, SECTIONS, Section};
pub use self::table::BINDINGS;
use self::table::{LINES, LINKS};
use crate::app::line_edit::Edit;
use crate::app::popup::palette::Action;
use crate::app::{Msg, Place, Places};

/// A row of the key table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The action's name. It must never change, because configurations refer to it.
    pub name: &'static str,
    /// The keys; empty if the user has unbound the action.
    pub keys: Cow<'static, [Key]>,
    /// The meaning of the keys in each place; no places are all that give the keys no other meaning.
    pub meanings: &'static [(Places, Msg)],
    /// What they do, for help.
    pub words: &'static str,
    /// A word for the footer; `None` keeps the action out of it.
    pub hint: Option<&'static str>,
}

impl Binding {
    /// The meaning of the keys in a place; `None` for none.
    pub fn msg(&self, place: Place) -> Option<&Msg> {
        let mut meanings = self.meanings.iter();
        let meaning = meanings.find(|(places, _)| places.is_empty() || places.contains(place));
        meaning.map(|(_, msg)| msg)
    }

    /// Whether the keys apply everywhere, unless a place gives them another meaning.
    pub fn is_everywhere(&self) -> bool {
        self.meanings.iter().any(|(places, _)| places.is_empty())
    }

    /// The places that the keys are limited to; none if they apply everywhere.
    fn places(&self) -> Places {
        let meanings = self.meanings.iter();
        meanings.fold(Places::default(), |all, (places, _)| all.and(*places))
    }
}

/// The key table with the keys in force.
#[derive(Debug, Clone)]
pub struct Keys {
    bindings: Vec<Binding>,
}

impl Default for Keys {
    /// The default keys.
    fn default() -> Self {
        let bindings = BINDINGS.to_vec();
        Self { bindings }
    }
}

impl Keys {
    /// The meaning of a key in a place. A key that only means something elsewhere says where; `None` if it means
    /// nothing.
    pub fn message(&self, place: Place, event: KeyEvent) -> Option<Msg> {
        let pressed = Key::pressed(event);
        if let Some(c) = pressed
            .typed()
            .filter(|_| text_fields(pressed).contains(place))
        {
            return Some(Msg::Edit(Edit::Insert(c)));
        }
        let mut bindings = self.of(place);
        match bindings.find(|binding| binding.keys.contains(&pressed)) {
            Some(bound) => bound.msg(place).cloned(),
            None => self.elsewhere(pressed).filter(|_| !LINES.contains(place)),
        }
    }

    /// What a key does on a screen, for a place where it does nothing.
    fn elsewhere(&self, key: Key) -> Option<Msg> {
        let mut bindings = self.bindings.iter();
        let binding = bindings.find(|binding| {
            let on_screens = binding.places().shared(Place::ON_SCREENS);
            binding.keys.contains(&key) && !on_screens.is_empty()
        })?;
        let whereabouts = sections::whereabouts(binding.places());
        let words = format!("{key} works {whereabouts} ({}).", binding.words);
        Some(Msg::Failed(words))
    }

    /// All rows, in the order of the help.
    pub fn all(&self) -> &[Binding] {
        &self.bindings
    }

    /// The rows that apply in a place, its own first.
    pub fn of(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let own = self.own(place);
        own.chain(self.everywhere())
    }

    /// The rows of a place without those that apply everywhere.
    pub fn own(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let bindings = self.bindings.iter();
        bindings.filter(move |binding| binding.places().contains(place))
    }

    /// The rows that apply everywhere.
    pub fn everywhere(&self) -> impl Iterator<Item = &Binding> {
        let bindings = self.bindings.iter();
        bindings.filter(|binding| binding.is_everywhere())
    }

    /// The first key of a message; `None` if it has none.
    pub fn key_of(&self, msg: &Msg) -> Option<&Key> {
        let mut bindings = self.bindings.iter();
        let means = |binding: &&Binding| binding.meanings.iter().any(|(_, own)| own == msg);
        let binding = bindings.find(means)?;
        binding.keys.first()
    }

    /// Like [`Self::key_of`], but only a key that is not typed as text in the place.
    pub fn key_in(&self, place: Place, msg: &Msg) -> Option<&Key> {
        let key = self.key_of(msg)?;
        (!text_fields(*key).contains(place)).then_some(key)
    }

    /// The actions in the palette: all but typing and moving.
    pub fn actions(&self) -> Vec<Action> {
        let is_named = |msg: &Msg| !matches!(msg, Msg::Move(_) | Msg::Edit(_) | Msg::Palette);
        let actions = self.bindings.iter().flat_map(|binding| {
            let named = binding
                .meanings
                .iter()
                .filter(move |(_, msg)| is_named(msg));
            named.map(|(places, msg)| Action {
                name: binding.words.to_owned(),
                keys: names(&binding.keys),
                places: *places,
                whereabouts: sections::whereabouts(*places),
                msg: msg.clone(),
                reason: None,
            })
        });
        actions.collect()
    }
}

/// The places where a key is input rather than a command; in the list of links only digits are.
pub fn text_fields(key: Key) -> Places {
    match key.typed() {
        Some(c) if c.is_ascii_digit() => LINES.and(LINKS),
        Some(_) => LINES,
        None => Places::default(),
    }
}

/// The names of keys, for help and palette.
pub fn names(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Keys};
    use crate::app::line_edit::Edit;
    use crate::app::{Msg, Place};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    /// Every place. A new place fails to compile until it is added here.
    fn places() -> Vec<Place> {
        let mut places = vec![Place::List];
        while let Some(next) = places.last().copied().and_then(after) {
            places.push(next);
        }
        places
    }

    fn after(place: Place) -> Option<Place> {
        Some(match place {
            Place::List => Place::Search,
            Place::Search => Place::Releases,
            Place::Releases => Place::Timeline,
            Place::Timeline => Place::Page,
            Place::Page => Place::Radar,
            Place::Radar => Place::ReleaseList,
            Place::ReleaseList => Place::Comparison,
            Place::Comparison => Place::Watchlist,
            Place::Watchlist => Place::Bars,
            Place::Bars => Place::Stack,
            Place::Stack => Place::StackBars,
            Place::StackBars => Place::Changes,
            Place::Changes => Place::Help,
            Place::Help => Place::HelpLine,
            Place::HelpLine => Place::Problems,
            Place::Problems => Place::Why,
            Place::Why => Place::Find,
            Place::Find => Place::Links,
            Place::Links => Place::Palette,
            Place::Palette => Place::Filters,
            Place::Filters => return None,
        })
    }

    fn press(place: Place, c: char) -> Option<Msg> {
        Keys::default().message(place, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in places() {
            let here = |binding: &&super::Binding| binding.places().contains(place);
            let own = BINDINGS
                .iter()
                .filter(here)
                .flat_map(|binding| binding.keys.iter());
            let all: Vec<_> = own.collect();
            for (number, key) in all.iter().enumerate() {
                assert!(!all[..number].contains(key), "{key} in {place:?}");
            }
        }
    }

    #[test]
    fn a_key_of_another_screen_says_where_it_works() {
        for (place, c, words) in [
            (
                Place::Radar,
                's',
                "s works in the product list (sort by the next column).",
            ),
            (
                Place::List,
                'e',
                "e works in the stack (open the file at this line in your editor).",
            ),
            (
                Place::Why,
                'f',
                "f works in the product list (filter products).",
            ),
        ] {
            assert_eq!(press(place, c), Some(Msg::Failed(words.to_owned())));
        }
        assert_eq!(press(Place::List, 'v'), None, "nothing anywhere");
    }

    #[test]
    fn letters_are_text_where_text_is_typed() {
        for place in [Place::Search, Place::Find, Place::Palette] {
            assert_eq!(press(place, 'q'), Some(Msg::Edit(Edit::Insert('q'))));
            assert_eq!(press(place, '?'), Some(Msg::Edit(Edit::Insert('?'))));
        }
        assert_eq!(press(Place::Links, '7'), Some(Msg::Edit(Edit::Insert('7'))));
        assert_eq!(press(Place::List, 'q'), Some(Msg::Close));
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(
            Keys::default().message(Place::Search, quit),
            Some(Msg::Quit)
        );
    }
}
