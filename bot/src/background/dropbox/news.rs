//! What the dropbox tells: what was logged, whom it did not know, that it lets nobody in.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use renmai_core::book::mail::{Correspondent, Dropped, Heard, What};
use renmai_core::check_limit::Checks;
use renmai_core::contact::{Contact, Profile};
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::Role;

use crate::background::mail_news::{self, send};
use crate::features::add::draft::Waiting;
use crate::features::check::{Known, known_to};
use crate::features::mailbox::{self, DropboxRefused, DroppedMail, UnknownPeople};
use crate::i18n::Words;
use crate::mail::access::EnterFault;

/// Tells of a mail.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn dropped(tx: &mut Tx, dropped: Dropped, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Dropped { member, what } = dropped;
    match what {
        What::Heard(all) => {
            for heard in all {
                self::heard(tx, &member, heard, now).await?;
            }
            Ok(())
        }
        What::Logged { many, elsewhere, subject } => {
            let elsewhere = masked(tx, &member, &elsewhere, now).await?;
            let card_of = many.changed.first().map(|contact| contact.id);
            send(tx, &member, card_of, DroppedMail { many, elsewhere, subject }, now)
        }
        What::Unknown { people, elsewhere, subject } => {
            let elsewhere = masked(tx, &member, &elsewhere, now).await?;
            let draft = match people.first() {
                Some(first) => Some((draft(tx, &member, first, now).await?, first.address.clone())),
                None => None,
            };
            let people = people.into_iter().map(|one| one.address).collect();
            send(tx, &member, None, UnknownPeople { people, elsewhere, draft, subject }, now)
        }
    }
}

/// What was heard of a contact whom the member does not have is told to whoever has them.
async fn heard(tx: &mut Tx, member: &Member, mut heard: Heard, now: DateTime<Utc>) -> anyhow::Result<()> {
    let contact = match &heard {
        Heard::Replied(answer) | Heard::Colleague(answer) | Heard::OptedOut(answer) => &answer.done.contact,
        Heard::Complained(answer, _) => &answer.done.contact,
        Heard::Away { contact, .. } | Heard::Returned { contact, .. } => contact,
        Heard::Bounced { done, .. } => &done.contact,
        // Its writer hears of it.
        Heard::Went(_) => return mail_news::heard(tx, member, heard, now).await,
    };
    if member.may_see(contact) {
        return mail_news::heard(tx, member, heard, now).await;
    }
    let Some(owner) = contact.owner else { return Ok(()) };
    let owner = tx.member(Scope::team_wide(member.team), owner).await?;
    let Some(owner) = owner.filter(|owner| owner.removed_at.is_none()) else { return Ok(()) };
    match &mut heard {
        // The change is another's, so its button would do nothing here.
        Heard::Replied(answer) | Heard::Colleague(answer) | Heard::OptedOut(answer) => {
            answer.done.change = None;
        }
        Heard::Complained(answer, _) => answer.done.change = None,
        Heard::Bounced { done, .. } => done.change = None,
        Heard::Away { .. } | Heard::Returned { .. } | Heard::Went(_) => {}
    }
    mail_news::heard(tx, &owner, heard, now).await
}

/// What a member may hear of others' contacts: what `/check` gives, and as often.
async fn masked(
    tx: &mut Tx,
    member: &Member,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Known>> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let before = tx.checks(member).await?;
    match Checks::ask(before, now, member.schedule.today(now)) {
        Some(checks) => {
            tx.set_checks(member, checks).await?;
            Ok(known_to(tx, member, contacts).await?)
        }
        None => Ok(Vec::new()),
    }
}

/// Keeps somebody as a draft, until the member adds them or two weeks are over.
async fn draft(tx: &mut Tx, member: &Member, one: &Correspondent, now: DateTime<Utc>) -> anyhow::Result<i64> {
    let name = Some(one.name.clone()).filter(|name| !name.is_empty());
    let profile = Profile { name, email: Some(one.address.clone()), ..Profile::default() };
    let waiting = Waiting::from(Draft { profile, ..Draft::default() });
    let body = serde_json::to_string(&waiting).context("a draft is not written")?;
    Ok(tx.keep_draft(member.telegram, &body, now).await?)
}

/// The dropbox no longer lets us in: the owners of all teams hear it.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn refused(
    tx: &mut Tx,
    dropbox: &Dropbox,
    fault: &EnterFault,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for member in tx.everyone().await?.iter().filter(|member| member.role == Role::Owner) {
        let words = Words::to(member, now);
        let why = mailbox::in_words(fault, &words);
        send(tx, member, None, DropboxRefused { address: dropbox.address.clone(), why }, now)?;
    }
    Ok(())
}
