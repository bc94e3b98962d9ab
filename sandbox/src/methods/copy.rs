//! Copying and forwarding messages.

use serde_json::{Value, json};

use super::{Answer, chat_id, message_id, new_message, open_chat, person};
use crate::message::{Content, Message};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;
use crate::{text, wire};

/// `MessageId` of the copy.
pub(super) fn copy_message(state: &mut State, params: &Params) -> Answer {
    let (_, original) = original(state, params, "message to copy not found")?;
    let chat = open_chat(state, params)?;
    let caption = match params.text("caption") {
        Some(_) if original.content != Content::Text => Some(text::caption_of(params)?),
        _ => None,
    };
    let mut copy = new_message(state, chat, params)?;
    if params.text("reply_markup").is_none() {
        copy.buttons.clone_from(&original.buttons);
    }
    let id = copy.id;
    carry(&mut copy, original);
    if let Some(caption) = caption {
        copy.text = caption.text;
        copy.html = caption.source;
        copy.entities = caption.entities;
    }
    state.post(chat, copy);
    Ok(json!({ "message_id": id }))
}

pub(super) fn forward_message(state: &mut State, params: &Params) -> Answer {
    let (from, original) = original(state, params, "message to forward not found")?;
    let chat = open_chat(state, params)?;
    if original.protected {
        return Err(Refusal::bad("message can't be forwarded"));
    }
    let origin = match &original.forward_origin {
        Some(origin) => origin.clone(),
        None => origin(state, from, &original)?,
    };
    let mut forward = new_message(state, chat, params)?;
    carry(&mut forward, original);
    forward.forward_origin = Some(origin);
    Ok(state.post(chat, forward))
}

fn original(state: &State, params: &Params, missing: &str) -> Result<(i64, Message), Refusal> {
    let from = chat_id(state, params, "from_chat_id")?;
    let message = state.message(from, message_id(params)?).ok_or_else(|| Refusal::bad(missing))?;
    Ok((from, message.clone()))
}

/// `MessageOriginUser`.
fn origin(state: &State, chat: i64, message: &Message) -> Result<Value, Refusal> {
    let sender = if message.from_bot { wire::bot_user(&state.bot) } else { wire::user(person(state, chat)?) };
    Ok(json!({ "type": "user", "date": message.date.timestamp(), "sender_user": sender }))
}

fn carry(to: &mut Message, from: Message) {
    to.text = from.text;
    to.html = from.html;
    to.entities = from.entities;
    to.content = from.content;
    to.file = from.file;
    to.link_preview = from.link_preview;
}
