//! The use cases: one function each, inside one transaction, on behalf of one member.
//!
//! Every change of a contact goes through [`Book::change_contact`]: it writes the row, the difference (which is
//! the history and the undo), the sum of the interactions and the next follow-up together.

mod add;
mod assign;
mod clean;
mod export;
mod forget;
mod ideal;
mod import;
mod insight;
mod log;
pub mod mail;
mod many;
mod mark;
mod merge;
mod settings;
mod settling;
mod team;
mod undo;
mod verify;

use chrono::{DateTime, NaiveDate, SubsecRound as _, Utc};

use crate::change::{ContactRecord, Effect, diff};
use crate::contact::Contact;
use crate::follow_up::follow_up;
use crate::ideal::fit;
use crate::store::{Result, Scope, Tx};
use crate::team::Member;
use crate::vocabulary::{ChangeId, ContactNo, Verb};

pub use add::{Added, Doubt};
pub use export::{Export, ExportColumn};
pub use ideal::IdealError;
pub use import::{Duplicates, How, Imported, Preview, RUN, TakenBack};
pub use insight::INSIGHT_EVERY;
pub(crate) use log::moved;
pub use log::{CorrectError, LogError, Logged};
pub use many::{Many, Mark};
pub use mark::RestAnswer;
pub use merge::{left_behind, look_alike, united};
pub use settings::{Setting, TeamWish, Wish};
pub(crate) use team::add_member;
pub use team::{INVITE_WORKS, NewInvite, Opened, Removed, found_team, open_code, open_deployment};
pub use undo::{GivenBack, UndoError, Undone};
pub use verify::found;

/// The book as one member uses it at one instant.
#[derive(Debug)]
pub struct Book<'a> {
    /// The transaction in which all of it happens.
    pub tx: &'a mut Tx,
    /// Who does it.
    pub actor: &'a Member,
    /// When (UTC): the date of their message, not of its arrival.
    pub now: DateTime<Utc>,
}

/// A contact after a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The contact as it now is.
    pub contact: Contact,
    /// The change that did it; `None`: nothing differed.
    pub change: Option<ChangeId>,
}

impl<'a> Book<'a> {
    /// The book as a member uses it.
    pub fn new(tx: &'a mut Tx, actor: &'a Member, now: DateTime<Utc>) -> Book<'a> {
        // The book keeps whole seconds.
        Book { tx, actor, now: now.trunc_subsecs(0) }
    }

    /// What the member may see.
    pub fn scope(&self) -> Scope {
        Scope::of(self.actor)
    }

    /// The member's local day.
    pub fn today(&self) -> NaiveDate {
        self.actor.schedule.today(self.now)
    }

    /// The contact of that number, if the member may see it.
    pub async fn contact(&mut self, no: ContactNo) -> Result<Option<Contact>> {
        self.tx.contact(self.scope(), no).await
    }

    /// Changes cells of a contact in one change. Nothing differs: nothing is written.
    pub(crate) async fn change_contact(
        &mut self,
        before: &Contact,
        verb: Verb,
        reason: Option<&str>,
        edit: impl FnOnce(&mut Contact) + Send,
    ) -> Result<Done> {
        let mut after = before.clone();
        edit(&mut after);
        if after == *before {
            return Ok(Done { contact: after, change: None });
        }
        self.write_change(before, after, verb, reason, None).await
    }

    /// Writes a contact that differs as a change, or as a part of one.
    async fn write_change(
        &mut self,
        before: &Contact,
        mut after: Contact,
        verb: Verb,
        reason: Option<&str>,
        part_of: Option<ChangeId>,
    ) -> Result<Done> {
        let change =
            self.tx.begin_change(self.actor, Some(before.id), verb, reason, part_of, self.now).await?;
        if after.tally != before.tally {
            after.tally = self.tx.tally(&after).await?;
        }
        let effects = self.save(before, &mut after).await?;
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Done { contact: after, change: Some(change) })
    }

    /// Writes a contact with its next follow-up; answers what differs.
    async fn save(&mut self, before: &Contact, after: &mut Contact) -> Result<Vec<Effect>> {
        if after.owner != before.owner {
            after.owned_since = self.now;
        }
        if after.profile.email != before.profile.email || after.bounced_at != before.bounced_at {
            self.tx.settle_health([&mut *after], self.now).await?;
        }
        self.tx.settle(after).await?;
        self.tx.update_contact(after).await?;
        after.version += 1;
        let cells = diff(&ContactRecord::of(before), &ContactRecord::of(after))?;
        Ok(if cells.is_empty() { Vec::new() } else { vec![Effect::Contact { id: after.id, cells }] })
    }
}

impl Tx {
    /// Computes the contact's next follow-up and fit again. The caller writes the contact.
    pub(crate) async fn settle(&mut self, contact: &mut Contact) -> Result<()> {
        let team = self.team(contact.team).await?;
        let owner = match contact.owner {
            Some(owner) => self.member(Scope::team_of(contact), owner).await?,
            None => None,
        };
        contact.due = follow_up(contact, owner.as_ref().map(|owner| &owner.schedule), &team.cadence);
        contact.fit = fit(&team.ideal, &contact.profile).map(|fit| fit.level);
        Ok(())
    }
}
