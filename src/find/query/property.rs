//! Properties of products: `cat:` `tag:` `of:` `is:` `has:` `phase:`.

use super::names::{self, Names};
use super::own::{InStack, KINDS, ROLES};
use super::term::{Key, Op, Term};
use crate::facts::catalog::Thing;
use crate::facts::lifecycle::{Health, Phase};
use crate::text::suggest;

/// A property that a product has or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Property {
    /// Its category.
    Category(String),
    /// A tag.
    Tag(String),
    /// It is this product, by its index and id.
    Product(usize, String),
    /// Its state on the day.
    State(State),
    /// Something that it has.
    Thing(Thing),
    /// A release has this phase.
    Phase(Phase),
    /// A file of the stack names it like this.
    Stack(InStack),
}

/// The state of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The status that its sign in the list shows.
    Health(Health),
    /// Supported, ending soon, or under extended support.
    Maintained,
    /// A long-term-support release is supported.
    Lts,
    /// It is on the watchlist, as a whole or with a release.
    Watched,
    /// A file of the stack names it.
    Stack,
}

/// Every state with its name and a short description.
pub const STATES: [(&str, State, &str); 10] = [
    (
        "supported",
        State::Health(Health::Supported),
        "supported, not ending soon",
    ),
    ("soon", State::Health(Health::AlmostOver), "ending soon"),
    (
        "extended",
        State::Health(Health::Extended),
        "only extended support is left",
    ),
    (
        "ended",
        State::Health(Health::Ended),
        "no release is supported anymore",
    ),
    (
        "upcoming",
        State::Health(Health::NotYet),
        "not yet released",
    ),
    (
        "unknown",
        State::Health(Health::Unknown),
        "the data does not say",
    ),
    (
        "maintained",
        State::Maintained,
        "supported, ending soon or in extended support",
    ),
    ("lts", State::Lts, "long-term support"),
    ("watched", State::Watched, "on the watchlist"),
    ("stack", State::Stack, "named by a file of the stack"),
];

/// Everything that a product can have, with its name.
pub const THINGS: [(&str, Thing); 13] = [
    ("eoas", Thing::ActiveSupport),
    ("eol", Thing::EndOfLife),
    ("eoes", Thing::ExtendedSupport),
    ("discontinued", Thing::Production),
    ("lts", Thing::Lts),
    ("cpe", Thing::Cpe),
    ("purl", Thing::Purl),
    ("repology", Thing::Repology),
    ("changelog", Thing::Changelog),
    ("policy", Thing::Policy),
    ("codename", Thing::CodeName),
    ("alias", Thing::Alias),
    ("command", Thing::Command),
];

/// Every phase, by its name.
pub const PHASES: [(&str, Phase); 4] = [
    ("active", Phase::ActiveSupport),
    ("eol", Phase::Security),
    ("extended", Phase::ExtendedSupport),
    ("production", Phase::Production),
];

impl Key {
    /// The valid values of the key, sorted; empty if its values are times.
    pub fn values(self, names: Names<'_>) -> Vec<&str> {
        match self {
            Self::Category => names.categories().iter().map(String::as_str).collect(),
            Self::Tag => names.tags().iter().map(String::as_str).collect(),
            Self::Of => {
                let tags = names.tags().iter().map(String::as_str);
                tags.chain(names.products()).collect()
            }
            Self::Is => STATES.iter().map(|(name, ..)| *name).collect(),
            Self::Has => THINGS.iter().map(|(name, _)| *name).collect(),
            Self::Phase => PHASES.iter().map(|(name, _)| *name).collect(),
            Self::Kind => KINDS.to_vec(),
            Self::Role => ROLES.to_vec(),
            Self::In | Self::Ends | Self::Released | Self::Latest | Self::Moved => Vec::new(),
        }
    }

    fn noun(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Of => "product or tag",
            Self::Is => "status",
            Self::Phase => "phase",
            Self::In => "path",
            Self::Kind => "kind",
            Self::Role => "role",
            _ => "property",
        }
    }
}

/// Parses the values of a term, separated by commas.
pub fn read(term: &Term<'_>, key: Key, names: Names<'_>) -> Result<Vec<Property>, String> {
    let name = key.name();
    if !matches!(term.op, Op::Colon | Op::Equal) {
        return Err(format!("{name}: does not support < or >; use {name}:NAME"));
    }
    if key == Key::In {
        return paths(term.value);
    }
    let all = key.values(names);
    let mut properties = Vec::new();
    for typed in term.value.split(',') {
        if let Some(index) = (key == Key::Of).then(|| names.product(typed)).flatten() {
            let id = names.products().nth(index).map(str::to_owned);
            properties.extend(id.map(|id| Property::Product(index, id)));
            continue;
        }
        let meant = names::meant(&all, typed).map_err(|near| unknown(key, typed, &all, &near))?;
        properties.extend(
            meant
                .into_iter()
                .filter_map(|name| Property::new(key, name)),
        );
    }
    Ok(properties)
}

/// The properties of paths, separated by commas.
fn paths(value: &str) -> Result<Vec<Property>, String> {
    let parts: Vec<&str> = value.split(',').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Err("in: needs a part of a path, such as in:api/".to_owned());
    }
    let paths = parts.into_iter().map(str::to_lowercase);
    Ok(paths
        .map(|path| Property::Stack(InStack::In(path)))
        .collect())
}

/// A few of the names, spread evenly.
fn examples(all: &[&str]) -> String {
    let step = (all.len() / 3).max(1);
    let few: Vec<&str> = all.iter().step_by(step).take(3).copied().collect();
    few.join(", ")
}

/// A message about an invalid name, with valid ones.
fn unknown(key: Key, typed: &str, all: &[&str], near: &[&str]) -> String {
    /// How many names a message lists at most.
    const MOST: usize = 13;
    let (name, noun) = (key.name(), key.noun());
    let list = match (near, all.len()) {
        ([], ..=MOST) => format!("expected one of {}", all.join(" ")),
        ([], _) if key == Key::Of => "`eolens list` lists all products".to_owned(),
        ([], count) => format!("there are {count}, such as {}", examples(all)),
        (near, _) => suggest::question(near),
    };
    match typed {
        "" => format!("{name}: needs a {noun}; {list}"),
        // The values are the names of both.
        _ if key == Key::Of => format!("unknown product or tag {typed:?}; {list}"),
        _ => format!("unknown {noun} {typed:?}; {list}"),
    }
}

/// The name of a value in a table of names.
fn name_of<T: PartialEq>(table: &[(&'static str, T)], value: &T) -> Option<&'static str> {
    let (name, _) = table.iter().find(|(_, own)| own == value)?;
    Some(*name)
}

impl Property {
    fn new(key: Key, name: &str) -> Option<Self> {
        match key {
            Key::Category => Some(Self::Category(name.to_owned())),
            // What is no product's name is a tag.
            Key::Tag | Key::Of => Some(Self::Tag(name.to_owned())),
            Key::Is => {
                let (_, state, _) = STATES.into_iter().find(|(own, ..)| *own == name)?;
                Some(Self::State(state))
            }
            Key::Has => {
                let (_, thing) = THINGS.into_iter().find(|(own, _)| *own == name)?;
                Some(Self::Thing(thing))
            }
            Key::Phase => {
                let (_, phase) = PHASES.into_iter().find(|(own, _)| *own == name)?;
                Some(Self::Phase(phase))
            }
            Key::Kind => {
                let kind = KINDS.into_iter().find(|own| *own == name)?;
                Some(Self::Stack(InStack::Kind(kind)))
            }
            Key::Role => {
                let role = ROLES.into_iter().find(|own| *own == name)?;
                Some(Self::Stack(InStack::Role(role)))
            }
            Key::In | Key::Ends | Key::Released | Key::Latest | Key::Moved => None,
        }
    }

    /// The key and the value that stand for it in a query.
    pub fn written(&self) -> (&'static str, &str) {
        let (key, name) = match self {
            Self::Category(name) => (Key::Category, Some(name.as_str())),
            Self::Tag(name) => (Key::Tag, Some(name.as_str())),
            Self::Product(_, id) => (Key::Of, Some(id.as_str())),
            Self::State(state) => {
                let mut states = STATES.iter().filter(|(_, own, _)| own == state);
                (Key::Is, states.next().map(|(name, ..)| *name))
            }
            Self::Phase(phase) => (Key::Phase, name_of(&PHASES, phase)),
            Self::Thing(thing) => (Key::Has, name_of(&THINGS, thing)),
            Self::Stack(InStack::Used) => (Key::Is, Some("stack")),
            Self::Stack(InStack::In(path)) => (Key::In, Some(path.as_str())),
            Self::Stack(InStack::Kind(kind)) => (Key::Kind, Some(*kind)),
            Self::Stack(InStack::Role(role)) => (Key::Role, Some(*role)),
        };
        (key.name(), name.unwrap_or_default())
    }

    /// Whether a product has only one property of this kind, so that two of them can only mean one or the
    /// other.
    pub fn excludes(&self, other: &Self) -> bool {
        use State::Health;
        matches!(
            (self, other),
            (Self::Category(_), Self::Category(_))
                | (Self::State(Health(_)), Self::State(Health(_)))
        )
    }
}
