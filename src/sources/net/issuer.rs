//! Who issued a certificate that is not trusted: for the message, which then names the company whose proxy opens
//! TLS. A second connection goes as far as the server's certificate, and no further.

use std::sync::{Arc, Mutex};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, Error as TlsError,
    SignatureScheme,
};
use ureq::config::Config;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    ConnectProxyConnector, ConnectionDetails, Connector, TcpConnector, Transport, TransportAdapter,
};
use ureq::{Agent, Error};

use crate::text::clean;

/// The name of the issuer of a server's certificate: the common name, or else the organization. `None` if the
/// server does not present one that names any.
pub(super) fn of(address: &str, config: Config) -> Option<String> {
    let seen = Arc::new(Seen {
        issuer: Mutex::new(None),
        provider: Arc::new(ring::default_provider()),
    });
    let connector =
        ().chain(ConnectProxyConnector::default())
            .chain(TcpConnector::default())
            .chain(Handshake(seen.clone()));
    let agent = Agent::with_parts(config, connector, DefaultResolver::default());
    // The handshake always fails, with the certificate seen.
    let _ = agent.get(address).call();
    seen.issuer.lock().ok()?.take()
}

/// The issuer that was seen.
#[derive(Debug)]
struct Seen {
    issuer: Mutex<Option<String>>,
    provider: Arc<CryptoProvider>,
}

/// Begins a connection over TLS, and gives it up.
#[derive(Debug)]
struct Handshake(Arc<Seen>);

impl<In: Transport> Connector<In> for Handshake {
    type Out = In;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<In>, Error> {
        let host = details.uri.host().unwrap_or_default().to_owned();
        let name = ServerName::try_from(host).map_err(|_| Error::ConnectionFailed)?;
        let builder = ClientConfig::builder_with_provider(self.0.provider.clone());
        let config = builder
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(self.0.clone())
            .with_no_client_auth();
        if let Some(transport) = chained {
            let mut connection = ClientConnection::new(Arc::new(config), name)?;
            let transport = transport.boxed();
            let mut transport = TransportAdapter::new(transport, details.current_time.clone());
            transport.set_timeout(details.timeout);
            connection.complete_io(&mut transport)?;
        }
        Err(Error::ConnectionFailed)
    }
}

/// Trusts no certificate.
impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        if let Ok(mut issuer) = self.issuer.lock() {
            *issuer = name(certificate);
        }
        untrusted()
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        untrusted()
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        untrusted()
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        let algorithms = &self.provider.signature_verification_algorithms;
        algorithms.supported_schemes()
    }
}

fn untrusted<T>() -> Result<T, TlsError> {
    Err(CertificateError::UnknownIssuer.into())
}

/// The tags of DER, and the ids of the names that an issuer has (RFC 5280).
const VERSION: u8 = 0xa0;
const BMP_STRING: u8 = 0x1e;
const COMMON_NAME: &[u8] = &[0x55, 4, 3];
const ORGANIZATION: &[u8] = &[0x55, 4, 10];

/// The issuer that a certificate names.
fn name(certificate: &[u8]) -> Option<String> {
    let (_, certificate, _) = element(certificate)?;
    let (_, mut fields, _) = element(certificate)?;
    if fields.first() == Some(&VERSION) {
        fields = element(fields)?.2;
    }
    let (_, _, behind_serial) = element(fields)?;
    let (_, _, behind_algorithm) = element(behind_serial)?;
    let (_, mut parts, _) = element(behind_algorithm)?;
    let (mut common, mut organization) = (None, None);
    while let Some((_, part, rest)) = element(parts) {
        let (_, pair, _) = element(part)?;
        let (_, id, value) = element(pair)?;
        let (tag, text, _) = element(value)?;
        let text = std::str::from_utf8(text).ok();
        let text = text.filter(|_| tag != BMP_STRING).map(clean::line);
        match id {
            COMMON_NAME => common = text,
            ORGANIZATION => organization = text,
            _ => {}
        }
        parts = rest;
    }
    common.or(organization).filter(|name| !name.is_empty())
}

/// The first element of DER: its tag, its content and what follows it.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..0x80 => (usize::from(first), rest),
        0x80..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            let digits = digits.iter().map(|digit| usize::from(*digit));
            (digits.fold(0, |length, digit| length << 8 | digit), rest)
        }
        0x85.. => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((tag, content, rest))
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, CertifiedIssuer, DnType, KeyPair};

    use super::name;

    fn issued_by(names: &[(DnType, &str)]) -> Vec<u8> {
        let mut root = CertificateParams::new([]).unwrap();
        root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        root.distinguished_name = rcgen::DistinguishedName::new();
        for (kind, name) in names {
            root.distinguished_name.push(kind.clone(), *name);
        }
        let root = CertifiedIssuer::self_signed(root, KeyPair::generate().unwrap()).unwrap();
        let own = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let own = own.signed_by(&KeyPair::generate().unwrap(), &root).unwrap();
        own.der().to_vec()
    }

    #[test]
    fn the_issuer_is_named_by_its_own_name_or_its_organization() {
        let (common, organization) = (DnType::CommonName, DnType::OrganizationName);
        let long = "x".repeat(300);
        for (names, expected) in [
            (vec![(common.clone(), "Proxy CA")], Some("Proxy CA")),
            (
                vec![
                    (organization.clone(), "ACME"),
                    (common.clone(), "Proxy\u{1b}[31m CA"),
                ],
                Some("Proxy CA"),
            ),
            (vec![(organization, "ACME")], Some("ACME")),
            (vec![(DnType::CountryName, "DE")], None),
            (vec![(common, &long)], Some(&*long)),
        ] {
            let certificate = issued_by(&names);
            assert_eq!(name(&certificate).as_deref(), expected);
            for end in 0..certificate.len() {
                assert_eq!(name(&certificate[..end]), None, "cut at {end}");
            }
        }
    }
}
