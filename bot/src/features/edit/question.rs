//! A field that is missing: asked by its button on a card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, Field};
use serde::{Deserialize, Serialize};

use super::Phrase;
use crate::features::log;
use crate::handler::buttons::Place;
use crate::handler::{Answer, CardQuestion, Context};

/// Which field of whom is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    field: Field,
    /// The message with the card, which is shown anew afterwards.
    card: Option<i64>,
    back: Option<Place>,
}

/// Asks for it.
pub async fn ask(ctx: &mut Context<'_>, contact: &Contact, field: Field, back: Option<Place>) -> Answer {
    let number = ctx.enter(State { no: contact.no, field, card: ctx.pressed, back }).await?;
    let said = Phrase::AskField { no: contact.no, name: contact.title().to_owned(), field };
    Ok(CardQuestion::new(said, number, contact, back).into())
}

/// What stands there.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let (done, said) = super::set(ctx, &contact, state.field, text).await?;
    ctx.leave().await?;
    let line = log::after_change(ctx, &done, said, state.back).await?;
    log::answered(ctx, line, state.card, state.back).await
}

impl State {
    /// The message in which it is asked: a reply to it is the answer.
    pub fn message(&self) -> Option<i64> {
        self.card
    }
}
