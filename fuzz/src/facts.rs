//! Product files, their pages, the packed catalog, and the table of moves.

use std::cell::OnceCell;

use eolens::cli::lint;
use eolens::facts::catalog::Catalog;
use eolens::facts::viewpoint::Viewpoint;
use eolens::facts::{moves, page, product};
use eolens::text::markdown::layout;

use super::shared::{blob, damaged, day, is_clean, look_at};

/// Product files: front matter, templates of labels and links, and the findings of the lint.
pub fn product(bytes: &[u8]) {
    match product::parse("fuzz.md", bytes) {
        Ok(parsed) => {
            assert!(is_clean(&parsed.product.title) && is_clean(&parsed.product.body));
            for release in &parsed.product.releases {
                assert!(is_clean(&release.name) && is_clean(&release.label));
                assert!(release.link.as_deref().is_none_or(is_clean));
            }
        }
        Err(fault) => assert!(is_clean(&fault.to_string())),
    }
    for finding in lint::lint("fuzz.md", bytes, day()) {
        assert!(is_clean(&finding.to_string()));
    }
}

/// The Liquid templates of a page, and its layout.
pub fn page(bytes: &[u8]) {
    let body = String::from_utf8_lossy(bytes);
    let file = format!(
        "---\ntitle: Fuzz\npermalink: /fuzz\ncategory: os\nlatestColumn: true\nreleases:\n\
         - {{releaseCycle: '2', releaseDate: 2025-01-01, eol: 2027-01-01, latest: '2.1'}}\n\
         - {{releaseCycle: '1', releaseDate: 2024-01-01, eol: 2026-01-01, latest: '1.9'}}\n---\n{body}\n"
    );
    let Ok(parsed) = product::parse("fuzz.md", file.as_bytes()) else {
        return;
    };
    let document = page::body(&parsed.product, Viewpoint::with_defaults(day()));
    for line in layout::lay_out(&document, 40, layout::Numbers::Raised) {
        assert!(line.pieces.iter().all(|piece| is_clean(&piece.text)));
    }
}

/// The packed catalog, damaged, or arbitrary bytes; everything in it is read.
pub fn catalog(bytes: &[u8]) {
    thread_local! {
        static WHOLE: OnceCell<Vec<u8>> = const { OnceCell::new() };
    }
    WHOLE.with(|whole| {
        for blob in [damaged(whole.get_or_init(blob), bytes), bytes.to_vec()] {
            if let Ok(catalog) = Catalog::unpack(blob) {
                look_at(&catalog);
            }
        }
    });
}

/// The table of moves, in the format of the history and of updates.
pub fn moves(bytes: &[u8]) {
    let table = &*String::from_utf8_lossy(bytes);
    let lines = table.lines().count();
    match moves::rows(table) {
        Ok(rows) => {
            for row in rows {
                let moved = row.numbered(0);
                let said = [moved.from, moved.to].map(|said| said.to_string());
                assert!(said.iter().all(|said| is_clean(said)), "{said:?}");
                let _ = moved.days();
            }
        }
        Err(line) => assert!((1..=lines).contains(&line)),
    }
}
