//! The house in figures: `cargo house`. Prints them for review; nothing here fails.

use std::collections::{BTreeMap, BTreeSet};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use super::floors;
use super::modules::Modules;
use super::source::{Source, sources};

/// Functions from this length on are listed.
const LONG_FUNCTION: usize = 40;
/// Files from this length on are listed, without their tests.
const LONG_FILE: usize = 400;

/// A file without its tests.
struct File {
    module: Vec<String>,
    items: Vec<syn::Item>,
    length: usize,
}

impl File {
    fn new(source: &Source) -> Self {
        let (file, length) = source.parse();
        Self {
            module: source.module(),
            items: file.items,
            length,
        }
    }

    fn name(&self) -> String {
        self.module.join("::")
    }
}

#[test]
#[ignore = "prints the floors, sizes and shared names: cargo house"]
fn print() {
    let sources = sources();
    let modules = Modules::new(&sources);
    let files: Vec<File> = sources.iter().map(File::new).collect();
    let mut parts = vec![floor_rows(&files, &modules)];
    parts.extend(floors().iter().map(|it| room_rows(it, &files, &modules)));
    let circles = modules.circles().into_iter();
    let circles: Vec<_> = circles.map(|circle| circle.join(", ")).collect();
    parts.extend([
        list("Files over 400 lines without tests", &long_files(&files)),
        list("Functions over 40 lines", &long_functions(&files)),
        list("Type names in more than one file", &shared_names(&files)),
        list("Circles", &circles),
    ]);
    println!("{}", parts.join("\n"));
}

fn list(title: &str, rows: &[String]) -> String {
    let rows = rows.iter().map(|row| format!("  {row}\n"));
    format!("{title}: {}\n{}", rows.len(), rows.collect::<String>())
}

fn floor_rows(files: &[File], modules: &Modules) -> String {
    let between = modules.between_children(&[]);
    let order = floors();
    let row = |floor: &str, length: (usize, usize)| {
        let used = order.iter().filter_map(|other| {
            let count = between.get(floor)?.get(other.as_str())?;
            Some((other.as_str(), *count))
        });
        row(floor, length, &arrows(used))
    };
    let title = "Floors, highest first: files, lines without tests, paths into other floors\n";
    let floors = order.iter().map(|it| row(it, size(files, &[it])));
    let all = row("all", size(files, &[]));
    format!("{title}{}{all}", floors.collect::<String>())
}

/// The modules directly below a floor, with what they use of each other, and, after `↑`, of other floors.
fn room_rows(floor: &str, files: &[File], modules: &Modules) -> String {
    let parent = [floor.to_owned()];
    let rooms = modules.between_children(&parent).into_iter();
    let rooms = rooms.map(|(room, siblings)| {
        let above = above(floor, room, modules);
        let above = arrows(above.iter().map(|(name, count)| (name.as_str(), *count)));
        let arrow = if above.is_empty() { "" } else { " ↑ " };
        let used = format!("{}{arrow}{above}", arrows(siblings));
        row(room, size(files, &[floor, room]), used.trim_start())
    });
    format!("{floor}\n{}", rooms.collect::<String>())
}

fn row(name: &str, (files, lines): (usize, usize), used: &str) -> String {
    let row = format!("  {name:<12} {files:>3} {lines:>6}  {used}");
    format!("{}\n", row.trim_end())
}

/// The number of files and lines of the modules below a path.
fn size(files: &[File], path: &[&str]) -> (usize, usize) {
    let is_below = |file: &&File| file.module.iter().take(path.len()).eq(path);
    let below = files.iter().filter(is_below);
    below.fold((0, 0), |(files, lines), it| (files + 1, lines + it.length))
}

fn arrows<'a>(used: impl IntoIterator<Item = (&'a str, usize)>) -> String {
    let used = used.into_iter();
    let words = used.map(|(name, count)| format!("{name} {count}"));
    words.collect::<Vec<_>>().join(", ")
}

/// What a module uses of other floors.
fn above(floor: &str, room: &str, modules: &Modules) -> BTreeMap<String, usize> {
    let mut above: BTreeMap<String, usize> = BTreeMap::new();
    for (user, used) in &modules.uses {
        if !user.iter().take(2).eq([floor, room]) {
            continue;
        }
        for (module, count) in used {
            if let Some(other) = module.first().filter(|other| *other != floor) {
                *above.entry(other.clone()).or_default() += count;
            }
        }
    }
    above
}

fn long_files(files: &[File]) -> Vec<String> {
    let long = files.iter().filter(|file| file.length > LONG_FILE);
    long.map(|file| format!("{:>4} {}", file.length, file.name()))
        .collect()
}

/// The lengths of functions, from signature to closing brace.
#[derive(Default)]
struct Functions(Vec<(usize, String)>);

impl Functions {
    fn add(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let (first, last) = (signature.span().start(), block.span().end());
        self.0
            .push((last.line - first.line + 1, signature.ident.to_string()));
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

fn long_functions(files: &[File]) -> Vec<String> {
    let long = files.iter().flat_map(|file| {
        let mut functions = Functions::default();
        file.items
            .iter()
            .for_each(|item| functions.visit_item(item));
        let long = functions
            .0
            .into_iter()
            .filter(|(length, _)| *length > LONG_FUNCTION);
        long.map(|(length, name)| format!("{length:>4} {} {name}", file.name()))
    });
    long.collect()
}

/// The names of types that are defined in more than one file, with the files.
fn shared_names(files: &[File]) -> Vec<String> {
    let mut modules: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        for item in &file.items {
            let name = match item {
                syn::Item::Struct(it) => &it.ident,
                syn::Item::Enum(it) => &it.ident,
                syn::Item::Trait(it) => &it.ident,
                syn::Item::Type(it) => &it.ident,
                _ => continue,
            };
            modules
                .entry(name.to_string())
                .or_default()
                .insert(file.name());
        }
    }
    let shared = modules.into_iter().filter(|(_, modules)| modules.len() > 1);
    shared
        .map(|(name, modules)| format!("{name}: {}", Vec::from_iter(modules).join(", ")))
        .collect()
}
