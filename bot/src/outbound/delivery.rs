//! The calls to Telegram that outbox messages become.

use std::time::Duration;

use renmai_core::store::{ClaimedMessage, KeyedMessage};
use renmai_core::vocabulary::Lang;
use teloxide::payloads::{
    DeleteMessage, EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters as _, SendMessage,
    SendMessageSetters as _, SetMyCommands, SetMyCommandsSetters as _,
};
use teloxide::types::{
    BotCommand, BotCommandScope, ChatId, CopyTextButton, InlineKeyboardButton, InlineKeyboardButtonKind,
    InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ParseMode, Recipient,
};

use crate::features::{Command, help, hide_rows};
use crate::handler::buttons::Disguise;
use crate::handler::common;
use crate::i18n::{Key, Keyboard, Words};
use crate::outbound::message::OutboxCall;
use crate::outbound::sender::Sender;
use crate::telegram::{CallError, Upload};

impl Sender {
    /// Makes the call; answers the number of the message, where it is one.
    pub(super) async fn make(
        &self,
        claimed: &ClaimedMessage,
        call: OutboxCall,
    ) -> Result<Option<i64>, CallError> {
        let chat = Recipient::Id(ChatId(claimed.chat));
        match call {
            OutboxCall::Send { html, keyboard } => {
                let html = if claimed.may_be_there {
                    self.marked_as_repeat(claimed.chat, &html).await
                } else {
                    html
                };
                let mut call = SendMessage::new(chat, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard, &self.disguise));
                }
                self.telegram.call_for_message(&call).await.map(Some)
            }
            OutboxCall::Edit { message, html, keyboard } => {
                let mut call = EditMessageText::new(chat, number(message)?, html)
                    .parse_mode(ParseMode::Html)
                    .link_preview_options(no_preview());
                if !keyboard.is_empty() {
                    call = call.reply_markup(markup(keyboard, &self.disguise));
                }
                self.telegram.call_for_message(&call).await?;
                Ok(Some(message))
            }
            OutboxCall::EditKeyed { key, html, keyboard } => {
                let earlier = async {
                    let mut tx = self.store.read().await?;
                    tx.keyed_message(claimed.chat, &key).await
                };
                let call = match earlier.await.map_err(|fault| CallError::Unreachable(fault.to_string()))? {
                    KeyedMessage::Message(message) => OutboxCall::Edit { message, html, keyboard },
                    KeyedMessage::None => OutboxCall::Send { html, keyboard },
                    // The message was sent a moment ago, which is not on disk yet. When it is, this one is tried again.
                    KeyedMessage::Waiting => return Err(CallError::Wait(Duration::ZERO)),
                };
                Box::pin(self.make(claimed, call)).await
            }
            OutboxCall::Attachment { what, html } => {
                self.telegram.send_attachment(claimed.chat, &what, &html).await.map(Some)
            }
            OutboxCall::Strip { message } => {
                self.telegram.call(&EditMessageReplyMarkup::new(chat, number(message)?)).await?;
                Ok(None)
            }
            OutboxCall::Delete { message } => {
                self.telegram.call(&DeleteMessage::new(chat, number(message)?)).await?;
                Ok(None)
            }
            OutboxCall::Document { file, html } => {
                let html = if claimed.may_be_there {
                    self.marked_as_repeat(claimed.chat, &html).await
                } else {
                    html
                };
                let kept = async {
                    let mut tx = self.store.read().await?;
                    tx.kept_file(claimed.chat, file).await
                };
                let kept = kept.await.map_err(|fault| CallError::Unreachable(fault.to_string()))?;
                let kept = kept.ok_or_else(|| CallError::Refused("the file is gone".into()))?;
                let upload = Upload { name: kept.name, body: kept.body };
                self.telegram.send_document(claimed.chat, upload, &html).await.map(Some)
            }
            OutboxCall::Menu { role, lang } => {
                let commands = help::menu(role, Command::HELP, &Words::of(lang))
                    .into_iter()
                    .map(|(name, description)| BotCommand::new(name, description));
                let call = SetMyCommands::new(commands).scope(BotCommandScope::Chat { chat_id: chat });
                self.telegram.call(&call).await?;
                Ok(None)
            }
        }
    }

    /// The text with a note in the reader's language that the message may have come before.
    async fn marked_as_repeat(&self, chat: i64, html: &str) -> String {
        let member = async {
            let mut tx = self.store.read().await?;
            tx.member_by_telegram(chat).await
        };
        let lang = member.await.ok().flatten().map_or(Lang::En, |member| member.lang);
        let mark = common::Phrase::Repeat.html(&Words::of(lang));
        format!("{}\n{html}", mark.as_str())
    }
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
            // An address that Telegram would refuse as a link can at least be copied.
            Err(_) => InlineKeyboardButton::new(
                label,
                InlineKeyboardButtonKind::CopyText(CopyTextButton { text: url }),
            ),
        },
    }
}
