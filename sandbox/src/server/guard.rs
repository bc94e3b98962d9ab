//! Who may ask for anything here. A browser on this machine also shows pages of other sites, and they must not read or
//! write the chats: not by a request or a form sent here, not by a picture or a frame, and not under a name of theirs
//! that they let point here. Other users of this machine must not either. What a bot asks for needs the token as well.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::peer::Peer;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    /// Another user of this machine asks.
    User,
    /// It does not name this machine as the host.
    Name,
    /// A page of another site asks.
    Site,
}

/// Lets a request through to any of the routes, or answers why not.
pub(super) async fn check(request: Request, next: Next) -> Response {
    match judge(&request) {
        Ok(()) => next.run(request).await,
        Err(why) => (StatusCode::FORBIDDEN, why.words()).into_response(),
    }
}

impl Refused {
    fn words(self) -> &'static str {
        match self {
            Refused::User => "The sandbox can only be used by the user of this machine who runs it.\n",
            Refused::Name => {
                "The sandbox can only be opened on this machine, as http://localhost or http://127.0.0.1.\n"
            }
            Refused::Site => {
                "Another site asked for this, and only the sandbox's own page may. To use the sandbox, type its address.\n"
            }
        }
    }
}

fn judge(request: &Request) -> Result<(), Refused> {
    if request.extensions().get() != Some(&Peer::Welcome) {
        return Err(Refused::User);
    }
    let host = host(request).filter(|host| is_loopback(host)).ok_or(Refused::Name)?;
    // A page of another program on this machine is as foreign as any.
    let is_ours = |origin: &HeaderValue| {
        let authority = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://"));
        authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
    };
    let mut origins = request.headers().get_all(ORIGIN).iter().peekable();
    let named = origins.peek().is_some();
    if !origins.all(is_ours) {
        return Err(Refused::Site);
    }
    match fetched_by(request.headers()) {
        Fetched::Program => Ok(()),
        // A browser names the origin with whatever may change something.
        Fetched::OwnPage if named || request.method() == Method::GET => Ok(()),
        Fetched::OtherPage if is_visit(request) => Ok(()),
        Fetched::OwnPage | Fetched::OtherPage => Err(Refused::Site),
    }
}

/// The one host that a request names.
fn host(request: &Request) -> Option<&str> {
    let mut named = request.headers().get_all(HOST).iter();
    match (named.next(), named.next(), request.uri().authority()) {
        (Some(host), None, None) => host.to_str().ok(),
        _ => None,
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

/// On whose behalf a request is made; browsers say so in headers that no page can forge.
enum Fetched {
    /// By something that is no browser.
    Program,
    /// By the sandbox's page, or because a person typed the address.
    OwnPage,
    /// By any other page, one of another port included.
    OtherPage,
}

fn fetched_by(headers: &HeaderMap) -> Fetched {
    match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
        None => Fetched::Program,
        Some(b"same-origin" | b"none") => Fetched::OwnPage,
        Some(_) => Fetched::OtherPage,
    }
}

/// Whether a person followed a link to the page. It may say whom to play, but not what to send.
fn is_visit(request: &Request) -> bool {
    let says = |name: &str, value: &str| request.headers().get(name).is_some_and(|header| header == value);
    let person = |query: &str| {
        let id = query.strip_prefix("as=");
        id.is_some_and(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
    };
    request.method() == Method::GET
        && request.uri().path() == "/"
        && request.uri().query().is_none_or(person)
        && says("sec-fetch-mode", "navigate")
        && says("sec-fetch-dest", "document")
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    /// A request from a welcome peer, as `METHOD path`, with headers as `name: value`.
    fn request(line: &str, headers: &[&str]) -> Request {
        let (method, path) = line.split_once(' ').unwrap();
        let mut request = axum::http::Request::builder().method(method).uri(path);
        for header in headers {
            let (name, value) = header.split_once(": ").unwrap();
            request = request.header(name, value);
        }
        request.extension(Peer::Welcome).body(Body::empty()).unwrap()
    }

    const HERE: &str = "host: localhost:8787";

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

    #[test]
    fn a_host_is_named_once() {
        assert_eq!(judge(&request("GET /", &[HERE])), Ok(()));
        for (line, headers) in [
            ("GET /", &[][..]),
            ("GET /", &[HERE, "host: evil.example"]),
            ("GET http://evil.example/", &[HERE]),
        ] {
            assert_eq!(judge(&request(line, headers)), Err(Refused::Name), "{line} {headers:?}");
        }
    }

    #[test]
    fn another_user_is_refused_and_so_is_whoever_was_not_looked_at() {
        let mut asked = request("GET /", &[HERE]);
        asked.extensions_mut().insert(Peer::OtherUser);
        assert_eq!(judge(&asked), Err(Refused::User));
        asked.extensions_mut().clear();
        assert_eq!(judge(&asked), Err(Refused::User));
    }

    #[test]
    fn a_page_of_another_site_can_do_nothing_here() {
        for (line, headers) in [
            ("POST /sandbox/say", &["origin: http://evil.example"][..]),
            ("POST /sandbox/say", &["origin: null"]),
            ("POST /sandbox/say", &["origin: http://localhost:1"]),
            ("POST /sandbox/say", &["origin: chrome-extension://localhost:8787"]),
            ("POST /sandbox/say", &["origin: http://localhost:8787", "origin: null"]),
            ("POST /sandbox/reset", &["sec-fetch-site: cross-site"]),
            ("POST /sandbox/reset", &["sec-fetch-site: same-site", "origin: http://localhost:8787"]),
            ("POST /sandbox/reset", &["sec-fetch-site: none"]),
            ("POST /sandbox/reset", &["sec-fetch-site: same-origin"]),
            ("OPTIONS /sandbox/say", &["sec-fetch-site: cross-site"]),
            ("GET /sandbox/state", &["sec-fetch-site: same-site"]),
            ("GET /bot1:x/getMe", &["sec-fetch-site: cross-site", "sec-fetch-dest: image"]),
            ("GET /bot1:x/getMe", &["sec-fetch-site: cross-site", "sec-fetch-mode: navigate"]),
        ] {
            let headers = [&[HERE], headers].concat();
            assert_eq!(judge(&request(line, &headers)), Err(Refused::Site), "{line} {headers:?}");
        }
    }

    #[test]
    fn the_own_page_and_programs_are_let_in() {
        for (line, headers) in [
            ("POST /bot1:x/sendMessage", &[][..]),
            ("POST /sandbox/say", &["sec-fetch-site: same-origin", "origin: http://LOCALHOST:8787"]),
            ("GET /sandbox/state", &["sec-fetch-site: same-origin"]),
            ("GET /", &["sec-fetch-site: none"]),
        ] {
            assert_eq!(judge(&request(line, &[&[HERE], headers].concat())), Ok(()), "{line} {headers:?}");
        }
    }

    #[test]
    fn a_link_leads_to_the_page_but_sends_nothing() {
        let followed = |path: &str, dest: &str| {
            let dest = format!("sec-fetch-dest: {dest}");
            let headers = [HERE, "sec-fetch-site: cross-site", "sec-fetch-mode: navigate", dest.as_str()];
            judge(&request(&format!("GET {path}"), &headers))
        };
        assert_eq!(followed("/", "document"), Ok(()));
        assert_eq!(followed("/?as=1001", "document"), Ok(()), "the page's own address, loaded again");
        for (path, dest) in [
            ("/", "iframe"),
            ("/?as=1001&start=code", "document"),
            ("/?start=code", "document"),
            ("/sandbox/state", "document"),
            ("/sandbox/file/1", "document"),
        ] {
            assert_eq!(followed(path, dest), Err(Refused::Site), "{path} as {dest}");
        }
    }
}
