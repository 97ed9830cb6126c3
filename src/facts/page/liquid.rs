//! Liquid in bodies: the site's one include and its own filters.

mod collapse;
mod include;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use liquid::Parser;
use liquid::model::Object;
use liquid_core::{
    Display_filter, Filter, FilterReflection, ParseFilter, Result, Runtime, Value, ValueView,
};
use liquid_lib::stdlib;

use crate::facts::product::{End, Lts, Product, Release, template};
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::text::dates;

/// A constant in all but its making: no state of the program is in it.
static PARSER: LazyLock<Parser> = LazyLock::new(|| {
    let parser = liquid::ParserBuilder::new()
        .tag(stdlib::AssignTag)
        .tag(include::IncludeTable)
        .block(stdlib::IfBlock)
        .block(stdlib::CommentBlock)
        .block(stdlib::RawBlock)
        .filter(DateToString)
        .filter(collapse::CollapseCycles)
        .filter(collapse::WhereExp);
    // The only error is an include that does not parse, and there is none in this sense.
    parser.build().unwrap_or_default()
});

/// The body of a product with its Liquid rendered, as on a day. `None` where it has no Liquid.
///
/// # Errors
///
/// Says why the body cannot be rendered.
pub fn render(product: &Product, on: Viewpoint) -> Option<std::result::Result<String, String>> {
    if !template::has_liquid(&product.body) {
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
    globals.insert(TODAY.into(), Value::scalar(on.day.to_string()));
    let style = on.preferences.dates.name();
    globals.insert(DATES.into(), Value::scalar(style));
    Some(template::run(&PARSER, &product.body, &globals))
}

/// Where the filters find the day.
const TODAY: &str = "day_looked_at";
/// Where they find how days are written.
const DATES: &str = "date_style";

fn date_style(runtime: &dyn Runtime) -> DateStyle {
    let name = runtime.try_get(&[DATES.into()]);
    let style = name.and_then(|name| DateStyle::named(&name.to_kstr()));
    style.unwrap_or_default()
}

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
    let lts = match release.dates.lts {
        Lts::No => Value::scalar(false),
        Lts::Yes => Value::scalar(true),
        Lts::From(date) => day(Some(date)),
    };
    let known = [
        ("releaseCycle", Value::scalar(release.name.clone())),
        ("releaseLabel", Value::scalar(release.label.clone())),
        ("codename", text(&release.codename)),
        ("releaseDate", day(release.dates.released)),
        ("eoas", end(release.dates.active_support)),
        ("eol", end(release.dates.eol)),
        ("eoes", end(release.dates.extended_support)),
        ("discontinued", end(release.dates.discontinued)),
        ("lts", lts),
        ("latest", text(&release.latest)),
        ("latestReleaseDate", day(release.dates.latest_released)),
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
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let text = input.to_kstr().into_string();
        let style = date_style(runtime);
        let written = dates::parse(&text).map_or(text, |date| style.written(date));
        Ok(Value::scalar(written))
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::render;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;

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
        render(&product, Viewpoint::with_defaults(day))
            .unwrap()
            .unwrap()
            .trim()
            .to_owned()
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
        let reason = render(&product, Viewpoint::with_defaults(NaiveDate::default()))
            .unwrap()
            .unwrap_err();
        assert!(reason.contains("nosuch"), "{reason}");
    }
}
