//! Which process leads: it alone sends, ticks, does jobs and checks addresses.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use renmai_core::store::{Leadership, Store};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::background::checker::Checker;
use crate::background::dns::Dns;
use crate::background::jobs::Worker;
use crate::background::scheduler;
use crate::clock::Clock;
use crate::liveness::Liveness;
use crate::outbound::outbox::Outbox;
use crate::outbound::{Pace, SendLimit, Sender};
use crate::telegram::Telegram;

/// What only one of the processes that share a book does at a time: it sends, ticks, does jobs and checks addresses.
pub(super) struct Watch {
    pub(super) store: Store,
    pub(super) telegram: Telegram,
    pub(super) clock: Clock,
    pub(super) pulse: Arc<Liveness>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) work: Arc<Notify>,
    pub(super) checks: Arc<Notify>,
    pub(super) send_limit: SendLimit,
    pub(super) dns: Dns,
    pub(super) bot: String,
}

/// How often one asks for a duty that another has.
const ASK_AGAIN: Duration = Duration::from_secs(1);

/// How often one sees that the duty is still one's own.
const LOOK_UP: Duration = Duration::from_secs(5);

impl Watch {
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            let Some(duty) = self.take_duty(&mut stop).await else { return };
            if let Err(fault) = self.on_duty(duty, &mut stop).await {
                tracing::error!(fault = format!("{fault:#}"), "the book cannot be reached; trying again");
                tokio::time::sleep(ASK_AGAIN).await;
            }
        }
    }

    /// Waits for the duty; `None`: told to stop before.
    async fn take_duty(&self, stop: &mut watch::Receiver<bool>) -> Option<Leadership> {
        let mut said = false;
        while !*stop.borrow() {
            match self.store.take_leadership().await {
                Ok(Some(duty)) => return Some(duty),
                Ok(None) if said => {}
                Ok(None) => tracing::warn!("another renmai is on duty for this book; this one stands by"),
                Err(fault) => tracing::error!(%fault, "the book cannot be reached; trying again"),
            }
            said = true;
            // Standing by is a sign of life: the other ticks.
            self.pulse.ticked_at.store(self.clock.now().timestamp(), Ordering::Relaxed);
            tokio::select! {
                () = tokio::time::sleep(ASK_AGAIN) => {}
                _ = stop.changed() => {}
            }
        }
        None
    }

    /// Until told to stop, or the duty is lost.
    async fn on_duty(&self, mut duty: Leadership, stop: &mut watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut tx = self.store.begin().await?;
        // Nobody else sends now: who was sending is dead.
        tx.renew_keys().await?;
        let recovered = tx.recover_messages().await?;
        tx.commit().await?;
        if recovered > 0 {
            tracing::info!(recovered, "letters that were being sent at the last stop go once more");
        }
        let (off, off_duty) = watch::channel(false);
        let mut tasks = self.take_up(&off_duty);
        while !*stop.borrow() {
            tokio::select! {
                () = tokio::time::sleep(LOOK_UP) => if !duty.holds().await {
                    tracing::warn!("the database has forgotten who is on duty");
                    break;
                },
                _ = stop.changed() => {}
            }
        }
        off.send_replace(true);
        while tasks.join_next().await.is_some() {}
        Ok(())
    }

    fn take_up(&self, off_duty: &watch::Receiver<bool>) -> JoinSet<()> {
        let (store, telegram, clock) = (self.store.clone(), self.telegram.clone(), self.clock.clone());
        let (outbox, pulse) = (self.outbox.clone(), self.pulse.clone());
        let letters = outbox.wake.clone();
        let mut tasks = JoinSet::new();
        let pace = Pace::new(self.send_limit);
        let sender = Sender {
            store: store.clone(),
            telegram: telegram.clone(),
            clock: clock.clone(),
            pace,
            outbox: outbox.clone(),
            stop: off_duty.clone(),
        };
        tasks.spawn(sender.run());
        tasks.spawn(scheduler::run(store.clone(), clock.clone(), pulse, letters.clone(), off_duty.clone()));
        let worker = Worker { store: store.clone(), telegram, clock: clock.clone() };
        tasks.spawn(worker.run(self.work.clone(), [letters.clone(), self.checks.clone()], off_duty.clone()));
        let checker = Checker { store, dns: self.dns.clone(), clock, bot: self.bot.clone(), outbox };
        tasks.spawn(checker.run(self.checks.clone(), off_duty.clone()));
        tasks
    }
}
