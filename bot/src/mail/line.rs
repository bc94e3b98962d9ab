//! A line to a mail server: connected, protected, with a bound to every wait.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::Security;

use super::fault::{ConnectFault, tls_fault};

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// To find the server and to be connected.
    pub connect: Duration,
    /// For the answer to one command.
    pub command: Duration,
    /// From the first byte of a mail to the answer behind its end. Servers look for viruses meanwhile, and who gives up
    /// too early does not know what became of the mail.
    pub body: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        let seconds = Duration::from_secs;
        Patience { connect: seconds(15), command: seconds(60), body: seconds(600) }
    }
}

/// Whose certificates are believed.
#[derive(Debug, Clone)]
pub struct Trust(Arc<ClientConfig>);

impl Trust {
    /// Those whom the browsers believe.
    ///
    /// # Errors
    /// When the library cannot do TLS at all.
    pub fn public() -> Result<Trust, rustls::Error> {
        Trust::also([])
    }

    /// Those whom the browsers believe, and these.
    ///
    /// # Errors
    /// When one of them is no certificate.
    pub fn also(others: impl IntoIterator<Item = CertificateDer<'static>>) -> Result<Trust, rustls::Error> {
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        for other in others {
            roots.add(other)?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        Ok(Trust(Arc::new(config.with_root_certificates(roots).with_no_client_auth())))
    }
}

/// A line to a server. What an unprotected server said before the line became protected can be read again.
#[derive(Debug)]
pub(super) struct Line {
    again: io::Cursor<Vec<u8>>,
    stream: Stream,
}

#[derive(Debug)]
enum Stream {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Line {
    /// A line that nothing protects.
    pub(super) fn plain(tcp: TcpStream) -> Line {
        Line { again: io::Cursor::default(), stream: Stream::Plain(tcp) }
    }

    /// A protected line, on which this is read first.
    pub(super) async fn protected(
        tcp: TcpStream,
        server: &Server,
        trust: &Trust,
        again: Vec<u8>,
    ) -> Result<Line, ConnectFault> {
        let name = ServerName::try_from(server.host.clone()).map_err(|_| ConnectFault::HostUnknown)?;
        let tls = TlsConnector::from(Arc::clone(&trust.0)).connect(name, tcp).await;
        let stream = Stream::Tls(Box::new(tls.map_err(|fault| tls_fault(&fault))?));
        Ok(Line { again: io::Cursor::new(again), stream })
    }

    /// Whether the line ends at this machine.
    pub(super) fn is_loopback(&self) -> bool {
        self.peer_addr().is_ok_and(|peer| is_loopback(&peer))
    }
}

/// Connects; a server to which nothing protects the line must be this machine.
pub(super) async fn dial(server: &Server, patience: Patience) -> Result<TcpStream, ConnectFault> {
    let found = timeout(patience.connect, lookup_host((server.host.as_str(), server.port))).await;
    let found: Vec<SocketAddr> =
        found.map_err(|_| ConnectFault::NoAnswer)?.map_err(|_| ConnectFault::HostUnknown)?.collect();
    if server.security == Security::None && !found.iter().all(is_loopback) {
        return Err(ConnectFault::NotLoopback);
    }
    let mut fault = ConnectFault::HostUnknown;
    for address in found {
        match timeout(patience.connect, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => {
                // Otherwise a small command waits 40 ms for the answer to the one before.
                tcp.set_nodelay(true).map_err(|_| ConnectFault::Cut)?;
                return Ok(tcp);
            }
            Ok(Err(why)) if why.kind() == io::ErrorKind::ConnectionRefused => {
                fault = ConnectFault::PortClosed
            }
            Ok(Err(_)) => fault = ConnectFault::Unreachable,
            Err(_) => fault = ConnectFault::NoAnswer,
        }
    }
    Err(fault)
}

fn is_loopback(address: &SocketAddr) -> bool {
    match address.ip() {
        IpAddr::V4(ip) => ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback()),
    }
}

/// A line of a server that is not protected yet is not longer than this.
const LINE: usize = 2_000;

/// Reads one line, byte by byte: what stands behind it must stay unread.
pub(super) async fn read_line(tcp: &mut TcpStream) -> Result<String, ConnectFault> {
    let mut line = Vec::new();
    while !line.ends_with(b"\n") {
        if line.len() > LINE {
            return Err(ConnectFault::NotSpoken);
        }
        line.push(tcp.read_u8().await.map_err(|_| ConnectFault::Cut)?);
    }
    String::from_utf8(line).map_err(|_| ConnectFault::NotSpoken)
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let filled = buffer.filled().len();
        if Pin::new(&mut self.again).poll_read(context, buffer).is_ready() && buffer.filled().len() > filled {
            return Poll::Ready(Ok(()));
        }
        match &mut self.stream {
            Stream::Plain(tcp) => Pin::new(tcp).poll_read(context, buffer),
            Stream::Tls(tls) => Pin::new(tls).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.stream {
            Stream::Plain(tcp) => Pin::new(tcp).poll_write(context, bytes),
            Stream::Tls(tls) => Pin::new(tls).poll_write(context, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(tcp) => Pin::new(tcp).poll_flush(context),
            Stream::Tls(tls) => Pin::new(tls).poll_flush(context),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.stream {
            Stream::Plain(tcp) => Pin::new(tcp).poll_shutdown(context),
            Stream::Tls(tls) => Pin::new(tls).poll_shutdown(context),
        }
    }
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        match &self.stream {
            Stream::Plain(tcp) => tcp.peer_addr(),
            Stream::Tls(tls) => tls.get_ref().0.peer_addr(),
        }
    }
}
