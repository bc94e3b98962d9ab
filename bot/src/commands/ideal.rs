//! `/profile`: the team's ideal customer; how well each contact fits stands on its card.

use renmai_core::book::IdealError;
use renmai_core::ideal::{FIELDS, Ideal, MOST_TRAITS, Trait};
use renmai_core::read::ideal::{LineError, read_line};
use renmai_core::vocabulary::{ChangeId, Stance};

use super::Command;
use crate::ctx::{Answer, Ctx, Outcome, Stop, refused};
use crate::dialogues::ideal as dialogue;
use crate::words::common;
use crate::words::ideal::{Reply, Said, View};

/// What a button of the profile does. Each carries what it leads to, so that a press that comes twice sets the same
/// thing twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// A trait, by its number, is unwanted.
    Avoid = 0,
    /// It is neither wanted nor unwanted, and leaves the profile.
    Neutral = 1,
    /// Asks for traits of a field: its place in [`FIELDS`].
    Ask = 2,
}

/// `/profile`, `/profile want industry: lighting, hotels; country: DE, EU; size: 50-500`.
pub async fn run(ctx: &mut Ctx<'_>, args: &str) -> Answer {
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
pub async fn press(ctx: &mut Ctx<'_>, verb: u8, number: i64, _version: i64) -> Answer {
    if ctx.member.role < Command::Profile.role() {
        return Err(refused(common::Said::NotYourRole { command: Command::Profile.name() }));
    }
    let stance = match verb {
        verb if verb == Verb::Avoid as u8 => Stance::Unwanted,
        verb if verb == Verb::Neutral as u8 => Stance::Neutral,
        verb if verb == Verb::Ask as u8 => {
            let field = usize::try_from(number).ok().and_then(|at| FIELDS.get(at));
            let field = field.ok_or_else(|| refused(common::Said::OldButton))?;
            return dialogue::ask(ctx, *field).await;
        }
        _ => return Err(refused(common::Said::OldButton)),
    };
    let ideal = ctx.tx.team(ctx.member.team).await?.ideal;
    let Some(one) = ideal.traits().map(|(_, one)| one).find(|one| one.number() == number).cloned() else {
        return Ok(Outcome::from(view(ctx, ideal, None).await?).and_toast(Said::NotThere));
    };
    let shown = set(ctx, &[(stance, one)]).await?;
    let toast = shown.head.clone().unwrap_or(Said::Saved);
    Ok(Outcome::from(shown).and_toast(toast))
}

/// Sets what is thought of these traits; answers the profile as it is then.
///
/// # Errors
/// When the profile would hold too many.
pub(crate) async fn set(ctx: &mut Ctx<'_>, traits: &[(Stance, Trait)]) -> Result<View, Stop> {
    match ctx.book().set_ideal(traits).await? {
        Ok((ideal, change)) => view(ctx, ideal, Some(change)).await,
        Err(IdealError::TooMany) => Err(refused(Said::TooMany { most: MOST_TRAITS })),
    }
}

/// The profile; `done`: something was just set, by this change or, being so already, by none.
async fn view(ctx: &mut Ctx<'_>, ideal: Ideal, done: Option<Option<ChangeId>>) -> Result<View, Stop> {
    let (head, undo) = match done {
        None => (None, None),
        Some(None) => (Some(Said::SoAlready), None),
        Some(change) => (Some(Said::Saved), change),
    };
    let count = ctx.tx.fit_count(ctx.scope()).await?;
    Ok(View { head, undo, ideal, count })
}

/// What is wrong with a line, and one that would work.
pub(crate) fn wrong(error: LineError) -> Said {
    match error {
        LineError::NoStance(typed) => Said::NoStance { typed: typed.as_str().into() },
        LineError::NoField(typed) => Said::NoField { typed: typed.as_str().into() },
        LineError::NoTrait { field, typed } => {
            Said::NoTrait { field, code: field.code(), typed: typed.as_str().into() }
        }
    }
}

impl From<View> for Outcome {
    fn from(view: View) -> Outcome {
        crate::words::Reply::from(Reply::View(Box::new(view))).into()
    }
}
