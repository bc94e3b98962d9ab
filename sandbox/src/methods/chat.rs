//! What the bot may ask about a chat, and set in it.

use serde_json::{Value, json};

use super::{Answer, chat_id, open_chat, person};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;
use crate::wire;

/// `ChatFullInfo`, with the fields that the sandbox knows.
pub(super) fn get_chat(state: &mut State, params: &Params) -> Answer {
    let id = chat_id(state, params, "chat_id")?;
    let Some(chat) = state.chat(id).filter(|chat| chat.opened) else {
        return Err(Refusal::bad("chat not found"));
    };
    let person = person(state, id)?;
    let mut info = wire::chat(person);
    info["accent_color_id"] = json!(id.rem_euclid(7));
    info["max_reaction_count"] = json!(11);
    info["accepted_gift_types"] = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
        "gifts_from_channels": true,
    });
    wire::set(&mut info, "active_usernames", person.username.as_ref().map(|username| [username]));
    let pinned = chat.pinned.last().and_then(|pinned| chat.messages.get(pinned));
    wire::set(&mut info, "pinned_message", pinned.map(|message| state.wire_message(id, message)));
    Ok(info)
}

/// `ChatMember`; in a private chat these are the person and the bot.
pub(super) fn get_chat_member(state: &mut State, params: &Params) -> Answer {
    let id = chat_id(state, params, "chat_id")?;
    let user = match params.int("user_id") {
        Some(user) if user == state.bot.id => wire::bot_user(&state.bot),
        Some(user) if user == id => wire::user(person(state, id)?),
        Some(_) => return Err(Refusal::bad("PARTICIPANT_ID_INVALID")),
        None => return Err(Refusal::bad("invalid user_id specified")),
    };
    Ok(json!({ "user": user, "status": "member" }))
}

const ACTIONS: [&str; 13] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
    "record_audio",
    "upload_audio",
];

/// Shows for example "typing…".
pub(super) fn send_chat_action(state: &mut State, params: &Params) -> Answer {
    let chat = open_chat(state, params)?;
    let action = params.text("action").unwrap_or_default();
    if !ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    let now = state.now();
    state.chat_mut(chat).action = Some((action, now));
    Ok(json!(true))
}

pub(super) fn set_chat_menu_button(state: &mut State, params: &Params) -> Answer {
    let button = params.json("menu_button")?;
    let kind = button.as_ref().and_then(|button| button.get("type")).and_then(Value::as_str);
    if button.is_some() && !matches!(kind, Some("default" | "commands" | "web_app")) {
        return Err(Refusal::bad("can't parse menu button: MenuButton has unsupported type"));
    }
    match params.text("chat_id") {
        Some(_) => {
            let chat = chat_id(state, params, "chat_id")?;
            state.chat_mut(chat).menu_button = button;
        }
        None => state.saved.menu_button = button,
    }
    Ok(json!(true))
}

/// `MenuButton`.
pub(super) fn get_chat_menu_button(state: &mut State, params: &Params) -> Answer {
    let own = match params.text("chat_id") {
        Some(_) => {
            let chat = chat_id(state, params, "chat_id")?;
            state.chat(chat).and_then(|chat| chat.menu_button.clone())
        }
        None => None,
    };
    let button = own.or_else(|| state.saved.menu_button.clone());
    Ok(button.unwrap_or_else(|| json!({ "type": "commands" })))
}
