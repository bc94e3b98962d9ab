//! Deleting messages, the bot's own and the person's.

use chrono::Duration;
use serde_json::json;

use super::{Answer, chat_id, message_id, send};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

pub(super) fn delete_message(state: &mut State, params: &Params) -> Answer {
    let chat = chat_id(state, params, "chat_id")?;
    let id = message_id(params)?;
    let message = state.message(chat, id).ok_or_else(|| Refusal::bad("message to delete not found"))?;
    if state.now() - message.date > lifetime() {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    remove(state, chat, id);
    Ok(json!(true))
}

/// As at Telegram, messages that are missing or too old are skipped.
pub(super) fn delete_messages(state: &mut State, params: &Params) -> Answer {
    let chat = chat_id(state, params, "chat_id")?;
    let ids = send::numbers(params, "message_ids")?;
    if ids.len() > 100 {
        return Err(Refusal::bad("too many message identifiers specified"));
    }
    let now = state.now();
    let young = |id: &i64| state.message(chat, *id).is_some_and(|message| now - message.date <= lifetime());
    let ids: Vec<i64> = ids.into_iter().filter(young).collect();
    for id in ids {
        remove(state, chat, id);
    }
    Ok(json!(true))
}

/// How old a message may be that is deleted.
fn lifetime() -> Duration {
    Duration::hours(48)
}

fn remove(state: &mut State, chat: i64, id: i64) {
    let chat = state.chat_mut(chat);
    chat.messages.remove(&id);
    chat.pinned.retain(|pinned| *pinned != id);
}
