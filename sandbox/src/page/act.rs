//! What is done on the page.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Multipart, State as Shared};
use axum::http::StatusCode;
use chrono::Duration;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::driver::Desk;
use crate::inbox::Parcel;
use crate::message::Content;
use crate::sandbox::Inner;

type Page = Shared<Arc<Inner>>;
type Done = Result<Json<Value>, (StatusCode, String)>;

/// The phone of a person who is known.
fn desk(inner: Arc<Inner>, person: i64) -> Result<Desk, (StatusCode, String)> {
    if inner.read(|state| state.person(person).is_some()) {
        Ok(Desk::new(inner, person))
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
    let parcel = Parcel { reply_to: say.reply_to, ..Parcel::text(&say.text) };
    let id = desk(inner, say.person)?.sends(parcel);
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
    desk(inner, edit.person)?.edits(edit.message, &edit.text);
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

/// Answers what the press is answered with; a bot that does not answer leaves it without text, as on a phone.
pub(super) async fn press(Shared(inner): Page, Json(push): Json<Push>) -> Done {
    let desk = desk(inner, push.person)?;
    let message = desk.message(push.message).ok_or_else(|| wrong("the message is gone"))?;
    let button = message.buttons.get(push.row).and_then(|row| row.get(push.column));
    let data = button.and_then(|button| button.data.as_deref()).ok_or_else(|| wrong("the button is gone"))?;
    let press = desk.presses_data(push.message, data);
    let answer = desk.press_answer(&press).await.unwrap_or_default();
    Ok(Json(json!(answer)))
}

/// A file, with the person, the caption and the message that it replies to; of a voice message its seconds.
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
    let desk = desk(inner, person.ok_or_else(|| wrong("nobody sent it"))?)?;
    let (name, bytes) = file.ok_or_else(|| wrong("there is no file"))?;
    let parcel = Parcel { reply_to, ..Parcel::file(&name, bytes, Some(&caption)) };
    let id = desk.sends(match voice {
        Some(seconds) => Parcel { content: Content::Voice { seconds }, ..parcel },
        None if photo => parcel.into_photo(),
        None => parcel,
    });
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
pub(super) struct Card {
    #[serde(rename = "as")]
    person: i64,
    first: String,
    last: Option<String>,
    phone: String,
}

pub(super) async fn contact(Shared(inner): Page, Json(card): Json<Card>) -> Done {
    let last = card.last.as_deref().filter(|last| !last.is_empty());
    let id = desk(inner, card.person)?.sends_contact(&card.first, last, &card.phone, None);
    Ok(Json(json!({ "id": id })))
}

#[derive(Deserialize)]
pub(super) struct Block {
    #[serde(rename = "as")]
    person: i64,
    blocked: bool,
}

pub(super) async fn block(Shared(inner): Page, Json(block): Json<Block>) -> Done {
    let desk = desk(inner, block.person)?;
    if block.blocked {
        desk.blocks_bot()
    } else {
        desk.unblocks_bot()
    }
    Ok(Json(json!({})))
}

/// By one of the buttons, or by seconds.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Move {
    Jump(usize),
    Seconds(i64),
}

pub(super) async fn clock(Shared(inner): Page, Json(by): Json<Move>) -> Done {
    match by {
        Move::Jump(index) => {
            let jump = inner.jumps.get(index).ok_or_else(|| wrong("there is no such button"))?;
            inner.clock.set((jump.to)(inner.clock.now()));
        }
        Move::Seconds(seconds) => {
            let by = Duration::try_seconds(seconds).ok_or_else(|| wrong("that is too far"))?;
            inner.clock.advance(by);
        }
    }
    Ok(Json(json!({ "now": inner.clock.now().timestamp_millis() })))
}

/// Starts over, together with whoever else has something to forget.
pub(super) async fn reset(Shared(inner): Page) -> Done {
    let forget = inner.on_reset.clone().ok_or_else(|| wrong("this sandbox cannot be started over"))?;
    inner.reset();
    // It may take its time, and is not ours.
    tokio::task::spawn_blocking(move || forget()).await.map_err(|_| wrong("it could not be started over"))?;
    Ok(Json(json!({})))
}
