//! `/log 12 kind summary`, and logging by replying to a card.

use renmai_core::book::{CorrectError, LogError, Logged};
use renmai_core::contact::Contact;
use renmai_core::interaction::{Attachment, Happened, Kind, LONGEST_SUMMARY};
use renmai_core::read::happened::{self, Line};
use renmai_core::text::clean;
use renmai_core::vocabulary::InteractionKind;

use super::{Certain, LogButton, Phrase, after};
use crate::features::undo;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, first_word, refused};

/// `/log 12 reply she asked for a quote`; without a kind the words tell it, and else it is a note.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "log").await?;
    let (kind, summary) = match happened::named(rest) {
        Some(named) => named,
        None => {
            let Line { kind, summary, .. } = happened::line(rest, contact.profile.name.as_deref());
            (kind, summary)
        }
    };
    let logged = write(ctx, &contact, kind, summary, None).await?;
    let said = Phrase::Logged { no: contact.no, kind: logged.interaction.what() };
    Ok(ctx.changed_card(&logged.done, said, None).await?.into())
}

/// A text that replies to a card: its words tell what happened.
pub async fn to_card(ctx: &mut Context<'_>, contact: &Contact, text: &str, of: Option<Place>) -> Answer {
    to_card_with(ctx, contact, text, None, of).await
}

/// The same with a file that belongs to it.
pub async fn to_card_with(
    ctx: &mut Context<'_>,
    contact: &Contact,
    text: &str,
    file: Option<&Attachment>,
    of: Option<Place>,
) -> Answer {
    ctx.leave().await?;
    let Line { kind, summary, certain } = happened::line(text, contact.profile.name.as_deref());
    let logged = write(ctx, contact, kind, summary, file).await?;
    // A file without a word is a note, and nobody wonders what it was.
    let certain = if certain || text.trim().is_empty() { Certain::Told } else { Certain::Unsure };
    let line = after(ctx, &logged, certain, of).await?;
    line.beside_the_list(ctx, Outcome::default()).await
}

/// Logs it.
pub(super) async fn write(
    ctx: &mut Context<'_>,
    contact: &Contact,
    kind: Kind,
    summary: &str,
    file: Option<&Attachment>,
) -> Result<Logged, Stop> {
    let no = contact.no;
    let summary = clean(summary);
    if summary.is_empty() && kind.kind == InteractionKind::Note && file.is_none() {
        return Err(refused(Phrase::NothingToLog { no }));
    }
    if summary.chars().count() > LONGEST_SUMMARY {
        return Err(refused(Phrase::TooLong { limit: LONGEST_SUMMARY, no }));
    }
    let at = ctx.at;
    let happened = Happened::new(kind, summary);
    ctx.book().log(contact, &happened, file, at).await?.map_err(|error| match error {
        LogError::Suppressed => refused(Phrase::Suppressed { no }),
    })
}

/// What was logged was of another kind.
pub async fn press(ctx: &mut Context<'_>, button: LogButton) -> Answer {
    let LogButton::Correct { change, kind, of } = button;
    let logged = match ctx.book().correct_kind(change, kind).await? {
        Ok(logged) => logged,
        Err(CorrectError::Gone) => return Err(refused(Phrase::CannotCorrect)),
        Err(CorrectError::Undo(error)) => return Err(refused(undo::why_not(error))),
        Err(CorrectError::Log(LogError::Suppressed)) => return Err(refused(Phrase::CannotCorrectSuppressed)),
    };
    let line = after(ctx, &logged, Certain::Told, of).await?;
    let said = Phrase::Logged { no: logged.done.contact.no, kind: logged.interaction.what() };
    Ok(line.beside_the_list(ctx, Outcome::default()).await?.and_callback_answer(said))
}
