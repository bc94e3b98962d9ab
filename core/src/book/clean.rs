//! The clean-up: what is wrong with a contact, and judging addresses anew.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Book, Done};
use crate::change::{ChangeId, ContactRecord, Effect, Verb, diff};
use crate::contact::{Contact, ContactNo, Health, Stage};
use crate::follow_up::follow_up;
use crate::store::Result;

/// Who has not been touched for so long needs a look.
pub const UNTOUCHED: TimeDelta = TimeDelta::days(365);

/// What is wrong with a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The address bounced or is wrong.
    Invalid,
    /// A role address, a disposable one, free mail.
    Risky,
    /// Nobody knows where they came from.
    NoSource,
    /// Nobody has touched them for a year.
    Untouched,
}

/// What is wrong with a contact, the worst first. `year_ago` (UTC) is the last touch that is too old. Who opted
/// out is left in peace, and who is lost need not be touched.
pub fn flaws(contact: &Contact, year_ago: DateTime<Utc>) -> Vec<Flaw> {
    if contact.suppressed_at.is_some() {
        return Vec::new();
    }
    let has_email = contact.profile.email.is_some();
    let touched = contact.tally.last_touch_at.unwrap_or(contact.added_at);
    [
        (Flaw::Invalid, has_email && contact.health == Health::Invalid),
        (Flaw::Risky, has_email && contact.health == Health::Risky),
        (Flaw::NoSource, contact.profile.source.is_none()),
        (Flaw::Untouched, contact.stage != Stage::Lost && touched <= year_ago),
    ]
    .into_iter()
    .filter_map(|(flaw, is)| is.then_some(flaw))
    .collect()
}

/// What is known of an address after a look at its form alone. A bounce is stronger than a good form, and so is a
/// check that mail can arrive; only a bad form is news.
fn judged(contact: &Contact) -> Health {
    let Some(email) = &contact.profile.email else { return contact.health };
    match (contact.health, email.health()) {
        (Health::Invalid, _) => Health::Invalid,
        (Health::Verified, Health::Unverified) => Health::Verified,
        (_, form) => form,
    }
}

/// A contact whose address is judged otherwise now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejudged {
    /// Whose.
    pub no: ContactNo,
    /// What was thought of it.
    pub before: Health,
    /// What is known now.
    pub after: Health,
}

/// What judging the book anew came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reverified {
    /// How many addresses were looked at.
    pub looked_at: u64,
    /// Those that are judged otherwise now.
    pub changed: Vec<Rejudged>,
    /// By which change; `None`: nothing changed.
    pub change: Option<ChangeId>,
}

impl Book<'_> {
    /// Judges one address anew, by its form.
    pub async fn verify(&mut self, contact: &Contact) -> Result<Done> {
        let health = judged(contact);
        self.change_contact(contact, Verb::Verified, None, |c| c.health = health).await
    }

    /// Judges every address that the member may see anew, by its form, as one change. Reads in runs, so memory
    /// does not grow with the book.
    pub async fn reverify(&mut self) -> Result<Reverified> {
        const RUN: u32 = 500;
        let scope = self.scope();
        let cadence = self.tx.team(scope.team()).await?.cadence;
        let members = self.tx.members(scope).await?;
        let mut result = Reverified::default();
        let mut effects = Vec::new();
        let mut last = ContactNo(0);
        loop {
            let contacts = self.tx.contacts_after(scope, last, RUN).await?;
            let Some(end) = contacts.last() else { break };
            last = end.no;
            let (mut healths, mut dues) = (Vec::new(), Vec::new());
            for before in contacts.iter().filter(|contact| contact.profile.email.is_some()) {
                result.looked_at += 1;
                let mut after = before.clone();
                after.health = judged(before);
                if after.health == before.health {
                    continue;
                }
                let owner = members.iter().find(|member| Some(member.id) == after.owner);
                after.due = follow_up(&after, owner.map(|owner| &owner.schedule), &cadence);
                let cells = diff(&ContactRecord::of(before), &ContactRecord::of(&after))?;
                effects.push(Effect::Contact { id: after.id, cells });
                healths.push((after.id, after.health));
                dues.push((after.id, after.due));
                result.changed.push(Rejudged { no: after.no, before: before.health, after: after.health });
            }
            self.tx.update_health(&healths).await?;
            self.tx.update_due(&dues).await?;
        }
        if !effects.is_empty() {
            let change = self.tx.begin_change(self.actor, None, Verb::Verified, None, None, self.now).await?;
            self.tx.finish_change(change, None, &effects).await?;
            result.change = Some(change);
        }
        Ok(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Doubt;
    use crate::contact::{Channel, Source};
    use crate::email::Email;
    use crate::store::{Scope, Store};
    use crate::team::{Lang, Member, NewMember, Role, Schedule, WorkDays};
    use crate::text_in::Draft;
    use chrono::NaiveTime;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    async fn book(folder: &tempfile::TempDir) -> (Store, Member) {
        let store =
            Store::open(&format!("sqlite://{}", folder.path().join("book.db").display())).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let team = tx.insert_team("Brightway LED", now()).await.unwrap();
        let schedule = Schedule {
            zone: chrono_tz::Asia::Shanghai,
            days: WorkDays::MON_FRI,
            reminder_at: NaiveTime::MIN,
            away_until: None,
        };
        let maria = NewMember {
            telegram: 1,
            role: Role::Manager,
            name: "Maria".into(),
            username: None,
            lang: Lang::En,
            schedule,
        };
        tx.insert_member(team, &maria, now()).await.unwrap();
        let maria = tx.member_by_telegram(1).await.unwrap().unwrap();
        tx.commit().await.unwrap();
        (store, maria)
    }

    /// Adds a contact and makes of it what `edit` says.
    async fn add(book: &mut Book<'_>, email: &str, edit: impl FnOnce(&mut Contact) + Send) {
        let mut draft = Draft::default();
        draft.profile.name = Some("Eva".into());
        draft.profile.email = Email::parse(email).ok();
        draft.profile.source = Some(Source { channel: Channel::TradeShow, detail: "Light+Building".into() });
        let crate::book::Added::New(done) = book.add(&draft, Doubt::AddAnyway).await.unwrap() else {
            panic!("taken")
        };
        let mut contact = done.contact;
        edit(&mut contact);
        book.tx.update_contact(&contact).await.unwrap();
    }

    #[tokio::test]
    async fn the_list_holds_exactly_what_has_a_flaw_and_the_count_agrees() {
        let folder = tempfile::tempdir().unwrap();
        let (store, maria) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let long_ago = now() - TimeDelta::days(400);
        let mut book = Book::new(&mut tx, &maria, now());
        add(&mut book, "eva@lumen.de", |_| {}).await;
        add(&mut book, "info@lumen.de", |_| {}).await;
        add(&mut book, "bounced@lumen.de", |c| c.health = Health::Invalid).await;
        add(&mut book, "no-source@lumen.de", |c| c.profile.source = None).await;
        add(&mut book, "old@lumen.de", |c| c.tally.last_touch_at = Some(long_ago)).await;
        add(&mut book, "lost@lumen.de", |c| {
            c.tally.last_touch_at = Some(long_ago);
            c.stage = Stage::Lost;
        })
        .await;
        add(&mut book, "sales@lumen.de", |c| c.suppressed_at = Some(now())).await;
        add(&mut book, "", |c| c.health = Health::Invalid).await;

        let (scope, year_ago) = (Scope::of(&maria), now() - UNTOUCHED);
        let flawed = |contacts: Vec<Contact>| -> Vec<i64> {
            contacts.iter().filter(|c| !flaws(c, year_ago).is_empty()).map(|c| c.no.0).collect()
        };
        let listed = tx.to_clean(scope, year_ago, 0, 100).await.unwrap();
        assert_eq!(listed.iter().map(|c| c.no.0).collect::<Vec<_>>(), [3, 2, 4, 5], "the worst first");
        assert_eq!(flawed(listed).len(), 4);
        assert_eq!(flawed(tx.contacts_after(scope, ContactNo(0), 100).await.unwrap()), [2, 3, 4, 5]);
        let count = tx.clean_count(scope, year_ago).await.unwrap();
        assert_eq!((count.contacts, count.with_email, count.valid), (8, 7, 6));
        assert_eq!(
            (count.invalid, count.risky, count.no_source, count.untouched, count.to_clean),
            (1, 1, 1, 1, 4)
        );
    }

    #[tokio::test]
    async fn judging_anew_mends_what_is_wrong_once_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let (store, maria) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &maria, now());
        add(&mut book, "info@lumen.de", |c| c.health = Health::Unverified).await;
        add(&mut book, "eva@lumen.de", |c| c.health = Health::Risky).await;
        add(&mut book, "bounced@lumen.de", |c| c.health = Health::Invalid).await;
        add(&mut book, "seen@lumen.de", |c| c.health = Health::Verified).await;

        let result = book.reverify().await.unwrap();
        assert_eq!(result.looked_at, 4);
        let changed: Vec<_> = result.changed.iter().map(|one| (one.no.0, one.before, one.after)).collect();
        assert_eq!(changed, [(1, Health::Unverified, Health::Risky), (2, Health::Risky, Health::Unverified)]);
        assert_eq!(book.reverify().await.unwrap().change, None);
        book.undo(None).await.unwrap().unwrap();
        let healths: Vec<_> = tx.contacts_after(Scope::of(&maria), ContactNo(0), 10).await.unwrap();
        let healths: Vec<_> = healths.iter().map(|c| c.health).collect();
        assert_eq!(healths, [Health::Unverified, Health::Risky, Health::Invalid, Health::Verified]);
    }
}
