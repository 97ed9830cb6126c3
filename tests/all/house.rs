//! The rules of the house, checked against the sources: floors, circles, names, keys.

mod map;
mod modules;
mod source;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use eolens::settings::keys::BINDINGS;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::visit::{self, Visit};

use self::modules::Modules;
use self::source::{Source, paths, root, sources};

const LONGEST_CONTRACT: usize = 4;
const EMPTY_NAMES: [&str; 7] = [
    "mod", "util", "utils", "common", "helper", "helpers", "manager",
];
const UNFINISHED: [&str; 6] = ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "dbg!"];

/// The library's map, the program, and the maintainers' tool belong to no floor.
const WITHOUT_A_FLOOR: [&str; 3] = ["lib", "main", "refresh"];

/// Crates and modules that only floors below `app` may mention.
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

/// Messages that no key causes: named queries and watchlists, typed or pasted text, the mouse, and news from
/// outside.
const WITHOUT_A_KEY: [&str; 13] = [
    "Edit(Insert)",
    "Edit(Paste)",
    "Screen(Comparison)",
    "Ask",
    "Progress",
    "Click",
    "Wheel",
    "Resized",
    "Use",
    "Opened",
    "Saved",
    "Done",
    "Failed",
];

/// The floors in the table of `lib.rs`, from top to bottom.
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
    let map = Source::read(&root().join("lib.rs")).file();
    let modules = map.items.iter().filter_map(|item| match item {
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
    for (user, used) in &Modules::new(&sources()).uses {
        let Some(own) = height(&user[0]) else {
            assert!(WITHOUT_A_FLOOR.contains(&user[0].as_str()), "{user:?}");
            continue;
        };
        for module in used.keys().filter(|module| !module.is_empty()) {
            let is_above = height(&module[0]).is_some_and(|used| used <= own);
            assert!(is_above, "{} uses {}", user.join("::"), module.join("::"));
        }
    }
}

#[test]
fn no_two_files_of_a_floor_use_each_other_in_a_circle() {
    let circles = Modules::new(&sources()).circles();
    assert!(circles.is_empty(), "{circles:?}");
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
        // It starts threads, so that no other file needs to.
        let is_threads = source.path == "text/threads.rs";
        for path in paths(&source.file()).into_keys() {
            for name in OUTSIDE {
                if is_threads && name == "std::thread" {
                    continue;
                }
                let is_it = format!("::{path}::").contains(&format!("::{name}::"));
                assert!(!is_it, "{} mentions {path}", source.path);
            }
        }
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

/// Public items and fields without documentation.
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
        wordless.visit_file(&source.file());
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

/// The enums under `src/app` by name; `Msg` in `browse.rs` is `browse :: Msg`.
fn enums() -> BTreeMap<String, syn::ItemEnum> {
    let mut enums = BTreeMap::new();
    for source in sources().iter().filter(|source| source.floor() == "app") {
        let module = Path::new(&source.path).file_stem().unwrap().to_str();
        for item in source.file().items {
            if let syn::Item::Enum(item) = item {
                let name = match module.unwrap() {
                    module if item.ident == "Msg" => format!("{module} :: Msg"),
                    _ => item.ident.to_string(),
                };
                enums.insert(name, item);
            }
        }
    }
    enums
}

/// The variants of an enum; `Move(Step)` counts as one for each step.
fn variants(enums: &BTreeMap<String, syn::ItemEnum>, name: &str) -> Vec<String> {
    let Some(found) = enums.get(name) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for variant in &found.variants {
        let field = variant.fields.iter().next().map(|field| &field.ty);
        let inner = field.map_or(Vec::new(), |ty| {
            variants(enums, &ty.to_token_stream().to_string())
        });
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
    let meanings = BINDINGS.iter().flat_map(|binding| binding.meanings);
    let bound: BTreeSet<String> = meanings.map(|(_, msg)| format!("{msg:?}")).collect();
    let all = variants(&enums(), "message :: Msg");
    assert!(all.contains(&"Move(Up)".to_owned()) && all.contains(&"Quit".to_owned()));
    let (without, with): (Vec<_>, Vec<_>) = all.into_iter().partition(|msg| !bound.contains(msg));
    assert_eq!(
        without, WITHOUT_A_KEY,
        "bind it in keys/table.rs, or say here that no key causes it"
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

/// A snapshot is named after its test, or as the test says.
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
