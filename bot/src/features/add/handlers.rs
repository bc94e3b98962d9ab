//! `/add …`: a contact in one message; without arguments step by step. The duplicate rules (查重) are the core's.

use renmai_core::book::{Added, Done, Doubt};
use renmai_core::interaction::Attachment;
use renmai_core::read::add::parse_add;
use renmai_core::read::people::parse_adds;

use super::draft::Waiting;
use super::{Phrase, draft, form, why_not};
use crate::features::card;
use crate::features::check;
use crate::handler::{Answer, Context, Stop, refused};
use crate::i18n::shorten;

/// `/add …`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    match args.is_empty() {
        true => form::begin(ctx).await,
        false => with_photos(ctx, args, Vec::new(), None).await,
    }
}

/// The same with the photos that it is about, and the album that they are part of.
pub async fn with_photos(
    ctx: &mut Context<'_>,
    args: &str,
    photos: Vec<Attachment>,
    album: Option<&str>,
) -> Answer {
    let today = ctx.today();
    // Several people in one message are shown before they are added.
    if args.contains(['\n', ';', '；'])
        && let Ok(drafts) = parse_adds(args, today)
        && drafts.len() > 1
    {
        return draft::propose_each(ctx, drafts, photos).await;
    }
    let draft = match ctx.draft.take() {
        Some((day, draft)) if day == today || !draft.hangs_on_the_day() => draft,
        _ => parse_add(args, today).map_err(|error| refused(why_not(&error)))?,
    };
    let album = album.map(str::to_owned);
    add(ctx, Waiting { photos, album, ..Waiting::from(draft) }, Doubt::Ask).await
}

/// Adds a draft, or asks when somebody like it is in the book.
pub async fn add(ctx: &mut Context<'_>, waiting: Waiting, doubt: Doubt) -> Answer {
    match ctx.book().add_with(&waiting.draft, &waiting.photos, doubt).await? {
        Added::New(done) => {
            let note = waiting.draft.note();
            if let Some(album) = waiting.album {
                let added = Some(done.contact.no);
                draft::keep(ctx, &Waiting { album: Some(album), added, ..Waiting::default() }).await?;
            }
            Ok(shown(ctx, *done, &note).await?.into())
        }
        Added::Taken(contact) => Err(check::taken(ctx, &contact).await),
        Added::LooksLike(contacts) => {
            let known = check::known_across_the_wall(ctx, &contacts).await?;
            draft::doubt(ctx, &waiting, known).await
        }
    }
}

/// The new card.
async fn shown(ctx: &mut Context<'_>, done: Done, note: &str) -> Result<card::View, Stop> {
    let no = done.contact.no;
    let said = match note.is_empty() {
        true => Phrase::Added { no },
        false => Phrase::AddedWithNote { no, note: shorten(note, 300) },
    };
    Ok(card::View { keys: card::Keys::New, ..ctx.changed_card(&done, said, None).await? })
}
