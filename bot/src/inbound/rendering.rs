//! Answers put into the reader's words, ready for the outbox.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chrono::{DateTime, Utc};
use renmai_core::store::{NewMessage, Priority};
use renmai_core::vocabulary::ContactId;

use crate::handler::{Menu, Outcome};
use crate::i18n::{Key, Message, Words, shorten};
use crate::outbound::message::OutboxCall;
use crate::panics::message_of;
use crate::telegram::{Incoming, Shown, What};

/// Telegram shows at most this much of the answer to a press.
const CALLBACK_ANSWER_LIMIT: usize = 200;

/// What an update leads to: messages for the outbox, and the answer to a press.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) messages: Vec<NewMessage>,
    pub(crate) callback_answer: Option<String>,
}

/// An outcome before it is rendered. Rendering needs nothing of the book, so it is done while the book is written.
pub(crate) struct Unrendered<'a> {
    pub(crate) outcome: Outcome,
    pub(crate) incoming: &'a Incoming,
    pub(crate) words: Words,
    /// When it is rendered (UTC).
    pub(crate) now: DateTime<Utc>,
}

impl Unrendered<'_> {
    /// Puts it into words.
    ///
    /// # Errors
    /// What is wrong with what cannot be rendered: an error or a panic, a fault of ours.
    pub(crate) fn render(self) -> Result<Rendered, String> {
        let Unrendered { outcome, incoming, words, now } = self;
        catching_panics(|| render(outcome, incoming, &words, now))
    }
}

fn catching_panics(render: impl FnOnce() -> serde_json::Result<Rendered>) -> Result<Rendered, String> {
    match catch_unwind(AssertUnwindSafe(render)) {
        Ok(said) => said.map_err(|fault| fault.to_string()),
        Err(panic) => Err(format!("panic: {}", message_of(&*panic))),
    }
}

/// Turns an outcome into messages in the reader's language.
fn render(
    outcome: Outcome,
    incoming: &Incoming,
    words: &Words,
    now: DateTime<Utc>,
) -> serde_json::Result<Rendered> {
    let chat = incoming.from.id;
    let mut messages = Vec::new();
    // Before anything is said about it.
    if let Some(message) = incoming.message.filter(|_| outcome.deletes) {
        messages.push(OutboxCall::Delete { message }.answer(chat)?);
    }
    if let Some(reply) = outcome.reply {
        let message = reply.message(words);
        match &incoming.what {
            // An edit that changes nothing is refused by Telegram.
            What::Press { message: Some(_), shown, .. } if is_shown(&message, shown) => {}
            What::Press { message: Some(number), .. } => {
                messages.push(NewMessage { key: outcome.key, ..outgoing(chat, message, Some(*number))? });
            }
            _ => messages.push(NewMessage { key: outcome.key, ..outgoing(chat, message, None)? }),
        }
    }
    for (number, reply) in outcome.edits {
        messages.push(outgoing(chat, reply.message(words), Some(number))?);
    }
    for (key, reply) in outcome.keyed_edits {
        messages.push(OutboxCall::edit_keyed(key, reply.message(words)).answer(chat)?);
    }
    for reply in outcome.more {
        messages.push(outgoing(chat, reply.message(words), None)?);
    }
    for (member, reply) in outcome.others {
        messages.push(outgoing(member.telegram, reply.message(&Words::to(&member, now)), None)?);
    }
    for menu in outcome.menus {
        let Menu { chat, role, lang } = menu;
        messages.push(OutboxCall::Menu { role, lang }.answer(chat)?);
    }
    let callback_answer =
        outcome.callback_answer.map(|said| shorten(&said.message(words).html.plain(), CALLBACK_ANSWER_LIMIT));
    Ok(Rendered { messages, callback_answer })
}

fn outgoing(chat: i64, message: Message, edits: Option<i64>) -> serde_json::Result<NewMessage> {
    let card_of = message.card_of;
    let call = match edits {
        Some(number) => OutboxCall::edit(number, message),
        None => OutboxCall::send(message),
    };
    Ok(NewMessage { chat, key: None, priority: Priority::Answer, body: call.json()?, card_of })
}

/// Whether a message is what the chat shows already.
fn is_shown(message: &Message, shown: &Shown) -> bool {
    let keys = message.keyboard.0.iter().flatten().map(|key| match key {
        Key::Press { label, data } => (label, data),
        Key::Copy { label, text } => (label, text),
        Key::Link { label, url } => (label, url),
    });
    message.file.is_none()
        && message.attached.is_none()
        && message.html.plain().trim() == shown.text
        && keys.eq(shown.keys.iter().map(|(label, carries)| (label, carries)))
}

/// What the pressed message shows from now on: a contact's card, or no longer one.
pub(crate) fn card_shown(
    outcome: &Outcome,
    pressed: Option<i64>,
    words: &Words,
) -> Option<(i64, Option<ContactId>)> {
    let (message, reply) = (pressed?, outcome.reply.as_ref()?);
    Some((message, reply.message(words).card_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_rendered_is_a_fault_of_ours() {
        assert!(catching_panics(|| Ok(Rendered::default())).is_ok());
        let panic = catching_panics(|| panic!("no word for {}", 12));
        assert_eq!(panic.unwrap_err(), "panic: no word for 12");
        assert!(catching_panics(|| serde_json::from_str::<()>("{").map(|()| Rendered::default())).is_err());
    }
}
