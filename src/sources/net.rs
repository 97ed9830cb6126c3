//! Archives over the network, fetched only on request.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, bail};

#[cfg(feature = "net")]
mod issuer;
#[cfg(feature = "net")]
mod request;

/// The archive of endoflife.date's repository.
pub const ADDRESS: &str =
    "https://codeload.github.com/endoflife-date/endoflife.date/tar.gz/refs/heads/master";

/// How to reach servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The limit for the whole request, from name resolution to the last byte.
    pub timeout: Duration,
    /// A file of certificates to trust besides the system's; `None` for none.
    pub ca_file: Option<PathBuf>,
}

/// A server's answer.
#[derive(Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The version that is already known.
    Known,
    /// An archive.
    Archive {
        /// The content.
        bytes: Vec<u8>,
        /// The server's tag for this version; `None` if it sent none.
        etag: Option<String>,
    },
}

/// Fetches an address, unless the server's version still has the given tag. `progress` is told the number
/// of bytes received so far, and returns false to cancel.
///
/// # Errors
///
/// Fails with one sentence that names the address and the cause.
pub fn fetch(
    address: &str,
    access: &Access,
    etag: Option<&str>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Fetched> {
    if std::env::var_os("EOLENS_OFFLINE").is_some_and(|value| !value.is_empty() && value != "0") {
        bail!(
            "EOLENS_OFFLINE is set, so no connection to {address} was made; unset it, or use --from FILE"
        );
    }
    #[cfg(feature = "net")]
    return request::fetch(address, access, etag, progress);
    #[cfg(not(feature = "net"))]
    {
        let _ = (access, etag, progress);
        bail!(
            "this build of eolens has no network support; download {address} and pass the file with --from"
        );
    }
}
