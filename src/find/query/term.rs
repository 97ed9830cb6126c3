//! Parses terms of a query: `-key:value`, `key<value`, `key>=value`.

use std::ops::Range;

use crate::text::suggest;

/// The signs that separate key and value.
pub const SIGNS: [char; 4] = [':', '<', '>', '='];

/// A word in the form of a filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<'a> {
    /// The key, without a minus.
    pub key: &'a str,
    /// The sign.
    pub op: Op,
    /// The value; may be empty.
    pub value: &'a str,
}

/// The comparison of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Op {
    /// `:`, like `=`, but also used between a product and its version.
    Colon,
    /// `=`
    Equal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// The keys that every catalog has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Category.
    Category,
    /// Tag.
    Tag,
    /// One of some products or tags.
    Of,
    /// The state of the product.
    Is,
    /// What the product has.
    Has,
    /// The phase of support.
    Phase,
    /// The path of a file of the stack.
    In,
    /// The kind of a version in the stack.
    Kind,
    /// What a version in the stack is used for.
    Role,
    /// An upcoming end of life.
    Ends,
    /// A release date.
    Released,
    /// The date of the newest version.
    Latest,
    /// The day on which an end date moved in the data.
    Moved,
}

impl Key {
    /// All keys.
    pub const ALL: [Self; 13] = [
        Self::Category,
        Self::Tag,
        Self::Of,
        Self::Is,
        Self::Has,
        Self::Phase,
        Self::In,
        Self::Kind,
        Self::Role,
        Self::Ends,
        Self::Released,
        Self::Latest,
        Self::Moved,
    ];

    /// The name as typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Category => "cat",
            Self::Tag => "tag",
            Self::Of => "of",
            Self::Is => "is",
            Self::Has => "has",
            Self::Phase => "phase",
            Self::In => "in",
            Self::Kind => "kind",
            Self::Role => "role",
            Self::Ends => "ends",
            Self::Released => "released",
            Self::Latest => "latest",
            Self::Moved => "moved",
        }
    }

    /// The sign that most often follows it.
    pub fn usual_sign(self) -> char {
        match self {
            Self::Ends | Self::Released | Self::Moved => '<',
            Self::Latest => '>',
            _ => ':',
        }
    }

    /// Whether its values are times.
    pub fn is_time(self) -> bool {
        matches!(
            self,
            Self::Ends | Self::Released | Self::Latest | Self::Moved
        )
    }

    /// The key of a name, ignoring case.
    pub fn find(name: &str) -> Option<Self> {
        let is = |other: &str| other.eq_ignore_ascii_case(name);
        let own = Self::ALL.into_iter().find(|key| is(key.name()));
        own.or_else(|| is("category").then_some(Self::Category))
    }

    /// The key one edit away from a name.
    pub fn near(name: &str) -> Option<Self> {
        let keys = Self::ALL.into_iter().map(Self::name);
        let long = keys.filter(|key| key.len() > 2 && name.len() > 2);
        Self::find(suggest::near(name, long).first()?)
    }
}

/// The words of a text with their byte ranges.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let pieces = text.split_inclusive(char::is_whitespace);
    let placed = pieces.scan(0, |next, piece| {
        let at = *next;
        *next += piece.len();
        Some((at, piece.trim_end()))
    });
    placed
        .filter(|(_, word)| !word.is_empty())
        .map(|(at, word)| (at..at + word.len(), word))
}

/// Parses a word as a term; `None` if it does not have that form.
pub fn read(word: &str) -> Option<Term<'_>> {
    let word = word.strip_prefix('-').unwrap_or(word);
    let (key, rest) = word.split_at_checked(word.find(SIGNS)?)?;
    let is_key = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c));
    // Other tools write `ends:<90d`.
    let rest = match rest.strip_prefix(':') {
        Some(after) if after.starts_with(['<', '>']) => after,
        _ => rest,
    };
    let signs = [
        ("<=", Op::AtMost),
        (">=", Op::AtLeast),
        ("<", Op::Less),
        (">", Op::More),
        ("==", Op::Equal),
        ("=", Op::Equal),
        (":", Op::Colon),
    ];
    let mut signs = signs.into_iter();
    let (value, op) = signs.find_map(|(sign, op)| Some((rest.strip_prefix(sign)?, op)))?;
    is_key.then_some(Term { key, op, value })
}
