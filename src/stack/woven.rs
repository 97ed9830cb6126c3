//! Text with variables expanded, in which every part knows the position that one would edit.

use std::collections::HashMap;

use crate::text::lines::begun;
use crate::text::yaml::Place;

/// Variables by name.
pub type Variables = HashMap<String, Woven>;

/// A text whose parts come from several positions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Woven {
    /// The text; unknown variables stay as written.
    pub text: String,
    parts: Vec<Part>,
}

/// The most bytes of a part, so that few characters are counted to find a position in it.
const PART: usize = 1024;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Part {
    /// Byte offset of the part.
    from: usize,
    at: Place,
    /// The file that it comes from; `None` for the file being read.
    beside: Option<String>,
    /// Where the text begins that it is written in: the whole value of a variable, the whole image.
    whole: Place,
    /// Whether it is the value of a variable, which is defined elsewhere.
    is_value: bool,
}

impl Woven {
    /// A text at one position.
    pub fn plain(text: &str, at: Place) -> Self {
        let mut woven = Self::default();
        woven.push(text, at);
        woven
    }

    /// A text in another file.
    pub fn beside(text: &str, at: Place, file: &str) -> Self {
        let mut woven = Self::plain(text, at);
        for part in &mut woven.parts {
            part.beside = Some(file.to_owned());
        }
        woven
    }

    /// Appends a text at a position.
    pub fn push(&mut self, text: &str, at: Place) {
        let (whole, mut at, mut rest) = (at, at, text);
        while let Some((part, behind)) = rest.split_at_checked(begun(rest, PART).len())
            && !part.is_empty()
        {
            self.parts.push(Part {
                from: self.text.len(),
                at,
                beside: None,
                whole,
                is_value: false,
            });
            self.text.push_str(part);
            (at, rest) = (at.after(part), behind);
        }
    }

    /// Appends the value of a variable.
    pub fn push_value(&mut self, value: &Self) {
        let from = self.text.len();
        self.parts.extend(value.parts.iter().map(|part| Part {
            from: from + part.from,
            is_value: true,
            ..part.clone()
        }));
        self.text.push_str(&value.text);
    }

    /// The position of a byte, and its file; the first position if the offset is invalid.
    pub fn place(&self, at: usize) -> (Place, Option<&str>) {
        let Some(part) = self.part(at) else {
            return (Place::START, None);
        };
        let before = self.text.get(part.from..at).unwrap_or_default();
        (part.at.after(before), part.beside.as_deref())
    }

    /// The position of a part of the text, which must be a slice of it.
    pub fn place_of(&self, part: &str) -> Place {
        let from = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        self.place(from).0
    }

    /// The position that one would edit to change a byte, and its file: the value of the variable that supplies it, or
    /// else the beginning of the text.
    pub fn edited(&self, at: usize) -> (Place, Option<&str>) {
        let is_value = |part: &Part| part.is_value;
        match self.part(at) {
            // The text begins with a variable that does not supply the byte.
            Some(part) if is_value(part) || self.parts.first().is_some_and(is_value) => {
                (part.whole, part.beside.as_deref())
            }
            _ => self.place(0),
        }
    }

    /// Whether two bytes come from the same value or text.
    pub fn is_one(&self, one: usize, other: usize) -> bool {
        let of = |at| self.part(at).map(|part| (part.whole, part.is_value));
        of(one) == of(other)
    }

    /// The part with a byte.
    fn part(&self, at: usize) -> Option<&Part> {
        let index = self.parts.partition_point(|part| part.from <= at);
        self.parts.get(index.saturating_sub(1))
    }

    /// The text, of which all that is not the value of a variable is written in one that begins at a position.
    #[must_use]
    pub fn within(mut self, whole: Place) -> Self {
        for part in self.parts.iter_mut().filter(|part| !part.is_value) {
            part.whole = whole;
        }
        self
    }

    /// The bytes between two offsets.
    #[must_use]
    pub fn slice(&self, from: usize, to: usize) -> Self {
        let mut sliced = Self::default();
        let first = self.parts.partition_point(|part| part.from <= from);
        let parts = self
            .parts
            .get(first.saturating_sub(1)..)
            .unwrap_or_default();
        let ends = parts.iter().skip(1).map(|part| part.from);
        let ends = ends.chain(std::iter::once(self.text.len()));
        let parts = parts.iter().zip(ends);
        for (part, end) in parts.take_while(|(part, _)| part.from < to) {
            let (start, end) = (part.from.max(from), end.min(to));
            let Some(text) = self.text.get(start..end).filter(|text| !text.is_empty()) else {
                continue;
            };
            let (at, _) = self.place(start);
            sliced.parts.push(Part {
                from: sliced.text.len(),
                at,
                ..part.clone()
            });
            sliced.text.push_str(text);
        }
        sliced
    }

    /// Expands `$NAME`, `${NAME}`, `${NAME:-default}` and the like, as in shells, Docker and Compose.
    /// Unknown variables stay as written, and so do those that would make the text longer than any name or version is.
    #[must_use]
    pub fn expanded(&self, variables: &Variables) -> Self {
        let mut whole = Self::default();
        let mut done = 0;
        while let Some(found) = self.text.get(done..).and_then(|rest| rest.find('$')) {
            let start = done + found;
            whole.append(&self.slice(done, start));
            let Some(variable) = Variable::read(&self.text, start) else {
                whole.append(&self.slice(start, start + 1));
                done = start + 1;
                continue;
            };
            let value = variables.get(variable.name);
            match value.filter(|value| !value.text.is_empty()) {
                Some(_) if variable.is_alternative => {
                    whole.append(&self.slice(variable.default.start, variable.default.end));
                }
                // Variables that consist of others could grow without end.
                Some(value) if whole.text.len() + value.text.len() <= MOST => {
                    whole.push_value(value);
                }
                None if variable.is_alternative => {}
                None if !variable.default.is_empty() => {
                    let default = self.slice(variable.default.start, variable.default.end);
                    whole.append(&default.expanded(variables));
                }
                _ => whole.append(&self.slice(start, variable.end)),
            }
            done = variable.end;
        }
        whole.append(&self.slice(done, self.text.len()));
        whole.within(self.place(0).0)
    }

    fn append(&mut self, other: &Self) {
        let from = self.text.len();
        self.parts.extend(other.parts.iter().map(|part| Part {
            from: from + part.from,
            ..part.clone()
        }));
        self.text.push_str(&other.text);
    }
}

/// A variable in a text.
struct Variable<'a> {
    name: &'a str,
    /// The bytes of its default; empty if it has none.
    default: std::ops::Range<usize>,
    /// Whether it is `${X:+y}`, which yields the text if the variable is set.
    is_alternative: bool,
    /// Offset after it.
    end: usize,
}

impl<'a> Variable<'a> {
    /// The variable whose `$` is at an offset; `None` if it is not a variable.
    fn read(text: &'a str, start: usize) -> Option<Self> {
        let rest = text.get(start + 1..)?;
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if let Some(inner) = rest.strip_prefix('{') {
            let end = closing(inner)?;
            let body = inner.get(..end)?;
            let name_end = body.find(|c| !is_name(c)).unwrap_or(body.len());
            let (name, more) = body.split_at_checked(name_end)?;
            let sign = [":-", ":+", ":?", "-", "+", "?", ""];
            let sign = sign.into_iter().find(|sign| more.starts_with(sign))?;
            let body_at = start + 2;
            let default = body_at + name_end + sign.len()..body_at + end;
            let is_known = !name.is_empty() && (!sign.is_empty() || more.is_empty());
            return is_known.then_some(Self {
                name,
                default: if sign.contains('?') { 0..0 } else { default },
                is_alternative: sign.contains('+'),
                end: body_at + end + 1,
            });
        }
        let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
        let name = rest.get(..length).filter(|name| !name.is_empty())?;
        Some(Self {
            name,
            default: 0..0,
            is_alternative: false,
            end: start + 1 + length,
        })
    }
}

/// The longest text with expanded variables, in bytes.
const MOST: usize = 1 << 16;

/// The most characters of a variable with its default; longer ones are no variables. Without a limit, looking for the
/// end of many would take too long, and defaults could be nested too deep.
const LONGEST: usize = 512;

/// The offset of the brace that closes one before the text.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 1;
    for (at, c) in text.char_indices().take(LONGEST) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Variables, Woven};
    use crate::text::yaml::Place;

    fn variables() -> Variables {
        let sixteen = Woven::plain("16", Place { line: 9, column: 3 });
        let variables = [("V", sixteen), ("E", Woven::default())];
        variables
            .map(|(name, value)| (name.to_owned(), value))
            .into()
    }

    #[test]
    fn variables_are_replaced() {
        for (text, expected) in [
            ("node:$V", "node:16"),
            ("node:${V}-slim", "node:16-slim"),
            ("node:${V:-18}", "node:16"),
            ("node:${W:-18}", "node:18"),
            ("node:${W-18}-x", "node:18-x"),
            ("node:${E:-18}", "node:18"),
            ("node:${W:-${V}}", "node:16"),
            ("node:${V:+20}", "node:20"),
            ("node:${W:+20}", "node:"),
            ("node:${W}", "node:${W}"),
            ("node:${W:?must be set}", "node:${W:?must be set}"),
            ("node:$W", "node:$W"),
            ("$", "$"),
            ("${", "${"),
            ("a$ b", "a$ b"),
        ] {
            let woven = Woven::plain(text, Place::START).expanded(&variables());
            assert_eq!(woven.text, expected, "{text}");
        }
    }

    #[test]
    fn parts_keep_their_places() {
        let woven = Woven::plain("node:${V}-${W:-slim}", Place { line: 2, column: 6 });
        let woven = woven.expanded(&variables());
        assert_eq!(woven.text, "node:16-slim");
        for (at, line, column) in [(0, 2, 6), (5, 9, 3), (6, 9, 4), (7, 2, 15), (8, 2, 21)] {
            let (place, _) = woven.place(at);
            assert_eq!((place.line, place.column), (line, column), "{at}");
        }
        for (at, line, column) in [(6, 9, 3), (8, 2, 6)] {
            let (place, _) = woven.edited(at);
            assert_eq!((place.line, place.column), (line, column), "{at}");
        }
    }
}
