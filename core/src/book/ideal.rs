//! The profile of the ideal customer, and what follows from it for every contact.

use super::{Book, Done};
use crate::change::{Effect, TeamRecord, diff};
use crate::contact::{Contact, Declined};
use crate::ideal::{Ideal, MOST_TRAITS, Trait, proposed_grade};
use crate::store::{Result, Scope};
use crate::vocabulary::{ChangeId, Grade, Stance, Verb};

/// Why a profile is not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdealError {
    /// It would name more traits than [`MOST_TRAITS`].
    #[error("too many traits")]
    TooMany,
}

impl Book<'_> {
    /// Sets the stance of the team towards these traits, and computes the fit of each contact. `None`: nothing
    /// differed. The caller has checked the role.
    pub async fn set_ideal(
        &mut self,
        traits: &[(Stance, Trait)],
    ) -> Result<Result<(Ideal, Option<ChangeId>), IdealError>> {
        let before = self.tx.team(self.actor.team).await?;
        let mut after = before.clone();
        for (stance, one) in traits {
            after.ideal.set(one, *stance);
        }
        if after.ideal.len() > MOST_TRAITS {
            return Ok(Err(IdealError::TooMany));
        }
        if after == before {
            return Ok(Ok((after.ideal, None)));
        }
        self.tx.update_team(&after).await?;
        let cells = diff(&TeamRecord::of(&before), &TeamRecord::of(&after))?;
        let change = self.record(Verb::IdealSet, &[Effect::Team { cells }]).await?;
        self.tx.settle_fits(Scope::whole_team(self.actor)).await?;
        Ok(Ok((after.ideal, Some(change))))
    }

    /// Declines the grade that is proposed for a contact: it is not proposed again while the contact stands as it
    /// does. `None`: that grade is not proposed now.
    pub async fn decline_grade(&mut self, contact: &Contact, grade: Grade) -> Result<Option<Done>> {
        let proposal = contact.fit.and_then(|fit| proposed_grade(fit, contact, self.now));
        let Some(proposal) = proposal.filter(|proposal| proposal.grade == grade) else { return Ok(None) };
        let declined = Declined::of(proposal, contact);
        let done = self
            .change_contact(contact, Verb::GradeDeclined, None, |c| c.grade_declined = Some(declined))
            .await?;
        Ok(Some(done))
    }
}
