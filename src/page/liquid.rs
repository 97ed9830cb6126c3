//! Liquid in bodies: the site's one include and its own filters.

mod collapse;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use liquid::Parser;
use liquid::model::Object;
use liquid::partials::{EagerCompiler, InMemorySource};
use liquid_core::{
    Display_filter, Expression, Filter, FilterParameters, FilterReflection, FromFilterParameters,
    ParseFilter, Result, Runtime, Value, ValueView,
};

use crate::markdown::escaped;
use crate::product::{End, Lts, Product, Release};
use crate::wording;

/// The site's include, made anew as a template of a Markdown table, so that its tables are shown
/// like all others.
const TABLE: &str = "
{% assign fields = include.fields | split: ',' %}
{%- assign types = include.types | split: ',' %}
{%- assign labels = include.labels | split: ',' %}
{% for label in labels %}| {{ label | table_cell }} {% endfor %}|
{% for label in labels %}| --- {% endfor %}|
{% for row in include.rows %}{% for field in fields -%}
| {{ row[field] | table_cell: types[forloop.index0] }} {% endfor %}|
{% endfor %}
";

/// A constant in all but its making: no state of the program is in it.
static PARSER: LazyLock<Parser> = LazyLock::new(|| {
    let mut includes = EagerCompiler::<InMemorySource>::empty();
    includes.add("table.html", TABLE);
    let parser = liquid::ParserBuilder::with_stdlib()
        .tag(liquid_lib::jekyll::IncludeTag)
        .filter(TableCell)
        .filter(DateToString)
        .filter(collapse::CollapseCycles)
        .filter(collapse::WhereExp)
        .partials(includes);
    // The only error is an include that does not parse, and a test renders the one there is.
    parser.build().unwrap_or_default()
});

/// The body of a product with its Liquid rendered, as on a day. `None` where it has no Liquid.
///
/// # Errors
///
/// Says why the body cannot be rendered.
pub fn render(product: &Product, day: NaiveDate) -> Option<std::result::Result<String, String>> {
    if !product.body.contains("{%") && !product.body.contains("{{") {
        return None;
    }
    let keys: BTreeSet<&str> = product
        .releases
        .iter()
        .flat_map(|release| release.custom.iter().map(|(key, _)| key.as_str()))
        .collect();
    let releases = product.releases.iter();
    let releases = releases.map(|release| Value::Object(fields(release, &keys)));
    let mut page = Object::new();
    page.insert("releases".into(), Value::Array(releases.collect()));
    page.insert("title".into(), Value::scalar(product.title.clone()));
    let mut globals = Object::new();
    globals.insert("page".into(), Value::Object(page));
    globals.insert(TODAY.into(), Value::scalar(day.to_string()));
    let template = PARSER.parse(&product.body);
    let rendered = template.and_then(|template| template.render(&globals));
    Some(rendered.map_err(|error| error.to_string()))
}

/// Where the filters find the day.
const TODAY: &str = "day_looked_at";

/// A release as the site's templates see it: by the keys of its file. It has all custom keys of the
/// product, because a key that is not there is an error here and nothing on the site.
fn fields(release: &Release, keys: &BTreeSet<&str>) -> Object {
    let text = |text: &Option<String>| text.clone().map_or(Value::Nil, Value::scalar);
    let day = |day: Option<NaiveDate>| text(&day.map(|day| day.to_string()));
    let end = |end| match end {
        End::On(date) => day(Some(date)),
        End::Over => Value::scalar(true),
        End::Open => Value::scalar(false),
        End::Unstated => Value::Nil,
    };
    let lts = match release.lts {
        Lts::No => Value::scalar(false),
        Lts::Yes => Value::scalar(true),
        Lts::From(date) => day(Some(date)),
    };
    let known = [
        ("releaseCycle", Value::scalar(release.name.clone())),
        ("releaseLabel", Value::scalar(release.label.clone())),
        ("codename", text(&release.codename)),
        ("releaseDate", day(release.released)),
        ("eoas", end(release.active_support)),
        ("eol", end(release.eol)),
        ("eoes", end(release.extended_support)),
        ("discontinued", end(release.discontinued)),
        ("lts", lts),
        ("latest", text(&release.latest)),
        ("latestReleaseDate", day(release.latest_released)),
        ("link", text(&release.link)),
    ];
    let known = known.into_iter().map(|(key, value)| (key.into(), value));
    let missing = keys
        .iter()
        .map(|key| ((*key).to_owned().into(), Value::Nil));
    let custom = release.custom.iter().filter(|(_, value)| !value.is_empty());
    let custom = custom.map(|(key, value)| (key.clone().into(), Value::scalar(value.clone())));
    missing.chain(known).chain(custom).collect()
}

#[derive(Debug, FilterParameters)]
struct CellArgs {
    #[parameter(description = "What the value is.", arg_type = "str")]
    kind: Option<Expression>,
}

#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "table_cell",
    description = "A value as the text of a cell in a Markdown table.",
    parameters(CellArgs),
    parsed(TableCellFilter)
)]
struct TableCell;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "table_cell"]
struct TableCellFilter {
    #[parameters]
    args: CellArgs,
}

impl Filter for TableCellFilter {
    /// Types are `date` and `end-date`; any other value stands as it is.
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let args = self.args.evaluate(runtime)?;
        let kind = args.kind.as_deref().unwrap_or_default();
        let text = input.to_kstr().into_string();
        let today = runtime.try_get(&[TODAY.into()]);
        let today = today.and_then(|today| date(&today.to_kstr()));
        let text = match (date(&text), kind, today) {
            (Some(date), "date", _) => wording::day(date),
            (Some(date), "end-date", Some(today)) => {
                format!(
                    "{} ({})",
                    wording::day(date),
                    wording::relative(date, today)
                )
            }
            _ => text,
        };
        Ok(Value::scalar(escaped(&text)))
    }
}

#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "date_to_string",
    description = "A date as the site writes it: 07 Oct 2025.",
    parsed(DateToStringFilter)
)]
struct DateToString;

#[derive(Debug, Default, Display_filter)]
#[name = "date_to_string"]
struct DateToStringFilter;

impl Filter for DateToStringFilter {
    fn evaluate(&self, input: &dyn ValueView, _: &dyn Runtime) -> Result<Value> {
        let text = input.to_kstr().into_string();
        Ok(Value::scalar(date(&text).map_or(text, wording::day)))
    }
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::render;
    use crate::product;

    fn rendered(body: &str) -> String {
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n\
             - {{releaseCycle: '3', eol: 2026-01-02, java: '>=17'}}\n\
             - {{releaseCycle: '2', eol: false, java: '11|8'}}\n\
             - {{releaseCycle: '1.10', eol: false, java: '11|8'}}\n\
             - {{releaseCycle: '1.9', eol: true}}\n---\n{body}"
        );
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        render(&product, day).unwrap().unwrap().trim().to_owned()
    }

    #[test]
    fn the_include_is_a_table() {
        let body = "{% include table.html\nlabels=\"Release,End\"\nfields=\"releaseCycle,eol\"\n\
                    types=\"string,end-date\"\nrows=page.releases %}";
        let table = "| Release | End |\n| --- | --- |\n| 3 | 02 Jan 2026 (tomorrow) |\n\
                     | 2 | false |\n| 1.10 | false |\n| 1.9 | true |";
        assert_eq!(rendered(body), table);
    }

    #[test]
    fn cycles_of_one_value_collapse_from_lowest_to_highest() {
        let assign = "{%- assign rows = page.releases | where_exp:\"release\",\
                      \"release.java != null\" | collapse_cycles:\"java\",\" - \" %}";
        let body = format!(
            "{assign}\n{{% include table.html labels=\"X,Java\" fields=\"releaseCycle,java\" \
             types=\"string,string\" rows=rows %}}"
        );
        let table = "| X | Java |\n| --- | --- |\n| 3 | \\>=17 |\n| 1.10 - 2 | 11\\|8 |";
        assert_eq!(rendered(&body), table);
    }

    #[test]
    fn dates_are_worded_as_in_the_tables() {
        assert_eq!(
            rendered("{{ '2025-10-07' | date_to_string }}"),
            "07 Oct 2025"
        );
    }

    #[test]
    fn what_cannot_be_rendered_says_why() {
        let file = b"---\ntitle: X\npermalink: /x\ncategory: os\nreleases: []\n---\n{% nosuch %}";
        let product = product::parse("x.md", file).unwrap().product;
        let reason = render(&product, NaiveDate::default()).unwrap().unwrap_err();
        assert!(reason.contains("nosuch"), "{reason}");
    }
}
