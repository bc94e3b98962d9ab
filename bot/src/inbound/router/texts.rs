//! What a person writes, in the order of the contract: a command; a reply to a card; what is being asked; a
//! business card's text; else a hint, never silence.

use renmai_core::read::signature::looks_like_card;

use crate::features::{self, AnyDialogue, add, log};
use crate::handler::{Answer, Context, common, refused};
use crate::telegram::Replied;

/// Carries out a text.
pub async fn text(ctx: &mut Context<'_>, text: &str, reply_to: Option<&Replied>) -> Answer {
    if let Some((asked, args)) = features::read(text) {
        return features::run(ctx, asked, args).await;
    }
    if let Some(replied) = reply_to
        && let Some(contact) = ctx.card_replied_to(replied).await?
    {
        return log::to_card(ctx, &contact, text).await;
    }
    if let Some(asking) = ctx.dialogue::<AnyDialogue>().await? {
        return asking.answer(ctx, text).await;
    }
    if looks_like_card(text) {
        return add::draft::understood(ctx, text).await;
    }
    Err(refused(common::Phrase::Hint))
}
