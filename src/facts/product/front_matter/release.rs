//! One item of `releases:`.
//!
//! Written by hand because `#[serde(flatten)]` buffers the values, and then `1.10` is a number and
//! errors lose their place.

use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use super::values::{DateField, DayOrBool, Text};
use crate::facts::product::template::{Link, Placeholders, Templates};
use crate::facts::product::{Dates, End, Lts, Release};
use crate::text::clean;

/// A release as it is written, in either schema.
pub struct RawRelease<V> {
    name: String,
    label: Option<Text>,
    codename: Option<Text>,
    released: Option<DateField>,
    lts: Option<DayOrBool>,
    eoas: Option<DayOrBool>,
    eol: Option<DayOrBool>,
    eoes: Option<DayOrBool>,
    discontinued: Option<DayOrBool>,
    support: Option<DayOrBool>,
    extended_support: Option<DayOrBool>,
    latest: Option<Text>,
    latest_released: Option<DateField>,
    link: Link<Text>,
    custom: Vec<(String, V)>,
}

impl<V> RawRelease<V> {
    /// Whether it is of the older schema.
    pub fn is_old(&self) -> bool {
        self.support.is_some() || self.extended_support.is_some()
    }

    fn active_support(&self) -> End {
        match (self.eoas, self.support) {
            (Some(end), _) => end.end(),
            (None, old) => old.map_or(End::Unstated, DayOrBool::end_of_support),
        }
    }

    fn extended_support(&self) -> End {
        match (self.eoes, self.extended_support) {
            (Some(end), _) => end.end(),
            (None, old) => old.map_or(End::Unstated, DayOrBool::end_of_extended_support),
        }
    }

    fn dates(&self) -> Dates {
        Dates {
            released: self.released.map(Into::into),
            lts: self.lts.map_or(Lts::No, DayOrBool::lts),
            active_support: self.active_support(),
            eol: self.eol.map_or(End::Unstated, DayOrBool::end),
            extended_support: self.extended_support(),
            discontinued: self.discontinued.map_or(End::Unstated, DayOrBool::end),
            latest_released: self.latest_released.map(Into::into),
        }
    }

    fn put<'de, A: MapAccess<'de>>(&mut self, key: String, map: &mut A) -> Result<(), A::Error>
    where
        V: Deserialize<'de>,
    {
        match key.as_str() {
            "releaseLabel" => self.label = map.next_value()?,
            "codename" => self.codename = map.next_value()?,
            "releaseDate" => self.released = map.next_value()?,
            "lts" => self.lts = Some(map.next_value()?),
            "eoas" => self.eoas = Some(map.next_value()?),
            "eol" => self.eol = Some(map.next_value()?),
            "eoes" => self.eoes = Some(map.next_value()?),
            "discontinued" => self.discontinued = Some(map.next_value()?),
            "support" => self.support = Some(map.next_value()?),
            "extendedSupport" => self.extended_support = Some(map.next_value()?),
            "latest" => self.latest = map.next_value()?,
            "latestReleaseDate" => self.latest_released = map.next_value()?,
            "link" => {
                self.link = match map.next_value()? {
                    Some(link) => Link::Own(link),
                    None => Link::None,
                }
            }
            "outOfOrder" | "staleReleaseThresholdDays" => drop(map.next_value::<IgnoredAny>()?),
            _ => self.custom.push((key, map.next_value()?)),
        }
        Ok(())
    }
}

impl<V: AsRef<str>> RawRelease<V> {
    /// Renders label and link; a template that cannot be rendered costs only its own text.
    pub fn release(&self, templates: &Templates<'_>, rejected: &mut Vec<String>) -> Release {
        let name = clean::line(&self.name);
        let line = |text: &Option<Text>| text.clone().map(Text::line);
        let placeholders = Placeholders {
            cycle: &name,
            codename: line(&self.codename),
            released: self.released.map(Into::into),
            latest: line(&self.latest),
            latest_released: self.latest_released.map(Into::into),
        };
        let mut or_reject = |rendered: Result<Option<String>, String>| {
            rendered.unwrap_or_else(|reason| {
                rejected.push(format!("release {name}: {reason}"));
                None
            })
        };
        let own = self.label.as_ref().map(Text::as_str);
        let label = or_reject(templates.label(own, &placeholders));
        let changelog = or_reject(templates.link(self.link.as_ref(), &placeholders));
        let custom = self.custom.iter();
        let custom = custom.map(|(key, value)| (clean::line(key), value.as_ref().to_owned()));
        Release {
            label: label.unwrap_or_else(|| name.clone()),
            codename: placeholders.codename.clone(),
            dates: self.dates(),
            latest: placeholders.latest.clone(),
            link: changelog,
            custom: custom.collect(),
            name,
        }
    }
}

impl Link<Text> {
    fn as_ref(&self) -> Link<&str> {
        match self {
            Self::Own(link) => Link::Own(link.as_str()),
            Self::None => Link::None,
            Self::Template => Link::Template,
        }
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for RawRelease<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ReleaseVisitor(PhantomData))
    }
}

struct ReleaseVisitor<V>(PhantomData<V>);

impl<'de, V: Deserialize<'de>> Visitor<'de> for ReleaseVisitor<V> {
    type Value = RawRelease<V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a release with its `releaseCycle`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawRelease<V>, A::Error> {
        let mut release = RawRelease::default();
        let mut name = None;
        let mut seen = BTreeSet::new();
        while let Some(key) = map.next_key_seed(NewKey(&mut seen))? {
            if key == "releaseCycle" {
                let Text(text) = map.next_value()?;
                name = Some(text);
            } else {
                release.put(key, &mut map)?;
            }
        }
        release.name = name.ok_or_else(|| A::Error::missing_field("releaseCycle"))?;
        Ok(release)
    }
}

/// Reads a key that must not have come before. An error made here has the place of the key.
struct NewKey<'a>(&'a mut BTreeSet<String>);

impl<'de> DeserializeSeed<'de> for NewKey<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NewKey<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        if self.0.insert(key.to_owned()) {
            return Ok(key.to_owned());
        }
        Err(E::custom(format_args!(
            "{key:?} stands twice; keep one of them"
        )))
    }
}

impl<V> Default for RawRelease<V> {
    fn default() -> Self {
        Self {
            name: String::new(),
            label: None,
            codename: None,
            released: None,
            lts: None,
            eoas: None,
            eol: None,
            eoes: None,
            discontinued: None,
            support: None,
            extended_support: None,
            latest: None,
            latest_released: None,
            link: Link::Template,
            custom: Vec::new(),
        }
    }
}
