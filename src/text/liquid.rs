//! Liquid as product files write it: `assign`, `if`, `unless`, `comment`, `raw`, one `include`, and
//! filters. One pass over the text with a stack of its own: nothing recurses on what a file says,
//! and a [`Budget`] bounds what it can cost.

mod expression;
mod filters;
mod scope;
mod value;

use std::collections::HashMap;

use self::expression::{Condition, Expression, Reader};
use self::scope::Scope;
pub use self::value::Value;

/// Why a text cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The byte of the text where the mistake is.
    pub at: usize,
    /// What is wrong, as a sentence.
    pub reason: String,
}

/// Whether a text has Liquid in it.
pub fn is_in(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// What rendering may still cost.
#[derive(Debug)]
pub struct Budget {
    /// Tags, filters, terms of a condition and items of a list.
    pub steps: usize,
    /// Bytes of all texts that are made on the way.
    pub bytes: usize,
}

impl Budget {
    /// Pays for one step and for so many bytes.
    ///
    /// # Errors
    ///
    /// Says so where the budget is used up.
    pub fn pay(&mut self, bytes: usize) -> Result<(), String> {
        let left = self.steps.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        let (steps, bytes) = left.ok_or(
            "rendering takes too many steps or bytes; replace the template with plain text",
        )?;
        *self = Self { steps, bytes };
        Ok(())
    }
}

/// A filter of the site's own: name, input and arguments; `None` where there is no such filter.
pub type Filter<'a> =
    &'a dyn Fn(&str, &Value, &[Value], &mut Budget) -> Result<Option<Value>, String>;

/// An include: its file and its arguments.
pub type Include<'a> = &'a dyn Fn(&str, &Arguments<'_>, &mut Budget) -> Result<String, String>;

/// The arguments of an include by their names.
pub type Arguments<'a> = HashMap<&'a str, Value>;

/// What a site adds to the language.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    /// Its filters.
    pub filter: Filter<'a>,
    /// Its includes.
    pub include: Include<'a>,
}

/// Renders a text.
///
/// # Errors
///
/// Returns the place and the reason of the first mistake.
pub fn render(
    text: &str,
    variables: Vec<(&str, Value)>,
    site: Site<'_>,
    budget: &mut Budget,
) -> Result<String, Fault> {
    let scope = Scope {
        variables: variables.into_iter().collect(),
        site,
        budget,
    };
    let mut renderer = Renderer {
        text,
        scope,
        out: String::with_capacity(text.len()),
        blocks: Vec::new(),
    };
    renderer.run()?;
    match renderer.blocks.pop() {
        Some(block) => Err(fault(block.at, "this tag is never closed")),
        None => Ok(renderer.out),
    }
}

fn fault(at: usize, reason: impl Into<String>) -> Fault {
    let reason = reason.into();
    Fault { at, reason }
}

struct Renderer<'a, 's> {
    text: &'a str,
    scope: Scope<'a, 's>,
    out: String,
    blocks: Vec<Block>,
}

/// An `if` or `unless` that is open.
struct Block {
    at: usize,
    /// The word that closes it.
    end: &'static str,
    /// Whether the text around it is rendered.
    outer: bool,
    /// Whether one of its branches has been.
    taken: bool,
    /// Whether the branch is that we are in.
    active: bool,
}

/// `{{ … }}` or `{% … %}`.
#[derive(Clone, Copy)]
struct Tag<'a> {
    at: usize,
    is_output: bool,
    /// Between the signs, without the hyphens that take the space around away.
    code: &'a str,
    /// Where the code begins.
    code_at: usize,
    trims_before: bool,
    trims_after: bool,
    /// Behind it.
    end: usize,
}

/// The first tag from there on.
fn tag(text: &str, from: usize) -> Option<Result<Tag<'_>, Fault>> {
    let rest = text.get(from..)?;
    let mut braces = rest.match_indices('{');
    let (at, _) =
        braces.find(|(at, _)| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%')))?;
    Some(tag_at(text, from + at))
}

/// The tag that begins there.
fn tag_at(text: &str, at: usize) -> Result<Tag<'_>, Fault> {
    let inner = text.get(at + 2..).unwrap_or_default();
    let is_output = text.as_bytes().get(at + 1) == Some(&b'{');
    let close = if is_output { "}}" } else { "%}" };
    let Some((code, _)) = inner.split_once(close) else {
        return Err(fault(at, format!("`{close}` is missing")));
    };
    let trimmed = code.strip_prefix('-').unwrap_or(code);
    Ok(Tag {
        at,
        is_output,
        code: trimmed.strip_suffix('-').unwrap_or(trimmed),
        code_at: at + 2 + code.len() - trimmed.len(),
        trims_before: code.starts_with('-'),
        trims_after: code.ends_with('-'),
        end: at + code.len() + 4,
    })
}

impl<'a> Tag<'a> {
    fn reader(&self) -> Reader<'a> {
        Reader::new(self.code, self.code_at)
    }

    /// Whether it is `{% word %}`.
    fn is(&self, word: &str) -> bool {
        !self.is_output && self.code.trim() == word
    }
}

impl<'a> Renderer<'a, '_> {
    fn is_active(&self) -> bool {
        self.blocks.last().is_none_or(|block| block.active)
    }

    fn run(&mut self) -> Result<(), Fault> {
        let (mut at, mut trims) = (0, false);
        while let Some(tag) = tag(self.text, at) {
            let tag = tag?;
            self.literal(at..tag.at, trims, tag.trims_before)?;
            self.pay(0, tag.at)?;
            (at, trims) = if tag.is_output {
                self.output(&tag)?;
                (tag.end, tag.trims_after)
            } else {
                self.statement(&tag)?
            };
        }
        self.literal(at..self.text.len(), trims, false)
    }

    fn pay(&mut self, bytes: usize, at: usize) -> Result<(), Fault> {
        let paid = self.scope.budget.pay(bytes);
        paid.map_err(|reason| fault(at, reason))
    }

    /// Text outside of tags.
    fn literal(
        &mut self,
        range: std::ops::Range<usize>,
        trims_start: bool,
        trims_end: bool,
    ) -> Result<(), Fault> {
        if !self.is_active() {
            return Ok(());
        }
        let at = range.start;
        let mut text = self.text.get(range).unwrap_or_default();
        if trims_start {
            text = text.trim_start();
        }
        if trims_end {
            text = text.trim_end();
        }
        self.pay(text.len(), at)?;
        self.out.push_str(text);
        Ok(())
    }

    fn output(&mut self, tag: &Tag<'a>) -> Result<(), Fault> {
        let mut reader = tag.reader();
        if reader.is_at_end() {
            return Ok(());
        }
        let expression = Expression::read(&mut reader)?;
        reader.end()?;
        if self.is_active() {
            let text = expression.evaluate(&mut self.scope)?.to_text();
            self.pay(text.len(), tag.at)?;
            self.out.push_str(&text);
        }
        Ok(())
    }

    /// Where the text goes on behind a tag, and whether the space before it goes.
    fn statement(&mut self, tag: &Tag<'a>) -> Result<(usize, bool), Fault> {
        let mut reader = tag.reader();
        let word = reader.word().unwrap_or_default();
        match word {
            "assign" => self.assign(&mut reader)?,
            "include" => self.include(&mut reader, tag.at)?,
            "if" => self.open(&mut reader, tag.at, "endif")?,
            "unless" => self.open(&mut reader, tag.at, "endunless")?,
            "elsif" | "else" => self.branch(&mut reader, tag.at, word == "else")?,
            "endif" | "endunless" => match self.blocks.pop() {
                Some(block) if block.end == word => {}
                _ => return Err(fault(tag.at, format!("`{word}` has no matching start tag"))),
            },
            "comment" => return self.comment(tag),
            "raw" => return self.raw(tag),
            _ => {
                let name = tag.code.split_whitespace().next().unwrap_or_default();
                return Err(fault(tag.at, format!("unknown tag `{name}`")));
            }
        }
        reader.end()?;
        Ok((tag.end, tag.trims_after))
    }

    fn assign(&mut self, reader: &mut Reader<'a>) -> Result<(), Fault> {
        let at = reader.at();
        let Some(name) = reader.word() else {
            return Err(fault(at, "`assign` needs a name"));
        };
        reader.expect("=")?;
        let expression = Expression::read(reader)?;
        if self.is_active() {
            let value = expression.evaluate(&mut self.scope)?;
            self.scope.variables.insert(name, value);
        }
        Ok(())
    }

    fn include(&mut self, reader: &mut Reader<'a>, at: usize) -> Result<(), Fault> {
        let file = reader.until_space();
        let mut arguments = Arguments::new();
        while !reader.is_at_end() {
            let at = reader.at();
            let Some(name) = reader.word() else {
                return Err(fault(at, "an argument must be a name, `=` and a value"));
            };
            reader.expect("=")?;
            let value = reader.operand()?.value(&self.scope);
            arguments.insert(name, value);
        }
        if self.is_active() {
            let included = (self.scope.site.include)(file, &arguments, self.scope.budget);
            self.out
                .push_str(&included.map_err(|reason| fault(at, reason))?);
        }
        Ok(())
    }

    fn open(&mut self, reader: &mut Reader<'a>, at: usize, end: &'static str) -> Result<(), Fault> {
        let condition = Condition::read(reader)?;
        let outer = self.is_active();
        let is_unless = end == "endunless";
        let active = outer && condition.holds(&mut self.scope)? != is_unless;
        self.blocks.push(Block {
            at,
            end,
            outer,
            taken: active,
            active,
        });
        Ok(())
    }

    fn branch(&mut self, reader: &mut Reader<'a>, at: usize, is_else: bool) -> Result<(), Fault> {
        let condition = (!is_else).then(|| Condition::read(reader)).transpose()?;
        let Some(block) = self.blocks.last_mut() else {
            return Err(fault(at, "it has no preceding `if`"));
        };
        let is_open = block.outer && !block.taken;
        block.active = match condition {
            Some(condition) => is_open && condition.holds(&mut self.scope)?,
            None => is_open,
        };
        block.taken |= block.active;
        Ok(())
    }

    /// Skips a comment. Comments and raw texts in it are skipped whole, where they end at all.
    fn comment(&mut self, start: &Tag<'a>) -> Result<(usize, bool), Fault> {
        let (mut at, mut depth) = (start.end, 1_usize);
        let mut may_be_raw = true;
        // One that does not end has none behind it that does.
        while let Some(Ok(tag)) = statement(self.text, at) {
            self.pay(0, tag.at)?;
            at = tag.end;
            if tag.is("comment") {
                depth += 1;
            } else if tag.is("raw") && may_be_raw {
                match end_of_raw(self.text, at) {
                    Some(end) => at = end.end,
                    None => may_be_raw = false,
                }
            } else if tag.is("endcomment") {
                depth -= 1;
                if depth == 0 {
                    return Ok((at, tag.trims_after));
                }
            }
        }
        Err(fault(start.at, "the comment is never closed"))
    }

    /// Takes a raw text as it is.
    fn raw(&mut self, start: &Tag<'a>) -> Result<(usize, bool), Fault> {
        let Some(end) = end_of_raw(self.text, start.end) else {
            return Err(fault(start.at, "the raw text is never closed"));
        };
        self.literal(start.end..end.at, start.trims_after, end.trims_before)?;
        Ok((end.end, end.trims_after))
    }
}

/// The first `{% … %}` from there on.
fn statement(text: &str, from: usize) -> Option<Result<Tag<'_>, Fault>> {
    let at = text.get(from..)?.find("{%")?;
    Some(tag_at(text, from + at))
}

/// The first `{% endraw %}` from there on, whatever stands before it.
fn end_of_raw(text: &str, from: usize) -> Option<Tag<'_>> {
    let rest = text.get(from..)?;
    for (at, _) in rest.match_indices("endraw") {
        let before = rest.get(..at).unwrap_or_default().trim_end();
        let before = before.strip_suffix('-').unwrap_or(before);
        if let Some(before) = before.strip_suffix("{%") {
            let tag = tag_at(text, from + before.len()).ok()?;
            if tag.is("endraw") {
                return Some(tag);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests;
