use super::Searcher;
use crate::facts::catalog::Catalog;
use crate::facts::product;

/// Id, title, and further front matter.
const PRODUCTS: &[(&str, &str, &str)] = &[
    ("mysql", "MySQL", "tags: oracle database"),
    (
        "postgresql",
        "PostgreSQL",
        "alternate_urls: [/postgres, /psql]",
    ),
    ("python", "Python", "tags: lang psf"),
    ("pypy", "PyPy", "tags: lang"),
    ("iron", "Microsoft IronPython", ""),
    ("cpython-build", "Xpython Builds", ""),
    ("nodejs", "Node.js", "alternate_urls: [/node]"),
    (
        "debian",
        "Debian",
        "releases:\n- {releaseCycle: '12', codename: Bookworm, eol: false}",
    ),
    ("amazon-linux", "Amazon Linux", "category: os\ntags: amazon"),
    ("linux", "Linux Kernel", "category: os\ntags: kernel"),
    ("aerospike", "aerospike", "category: database"),
    ("works", "Works", "alternate_urls: [/müsterwörk]"),
];

fn catalog() -> Catalog {
    Catalog::new(PRODUCTS.iter().map(|(id, title, more)| {
        let default = |key: &str, line: &'static str| {
            let is_there = more.lines().any(|line| line.starts_with(key));
            if is_there { "" } else { line }
        };
        let (category, releases) = (
            default("category", "category: lang\n"),
            default("releases", "releases: []\n"),
        );
        let file =
            format!("---\ntitle: {title}\npermalink: /{id}\n{category}{releases}{more}\n---\n");
        product::parse(id, file.as_bytes())
    }))
    .unwrap()
}

/// The ids of the hits, the best first.
fn hits(catalog: &Catalog, query: &str) -> Vec<String> {
    let found = Searcher::default().search(catalog, query);
    // Guesses are tested separately.
    let hits = found.hits.iter().filter(|_| !found.is_guess);
    hits.map(|index| catalog.cards()[*index].id.to_string())
        .collect()
}

#[test]
fn the_better_a_name_fits_the_earlier_it_comes() {
    let catalog = catalog();
    for (query, best) in [
        ("python", &["python", "iron", "cpython-build"][..]),
        ("py", &["python", "pypy"]),
        ("linux", &["linux", "amazon-linux"]),
        ("linux kernel", &["linux"]),
        ("ama", &["amazon-linux"]),
        ("sql", &["mysql", "postgresql"]),
        ("pgsql", &["postgresql"]),
    ] {
        let hits = hits(&catalog, query);
        assert!(
            hits.starts_with(&best.iter().map(ToString::to_string).collect::<Vec<_>>()),
            "{query:?}: {hits:?}"
        );
    }
}

#[test]
fn a_whole_name_or_alias_comes_first_however_it_is_written() {
    let catalog = catalog();
    for (query, best) in [
        ("Node.js", "nodejs"),
        ("node.js", "nodejs"),
        ("node js", "nodejs"),
        ("NODE", "nodejs"),
        ("postgres", "postgresql"),
        ("PSQL", "postgresql"),
        ("  amazon   LINUX ", "amazon-linux"),
        ("linux amazon", "amazon-linux"),
    ] {
        assert_eq!(hits(&catalog, query)[0], best, "{query:?}");
    }
}

#[test]
fn every_word_must_match_somewhere() {
    let catalog = catalog();
    for (query, expected) in [
        ("linux amazon", &["amazon-linux"][..]),
        ("python psf", &["python"]),
        ("my oracle database", &["mysql"]),
        ("debian bookworm", &["debian"]),
        ("python zzz", &[]),
        ("qqq", &[]),
        ("龙井", &[]),
    ] {
        assert_eq!(hits(&catalog, query), expected, "{query:?}");
    }
}

#[test]
fn a_typo_is_one_letter_however_many_bytes_it_has() {
    let catalog = catalog();
    for (query, nearest) in [
        ("pyhton", "python"),
        ("pythön", "python"),
        ("pyéthon", "python"),
        ("mü sql", "mysql"),
        ("aerospíke", "aerospike"),
    ] {
        let found = Searcher::default().search(&catalog, query);
        let first = found.hits.first().map(|index| &catalog.cards()[*index].id);
        assert_eq!(
            (first.unwrap().as_str(), found.is_guess),
            (nearest, true),
            "{query}"
        );
    }
}

#[test]
fn tags_and_code_names_match_by_what_they_contain_only() {
    let catalog = catalog();
    for (query, expected) in [
        ("psf", &["python"][..]),
        ("oracle", &["mysql"]),
        ("racl", &[]),
        ("orcle", &[]),
        ("bookworm", &["debian"]),
        ("bokworm", &[]),
    ] {
        assert_eq!(hits(&catalog, query), expected, "{query:?}");
    }
}

#[test]
fn nothing_asked_for_is_everything_by_title() {
    let catalog = catalog();
    let titles = |indices: Vec<usize>| -> Vec<String> {
        indices
            .iter()
            .map(|index| catalog.cards()[*index].title.as_str().to_lowercase())
            .collect()
    };
    for query in ["", "   ", "\t"] {
        let found = titles(Searcher::default().search(&catalog, query).hits);
        assert_eq!(found.len(), PRODUCTS.len());
        assert!(found.is_sorted(), "{found:?}");
    }
}

#[test]
fn a_long_query_finds_nothing_and_ends() {
    let catalog = catalog();
    for query in ["p".repeat(200), "py ".repeat(66) + "zz", "龙".repeat(200)] {
        assert_eq!(hits(&catalog, &query), [""; 0]);
    }
    assert_eq!(hits(&catalog, &"py ".repeat(66))[0], "python");
}

#[test]
fn evidence_shows_what_matched() {
    let catalog = catalog();
    for (id, query, title, other) in [
        ("python", "", vec![], None),
        ("python", "pyt", vec![0, 1, 2], None),
        ("python", "PYT", vec![0, 1, 2], None),
        ("iron", "python", vec![14, 15, 16, 17, 18, 19], None),
        ("amazon-linux", "lin ama", vec![0, 1, 2, 7, 8, 9], None),
        ("postgresql", "psql", vec![], Some(("aka", "psql"))),
        ("mysql", "oracle", vec![], Some(("tag", "oracle"))),
        ("mysql", "my oracle", vec![0, 1], Some(("tag", "oracle"))),
        (
            "debian",
            "bookworm",
            vec![],
            Some(("code name", "Bookworm")),
        ),
    ] {
        let mut cards = catalog.cards().iter();
        let index = cards.position(|card| card.id == id).unwrap();
        let evidence = Searcher::default().evidence(&catalog, query)(index);
        let found = evidence.other.as_ref();
        let found = found.map(|other| (other.label(), other.text.as_str()));
        assert_eq!((evidence.title, found), (title, other), "{query:?} in {id}");
    }
}

#[test]
fn scattered_letters_are_those_of_a_name_in_any_script() {
    let catalog = catalog();
    let mut cards = catalog.cards().iter();
    let index = cards.position(|card| card.id == "works").unwrap();
    let evidence = Searcher::default().evidence(&catalog, "mstrwk")(index);
    assert_eq!(evidence.other.unwrap().matched, [0, 2, 3, 5, 6, 9]);
}
