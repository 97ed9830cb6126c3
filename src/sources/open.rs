//! Reads whole files up to a limit. Neither a pipe that nobody writes to nor a device without an end keeps the program
//! waiting.

use std::fmt;
use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, IsTerminal, Read};
use std::path::Path;

/// The kinds of files to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// Only regular files: what a folder holds.
    Regular,
    /// Pipes and devices too: what a user names, such as `<(…)` of a shell or `/dev/null`.
    Streams,
}

/// Why a file is not read.
#[derive(Debug)]
pub enum Refusal {
    /// It cannot be opened or read.
    Failed(io::Error),
    /// It is a folder, or another kind that is not to be read.
    Irregular,
    /// It has more bytes than allowed: at least so many.
    Large(u64),
    /// It is a pipe, and nothing came out of it.
    Silent,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed(error) => error.fmt(f),
            Self::Irregular => f.write_str("not a regular file"),
            Self::Large(size) => write!(f, "it has {size} bytes or more, which is too large"),
            Self::Silent => f.write_str("no program writes to this pipe"),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Failed(error)
    }
}

/// The content of a file of at most `most` bytes.
///
/// # Errors
///
/// Returns why the file is not read.
pub fn bytes(path: &Path, most: u64, kinds: Kinds) -> Result<Vec<u8>, Refusal> {
    let file = open(path)?;
    let about = file.metadata()?;
    let is_pipe = !about.is_file();
    if is_pipe && !(kinds == Kinds::Streams && is_stream(&file, &about)) {
        return Err(Refusal::Irregular);
    }
    if about.len() > most {
        return Err(Refusal::Large(about.len()));
    }
    if is_pipe {
        wait(&file)?;
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    match size {
        0 if is_pipe && !is_device(&about) => Err(Refusal::Silent),
        // It may also have grown since.
        _ if size > most => Err(Refusal::Large(size)),
        _ => Ok(bytes),
    }
}

/// Opens a file without waiting for the other end of a pipe.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

/// Whether it is a pipe or a device, but not a terminal, where somebody would have to type.
#[cfg(unix)]
fn is_stream(file: &File, about: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    (about.file_type().is_fifo() || is_device(about)) && !file.is_terminal()
}

#[cfg(not(unix))]
fn is_stream(file: &File, about: &Metadata) -> bool {
    !about.is_dir() && !file.is_terminal()
}

#[cfg(unix)]
fn is_device(about: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    about.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_device(_: &Metadata) -> bool {
    true
}

/// Gives a program that is about to write to a pipe a moment to open it; from then on, reading waits for it.
#[cfg(unix)]
fn wait(file: &File) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
    let moment = Timespec {
        tv_sec: 1,
        tv_nsec: 0,
    };
    poll(&mut [PollFd::new(file, PollFlags::IN)], Some(&moment))?;
    fcntl_setfl(file, fcntl_getfl(file)? - OFlags::NONBLOCK)?;
    Ok(())
}

#[cfg(not(unix))]
fn wait(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::thread;

    use rustix::fs::{CWD, Mode, mkfifoat};

    use super::{Kinds, bytes};

    #[test]
    fn only_what_ends_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "12345").unwrap();
        let pipe = folder.path().join("pipe");
        mkfifoat(CWD, &pipe, Mode::RWXU).unwrap();
        let words = |path: &Path, kinds| match bytes(path, 4, kinds) {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(refusal) => refusal.to_string(),
        };
        let large = "it has 5 bytes or more, which is too large";
        for (path, regular, stream) in [
            (&*file, large, large),
            (folder.path(), "not a regular file", "not a regular file"),
            (Path::new("/dev/zero"), "not a regular file", large),
            (Path::new("/dev/null"), "not a regular file", ""),
            (
                &*pipe,
                "not a regular file",
                "no program writes to this pipe",
            ),
        ] {
            assert_eq!(words(path, Kinds::Regular), regular, "{}", path.display());
            assert_eq!(words(path, Kinds::Streams), stream, "{}", path.display());
        }
        let writer = thread::spawn({
            let pipe = pipe.clone();
            move || fs::write(pipe, "1234")
        });
        assert_eq!(words(&pipe, Kinds::Streams), "1234");
        writer.join().unwrap().unwrap();
    }
}
