//! Filters that the menu offers.

use super::property::{Property, STATES, THINGS};
use super::{Filter, Names, Query, Test};

/// A filter with its text and description.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The text to insert into the query.
    pub text: String,
    /// The description.
    pub words: &'static str,
    /// Its test.
    pub test: Test,
}

/// The name of a group of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Name<'a> {
    /// A category.
    Category(&'a str),
    /// A tag.
    Tag(&'a str),
}

const ENDS: [(&str, &str); 4] = [
    ("ends<30d", "in less than 30 days"),
    ("ends<90d", "in less than 90 days"),
    ("ends<180d", "in less than 180 days"),
    ("ends<1y", "in less than a year"),
];

/// What the menu offers for a catalog: states, upcoming ends, categories, tags and things.
pub fn offers(names: Names<'_>) -> Vec<Offer> {
    let states = STATES.into_iter().map(|(_, state, words)| Offer {
        words,
        ..Offer::of(vec![Property::State(state)])
    });
    let ends = ENDS.into_iter().filter_map(|(term, words)| {
        let filter = Query::parse(term, names).filters.pop()?;
        Some(Offer {
            text: term.to_owned(),
            words,
            test: filter.test,
        })
    });
    let categories = names.categories().iter().cloned().map(Property::Category);
    let categories = categories.map(|category| Offer {
        words: "category",
        ..Offer::of(vec![category])
    });
    let tags = names.tags().iter().cloned().map(Property::Tag);
    let tags = tags.map(|tag| Offer {
        words: "tag",
        ..Offer::of(vec![tag])
    });
    let things = THINGS.into_iter().map(|(_, thing)| Offer {
        words: "data available",
        ..Offer::of(vec![Property::Thing(thing)])
    });
    let grouped = categories.chain(tags);
    states.chain(ends).chain(grouped).chain(things).collect()
}

impl Offer {
    /// A filter for any of some properties of the same key.
    pub(super) fn of(properties: Vec<Property>) -> Self {
        let mut text = String::new();
        let is_product = |property: &Property| matches!(property, Property::Product(..));
        // Tags and products may stand together behind one key only.
        let product = properties.iter().find(|property| is_product(property));
        for property in &properties {
            let (own, name) = property.written();
            let key = product.map_or(own, |product| product.written().0);
            let sign = if text.is_empty() { key } else { "" };
            text.push_str(sign);
            text.push(if sign.is_empty() { ',' } else { ':' });
            text.push_str(name);
        }
        Self {
            text,
            words: "",
            test: Test::Any(properties),
        }
    }

    /// The name of a group, if it asks for that alone.
    pub fn name(&self) -> Option<Name<'_>> {
        match &self.test {
            Test::Any(properties) => match properties.as_slice() {
                [Property::Category(name)] => Some(Name::Category(name)),
                [Property::Tag(name)] => Some(Name::Tag(name)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a query contains it.
    pub fn is_on(&self, query: &Query) -> bool {
        let mut positive = query.filters.iter().filter(|filter| !filter.is_negated);
        positive.any(|filter| match (&filter.test, &self.test) {
            (Test::Any(all), Test::Any(offered)) => offered.iter().all(|own| all.contains(own)),
            (test, own) => test == own,
        })
    }

    /// The term that a filter becomes if this is joined to it; `None` if it cannot be.
    pub(super) fn joined(&self, filter: &Filter) -> Option<String> {
        match (&filter.test, &self.test) {
            _ if filter.is_negated => None,
            (Test::Any(all), Test::Any(offered)) => {
                let mut pairs = all.iter().zip(offered.iter().cycle());
                let is_like = pairs.all(|(one, other)| one.excludes(other));
                is_like.then(|| Self::of([all.as_slice(), offered.as_slice()].concat()).text)
            }
            (Test::Ends(_), Test::Ends(_)) => Some(self.text.clone()),
            _ => None,
        }
    }

    /// Whether adding it replaces a filter.
    pub fn replaces(&self, filter: &Filter) -> bool {
        self.joined(filter).is_some()
    }
}
