//! What a person reads, printed to be read in one go: `cargo words`. And the words that it never has.

use std::fs;
use std::path::Path;
use std::process::Command;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

use super::source::sources;

/// The spelling and the terms of the glossary in CONTRIBUTING.md: what is never written, and what is instead.
const NEVER: [(&str, &str); 25] = [
    ("catalogue", "catalog"),
    ("catalogues", "catalogs"),
    ("colour", "color"),
    ("colours", "colors"),
    ("coloured", "colored"),
    ("colourless", "colorless"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("behaviour", "behavior"),
    ("grey", "gray"),
    ("centre", "center"),
    ("normalise", "normalize"),
    ("recognise", "recognize"),
    ("recognised", "recognized"),
    ("cancelled", "canceled"),
    ("guidances", "guidance"),
    ("informations", "information"),
    ("is over", "has ended"),
    ("almost over", "ending soon"),
    ("what ends when", "upcoming end dates"),
    ("data are", "data is"),
    ("data do", "data does"),
    ("data say", "data says"),
    ("please", "leave it out"),
    ("is none", "is not a …"),
];

/// A sentence of the program and the line that writes it.
struct Sentence {
    place: String,
    text: String,
}

/// Every string literal of more than one word, those of tests, attributes and `expect` apart.
fn sentences() -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for source in sources() {
        let mut literals = Vec::new();
        collect_literals(source.file().to_token_stream(), &mut literals);
        sentences.extend(literals.into_iter().map(|(line, text)| Sentence {
            place: format!("src/{}:{line}", source.path),
            text,
        }));
    }
    sentences
}

/// Inside macros too, where strings are tokens.
fn collect_literals(tokens: TokenStream, literals: &mut Vec<(usize, String)>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(it) if it.as_char() == '!'));
                tokens.next_if(|next| is_group(next, Delimiter::Bracket));
            }
            TokenTree::Ident(name) if name == "expect" || name == "debug_assert" => {
                tokens.next_if(|next| matches!(next, TokenTree::Punct(it) if it.as_char() == '!'));
                tokens.next_if(|next| is_group(next, Delimiter::Parenthesis));
            }
            TokenTree::Group(group) => collect_literals(group.stream(), literals),
            TokenTree::Literal(literal) => {
                let line = literal.span().start().line;
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string())
                    && is_prose(&text.value())
                {
                    literals.push((line, text.value()));
                }
            }
            TokenTree::Punct(_) | TokenTree::Ident(_) => {}
        }
    }
}

fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// Whether a letter stands before a blank or behind one.
fn is_prose(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(2).any(|pair| match pair {
        [' ', other] | [other, ' '] => other.is_alphabetic(),
        _ => false,
    })
}

/// What is written outside of the sources, each with its place: what the program prints of itself, and the
/// files beside it.
fn documents() -> Vec<(String, String)> {
    let asked = [&["man"][..], &["config", "--default"]];
    let asked = asked.map(|arguments| {
        let output = Command::new(env!("CARGO_BIN_EXE_eolens"))
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success());
        let text = String::from_utf8(output.stdout).unwrap();
        (format!("eolens {}", arguments.join(" ")), text)
    });
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = [
        "README.md",
        "docs/guide.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "CHANGELOG.md",
    ]
    .map(|name| root.join(name))
    .into();
    let themes = fs::read_dir(root.join("assets/themes")).unwrap();
    files.extend(themes.map(|entry| entry.unwrap().path()));
    files.sort();
    let files = files.into_iter().map(|path| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        (name, fs::read_to_string(path).unwrap())
    });
    asked.into_iter().chain(files).collect()
}

#[test]
#[ignore = "prints what a person reads: cargo words"]
fn print() {
    for Sentence { place, text } in sentences() {
        println!("{place}: {}", text.replace('\n', "\n    "));
    }
    for (place, text) in documents() {
        println!("\n── {place} ──\n{text}");
    }
}

/// Whether the words stand in a text as words of their own, whatever their case.
fn has_words(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    text.match_indices(words).any(|(at, found)| {
        !is_letter(text[..at].chars().next_back())
            && !is_letter(text[at + found.len()..].chars().next())
    })
}

#[test]
fn the_words_are_those_of_the_glossary() {
    let sentences = sentences();
    assert!(sentences.len() > 500, "{} sentences", sentences.len());
    let sentences = sentences.into_iter().map(|it| (it.place, it.text));
    let lines = documents().into_iter().flat_map(|(place, text)| {
        let lines = text.lines().enumerate();
        let lines =
            lines.map(|(number, line)| (format!("{place}:{}", number + 1), line.to_owned()));
        lines.collect::<Vec<_>>()
    });
    let mut wrong = Vec::new();
    for (place, text) in sentences.chain(lines) {
        for (never, instead) in NEVER {
            let quotes = ["CONTRIBUTING.md", "CHANGELOG.md"];
            let is_quoted = quotes.iter().any(|document| place.starts_with(document));
            if has_words(&text, never) && !is_quoted {
                wrong.push(format!("{place}: {never}, better: {instead}: {text}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
