//! The Liquid that product files use: `assign`, `if`, `unless`, `comment`, `raw`, one `include`, and
//! filters. One pass over the text with an explicit stack: a file cannot cause deep recursion, and a
//! [`Budget`] limits the cost.

mod expression;
mod filters;
mod scope;
mod tag;
mod value;

use std::collections::HashMap;

use self::expression::{Condition, Expression, Reader};
use self::scope::Scope;
use self::tag::{Tag, end_of_raw, statement, tag};
pub use self::value::Value;

/// Why a text cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiquidFault {
    /// Byte offset of the mistake in the text.
    pub at: usize,
    /// What is wrong, as a sentence.
    pub reason: String,
}

/// Whether a text contains Liquid.
pub fn is_in(text: &str) -> bool {
    let mut pairs = text.as_bytes().windows(2);
    pairs.any(|pair| matches!(pair, b"{{" | b"{%"))
}

/// What rendering may still cost. It keeps a file from taking too much time or memory.
#[derive(Debug)]
pub struct Budget {
    /// Remaining tags, filters, conditions and list items.
    pub steps: usize,
    /// Remaining bytes of all texts created on the way.
    pub bytes: usize,
}

impl Budget {
    /// Pays for one step and a number of bytes.
    ///
    /// # Errors
    ///
    /// Fails if the budget is used up.
    pub fn pay(&mut self, bytes: usize) -> Result<(), String> {
        let left = self.steps.checked_sub(1).zip(self.bytes.checked_sub(bytes));
        let (steps, bytes) = left.ok_or(
            "rendering takes too many steps or bytes; replace the template with plain text",
        )?;
        *self = Self { steps, bytes };
        Ok(())
    }
}

/// A filter of the site: takes a name, input and arguments; `None` if there is no such filter.
pub type Filter<'a> =
    &'a dyn Fn(&str, &Value, &[Value], &mut Budget) -> Result<Option<Value>, String>;

/// An include of the site: takes a file name and arguments.
pub type Include<'a> = &'a dyn Fn(&str, &Arguments<'_>, &mut Budget) -> Result<String, String>;

/// The arguments of an include by name.
pub type Arguments<'a> = HashMap<&'a str, Value>;

/// The site's extensions of the language.
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
/// Returns the position and reason of the first mistake.
pub fn render(
    text: &str,
    variables: Vec<(&str, Value)>,
    site: Site<'_>,
    budget: &mut Budget,
) -> Result<String, LiquidFault> {
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

fn fault(at: usize, reason: impl Into<String>) -> LiquidFault {
    let reason = reason.into();
    LiquidFault { at, reason }
}

struct Renderer<'a, 's> {
    text: &'a str,
    scope: Scope<'a, 's>,
    out: String,
    blocks: Vec<Block>,
}

/// An open `if` or `unless`.
struct Block {
    at: usize,
    /// The tag that closes it.
    end: &'static str,
    /// Whether the surrounding text is rendered.
    outer: bool,
    /// Whether one of its branches has been rendered.
    taken: bool,
    /// Whether the current branch is rendered.
    active: bool,
}

impl<'a> Renderer<'a, '_> {
    fn is_active(&self) -> bool {
        self.blocks.last().is_none_or(|block| block.active)
    }

    fn run(&mut self) -> Result<(), LiquidFault> {
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

    fn pay(&mut self, bytes: usize, at: usize) -> Result<(), LiquidFault> {
        let paid = self.scope.budget.pay(bytes);
        paid.map_err(|reason| fault(at, reason))
    }

    /// Renders text outside of tags.
    fn literal(
        &mut self,
        range: std::ops::Range<usize>,
        trims_start: bool,
        trims_end: bool,
    ) -> Result<(), LiquidFault> {
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

    fn output(&mut self, tag: &Tag<'a>) -> Result<(), LiquidFault> {
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

    /// Runs a statement. Returns the offset where the text continues, and whether whitespace is stripped
    /// there.
    fn statement(&mut self, tag: &Tag<'a>) -> Result<(usize, bool), LiquidFault> {
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

    fn assign(&mut self, reader: &mut Reader<'a>) -> Result<(), LiquidFault> {
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

    fn include(&mut self, reader: &mut Reader<'a>, at: usize) -> Result<(), LiquidFault> {
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

    fn open(
        &mut self,
        reader: &mut Reader<'a>,
        at: usize,
        end: &'static str,
    ) -> Result<(), LiquidFault> {
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

    fn branch(
        &mut self,
        reader: &mut Reader<'a>,
        at: usize,
        is_else: bool,
    ) -> Result<(), LiquidFault> {
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

    /// Skips a comment, including comments and raw texts inside it if they are closed.
    fn comment(&mut self, start: &Tag<'a>) -> Result<(usize, bool), LiquidFault> {
        let (mut at, mut depth) = (start.end, 1_usize);
        let mut may_be_raw = true;
        // If one is not closed, none after it is.
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

    /// Copies a raw text unchanged.
    fn raw(&mut self, start: &Tag<'a>) -> Result<(usize, bool), LiquidFault> {
        let Some(end) = end_of_raw(self.text, start.end) else {
            return Err(fault(start.at, "the raw text is never closed"));
        };
        self.literal(start.end..end.at, start.trims_after, end.trims_before)?;
        Ok((end.end, end.trims_after))
    }
}

#[cfg(test)]
mod tests;
