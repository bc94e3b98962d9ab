//! A field that is missing: asked by its button on a card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, Field};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use crate::buttons::Place;
use crate::commands::edit;
use crate::ctx::{Answer, Ctx, Outcome};
use crate::words::log::Reply;
use crate::words::log::Said;

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
pub async fn ask(ctx: &mut Ctx<'_>, contact: &Contact, field: Field, back: Option<Place>) -> Answer {
    ctx.enter(&Dialogue::Fill(State { no: contact.no, field, card: ctx.pressed, back })).await?;
    let said = Said::AskField { no: contact.no, name: contact.title().to_owned(), field };
    Ok(Outcome::nothing().and(Reply::Ask { said }))
}

/// What stands there.
pub async fn hear(ctx: &mut Ctx<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let card = edit::set(ctx, &contact, state.field, text).await?;
    ctx.leave().await?;
    super::shown_in_place(ctx, card, state.card, state.back).await
}
