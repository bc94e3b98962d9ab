//! A photo, a voice note or a file that is sent in reply to a card: kept with what happened, and shown again from the
//! history.

use renmai_core::book::LogError;
use renmai_core::contact::Contact;
use renmai_core::interaction::{Attachment, Happened};
use renmai_core::vocabulary::InteractionKind;

use super::{Again, Phrase};
use crate::features::log;
use crate::handler::{Answer, Context, Outcome};

/// Keeps it with the contact: as a note, or as what the caption says that happened.
pub async fn to_card(ctx: &mut Context<'_>, contact: &Contact, file: &Attachment, caption: &str) -> Answer {
    log::to_card_with(ctx, contact, caption, Some(file), None).await
}

/// Keeps a file that came without a word: as a note, with its name.
pub async fn named_to_card(
    ctx: &mut Context<'_>,
    contact: &Contact,
    file: &Attachment,
    name: &str,
) -> Answer {
    ctx.leave().await?;
    let (told, at) = (Happened::new(InteractionKind::Note, name), ctx.at);
    match ctx.book().log(contact, &told, Some(file), at).await? {
        Ok(logged) => {
            let line = log::after(ctx, &logged, log::Certain::Told, None).await?;
            line.beside_the_list(ctx, Outcome::default()).await
        }
        // A note is no mail: it can be logged of everybody.
        Err(LogError::Suppressed) => Ok(Outcome::nothing()),
    }
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
