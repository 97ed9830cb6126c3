//! The data in force: the updated catalog, or the embedded one.

use std::path::Path;

use anyhow::{Error, Result};

use super::bundle::Bundle;
use crate::facts::catalog::Catalog;
use crate::facts::product::Fault;
use crate::sources::cache::{Cache, Opened, Origin};
use crate::sources::source;
use crate::text::clean;

/// The data in force.
pub struct InForce {
    /// The catalog.
    pub catalog: Catalog,
    /// Where it comes from.
    pub origin: Origin,
}

impl InForce {
    /// The updated catalog, if it is at least as new as the embedded one or was forced; otherwise the
    /// embedded one, with a fault if the updated one is damaged. Its products are not checked before they are
    /// looked at, because a start does not wait for that; see [`Self::checked`].
    ///
    /// # Errors
    ///
    /// Fails if the embedded catalog cannot be read.
    pub fn of(cache: &Cache) -> Result<Self> {
        Self::opened(cache.open())
    }

    /// Like [`Self::of`], with all of the updated catalog checked.
    ///
    /// # Errors
    ///
    /// As for [`Self::of`].
    pub fn checked(cache: &Cache) -> Result<Self> {
        Self::opened(cache.open_checked())
    }

    fn opened(opened: Result<Option<Opened>>) -> Result<Self> {
        match opened {
            Ok(Some(Opened { catalog, origin }))
                if origin.is_forced || origin.rank >= Origin::inside().rank =>
            {
                Ok(Self { catalog, origin })
            }
            Ok(_) => Self::inside(),
            Err(damage) => Self::instead_of(&damage),
        }
    }

    /// The embedded data, with a fault that says why they are shown instead of the updated ones.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be read.
    pub fn instead_of(damage: &Error) -> Result<Self> {
        let mut in_force = Self::inside()?;
        in_force.add_fault(format!(
            "{damage:#}; the built-in data is shown; `eolens update` repairs it"
        ));
        Ok(in_force)
    }

    /// Adds what is wrong with the updated data.
    pub(super) fn add_fault(&mut self, reason: String) {
        self.catalog
            .add_faults([Fault::whole("the updated data", reason)]);
    }

    /// The embedded data.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be read.
    pub fn inside() -> Result<Self> {
        let (catalog, origin) = (source::embedded()?, Origin::inside());
        let day = catalog.day();
        let origin = Origin { day, ..origin };
        Ok(Self { catalog, origin })
    }

    /// The data of a folder, which are used in place of all others.
    ///
    /// # Errors
    ///
    /// Fails if the folder cannot be read or holds no product file.
    pub fn in_folder(folder: &Path) -> Result<Self> {
        let catalog = source::folder(folder)?;
        let bundle = Bundle {
            from: clean::path(folder),
            ..Bundle::default()
        };
        let origin = Origin {
            day: catalog.day(),
            updated: 0,
            ..bundle.origin(false)
        };
        Ok(Self { catalog, origin })
    }

    /// These data, or the embedded ones if they are newer: what newer data are compared with. Older data that were
    /// forced are replaced by any that are not older than the embedded ones.
    pub(super) fn newest<'a>(&'a self, inside: &'a Self) -> &'a Self {
        if self.origin.rank < inside.origin.rank {
            inside
        } else {
            self
        }
    }
}
