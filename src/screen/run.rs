//! The loop and what it does outside: the only code that touches terminal, clock and processes.

mod browser;
mod clipboard;
mod events;
mod screen;
mod writer;

use std::io;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use chrono::NaiveDate;
use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use crossterm::style::Print;

use self::events::Happening;
pub use self::screen::Screen;
use self::writer::Writer;
use crate::app::cursor::Step;
use crate::app::line_edit::Edit;
use crate::app::pointer::Point;
use crate::app::popup::palette::Action;
use crate::app::{Effect, Model, Msg};
use crate::screen::view;
use crate::settings::config::{Clipboard, NamedQuery};
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;
use crate::settings::user::Themes;
use crate::sources::store::Store;

/// How the browser came to its end, and what it could not keep.
#[derive(Debug)]
pub struct Ended {
    /// How.
    pub ending: Ending,
    /// Why a change of what is watched is lost; `Ok` where none is.
    pub kept: anyhow::Result<()>,
}

/// How the browser came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user has quit.
    Quit,
    /// This signal has ended it.
    Signal(i32),
}

/// The day on the clock, in the local time zone.
#[must_use]
pub fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// The columns of the terminal; `None` where it does not say.
#[must_use]
pub fn width() -> Option<usize> {
    let size = crossterm::terminal::size().ok();
    size.map(|(width, _)| usize::from(width))
        .filter(|width| *width > 0)
}

/// What the user has chosen for the browser.
#[derive(Debug)]
pub struct Setup {
    /// The keys.
    pub keys: Keys,
    /// The themes that there are.
    pub themes: Themes,
    /// The name of the first.
    pub theme_name: String,
    /// How it looks.
    pub theme: Theme,
    /// Queries that have a name.
    pub queries: Vec<NamedQuery>,
    /// Where copied text goes.
    pub clipboard: Clipboard,
    /// The command that opens addresses; empty for the usual ones.
    pub browser: Vec<String>,
}

/// Runs the browser until it ends. The terminal is as it was before when this returns, and what the
/// screen was is kept for the next start.
///
/// # Errors
///
/// Fails where the terminal cannot be read or written.
pub fn browse(mut model: Model, setup: Setup, store: &Store) -> io::Result<Ended> {
    let (sender, happenings) = channel();
    // From here on no signal and no resize is lost; then the first frame, before any waiting.
    let listener = events::Listener::new(sender.clone())?;
    let mut outside = Outside {
        screen: Screen::take()?,
        setup,
        writer: Writer::new(store.clone(), sender.clone()),
        sender,
        happenings,
    };
    if model.has_mouse {
        outside.screen.mouse(true)?;
    }
    model.actions = outside.setup.actions();
    outside.draw(&mut model)?;
    listener.start();
    let ending = outside.live(&mut model);
    let Outside { screen, writer, .. } = outside;
    drop(screen);
    // That the next start is a plain one is not worth a word.
    let _ = store.keep_session(&model.session().text());
    let kept = writer.finish();
    Ok(Ended {
        ending: ending?,
        kept,
    })
}

struct Outside {
    screen: Screen,
    setup: Setup,
    writer: Writer,
    sender: Sender<Happening>,
    happenings: Receiver<Happening>,
}

impl Outside {
    /// Until the end.
    fn live(&mut self, model: &mut Model) -> io::Result<Ending> {
        loop {
            let Ok(first) = self.happenings.recv() else {
                return Ok(Ending::Quit);
            };
            // Keys typed faster than frames cost one frame.
            let mut next = Some(first);
            while let Some(happening) = next {
                if let Some(ending) = self.react(model, happening)? {
                    return Ok(ending);
                }
                next = self.happenings.try_recv().ok();
            }
            self.draw(model)?;
        }
    }

    fn draw(&mut self, model: &mut Model) -> io::Result<()> {
        model.wake(today());
        model.settle();
        let mut drawn = None;
        let Setup { theme, keys, .. } = &self.setup;
        self.screen
            .draw(|frame| drawn = Some(view::draw(model, theme, keys, frame)))?;
        if let Some(drawn) = drawn {
            model.drawn(drawn);
        }
        Ok(())
    }

    fn react(&mut self, model: &mut Model, happening: Happening) -> io::Result<Option<Ending>> {
        let msg = match happening {
            Happening::Input(event) => {
                // How far a key moves depends on what is seen, so that this must have been drawn.
                if model.is_unseen() {
                    self.draw(model)?;
                }
                message(model, &self.setup.keys, event)
            }
            Happening::Msg(msg) => Some(msg),
            Happening::Stopped => {
                self.screen.stop()?;
                None
            }
            Happening::Continued => {
                self.screen.take_again()?;
                None
            }
            Happening::Ended(signal) => return Ok(Some(Ending::Signal(signal))),
            Happening::Failed(error) => return Err(error),
        };
        match msg.and_then(|msg| model.update(msg)) {
            Some(effect) => self.perform(model, effect),
            None => Ok(None),
        }
    }

    fn perform(&mut self, model: &mut Model, effect: Effect) -> io::Result<Option<Ending>> {
        match effect {
            Effect::Quit => return Ok(Some(Ending::Quit)),
            Effect::Suspend => self.screen.suspend()?,
            Effect::Redraw => self.screen.clear()?,
            Effect::NextTheme => drop(model.update(self.setup.next_theme())),
            Effect::Watch(changes) => self.writer.write(changes),
            Effect::Mouse(is_on) => self.screen.mouse(is_on)?,
            Effect::Copy(text) => self.copy(model, text)?,
            Effect::Open(address) => {
                let own = self.setup.browser.clone();
                self.beside(move || {
                    Some(match browser::open(&address, &own) {
                        Ok(()) => Msg::Done(format!("Handed to the browser: {address}")),
                        Err(reason) => Msg::Failed(format!("{reason}\n{address}")),
                    })
                });
            }
        }
        Ok(None)
    }

    fn copy(&mut self, model: &mut Model, text: String) -> io::Result<()> {
        let way = self.setup.clipboard;
        if matches!(way, Clipboard::Auto | Clipboard::Terminal) {
            self.screen.write(Print(clipboard::sequence(&text)))?;
        }
        match way {
            Clipboard::Auto => self.beside(move || {
                let failed = clipboard::hand_over(&text).err();
                failed.map(|reason| Msg::Failed(format!("{reason}; the terminal was asked to")))
            }),
            Clipboard::Desktop => {
                // It is told when it is done.
                model.notice = None;
                self.beside(move || {
                    Some(match clipboard::hand_over(&text) {
                        Ok(true) => Msg::Done(format!("Copied {text}")),
                        Ok(false) => {
                            Msg::Failed("Not copied: no clipboard program is here.".to_owned())
                        }
                        Err(reason) => Msg::Failed(format!("Not copied: {reason}.")),
                    })
                });
            }
            Clipboard::Terminal => {}
            Clipboard::Off => {
                let words = "Not copied: the configuration says `clipboard: off`.";
                drop(model.update(Msg::Failed(words.to_owned())));
            }
        }
        Ok(())
    }

    /// Does something that may take long; what comes of it is a message.
    fn beside(&self, work: impl FnOnce() -> Option<Msg> + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            if let Some(msg) = work() {
                // It may outlive the program, which then listens no more.
                let _ = sender.send(Happening::Msg(msg));
            }
        });
    }
}

impl Setup {
    /// What the palette offers.
    fn actions(&self) -> Vec<Action> {
        let queries = self.queries.iter();
        let queries = queries.map(|query| Action::ask(&query.name, &query.text));
        self.keys.actions().into_iter().chain(queries).collect()
    }

    /// Shows everything in the next theme; what there is to say of it.
    fn next_theme(&mut self) -> Msg {
        if !self.themes.has_colours() {
            return Msg::Failed("Without colours all themes look the same.".to_owned());
        }
        self.theme_name = self.themes.after(&self.theme_name);
        let name = &self.theme_name;
        match self.themes.load(name) {
            Ok((theme, faults)) => {
                self.theme = theme;
                let fault = faults.first().map(|fault| Msg::Failed(fault.to_string()));
                fault.unwrap_or_else(|| Msg::Done(format!("Theme {name}")))
            }
            Err(reason) => Msg::Failed(reason),
        }
    }
}

/// A program that says nothing on the screen, in a process group of its own, so that a Ctrl-C here does
/// not end it too.
fn quiet(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command.stdout(Stdio::null()).stderr(Stdio::null())
}

fn message(model: &Model, keys: &Keys, event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => keys.message(model.place(), key),
        Event::Paste(text) => Some(Msg::Edit(Edit::Paste(text))),
        Event::Mouse(event) => pointed(event),
        Event::Resize(..) => Some(Msg::Resized),
        _ => None,
    }
}

fn pointed(event: MouseEvent) -> Option<Msg> {
    let (column, row) = (event.column, event.row);
    let point = Point { column, row };
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click(point)),
        MouseEventKind::ScrollUp => Some(Msg::Wheel(point, Step::Up)),
        MouseEventKind::ScrollDown => Some(Msg::Wheel(point, Step::Down)),
        _ => None,
    }
}
