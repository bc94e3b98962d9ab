//! The menu of commands, by scope and language.

use serde_json::{Value, json};

use super::{Answer, profile};
use crate::menus::{Command, Scope};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

const COMMAND_LIMIT: usize = 100;

pub(super) fn set_my_commands(state: &mut State, params: &Params) -> Answer {
    let commands = read_commands(params)?;
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    state.saved.menus.set(scope, language, commands);
    Ok(json!(true))
}

pub(super) fn get_my_commands(state: &mut State, params: &Params) -> Answer {
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    Ok(json!(state.saved.menus.get(&scope, &language).unwrap_or_default()))
}

pub(super) fn delete_my_commands(state: &mut State, params: &Params) -> Answer {
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    state.saved.menus.set(scope, language, Vec::new());
    Ok(json!(true))
}

fn read_commands(params: &Params) -> Result<Vec<Command>, Refusal> {
    let Some(list) = params.json("commands")? else { return Ok(Vec::new()) };
    let list = list.as_array().ok_or_else(|| Refusal::bad("expected an Array of BotCommand"))?;
    if list.len() > COMMAND_LIMIT {
        return Err(Refusal::bad("BOT_COMMANDS_TOO_MUCH"));
    }
    list.iter().map(read_command).collect()
}

fn read_command(given: &Value) -> Result<Command, Refusal> {
    let field = |name: &str| {
        given
            .get(name)
            .and_then(Value::as_str)
            .map(|text| text.trim().to_owned())
            .ok_or_else(|| Refusal::bad(format!("can't parse BotCommand: Can't find field \"{name}\"")))
    };
    let command = field("command")?;
    let command = command.strip_prefix('/').unwrap_or(&command).to_owned();
    let description = field("description")?;
    if command.is_empty() {
        return Err(Refusal::bad("command must be non-empty"));
    }
    if command.chars().count() > 32 {
        return Err(Refusal::bad("command length must not exceed 32"));
    }
    if description.is_empty() {
        return Err(Refusal::bad("command description must be non-empty"));
    }
    if description.chars().count() > 256 {
        return Err(Refusal::bad("command description length must not exceed 256"));
    }
    if !command.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(Refusal::bad("BOT_COMMAND_INVALID"));
    }
    Ok(Command { command, description })
}

fn read_scope(state: &State, params: &Params) -> Result<Scope, Refusal> {
    let Some(mut given) = params.json("scope")? else { return Ok(Scope::Default) };
    if given.get("type").and_then(Value::as_str).is_none() {
        return Err(Refusal::bad("can't parse BotCommandScope: Can't find field \"type\""));
    }
    // Telegram also takes identifiers as text.
    for field in ["chat_id", "user_id"] {
        if let Some(number) =
            given.get(field).and_then(Value::as_str).and_then(|text| text.parse::<i64>().ok())
        {
            given[field] = json!(number);
        }
    }
    let scope: Scope = serde_json::from_value(given)
        .map_err(|_| Refusal::bad("can't parse BotCommandScope: Unsupported type specified"))?;
    if let Scope::Chat { chat_id }
    | Scope::ChatAdministrators { chat_id }
    | Scope::ChatMember { chat_id, .. } = scope
    {
        // Telegram takes a menu only for a chat that the bot has seen.
        if !state.chat(chat_id).is_some_and(|chat| chat.opened) {
            return Err(Refusal::bad("chat not found"));
        }
    }
    Ok(scope)
}
