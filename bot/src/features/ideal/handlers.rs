//! `/profile`: the team's ideal customer; how well each contact fits stands on its card.

use renmai_core::book::IdealError;
use renmai_core::ideal::{FIELDS, Ideal, MOST_TRAITS, Trait};
use renmai_core::read::ideal::{LineError, read_line};
use renmai_core::vocabulary::{ChangeId, Stance};

use super::{IdealButton, Phrase, View, question};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// `/profile`, `/profile want industry: lighting, hotels; country: DE, EU; size: 50-500`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    if args.is_empty() {
        let ideal = ctx.tx.team(ctx.member.team).await?.ideal;
        return Ok(view(ctx, ideal, None).await?.into());
    }
    if matches!(args.trim().to_lowercase().as_str(), "clear" | "reset" | "清空" | "重置") {
        let ideal = ctx.tx.team(ctx.member.team).await?.ideal;
        let none: Vec<_> = ideal.traits().map(|(_, one)| (Stance::Neutral, one.clone())).collect();
        return Ok(set(ctx, &none).await?.into());
    }
    let traits = read_line(args).map_err(|error| refused(wrong(error)))?;
    Ok(set(ctx, &traits).await?.into())
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: IdealButton) -> Answer {
    if !ctx.member.role.leads() {
        return Err(refused(common::Phrase::NotYourRole { command: "profile" }));
    }
    let (stance, number) = match button {
        IdealButton::Avoid { number, drawn: _ } => (Stance::Unwanted, number),
        IdealButton::Neutral { number, drawn: _ } => (Stance::Neutral, number),
        IdealButton::Ask { field } if FIELDS.contains(&field) => return question::ask(ctx, field).await,
        IdealButton::Ask { .. } => return Err(refused(common::Phrase::OldButton)),
    };
    let ideal = ctx.tx.team(ctx.member.team).await?.ideal;
    let Some(one) = ideal.traits().map(|(_, one)| one).find(|one| one.number() == number).cloned() else {
        return Ok(Outcome::from(view(ctx, ideal, None).await?).and_callback_answer(Phrase::NotThere));
    };
    let shown = set(ctx, &[(stance, one)]).await?;
    let callback_answer = shown.head.clone().unwrap_or(Phrase::Saved);
    Ok(Outcome::from(shown).and_callback_answer(callback_answer))
}

/// Sets what is thought of these traits; answers the profile as it is then.
///
/// # Errors
/// When the profile would hold too many.
pub(crate) async fn set(ctx: &mut Context<'_>, traits: &[(Stance, Trait)]) -> Result<View, Stop> {
    match ctx.book().set_ideal(traits).await? {
        Ok((ideal, change)) => view(ctx, ideal, Some(change)).await,
        Err(IdealError::TooMany) => Err(refused(Phrase::TooMany { most: MOST_TRAITS })),
    }
}

/// The profile; `done`: something was just set, by this change or, being so already, by none.
async fn view(ctx: &mut Context<'_>, ideal: Ideal, done: Option<Option<ChangeId>>) -> Result<View, Stop> {
    let (head, undo) = match done {
        None => (None, None),
        Some(None) => (Some(Phrase::SoAlready), None),
        Some(change) => (Some(Phrase::Saved), change),
    };
    let count = ctx.tx.fit_count(ctx.scope()).await?;
    Ok(View { head, undo, ideal, count, drawn: ctx.update })
}

/// What is wrong with a line, and one that would work.
pub(crate) fn wrong(error: LineError) -> Phrase {
    match error {
        LineError::NoStance(typed) => Phrase::NoStance { typed: typed.as_str().into() },
        LineError::NoField(typed) => Phrase::NoField { typed: typed.as_str().into() },
        LineError::NoTrait { field, typed } => {
            Phrase::NoTrait { field, code: field.code(), typed: typed.as_str().into() }
        }
    }
}
