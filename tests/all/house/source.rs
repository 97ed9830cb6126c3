//! The sources for the house tests: every file below `src/` without its tests, and the paths in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;

/// A source file.
pub struct Source {
    /// The path below `src/`, with `/`.
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(root()).unwrap();
        let names: Vec<_> = path.iter().map(|name| name.to_str().unwrap()).collect();
        Self {
            path: names.join("/"),
            text,
        }
    }

    /// The items of the file and the number of its lines, without its tests.
    pub fn parse(&self) -> (syn::File, usize) {
        let mut file = syn::parse_file(&self.text).unwrap();
        let lines = |item: &syn::Item| {
            let span = item.span();
            span.end().line - span.start().line + 1
        };
        let tests = file.items.iter().filter(|item| is_test(item));
        let length = self.text.lines().count() - tests.map(lines).sum::<usize>();
        file.items.retain(|item| !is_test(item));
        (file, length)
    }

    /// The items of the file without its tests.
    pub fn file(&self) -> syn::File {
        self.parse().0
    }

    /// `app` for `app.rs` and for `app/browse.rs`.
    pub fn floor(&self) -> &str {
        let (floor, _) = self.path.split_once(['/', '.']).unwrap();
        floor
    }

    /// `["app", "browse"]` for `app/browse.rs`.
    pub fn module(&self) -> Vec<String> {
        let path = self.path.strip_suffix(".rs").unwrap();
        path.split('/').map(str::to_owned).collect()
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file except unit tests.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    collect_files(&root(), &mut files);
    files.retain(|path| {
        path.iter()
            .all(|part| part != "tests.rs" && part != "tests")
    });
    assert!(files.len() > 20, "the sources are found: {files:?}");
    files.iter().map(|path| Source::read(path)).collect()
}

fn collect_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect_files(&path, files);
        } else {
            files.push(path);
        }
    }
    files.sort();
}

fn is_test(item: &syn::Item) -> bool {
    let syn::Item::Mod(module) = item else {
        return false;
    };
    let is_cfg_test = |attribute: &syn::Attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|name| name == "test")
    };
    module.attrs.iter().any(is_cfg_test)
}

/// Every path in a file, including macros, and how often it occurs: `std::fs` for `use std::{fs, io}`.
pub fn paths(file: &syn::File) -> BTreeMap<String, usize> {
    let mut paths = BTreeMap::new();
    collect_paths("", file.to_token_stream(), &mut paths);
    paths
}

/// Joins names across `::` and into the groups of a `use`.
fn collect_paths(before: &str, tokens: TokenStream, paths: &mut BTreeMap<String, usize>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut path = before.to_owned();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) => {
                if !path.is_empty() && !path.ends_with("::") {
                    path.clear();
                }
                path.push_str(&name.to_string());
                let goes_on = tokens.peek().is_some_and(begins_double_colon);
                if !goes_on {
                    *paths.entry(path.clone()).or_default() += 1;
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => path.push(':'),
            TokenTree::Punct(_) | TokenTree::Literal(_) => before.clone_into(&mut path),
            TokenTree::Group(group) => {
                let is_nested = path.ends_with("::");
                collect_paths(if is_nested { &path } else { "" }, group.stream(), paths);
                before.clone_into(&mut path);
            }
        }
    }
}

/// Whether it is the first colon of `::`.
fn begins_double_colon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(it) if it.as_char() == ':' && it.spacing() == Spacing::Joint)
}

#[test]
fn paths_are_found_wherever_they_are_written() {
    let code = "use std::{fs, io::{self, Read}}; use crate::a::{b}; \
        fn f(x: crate::c::D, g: E) { y!(super::super::z, G::<T>::h) }";
    let paths = paths(&syn::parse_file(code).unwrap());
    for path in [
        "std::fs",
        "std::io::self",
        "std::io::Read",
        "crate::a::b",
        "crate::c::D",
        "super::super::z",
        "E",
    ] {
        assert_eq!(paths.get(path), Some(&1), "{path} in {paths:?}");
    }
    assert!(!paths.contains_key("std::io"), "{paths:?}");
}
