//! `/undo`, and the undo button under a change.

use chrono::TimeDelta;
use renmai_core::book::{UndoError, Undone};
use renmai_core::vocabulary::Verb;

use super::Phrase;
use crate::features::{card, insight, team};
use crate::handler::{Answer, Context, Outcome, Stop, refused};
use crate::i18n::AnyReply;

/// The button works so long; `/undo` at any time.
const BUTTON: TimeDelta = TimeDelta::minutes(10);

/// Takes the member's last change back.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    let undone = undo(ctx, None).await?;
    shown(ctx, undone).await
}

/// Takes the change of the button back.
pub async fn press(ctx: &mut Context<'_>, change: i64) -> Answer {
    let at = ctx.tx.change_time(&ctx.member, change).await?;
    if at.is_some_and(|at| ctx.now - at > BUTTON) {
        return Err(refused(Phrase::UndoTooLate));
    }
    let undone = undo(ctx, Some(change)).await?;
    let outcome = match undone.verb {
        Verb::InsightSent => insight::unsent(ctx).await?,
        _ => shown(ctx, undone).await?,
    };
    Ok(outcome.and_callback_answer(Phrase::UndoneAnswer))
}

async fn undo(ctx: &mut Context<'_>, change: Option<i64>) -> Result<Undone, Stop> {
    ctx.book().undo(change).await?.map_err(|error| refused(why_not(error)))
}

/// Why a change cannot be taken back.
pub fn why_not(error: UndoError) -> AnyReply {
    match error {
        UndoError::Nothing => Phrase::NothingToUndo.into(),
        UndoError::Already => Phrase::AlreadyUndone.into(),
        UndoError::ChangedSince => Phrase::ChangedSince.into(),
        UndoError::Final => Phrase::CannotUndo.into(),
        UndoError::InviteOver => team::Phrase::InviteNotOpen.into(),
        UndoError::MailGone => Phrase::MailGone.into(),
        UndoError::NotTheirs => Phrase::NoLongerYours.into(),
    }
}

async fn shown(ctx: &mut Context<'_>, undone: Undone) -> Result<Outcome, Stop> {
    let said = Phrase::Undone { verb: undone.verb, contacts: undone.contacts };
    let outcome = match &undone.contact {
        Some(contact) => {
            let card = ctx.card(contact).await?;
            card::View { head: Some(said.into()), ..card }.into()
        }
        None => said.into(),
    };
    team::undone(ctx, &undone, outcome).await
}
