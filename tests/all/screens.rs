//! Types keys and examines the screen: its text and its styles.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use eolens::app::Model;
use eolens::app::stack::Project;
use eolens::facts::catalog::{self, Catalog, Packed};
use eolens::facts::changes::Changed;
use eolens::facts::product;
use eolens::mine::watchlist::Watchlist;
use eolens::screen::view;
use eolens::settings::config;
use eolens::settings::keys::Keys;
use eolens::settings::theme::{self, Glyphs, Theme};
use eolens::sources::source;
use eolens::stack::claim::{Shelf, Source};
use eolens::stack::gathered::Gathering;
use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::typed;

/// The day on all screens.
const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub struct Screen {
    pub model: Model,
    theme: Theme,
    keys: Keys,
    terminal: Terminal<TestBackend>,
}

/// A screen of this size after its first frame, with a few products that a newer catalog leaves as they
/// are.
pub fn screen(width: u16, height: u16) -> Screen {
    let model = Model::new(source::folder(Path::new(PRODUCTS)).unwrap(), day());
    on(model, width, height)
}

fn on(model: Model, width: u16, height: u16) -> Screen {
    let mut screen = Screen {
        model,
        theme: Theme::terminal(),
        keys: Keys::default(),
        terminal: Terminal::new(TestBackend::new(width, height)).unwrap(),
    };
    screen.draw();
    screen
}

impl Screen {
    pub fn draw(&mut self) {
        self.model.settle();
        let mut drawn = None;
        let (model, theme, keys) = (&self.model, &self.theme, &self.keys);
        let frame = |frame: &mut ratatui::Frame<'_>| {
            drawn = Some(view::draw(model, theme, keys, frame));
        };
        self.terminal.draw(frame).unwrap();
        self.model.drawn(drawn.unwrap());
    }

    /// Types keys, with a frame after each.
    pub fn keys(mut self, keys: &str) -> Self {
        for key in typed::events(keys) {
            typed::type_key(&mut self.model, key);
            self.draw();
        }
        self
    }

    pub fn without_colour(self) -> Self {
        self.themed(Theme::monochrome())
    }

    pub fn themed(mut self, theme: Theme) -> Self {
        self.theme = theme;
        self.draw();
        self
    }

    pub fn in_ascii(mut self) -> Self {
        self.theme.glyphs = Glyphs::Ascii;
        self.draw();
        self
    }

    pub fn resized(mut self, width: u16, height: u16) -> Self {
        self.terminal.backend_mut().resize(width, height);
        self.draw();
        self
    }

    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    pub fn lines(&self) -> Vec<String> {
        let buffer = self.buffer();
        let rows = buffer.content.chunks(usize::from(buffer.area.width));
        rows.map(|row| {
            let mut text = String::new();
            let mut cells = row.iter();
            while let Some(cell) = cells.next() {
                text.push_str(cell.symbol());
                // A wide character covers the next cell, whatever that contains.
                (1..cell.symbol().width()).for_each(|_| _ = cells.next());
            }
            text.trim_end().to_owned()
        })
        .collect()
    }

    /// The screen below the header, which has snapshots of its own, so that a change in it affects few.
    pub fn shown(&self) -> String {
        self.shown_in(1..usize::MAX)
    }

    /// The text of some rows; below each, a letter per cell for its style; and below those, what the
    /// letters mean.
    fn shown_in(&self, rows: Range<usize>) -> String {
        let lines = self.lines();
        let rows = rows.start..rows.end.min(lines.len());
        let mut shown = lines[rows.clone()].join("\n");
        let mut letters: BTreeMap<String, char> = BTreeMap::new();
        shown.push_str("\n\n");
        let buffer = self.buffer();
        let cells = buffer.content.chunks(usize::from(buffer.area.width));
        for row in cells.skip(rows.start).take(rows.len()) {
            let mut line = String::new();
            for cell in row {
                let name = style_name(cell.style());
                let next = char::from(b'a' + u8::try_from(letters.len()).unwrap());
                let is_plain = name.is_empty();
                line.push(if is_plain {
                    '.'
                } else {
                    *letters.entry(name).or_insert(next)
                });
            }
            let _ = writeln!(shown, "{}", line.trim_end_matches('.'));
        }
        let mut legend: Vec<_> = letters
            .into_iter()
            .map(|(name, letter)| (letter, name))
            .collect();
        legend.sort_unstable();
        for (letter, name) in legend {
            let _ = write!(shown, "\n{letter} {name}");
        }
        shown
    }
}

fn style_name(style: Style) -> String {
    let mut parts = Vec::new();
    for (colour, place) in [(style.fg, ""), (style.bg, "on ")] {
        match colour {
            None | Some(Color::Reset) => {}
            Some(colour) => parts.push(format!("{place}{colour}").to_lowercase()),
        }
    }
    let modifiers = style.add_modifier.iter_names();
    parts.extend(modifiers.map(|(name, _): (_, Modifier)| name.to_lowercase()));
    parts.join(" ")
}

#[test]
fn the_first_frame_reads_nothing_that_only_a_search_needs() {
    let folder = source::folder(Path::new(PRODUCTS)).unwrap();
    let products = (0..folder.cards().len()).filter_map(|index| folder.product(index));
    let packed = products.map(|product| Packed::new(product).unwrap());
    let blob = catalog::pack(packed.collect()).unwrap();
    let head = catalog::head(&blob).unwrap();
    let starts = Arc::new(Mutex::new(Vec::new()));
    let read_from = Arc::clone(&starts);
    let first = blob[..head].to_vec();
    let read = move |start: usize, length: usize| {
        read_from.lock().unwrap().push(start);
        Some(blob.get(start..)?.get(..length)?.to_vec())
    };
    let catalog = Catalog::unpack_head(first, Box::new(read)).unwrap();
    let screen = on(Model::new(catalog, day()), 120, 40);
    // The product beside the list.
    assert_eq!(starts.lock().unwrap().len(), 1);
    assert!(!starts.lock().unwrap().contains(&head));
    screen.keys("/f");
    assert!(starts.lock().unwrap().contains(&head));
}

#[test]
fn browsing_at_80_by_24() {
    assert_snapshot!(screen(80, 24).keys("/py<Enter>").shown());
}

#[test]
fn browsing_at_120_by_40() {
    assert_snapshot!(screen(120, 40).keys("/ubuntu<Tab>").shown());
}

#[test]
fn browsing_at_200_by_60() {
    assert_snapshot!(screen(200, 60).keys("/sql server<Tab>").shown());
}

#[test]
fn browsing_at_50_by_20_shows_one_pane_at_a_time() {
    assert_snapshot!("list", screen(50, 20).shown());
    assert_snapshot!("releases", screen(50, 20).keys("/node<Tab>").shown());
    assert_snapshot!("page", screen(50, 20).keys("/node<Tab>l").shown());
}

/// Every text of the header in every width that makes a difference, with its styles.
#[test]
fn the_header_says_what_there_is_room_for() {
    type Start = fn(u16, u16) -> Screen;
    const WIDTHS: [u16; 9] = [40, 50, 62, 80, 94, 108, 120, 140, 200];
    let warned = |width, height| {
        let mut screen = watching(width, height);
        let faults = config::read("config.yaml", "mouse: maybe\n").faults;
        screen.model.warn_of(faults, Some("!".to_owned()));
        screen.draw();
        screen
    };
    let old = |width, height| {
        let mut screen = watching(width, height);
        screen.model.updating.remind = Some(60);
        screen.draw();
        screen
    };
    let states: [(&str, Start, &str); 10] = [
        ("header_browse", screen, ""),
        ("header_radar", screen, "2"),
        ("header_watchlist", screen, "3"),
        ("header_watched", watching, ""),
        ("header_another_day", watching, "2]]"),
        ("header_problems", warned, "3"),
        ("header_old", old, ""),
        ("header_old_another_day", old, "2]]"),
        ("header_old_search", old, "/"),
        (
            "header_without_color",
            |width, height| screen(width, height).without_colour(),
            "2",
        ),
    ];
    for (name, make, keys) in states {
        let headers = WIDTHS.map(|width| {
            let header = make(width, 12).keys(keys).shown_in(0..1);
            format!("── {width}\n{header}\n")
        });
        assert_snapshot!(name, headers.join("\n"));
    }
}

#[test]
fn the_radar_at_80_by_24() {
    assert_snapshot!(screen(80, 24).keys("2jjj").shown());
}

#[test]
fn the_radar_at_120_by_40() {
    assert_snapshot!(screen(120, 40).keys("2").shown());
}

/// All embedded products.
fn shipped(width: u16, height: u16) -> Screen {
    on(
        Model::new(source::embedded().unwrap(), day()),
        width,
        height,
    )
}

#[test]
fn in_narrow_tables_the_days_of_ends_stay_whole() {
    for product in [
        "windows",
        "mssqlserver",
        "ubuntu",
        "nodejs",
        "openssl",
        "rhel",
    ] {
        for (width, height) in [(40, 12), (60, 20), (80, 24)] {
            let lines = shipped(width, height)
                .keys(&format!("/{product}<Enter>l"))
                .lines();
            let is_cut = |line: &&String| line.contains("-…") || line.contains(" 20…");
            let cut: Vec<_> = lines.iter().filter(is_cut).collect();
            assert_eq!(cut, [""; 0], "{product} at {width}");
        }
    }
    let lines = shipped(80, 24).keys("/windows<Tab>").lines();
    let headings = lines[4..7].concat();
    assert!(headings.contains("Active"), "{headings}");
    assert_snapshot!("narrow_ubuntu", screen(40, 12).keys("/ubuntu<Tab>").shown());
}

#[test]
fn a_list_in_the_order_of_ends_tells_their_days() {
    assert_snapshot!("ends_at_80", screen(80, 12).keys("s").shown());
    assert_snapshot!("ends_at_140", screen(140, 12).keys("s").shown());
}

#[test]
fn a_timeline_of_few_releases_has_its_legend() {
    let text = shipped(120, 40).keys("/gorilla<Enter>t").lines().join("\n");
    assert!(
        text.contains("│ 22 Nov 2026") && text.contains(": released "),
        "{text}"
    );
}

#[test]
fn a_search_that_is_cut_says_so() {
    let keys = "/cat:database ends<lt>1y -tag:oracle<Enter>";
    let lines = screen(80, 24).keys(keys).lines();
    assert!(lines[2].starts_with("│ / …"), "{}", lines[2]);
}

#[test]
fn the_radar_at_200_by_60() {
    assert_snapshot!(screen(200, 60).keys("2G").shown());
}

#[test]
fn the_radar_at_50_by_20_keeps_the_dates() {
    assert_snapshot!(screen(50, 20).keys("2jj").shown());
}

#[test]
fn the_radar_of_a_search_on_another_day() {
    assert_snapshot!("radar_search", screen(80, 24).keys("2]]/py").shown());
    assert_snapshot!(
        "radar_nothing",
        screen(80, 12).keys("2/nosuchthing").shown()
    );
}

const WATCHED: &str = "\
    python\npython 2.7\nnodejs 22\nubuntu 22.04\nubuntu 16.04\ndebian\nk8s\nmssqlserver\n\
    iphone 17\nflux\nangularjs\nelsewhere 3\n";

/// A screen with several watched entries.
pub fn watching(width: u16, height: u16) -> Screen {
    let mut model = Model::new(source::folder(Path::new(PRODUCTS)).unwrap(), day());
    model.watch(Watchlist::parse("header_watchlist", WATCHED.as_bytes()).0);
    model.show_changes(Some(changed(&model.catalog)));
    model.stack_read(Ok(Some(Box::new(shop()))));
    on(model, width, height)
}

/// A project that names ended, supported, floating and unknown releases, and a broken file.
pub fn shop() -> Project {
    const FILES: [(&str, &str); 6] = [
        (
            "docker-compose.yml",
            "services:\n  db:\n    image: postgres:13.4-alpine\n  cache:\n    image: node\n",
        ),
        (
            "api/Dockerfile",
            "FROM node:24-bookworm AS build\nFROM python:3.9-slim\n",
        ),
        (
            "api/pyproject.toml",
            "[project]\nrequires-python = \">=3.8\"\n",
        ),
        (
            ".github/workflows/ci.yml",
            "jobs:\n  test:\n    runs-on: x\n    container: python:3.14\n",
        ),
        ("web/package.json", "{\n"),
        (
            "deploy/pod.yaml",
            "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: acme/shop:7\n",
        ),
    ];
    let mut gathering = Gathering::default();
    for (path, text) in FILES {
        let beside = |_: &str| Ok(None);
        gathering.add(&Source {
            path,
            depth: path.split('/').count(),
            text,
            beside: &beside,
            neighbors: &Vec::new,
            shelf: &Shelf::default(),
        });
    }
    Project {
        folder: "~/shop".to_owned(),
        gathered: gathering.finish(),
        ..Project::default()
    }
}

/// The changes since a catalog with other dates, names and versions.
fn changed(newer: &Catalog) -> Changed {
    const EDITS: [(&str, &str, &str); 8] = [
        ("python.md", "eol: 2027-10-31", "eol: 2027-12-31"),
        ("nodejs.md", "eol: 2027-04-30", "eol: 2026-10-30"),
        ("postgresql.md", "eol: 2030-11-14", "eol: false"),
        ("kubernetes.md", "latest: ", "latest: 0"),
        (
            "ubuntu.md",
            "releaseCycle: \"22.04\"",
            "releaseCycle: \"22.4\"",
        ),
        ("rhel.md", "eol: 2032-05-31", "eol: 2031-05-31"),
        ("flux.md", "permalink: /flux", "permalink: /fluxcd"),
        ("debian.md", "eol: 2026-07-11", "eol: 2026-06-10"),
    ];
    let entries = fs::read_dir(PRODUCTS).unwrap().flatten();
    let files = entries.map(|entry| {
        let name = entry.file_name().into_string().unwrap();
        let mut text = fs::read_to_string(entry.path()).unwrap();
        for (_, new, old) in EDITS.iter().filter(|(file, ..)| *file == name) {
            assert!(text.contains(new), "{name}: {new}");
            text = text.replacen(new, old, 1);
        }
        product::parse(&name, text.as_bytes())
    });
    let mut changed = Changed::between(&Catalog::new(files).unwrap(), newer);
    changed.since = NaiveDate::from_ymd_opt(2026, 8, 1);
    changed
}

#[test]
fn the_watchlist_at_80_by_24() {
    assert_snapshot!(watching(80, 24).keys("3j").shown());
}

#[test]
fn the_watchlist_at_120_by_40() {
    assert_snapshot!(watching(120, 40).keys("3<Tab>j").shown());
}

#[test]
fn months_stand_above_a_short_watchlist_on_a_large_screen() {
    let has_months = |screen: Screen| screen.keys("3").lines().join("\n").contains("per month");
    assert!(has_months(watching(120, 60)));
    assert!(
        !has_months(watching(120, 59)),
        "fewer than 20 rows are free"
    );
    let few = watching(120, 60).keys("3/flux<Enter>");
    let text = few.lines().join("\n");
    assert!(!text.contains("per month"), "fewer than three ends: {text}");
}

#[test]
fn the_watchlist_at_200_by_60() {
    assert_snapshot!(watching(200, 60).keys("3").shown());
}

#[test]
fn the_watchlist_at_40_by_10_shows_one_pane_at_a_time() {
    assert_snapshot!("watchlist_states", watching(40, 10).keys("3").shown());
    assert_snapshot!("watchlist_ends", watching(40, 10).keys("3<Tab>").shown());
}

#[test]
fn an_empty_watchlist_says_how_to_fill_it() {
    assert_snapshot!(screen(80, 12).keys("3").shown());
}

#[test]
fn what_is_watched_has_its_star() {
    assert_snapshot!(watching(80, 24).keys("/python<Enter>lj ").shown());
}

#[test]
fn without_colour_the_radar_keeps_its_signs() {
    assert_snapshot!(screen(80, 24).without_colour().keys("2").shown());
}

#[test]
fn a_screen_too_small_says_what_it_needs() {
    assert_snapshot!(screen(39, 9).shown_in(0..9));
    assert_eq!(screen(20, 5).lines()[1], "eolens needs 40×10");
}

#[test]
fn the_page_renders_its_markdown() {
    assert_snapshot!("text", screen(80, 40).keys("/ubuntu<Tab>lz").shown());
    assert_snapshot!(
        "notes",
        screen(80, 40).keys("/ubuntu<Tab>lz<C-d><C-d>").shown()
    );
    assert_snapshot!("table", screen(80, 40).keys("/sql server<Tab>lz").shown());
    assert_snapshot!(
        "wide_characters",
        screen(80, 30).keys("/dragonwell<Tab>l").shown()
    );
}

#[test]
fn a_search_shows_what_matched() {
    assert_snapshot!("title", screen(80, 12).keys("/pyth").shown());
    assert_snapshot!("alias", screen(80, 12).keys("/k8s").shown());
    assert_snapshot!("nothing", screen(80, 12).keys("/nosuchthing").shown());
}

#[test]
fn a_version_is_judged_above_its_release() {
    assert_snapshot!(
        "version_80_by_24",
        screen(80, 24).keys("/python 3.8.1").shown()
    );
    assert_snapshot!(
        "version_120_by_40",
        screen(120, 40).keys("/ubuntu:focal<Enter>l").shown()
    );
    assert_snapshot!(
        "version_of_no_release",
        screen(80, 12).keys("/k8s 1.99").shown()
    );
}

#[test]
fn a_bad_filter_is_explained_under_the_search_line() {
    assert_snapshot!("fault", screen(80, 24).keys("/cat:db is:dead sql").shown());
    assert_snapshot!(
        "fault_wide",
        screen(120, 40).keys("/ends<lt>90<Enter>").shown()
    );
}

#[test]
fn the_filter_menu_stands_beside_the_list_that_it_narrows() {
    assert_snapshot!("menu", screen(80, 24).keys("fcat:<Down><Enter>").shown());
    assert_snapshot!(
        "menu_wide",
        screen(120, 40)
            .keys("/ends<lt>1y<Enter>f<Down><Enter>")
            .shown()
    );
    assert_snapshot!("menu_narrow", screen(50, 20).keys("fnothing").shown());
}

#[test]
fn a_list_says_how_it_is_sorted() {
    assert_snapshot!(
        "list_sorted",
        screen(80, 24).keys("/cat:os<Enter>s").shown()
    );
    assert_snapshot!(
        "list_sorted_wide",
        screen(120, 40).keys("/cat:os<Enter>ssS").shown()
    );
}

#[test]
fn a_table_says_how_it_is_sorted() {
    assert_snapshot!(
        "table_sorted",
        screen(80, 24).keys("/postgres<Tab>s").shown()
    );
    assert_snapshot!(
        "table_sorted_wide",
        screen(120, 40).keys("/kubernetes<Tab>.ssS").shown()
    );
}

#[test]
fn old_releases_unfold() {
    assert_snapshot!(screen(80, 24).keys("/flux<Tab>.").shown());
}

#[test]
fn devices_show_their_production() {
    assert_snapshot!(screen(120, 20).keys("/iphone<Tab>z").shown());
}

#[test]
fn a_release_says_why_it_has_its_sign() {
    assert_snapshot!(screen(80, 24).keys("/postgres<Tab>w").shown());
}

#[test]
fn the_links_are_listed_with_their_numbers() {
    assert_snapshot!(
        "links_at_80_by_24",
        screen(80, 24).keys("/flux<Tab>lu").shown()
    );
    assert_snapshot!(
        "links_at_120_by_40",
        screen(120, 40).keys("/mssql<Tab>lu").shown()
    );
}

#[test]
fn what_is_found_in_the_page_stands_out() {
    assert_snapshot!(
        "find_at_80_by_24",
        screen(80, 24).keys("/flux<Tab>l/kubernetes").shown()
    );
    assert_snapshot!(
        "find_at_120_by_40",
        screen(120, 40)
            .keys("/flux<Tab>l/kubernetes<Enter>nn")
            .shown()
    );
    let without_colour = screen(80, 24).without_colour();
    assert_snapshot!(
        "find_without_colour",
        without_colour.keys("/flux<Tab>l/kubernetes").shown()
    );
}

#[test]
fn the_actions_are_listed_with_their_keys() {
    assert_snapshot!("palette_at_80_by_24", screen(80, 24).keys("l:copy").shown());
    assert_snapshot!("palette_at_120_by_40", screen(120, 40).keys("ll:").shown());
}

#[test]
fn titles_that_begin_alike_can_be_told_apart() {
    let file = |title: &str, id: &str| {
        let front = format!("title: {title}\npermalink: /{id}\ncategory: os\nreleases: []");
        product::parse("x.md", format!("---\n{front}\n---\n").as_bytes())
    };
    let files = [
        file("Amazon RDS for MySQL", "a"),
        file("Amazon RDS for PostgreSQL", "b"),
        file("Amazon Neptune of the long name", "c"),
        file("Short", "d"),
    ];
    let model = Model::new(Catalog::new(files).unwrap(), day());
    let lines = on(model, 62, 12).keys("/o").lines();
    let titles: Vec<_> = lines[3..7]
        .iter()
        .map(|line| line.chars().skip(4).take(12).collect::<String>())
        .collect();
    assert_eq!(
        titles,
        [
            "Amazon Nept…",
            "Amazon…MySQL",
            "Amazon…reSQL",
            "Short       "
        ]
    );
}

#[test]
fn the_help_lists_the_keys() {
    assert_snapshot!(screen(80, 60).keys("?").shown());
}

#[test]
fn without_colour_the_signs_remain() {
    assert_snapshot!(screen(80, 24).without_colour().keys("/rhel<Tab>").shown());
}

#[test]
fn a_timeline_at_80_by_24() {
    assert_snapshot!(screen(80, 24).keys("/rhel<Enter>t").shown());
}

#[test]
fn a_timeline_at_120_by_40() {
    assert_snapshot!(screen(120, 40).keys("/iphone<Enter>t.jj").shown());
}

#[test]
fn a_timeline_at_200_by_60() {
    assert_snapshot!(screen(200, 60).keys("/ubuntu<Enter>t.").shown());
}

#[test]
fn a_timeline_in_little_room_is_bars_first() {
    assert_snapshot!(screen(40, 10).keys("/nodejs<Enter>tjj").shown());
}

#[test]
fn a_timeline_looks_closer_and_elsewhere() {
    assert_snapshot!("closer", screen(80, 16).keys("/kubern<Enter>t.++").shown());
    assert_snapshot!(
        "earlier",
        screen(80, 16).keys("/kubern<Enter>t.++<lt><lt>").shown()
    );
}

#[test]
fn without_colour_a_timeline_has_its_fillings() {
    let screen = screen(80, 24).without_colour();
    assert_snapshot!(screen.keys("/nodejs<Enter>t").shown());
}

#[test]
fn in_ascii_a_timeline_has_fillings_of_its_own() {
    assert_snapshot!(screen(80, 24).in_ascii().keys("/nodejs<Enter>t").shown());
}

#[test]
fn in_ascii_nothing_else_is_on_the_screen() {
    const KEYS: &str =
        "/ubuntu<Enter> l . G t + w q l G ? G q! q2 j ? q1 /<C-u>dragonwell<Enter> l l";
    for (width, height) in [(39, 9), (50, 20), (80, 24), (140, 50)] {
        let mut screen = screen(width, height).in_ascii();
        for key in KEYS.split(' ') {
            screen = screen.keys(key);
            let lines = screen.lines();
            let other = lines.iter().find(|line| !line.is_ascii());
            assert_eq!(other, None, "{key} at {width}×{height}");
        }
    }
}

#[test]
fn a_theme_has_a_style_for_every_cell() {
    let dark = Theme::named("dark").unwrap();
    assert_snapshot!(screen(80, 24).themed(dark).keys("/rhel<Tab>").shown());
    for (name, _) in theme::FILES {
        let theme = Theme::named(name).unwrap();
        let paper = theme.text.bg.unwrap();
        let mut screen = screen(120, 40).themed(theme);
        for keys in [
            "/ubuntu<Enter>",
            "l.j",
            "lz",
            "?",
            "!",
            "<Esc>zhw",
            "<Esc>/qqzz",
        ] {
            screen = screen.keys(keys);
            for cell in &screen.buffer().content {
                let is_own = cell.fg != Color::Reset && cell.bg != Color::Reset;
                assert!(is_own, "{name} {keys}: {cell:?}");
            }
            let first = &screen.buffer().content[0];
            assert_eq!(first.bg, paper, "{name} {keys}");
        }
        let small = screen.resized(20, 5);
        assert!(
            small.buffer().content.iter().all(|cell| cell.bg == paper),
            "{name}"
        );
    }
}

#[test]
fn problems_are_listed_with_place_and_reason() {
    let files = tempfile::tempdir().unwrap();
    let good = "---\ntitle: Good\npermalink: /good\ncategory: os\nreleases: []\n---\n";
    for (name, text) in [
        ("good.md", good),
        (
            "no-date.md",
            &good.replace("[]", "\n- {releaseCycle: '1', eol: 2023-13-45}"),
        ),
        ("no-front-matter.md", "# Hello\n"),
    ] {
        fs::write(files.path().join(name), text).unwrap();
    }
    let model = Model::new(source::folder(files.path()).unwrap(), day());
    assert_snapshot!(on(model, 80, 24).keys("!").shown());
}

#[test]
fn a_resize_never_loses_the_selection() {
    let selected = |screen: &Screen| {
        let lines = screen.lines();
        lines
            .into_iter()
            .find(|line| line.contains("▸9.6"))
            .is_some()
    };
    let mut screen = screen(80, 24).keys("/postgres<Tab>.jjjjjjjjj");
    assert!(selected(&screen));
    for (width, height) in [(40, 10), (20, 5), (200, 60), (61, 11), (80, 24)] {
        screen = screen.resized(width, height);
    }
    assert!(selected(&screen));
}

#[test]
fn every_size_is_drawn_without_a_panic() {
    let mut screen = screen(80, 24).keys("/ubuntu<Tab>");
    for keys in ["", "t.", "++", "tl", "z", "?", "q!", "q2", "/x"] {
        screen = screen.keys(keys);
        for width in (1..=130).step_by(7).chain([500]) {
            for height in (1..=40).step_by(3).chain([200]) {
                screen = screen.resized(width, height);
            }
        }
    }
}
