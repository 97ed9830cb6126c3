//! The screens.

use serde::{Deserialize, Serialize};

/// What fills the terminal between header and footer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// Products, releases, page.
    #[default]
    Browse,
    /// Upcoming end dates of the listed products.
    Radar,
    /// The releases of all listed products, in place of the products.
    Releases,
    /// Products side by side.
    Comparison,
    /// The watched releases.
    Watchlist,
    /// The versions that the files of a folder name.
    Stack,
    /// The changes of the last update.
    Changes,
}

impl Screen {
    /// Every screen with a tab, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::Browse,
        Self::Radar,
        Self::Watchlist,
        Self::Stack,
        Self::Changes,
    ];

    /// The screen whose tab it belongs to.
    #[must_use]
    pub fn tab(self) -> Self {
        match self {
            Self::Releases | Self::Comparison => Self::Browse,
            screen => screen,
        }
    }

    /// Its name.
    pub fn title(self) -> &'static str {
        match self {
            Self::Browse => "Browse",
            Self::Releases => "Releases",
            Self::Comparison => "Comparison",
            Self::Radar => "Radar",
            Self::Watchlist => "Watchlist",
            Self::Stack => "Stack",
            Self::Changes => "Changes",
        }
    }

    /// Its name for narrow places.
    pub fn short_title(self) -> &'static str {
        match self {
            Self::Watchlist => "Watch",
            screen => screen.title(),
        }
    }
}
