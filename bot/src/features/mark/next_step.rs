//! The next step: asked by the button on a card; a day, and what to do.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;
use serde::{Deserialize, Serialize};

use super::{Phrase, plan};
use crate::features::log;
use crate::handler::buttons::Place;
use crate::handler::{Answer, CardQuestion, Context};

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
    Ok(CardQuestion::new(said, number, contact, back).into())
}

/// The day and what to do.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let (done, said) = plan::set_next(ctx, &contact, text).await?;
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
