//! Cards, made for whoever reads them.

use chrono::{DateTime, Utc};
use renmai_core::book::Done;
use renmai_core::contact::Contact;
use renmai_core::ideal::{fit, proposed_grade};
use renmai_core::store::{Scope, StoreError, Tx};
use renmai_core::team::Member;

use super::{Keys, View};
use crate::handler::buttons::{Button, CardAct, Place};
use crate::handler::{Context, Stop};
use crate::i18n::AnyReply;
use crate::telegram::Replied;

/// The card of a contact, made for a member.
pub async fn made_for(
    tx: &mut Tx,
    member: &Member,
    contact: &Contact,
    now: DateTime<Utc>,
) -> Result<View, StoreError> {
    let scope = Scope::of(member);
    let owner = match contact.owner {
        Some(owner) => tx.member(scope, owner).await?,
        None => None,
    };
    let last = tx.last_interaction(scope, contact.id).await?;
    let fit = fit(&tx.team(contact.team).await?.ideal, &contact.profile);
    let proposal = fit.as_ref().and_then(|fit| proposed_grade(fit.level, contact, now));
    Ok(View {
        contact: contact.clone(),
        owner: owner.map(|owner| owner.name),
        mine: contact.owner == Some(member.id),
        last,
        fit,
        proposal,
        now,
        today: member.schedule.today(now),
        zone: member.schedule.zone,
        head: None,
        undo: None,
        back: None,
        ahead: None,
        keys: Keys::Daily,
    })
}

impl Context<'_> {
    /// The card of a contact.
    pub async fn card(&mut self, contact: &Contact) -> Result<View, Stop> {
        Ok(made_for(self.tx, &self.member, contact, self.now).await?)
    }

    /// The card after a change, with what was done above it and the way back below.
    pub async fn changed_card(
        &mut self,
        done: &Done,
        said: impl Into<AnyReply>,
        back: Option<Place>,
    ) -> Result<View, Stop> {
        let card = self.card(&done.contact).await?;
        Ok(View { head: Some(said.into()), undo: done.change, back, ..card })
    }

    /// The contact whose card was replied to, if the member may see it.
    pub async fn card_replied_to(&mut self, replied: &Replied) -> Result<Option<Contact>, Stop> {
        let kept = self.tx.card(&self.member, replied.message).await?;
        // The buttons tell it even before the sender has noted whose card the message is.
        let shown = replied.buttons.iter().find_map(|data| match Button::parse(data)? {
            Button::Card { act: CardAct::Log(_), no, .. } => Some(no),
            _ => None,
        });
        Ok(match (kept, shown) {
            (None, Some(no)) => self.book().contact(no).await?,
            (kept, _) => kept,
        })
    }
}
