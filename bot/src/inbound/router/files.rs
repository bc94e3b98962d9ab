//! Photos, voice notes and files: in reply to a card they belong to that contact; a photo begins a lead, and another
//! file may be a list to import.

use renmai_core::contact::Contact;
use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::AttachmentKind;

use crate::features::mail::SentWith;
use crate::features::{self, AnyDialogue, Asked, Command, add, attach, import, mail};
use crate::handler::{Answer, Context, Outcome, Stop, first_word, refused};
use crate::telegram::{Replied, SentFile};

/// How something was sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// What was written under it.
    pub caption: Option<&'a str>,
    /// The message it replies to.
    pub reply_to: Option<&'a Replied>,
    /// The album that it is part of.
    pub album: Option<&'a str>,
}

/// What a file does where a mail is being written: it goes along where one is asked for, unless it replies to somebody's
/// card, or a command stands under it. `None`: none is written.
///
/// # Errors
/// When the text is being asked for: a file must not seem to go along.
async fn with_mail(
    ctx: &mut Context<'_>,
    file: SentWith<'_>,
    sent: Sent<'_>,
) -> Result<Option<Outcome>, Stop> {
    let caption = sent.caption.unwrap_or_default().trim();
    match ctx.dialogue::<AnyDialogue>().await? {
        Some(AnyDialogue::MailText(_) | AnyDialogue::MailFile(_)) if features::read(caption).is_some() => {
            Ok(None)
        }
        Some(AnyDialogue::MailText(_)) => Err(refused(mail::Phrase::NoFiles)),
        Some(AnyDialogue::MailFile(state)) => {
            let is_reply_to_mail = sent.reply_to.is_some_and(|replied| state.is_asked_in(&replied.buttons));
            if !state.takes(sent.album) {
                ctx.leave().await?;
                return Ok(None);
            }
            if !is_reply_to_mail && card(ctx, sent.reply_to).await?.is_some() {
                return Ok(None);
            }
            mail::file_received(ctx, state, file).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// A photo or a voice note.
pub async fn attachment(ctx: &mut Context<'_>, what: &Attachment, sent: Sent<'_>) -> Answer {
    let Attachment { kind, file, bytes } = what;
    let (name, media_type, caption) = ("", "", sent.caption);
    let with = SentWith { file, kind: *kind, name, media_type, bytes: *bytes, album: sent.album, caption };
    if let Some(outcome) = with_mail(ctx, with, sent).await? {
        return Ok(outcome);
    }
    if let Some(contact) = card(ctx, sent.reply_to).await? {
        return attach::to_card(ctx, &contact, what, sent.caption.unwrap_or_default()).await;
    }
    match what.kind {
        AttachmentKind::Voice => Err(refused(attach::Phrase::AttachToWhom)),
        AttachmentKind::Photo | AttachmentKind::Document => photo(ctx, what, sent).await,
    }
}

/// A file.
pub async fn file(ctx: &mut Context<'_>, file: &SentFile) -> Answer {
    let SentFile { id, name, size, media_type, is_picture, album, caption, reply_to } = file;
    let document = Attachment { kind: AttachmentKind::Document, file: id.clone(), bytes: *size };
    let (kind, album_of) = (AttachmentKind::Document, album.as_deref());
    let sent = Sent { caption: caption.as_deref(), reply_to: reply_to.as_ref(), album: album_of };
    let with =
        SentWith { file: id, kind, name, media_type, bytes: *size, album: album_of, caption: sent.caption };
    if let Some(outcome) = with_mail(ctx, with, sent).await? {
        return Ok(outcome);
    }
    if let Some(contact) = card(ctx, reply_to.as_ref()).await? {
        return match caption {
            Some(caption) => attach::to_card(ctx, &contact, &document, caption).await,
            None => attach::named_to_card(ctx, &contact, &document, name).await,
        };
    }
    // `/log 12 …` under a file says whose it is.
    let caption_of = sent.caption.unwrap_or_default().trim();
    let is_about_somebody =
        matches!(features::read(caption_of), Some((Asked::Card(_) | Asked::Command(Command::Log), _)));
    match *is_picture || is_about_somebody {
        true => photo(ctx, &document, sent).await,
        false => import::received(ctx, id, name, *size, caption.as_deref()).await,
    }
}

async fn card(ctx: &mut Context<'_>, reply_to: Option<&Replied>) -> Result<Option<Contact>, Stop> {
    match reply_to {
        Some(replied) => ctx.card_replied_to(replied).await,
        None => Ok(None),
    }
}

/// A photo that replies to no card. What is being asked stays asked: a photo is no answer to it.
async fn photo(ctx: &mut Context<'_>, photo: &Attachment, sent: Sent<'_>) -> Answer {
    let caption = sent.caption.unwrap_or_default().trim();
    match features::read(caption) {
        None => {}
        Some((Asked::Command(Command::Add), "")) => {
            return attach::photo::lead(ctx, photo, "", sent.album).await;
        }
        Some((Asked::Command(Command::Add), args)) => {
            return add::with_photos(ctx, args, vec![photo.clone()], sent.album).await;
        }
        Some((Asked::Card(no), text)) => {
            let contact = ctx.contact_no(no).await?;
            return attach::to_card(ctx, &contact, photo, text).await;
        }
        Some((Asked::Command(Command::Log), args)) => {
            let (number, text) = first_word(args);
            let contact = ctx.contact(number, "log").await?;
            return attach::to_card(ctx, &contact, photo, text).await;
        }
        Some(_) => return Err(refused(attach::Phrase::CaptionCommand)),
    }
    if let Some(replied) = sent.reply_to
        && let Some((number, waiting)) = add::draft::replied_to(ctx, replied).await?
    {
        return attach::photo::join(ctx, number, waiting, photo, caption).await;
    }
    attach::photo::lead(ctx, photo, caption, sent.album).await
}
