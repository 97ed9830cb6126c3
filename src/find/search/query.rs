//! What is searched for: the words of a query, prepared to be found in many texts.

use memchr::memmem::Finder;

use crate::facts::catalog::letters::{mask, squashed};

/// A query.
pub struct Query {
    /// Its words, each once.
    pub words: Vec<Word>,
    /// All of it as one word, where it has several.
    pub whole: Option<Word>,
    /// The letters that occur in it.
    pub mask: u64,
}

/// More different words than these are in no product's texts.
const MOST_WORDS: usize = 32;

/// Letters and digits in lower case.
pub struct Word {
    /// As it is looked for.
    pub text: String,
    /// The letters that occur in it; see [`mask`].
    pub mask: u64,
    /// Begins with a digit: more likely a version than a name.
    pub is_number: bool,
    /// Finds it in a text.
    pub finder: Finder<'static>,
}

impl Query {
    /// The words of a text that is typed.
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

    /// Whether it has more words than any product has.
    pub fn is_too_long(&self) -> bool {
        self.words.len() > MOST_WORDS
    }

    /// The same without its numbers; `None` where it has none, or nothing else.
    pub fn without_numbers(&self) -> Option<Self> {
        let words = self.words.iter().filter(|word| !word.is_number);
        let words: Vec<&str> = words.map(|word| word.text.as_str()).collect();
        let is_less = !words.is_empty() && words.len() < self.words.len();
        is_less.then(|| Self::new(&words.join(" ")))
    }
}

impl Word {
    /// A word, already [`squashed`].
    pub fn new(text: String) -> Self {
        Self {
            mask: mask(text.as_bytes()),
            is_number: text.starts_with(|c: char| c.is_ascii_digit()),
            finder: Finder::new(text.as_bytes()).into_owned(),
            text,
        }
    }

    /// How many bytes it has.
    pub fn length(&self) -> usize {
        self.text.len()
    }
}
