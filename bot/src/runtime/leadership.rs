//! Which process leads: it alone sends, ticks, does jobs and checks addresses.

use std::sync::Arc;
use std::time::Duration;

use anyhow::bail;
use renmai_core::store::{Leadership, Store, StoreError};
use tokio::sync::{Notify, watch};

use super::tasks::Tasks;
use crate::background::checker::Checker;
use crate::background::device_sign_in::DeviceSignIns;
use crate::background::dns::Dns;
use crate::background::dropbox::DropboxReader;
use crate::background::jobs::Worker;
use crate::background::mail_reader::MailReader;
use crate::background::mail_sender::MailSender;
use crate::background::print::PrintReader;
use crate::background::scheduler;
use crate::clock::Clock;
use crate::handler::buttons::Disguise;
use crate::liveness::Liveness;
use crate::mail::access::MailAccess;
use crate::outbound::outbox::Outbox;
use crate::outbound::{SendLimit, SendThrottle, Sender};
use crate::telegram::Telegram;

/// Takes the lead when no other process of this book has it, and runs the tasks of the leader.
pub(super) struct Leader {
    pub(super) store: Store,
    pub(super) telegram: Telegram,
    pub(super) clock: Clock,
    pub(super) liveness: Arc<Liveness>,
    pub(super) outbox: Arc<Outbox>,
    pub(super) work: Arc<Notify>,
    pub(super) checks: Arc<Notify>,
    pub(super) mails: Arc<Notify>,
    pub(super) sign_ins: Arc<Notify>,
    pub(super) mail_access: MailAccess,
    pub(super) send_limit: SendLimit,
    pub(super) print: PrintReader,
    pub(super) dns: Dns,
    pub(super) bot: String,
}

/// How often a process that stands by tries to take the lead.
const TRY_AGAIN: Duration = Duration::from_secs(1);

/// How often the leader looks whether it still leads, and whether the book's file is still there.
const LOOK_AGAIN: Duration = Duration::from_secs(5);

/// How long the server may take to say that this process still leads.
const PATIENCE: Duration = Duration::from_secs(10);

impl Leader {
    /// # Errors
    /// When a task of the leader has ended by itself, or the book's file is lost.
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        while !*stop.borrow() {
            let Some(leadership) = self.wait_to_lead(&mut stop).await? else { return Ok(()) };
            match self.recover().await {
                Ok(()) => self.lead(leadership, &mut stop).await?,
                Err(fault) => {
                    tracing::error!(%fault, "the book cannot be reached; trying again");
                    self.liveness.could_not_write();
                    tokio::time::sleep(TRY_AGAIN).await;
                }
            }
        }
        Ok(())
    }

    /// Waits until this process leads; `None`: it was told to stop before.
    async fn wait_to_lead(&self, stop: &mut watch::Receiver<bool>) -> anyhow::Result<Option<Leadership>> {
        let mut said = false;
        while !*stop.borrow() {
            look_at_file(&self.store)?;
            match self.store.take_leadership().await {
                Ok(Some(leadership)) => return Ok(Some(leadership)),
                Ok(None) if said => {}
                Ok(None) => tracing::warn!("another renmai leads for this book; this one stands by"),
                Err(fault) => tracing::error!(%fault, "the book cannot be reached; trying again"),
            }
            said = true;
            // The leader ticks; standing by is a sign of life of this process.
            self.liveness.ticked(self.clock.now());
            tokio::select! {
                () = tokio::time::sleep(TRY_AGAIN) => {}
                _ = stop.changed() => {}
            }
        }
        Ok(None)
    }

    /// Takes over from a leader that has died: what it was sending is sent once more.
    async fn recover(&self) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        tx.renew_keys().await?;
        let recovered = tx.recover_messages().await?;
        tx.commit().await?;
        self.liveness.wrote(self.clock.now());
        if recovered > 0 {
            tracing::info!(recovered, "messages that were being sent at the last stop are sent once more");
        }
        Ok(())
    }

    /// Leads until told to stop, or until the lead is lost.
    async fn lead(&self, mut leadership: Leadership, stop: &mut watch::Receiver<bool>) -> anyhow::Result<()> {
        self.liveness.leads();
        let mut tasks = self.start_tasks();
        let ended = loop {
            if *stop.borrow() {
                break Ok(());
            }
            tokio::select! {
                fault = tasks.ended() => break Err(fault),
                () = tokio::time::sleep(LOOK_AGAIN) => {
                    if let Err(fault) = look_at_file(&self.store) {
                        break Err(fault);
                    }
                    if !tokio::time::timeout(PATIENCE, leadership.holds()).await.unwrap_or(false) {
                        tracing::warn!("the database has forgotten that this process leads");
                        break Ok(());
                    }
                }
                _ = stop.changed() => {}
            }
        };
        tasks.stop().await;
        self.liveness.stands_by();
        ended
    }

    /// The sender is started first, and so stops last: it sends what the others still say.
    fn start_tasks(&self) -> Tasks {
        let (store, telegram, clock) = (self.store.clone(), self.telegram.clone(), self.clock.clone());
        let (outbox, liveness) = (self.outbox.clone(), self.liveness.clone());
        let messages = outbox.wake.clone();
        let mut tasks = Tasks::new(liveness.clone());
        tasks.start("sender", |stop| {
            let sender = Sender {
                store: store.clone(),
                telegram: telegram.clone(),
                disguise: Disguise::new(telegram.own_key()),
                clock: clock.clone(),
                throttle: SendThrottle::new(self.send_limit),
                outbox: outbox.clone(),
                stop,
            };
            sender.run()
        });
        tasks.start("scheduler", |stop| {
            scheduler::run(store.clone(), clock.clone(), liveness, messages.clone(), stop)
        });
        let print = self.print.clone();
        let bot = self.bot.clone();
        let worker = Worker { store: store.clone(), telegram, clock: clock.clone(), print, bot };
        let wakes = [messages, self.checks.clone()];
        tasks.start("jobs", |stop| worker.run(self.work.clone(), wakes, stop));
        let mails = MailSender::new(store.clone(), self.mail_access.clone(), clock.clone(), outbox.clone());
        tasks.start("mail sender", |stop| mails.run(self.mails.clone(), stop));
        let reader = MailReader {
            store: store.clone(),
            access: self.mail_access.clone(),
            clock: clock.clone(),
            outbox: outbox.clone(),
            sender: self.mails.clone(),
        };
        tasks.start("mail reader", |stop| reader.run(stop));
        let dropbox = DropboxReader {
            store: store.clone(),
            access: self.mail_access.clone(),
            clock: clock.clone(),
            outbox: outbox.clone(),
            sender: self.mails.clone(),
        };
        tasks.start("dropbox reader", |stop| dropbox.run(stop));
        let sign_ins = DeviceSignIns {
            store: store.clone(),
            access: self.mail_access.clone(),
            clock: clock.clone(),
            outbox: outbox.clone(),
        };
        tasks.start("sign-ins by code", |stop| sign_ins.run(self.sign_ins.clone(), stop));
        let checker = Checker { store, dns: self.dns.clone(), clock, bot: self.bot.clone(), outbox };
        tasks.start("checker", |stop| checker.run(self.checks.clone(), stop));
        tasks
    }
}

/// # Errors
/// When the book's file is gone or replaced: whatever is written now is lost.
pub(super) fn look_at_file(store: &Store) -> anyhow::Result<()> {
    if let Some(file) = store.lost_file() {
        bail!("the book {} is gone, or another file has taken its place", file.display());
    }
    Ok(())
}
