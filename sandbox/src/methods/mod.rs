//! The methods of the Bot API. What is not in the list is answered with 404, as Telegram answers what it does not know.

mod chat;
mod commands;
mod copy;
mod delete;
mod edit;
mod file;
mod pin;
mod press;
mod profile;
mod reaction;
mod send;
mod updates;

use serde_json::Value;

use crate::keyboard::{self, Markup};
use crate::message::Message;
use crate::options::Person;
use crate::params::Params;
use crate::refusal::{BLOCKED, Refusal};
use crate::state::State;

pub(crate) use send::picture_size;
pub(crate) use updates::get_updates;

/// What a method answers.
pub(crate) type Answer = Result<Value, Refusal>;

/// A method that is carried out at once.
pub(crate) type Method = fn(&mut State, &Params) -> Answer;

/// The only method that waits, which is why it is not in the list.
pub(crate) const GET_UPDATES: &str = "getUpdates";

/// All other methods, by the names that Telegram gives them.
const METHODS: [(&str, Method); 34] = [
    ("answerCallbackQuery", press::answer_callback_query),
    ("copyMessage", copy::copy_message),
    ("deleteMessage", delete::delete_message),
    ("deleteMessages", delete::delete_messages),
    ("deleteMyCommands", commands::delete_my_commands),
    ("deleteWebhook", updates::delete_webhook),
    ("editMessageCaption", edit::edit_message_caption),
    ("editMessageReplyMarkup", edit::edit_message_reply_markup),
    ("editMessageText", edit::edit_message_text),
    ("forwardMessage", copy::forward_message),
    ("getChat", chat::get_chat),
    ("getChatMember", chat::get_chat_member),
    ("getChatMenuButton", chat::get_chat_menu_button),
    ("getFile", file::get_file),
    ("getMe", profile::get_me),
    ("getMyCommands", commands::get_my_commands),
    ("getMyDescription", profile::get_my_description),
    ("getMyName", profile::get_my_name),
    ("getMyShortDescription", profile::get_my_short_description),
    ("getWebhookInfo", updates::get_webhook_info),
    ("pinChatMessage", pin::pin_chat_message),
    ("sendChatAction", chat::send_chat_action),
    ("sendDocument", send::send_document),
    ("sendMessage", send::send_message),
    ("sendPhoto", send::send_photo),
    ("sendVoice", send::send_voice),
    ("setChatMenuButton", chat::set_chat_menu_button),
    ("setMessageReaction", reaction::set_message_reaction),
    ("setMyCommands", commands::set_my_commands),
    ("setMyDescription", profile::set_my_description),
    ("setMyName", profile::set_my_name),
    ("setMyShortDescription", profile::set_my_short_description),
    ("unpinAllChatMessages", pin::unpin_all_chat_messages),
    ("unpinChatMessage", pin::unpin_chat_message),
];

/// Finds a method, whatever the case of its name, and how Telegram writes it.
pub(crate) fn find(name: &str) -> Option<(&'static str, Method)> {
    METHODS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// Whether a call of this method may bring a file, and so be large.
pub(crate) fn takes_file(name: &str) -> bool {
    ["sendDocument", "sendPhoto", "sendVoice"].iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The chat that a parameter names.
fn chat_id(state: &State, params: &Params, field: &str) -> Result<i64, Refusal> {
    let Some(given) = params.text(field).filter(|given| !given.is_empty()) else {
        return Err(Refusal::bad(format!("{field} is empty")));
    };
    let not_found = || Refusal::bad("chat not found");
    let id: i64 = given.trim().parse().map_err(|_| not_found())?;
    state.person(id).map(|person| person.id).ok_or_else(not_found)
}

/// The chat that a call is about, if the person has written to the bot and has not blocked it.
fn open_chat(state: &State, params: &Params) -> Result<i64, Refusal> {
    let id = chat_id(state, params, "chat_id")?;
    match state.chat(id) {
        Some(chat) if chat.blocked => Err(Refusal::new(403, BLOCKED)),
        Some(chat) if chat.opened => Ok(id),
        _ => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
    }
}

/// The number of the message that a call is about.
fn message_id(params: &Params) -> Result<i64, Refusal> {
    params
        .int("message_id")
        .filter(|id| *id > 0)
        .ok_or_else(|| Refusal::bad("message identifier is not specified"))
}

/// The message that a new one replies to.
fn reply_to(state: &State, chat: i64, params: &Params) -> Result<Option<i64>, Refusal> {
    let (id, lenient) = match params.json("reply_parameters")? {
        Some(reply) => {
            let id = reply.get("message_id").and_then(Value::as_i64);
            let lenient = reply.get("allow_sending_without_reply").and_then(Value::as_bool).unwrap_or(false);
            let id = id.ok_or_else(|| {
                Refusal::bad("can't parse reply parameters: Can't find field \"message_id\"")
            })?;
            (id, lenient)
        }
        None => match params.int("reply_to_message_id") {
            Some(id) if id > 0 => (id, params.flag("allow_sending_without_reply")),
            _ => return Ok(None),
        },
    };
    match state.message(chat, id) {
        Some(_) => Ok(Some(id)),
        None if lenient => Ok(None),
        None => Err(Refusal::bad("message to be replied not found")),
    }
}

/// A new message of the bot, with what the methods for sending have in common.
fn new_message(state: &mut State, chat: i64, params: &Params) -> Result<Message, Refusal> {
    let Markup { buttons, other } = keyboard::read(params.json("reply_markup")?)?;
    let reply_to = reply_to(state, chat, params)?;
    let date = state.now();
    let id = state.chat_mut(chat).next_id();
    let mut message = Message::new(id, true, date);
    message.buttons = buttons;
    message.reply_markup = other;
    message.reply_to = reply_to;
    message.silent = params.flag("disable_notification");
    message.protected = params.flag("protect_content");
    Ok(message)
}

fn person(state: &State, chat: i64) -> Result<&Person, Refusal> {
    state.person(chat).ok_or_else(|| Refusal::bad("chat not found"))
}
