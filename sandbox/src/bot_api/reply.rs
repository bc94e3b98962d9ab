//! Answers, and what comes in their place on a bad day.

use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::methods::Answer;
use crate::refusal::Refusal;

/// Telegram's envelope, and the HTTP status that goes with it.
pub(super) fn envelope(answer: &Answer) -> (u16, Value) {
    match answer {
        Ok(result) => (200, json!({ "ok": true, "result": result })),
        Err(refusal) => (refusal.status, refusal.envelope()),
    }
}

/// An answer.
pub(super) fn answer(answer: &Answer) -> Response {
    let (status, envelope) = envelope(answer);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(envelope)).into_response()
}

/// A refusal.
pub(super) fn refused(refusal: &Refusal) -> Response {
    answer(&Err(refusal.clone()))
}

/// What a gateway in front of Telegram sends when it cannot reach it.
pub(super) fn gateway_page() -> Response {
    let page =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    (StatusCode::BAD_GATEWAY, Html(page)).into_response()
}

/// A connection that breaks: more is announced than ever comes.
pub(super) fn broken() -> Response {
    let breaks =
        futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("the connection was dropped")) });
    let mut response = Response::new(Body::from_stream(breaks));
    response.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from_static("64"));
    response
}
