//! A photo, a voice note or a file that is sent in reply to a card: kept with what happened, and shown again from the
//! history.

use renmai_core::contact::Contact;
use renmai_core::interaction::Attachment;

use super::{Again, Phrase};
use crate::features::log;
use crate::handler::{Answer, Context, Outcome};

/// Keeps it with the contact: as a note, or as what the caption says that happened.
pub async fn to_card(ctx: &mut Context<'_>, contact: &Contact, file: &Attachment, caption: &str) -> Answer {
    log::to_card_with(ctx, contact, caption, Some(file), None).await
}

/// Sends it again, as a new message.
pub async fn show(ctx: &mut Context<'_>, contact: &Contact, number: i64) -> Answer {
    match ctx.tx.attachment(contact, number).await? {
        Some(attached) => Ok(Outcome::nothing().and(Again {
            contact: contact.id,
            title: format!("#{} {}", contact.no.0, contact.title()),
            attached,
        })),
        None => Ok(Outcome::callback_answer(Phrase::AttachmentGone)),
    }
}
