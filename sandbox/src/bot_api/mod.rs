//! The Bot API over HTTP: takes calls and downloads of whoever knows the token. What a method does stands in `methods`.

mod decode;
mod reply;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};

use crate::faults::Fault;
use crate::inner::Inner;
use crate::methods::{self, Answer, GET_UPDATES, Method};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::server::{FILE_LIMIT, LIMIT};
use crate::state::Call;

/// The routes of the Bot API.
pub(crate) fn router(inner: Arc<Inner>) -> Router {
    Router::new()
        .route("/bot{token}/{method}", any(call))
        .route("/file/bot{token}/{*path}", get(download))
        .with_state(inner)
}

async fn call(
    State(inner): State<Arc<Inner>>,
    Path((token, name)): Path<(String, String)>,
    mut request: Request,
) -> Response {
    if !inner.token.is(&token) {
        return reply::refused(&unauthorized());
    }
    let limit = if methods::takes_file(&name) { FILE_LIMIT } else { LIMIT };
    DefaultBodyLimit::max(limit).apply(&mut request);
    let params = match decode::params(request).await {
        Ok(params) => params,
        Err(refusal) => return reply::refused(&refusal),
    };
    let fault = inner.faults.strike(&name);
    match fault {
        Some(Fault::TooManyRequests { retry_after }) => {
            return reply::refused(&Refusal::too_many(retry_after));
        }
        Some(Fault::ServerError(status)) => return reply::refused(&server_error(status)),
        Some(Fault::HtmlInsteadOfJson) => return reply::gateway_page(),
        Some(Fault::DropConnection) => return reply::broken(),
        Some(Fault::Hang(time)) => tokio::time::sleep(time).await,
        Some(Fault::DropAfter) | None => {}
    }
    let answer = carry_out(&inner, &name, &params).await;
    if fault == Some(Fault::DropAfter) { reply::broken() } else { reply::answer(&answer) }
}

fn unauthorized() -> Refusal {
    Refusal::new(401, "Unauthorized")
}

fn server_error(status: u16) -> Refusal {
    let description = if status == 502 { "Bad Gateway" } else { "Internal Server Error" };
    Refusal::new(status, description)
}

async fn carry_out(inner: &Arc<Inner>, name: &str, params: &Params) -> Answer {
    if name.eq_ignore_ascii_case(GET_UPDATES) {
        let answer = methods::get_updates(inner, params).await;
        if !answer.as_ref().is_ok_and(|updates| updates.as_array().is_some_and(Vec::is_empty)) {
            log(inner, GET_UPDATES, params, &answer);
        }
        return answer;
    }
    let (method, answer) = match methods::find(name) {
        Some((method, function)) => (method, at_once(inner, method, function, params)),
        None => (name, Err(Refusal::new(404, "Not Found"))),
    };
    log(inner, method, params, &answer);
    answer
}

fn at_once(inner: &Inner, name: &str, method: Method, params: &Params) -> Answer {
    let limited = inner.faults.limits_hold() && (name.starts_with("send") || name.ends_with("Message"));
    inner.change(|state| {
        if limited && let Some(chat) = params.int("chat_id") {
            state.limits.pass(chat).map_err(Refusal::too_many)?;
        }
        method(state, params)
    })
}

fn log(inner: &Inner, method: &str, params: &Params, answer: &Answer) {
    let (status, envelope) = reply::envelope(answer);
    tracing::debug!(method, status, "answered");
    inner.change_quietly(|state| {
        let chat = params.int("chat_id");
        if let Err(refusal) = answer
            && refusal.is_the_bots_fault()
        {
            let params = params.for_log();
            state
                .complaints
                .push(format!("{method}: {} {}; asked: {params}", refusal.status, refusal.description));
        }
        let at = state.clock.now();
        state.log(Call { method: method.to_owned(), params: params.for_log(), answer: envelope, chat, at });
    });
}

async fn download(State(inner): State<Arc<Inner>>, Path((token, path)): Path<(String, String)>) -> Response {
    if !inner.token.is(&token) {
        return reply::refused(&unauthorized());
    }
    let bytes = inner.read(|state| {
        let file = state.saved.files.values().find(|file| file.info.path == path)?;
        Some(file.bytes.clone())
    });
    match bytes {
        Some(bytes) => ([(header::CONTENT_TYPE, "application/octet-stream")], bytes).into_response(),
        None => (StatusCode::NOT_FOUND, reply::refused(&Refusal::new(404, "Not Found"))).into_response(),
    }
}
