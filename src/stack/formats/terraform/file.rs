//! A Terraform file: parsed past the lines with faults, with the values of its attributes, which other files of its
//! folder may define.

use hcl_edit::Span;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Body;

use crate::stack::claim::{Claim, Definition, Definitions, Role, Source, Subject};
use crate::text::lines::Lines;
use crate::text::yaml::{Misfit, Place};

/// The locals that may repeat one another before one has a literal.
const LONGEST_CHAIN: usize = 4;

/// Brackets that may be open at once: the parser goes down with each.
const DEEPEST: usize = 128;

/// The lines with a fault that a file may have and still be read.
const MOST_FAULTS: usize = 8;

/// A body, and the text that it was parsed from.
pub type Parsed = (String, Body);

/// The body of a text: a line with a fault is left out, because the parser refuses more than Terraform does and one line
/// should not hide the others. `None` if too much is left out, and then only the first fault counts, or if brackets are
/// too deep.
pub fn parsed(text: &str) -> (Option<Parsed>, Vec<Misfit>) {
    if is_deep(text) {
        let reason = format!("more than {DEEPEST} brackets are open");
        return (None, vec![(Place::START, reason)]);
    }
    let mut text = text.to_owned();
    let mut faults = Vec::new();
    loop {
        let error = match hcl_edit::parser::parse_body(&text) {
            Ok(body) => return (Some((text, body)), faults),
            Err(error) => error,
        };
        let at = error.location().offset().min(text.len());
        faults.push((Lines::new(&text).place(at), error.message().to_owned()));
        let start = text
            .get(..at)
            .map_or(0, |before| before.rfind('\n').map_or(0, |end| end + 1));
        let end = text
            .get(at..)
            .and_then(|rest| rest.find('\n'))
            .map_or(text.len(), |end| at + end);
        let line = text.get(start..end).unwrap_or_default();
        if faults.len() > MOST_FAULTS || line.trim().is_empty() {
            faults.truncate(1);
            return (None, faults);
        }
        text.replace_range(start..end, &" ".repeat(end - start));
    }
}

/// A reference without what selects one of several: `data.a.b[0].c` is `data.a.b.c`.
fn without_indices(reference: &str) -> String {
    let mut depth = 0_usize;
    let kept = reference.chars().filter(|c| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => return depth == 0,
        }
        false
    });
    kept.collect()
}

/// The expression of a template that is nothing else, as in `"${var.x}"`; any other text as it is.
fn whole(text: &str) -> &str {
    let inner = text
        .strip_prefix("\"${")
        .and_then(|text| text.strip_suffix("}\""));
    let inner = inner.filter(|inner| !inner.contains(['{', '}']));
    inner.map_or(text, |inner| inner.trim_matches(['~', ' ']))
}

/// Whether an expression is only a variable or a local, or a part of one.
fn is_variable(text: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || "_-.[]\"".contains(c);
    (text.starts_with("var.") || text.starts_with("local.")) && text.chars().all(is_part)
}

fn is_deep(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' | b'(' => depth += 1,
            b']' | b'}' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// A parsed file.
pub struct File<'a> {
    text: &'a str,
    lines: Lines<'a>,
    body: &'a Body,
    /// The file that it is, or that it is beside.
    source: &'a Source<'a>,
}

/// The value of an attribute.
pub enum Value {
    /// A literal: its own, that of a local, or a variable's default.
    Literal {
        /// The text without quotes.
        text: String,
        /// Where it is.
        at: Place,
        /// The file that it is in, if that is another one.
        beside: Option<String>,
    },
    /// An expression whose value is not in the folder, and where it is.
    Unknown(String, Place),
}

impl Value {
    /// Its text; `None` if it is unknown.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Literal { text, .. } => Some(text),
            Self::Unknown(..) => None,
        }
    }

    /// The claim that a product has this version, of which `version` is the part that counts; `None` if the text
    /// is not a version of the product.
    pub fn claim(
        &self,
        product: &'static str,
        version: impl Fn(&str) -> Option<String>,
    ) -> Option<Claim> {
        let subject = Subject::Product(product);
        match self {
            Self::Literal { text, at, beside } => {
                let claim = Claim::pin(*at, subject, version(text)?, Role::Run).written(text);
                Some(Claim {
                    beside: beside.clone(),
                    ..claim
                })
            }
            Self::Unknown(text, at) => {
                let claim = Claim::floating(*at, subject, text, Role::Run);
                Some(claim.noted(if is_variable(whole(text)) {
                    "this folder gives the variable no literal value"
                } else {
                    "an expression"
                }))
            }
        }
    }
}

impl<'a> File<'a> {
    /// A file that was parsed, which is the source or beside it.
    pub fn new((text, body): &'a Parsed, source: &'a Source<'a>) -> Self {
        Self {
            text,
            lines: Lines::new(text),
            body,
            source,
        }
    }

    /// The value of an attribute; `None` if it is not set.
    pub fn value(&self, body: &Body, name: &str) -> Option<Value> {
        let value = &body.get_attribute(name)?.value;
        if let Some((text, at)) = self.literal(value) {
            return Some(Value::Literal {
                text,
                at,
                beside: None,
            });
        }
        let span = value.span()?;
        let text = self.text.get(span.clone())?.trim();
        if text == "null" {
            return None;
        }
        let unknown = || Value::Unknown(text.to_owned(), self.lines.place(span.start));
        Some(self.referred(whole(text)).unwrap_or_else(unknown))
    }

    fn literal(&self, value: &Expression) -> Option<(String, Place)> {
        let span = value.span()?;
        let quote = usize::from(value.as_str().is_some());
        let text = match value {
            Expression::String(text) => text.as_str().to_owned(),
            Expression::Number(_) => self.text.get(span.clone())?.trim().to_owned(),
            _ => return None,
        };
        Some((text, self.lines.place(span.start + quote)))
    }

    /// The value of an expression in an object; `None` if it is not a literal.
    pub fn literal_value(&self, value: &Expression) -> Option<Value> {
        let (text, at) = self.literal(value)?;
        Some(Value::Literal {
            text,
            at,
            beside: None,
        })
    }

    /// The value of `local.x`, the default of `var.x`, and what is asked of a data source (`data.type.x.version`), in
    /// this file or another one of the folder.
    fn referred(&self, reference: &str) -> Option<Value> {
        if !["local.", "var.", "data."]
            .iter()
            .any(|start| reference.starts_with(start))
        {
            return None;
        }
        let reference = without_indices(reference);
        let folder = self
            .source
            .shelf
            .of(self.source.folder(), || self.definitions());
        let Definition { text, file, at } = folder.get(&reference)?.clone();
        Some(Value::Literal {
            text,
            at,
            beside: (file != self.source.name()).then_some(file),
        })
    }

    /// The literals that the files of the folder give locals and variables, each of which one file defines: directly, or
    /// by another one.
    fn definitions(&self) -> Definitions {
        let mut all = Definitions::new();
        let mut aliases = Vec::new();
        let names = (self.source.neighbors)().into_iter();
        let others = names.filter(|file| {
            let is_module = matches!(file.rsplit_once('.'), Some((_, "tf" | "tofu")));
            is_module && file != self.source.name()
        });
        self.define(self.source.name(), &mut all, &mut aliases);
        for name in others {
            let text = self.source.text_beside(&name);
            let Some(parsed) = text.and_then(|text| parsed(&text).0) else {
                continue;
            };
            let file = File::new(&parsed, self.source);
            file.define(&name, &mut all, &mut aliases);
        }
        for _ in 0..LONGEST_CHAIN {
            for (name, other) in &aliases {
                if let Some(definition) = all.get(other).cloned() {
                    all.entry(name.clone()).or_insert(definition);
                }
            }
        }
        all
    }

    /// Adds the literals that this file gives locals and variables, as `local.x` and `var.x`, and those that only repeat
    /// another one.
    fn define(&self, file: &str, all: &mut Definitions, aliases: &mut Vec<(String, String)>) {
        let locals = self.body.get_blocks("locals");
        let locals = locals.flat_map(|block| block.body.attributes());
        let locals = locals.map(|local| (format!("local.{}", local.key.as_str()), &local.value));
        let variables = self.body.get_blocks("variable").filter_map(|block| {
            let name = block.labels.first()?.as_str();
            let default = block.body.get_attribute("default")?;
            Some((format!("var.{name}"), &default.value))
        });
        let sources = self.body.get_blocks("data").filter_map(|block| {
            let [kind, name] = block.labels.as_slice() else {
                return None;
            };
            let path = format!("data.{}.{}", kind.as_str(), name.as_str());
            let attributes = block.body.attributes();
            Some(attributes.map(move |own| (format!("{path}.{}", own.key.as_str()), &own.value)))
        });
        for (name, value) in locals.chain(variables).chain(sources.flatten()) {
            if let Some((text, at)) = self.literal(value) {
                all.entry(name).or_insert_with(|| Definition {
                    text,
                    file: file.to_owned(),
                    at,
                });
            } else if let Some(text) = value.span().and_then(|span| self.text.get(span)) {
                aliases.push((name, whole(text.trim()).to_owned()));
            }
        }
    }
}
