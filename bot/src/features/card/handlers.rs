//! `/l12`: the card.

use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;

use super::{Keys, View};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context};

/// Shows the card.
pub async fn run(ctx: &mut Context<'_>, no: ContactNo) -> Answer {
    let contact = ctx.contact_no(no).await?;
    Ok(ctx.card(&contact).await?.into())
}

/// Shows the card in place of the list behind it; whatever was being asked is left.
pub async fn show(ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    ctx.leave().await?;
    Ok(View { back, ..ctx.card(contact).await? }.into())
}

/// Shows the card with what is done less often.
pub async fn more(ctx: &mut Context<'_>, contact: &Contact, back: Option<Place>) -> Answer {
    Ok(View { back, keys: Keys::More, ..ctx.card(contact).await? }.into())
}
