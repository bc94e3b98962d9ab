//! One line about what happened: asked by *Reply · Sent · Call · Meeting* on a card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, InteractionKind};
use serde::{Deserialize, Serialize};

use super::Phrase;
use crate::features::clean;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Question};

/// Whose line is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    kind: InteractionKind,
    /// The message with the card, which is shown anew afterwards.
    card: Option<i64>,
    back: Option<Place>,
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
    Ok(Outcome::nothing().and(Question { said, number }))
}

/// The line.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let card = super::write(ctx, &contact, state.kind, text).await?;
    ctx.leave().await?;
    clean::shown_in_place(ctx, card, state.card, state.back).await
}
