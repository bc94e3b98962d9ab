//! What follows from a setting for every contact: the follow-ups from a cadence, a zone or working days, the fit from the
//! profile of the ideal customer.
//!
//! The first run of contacts is settled with the change, so a small book is at once as it should be. What a larger book
//! has more is owed: it is settled run by run, each in a transaction of its own, so that nobody waits for it.

use crate::follow_up::follow_up;
use crate::ideal::fit;
use crate::store::{Result, Scope, Settling, Tx};
use crate::vocabulary::ContactNo;

/// How many contacts are settled in one transaction: some ten milliseconds.
const RUN: u32 = 250;

impl Tx {
    /// Settles the follow-ups of all contacts in scope; of those of a large book, the rest later.
    pub(crate) async fn settle_follow_ups(&mut self, scope: Scope) -> Result<()> {
        self.settle_all(scope, Settling::FollowUps).await
    }

    /// The same for their fits.
    pub(crate) async fn settle_fits(&mut self, scope: Scope) -> Result<()> {
        self.settle_all(scope, Settling::Fits).await
    }

    async fn settle_all(&mut self, scope: Scope, what: Settling) -> Result<()> {
        match self.settle_run(scope, what, ContactNo(0)).await? {
            Some(after) => self.owe_settling(scope, what, after).await,
            None => self.end_settling(scope, what).await,
        }
    }

    /// Settles one more run of what is owed; whether something was.
    ///
    /// # Errors
    /// When the book cannot be written. Then it stays owed.
    pub async fn go_on_settling(&mut self) -> Result<bool> {
        let Some((scope, what, after)) = self.owed_settling().await? else { return Ok(false) };
        match self.settle_run(scope, what, after).await? {
            Some(after) => self.owe_settling(scope, what, after).await?,
            None => self.end_settling(scope, what).await?,
        }
        Ok(true)
    }

    /// Settles the contacts behind `after`, as many as a run has; the last of them, if there may be more. Only what
    /// differs is written.
    async fn settle_run(
        &mut self,
        scope: Scope,
        what: Settling,
        after: ContactNo,
    ) -> Result<Option<ContactNo>> {
        let (last, count) = match what {
            Settling::FollowUps => self.settle_follow_ups_after(scope, after).await?,
            Settling::Fits => self.settle_fits_after(scope, after).await?,
        };
        Ok(last.filter(|_| count == RUN as usize))
    }

    async fn settle_follow_ups_after(
        &mut self,
        scope: Scope,
        after: ContactNo,
    ) -> Result<(Option<ContactNo>, usize)> {
        let cadence = self.team(scope.team()).await?.cadence;
        let members = self.members(scope).await?;
        let contacts = self.contacts_after(scope, after, RUN).await?;
        let mut settled = Vec::new();
        for contact in &contacts {
            let owner = members.iter().find(|member| Some(member.id) == contact.owner);
            let due = follow_up(contact, owner.map(|owner| &owner.schedule), &cadence);
            if due != contact.due {
                settled.push((contact.id, due));
            }
        }
        self.update_due(&settled).await?;
        Ok((contacts.last().map(|contact| contact.no), contacts.len()))
    }

    async fn settle_fits_after(
        &mut self,
        scope: Scope,
        after: ContactNo,
    ) -> Result<(Option<ContactNo>, usize)> {
        let ideal = self.team(scope.team()).await?.ideal;
        let judged = self.judged(scope, after, RUN).await?;
        let mut settled = Vec::new();
        for one in &judged {
            let fit = fit(&ideal, &one.profile).map(|fit| fit.level);
            if fit != one.fit {
                settled.push((one.id, fit));
            }
        }
        self.update_fits(&settled).await?;
        Ok((judged.last().map(|one| one.no), judged.len()))
    }
}
