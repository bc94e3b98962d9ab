//! Traits of the ideal customer: asked for by the buttons of the profile.

use renmai_core::read::ideal::{read_line, read_traits};
use renmai_core::vocabulary::{Field, Stance};
use serde::{Deserialize, Serialize};

use super::Phrase;
use crate::handler::{Answer, Context, Outcome, Question, common, refused};

/// Traits of which field are being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    field: Field,
    /// The message with the profile, which is shown anew afterwards.
    profile: Option<i64>,
}

/// Asks for them.
pub async fn ask(ctx: &mut Context<'_>, field: Field) -> Answer {
    let number = ctx.enter(State { field, profile: ctx.pressed }).await?;
    Ok(Outcome::nothing().and(Question { said: Phrase::Ask { field, code: field.code() }, number }))
}

/// The traits, all of them wanted; or a whole line, as it may stand after `/profile`.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    if !ctx.member.role.leads() {
        return Err(refused(common::Phrase::NotYourRole { command: "profile" }));
    }
    let traits = match read_line(text) {
        Ok(line) => line,
        Err(_) => read_traits(state.field, text)
            .map_err(|error| refused(super::wrong(error)))?
            .into_iter()
            .map(|one| (Stance::Wanted, one))
            .collect(),
    };
    let view = super::set(ctx, &traits).await?;
    ctx.leave().await?;
    let outcome = Outcome::from(view.clone());
    Ok(match state.profile {
        Some(message) => {
            let before = super::View { head: None, undo: None, ..view };
            outcome.and_edit(message, before)
        }
        None => outcome,
    })
}
