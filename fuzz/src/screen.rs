//! The bytes of the terminal, and the session.

use std::time::Instant;

use eolens::app::Model;
use eolens::app::session::Session;
use eolens::facts::catalog::Catalog;
use eolens::screen::run::Decoder;
use eolens::screen::view;
use eolens::settings::keys::Keys;
use eolens::settings::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::shared::{day, products};

/// The bytes of the terminal: wherever they are split, which the first byte decides, the keys are the same.
pub fn decoder(bytes: &[u8]) {
    let Some((at, bytes)) = bytes.split_first() else {
        return;
    };
    let now = Instant::now();
    let mut whole = Decoder::default();
    let expected = whole.feed(bytes, now);
    let (first, second) = bytes.split_at(usize::from(*at).min(bytes.len()));
    let mut cut = Decoder::default();
    let mut events = cut.feed(first, now);
    events.extend(cut.feed(second, now));
    assert_eq!(events, expected);
    assert_eq!(cut.patience(), whole.patience());
    cut.give_up(now);
    assert_eq!(cut.patience(), None);
    cut.feed(second, now);
}

/// The session, and the first frame after it.
pub fn session(bytes: &[u8]) {
    let Some(session) = Session::parse(&String::from_utf8_lossy(bytes)) else {
        return;
    };
    let catalog = Catalog::new(products().map(Ok)).expect("a catalog");
    let mut model = Model::new(catalog, day());
    model.restore(&session);
    model.settle();
    let mut terminal = Terminal::new(TestBackend::new(80, 24)).expect("a terminal in memory");
    let (keys, theme) = (Keys::default(), Theme::terminal());
    let drawn = terminal.draw(|frame| {
        view::draw(&model, &theme, &keys, frame);
    });
    drawn.expect("a terminal in memory");
}
