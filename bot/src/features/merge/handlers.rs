//! `/merge 12 34`: two contacts that are one person become one, and `/undo` splits them.

use renmai_core::book::{left_behind, look_alike};
use renmai_core::contact::Contact;
use renmai_core::vocabulary::ContactNo;

use super::{Phrase, Reply, note, question};
use crate::handler::{Answer, Context, refused};
use crate::i18n::Words;

/// `/merge 12 34`: 12 stays, takes what it lacks, and has both histories. Both must be the member's to see.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let numbers: Vec<Option<ContactNo>> = args
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | '+' | '、'))
        .filter(|part| !part.is_empty())
        .map(ContactNo::parse)
        .collect();
    let [Some(first), Some(second)] = numbers[..] else { return Err(refused(Phrase::How)) };
    if first == second {
        return Err(refused(Phrase::Same { no: first }));
    }
    let stays = ctx.contact_no(first).await?;
    let gone = ctx.contact_no(second).await?;
    match look_alike(&stays.profile, &gone.profile) {
        true => merged(ctx, &stays, &gone).await,
        false => question::ask(ctx, &stays, &gone).await,
    }
}

/// Makes one of them.
pub(super) async fn merged(ctx: &mut Context<'_>, stays: &Contact, gone: &Contact) -> Answer {
    let left = left_behind(stays, gone);
    let note = (!left.is_empty()).then(|| note(&left, gone, &Words::of(ctx.member.lang)));
    let done = ctx.book().merge(stays, gone, note.as_deref()).await?;
    let said = Reply::Merged { into: stays.no, gone: gone.no, left: note };
    Ok(ctx.changed_card(&done, said, None).await?.into())
}
