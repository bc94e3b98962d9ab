//! A photo, a voice note or a file that is sent in reply to a card: kept with what happened, and shown again from the
//! history.

use renmai_core::contact::Contact;
use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::AttachmentKind;

use super::{Again, Phrase};
use crate::features::{import, log};
use crate::handler::{Answer, Context, Outcome, refused};
use crate::telegram::{Replied, SentFile};

/// What somebody sent. Without a card that it replies to, nobody knows whose it is.
pub async fn received(
    ctx: &mut Context<'_>,
    file: &Attachment,
    caption: Option<&str>,
    reply_to: Option<&Replied>,
) -> Answer {
    let card = match reply_to {
        Some(replied) => ctx.card_replied_to(replied).await?,
        None => None,
    };
    match card {
        Some(contact) => to_card(ctx, &contact, file, caption.unwrap_or_default()).await,
        None => Err(refused(Phrase::AttachToWhom)),
    }
}

/// A file: in reply to a card it belongs to that contact, and else it may be a list to import.
pub async fn file(ctx: &mut Context<'_>, file: &SentFile) -> Answer {
    let card = match &file.reply_to {
        Some(replied) => ctx.card_replied_to(replied).await?,
        None => None,
    };
    let SentFile { id, name, size, caption, .. } = file;
    match card {
        Some(contact) => {
            let document = Attachment { kind: AttachmentKind::Document, file: id.clone(), bytes: *size };
            // A file without a word is at least known by its name.
            to_card(ctx, &contact, &document, caption.as_deref().unwrap_or(name)).await
        }
        None => import::received(ctx, id, name, *size, caption.as_deref()).await,
    }
}

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
