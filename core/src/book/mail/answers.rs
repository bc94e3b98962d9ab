//! What a member does with a mail that came in.

use crate::book::{Book, Done};
use crate::contact::Contact;
use crate::email::Email;
use crate::interaction::Happened;
use crate::mail::incoming::Incoming;
use crate::mail::outgoing::Mail;
use crate::store::Result;
use crate::vocabulary::{ChangeId, InteractionKind, Verb};

impl Book<'_> {
    /// A mail of the team that came in, with whom it is kept, as long as the member may see them.
    pub async fn reading(&mut self, number: i64) -> Result<Option<(Incoming, Contact)>> {
        let Some(incoming) = self.tx.incoming(self.actor.team, number).await? else { return Ok(None) };
        let contact = self.tx.contact_by_id(self.scope(), incoming.contact).await?;
        Ok(contact.map(|contact| (incoming, contact)))
    }

    /// Says by which change a mail that came in is logged now.
    pub async fn reading_logged(&mut self, number: i64, done: &Done) -> Result<()> {
        self.tx.set_reading_change(number, done.change).await
    }

    /// Nobody of a contact's company is written to any more. `None`: the address is no company's.
    pub async fn opt_out_company(&mut self, contact: &Contact) -> Result<Option<(String, ChangeId)>> {
        let domain = contact.profile.email.as_ref().and_then(Email::company_domain);
        let Some(domain) = domain else { return Ok(None) };
        let change = self
            .tx
            .begin_change(self.actor, Some(contact.id), Verb::CompanyOptedOut, None, None, self.now)
            .await?;
        self.tx.suppress_domain(contact.team, &domain, change, self.now).await?;
        self.tx.finish_change(change, None, &[]).await?;
        Ok(Some((domain, change)))
    }

    /// The reader of a mail opts out on its page, or by one POST.
    pub async fn opt_out_of(&mut self, mail: &Mail, contact: &Contact) -> Result<Option<Done>> {
        if contact.suppressed_at.is_some() {
            return Ok(None);
        }
        self.tx.stop_mails(contact.id, "opted-out", self.now).await?;
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Logged, None, None, self.now).await?;
        let told = Happened::new(InteractionKind::OptedOut, &mail.text.subject);
        let (logged, effects) = self.happen(contact, &told, self.now, change).await?;
        self.tx.finish_change(change, None, &effects).await?;
        Ok(Some(logged.done))
    }
}
