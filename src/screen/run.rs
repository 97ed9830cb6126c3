//! The event loop and everything it does outside the model: the only code that touches terminal, clock and
//! processes.

mod browser;
mod clipboard;
mod decoder;
mod editor;
mod effects;
mod events;
mod output;
mod screen;
mod setup;
mod stack;
mod update;
mod writer;

use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Instant, SystemTime};
use std::{env, io};

use chrono::{DateTime, Local, NaiveDate};
use crossterm::event::{Event as Input, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};

pub use self::decoder::Decoder;
use self::events::{Event, Lender};
pub use self::screen::{Blank, Screen};
pub use self::setup::Setup;
use self::writer::Writer;
use crate::app::cursor::Step;
use crate::app::line_edit::Edit;
use crate::app::pointer::Point;
use crate::app::{Effect, Model, Msg};
use crate::screen::view;
use crate::settings::keys::Keys;
use crate::sources::store::Store;

/// How the browser ended, and what could not be saved.
#[derive(Debug)]
pub struct Ended {
    /// How it ended.
    pub ending: Ending,
    /// The error that lost a change of the watchlist, if any.
    pub kept: anyhow::Result<()>,
}

/// How the browser ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The user quit.
    Quit,
    /// A signal ended it.
    Signal(i32),
}

impl Ending {
    /// The terminal was closed, which the system reports by SIGHUP.
    const HUNG_UP: Self = Self::Signal(1);
}

/// Today's date in the local time zone.
pub fn today() -> NaiveDate {
    day_of(SystemTime::now())
}

/// The local date of a moment; it may be before 1970 if a clock is not set.
fn day_of(moment: SystemTime) -> NaiveDate {
    let seconds = match moment.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |secs| !secs),
    };
    // A clock beyond the calendar shows 1970-01-01.
    let utc = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    utc.with_timezone(&Local).date_naive()
}

/// The width of the terminal in columns; `None` if it is unknown.
pub fn width() -> Option<usize> {
    let size = crossterm::terminal::size().ok();
    size.map(|(width, _)| usize::from(width))
        .filter(|width| *width > 0)
}

/// Runs the browser until it ends, restores the terminal, and saves the session.
///
/// # Errors
///
/// Fails if the terminal cannot be read or written. A terminal that was closed is not an error but ends the
/// browser like the hang-up signal.
pub fn browse(mut model: Model, setup: Setup, store: &Store, blank: Blank) -> io::Result<Ended> {
    let (sender, events) = channel();
    let mut writer = Writer::new(store.clone(), setup.lists.clone(), sender.clone());
    let ending = match run(&mut model, setup, blank, &mut writer, (sender, events)) {
        Err(error) if events::is_closed(&error) => Ending::HUNG_UP,
        ending => ending?,
    };
    store.hurry();
    let kept = writer.finish();
    // A session that cannot be saved is not worth a message.
    let _ = store.keep_session(&model.session().text());
    Ok(Ended { ending, kept })
}

/// Runs with the terminal taken over.
fn run(
    model: &mut Model,
    setup: Setup,
    blank: Blank,
    writer: &mut Writer,
    (sender, events): (Sender<Event>, Receiver<Event>),
) -> io::Result<Ending> {
    // From here on, no signal and no resize is missed; the first frame is drawn before anything is waited
    // for.
    let (listener, lender) = events::Listener::new(sender.clone())?;
    let mut runtime = Runtime {
        screen: Screen::take(blank)?,
        decoder: Decoder::default(),
        setup,
        writer,
        sender,
        events,
        lender,
        canceled: Arc::default(),
        stack_canceled: Arc::default(),
    };
    if model.has_mouse {
        runtime.screen.mouse(true)?;
    }
    if let Some(effect) = model.need() {
        let _ = runtime.perform(model, effect)?;
    }
    runtime.draw(model)?;
    listener.start();
    model.actions = runtime.setup.actions();
    runtime.look_after_updates();
    runtime.run(model)
}

/// The consequence of an event.
enum Reaction {
    /// None: a reply of the terminal, or an incomplete sequence.
    None,
    /// The screen must be drawn.
    Draw,
    End(Ending),
}

struct Runtime<'a> {
    screen: Screen,
    decoder: Decoder,
    setup: Setup,
    writer: &'a mut Writer,
    sender: Sender<Event>,
    events: Receiver<Event>,
    /// Lends the terminal to other programs.
    lender: Lender,
    /// Cancels the running update.
    canceled: Arc<AtomicBool>,
    /// Cancels reading the stack.
    stack_canceled: Arc<AtomicBool>,
}

impl Runtime<'_> {
    /// Runs until the browser ends.
    fn run(&mut self, model: &mut Model) -> io::Result<Ending> {
        loop {
            // Keys typed faster than frames are drawn share a frame.
            let mut next = Some(self.wait());
            let mut is_stale = false;
            while let Some(event) = next {
                match self.react(model, event)? {
                    Reaction::None => {}
                    Reaction::Draw => is_stale = true,
                    Reaction::End(ending) => {
                        if ending != Ending::Quit {
                            self.keep_changes(model)?;
                        }
                        return Ok(ending);
                    }
                }
                next = self.events.try_recv().ok();
            }
            if is_stale {
                self.draw(model)?;
            }
            if self.screen.is_gone() {
                return Ok(Ending::HUNG_UP);
            }
        }
    }

    /// The next event. Waits indefinitely unless a sequence from the terminal is incomplete.
    fn wait(&self) -> Event {
        let received = match self.decoder.patience() {
            None => self.events.recv().map_err(RecvTimeoutError::from),
            Some(patience) => self.events.recv_timeout(patience),
        };
        received.unwrap_or_else(|error| match error {
            RecvTimeoutError::Timeout => Event::Silence,
            RecvTimeoutError::Disconnected => unreachable!("a sender is kept here"),
        })
    }

    /// Handles input that came before an ending signal, as far as it changes what is saved.
    fn keep_changes(&mut self, model: &mut Model) -> io::Result<()> {
        while let Ok(event) = self.events.try_recv() {
            for input in self.inputs(event) {
                match self.update(model, input)? {
                    Some(Effect::Watch(changes)) => {
                        self.writer.write(model.watching.name(), changes);
                    }
                    Some(Effect::Quit) => return Ok(()),
                    _ => {}
                }
            }
        }
        Ok(())
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

    fn react(&mut self, model: &mut Model, event: Event) -> io::Result<Reaction> {
        let effect = match event {
            Event::Bytes(_) | Event::Silence | Event::Input(_) => {
                return self.react_to_input(model, event);
            }
            Event::Resized => model.update(Msg::Resized),
            Event::Msg(msg) => model.update(msg),
            Event::Updated(updated) => {
                update::take(model, updated);
                None
            }
            Event::Stack(news) => {
                stack::take(model, news);
                None
            }
            Event::Stopped => {
                self.screen.stop()?;
                None
            }
            Event::Continued => {
                self.screen.take_again()?;
                None
            }
            Event::Ended(signal) => return Ok(Reaction::End(Ending::Signal(signal))),
            Event::HungUp => return Ok(Reaction::End(Ending::HUNG_UP)),
            Event::Failed(error) => return Err(error),
        };
        let ending = match effect {
            Some(effect) => self.perform(model, effect)?,
            None => None,
        };
        Ok(ending.map_or(Reaction::Draw, Reaction::End))
    }

    fn react_to_input(&mut self, model: &mut Model, event: Event) -> io::Result<Reaction> {
        let mut reaction = Reaction::None;
        for input in self.inputs(event) {
            reaction = Reaction::Draw;
            if let Some(effect) = self.update(model, input)?
                && let Some(ending) = self.perform(model, effect)?
            {
                return Ok(Reaction::End(ending));
            }
        }
        Ok(reaction)
    }

    /// The terminal's input in an event.
    fn inputs(&mut self, event: Event) -> Vec<Input> {
        match event {
            Event::Bytes(bytes) => self.decoder.feed(&bytes, Instant::now()),
            Event::Silence => self.decoder.give_up(Instant::now()).into_iter().collect(),
            Event::Input(input) => vec![input],
            _ => Vec::new(),
        }
    }

    /// Passes an input to the model.
    fn update(&mut self, model: &mut Model, input: Input) -> io::Result<Option<Effect>> {
        // How far a key moves depends on the height of the pane, so it must have been drawn.
        if model.is_unseen() {
            self.draw(model)?;
        }
        let msg = message(model, &self.setup.keys, input);
        Ok(msg.and_then(|msg| model.update(msg)))
    }
}

/// Detaches a program from the screen, and gives it a process group of its own so that Ctrl-C does not end
/// it.
fn quiet(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command.stdout(Stdio::null()).stderr(Stdio::null())
}

/// An error with the status if a program has failed.
fn succeeded(status: ExitStatus) -> io::Result<()> {
    let failed = || io::Error::other(status.to_string());
    status.success().then_some(()).ok_or_else(failed)
}

/// Whether an environment variable is set and not empty.
fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn message(model: &Model, keys: &Keys, input: Input) -> Option<Msg> {
    match input {
        Input::Key(key) if key.kind != KeyEventKind::Release => keys.message(model.place(), key),
        Input::Paste(text) => Some(Msg::Edit(Edit::Paste(text))),
        Input::Mouse(event) => pointed(event),
        Input::Resize(..) => Some(Msg::Resized),
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

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::day_of;

    #[test]
    fn a_clock_that_is_not_set_has_a_day_too() {
        let hours = |hours: u64| Duration::from_secs(hours * 3_600);
        let day_at = |moment: Option<SystemTime>| day_of(moment.unwrap()).to_string();
        let start = SystemTime::UNIX_EPOCH;
        assert_eq!(
            day_at(start.checked_add(hours(365 * 24 + 12))),
            "1971-01-01"
        );
        assert_eq!(day_at(start.checked_sub(hours(3 * 24 - 12))), "1969-12-29");
        assert_eq!(
            day_at(start.checked_sub(hours(24 * 365 * 2_000_000_000))),
            "1970-01-01"
        );
    }
}
