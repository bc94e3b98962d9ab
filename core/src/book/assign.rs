//! Giving contacts to somebody.

use super::{Book, Done};
use crate::contact::Contact;
use crate::store::Result;
use crate::team::Member;
use crate::vocabulary::Verb;

impl Book<'_> {
    /// Gives a contact to a colleague, or (with `None`) to the pool. Only those who lead may; the caller has
    /// checked the role.
    pub async fn assign(&mut self, contact: &Contact, to: Option<&Member>) -> Result<Done> {
        let to = to.map(|member| member.id);
        self.change_contact(contact, Verb::Assigned, None, |c| c.owner = to).await
    }
}
