//! Names that the data do not have: of parts that bear the version of their product, and names that people
//! search a product by although other software bears them.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Lines of a product's id, a tab, and names with commas between; `#` begins a remark.
const PARTS: &str = include_str!("../../../assets/parts.tsv");

/// Lines that begin with a name; `#` begins a remark.
const UNLIKE: &str = include_str!("../../../assets/unlike.tsv");

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

fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// Small letters, and a dash between words.
fn spelled(name: &str) -> String {
    let name = name.trim().to_lowercase();
    name.replace([' ', '_'], "-")
}

/// The id of the product that has a part of this name.
pub fn product_of(part: &str) -> Option<&'static str> {
    PRODUCTS.get(&spelled(part)).copied()
}

/// Whether other software bears a name by which a product is searched for.
pub fn is_other(name: &str) -> bool {
    OTHERS.contains(&spelled(name))
}

#[cfg(test)]
mod tests {
    use super::{OTHERS, PARTS, PRODUCTS, is_other, lines, product_of};

    #[test]
    fn every_part_has_a_product_and_a_source() {
        for line in lines(PARTS) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, _, source] = columns[..] else {
                panic!("three columns: {line}");
            };
            assert!(source.starts_with("https://"), "{line}");
        }
        assert!(PRODUCTS.len() > 50 && OTHERS.len() > 10);
        assert_eq!(product_of("MySQL_community server"), Some("mysql"));
        assert!(is_other("WildFly") && !is_other("python"));
    }
}
