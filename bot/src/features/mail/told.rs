//! What the sender tells by itself: a mail has gone, came back, nobody knows, or the gate stopped it.

use chrono::{DateTime, Utc};
use renmai_core::book::mail::{Settled, StoppedMail};
use renmai_core::mail::outgoing::Mail;
use renmai_core::store::{NewMessage, Priority, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactId, MailState};

use super::{MailNews, News, PauseNews};
use crate::i18n::{AnyReply, Words};
use crate::outbound::message::OutboxCall;

/// Tells the writer what became of a mail. One that went changes the message that told of its plan, and nothing rings.
///
/// # Errors
/// When the book cannot be written.
pub async fn settled(tx: &mut Tx, settled: &Settled, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Settled { mail, writer, contact, paused, bounce } = settled;
    let Some(contact) = contact else { return Ok(()) };
    let news = match mail.state {
        MailState::Sent => Some(News::Sent),
        MailState::Failed => Some(match bounce {
            Some(_) => News::Bounced,
            None => News::Failed,
        }),
        MailState::Parked if mail.look_ended() => Some(News::Parked),
        _ => None,
    };
    if let Some(news) = news {
        let undo = bounce.as_ref().and_then(|bounce| bounce.change);
        let zone = writer.schedule.zone;
        let told = MailNews { news, mail: mail.clone(), contact: contact.clone(), undo, zone };
        tell(tx, writer, mail, contact.id, told.into(), news == News::Sent, now).await?;
    }
    if let Some(pause) = paused {
        let zone = writer.schedule.zone;
        send(tx, writer, None, None, PauseNews { pause: *pause, zone }.into(), now)?;
    }
    Ok(())
}

/// Tells the writer that the gate stopped a mail at the last moment.
///
/// # Errors
/// When the book cannot be written.
pub async fn stopped(tx: &mut Tx, stopped: &StoppedMail, now: DateTime<Utc>) -> anyhow::Result<()> {
    let Some(contact) = &stopped.contact else { return Ok(()) };
    let told = super::StoppedNews {
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
            enqueue(tx, to, None, Some(contact), call, now)
        }
        Some(message) => {
            enqueue(tx, to, None, None, OutboxCall::strip(message), now)?;
            send(tx, to, None, Some(contact), told, now)
        }
        None => send(tx, to, None, Some(contact), told, now),
    }
}

fn send(
    tx: &mut Tx,
    to: &Member,
    key: Option<String>,
    card_of: Option<ContactId>,
    told: AnyReply,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let call = OutboxCall::send(told.message(&Words::to(to, now)));
    enqueue(tx, to, key, card_of, call, now)
}

fn enqueue(
    tx: &mut Tx,
    to: &Member,
    key: Option<String>,
    card_of: Option<ContactId>,
    call: OutboxCall,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let body = call.json()?;
    tx.enqueue(NewMessage { chat: to.telegram, key, priority: Priority::Answer, body, card_of }, now);
    Ok(())
}
