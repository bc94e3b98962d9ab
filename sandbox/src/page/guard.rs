//! Keeps other sites away from the page: one that a browser on this machine has open could otherwise read and write the
//! chats, by a form sent here or by a name that it lets point here.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Lets through what names this machine as the host and comes from this very page, if from any.
pub(super) async fn only_from_here(request: Request, next: Next) -> Response {
    if is_from_here(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let why =
        "The sandbox's page can only be opened on this machine, as http://localhost or http://127.0.0.1.\n";
    (StatusCode::FORBIDDEN, why).into_response()
}

fn is_from_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let value = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = value(header::HOST).or_else(|| uri.host());
    let Some(host) = host.filter(|host| is_loopback(host)) else { return false };
    // A page of another program on this machine is as foreign as any.
    match value(header::ORIGIN) {
        None => true,
        Some(origin) => origin.split_once("://").is_some_and(|(_, from)| from.eq_ignore_ascii_case(host)),
    }
}

/// Whether a host, with or without a port, is this machine.
fn is_loopback(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_this_machine_is_this_machine() {
        for host in ["localhost", "LOCALHOST:8787", "127.0.0.1", "127.0.0.1:8787", "[::1]", "[::1]:8787"] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "null",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "10.0.0.1",
            "[2001:db8::1]",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
