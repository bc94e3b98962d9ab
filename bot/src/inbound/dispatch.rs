//! One update of a batch: who sent it, whether they may, which handler carries it out, and what its failure means.

use std::panic::AssertUnwindSafe;

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use futures::FutureExt as _;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::flood_guard::{self, Decision};
use renmai_core::store::{StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::Lang;

use super::flood_guard::Count;
use super::parsed_update::ParsedUpdate;
use super::processor::UpdateProcessor;
use super::rendering::{Unrendered, card_shown};
use super::router;
use crate::features::{add, team};
use crate::handler::{Context, Outcome, Stop, common, refused};
use crate::i18n::{AnyReply, Words};
use crate::panics::message_of;
use crate::telegram::{Incoming, What};

impl UpdateProcessor {
    /// Processes an update that came for the first time; answers what is to be rendered of it.
    pub(super) async fn process_update<'a>(
        &self,
        tx: &mut Tx,
        count: &mut Count<'_>,
        parsed: &ParsedUpdate<'a>,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, StoreError> {
        failpoint::pass(Failpoint::UpdateMarked);
        let incoming = parsed.incoming;
        // A message that waited while the bot was down counts at its own date.
        let decision = match incoming.what {
            What::Blocked(_) => Decision::Accept,
            _ => count.one(incoming.from.id, incoming.at.unwrap_or(now)),
        };
        tx.savepoint();
        let done = match decision {
            Decision::Reject => Ok(None),
            Decision::RejectFirst => Err(refused(common::Phrase::TooMuch { most: flood_guard::LIMIT })),
            Decision::Accept => {
                failpoint::hold(Failpoint::UpdateMarked).await;
                catching_panics(self.handle(tx, parsed, now)).await
            }
        };
        match done {
            Ok(unrendered) => {
                tx.release_savepoint().await?;
                Ok(unrendered)
            }
            // The database refused a row or cannot be reached, so the transaction cannot go on.
            Err(Stop::Store(fault)) => Err(fault),
            Err(Stop::Refused(reply) | Stop::Answered(reply)) => {
                tx.rollback_to_savepoint().await?;
                Ok(Some(self.refuse(tx, incoming, reply, now).await?))
            }
            Err(Stop::Fault(fault)) => {
                tx.rollback_to_savepoint().await?;
                Ok(Some(self.keep_dead_letter(tx, parsed, format!("{fault:#}"), now).await?))
            }
        }
    }

    /// Keeps an update that failed for a fault of ours as a dead letter, and tells the person the code that is in the
    /// log.
    pub(super) async fn keep_dead_letter<'a>(
        &self,
        tx: &mut Tx,
        parsed: &ParsedUpdate<'a>,
        fault: String,
        now: DateTime<Utc>,
    ) -> Result<Unrendered<'a>, StoreError> {
        let ParsedUpdate { number, body, incoming, .. } = parsed;
        let code = format!("{number:x}");
        tracing::error!(update = number, code, fault, "an update failed");
        tx.insert_dead_letter(*number, &code, &fault, body, now).await?;
        self.refuse(tx, incoming, common::Phrase::Fault { code }.into(), now).await
    }

    /// A refusal, after the rollback.
    async fn refuse<'a>(
        &self,
        tx: &mut Tx,
        incoming: &'a Incoming,
        reply: AnyReply,
        now: DateTime<Utc>,
    ) -> Result<Unrendered<'a>, StoreError> {
        let member = tx.member_by_telegram(incoming.from.id).await?;
        let words = words_for(member.as_ref(), incoming, now);
        Ok(Unrendered { outcome: answer_to(incoming, reply), incoming, words, now })
    }

    async fn handle<'a>(
        &self,
        tx: &mut Tx,
        parsed: &ParsedUpdate<'a>,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, Stop> {
        let incoming = parsed.incoming;
        let chat = incoming.from.id;
        let Some(member) = tx.member_by_telegram(chat).await? else {
            return self.handle_stranger(tx, incoming, now).await;
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
        // Where our clock is behind Telegram's, the message would have been written in the future.
        let at = incoming.at.map_or(now, |at| at.min(now));
        let draft = parsed.draft.clone();
        let mut ctx = Context { tx, member, now, update: parsed.number, at, pressed, bot: &self.bot, draft };
        let outcome = match &incoming.what {
            // Boxed, since the future is moved and is as large as that of the largest handler.
            What::Text { text, reply_to } => Box::pin(router::text(&mut ctx, text, reply_to.as_ref())).await,
            What::Press { data, .. } => Box::pin(router::press(&mut ctx, data)).await,
            What::File(file) => router::file(&mut ctx, file).await,
            What::Attachment { what, caption, reply_to, album } => {
                let sent = router::Sent {
                    caption: caption.as_deref(),
                    reply_to: reply_to.as_ref(),
                    album: album.as_deref(),
                };
                router::attachment(&mut ctx, what, sent).await
            }
            What::SharedContact { name, phone, vcard } => {
                add::draft::shared(&mut ctx, name, phone, vcard.as_deref()).await
            }
            What::Edited => Ok(common::Phrase::EditsDoNotCount.into()),
            What::Other => Ok(common::Phrase::CannotUse.into()),
            What::Blocked(_) | What::InGroup { .. } => Ok(Outcome::nothing()),
        };
        let outcome = match outcome {
            Err(Stop::Answered(reply)) => answer_to(incoming, reply),
            other => other?,
        };
        // The handler may have changed the member's language.
        let words = match ctx.tx.member_by_telegram(chat).await? {
            Some(member) => Words::to(&member, now),
            None => ctx.words(),
        };
        if let Some((message, contact)) = card_shown(&outcome, pressed, &words) {
            ctx.tx.set_card(chat, message, contact).await?;
        }
        Ok(Some(Unrendered { outcome, incoming, words, now }))
    }

    async fn handle_stranger<'a>(
        &self,
        tx: &mut Tx,
        incoming: &'a Incoming,
        now: DateTime<Utc>,
    ) -> Result<Option<Unrendered<'a>>, Stop> {
        if let What::Blocked(true) | What::Edited = incoming.what {
            return Ok(None);
        }
        // A message that found the chat blocked waits until it is released, and all behind it in the chat wait too.
        // Messages belong to a chat and not to a member, so they are released for a stranger as well.
        tx.unblock_messages(incoming.from.id, now).await?;
        let outcome = match &incoming.what {
            What::Blocked(_) | What::Edited => return Ok(None),
            What::InGroup { bot } if bot.eq_ignore_ascii_case(&self.bot) => {
                common::Phrase::NotInGroups { bot: self.bot.clone() }.into()
            }
            // Another bot's.
            What::InGroup { .. } => return Ok(None),
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
        let lang = Lang::from_telegram(incoming.from.language.as_deref());
        Ok(Some(Unrendered { outcome, incoming, words: Words::of(lang), now }))
    }
}

/// A handler that panics is a fault of ours like any other.
async fn catching_panics<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    let done = AssertUnwindSafe(work).catch_unwind().await;
    done.unwrap_or_else(|panic| Err(Stop::Fault(anyhow!("panic: {}", message_of(&*panic)))))
}

/// A message is answered by a message, a press by a callback answer.
fn answer_to(incoming: &Incoming, reply: AnyReply) -> Outcome {
    match incoming.what {
        What::Press { .. } => Outcome::callback_answer(reply),
        _ => Outcome::from(reply),
    }
}

fn words_for(member: Option<&Member>, incoming: &Incoming, now: DateTime<Utc>) -> Words {
    match member {
        Some(member) => Words::to(member, now),
        None => Words::of(Lang::from_telegram(incoming.from.language.as_deref())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_fault_like_any_other() {
        assert!(catching_panics(async { Ok(()) }).await.is_ok());
        let done: Result<(), _> = catching_panics(async { panic!("at contact {}", 12) }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: at contact 12"));
        let done: Result<(), _> = catching_panics(async { panic!("plain") }).await;
        assert!(matches!(done, Err(Stop::Fault(fault)) if fault.to_string() == "panic: plain"));
    }
}
