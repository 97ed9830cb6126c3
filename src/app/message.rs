//! What can happen, and what is to be done outside.

use super::cursor::{Step, Way};
use super::line_edit::Edit;
use super::pointer::Point;
use super::screen::Screen;
use super::travel::Travel;
use super::{browse, changes, watchlist};
use crate::mine::watchlist::{Change, Watchlist};

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// Move in the focused pane or pop-up.
    Move(Step),
    /// One step deeper: from a list to what is selected there.
    Deeper,
    /// One step back; never quits.
    Back,
    /// Edit the focused line. Text that is typed where there is none goes to the search line.
    Edit(Edit),
    /// Focus the search line.
    Search,
    /// Write the next or the previous completion of the filter before the cursor; without one, leave
    /// the search line.
    Complete(Way),
    /// Only for the browse screen.
    Browse(browse::Msg),
    /// Only for the watchlist screen.
    Watchlist(watchlist::Msg),
    /// Only for the changes screen.
    Changes(changes::Msg),
    /// Go to another screen.
    Screen(Screen),
    /// Look at another day.
    Day(Travel),
    /// Watch what is selected, or stop watching it.
    Watch,
    /// Open a page in the browser.
    Open(Target),
    /// Copy a text to the clipboard.
    Copy(Copied),
    /// Put this text into the search line instead of what is there.
    Ask(String),
    /// Take all filters out of the query.
    ClearFilters,
    /// Open or close the help.
    Help,
    /// Open or close the list of files that could not be read.
    Problems,
    /// Open or close the reasons for the sign of the selected release.
    Why,
    /// Update the data, or end the update that is under way.
    Update,
    /// So many bytes of an update have come.
    Progress(u64),
    /// Open or close the list of links.
    Links,
    /// List the actions by name.
    Palette,
    /// List the filters.
    Filters,
    /// Close the pop-up; without one, quit.
    Close,
    /// Switch to the next theme.
    NextTheme,
    /// Capture the mouse, or leave it to the terminal.
    Mouse,
    /// Draw the whole screen anew.
    Redraw,
    /// Stop the program; the shell continues it.
    Suspend,
    /// End the program.
    Quit,
    /// The left mouse button was pressed.
    Click(Point),
    /// The wheel was turned by a notch.
    Wheel(Point, Step),
    /// The terminal was resized.
    Resized,
    /// The watchlist was saved.
    Saved(Saved),
    /// An effect succeeded, with a sentence that says so.
    Done(String),
    /// An effect failed, with a sentence that says why.
    Failed(String),
}

/// A page to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The changelog of the selected release.
    Changelog,
    /// The product's page at endoflife.date.
    Product,
    /// The vendor's release policy.
    Policy,
}

/// What can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The newest version of the selected release.
    Version,
    /// The address of its changelog.
    Changelog,
    /// The address of the selected link.
    Link,
}

/// The watchlist file after changes of this program were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// All it holds now, including what others have written.
    pub list: Watchlist,
    /// How many of the changes handed out are in it.
    pub changes: usize,
    /// What was wrong in the file, as a sentence.
    pub warning: Option<String>,
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Clear the terminal before the next frame.
    Redraw,
    /// Switch to the next theme.
    NextTheme,
    /// Open this address in the browser.
    Open(String),
    /// Copy this text to the clipboard.
    Copy(String),
    /// Capture the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Update the data.
    Update,
    /// End the update that is under way.
    CancelUpdate,
    /// Read what the last update has changed, for [`super::Model::show_changes`].
    Changes,
    /// Write these changes to the watchlist.
    Watch(Vec<Change>),
}
