//! The chat page: Telegram in the browser, in which one can play any of the people. The page itself is HTML and
//! JavaScript; `view` is what it shows, `act` what it does, and `mail` both for the mail room.

mod act;
mod mail;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};

use crate::inner::Inner;
use crate::server::{FILE_LIMIT, LIMIT};

/// The routes of the page.
pub(crate) fn router(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/", get(|| async { asset(HTML, "text/html; charset=utf-8") }))
        .route("/sandbox/page/{name}", get(part))
        .route("/sandbox/state", get(view::state))
        .route("/sandbox/file/{id}", get(view::file))
        .route("/sandbox/say", post(act::say))
        .route("/sandbox/edit", post(act::edit))
        .route("/sandbox/press", post(act::press))
        .route("/sandbox/file", post(act::file).layer(DefaultBodyLimit::max(FILE_LIMIT)))
        .route("/sandbox/contact", post(act::contact))
        .route("/sandbox/block", post(act::block))
        .route("/sandbox/clock", post(act::clock))
        .route("/sandbox/reset", post(act::reset))
        .route("/sandbox/mail", get(mail::state).post(mail::act))
        .layer(DefaultBodyLimit::max(LIMIT))
        .with_state(inner)
}

const HTML: &str = include_str!("page.html");

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";

/// The files of the page: name, content, type.
const PARTS: [(&str, &str, &str); 12] = [
    ("page.css", include_str!("page.css"), CSS),
    ("chat.css", include_str!("chat.css"), CSS),
    ("mail.css", include_str!("mail.css"), CSS),
    ("page.js", include_str!("page.js"), JS),
    ("chat.js", include_str!("chat.js"), JS),
    ("compose.js", include_str!("compose.js"), JS),
    ("letter.js", include_str!("letter.js"), JS),
    ("mail.js", include_str!("mail.js"), JS),
    ("panels.js", include_str!("panels.js"), JS),
    ("server.js", include_str!("server.js"), JS),
    ("text.js", include_str!("text.js"), JS),
    ("words.js", include_str!("words.js"), JS),
];

async fn part(Path(name): Path<String>) -> Response {
    match PARTS.into_iter().find(|(known, ..)| *known == name) {
        Some((_, body, kind)) => asset(body, kind),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The browser loads nothing from elsewhere, and runs no script that a message brings.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

fn asset(body: &'static str, kind: &'static str) -> Response {
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}
