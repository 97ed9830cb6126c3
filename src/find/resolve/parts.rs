//! Names that are not in the data: parts that share the version of their product, and names that find a
//! product although other software has them too.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::sets::lines;

/// Each line is a product's id, a tab, and names separated by commas; `#` starts a comment.
const PARTS: &str = include_str!("../../../assets/parts.tsv");

/// Each line starts with a name; `#` starts a comment.
const UNLIKE: &str = include_str!("../../../assets/unlike.tsv");

/// No name of other software has more words.
const MOST_WORDS: usize = 5;

/// The ids of products by the names of their parts. Built once on first use; never changed.
static PRODUCTS: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let mut products = HashMap::new();
    for line in lines(PARTS) {
        let mut columns = line.split('\t');
        if let (Some(id), Some(names)) = (columns.next(), columns.next()) {
            products.extend(names.split(',').map(|name| (spelled(name), id)));
        }
    }
    products
});

/// The names of other software. Built once on first use; never changed.
static OTHERS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let names = lines(UNLIKE).filter_map(|line| line.split('\t').next());
    names.map(spelled).collect()
});

/// Lower case, with dashes between words, of which `x86_64` is one.
fn spelled(name: &str) -> String {
    let name = name.trim().to_lowercase().replace("x86_64", "x8664");
    name.replace([' ', '_'], "-")
}

/// The id of the product that has a part of this name.
pub fn product_of(part: &str) -> Option<&'static str> {
    PRODUCTS.get(&spelled(part)).copied()
}

/// Whether a name that finds a product also belongs to other software.
pub fn is_other(name: &str) -> bool {
    OTHERS.contains(&spelled(name))
}

/// Where the longest name of other software at the start of a text ends, in bytes; `None` if there is none.
pub fn other_at_start(text: &str) -> Option<usize> {
    let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric());
    let ends = ends.map(|(at, _)| at).take(MOST_WORDS).chain([text.len()]);
    ends.filter(|end| text.get(..*end).is_some_and(is_other))
        .last()
}

#[cfg(test)]
mod tests {
    use super::{OTHERS, PARTS, PRODUCTS, UNLIKE, is_other, lines, other_at_start, product_of};

    #[test]
    fn every_part_has_a_product_and_a_source() {
        for line in lines(PARTS) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, source] = columns[..] else {
                panic!("three columns: {line}");
            };
            assert!(source.starts_with("https://"), "{line}");
        }
        for line in lines(UNLIKE) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, source] = columns[..] else {
                panic!("three columns: {line}");
            };
            assert!(source.starts_with("https://"), "{line}");
        }
        assert!(PRODUCTS.len() > 50 && OTHERS.len() > 10);
        assert_eq!(product_of("MySQL_community server"), Some("mysql"));
        assert!(is_other("WildFly") && !is_other("python"));
        assert_eq!(other_at_start("Chrome OS 100"), Some(9));
        assert_eq!(other_at_start("the Chrome OS"), None);
    }
}
