//! Giving contacts to somebody.

use super::{Book, Done, Mark};
use crate::contact::Contact;
use crate::store::Result;
use crate::team::Member;

impl Book<'_> {
    /// Gives a contact to a colleague, or (with `None`) to the pool. Only those who lead may; the caller has
    /// checked the role.
    pub async fn assign(&mut self, contact: &Contact, to: Option<&Member>) -> Result<Done> {
        let (mark, now) = (Mark::Owner(to.map(|member| member.id)), self.now);
        self.change_contact(contact, mark.verb(), None, |c| mark.set(c, None, now)).await
    }
}
