//! Checks `reply_markup`: buttons under a message, or a keyboard in place of the phone's.

use serde_json::Value;

use crate::message::Button;
use crate::refusal::Refusal;

/// A checked `reply_markup`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Markup {
    /// The buttons under the message.
    pub(crate) buttons: Vec<Vec<Button>>,
    /// Any other kind: `ReplyKeyboardMarkup`, `ReplyKeyboardRemove` or `ForceReply`.
    pub(crate) other: Option<Value>,
}

const BUTTON_LIMIT: usize = 100;
const ROW_LIMIT: usize = 8;

/// Reads a `reply_markup` of any kind.
pub(crate) fn read(markup: Option<Value>) -> Result<Markup, Refusal> {
    let Some(markup) = markup else { return Ok(Markup::default()) };
    let Some(fields) = markup.as_object() else {
        return Err(Refusal::bad("object expected as reply markup"));
    };
    if let Some(rows) = fields.get("inline_keyboard") {
        return Ok(Markup { buttons: inline(rows)?, other: None });
    }
    if let Some(rows) = fields.get("keyboard") {
        reply(rows)?;
    } else if !["remove_keyboard", "force_reply"]
        .iter()
        .any(|name| fields.get(*name) == Some(&Value::Bool(true)))
    {
        // Telegram takes an object without any known field for no keyboard.
        return Ok(Markup::default());
    }
    Ok(Markup { buttons: Vec::new(), other: Some(markup) })
}

/// Reads the `reply_markup` of an edit, which may only be an inline keyboard.
pub(crate) fn read_inline(markup: Option<Value>) -> Result<Vec<Vec<Button>>, Refusal> {
    let Markup { buttons, other } = read(markup)?;
    match other {
        None => Ok(buttons),
        Some(_) => Err(Refusal::bad("inline keyboard expected")),
    }
}

fn inline(rows: &Value) -> Result<Vec<Vec<Button>>, Refusal> {
    let wrong = |reason: &str| Refusal::bad(format!("can't parse inline keyboard: {reason}"));
    let rows = rows.as_array().ok_or_else(|| wrong("Field \"inline_keyboard\" must be of type Array"))?;
    let mut buttons = Vec::new();
    for row in rows {
        let row = row.as_array().ok_or_else(|| wrong("expected an Array of InlineKeyboardButton"))?;
        let row = row.iter().map(button).collect::<Result<Vec<_>, _>>()?;
        if row.len() > ROW_LIMIT {
            return Err(Refusal::bad("BUTTON_ROW_TOO_LONG"));
        }
        // Telegram drops empty rows.
        if !row.is_empty() {
            buttons.push(row);
        }
    }
    if buttons.iter().map(Vec::len).sum::<usize>() > BUTTON_LIMIT {
        return Err(Refusal::bad("reply markup is too long"));
    }
    Ok(buttons)
}

const ACTIONS: [&str; 10] = [
    "callback_data",
    "url",
    "copy_text",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "callback_game",
    "pay",
];

fn button(given: &Value) -> Result<Button, Refusal> {
    let wrong = |reason: &str| Refusal::bad(format!("can't parse inline keyboard button: {reason}"));
    let fields = given.as_object().ok_or_else(|| wrong("InlineKeyboardButton must be an Object"))?;
    let label = match fields.get("text") {
        None => return Err(wrong("Can't find field \"text\"")),
        Some(Value::String(label)) => label.trim().to_owned(),
        Some(_) => return Err(wrong("Field \"text\" must be of type String")),
    };
    if label.is_empty() {
        return Err(Refusal::bad("inline keyboard button text must be non-empty"));
    }
    let actions: Vec<&str> = ACTIONS
        .into_iter()
        .filter(|action| match fields.get(*action) {
            // An empty text counts as missing, but for inline queries, where it is an empty query.
            Some(Value::String(text)) => !text.is_empty() || action.starts_with("switch_inline"),
            Some(Value::Null | Value::Bool(false)) | None => false,
            Some(_) => true,
        })
        .collect();
    let action = match actions.as_slice() {
        [] => return Err(wrong("Text buttons are unallowed in the inline keyboard")),
        [action] => *action,
        // Telegram takes the first without a word; here it is an error, since a bot that gives two has a mistake.
        _ => return Err(wrong("exactly one of the optional fields must be used")),
    };
    let mut button = Button { label, data: None, url: None, copy_text: None, raw: given.clone() };
    match (action, fields.get(action)) {
        ("callback_data", Some(Value::String(data))) => {
            if data.len() > 64 {
                return Err(Refusal::bad("BUTTON_DATA_INVALID"));
            }
            button.data = Some(data.clone());
        }
        ("url", Some(Value::String(url))) => {
            check_url(url)?;
            button.url = Some(url.clone());
        }
        ("copy_text", Some(copy)) => {
            let text = copy.get("text").and_then(Value::as_str).unwrap_or_default();
            if text.is_empty() || text.chars().count() > 256 {
                return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
            }
            button.copy_text = Some(text.to_owned());
        }
        ("callback_data" | "url", _) => {
            return Err(wrong(&format!("Field \"{action}\" must be of type String")));
        }
        ("web_app", Some(app)) => {
            let url = app.get("url").and_then(Value::as_str).unwrap_or_default();
            if !url.starts_with("https://") {
                return Err(Refusal::bad(format!(
                    "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
                )));
            }
        }
        ("pay" | "callback_game", _) => return Err(Refusal::bad("BUTTON_TYPE_INVALID")),
        _ => {}
    }
    Ok(button)
}

fn check_url(url: &str) -> Result<(), Refusal> {
    let wrong =
        |reason: &str| Refusal::bad(format!("inline keyboard button URL '{url}' is invalid: {reason}"));
    let rest = match url.split_once("://") {
        Some(("http" | "https" | "tg" | "ton" | "tonsite", rest)) => rest,
        Some(_) => return Err(wrong("Unsupported URL protocol")),
        None if url.starts_with("tg:") => return Ok(()),
        None => url,
    };
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let known_scheme = url.starts_with("tg:") || url.starts_with("ton");
    if host.is_empty() {
        return Err(wrong("URL host is empty"));
    }
    if !known_scheme && (!host.contains('.') || host.contains(char::is_whitespace)) {
        return Err(wrong("Wrong HTTP URL"));
    }
    Ok(())
}

fn reply(rows: &Value) -> Result<(), Refusal> {
    let wrong = |reason: &str| Refusal::bad(format!("can't parse keyboard button: {reason}"));
    let rows = rows.as_array().ok_or_else(|| {
        Refusal::bad("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Array")
    })?;
    for row in rows {
        let row = row.as_array().ok_or_else(|| {
            Refusal::bad("field \"keyboard\" of the ReplyKeyboardMarkup must be an Array of Array")
        })?;
        for button in row {
            let label = match button {
                Value::String(label) => label,
                Value::Object(fields) => match fields.get("text") {
                    Some(Value::String(label)) => label,
                    _ => return Err(wrong("Can't find field \"text\"")),
                },
                _ => return Err(wrong("KeyboardButton must be an Object")),
            };
            if label.is_empty() {
                return Err(Refusal::bad("keyboard button text must be non-empty"));
            }
        }
    }
    Ok(())
}
