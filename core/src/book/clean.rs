//! The clean-up: what is wrong with a contact, and what somebody said to leave as it is.

use super::{Book, Done};
use crate::contact::Contact;
use crate::flaw::{Flaws, Standard};
use crate::store::Result;
use crate::vocabulary::Verb;

impl Book<'_> {
    /// Leaves a contact as it is: for this quarter it needs no cleaning for these reasons.
    pub async fn keep(&mut self, contact: &Contact, flaws: Flaws, standard: &Standard) -> Result<Done> {
        let change =
            self.tx.begin_change(self.actor, Some(contact.id), Verb::Kept, None, None, self.now).await?;
        self.tx.keep_flaws(contact, flaws, &standard.quarter, change).await?;
        // The contact gets a new version, so that the button that was pressed is out of date.
        let mut after = contact.clone();
        self.save(contact, &mut after).await?;
        Ok(Done { contact: after, change: Some(change) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Doubt;
    use crate::contact::Source;
    use crate::email::Email;
    use crate::flaw::flaws;
    use crate::read::Draft;
    use crate::schedule::{Schedule, WorkDays};
    use crate::store::{Scope, Store};
    use crate::team::{Member, NewMember};
    use crate::vocabulary::{Channel, ContactNo, Flaw, Health, Lang, Role, Stage};
    use chrono::{DateTime, TimeDelta, Utc};
    use chrono::{NaiveDate, NaiveTime};

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
            ..Schedule::default()
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
        add(&mut book, "bounced@lumen.de", |c| {
            (c.health, c.bounced_at) = (Health::Invalid, Some(now()));
        })
        .await;
        add(&mut book, "no-source@lumen.de", |c| c.profile.source = None).await;
        add(&mut book, "old@lumen.de", |c| c.tally.last_touch_at = Some(long_ago)).await;
        add(&mut book, "lost@lumen.de", |c| {
            (c.health, c.bounced_at) = (Health::Invalid, Some(now()));
            c.stage = Stage::Lost;
        })
        .await;
        add(&mut book, "sales@lumen.de", |c| c.suppressed_at = Some(now())).await;
        add(&mut book, "", |c| c.health = Health::Invalid).await;
        add(&mut book, "info@stone.co.uk", |_| {}).await;
        add(&mut book, "anna@nowhere.de", |c| c.health = Health::Invalid).await;
        add(&mut book, "planned@lumen.de", |c| {
            c.tally.last_touch_at = Some(long_ago);
            c.next_step =
                Some(crate::contact::NextStep { on: NaiveDate::MAX, at: None, what: String::new() });
        })
        .await;
        // The best of them is outdone by nobody: she is a person herself.
        add(&mut book, "carla@gmail.com", |_| {}).await;

        let (scope, standard) = (Scope::of(&maria), Standard::of(&maria.schedule, now()));
        let listed = tx.to_clean(scope, &standard, 0, 100).await.unwrap();
        let found: Vec<_> = listed.iter().map(|one| (one.contact.no.0, one.flaws.iter().collect())).collect();
        let want = [
            (3, vec![Flaw::Bounced]),
            (10, vec![Flaw::Invalid]),
            (2, vec![Flaw::Outdone]),
            (9, vec![Flaw::Risky]),
            (12, vec![Flaw::Risky]),
            (4, vec![Flaw::NoSource]),
            (5, vec![Flaw::Untouched]),
        ];
        assert_eq!(found, want, "the worst first");
        assert_eq!(listed[2].better, Some(ContactNo(1)));
        let all = tx.contacts_after(scope, ContactNo(0), 100).await.unwrap();
        let flawed: Vec<i64> = all
            .iter()
            .filter(|c| flaws(c, (c.no.0 == 2).then_some(ContactNo(1)), &standard) != Flaws::default())
            .map(|c| c.no.0)
            .collect();
        assert_eq!(flawed, [2, 3, 4, 5, 9, 10, 12]);
        let count = tx.clean_count(scope, &standard).await.unwrap();
        assert_eq!((count.contacts, count.with_email, count.valid), (12, 11, 8));
        assert_eq!((count.bounced, count.invalid, count.outdone, count.risky), (1, 1, 1, 2));
        assert_eq!((count.no_source, count.untouched, count.to_clean), (1, 1, 7));
    }

    #[tokio::test]
    async fn what_is_kept_is_left_alone_for_its_quarter_and_its_reasons() {
        let folder = tempfile::tempdir().unwrap();
        let (store, maria) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &maria, now());
        add(&mut book, "info@stone.co.uk", |c| c.profile.source = None).await;
        let (scope, standard) = (Scope::of(&maria), Standard::of(&maria.schedule, now()));
        let info = book.contact(ContactNo(1)).await.unwrap().unwrap();
        book.keep(&info, Flaws::from_iter([Flaw::Risky]), &standard).await.unwrap();
        let left = book.tx.to_clean(scope, &standard, 0, 10).await.unwrap();
        assert_eq!(left[0].flaws, Flaws::from_iter([Flaw::NoSource]));
        book.keep(&info, Flaws::from_iter([Flaw::NoSource, Flaw::Risky]), &standard).await.unwrap();
        assert_eq!(book.tx.to_clean(scope, &standard, 0, 10).await.unwrap(), []);
        let count = book.tx.clean_count(scope, &standard).await.unwrap();
        assert_eq!((count.risky, count.no_source, count.to_clean), (1, 1, 0), "counted all the same");
        let next = Standard::of(&maria.schedule, now() + TimeDelta::days(90));
        assert_eq!(book.tx.to_clean(scope, &next, 0, 10).await.unwrap().len(), 1);
        book.undo(None).await.unwrap().unwrap();
        assert_eq!(book.tx.to_clean(scope, &standard, 0, 10).await.unwrap().len(), 1);
    }

    #[test]
    fn a_set_of_flaws_goes_through_a_button() {
        for number in 0..=u8::MAX {
            let read = Flaws::from_number(number);
            assert_eq!(read.is_some(), number < 64);
            if let Some(flaws) = read {
                assert_eq!(flaws.iter().collect::<Flaws>(), flaws);
                assert_eq!(flaws.number(), number);
            }
        }
    }
}
