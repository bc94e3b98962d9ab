//! Drives a person's chat with the bot: all that a person can do in Telegram, and what they see.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::from_people::PersonMessage;
use crate::inner::Inner;
use crate::message::{Content, Message, SharedContact};
use crate::presses::{Press, PressAnswer};
use crate::state::State;

/// How long to wait for the bot, in real time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Drives a person's chat with the bot. Clones drive the same chat, and a message is heard by one of them.
#[derive(Clone)]
pub struct ChatDriver {
    inner: Arc<Inner>,
    person: i64,
}

/// The bot did not answer in time. The text of this error shows what it said before.
#[derive(Clone)]
pub struct Silence {
    waited_for: &'static str,
    heard: Vec<Message>,
}

impl ChatDriver {
    pub(crate) fn new(inner: Arc<Inner>, person: i64) -> ChatDriver {
        ChatDriver { inner, person }
    }

    /// The person's user identifier, which is also that of the chat.
    pub fn id(&self) -> i64 {
        self.person
    }

    /// Writes to the bot, and answers the number of the message. As in Telegram's apps, a long text becomes several
    /// messages, of which the last number is answered, and writing to a blocked bot unblocks it.
    pub fn says(&self, text: &str) -> i64 {
        self.sends(PersonMessage::text(text))
    }

    /// Writes a message with an earlier date, as from a phone that was offline.
    pub fn says_at(&self, text: &str, date: DateTime<Utc>) -> i64 {
        self.sends(PersonMessage { date: Some(date), ..PersonMessage::text(text) })
    }

    /// Replies to a message.
    pub fn replies(&self, to_message: i64, text: &str) -> i64 {
        self.sends(PersonMessage { reply_to: Some(to_message), ..PersonMessage::text(text) })
    }

    /// Sends a file.
    pub fn sends_file(&self, name: &str, bytes: Vec<u8>, caption: Option<&str>) -> i64 {
        self.sends(PersonMessage::file(name, bytes.into(), caption))
    }

    /// Shares a contact.
    pub fn sends_contact(&self, first: &str, last: Option<&str>, phone: &str, vcard: Option<&str>) -> i64 {
        let contact = SharedContact {
            first_name: first.to_owned(),
            last_name: last.map(str::to_owned),
            phone_number: phone.to_owned(),
            vcard: vcard.map(str::to_owned),
        };
        self.sends(PersonMessage { content: Content::Contact(contact), ..PersonMessage::default() })
    }

    /// Sends a picture of one grey pixel.
    pub fn sends_photo(&self, caption: Option<&str>) -> i64 {
        self.sends(PersonMessage::file("photo.gif", Bytes::from_static(PIXEL), caption).into_photo())
    }

    /// Sends this picture: a PNG, a JPEG or a GIF.
    pub fn sends_picture(&self, bytes: Vec<u8>, caption: Option<&str>) -> i64 {
        self.sends(PersonMessage::file("picture", bytes.into(), caption).into_photo())
    }

    /// Sends pictures as an album; the first has the caption. Answers the numbers of the messages.
    pub fn sends_album(&self, pictures: Vec<Vec<u8>>, caption: Option<&str>) -> Vec<i64> {
        // No other album of the chat begins after as many messages.
        let album = format!("{}{}", self.person, self.screen().len());
        let mut caption = caption;
        let mut numbers = Vec::new();
        for bytes in pictures {
            let photo = PersonMessage::file("picture", bytes.into(), caption.take()).into_photo();
            numbers.push(self.sends(PersonMessage { album: Some(album.clone()), ..photo }));
        }
        numbers
    }

    /// Sends this picture as a reply to a message.
    pub fn replies_with_picture(&self, to_message: i64, bytes: Vec<u8>, caption: Option<&str>) -> i64 {
        let photo = PersonMessage::file("picture", bytes.into(), caption).into_photo();
        self.sends(PersonMessage { reply_to: Some(to_message), ..photo })
    }

    /// Sends a picture as a reply to a message.
    pub fn replies_with_photo(&self, to_message: i64, caption: Option<&str>) -> i64 {
        let photo = PersonMessage::file("photo.gif", Bytes::from_static(PIXEL), caption).into_photo();
        self.sends(PersonMessage { reply_to: Some(to_message), ..photo })
    }

    /// Sends a voice message as a reply to a message.
    pub fn replies_with_voice(&self, to_message: i64, seconds: u32) -> i64 {
        self.sends(PersonMessage { reply_to: Some(to_message), ..voice(seconds) })
    }

    /// Sends a file as a reply to a message.
    pub fn replies_with_file(&self, to_message: i64, name: &str, bytes: Vec<u8>) -> i64 {
        self.sends(PersonMessage {
            reply_to: Some(to_message),
            ..PersonMessage::file(name, bytes.into(), None)
        })
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, emoji: &str) -> i64 {
        let content = Content::Sticker { emoji: emoji.to_owned() };
        self.sends(PersonMessage {
            content,
            ..PersonMessage::file("sticker.webp", Bytes::from_static(b"RIFF"), None)
        })
    }

    /// Sends a voice message.
    pub fn sends_voice(&self, seconds: u32) -> i64 {
        self.sends(voice(seconds))
    }

    /// Forwards a text of somebody who lets Telegram show only their name.
    pub fn forwards(&self, from: &str, text: &str) -> i64 {
        let date = self.inner.clock.now().timestamp();
        let origin = json!({ "type": "hidden_user", "date": date, "sender_user_name": from });
        self.sends(PersonMessage { forward_origin: Some(origin), ..PersonMessage::text(text) })
    }

    /// Edits a message of their own.
    pub fn edits(&self, message: i64, text: &str) {
        self.inner.change(|state| state.edit(self.person, message, text));
    }

    /// Presses the button of a message that has this label, or else the first whose label contains it.
    ///
    /// # Errors
    /// When there is no such message or button, or the button does not send anything to the bot.
    pub fn presses(&self, message: i64, button: &str) -> Result<Press, String> {
        let found = self.message(message).ok_or_else(|| format!("there is no message {message}"))?;
        let all = || found.buttons.iter().flatten();
        let hit = all()
            .find(|known| known.label == button)
            .or_else(|| all().find(|known| known.label.contains(button)));
        let Some(hit) = hit else {
            return Err(format!(
                "there is no button “{button}” in {:?} under: {}",
                found.labels(),
                found.text
            ));
        };
        match &hit.data {
            Some(data) => Ok(self.presses_data(message, data)),
            None => Err(format!("the button “{}” sends nothing to the bot", hit.label)),
        }
    }

    /// Presses a button that need not be there, for example an old or a forged one.
    pub fn presses_data(&self, message: i64, data: &str) -> Press {
        self.inner.change(|state| state.press(self.person, message, data))
    }

    /// Delivers the same press to the bot again, under a new `update_id`.
    pub fn presses_again(&self, press: &Press) -> Press {
        self.inner.change(|state| state.press_again(press));
        press.clone()
    }

    /// Blocks the bot.
    pub fn blocks_bot(&self) {
        self.inner.change(|state| state.set_blocked(self.person, true));
    }

    /// Unblocks the bot.
    pub fn unblocks_bot(&self) {
        self.inner.change(|state| state.set_blocked(self.person, false));
    }

    /// Waits for the next message or edit of the bot that was not heard yet.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn hears(&self) -> Result<Message, Silence> {
        self.wait("a message", |state| state.chat_mut(self.person).hear()).await
    }

    /// Waits for the answer to a press.
    ///
    /// # Errors
    /// When none comes in time.
    pub async fn press_answer(&self, press: &Press) -> Result<PressAnswer, Silence> {
        self.wait("the answer to a press", |state| state.saved.presses.answer_to(&press.id).cloned()).await
    }

    /// The messages and edits of the bot that were not heard yet.
    pub fn unheard(&self) -> Vec<Message> {
        self.inner
            .read(|state| state.chat(self.person).map(|chat| chat.unheard().to_vec()).unwrap_or_default())
    }

    /// All messages of the chat as they are now, the oldest first.
    pub fn screen(&self) -> Vec<Message> {
        let all = |state: &State| Some(state.chat(self.person)?.messages.values().cloned().collect());
        self.inner.read(|state| all(state).unwrap_or_default())
    }

    /// A message as it is now.
    pub fn message(&self, id: i64) -> Option<Message> {
        self.inner.read(|state| state.message(self.person, id).cloned())
    }

    /// The name of the file in a message, and its bytes.
    pub fn file(&self, message: &Message) -> Option<(String, Vec<u8>)> {
        let info = message.file.as_ref()?;
        let bytes =
            self.inner.read(|state| state.saved.files.get(&info.id).map(|file| file.bytes.to_vec()))?;
        Some((info.name.clone(), bytes))
    }

    pub(crate) fn sends(&self, message: PersonMessage) -> i64 {
        self.inner.change(|state| state.receive(self.person, message))
    }

    /// Looks at the state now and after each change, until something is found.
    async fn wait<T>(
        &self,
        what: &'static str,
        look: impl Fn(&mut State) -> Option<T>,
    ) -> Result<T, Silence> {
        let mut changes = self.inner.watch();
        let found = tokio::time::timeout(PATIENCE, async {
            loop {
                if let Some(found) = self.inner.change_quietly(&look) {
                    return found;
                }
                // `self` holds the sandbox, so the sender is not gone.
                let _ = changes.changed().await;
            }
        });
        found.await.map_err(|_| {
            let heard = |state: &State| Some(state.chat(self.person)?.heard().to_vec());
            Silence { waited_for: what, heard: self.inner.read(|state| heard(state).unwrap_or_default()) }
        })
    }
}

impl fmt::Debug for ChatDriver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatDriver").field("person", &self.person).finish_non_exhaustive()
    }
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "the bot was silent: {} did not come in {} s.", self.waited_for, PATIENCE.as_secs())?;
        if self.heard.is_empty() {
            return write!(f, "Nothing was heard before.");
        }
        write!(f, "Heard before:")?;
        for message in &self.heard {
            let edited = if message.edited { " (edited)" } else { "" };
            write!(f, "\n— {}{edited}: {} {:?}", message.id, message.text, message.labels())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Silence {
    // A failed `unwrap` in a test shows this.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Silence {}

fn voice(seconds: u32) -> PersonMessage {
    let content = Content::Voice { seconds };
    PersonMessage { content, ..PersonMessage::file("voice.oga", Bytes::from_static(b"OggS"), None) }
}

const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
