//! What the dropbox tells: what was logged, whom it did not know, that it lets nobody in.

use anyhow::Context as _;
use chrono::{DateTime, Utc};
use renmai_core::book::mail::{Correspondent, Dropped, Heard, What};
use renmai_core::contact::{Contact, Profile};
use renmai_core::mail::dropbox::Dropbox;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{MemberId, Role};

use crate::background::mail_news::{self, send};
use crate::features::add::draft::Waiting;
use crate::features::check::{Known, Phrase, asked_by_mail};
use crate::features::mail::PauseNews;
use crate::features::mailbox::{self, DropboxRefused, DroppedMail, PassedOptOut, UnknownPeople};
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
        What::Logged { many, elsewhere, free, subject } => {
            let elsewhere = masked(tx, &member, &elsewhere, free, now).await?;
            let card_of = many.changed.first().map(|contact| contact.id);
            send(tx, &member, card_of, DroppedMail { many, elsewhere, subject }, now)
        }
        What::Unknown { people, elsewhere, subject } => {
            let free = people.len().saturating_sub(elsewhere.len());
            let elsewhere = masked(tx, &member, &elsewhere, free, now).await?;
            let draft = match people.first() {
                Some(first) => Some((draft(tx, &member, first, now).await?, first.address.clone())),
                None => None,
            };
            let people = people.into_iter().map(|one| one.address).collect();
            send(tx, &member, None, UnknownPeople { people, elsewhere, draft, subject }, now)
        }
    }
}

/// What was heard of a contact whom the member does not have is told to whoever has them; what says something of a mail
/// of ours, or of a mailbox, to whoever wrote that mail.
async fn heard(tx: &mut Tx, member: &Member, mut heard: Heard, now: DateTime<Utc>) -> anyhow::Result<()> {
    if let Heard::Bounced { mail, .. } | Heard::Returned { mail, .. } = &heard {
        let Some(writer) = still_here(tx, member, mail.by).await? else { return Ok(()) };
        if let Heard::Bounced { done, .. } = &mut heard {
            done.change = done.change.filter(|_| writer.id == member.id);
        }
        return mail_news::heard(tx, &writer, heard, now).await;
    }
    if let Heard::Complained(answer, paused) = &mut heard
        && let (Some(pause), Some(mail)) = (paused.take(), answer.incoming.mail)
        && let Some(mail) = tx.mail(member.team, mail.number()).await?
        && let Some(writer) = still_here(tx, member, mail.by).await?
    {
        let zone = writer.schedule.zone;
        send(tx, &writer, None, PauseNews { pause, zone }, now)?;
    }
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
    let owner = contact.owner;
    // Whoever passed it on can take it back, and hears no more than that.
    if let Heard::OptedOut(answer) | Heard::Complained(answer, _) = &heard {
        let told = PassedOptOut { no: answer.done.contact.no, change: answer.done.change };
        send(tx, member, None, told, now)?;
    }
    let Some(owner) = owner else { return Ok(()) };
    let Some(owner) = still_here(tx, member, owner).await? else { return Ok(()) };
    match &mut heard {
        // The change is another's, so its button would do nothing here.
        Heard::Replied(answer) | Heard::Colleague(answer) | Heard::OptedOut(answer) => {
            answer.done.change = None;
        }
        Heard::Complained(answer, _) => answer.done.change = None,
        Heard::Bounced { .. } | Heard::Away { .. } | Heard::Returned { .. } | Heard::Went(_) => {}
    }
    mail_news::heard(tx, &owner, heard, now).await
}

/// Somebody of the member's team, as long as they are in it.
async fn still_here(tx: &mut Tx, member: &Member, id: MemberId) -> anyhow::Result<Option<Member>> {
    let found = tx.member(Scope::team_wide(member.team), id).await?;
    Ok(found.filter(|found| found.removed_at.is_none()))
}

/// What a member may hear of others' contacts: what `/check` gives, and as often. `free` addresses are nobody's.
async fn masked(
    tx: &mut Tx,
    member: &Member,
    contacts: &[Contact],
    free: usize,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Known>> {
    let (known, many) = asked_by_mail(tx, member, contacts, free, now).await?;
    if let Some(count) = many {
        for leader in tx.members(Scope::whole_team(member)).await?.iter().filter(|one| one.role.leads()) {
            let name = member.name.clone();
            send(tx, leader, None, Phrase::ManyMisses { name, count }, now)?;
        }
    }
    Ok(known)
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
