//! What a terminal would show of an answer, as a picture.

use std::io::{self, Write};

use ratatui::text::Line;

use super::{Look, ansi, svg};

/// What a picture shows.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// In a few words.
    pub title: &'a str,
    /// In full; `None` if the text speaks for itself.
    pub description: Option<&'a str>,
    /// The width, in columns, if none is asked for; `None` for that of the content.
    pub columns: Option<usize>,
}

impl<'a> Told<'a> {
    /// A title over a text of a usual width.
    pub fn titled(title: &'a str) -> Self {
        Self {
            title,
            description: None,
            columns: Some(120),
        }
    }
}

/// What a terminal would show of an answer, as an SVG picture.
pub fn drawn(
    look: Look<'_>,
    told: Told<'_>,
    write: impl FnOnce(&mut dyn Write, Look<'_>) -> io::Result<()>,
) -> String {
    let theme = look.theme_of_pages();
    let look = Look {
        width: look.width.or(told.columns),
        theme: Some(&theme),
        glyphs: theme.glyphs,
        ..look
    };
    let mut text = Vec::new();
    let written = write(&mut text, look);
    debug_assert!(written.is_ok(), "memory takes everything");
    let text = String::from_utf8_lossy(&text);
    let lines = ansi::lines(text.trim_end());
    let own = told.description.is_none().then(|| words(&lines));
    let description = told.description.or(own.as_deref());
    let picture = svg::Picture {
        title: told.title,
        description: description.unwrap_or_default(),
        lines: &lines,
        ground: theme.text,
        leading: 4,
    };
    picture.file()
}

/// The words of lines, without what is drawn with characters.
fn words(lines: &[Line<'_>]) -> String {
    let is_word = |c: char| !matches!(c, '\u{2500}'..='\u{259f}');
    let lines = lines.iter().map(|line| {
        let text: String = line.to_string().chars().filter(|c| is_word(*c)).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let lines = lines.filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
