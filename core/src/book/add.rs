//! Adds a contact: the duplicate rules (查重; docs/product.md, section 8), the health of the address, the first
//! follow-up.

use super::{Book, Done};
use crate::contact::Contact;
use crate::interaction::{Attachment, Happened, summaries};
use crate::read::Draft;
use crate::store::{Result, Scope};
use crate::vocabulary::{Grade, InteractionKind, Verb};

/// What to do when somebody like this is in the book already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// Ask first.
    Ask,
    /// They were asked, and said to add.
    AddAnyway,
}

/// What became of adding.
#[derive(Debug, Clone, PartialEq)]
pub enum Added {
    /// It is in the book.
    New(Box<Done>),
    /// The same address is in the team's book: always refused (docs/product.md, rule 8.1).
    Taken(Box<Contact>),
    /// The same company domain, or the same name at the same company: a warning (docs/product.md, rule 8.2).
    LooksLike(Vec<Contact>),
}

impl Book<'_> {
    /// Adds a contact, owned by the member.
    pub async fn add(&mut self, draft: &Draft, doubt: Doubt) -> Result<Added> {
        self.add_with(draft, &[], doubt).await
    }

    /// Adds a contact with the photos that it was read from. These, and what belongs to no field, are notes.
    pub async fn add_with(&mut self, draft: &Draft, photos: &[Attachment], doubt: Doubt) -> Result<Added> {
        let team = Scope::whole_team(self.actor);
        if let Some(email) = &draft.profile.email
            && let Some(taken) = self.tx.contact_by_email(team, email).await?
        {
            return Ok(Added::Taken(Box::new(taken)));
        }
        if doubt == Doubt::Ask {
            let alike = self.tx.look_alikes(team, &draft.profile).await?;
            if !alike.is_empty() {
                return Ok(Added::LooksLike(alike));
            }
        }
        Ok(Added::New(Box::new(self.insert(draft, photos).await?)))
    }

    async fn insert(&mut self, draft: &Draft, photos: &[Attachment]) -> Result<Done> {
        let mut contact = self.blank(draft);
        if let Some(fair) = self.actor.fair.as_ref().filter(|fair| fair.is_on(&self.actor.schedule, self.now))
        {
            contact.profile.source.get_or_insert_with(|| fair.source());
        }
        contact.no = self.tx.next_contact_no(self.actor.team).await?;
        if let Some(email) = &contact.profile.email
            && self.tx.is_suppressed(self.actor.team, email).await?
        {
            contact.suppressed_at = Some(self.now);
        }
        if draft.opted_out {
            contact.suppressed_at = Some(self.now);
        }
        if draft.bounced && contact.profile.email.is_some() {
            contact.bounced_at = Some(self.now);
        }
        self.tx.settle_health([&mut contact], self.now).await?;
        self.tx.settle(&mut contact).await?;
        let change = self.tx.begin_change(self.actor, None, Verb::Added, None, None, self.now).await?;
        contact.id = self.tx.insert_contact(&contact, change).await?;
        contact.version = 1;
        if let Some(email) = contact.profile.email.as_ref().filter(|_| draft.opted_out) {
            self.tx.suppress(contact.team, email, Some(change), self.now).await?;
        }
        for (note, photo) in notes(&draft.note(), photos) {
            let told = Happened::new(InteractionKind::Note, note);
            let (logged, _) = self.happen(&contact, &told, self.now, change).await?;
            if let Some(photo) = photo {
                self.tx.attach(logged.interaction.id, photo).await?;
            }
            contact = logged.done.contact;
        }
        self.tx.finish_change(change, Some(contact.id), &[]).await?;
        Ok(Done { contact, change: Some(change) })
    }

    /// The contact that a draft describes, before it has a number.
    pub(super) fn blank(&self, draft: &Draft) -> Contact {
        let mut profile = draft.profile.clone();
        profile.acquired_on.get_or_insert(self.today());
        let (grade, grade_given) = (draft.grade.unwrap_or(Grade::C), draft.grade.is_some());
        Contact { profile, grade, grade_given, ..Contact::new(self.actor.team, self.actor.id, self.now) }
    }
}

/// The notes that come with a contact: its text with the first photo, then each other photo.
fn notes<'a>(text: &str, photos: &'a [Attachment]) -> Vec<(String, Option<&'a Attachment>)> {
    let texts: Vec<String> = summaries(text).collect();
    let count = texts.len().max(photos.len());
    let mut texts = texts.into_iter();
    (0..count).map(|at| (texts.next().unwrap_or_default(), photos.get(at))).collect()
}
