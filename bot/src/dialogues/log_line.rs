//! One line about what happened: asked by *Reply · Sent · Call · Meeting* on a card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, InteractionKind};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use crate::buttons::Place;
use crate::commands::log;
use crate::ctx::{Answer, Ctx, Outcome};
use crate::words::log::{Reply, Said};

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
pub async fn ask(ctx: &mut Ctx<'_>, contact: &Contact, kind: InteractionKind, back: Option<Place>) -> Answer {
    let state = State { no: contact.no, kind, card: ctx.pressed, back };
    ctx.enter(&Dialogue::LogLine(state)).await?;
    let asked = Reply::Ask { said: Said::AskLine { no: contact.no, name: contact.title().to_owned(), kind } };
    Ok(Outcome::nothing().and(asked))
}

/// The line.
pub async fn hear(ctx: &mut Ctx<'_>, state: State, text: &str) -> Answer {
    let contact = ctx.contact_no(state.no).await?;
    let card = log::write(ctx, &contact, state.kind, text).await?;
    ctx.leave().await?;
    super::shown_in_place(ctx, card, state.card, state.back).await
}
