//! Checks addresses in the background: domains whose time has come are asked a few at a time, what was found out is
//! written down in one commit, and whoever waits is told.
//!
//! What waits stands in the book (`mail_domain`, `awaited_check`), so a restart loses nothing; a domain that was
//! asked and not yet written down is asked again. The write lock is taken only when the answers are there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures::{StreamExt as _, stream};
use renmai_core::book::found;
use renmai_core::mail_server::Finding;
use renmai_core::store::{AwaitedCheck, NewMessage, Priority, Store, Tx};
use tokio::sync::{Notify, watch};

use crate::background::dns::Dns;
use crate::clock::Clock;
use crate::features::verify;
use crate::handler::{Context, Stop};
use crate::outbound::message::OutboxCall;
use crate::outbound::outbox::Outbox;

/// Asks, writes down, tells.
#[derive(Debug)]
pub(crate) struct Checker {
    pub(crate) store: Store,
    pub(crate) dns: Dns,
    pub(crate) clock: Clock,
    pub(crate) bot: String,
    pub(crate) outbox: Arc<Outbox>,
}

/// How many domains are taken at a time.
const HANDFUL: u32 = 40;

/// How many are asked at once.
const IN_FLIGHT: usize = 8;

/// How long it sleeps at most when nothing wakes it.
const NAP: Duration = Duration::from_secs(60);

impl Checker {
    /// Checks until told to stop; what is being asked then is asked again at the next start.
    pub(crate) async fn run(self, wake: Arc<Notify>, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        loop {
            let moved = self.clock.moved();
            let asked = tokio::select! {
                asked = self.round() => asked,
                _ = stop.changed() => return Ok(()),
            };
            match asked {
                Ok(0) => {}
                // In a flood the writer is for those who wait for an answer.
                Ok(_) if self.outbox.is_flooded() => {}
                Ok(_) => continue,
                Err(fault) => tracing::error!(fault = format!("{fault:#}"), "addresses could not be checked"),
            }
            tokio::select! {
                () = wake.notified() => {}
                () = moved => {}
                () = tokio::time::sleep(NAP) => {}
                _ = stop.changed() => return Ok(()),
            }
        }
    }

    /// Asks about a handful of domains; answers how many there were.
    async fn round(&self) -> anyhow::Result<usize> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let domains = tx.mail_domains_to_ask(now, HANDFUL).await?;
        let awaited = !tx.awaited_checks(now).await?.is_empty();
        drop(tx);
        let count = domains.len();
        if count == 0 && awaited {
            self.settle(&[]).await?;
        }
        let asking = domains.into_iter().map(|domain| async move {
            let finding = self.dns.find(&domain).await;
            (domain, finding)
        });
        let mut answers =
            std::pin::pin!(stream::iter(asking).buffer_unordered(IN_FLIGHT).ready_chunks(HANDFUL as usize));
        while let Some(some) = answers.next().await {
            self.settle(&some).await?;
        }
        Ok(count)
    }

    /// Writes down what was found out, and tells whoever waited for it.
    async fn settle(&self, answers: &[(String, Option<Finding>)]) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        for (domain, finding) in answers {
            found(&mut tx, domain, *finding, now).await?;
        }
        tell(&mut tx, &self.bot, now).await?;
        let tells = tx.has_unclaimed_messages();
        tx.commit().await?;
        if tells {
            self.outbox.wake.notify_one();
        }
        Ok(())
    }
}

/// Tells whoever waits for checks what has come of them by now; each message that this edits is one of theirs.
async fn tell(tx: &mut Tx, bot: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    for awaited in tx.awaited_checks(now).await? {
        let Some(member) = tx.member_by_telegram(awaited.chat).await?.filter(|one| one.id == awaited.member)
        else {
            tx.end_awaited_check(awaited.id).await?;
            continue;
        };
        let mut ctx =
            Context { tx: &mut *tx, member, now, update: 0, at: now, pressed: None, bot, draft: None };
        let told = match awaited.contact {
            Some(contact) => verify::one_done(&mut ctx, contact).await.map(|reply| Some((reply, None))),
            None => verify::progress(&mut ctx, &awaited).await,
        };
        let Some((reply, tenths)) = told.map_err(fault)? else { continue };
        let message = reply.message(&ctx.words());
        let card_of = message.card_of;
        let body = OutboxCall::edit_keyed(AwaitedCheck::message_key(awaited.id), message).json()?;
        let message = NewMessage { chat: awaited.chat, key: None, priority: Priority::Answer, body, card_of };
        tx.enqueue(message, now);
        match tenths {
            Some(tenths) => tx.tell_awaited_check(awaited.id, tenths).await?,
            None => tx.end_awaited_check(awaited.id).await?,
        }
    }
    Ok(())
}

fn fault(stop: Stop) -> anyhow::Error {
    match stop {
        Stop::Store(fault) => fault.into(),
        Stop::Fault(fault) => fault,
        Stop::Refused(_) | Stop::Answered(_) => anyhow::anyhow!("what was waited for is refused"),
    }
}
