//! The texts by which a product is found, ready for searching: lowercase letters and digits, one line per
//! text, and a mark for every byte that says what the byte belongs to and begins.

use std::collections::HashMap;
use std::ops::Range;

use memchr::{memchr, memrchr};
use percent_encoding::percent_decode_str;

use super::{Card, Keywords};
use crate::facts::product::Identifier;

/// What a text is to its product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Its title.
    Title,
    /// Its id.
    Id,
    /// Another name in its file.
    Alias,
    /// A name that people use although its file does not say so.
    Slang,
    /// The first letters of the words of its title.
    Initials,
    /// Its name in a package registry, a distribution or the list of CPEs.
    Package,
    /// The code name of a release.
    Codename,
    /// A tag.
    Tag,
    /// Its category.
    Category,
}

/// All kinds, in the order of the texts, names first; a mark stores a kind by its number.
const KINDS: [Kind; 9] = [
    Kind::Title,
    Kind::Id,
    Kind::Alias,
    Kind::Slang,
    Kind::Initials,
    Kind::Package,
    Kind::Codename,
    Kind::Tag,
    Kind::Category,
];

impl Kind {
    /// Whether it is a name of the product itself.
    pub fn is_name(self) -> bool {
        matches!(self, Self::Title | Self::Id | Self::Alias | Self::Slang)
    }
}

/// What a byte belongs to and begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark(u8);

/// The bits that hold the number of the kind.
const KIND: u8 = 0x0f;
const TEXT: u8 = 0x10;
const WORD: u8 = 0x20;
const PART: u8 = 0x40;
/// The mark of the line break after a text.
const BREAK: u8 = 0x80;

impl Mark {
    /// The kind of the text that the byte belongs to; `None` between texts.
    pub fn kind(self) -> Option<Kind> {
        let number = usize::from(self.0 & KIND);
        let kind = KINDS.get(number).filter(|_| !self.ends_text());
        kind.copied()
    }

    /// Whether a text begins here.
    pub fn begins_text(self) -> bool {
        self.0 & TEXT != 0
    }

    /// Whether a word begins here.
    pub fn begins_word(self) -> bool {
        self.0 & WORD != 0
    }

    /// Whether a part of a word begins here, such as the `B` of `NetBSD`.
    pub fn begins_part(self) -> bool {
        self.0 & PART != 0
    }

    /// Whether the preceding text ends here.
    pub fn ends_text(self) -> bool {
        self.0 & BREAK != 0
    }

    /// Whether the preceding word ends here.
    pub fn ends_word(self) -> bool {
        self.0 & (BREAK | WORD) != 0
    }
}

/// The texts of one product.
#[derive(Debug, Clone, Copy, Default)]
pub struct Letters<'a> {
    bytes: &'a [u8],
    marks: &'a [u8],
}

impl<'a> Letters<'a> {
    pub(super) fn new(bytes: &'a [u8], marks: &'a [u8]) -> Self {
        Self { bytes, marks }
    }

    /// The texts, each followed by a line break; the title comes first.
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The mark of a byte; past the end, that of a line break.
    pub fn mark(&self, at: usize) -> Mark {
        Mark(self.marks.get(at).copied().unwrap_or(BREAK))
    }

    /// Where words begin, and the kind of text that they belong to.
    pub fn words(self) -> impl Iterator<Item = (usize, Kind)> + use<'a> {
        // Most marks begin nothing, so eight at a time are looked at.
        let (groups, rest) = self.marks.as_chunks::<8>();
        let mut last = [0; 8];
        for (slot, mark) in last.iter_mut().zip(rest) {
            *slot = *mark;
        }
        let groups = groups.iter().copied().chain([last]);
        let begins = groups.zip((0..).step_by(8)).flat_map(|(group, start)| {
            let mut found = u64::from_le_bytes(group) & u64::from_le_bytes([WORD; 8]);
            std::iter::from_fn(move || {
                let place = found.trailing_zeros() / 8;
                (place < 8).then(|| {
                    found &= !(0xff << (place * 8));
                    start + place as usize
                })
            })
        });
        begins.filter_map(move |at| Some((at, self.mark(at).kind()?)))
    }

    /// Where the words of the product's names begin.
    pub fn words_of_names(self) -> impl Iterator<Item = usize> + use<'a> {
        let names = self.words().take_while(|(_, kind)| kind.is_name());
        names.map(|(at, _)| at)
    }

    /// The text that a byte belongs to, from that byte on.
    pub fn from(&self, at: usize) -> &'a [u8] {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let end = memchr(b'\n', rest);
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// The start of the text that a byte belongs to.
    pub fn start(&self, at: usize) -> usize {
        let before = self.bytes.get(..at).unwrap_or_default();
        let end = memrchr(b'\n', before);
        end.map_or(0, |end| end + 1)
    }
}

/// Letters and digits only, in lower case: `node.js` and `Node JS` are one name.
pub fn squashed(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The bits of a–z and 0–9 in a [`mask`].
pub const ASCII: u64 = (1 << 36) - 1;

/// A bit for every letter that occurs. Letters outside a–z and 0–9 share bits.
pub fn mask(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |mask, byte| {
        let bit = match byte {
            b'a'..=b'z' => byte - b'a',
            b'0'..=b'9' => byte - b'0' + 26,
            other => 36 + other % 28,
        };
        mask | 1 << bit
    })
}

/// The texts of all products, one product after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Writer {
    /// The letters.
    pub bytes: Vec<u8>,
    /// One mark per byte.
    pub marks: Vec<u8>,
}

impl Writer {
    /// Adds the texts of a product, each once.
    pub fn add(&mut self, texts: &[(Kind, String)]) {
        let mut lines: HashMap<Vec<u8>, Range<usize>> = HashMap::new();
        for (kind, text) in texts {
            let start = self.bytes.len();
            self.line(*kind, text);
            let line = start..self.bytes.len();
            let own = self.bytes.get(line.clone()).unwrap_or_default();
            match lines.get(own).cloned() {
                Some(same) => self.join(same, start),
                None if line.len() > 1 => drop(lines.insert(own.to_vec(), line)),
                None => self.truncate(start),
            }
        }
    }

    fn line(&mut self, kind: Kind, text: &str) {
        let kind = kind as u8;
        for (c, start) in starts(text) {
            self.marks.push(kind | start);
            let mut utf8 = [0; 4];
            for c in c.to_lowercase() {
                self.bytes.extend(c.encode_utf8(&mut utf8).bytes());
            }
            self.marks.resize(self.bytes.len(), kind);
        }
        self.bytes.push(b'\n');
        self.marks.push(BREAK);
    }

    /// Removes the last line, which has the same letters as `first`, and moves its word starts there.
    fn join(&mut self, first: Range<usize>, last: usize) {
        let (marks, again) = self.marks.split_at_mut(last);
        let marks = marks.get_mut(first).unwrap_or_default();
        for (mark, other) in marks.iter_mut().zip(again) {
            *mark |= *other & WORD;
        }
        self.truncate(last);
    }

    fn truncate(&mut self, length: usize) {
        self.bytes.truncate(length);
        self.marks.truncate(length);
    }
}

/// The letters and digits of a text, and what begins at each.
fn starts(text: &str) -> impl Iterator<Item = (char, u8)> {
    let mut chars = text.chars().peekable();
    let mut start = TEXT | WORD;
    let mut before = None;
    std::iter::from_fn(move || {
        while chars.next_if(|c| !c.is_alphanumeric()).is_some() {
            start |= WORD;
        }
        let c = chars.next()?;
        let is_small = |c: &char| !c.is_uppercase();
        let is_after_small = before.replace(c).as_ref().is_some_and(is_small);
        let is_before_small = chars.peek().is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (is_after_small || is_before_small) {
            start |= PART;
        }
        Some((c, std::mem::take(&mut start)))
    })
}

/// The texts by which a product is found, as written, names first.
pub fn texts(card: &Card, keywords: &Keywords, identifiers: &[Identifier]) -> Vec<(Kind, String)> {
    let initials = initials(&card.title);
    let packages: Vec<String> = identifiers.iter().filter_map(package).collect();
    let all: [(Kind, Vec<&str>); 9] = [
        (Kind::Title, vec![&card.title]),
        (Kind::Id, vec![&card.id]),
        (Kind::Alias, as_strs(&keywords.aliases)),
        (Kind::Slang, as_strs(&keywords.slang)),
        (Kind::Initials, as_strs(&initials)),
        (Kind::Package, as_strs(&packages)),
        (Kind::Codename, as_strs(&keywords.codenames)),
        (Kind::Category, vec![&card.category]),
        (Kind::Tag, as_strs(&keywords.tags)),
    ];
    let texts = all.into_iter().flat_map(|(kind, texts)| {
        let texts = texts.into_iter();
        texts.map(move |text| (kind, text.to_owned()))
    });
    texts.collect()
}

pub(super) fn as_strs(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

/// The initials of the words, and of the parts of words.
fn initials(title: &str) -> Vec<String> {
    let of = |which: u8| -> String {
        let letters = starts(title).filter(|(_, start)| start & which != 0);
        letters.flat_map(|(c, _)| [c, ' ']).collect()
    };
    let mut both = vec![of(WORD), of(WORD | PART)];
    both.retain(|initials| initials.chars().count() > 2);
    both
}

/// The product's name in another system; for a CPE, the part after the vendor.
fn package(identifier: &Identifier) -> Option<String> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let id = identifier.id.as_str();
    match identifier.kind.as_str() {
        "purl" => {
            let path = id.split(['?', '#']).next()?.trim_end_matches('/');
            let name = path.rsplit('/').next()?;
            Some(decoded(name.split_once('@').map_or(name, |(name, _)| name)))
        }
        "cpe" => {
            // Capitals never matter, and an escaped colon is one in a name.
            let id = id.to_lowercase().replace("\\:", " ");
            let names = id.strip_prefix("cpe:2.3:").or(id.strip_prefix("cpe:/"))?;
            let mut names = names.split(':').skip(1);
            let (vendor, name) = (names.next()?, names.next()?);
            let is_one = vendor == name;
            Some(decoded(&if is_one {
                name.to_owned()
            } else {
                format!("{vendor} {name}")
            }))
        }
        _ => id.rsplit(':').next().map(decoded),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Letters, Writer, package, squashed, starts};
    use crate::facts::product::Identifier;

    /// Where words begin a bar, where parts do a dot.
    fn drawn(text: &str) -> String {
        let letters = starts(text).flat_map(|(c, start)| {
            let sign = match start {
                0 => "",
                super::PART => "·",
                _ => "|",
            };
            sign.chars().chain([c])
        });
        letters.collect()
    }

    #[test]
    fn words_begin_behind_signs_and_parts_at_capitals() {
        for (text, expected) in [
            ("Red Hat build of OpenJDK", "|Red|Hat|build|of|Open·JDK"),
            ("Node.js", "|Node|js"),
            ("MySQL", "|My·SQL"),
            ("ESLint", "|ES·Lint"),
            ("log4j", "|log4j"),
            ("(GHC)", "|GHC"),
            ("Pop!_OS", "|Pop|OS"),
            ("…", ""),
        ] {
            assert_eq!(drawn(text), expected);
        }
        assert_eq!(squashed("Pop!_OS 22"), "popos22");
    }

    #[test]
    fn a_text_is_kept_once_with_all_its_words() {
        let mut writer = Writer::default();
        let texts = [
            (Kind::Title, "AlmaLinux"),
            (Kind::Id, "almalinux"),
            (Kind::Alias, "alma-linux"),
            (Kind::Alias, "!"),
            (Kind::Tag, "os"),
        ];
        writer.add(&texts.map(|(kind, text)| (kind, text.to_owned())));
        let letters = Letters::new(&writer.bytes, &writer.marks);
        assert_eq!(letters.bytes(), b"almalinux\nos\n");
        let words: Vec<_> = letters.words().collect();
        assert_eq!(words, [(0, Kind::Title), (4, Kind::Title), (10, Kind::Tag)]);
        assert_eq!(letters.words_of_names().collect::<Vec<_>>(), [0, 4]);
        assert_eq!((letters.start(11), letters.from(11)), (10, &b"s"[..]));
        assert!(letters.mark(9).ends_text() && letters.mark(99).ends_text());
    }

    #[test]
    fn a_package_is_its_name_without_owner_and_version() {
        for (kind, id, expected) in [
            ("purl", "pkg:docker/library/golang", Some("golang")),
            ("purl", "pkg:npm/%40angular/core@17?x=/y#z", Some("core")),
            ("purl", "pkg:npm/mautic/", Some("mautic")),
            ("purl", "pkg:github/x/notepad%2B%2B", Some("notepad++")),
            ("repology", "python:django", Some("django")),
            ("repology", "notepad%2B%2B", Some("notepad++")),
            (
                "cpe",
                "cpe:/a:erlang:erlang%2fotp",
                Some("erlang erlang/otp"),
            ),
            (
                "cpe",
                "cpe:2.3:a:jfrog:artifactory:*:*",
                Some("jfrog artifactory"),
            ),
            ("cpe", "cpe:/a:redis:redis", Some("redis")),
            ("cpe", "cpe:/a", None),
        ] {
            let (kind, id) = (kind.into(), id.to_owned());
            let name = package(&Identifier { kind, id });
            assert_eq!(name.as_deref(), expected);
        }
    }
}
