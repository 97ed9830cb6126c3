//! The configuration: reads a file over the defaults and reports all of its faults at once.
//!
//! `assets/config.yaml` documents each setting; a test ensures that its values are the defaults.

mod listing;
mod lists;
mod updates;

use std::ops::RangeInclusive;
use std::str::FromStr;

pub use self::lists::{NamedList, OWN};
pub use self::updates::Updates;
use crate::facts::product::Fault;
use crate::facts::viewpoint::{DateStyle, Droppable, Left, Preferences};
use crate::settings::keys::{BINDINGS, Key, Keys, Rebinding};
use crate::settings::sheet::{Sheet, text, unknown, wrong};
use crate::settings::theme;
use crate::text::clean;
use crate::text::yaml::{Node, Place, Value};

/// The default configuration as a file, as a starting point.
pub const DEFAULT_FILE: &str = include_str!("../../assets/config.yaml");

/// The settings in force.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The name of the theme.
    pub theme: String,
    /// How facts are displayed.
    pub preferences: Preferences,
    /// The query to start with; empty for none.
    pub query: String,
    /// Named queries, in the file's order.
    pub queries: Vec<NamedQuery>,
    /// Watchlists besides the user's own, in the file's order.
    pub watchlists: Vec<NamedList>,
    /// Where copied text goes.
    pub clipboard: Clipboard,
    /// The command that opens an address: a program and its arguments, with `%s` for the address. If empty,
    /// `BROWSER` or the desktop decides.
    pub browser: Vec<String>,
    /// Whether the mouse is captured from the start.
    pub mouse: bool,
    /// Whether only ASCII characters are drawn.
    pub ascii: bool,
    /// Whether the browser starts in the state it was left in.
    pub restore: bool,
    /// How data are updated.
    pub update: Updates,
    /// The key table.
    pub keys: Keys,
}

/// A named query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedQuery {
    /// The name.
    pub name: String,
    /// The query.
    pub text: String,
}

/// Where copied text goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// Through the terminal (OSC 52), and to the desktop's clipboard if there is one.
    #[default]
    Auto,
    /// Only through the terminal, as needed over SSH.
    Terminal,
    /// Only to the desktop's clipboard.
    Desktop,
    /// Nowhere.
    Off,
}

impl Clipboard {
    /// All values, with their names in the configuration.
    pub const ALL: [(&'static str, Self); 4] = [
        ("auto", Self::Auto),
        ("terminal", Self::Terminal),
        ("desktop", Self::Desktop),
        ("off", Self::Off),
    ];
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: theme::DEFAULT.to_owned(),
            preferences: Preferences::default(),
            query: String::new(),
            queries: Vec::new(),
            watchlists: Vec::new(),
            clipboard: Clipboard::default(),
            browser: Vec::new(),
            mouse: false,
            ascii: false,
            restore: true,
            update: Updates::default(),
            keys: Keys::default(),
        }
    }
}

/// The content of a configuration file.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The settings in force.
    pub settings: Settings,
    /// Faults in the file; where one is, the default applies.
    pub faults: Vec<Fault>,
    /// The settings that the file contains (`theme`, `keys.zoom`), with their positions. The last one
    /// counts.
    pub set: Vec<(String, Place)>,
}

impl Config {
    /// The position of a setting in the file, if it is there.
    pub fn place(&self, name: &str) -> Option<Place> {
        let mut set = self.set.iter().rev();
        set.find_map(|(other, at)| (other == name).then_some(*at))
    }
}

/// Every setting.
const SETTINGS: [&str; 15] = [
    "theme",
    "ascii",
    "date-format",
    "left",
    "warning-days",
    "drop-first",
    "query",
    "queries",
    "watchlists",
    "restore",
    "mouse",
    "clipboard",
    "browser",
    "update",
    "keys",
];

/// A longer warning period must be a mistake.
const MOST_WARNING_DAYS: i64 = 3650;

/// Reads a configuration file over the defaults.
pub fn read(file: &str, content: &str) -> Config {
    let mut reader = Reader {
        sheet: Sheet::new(file),
        config: Config::default(),
    };
    for (key, value) in reader.sheet.read(content) {
        let name = text(&key, "the name of a setting");
        let Some(name) = reader.sheet.take(key.at, name) else {
            continue;
        };
        if SETTINGS.contains(&name) {
            reader.setting(name, key.at, &value);
        } else {
            let reason = unknown("setting", name, SETTINGS.into_iter());
            reader.sheet.add(key.at, &reason);
        }
    }
    let faults = reader.sheet.faults;
    Config {
        faults,
        ..reader.config
    }
}

struct Reader {
    sheet: Sheet,
    config: Config,
}

impl Reader {
    fn setting(&mut self, name: &str, at: Place, value: &Node) {
        let settings = &mut self.config.settings;
        let preferences = &mut settings.preferences;
        let taken = match name {
            "queries" => return self.queries(value),
            "watchlists" => return self.watchlists(value),
            "keys" => return self.keys(value),
            "update" => return self.updates(value),
            "drop-first" => return self.columns(at, value),
            "theme" => line(value, "the name of a theme").map(|theme| settings.theme = theme),
            "query" => line(value, "a search query").map(|query| settings.query = query),
            "browser" => command(value).map(|browser| settings.browser = browser),
            "ascii" => flag(value).map(|ascii| settings.ascii = ascii),
            "mouse" => flag(value).map(|mouse| settings.mouse = mouse),
            "restore" => flag(value).map(|restore| settings.restore = restore),
            "clipboard" => choice(value, &Clipboard::ALL).map(|way| settings.clipboard = way),
            "date-format" => choice(value, &DateStyle::ALL).map(|dates| preferences.dates = dates),
            "left" => choice(value, &Left::ALL).map(|left| preferences.left = left),
            "warning-days" => days(value).map(|days| preferences.warning_days = days),
            _ => return debug_assert!(false, "{name} has no reader"),
        };
        if self.sheet.take(value.at, taken).is_some() {
            self.config.set.push((name.to_owned(), at));
        }
    }

    fn columns(&mut self, at: Place, value: &Node) {
        let columns = one_or_many(value).iter().filter_map(|column| {
            let chosen = choice(column, &Droppable::ALL);
            self.sheet.take(column.at, chosen)
        });
        self.config.settings.preferences.drop_first = columns.collect();
        self.config.set.push(("drop-first".to_owned(), at));
    }

    fn queries(&mut self, value: &Node) {
        for (key, query) in self.sheet.pairs(value) {
            let name = line(key, "a name for a query");
            let text = line(query, "a search query");
            let name = self.sheet.take(key.at, name);
            let Some((name, text)) = name.zip(self.sheet.take(query.at, text)) else {
                continue;
            };
            self.config.set.push((format!("queries.{name}"), key.at));
            let queries = &mut self.config.settings.queries;
            queries.retain(|query| query.name != name);
            queries.push(NamedQuery { name, text });
        }
    }

    fn keys(&mut self, value: &Node) {
        let mut rebindings: Vec<(Rebinding, Place, Place)> = Vec::new();
        for (key, value) in self.sheet.pairs(value) {
            let named = text(key, "the name of an action").and_then(action);
            let action = self.sheet.take(key.at, named);
            // All keys are parsed, so that every fault is reported.
            let keys: Vec<Option<Key>> = one_or_many(value)
                .iter()
                .map(|key| {
                    let parsed = text(key, "a key such as q or ctrl-d").and_then(Key::parse);
                    self.sheet.take(key.at, parsed)
                })
                .collect();
            if let (Some(action), Some(keys)) = (action, keys.into_iter().collect()) {
                rebindings.retain(|(rebinding, ..)| rebinding.action != action);
                rebindings.push((Rebinding { action, keys }, key.at, value.at));
            }
        }
        let wanted = rebindings.iter().map(|(rebinding, ..)| rebinding.clone());
        let (keys, refused) = Keys::rebound(&wanted.collect::<Vec<_>>());
        self.config.settings.keys = keys;
        for (number, (rebinding, name, keys)) in rebindings.iter().enumerate() {
            match refused.iter().find(|refusal| refusal.rebinding == number) {
                Some(refusal) => self.sheet.add(*keys, &refusal.reason),
                None => self
                    .config
                    .set
                    .push((format!("keys.{}", rebinding.action), *name)),
            }
        }
    }
}

fn action(name: &str) -> Result<&'static str, String> {
    let names = BINDINGS.iter().map(|binding| binding.name);
    let known = names.clone().find(|known| *known == name);
    known.ok_or_else(|| unknown("action", name, names))
}

/// A line of text.
fn line(node: &Node, wanted: &str) -> Result<String, String> {
    text(node, wanted).map(clean::line)
}

fn flag(node: &Node) -> Result<bool, String> {
    match node.value() {
        Value::Bool(flag) => Ok(flag),
        _ => Err(wrong(node, "true or false")),
    }
}

fn days(node: &Node) -> Result<i64, String> {
    let wanted = format!("a number of days from 0 to {MOST_WARNING_DAYS}");
    within(0..=MOST_WARNING_DAYS, node.text()).ok_or_else(|| wrong(node, &wanted))
}

/// The number in a text; `None` if it is no number from the range.
fn within<T: FromStr + PartialOrd>(range: RangeInclusive<T>, text: Option<&str>) -> Option<T> {
    let number = text?.parse().ok();
    number.filter(|number| range.contains(number))
}

fn choice<T: Copy>(node: &Node, choices: &[(&'static str, T)]) -> Result<T, String> {
    let names = choices.iter().map(|(name, _)| *name);
    let wanted = || names.clone().collect::<Vec<_>>().join(", ");
    // YAML reads `off` as a boolean, but here it is a name.
    let name = node
        .text()
        .ok_or_else(|| wrong(node, &format!("one of {}", wanted())))?;
    let chosen = choices.iter().find(|(own, _)| *own == name);
    chosen
        .map(|(_, choice)| *choice)
        .ok_or_else(|| unknown("choice", name, names))
}

/// A program and its arguments: a list, or a text that is split at spaces.
fn command(node: &Node) -> Result<Vec<String>, String> {
    const WANTED: &str = "a program and its arguments";
    match node.value() {
        Value::List => node.items().iter().map(|word| line(word, WANTED)).collect(),
        _ => Ok(line(node, WANTED)?
            .split_whitespace()
            .map(str::to_owned)
            .collect()),
    }
}

/// The items of a list; any other value counts as a list of one.
fn one_or_many(node: &Node) -> &[Node] {
    match node.value() {
        Value::List => node.items(),
        _ => std::slice::from_ref(node),
    }
}

#[cfg(test)]
mod tests;
