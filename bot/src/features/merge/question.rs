//! Two that look nothing alike are merged only when that is confirmed (docs/product.md, rule 5.24).

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;
use serde::{Deserialize, Serialize};

use super::{Reply, merged};
use crate::handler::{Answer, Context, Outcome, common};

/// The choice that merges them.
pub(super) const MERGE: u8 = 1;

/// Which two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    stays: ContactNo,
    gone: ContactNo,
}

/// Asks whether they are one person.
pub async fn ask(ctx: &mut Context<'_>, stays: &Contact, gone: &Contact) -> Answer {
    let question = ctx.enter(State { stays: stays.no, gone: gone.no }).await?;
    let name = |contact: &Contact| format!("#{} {}", contact.no.0, contact.title());
    Ok(Reply::Ask { stays: name(stays), gone: name(gone), question }.into())
}

/// They are.
pub async fn choose(ctx: &mut Context<'_>, state: State, choice: u8) -> Answer {
    if choice != MERGE {
        return Ok(Outcome::callback_answer(common::Phrase::OldButton));
    }
    ctx.leave().await?;
    let stays = ctx.contact_no(state.stays).await?;
    let gone = ctx.contact_no(state.gone).await?;
    merged(ctx, &stays, &gone).await
}
