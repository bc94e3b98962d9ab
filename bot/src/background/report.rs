//! Tells people what came of a job.

use chrono::{DateTime, Utc};
use renmai_core::store::{StoreError, Tx};
use renmai_core::team::Member;

use crate::handler::job::ReportTo;
use crate::i18n::{AnyReply, Words};
use crate::outbound::message::OutboxCall;

/// Sends new messages.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn say(
    tx: &mut Tx,
    member: &Member,
    replies: &[AnyReply],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for reply in replies {
        let call = OutboxCall::send(reply.message(&Words::to(member, now)));
        tx.enqueue(call.answer(member.telegram)?, now);
    }
    Ok(())
}

/// Tells what came of a job.
///
/// # Errors
/// When the book cannot be written.
pub(super) async fn tell(
    tx: &mut Tx,
    member: &Member,
    told: &ReportTo,
    replies: &[AnyReply],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let (in_place, anew) = match told {
        ReportTo::Nobody => return Ok(()),
        ReportTo::Anew => (None, replies),
        ReportTo::InPlace(message) => match replies.split_first() {
            Some((first, rest)) => (Some((message, first)), rest),
            None => return Ok(()),
        },
    };
    if let Some((message, reply)) = in_place {
        let call = OutboxCall::edit(*message, reply.message(&Words::to(member, now)));
        tx.enqueue(call.answer(member.telegram)?, now);
    }
    say(tx, member, anew, now).await
}
