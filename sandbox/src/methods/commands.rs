//! The menu of commands, by scope and language.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Answer, profile};
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;

/// All menus.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Menus(Vec<Menu>);

#[derive(Debug, Serialize, Deserialize)]
struct Menu {
    scope: Scope,
    language: String,
    commands: Vec<Command>,
}

/// Whom a menu is for: Telegram's `BotCommandScope`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Scope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat { chat_id: i64 },
    ChatAdministrators { chat_id: i64 },
    ChatMember { chat_id: i64, user_id: i64 },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Command {
    command: String,
    description: String,
}

const COMMAND_LIMIT: usize = 100;

pub(super) fn set_my_commands(state: &mut State, params: &Params) -> Answer {
    let commands = read_commands(params)?;
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    let menus = &mut state.saved.menus.0;
    menus.retain(|menu| menu.scope != scope || menu.language != language);
    if !commands.is_empty() {
        menus.push(Menu { scope, language, commands });
    }
    Ok(json!(true))
}

pub(super) fn get_my_commands(state: &mut State, params: &Params) -> Answer {
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    Ok(json!(state.saved.menus.get(&scope, &language).unwrap_or_default()))
}

pub(super) fn delete_my_commands(state: &mut State, params: &Params) -> Answer {
    let (scope, language) = (read_scope(state, params)?, profile::language(params)?);
    state.saved.menus.0.retain(|menu| menu.scope != scope || menu.language != language);
    Ok(json!(true))
}

impl Menus {
    fn get(&self, scope: &Scope, language: &str) -> Option<&[Command]> {
        let menu = self.0.iter().find(|menu| menu.scope == *scope && menu.language == language)?;
        Some(&menu.commands)
    }
}

impl State {
    /// The menu that a person sees in the private chat: that of the narrowest scope that has one, if possible in the
    /// person's language.
    pub(crate) fn commands_for(&self, person: i64) -> Vec<(String, String)> {
        let language = self.language_of(person);
        let scopes = [Scope::Chat { chat_id: person }, Scope::AllPrivateChats, Scope::Default];
        scopes
            .iter()
            .find_map(|scope| {
                let menus = &self.saved.menus;
                menus.get(scope, &language).or_else(|| menus.get(scope, ""))
            })
            .unwrap_or_default()
            .iter()
            .map(|known| (known.command.clone(), known.description.clone()))
            .collect()
    }

    /// The two letters of a person's language.
    pub(crate) fn language_of(&self, person: i64) -> String {
        let code = self.person(person).and_then(|person| person.language_code.as_deref()).unwrap_or_default();
        code.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
    }
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
