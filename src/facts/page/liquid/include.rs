//! `include table.html`, the site's one include: a Markdown table here, so that it is shown like
//! any other.

use std::io::Write;

use chrono::NaiveDate;
use liquid_core::error::ResultLiquidReplaceExt;
use liquid_core::parser::TryMatchToken;
use liquid_core::{
    Error, Expression, Language, ParseTag, Renderable, Result, Runtime, TagReflection,
    TagTokenIter, Value, ValueView,
};

use super::TODAY;
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;
use crate::text::dates;
use crate::text::markdown::escaped;

/// Columns of a table; the widest real one has 7.
const MOST_FIELDS: usize = 50;

/// The tag.
#[derive(Clone)]
pub struct IncludeTable;

impl TagReflection for IncludeTable {
    fn tag(&self) -> &'static str {
        "include"
    }

    fn description(&self) -> &'static str {
        "A table of releases."
    }
}

impl ParseTag for IncludeTable {
    fn parse(&self, mut words: TagTokenIter<'_>, _: &Language) -> Result<Box<dyn Renderable>> {
        let name = words.expect_next("the name of an include is missing")?;
        if name.as_str() != "table.html" {
            return Err(Error::with_msg(format!(
                "there is no include {:?}",
                name.as_str()
            )));
        }
        let mut arguments = Vec::new();
        while let Ok(word) = words.expect_next("") {
            let key = match word.expect_identifier() {
                TryMatchToken::Matches(key) => key.to_owned(),
                TryMatchToken::Fails(word) => return Err(word.raise_error()),
            };
            let equals = words.expect_next("`=` is missing")?;
            equals
                .expect_str("=")
                .into_result_custom_msg("`=` is missing")?;
            let value = words.expect_next("a value is missing")?;
            arguments.push((key, value.expect_value().into_result()?));
        }
        Ok(Box::new(Table { arguments }))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

#[derive(Debug)]
struct Table {
    arguments: Vec<(String, Expression)>,
}

impl Renderable for Table {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let labels = self.list("labels", runtime)?;
        let fields = self.list("fields", runtime)?;
        let types = self.list("types", runtime)?;
        if fields.len() > MOST_FIELDS {
            return Err(Error::with_msg("the include has too many fields"));
        }
        let today = runtime.try_get(&[TODAY.into()]);
        let today = today.and_then(|today| dates::parse(&today.to_kstr()));
        let style = super::date_style(runtime);
        let labels: Vec<String> = labels.iter().map(|label| escaped(label)).collect();
        let mut table = row(&labels);
        table.push_str(&row(&vec!["---"; labels.len()]));
        for release in self.value("rows", runtime)?.into_array().iter().flatten() {
            let cells = fields.iter().enumerate().map(|(column, field)| {
                let value = release.as_object().and_then(|release| release.get(field));
                let text = value.map(|value| value.to_kstr().into_string());
                let kind = types.get(column).map_or("", String::as_str);
                escaped(&worded(text.unwrap_or_default(), kind, today, style))
            });
            table.push_str(&row(&cells.collect::<Vec<_>>()));
        }
        write!(writer, "\n\n{table}\n").replace("the table cannot be written")
    }
}

impl Table {
    fn value(&self, name: &str, runtime: &dyn Runtime) -> Result<Value> {
        let argument = self.arguments.iter().find(|(key, _)| key == name);
        let missing = || Error::with_msg(format!("the include has no {name}"));
        let (_, expression) = argument.ok_or_else(missing)?;
        Ok(expression.evaluate(runtime)?.into_owned())
    }

    fn list(&self, name: &str, runtime: &dyn Runtime) -> Result<Vec<String>> {
        let text = self.value(name, runtime)?.to_kstr().into_string();
        Ok(text.split(',').map(|item| item.trim().to_owned()).collect())
    }
}

/// `date` and `end-date` are types; any other value stands as it is.
fn worded(text: String, kind: &str, today: Option<NaiveDate>, style: DateStyle) -> String {
    match (dates::parse(&text), kind, today) {
        (Some(date), "date", _) => style.written(date),
        (Some(date), "end-date", Some(today)) => {
            let written = style.written(date);
            format!("{written} ({})", wording::timeago(date, today))
        }
        _ => text,
    }
}

fn row(cells: &[impl AsRef<str>]) -> String {
    let cells = cells.iter().map(|cell| format!(" {} |", cell.as_ref()));
    format!("|{}\n", cells.collect::<String>())
}
