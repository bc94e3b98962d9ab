//! A next step that rings at its time: the card, with what is to be done above it.

use chrono::{DateTime, Utc};
use renmai_core::contact::Contact;
use renmai_core::store::{Result, Tx};
use renmai_core::team::Member;

use super::Phrase;
use crate::features::card;
use crate::i18n::Quote;

/// The card of whoever's next step rings; `None`: it has no time.
pub async fn ring(
    tx: &mut Tx,
    member: &Member,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<Option<card::View>> {
    let Some(step) = &contact.next_step else { return Ok(None) };
    let Some(time) = step.at else { return Ok(None) };
    let said = Phrase::Rings { time, what: Quote::new(&step.what, 200) };
    let card = card::made_for(tx, member, contact, now).await?;
    Ok(Some(card::View { head: Some(said.into()), ..card }))
}
