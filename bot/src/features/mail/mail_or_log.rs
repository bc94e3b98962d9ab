//! A text that was sent as a reply to what came in: whether it goes as a mail, or is logged.

use renmai_core::email::Email;
use serde::{Deserialize, Serialize};

use super::in_news::SHOWN;
use super::incoming::{of_number, thread_of};
use crate::features::log;
use crate::handler::buttons::Button;
use crate::handler::{Answer, Context, Outcome, cancel_key};
use crate::i18n::{Html, Key, Keyboard, Message, Render, Words, shorten};

/// A text that was sent as a reply to what came in: it goes as a mail, or is logged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailOrLog {
    reading: i64,
    text: String,
}

/// The choices.
const AS_MAIL: u8 = 1;
const AS_LOG: u8 = 2;

/// Asks which.
#[derive(Debug, Clone)]
struct Which {
    to: Email,
    text: String,
    question: i64,
}

impl Render for Which {
    fn message(&self, words: &Words) -> Message {
        let to = self.to.as_str().to_owned();
        let mut html = words.html("mail-or-log", &[("to", &to)]);
        html.line(Html::text(&shorten(&self.text, SHOWN)));
        let choose = |id: &str, choice: u8| {
            Key::press(words.word(id), &Button::Choose { question: self.question, choice })
        };
        let mut keyboard = Keyboard::default();
        keyboard.row([choose("mail-button-as-mail", AS_MAIL), choose("mail-button-as-log", AS_LOG)]);
        keyboard.row([cancel_key(self.question, words)]);
        Message { html, keyboard, ..Message::default() }
    }
}

/// Asks whether a text is to go as a mail, or to be logged.
pub async fn replied(ctx: &mut Context<'_>, reading: i64, text: &str) -> Answer {
    let (incoming, _) = of_number(ctx, reading).await?;
    let question = ctx.enter(MailOrLog { reading, text: text.to_owned() }).await?;
    Ok(Which { to: incoming.sender, text: text.to_owned(), question }.into())
}

/// It is chosen.
pub async fn chosen(ctx: &mut Context<'_>, state: MailOrLog, choice: u8) -> Answer {
    let (incoming, contact) = of_number(ctx, state.reading).await?;
    ctx.leave().await?;
    match choice {
        AS_MAIL => {
            let text = thread_of(&incoming, &contact, state.text);
            let haste = renmai_core::mail::pace::Haste::Answer;
            let mail = ctx.book().draft_mail(&contact, &incoming.sender, &text, haste).await?;
            super::draft::look(ctx, &mail, contact).await
        }
        AS_LOG => log::to_card(ctx, &contact, &state.text, None).await,
        _ => Ok(Outcome::callback_answer(crate::handler::common::Phrase::OldButton)),
    }
}
