//! The words of a query, prepared for searching many texts.

use memchr::memmem::Finder;

use crate::facts::catalog::letters::{mask, squashed};

/// A query.
pub struct Query {
    /// Its words without repetitions.
    pub words: Vec<Word>,
    /// The whole query as one word, if it has several.
    pub whole: Option<Word>,
    /// The letters in it.
    pub mask: u64,
}

/// No product's texts have more different words.
const MOST_WORDS: usize = 32;

/// A word of lowercase letters and digits.
pub struct Word {
    /// The text to search for.
    pub text: String,
    /// Its characters.
    pub characters: Vec<char>,
    /// The letters in it; see [`mask`].
    pub mask: u64,
    /// Whether it starts with a digit, so that it is more likely a version than a name.
    pub is_number: bool,
    /// Finds it in a text.
    pub finder: Finder<'static>,
}

impl Query {
    /// Splits a typed text into words.
    pub fn new(query: &str) -> Self {
        let mut words: Vec<Word> = Vec::new();
        for word in query.split(|c: char| !c.is_alphanumeric()) {
            if words.len() > MOST_WORDS {
                break;
            }
            let text = squashed(word);
            if !text.is_empty() && words.iter().all(|word| word.text != text) {
                words.push(Word::new(text));
            }
        }
        Self {
            whole: (words.len() > 1 && words.len() <= MOST_WORDS)
                .then(|| Word::new(squashed(query))),
            mask: words.iter().fold(0, |mask, word| mask | word.mask),
            words,
        }
    }

    /// Whether it has more words than any product.
    pub fn is_too_long(&self) -> bool {
        self.words.len() > MOST_WORDS
    }

    /// The query without numbers; `None` if it has none, or nothing else.
    pub fn without_numbers(&self) -> Option<Self> {
        let words = self.words.iter().filter(|word| !word.is_number);
        let words: Vec<&str> = words.map(|word| word.text.as_str()).collect();
        let is_less = !words.is_empty() && words.len() < self.words.len();
        is_less.then(|| Self::new(&words.join(" ")))
    }
}

impl Word {
    /// A word that is already [`squashed`].
    pub fn new(text: String) -> Self {
        Self {
            mask: mask(text.as_bytes()),
            is_number: text.starts_with(|c: char| c.is_ascii_digit()),
            finder: Finder::new(text.as_bytes()).into_owned(),
            characters: text.chars().collect(),
            text,
        }
    }

    /// Its length in bytes.
    pub fn length(&self) -> usize {
        self.text.len()
    }
}
