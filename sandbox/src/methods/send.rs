//! Sending text and files.

use serde_json::Value;

use super::{Answer, new_message, open_chat};
use crate::message::{Content, FileInfo, FileKind};
use crate::params::{Params, Upload};
use crate::refusal::Refusal;
use crate::state::State;
use crate::text;

/// The largest file that a bot may send.
const UPLOAD_LIMIT: usize = 50 << 20;
/// The largest photo that a bot may send.
const PHOTO_LIMIT: usize = 10 << 20;

pub(super) fn send_message(state: &mut State, params: &Params) -> Answer {
    let formatted = text::text_of(params)?;
    let link_preview = params.json("link_preview_options")?;
    let chat = open_chat(state, params)?;
    let mut message = new_message(state, chat, params)?;
    message.text = formatted.text;
    message.html = formatted.source;
    message.entities = formatted.entities;
    message.link_preview = link_preview;
    Ok(state.post(chat, message))
}

pub(super) fn send_document(state: &mut State, params: &Params) -> Answer {
    send_file(state, params, "document", FileKind::Document, |_| Ok(Content::Document))
}

/// As at Telegram, a file that is no Ogg is sent as a document. Telegram would also take MP3 and M4A.
pub(super) fn send_voice(state: &mut State, params: &Params) -> Answer {
    let known = params.text("voice").and_then(|id| seconds_of(state, &id));
    let seconds = params.int("duration").and_then(|seconds| seconds.try_into().ok()).or(known).unwrap_or(0);
    send_file(state, params, "voice", FileKind::Voice, |bytes| {
        Ok(if bytes.starts_with(b"OggS") { Content::Voice { seconds } } else { Content::Document })
    })
}

/// The length of a voice message that was sent before.
fn seconds_of(state: &State, id: &str) -> Option<u32> {
    let messages = state.saved.chats.values().flat_map(|chat| chat.messages.values());
    messages.filter(|message| message.file.as_ref().is_some_and(|file| file.id == id)).find_map(|message| {
        match message.content {
            Content::Voice { seconds } => Some(seconds),
            _ => None,
        }
    })
}

pub(super) fn send_photo(state: &mut State, params: &Params) -> Answer {
    send_file(state, params, "photo", FileKind::Photo, |bytes| {
        if bytes.len() > PHOTO_LIMIT {
            return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
        }
        let (width, height) = picture_size(bytes).ok_or_else(|| Refusal::bad("IMAGE_PROCESS_FAILED"))?;
        Ok(Content::Photo { width, height })
    })
}

fn send_file(
    state: &mut State,
    params: &Params,
    field: &str,
    kind: FileKind,
    content: impl FnOnce(&[u8]) -> Result<Content, Refusal>,
) -> Answer {
    let caption = text::caption_of(params)?;
    let chat = open_chat(state, params)?;
    let source = source(state, params, field)?;
    if let Source::Known(file) = &source
        && file.kind() != kind
    {
        return Err(Refusal::bad(format!("can't use file of type {} as {kind}", file.kind())));
    }
    let content = content(match &source {
        Source::New(upload) => &upload.bytes,
        Source::Known(file) => state.saved.files.get(&file.id).map_or(&[][..], |file| &file.bytes),
    })?;
    let stored_as = if content == Content::Document { FileKind::Document } else { kind };
    let mut message = new_message(state, chat, params)?;
    message.file = Some(match source {
        Source::New(upload) => {
            state.store_file(stored_as, &upload.name, upload.mime.as_deref(), upload.bytes)
        }
        Source::Known(file) => file,
    });
    message.content = content;
    message.text = caption.text;
    message.html = caption.source;
    message.entities = caption.entities;
    Ok(state.post(chat, message))
}

/// Where a file comes from.
enum Source {
    New(Upload),
    Known(FileInfo),
}

fn source(state: &State, params: &Params, field: &str) -> Result<Source, Refusal> {
    let wrong = || Refusal::bad("wrong file identifier/HTTP URL specified");
    let upload = match params.text(field) {
        // In multipart the file itself comes under this name.
        None => {
            params.upload(field).ok_or_else(|| Refusal::bad(format!("there is no {field} in the request")))?
        }
        Some(given) => match given.strip_prefix("attach://") {
            Some(part) => params.upload(part).ok_or_else(wrong)?,
            None => {
                let known = state.saved.files.get(&given).ok_or_else(wrong)?;
                return Ok(Source::Known(known.info.clone()));
            }
        },
    };
    if upload.bytes.is_empty() {
        return Err(Refusal::bad("file must be non-empty"));
    }
    if upload.bytes.len() > UPLOAD_LIMIT {
        return Err(Refusal::new(413, "Request Entity Too Large"));
    }
    Ok(Source::New(upload.clone()))
}

/// Width and height of a PNG, JPEG or GIF.
pub(crate) fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let be16 = |at: usize| Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    let be32 = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let le16 = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((be32(16)?, be32(20)?));
    }
    if bytes.starts_with(b"GIF8") {
        return Some((le16(6)?, le16(8)?));
    }
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    // A JPEG has segments; one that starts a frame holds the size.
    let mut at = 2;
    loop {
        let (marker, kind) = (*bytes.get(at)?, *bytes.get(at + 1)?);
        if marker != 0xff {
            return None;
        }
        if matches!(kind, 0xc0..=0xcf) && !matches!(kind, 0xc4 | 0xc8 | 0xcc) {
            return Some((be16(at + 7)?, be16(at + 5)?));
        }
        at += 2 + usize::try_from(be16(at + 2)?).ok()?;
    }
}

/// A parameter that must be a list of numbers.
pub(super) fn numbers(params: &Params, field: &str) -> Result<Vec<i64>, Refusal> {
    let list = params.json(field)?;
    let list = list.as_ref().and_then(Value::as_array);
    let numbers = list.and_then(|list| list.iter().map(Value::as_i64).collect::<Option<Vec<_>>>());
    numbers
        .filter(|numbers| !numbers.is_empty())
        .ok_or_else(|| Refusal::bad("message identifiers are not specified"))
}
