//! What the page shows.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::inner::Inner;
use crate::options::Person;
use crate::state::State;

/// How long the page waits for something new before it asks again.
const WAIT: Duration = Duration::from_secs(25);
/// How many messages of a long chat are shown.
const SHOWN: usize = 300;

/// As whom the page is used, and what it shows already.
#[derive(Deserialize)]
pub(super) struct Asks {
    #[serde(rename = "as")]
    person: Option<i64>,
    /// The version that the page shows already.
    since: Option<u64>,
    /// Whether the page is visible.
    #[serde(default)]
    looking: bool,
}

/// All that the page shows. If the page shows it already, waits for a change.
pub(super) async fn state(Shared(inner): Shared<Arc<Inner>>, Query(asks): Query<Asks>) -> Json<Value> {
    let mut changes = inner.watch();
    let moved = inner.clock.changed();
    let version = *changes.borrow_and_update();
    if asks.since == Some(version) {
        tokio::select! {
            _ = changes.changed() => {}
            () = moved => {}
            () = tokio::time::sleep(WAIT) => {}
        }
    }
    let version = *changes.borrow_and_update();
    let mut view = inner.change_quietly(|state| {
        let me = asks.person.filter(|id| state.person(*id).is_some());
        if let Some(me) = me.filter(|_| asks.looking) {
            let chat = state.chat_mut(me);
            chat.read = chat.last_id;
        }
        show(state, me)
    });
    view["version"] = json!(version);
    view["running"] = json!(inner.clock.ahead().is_some());
    view["jumps"] = inner.jumps.iter().map(|jump| json!(jump.label)).collect();
    view["can_reset"] = json!(inner.on_reset.is_some());
    Json(view)
}

fn show(state: &State, me: Option<i64>) -> Value {
    let people: Vec<Value> = state.people.iter().map(|person| entry(state, person)).collect();
    json!({
        "now": state.clock.now().timestamp_millis(),
        "bot": { "name": state.bot.name, "username": state.bot.username },
        "people": people,
        "chat": me.map(|me| chat(state, me)),
    })
}

/// An entry of the list of people.
fn entry(state: &State, person: &Person) -> Value {
    let chat = state.chat(person.id);
    let last = chat.and_then(|chat| chat.messages.values().next_back());
    json!({
        "id": person.id,
        "name": person.full_name(),
        "about": person.about,
        "language": state.language_of(person.id),
        "unread": chat.map_or(0, crate::chat::Chat::unread),
        "last": last.map(|message| json!({ "text": message.text, "file": message.file.as_ref().map(|file| &file.name) })),
    })
}

fn chat(state: &State, me: i64) -> Value {
    let chat = state.chat(me);
    let all = chat.map(|chat| chat.messages.values().collect::<Vec<_>>()).unwrap_or_default();
    let messages = &all[all.len().saturating_sub(SHOWN)..];
    let pinned = chat.and_then(|chat| chat.pinned.last()).and_then(|id| state.message(me, *id));
    json!({
        "person": me,
        "opened": chat.is_some_and(|chat| chat.opened),
        "blocked": chat.is_some_and(|chat| chat.blocked),
        "keyboard": chat.and_then(|chat| chat.keyboard.as_ref()),
        "action": chat.and_then(|chat| chat.action.as_ref()).map(|(action, _)| action),
        "description": state.saved.profile.description(&state.language_of(me)),
        "commands": state.commands_for(me),
        "pinned": pinned,
        "messages": messages,
    })
}

/// The content of a file. The browser shows pictures and plays sounds; anything else it only saves, since a file may
/// say that it is anything.
pub(super) async fn file(Shared(inner): Shared<Arc<Inner>>, Path(id): Path<String>) -> Response {
    let found =
        inner.read(|state| state.saved.files.get(&id).map(|file| (file.info.clone(), file.bytes.clone())));
    let Some((info, bytes)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let shown = matches!(
        info.mime.as_str(),
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "audio/ogg" | "audio/mpeg" | "audio/mp4"
    );
    let (kind, place) =
        if shown { (info.mime.as_str(), "inline") } else { ("application/octet-stream", "attachment") };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_DISPOSITION, place),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, bytes).into_response()
}
