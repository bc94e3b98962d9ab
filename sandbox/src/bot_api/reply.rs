//! Answers in Telegram's envelope, and what a planned fault sends in their place.

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

pub(super) fn answer(answer: &Answer) -> Response {
    let (status, envelope) = envelope(answer);
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, axum::Json(envelope)).into_response()
}

pub(super) fn refused(refusal: &Refusal) -> Response {
    answer(&Err(refusal.clone()))
}

/// The page of a gateway that cannot reach Telegram.
pub(super) fn gateway_page() -> Response {
    let page =
        "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>";
    (StatusCode::BAD_GATEWAY, Html(page)).into_response()
}

/// A connection that breaks: the length is announced and no byte follows.
pub(super) fn broken() -> Response {
    let breaks =
        futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("the connection was dropped")) });
    let mut response = Response::new(Body::from_stream(breaks));
    response.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from_static("64"));
    response
}
