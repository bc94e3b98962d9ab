//! `/find text`: a substring of name, company, email, country, source or notes, in any script.

use renmai_core::text::clean;

use super::Phrase;
use crate::features::check::LONGEST;
use crate::features::list::{PAGE, Row, RowState, View};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, common, refused};

/// `/find text`. One hit is the card itself.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let text = clean(args);
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(refused(Phrase::FindHow));
    }
    // The text is kept here, so that no button has to carry it.
    let search = ctx.tx.keep_search(&ctx.member, &text, ctx.now).await?;
    show(ctx, search, &text, 0).await
}

/// A page of what a search found, as the book is now.
pub async fn page(ctx: &mut Context<'_>, search: i64, page: u32) -> Answer {
    match ctx.tx.search(&ctx.member, search).await? {
        Some(text) => show(ctx, search, &text, page).await,
        None => Ok(Outcome::callback_answer(common::Phrase::OldButton)),
    }
}

async fn show(ctx: &mut Context<'_>, search: i64, text: &str, page: u32) -> Answer {
    let scope = ctx.scope();
    let found = ctx.tx.find(scope, ctx.member.id, text, page.saturating_mul(PAGE), PAGE).await?;
    if let ([contact], 1) = (found.contacts.as_slice(), found.total) {
        return Ok(ctx.card(contact).await?.into());
    }
    if found.total == 0 {
        return Ok(Phrase::NotFound { text: text.to_owned() }.into());
    }
    let (text, total) = (text.to_owned(), found.total);
    let said = match found.is_cut {
        true => Phrase::FoundMore { text, total },
        false => Phrase::Found { text, total },
    };
    let rows =
        found.contacts.into_iter().map(|contact| Row { due: None, state: RowState::Open, contact }).collect();
    Ok(View {
        head: said.into(),
        rows,
        place: Place::Found(search, page),
        page,
        total: found.total,
        today: ctx.today(),
        now: ctx.now,
    }
    .into())
}
