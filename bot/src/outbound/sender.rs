//! The sender: the only way out. It takes letters whose time has come, in order per chat and in parallel between
//! chats, makes the calls, and settles many in one commit.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures::FutureExt as _;
use renmai_core::failpoint::{self, Failpoint};
use renmai_core::store::{ClaimedMessage, KeyedMessage, Priority, Settled, Store, StoreError};
use teloxide::payloads::{
    EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters as _, SendMessage,
    SendMessageSetters as _, SetMyCommands, SetMyCommandsSetters as _,
};
use teloxide::types::{
    BotCommand, BotCommandScope, ChatId, CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind,
    InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, Recipient,
};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use crate::clock::Clock;
use crate::features::{Command, help, hide_rows};
use crate::handler::buttons::Disguise;
use crate::handler::common;
use crate::i18n::{Key, Keyboard, Words};
use crate::outbound::message::Post;
use crate::outbound::outbox::{Done, Outbox, then};
use crate::outbound::throttle::Pace;
use crate::panics::message_of;
use crate::telegram::{CallError, Telegram, Upload};

/// How many letters are taken from the disk at a time.
const HANDFUL: usize = 500;

/// How long the sender sleeps at most when nothing wakes it: another process on the same book may have written.
const NAP: Duration = Duration::from_millis(500);

/// Sends what the outbox holds.
#[derive(Debug)]
pub(crate) struct Sender {
    pub(crate) store: Store,
    pub(crate) telegram: Telegram,
    /// Hides how many rows all teams have.
    pub(crate) disguise: Disguise,
    pub(crate) clock: Clock,
    pub(crate) pace: Pace,
    pub(crate) outbox: Arc<Outbox>,
    /// ReportTo to stop.
    pub(crate) stop: watch::Receiver<bool>,
}

impl Sender {
    /// Sends until told to stop; then finishes what is under way.
    pub(crate) async fn run(self) {
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
            while under_way.try_join_next().is_some() {}
            let stopping = *stop.borrow();
            if stopping {
                outbox.close(sender.clock.now());
            }
            for (chat, letters) in outbox.ready() {
                let sender = sender.clone();
                under_way.spawn(async move {
                    sender.outbox.finished(chat, sender.send_in_order(letters).await);
                });
            }
            if stopping && outbox.is_empty() {
                return;
            }
            let room = if stopping { 0 } else { HANDFUL.min(outbox.room()) };
            if outbox.is_unsettled() || (look && room > 0) {
                match sender.settle_and_claim(room).await {
                    // There may be more; without room it is still to be seen.
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
                    // Whoever was to write down what is done may not come.
                    outbox.set_flood(false);
                    look = sender.is_due().await;
                }
                _ = stop.changed(), if !stopping => {}
            }
        }
    }

    /// Settles what is done and takes up to so many of the next letters, in one commit; answers how many there were.
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

    /// Whether a letter's time has come; where that cannot be told, it is tried.
    async fn is_due(&self) -> bool {
        let now = self.clock.now();
        let due = async { self.store.read().await?.due_messages(Priority::Bulk, now, 1).await };
        due.await.map_or(true, |due| due > 0)
    }

    /// Sends one chat's letters in order; the first that must wait makes the others wait too.
    async fn send_in_order(&self, letters: Vec<ClaimedMessage>) -> Vec<Done> {
        let mut done: Vec<Done> = Vec::with_capacity(letters.len());
        for letter in letters {
            let settled = match done.last().and_then(|(_, before)| then(before)) {
                Some(settled) => settled,
                // What breaks while it is sent would break again.
                None => AssertUnwindSafe(self.send(&letter))
                    .catch_unwind()
                    .await
                    .unwrap_or_else(|panic| Settled::Failed(format!("panic: {}", message_of(&*panic)))),
            };
            if let Settled::Failed(fault) = &settled {
                tracing::error!(letter = letter.id, fault, "Telegram will not take a letter");
            }
            done.push((letter, settled));
        }
        done
    }

    async fn send(&self, letter: &ClaimedMessage) -> Settled {
        let post: Post = match serde_json::from_str(&letter.body) {
            Ok(post) => post,
            Err(fault) => return Settled::Failed(fault.to_string()),
        };
        if let Some(until) = self.pace.all_wait(self.clock.now()) {
            return Settled::Later(until, "all chats are told to wait".into());
        }
        let mut stop = self.stop.clone();
        let _turn = tokio::select! {
            biased;
            _ = stop.wait_for(|stop| *stop) => return Settled::Later(self.clock.now(), "stopped".into()),
            turn = self.pace.turn(letter.chat, letter.priority) => turn,
        };
        match self.make(letter, post).await {
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
    async fn make(&self, letter: &ClaimedMessage, post: Post) -> Result<Option<i64>, CallError> {
        let chat = Recipient::Id(ChatId(letter.chat));
        match post {
            Post::Send { html, keyboard } => {
                let html =
                    if letter.may_be_there { self.marked_as_repeat(letter.chat, &html).await } else { html };
                let mut call = SendMessage::new(chat, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard, &self.disguise));
                }
                self.telegram.call_for_message(&call).await.map(Some)
            }
            Post::Edit { message, html, keyboard } => {
                let mut call = EditMessageText::new(chat, number(message)?, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard, &self.disguise));
                }
                self.telegram.call_for_message(&call).await?;
                Ok(Some(message))
            }
            Post::EditLetter { key, html, keyboard } => {
                let earlier = async {
                    let mut tx = self.store.read().await?;
                    tx.keyed_message(letter.chat, &key).await
                };
                let post = match earlier.await.map_err(|fault| CallError::Unreachable(fault.to_string()))? {
                    KeyedMessage::Message(message) => Post::Edit { message, html, keyboard },
                    KeyedMessage::None => Post::Send { html, keyboard },
                    // It was sent a moment ago and is settled together with this one, whose turn then comes at once.
                    KeyedMessage::Waiting => return Err(CallError::Wait(Duration::ZERO)),
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
                let commands = help::menu(role, Command::HELP, Words::of(lang))
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
        let lang =
            member.await.ok().flatten().map_or(renmai_core::vocabulary::Lang::En, |member| member.lang);
        let mark = common::Phrase::Repeat.html(Words::of(lang));
        format!("{}\n{html}", mark.as_str())
    }
}

/// 1, 2, 4 … 300 seconds, a quarter more or less, so that many do not come back at once.
fn backoff(attempts: u32) -> Duration {
    let seconds = 2f64.powi(attempts.min(9).cast_signed()).min(300.0);
    Duration::from_secs_f64(seconds * rand::random_range(0.75..1.25))
}

fn number(message: i64) -> Result<MessageId, CallError> {
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

fn markup(keyboard: Keyboard, disguise: &Disguise) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(
        keyboard.0.into_iter().map(|row| row.into_iter().map(|key| button(key, disguise))),
    )
}

fn button(key: Key, disguise: &Disguise) -> InlineKeyboardButton {
    match key {
        Key::Press { label, data } => {
            let data = hide_rows(&data, disguise);
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
