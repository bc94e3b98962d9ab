//! What follows from a setting for every contact of a large book comes run by run, and ends as if it had come at once.

#![expect(clippy::unwrap_used, reason = "a test may fail anywhere")]

use chrono::{DateTime, Utc};
use renmai_core::book::{Book, TeamWish};
use renmai_core::contact::Contact;
use renmai_core::fill::{Size, Wanted, fill};
use renmai_core::follow_up::follow_up;
use renmai_core::ideal::fit;
use renmai_core::read::ideal::read_line;
use renmai_core::schedule::Cadence;
use renmai_core::store::{Scope, Store};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactNo, Grade};
use renmai_testing::Scratch;

const OWNER: i64 = 1;

fn now() -> DateTime<Utc> {
    "2026-11-25T02:00:00Z".parse().unwrap()
}

struct Office {
    store: Store,
    owner: Member,
    _scratch: Scratch,
}

impl Office {
    async fn open() -> Office {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let size = Size::new(600, 2400, 3).unwrap();
        fill(&store, Wanted { size, seed: 7, owner_telegram: Some(OWNER) }, now(), |_| ()).await.unwrap();
        let owner = store.read().await.unwrap().member_by_telegram(OWNER).await.unwrap().unwrap();
        Office { store, owner, _scratch: scratch }
    }

    /// How many contacts are as the team's cadence and profile say, and how many are not.
    async fn settled(&self) -> (usize, usize) {
        let mut tx = self.store.read().await.unwrap();
        let team = tx.team(self.owner.team).await.unwrap();
        let scope = Scope::of(&self.owner);
        let members = tx.members(scope).await.unwrap();
        let all = tx.contacts_after(scope, ContactNo(0), 10_000).await.unwrap();
        let is_settled = |contact: &&Contact| {
            let owner = members.iter().find(|member| Some(member.id) == contact.owner);
            let due = follow_up(contact, owner.map(|owner| &owner.schedule), &team.cadence);
            contact.due == due && contact.fit == fit(&team.ideal, &contact.profile).map(|fit| fit.level)
        };
        let settled = all.iter().filter(is_settled).count();
        (settled, all.len() - settled)
    }

    /// Goes on until nothing is owed; in how many transactions.
    async fn goes_on(&self) -> usize {
        let mut runs = 0;
        loop {
            let mut tx = self.store.begin().await.unwrap();
            let went_on = tx.go_on_settling().await.unwrap();
            tx.commit().await.unwrap();
            match went_on {
                true => runs += 1,
                false => return runs,
            }
        }
    }

    async fn goes_on_once(&self) {
        let mut tx = self.store.begin().await.unwrap();
        assert!(tx.go_on_settling().await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn sets(&self, days: u16) {
        let mut tx = self.store.begin().await.unwrap();
        let mut cadence = Cadence::default();
        Grade::ALL.iter().for_each(|grade| cadence.set(*grade, Some(days)));
        let wish = TeamWish::Cadence(cadence);
        Book::new(&mut tx, &self.owner, now()).settle_for_team(&wish).await.unwrap().unwrap();
        tx.commit().await.unwrap();
    }

    async fn is_settling(&self) -> bool {
        let scope = Scope::of(&self.owner);
        self.store.read().await.unwrap().is_settling(scope).await.unwrap()
    }
}

#[tokio::test]
async fn a_new_cadence_reaches_everybody_and_so_does_taking_it_back() {
    let office = Office::open().await;
    assert_eq!(office.settled().await, (600, 0));
    office.sets(3).await;
    let (settled, left) = office.settled().await;
    assert!(settled >= 250 && left > 0, "{settled} {left}");
    assert!(office.is_settling().await);
    // Another setting begins anew, whatever was owed of the one before.
    office.goes_on_once().await;
    office.sets(4).await;
    assert_eq!(office.goes_on().await, 2);
    assert_eq!(office.settled().await, (600, 0));
    assert!(!office.is_settling().await);

    let mut tx = office.store.begin().await.unwrap();
    Book::new(&mut tx, &office.owner, now()).undo(None).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert!(office.settled().await.1 > 0);
    office.goes_on().await;
    assert_eq!(office.settled().await, (600, 0));
}

#[tokio::test]
async fn a_new_profile_reaches_everybody() {
    let office = Office::open().await;
    let traits = read_line("avoid country: Germany, Italy, France, Spain, Vietnam, Brazil").unwrap();
    let mut tx = office.store.begin().await.unwrap();
    Book::new(&mut tx, &office.owner, now()).set_ideal(&traits).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    assert!(office.settled().await.1 > 0 && office.is_settling().await);
    office.goes_on().await;
    assert_eq!(office.settled().await, (600, 0));
}
