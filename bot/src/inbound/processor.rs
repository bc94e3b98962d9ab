//! Processes updates: a batch is one transaction with all its answers, and only then acknowledged.
//!
//! Each update stands in a savepoint of its own, so one that is refused or fails takes nothing with it. The next
//! `getUpdates`, which tells Telegram that we have the batch, is called after the commit.
//!
//! An update has so long and no longer: the batch holds the write lock, and everybody waits. Past it its statement is
//! stopped, its batch is processed again one by one, and it becomes a dead letter.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{Prefetch, Store, StoreError, Tx};
use renmai_core::team::Signup;

use super::overlap::overlap;
use super::parsed_update::ParsedUpdate;
use super::rendering::{Rendered, Unrendered};
use super::{CallbackAnswer, FloodGuard};
use crate::outbound::outbox::{Done, Outbox};
use crate::telegram::Update;

/// Processes updates.
#[derive(Debug, Clone)]
pub struct UpdateProcessor {
    /// The book.
    pub store: Store,
    /// Who may found a team.
    pub signup: Signup,
    /// The bot's username, for links.
    pub bot: String,
    /// Cuts off who sends too much.
    pub flood_guard: FloodGuard,
    /// Where messages go that may be sent at once.
    pub outbox: Arc<Outbox>,
    /// How long one update may take: [`BUDGET`].
    pub budget: Duration,
}

/// How long one update may take. What people do daily takes milliseconds, and taking back a file of 100,000 rows some
/// seconds; past this something goes wrong.
pub const BUDGET: Duration = Duration::from_secs(10);

impl UpdateProcessor {
    /// Processes a batch in one commit, which also settles what the sender has done. The callback answers are to be
    /// given after it.
    ///
    /// # Errors
    /// When the batch could not be committed: nothing of it happened, and Telegram will deliver it again.
    pub async fn process(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, StoreError> {
        let _writing = self.outbox.writing.lock().await;
        let done = self.outbox.take_done();
        match self.process_batch(updates, &done, now).await {
            Ok(answers) => Ok(answers),
            Err(failure) => {
                self.outbox.give_back(done);
                let is_late = matches!(failure, BatchFailure::Late);
                let fault = failure.of_one_update()?;
                match updates {
                    // It would take as long again.
                    [only] if is_late => Ok(self.set_aside(only, fault, now).await?.into_iter().collect()),
                    _ => self.process_one_by_one(updates, now).await,
                }
            }
        }
    }

    async fn process_batch(
        &self,
        updates: &[Update],
        done: &[Done],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, BatchFailure> {
        let numbers: Vec<i64> =
            updates.iter().filter(|update| update.is_for_us()).map(|update| update.number).collect();
        let begun = async {
            let mut tx = self.store.begin_within(self.budget).await?;
            tx.settle_messages(done, now).await?;
            let first_time = tx.mark_processed(&numbers, now).await?;
            Ok::<_, StoreError>((tx, first_time))
        };
        let mut parsed = Vec::with_capacity(updates.len());
        let mut unparsed = updates.iter();
        let parse = || unparsed.next().map(|update| parsed.extend(ParsedUpdate::of(update, now))).is_some();
        let (mut tx, mut first_time) = overlap(begun, parse).await?;
        if parsed.len() > 1 {
            let prefetch: Vec<Prefetch<'_>> = parsed.iter().map(ParsedUpdate::prefetch).collect();
            tx.prefetch(&prefetch, now).await?;
        }
        let mut count = self.flood_guard.count();
        let mut unrendered = Vec::with_capacity(parsed.len());
        for update in &parsed {
            unrendered.push(match first_time.remove(&update.number) {
                true => {
                    let work = self.process_update(&mut tx, &mut count, update, now);
                    let Ok(unrendered) = tokio::time::timeout(self.budget, work).await else {
                        tx.stop();
                        return Err(BatchFailure::Late);
                    };
                    unrendered?
                }
                false => None,
            });
        }
        if parsed.len() > 1 && tx.has_erased() {
            return Err(BatchFailure::Erased);
        }
        let mut rendered = Vec::with_capacity(parsed.len());
        let mut unrendered = unrendered.into_iter();
        let render = || {
            let next = unrendered.next();
            next.map(|one| rendered.push(one.map_or(Ok(Rendered::default()), Unrendered::render))).is_some()
        };
        let Ok(flushed) = tokio::time::timeout(self.budget, overlap(tx.flush(), render)).await else {
            tx.stop();
            return Err(BatchFailure::Late);
        };
        flushed?;
        let mut answers = Vec::new();
        for (update, rendered) in parsed.iter().zip(rendered) {
            let rendered = rendered.map_err(BatchFailure::Rendering)?;
            answers.extend(update.answer(enqueue(&mut tx, rendered, now)));
        }
        // Where the sender may be another process, all messages wait on disk.
        let place = self.outbox.place();
        let claimed = match place {
            Some(_) => tx.claim_enqueued(self.outbox.full(), now).await?,
            None => Vec::new(),
        };
        let has_unclaimed = tx.has_unclaimed_messages();
        failpoint::pass(Failpoint::BatchProcessed);
        tx.commit().await?;
        failpoint::pass(Failpoint::BatchCommitted);
        self.outbox.written(done);
        self.outbox.hand_over(claimed);
        drop(place);
        if has_unclaimed {
            self.outbox.wake.notify_one();
        }
        count.keep(now);
        Ok(answers)
    }

    /// Processes each update in a transaction of its own, so that the one which the database refuses becomes a dead
    /// letter and the others go on.
    async fn process_one_by_one(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, StoreError> {
        let mut answers = Vec::new();
        for update in updates {
            match self.process_batch(std::slice::from_ref(update), &[], now).await {
                Ok(done) => answers.extend(done),
                Err(failure) => answers.extend(self.set_aside(update, failure.of_one_update()?, now).await?),
            }
        }
        Ok(answers)
    }

    /// Makes an update a dead letter, in a transaction of its own.
    async fn set_aside(
        &self,
        update: &Update,
        fault: String,
        now: DateTime<Utc>,
    ) -> Result<Option<CallbackAnswer>, StoreError> {
        let Some(parsed) = ParsedUpdate::of(update, now) else { return Ok(None) };
        let mut tx = self.store.begin().await?;
        let mut answer = None;
        if tx.mark_processed(&[parsed.number], now).await?.contains(&parsed.number) {
            let unrendered = self.keep_dead_letter(&mut tx, &parsed, fault, now).await?;
            let rendered = unrendered.render().unwrap_or_default();
            answer = parsed.answer(enqueue(&mut tx, rendered, now));
        }
        tx.commit().await?;
        self.outbox.wake.notify_one();
        Ok(answer)
    }
}

/// Why a batch came to nothing.
#[derive(Debug)]
enum BatchFailure {
    /// The book refused it, or could not be reached.
    Book(StoreError),
    /// What one of its updates led to cannot be put into words.
    Rendering(String),
    /// Somebody was erased. What earlier updates of the batch say of them is not on disk yet, where the erasure looks.
    Erased,
    /// An update took longer than it may. What it writes may be written with the next, so only of one that is alone it
    /// is known which.
    Late,
}

impl From<StoreError> for BatchFailure {
    fn from(fault: StoreError) -> BatchFailure {
        BatchFailure::Book(fault)
    }
}

impl BatchFailure {
    /// What is wrong, where one update is the cause. Rows are written many at a time, so which update it was shows only
    /// when each is processed alone.
    ///
    /// # Errors
    /// Where the book cannot be reached: the whole batch is tried again later.
    fn of_one_update(self) -> Result<String, StoreError> {
        match self {
            BatchFailure::Rendering(fault) => Ok(fault),
            BatchFailure::Erased => Ok("somebody was erased".into()),
            BatchFailure::Late => Ok("it took longer than an update may".into()),
            BatchFailure::Book(fault) if fault.is_refusal() => Ok(fault.to_string()),
            BatchFailure::Book(fault) => Err(fault),
        }
    }
}

/// Enqueues the messages; answers what a press is answered with.
fn enqueue(tx: &mut Tx, rendered: Rendered, now: DateTime<Utc>) -> Option<String> {
    rendered.messages.into_iter().for_each(|message| tx.enqueue(message, now));
    rendered.callback_answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_one_update_caused_is_processed_one_by_one() {
        let failure = BatchFailure::Rendering("panic".into()).of_one_update();
        assert!(matches!(failure, Ok(fault) if fault == "panic"));
        let away = BatchFailure::from(StoreError::NoEngine).of_one_update();
        assert!(matches!(away, Err(StoreError::NoEngine)));
    }
}
