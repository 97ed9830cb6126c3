//! Inline runs to words that can stand on a line.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::{Numbers, Piece, Role};
use crate::text::markdown::{Run, Style};

/// What stands on lines one after the other.
pub enum Token {
    /// A word, or a part of one; never wider than a line unless a single character is.
    Word {
        pieces: Vec<Piece>,
        /// The space before it, in the look of the text around it.
        space: Option<Piece>,
    },
    /// A hard line break.
    Break,
}

/// Splits runs at spaces. A word may cross runs (`**py**thon`), a wide character is a word of its
/// own, and what is longer than a line is cut.
pub fn tokens(runs: &[Run], role: Role, width: usize, numbers: Numbers) -> Vec<Token> {
    let mut splitter = Splitter {
        tokens: Vec::new(),
        word: Vec::new(),
        columns: 0,
        space: None,
        width: width.max(1),
        numbers,
    };
    for (run, number) in numbered(runs) {
        for grapheme in run.text.graphemes(true) {
            splitter.take(grapheme, run, role);
        }
        if let Some(link) = number {
            splitter.take_number(link, run);
        }
    }
    splitter.end_word();
    splitter.tokens
}

/// Columns that runs take on one line.
pub fn width(runs: &[Run], numbers: Numbers) -> usize {
    let widths = numbered(runs).map(|(run, number)| {
        let number = number.map_or(0, |link| {
            numbers.text(link + 1).width() + usize::from(is_verbatim(run))
        });
        run.text.width() + number
    });
    widths.sum()
}

/// Each run, with its link where the link ends with it.
fn numbered(runs: &[Run]) -> impl Iterator<Item = (&Run, Option<usize>)> {
    let after = runs.iter().skip(1).map(|run| run.link).chain([None]);
    let pairs = runs.iter().zip(after);
    pairs.map(|(run, after)| (run, run.link.filter(|_| after != run.link)))
}

/// Whether a run may be copied as it is, so that no number may touch it.
fn is_verbatim(run: &Run) -> bool {
    run.style.code || run.text.contains("://")
}

impl Numbers {
    fn text(self, number: usize) -> String {
        match self {
            Self::Raised => raised(number),
            Self::Bracketed => format!("[{number}]"),
        }
    }
}

/// A number in raised digits, as references have it in print.
fn raised(number: usize) -> String {
    let digits = number.to_string();
    let raised = digits.bytes().filter_map(|digit| {
        let digits = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
        digits.get(usize::from(digit - b'0')).copied()
    });
    raised.collect()
}

struct Splitter {
    tokens: Vec<Token>,
    word: Vec<Piece>,
    columns: usize,
    space: Option<Piece>,
    width: usize,
    numbers: Numbers,
}

impl Splitter {
    fn take(&mut self, grapheme: &str, run: &Run, role: Role) {
        let piece = |text: &str| Piece {
            text: text.to_owned(),
            role,
            style: run.style,
            link: run.link,
        };
        match grapheme {
            " " => {
                self.end_word();
                self.space = Some(piece(" "));
            }
            "\n" => {
                self.end_word();
                self.space = None;
                self.tokens.push(Token::Break);
            }
            grapheme => {
                let columns = grapheme.width();
                if columns > 1 || self.columns + columns > self.width {
                    self.end_word();
                }
                match self.word.last_mut() {
                    Some(last) if last.style == run.style && last.link == run.link => {
                        last.text.push_str(grapheme);
                    }
                    _ => self.word.push(piece(grapheme)),
                }
                self.columns += columns;
                if columns > 1 {
                    self.end_word();
                }
            }
        }
    }

    /// The number of a link, behind its last word.
    fn take_number(&mut self, link: usize, run: &Run) {
        let number = Piece {
            text: self.numbers.text(link + 1),
            role: Role::Number,
            style: Style::default(),
            link: Some(link),
        };
        let columns = number.text.width();
        if is_verbatim(run) {
            self.end_word();
            let text = " ".to_owned();
            self.space = Some(Piece {
                text,
                ..number.clone()
            });
        } else if self.columns + columns > self.width {
            self.end_word();
        }
        self.word.push(number);
        self.columns += columns;
    }

    fn end_word(&mut self) {
        if !self.word.is_empty() {
            self.tokens.push(Token::Word {
                pieces: std::mem::take(&mut self.word),
                space: self.space.take(),
            });
            self.columns = 0;
        }
    }
}

/// Text cut into pieces of at most `width` columns, spaces kept.
pub fn chop(run: &Run, role: Role, width: usize) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut columns = width;
    for grapheme in run.text.graphemes(true) {
        let more = grapheme.width();
        if columns + more > width || pieces.is_empty() {
            columns = 0;
            pieces.push(Piece {
                text: String::new(),
                role,
                style: run.style,
                link: run.link,
            });
        }
        columns += more;
        if let Some(last) = pieces.last_mut() {
            last.text.push_str(grapheme);
        }
    }
    pieces
}
