//! The processor: updates come in, are carried out and answered in one transaction, and only then acknowledged.
//!
//! A batch is one commit; each update stands in a savepoint of its own, so one that is refused or fails takes
//! nothing with it. The next `getUpdates`, which tells Telegram that we have them, is called after the commit.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::flood_guard::{self, Decision};
use renmai_core::store::{Prefetch, Store, StoreError, Tx};
use renmai_core::team::{Member, Signup};
use renmai_core::vocabulary::Lang;

use crate::features::{add, attach, team};
use crate::handler::{Context, Outcome, Stop, common, refused};
use crate::i18n::{AnyReply, Words};
use crate::inbound::flood_guard::{Count, FloodGuard};
use crate::inbound::overlap::meanwhile;
use crate::inbound::parsed_update::ParsedUpdate;
use crate::inbound::rendering::{Rendered, Unrendered, card_shown};
use crate::inbound::router;
use crate::outbound::outbox::{Done, Outbox};
use crate::panics::message_of;
use crate::telegram::{Incoming, Update, What};

/// The answer to a press: worthless later, so it is given directly and not by letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallbackAnswer {
    /// By this it is answered.
    pub query: String,
    /// What the person sees for a moment; nothing: the button only stops turning.
    pub text: Option<String>,
}

/// Carries out updates.
#[derive(Debug, Clone)]
pub struct UpdateProcessor {
    /// The book.
    pub store: Store,
    /// Who may found a team.
    pub signup: Signup,
    /// The bot's username, for links.
    pub bot: String,
    /// Who sends too much.
    pub gate: FloodGuard,
    /// Where letters go that may be sent at once.
    pub outbox: Arc<Outbox>,
}

impl UpdateProcessor {
    /// Carries out a batch in one commit, which also settles what the sender has done; what it answers to presses is to be
    /// given after.
    ///
    /// # Errors
    /// When the batch could not be committed: nothing of it happened, and Telegram will deliver it again.
    pub async fn carry_out(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, StoreError> {
        let _writing = self.outbox.writing.lock().await;
        let done = self.outbox.take_done();
        match self.batch(updates, &done, now).await {
            Ok(answers) => Ok(answers),
            Err(spoilt) => {
                self.outbox.give_back(done);
                match spoilt.by_one() {
                    Ok(_) => self.one_by_one(updates, now).await,
                    Err(fault) => Err(fault),
                }
            }
        }
    }

    async fn batch(
        &self,
        updates: &[Update],
        done: &[Done],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, Spoilt> {
        let numbers: Vec<i64> =
            updates.iter().filter(|update| update.is_for_us()).map(|update| update.number).collect();
        let opened = async {
            let mut tx = self.store.begin().await?;
            tx.settle_messages(done, now).await?;
            let unheard = tx.mark_processed(&numbers, now).await?;
            Ok::<_, StoreError>((tx, unheard))
        };
        let mut given = Vec::with_capacity(updates.len());
        let mut unread = updates.iter();
        let read = || unread.next().map(|update| given.extend(ParsedUpdate::of(update, now))).is_some();
        let (mut tx, mut unheard) = meanwhile(opened, read).await?;
        if given.len() > 1 {
            let ahead: Vec<Prefetch<'_>> = given.iter().map(ParsedUpdate::ahead).collect();
            tx.prefetch(&ahead, now).await?;
        }
        let mut count = self.gate.count();
        let mut unsaid = Vec::with_capacity(given.len());
        for given in &given {
            unsaid.push(match unheard.remove(&given.number) {
                true => self.one(&mut tx, &mut count, given, now).await?,
                false => None,
            });
        }
        let mut said = Vec::with_capacity(given.len());
        let mut unsaid = unsaid.into_iter();
        let say = || {
            unsaid
                .next()
                .map(|unsaid| said.push(unsaid.map_or(Ok(Rendered::default()), Unrendered::say)))
                .is_some()
        };
        meanwhile(tx.flush(), say).await?;
        let mut answers = Vec::new();
        for (given, said) in given.iter().zip(said) {
            let said = said.map_err(Spoilt::Words)?;
            answers.extend(given.answer(post(&mut tx, said, now)));
        }
        // Where the sender may be another process, all letters wait on disk.
        let place = self.outbox.place();
        let letters = match place {
            Some(_) => tx.claim_enqueued(self.outbox.full(), now).await?,
            None => Vec::new(),
        };
        let leaves_letters = tx.has_unclaimed_messages();
        failpoint::pass(Failpoint::BatchProcessed);
        tx.commit().await?;
        failpoint::pass(Failpoint::BatchCommitted);
        self.outbox.written(done);
        self.outbox.hand_over(letters);
        drop(place);
        if leaves_letters {
            self.outbox.wake.notify_one();
        }
        count.keep(now);
        Ok(answers)
    }

    async fn one_by_one(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<CallbackAnswer>, StoreError> {
        let mut answers = Vec::new();
        for update in updates {
            match self.batch(std::slice::from_ref(update), &[], now).await {
                Ok(done) => answers.extend(done),
                Err(spoilt) => {
                    let fault = spoilt.by_one()?;
                    let Some(given) = ParsedUpdate::of(update, now) else { continue };
                    let mut tx = self.store.begin().await?;
                    if tx.mark_processed(&[given.number], now).await?.contains(&given.number) {
                        let unsaid = self.put_aside(&mut tx, &given, fault, now).await?;
                        let said = unsaid.say().unwrap_or_default();
                        answers.extend(given.answer(post(&mut tx, said, now)));
                    }
                    tx.commit().await?;
                    self.outbox.wake.notify_one();
                }
            }
        }
        Ok(answers)
    }

    /// Carries out an update that is heard for the first time; answers what is to be said of it.
    async fn one<'a>(
        &self,
        tx: &mut Tx,
        count: &mut Count<'_>,
        given: &ParsedUpdate<'a>,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, StoreError> {
        failpoint::pass(Failpoint::UpdateMarked);
        let incoming = given.incoming;
        // Messages that waited while we were away count at their own dates.
        let verdict = match incoming.what {
            What::Blocked(_) => Decision::Accept,
            _ => count.one(incoming.from.id, incoming.at.unwrap_or(now)),
        };
        tx.savepoint();
        let done = match verdict {
            Decision::Reject => Ok(None),
            Decision::RejectFirst => Err(refused(common::Phrase::TooMuch { most: flood_guard::LIMIT })),
            Decision::Accept => guarded(self.hear(tx, given, now)).await,
        };
        match done {
            Ok(unsaid) => {
                tx.release_savepoint().await?;
                Ok(unsaid)
            }
            // A row that the database refuses, or a book that cannot be reached: the transaction is worth nothing now.
            Err(Stop::Store(fault)) => Err(fault),
            Err(Stop::Refused(reply)) => {
                tx.rollback_to_savepoint().await?;
                Ok(Some(self.refuse(tx, incoming, reply).await?))
            }
            Err(Stop::Fault(fault)) => {
                tx.rollback_to_savepoint().await?;
                Ok(Some(self.put_aside(tx, given, format!("{fault:#}"), now).await?))
            }
        }
    }

    /// Keeps an update that failed for a fault of ours, and tells the person the code that is in the log.
    async fn put_aside<'a>(
        &self,
        tx: &mut Tx,
        given: &ParsedUpdate<'a>,
        fault: String,
        now: DateTime<Utc>,
    ) -> Result<Unrendered<'a>, StoreError> {
        let ParsedUpdate { number, body, incoming, .. } = given;
        let code = format!("{number:x}");
        tracing::error!(update = number, code, fault, "an update failed");
        tx.insert_dead_letter(*number, &code, &fault, body, now).await?;
        self.refuse(tx, incoming, common::Phrase::Fault { code }.into()).await
    }

    /// What is said to a refusal: a message to a message, and to a press its answer; everything was taken back.
    async fn refuse<'a>(
        &self,
        tx: &mut Tx,
        incoming: &'a Incoming,
        reply: AnyReply,
    ) -> Result<Unrendered<'a>, StoreError> {
        let member = tx.member_by_telegram(incoming.from.id).await?;
        let words = words_for(member.as_ref(), incoming);
        let outcome = match incoming.what {
            What::Press { .. } => Outcome::callback_answer(reply),
            _ => Outcome::from(reply),
        };
        Ok(Unrendered { outcome, incoming, words })
    }

    async fn hear<'a>(
        &self,
        tx: &mut Tx,
        given: &ParsedUpdate<'a>,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, Stop> {
        let incoming = given.incoming;
        let chat = incoming.from.id;
        let Some(member) = tx.member_by_telegram(chat).await? else {
            return self.route_stranger(tx, incoming, now).await;
        };
        if let What::Blocked(true) = incoming.what {
            tx.set_blocked(chat, Some(now)).await?;
            return Ok(None);
        }
        if member.blocked_at.is_some() {
            tx.set_blocked(chat, None).await?;
            tx.unblock_messages(chat, now).await?;
        }
        let pressed = match &incoming.what {
            What::Press { message, .. } => *message,
            _ => None,
        };
        // A clock of ours that is behind must not make the future of what Telegram dates.
        let at = incoming.at.map_or(now, |at| at.min(now));
        let draft = given.draft.clone();
        let mut ctx = Context { tx, member, now, update: given.number, at, pressed, bot: &self.bot, draft };
        let outcome = match &incoming.what {
            // Boxed, for each would be as large as the largest of all handlers, and is moved.
            What::Text { text, reply_to } => Box::pin(router::hear(&mut ctx, text, reply_to.as_ref())).await,
            What::Press { data, .. } => Box::pin(router::press(&mut ctx, data)).await,
            What::File(file) => attach::file(&mut ctx, file).await,
            What::Attachment { what, caption, reply_to } => {
                attach::received(&mut ctx, what, caption.as_deref(), reply_to.as_ref()).await
            }
            What::SharedContact { name, phone, vcard } => {
                add::draft::shared(&mut ctx, name, phone, vcard.as_deref()).await
            }
            What::Edited => Ok(common::Phrase::EditsDoNotCount.into()),
            What::Other => Ok(common::Phrase::CannotUse.into()),
            What::Blocked(_) => Ok(Outcome::nothing()),
        }?;
        let words = match ctx.tx.member_by_telegram(chat).await? {
            Some(member) => Words::of(member.lang),
            None => ctx.words(),
        };
        let shown = card_shown(&outcome, pressed, words);
        if let Some((message, contact)) = shown {
            ctx.tx.set_card(chat, message, contact).await?;
        }
        Ok(Some(Unrendered { outcome, incoming, words }))
    }

    async fn route_stranger<'a>(
        &self,
        tx: &mut Tx,
        incoming: &'a Incoming,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, Stop> {
        let lang = Lang::from_telegram(incoming.from.language.as_deref());
        let outcome = match &incoming.what {
            What::Blocked(_) | What::Edited => return Ok(None),
            What::Press { .. } => Outcome::callback_answer(common::Phrase::Private),
            What::Text { text, .. } => {
                let code = text.strip_prefix("/start").map(str::trim).filter(|code| !code.is_empty());
                match code.is_some() || text.trim() == "/start" {
                    true => team::start::stranger(tx, &incoming.from, code, self.signup, now).await?,
                    false => common::Phrase::Private.into(),
                }
            }
            _ => common::Phrase::Private.into(),
        };
        Ok(Some(Unrendered { outcome, incoming, words: Words::of(lang) }))
    }
}

/// Why a batch came to nothing.
#[derive(Debug)]
enum Spoilt {
    Book(StoreError),
    /// One of its updates led to what cannot be said.
    Words(String),
}

impl From<StoreError> for Spoilt {
    fn from(fault: StoreError) -> Spoilt {
        Spoilt::Book(fault)
    }
}

impl Spoilt {
    /// What is wrong, where it is one update that spoilt it: which shows when each is carried out alone. Rows are written
    /// many at a time.
    fn by_one(self) -> Result<String, StoreError> {
        match self {
            Spoilt::Words(fault) => Ok(fault),
            Spoilt::Book(fault) if fault.is_refusal() => Ok(fault.to_string()),
            Spoilt::Book(fault) => Err(fault),
        }
    }
}

/// A handler that panics is a fault of ours like any other.
async fn guarded<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|panic| Err(Stop::Fault(anyhow!("panic: {}", message_of(&*panic)))))
}

/// Owes what was said; answers what a press is answered with.
fn post(tx: &mut Tx, said: Rendered, now: DateTime<Utc>) -> Option<String> {
    said.letters.into_iter().for_each(|letter| tx.enqueue(letter, now));
    said.callback_answer
}

fn words_for(member: Option<&Member>, incoming: &Incoming) -> &'static Words {
    Words::of(
        member.map_or_else(|| Lang::from_telegram(incoming.from.language.as_deref()), |member| member.lang),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_fault_like_any_other() {
        assert!(guarded(async { Ok(()) }).await.is_ok());
        let done: Result<(), _> = guarded(async { panic!("at contact {}", 12) }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: at contact 12"));
        let done: Result<(), _> = guarded(async { panic!("plain") }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: plain"));
    }
    #[test]
    fn only_what_one_update_spoilt_is_carried_out_one_by_one() {
        assert!(matches!(Spoilt::Words("panic".into()).by_one(), Ok(fault) if fault == "panic"));
        let away = Spoilt::from(StoreError::NoEngine).by_one();
        assert!(matches!(away, Err(StoreError::NoEngine)));
    }
}
