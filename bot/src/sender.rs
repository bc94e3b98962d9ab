//! The sender: the only way out. It takes letters whose time has come, in order per chat and in parallel between
//! chats, makes the calls, and settles many in one commit.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{Claimed, Keyed, Priority, Settled, Store, StoreError};
use teloxide::payloads::{
    EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters as _, SendMessage,
    SendMessageSetters as _, SetMyCommands, SetMyCommandsSetters as _,
};
use teloxide::types::{
    BotCommand, BotCommandScope, ChatId, CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind,
    InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, Recipient,
};
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use crate::clock::Clock;
use crate::commands::help;
use crate::letter::Post;
use crate::pace::Pace;
use crate::telegram::{CallError, Telegram, Upload};
use crate::words::{Key, Keyboard, Words, common};

/// How many letters are taken at a time.
const HANDFUL: u32 = 500;

/// How long the sender sleeps at most when nothing wakes it: another process on the same book may have written.
const NAP: Duration = Duration::from_millis(500);

/// Sends what the outbox holds.
#[derive(Debug)]
pub(crate) struct Sender {
    pub(crate) store: Store,
    pub(crate) telegram: Telegram,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
}

/// A letter and what became of it.
type Result = (Claimed, Settled);

impl Sender {
    /// Sends until told to stop; then finishes what is under way.
    pub(crate) async fn run(self, wake: std::sync::Arc<Notify>, mut stop: watch::Receiver<bool>) {
        let sender = std::sync::Arc::new(self);
        let mut under_way: JoinSet<Vec<Result>> = JoinSet::new();
        let mut done: Vec<Result> = Vec::new();
        // Whether there may be something to send.
        let mut look = true;
        loop {
            while let Some(finished) = under_way.try_join_next() {
                done.extend(finished.unwrap_or_default());
            }
            let stopping = *stop.borrow();
            if stopping && under_way.is_empty() && done.is_empty() {
                return;
            }
            if look || !done.is_empty() {
                let handful = if stopping { 0 } else { HANDFUL };
                let claimed = match sender.settle_and_claim(&done, handful).await {
                    Ok(claimed) => claimed,
                    Err(fault) => {
                        tracing::error!(%fault, "the outbox cannot be reached; trying again");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                        continue;
                    }
                };
                done.clear();
                look = claimed.len() as u32 == HANDFUL;
                for letters in by_chat(claimed) {
                    let sender = sender.clone();
                    under_way.spawn(async move { sender.send_in_order(letters).await });
                }
            }
            if look || (stopping && under_way.is_empty()) {
                continue;
            }
            tokio::select! {
                Some(finished) = under_way.join_next(), if !under_way.is_empty() => {
                    done.extend(finished.unwrap_or_default());
                }
                () = wake.notified() => look = true,
                () = sender.clock.moved() => look = true,
                () = tokio::time::sleep(NAP) => look = sender.is_due().await,
                _ = stop.changed(), if !stopping => {}
            }
        }
    }

    /// Settles what is done and takes the next letters, in one commit.
    async fn settle_and_claim(
        &self,
        done: &[Result],
        handful: u32,
    ) -> std::result::Result<Vec<Claimed>, StoreError> {
        let now = self.clock.now();
        for (letter, settled) in done {
            if let Settled::Failed(fault) = settled {
                tracing::error!(letter = letter.id, fault, "Telegram will not take a letter");
            }
        }
        let mut tx = self.store.begin().await?;
        tx.settle_letters(done, now).await?;
        let claimed = if handful == 0 { Vec::new() } else { tx.claim_letters(now, handful).await? };
        if !done.is_empty() {
            failpoint::pass(Failpoint::LettersSettled);
        }
        tx.commit().await?;
        if !claimed.is_empty() {
            failpoint::pass(Failpoint::LettersClaimed);
        }
        Ok(claimed)
    }

    /// Whether a letter's time has come; where that cannot be told, it is tried.
    async fn is_due(&self) -> bool {
        let now = self.clock.now();
        let due = async { self.store.read().await?.due_letters(Priority::Bulk, now, 1).await };
        due.await.map_or(true, |due| due > 0)
    }

    /// Sends one chat's letters in order; the first that must wait makes the others wait too.
    async fn send_in_order(&self, letters: Vec<Claimed>) -> Vec<Result> {
        let mut results: Vec<Result> = Vec::with_capacity(letters.len());
        for letter in letters {
            let settled = match results.last() {
                Some((_, Settled::Later(at, _) | Settled::Unclear(at, _))) => {
                    Settled::Later(*at, "after an earlier letter".into())
                }
                Some((_, Settled::Blocked)) => Settled::Blocked,
                _ => self.send(&letter).await,
            };
            results.push((letter, settled));
        }
        results
    }

    async fn send(&self, letter: &Claimed) -> Settled {
        let post: Post = match serde_json::from_str(&letter.body) {
            Ok(post) => post,
            Err(fault) => return Settled::Failed(fault.to_string()),
        };
        if let Some(until) = self.pace.all_wait(self.clock.now()) {
            return Settled::Later(until, "all chats are told to wait".into());
        }
        self.pace.wait(letter.chat).await;
        match self.make(letter, post).await {
            Ok(message) => {
                failpoint::pass(Failpoint::LetterTaken);
                Settled::Sent(message)
            }
            Err(fault) if fault.is_unmodified() => Settled::Sent(None),
            Err(CallError::Closed(_)) => Settled::Blocked,
            Err(CallError::Refused(why)) => Settled::Failed(why),
            Err(CallError::Wait(pause)) => {
                let until = self.after(pause);
                if !pause.is_zero() {
                    self.pace.told_to_wait(letter.chat, until);
                }
                Settled::Later(until, format!("retry after {} s", pause.as_secs()))
            }
            Err(fault @ CallError::Unanswered(_)) => {
                Settled::Unclear(self.after(backoff(letter.attempts)), fault.to_string())
            }
            Err(fault) => Settled::Later(self.after(backoff(letter.attempts)), fault.to_string()),
        }
    }

    fn after(&self, pause: Duration) -> DateTime<Utc> {
        if pause.is_zero() {
            return self.clock.now();
        }
        let pause = TimeDelta::from_std(pause).unwrap_or(TimeDelta::seconds(60));
        // Whole seconds on disk: rounded up, or a short pause would be none.
        self.clock.now() + pause + TimeDelta::milliseconds(999)
    }

    /// Makes the call; answers the number of the message, where it is one.
    async fn make(&self, letter: &Claimed, post: Post) -> std::result::Result<Option<i64>, CallError> {
        let chat = Recipient::Id(ChatId(letter.chat));
        match post {
            Post::Send { html, keyboard } => {
                let html =
                    if letter.may_be_there { self.marked_as_repeat(letter.chat, &html).await } else { html };
                let mut call = SendMessage::new(chat, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard));
                }
                self.telegram.call_for_message(&call).await.map(Some)
            }
            Post::Edit { message, html, keyboard } => {
                let mut call = EditMessageText::new(chat, number(message)?, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard));
                }
                self.telegram.call_for_message(&call).await?;
                Ok(Some(message))
            }
            Post::EditLetter { key, html, keyboard } => {
                let earlier = async {
                    let mut tx = self.store.read().await?;
                    tx.keyed_letter(letter.chat, &key).await
                };
                let post = match earlier.await.map_err(|fault| CallError::Unreachable(fault.to_string()))? {
                    Keyed::Message(message) => Post::Edit { message, html, keyboard },
                    Keyed::None => Post::Send { html, keyboard },
                    // It was sent a moment ago and is settled together with this one, whose turn then comes at once.
                    Keyed::Waiting => return Err(CallError::Wait(Duration::ZERO)),
                };
                Box::pin(self.make(letter, post)).await
            }
            Post::Attachment { what, html } => {
                self.telegram.send_attachment(letter.chat, &what, &html).await.map(Some)
            }
            Post::Strip { message } => {
                self.telegram.call(&EditMessageReplyMarkup::new(chat, number(message)?)).await?;
                Ok(None)
            }
            Post::Document { file, html } => {
                let html =
                    if letter.may_be_there { self.marked_as_repeat(letter.chat, &html).await } else { html };
                let kept = async {
                    let mut tx = self.store.read().await?;
                    tx.kept_file(letter.chat, file).await
                };
                let kept = kept.await.map_err(|fault| CallError::Unreachable(fault.to_string()))?;
                let kept = kept.ok_or_else(|| CallError::Refused("the file is gone".into()))?;
                let upload = Upload { name: kept.name, body: kept.body };
                self.telegram.send_document(letter.chat, upload, &html).await.map(Some)
            }
            Post::Menu { role, lang } => {
                let commands = help::menu(role, Words::of(lang))
                    .into_iter()
                    .map(|(name, description)| BotCommand::new(name, description));
                let call = SetMyCommands::new(commands).scope(BotCommandScope::Chat { chat_id: chat });
                self.telegram.call(&call).await?;
                Ok(None)
            }
        }
    }

    /// The message may be there already: said so in the reader's language.
    async fn marked_as_repeat(&self, chat: i64, html: &str) -> String {
        let member = async {
            let mut tx = self.store.read().await?;
            tx.member_by_telegram(chat).await
        };
        let lang = member.await.ok().flatten().map_or(renmai_core::team::Lang::En, |member| member.lang);
        let mark = common::Said::Repeat.html(Words::of(lang));
        format!("{}\n{html}", mark.as_str())
    }
}

/// The letters of each chat, in order.
fn by_chat(letters: Vec<Claimed>) -> impl Iterator<Item = Vec<Claimed>> {
    let mut chats: BTreeMap<i64, Vec<Claimed>> = BTreeMap::new();
    for letter in letters {
        chats.entry(letter.chat).or_default().push(letter);
    }
    chats.into_values()
}

/// 1, 2, 4 … 300 seconds, a quarter more or less, so that many do not come back at once.
fn backoff(attempts: u32) -> Duration {
    let seconds = 2f64.powi(attempts.min(9).cast_signed()).min(300.0);
    Duration::from_secs_f64(seconds * rand::random_range(0.75..1.25))
}

fn number(message: i64) -> std::result::Result<MessageId, CallError> {
    i32::try_from(message).map(MessageId).map_err(|_| CallError::Refused("no such message".into()))
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

fn markup(keyboard: Keyboard) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(keyboard.0.into_iter().map(|row| row.into_iter().map(button)))
}

fn button(key: Key) -> InlineKeyboardButton {
    match key {
        Key::Press { label, data } => {
            InlineKeyboardButton::new(label, InlineKeyboardButtonKind::CallbackData(data))
        }
        Key::Copy { label, text } => {
            InlineKeyboardButton::new(label, InlineKeyboardButtonKind::CopyText(CopyTextButton { text }))
        }
        Key::Link { label, url } => match url.parse() {
            Ok(url) => InlineKeyboardButton::new(label, InlineKeyboardButtonKind::Url(url)),
            // An address that Telegram would refuse is at least to be copied.
            Err(_) => InlineKeyboardButton::new(
                label,
                InlineKeyboardButtonKind::CopyText(CopyTextButton { text: url }),
            ),
        },
    }
}
