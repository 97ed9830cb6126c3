//! Products as bars on one time axis, in text and as a picture.

use std::io::{self, Write};

use super::paint::paint;
use super::text::{fold_words, write_verdicts};
use super::{Look, Products, Told, write_headline};
use crate::facts::lifecycle::Health;
use crate::facts::product::Product;
use crate::facts::timeline::Timeline;
use crate::facts::timeline::chart::Chart;
use crate::facts::timeline::part::Part;
use crate::facts::why;
use crate::settings::theme::Theme;

/// The width if the output is not a terminal.
const WIDTH: usize = 100;

/// Writes all products on one axis.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    let look = shown.look;
    write_headline(out, (&shown.titles(), &shown.days.words(look)), look)?;
    writeln!(out)?;
    for choice in shown.choices {
        write_verdicts(out, choice, look)?;
    }
    write_bars(out, shown)
}

/// Writes the axis, the bars and the legend.
fn write_bars(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    let look = shown.look;
    let (timeline, folded) = timeline(shown);
    let plain = Theme {
        glyphs: look.glyphs,
        ..Theme::monochrome()
    };
    let grain = look.theme.unwrap_or(&plain).grain();
    let (count, room) = (timeline.rows.len(), look.width.unwrap_or(WIDTH));
    let window = timeline.window(count);
    let chart = Chart::new(&timeline, count, window, grain, room);
    writeln!(out, "{}", painted(chart.head(), look))?;
    for row in &timeline.rows {
        let parts = chart.name(row).into_iter().chain(chart.bar(row));
        writeln!(out, "{}", painted(parts, look))?;
    }
    if folded > 0 {
        let words = format!("… {}", fold_words(folded));
        writeln!(out, "{}", paint(&words, look.theme.map(|theme| theme.dim)))?;
    }
    let legend = chart.legend(&products(shown), room);
    writeln!(out, "\n{}", painted(legend, look).trim_start())
}

/// The bars as an SVG picture, to stand below the products' titles.
pub fn bars(shown: Products<'_>) -> String {
    picture(
        shown,
        &format!("Timeline of {}", shown.titles()),
        write_bars,
    )
}

/// What `write` writes as an SVG picture, which readers who cannot see it are told in words.
pub fn picture(
    shown: Products<'_>,
    title: &str,
    write: impl FnOnce(&mut dyn Write, Products<'_>) -> io::Result<()>,
) -> String {
    let description = description(shown);
    let told = Told {
        description: Some(&description),
        ..Told::titled(title)
    };
    shown.drawn(told, write)
}

/// The dates of the shown releases in words, a line for each.
fn description(shown: Products<'_>) -> String {
    let dated = dated(shown).into_iter();
    let lines = dated.map(|row| format!("{}: {}, {}", row.name, row.health.words(), row.dates));
    lines.collect::<Vec<_>>().join("\n")
}

/// A shown release with its dates in words.
#[derive(Debug)]
pub struct Dated {
    /// Its name.
    pub name: String,
    /// Its status.
    pub health: Health,
    /// Its dates: `released 2024-01-01, security support until 2026-01-01`.
    pub dates: String,
}

/// The shown releases.
pub fn dated(shown: Products<'_>) -> Vec<Dated> {
    let (timeline, _) = timeline(shown);
    let rows = timeline.rows.iter().filter_map(|row| {
        let product = shown.choices.get(row.product)?.product;
        let release = product.releases.get(row.release)?;
        let stated = why::stated(product, release, shown.look.preferences.dates);
        Some(Dated {
            name: row.name(),
            health: row.health,
            dates: stated.join(", "),
        })
    });
    rows.collect()
}

fn products(shown: Products<'_>) -> Vec<&Product> {
    let choices = shown.choices.iter();
    choices.map(|choice| choice.product).collect()
}

/// The shown releases, and how many are folded.
fn timeline(shown: Products<'_>) -> (Timeline, usize) {
    let mut timeline = Timeline::new(&products(shown), shown.on());
    let (mut rows, mut folded) = (Vec::new(), 0);
    for (product, choice) in shown.choices.iter().enumerate() {
        let (numbers, more) = choice.shown(shown.days.looked_at, shown.is_whole);
        folded += more;
        rows.extend(numbers.into_iter().filter_map(|release| {
            let mut all = timeline.rows.iter();
            all.find(|row| row.product == product && row.release == release)
                .cloned()
        }));
    }
    timeline.rows = rows;
    (timeline, folded)
}

/// A line with its styles, if the output is styled.
fn painted(parts: impl IntoIterator<Item = Part>, look: Look<'_>) -> String {
    let parts = parts.into_iter().map(|part| {
        let style = look.theme.map(|theme| theme.part(part.meaning));
        paint(&part.text, style)
    });
    parts.collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::cli::report::{Days, Look, ProductFormat, Products, show};
    use crate::facts::product::{self, Product};
    use crate::find::choice::Choice;
    use crate::settings::theme::{Glyphs, Theme};

    fn product(title: &str, releases: &str) -> Product {
        let file = format!(
            "---\ntitle: {title}\npermalink: /x\ncategory: os\neoasColumn: true\nreleases:\n{releases}---\n"
        );
        product::parse("x.md", file.as_bytes()).unwrap().product
    }

    fn written(products: &[&Product], look: Look<'_>) -> String {
        let choices: Vec<Choice<'_>> = products.iter().map(|one| Choice::whole(one)).collect();
        let day = NaiveDate::from_ymd_opt(2026, 1, 1);
        let days = Days {
            looked_at: day.unwrap(),
            of_data: day,
        };
        let mut out = Vec::new();
        let shown = Products {
            choices: &choices,
            is_whole: false,
            look,
            days,
        };
        let form = ProductFormat::default().as_timeline().unwrap();
        show(&mut out, shown, form).unwrap();
        String::from_utf8(out).unwrap()
    }

    const ONE: &str = "- {releaseCycle: '3', releaseDate: 2027-01-01, eoas: false, eol: false}\n\
        - {releaseCycle: '2', releaseDate: 2024-01-01, eoas: 2026-12-31, eol: 2028-12-31}\n\
        - {releaseCycle: '1', releaseDate: 2022-01-01, eoas: true, eol: true}\n";
    const TWO: &str = "- {releaseCycle: a, releaseDate: 2023-01-01, eol: false}\n";

    #[test]
    fn several_products_are_on_one_axis() {
        let (one, two) = (product("One", ONE), product("Two", TWO));
        let look = |width, glyphs| Look {
            width: Some(width),
            theme: None,
            glyphs,
            ..Look::default()
        };
        let expected = "\
One, Two · as of 2026-01-01 · data of 2026-01-01

        2022       2024       2026       2028
○ One 3 ┊          ┊          │     █▌▎→ ┊
● One 2 ┊          ███████████│█████▓▓▓▓▓▓▓▓▓▓▓
✗ One 1 ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄│          ┊
● Two a ┊     ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│▌▎→       ┊

█ active  ▓ security  → open  ┄ date unknown
";
        assert_eq!(written(&[&one, &two], look(50, Glyphs::Unicode)), expected);
        let expected = "\
One ; as of 2026-01-01 ; data of 2026-01-01

    2022  2023  2024  2025  2026  2027  2028  2029
o 3 :     :     :     :     |     #>>>  :     :
@ 2 :     :     ############|#####============:
x 1 ........................|     :     :     :

# active  = security  > open  . date unknown
";
        assert_eq!(written(&[&one], look(50, Glyphs::Ascii)), expected);
    }

    #[test]
    fn a_terminal_gets_parts_of_cells_in_colours() {
        let theme = Theme::terminal();
        let look = Look {
            width: Some(60),
            theme: Some(&theme),
            ..Look::default()
        };
        let text = written(&[&product("One", ONE)], look);
        assert!(text.contains("\u{1b}[32m█"), "{text:?}");
        assert!(text.contains("\u{1b}[7m\u{1b}[32m│"), "{text:?}");
        assert!(text.contains("\u{1b}[32m\u{1b}[46m▉"), "{text:?}");
    }
}
