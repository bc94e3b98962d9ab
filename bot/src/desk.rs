//! The desk: updates come in, are carried out and answered in one transaction, and only then acknowledged.
//!
//! A batch is one commit; each update stands in a savepoint of its own, so one that is refused or fails takes
//! nothing with it. The next `getUpdates`, which tells Telegram that we have them, is called after the commit.

use std::panic::AssertUnwindSafe;

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::flood::{self, Verdict};
use renmai_core::store::{Ahead, Store, StoreError, Tx};
use renmai_core::team::{Lang, Member, Signup};

use crate::commands::{attach, draft, start};
use crate::ctx::{Ctx, Outcome, Stop, refused};
use crate::gate::{Count, Gate};
use crate::given::Given;
use crate::spoken::{Spoken, card_shown, speak};
use crate::telegram::{Incoming, Update, What};
use crate::words::{Reply, Words, common};
use crate::{presses, texts};

/// The answer to a press: worthless later, so it is given directly and not by letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PressAnswer {
    /// By this it is answered.
    pub query: String,
    /// What the person sees for a moment; nothing: the button only stops turning.
    pub text: Option<String>,
}

/// Carries out updates.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The book.
    pub store: Store,
    /// Who may found a team.
    pub signup: Signup,
    /// The bot's username, for links.
    pub bot: String,
    /// Who sends too much.
    pub gate: Gate,
}

impl Desk {
    /// Carries out a batch in one commit; what it answers to presses is to be given after.
    ///
    /// # Errors
    /// When the batch could not be committed: nothing of it happened, and Telegram will deliver it again.
    pub async fn carry_out(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<PressAnswer>, StoreError> {
        match self.batch(updates, now).await {
            // Rows are written many at a time: whose row the database refuses shows when each is carried out alone.
            Err(fault) if fault.is_refusal() => self.one_by_one(updates, now).await,
            done => done,
        }
    }

    async fn batch(&self, updates: &[Update], now: DateTime<Utc>) -> Result<Vec<PressAnswer>, StoreError> {
        let given: Vec<Given<'_>> = updates.iter().filter_map(|update| Given::of(update, now)).collect();
        let mut tx = self.store.begin().await?;
        let numbers: Vec<i64> = given.iter().map(|given| given.number).collect();
        let mut unheard = tx.hear(&numbers, now).await?;
        if given.len() > 1 {
            let ahead: Vec<Ahead<'_>> = given.iter().map(Given::ahead).collect();
            tx.foresee(&ahead, now).await?;
        }
        let mut count = self.gate.count();
        let mut answers = Vec::new();
        for given in &given {
            let toast = match unheard.remove(&given.number) {
                true => self.one(&mut tx, &mut count, given, now).await?,
                false => None,
            };
            answers.extend(given.answer(toast));
        }
        failpoint::pass(Failpoint::BatchCarriedOut);
        tx.commit().await?;
        failpoint::pass(Failpoint::BatchCommitted);
        count.keep(now);
        Ok(answers)
    }

    async fn one_by_one(
        &self,
        updates: &[Update],
        now: DateTime<Utc>,
    ) -> Result<Vec<PressAnswer>, StoreError> {
        let mut answers = Vec::new();
        for update in updates {
            match self.batch(std::slice::from_ref(update), now).await {
                Err(fault) if fault.is_refusal() => {
                    let mut tx = self.store.begin().await?;
                    if let Some(given) = Given::of(update, now)
                        && tx.hear(&[given.number], now).await?.contains(&given.number)
                    {
                        let toast = self.put_aside(&mut tx, &given, fault.to_string(), now).await?;
                        answers.extend(given.answer(toast));
                    }
                    tx.commit().await?;
                }
                done => answers.extend(done?),
            }
        }
        Ok(answers)
    }

    /// Carries out an update that is heard for the first time; answers what a press is answered with.
    async fn one(
        &self,
        tx: &mut Tx,
        count: &mut Count<'_>,
        given: &Given<'_>,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        failpoint::pass(Failpoint::UpdateHeard);
        let incoming = given.incoming;
        // Messages that waited while we were away count at their own dates.
        let verdict = match incoming.what {
            What::Blocked(_) => Verdict::Heard,
            _ => count.one(incoming.from.id, incoming.at.unwrap_or(now)),
        };
        tx.mark();
        let done = match verdict {
            Verdict::Dropped => Ok(Spoken::default()),
            Verdict::CutOff => Err(refused(common::Said::TooMuch { most: flood::MOST })),
            Verdict::Heard => guarded(self.hear(tx, given, now)).await,
        };
        let said = match done {
            Ok(said) => {
                tx.keep().await?;
                said
            }
            // A row that the database refuses, or a book that cannot be reached: the transaction is worth nothing now.
            Err(Stop::Store(fault)) => return Err(fault),
            Err(Stop::Refused(reply)) => {
                tx.back().await?;
                self.refuse(tx, incoming, &reply).await?
            }
            Err(Stop::Fault(fault)) => {
                tx.back().await?;
                return self.put_aside(tx, given, format!("{fault:#}"), now).await;
            }
        };
        Ok(post(tx, said, now))
    }

    /// Keeps an update that failed for a fault of ours, and tells the person the code that is in the log.
    async fn put_aside(
        &self,
        tx: &mut Tx,
        given: &Given<'_>,
        fault: String,
        now: DateTime<Utc>,
    ) -> Result<Option<String>, StoreError> {
        let Given { number, body, incoming, .. } = given;
        let code = format!("{number:x}");
        tracing::error!(update = number, code, fault, "an update failed");
        tx.set_aside(*number, &code, &fault, body, now).await?;
        let said = self.refuse(tx, incoming, &common::Said::Fault { code }.into()).await?;
        Ok(post(tx, said, now))
    }

    /// What is said to a refusal: a message to a message, and to a press its answer; everything was taken back.
    async fn refuse(&self, tx: &mut Tx, incoming: &Incoming, reply: &Reply) -> Result<Spoken, StoreError> {
        let member = tx.member_by_telegram(incoming.from.id).await?;
        let words = words_for(member.as_ref(), incoming);
        let outcome = match incoming.what {
            What::Press { .. } => Outcome::toast(reply.clone()),
            _ => Outcome::from(reply.clone()),
        };
        Ok(speak(outcome, incoming, words)?)
    }

    async fn hear(&self, tx: &mut Tx, given: &Given<'_>, now: DateTime<Utc>) -> Result<Spoken, Stop> {
        let incoming = given.incoming;
        let chat = incoming.from.id;
        let Some(member) = tx.member_by_telegram(chat).await? else {
            return self.hear_stranger(tx, incoming, now).await;
        };
        if let What::Blocked(true) = incoming.what {
            tx.set_blocked(chat, Some(now)).await?;
            return Ok(Spoken::default());
        }
        if member.blocked_at.is_some() {
            tx.set_blocked(chat, None).await?;
            tx.release_letters(chat, now).await?;
        }
        let pressed = match &incoming.what {
            What::Press { message, .. } => *message,
            _ => None,
        };
        // A clock of ours that is behind must not make the future of what Telegram dates.
        let at = incoming.at.map_or(now, |at| at.min(now));
        let draft = given.draft.clone();
        let mut ctx = Ctx { tx, member, now, at, pressed, bot: &self.bot, draft };
        let outcome = match &incoming.what {
            // Boxed, for each would be as large as the largest of all handlers, and is moved.
            What::Text { text, reply_to } => Box::pin(texts::hear(&mut ctx, text, reply_to.as_ref())).await,
            What::Press { data, .. } => Box::pin(presses::press(&mut ctx, data)).await,
            What::File(file) => attach::file(&mut ctx, file).await,
            What::Attachment { what, caption, reply_to } => {
                attach::received(&mut ctx, what, caption.as_deref(), reply_to.as_ref()).await
            }
            What::SharedContact { name, phone, vcard } => {
                draft::shared(&mut ctx, name, phone, vcard.as_deref()).await
            }
            What::Edited => Ok(common::Said::EditsDoNotCount.into()),
            What::Other => Ok(common::Said::CannotUse.into()),
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
        Ok(speak(outcome, incoming, words)?)
    }

    async fn hear_stranger(
        &self,
        tx: &mut Tx,
        incoming: &Incoming,
        now: DateTime<Utc>,
    ) -> Result<Spoken, Stop> {
        let lang = Lang::from_telegram(incoming.from.language.as_deref());
        let outcome = match &incoming.what {
            What::Blocked(_) | What::Edited => return Ok(Spoken::default()),
            What::Press { .. } => Outcome::toast(common::Said::Private),
            What::Text { text, .. } => {
                let code = text.strip_prefix("/start").map(str::trim).filter(|code| !code.is_empty());
                match code.is_some() || text.trim() == "/start" {
                    true => start::stranger(tx, &incoming.from, code, self.signup, now).await?,
                    false => common::Said::Private.into(),
                }
            }
            _ => common::Said::Private.into(),
        };
        Ok(speak(outcome, incoming, Words::of(lang))?)
    }
}

/// A handler that panics is a fault of ours like any other.
async fn guarded(work: impl Future<Output = Result<Spoken, Stop>>) -> Result<Spoken, Stop> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|panic| Err(Stop::Fault(anyhow!("panic: {}", message_of(&*panic)))))
}

/// Owes what was said; answers what a press is answered with.
fn post(tx: &mut Tx, said: Spoken, now: DateTime<Utc>) -> Option<String> {
    for letter in said.letters {
        tx.post(letter, now);
    }
    said.toast
}

fn words_for(member: Option<&Member>, incoming: &Incoming) -> &'static Words {
    Words::of(
        member.map_or_else(|| Lang::from_telegram(incoming.from.language.as_deref()), |member| member.lang),
    )
}

fn message_of(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("of an unknown kind")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_fault_like_any_other() {
        assert!(guarded(async { Ok(Spoken::default()) }).await.is_ok());
        let done = guarded(async { panic!("at contact {}", 12) }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: at contact 12"));
        let done = guarded(async { panic!("plain") }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: plain"));
    }
}
