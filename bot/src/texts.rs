//! What a person writes, in the order of the contract: a command; a reply to a card; what is being asked; a
//! business card's text; else a hint, never silence.

use renmai_core::text_in::looks_like_card;

use crate::commands;
use crate::ctx::{Answer, Ctx, refused};
use crate::dialogues::draft;
use crate::words::common;

/// Carries out a text.
pub(crate) async fn hear(ctx: &mut Ctx<'_>, text: &str, reply_to: Option<i64>) -> Answer {
    if let Some((asked, args)) = commands::read(text) {
        return commands::run(ctx, asked, args).await;
    }
    if let Some(message) = reply_to
        && let Some(contact) = ctx.tx.card(&ctx.member, message).await?
    {
        return commands::log::to_card(ctx, &contact, text).await;
    }
    if let Some(dialogue) = ctx.dialogue().await? {
        return dialogue.hear(ctx, text).await;
    }
    if looks_like_card(text) {
        return draft::understood(ctx, text).await;
    }
    Err(refused(common::Said::Hint))
}
