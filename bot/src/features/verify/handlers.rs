//! `/verify 12`: checks an address now; `/verify all`: all that one may see. The answer says at once what is known,
//! and its message is edited when the check is done.

use chrono::{DateTime, Utc};
use renmai_core::contact::Contact;
use renmai_core::mail_server::{Finding, Known};
use renmai_core::store::AwaitedCheck;
use renmai_core::vocabulary::{ContactId, Health};

use super::{Phrase, Reply};
use crate::features::card;
use crate::handler::{Answer, Context, Outcome, Stop, common, first_word, refused};
use crate::i18n::AnyReply;

/// `/verify 12`, `/verify all`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, _) = first_word(args);
    if matches!(number.to_lowercase().as_str(), "all" | "全部" | "所有") {
        return all(ctx).await;
    }
    let contact = ctx.contact(number, "verify").await?;
    let Some(email) = &contact.profile.email else {
        return Err(refused(Phrase::NoEmail { no: contact.no }));
    };
    let domain = email.domain();
    let known = ctx.tx.mail_domain(domain).await?;
    if contact.bounced_at.is_some() || known.is_fresh(ctx.now) {
        return Ok(view(ctx, &contact, &known).await?.into());
    }
    ctx.tx.want_mail_domain(domain).await?;
    let awaited = ctx.tx.await_check(&ctx.member, Some(contact.id), 1, ctx.now).await?;
    let known = known.asked_at.map(|_| said(ctx, &contact, &known));
    let head = Reply::AnyDialogue { known, domain: domain.to_owned() };
    let card = card::View { head: Some(head.into()), ..ctx.card(&contact).await? };
    Ok(Outcome::from(card).and_key(AwaitedCheck::message_key(awaited)))
}

/// Checks all addresses that the member may see, in the background.
pub async fn all(ctx: &mut Context<'_>) -> Answer {
    let scope = ctx.scope();
    let total = ctx.tx.health_count(scope).await?.total();
    if total == 0 {
        return Err(refused(Phrase::NoAddresses));
    }
    ctx.tx.want_all_mail_domains(scope, ctx.now).await?;
    let total = ctx.tx.unasked_addresses(scope, ctx.now).await?;
    if total == 0 {
        return Ok(checked(ctx).await?.into());
    }
    let awaited = ctx.tx.await_check(&ctx.member, None, total, ctx.now).await?;
    let progress = Phrase::Progress { done: 0, total };
    Ok(Outcome::from(progress).and_key(AwaitedCheck::message_key(awaited)))
}

/// The card with what was found out; without the contact, which may be gone by now, that nothing is being asked.
pub async fn one_done(ctx: &mut Context<'_>, contact: ContactId) -> Result<AnyReply, Stop> {
    let scope = ctx.scope();
    let contact = ctx.tx.contact_by_id(scope, contact).await?;
    let Some((contact, email)) = contact.and_then(|contact| Some((contact.clone(), contact.profile.email?)))
    else {
        return Ok(common::Phrase::NothingAsked.into());
    };
    let known = ctx.tx.mail_domain(email.domain()).await?;
    Ok(view(ctx, &contact, &known).await?.into())
}

/// How far the check of all is, where it is a tenth further than was told; or what came of it. Beside it, how many
/// tenths are told with this; `None`: it was the last.
pub async fn progress(
    ctx: &mut Context<'_>,
    awaited: &AwaitedCheck,
) -> Result<Option<(AnyReply, Option<u64>)>, Stop> {
    let scope = ctx.scope();
    let left = ctx.tx.unasked_addresses(scope, ctx.now).await?;
    if left == 0 {
        return Ok(Some((checked(ctx).await?.into(), None)));
    }
    let (done, total) = (awaited.total.saturating_sub(left), awaited.total);
    let tenths = tenths(done, total);
    Ok((tenths > awaited.told).then(|| (Phrase::Progress { done, total }.into(), Some(tenths))))
}

/// What came of it.
async fn checked(ctx: &mut Context<'_>) -> Result<Reply, Stop> {
    let (scope, standard) = (ctx.scope(), ctx.standard());
    let count = ctx.tx.health_count(scope).await?;
    let to_clean = ctx.tx.clean_count(scope, &standard).await?.to_clean;
    Ok(Reply::Checked { count, to_clean })
}

fn tenths(done: u64, total: u64) -> u64 {
    (done * 10).checked_div(total).unwrap_or_default()
}

async fn view(ctx: &mut Context<'_>, contact: &Contact, known: &Known) -> Result<card::View, Stop> {
    let said = said(ctx, contact, known);
    Ok(card::View { head: Some(said.into()), ..ctx.card(contact).await? })
}

/// What is known of an address, with the reason.
fn said(ctx: &Context<'_>, contact: &Contact, known: &Known) -> Phrase {
    let no = contact.no;
    let Some(address) = &contact.profile.email else { return Phrase::NoEmail { no } };
    let (email, domain) = (address.as_str().to_owned(), address.domain().to_owned());
    let day = |at: DateTime<Utc>| at.with_timezone(&ctx.member.schedule.zone).date_naive();
    match (contact.health, known.finding) {
        (Health::Invalid, Some(Finding::NoDomain)) if contact.bounced_at.is_none() => {
            Phrase::NoDomain { no, domain }
        }
        (Health::Invalid, Some(Finding::NullMx)) if contact.bounced_at.is_none() => {
            Phrase::NullMx { no, domain }
        }
        (Health::Invalid, Some(Finding::NoServer)) if contact.bounced_at.is_none() => {
            Phrase::NoServer { no, domain }
        }
        (Health::Invalid, _) => Phrase::Bounced { no },
        (Health::Risky, _) if address.is_disposable() => Phrase::RiskyDisposable { no, email },
        (Health::Risky, _) if address.is_role() => Phrase::RiskyRole { no, email },
        (Health::Risky, _) => Phrase::RiskyFreeMail { no, email },
        (Health::Verified, _) if known.is_silent() => {
            Phrase::VerifiedBefore { no, domain, on: day(known.answered_at.unwrap_or(ctx.now)) }
        }
        (Health::Verified, _) => {
            Phrase::Verified { no, domain, on: day(known.answered_at.unwrap_or(ctx.now)) }
        }
        (Health::Unverified, _) => Phrase::NoAnswer { no, domain },
    }
}
