//! A field that is missing: asked by its button on a card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, Field};
use serde::{Deserialize, Serialize};

use super::Phrase;
use crate::features::clean;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Question};

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
    Ok(Outcome::nothing().and(Question { said, number }))
}

/// What stands there.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let card = super::set(ctx, &contact, state.field, text).await?;
    ctx.leave().await?;
    clean::shown_in_place(ctx, card, state.card, state.back).await
}
