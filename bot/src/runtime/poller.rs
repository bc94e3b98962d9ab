//! Fetches updates from Telegram, batch by batch; the next call acknowledges what was committed.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint;
use renmai_core::store::Priority;
use teloxide::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters as _};
use teloxide::types::CallbackQueryId;
use tokio::sync::{Notify, watch};
use tokio::task::{JoinError, JoinSet};

use super::leadership::look_at_file;
use crate::clock::Clock;
use crate::features::reveal_rows;
use crate::handler::buttons::Disguise;
use crate::inbound::CallbackAnswer;
use crate::inbound::processor::UpdateProcessor;
use crate::liveness::Liveness;
use crate::outbound::outbox;
use crate::telegram::{CallError, Telegram, Update};

/// How long a poll waits for updates. It is shorter than a call may take.
const POLL: Duration = Duration::from_secs(25);

/// So many updates at once are a flood.
const FLOOD: usize = 50;

/// However long Telegram asks to wait, it is asked again after this.
const LONGEST_REST: Duration = Duration::from_secs(60);

/// Fetches updates and hands them to the update processor.
pub(super) struct UpdatePoller {
    pub(super) processor: UpdateProcessor,
    pub(super) telegram: Telegram,
    /// Reveals the numbers of rows that buttons carry.
    pub(super) disguise: Disguise,
    pub(super) clock: Clock,
    pub(super) liveness: Arc<Liveness>,
    pub(super) work: Arc<Notify>,
    pub(super) checks: Arc<Notify>,
    pub(super) mails: Arc<Notify>,
    pub(super) sign_ins: Arc<Notify>,
}

/// Tells Telegram to forget the updates before this number. It is sent once: after a week without updates Telegram
/// continues with a random number, and an update with a lower one would be forgotten unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Acknowledgement {
    offset: i64,
    since: DateTime<Utc>,
}

/// Telegram keeps an update no longer than this: what is older needs no acknowledgement.
const KEPT_BY_TELEGRAM: TimeDelta = TimeDelta::days(1);

impl Acknowledgement {
    /// Of a batch that was committed. The last update is the newest, whatever its number. There is no number after the
    /// greatest, and Telegram takes a negative offset for something else.
    fn of(batch: &[Update], now: DateTime<Utc>) -> Option<Acknowledgement> {
        let offset = batch.last()?.number.checked_add(1).filter(|offset| *offset > 0)?;
        Some(Acknowledgement { offset, since: now })
    }

    fn is_worth_saying(&self, now: DateTime<Utc>) -> bool {
        now - self.since < KEPT_BY_TELEGRAM
    }
}

/// How often the same batch came in a row. A server in Telegram's place may not understand acknowledgements, and is
/// then asked more slowly.
#[derive(Debug, Default)]
struct Repeats {
    last: Option<i64>,
    times: u32,
}

impl Repeats {
    fn are_many(&mut self, batch: &[Update]) -> bool {
        let last = batch.last().map(|update| update.number);
        let is_repeated = std::mem::replace(&mut self.last, last) == last;
        self.times = if is_repeated { self.times.saturating_add(1) } else { 0 };
        self.times > 2
    }
}

impl UpdatePoller {
    /// # Errors
    /// When the book's file is lost: what is carried out after that is not acknowledged.
    pub(super) async fn run(self, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
        let mut owed: Option<Acknowledgement> = None;
        let mut repeats = Repeats::default();
        let mut answering: JoinSet<()> = JoinSet::new();
        let outbox = self.processor.outbox.clone();
        let mut flood = false;
        loop {
            // In a flood the sender waits for the commit of the next batch, so that one must not wait for new updates.
            let poll = if flood { Duration::ZERO } else { POLL };
            let said = owed.filter(|owed| owed.is_worth_saying(self.clock.now()));
            let updates = tokio::select! {
                updates = self.telegram.updates(said.map(|owed| owed.offset), poll) => updates,
                _ = stop.changed() => break,
            };
            let floods = updates.as_ref().is_ok_and(|updates| updates.len() >= FLOOD);
            outbox.set_flood(floods);
            if std::mem::replace(&mut flood, floods) && !floods {
                self.work.notify_one();
                self.checks.notify_one();
                self.mails.notify_one();
                self.sign_ins.notify_one();
            }
            while let Some(answered) = answering.try_join_next() {
                tell_if_broken(answered);
            }
            let mut updates = match updates {
                Ok(updates) => updates,
                Err(fault) => {
                    self.rest(&fault, &stop).await;
                    continue;
                }
            };
            let now = self.clock.now();
            self.liveness.heard(now);
            owed = None;
            if updates.is_empty() {
                continue;
            }
            updates.iter_mut().for_each(|update| update.arrived(now));
            let reveal = |data: &str| reveal_rows(data, &self.disguise);
            let updates: Vec<Update> = updates.into_iter().map(|update| update.map_buttons(reveal)).collect();
            look_at_file(&self.processor.store)?;
            match failpoint::in_task("update processor", self.processor.process(&updates, now)).await {
                Ok(answers) => {
                    // What was written into a file that is gone is not acknowledged: Telegram gives it again.
                    look_at_file(&self.processor.store)?;
                    self.liveness.wrote(self.clock.now());
                    // Only now may Telegram forget them: the next call acknowledges.
                    owed = Acknowledgement::of(&updates, now);
                    for answer in answers {
                        answering.spawn(answer_callback_query(self.telegram.clone(), answer));
                    }
                    if repeats.are_many(&updates) {
                        tracing::warn!("Telegram goes on giving updates that were acknowledged");
                        self.pause(Duration::from_secs(1), &stop).await;
                    } else if flood {
                        // Jobs and checks wait until the flood is over.
                        self.let_answers_go(&stop).await;
                    } else {
                        self.work.notify_one();
                        self.checks.notify_one();
                        self.mails.notify_one();
                        self.sign_ins.notify_one();
                    }
                }
                Err(fault) => {
                    self.liveness.could_not_write();
                    tracing::error!(%fault, "a batch could not be written; trying again");
                    self.pause(Duration::from_secs(1), &stop).await;
                }
            }
        }
        // Acknowledges what was carried out, so that Telegram does not deliver it again at the next start. If this
        // fails, it is recognised there.
        if let Some(owed) = owed {
            let call = self.telegram.updates(Some(owed.offset), Duration::ZERO);
            let _ = tokio::time::timeout(Duration::from_secs(2), call).await;
        }
        while let Some(answered) = answering.join_next().await {
            tell_if_broken(answered);
        }
        Ok(())
    }

    /// In a flood, waits a little while many answers are unsent: a long outbox is slow to search.
    async fn let_answers_go(&self, stop: &watch::Receiver<bool>) {
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

    /// Says what is wrong, and waits before the next try.
    async fn rest(&self, fault: &CallError, stop: &watch::Receiver<bool>) {
        let pause = rest_after(fault);
        tracing::warn!(%fault, pause = pause.as_secs(), "Telegram cannot be heard; trying again");
        self.pause(pause, stop).await;
    }

    /// Waits, or returns at once when told to stop. Only a clone of the receiver sees it, so the loop sees it as well.
    async fn pause(&self, pause: Duration, stop: &watch::Receiver<bool>) {
        let mut stop = stop.clone();
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => {}
        }
    }
}

/// How long Telegram is left alone after a fault.
fn rest_after(fault: &CallError) -> Duration {
    match fault {
        CallError::Wait(pause) => (*pause).min(LONGEST_REST),
        CallError::Unauthorized => Duration::from_secs(30),
        CallError::Conflict => Duration::from_secs(5),
        _ => Duration::from_secs(2),
    }
}

/// Answers a callback query. A late answer is worth nothing, so it is tried three times and given up.
async fn answer_callback_query(telegram: Telegram, answer: CallbackAnswer) {
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
            Err(fault) => return tracing::debug!(%fault, "a callback query was not answered"),
        }
    }
}

/// Logs that the answer to a callback query panicked: it is not worth ending the program for.
fn tell_if_broken(answered: Result<(), JoinError>) {
    if let Err(fault) = answered {
        tracing::error!(%fault, "the answer to a callback query broke off");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offset(numbers: &[i64]) -> Option<i64> {
        let update = |number: &i64| Update { number: *number, body: String::new(), incoming: None };
        let batch: Vec<_> = numbers.iter().map(update).collect();
        Acknowledgement::of(&batch, DateTime::UNIX_EPOCH).map(|owed| owed.offset)
    }

    #[test]
    fn the_last_of_a_batch_is_acknowledged_whatever_its_number() {
        for (batch, want) in [
            (&[7, 8][..], Some(9)),
            (&[900, 5, 6], Some(7)),
            (&[0], Some(1)),
            (&[7, i64::MAX], None),
            (&[-5], None),
            (&[], None),
        ] {
            assert_eq!(offset(batch), want, "{batch:?}");
        }
    }

    #[test]
    fn however_long_telegram_asks_to_wait_it_is_asked_again_after_a_minute() {
        for (asked, want) in [(7, 7), (60, 60), (86_400, 60), (46 * 86_400, 60)] {
            assert_eq!(rest_after(&CallError::Wait(Duration::from_secs(asked))), Duration::from_secs(want));
        }
    }

    #[test]
    fn an_acknowledgement_of_what_telegram_has_forgotten_is_not_said() {
        let owed = Acknowledgement { offset: 9, since: DateTime::UNIX_EPOCH };
        assert!(owed.is_worth_saying(DateTime::UNIX_EPOCH + TimeDelta::hours(23)));
        assert!(!owed.is_worth_saying(DateTime::UNIX_EPOCH + TimeDelta::hours(25)));
    }
}
