//! `/outbox`: what leaves, when, and what nobody knows of.

use renmai_core::book::mail::{Became, settle};
use renmai_core::mail::outgoing::Mail;
use renmai_core::store::Scope;
use renmai_core::vocabulary::MailState;

use super::{Gone, Leaving, MailboxLine, OutboxList, Phrase, draft};
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// So many mails are listed.
const LISTED: u32 = 12;

/// What leaves.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(list(ctx).await?.into())
}

async fn list(ctx: &mut Context<'_>) -> Result<OutboxList, Stop> {
    let scope = Scope::own(&ctx.member);
    let mailbox = ctx.tx.mailbox_of(&ctx.member).await?;
    let mails = ctx.tx.planned_mails(scope, LISTED + 1).await?;
    let more = mails.len() > LISTED as usize;
    let mut leaving = Vec::new();
    for mail in mails.into_iter().take(LISTED as usize) {
        let contact = ctx.tx.contact_by_id(ctx.scope(), mail.contact).await?;
        leaving.extend(contact.map(|contact| Leaving { mail, contact }));
    }
    let zone = ctx.member.schedule.zone;
    Ok(OutboxList { mailbox: mailbox.as_ref().map(MailboxLine::of), leaving, more, zone })
}

/// Stops all of the member's mails.
pub(super) async fn pause(ctx: &mut Context<'_>) -> Answer {
    ctx.book().hold_mailbox().await?;
    Ok(Outcome::from(list(ctx).await?).and_callback_answer(Phrase::Held))
}

/// Lets them go on.
pub(super) async fn resume(ctx: &mut Context<'_>) -> Answer {
    ctx.book().resume_mailbox().await?;
    Ok(Outcome::from(list(ctx).await?).and_callback_answer(Phrase::Resumed))
}

/// A mail of which nobody knew has arrived, says the person who wrote it.
pub(super) async fn arrived(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (mail, contact) = parked(ctx, number).await?;
    settle(ctx.tx, &mail, &Became::Sent(String::new()), ctx.now).await?;
    let contact = ctx.contact_no(contact.no).await?;
    let card = draft::card_of(ctx, &contact).await?;
    let said = Phrase::TookAsSent { no: contact.no };
    Ok(crate::features::card::View { head: Some(said.into()), ..card }.into())
}

/// It is sent once more, says the person who wrote it.
pub(super) async fn again(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (mail, contact) = parked(ctx, number).await?;
    let now = ctx.now;
    ctx.book().send_again(&mail, now).await?;
    Ok(Phrase::GoesAgain { no: contact.no }.into())
}

async fn parked(ctx: &mut Context<'_>, number: i64) -> Result<(Mail, renmai_core::contact::Contact), Stop> {
    let (mail, contact) = draft::own(ctx, number).await?;
    match mail.state {
        MailState::Parked => Ok((mail, contact)),
        state => Err(refused(Gone(state))),
    }
}
