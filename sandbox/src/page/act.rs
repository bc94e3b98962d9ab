//! What a person does on the page.

use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, State as Shared};
use axum::http::StatusCode;
use chrono::{Datelike as _, Duration};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::driver::ChatDriver;
use crate::from_people::PersonMessage;
use crate::inner::Inner;
use crate::message::Content;

type Page = Shared<Arc<Inner>>;
type Done = Result<Json<Value>, (StatusCode, String)>;

/// Drives the chat of a person, if there is such a person.
fn driver(inner: Arc<Inner>, person: i64) -> Result<ChatDriver, (StatusCode, String)> {
    if inner.read(|state| state.person(person).is_some()) {
        Ok(ChatDriver::new(inner, person))
    } else {
        Err(wrong("there is no such person"))
    }
}

fn wrong(why: impl Into<String>) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, why.into())
}

#[derive(Deserialize)]
pub(super) struct Say {
    #[serde(rename = "as")]
    person: i64,
    text: String,
    reply_to: Option<i64>,
}

pub(super) async fn say(Shared(inner): Page, Json(say): Json<Say>) -> Done {
    if say.text.trim().is_empty() {
        return Err(wrong("there is nothing in it"));
    }
    let message = PersonMessage { reply_to: say.reply_to, ..PersonMessage::text(&say.text) };
    let id = driver(inner, say.person)?.sends(message);
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
pub(super) struct Edit {
    #[serde(rename = "as")]
    person: i64,
    message: i64,
    text: String,
}

pub(super) async fn edit(Shared(inner): Page, Json(edit): Json<Edit>) -> Done {
    if edit.text.trim().is_empty() {
        return Err(wrong("there is nothing in it"));
    }
    driver(inner, edit.person)?.edits(edit.message, &edit.text);
    Ok(Json(json!({})))
}

#[derive(Deserialize)]
pub(super) struct Push {
    #[serde(rename = "as")]
    person: i64,
    message: i64,
    row: usize,
    column: usize,
}

/// Answers the bot's answer to the press. If the bot gives none, it is empty, as in Telegram's apps.
pub(super) async fn press(Shared(inner): Page, Json(push): Json<Push>) -> Done {
    let driver = driver(inner, push.person)?;
    let message = driver.message(push.message).ok_or_else(|| wrong("the message is gone"))?;
    let button = message.buttons.get(push.row).and_then(|row| row.get(push.column));
    let data = button.and_then(|button| button.data.as_deref()).ok_or_else(|| wrong("the button is gone"))?;
    let press = driver.presses_data(push.message, data);
    let answer = driver.press_answer(&press).await.unwrap_or_default();
    Ok(Json(json!(answer)))
}

/// Sends a file, a photo or a voice message. The form says as whom, with which caption, and in reply to what.
pub(super) async fn file(Shared(inner): Page, mut form: Multipart) -> Done {
    let unreadable = |error: axum::extract::multipart::MultipartError| (error.status(), error.body_text());
    let (mut person, mut caption, mut reply_to, mut photo, mut voice, mut file) =
        (None, String::new(), None, false, None, None);
    while let Some(part) = form.next_field().await.map_err(unreadable)? {
        match part.name().unwrap_or_default() {
            "as" => person = part.text().await.map_err(unreadable)?.parse().ok(),
            "caption" => caption = part.text().await.map_err(unreadable)?,
            "reply_to" => reply_to = part.text().await.map_err(unreadable)?.parse().ok(),
            "photo" => photo = true,
            "voice" => voice = part.text().await.map_err(unreadable)?.parse().ok(),
            "file" => {
                let name = part.file_name().unwrap_or("file").to_owned();
                file = Some((name, part.bytes().await.map_err(unreadable)?));
            }
            _ => {}
        }
    }
    let driver = driver(inner, person.ok_or_else(|| wrong("nobody sent it"))?)?;
    let (name, bytes) = file.ok_or_else(|| wrong("there is no file"))?;
    let message = PersonMessage { reply_to, ..PersonMessage::file(&name, bytes, Some(&caption)) };
    let id = driver.sends(match voice {
        Some(seconds) => PersonMessage { content: Content::Voice { seconds }, ..message },
        None if photo => message.into_photo(),
        None => message,
    });
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
pub(super) struct ContactForm {
    #[serde(rename = "as")]
    person: i64,
    first: String,
    last: Option<String>,
    phone: String,
}

pub(super) async fn contact(Shared(inner): Page, Json(form): Json<ContactForm>) -> Done {
    let last = form.last.as_deref().filter(|last| !last.is_empty());
    let id = driver(inner, form.person)?.sends_contact(&form.first, last, &form.phone, None);
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
pub(super) struct Block {
    #[serde(rename = "as")]
    person: i64,
    blocked: bool,
}

pub(super) async fn block(Shared(inner): Page, Json(block): Json<Block>) -> Done {
    let driver = driver(inner, block.person)?;
    if block.blocked {
        driver.blocks_bot()
    } else {
        driver.unblocks_bot()
    }
    Ok(Json(json!({})))
}

/// The years in which the clock may be. Far beyond them there are no dates, and the program would end.
const YEARS: RangeInclusive<i32> = 1990..=2200;

/// How the clock is moved, and whose chat is shown.
#[derive(Deserialize)]
pub(super) struct Moved {
    #[serde(rename = "as", default)]
    person: Option<i64>,
    #[serde(flatten)]
    by: Move,
}

/// By the button with this number, or by seconds.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Move {
    Jump(usize),
    Seconds(i64),
}

pub(super) async fn clock(Shared(inner): Page, Json(moved): Json<Moved>) -> Done {
    let now = inner.clock.now();
    let then = match moved.by {
        Move::Jump(index) => {
            let jump = inner.jumps.get(index).ok_or_else(|| wrong("there is no such button"))?;
            Some((jump.to)(moved.person, now).await)
        }
        Move::Seconds(seconds) => Duration::try_seconds(seconds).and_then(|by| now.checked_add_signed(by)),
    };
    let then = then.filter(|then| YEARS.contains(&then.year())).ok_or_else(|| wrong("that is too far"))?;
    inner.clock.set(then);
    Ok(Json(json!({ "now": inner.clock.now().timestamp_millis() })))
}

/// Forgets the chats, and calls whatever else is to start over.
pub(super) async fn reset(Shared(inner): Page) -> Done {
    let forget = inner.on_reset.clone().ok_or_else(|| wrong("this sandbox cannot be started over"))?;
    inner.reset();
    // It is not known how long this takes.
    tokio::task::spawn_blocking(move || forget()).await.map_err(|_| wrong("it could not be started over"))?;
    Ok(Json(json!({})))
}
