//! Reads what takes long in a large book, beside the writer, and shows it where it was asked for.

use chrono::{DateTime, Utc};
use renmai_core::store::{Job as Row, Store};

use super::{end, finish};
use crate::features::{clean, metrics};
use crate::handler::job::{Look, Shown};
use crate::handler::{Context, Stop};
use crate::i18n::{AnyReply, Words};
use crate::outbound::message::OutboxCall;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) look: Look,
    /// The update that asked.
    pub(super) update: i64,
    /// Which message becomes it.
    pub(super) shown: Shown,
    /// The bot's username.
    pub(super) bot: &'a str,
}

/// Reads it, and edits the message.
///
/// # Errors
/// When the book cannot be read or written.
pub(super) async fn carry_out(
    store: &Store,
    row: &Row,
    asked: Asked<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut tx = store.read().await?;
    let Some(member) = tx.member_by_telegram(row.chat).await? else {
        return finish(store, row, Vec::new(), now).await;
    };
    let pressed = match asked.shown {
        Shown::Message(message) => Some(message),
        Shown::Key(_) => None,
    };
    let (update, bot) = (asked.update, asked.bot);
    let mut ctx = Context { tx: &mut tx, member, now, update, at: now, pressed, bot, draft: None };
    let read = match asked.look {
        Look::Figures { span, by } => metrics::view(&mut ctx, span, by).await,
        Look::Clean { page, handled } => clean::view(&mut ctx, page, handled).await,
    };
    drop(tx);
    let reply: AnyReply = match read {
        Ok(reply) | Err(Stop::Refused(reply) | Stop::Answered(reply)) => reply,
        Err(Stop::Store(fault)) => return Err(fault.into()),
        Err(Stop::Fault(fault)) => return Err(fault),
    };
    let mut tx = store.begin().await?;
    if let Some(member) = end(&mut tx, row).await? {
        let message = reply.message(&Words::to(&member, now));
        if let Some(number) = pressed {
            // What the message showed before is no longer what it shows.
            tx.set_card(member.telegram, number, message.card_of).await?;
        }
        let call = match asked.shown {
            Shown::Message(number) => OutboxCall::edit(number, message),
            Shown::Key(key) => OutboxCall::edit_keyed(key, message),
        };
        tx.enqueue(call.answer(member.telegram)?, now);
    }
    Ok(tx.commit().await?)
}
