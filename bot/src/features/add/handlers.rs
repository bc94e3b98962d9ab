//! `/add …`: a contact in one message; without arguments step by step. The duplicate rules (查重) are the core's.

use renmai_core::book::{Added, Done, Doubt};
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::read::add::parse_add;
use renmai_core::vocabulary::InteractionKind;

use super::{Phrase, draft, form, why_not};
use crate::features::card;
use crate::features::check;
use crate::handler::{Answer, Context, Stop, refused};
use crate::i18n::shorten;

/// `/add …`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    if args.is_empty() {
        return form::begin(ctx).await;
    }
    let today = ctx.today();
    let draft = match ctx.draft.take() {
        Some((day, draft)) if day == today || !draft.hangs_on_the_day() => draft,
        _ => parse_add(args, today).map_err(|error| refused(why_not(&error)))?,
    };
    add(ctx, draft, Doubt::Ask).await
}

/// Adds a draft, or asks when somebody like it is in the book.
pub async fn add(ctx: &mut Context<'_>, draft: Draft, doubt: Doubt) -> Answer {
    match ctx.book().add(&draft, doubt).await? {
        Added::New(done) => Ok(shown(ctx, *done, &draft).await?.into()),
        Added::Taken(contact) => Err(check::taken(ctx, &contact).await),
        Added::LooksLike(contacts) => {
            let known = check::known_across_the_wall(ctx, &contacts).await?;
            draft::doubt(ctx, draft, known).await
        }
    }
}

/// The new card; what belonged to no field is kept as a note.
async fn shown(ctx: &mut Context<'_>, done: Done, draft: &Draft) -> Result<card::View, Stop> {
    let no = done.contact.no;
    let keys = card::Keys::New;
    let note = draft.note();
    if note.is_empty() {
        return Ok(card::View { keys, ..ctx.changed_card(&done, Phrase::Added { no }, None).await? });
    }
    let at = ctx.at;
    let logged =
        ctx.book().log(&done.contact, &Happened::new(InteractionKind::Note, &note), None, at).await?;
    let contact = logged.map_or(done.contact.clone(), |logged| logged.done.contact);
    let said = Phrase::AddedWithNote { no, note: shorten(&note, 300) };
    let done = Done { contact, change: done.change };
    Ok(card::View { keys, ..ctx.changed_card(&done, said, None).await? })
}
