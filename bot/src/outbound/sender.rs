//! The sender claims the messages whose time has come, sends them in order per chat and in parallel between chats, and
//! settles many in one commit.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{ClaimedMessage, Priority, Settled, Store, StoreError};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::clock::Clock;
use crate::handler::buttons::Disguise;
use crate::outbound::message::OutboxCall;
use crate::outbound::outbox::{Done, Outbox, then};
use crate::outbound::throttle::SendThrottle;
use crate::panics::message_of;
use crate::telegram::{CallError, Telegram};

/// How many messages are claimed from the disk at a time.
const HANDFUL: usize = 500;

/// How long the sender sleeps when nothing wakes it: another process on the same book may have written messages.
const NAP: Duration = Duration::from_millis(500);

/// How long after its claim a message is sent without looking whether its reader may still see it.
const FRESH: TimeDelta = TimeDelta::seconds(2);

/// Sends what the outbox holds.
#[derive(Debug)]
pub(crate) struct Sender {
    pub(crate) store: Store,
    pub(crate) telegram: Telegram,
    /// Hides how many rows all teams have.
    pub(crate) disguise: Disguise,
    pub(crate) clock: Clock,
    pub(crate) throttle: SendThrottle,
    pub(crate) outbox: Arc<Outbox>,
    /// Told to stop.
    pub(crate) stop: watch::Receiver<bool>,
}

impl Sender {
    /// Sends until told to stop; then finishes what is under way.
    ///
    /// # Errors
    /// When the sending of a chat's messages panicked: they would wait for ever.
    pub(crate) async fn run(self) -> anyhow::Result<()> {
        let mut stop = self.stop.clone();
        let sender = Arc::new(self);
        let outbox = &sender.outbox;
        let mut under_way = JoinSet::new();
        let mut nap = tokio::time::interval(NAP);
        nap.set_missed_tick_behavior(MissedTickBehavior::Delay);
        // Whether there may be something on disk to send.
        let mut look = true;
        if sender.store.engine().has_lasting_leadership() {
            outbox.open();
        }
        loop {
            while let Some(done) = under_way.try_join_next() {
                done.context("the messages of a chat")?;
            }
            let stopping = *stop.borrow();
            if stopping {
                outbox.close(sender.clock.now());
            }
            for (chat, messages) in outbox.ready() {
                let sender = sender.clone();
                under_way.spawn(async move {
                    sender.outbox.finished(chat, sender.send_in_order(messages).await);
                });
            }
            if stopping && outbox.is_empty() {
                return Ok(());
            }
            let room = if stopping { 0 } else { HANDFUL.min(outbox.room()) };
            if outbox.is_unsettled() || (look && room > 0) {
                match sender.settle_and_claim(room).await {
                    // There may be more on disk where all room was used, and where there was none.
                    Ok(claimed) => look = claimed == room,
                    Err(fault) => {
                        tracing::error!(%fault, "the outbox cannot be reached; trying again");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                }
                continue;
            }
            tokio::select! {
                () = outbox.changed() => {}
                () = outbox.wake.notified() => look = true,
                () = sender.clock.moved() => look = true,
                _ = nap.tick() => {
                    // A flood may be over without the update processor having written since.
                    outbox.set_flood(false);
                    look = sender.is_due().await;
                }
                _ = stop.changed(), if !stopping => {}
            }
        }
    }

    /// Settles what was sent and claims up to `room` of the next messages, in one commit; answers how many it claimed.
    async fn settle_and_claim(&self, room: usize) -> Result<usize, StoreError> {
        let _writing = self.outbox.writing.lock().await;
        let done = self.outbox.take_done();
        let claimed = match self.write(&done, room).await {
            Ok(claimed) => claimed,
            Err(fault) => {
                self.outbox.give_back(done);
                return Err(fault);
            }
        };
        self.outbox.written(&done);
        let count = claimed.len();
        self.outbox.hand_over(claimed);
        Ok(count)
    }

    async fn write(&self, done: &[Done], room: usize) -> Result<Vec<ClaimedMessage>, StoreError> {
        let now = self.clock.now();
        let mut tx = self.store.begin().await?;
        tx.settle_messages(done, now).await?;
        let claimed = if room == 0 { Vec::new() } else { tx.claim_messages(now, room).await? };
        if !done.is_empty() {
            failpoint::pass(Failpoint::MessagesSettled);
        }
        tx.commit().await?;
        if !claimed.is_empty() {
            failpoint::pass(Failpoint::MessagesClaimed);
        }
        Ok(claimed)
    }

    /// Whether a message is due. Where the book cannot be read, claiming is tried.
    async fn is_due(&self) -> bool {
        let now = self.clock.now();
        let due = async { self.store.read().await?.due_messages(Priority::Bulk, now, 1).await };
        due.await.map_or(true, |due| due > 0)
    }

    /// Sends the messages of one chat in order; when one must wait, those after it wait too.
    async fn send_in_order(&self, messages: Vec<ClaimedMessage>) -> Vec<Done> {
        let mut done: Vec<Done> = Vec::with_capacity(messages.len());
        for message in messages {
            let settled = match done.last().and_then(|(_, before)| then(before)) {
                Some(settled) => settled,
                // A message that panics would panic again, so it is given up.
                None => AssertUnwindSafe(self.send(&message))
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|panic| Settled::Failed(format!("panic: {}", message_of(&*panic)))),
            };
            if let Settled::Failed(fault) = &settled {
                tracing::error!(message = message.id, fault, "Telegram will not take a message");
            }
            done.push((message, settled));
        }
        done
    }

    async fn send(&self, message: &ClaimedMessage) -> Settled {
        let call: OutboxCall = match serde_json::from_str(&message.body) {
            Ok(call) => call,
            Err(fault) => return Settled::Failed(fault.to_string()),
        };
        if let Some(until) = self.throttle.all_wait(self.clock.now()) {
            return Settled::NotTried(until, "all chats are told to wait".into());
        }
        let mut stop = self.stop.clone();
        let _turn = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Settled::NotTried(self.clock.now(), "stopped".into()),
            turn = self.throttle.turn(message.chat, message.priority) => turn,
        };
        if self.has_waited(message) && !self.is_owed(message.id).await {
            return Settled::Revoked;
        }
        match self.make(message, call).await {
            Ok(message) => {
                failpoint::pass(Failpoint::MessageSent);
                Settled::Sent(message)
            }
            Err(fault) if fault.is_unmodified() => Settled::Sent(None),
            Err(CallError::Closed(_)) => Settled::Blocked,
            Err(CallError::Refused(why)) => Settled::Failed(why),
            Err(CallError::Wait(pause)) => {
                let until = self.after(pause);
                if !pause.is_zero() {
                    self.throttle.told_to_wait(message.chat, until, self.clock.now());
                }
                Settled::Later(until, format!("retry after {} s", pause.as_secs()))
            }
            Err(fault @ CallError::Unanswered(_)) => {
                Settled::Unclear(self.after(backoff(message.attempts)), fault.to_string())
            }
            Err(fault) => Settled::Later(self.after(backoff(message.attempts)), fault.to_string()),
        }
    }

    /// Whether so much time has passed since a message was claimed that its reader's rights may be others by now.
    fn has_waited(&self, message: &ClaimedMessage) -> bool {
        message.attempts > 0 || self.clock.now() - message.claimed_at >= FRESH
    }

    /// Whether a message was not revoked. Where the book cannot be read it is sent: it was owed a moment ago.
    async fn is_owed(&self, id: i64) -> bool {
        let owed = async { self.store.read().await?.is_owed(id).await };
        owed.await.unwrap_or(true)
    }

    fn after(&self, pause: Duration) -> DateTime<Utc> {
        if pause.is_zero() {
            return self.clock.now();
        }
        let pause = TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(60));
        // Whole seconds on disk: rounded up, or a short pause would be none.
        self.clock.now() + pause + TimeDelta::milliseconds(999)
    }
}

/// 1, 2, 4 … 300 seconds, a quarter more or less, so that many do not come back at once.
fn backoff(attempts: u32) -> Duration {
    let seconds = 2f64.powi(attempts.min(9).cast_signed()).min(300.0);
    Duration::from_secs_f64(seconds * rand::random_range(0.75..1.25))
}
