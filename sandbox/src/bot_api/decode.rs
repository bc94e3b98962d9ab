//! Reads the parameters of a call from the query, a form, JSON, or multipart with files.

use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest as _, Multipart, Query, Request};
use axum::http::{Method, StatusCode, header};
use axum::{Form, RequestExt as _};
use serde_json::{Map, Value};

use crate::params::{Params, Upload};
use crate::refusal::Refusal;

type Pairs = Vec<(String, String)>;

/// The parameters of a request.
pub(super) async fn params(request: Request) -> Result<Params, Refusal> {
    let mut params = Params::default();
    if let Ok(Query(pairs)) = Query::<Pairs>::try_from_uri(request.uri()) {
        params.extend(texts(pairs));
    }
    if request.method() == Method::GET {
        return Ok(params);
    }
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => params.extend(json(request).await?),
        "application/x-www-form-urlencoded" => {
            let form = request.extract::<Form<Pairs>, _>().await;
            let Form(pairs) = form.map_err(|error| unread(error.status(), "can't parse parameters"))?;
            params.extend(texts(pairs));
        }
        "multipart/form-data" => multipart(request, &mut params).await?,
        _ => {}
    }
    Ok(params)
}

fn texts(pairs: Pairs) -> impl Iterator<Item = (String, Value)> {
    pairs.into_iter().map(|(name, value)| (name, Value::String(value)))
}

async fn json(request: Request) -> Result<Map<String, Value>, Refusal> {
    let unreadable = "can't parse request JSON object";
    let bytes: Bytes =
        request.extract().await.map_err(|error: BytesRejection| unread(error.status(), unreadable))?;
    if bytes.is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(&bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        _ => Err(Refusal::bad(unreadable)),
    }
}

async fn multipart(request: Request, params: &mut Params) -> Result<(), Refusal> {
    let unreadable = "can't parse multipart/form-data";
    let broken = |error: MultipartError| unread(error.status(), unreadable);
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| Refusal::bad(unreadable))?;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mime = part.content_type().map(str::to_owned);
        let bytes = part.bytes().await.map_err(broken)?;
        match file_name {
            Some(name) => {
                // The default type says nothing; the name of the file says more.
                let mime = mime.filter(|mime| mime != "application/octet-stream");
                params.attach(field, Upload { name, mime, bytes });
            }
            None => {
                let text = String::from_utf8(bytes.to_vec())
                    .map_err(|_| Refusal::bad("strings must be encoded in UTF-8"))?;
                params.extend([(field, Value::String(text))]);
            }
        }
    }
    Ok(())
}

/// Why a body could not be read: it was too large, or else broken.
fn unread(status: StatusCode, broken: &str) -> Refusal {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(413, "Request Entity Too Large"),
        _ => Refusal::bad(broken),
    }
}
