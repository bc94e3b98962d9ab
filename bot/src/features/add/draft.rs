//! A draft that waits for a decision: somebody like it is in the book, or it was read from a card.

use renmai_core::book::Doubt;
use renmai_core::email::Email;
use renmai_core::phone::international;
use renmai_core::read::Draft;
use renmai_core::read::field::settle;
use renmai_core::read::signature::parse_card;
use renmai_core::read::vcard::parse_vcard;

use super::{DraftButton, Phrase, Reply, why_not};
use crate::features::check::Known;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// A text that looks like a card: what was understood of it.
pub async fn understood(ctx: &mut Context<'_>, text: &str) -> Answer {
    match parse_card(text, ctx.today()) {
        Ok(draft) => propose(ctx, draft).await,
        Err(error) if error.is_bought_list() => Err(refused(why_not(&error))),
        Err(_) => Err(refused(common::Phrase::Hint)),
    }
}

/// A contact that was shared.
pub async fn shared(ctx: &mut Context<'_>, name: &str, phone: &str, vcard: Option<&str>) -> Answer {
    let today = ctx.today();
    let mut draft = vcard.and_then(|vcard| parse_vcard(vcard, today).into_iter().next()).unwrap_or_default();
    // Telegram may give the number without its plus.
    let number = international(phone);
    for (field, value) in [
        (renmai_core::vocabulary::Field::Name, name),
        (renmai_core::vocabulary::Field::Phone, number.as_str()),
    ] {
        if field.get(&draft.profile).is_none() {
            match field.take(&mut draft.profile, value, today) {
                Ok(besides) => draft.leftover.extend(besides),
                Err(_) => draft.unread.extend((!value.is_empty()).then(|| value.to_owned())),
            }
        }
    }
    settle(&mut draft.profile);
    match draft.profile.name.is_some() || draft.profile.company.is_some() {
        true => propose(ctx, draft).await,
        false => Err(refused(common::Phrase::Hint)),
    }
}

async fn propose(ctx: &mut Context<'_>, draft: Draft) -> Answer {
    let number = keep(ctx, &draft).await?;
    Ok(Reply::Understood { draft: Box::new(draft), number }.into())
}

/// Somebody like it is in the book: asks whether to add it all the same.
pub async fn doubt(ctx: &mut Context<'_>, draft: Draft, known: Vec<Known>) -> Answer {
    let number = keep(ctx, &draft).await?;
    Ok(Reply::LooksLike { known, number }.into())
}

async fn keep(ctx: &mut Context<'_>, draft: &Draft) -> Result<i64, Stop> {
    let body = serde_json::to_string(draft)?;
    Ok(ctx.tx.keep_draft(ctx.member.telegram, &body, ctx.now).await?)
}

/// The decision. A draft that was decided on is gone, so a second press decides nothing.
pub async fn press(ctx: &mut Context<'_>, button: DraftButton) -> Answer {
    let (DraftButton::Add { draft: number }
    | DraftButton::AddAnyway { draft: number }
    | DraftButton::Edit { draft: number }
    | DraftButton::Ignore { draft: number }
    | DraftButton::Mend { draft: number }) = button;
    let chat = ctx.member.telegram;
    let kept = ctx.tx.draft(chat, number).await?;
    let Some(mut draft) = kept.and_then(|body| serde_json::from_str::<Draft>(&body).ok()) else {
        return Ok(Outcome::callback_answer(common::Phrase::NothingAsked));
    };
    // A draft that is to be corrected stays.
    if !matches!(button, DraftButton::Edit { .. }) {
        ctx.tx.drop_draft(chat, number).await?;
    }
    match button {
        DraftButton::Add { .. } => super::add(ctx, draft, Doubt::Ask).await,
        DraftButton::AddAnyway { .. } => super::add(ctx, draft, Doubt::AddAnyway).await,
        DraftButton::Mend { .. } => {
            if let Some(meant) = draft.profile.email.as_ref().and_then(Email::likely_meant) {
                draft.profile.email = Some(meant);
            }
            propose(ctx, draft).await
        }
        DraftButton::Edit { .. } => Ok(Reply::Fields { draft: Box::new(draft), number }.into()),
        DraftButton::Ignore { .. } => Ok(Phrase::Ignored.into()),
    }
}
