//! A draft that waits for a decision: somebody like it is in the book, or it was read from a card.

use renmai_core::book::Doubt;
use renmai_core::email::Email;
use renmai_core::phone::international;
use renmai_core::text_in::{Draft, parse_card, parse_vcard};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use crate::commands::add;
use crate::ctx::{Answer, Ctx, Outcome, Stop, refused};
use crate::words::common;
use crate::words::contact::{Known, Reply, Said, why_not};

/// What waits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    draft: Draft,
    /// Counts the drafts of the chat, so that the buttons of an older one do not decide on a newer.
    serial: u8,
}

/// A decision on a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Adds it; the duplicate rules apply.
    Add,
    /// Adds it although somebody like it is there.
    AddAnyway,
    /// Shows it as a message to correct.
    Edit,
    /// Lets it go.
    Ignore,
    /// Corrects the address to the one that was likely meant.
    Mend,
}

const CHOICES: [Choice; 5] = [Choice::Add, Choice::AddAnyway, Choice::Edit, Choice::Ignore, Choice::Mend];
/// Serials wrap here, so that serial and choice fit one byte.
const SERIALS: u8 = 50;

impl Choice {
    /// The number on its button.
    pub fn number(self, serial: u8) -> u8 {
        let at = CHOICES.iter().position(|choice| *choice == self).unwrap_or_default();
        (serial % SERIALS) * CHOICES.len() as u8 + at as u8
    }

    fn read(number: u8) -> (u8, Choice) {
        let count = CHOICES.len() as u8;
        (number / count, CHOICES[usize::from(number % count)])
    }
}

/// A text that looks like a card: what was understood of it.
pub async fn understood(ctx: &mut Ctx<'_>, text: &str) -> Answer {
    match parse_card(text, ctx.today()) {
        Ok(draft) => propose(ctx, draft).await,
        Err(error) if error.is_bought_list() => Err(refused(why_not(&error))),
        Err(_) => Err(refused(common::Said::Hint)),
    }
}

/// A contact that was shared.
pub async fn shared(ctx: &mut Ctx<'_>, name: &str, phone: &str, vcard: Option<&str>) -> Answer {
    let today = ctx.today();
    let mut draft = vcard.and_then(|vcard| parse_vcard(vcard, today).into_iter().next()).unwrap_or_default();
    // Telegram may give the number without its plus.
    let number = international(phone);
    for (field, value) in
        [(renmai_core::field::Field::Name, name), (renmai_core::field::Field::Phone, number.as_str())]
    {
        if field.get(&draft.profile).is_none() {
            let _ = field.set(&mut draft.profile, Some(value), today);
        }
    }
    if draft.profile.country.is_none() {
        draft.profile.country = draft.profile.phone.as_ref().and_then(|phone| phone.country());
    }
    match draft.profile.name.is_some() || draft.profile.company.is_some() {
        true => propose(ctx, draft).await,
        false => Err(refused(common::Said::Hint)),
    }
}

async fn propose(ctx: &mut Ctx<'_>, draft: Draft) -> Answer {
    let serial = keep(ctx, draft.clone()).await?;
    Ok(Reply::Understood { draft: Box::new(draft), serial }.into())
}

/// Somebody like it is in the book: asks whether to add it all the same.
pub async fn doubt(ctx: &mut Ctx<'_>, draft: Draft, known: Vec<Known>) -> Answer {
    let serial = keep(ctx, draft).await?;
    Ok(Reply::LooksLike { known, serial }.into())
}

async fn keep(ctx: &mut Ctx<'_>, draft: Draft) -> Result<u8, Stop> {
    let serial = match ctx.dialogue().await? {
        Some(Dialogue::Draft(before)) => (before.serial + 1) % SERIALS,
        _ => (ctx.now.timestamp() % i64::from(SERIALS)) as u8,
    };
    ctx.enter(&Dialogue::Draft(State { draft, serial })).await?;
    Ok(serial)
}

/// A text while a draft waits: it is no decision.
pub async fn hear(ctx: &mut Ctx<'_>, _state: State, text: &str) -> Answer {
    if renmai_core::text_in::looks_like_card(text) {
        return understood(ctx, text).await;
    }
    Err(refused(common::Said::Hint))
}

/// The decision.
pub async fn choose(ctx: &mut Ctx<'_>, state: State, choice: u8) -> Answer {
    let (serial, choice) = Choice::read(choice);
    if serial != state.serial {
        return Ok(Outcome::toast(common::Said::NothingAsked));
    }
    match choice {
        Choice::Add => add::add(ctx, state.draft, Doubt::Ask).await,
        Choice::AddAnyway => add::add(ctx, state.draft, Doubt::AddAnyway).await,
        Choice::Edit => {
            ctx.leave().await?;
            Ok(Reply::Rewrite { draft: Box::new(state.draft) }.into())
        }
        Choice::Mend => {
            let mut draft = state.draft;
            if let Some(meant) = draft.profile.email.as_ref().and_then(Email::likely_meant) {
                draft.profile.email = Some(meant);
            }
            propose(ctx, draft).await
        }
        Choice::Ignore => {
            ctx.leave().await?;
            Ok(Reply::from(Said::Ignored).into())
        }
    }
}
