//! What can happen, and what is to be done outside.

use super::Kept;
use super::browse::find::Way;
use super::copy::Copied;
use super::cursor::Step;
use super::line_edit::Edit;
use super::pointer::Point;
use super::screen::Screen;
use super::timeline::Shift;
use super::travel::Travel;
use crate::mine::watchlist::Change;

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// Move in the focused pane.
    Move(Step),
    /// Complete the filter that is being typed, else focus the next pane.
    Complete,
    /// Focus the next pane.
    NextPane,
    /// Focus the previous pane.
    PreviousPane,
    /// One step deeper: list, releases, page.
    Deeper,
    /// One step back; never quits.
    Back,
    /// Close what lies over the screen, else quit.
    Close,
    /// Go to the search line.
    Search,
    /// Type a character.
    Insert(char),
    /// Paste text.
    Paste(String),
    /// Edit the search line.
    Edit(Edit),
    /// Open a page in the browser.
    Open(Target),
    /// List the filters.
    Filters,
    /// Take all filters out of the query.
    ClearFilters,
    /// Order the focused list or table by what comes next.
    Sort,
    /// Order it the other way round.
    Reverse,
    /// Show or fold the old releases.
    Fold,
    /// Show the releases as a timeline, or as a table.
    Timeline,
    /// Show another time in the timeline.
    Time(Shift),
    /// Give the focused pane the whole screen, or take it back.
    Zoom,
    /// Watch what is selected, or watch it no more.
    Watch,
    /// Go to another screen.
    Screen(Screen),
    /// Look at another day.
    Day(Travel),
    /// Show the key table.
    Help,
    /// Show the files that could not be read.
    Problems,
    /// Explain how the selected release stands.
    Why,
    /// Show everything in the next theme.
    NextTheme,
    /// Have this text in the search line instead of what is there.
    Ask(String),
    /// List the links.
    Links,
    /// List the actions by name.
    Palette,
    /// Look for a text in the page.
    Find,
    /// Go to another match in the page.
    Match(Way),
    /// Copy a text to the clipboard.
    Copy(Copied),
    /// Take the mouse, or leave it to the terminal.
    Mouse,
    /// The mouse was clicked.
    Click(Point),
    /// The wheel was turned by a notch.
    Wheel(Point, Step),
    /// End the program.
    Quit,
    /// Stop the program; the shell continues it.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// The terminal has another size.
    Resized,
    /// The watchlist was written.
    Watched(Kept),
    /// Something outside was done.
    Done(String),
    /// Something outside could not be done.
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

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Clear the terminal before the next frame.
    Redraw,
    /// Show everything in the next theme.
    NextTheme,
    /// Open this address in the browser.
    Open(String),
    /// Copy this text to the clipboard.
    Copy(String),
    /// Take the mouse, or leave it to the terminal.
    Mouse(bool),
    /// Write these changes of what is watched.
    Watch(Vec<Change>),
}
