//! Files that go with a mail: asked for after *Attach*, fetched by a job, then the mail is shown with them.

use renmai_core::mail::attached::AttachError;
use renmai_core::vocabulary::{AttachmentKind, MailState};
use serde::{Deserialize, Serialize};

use super::{About, Gone, MailButton, Phrase, draft};
use crate::handler::job::Job;
use crate::handler::{Answer, Context, Stop, refused};
use crate::i18n::Quote;

/// A file for a mail is being asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileState {
    /// The number of the mail.
    mail: i64,
    /// The album of which some came already: the rest of it is for the mail, too.
    album: Option<String>,
}

/// A file as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct SentWith<'a> {
    /// Telegram's file id.
    pub file: &'a str,
    /// What it is.
    pub kind: AttachmentKind,
    /// Its name; empty: it has none.
    pub name: &'a str,
    /// Its media type; empty: nobody says.
    pub media_type: &'a str,
    /// Its size in bytes, as Telegram says.
    pub bytes: u64,
    /// The album that it is part of.
    pub album: Option<&'a str>,
    /// What was written under it.
    pub caption: Option<&'a str>,
}

impl FileState {
    /// Whether a file of this album, or of none, is for the mail.
    pub fn takes(&self, album: Option<&str>) -> bool {
        self.album.is_none() || self.album.as_deref() == album
    }

    /// Whether these are the buttons of the message in which the file is asked for.
    pub fn is_asked_in(&self, buttons: &[String]) -> bool {
        let back = MailButton::Back { mail: self.mail };
        buttons.iter().any(|data| MailButton::parse(data) == Some(back))
    }

    /// Whether a text is about something else: a file has come.
    pub fn has_come(&self) -> bool {
        self.album.is_some()
    }
}

/// Asks for a file.
pub(super) async fn ask(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (mail, contact) = draft::own(ctx, number).await?;
    if !matches!(mail.state, MailState::Draft | MailState::Waiting) {
        return Err(refused(Gone(mail.state)));
    }
    ctx.enter(FileState { mail: number, album: None }).await?;
    Ok(About { said: Phrase::AskFile { no: contact.no }, mail: number }.into())
}

/// A text where a file is asked for.
pub async fn file_answer(_ctx: &mut Context<'_>, _state: FileState, _text: &str) -> Answer {
    Err(refused(Phrase::NoFileYet))
}

/// A file where one is asked for.
pub async fn file_received(ctx: &mut Context<'_>, state: FileState, sent: SentWith<'_>) -> Answer {
    let name = match (sent.kind, sent.name) {
        (AttachmentKind::Voice, _) => return Err(refused(Phrase::NoVoice)),
        (AttachmentKind::Photo, _) => "photo.jpg",
        (AttachmentKind::Document, "") => "file",
        (AttachmentKind::Document, name) => name,
    };
    let media_type = if sent.kind == AttachmentKind::Photo { "image/jpeg" } else { sent.media_type };
    let (mail, _) = draft::own(ctx, state.mail).await?;
    let attached = ctx.book().attach_to_mail(&mail, name, media_type, sent.bytes).await?;
    let row = attached.map_err(|fault| match fault {
        AttachError::TooLarge => refused(Phrase::FilesTooLarge),
        AttachError::TooMany => refused(Phrase::TooManyFiles),
        AttachError::TooLate => Gone::to_change(&mail),
    })?;
    Job::MailFile { mail: state.mail, row, file: sent.file.to_owned() }.ask(ctx).await?;
    match sent.album {
        Some(album) => {
            ctx.enter(FileState { album: Some(album.to_owned()), ..state }).await?;
        }
        None => ctx.leave().await?,
    }
    let name = Quote::new(name, 80);
    Ok(match sent.caption.is_some_and(|caption| !caption.trim().is_empty()) {
        true => Phrase::FetchingFileAlone { name }.into(),
        false => Phrase::FetchingFile { name }.into(),
    })
}

/// Takes all files off a mail.
pub(super) async fn detach(ctx: &mut Context<'_>, number: i64) -> Answer {
    let (mail, contact) = draft::own(ctx, number).await?;
    let detached: Result<(), Stop> =
        ctx.book().detach_from_mail(&mail).await?.map_err(|_| Gone::to_change(&mail));
    detached?;
    let (mail, _) = draft::own(ctx, number).await?;
    draft::look(ctx, &mail, contact).await
}
