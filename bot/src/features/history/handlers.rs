//! `/history 12`: everything that happened to a contact, the newest first.

use renmai_core::contact::Contact;

use super::{View, Whole, whole_text};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, first_word};
use crate::i18n::Words;

/// How many entries a page shows.
pub const PAGE: u32 = 10;

/// `/history 12`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, _) = first_word(args);
    let contact = ctx.contact(number, "history").await?;
    Ok(view(ctx, &contact, 0, None).await?.into())
}

/// A page of it, in place of the card.
pub async fn page(ctx: &mut Context<'_>, contact: &Contact, page: u32, back: Option<Place>) -> Answer {
    Ok(view(ctx, contact, page, back).await?.into())
}

/// The most entries of each kind that go into a file; nobody has a hundredth of them.
const MOST: u32 = 20_000;

/// All of it as a text, in full: a page shows the beginning of each entry only.
pub async fn whole(ctx: &mut Context<'_>, contact: &Contact) -> Answer {
    let scope = ctx.scope();
    let interactions = ctx.tx.interactions(scope, contact.id, MOST).await?;
    let changes = ctx.tx.changes(scope, contact.id, MOST).await?;
    let members = ctx.tx.all_members(scope).await?;
    // A file is read on other days too.
    let words = Words::of(ctx.member.lang);
    let text = whole_text(contact, interactions, changes, members, ctx.member.schedule.zone, &words);
    let chat = ctx.member.telegram;
    ctx.tx.drop_sent_files(chat).await?;
    let name = format!("history-{}.txt", contact.no.0);
    let file = ctx.tx.keep_file(chat, &name, text.as_bytes(), ctx.now).await?;
    Ok(Outcome::nothing().and(Whole { no: contact.no, file }))
}

async fn view(
    ctx: &mut Context<'_>,
    contact: &Contact,
    page: u32,
    back: Option<Place>,
) -> Result<View, Stop> {
    // Both are in order, so the entries up to this page are among the first of each; one more says if there is more.
    let enough = (page + 1).saturating_mul(PAGE).saturating_add(1);
    let scope = ctx.scope();
    let interactions = ctx.tx.interactions(scope, contact.id, enough).await?;
    let changes = ctx.tx.changes(scope, contact.id, enough).await?;
    let attached = ctx.tx.attachments(scope, contact.id).await?;
    let members = ctx.tx.all_members(scope).await?;
    let view = View::new(contact, interactions, changes, members, page, back, ctx.member.schedule.zone);
    Ok(view.with_files(attached))
}
