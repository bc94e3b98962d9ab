//! The address of a DNS server, as it is written in the settings.

use std::fmt;

/// The address of a DNS server: `127.0.0.1:53`, `dns.lan:53`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DnsServer {
    /// A name or an IP address, without brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
}

impl DnsServer {
    /// Reads `host:port`, an IPv6 address in brackets.
    pub fn parse(text: &str) -> Option<DnsServer> {
        let (host, port) = text.rsplit_once(':')?;
        let host = match host.strip_prefix('[') {
            Some(inner) => inner.strip_suffix(']')?,
            None if host.contains(':') => return None,
            None => host,
        };
        let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        let port = port.parse().ok().filter(|port| *port != 0)?;
        (!host.is_empty() && host.chars().all(letters)).then(|| DnsServer { host: host.to_owned(), port })
    }
}

impl fmt::Display for DnsServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.host.contains(':') {
            true => write!(f, "[{}]:{}", self.host, self.port),
            false => write!(f, "{}:{}", self.host, self.port),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_read_as_people_write_it() {
        for (text, want) in [
            ("127.0.0.1:53", Some("127.0.0.1:53")),
            ("dns.lan:5353", Some("dns.lan:5353")),
            ("localhost:53", Some("localhost:53")),
            ("[::1]:53", Some("[::1]:53")),
            ("127.0.0.1", None),
            ("::1:53", None),
            ("[::1:53", None),
            ("dns.lan:0", None),
            ("dns.lan:99999", None),
            (":53", None),
            ("https://dns.lan:53", None),
            ("", None),
        ] {
            assert_eq!(DnsServer::parse(text).map(|server| server.to_string()).as_deref(), want, "{text}");
        }
    }
}
