//! Which modules use which: the paths in every file, resolved to modules.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, paths};

/// The names from the crate to a module: `["app", "browse"]`.
pub type Path = Vec<String>;

/// Every module that is a file, and what it uses.
pub struct Modules {
    /// How often a module's paths lead into another module.
    pub uses: BTreeMap<Path, BTreeMap<Path, usize>>,
}

impl Modules {
    pub fn new(sources: &[Source]) -> Self {
        let files: Vec<_> = sources.iter().map(|it| (it.module(), it.file())).collect();
        let names = files.iter().map(|(own, file)| (own.clone(), exports(file)));
        let names = Names(names.collect());
        let uses = files.into_iter().map(|(own, file)| {
            let mut used = BTreeMap::new();
            for (path, count) in paths(&file) {
                if let Some(module) = names.resolve(&own, &path).filter(|it| *it != own) {
                    *used.entry(module).or_default() += count;
                }
            }
            (own, used)
        });
        Self {
            uses: uses.collect(),
        }
    }

    /// The uses between the children of a module, each with everything below it. Uses that leave the
    /// module, or that involve the module itself, do not count.
    pub fn between_children(&self, parent: &[String]) -> BTreeMap<&str, BTreeMap<&str, usize>> {
        let child = |path: &'_ Path| -> Option<usize> {
            (path.starts_with(parent) && path.len() > parent.len()).then_some(parent.len())
        };
        let mut between: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
        for (user, used) in &self.uses {
            let Some(place) = child(user) else { continue };
            let arrows = between.entry(&user[place]).or_default();
            for (module, count) in used {
                if child(module).is_some() && module[place] != user[place] {
                    *arrows.entry(&module[place]).or_default() += count;
                }
            }
        }
        between
    }

    /// Siblings that use each other in a circle, after the path of their parent.
    pub fn circles(&self) -> BTreeSet<Vec<String>> {
        let parents = self.uses.keys().flat_map(|path| {
            let lengths = 0..path.len();
            lengths.map(|length| &path[..length])
        });
        let parents: BTreeSet<&[String]> = parents.collect();
        let circles = parents.into_iter().flat_map(|parent| {
            let named = move |names: BTreeSet<&str>| {
                let path = |name| [parent, &[String::from(name)]].concat().join("::");
                names.into_iter().map(path).collect::<Vec<_>>()
            };
            circles(&self.between_children(parent))
                .into_iter()
                .map(named)
        });
        circles.collect()
    }
}

/// The sets of two or more nodes that reach each other.
fn circles<'a>(graph: &BTreeMap<&'a str, BTreeMap<&'a str, usize>>) -> BTreeSet<BTreeSet<&'a str>> {
    let reached = |from: &'a str| {
        let mut reached = BTreeSet::new();
        let mut left = vec![from];
        while let Some(node) = left.pop() {
            let next = graph.get(node).into_iter().flat_map(BTreeMap::keys);
            left.extend(next.copied().filter(|next| reached.insert(*next)));
        }
        reached
    };
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|node| (*node, reached(node))).collect();
    let circle = |node: &&'a str| {
        let there = reached[*node].iter().copied();
        there
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(*node)))
            .collect::<BTreeSet<_>>()
    };
    let circles = graph.keys().map(circle);
    circles.filter(|circle| circle.len() > 1).collect()
}

/// Every module, with the names that it imports and the paths that they stand for.
struct Names(BTreeMap<Path, BTreeMap<String, String>>);

impl Names {
    /// The module that a path in another leads to; `None` outside of this crate. Reexported names lead to
    /// their origin.
    fn resolve(&self, from: &[String], path: &str) -> Option<Path> {
        let mut names = path.split("::").peekable();
        let mut place = match *names.peek()? {
            "crate" => Vec::new(),
            "self" | "super" => from.to_vec(),
            _ => return None,
        };
        while let Some(name) = names.next_if(|name| matches!(*name, "crate" | "self" | "super")) {
            if name == "super" {
                place.pop();
            }
        }
        for name in names {
            let deeper = [&place, &[name.to_owned()][..]].concat();
            if self.0.contains_key(&deeper) {
                place = deeper;
                continue;
            }
            let passed_on = self.0.get(&place).and_then(|names| names.get(name));
            return match passed_on {
                Some(path) => self.resolve(&place, path),
                None => Some(place),
            };
        }
        Some(place)
    }
}

/// The names in a file's `use` items, each with its path.
fn exports(file: &syn::File) -> BTreeMap<String, String> {
    fn collect(before: &str, tree: &syn::UseTree, names: &mut BTreeMap<String, String>) {
        let full = |name: &syn::Ident| format!("{before}{name}");
        match tree {
            syn::UseTree::Path(it) => collect(&format!("{}::", full(&it.ident)), &it.tree, names),
            syn::UseTree::Name(it) => {
                names.insert(it.ident.to_string(), full(&it.ident));
            }
            syn::UseTree::Rename(it) => {
                names.insert(it.rename.to_string(), full(&it.ident));
            }
            syn::UseTree::Group(it) => it.items.iter().for_each(|it| collect(before, it, names)),
            syn::UseTree::Glob(_) => {}
        }
    }
    let mut names = BTreeMap::new();
    for item in &file.items {
        if let syn::Item::Use(it) = item {
            collect("", &it.tree, &mut names);
        }
    }
    names
}

/// Modules made of these files, for testing the tests.
fn modules(files: &[(&str, &str)]) -> Modules {
    let sources: Vec<Source> = files
        .iter()
        .map(|(path, text)| Source {
            path: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    Modules::new(&sources)
}

#[test]
fn a_circle_is_found_however_its_paths_are_written() {
    for there in [
        "crate::a::c::D",
        "super::c::D",
        "super::{c::{D}}",
        "super::E",
    ] {
        let modules = modules(&[
            ("a.rs", "pub mod b; pub mod c; pub use self::c::D as E;"),
            ("a/b.rs", &format!("use {there};")),
            ("a/c.rs", "pub mod f;"),
            ("a/c/f.rs", "fn g() { super::super::b::h() }"),
        ]);
        let circle = vec!["a::b".to_owned(), "a::c".to_owned()];
        assert_eq!(modules.circles(), BTreeSet::from([circle]), "{there}");
    }
}

#[test]
fn a_parent_and_its_child_are_no_circle() {
    let modules = modules(&[
        ("a.rs", "pub mod b; use self::b::C; pub struct D;"),
        ("a/b.rs", "use super::D; use crate::e::F;"),
        ("e.rs", "use crate::g::H;"),
        ("g.rs", "use std::fs;"),
    ]);
    assert_eq!(modules.circles(), BTreeSet::new());
}
