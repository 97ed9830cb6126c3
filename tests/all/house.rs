//! The rules of the house, held against the sources: floors, sizes, names, keys.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use eolens::settings::keys::BINDINGS;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

const LONGEST_FUNCTION: usize = 40;
const LONGEST_FILE: usize = 400;
const LONGEST_CONTRACT: usize = 4;
const EMPTY_NAMES: [&str; 7] = [
    "mod", "util", "utils", "common", "helper", "helpers", "manager",
];
const UNFINISHED: [&str; 6] = ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "dbg!"];

/// The library's map, the program, and the maintainers' tool.
const WITHOUT_A_FLOOR: [&str; 3] = ["lib", "main", "refresh"];

/// What only a floor below `app` may mention.
const OUTSIDE: [&str; 9] = [
    "ratatui",
    "crossterm",
    "std::fs",
    "std::env",
    "std::process",
    "std::thread",
    "Local",
    "Instant",
    "SystemTime",
];

/// Messages that no key causes: queries that have a name, text that is typed or pasted, the mouse, and
/// news from outside.
const WITHOUT_A_KEY: [&str; 9] = [
    "Insert", "Paste", "Ask", "Click", "Wheel", "Resized", "Watched", "Done", "Failed",
];

/// A source file without its tests.
struct Source {
    /// From `src/`, with `/`.
    path: String,
    text: String,
    file: syn::File,
}

impl Source {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut file = syn::parse_file(&text).unwrap();
        file.items.retain(|item| !is_test(item));
        let path = path.strip_prefix(root()).unwrap();
        let names: Vec<_> = path.iter().map(|name| name.to_str().unwrap()).collect();
        Self {
            path: names.join("/"),
            text,
            file,
        }
    }

    /// `app` for `app.rs` and for `app/browse.rs`.
    fn floor(&self) -> &str {
        let (floor, _) = self.path.split_once(['/', '.']).unwrap();
        floor
    }

    /// Every path that is written out, one name after the other: `std::fs` of `use std::{fs, io}`.
    fn paths(&self) -> BTreeSet<String> {
        let tokens = self.file.to_token_stream();
        let mut paths = BTreeSet::new();
        collect_paths("", tokens, &mut paths);
        paths
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source file but the unit tests.
fn sources() -> Vec<Source> {
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

/// Joins names over `::` and into the groups of a `use`.
fn collect_paths(before: &str, tokens: TokenStream, paths: &mut BTreeSet<String>) {
    let mut path = before.to_owned();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if !path.is_empty() && !path.ends_with("::") {
                    path.clear();
                }
                path.push_str(&name.to_string());
                paths.insert(path.clone());
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

/// The modules of the table in `lib.rs`, from the highest to the lowest.
fn floors() -> Vec<String> {
    let map = fs::read_to_string(root().join("lib.rs")).unwrap();
    let row = |line: &str| {
        let (name, _) = line.strip_prefix("//! | [`")?.split_once("`] |")?;
        Some(name.to_owned())
    };
    map.lines().filter_map(row).collect()
}

#[test]
fn every_module_has_its_floor() {
    let floors = floors();
    let map = Source::read(&root().join("lib.rs"));
    let modules = map.file.items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) => Some(module.ident.to_string()),
        _ => None,
    });
    let mut sorted = floors.clone();
    sorted.sort();
    assert_eq!(sorted, modules.collect::<Vec<_>>());
}

#[test]
fn a_module_uses_only_modules_above_it() {
    let floors = floors();
    let height = |name: &str| floors.iter().position(|floor| floor == name);
    for source in sources() {
        let Some(own) = height(source.floor()) else {
            assert!(WITHOUT_A_FLOOR.contains(&source.floor()), "{}", source.path);
            continue;
        };
        for path in source.paths() {
            let used = path.strip_prefix("crate::").and_then(height);
            assert!(
                used.is_none_or(|used| used <= own),
                "{} uses {path}",
                source.path
            );
            let ups = path.split("::").filter(|name| *name == "super").count();
            assert!(
                ups <= source.path.matches('/').count(),
                "{} uses {path}",
                source.path
            );
        }
    }
}

#[test]
fn down_to_the_app_there_is_nothing_from_outside() {
    let floors = floors();
    let app = floors.iter().position(|floor| floor == "app").unwrap();
    for source in sources() {
        let is_inside = floors[..=app].iter().any(|floor| floor == source.floor());
        if !is_inside || source.floor() == "sources" {
            continue;
        }
        for path in source.paths() {
            for name in OUTSIDE {
                let is_it = path == name || path.ends_with(&format!("::{name}"));
                assert!(!is_it, "{} mentions {path}", source.path);
            }
        }
    }
}

#[test]
fn paths_are_found_wherever_they_are_written() {
    let code = "use std::{fs, io::{self, Read}}; use crate::a::{b}; fn f(x: crate::c::D) { y(super::super::z) }";
    let mut paths = BTreeSet::new();
    collect_paths("", code.parse().unwrap(), &mut paths);
    for path in [
        "std::fs",
        "std::io::Read",
        "crate::a::b",
        "crate::c::D",
        "super::super::z",
    ] {
        assert!(paths.contains(path), "{path} in {paths:?}");
    }
}

/// Lengths of functions, from the signature to the closing brace.
#[derive(Default)]
struct Functions {
    lengths: Vec<(String, usize)>,
}

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (first, last) = (signature.span().start(), block.span().end());
        let length = last.line - first.line + 1;
        self.lengths.push((signature.ident.to_string(), length));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.add(&function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }
}

#[test]
fn functions_are_short() {
    let mut long = Vec::new();
    for source in sources() {
        let mut functions = Functions::default();
        functions.visit_file(&source.file);
        functions
            .lengths
            .retain(|(_, length)| *length > LONGEST_FUNCTION);
        let lengths = functions.lengths.iter();
        long.extend(lengths.map(|(name, length)| format!("{}: {name} has {length}", source.path)));
    }
    assert_eq!(long, [""; 0]);
}

#[test]
fn files_are_short() {
    for source in sources() {
        let all = syn::parse_file(&source.text).unwrap();
        let tests = all.items.iter().filter(|item| is_test(item));
        let tests: usize = tests
            .map(|item| item.span().end().line - item.span().start().line + 1)
            .sum();
        let length = source.text.lines().count() - tests;
        assert!(length <= LONGEST_FILE, "{} has {length} lines", source.path);
    }
}

#[test]
fn every_file_opens_with_its_contract() {
    let mut wrong = Vec::new();
    for source in sources() {
        let lines = source.text.lines();
        let lines = lines.take_while(|line| line.starts_with("//!")).count();
        let most = match source.path.as_str() {
            "lib.rs" | "screen/view.rs" => usize::MAX,
            _ => LONGEST_CONTRACT,
        };
        if !(1..=most).contains(&lines) {
            wrong.push(format!("{} opens with {lines}", source.path));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

/// Public items and fields without a word on what they mean.
#[derive(Default)]
struct Wordless(Vec<String>);

impl Wordless {
    fn add(&mut self, visibility: &syn::Visibility, attributes: &[syn::Attribute], name: &Ident) {
        let is_public = matches!(visibility, syn::Visibility::Public(_));
        let has_words = attributes.iter().any(|it| it.path().is_ident("doc"));
        if is_public && !has_words {
            self.0.push(name.to_string());
        }
    }
}

impl<'ast> Visit<'ast> for Wordless {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        match item {
            syn::Item::Const(it) => self.add(&it.vis, &it.attrs, &it.ident),
            syn::Item::Enum(it) => self.add(&it.vis, &it.attrs, &it.ident),
            syn::Item::Fn(it) => self.add(&it.vis, &it.attrs, &it.sig.ident),
            syn::Item::Static(it) => self.add(&it.vis, &it.attrs, &it.ident),
            syn::Item::Struct(it) => self.add(&it.vis, &it.attrs, &it.ident),
            syn::Item::Trait(it) => self.add(&it.vis, &it.attrs, &it.ident),
            syn::Item::Type(it) => self.add(&it.vis, &it.attrs, &it.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item_fn(&mut self, it: &'ast syn::ImplItemFn) {
        self.add(&it.vis, &it.attrs, &it.sig.ident);
    }

    fn visit_impl_item_const(&mut self, it: &'ast syn::ImplItemConst) {
        self.add(&it.vis, &it.attrs, &it.ident);
    }

    fn visit_field(&mut self, it: &'ast syn::Field) {
        if let Some(name) = &it.ident {
            self.add(&it.vis, &it.attrs, name);
        }
    }
}

#[test]
fn what_is_public_says_what_it_means() {
    let mut wrong = Vec::new();
    for source in sources() {
        let mut wordless = Wordless::default();
        wordless.visit_file(&source.file);
        let names = wordless.0.iter();
        wrong.extend(names.map(|name| format!("{}: {name}", source.path)));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn names_say_what_a_file_is_about() {
    for source in sources() {
        let mut names = source.path.split(['/', '.']);
        let empty = names.find(|name| EMPTY_NAMES.contains(name));
        assert_eq!(empty, None, "{}", source.path);
    }
}

#[test]
fn nothing_is_left_to_do() {
    for source in sources() {
        for word in UNFINISHED {
            assert!(!source.text.contains(word), "{word} in {}", source.path);
        }
    }
}

/// The variants of an enum under `src/app`: `Move(Step)` counts as one for each step.
fn variants(name: &str) -> Vec<String> {
    let enums = sources()
        .into_iter()
        .filter(|source| source.floor() == "app");
    let found = enums
        .flat_map(|source| source.file.items)
        .find_map(|item| match item {
            syn::Item::Enum(item) if item.ident == name => Some(item),
            _ => None,
        });
    let Some(found) = found else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for variant in &found.variants {
        let field = variant.fields.iter().next().map(|field| &field.ty);
        let inner = field.map_or(Vec::new(), |ty| variants(&ty.to_token_stream().to_string()));
        let name = &variant.ident;
        if inner.is_empty() {
            names.push(name.to_string());
        }
        names.extend(inner.iter().map(|inner| format!("{name}({inner})")));
    }
    names
}

#[test]
fn every_message_has_a_key_or_no_need_of_one() {
    let bound: BTreeSet<String> = BINDINGS
        .iter()
        .map(|binding| format!("{:?}", binding.msg))
        .collect();
    let all = variants("Msg");
    assert!(all.contains(&"Move(Up)".to_owned()) && all.contains(&"Quit".to_owned()));
    let (without, with): (Vec<_>, Vec<_>) = all.into_iter().partition(|msg| !bound.contains(msg));
    assert_eq!(
        without, WITHOUT_A_KEY,
        "bind it in keys.rs, or say here that no key causes it"
    );
    assert_eq!(with.into_iter().collect::<BTreeSet<_>>(), bound);
}

#[test]
fn every_key_has_words_that_fit_a_line_of_the_help() {
    for binding in BINDINGS {
        let words = binding.words;
        assert!(
            !binding.keys.is_empty() && (1..=50).contains(&words.chars().count()),
            "{binding:?}"
        );
        assert!(
            !words.ends_with('.') && !words.starts_with(char::is_uppercase),
            "{words}"
        );
        assert!(binding.hint.is_none_or(|hint| !hint.is_empty()), "{words}");
    }
}

/// A snapshot bears the name of its test, or the one that the test gives it.
#[test]
fn no_snapshot_is_left_over() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all");
    let [screens, views] =
        ["screens.rs", "views.rs"].map(|file| fs::read_to_string(tests.join(file)).unwrap());
    for entry in fs::read_dir(tests.join("snapshots")).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let (text, name) = match file.strip_prefix("all__views__view_") {
            Some(name) => (&views, name),
            None => (&screens, file.strip_prefix("all__screens__").unwrap()),
        };
        let name = name
            .strip_suffix(".snap")
            .expect("every snapshot is accepted");
        let is_used =
            text.contains(&format!("fn {name}()")) || text.contains(&format!("\"{name}\""));
        assert!(is_used, "{file} belongs to no test");
    }
}
