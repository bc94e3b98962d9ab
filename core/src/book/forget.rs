//! Erases a person (GDPR, Art. 17; docs/product.md, rule 5.32): the data is deleted, the suppression stays as a hash
//! (Art. 17(3)(b)), and the history says only that it was done. What the disk still holds of it is
//! written over by [`crate::store::Store::erase_freed`].

use super::Book;
use crate::contact::Contact;
use crate::store::{Result, Traces};
use crate::vocabulary::Verb;

impl Book<'_> {
    /// Erases the person, in whichever rows they stand: those that became one with this one, and those that were taken
    /// back. There is no way back.
    pub async fn forget(&mut self, contact: &Contact) -> Result<()> {
        let mut rows = self.tx.merged_away(contact).await?;
        rows.push(contact.clone());
        let likenesses = self.tx.taken_back_likenesses(&rows).await?;
        rows.extend(likenesses);
        let mut effects = Vec::new();
        for row in &rows {
            effects.extend(self.tx.effects_on(row.team, row.id).await?);
        }
        let traces = Traces::of(&rows, &effects);
        for row in &rows {
            if let Some(email) = &row.profile.email {
                self.tx.suppress(row.team, email, None, self.now).await?;
            }
            self.tx.erase_contact(row, self.now).await?;
            self.tx.erase_merges(row.team, row.id).await?;
        }
        self.tx.erase_traces(contact.team, &traces).await?;
        self.tx.owe_erasure().await?;
        self.tx.begin_change(self.actor, Some(contact.id), Verb::Forgot, None, None, self.now).await?;
        Ok(())
    }
}
