//! Carries out the effects that the model requests.

use std::env;
use std::io;
use std::sync::atomic::Ordering;
use std::thread;

use anyhow::Context;
use crossterm::style::Print;

use super::{Ending, Event, Runtime, browser, clipboard};
use crate::app::{Effect, Model, Msg};
use crate::settings::config::Clipboard;
use crate::sources::calendar;
use crate::text::clean;

impl Runtime<'_> {
    pub(super) fn perform(
        &mut self,
        model: &mut Model,
        effect: Effect,
    ) -> io::Result<Option<Ending>> {
        match effect {
            Effect::Quit => return Ok(Some(Ending::Quit)),
            Effect::Suspend => self.screen.suspend()?,
            Effect::Redraw => self.screen.clear()?,
            Effect::NextTheme => drop(model.update(self.setup.next_theme())),
            Effect::Update => self.update_data(model),
            Effect::CancelUpdate => self.canceled.store(true, Ordering::Relaxed),
            Effect::Changes => self.changes(model),
            Effect::ReadStack => self.read_stack(),
            Effect::CancelStack => self.stack_canceled.store(true, Ordering::Relaxed),
            Effect::EditFile { path, line } => self.edit_file(model, (&path, line))?,
            Effect::Watch(changes) => self.writer.write(model.watching.name(), changes),
            Effect::Use(name) => self.writer.open(&name),
            Effect::Calendar { file, text } => self.beside(move || {
                let folder = env::current_dir().context("the current folder no longer exists");
                let written = folder.and_then(|folder| calendar::write(&folder, &file, &text));
                Some(match written {
                    Ok(path) => {
                        Msg::Done(format!("Upcoming dates written to {}.", clean::path(&path)))
                    }
                    Err(error) => Msg::Failed(format!("Not written: {error:#}.")),
                })
            }),
            Effect::Mouse(is_on) => self.screen.mouse(is_on)?,
            Effect::Copy(text) => self.copy(model, text)?,
            Effect::Open(address) => {
                let own = self.setup.browser.clone();
                self.beside(move || {
                    Some(match browser::open(&address, &own) {
                        Ok(()) => Msg::Done(format!("Opened in the browser: {address}")),
                        Err(reason) => Msg::Failed(clean::text(&format!("{reason}\n{address}"))),
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
                failed.map(|reason| {
                    Msg::Failed(format!("{reason}; asked the terminal to copy instead"))
                })
            }),
            Clipboard::Desktop => {
                // Success is reported when the effect is done.
                model.notice = None;
                self.beside(move || {
                    Some(match clipboard::hand_over(&text) {
                        Ok(true) => Msg::Done(format!("Copied {text}")),
                        Ok(false) => {
                            Msg::Failed("Not copied: no clipboard program found.".to_owned())
                        }
                        Err(reason) => Msg::Failed(format!("Not copied: {reason}.")),
                    })
                });
            }
            Clipboard::Terminal => {}
            Clipboard::Off => {
                let words = "Not copied: the configuration has `clipboard: off`.";
                drop(model.update(Msg::Failed(words.to_owned())));
            }
        }
        Ok(())
    }

    /// Runs slow work on a thread; its result arrives as a message.
    pub(super) fn beside(&self, work: impl FnOnce() -> Option<Msg> + Send + 'static) {
        let sender = self.sender.clone();
        thread::spawn(move || {
            if let Some(msg) = work() {
                // The thread may outlive the program, which then no longer listens.
                let _ = sender.send(Event::Msg(msg));
            }
        });
    }
}
