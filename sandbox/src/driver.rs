//! Somebody's phone: everything that a person can do in a chat with the bot, and see.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use serde_json::json;

use crate::answers::{Press, PressAnswer};
use crate::inbox::Parcel;
use crate::message::{Contact, Content, Message};
use crate::sandbox::Inner;
use crate::state::State;

/// How long to wait for the bot, in real time, before it counts as silent.
const PATIENCE: Duration = Duration::from_secs(20);

/// Somebody's phone. Clones are the same phone.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
    person: i64,
}

/// The bot said nothing; what it said before is in the text of this error.
#[derive(Clone)]
pub struct Silence {
    waited_for: &'static str,
    heard: Vec<Message>,
}

impl Desk {
    pub(crate) fn new(inner: Arc<Inner>, person: i64) -> Desk {
        Desk { inner, person }
    }

    /// Whose phone it is.
    pub fn id(&self) -> i64 {
        self.person
    }

    /// Writes to the bot; answers the message's number. As in every Telegram app, a text that is too long becomes
    /// several messages (the last one's number is answered), and writing to a blocked bot lets it in again.
    pub fn says(&self, text: &str) -> i64 {
        self.sends(Parcel::text(text))
    }

    /// Writes a message that carries this date: the phone was offline.
    pub fn says_at(&self, text: &str, date: DateTime<Utc>) -> i64 {
        self.sends(Parcel { date: Some(date), ..Parcel::text(text) })
    }

    /// Replies to a message.
    pub fn replies(&self, to_message: i64, text: &str) -> i64 {
        self.sends(Parcel { reply_to: Some(to_message), ..Parcel::text(text) })
    }

    /// Sends a file.
    pub fn sends_file(&self, name: &str, bytes: Vec<u8>, caption: Option<&str>) -> i64 {
        self.sends(Parcel::file(name, bytes.into(), caption))
    }

    /// Shares a contact.
    pub fn sends_contact(&self, first: &str, last: Option<&str>, phone: &str, vcard: Option<&str>) -> i64 {
        let contact = Contact {
            first_name: first.to_owned(),
            last_name: last.map(str::to_owned),
            phone_number: phone.to_owned(),
            vcard: vcard.map(str::to_owned),
        };
        self.sends(Parcel { content: Content::Contact(contact), ..Parcel::default() })
    }

    /// Sends a picture: a single grey pixel.
    pub fn sends_photo(&self, caption: Option<&str>) -> i64 {
        self.sends(Parcel::file("photo.gif", Bytes::from_static(PIXEL), caption).into_photo())
    }

    /// Sends the picture as a reply to a message.
    pub fn replies_with_photo(&self, to_message: i64, caption: Option<&str>) -> i64 {
        let photo = Parcel::file("photo.gif", Bytes::from_static(PIXEL), caption).into_photo();
        self.sends(Parcel { reply_to: Some(to_message), ..photo })
    }

    /// Sends a voice message as a reply to a message.
    pub fn replies_with_voice(&self, to_message: i64, seconds: u32) -> i64 {
        self.sends(Parcel { reply_to: Some(to_message), ..voice(seconds) })
    }

    /// Sends a file as a reply to a message.
    pub fn replies_with_file(&self, to_message: i64, name: &str, bytes: Vec<u8>) -> i64 {
        self.sends(Parcel { reply_to: Some(to_message), ..Parcel::file(name, bytes.into(), None) })
    }

    /// Sends a sticker.
    pub fn sends_sticker(&self, emoji: &str) -> i64 {
        let content = Content::Sticker { emoji: emoji.to_owned() };
        self.sends(Parcel { content, ..Parcel::file("sticker.webp", Bytes::from_static(b"RIFF"), None) })
    }

    /// Sends a voice message.
    pub fn sends_voice(&self, seconds: u32) -> i64 {
        self.sends(voice(seconds))
    }

    /// Forwards what somebody wrote elsewhere, who does not want to be named in full.
    pub fn forwards(&self, from: &str, text: &str) -> i64 {
        let date = self.inner.clock.now().timestamp();
        let origin = json!({ "type": "hidden_user", "date": date, "sender_user_name": from });
        self.sends(Parcel { forward_origin: Some(origin), ..Parcel::text(text) })
    }

    /// Changes a message of one's own.
    pub fn edits(&self, message: i64, text: &str) {
        self.inner.change(|state| state.edit(self.person, message, text));
    }

    /// Presses a button of a message, by its label: the one that is called so, or else the first that has this in its
    /// label.
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

    /// Presses a button that need not be there: an old one, or a forged one.
    pub fn presses_data(&self, message: i64, data: &str) -> Press {
        self.inner.change(|state| state.press(self.person, message, data))
    }

    /// The same press is sent to the bot again, under a new `update_id`.
    pub fn presses_again(&self, press: &Press) -> Press {
        self.inner.change(|state| state.press_again(press));
        press.clone()
    }

    /// Blocks the bot.
    pub fn blocks_bot(&self) {
        self.inner.change(|state| state.set_blocked(self.person, true));
    }

    /// Lets the bot in again.
    pub fn unblocks_bot(&self) {
        self.inner.change(|state| state.set_blocked(self.person, false));
    }

    /// The next message of the bot, or change to one, that was not heard yet; waits for it.
    ///
    /// # Errors
    /// When nothing comes.
    pub async fn hears(&self) -> Result<Message, Silence> {
        self.wait("a message", |state| state.chat_mut(self.person).hear()).await
    }

    /// What a press is answered with; waits for it.
    ///
    /// # Errors
    /// When nothing comes.
    pub async fn press_answer(&self, press: &Press) -> Result<PressAnswer, Silence> {
        self.wait("the answer to a press", |state| state.book.presses.answer_to(&press.id).cloned()).await
    }

    /// What the bot said and nobody heard yet.
    pub fn unheard(&self) -> Vec<Message> {
        self.inner
            .read(|state| state.chat(self.person).map(|chat| chat.unheard().to_vec()).unwrap_or_default())
    }

    /// The chat as it now is, the oldest message first.
    pub fn screen(&self) -> Vec<Message> {
        let all = |state: &State| Some(state.chat(self.person)?.messages.values().cloned().collect());
        self.inner.read(|state| all(state).unwrap_or_default())
    }

    /// A message as it now is.
    pub fn message(&self, id: i64) -> Option<Message> {
        self.inner.read(|state| state.message(self.person, id).cloned())
    }

    /// The name of the file in a message, and what is in it.
    pub fn file(&self, message: &Message) -> Option<(String, Vec<u8>)> {
        let info = message.file.as_ref()?;
        let bytes =
            self.inner.read(|state| state.book.files.get(&info.id).map(|file| file.bytes.to_vec()))?;
        Some((info.name.clone(), bytes))
    }

    pub(crate) fn sends(&self, parcel: Parcel) -> i64 {
        self.inner.change(|state| state.receive(self.person, parcel))
    }

    /// Waits for something in the state, by notification: nobody sleeps.
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
                // This desk holds the sandbox, so the sender cannot be gone.
                let _ = changes.changed().await;
            }
        });
        found.await.map_err(|_| {
            let heard = |state: &State| Some(state.chat(self.person)?.heard().to_vec());
            Silence { waited_for: what, heard: self.inner.read(|state| heard(state).unwrap_or_default()) }
        })
    }
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").field("person", &self.person).finish_non_exhaustive()
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
    // A failed `unwrap` in a test shows this: let it be readable.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Silence {}

fn voice(seconds: u32) -> Parcel {
    let content = Content::Voice { seconds };
    Parcel { content, ..Parcel::file("voice.oga", Bytes::from_static(b"OggS"), None) }
}

const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
