//! Label and link templates: placeholders first, then Liquid. The only file that knows Liquid.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use chrono::NaiveDate;
use liquid::{Object, Parser};
use liquid_core::{
    Display_filter, Filter, FilterReflection, ParseFilter, Result as LiquidResult, Runtime, Value,
    ValueView,
};
use liquid_lib::stdlib;

use crate::text::clean;
use crate::text::markup::without_markup;

/// The templates of a product.
pub struct Templates<'a> {
    label: Option<Template<'a>>,
    changelog: Option<Template<'a>>,
}

/// What a template may name. A missing value is the empty text.
pub struct Placeholders<'a> {
    /// `__RELEASE_CYCLE__`
    pub cycle: &'a str,
    /// `__CODENAME__`
    pub codename: Option<String>,
    /// `__RELEASE_DATE__`
    pub released: Option<NaiveDate>,
    /// `__LATEST__`
    pub latest: Option<String>,
    /// `__LATEST_RELEASE_DATE__`
    pub latest_released: Option<NaiveDate>,
}

impl<'a> Templates<'a> {
    /// `releaseLabel` and `changelogTemplate` of a product.
    pub fn new(label: Option<&'a str>, changelog: Option<&'a str>) -> Self {
        Self {
            label: label.map(Template::new),
            changelog: changelog.map(Template::new),
        }
    }

    /// The label of a release as plain text; `None` where no template applies.
    pub fn label(
        &self,
        own: Option<&str>,
        values: &Placeholders<'_>,
    ) -> Result<Option<String>, String> {
        let rendered = match (own, &self.label) {
            (Some(own), _) => Some(render(own, values)?),
            (None, Some(template)) => Some(template.render(values)?),
            (None, None) => None,
        };
        Ok(rendered.map(|label| without_markup(&clean::line(&label))))
    }

    /// The changelog of a release; `None` where it has none.
    pub fn link(
        &self,
        own: Link<&str>,
        values: &Placeholders<'_>,
    ) -> Result<Option<String>, String> {
        let link = match (own, &self.changelog) {
            (Link::None, _) | (Link::Template, None) => None,
            (Link::Own(link), _) if !link.contains("__") => Some(link.to_owned()),
            (Link::Own(template), _) => Some(render(template, values)?),
            (Link::Template, Some(template)) => Some(template.render(values)?),
        };
        Ok(link.map(|link| clean::line(&link)))
    }
}

/// What a release says of its changelog.
pub enum Link<T> {
    /// This address, or, with a placeholder in it, this template.
    Own(T),
    /// There is none (`link: null`), whatever the product's template says.
    None,
    /// Nothing: the product's template holds.
    Template,
}

/// Whether a text has Liquid in it.
pub(crate) fn has_liquid(text: &str) -> bool {
    text.contains("{{") || text.contains("{%")
}

/// A template that many releases share.
struct Template<'a> {
    text: &'a str,
    /// Its Liquid, parsed once; `None` where that must be done for each release anew.
    parsed: OnceCell<Option<liquid::Template>>,
}

impl<'a> Template<'a> {
    fn new(text: &'a str) -> Self {
        let parsed = OnceCell::new();
        Self { text, parsed }
    }

    /// The same as [`render`], without parsing Liquid again where that can be done without.
    fn render(&self, values: &Placeholders<'_>) -> Result<String, String> {
        fitting(self.text)?;
        let parse = || PARSER.parse(&with_variables(self.text.trim())?).ok();
        let shared = || {
            let parsed = self.parsed.get_or_init(parse).as_ref()?;
            let rendered = parsed.render(&values.variables(self.text)?).ok()?;
            let filled = fill(&rendered, values);
            fitting(&filled).ok().map(|()| filled)
        };
        match has_liquid(self.text).then(shared).flatten() {
            Some(rendered) => Ok(rendered),
            None => render(self.text, values),
        }
    }
}

/// A template in whose tags variables stand for the quoted placeholders: what Liquid makes of
/// `'__LATEST__'` is the same for the variable `latest`. `None` where a placeholder stands in a tag in
/// any other way, or where the tags cannot be told from the text at sight.
fn with_variables(template: &str) -> Option<String> {
    let braces = template.matches("{{").count() * 2 + template.matches("{%").count();
    if check(template).is_err() || template.matches('}').count() != braces {
        return None;
    }
    let mut out = String::with_capacity(template.len());
    for part in template.split_inclusive('}') {
        let start = part.find("{{").or_else(|| part.find("{%"));
        let (text, tag) = part.split_at_checked(start.unwrap_or(part.len()))?;
        let mut tag = tag.to_owned();
        for (name, variable) in VARIABLES {
            for quote in ['\'', '"'] {
                tag = tag.replace(&format!("{quote}{name}{quote}"), variable);
            }
        }
        if tag.contains("__") {
            return None;
        }
        out.extend([text, &tag]);
    }
    Some(out)
}

/// Placeholders and the variables that can stand for them.
const VARIABLES: [(&str, &str); 5] = [
    ("__RELEASE_CYCLE__", "release_cycle"),
    ("__CODENAME__", "codename"),
    ("__RELEASE_DATE__", "release_date"),
    ("__LATEST__", "latest"),
    ("__LATEST_RELEASE_DATE__", "latest_release_date"),
];

impl Placeholders<'_> {
    /// The value of a placeholder.
    fn text(&self, name: &str) -> Cow<'_, str> {
        let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        match name {
            "__RELEASE_CYCLE__" => Cow::Borrowed(self.cycle),
            "__CODENAME__" => self.codename.as_deref().unwrap_or_default().into(),
            "__LATEST__" => self.latest.as_deref().unwrap_or_default().into(),
            "__RELEASE_DATE__" => day(self.released).into(),
            _ => day(self.latest_released).into(),
        }
    }

    /// The values that a template names, for Liquid; `None` where one has a character that would end
    /// a quotation or begin a tag.
    fn variables(&self, template: &str) -> Option<Object> {
        let mut variables = Object::new();
        for (name, variable) in VARIABLES {
            if !template.contains(name) {
                continue;
            }
            let text = self.text(name);
            if text.contains(['\'', '"', '{', '}', '%']) || text.contains("__") {
                return None;
            }
            variables.insert(variable.into(), Value::scalar(text.into_owned()));
        }
        Some(variables)
    }
}

/// Fills in the placeholders, then runs Liquid where the result has any.
fn render(template: &str, values: &Placeholders<'_>) -> Result<String, String> {
    fitting(template)?;
    let filled = fill(template.trim(), values);
    fitting(&filled)?;
    if !has_liquid(&filled) {
        return Ok(filled);
    }
    let nothing = Object::new();
    let rendered = run(&PARSER, &filled, &nothing);
    let rendered = rendered.or_else(|_| run(&PARSER, &stricter(&filled), &nothing))?;
    fitting(&rendered).map(|()| rendered)
}

fn fill(template: &str, values: &Placeholders<'_>) -> String {
    let mut filled = template.to_owned();
    for (name, _) in VARIABLES {
        if filled.contains(name) {
            filled = filled.replace(name, &values.text(name));
        }
    }
    filled
}

/// Templates and what they make are names and addresses; more would be a small file that becomes a
/// large product.
const LONGEST: usize = 2_000;

fn fitting(text: &str) -> Result<(), String> {
    if text.len() > LONGEST {
        let size = text.len();
        return Err(format!(
            "a template makes a text of {size} bytes; {LONGEST} are allowed"
        ));
    }
    Ok(())
}

/// Runs Liquid over a text.
///
/// # Errors
///
/// Says why it cannot be rendered, in one line.
pub(crate) fn run(parser: &Parser, text: &str, globals: &Object) -> Result<String, String> {
    check(text)?;
    let rendered = parser
        .parse(text)
        .and_then(|template| template.render(globals));
    rendered.map_err(|error| {
        let message = error.to_string();
        let why = message
            .lines()
            .find_map(|line| line.trim().strip_prefix("= "));
        let why = why.or_else(|| message.lines().next()).unwrap_or_default();
        let start: String = text.trim().chars().take(60).collect();
        format!("the template {start:?} cannot be rendered: {why}")
    })
}

/// Refuses what the Liquid library answers with a panic or with all memory: numbers beyond its
/// integers, ranges, and tags nested without end.
fn check(text: &str) -> Result<(), String> {
    const TAGS: usize = 100;
    let refuse = |what: &str| Err(format!("Liquid with {what} is not rendered"));
    let tags = || text.split("{{").flat_map(|part| part.split("{%")).skip(1);
    for tag in tags() {
        let code = without_quoted(tag);
        let code = code.split('}').next().unwrap_or_default();
        if code.contains('(') {
            return refuse("a parenthesis");
        }
        let mut runs = code.split(|c: char| !c.is_ascii_digit());
        if runs.any(|run| run.len() > 18) {
            return refuse("a number of more than 18 digits");
        }
    }
    if tags().nth(TAGS).is_some() {
        return refuse("more than 100 tags");
    }
    Ok(())
}

fn without_quoted(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut quote = None;
    for c in code.chars() {
        match quote {
            None if matches!(c, '\'' | '"') => quote = Some(c),
            None => kept.push(c),
            Some(open) if open == c => quote = None,
            Some(_) => {}
        }
    }
    kept
}

/// The site's parser takes a colon between arguments and a quote too many; this one does not.
fn stricter(template: &str) -> String {
    template.replace("':'", "','").replace("'''", "''")
}

/// A constant in all but its making: no state of the program is in it.
static PARSER: LazyLock<Parser> = LazyLock::new(|| {
    let parser = liquid::ParserBuilder::new()
        .tag(stdlib::AssignTag)
        .block(stdlib::IfBlock)
        .block(stdlib::UnlessBlock)
        .filter(stdlib::Append)
        .filter(stdlib::Downcase)
        .filter(stdlib::First)
        .filter(stdlib::Join)
        .filter(stdlib::Last)
        .filter(stdlib::Minus)
        .filter(stdlib::Plus)
        .filter(stdlib::Prepend)
        .filter(stdlib::Remove)
        .filter(stdlib::Replace)
        .filter(stdlib::ReplaceFirst)
        .filter(stdlib::Slice)
        .filter(stdlib::Split)
        .filter(stdlib::Strip)
        .filter(stdlib::Upcase)
        .filter(liquid_lib::jekyll::Pop)
        .filter(DropZeroPatch);
    // The only error is a partial template that does not parse, and there is none.
    parser.build().unwrap_or_default()
});

#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "drop_zero_patch",
    description = "Removes one trailing \".0\", as endoflife.date's own filter does.",
    parsed(DropZeroPatchFilter)
)]
struct DropZeroPatch;

#[derive(Debug, Default, Display_filter)]
#[name = "drop_zero_patch"]
struct DropZeroPatchFilter;

impl Filter for DropZeroPatchFilter {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> LiquidResult<Value> {
        let version = input.to_kstr();
        let short = version.strip_suffix(".0").unwrap_or(&version);
        Ok(Value::scalar(short.to_owned()))
    }
}
