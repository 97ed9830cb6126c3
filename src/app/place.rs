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
    /// Whether it belongs to a screen rather than to a pop-up or a line for typing.
    pub fn is_on_screen(self) -> bool {
        match self {
            Self::List
            | Self::Releases
            | Self::Timeline
            | Self::Page
            | Self::Radar
            | Self::ReleaseList
            | Self::Comparison
            | Self::Watchlist
            | Self::Bars
            | Self::Stack
            | Self::StackBars
            | Self::Changes => true,
            Self::Search
            | Self::Find
            | Self::Help
            | Self::HelpLine
            | Self::Problems
            | Self::Why
            | Self::Links
            | Self::Palette
            | Self::Filters => false,
        }
    }
}
