//! A single request: its answer, or a sentence saying why it failed.

use std::io::{ErrorKind, Read};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail, ensure};
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, StatusCode, Uri};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body, Error, Proxy, ResponseExt, Timeout};

use super::{Access, Fetched, issuer};
use crate::facts::wording;
use crate::sources::archive::{LARGEST, is_gzip};
use crate::sources::open::{self, Kinds};
use crate::text::clean;

/// The longest limit for connecting.
const CONNECT: Duration = Duration::from_secs(10);
const REDIRECTS: u32 = 5;
const AGENT: &str = concat!("eolens/", env!("CARGO_PKG_VERSION"));

/// See [`super::fetch`].
pub(super) fn fetch(
    address: &str,
    access: &Access,
    etag: Option<&str>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Fetched> {
    let mut answer = ask(address, access, etag)?;
    let host = answer.get_uri().host().unwrap_or_default().to_owned();
    let header = |name| text(answer.headers(), name);
    let version = header("etag");
    let is_known = version.is_some() && version.as_deref() == etag;
    match answer.status() {
        StatusCode::NOT_MODIFIED => return Ok(Fetched::Known),
        StatusCode::OK if is_known => return Ok(Fetched::Known),
        StatusCode::OK => {}
        status => bail!(refused(address, status, header("retry-after"))),
    }
    let length = header("content-length").and_then(|length| length.parse::<u64>().ok());
    ensure!(
        length.is_none_or(|length| length <= LARGEST),
        "{address}: the response is larger than {LARGEST} bytes"
    );
    let bytes = body(address, &host, &mut answer, progress)?;
    let etag = version;
    Ok(Fetched::Archive { bytes, etag })
}

/// Verifies with the system's root certificates; with built-in ones if the system has none; and if the
/// issuer is unknown, with those in the user's file.
fn ask(address: &str, access: &Access, etag: Option<&str>) -> Result<Response<Body>> {
    let mut own = None;
    if let Some(file) = &access.ca_file {
        let name = clean::path(file);
        let pem = open::bytes(file, LARGEST, Kinds::Streams);
        let pem = pem.with_context(|| format!("ca-file: {name} cannot be read"))?;
        let items = parse_pem(&pem).filter_map(Result::ok);
        let roots: Vec<Certificate<'static>> = items
            .filter_map(|item| match item {
                PemItem::Certificate(root) => Some(root),
                _ => None,
            })
            .collect();
        ensure!(!roots.is_empty(), "ca-file: {name} contains no certificate");
        own = Some(RootCerts::from(roots));
    }
    let mut result = with(address, access, etag, RootCerts::PlatformVerifier);
    if matches!(&result, Err(error) if has_no_roots(error)) {
        result = with(address, access, etag, RootCerts::WebPki);
    }
    if matches!(&result, Err(error) if words(error).contains("UnknownIssuer"))
        && let Some(own) = own
    {
        result = with(address, access, etag, own);
    }
    result.map_err(|error| anyhow!("{address}: {}", reason(address, access, &error)))
}

fn with(
    address: &str,
    access: &Access,
    etag: Option<&str>,
    roots: RootCerts,
) -> Result<Response<Body>, Error> {
    let agent: Agent = config(address, access, roots).into();
    let mut request = agent.get(address).header("accept-encoding", "identity");
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    request.call()
}

/// The limit for connecting.
fn connecting(access: &Access) -> Duration {
    CONNECT.min(access.timeout)
}

fn config(address: &str, access: &Access, roots: RootCerts) -> Config {
    let is_plain = address
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("http:"));
    Agent::config_builder()
        .timeout_global(Some(access.timeout))
        .timeout_connect(Some(connecting(access)))
        .http_status_as_error(false)
        .https_only(!is_plain)
        .max_redirects(REDIRECTS)
        .tls_config(TlsConfig::builder().root_certs(roots).build())
        .user_agent(AGENT)
        .build()
}

/// Reads the answer, but stops early if it does not start like an archive.
fn body(
    address: &str,
    host: &str,
    answer: &mut Response<Body>,
    progress: &mut dyn FnMut(u64) -> bool,
) -> Result<Vec<u8>> {
    let mut reader = answer.body_mut().as_reader();
    let (mut bytes, mut piece) = (Vec::new(), [0; 16 << 10]);
    loop {
        let read = reader.read(&mut piece).map_err(|error| {
            let error = Error::from(error);
            let so_far = bytes.len();
            anyhow!(
                "{address}: the download failed after {so_far} bytes: {}",
                cause(&error)
            )
        })?;
        if read == 0 {
            break;
        }
        bytes.extend_from_slice(piece.get(..read).unwrap_or_default());
        let is_web_page = bytes.len() >= 2 && !is_gzip(&bytes);
        ensure!(
            !is_web_page,
            "{address}: {host} returned a web page instead of the archive, perhaps the sign-in page of a proxy"
        );
        ensure!(
            bytes.len() as u64 <= LARGEST,
            "{address}: the response is larger than {LARGEST} bytes"
        );
        ensure!(progress(bytes.len() as u64), "canceled");
    }
    ensure!(
        !bytes.is_empty(),
        "{address}: {host} returned an empty response"
    );
    Ok(bytes)
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    Some(clean::line(headers.get(name)?.to_str().ok()?))
}

fn refused(address: &str, status: StatusCode, retry: Option<String>) -> String {
    let number = status.as_u16();
    let what = match number {
        403 => "access denied",
        404 | 410 => "not found",
        407 => {
            "the proxy requires a user name and password (https://NAME:PASSWORD@PROXY in HTTPS_PROXY)"
        }
        429 => "too many requests",
        500.. => "the server reports an internal error",
        _ => "unexpected response from the server",
    };
    let retry = retry.map_or_else(String::new, |after| {
        let unit = if after.bytes().all(|byte| byte.is_ascii_digit()) {
            " seconds"
        } else {
            ""
        };
        format!("; try again after {after}{unit}")
    });
    format!("{address}: {what} (status {number}){retry}")
}

fn words(error: &Error) -> String {
    error.to_string()
}

fn has_no_roots(error: &Error) -> bool {
    words(error).contains("No CA certificates were loaded")
}

fn reason(address: &str, access: &Access, error: &Error) -> String {
    let words = words(error);
    let certificate = |what: &str| {
        let host = address
            .split("://")
            .nth(1)
            .and_then(|rest| rest.split('/').next());
        let host = host.unwrap_or_default();
        let by = issuer::of(address, config(address, access, RootCerts::WebPki));
        let by = by.map_or_else(String::new, |name| format!(" (issued by {name})"));
        let tried = if access.ca_file.is_some() {
            " or by update.ca-file"
        } else {
            ""
        };
        match what {
            "" => format!(
                "the certificate of {host}{by} is not trusted by the system{tried}; behind a proxy that intercepts TLS, \
                 set update.ca-file to the proxy's CA certificate"
            ),
            what => format!("the certificate of {host}{by} {what}"),
        }
    };
    if words.contains("UnknownIssuer") {
        certificate("")
    } else if words.contains("certificate expired") || words.contains("certificate not valid yet") {
        certificate("has expired or is not yet valid, or the system clock is wrong")
    } else if words.contains("not valid for name") {
        certificate("is for another host")
    } else {
        unreached(address, access, error).unwrap_or_else(|| cause(error))
    }
}

/// Who refused or did not answer a connection: the proxy, if there is one, or else the host. `None` for any
/// other error.
fn unreached(address: &str, access: &Access, error: &Error) -> Option<String> {
    let uri: Uri = address.parse().ok()?;
    let proxy = Proxy::try_from_env().filter(|proxy| !proxy.is_no_proxy(&uri));
    let (whom, what_to_do) = match proxy {
        Some(proxy) => (
            format!("the proxy {}:{}", proxy.host(), proxy.port()),
            "check HTTPS_PROXY and ALL_PROXY",
        ),
        None => (uri.host()?.to_owned(), "check the network"),
    };
    let why = match error {
        Error::Io(error) if error.kind() == ErrorKind::ConnectionRefused => {
            "connection refused".to_owned()
        }
        Error::Timeout(Timeout::Connect) => {
            let seconds = usize::try_from(connecting(access).as_secs()).unwrap_or(usize::MAX);
            format!("no answer within {}", wording::count(seconds, "second"))
        }
        _ => return None,
    };
    Some(format!(
        "cannot connect to {}: {why}; {what_to_do}",
        clean::line(&whom)
    ))
}

const NO_NAME: &str = "the host name cannot be resolved; check the network connection";

/// Resolvers report this in each system's own words, not as an error kind.
fn is_without_name(words: &str) -> bool {
    words.contains("lookup address information") || words.contains("No such host is known")
}

fn cause(error: &Error) -> String {
    match error {
        Error::HostNotFound => NO_NAME.to_owned(),
        Error::Timeout(_) => "timed out; to wait longer, set update.timeout".to_owned(),
        Error::TooManyRedirects => format!("more than {REDIRECTS} redirects"),
        Error::RequireHttpsOnly(_) => {
            "the server redirects from https to http, which is not allowed".to_owned()
        }
        Error::ConnectProxyFailed(why) if why.contains("407") => {
            "the proxy requires a user name and password (https://NAME:PASSWORD@PROXY in HTTPS_PROXY)"
                .to_owned()
        }
        Error::ConnectProxyFailed(why) => {
            format!("the proxy refused the connection: {}", clean::line(why))
        }
        Error::Io(error) if is_without_name(&error.to_string()) => NO_NAME.to_owned(),
        Error::Io(error) => clean::line(&error.to_string()),
        error => clean::line(&words(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_is_not_answered_is_told_with_its_own_limit() {
        let error = Error::Timeout(Timeout::Connect);
        for (timeout, words) in [(1, "within 1 second;"), (60, "within 10 seconds;")] {
            let access = Access {
                timeout: Duration::from_secs(timeout),
                ca_file: None,
            };
            let reason = reason("https://x.example/a.tar.gz", &access, &error);
            assert!(reason.starts_with("cannot connect to "), "{reason}");
            assert!(reason.contains(words), "{reason}");
        }
    }
}
