//! What a person writes, in the order of the contract: a command; a reply to a card; what is being asked; a
//! business card's text; else a hint, never silence.

use renmai_core::contact::Contact;
use renmai_core::read::signature::looks_like_card;

use crate::commands;
use crate::commands::draft;
use crate::ctx::{Answer, Ctx, Stop, refused};
use crate::telegram::Replied;
use crate::words::common;

/// Carries out a text.
pub(crate) async fn hear(ctx: &mut Ctx<'_>, text: &str, reply_to: Option<&Replied>) -> Answer {
    if let Some((asked, args)) = commands::read(text) {
        return commands::run(ctx, asked, args).await;
    }
    if let Some(replied) = reply_to
        && let Some(contact) = card(ctx, replied).await?
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

/// The contact whose card was replied to, if the member may see it.
pub(crate) async fn card(ctx: &mut Ctx<'_>, replied: &Replied) -> Result<Option<Contact>, Stop> {
    let kept = ctx.tx.card(&ctx.member, replied.message).await?;
    Ok(match (kept, replied.card) {
        (None, Some(no)) => ctx.book().contact(no).await?,
        (kept, _) => kept,
    })
}
