//! Pinned messages.

use serde_json::json;

use super::{Answer, message_id, open_chat};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

pub(super) fn pin_chat_message(state: &mut State, params: &Params) -> Answer {
    let chat = open_chat(state, params)?;
    let id = message_id(params)?;
    if state.message(chat, id).is_none() {
        return Err(Refusal::bad("message to pin not found"));
    }
    let pinned = &mut state.chat_mut(chat).pinned;
    pinned.retain(|known| *known != id);
    pinned.push(id);
    Ok(json!(true))
}

/// Without a message, it unpins the one that was pinned last.
pub(super) fn unpin_chat_message(state: &mut State, params: &Params) -> Answer {
    let chat = open_chat(state, params)?;
    match params.int("message_id") {
        Some(id) if state.message(chat, id).is_none() => {
            return Err(Refusal::bad("message to unpin not found"));
        }
        Some(id) => state.chat_mut(chat).pinned.retain(|known| *known != id),
        None => {
            state.chat_mut(chat).pinned.pop();
        }
    }
    Ok(json!(true))
}

pub(super) fn unpin_all_chat_messages(state: &mut State, params: &Params) -> Answer {
    let chat = open_chat(state, params)?;
    state.chat_mut(chat).pinned.clear();
    Ok(json!(true))
}
