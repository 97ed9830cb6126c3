//! A local server that plays given answers, byte by byte.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// The answer to a request.
#[derive(Clone, Default)]
pub struct Answer {
    /// The head and the body.
    pub bytes: Vec<u8>,
    /// Further bytes, sent one at a time with this pause.
    pub dribble: Option<(Vec<u8>, Duration)>,
}

impl Answer {
    /// Status and headers, then a body that ends with the connection.
    pub fn new(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut bytes = format!("HTTP/1.1 {status}\r\nConnection: close\r\n").into_bytes();
        for (name, value) in headers {
            bytes.extend(format!("{name}: {value}\r\n").bytes());
        }
        bytes.extend(b"\r\n");
        bytes.extend(body);
        Self {
            bytes,
            dribble: None,
        }
    }

    pub fn ok(body: &[u8]) -> Self {
        Self::new("200 OK", &[("Content-Type", "application/x-gzip")], body)
    }
}

/// The requests: first lines and headers.
pub type Asked = Arc<Mutex<Vec<String>>>;

pub struct Server {
    pub address: SocketAddr,
    pub asked: Asked,
}

impl Server {
    /// Answers every request with the function's result.
    pub fn start(answer: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        Self::listen(move |stream, asked| serve(stream, asked, &answer))
    }

    /// The same over TLS.
    pub fn start_tls(
        tls: Arc<ServerConfig>,
        answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::listen(move |stream, asked| {
            let Ok(connection) = ServerConnection::new(tls.clone()) else {
                return;
            };
            serve(StreamOwned::new(connection, stream), asked, &answer);
        })
    }

    /// Connects every client to this address, as a proxy does.
    pub fn start_proxy(to: SocketAddr, status: &'static str) -> Self {
        Self::listen(move |mut stream, asked| {
            let head = head(&mut stream);
            let is_connect = head.starts_with("CONNECT ");
            asked.lock().unwrap().push(head);
            let _ = write!(stream, "HTTP/1.1 {status}\r\n\r\n");
            if is_connect && status.starts_with("200") {
                tunnel(stream, TcpStream::connect(to).unwrap());
            }
        })
    }

    fn listen(serve: impl Fn(TcpStream, &Asked) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Asked::default();
        let (own, serve) = (asked.clone(), Arc::new(serve));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, serve) = (own.clone(), serve.clone());
                thread::spawn(move || serve(stream, &asked));
            }
        });
        Self { address, asked }
    }

    /// An address of this server.
    pub fn http(&self, path: &str) -> String {
        format!("http://{}/{path}", self.address)
    }

    /// The same over TLS, with the certificate's host name.
    pub fn https(&self, path: &str) -> String {
        format!("https://localhost:{}/{path}", self.address.port())
    }
}

fn serve(mut stream: impl Read + Write, asked: &Asked, answer: &dyn Fn(&str) -> Answer) {
    let head = head(&mut stream);
    if head.is_empty() {
        return;
    }
    asked.lock().unwrap().push(head.clone());
    let Answer { bytes, dribble } = answer(&head);
    let mut is_sent = stream.write_all(&bytes).is_ok() && stream.flush().is_ok();
    if let Some((rest, pause)) = dribble {
        for byte in rest {
            thread::sleep(pause);
            is_sent = is_sent && stream.write_all(&[byte]).is_ok() && stream.flush().is_ok();
        }
    }
}

/// Everything up to the empty line.
fn head(stream: &mut impl Read) -> String {
    let mut head = String::new();
    let mut reader = BufReader::with_capacity(1, stream);
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    head
}

fn tunnel(client: TcpStream, server: TcpStream) {
    let copies = [
        (client.try_clone().unwrap(), server.try_clone().unwrap()),
        (server, client),
    ];
    for (mut from, mut to) in copies {
        thread::spawn(move || {
            let _ = std::io::copy(&mut from, &mut to);
            let _ = to.shutdown(std::net::Shutdown::Write);
        });
    }
}

/// A certificate by an unknown issuer, and the issuer as PEM.
pub fn certificate(name: &str, is_expired: bool) -> (Arc<ServerConfig>, String) {
    let mut root = CertificateParams::new([]).unwrap();
    root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
    let mut own = CertificateParams::new([name.to_owned()]).unwrap();
    if is_expired {
        own.not_before = rcgen::date_time_ymd(2019, 1, 1);
        own.not_after = rcgen::date_time_ymd(2020, 1, 1);
    }
    let key = KeyPair::generate().unwrap();
    let own = own.signed_by(&key, &root).unwrap();
    let chain: Vec<CertificateDer<'static>> = vec![own.der().clone()];
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let tls = ServerConfig::builder_with_provider(provider);
    let tls = tls.with_safe_default_protocol_versions().unwrap();
    let tls = tls
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    (Arc::new(tls), root.pem())
}
