//! What mails and mailboxes tell by themselves: a mail has gone, came back, was stopped; somebody answered; a mailbox
//! lets nobody in.

use chrono::{DateTime, Utc};
use renmai_core::book::Done;
use renmai_core::book::mail::{Answer, Heard, Settled, StoppedMail};
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::mail::outgoing::Mail;
use renmai_core::mail::pace::Pause;
use renmai_core::store::{NewMessage, Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactId, DeviceSignInId, MailState};

use crate::features::mail::{
    BouncedNews, InNews, MailNews, News, OptedOutNews, PauseNews, StoppedNews, Told,
};
use crate::features::mailbox;
use crate::i18n::{AnyReply, Words};
use crate::mail::access::EnterFault;
use crate::outbound::message::OutboxCall;

/// A mailbox no longer lets us in: said once, with a way to connect it again.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub(super) fn refused(
    tx: &mut Tx,
    owner: &Member,
    connected: &Mailbox,
    fault: &EnterFault,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let words = Words::to(owner, now);
    let why = mailbox::in_words(fault, &words);
    let told = mailbox::Refused {
        provider: connected.account.provider,
        address: connected.account.address.clone(),
        why,
    };
    send(tx, owner, None, told, now)
}

/// A mailbox has not been read for hours.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub(super) fn silent(
    tx: &mut Tx,
    owner: &Member,
    unread: &Mailbox,
    fault: Option<&EnterFault>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let words = Words::to(owner, now);
    let why = match fault {
        Some(fault) => mailbox::in_words(fault, &words),
        None => words.word("mailbox-fault-cut"),
    };
    send(tx, owner, None, mailbox::Silent { address: unread.account.address.clone(), why }, now)
}

/// A mailbox was connected elsewhere.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub(super) fn connected(
    tx: &mut Tx,
    owner: &Member,
    connected: &Mailbox,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let told = mailbox::Overview { mailbox: Some(connected.clone()), copies_to: None, now };
    send(tx, owner, None, told, now)
}

/// How far a sign-in by code has come, in the message that shows it.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub(super) fn sign_in(
    tx: &mut Tx,
    member: &Member,
    sign_in: DeviceSignInId,
    shown: mailbox::SignIn,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let message = AnyReply::from(shown).message(&Words::to(member, now));
    enqueue(tx, member, None, &OutboxCall::edit_keyed(mailbox::sign_in_key(sign_in), message), now)
}

/// Tells of what came in: the owner of the mailbox, and who owns the contact.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn heard(
    tx: &mut Tx,
    owner: &Member,
    heard: Heard,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let (told, answer) = match heard {
        Heard::Replied(answer) => (Told::Reply, *answer),
        Heard::Colleague(answer) => (Told::Colleague, *answer),
        Heard::OptedOut(answer) => (Told::OptedOut, *answer),
        Heard::Complained(answer, paused) => {
            if let Some(pause) = paused {
                send(tx, owner, None, PauseNews { pause, zone: owner.schedule.zone }, now)?;
            }
            (Told::Complaint, *answer)
        }
        Heard::Away { incoming, contact, held } => {
            let zone = owner.schedule.zone;
            let told = Told::Away(held);
            let contact_id = contact.id;
            let news =
                InNews { incoming: *incoming, contact: *contact, told, whole: false, change: None, zone };
            return send(tx, owner, Some(contact_id), news, now);
        }
        Heard::Bounced { mail, done, answer, paused } => {
            let (contact, change) = (done.contact, done.change);
            let id = contact.id;
            let news = BouncedNews { mail: *mail, contact, answer, hard: true, change };
            send(tx, owner, Some(id), news, now)?;
            return tell_pause(tx, owner, paused, now);
        }
        Heard::Returned { mail, contact, answer, paused } => {
            let id = contact.id;
            let news = BouncedNews { mail: *mail, contact: *contact, answer, hard: false, change: None };
            send(tx, owner, Some(id), news, now)?;
            return tell_pause(tx, owner, paused, now);
        }
        Heard::Went(settled) => return self::settled(tx, &settled, now).await,
    };
    let Answer { incoming, done } = answer;
    let mut readers = vec![owner.clone()];
    if let Some(other) = done.contact.owner.filter(|other| *other != owner.id) {
        let other = tx.member(Scope::own(owner), other).await?;
        readers.extend(other.filter(|other| other.removed_at.is_none()));
    }
    for reader in &readers {
        let change = done.change.filter(|_| reader.id == owner.id);
        let zone = reader.schedule.zone;
        let (incoming, contact) = (incoming.clone(), done.contact.clone());
        let news = InNews { incoming, contact, told, whole: false, change, zone };
        send(tx, reader, Some(done.contact.id), news, now)?;
    }
    Ok(())
}

fn tell_pause(tx: &mut Tx, owner: &Member, paused: Option<Pause>, now: DateTime<Utc>) -> anyhow::Result<()> {
    match paused {
        Some(pause) => send(tx, owner, None, PauseNews { pause, zone: owner.schedule.zone }, now),
        None => Ok(()),
    }
}

/// Tells the writer that the reader of a mail opted out on its page.
///
/// # Errors
/// When the book cannot be written.
pub(crate) async fn opted_out(
    tx: &mut Tx,
    writer: &Member,
    mail: &Mail,
    done: &Done,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let news = OptedOutNews { contact: done.contact.clone(), change: done.change };
    tell(tx, writer, mail, done.contact.id, news.into(), false, now).await
}

/// Tells the writer what became of a mail. One that went changes the message that told of its plan, and nothing rings.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn settled(tx: &mut Tx, settled: &Settled, now: DateTime<Utc>) -> anyhow::Result<()> {
    let news = match settled.mail.state {
        MailState::Sent => Some(News::Sent),
        MailState::Failed => Some(match settled.bounce {
            Some(_) => News::Bounced,
            None => News::Failed,
        }),
        MailState::Parked if settled.mail.look_ended() => Some(News::Parked),
        _ => None,
    };
    tell_settled(tx, settled, news, now).await
}

/// Tells the writer that a mail cannot be put together as mail: no server was asked.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn unsendable(tx: &mut Tx, settled: &Settled, now: DateTime<Utc>) -> anyhow::Result<()> {
    tell_settled(tx, settled, Some(News::Unsendable), now).await
}

async fn tell_settled(
    tx: &mut Tx,
    settled: &Settled,
    news: Option<News>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let Settled { mail, writer, contact, paused, bounce } = settled;
    let Some(contact) = contact else { return Ok(()) };
    if let Some(news) = news {
        let undo = bounce.as_ref().and_then(|bounce| bounce.change);
        let zone = writer.schedule.zone;
        let told = MailNews { news, mail: mail.clone(), contact: contact.clone(), undo, zone };
        tell(tx, writer, mail, contact.id, told.into(), news == News::Sent, now).await?;
    }
    if let Some(pause) = paused {
        let zone = writer.schedule.zone;
        send(tx, writer, None, PauseNews { pause: *pause, zone }, now)?;
    }
    Ok(())
}

/// Tells the writer that the gate stopped a mail at the last moment.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn stopped(tx: &mut Tx, stopped: &StoppedMail, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Some(contact) = &stopped.contact else { return Ok(()) };
    let told = StoppedNews {
        mail: stopped.mail.clone(),
        contact: contact.clone(),
        rule: stopped.rule,
        remedy: stopped.remedy.clone(),
        role: stopped.writer.role,
    };
    tell(tx, &stopped.writer, &stopped.mail, contact.id, told.into(), false, now).await
}

/// Changes the message that told of a mail, or loses its buttons and says it in a new one.
async fn tell(
    tx: &mut Tx,
    to: &Member,
    mail: &Mail,
    contact: ContactId,
    told: AnyReply,
    quietly: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if to.removed_at.is_some() {
        return Ok(());
    }
    match mail.shown_in {
        Some(message) if quietly => {
            let call = OutboxCall::edit(message, told.message(&Words::to(to, now)));
            enqueue(tx, to, Some(contact), &call, now)
        }
        Some(message) => {
            enqueue(tx, to, None, &OutboxCall::strip(message), now)?;
            send(tx, to, Some(contact), told, now)
        }
        None => send(tx, to, Some(contact), told, now),
    }
}

pub(super) fn send(
    tx: &mut Tx,
    to: &Member,
    card_of: Option<ContactId>,
    told: impl Into<AnyReply>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let call = OutboxCall::send(told.into().message(&Words::to(to, now)));
    enqueue(tx, to, card_of, &call, now)
}

fn enqueue(
    tx: &mut Tx,
    to: &Member,
    card_of: Option<ContactId>,
    call: &OutboxCall,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let message = NewMessage { card_of, ..call.answer(to.telegram)? };
    tx.enqueue(message, now);
    Ok(())
}
