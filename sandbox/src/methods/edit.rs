//! Editing messages of the bot.

use super::{Answer, chat_id, message_id};
use crate::keyboard;
use crate::message::{Button, Content, Message};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;
use crate::text::{self, Formatted};

pub(super) fn edit_message_text(state: &mut State, params: &Params) -> Answer {
    let formatted = text::text_of(params)?;
    let link_preview = params.json("link_preview_options")?;
    let (chat, mut message, buttons) = read(state, params)?;
    if message.content != Content::Text {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    put(&mut message, formatted);
    message.link_preview = link_preview;
    // As at Telegram, an edit without buttons removes the old ones.
    message.buttons = buttons;
    save(state, chat, message)
}

pub(super) fn edit_message_caption(state: &mut State, params: &Params) -> Answer {
    let formatted = text::caption_of(params)?;
    let (chat, mut message, buttons) = read(state, params)?;
    if !matches!(message.content, Content::Document | Content::Photo { .. } | Content::Voice { .. }) {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    put(&mut message, formatted);
    message.buttons = buttons;
    save(state, chat, message)
}

pub(super) fn edit_message_reply_markup(state: &mut State, params: &Params) -> Answer {
    let (chat, mut message, buttons) = read(state, params)?;
    message.buttons = buttons;
    save(state, chat, message)
}

/// The chat and a copy of the message that a call is about, and the new buttons.
fn read(state: &State, params: &Params) -> Result<(i64, Message, Vec<Vec<Button>>), Refusal> {
    if params.text("inline_message_id").is_some() {
        // The sandbox has no inline mode.
        return Err(Refusal::bad("MESSAGE_ID_INVALID"));
    }
    let buttons = keyboard::read_inline(params.json("reply_markup")?)?;
    let chat = chat_id(state, params, "chat_id")?;
    let id = message_id(params)?;
    let message = state.message(chat, id).ok_or_else(|| Refusal::bad("message to edit not found"))?;
    if !message.from_bot || message.forward_origin.is_some() {
        return Err(Refusal::bad("message can't be edited"));
    }
    Ok((chat, message.clone(), buttons))
}

fn put(message: &mut Message, formatted: Formatted) {
    message.text = formatted.text;
    message.html = formatted.source;
    message.entities = formatted.entities;
}

fn save(state: &mut State, chat: i64, mut message: Message) -> Answer {
    let same = state.message(chat, message.id).is_some_and(|old| {
        let buttons = |message: &Message| -> Vec<_> {
            message
                .buttons
                .iter()
                .map(|row| row.iter().map(|button| button.raw.clone()).collect::<Vec<_>>())
                .collect()
        };
        old.text == message.text
            && old.entities == message.entities
            && old.link_preview == message.link_preview
            && buttons(old) == buttons(&message)
    });
    if same {
        return Err(Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly the same as a \
             current content and reply markup of the message",
        ));
    }
    message.edited = true;
    message.edit_date = Some(state.now());
    Ok(state.post(chat, message))
}
