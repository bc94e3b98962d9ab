//! A Bot API stand-in: it knows the updates from the start and takes every answer at once.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// A server of its own thread, as a server of its own would have.
pub(crate) struct Standin {
    pub(crate) address: SocketAddr,
    served: Arc<Served>,
}

struct Served {
    updates: Vec<Value>,
    answered: AtomicUsize,
    all: Notify,
}

impl Standin {
    pub(crate) fn serve(updates: Vec<Value>) -> anyhow::Result<Standin> {
        let served = Arc::new(Served { updates, answered: AtomicUsize::new(0), all: Notify::new() });
        let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let router = Router::new().route("/{bot}/{method}", post(answer)).with_state(served.clone());
        std::thread::spawn(move || -> anyhow::Result<()> {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async { Ok(axum::serve(TcpListener::from_std(listener)?, router).await?) })
        });
        Ok(Standin { address, served })
    }

    /// Waits until every update is answered: a text by a message, a press by its answer.
    pub(crate) async fn all_answered(&self) -> anyhow::Result<()> {
        Ok(tokio::time::timeout(Duration::from_secs(300), self.served.all.notified()).await?)
    }
}

async fn answer(
    State(served): State<Arc<Served>>,
    Path((_, method)): Path<(String, String)>,
    body: Bytes,
) -> impl IntoResponse {
    // Teloxide writes the methods with a capital.
    match method.to_ascii_lowercase().as_str() {
        "getupdates" => {}
        "getme" => {
            let me = json!({
                "id": 1, "is_bot": true, "first_name": "Bench", "username": "bench_bot",
                "can_join_groups": false, "can_read_all_group_messages": false,
                "supports_inline_queries": false, "can_connect_to_business": false, "has_main_web_app": false,
            });
            return Json(json!({ "ok": true, "result": me })).into_response();
        }
        "answercallbackquery" => {
            served.count();
            return Json(json!({ "ok": true, "result": true })).into_response();
        }
        "sendmessage" => return sent(served.count()).into_response(),
        "editmessagetext" => return sent(0).into_response(),
        _ => return Json(json!({ "ok": true, "result": true })).into_response(),
    }
    let asked: Value = serde_json::from_slice(&body).unwrap_or_default();
    let offset = asked["offset"].as_i64().unwrap_or_default();
    let first =
        served.updates.partition_point(|update| update["update_id"].as_i64().unwrap_or_default() < offset);
    let batch = served.updates.get(first..).unwrap_or_default();
    let batch = batch.get(..100).unwrap_or(batch);
    if batch.is_empty() {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Json(json!({ "ok": true, "result": batch })).into_response()
}

impl Served {
    /// Counts an answer; says which it is.
    fn count(&self) -> usize {
        let number = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
        if number == self.updates.len() {
            self.all.notify_one();
        }
        number
    }
}

fn sent(number: usize) -> impl IntoResponse {
    let chat = r#"{"id":1,"type":"private","first_name":"A"}"#;
    let sent =
        format!(r#"{{"ok":true,"result":{{"message_id":{number},"date":1,"chat":{chat},"text":"-"}}}}"#);
    ([(header::CONTENT_TYPE, "application/json")], sent)
}
