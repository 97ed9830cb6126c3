//! What the fuzz targets share: a day, a small catalog, and what a clean text is.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use eolens::app::Model;
use eolens::app::session::Session;
use eolens::facts::catalog::Catalog;
use eolens::facts::product;
use eolens::find::listing::Lister;
use eolens::screen::view;
use eolens::settings::keys::Keys;
use eolens::settings::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// The day of all targets, so that an input fails again on another day.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).expect("a day that exists")
}

/// Whether a terminal shows every character of a text and obeys none.
pub fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    })
}

/// A product file with this page, and with releases for its templates.
pub fn page_of(body: &str) -> String {
    format!(
        "---\ntitle: Fuzz\npermalink: /fuzz\ncategory: os\nlatestColumn: true\nreleases:\n\
         - {{releaseCycle: '2', releaseDate: 2025-01-01, eol: 2027-01-01, latest: '2.1'}}\n\
         - {{releaseCycle: '1', releaseDate: 2024-01-01, eol: 2026-01-01, latest: '1.9'}}\n---\n{body}\n"
    )
}

/// The products of the tests.
fn products() -> Catalog {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/products");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the products of the tests")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    let parsed = files.iter().map(|file| {
        let bytes = fs::read(file).expect("a file");
        product::parse(&file.display().to_string(), &bytes)
    });
    Catalog::new(parsed).expect("a catalog")
}

/// Does something with the products of the tests, which are read once.
pub fn catalog<T>(look: impl FnOnce(&Catalog, &Lister) -> T) -> T {
    thread_local! {
        static ALL: OnceCell<(Catalog, Lister)> = const { OnceCell::new() };
    }
    ALL.with(|all| {
        let (catalog, lister) = all.get_or_init(|| (products(), Lister::default()));
        look(catalog, lister)
    })
}

/// Draws the first frame after a session.
pub fn frame(session: &Session) {
    thread_local! {
        static KEYS: Keys = Keys::default();
        static THEME: Theme = Theme::terminal();
    }
    let mut model = Model::new(products(), day());
    model.restore(session);
    model.settle();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal in memory");
    KEYS.with(|keys| {
        THEME.with(|theme| {
            let drawn = terminal.draw(|frame| {
                view::draw(&model, theme, keys, frame);
            });
            drawn.expect("a terminal in memory");
        });
    });
}
