//! The settings in force, as a configuration file that says where each value comes from.

use unicode_width::UnicodeWidthStr;

use super::{Clipboard, Config};
use crate::facts::viewpoint::{DateStyle, Droppable, Left};
use crate::settings::keys::Key;

/// The column where origins begin, unless a value is longer.
const ORIGINS: usize = 34;

impl Config {
    /// The settings in force as a configuration file. `over` lists settings that the command line or the
    /// environment overrides, each with its origin.
    pub fn listing(&self, over: &[(&str, &str)]) -> String {
        let settings = &self.settings;
        let mut lines = Lines {
            config: self,
            over,
            text: String::new(),
        };
        lines.set("theme", &scalar(&settings.theme));
        lines.set("ascii", &settings.ascii.to_string());
        let preferences = settings.preferences;
        lines.set("date-format", name(&DateStyle::ALL, &preferences.dates));
        lines.set("left", name(&Left::ALL, &preferences.left));
        lines.set("warning-days", &preferences.warning_days.to_string());
        let columns = preferences.drop_first.iter();
        lines.set(
            "drop-first",
            &list(columns.map(|column| name(&Droppable::ALL, &column).to_owned())),
        );
        lines.set("query", &scalar(&settings.query));
        let queries = settings.queries.iter();
        lines.map(
            "queries",
            queries.map(|query| (&*query.name, query.text.clone())),
        );
        let lists = settings.watchlists.iter();
        lines.map(
            "watchlists",
            lists.map(|list| (&*list.name, list.path.to_string_lossy().into_owned())),
        );
        lines.set("restore", &settings.restore.to_string());
        lines.set("mouse", &settings.mouse.to_string());
        lines.set("clipboard", name(&Clipboard::ALL, &settings.clipboard));
        lines.set("browser", &list(settings.browser.iter().cloned()));
        lines.updates();
        lines.text.push_str("keys:\n");
        for binding in settings.keys.all() {
            let keys = list(binding.keys.iter().map(Key::written));
            let origin = lines.origin(&format!("keys.{}", binding.name));
            lines.add(&format!("  {}: {keys}", binding.name), &origin);
        }
        lines.text
    }
}

struct Lines<'a> {
    config: &'a Config,
    over: &'a [(&'a str, &'a str)],
    text: String,
}

impl Lines<'_> {
    fn set(&mut self, name: &str, value: &str) {
        let origin = self.origin(name);
        self.add(&format!("{name}: {value}"), &origin);
    }

    fn updates(&mut self) {
        let updates = &self.config.settings.update;
        let from = match updates.from.as_slice() {
            [from] => scalar(from),
            all => list(all.iter().cloned()),
        };
        let values = [
            ("from", from),
            ("ca-file", scalar(&updates.ca_file.to_string_lossy())),
            ("timeout", updates.timeout.to_string()),
            ("remind", format!("{}d", updates.remind)),
        ];
        self.text.push_str("update:\n");
        for (name, value) in values {
            let origin = self.origin(&format!("update.{name}"));
            self.add(&format!("  {name}: {value}"), &origin);
        }
    }

    /// A setting whose value is a map.
    fn map<'a>(&mut self, setting: &str, entries: impl Iterator<Item = (&'a str, String)>) {
        let mut entries = entries.peekable();
        if entries.peek().is_none() {
            self.set(setting, "{}");
            return;
        }
        self.text.push_str(setting);
        self.text.push_str(":\n");
        for (name, text) in entries {
            let origin = self.origin(&format!("{setting}.{name}"));
            self.add(&format!("  {}: {}", scalar(name), scalar(&text)), &origin);
        }
    }

    fn origin(&self, name: &str) -> String {
        if let Some((_, origin)) = self.over.iter().find(|(own, _)| *own == name) {
            return (*origin).to_owned();
        }
        let at = self.config.place(name);
        at.map_or_else(|| "default".to_owned(), |at| format!("line {}", at.line))
    }

    fn add(&mut self, value: &str, origin: &str) {
        let gap = " ".repeat(ORIGINS.saturating_sub(value.width()).max(2));
        let line = [value, &gap, "# ", origin, "\n"];
        self.text.extend(line);
    }
}

fn name<T: PartialEq>(all: &[(&'static str, T)], value: &T) -> &'static str {
    let own = all.iter().find(|(_, other)| other == value);
    debug_assert!(own.is_some(), "a value without a name");
    own.map_or("", |(name, _)| name)
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.map(|item| scalar(&item)).collect();
    format!("[{}]", items.join(", "))
}

/// Plain if YAML reads it as text, otherwise in quotes. JSON's quoting is valid YAML.
fn scalar(text: &str) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(is_word)
        && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(&text);
    if is_plain {
        text.to_owned()
    } else {
        serde_json::Value::from(text).to_string()
    }
}
