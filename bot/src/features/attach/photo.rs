//! A photo that begins a lead: what is written under it at once, what stands on it when it has been read
//! (docs/product.md, rule 6.12). Until it is decided on, it is kept with its draft.

use renmai_core::interaction::Attachment;
use renmai_core::read::Draft;
use renmai_core::read::photo::read_caption;

use super::Phrase;
use crate::features::add::draft::{self, Waiting};
use crate::features::add::{self, DraftButton, why_not};
use crate::handler::job::Job;
use crate::handler::{Answer, Context, Outcome, Stop, refused};
use crate::i18n::{Key, Keyboard, Message, Render, Words};
use crate::telegram::FILE_LIMIT;

/// The key of the message that shows what was read for a draft.
pub fn key(number: i64) -> String {
    format!("photo:{number}")
}

/// How far the reading of a photo is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It is under way.
    UnderWay,
    /// It was read, and this is what the print gave.
    Done(Print),
    /// More photos of this person wait than are read.
    Busy,
    /// Larger than Telegram gives a bot.
    TooBig,
    /// Telegram did not give it.
    NotFetched,
    /// No picture that can be read.
    NoPicture,
    /// It was tried several times, and failed.
    Failed,
}

/// What the print on a photo gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Print {
    /// Something that stands in the draft now.
    Something,
    /// Nothing.
    Nothing,
    /// It took too long, or the program for it failed.
    Failed,
    /// There is no program for it.
    Nobody,
}

/// A photo that replies to no card begins a lead, unless it belongs to an album of which a photo with a caption did.
pub async fn lead(ctx: &mut Context<'_>, photo: &Attachment, caption: &str, album: Option<&str>) -> Answer {
    if let Some(album) = album.filter(|_| caption.is_empty())
        && let Some((number, waiting)) =
            draft::latest(ctx, |waiting| waiting.album.as_deref() == Some(album)).await?
    {
        return match waiting.added {
            Some(no) => {
                let contact = ctx.contact_no(no).await?;
                super::to_card(ctx, &contact, photo, "").await
            }
            None => join(ctx, number, waiting, photo, "").await,
        };
    }
    let draft = typed(ctx, caption)?;
    let album = album.filter(|_| !caption.is_empty()).map(str::to_owned);
    let waiting = Waiting { draft, album, ..Waiting::default() };
    let number = draft::keep(ctx, &waiting).await?;
    let (waiting, reading) = read(ctx, number, waiting, photo).await?;
    Ok(Outcome::from(Found::of(&waiting, number, reading)).and_key(key(number)))
}

/// Another photo of the person of a draft.
pub async fn join(
    ctx: &mut Context<'_>,
    number: i64,
    mut waiting: Waiting,
    photo: &Attachment,
    caption: &str,
) -> Answer {
    let typed = typed(ctx, caption)?;
    waiting.draft.join(typed);
    let (waiting, reading) = read(ctx, number, waiting, photo).await?;
    let mut outcome = Outcome::nothing();
    outcome.keyed_edits.push((key(number), Found::of(&waiting, number, reading).into()));
    Ok(outcome)
}

fn typed(ctx: &Context<'_>, caption: &str) -> Result<Draft, Stop> {
    read_caption(caption, ctx.today()).map_err(|error| refused(why_not(&error)))
}

/// Keeps a photo with its draft, and has it read after the commit.
async fn read(
    ctx: &mut Context<'_>,
    number: i64,
    mut waiting: Waiting,
    photo: &Attachment,
) -> Result<(Waiting, Reading), Stop> {
    let job = Job::Photo { draft: number, file: photo.file.clone() };
    let asked = match photo.bytes > FILE_LIMIT {
        true => Err(Reading::TooBig),
        false => match job.ask(ctx).await {
            Ok(()) => Ok(()),
            Err(Stop::Refused(_)) => Err(Reading::Busy),
            Err(fault) => return Err(fault),
        },
    };
    waiting.photos.push(photo.clone());
    waiting.unread_photos += u32::from(asked.is_ok());
    ctx.tx.set_draft(ctx.member.telegram, number, &serde_json::to_string(&waiting)?).await?;
    let reading = match asked {
        Err(reading) if waiting.unread_photos == 0 => reading,
        _ => Reading::UnderWay,
    };
    Ok((waiting, reading))
}

/// What was read of a photo so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    waiting: Waiting,
    number: i64,
    reading: Reading,
}

impl Found {
    /// Of the draft with this number.
    pub fn of(waiting: &Waiting, number: i64, reading: Reading) -> Found {
        Found { waiting: waiting.clone(), number, reading }
    }

    /// What is to be said of the reading, where something is.
    fn said(&self) -> Option<Phrase> {
        Some(match self.reading {
            Reading::UnderWay => Phrase::Reading { count: self.waiting.photos.len() },
            Reading::Done(Print::Something) => Phrase::PrintRead,
            Reading::Done(Print::Nobody) => Phrase::PrintNotRead,
            Reading::Done(Print::Failed) => Phrase::PrintFailed,
            Reading::Done(Print::Nothing) if self.waiting.is_somebody() => return None,
            Reading::Done(Print::Nothing) => Phrase::NothingRead,
            Reading::Busy => Phrase::TooManyPhotos,
            Reading::TooBig => Phrase::PhotoTooBig,
            Reading::NotFetched => Phrase::PhotoNotFetched,
            Reading::NoPicture => Phrase::NoPicture,
            Reading::Failed => Phrase::ReadingFailed,
        })
    }
}

impl Render for Found {
    fn message(&self, words: &Words) -> Message {
        let Found { waiting, number, reading } = self;
        let said = self.said().map(|said| said.html(words));
        if waiting.is_somebody() {
            let draft = Box::new(waiting.draft.clone());
            let mut message = add::Reply::Understood { draft, number: *number }.message(words);
            if let Some(said) = said {
                message.html.line(said);
            }
            return Message { html: message.html.fitting(), ..message };
        }
        let mut html = said.unwrap_or_default();
        if waiting.draft.says_something() {
            html = add::field_lines(html, &waiting.draft, words);
        }
        let mut keyboard = Keyboard::default();
        if *reading != Reading::UnderWay {
            html.line(Phrase::ReplyWithName.html(words));
            let ignore = DraftButton::Ignore { draft: *number };
            keyboard.row([Key::press(words.word("button-ignore"), &ignore)]);
        }
        Message { html: html.fitting(), keyboard, ..Message::default() }
    }
}
