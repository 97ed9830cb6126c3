//! Liquid in bodies: the site's one include and its own filters.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::facts::product::{End, Lts, Product, Release};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::text::dates;
use crate::text::liquid::{self, Arguments, Budget, LiquidFault, Site, Value};
use crate::text::markdown::escaped;

/// Columns of a table; the widest real one has 7.
const MOST_FIELDS: usize = 50;

/// The body of a product, its Liquid rendered as on a day.
///
/// # Errors
///
/// Returns the position in the body and the reason if it cannot be rendered.
pub fn render(product: &Product, on: Viewpoint) -> Result<Cow<'_, str>, LiquidFault> {
    if !liquid::is_in(&product.body) {
        return Ok(Cow::Borrowed(&product.body));
    }
    let releases = Value::list(product.releases.iter().map(record));
    let page = [
        ("releases", releases),
        ("title", Value::text(product.title.as_str())),
    ];
    let page = page.map(|(name, value)| (name.to_owned(), value));
    let variables = vec![("page", Value::record(BTreeMap::from(page)))];
    let site = Site {
        filter: &|name: &str, value: &Value, arguments: &[Value], budget: &mut Budget| match name {
            "date_to_string" => Ok(Some(date_to_string(value, on))),
            "collapse_cycles" => collapse(value, arguments, budget).map(Some),
            _ => Ok(None),
        },
        include: &|file: &str, arguments: &Arguments<'_>, budget: &mut Budget| match file {
            "table.html" => table(arguments, on, budget),
            _ => Err(format!("unknown include `{file}`")),
        },
    };
    let mut budget = Budget {
        steps: 200_000,
        bytes: 1 << 21,
    };
    liquid::render(&product.body, variables, site, &mut budget).map(Cow::Owned)
}

/// A release as the site's templates see it: by the keys of its file.
fn record(release: &Release) -> Value {
    let text = |text: Option<&str>| text.map_or(Value::Nil, Value::text);
    let day = |day: Option<NaiveDate>| day.map_or(Value::Nil, |day| Value::text(day.to_string()));
    let end = |end| match end {
        End::On(date) => day(Some(date)),
        End::Over => Value::Bool(true),
        End::Open => Value::Bool(false),
        End::Unstated => Value::Nil,
    };
    let lts = match release.dates.lts {
        Lts::No => Value::Bool(false),
        Lts::Yes => Value::Bool(true),
        Lts::From(date) => day(Some(date)),
    };
    let known = [
        ("releaseCycle", Value::text(release.name.as_str())),
        ("releaseLabel", Value::text(release.label.as_str())),
        ("codename", text(release.codename.as_deref())),
        ("releaseDate", day(release.dates.released)),
        ("eoas", end(release.dates.active_support)),
        ("eol", end(release.dates.eol)),
        ("eoes", end(release.dates.extended_support)),
        ("discontinued", end(release.dates.discontinued)),
        ("lts", lts),
        ("latest", text(release.latest.as_deref())),
        ("latestReleaseDate", day(release.dates.latest_released)),
        ("link", text(release.link.as_deref())),
    ];
    let known = known.map(|(key, value)| (key.to_owned(), value));
    let custom = release.custom.iter().filter(|(_, value)| !value.is_empty());
    let custom = custom.map(|(key, value)| (key.to_string(), Value::text(value.as_str())));
    Value::record(known.into_iter().chain(custom).collect())
}

/// A date as the site writes it: 07 Oct 2025.
fn date_to_string(value: &Value, on: Viewpoint) -> Value {
    let text = value.to_text();
    match dates::parse(&text) {
        Some(date) => Value::text(on.written(date)),
        None => Value::Text(text),
    }
}

/// `releases | collapse_cycles: field, separator`: one row for all releases with the same value of a field.
/// Rows are in the order of their first release; releases without the field share a row.
fn collapse(value: &Value, arguments: &[Value], budget: &mut Budget) -> Result<Value, String> {
    let [field, between] = arguments else {
        return Err("`collapse_cycles` needs a field and a text".to_owned());
    };
    let (field, between) = (field.to_text(), between.to_text());
    let mut rows: Vec<(Value, Vec<_>)> = Vec::new();
    let mut numbers = HashMap::new();
    for release in value.items() {
        let (value, cycle) = (release.get(&field), release.get("releaseCycle").to_text());
        budget.pay(SORTING * cycle.len())?;
        let number = *numbers.entry(value.to_text()).or_insert(rows.len());
        match rows.get_mut(number) {
            Some((_, cycles)) => cycles.push(cycle),
            None => rows.push((value, vec![cycle])),
        }
    }
    let rows = rows.into_iter().map(|(value, mut cycles)| {
        cycles.sort_by_cached_key(|cycle| Version(segments(cycle)));
        let cycles = match (cycles.first(), cycles.last()) {
            (Some(lowest), Some(highest)) if lowest != highest => {
                Value::text(format!("{lowest}{between}{highest}"))
            }
            (lowest, _) => lowest.cloned().map_or(Value::Nil, Value::Text),
        };
        let row = [("releaseCycle", cycles), (&*field, value)];
        let row = row.map(|(name, value)| (name.to_owned(), value));
        Value::record(BTreeMap::from(row))
    });
    Ok(Value::list(rows))
}

/// Bytes that a byte of a name to be sorted counts for.
const SORTING: usize = 8;

/// A version in the order of Ruby's `Gem::Version`: numbers by value, words (pre-releases) below any number,
/// missing parts as zero.
#[derive(PartialEq, Eq)]
struct Version(Vec<Segment>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Word(String),
    Number(u64),
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let zero = Segment::Number(0);
        let length = self.0.len().max(other.0.len());
        let segment = |own: &Self, at: usize| own.0.get(at).unwrap_or(&zero).clone();
        let mut orders = (0..length).map(|at| segment(self, at).cmp(&segment(other, at)));
        orders
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn segments(version: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in version.split(|c: char| !c.is_ascii_alphanumeric()) {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let is_other = |c: char| c.is_ascii_digit() != first.is_ascii_digit();
            let (run, behind) = rest.split_at(rest.find(is_other).unwrap_or(rest.len()));
            segments.push(
                run.parse()
                    .map_or(Segment::Word(run.to_owned()), Segment::Number),
            );
            rest = behind;
        }
    }
    segments
}

/// `include table.html`: a Markdown table here, so that it is shown like any other.
fn table(arguments: &Arguments<'_>, on: Viewpoint, budget: &mut Budget) -> Result<String, String> {
    let argument = |name: &str| {
        let value = arguments.get(name);
        value.ok_or_else(|| format!("the include lacks the argument `{name}`"))
    };
    let list = |name: &str| {
        let text = argument(name)?.to_text();
        let items = text.split(',').map(|item| item.trim().to_owned());
        Ok::<_, String>(items.collect::<Vec<_>>())
    };
    let (labels, fields, types) = (list("labels")?, list("fields")?, list("types")?);
    if fields.len() > MOST_FIELDS {
        return Err("the include has too many `fields`".to_owned());
    }
    let labels: Vec<String> = labels.iter().map(|label| escaped(label)).collect();
    let mut table = row(&labels) + &row(&vec!["---"; labels.len()]);
    budget.pay(table.len())?;
    for release in argument("rows")?.items() {
        let cells = fields.iter().enumerate().map(|(column, field)| {
            let kind = types.get(column).map_or("", String::as_str);
            escaped(&worded(&release.get(field).to_text(), kind, on))
        });
        let row = row(&cells.collect::<Vec<_>>());
        budget.pay(row.len())?;
        table.push_str(&row);
    }
    Ok(format!("\n\n{table}\n"))
}

/// `date` and `end-date` are types; any other value is written as is.
fn worded(text: &str, kind: &str, on: Viewpoint) -> String {
    let written = |date| on.written(date);
    match (dates::parse(text), kind) {
        (Some(date), "date") => written(date),
        (Some(date), "end-date") => {
            format!("{} ({})", written(date), wording::timeago(date, on.day))
        }
        _ => text.to_owned(),
    }
}

fn row(cells: &[impl AsRef<str>]) -> String {
    let cells = cells.iter().map(|cell| format!(" {} |", cell.as_ref()));
    format!("|{}\n", cells.collect::<String>())
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
        let fault = render(&product, Viewpoint::with_defaults(NaiveDate::default())).unwrap_err();
        assert!(fault.reason.contains("nosuch"), "{fault:?}");
    }
}
