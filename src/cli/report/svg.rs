//! Styled lines as an SVG picture, in cells like those of a terminal. Blocks are drawn as areas, so that bars
//! have no gaps in any font; every text has a length, so that columns align in any font.

use std::fmt::Write;

use anstyle::RgbColor;
use anstyle_lossy::color_to_rgb;
use anstyle_lossy::palette::Palette;
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::settings::theme::as_ansi;
use crate::text::width;
use crate::text::xml::escaped;

/// A picture of lines.
#[derive(Debug, Clone, Copy)]
pub struct Picture<'a> {
    /// What it shows, in a few words.
    pub title: &'a str,
    /// What it says, for those who cannot see it.
    pub description: &'a str,
    /// The lines from top to bottom.
    pub lines: &'a [Line<'a>],
    /// The colors of what has none; a dark terminal's by default.
    pub ground: Style,
    /// Space between two lines, in pixels, which keeps bars apart.
    pub leading: usize,
}

/// Width and height of a cell.
const CELL: (usize, usize) = (9, 17);
/// The margin on each side.
const MARGIN: usize = 8;
/// From the top of a cell to the line that letters stand on.
const BASELINE: usize = 13;
/// The background and the text of a dark terminal.
const GROUND: RgbColor = RgbColor(0x14, 0x16, 0x1b);
const INK: RgbColor = RgbColor(0xd5, 0xd9, 0xe0);
const RED: RgbColor = RgbColor(0xe0, 0x6c, 0x75);
const GREEN: RgbColor = RgbColor(0x98, 0xc3, 0x79);
const YELLOW: RgbColor = RgbColor(0xe5, 0xc0, 0x7b);
const BLUE: RgbColor = RgbColor(0x61, 0xaf, 0xef);
const MAGENTA: RgbColor = RgbColor(0xc6, 0x78, 0xdd);
const CYAN: RgbColor = RgbColor(0x56, 0xb6, 0xc2);
const GRAY: RgbColor = RgbColor(0x7f, 0x84, 0x8e);
/// Its sixteen colors.
const PALETTE: Palette = Palette([
    GROUND, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, INK, GRAY, RED, GREEN, YELLOW, BLUE, MAGENTA,
    CYAN, INK,
]);

/// Text and background color of a style, `#d5d9e0` and `#14161b`, with those of a dark terminal by default.
pub fn colors(style: Style) -> (String, String) {
    (
        hex(style.fg.unwrap_or_default(), INK),
        hex(style.bg.unwrap_or_default(), GROUND),
    )
}

fn hex(color: Color, default: RgbColor) -> String {
    let color = as_ansi(color).map(|color| color_to_rgb(color, PALETTE));
    let RgbColor(red, green, blue) = color.unwrap_or(default);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

impl Picture<'_> {
    /// The picture as a file.
    pub fn file(&self) -> String {
        let columns = self.lines.iter().map(|line| width::of(&line.to_string()));
        let width = columns.max().unwrap_or(0) * CELL.0 + 2 * MARGIN;
        let step = CELL.1 + self.leading;
        let height = self.lines.len() * step + 2 * MARGIN;
        let (title, description) = (escaped(self.title), self.description.lines().map(escaped));
        let description = description.collect::<Vec<_>>().join("\n");
        let (ink, paper) = colors(self.ground);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}\" lang=\"en\" xml:lang=\"en\" \
             font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"15\" fill=\"{ink}\">\n<title>{title}</title>\n<desc>{description}</desc>\n\
             <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{paper}\"/>\n"
        );
        for (row, line) in self.lines.iter().enumerate() {
            let mut pen = Pen {
                svg: &mut svg,
                ground: self.ground,
                at: (MARGIN, MARGIN + row * step),
            };
            for span in &line.spans {
                pen.draw(span);
            }
        }
        svg.push_str("</svg>\n");
        svg
    }
}

/// The place of the next cell.
struct Pen<'a> {
    svg: &'a mut String,
    ground: Style,
    at: (usize, usize),
}

impl Pen<'_> {
    /// Draws a text of one style: its background, then its letters and blocks.
    fn draw(&mut self, span: &Span<'_>) {
        let style = self.ground.patch(span.style);
        let (mut ink, mut ground) = colors(style);
        if style.add_modifier.contains(Modifier::REVERSED) {
            (ink, ground) = (ground, ink);
        }
        if ground != colors(self.ground).1 {
            let ((x, y), width) = (self.at, width::of(&span.content) * CELL.0);
            let height = CELL.1;
            let _ = writeln!(
                self.svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>"
            );
        }
        let graphemes: Vec<&str> = span.content.graphemes(true).collect();
        let is_alike = |one: &&str, next: &&str| match (block(one), block(next)) {
            (None, None) => true,
            (Some(_), Some(_)) => one == next,
            _ => false,
        };
        for run in graphemes.chunk_by(is_alike) {
            let text = run.concat();
            match run.first().and_then(|first| block(first)) {
                Some(block) => self.fill(&block, run.len(), &ink),
                None => self.write(&text, &ink, style.add_modifier),
            }
            self.at.0 += width::of(&text) * CELL.0;
        }
    }

    /// Draws a block in each of some cells; those that reach from edge to edge become one area.
    fn fill(&mut self, block: &Block, cells: usize, ink: &str) {
        let (x, y) = self.at;
        let (step, count) = if block.width == 8 {
            (cells, 1)
        } else {
            (1, cells)
        };
        let eighths = |length: usize, eighths: usize| {
            let length = length * eighths;
            // At most three digits, as an eighth has.
            format!("{}.{:03}", length / 8, length % 8 * 125)
                .trim_end_matches('0')
                .trim_end_matches('.')
                .to_owned()
        };
        let width = eighths(CELL.0 * step, block.width);
        let height = eighths(CELL.1, block.height);
        let above = CELL.1 * (8 - block.height) * usize::from(block.is_low);
        let y = eighths(1, y * 8 + above);
        let opacity = match block.percent {
            100 => String::new(),
            percent => format!(" fill-opacity=\"0.{percent}\""),
        };
        for cell in 0..count {
            let x = x + cell * CELL.0;
            let _ = writeln!(
                self.svg,
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{ink}\"{opacity}/>"
            );
        }
    }

    /// Writes the words of a text. Words apart by more than one space, which would collapse, are texts of
    /// their own.
    fn write(&mut self, text: &str, ink: &str, modifier: Modifier) {
        let fill = if *ink == colors(self.ground).0 {
            String::new()
        } else {
            format!(" fill=\"{ink}\"")
        };
        let (mut x, y) = (self.at.0, self.at.1 + BASELINE);
        for words in text.split("  ") {
            let before = words.len() - words.trim_start().len();
            let length = width::of(words.trim()) * CELL.0;
            if length > 0 {
                let x = x + before * CELL.0;
                let _ = writeln!(
                    self.svg,
                    "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{fill}{}>{}</text>",
                    attributes(modifier),
                    escaped(words.trim())
                );
            }
            x += (width::of(words) + 2) * CELL.0;
        }
    }
}

fn attributes(modifier: Modifier) -> String {
    const ATTRIBUTES: [(Modifier, &str); 5] = [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::DIM, " opacity=\"0.6\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
        (Modifier::CROSSED_OUT, " text-decoration=\"line-through\""),
    ];
    let own = ATTRIBUTES.iter();
    let own = own.filter(|(one, _)| modifier.contains(*one));
    own.map(|(_, attribute)| *attribute).collect()
}

/// A block from the left or, if it is low, from the bottom of its cell.
struct Block {
    /// Eighths of the cell's width.
    width: usize,
    /// Eighths of the cell's height.
    height: usize,
    is_low: bool,
    /// How dense it is.
    percent: u8,
}

/// The block of a character of Unicode's block elements; `None` for any other.
fn block(grapheme: &str) -> Option<Block> {
    let c = grapheme
        .chars()
        .next()
        .filter(|c| grapheme.len() == c.len_utf8())?;
    let eighths = |from: char| usize::try_from(u32::from(c).abs_diff(u32::from(from))).ok();
    let whole = Block {
        width: 8,
        height: 8,
        is_low: false,
        percent: 100,
    };
    match c {
        // The color tells the dense shade from the full block, and partial blocks have only one density.
        '█' | '▓' => Some(whole),
        '▉'..='▏' => Some(Block {
            width: eighths('▐')?,
            ..whole
        }),
        '▁'..='▇' => Some(Block {
            height: eighths('▀')?,
            is_low: true,
            ..whole
        }),
        '░' => Some(Block {
            percent: 30,
            ..whole
        }),
        '▒' => Some(Block {
            percent: 50,
            ..whole
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Style};
    use ratatui::text::{Line, Span};
    use roxmltree::Document;

    use super::Picture;

    fn picture(spans: Vec<Span<'_>>, ground: Style) -> String {
        let lines = [Line::default(), Line::from(spans)];
        let picture = Picture {
            title: "A <&> \"B\"",
            description: "one\n<two>\u{1b}[2J",
            lines: &lines,
            ground,
            leading: 0,
        };
        picture.file()
    }

    #[test]
    fn texts_are_escaped_and_have_their_place_and_length() {
        let hostile = "</text><script>alert(1)</script>]]>\u{7}";
        let red = Style::new().fg(Color::Red).bold();
        let svg = picture(
            vec![Span::raw("  日本   x "), Span::styled(hostile, red)],
            Style::new(),
        );
        let file = Document::parse(&svg).unwrap();
        let texts = file.descendants().filter(|node| node.has_tag_name("text"));
        let texts: Vec<_> = texts
            .map(|node| {
                let attribute = |name| node.attribute(name).unwrap_or("-").to_owned();
                let [x, y, length, color] = ["x", "y", "textLength", "fill"].map(attribute);
                (node.text().unwrap().to_owned(), [x, y, length, color])
            })
            .collect();
        assert_eq!(
            texts[0],
            (
                "日本".to_owned(),
                ["26", "38", "36", "-"].map(str::to_owned)
            )
        );
        assert_eq!(texts[1].1[..3], ["89", "38", "9"].map(str::to_owned));
        assert_eq!(texts[2].0, "</text><script>alert(1)</script>]]>");
        assert_eq!(texts[2].1[3], "#e06c75");
        let text = |name| {
            file.descendants()
                .find(|node| node.has_tag_name(name))
                .unwrap()
                .text()
        };
        assert_eq!(text("title"), Some("A <&> \"B\""));
        assert_eq!(text("desc"), Some("one\n<two>"));
        let root = file.root_element();
        assert_eq!(root.attribute("aria-label"), Some("A <&> \"B\""));
    }

    #[test]
    fn blocks_are_areas() {
        let ground = Style::new()
            .fg(Color::Rgb(0, 0, 0))
            .bg(Color::Rgb(255, 255, 255));
        let svg = picture(vec![Span::raw("███▌▂▓▓")], ground);
        let file = Document::parse(&svg).unwrap();
        let areas = file
            .descendants()
            .filter(|node| node.has_tag_name("rect"))
            .skip(1);
        let areas: Vec<String> = areas
            .map(|node| {
                let attribute = |name| node.attribute(name).unwrap_or("1").to_owned();
                ["x", "y", "width", "height", "fill", "fill-opacity"]
                    .map(attribute)
                    .join(" ")
            })
            .collect();
        assert_eq!(
            areas,
            [
                "8 25 27 17 #000000 1",
                "35 25 4.5 17 #000000 1",
                "44 37.75 9 4.25 #000000 1",
                "53 25 18 17 #000000 1",
            ]
        );
        assert!(!svg.contains("<text"));
    }
}
