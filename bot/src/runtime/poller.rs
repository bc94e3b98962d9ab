//! Fetches updates from Telegram, batch by batch; the next call acknowledges what was committed.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use renmai_core::store::Priority;
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters as _};
use teloxide::types::CallbackQueryId;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::features::reveal_rows;
use crate::handler::buttons::Disguise;
use crate::inbound::CallbackAnswer;
use crate::inbound::processor::UpdateProcessor;
use crate::liveness::Liveness;
use crate::outbound::outbox;
use crate::telegram::{CallError, Telegram, Update};

/// A long poll: shorter than the caller's patience.
const POLL: Duration = Duration::from_secs(25);

/// So many updates at once are a flood.
const FLOOD: usize = 50;

/// Hears Telegram.
pub(super) struct Ear {
    pub(super) processor: UpdateProcessor,
    pub(super) telegram: Telegram,
    pub(super) disguise: Disguise,
    pub(super) clock: Clock,
    pub(super) pulse: Arc<Liveness>,
    pub(super) work: Arc<Notify>,
    pub(super) checks: Arc<Notify>,
}

impl Ear {
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut offset: i64 = 0;
        let mut answering: JoinSet<()> = JoinSet::new();
        let outbox = self.processor.outbox.clone();
        let mut flood = false;
        loop {
            // The sender waits for the desk's next batch: that one must not wait for news.
            let poll = if flood { Duration::ZERO } else { POLL };
            let updates = tokio::select! {
                updates = self.telegram.updates(offset, poll) => updates,
                _ = stop.changed() => break,
            };
            let floods = updates.as_ref().is_ok_and(|updates| updates.len() >= FLOOD);
            outbox.set_flood(floods);
            if std::mem::replace(&mut flood, floods) && !floods {
                self.work.notify_one();
                self.checks.notify_one();
            }
            while answering.try_join_next().is_some() {}
            let updates = match updates {
                Ok(updates) => updates,
                Err(fault) => {
                    self.rest(&fault, &mut stop).await;
                    continue;
                }
            };
            self.pulse.heard_at.store(self.clock.now().timestamp(), Ordering::Relaxed);
            let Some(last) = updates.iter().map(|update| update.number).max() else {
                continue;
            };
            let reveal = |data: &str| reveal_rows(data, &self.disguise);
            let updates: Vec<Update> = updates.into_iter().map(|update| update.map_buttons(reveal)).collect();
            match self.processor.process(&updates, self.clock.now()).await {
                Ok(answers) => {
                    // Only now may Telegram forget them: the next call acknowledges.
                    // One that Telegram gives again has an old number: the offset never goes back.
                    offset = offset.max(last + 1);
                    for answer in answers {
                        answering.spawn(answer_press(self.telegram.clone(), answer));
                    }
                    if flood {
                        // What nobody waits for waits.
                        self.let_answers_go(&mut stop).await;
                    } else {
                        self.work.notify_one();
                        self.checks.notify_one();
                    }
                }
                Err(fault) => {
                    tracing::error!(
                        fault = format!("{fault:#}"),
                        "a batch could not be written; trying again"
                    );
                    tokio::time::sleep(Duration::from_secs(1)).await;
                }
            }
        }
        // What was carried out is acknowledged, so that the next start does not hear it again; if this fails it is
        // recognised there.
        if offset > 0 {
            let _ =
                tokio::time::timeout(Duration::from_secs(2), self.telegram.updates(offset, Duration::ZERO))
                    .await;
        }
        while answering.join_next().await.is_some() {}
    }

    /// In a flood, what is not answered yet stays with Telegram: a long outbox would be slow to look through.
    async fn let_answers_go(&self, stop: &mut watch::Receiver<bool>) {
        for _ in 0..20 {
            if *stop.borrow() || !self.many_wait().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Whether many answers wait to be sent; where that cannot be told, they do not.
    async fn many_wait(&self) -> bool {
        let UpdateProcessor { store, outbox, .. } = &self.processor;
        if outbox.is_open() {
            return outbox.room() == 0;
        }
        let (now, most) = (self.clock.now(), outbox::MOST);
        let waiting = async { store.read().await?.due_messages(Priority::Answer, now, most).await };
        waiting.await.is_ok_and(|waiting| waiting >= most)
    }

    /// Says what is wrong, once per fault, and waits before the next try.
    async fn rest(&self, fault: &CallError, stop: &mut watch::Receiver<bool>) {
        let pause = match fault {
            CallError::Wait(pause) => *pause,
            CallError::Unauthorized => Duration::from_secs(30),
            CallError::Conflict => Duration::from_secs(5),
            _ => Duration::from_secs(2),
        };
        tracing::warn!(%fault, pause = pause.as_secs(), "Telegram cannot be heard; trying again");
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Answers a press; too late, it is worthless, so it is tried twice and let go.
async fn answer_press(telegram: Telegram, answer: CallbackAnswer) {
    let mut call = AnswerCallbackQuery::new(CallbackQueryId(answer.query));
    if let Some(text) = answer.text {
        call = call.text(text);
    }
    for _ in 0..3 {
        match telegram.call(&call).await {
            Ok(_) => return,
            Err(CallError::Wait(pause)) => tokio::time::sleep(pause.min(Duration::from_secs(5))).await,
            Err(CallError::Unreachable(_) | CallError::Unanswered(_)) => {
                tokio::time::sleep(Duration::from_millis(500)).await
            }
            Err(fault) => return tracing::debug!(%fault, "a press was not answered"),
        }
    }
}
