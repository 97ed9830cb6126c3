//! Web pages that stand alone: a file without scripts, and without fonts, styles or pictures from elsewhere, in
//! the colors of a theme. They are XML too, so that programs can read them.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use ratatui::style::{Modifier, Style};

use super::{Look, svg};
use crate::facts::page::Fact;
use crate::facts::table::Tone;
use crate::settings::theme::Theme;
use crate::text::xml::escaped;
use crate::text::{clean, dates};

/// A page that is being written.
#[derive(Debug)]
pub struct Page {
    title: String,
    theme: Theme,
    /// The greatest width in characters; `None` for that of a text.
    columns: Option<usize>,
    body: String,
}

/// A cell of a table.
#[derive(Debug, Clone, Default)]
pub struct Cell<'a> {
    /// Its text.
    pub text: Cow<'a, str>,
    /// The meaning of its sign and color.
    pub tone: Tone,
    /// Struck through.
    pub is_struck: bool,
    /// The address that it links to, if that is one of the web.
    pub link: Option<&'a str>,
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for Cell<'a> {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }
}

impl Cell<'_> {
    /// The same with a tone.
    #[must_use]
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

impl Page {
    /// An empty page. Its title is also its first heading.
    pub fn new(title: &str, look: Look<'_>) -> Self {
        let mut page = Self {
            title: escaped(title),
            theme: look.theme_of_pages(),
            columns: look.width,
            body: String::new(),
        };
        page.heading(1, title);
        page
    }

    /// Adds a heading of a level, from 1.
    pub fn heading(&mut self, level: u8, text: &str) {
        let _ = writeln!(self.body, "<h{level}>{}</h{level}>", escaped(text));
    }

    /// Adds a paragraph; nothing for an empty text.
    pub fn paragraph(&mut self, text: &str) {
        self.toned(text, "");
    }

    /// Adds a paragraph in the color of secondary text.
    pub fn aside(&mut self, text: &str) {
        self.toned(text, "dim");
    }

    /// Adds a paragraph with the color of a tone.
    pub fn verdict(&mut self, text: &str, tone: Tone) {
        self.toned(text, class(tone));
    }

    fn toned(&mut self, text: &str, class: &str) {
        if !text.is_empty() {
            let _ = writeln!(self.body, "<p{}>{}</p>", attribute(class), escaped(text));
        }
    }

    /// Adds a table. The first cell of a row is its heading.
    pub fn table<'a>(
        &mut self,
        caption: &str,
        headings: &[&str],
        rows: impl Iterator<Item = Vec<Cell<'a>>>,
    ) {
        self.grouped_table(caption, headings, [(String::new(), rows)].into_iter());
    }

    /// Adds a table whose rows are in groups with a heading each, which may be empty.
    pub fn grouped_table<'a, Rows: Iterator<Item = Vec<Cell<'a>>>>(
        &mut self,
        caption: &str,
        headings: &[&str],
        groups: impl Iterator<Item = (String, Rows)>,
    ) {
        let body = &mut self.body;
        let _ = writeln!(body, "<div class=\"wide\"><table>");
        let _ = writeln!(body, "<caption>{}</caption>\n<thead><tr>", escaped(caption));
        for heading in headings {
            let _ = writeln!(body, "<th scope=\"col\">{}</th>", escaped(heading));
        }
        body.push_str("</tr></thead>\n");
        for (heading, rows) in groups {
            body.push_str("<tbody>\n");
            if !heading.is_empty() {
                let (columns, heading) = (headings.len(), escaped(&heading));
                let _ = writeln!(
                    body,
                    "<tr><th scope=\"rowgroup\" class=\"group\" colspan=\"{columns}\">{heading}</th></tr>"
                );
            }
            rows.for_each(|row| add_row(body, &row));
            body.push_str("</tbody>\n");
        }
        body.push_str("</table></div>\n");
    }

    /// Adds a picture.
    pub fn figure(&mut self, picture: &str, caption: &str) {
        let caption = escaped(caption);
        let _ = writeln!(
            self.body,
            "<figure>\n{picture}<figcaption>{caption}</figcaption>\n</figure>"
        );
    }

    /// Adds names with their texts.
    pub fn facts(&mut self, facts: &[Fact]) {
        if facts.is_empty() {
            return;
        }
        self.body.push_str("<dl>\n");
        for Fact { name, text, link } in facts {
            let cell = Cell {
                link: link.as_deref(),
                ..Cell::from(text.as_str())
            };
            let (name, text) = (escaped(name), content(&cell));
            let _ = writeln!(self.body, "<dt>{name}</dt><dd>{text}</dd>");
        }
        self.body.push_str("</dl>\n");
    }

    /// Adds lines of code.
    pub fn code(&mut self, text: &str) {
        let lines = text.trim().lines().map(escaped);
        let lines = lines.collect::<Vec<_>>().join("\n");
        let _ = writeln!(self.body, "<pre><code>{lines}</code></pre>");
    }

    /// Writes the page.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let (title, body, style) = (&self.title, &self.body, self.style());
        write!(
            out,
            "<!DOCTYPE html>\n<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n\
             <meta charset=\"utf-8\"/>\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
             <title>{title}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
        )
    }

    fn style(&self) -> String {
        let theme = &self.theme;
        let (ink, paper) = svg::colors(theme.text);
        let (line, _) = svg::colors(theme.text.patch(theme.border));
        let width = match self.columns {
            Some(columns) => format!("{columns}ch"),
            None => "75rem".to_owned(),
        };
        let mut style = format!(
            "html{{background:{paper};color:{ink};font:1rem/1.5 system-ui,sans-serif}}\n\
             body{{margin:0}}\nmain{{max-width:{width};margin:0 auto;padding:1.5rem;overflow-wrap:anywhere}}\n\
             h1,h2{{line-height:1.2;margin:1.5rem 0 .5rem}}\nh1{{margin-top:0}}\na{{color:inherit}}\n\
             .wide{{overflow-x:auto;margin:1rem 0}}\n\
             table{{border-collapse:collapse;font-variant-numeric:tabular-nums}}\n\
             caption{{text-align:left;padding-bottom:.25rem}}\n\
             th,td{{border-bottom:1px solid {line};padding:.3rem 1.5rem .3rem 0;text-align:left;vertical-align:top;\
             min-width:4rem;overflow-wrap:break-word}}\n\
             tbody th{{font-weight:inherit}}\n.group{{padding-top:1.25rem}}\n\
             figure{{margin:1.5rem 0}}\nsvg{{max-width:100%;height:auto}}\n\
             dl{{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.25rem 1.5rem}}\n\
             dd{{margin:0}}\ntime{{white-space:nowrap}}\npre{{overflow-x:auto}}\n"
        );
        let classes = [
            ("h1,h2", theme.title),
            ("thead th", theme.heading),
            ("tbody .group", theme.page_heading),
            ("caption,figcaption,dt,.dim", theme.dim),
            (".good", theme.good),
            (".soon", theme.soon),
            (".ended", theme.ended),
            (".unavailable", theme.unavailable),
            (".unknown", theme.unknown),
            ("code", theme.code),
        ];
        for (selector, own) in classes {
            let _ = writeln!(style, "{selector}{{{}}}", declarations(theme.text, own));
        }
        style
    }
}

fn add_row(body: &mut String, row: &[Cell<'_>]) {
    body.push_str("<tr>");
    for (number, cell) in row.iter().enumerate() {
        let (open, close) = match number {
            0 => ("th scope=\"row\"", "th"),
            _ => ("td", "td"),
        };
        let class = attribute(class(cell.tone));
        let _ = write!(body, "<{open}{class}>{}</{close}>", content(cell));
    }
    body.push_str("</tr>\n");
}

/// A style as CSS.
fn declarations(ground: Style, style: Style) -> String {
    let (color, _) = svg::colors(ground.patch(style));
    let mut css = format!("color:{color}");
    for (modifier, declaration) in [
        (Modifier::BOLD, ";font-weight:bold"),
        (Modifier::ITALIC, ";font-style:italic"),
        (Modifier::DIM, ";opacity:.7"),
    ] {
        if style.add_modifier.contains(modifier) {
            css.push_str(declaration);
        }
    }
    css
}

/// A text that stays in one line, such as a date.
pub fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{a0}")
}

fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Soon => "soon",
        Tone::Ended => "ended",
        Tone::Unavailable => "unavailable",
        Tone::NotYet | Tone::Unknown => "unknown",
    }
}

fn attribute(class: &str) -> String {
    if class.is_empty() {
        String::new()
    } else {
        format!(" class=\"{class}\"")
    }
}

/// Sign and text of a cell, which stay together, struck through and linked. The words say what the sign says.
fn content(cell: &Cell<'_>) -> String {
    let text = with_days(&cell.text);
    if text.is_empty() {
        return text;
    }
    let struck = if cell.is_struck {
        format!("<s>{text}</s>")
    } else {
        text
    };
    let linked = match cell.link.filter(|link| clean::is_web(link)) {
        Some(link) => format!(
            "<a href=\"{}\" rel=\"noreferrer\">{struck}</a>",
            escaped(link)
        ),
        None => struck,
    };
    match cell.tone.glyph() {
        "" => linked,
        sign => format!("<span aria-hidden=\"true\">{sign}</span>\u{a0}{linked}"),
    }
}

/// A text whose days, such as `2027-10-01`, no line break parts.
fn with_days(text: &str) -> String {
    let text = clean::line(text);
    let words = text.split_inclusive(' ').map(|word| {
        let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
        match dates::parse(bare) {
            Some(_) => escaped(word).replacen(bare, &format!("<time>{bare}</time>"), 1),
            None => escaped(word),
        }
    });
    words.collect()
}

#[cfg(test)]
mod tests {
    use roxmltree::{Document, Node, ParsingOptions};

    use super::{Cell, Page};
    use crate::cli::report::Look;
    use crate::facts::page::Fact;
    use crate::facts::table::Tone;

    fn written(page: &Page) -> String {
        let mut out = Vec::new();
        page.write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn hostile_texts_stay_texts_and_only_pages_of_the_web_are_linked() {
        const EVIL: &str = "</td></title></style><script src='//x'>alert(1)</script>\" onload=\"x]]>\u{1b}[2J\u{7}";
        let mut page = Page::new(EVIL, Look::default());
        page.paragraph(EVIL);
        page.verdict(EVIL, Tone::Soon);
        page.code(EVIL);
        let links = [
            "javascript:alert(1)",
            "https://x/\"><script>",
            "HTTP://x.example",
            "file:///etc",
        ];
        let cells = links.map(|link| Cell {
            link: Some(link),
            is_struck: true,
            tone: Tone::Ended,
            ..Cell::from(EVIL)
        });
        page.table(EVIL, &[EVIL], [cells.to_vec()].into_iter());
        page.facts(&[
            Fact::address(EVIL, "data:text/html,x"),
            Fact::address("a", "https://a"),
        ]);
        let html = written(&page);
        let options = ParsingOptions {
            allow_dtd: true,
            ..ParsingOptions::default()
        };
        let file = Document::parse_with_options(&html, options).unwrap();
        let names = file.descendants().filter(Node::is_element);
        let names: Vec<&str> = names.map(|node| node.tag_name().name()).collect();
        assert!(!names.contains(&"script"), "{html}");
        let all = file.descendants().flat_map(|node| node.attributes());
        assert!(
            all.clone()
                .all(|attribute| !attribute.name().starts_with("on"))
        );
        let targets = all.filter(|attribute| attribute.name() == "href");
        let targets: Vec<&str> = targets.map(|attribute| attribute.value()).collect();
        assert_eq!(
            targets,
            ["https://x/\"><script>", "HTTP://x.example", "https://a"]
        );
        let title = file
            .descendants()
            .find(|node| node.has_tag_name("title"))
            .unwrap();
        let clean = "</td></title></style><script src='//x'>alert(1)</script>\" onload=\"x]]>";
        assert_eq!(title.text(), Some(clean));
        assert!(!html.contains('\u{1b}') && !html.contains('\u{7}'));
    }

    #[test]
    fn a_table_has_headings_for_columns_and_rows() {
        let mut page = Page::new("T", Look::default());
        let row = vec![
            Cell::from("1"),
            Cell {
                tone: Tone::Good,
                ..Cell::from("Yes")
            },
            Cell::from("ends <soon> (2027-10-01), 2027-13"),
            Cell::from(""),
        ];
        page.table("C", &["A", "B", "D", "E"], [row].into_iter());
        let html = written(&page);
        let expected = "<tr><th scope=\"row\">1</th><td class=\"good\"><span aria-hidden=\"true\">✓</span>\u{a0}Yes</td>\
            <td>ends &lt;soon&gt; (<time>2027-10-01</time>), 2027-13</td><td></td></tr>";
        assert!(html.contains(expected), "{html}");
        assert!(html.contains("<caption>C</caption>"), "{html}");
        assert_eq!(html.matches("<th scope=\"col\">").count(), 4);
    }
}
