//! A certificate that nobody believes who was not told to, for the servers of tests.

use std::sync::{Arc, LazyLock};

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

/// A certificate for these names, and what a server shows it with.
///
/// # Panics
/// When it cannot be made.
pub fn certificate(names: &[&str]) -> (CertificateDer<'static>, TlsAcceptor) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(names).expect("a certificate");
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("TLS").with_no_client_auth();
    let config = config.with_single_cert(vec![cert.der().clone()], key.into()).expect("the key");
    (cert.der().clone(), TlsAcceptor::from(Arc::new(config)))
}

/// A certificate for this machine, and the key that goes with it, as a server's files hold them.
#[derive(Debug)]
pub struct Localhost {
    /// The certificate.
    pub certificate: CertificateDer<'static>,
    /// Its key, in PKCS 8.
    pub key: Vec<u8>,
}

/// The certificate for this machine that all tests of a process share.
///
/// # Panics
/// When it cannot be made.
pub fn localhost() -> &'static Localhost {
    static LOCALHOST: LazyLock<Localhost> = LazyLock::new(|| {
        let made = generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
        Localhost { certificate: made.cert.der().clone(), key: made.signing_key.serialize_der() }
    });
    &LOCALHOST
}
