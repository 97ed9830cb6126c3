//! Messages to the model, and effects that it requests.

use super::cursor::{Step, Way};
use super::line_edit::Edit;
use super::pointer::Point;
use super::screen::Screen;
use super::travel::Travel;
use super::{browse, changes, comparison, release_list, stack, timeline, watchlist};
use crate::facts::product::Fault;
use crate::mine::watchlist::{Change, Watchlist};
use crate::sources::update::Stage;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// Move in the focused pane or pop-up.
    Move(Step),
    /// Go to the first row of another group.
    Group(Way),
    /// Show the selected release on a time axis.
    Chart,
    /// Change the visible time of the timeline.
    Timeline(timeline::Msg),
    /// One level deeper: from a list to the selected item.
    Deeper,
    /// One level back; never quits.
    Back,
    /// Edit the focused line. Text typed elsewhere goes to the search line.
    Edit(Edit),
    /// Focus the search line.
    Search,
    /// Show the ends of one product and day in rows of their own, or in one.
    FoldEnds,
    /// Insert the next or previous completion of the filter before the cursor; without one, leave the
    /// search line.
    Complete(Way),
    /// Only for the browse screen.
    Browse(browse::Msg),
    /// Only for the watchlist screen.
    Watchlist(watchlist::Msg),
    /// Only for the stack screen.
    Stack(stack::Msg),
    /// Only for the changes screen.
    Changes(changes::Msg),
    /// Only for the list of releases.
    ReleaseList(release_list::Msg),
    /// Only for comparing products.
    Comparison(comparison::Msg),
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
    /// Replace the query.
    Ask(String),
    /// Remove all filters from the query.
    ClearFilters,
    /// Open or close the help.
    Help,
    /// Open or close the list of files that could not be read.
    Problems,
    /// Open or close the reasons for the sign of the selected release.
    Why,
    /// Write the upcoming dates of what is listed to a calendar file.
    Calendar,
    /// Switch to the next watchlist.
    NextList,
    /// Start an update of the data, or cancel the running one.
    Update,
    /// An update has reached a stage.
    Progress(Stage),
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
    /// Redraw the whole screen.
    Redraw,
    /// Suspend the program until the shell continues it.
    Suspend,
    /// End the program.
    Quit,
    /// The left mouse button was pressed.
    Click(Point),
    /// The wheel was turned by one notch.
    Wheel(Point, Step),
    /// The terminal was resized.
    Resized,
    /// Switch to the watchlist of this name, empty for the user's own.
    Use(String),
    /// A watchlist was read.
    Opened(Opened),
    /// A watchlist was saved.
    Saved(Saved),
    /// An effect succeeded; the text says what was done.
    Done(String),
    /// An effect failed; the text says why.
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

/// A watchlist to switch to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Its name; empty for the user's own.
    pub name: String,
    /// Its content.
    pub list: Watchlist,
    /// Its invalid lines.
    pub faults: Vec<Fault>,
}

/// The watchlist file after this program's changes were saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The name of the watchlist; empty for the user's own.
    pub name: String,
    /// The whole content, including changes by other programs.
    pub list: Watchlist,
    /// How many of the requested changes it contains.
    pub changes: usize,
    /// A sentence about a damaged file, if it was.
    pub warning: Option<String>,
}

/// An effect that the model requests from the outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Suspend the program until the shell continues it.
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
    /// Cancel the running update.
    CancelUpdate,
    /// Read the files of the stack, for [`super::Model::stack_read`].
    ReadStack,
    /// Cancel reading them.
    CancelStack,
    /// Open a file of the stack, by its path there, at a line in the user's editor.
    EditFile {
        /// The path.
        path: String,
        /// The line, from 1.
        line: usize,
    },
    /// Read the changes of the last update, for [`super::Model::show_changes`].
    Changes,
    /// Write these changes to the watchlist that is shown, see [`super::watching::Watching::name`].
    Watch(Vec<Change>),
    /// Read the watchlist of this name.
    Use(String),
    /// Write a calendar feed into the current folder.
    Calendar {
        /// The name of the file.
        file: String,
        /// Its content.
        text: String,
    },
}
