//! The bot's name and descriptions.

use std::collections::BTreeMap;

use serde_json::json;

use super::Answer;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::state::State;
use crate::wire;

/// `User` of the bot, with the fields that only `getMe` answers.
pub(super) fn get_me(state: &mut State, _: &Params) -> Answer {
    let mut me = wire::bot_user(&state.bot);
    for (field, can) in [
        ("can_join_groups", true),
        ("can_read_all_group_messages", false),
        ("supports_guest_queries", false),
        ("supports_inline_queries", false),
        ("can_connect_to_business", false),
        ("has_main_web_app", false),
        ("has_topics_enabled", false),
        ("allows_users_to_create_topics", false),
        ("can_manage_bots", false),
        ("supports_join_request_queries", false),
    ] {
        me[field] = json!(can);
    }
    Ok(me)
}

pub(super) fn set_my_name(state: &mut State, params: &Params) -> Answer {
    set(&mut state.saved.profile.names, params, "name", 64)
}

pub(super) fn get_my_name(state: &mut State, params: &Params) -> Answer {
    let name = get(&state.saved.profile.names, params)?.unwrap_or_else(|| state.bot.name.clone());
    Ok(json!({ "name": name }))
}

pub(super) fn set_my_description(state: &mut State, params: &Params) -> Answer {
    set(&mut state.saved.profile.descriptions, params, "description", 512)
}

pub(super) fn get_my_description(state: &mut State, params: &Params) -> Answer {
    let description = get(&state.saved.profile.descriptions, params)?.unwrap_or_default();
    Ok(json!({ "description": description }))
}

pub(super) fn set_my_short_description(state: &mut State, params: &Params) -> Answer {
    set(&mut state.saved.profile.short_descriptions, params, "short_description", 120)
}

pub(super) fn get_my_short_description(state: &mut State, params: &Params) -> Answer {
    let description = get(&state.saved.profile.short_descriptions, params)?.unwrap_or_default();
    Ok(json!({ "short_description": description }))
}

fn set(texts: &mut BTreeMap<String, String>, params: &Params, field: &str, limit: usize) -> Answer {
    let language = language(params)?;
    let text = params.text(field).unwrap_or_default();
    let text = text.trim();
    if text.chars().count() > limit {
        return Err(Refusal::bad(format!("{} is too long", field.replace('_', " "))));
    }
    if text.is_empty() {
        texts.remove(&language);
    } else {
        texts.insert(language, text.to_owned());
    }
    Ok(json!(true))
}

fn get(texts: &BTreeMap<String, String>, params: &Params) -> Result<Option<String>, Refusal> {
    let language = language(params)?;
    Ok(texts.get(&language).or_else(|| texts.get("")).cloned())
}

/// The language of a call: two small letters, or empty.
pub(super) fn language(params: &Params) -> Result<String, Refusal> {
    let language = params.text("language_code").unwrap_or_default();
    let good =
        language.is_empty() || (language.len() == 2 && language.bytes().all(|b| b.is_ascii_lowercase()));
    if good { Ok(language) } else { Err(Refusal::bad("invalid language code specified")) }
}
