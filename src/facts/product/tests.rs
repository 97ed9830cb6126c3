//! What product files may contain, in either schema.

mod hostile;
mod refused;
mod templates;
mod values;

use std::fs;

use chrono::NaiveDate;

use super::{
    Columns, CustomField, Dates, End, Fault, Identifier, Lts, Parsed, Placement, Product, Release,
    Upkeep, parse, parse_as,
};

const TODAY: &str = r#"---
title: Lamp
addedAt: 2024-05-06
category: device
tags: smart-home light
iconSlug: lamp
permalink: /lamp
alternate_urls:
  - /bulb
  - /light-bulb
versionCommand: |
  lamp --version
  lamp '{{.Socket}}'
releasePolicyLink: https://lamp.example/policy
changelogTemplate: https://lamp.example/__LATEST__
releaseLabel: "__RELEASE_CYCLE__ '__CODENAME__'"
LTSLabel: <abbr title="Long Life">LL</abbr>
releaseDateColumn: true
discontinuedColumn: Sold
eoasColumn: true
eolColumn: Repairs
eoesColumn: <b>Spare</b> parts
latestColumn: false
staleReleaseThresholdDays: 90
customFields:
  - name: socket
    display: before-latest-column
    label: <i>Socket</i>
    description: The thread
    link: https://lamp.example/sockets
identifiers:
  - purl: pkg:npm/lamp
  - cpe: cpe:/h:lamp
auto:
  methods:
    - git: https://lamp.example/lamp.git
releases:
  - releaseCycle: "2"
    codename: Noon
    releaseDate: 2024-01-02
    lts: 2030-01-01
    eoas: false
    eol: 2031-02-03
    eoes: false
    discontinued: false
    latest: "2.1"
    latestReleaseDate: 2024-03-04
    socket: E27
    outOfOrder: true
  - releaseCycle: "1"
    releaseLabel: first
    releaseDate: 2020-01-02
    lts: true
    eoas: true
    eol: true
    discontinued: true
    latest: "1.9"
    link: null
    staleReleaseThresholdDays: 7
---
> **Lamp** gives light.
"#;

/// [`TODAY`] as it would have been written in 2023 and 2024.
fn older() -> String {
    let renamed = [
        ("addedAt: 2024-05-06\n", ""),
        ("eoasColumn:", "activeSupportColumn:"),
        ("eoesColumn:", "extendedSupportColumn:"),
        ("latestColumn:", "releaseColumn:"),
        ("customFields:", "customColumns:"),
        ("- name:", "- property:"),
        (" display:", " position:"),
        ("  methods:\n    - git", "  - git"),
        ("eoas: true", "support: false\n    extendedSupport: false"),
        ("eoas: false", "support: true"),
        ("eoes: false", "extendedSupport: true"),
    ];
    renamed
        .iter()
        .fold(TODAY.to_owned(), |text, (new, old)| text.replace(new, old))
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn lamp() -> Product {
    let some = |text: &str| Some(text.to_owned());
    let noon = Release {
        name: "2".into(),
        label: "2 'Noon'".into(),
        codename: Some("Noon".into()),
        dates: Dates {
            released: Some(day(2024, 1, 2)),
            lts: Lts::From(day(2030, 1, 1)),
            active_support: End::Open,
            eol: End::On(day(2031, 2, 3)),
            extended_support: End::Open,
            discontinued: End::Open,
            latest_released: Some(day(2024, 3, 4)),
        },
        latest: Some("2.1".into()),
        link: some("https://lamp.example/2.1"),
        custom: vec![("socket".into(), "E27".into())],
    };
    let first = Release {
        name: "1".into(),
        label: "first".into(),
        codename: None,
        dates: Dates {
            released: Some(day(2020, 1, 2)),
            lts: Lts::Yes,
            active_support: End::Over,
            eol: End::Over,
            extended_support: End::Unstated,
            discontinued: End::Over,
            latest_released: None,
        },
        latest: Some("1.9".into()),
        link: None,
        custom: Vec::new(),
    };
    let identifier = |kind: &str, id: &str| Identifier {
        kind: kind.into(),
        id: id.into(),
    };
    Product {
        id: "lamp".into(),
        title: "Lamp".into(),
        category: "device".into(),
        tags: ["device", "light", "smart-home"].map(Into::into).into(),
        aliases: ["bulb", "light-bulb"].map(Into::into).into(),
        added: Some(day(2024, 5, 6)),
        icon: some("lamp"),
        version_command: some("lamp --version\nlamp '{{.Socket}}'\n"),
        policy: some("https://lamp.example/policy"),
        identifiers: vec![
            identifier("purl", "pkg:npm/lamp"),
            identifier("cpe", "cpe:/h:lamp"),
        ],
        upkeep: Upkeep::Automatic,
        columns: Columns {
            released: some("Released"),
            discontinued: some("Sold"),
            active_support: some("Active Support"),
            eol: some("Repairs"),
            extended_support: some("Spare parts"),
            latest: None,
        },
        custom_fields: vec![CustomField {
            name: "socket".into(),
            label: "Socket".into(),
            description: some("The thread"),
            link: some("https://lamp.example/sockets"),
            placement: Placement::BeforeLatest,
        }],
        lts_label: "LL".into(),
        releases: vec![noon, first],
        body: "> **Lamp** gives light.\n".into(),
    }
}

/// A small file with these lines more, for the product and for its one release.
fn file(top: &str, own: &str) -> String {
    let own = own.replace('\n', "\n    ");
    format!(
        "---\ntitle: Lamp\ncategory: device\npermalink: /lamp\n{top}\nreleases:\n  \
         - releaseCycle: '2.0'\n    {own}\n---\nText.\n"
    )
}

fn parsed(text: impl AsRef<[u8]>) -> Parsed {
    parse("lamp.md", text.as_ref()).unwrap_or_else(|fault| panic!("{fault}"))
}

fn product(top: &str, own: &str) -> Product {
    let Parsed {
        product, faults, ..
    } = parsed(file(top, own));
    assert_eq!(faults, []);
    product
}

fn release(top: &str, own: &str) -> Release {
    product(top, own).releases.remove(0)
}

fn fault(text: impl AsRef<[u8]>) -> Fault {
    parse("lamp.md", text.as_ref()).unwrap_err()
}

#[test]
fn every_key_of_todays_schema_is_read() {
    assert_eq!(parsed(TODAY).product, lamp());
}

#[test]
fn the_older_schema_ends_in_the_same_types() {
    let old = Product {
        added: None,
        ..lamp()
    };
    assert_eq!(parsed(older()).product, old);
}

#[test]
fn the_defaults_are_the_sites() {
    let product = product("", "");
    assert_eq!(product.lts_label, "LTS");
    assert_eq!(product.tags, ["device"]);
    assert_eq!(product.upkeep, Upkeep::Manual);
    assert_eq!(columns(&product), DEFAULT_COLUMNS);
    let release = &product.releases[0];
    assert_eq!(release.label, "2.0");
    assert_eq!(release.dates.lts, Lts::No);
    assert_eq!(release.dates.released, None);
    assert_eq!(release.link, None);
}

const DEFAULT_COLUMNS: &str = "Released, -, -, Security Support, -, Latest";

fn columns(product: &Product) -> String {
    let on = &product.columns;
    let labels = [
        &on.released,
        &on.discontinued,
        &on.active_support,
        &on.eol,
        &on.extended_support,
        &on.latest,
    ];
    labels
        .map(|label| label.as_deref().unwrap_or("-"))
        .join(", ")
}

#[test]
fn a_column_is_off_on_or_labelled() {
    for (top, labels) in [
        (
            "releaseDateColumn: false",
            "-, -, -, Security Support, -, Latest",
        ),
        (
            "discontinuedColumn: true",
            "Released, Discontinued, -, Security Support, -, Latest",
        ),
        (
            "eoasColumn: Yes, dear",
            "Released, -, Yes, dear, Security Support, -, Latest",
        ),
        ("eolColumn: false", "Released, -, -, -, -, Latest"),
        (
            "eoesColumn: true",
            "Released, -, -, Security Support, Extended Support, Latest",
        ),
        (
            "latestColumn: Newest",
            "Released, -, -, Security Support, -, Newest",
        ),
    ] {
        assert_eq!(columns(&product(top, "")), labels, "{top}");
    }
}

#[test]
fn only_an_older_file_hides_release_dates_by_default() {
    for (top, own, shown) in [
        ("", "eol: true", true),
        ("auto: {methods: [git: x]}", "eoas: true\neoes: false", true),
        ("eoasColumn: true\nactiveSupportColumn: true", "", true),
        ("auto: [git: x]", "", false),
        (
            "releaseColumn: true\ncustomColumns: []\neolWarnThreshold: 30",
            "",
            true,
        ),
        ("activeSupportColumn: true", "", false),
        ("extendedSupportColumn: true", "", false),
        ("", "support: true", false),
        ("", "extendedSupport: false", false),
        ("auto: [git: x]\nreleaseDateColumn: true", "", true),
    ] {
        let released = product(top, own).columns.released;
        assert_eq!(released.is_some(), shown, "{top} {own}");
    }
    for (folder, shown) in [(true, true), (false, false)] {
        let text = file("auto: [git: x]", "");
        let parsed = parse_as("lamp.md", text.as_bytes(), Some(folder)).unwrap();
        let is_shown = parsed.product.columns.released.is_some();
        assert_eq!((is_shown, parsed.shows_dates), (shown, None));
    }
    for category in ["db", "library"] {
        let text = file("", "").replace("device", category);
        assert_eq!(parsed(text).product.columns.released, None, "{category}");
    }
}

#[test]
fn an_old_key_beside_its_new_name_is_dead() {
    for (top, labels) in [
        (
            "eoasColumn: false\nactiveSupportColumn: true",
            DEFAULT_COLUMNS,
        ),
        (
            "eoesColumn: false\nextendedSupportColumn: Paid",
            DEFAULT_COLUMNS,
        ),
        (
            "supportColumn: true\nsupport: 1\nextendedSupport: x",
            DEFAULT_COLUMNS,
        ),
        (
            "eol: Gone\neoas: Gone\neoes: Paid\ndiscontinued: [x]",
            DEFAULT_COLUMNS,
        ),
    ] {
        assert_eq!(columns(&product(top, "")), labels, "{top}");
    }
    let fields = "customFields: []\ncustomColumns: [{property: a, position: none, label: A}]";
    assert_eq!(product(fields, "").custom_fields, []);
    assert_eq!(product("alternative_urls: [/bulb]", "").aliases, [""; 0]);
    assert_eq!(
        release("", "eoas: false\nsupport: false")
            .dates
            .active_support,
        End::Open
    );
    assert_eq!(
        release("", "eoes: true\nextendedSupport: true")
            .dates
            .extended_support,
        End::Over
    );
}

#[test]
fn the_old_release_column_rules_over_the_new_one() {
    for (old, new, shown) in [(false, true, false), (true, false, true)] {
        let top = format!("latestColumn: {new}\nreleaseColumn: {old}");
        assert_eq!(product(&top, "").columns.latest.is_some(), shown, "{top}");
    }
}

#[test]
fn unknown_keys_of_any_type_are_left_alone() {
    let unknown = "a: [1, {b: [c]}]\nb: {c: {d: e}}\nc: 1.10\nd:\n1: one\ntrue: yes\n\
                   e: &e text\nf: *e\ng: 2023-13-45\nreleaseImage: x\nreleasePolicyImage: x";
    assert_eq!(product(unknown, ""), product("", ""));
}

#[test]
fn line_ends_and_byte_order_marks_do_not_matter() {
    for text in [
        TODAY.replace('\n', "\r\n"),
        TODAY.replace('\n', "\r"),
        format!("\u{feff}{TODAY}"),
        TODAY.replace("---\n", "--- \t\n"),
        TODAY.replace("---\n>", "---\r\n>"),
    ] {
        assert_eq!(parsed(&text).product, lamp(), "{text:?}");
    }
}

#[test]
fn the_body_is_what_follows_the_front_matter() {
    for (end, body) in [
        ("---", ""),
        ("---\n", ""),
        ("---\n\n", "\n"),
        ("---\nText", "Text"),
        ("---\nText\n---\nmore\n", "Text\n---\nmore\n"),
        ("---\na\tb\u{1b}[31mc\u{7}\n", "a bc\n"),
        ("---\n{{ page.title }}\n", "{{ page.title }}\n"),
    ] {
        let text = file("", "").replace("---\nText.\n", end);
        assert_eq!(parsed(text).product.body, body, "{end:?}");
    }
}

#[test]
fn every_product_of_the_program_is_read_without_faults() {
    let mut count = 0;
    for entry in fs::read_dir(env!("EOLENS_CATALOG")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        let Parsed {
            product, faults, ..
        } = parse(&name, &fs::read(&path).unwrap()).unwrap();
        assert_eq!(faults, [], "{name}");
        assert!(
            !product.releases.is_empty() && !product.body.is_empty(),
            "{name}"
        );
        count += 1;
    }
    assert!(count > 10);
}
