//! Updates `products/` from a newer folder of product files: takes the facts, keeps our texts, and lists
//! products that are new, gone or changed, and texts to review. A maintainer's tool, not part of the
//! program.

mod canonical;
mod changes;
mod history;
mod texts;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use eolens::facts::product::{self, Product, text};
use eolens::sources::source;
use eolens::text::yaml;

use self::texts::Texts;

/// Update the facts in products/ from newer product files, keeping our texts
#[derive(Parser)]
struct Arguments {
    /// Folder of the newer product files
    folder: PathBuf,
    /// The catalog
    #[arg(long, value_name = "DIR", default_value = "products")]
    products: PathBuf,
    /// Regenerate the moves and the commit of the data from this clone, which needs its whole history
    #[arg(long, value_name = "CLONE")]
    history: Option<PathBuf>,
    /// Mark our texts of these products (or of `all`) as reviewed against the newer ones
    #[arg(long, value_name = "PRODUCT", num_args = 1..)]
    read: Vec<String>,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(clone) = &arguments.history {
        write("assets/moves.tsv", &history::moves(clone)?)?;
        write("assets/source.tsv", &history::source(clone)?)?;
    }
    let mut refresh = Refresh {
        texts: Texts::load()?,
        ours: catalog(&arguments.products)?,
        counts: [0; 3],
    };
    for path in source::product_files(&arguments.folder)? {
        refresh.take_over(&path, &arguments)?;
    }
    let Refresh {
        texts,
        ours,
        counts: [new, changed, unread],
    } = refresh;
    for (id, (path, _)) in &ours {
        let path = path.display();
        println!("gone     {id}: not in the folder; remove {path} if it should go");
    }
    texts.save(&ours.keys().cloned().collect())?;
    let gone = ours.len();
    println!("{new} new, {changed} changed, {gone} gone, {unread} texts to read");
    Ok(())
}

fn write(path: &str, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.to_owned())
}

struct Refresh {
    texts: Texts,
    /// Our files that have no counterpart yet, by product id.
    ours: BTreeMap<String, (PathBuf, File)>,
    /// The number of new products, changed products, and texts to review.
    counts: [usize; 3],
}

impl Refresh {
    fn take_over(&mut self, path: &Path, arguments: &Arguments) -> Result<()> {
        let theirs = File::read(path)?;
        let id = theirs.product.id.clone();
        let own = self.ours.remove(&id);
        let before = own.as_ref().map(|(_, file)| &file.product);
        let after = merge(&theirs, before)?;
        put(&arguments.products, path, own.as_ref(), &after)?;
        report(before, &after.product);
        let is_named = |read: &String| *read == id || read == "all";
        if arguments.read.iter().any(is_named) {
            self.texts.mark_read(&id, &theirs.product);
        }
        let is_unread =
            !self.texts.is_read(&id, &theirs.product) || after.product.body.trim().is_empty();
        if is_unread {
            println!("read     {id}: compare our text with {}", path.display());
        }
        let is_changed = before.is_some_and(|before| *before != after.product);
        for (count, is_one) in self
            .counts
            .iter_mut()
            .zip([before.is_none(), is_changed, is_unread])
        {
            *count += usize::from(is_one);
        }
        Ok(())
    }
}

/// Our files by product id.
fn catalog(products: &Path) -> Result<BTreeMap<String, (PathBuf, File)>> {
    if !products.is_dir() {
        let products = products.display();
        bail!("{products} is not a folder; run this at the top of the repository");
    }
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(products)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let file = File::read(&path)?;
            files.insert(file.product.id.clone(), (path, file));
        }
    }
    Ok(files)
}

/// Writes a changed file under the upstream file's name: names determine the catalog's order.
fn put(folder: &Path, theirs: &Path, own: Option<&(PathBuf, File)>, after: &File) -> Result<()> {
    let path = folder.join(theirs.file_name().context("a file without a name")?);
    if own.is_none_or(|(old, file)| *old != path || file.text != after.text) {
        fs::write(&path, &after.text).with_context(|| path.display().to_string())?;
    }
    match own {
        Some((old, _)) if *old != path => fs::remove_file(old).map_err(Into::into),
        _ => Ok(()),
    }
}

fn report(before: Option<&Product>, after: &Product) {
    let id = &after.id;
    let Some(before) = before else {
        println!("new      {id}: {} releases", after.releases.len());
        return;
    };
    for change in changes::between(before, after) {
        println!("changed  {id}: {change}");
    }
}

/// A product file and its parsed content.
struct File {
    text: String,
    product: Product,
}

impl File {
    fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let bytes = fs::read(path).with_context(|| name.clone())?;
        let text =
            text::decode(&bytes).map_err(|(_, reason)| anyhow::anyhow!("{name}: {reason}"))?;
        Self::parse(&name, text.into_owned())
    }

    fn parse(name: &str, text: String) -> Result<Self> {
        let parsed = product::parse(name, text.as_bytes());
        let parsed = parsed.map_err(|fault| anyhow::anyhow!("{fault}"))?;
        for fault in &parsed.faults {
            eprintln!("{fault}");
        }
        let product = parsed.product;
        Ok(Self { text, product })
    }
}

/// Upstream facts in our style, with our descriptions and our body.
fn merge(theirs: &File, ours: Option<&Product>) -> Result<File> {
    let id = &theirs.product.id;
    let misfit = |reason| anyhow::anyhow!("{id}: {reason}");
    let (front, _) = text::split(&theirs.text).map_err(|(_, reason)| misfit(reason))?;
    let tree =
        yaml::read(front).map_err(|(at, reason)| misfit(format!("line {}: {reason}", at.line)))?;
    let fields = ours.map_or(&[][..], |ours| &ours.custom_fields).iter();
    let descriptions: BTreeMap<String, String> = fields
        .filter_map(|field| Some((field.name.clone(), field.description.clone()?)))
        .collect();
    let beside = canonical::Beside {
        shows_dates: theirs.product.columns.released.is_some(),
        descriptions,
    };
    let front = canonical::front_matter(&tree, &beside);
    let body = ours.map_or("", |ours| ours.body.trim_matches('\n'));
    let end = if body.is_empty() { "" } else { "\n" };
    let text = format!("---\n{front}---\n{end}{body}{end}");
    let merged = File::parse(id, text)?;
    ensure!(
        facts(&merged.product) == facts(&theirs.product),
        "{id}: the canonical form would change a fact: {}",
        changes::between(&theirs.product, &merged.product).join("; ")
    );
    Ok(merged)
}

/// A product without its texts.
fn facts(product: &Product) -> Product {
    let mut facts = product.clone();
    facts.body.clear();
    for field in &mut facts.custom_fields {
        field.description = None;
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::File;

    fn file(body: &str, latest: &str, description: &str) -> File {
        let text = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\naddedAt: 2020-01-01\ncustomFields:\n\
             - {{name: java, display: api-only, label: Java, description: {description}}}\n\
             releases:\n- {{releaseCycle: '2', releaseDate: 2024-01-01, eol: false, \
             latest: '{latest}', java: 1.10}}\n---\n{body}"
        );
        File::parse("x.md", text).unwrap()
    }

    #[test]
    fn facts_are_theirs_and_words_are_ours() {
        let ours = file("\n> Our words.\n", "2.0", "Our description");
        let theirs = file("\n> Their words.\n", "2.1", "Their description");
        let merged = super::merge(&theirs, Some(&ours.product)).unwrap();
        assert!(
            merged.text.ends_with("\n---\n\n> Our words.\n"),
            "{}",
            merged.text
        );
        assert!(merged.text.contains("latest: \"2.1\""));
        assert!(merged.text.contains("description: Our description"));
        let again = super::merge(&merged, Some(&merged.product)).unwrap();
        assert_eq!(again.text, merged.text);
    }

    #[test]
    fn a_new_product_has_facts_and_no_words_yet() {
        let theirs = file("\n> Their words.\n", "2.1", "Their description");
        let merged = super::merge(&theirs, None).unwrap();
        assert!(merged.text.ends_with("\n---\n"));
        assert_eq!(merged.product.body, "");
    }
}
