//! One line about what happened: asked by the log buttons of a card, in place of the card.

use renmai_core::book::Logged;
use renmai_core::contact::Contact;
use renmai_core::interaction::Kind;
use renmai_core::read::happened;
use renmai_core::vocabulary::{ContactNo, InteractionKind};
use serde::{Deserialize, Serialize};

use super::{Certain, Phrase, after, answered, list};
use crate::handler::buttons::Place;
use crate::handler::{Answer, CardQuestion, Context, NOTHING_TO_ADD, Outcome, Stop, common};

/// Whose line is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    kind: InteractionKind,
    /// The message with the question, which was the card.
    card: Option<i64>,
    back: Option<Place>,
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
    let said = Phrase::AskLine { no: contact.no, name: contact.title().to_owned(), kind, code: kind.code() };
    let question = CardQuestion::new(said, number, contact, back);
    // A note says nothing without a word.
    Ok(match kind {
        InteractionKind::Note => question.into(),
        _ => question.or_nothing().into(),
    })
}

/// The line: the answer is a message of its own, and what stands behind the question is shown in its place.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let logged = logged(ctx, &state, text).await?;
    let line = after(ctx, &logged, Certain::Asked, state.back).await?;
    answered(ctx, line, state.card, state.back).await
}

/// *Nothing to add*.
pub async fn choose(ctx: &mut Context<'_>, state: State, choice: u8) -> Answer {
    if choice != NOTHING_TO_ADD {
        return Ok(Outcome::callback_answer(common::Phrase::NothingAsked));
    }
    let logged = logged(ctx, &state, "").await?;
    let line = after(ctx, &logged, Certain::Asked, state.back).await?;
    match state.back {
        Some(Place::AfterDue(_) | Place::AfterMorning(..)) => {
            line.beside_the_list(ctx, Outcome::default()).await
        }
        Some(place @ (Place::Due(_) | Place::Morning(..))) => {
            let reply = list(ctx, place).await?;
            Ok(Outcome { reply, ..Outcome::default() }.and(line))
        }
        _ => {
            let said = Phrase::Logged { no: state.no, kind: logged.interaction.what() };
            Ok(ctx.changed_card(&logged.done, said, state.back).await?.into())
        }
    }
}

async fn logged(ctx: &mut Context<'_>, state: &State, text: &str) -> Result<Logged, Stop> {
    let contact = ctx.contact_no(state.no).await?;
    let kind = kind_of(state.kind, text, &contact);
    let logged = super::write(ctx, &contact, kind, text, None).await?;
    ctx.leave().await?;
    Ok(logged)
}

/// What was asked for, unless the line says that nobody was reached, or by which messenger it went.
fn kind_of(asked: InteractionKind, text: &str, contact: &Contact) -> Kind {
    let said = happened::line(text, contact.profile.name.as_deref()).kind;
    match (asked, said.kind) {
        (
            InteractionKind::Call | InteractionKind::Message | InteractionKind::Sent,
            InteractionKind::NoAnswer,
        ) => said,
        (InteractionKind::Message, InteractionKind::Message) => said,
        _ => asked.into(),
    }
}
