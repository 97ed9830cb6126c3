//! A theme file: names for colors, and a style for each kind of thing.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use super::Theme;
use crate::facts::product::Fault;
use crate::settings::sheet::{Sheet, text, unknown, wrong};
use crate::text::yaml::Node;

/// The names of the sixteen terminal colors.
const SIXTEEN: [(&str, Color); 16] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

const WEIGHTS: [(&str, Modifier); 6] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
    ("struck", Modifier::CROSSED_OUT),
];

/// Number of digits in a color such as `#ffcc00`.
const DIGITS: usize = 6;

/// The sections of a theme file.
const PARTS: [&str; 2] = ["colors", "styles"];

/// What a style looks like, for messages.
const STYLE: &str = "a style such as bold cyan or \"black on #ffcc00\"";

/// Reads a theme file over the monochrome theme.
pub fn read(file: &str, content: &str) -> (Theme, Vec<Fault>) {
    let mut sheet = Sheet::new(file);
    let parts = sheet.read(content);
    for (key, _) in &parts {
        let name = text(key, "the name of a part");
        let part = name
            .map(american)
            .and_then(|name| known("part of a theme", name, &PARTS));
        sheet.take(key.at, part);
    }
    let part = |name| {
        let mut parts = parts.iter();
        parts.find(|(key, _)| key.text().map(american) == Some(name))
    };
    let colors = match part("colors") {
        Some((_, node)) => colors(node, &mut sheet),
        None => Colors::new(),
    };
    let mut theme = Theme::monochrome();
    if let Some((_, styles)) = part("styles") {
        for (key, value) in sheet.pairs(styles) {
            let style = whole(value, content).and_then(|()| style(value, &colors));
            let name = sheet.take(key.at, text(key, "the name of a screen element"));
            if let (Some(style), Some(name)) = (sheet.take(value.at, style), name) {
                let set = set(&mut theme, name, style);
                sheet.take(key.at, set);
            }
        }
    }
    // The selected line is one solid bar, so nothing in it has a color of its own.
    let ink = theme.text.fg.unwrap_or(Color::Reset);
    let bar = theme.selected.fg.filter(|fg| *fg != Color::Reset);
    theme.selected.fg = bar.or(Some(ink));
    (theme, sheet.faults)
}

/// The name of a part, of which version 0.1.0 had another spelling.
fn american(part: &str) -> &str {
    if part == "colours" { "colors" } else { part }
}

/// Rejects an unquoted `red #ffcc00`: YAML takes the color for a comment.
fn whole(value: &Node, content: &str) -> Result<(), String> {
    let line = content.lines().nth(value.at.line.saturating_sub(1));
    let comment = line
        .and_then(|line| line.split_once(" #"))
        .map(|(_, comment)| comment);
    let color = comment.and_then(|comment| comment.get(..DIGITS));
    let is_color = color.is_some_and(|color| color.chars().all(|c| c.is_ascii_hexdigit()));
    if value.is_plain() && is_color {
        return Err("the # starts a comment here; put the whole value in quotes".to_owned());
    }
    Ok(())
}

fn set(theme: &mut Theme, name: &str, style: Style) -> Result<(), String> {
    let mut things = theme.things();
    let Some((_, old)) = things.iter_mut().find(|(thing, _)| *thing == name) else {
        let names = things.iter().map(|(thing, _)| *thing);
        return Err(unknown("screen element", name, names));
    };
    // The modifiers that a style removes are the same in every theme.
    let sub_modifier = old.sub_modifier;
    **old = Style {
        sub_modifier,
        ..style
    };
    Ok(())
}

fn known<'a>(kind: &str, name: &'a str, known: &[&str]) -> Result<&'a str, String> {
    let is_known = known.contains(&name);
    is_known
        .then_some(name)
        .ok_or_else(|| unknown(kind, name, known.iter().copied()))
}

type Colors = BTreeMap<String, Color>;

/// The colors that the file defines.
fn colors(node: &Node, sheet: &mut Sheet) -> Colors {
    let mut colors = Colors::new();
    for (key, value) in sheet.pairs(node) {
        let name = text(key, "a name").map(str::to_owned);
        let color =
            text(value, "a color such as \"#ffcc00\"").and_then(|word| color_of(word, &colors));
        let named = sheet.take(key.at, name).zip(sheet.take(value.at, color));
        colors.extend(named);
    }
    colors
}

/// `bold`, `bold cyan`, `black on #ffcc00`, `plain`.
fn style(node: &Node, colors: &Colors) -> Result<Style, String> {
    let mut style = Style::new();
    let mut is_behind = false;
    let words = text(node, STYLE)?;
    for word in words.split_whitespace() {
        let weight = WEIGHTS.iter().find(|(name, _)| *name == word);
        match (word, weight) {
            ("plain", _) => {}
            ("on", _) if !is_behind => is_behind = true,
            (_, Some((_, weight))) => style = style.add_modifier(*weight),
            _ => {
                let place = if is_behind {
                    &mut style.bg
                } else {
                    &mut style.fg
                };
                if place.replace(color_of(word, colors)?).is_some() {
                    return Err(format!("too many colors: {word}; expected {STYLE}"));
                }
            }
        }
    }
    let is_unfinished = is_behind && style.bg.is_none();
    (!is_unfinished)
        .then_some(style)
        .ok_or_else(|| wrong(node, STYLE))
}

fn color_of(word: &str, colors: &Colors) -> Result<Color, String> {
    if let Some(own) = colors.get(word) {
        return Ok(*own);
    }
    if let Some(digits) = word.strip_prefix('#') {
        return match u32::from_str_radix(digits, 16) {
            Ok(number) if digits.len() == DIGITS => Ok(Color::from_u32(number)),
            _ => Err(format!(
                "invalid color {word}; use six digits, such as \"#ffcc00\""
            )),
        };
    }
    if let Some((_, color)) = SIXTEEN.iter().find(|(name, _)| *name == word) {
        return Ok(*color);
    }
    let own = colors.keys().map(String::as_str);
    let sixteen = SIXTEEN.iter().map(|(name, _)| *name);
    let weights = WEIGHTS.iter().map(|(name, _)| *name);
    Err(unknown("color", word, own.chain(sixteen).chain(weights)))
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::read;
    use crate::settings::theme::{FILES, Theme};

    fn faults(content: &str) -> Vec<String> {
        let (_, faults) = read("x.yaml", content);
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn styles_are_words() {
        let content = "
colors: {ink: '#102030', paper: bright-white}
styles:
  text: ink on paper
  good: bold green
  code: '#ff0000 on black'
  link: plain
  soon: bold italic underlined dim reversed struck
";
        let (theme, faults) = read("x", content);
        assert_eq!(faults, []);
        let ink = Color::Rgb(0x10, 0x20, 0x30);
        assert_eq!(theme.text, Style::new().fg(ink).bg(Color::White));
        assert_eq!(theme.good, Style::new().fg(Color::Green).bold());
        assert_eq!(
            theme.code,
            Style::new().fg(Color::Rgb(255, 0, 0)).bg(Color::Black)
        );
        assert_eq!(theme.link, Style::new());
        assert_eq!(theme.soon.add_modifier.iter().count(), 6);
        assert_eq!(theme.ended, Theme::monochrome().ended, "what is left out");
        assert_eq!(theme.selected.fg, Some(ink), "the bar has one color");
        assert!(theme.selected.sub_modifier.contains(Modifier::DIM));
    }

    #[test]
    fn faults_have_their_places_and_say_what_would_be_right() {
        for (content, fault) in [
            (
                "style: {}\n",
                "x.yaml:1:1: unknown part of a theme \"style\"; did you mean \"styles\"?",
            ),
            (
                "styles:\n  god: green\n",
                "x.yaml:2:3: unknown screen element \"god\"; did you mean \"good\"?",
            ),
            (
                "styles:\n  good: gren\n",
                "x.yaml:2:9: unknown color \"gren\"; did you mean \"green\"?",
            ),
            (
                "styles:\n  good: '#12345'\n",
                "x.yaml:2:9: invalid color #12345; use six digits, such as \"#ffcc00\"",
            ),
            (
                "styles:\n  good: '#gggggg'\n",
                "x.yaml:2:9: invalid color #gggggg; use six digits, such as \"#ffcc00\"",
            ),
            (
                "styles:\n  good: red blue\n",
                "x.yaml:2:9: too many colors: blue; expected a style such as",
            ),
            (
                "styles:\n  good: bold on\n",
                "x.yaml:2:9: expected a style such as",
            ),
            (
                "styles:\n  good: [bold]\n",
                "x.yaml:2:9: expected a style such as",
            ),
            (
                "styles:\n  good: bold #ffcc00\n",
                "x.yaml:2:9: the # starts a comment here; put the whole value in quotes",
            ),
            (
                "styles: bold\n",
                "x.yaml:1:9: expected a map (name: value), found \"bold\"",
            ),
            (
                "colors:\n  ink: #102030\n",
                "expected a color such as \"#ffcc00\", found an empty value (a value that contains # needs quotes)",
            ),
            ("colors:\n  ink: 12\n", "x.yaml:2:8: unknown color \"12\""),
        ] {
            let told = faults(content).join("\n");
            assert!(told.contains(fault), "{content}: {told}");
        }
        assert_eq!(
            faults("styles:\n  good: red # #ffcc00\n  soon: '#ffcc00 on #000000' # x\n"),
            [""; 0]
        );
        assert_eq!(faults("styles: {god: gren, soon: nosuch}\n").len(), 2);
        let (theme, _) = read("x", "styles: {god: red, good: green}");
        assert_eq!(
            theme.good,
            Style::new().fg(Color::Green),
            "the rest is used"
        );
    }

    #[test]
    fn every_theme_of_ours_names_every_thing_and_nothing_else() {
        for (name, content) in FILES {
            assert_eq!(read(name, content).1, [], "{name}");
            for (thing, _) in Theme::terminal().things() {
                assert!(
                    content.contains(&format!("\n  {thing}: ")),
                    "{name} leaves out {thing}"
                );
            }
        }
    }
}
