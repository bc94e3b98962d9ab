//! One line about what happened: asked by the log buttons of a card, in place of the card.

use renmai_core::book::Logged;
use renmai_core::contact::Contact;
use renmai_core::interaction::Kind;
use renmai_core::vocabulary::{ContactId, ContactNo, InteractionKind};
use serde::{Deserialize, Serialize};

use super::{Certain, Phrase, after, again};
use crate::features::{card, clean, due};
use crate::handler::buttons::{Button, Place};
use crate::handler::{Answer, Context, Outcome, Stop};
use crate::i18n::{AnyReply, Key, Message, Render, Words};

/// Whose line is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    kind: InteractionKind,
    /// The message with the question, which was the card.
    card: Option<i64>,
    back: Option<Place>,
}

/// The choices under the question.
const NOTHING_TO_ADD: u8 = 0;
const BACK: u8 = 1;

/// The question.
#[derive(Debug, Clone, PartialEq)]
struct Ask {
    contact: ContactId,
    said: Phrase,
    number: i64,
    /// Whether what happened says enough without a word.
    may_be_empty: bool,
}

impl Render for Ask {
    fn message(&self, words: &Words) -> Message {
        let mut message = self.said.message(words);
        let key =
            |id: &str, choice| Key::press(words.word(id), &Button::Choose { question: self.number, choice });
        let nothing = self.may_be_empty.then(|| key("button-nothing-to-add", NOTHING_TO_ADD));
        message.keyboard.row(nothing.into_iter().chain([key("button-back", BACK)]));
        Message { card_of: Some(self.contact), ..message }
    }
}

impl State {
    /// The message in which it is asked: a reply to it is the answer.
    pub fn message(&self) -> Option<i64> {
        self.card
    }
}

/// Asks for the line.
pub async fn ask(
    ctx: &mut Context<'_>,
    contact: &Contact,
    kind: InteractionKind,
    back: Option<Place>,
) -> Answer {
    let number = ctx.enter(State { no: contact.no, kind, card: ctx.pressed, back }).await?;
    let said = Phrase::AskLine { no: contact.no, name: contact.title().to_owned(), kind };
    let may_be_empty = kind != InteractionKind::Note;
    Ok(Ask { contact: contact.id, said, number, may_be_empty }.into())
}

/// The line: the answer is a message of its own, and what stands behind the question is shown in its place.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let logged = logged(ctx, &state, text).await?;
    let line = after(ctx, &logged, Certain::Asked, state.back).await?;
    let mut outcome = Outcome::from(line.clone());
    if let Some(message) = state.card {
        let behind = match state.back {
            Some(place @ (Place::AfterDue(_) | Place::AfterMorning(..))) => {
                let line = again(ctx, place).await?.past();
                let shown = line.contact().id;
                ctx.tx.set_card(ctx.member.telegram, message, Some(shown)).await?;
                outcome.reply = None;
                outcome = outcome.and_edit(message, line);
                return after(ctx, &logged, Certain::Asked, state.back)
                    .await?
                    .beside_the_list(ctx, outcome)
                    .await;
            }
            Some(Place::Due(_) | Place::Morning(..)) => list(ctx, state.back).await?,
            _ => None,
        };
        match behind {
            Some(list) => {
                ctx.tx.set_card(ctx.member.telegram, message, None).await?;
                outcome.edits.push((message, list));
            }
            None => {
                let card = ctx.card(&logged.done.contact).await?;
                let shown = clean::shown_in_place(ctx, card, Some(message), state.back).await?;
                outcome.edits.extend(shown.edits);
            }
        }
    }
    Ok(outcome)
}

/// *Nothing to add*, and the way back to the card.
pub async fn choose(ctx: &mut Context<'_>, state: State, choice: u8) -> Answer {
    if choice == BACK {
        let contact = ctx.contact_no(state.no).await?;
        return card::show(ctx, &contact, state.back).await;
    }
    let logged = logged(ctx, &state, "").await?;
    let line = after(ctx, &logged, Certain::Asked, state.back).await?;
    match state.back {
        Some(Place::AfterDue(_) | Place::AfterMorning(..)) => {
            line.beside_the_list(ctx, Outcome::default()).await
        }
        Some(Place::Due(_) | Place::Morning(..)) => {
            let reply = list(ctx, state.back).await?;
            Ok(Outcome { reply, ..Outcome::default() }.and(line))
        }
        _ => {
            let said = line.said();
            Ok(ctx.changed_card(&logged.done, said, state.back).await?.into())
        }
    }
}

async fn logged(ctx: &mut Context<'_>, state: &State, text: &str) -> Result<Logged, Stop> {
    let contact = ctx.contact_no(state.no).await?;
    let logged = super::write(ctx, &contact, Kind::from(state.kind), text, None).await?;
    ctx.leave().await?;
    Ok(logged)
}

/// The list in whose course something was logged, as it now is.
async fn list(ctx: &mut Context<'_>, place: Option<Place>) -> Result<Option<AnyReply>, Stop> {
    Ok(match place {
        Some(Place::Due(page)) => due::page(ctx, page).await?.reply,
        Some(Place::Morning(day, page)) => due::morning_page(ctx, day, page).await?.reply,
        _ => None,
    })
}
