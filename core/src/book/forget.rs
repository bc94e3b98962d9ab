//! Erases a person (GDPR, Art. 17; docs/product.md, rule 5.32): the data is deleted, the suppression stays as a hash
//! (Art. 17(3)(b)), and the history says only that it was done.

use super::Book;
use crate::contact::Contact;
use crate::store::Result;
use crate::vocabulary::Verb;

impl Book<'_> {
    /// Erases the person. There is no way back.
    pub async fn forget(&mut self, contact: &Contact) -> Result<()> {
        let mut rows = self.tx.merged_away(contact).await?;
        rows.push(contact.clone());
        for contact in rows {
            if let Some(email) = &contact.profile.email {
                self.tx.suppress(contact.team, email, None, self.now).await?;
            }
            self.tx.erase_contact(&contact, self.now).await?;
        }
        self.tx.begin_change(self.actor, Some(contact.id), Verb::Forgot, None, None, self.now).await?;
        Ok(())
    }
}
