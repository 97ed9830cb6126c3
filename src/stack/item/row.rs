//! An item as a row of a list: the line in the file, the release and its end, the text of the file.

use super::{Item, Status};
use crate::facts::catalog::Catalog;
use crate::facts::life::Life;
use crate::facts::product::End;
use crate::facts::row::{self, Name, Row, Then};
use crate::facts::upgrade;
use crate::facts::viewpoint::Viewpoint;
use crate::stack::claim::{Kind, Subject};
use crate::stack::names::By;
use crate::text::width;

impl Item {
    /// Its row, from the catalog that it was judged with.
    pub fn row(&self, catalog: &Catalog, on: Viewpoint) -> Row {
        let release = self.release.as_ref().map(|it| it.number);
        let dates = release.and_then(|number| catalog.dates(self.product.index).get(number));
        let eol = dates.map_or(End::Unstated, |dates| dates.eol);
        Row {
            sign: self.sign(),
            tone: self.status.health().tone(),
            mark: self.claim.at.line.to_string(),
            name: self.name(catalog, on),
            day: self.day(eol, on),
            left: self.days_left(on.day),
            life: dates.and_then(|dates| Life::of(dates, on)),
            note: self.note(),
            then: self.then(catalog, on),
            ..Row::default()
        }
    }

    /// The sign of its status; a dot if it has no version.
    pub fn sign(&self) -> &'static str {
        match self.status {
            Status::Floating => "·",
            status => status.health().glyph(),
        }
    }

    fn name(&self, catalog: &Catalog, on: Viewpoint) -> Name {
        let release = self.release.as_ref().map(|it| it.number);
        match release {
            Some(number) => Name::of(catalog, (self.product.index, number), on.day),
            None => Name {
                title: self.title(),
                labels: Vec::new(),
            },
        }
    }

    fn day(&self, eol: End, on: Viewpoint) -> String {
        match (self.status, eol) {
            (_, End::On(date)) => row::day(date, on.preferences.dates),
            (Status::Floating, _) => "no version".to_owned(),
            (Status::Older, _) => "too old".to_owned(),
            (_, End::Over) => "no date".to_owned(),
            (_, End::Open) => "no end".to_owned(),
            (_, End::Unstated) => "unknown".to_owned(),
        }
    }

    /// What the file says, and what else a set accepts. Of an image, the end of its name and its tag matter most.
    pub fn note(&self) -> String {
        let written = match &self.claim.subject {
            Subject::Image(_) => brief_image(&self.claim.written),
            _ => self.claim.written.clone(),
        };
        let written = match self.product.by {
            By::AssumedVendor if self.claim.kind == Kind::Set => {
                format!("{written} or later, vendor assumed")
            }
            By::AssumedVendor => format!("{written}, vendor assumed"),
            _ => written,
        };
        let has_ended = matches!(self.status, Status::Ended | Status::Extended);
        match (self.claim.kind, &self.oldest) {
            (_, Some(oldest)) => format!("{written}, also accepts {}", oldest.name),
            (Kind::Set, None) if has_ended => format!("{written}, accepts nothing newer"),
            _ => written,
        }
    }

    fn then(&self, catalog: &Catalog, on: Viewpoint) -> Then {
        let product = catalog.product(self.product.index);
        let arrow = product.filter(|_| self.should_move()).and_then(|product| {
            let own = self.release.as_ref().map(|release| release.number);
            let from = own.or(product.releases.len().checked_sub(1))?;
            upgrade::arrow(product, from, on)
        });
        arrow.map(Then::from).unwrap_or_default()
    }

    /// The name of the release to upgrade to; `None` if there is none, or no need to.
    pub fn target(&self) -> Option<&str> {
        self.upgrade.as_deref().filter(|_| self.should_move())
    }

    /// Whether the version has ended or ends soon, and a set accepts none that lasts.
    fn should_move(&self) -> bool {
        let is_over = matches!(
            self.status,
            Status::Ended | Status::Older | Status::Extended | Status::Soon
        );
        is_over && self.lasting.is_none()
    }
}

/// The most columns of an image in full.
const LONGEST_IMAGE: usize = 30;

/// An image without its digest, and if it is long, without registry and owner: `…/golang:1.26-bookworm`.
fn brief_image(written: &str) -> String {
    let image = written.split('@').next().unwrap_or(written);
    match image.rsplit_once('/') {
        Some((_, name)) if width::of(image) > LONGEST_IMAGE => format!("…/{name}"),
        _ => image.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::brief_image;

    #[test]
    fn the_tag_of_an_image_is_always_seen() {
        for (written, brief) in [
            ("python:3.9-slim", "python:3.9-slim"),
            ("acme/python:3.9@sha256:0123456789abcdef", "acme/python:3.9"),
            (
                "docker.io/library/golang:1.26.6-bookworm@sha256:01",
                "…/golang:1.26.6-bookworm",
            ),
            (
                "registry.example:5000/node:22",
                "registry.example:5000/node:22",
            ),
        ] {
            assert_eq!(brief_image(written), brief, "{written}");
        }
    }
}
