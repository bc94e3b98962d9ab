//! The next step: asked by the button on a card; a day, and what to do.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;
use serde::{Deserialize, Serialize};

use super::{Phrase, plan};
use crate::features::clean;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Question};

/// Whose next step is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    no: ContactNo,
    /// The message with the card, which is shown anew afterwards.
    card: Option<i64>,
    back: Option<Place>,
}

/// Asks for it.
pub async fn ask(ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    let number = ctx.enter(State { no: contact.no, card: ctx.pressed, back }).await?;
    let said = Phrase::AskNextStep { no: contact.no, name: contact.title().to_owned() };
    Ok(Outcome::nothing().and(Question { said, number }))
}

/// The day and what to do.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let card = plan::set_next(ctx, &contact, text, None).await?;
    ctx.leave().await?;
    clean::shown_in_place(ctx, card, state.card, state.back).await
}
