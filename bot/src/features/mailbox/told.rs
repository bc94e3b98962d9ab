//! What is told of a mailbox by itself.

use chrono::{DateTime, Utc};
use renmai_core::mail::mailbox::Mailbox;
use renmai_core::store::Tx;
use renmai_core::team::Member;

use super::{Overview, Refused, in_words};
use crate::i18n::{Render as _, Words};
use crate::mail::access::EnterFault;
use crate::outbound::message::OutboxCall;

/// A mailbox no longer lets us in: said once, with a way to connect it again.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub fn refused(
    tx: &mut Tx,
    owner: &Member,
    mailbox: &Mailbox,
    fault: &EnterFault,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let words = Words::to(owner, now);
    let why = in_words(fault, &words);
    let told = Refused { provider: mailbox.account.provider, address: mailbox.account.address.clone(), why };
    let call = OutboxCall::send(told.message(&words));
    tx.enqueue(call.answer(owner.telegram)?, now);
    Ok(())
}

/// A mailbox was connected elsewhere.
///
/// # Errors
/// Never in practice: every part can be written as JSON.
pub fn connected(tx: &mut Tx, owner: &Member, mailbox: &Mailbox, now: DateTime<Utc>) -> anyhow::Result<()> {
    let told = Overview { mailbox: Some(mailbox.clone()), now };
    let call = OutboxCall::send(told.message(&Words::to(owner, now)));
    tx.enqueue(call.answer(owner.telegram)?, now);
    Ok(())
}
