//! Reactions to messages.

use serde_json::{Value, json};

use super::{Answer, message_id, open_chat};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

/// The emoji that Telegram takes as reactions.
const EMOJI: [&str; 73] = [
    "👍",
    "👎",
    "❤",
    "🔥",
    "🥰",
    "👏",
    "😁",
    "🤔",
    "🤯",
    "😱",
    "🤬",
    "😢",
    "🎉",
    "🤩",
    "🤮",
    "💩",
    "🙏",
    "👌",
    "🕊",
    "🤡",
    "🥱",
    "🥴",
    "😍",
    "🐳",
    "❤‍🔥",
    "🌚",
    "🌭",
    "💯",
    "🤣",
    "⚡",
    "🍌",
    "🏆",
    "💔",
    "🤨",
    "😐",
    "🍓",
    "🍾",
    "💋",
    "🖕",
    "😈",
    "😴",
    "😭",
    "🤓",
    "👻",
    "👨‍💻",
    "👀",
    "🎃",
    "🙈",
    "😇",
    "😨",
    "🤝",
    "✍",
    "🤗",
    "🫡",
    "🎅",
    "🎄",
    "☃",
    "💅",
    "🤪",
    "🗿",
    "🆒",
    "💘",
    "🙉",
    "🦄",
    "😘",
    "💊",
    "🙊",
    "😎",
    "👾",
    "🤷‍♂",
    "🤷",
    "🤷‍♀",
    "😡",
];

pub(super) fn set_message_reaction(state: &mut State, params: &Params) -> Answer {
    let chat = open_chat(state, params)?;
    let id = message_id(params)?;
    if state.message(chat, id).is_none() {
        return Err(Refusal::bad("message to react not found"));
    }
    let given = params.json("reaction")?.unwrap_or_else(|| json!([]));
    let given = given.as_array().ok_or_else(|| Refusal::bad("can't parse reaction types JSON object"))?;
    if given.len() > 1 {
        // A user without Premium may give one reaction.
        return Err(Refusal::bad("REACTIONS_TOO_MANY"));
    }
    let reactions = given.iter().map(emoji).collect::<Result<Vec<_>, _>>()?;
    if let Some(message) = state.chat_mut(chat).messages.get_mut(&id) {
        message.reactions = reactions;
    }
    Ok(json!(true))
}

fn emoji(reaction: &Value) -> Result<String, Refusal> {
    let emoji = reaction.get("emoji").and_then(Value::as_str).unwrap_or_default();
    let is_emoji = reaction.get("type").and_then(Value::as_str) == Some("emoji");
    // Telegram ignores the variation selector.
    let bare = emoji.trim_end_matches('\u{fe0f}');
    if is_emoji && EMOJI.contains(&bare) {
        Ok(bare.to_owned())
    } else {
        Err(Refusal::bad("REACTION_INVALID"))
    }
}
