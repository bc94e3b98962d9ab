//! What a made-up book keeps beside its rows is what the program itself makes of these rows.

use std::collections::HashMap;

use super::story::Step;
use super::*;
use crate::book::Mark;
use crate::contact::{Contact, NextStep};
use crate::metrics::{Period, Span as Days};
use crate::read::date::When;
use crate::schedule::Schedule;
use crate::store::Scope;
use crate::team::Member;
use crate::vocabulary::{ContactNo, Grade, Health, Stage};
use renmai_testing::Scratch;

fn now() -> DateTime<Utc> {
    "2026-11-25T03:00:00Z".parse().unwrap()
}

fn wanted(contacts: u64, interactions: u64, members: u64) -> Wanted {
    let size = Size::new(contacts, interactions, members).unwrap();
    Wanted { size, seed: 7, owner_telegram: Some(1) }
}

async fn filled(scratch: &Scratch, wanted: Wanted) -> (Store, Member) {
    let store = Store::open(scratch.url()).await.unwrap();
    let mut told = 0;
    fill(&store, wanted, now(), |written| told = written).await.unwrap();
    assert_eq!(told, wanted.size.interactions);
    let owner = store.read().await.unwrap().member_by_telegram(1).await.unwrap().unwrap();
    (store, owner)
}

/// Every column that follows from others, as the rows hold it.
async fn derived(tx: &mut Tx) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws('|', id, version, email_key, company_domain, phone_digits, whatsapp_digits, company_key, \
         person_key, searched, stage, health, fit, due_on, due_since, due_why, due_rank, rings_at, last_touch_at, \
         last_inbound_at, awaiting_since, attempts_in_row, last_attempt_at, last_insight_at, touches_in_row, change_id) \
         from contact order by id",
    )
    .fetch_all(tx.connection().await.unwrap())
    .await
    .unwrap()
}

#[tokio::test]
async fn whatever_is_settled_again_stays_as_it_is() {
    let scratch = Scratch::new().await;
    let (store, owner) = filled(&scratch, wanted(300, 3_000, 6)).await;
    let mut tx = store.begin().await.unwrap();
    let scope = Scope::of(&owner);
    let contacts = tx.contacts_after(scope, ContactNo(0), 1_000).await.unwrap();
    assert_eq!(contacts.len(), 300);
    let (mut interactions, mut due) = (0, HashMap::new());
    for contact in &contacts {
        let mut again = contact.clone();
        again.tally = tx.tally(contact).await.unwrap();
        tx.settle_health([&mut again], now()).await.unwrap();
        tx.settle(&mut again).await.unwrap();
        assert_eq!(again, *contact);
        let past = tx.interactions(scope, contact.id, 1_000).await.unwrap();
        interactions += past.len();
        let stage = past.iter().rev().fold(Stage::New, |stage, one| one.kind.moves(stage));
        assert!(contact.stage == stage || contact.stage == Stage::Lost, "{contact:?}");
        assert!(past.is_sorted_by(|one, next| one.at > next.at && one.id.0 > next.id.0), "{past:?}");
        assert!(past.iter().all(|one| one.at > contact.added_at && one.at <= now()));
        // Each change is one version, and the history tells of all that happened.
        let changes = tx.changes(scope, contact.id, 1_000).await.unwrap();
        assert_eq!(changes.len(), usize::try_from(contact.version).unwrap());
        assert!(changes.is_sorted_by(|one, next| one.at > next.at && one.id.number() > next.id.number()));
        let logged = changes.iter().filter(|change| change.verb == Verb::Logged).count();
        assert_eq!(logged, past.len());
        if let Some(email) = &contact.profile.email {
            let suppressed = tx.is_suppressed(contact.team, email).await.unwrap();
            assert_eq!(suppressed, contact.suppressed_at.is_some());
        }
        if let (Some(owner), Some(follow_up)) = (contact.owner, contact.due) {
            due.entry(owner).or_insert_with(Vec::new).push((follow_up.on, contact.no));
        }
    }
    assert_eq!(interactions, 3_000);
    for member in tx.members(scope).await.unwrap() {
        let today = member.schedule.today(now());
        let listed = tx.due_count(Scope::own(&member), today).await.unwrap().total();
        let counted = due.get(&member.id).into_iter().flatten().filter(|(on, _)| *on <= today).count();
        assert_eq!(listed, counted as u64, "{}", member.name);
    }
    // The keys by which contacts are compared, and what `/find` looks through, made anew.
    let before = derived(&mut tx).await;
    sqlx::query("delete from setting where key = 'keys'")
        .execute(tx.connection().await.unwrap())
        .await
        .unwrap();
    tx.renew_keys().await.unwrap();
    assert_eq!(derived(&mut tx).await, before);
    let owners = Scope::whole_team(&owner);
    let contacts = tx.contacts_after(owners, ContactNo(0), 1_000).await.unwrap();
    for contact in contacts {
        let contact = Contact { version: contact.version - 1, ..contact };
        tx.update_contact(&contact).await.unwrap();
    }
    assert_eq!(derived(&mut tx).await, before);
    tx.commit().await.unwrap();
    assert!(store.integrity().await.unwrap().is_empty());
}

/// What was written of each contact beside the contact: its changes, and the follow-ups that ended.
async fn written(tx: &mut Tx, scope: Scope, contact: &Contact) -> Vec<String> {
    let changes = tx.changes(scope, contact.id, 1_000).await.unwrap();
    let changes = changes
        .iter()
        .rev()
        .map(|change| format!("{} {:?} {:?} {:?}", change.at, change.verb, change.reason, change.effects));
    let past = tx.interactions(scope, contact.id, 1_000).await.unwrap();
    let past =
        past.iter().rev().map(|one| format!("{} {:?} {} {:?}", one.at, one.what(), one.summary, one.by));
    let ended: Vec<String> = sqlx::query_scalar(
        "select concat_ws('|', owner_id, due_on, closed_on, done) from ended_follow_up where contact_id = $1 order by due_on",
    )
    .bind(contact.id.0)
    .fetch_all(tx.connection().await.unwrap())
    .await
    .unwrap();
    changes.chain(past).chain(ended).collect()
}

/// The same past, typed: every step goes through the use case of its command.
async fn typed(tx: &mut Tx, wanted: &Wanted) {
    let plan = found(tx, wanted, now()).await.unwrap();
    let words = Words::read();
    let first = tx.next_contact_ids(usize::try_from(wanted.size.contacts).unwrap()).await.unwrap();
    for lead in plan.leads() {
        let (story, id, by) = (Story::of(&plan, &lead), first.later(lead.no - 1), &plan.members[lead.owner]);
        let (_, known) = Life::whole(&plan, &words, lead, id).unwrap();
        let begin = || Life::begin(&plan, &words, lead, id, story.added_at);
        let (mut life, mut contact) = (begin(), begin().end());
        if let Some(email) = &contact.profile.email {
            tx.insert_mail_domains(&[(email.domain().to_owned(), known)], now()).await.unwrap();
        }
        let change = tx.begin_change(by, None, Verb::Added, None, None, story.added_at).await.unwrap();
        tx.insert_grown_contact(&contact, change);
        tx.finish_change(change, Some(id), &[]).await.unwrap();
        for (number, moment) in story.moments.into_iter().enumerate() {
            let deed = life.live(number, moment).unwrap();
            let mut book = Book::new(tx, by, moment.at);
            let day = book.today();
            let done = match (moment.step, deed.map(|deed| deed.what)) {
                (Step::Happened(..), Some(What::Changed { happened: Some((told, _)), .. })) => {
                    book.log(&contact, &told, None, moment.at).await.unwrap().unwrap().done
                }
                (Step::Planned(..), _) => {
                    let NextStep { on, at, what } = life.contact.next_step.clone().unwrap();
                    book.plan(&contact, When { on, at }, &what).await.unwrap()
                }
                (Step::Snoozed(days), _) => {
                    book.snooze(&contact, day + chrono::Days::new(days)).await.unwrap()
                }
                (Step::Graded, Some(What::Changed { reason, .. })) => {
                    book.grade(&contact, contact.grade, reason).await.unwrap()
                }
                (Step::Rested(answer), Some(_)) => book.rest(&contact, answer).await.unwrap(),
                // It was not proposed.
                (Step::Rested(_), None) => continue,
                (Step::Pooled, _) => book.assign(&contact, None).await.unwrap(),
                (Step::Lost, _) => book.stage(&contact, Stage::Lost, None).await.unwrap(),
                other => panic!("{other:?}"),
            };
            contact = done.contact;
        }
    }
}

#[tokio::test]
async fn a_past_is_written_as_if_it_had_been_typed() {
    let (one, other, wanted) = (Scratch::new().await, Scratch::new().await, wanted(120, 1_200, 5));
    let (made, owner) = filled(&one, wanted).await;
    let by_hand = Store::open(other.url()).await.unwrap();
    let (mut made, mut by_hand) = (made.begin().await.unwrap(), by_hand.begin().await.unwrap());
    typed(&mut by_hand, &wanted).await;
    let scope = Scope::of(&owner);
    let (all, same) = (
        made.contacts_after(scope, ContactNo(0), 1_000).await.unwrap(),
        by_hand.contacts_after(scope, ContactNo(0), 1_000).await.unwrap(),
    );
    assert_eq!(all.len(), 120);
    for (contact, same) in all.iter().zip(&same) {
        assert_eq!(contact, same);
        let both = (written(&mut made, scope, contact).await, written(&mut by_hand, scope, contact).await);
        assert_eq!(both.0, both.1);
    }
}

#[tokio::test]
async fn what_is_asked_of_the_book_is_answered_by_its_rows() {
    let scratch = Scratch::new().await;
    let (store, owner) = filled(&scratch, wanted(300, 3_000, 6)).await;
    let mut tx = store.begin().await.unwrap();
    let scope = Scope::of(&owner);
    let contacts = tx.contacts_after(scope, ContactNo(0), 1_000).await.unwrap();
    for contact in contacts.iter().step_by(7) {
        let name = contact.profile.name.as_deref().unwrap();
        let page = tx.find(scope, owner.id, name, 0, 300).await.unwrap();
        assert!(page.contacts.iter().any(|found| found.no == contact.no), "{name}");
        let last = tx.interactions(scope, contact.id, 1).await.unwrap();
        if let Some(last) = last.first() {
            let page = tx.find(scope, owner.id, &last.summary, 0, 1_000).await.unwrap();
            assert!(page.contacts.iter().any(|found| found.no == contact.no), "{}", last.summary);
        }
    }
    let zone = Schedule::default().zone;
    let period = Period::new(Days::All, now().with_timezone(&zone).date_naive(), zone).unwrap();
    let report = tx.metrics(scope, &period, None, now()).await.unwrap();
    let with_email: Vec<_> = contacts.iter().filter(|contact| contact.profile.email.is_some()).collect();
    let valid = with_email.iter().filter(|contact| contact.health != Health::Invalid).count();
    let validity = report.figures.validity;
    assert_eq!((validity.part, validity.of), (valid as u64, with_email.len() as u64));
    // The last change of the busiest is taken back, and given again.
    let touched = contacts.iter().max_by_key(|contact| contact.tally.last_touch_at).unwrap();
    let by = tx.member(scope, touched.owner.unwrap_or(touched.added_by)).await.unwrap().unwrap();
    let mut book = Book::new(&mut tx, &by, now());
    let undone = book.undo(None).await.unwrap().unwrap();
    let contact = undone.contact.unwrap();
    assert_eq!(book.contact(contact.no).await.unwrap().unwrap(), contact);
    book.mark_many(&[contact], &Mark::Grade(Grade::A), Some("why")).await.unwrap();
}

#[tokio::test]
async fn the_same_seed_makes_the_same_book_and_another_another() {
    let mut books = Vec::new();
    for seed in [7, 7, 8] {
        let scratch = Scratch::new().await;
        let (store, owner) = filled(&scratch, Wanted { seed, ..wanted(60, 400, 3) }).await;
        let mut tx = store.begin().await.unwrap();
        let contacts = tx.contacts_after(Scope::of(&owner), ContactNo(0), 1_000).await.unwrap();
        let mut past = Vec::new();
        for contact in &contacts {
            past.extend(tx.interactions(Scope::of(&owner), contact.id, 1_000).await.unwrap());
        }
        books.push((contacts, past));
    }
    assert!(books[0] == books[1]);
    assert!(books[0] != books[2]);
}

#[tokio::test]
async fn a_book_looks_like_that_of_a_team() {
    let scratch = Scratch::new().await;
    let (store, owner) = filled(&scratch, wanted(2_000, 20_000, 10)).await;
    let mut tx = store.begin().await.unwrap();
    let contacts = tx.contacts_after(Scope::of(&owner), ContactNo(0), 3_000).await.unwrap();
    let share = |is: &dyn Fn(&Contact) -> bool| contacts.iter().filter(|contact| is(contact)).count() / 20;
    let percent = [
        share(&|contact| contact.grade == Grade::A),
        share(&|contact| contact.health == Health::Invalid),
        share(&|contact| contact.suppressed_at.is_some()),
        share(&|contact| contact.owner.is_none()),
        share(&|contact| contact.stage == Stage::New),
        share(&|contact| contact.stage == Stage::Customer),
        share(&|contact| contact.due.is_some_and(|due| due.on <= now().date_naive())),
    ];
    let ranges = [17..=23, 3..=7, 0..=2, 4..=8, 5..=25, 3..=25, 15..=75];
    for (at, (percent, range)) in percent.iter().zip(ranges).enumerate() {
        assert!(range.contains(percent), "{at}: {percent} of {range:?}");
    }
    let mut owned: HashMap<_, u32> = HashMap::new();
    contacts.iter().for_each(|contact| *owned.entry(contact.owner).or_default() += 1);
    let (least, most) = (owned.values().min().unwrap(), owned.values().max().unwrap());
    assert!(owned.len() == 11 && *most > 3 * *least, "{owned:?}");
}

#[tokio::test]
async fn a_book_that_is_there_is_left_alone_and_what_makes_no_sense_is_refused() {
    let scratch = Scratch::new().await;
    let (store, owner) = filled(&scratch, wanted(5, 3, 2)).await;
    let refused = fill(&store, wanted(9, 9, 2), now(), |_| ()).await;
    assert!(matches!(refused, Err(FillError::HoldsTeam)));
    let mut tx = store.begin().await.unwrap();
    assert_eq!(tx.contact_count(Scope::of(&owner)).await.unwrap(), 5);
    for (contacts, interactions, members, why) in [
        (0, 0, 1, SizeError::Contacts),
        (MOST_CONTACTS + 1, 0, 1, SizeError::Contacts),
        (5, 5, 0, SizeError::Members),
        (5, 5, 6, SizeError::Members),
        (1_000_000, 5, 1_000_000, SizeError::Members),
        (5, 1_001, 1, SizeError::Interactions { contacts: 5 }),
    ] {
        assert_eq!(Size::new(contacts, interactions, members), Err(why));
    }
}
