//! The places where keys are handled.

/// Where keys are handled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The product list.
    List,
    /// The search line above it.
    Search,
    /// The release table.
    Releases,
    /// The timeline in place of the table.
    Timeline,
    /// The page.
    Page,
    /// The rows of the radar.
    Radar,
    /// The rows of the list of releases.
    ReleaseList,
    /// The bars of the comparison.
    Comparison,
    /// The panes of the watchlist.
    Watchlist,
    /// The timeline in the lower pane of the watchlist.
    Bars,
    /// The help.
    Help,
    /// The line that narrows the help.
    HelpLine,
    /// The problems list.
    Problems,
    /// The reasons for a sign.
    Why,
    /// The rows of the stack.
    Stack,
    /// The timeline of the stack.
    StackBars,
    /// The rows of the changes.
    Changes,
    /// The line for finding text in the page.
    Find,
    /// The list of links.
    Links,
    /// The palette.
    Palette,
    /// The filter menu.
    Filters,
}

impl Place {
    /// Those of screens; the others are pop-ups and lines for typing.
    pub const ON_SCREENS: Places = Places::of(&[
        Self::List,
        Self::Releases,
        Self::Timeline,
        Self::Page,
        Self::Radar,
        Self::ReleaseList,
        Self::Comparison,
        Self::Watchlist,
        Self::Bars,
        Self::Stack,
        Self::StackBars,
        Self::Changes,
    ]);
}

/// A set of places.
#[must_use]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Places(u32);

impl Places {
    /// These places.
    pub const fn of(mut places: &[Place]) -> Self {
        let mut bits = 0;
        while let [first, rest @ ..] = places {
            bits |= 1 << *first as u32;
            places = rest;
        }
        Self(bits)
    }

    /// The places of either set.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The places without those of the other set.
    pub const fn except(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The places of both sets.
    pub const fn shared(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the place is one of them.
    pub const fn contains(self, place: Place) -> bool {
        self.0 & (1 << place as u32) != 0
    }

    /// Whether there are none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
