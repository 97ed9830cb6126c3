//! Opens a file at a line in the user's editor, never through a shell.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::process::Command;

use super::Runtime;
use crate::app::{Effect, Model, Msg, stack};
use crate::text::clean;

/// How an editor takes the line to open a file at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `+7 FILE`
    Plus,
    /// `FILE:7`
    Colon,
    /// `--goto FILE:7`
    Goto,
    /// `--line 7 FILE`
    Line,
    /// It takes none.
    Plain,
}

/// The editors of each form, by the names of their programs.
const FORMS: [(Form, &[&str]); 4] = [
    (
        Form::Plus,
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "gvim",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "kak",
            "joe",
            "ne",
            "mg",
            "micro-emacs",
            "jed",
            "mcedit",
            "gedit",
            "xed",
            "pluma",
        ],
    ),
    (Form::Colon, &["hx", "helix", "micro", "zed", "subl"]),
    (
        Form::Goto,
        &[
            "code",
            "code-insiders",
            "codium",
            "vscodium",
            "cursor",
            "windsurf",
        ],
    ),
    (
        Form::Line,
        &[
            "kate",
            "kwrite",
            "mate",
            "idea",
            "pycharm",
            "webstorm",
            "phpstorm",
            "rubymine",
            "goland",
            "clion",
            "rider",
            "rustrover",
        ],
    ),
];

impl Runtime<'_> {
    /// Lends the terminal to the editor; afterwards, the files are read again.
    pub(super) fn edit_file(
        &mut self,
        model: &mut Model,
        (path, line): (&str, usize),
    ) -> io::Result<()> {
        let file = self.setup.stack.file(path);
        let command = if file.is_file() {
            command(&file, line)
        } else {
            Err(format!("Not opened: {path} is not a file."))
        };
        let mut command = match command {
            Ok(command) => command,
            Err(reason) => {
                drop(model.update(Msg::Failed(reason)));
                return Ok(());
            }
        };
        self.screen.leave();
        let status = self.lender.lend(|| command.status());
        self.screen.take_again()?;
        let name = clean::line(&command.get_program().to_string_lossy());
        let failed = match status {
            Ok(status) if status.success() => None,
            Ok(status) => Some(format!("{name} failed: {status}.")),
            Err(error) => Some(format!("{name} could not be started: {error}.")),
        };
        if model.update(Msg::Stack(stack::Msg::Read)) == Some(Effect::ReadStack) {
            self.read_stack();
        }
        if let Some(failed) = failed {
            drop(model.update(Msg::Failed(failed)));
        }
        Ok(())
    }
}

/// The command that opens a file at a line, by `VISUAL` or `EDITOR`; an error says why there is none.
fn command(file: &Path, line: usize) -> Result<Command, String> {
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(env::var_os);
    let named = named.filter_map(|named| named.into_string().ok());
    let mut named = named.filter(|named| !named.trim().is_empty());
    let words = named.next().ok_or_else(|| {
        let file = clean::path(file);
        format!("Not opened: VISUAL and EDITOR are not set. The line is {file}:{line}.")
    })?;
    let mut words = words.split_whitespace();
    let program = words.next().unwrap_or_default();
    let mut command = Command::new(program);
    command.args(words).args(arguments(program, file, line));
    Ok(command)
}

/// The arguments for an editor.
fn arguments(program: &str, file: &Path, line: usize) -> Vec<OsString> {
    let name = Path::new(program).file_stem().unwrap_or_default();
    let form = FORMS
        .iter()
        .find(|(_, names)| names.iter().any(|own| name == *own));
    let form = form.map_or(Form::Plain, |(form, _)| *form);
    // A name that starts with a dash or a plus must not look like an option.
    let file = if file.is_absolute() || file.starts_with(".") {
        file.to_owned()
    } else {
        Path::new(".").join(file)
    };
    let at_line = || {
        let mut file = file.clone().into_os_string();
        file.push(format!(":{line}"));
        file
    };
    match form {
        Form::Plus => vec![format!("+{line}").into(), file.into()],
        Form::Colon => vec![at_line()],
        Form::Goto => vec!["--goto".into(), at_line()],
        Form::Line => vec!["--line".into(), line.to_string().into(), file.into()],
        Form::Plain => vec![file.into()],
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::arguments;

    #[test]
    fn editors_take_the_line_in_their_own_form() {
        for (program, expected) in [
            ("vim", "+7 /x/a b"),
            ("/usr/bin/nvim", "+7 /x/a b"),
            ("nano", "+7 /x/a b"),
            ("kak", "+7 /x/a b"),
            ("hx", "/x/a b:7"),
            ("micro", "/x/a b:7"),
            ("code", "--goto /x/a b:7"),
            ("codium", "--goto /x/a b:7"),
            ("gedit", "+7 /x/a b"),
            ("kate", "--line 7 /x/a b"),
            ("/opt/idea/bin/idea.sh", "--line 7 /x/a b"),
            ("ed", "/x/a b"),
            ("", "/x/a b"),
        ] {
            let arguments = arguments(program, Path::new("/x/a b"), 7);
            let arguments: Vec<_> = arguments.iter().map(|it| it.to_string_lossy()).collect();
            assert_eq!(arguments.join(" "), expected, "{program}");
        }
        let file = arguments("x", Path::new("-c"), 1);
        assert_eq!(file, ["./-c"], "a name is never an option");
    }
}
