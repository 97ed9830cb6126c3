//! Label and link templates: placeholders first, then Liquid.

use std::borrow::Cow;

use chrono::NaiveDate;
use memchr::memmem;

use crate::text::clean;
use crate::text::liquid::{self, Arguments, Budget, Site, Value};
use crate::text::markup::without_markup;

/// The templates of a product.
pub struct Templates<'a> {
    label: Option<&'a str>,
    changelog: Option<&'a str>,
    /// What rendering may still cost, over all releases.
    budget: Budget,
}

/// The values of placeholders. A missing value renders as empty text.
pub struct Placeholders<'a> {
    /// `__RELEASE_CYCLE__`
    pub cycle: &'a str,
    /// `__CODENAME__`
    pub codename: Option<&'a str>,
    /// `__RELEASE_DATE__`
    pub released: Option<NaiveDate>,
    /// `__LATEST__`
    pub latest: Option<&'a str>,
    /// `__LATEST_RELEASE_DATE__`
    pub latest_released: Option<NaiveDate>,
    /// `__CYCLE_SHORT_HAND__`, until 2022.
    pub cycle_short: Option<&'a str>,
    /// `__LATEST_SHORT_HAND__`, until 2022.
    pub latest_short: Option<&'a str>,
}

/// What a release states about its changelog.
#[derive(Clone, Copy)]
pub enum Link<'a> {
    /// An address, or a template if it contains a placeholder.
    Own(&'a str),
    /// None (`link: null`), whatever the product's template says.
    None,
    /// Nothing: the product's template applies.
    Template,
}

/// Why a template cannot be rendered.
pub struct Mistake {
    /// The byte offset of the mistake in the template.
    pub at: usize,
    /// What is wrong, as a sentence.
    pub reason: String,
}

impl<'a> Templates<'a> {
    /// `releaseLabel` and `changelogTemplate` of a product.
    pub fn new(label: Option<&'a str>, changelog: Option<&'a str>) -> Self {
        Self {
            label,
            changelog,
            budget: Budget {
                steps: 200_000,
                bytes: 1 << 22,
            },
        }
    }

    /// The label of a release as plain text; `None` where no template applies.
    pub fn label(
        &mut self,
        own: Option<&str>,
        values: &Placeholders<'_>,
    ) -> Result<Option<String>, Mistake> {
        let Some(template) = own.or(self.label) else {
            return Ok(None);
        };
        let label = without_markup(&clean::line(&self.render(template, values)?));
        // A browser shows several spaces as one; where a codename is missing, some templates leave them.
        let words = label.split(' ').filter(|word| !word.is_empty());
        Ok(Some(words.collect::<Vec<_>>().join(" ")))
    }

    /// The changelog of a release; `None` where it has none.
    pub fn link(
        &mut self,
        own: Link<'_>,
        values: &Placeholders<'_>,
    ) -> Result<Option<String>, Mistake> {
        let template = match (own, self.changelog) {
            (Link::None, _) | (Link::Template, None) => return Ok(None),
            (Link::Own(link), _) if !link.contains("__") => return Ok(Some(clean::line(link))),
            (Link::Own(template), _) | (Link::Template, Some(template)) => template,
        };
        let link = self.render(template, values)?;
        Ok(Some(clean::line(&link)))
    }

    /// Fills in the placeholders, then runs Liquid where the result has any.
    fn render(&mut self, template: &str, values: &Placeholders<'_>) -> Result<String, Mistake> {
        fitting(template)?;
        let mut filled = String::with_capacity(template.len() + 16);
        let trimmed = template.trim();
        fill(trimmed, values, |_, part| filled.push_str(part));
        fitting(&filled)?;
        if !liquid::is_in(&filled) {
            return Ok(filled);
        }
        let rendered = liquid::render(&filled, Vec::new(), SITE, &mut self.budget);
        let rendered = rendered.map_err(|fault| {
            let behind = filled.get(fault.at..).unwrap_or_default();
            let excerpt: String = behind.chars().take(EXCERPT).collect();
            let reason = fault.reason;
            Mistake {
                at: template.len() - template.trim_start().len()
                    + unfilled(trimmed, values, fault.at),
                reason: format!("the template cannot be rendered: {reason}, at {excerpt:?}"),
            }
        })?;
        fitting(&rendered).map(|()| rendered)
    }
}

/// How many characters of a template are shown with a mistake.
const EXCERPT: usize = 30;

/// The site's addition to Liquid in templates: a filter that removes a trailing `.0` from a version.
const SITE: Site<'static> = Site {
    filter: &|name: &str, version: &Value, _: &[Value], _: &mut Budget| {
        let version = version.to_text();
        let short = version.strip_suffix(".0").unwrap_or(&version);
        Ok((name == "drop_zero_patch").then(|| Value::text(short)))
    },
    include: &|file: &str, _: &Arguments<'_>, _: &mut Budget| {
        Err(format!("a template cannot include `{file}`"))
    },
};

/// A placeholder, and its value.
type Placeholder = (
    &'static str,
    for<'v> fn(&'v Placeholders<'_>) -> Cow<'v, str>,
);

const PLACEHOLDERS: [Placeholder; 7] = [
    ("__RELEASE_CYCLE__", |values| values.cycle.into()),
    ("__CODENAME__", |values| or_nothing(values.codename)),
    ("__RELEASE_DATE__", |values| day(values.released)),
    ("__LATEST__", |values| or_nothing(values.latest)),
    ("__LATEST_RELEASE_DATE__", |values| {
        day(values.latest_released)
    }),
    ("__CYCLE_SHORT_HAND__", |values| {
        or_nothing(values.cycle_short)
    }),
    ("__LATEST_SHORT_HAND__", |values| {
        or_nothing(values.latest_short)
    }),
];

fn or_nothing(text: Option<&str>) -> Cow<'_, str> {
    text.unwrap_or_default().into()
}

fn day(day: Option<NaiveDate>) -> Cow<'static, str> {
    day.map(|day| day.to_string()).unwrap_or_default().into()
}

/// Calls `part` with each part of the filled template and its offset in the template.
fn fill(template: &str, values: &Placeholders<'_>, mut part: impl FnMut(usize, &str)) {
    let (mut done, mut from) = (0, 0);
    let behind = |at: usize| template.get(at..).unwrap_or_default();
    let next = |from: usize| memmem::find(behind(from).as_bytes(), b"__").map(|at| from + at);
    while let Some(at) = next(from) {
        let here = behind(at);
        let mut known = PLACEHOLDERS.iter();
        let Some((name, value)) = known.find(|(name, _)| here.starts_with(name)) else {
            from = at + 1;
            continue;
        };
        part(done, template.get(done..at).unwrap_or_default());
        part(at, &value(values));
        done = at + name.len();
        from = done;
    }
    part(done, behind(done));
}

/// Maps a byte offset of the filled template back to the template.
fn unfilled(template: &str, values: &Placeholders<'_>, at: usize) -> usize {
    let (mut length, mut found) = (0, 0);
    fill(template, values, |start, part| {
        if length <= at {
            found = start + (at - length).min(part.len());
        }
        length += part.len();
    });
    found.min(template.len())
}

/// The length limit of templates and their results, which are names and addresses; without it a small file
/// could become a large product.
const LONGEST: usize = 2_000;

fn fitting(text: &str) -> Result<(), Mistake> {
    if text.len() > LONGEST {
        let size = text.len();
        return Err(Mistake {
            at: 0,
            reason: format!("the template expands to {size} bytes; the limit is {LONGEST}"),
        });
    }
    Ok(())
}
