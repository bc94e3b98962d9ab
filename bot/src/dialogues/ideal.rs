//! Traits of the ideal customer: asked for by the buttons of the profile.

use renmai_core::read::ideal::{read_line, read_traits};
use renmai_core::vocabulary::{Field, Stance};
use serde::{Deserialize, Serialize};

use super::Dialogue;
use crate::commands::{Command, ideal};
use crate::ctx::{Answer, Ctx, Outcome, refused};
use crate::words::common;
use crate::words::ideal::{Reply, Said, View};

/// Traits of which field are being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    field: Field,
    /// The message with the profile, which is shown anew afterwards.
    profile: Option<i64>,
}

/// Asks for them.
pub async fn ask(ctx: &mut Ctx<'_>, field: Field) -> Answer {
    ctx.enter(&Dialogue::Ideal(State { field, profile: ctx.pressed })).await?;
    Ok(Outcome::nothing().and(Reply::Ask(Said::Ask { field, code: field.code() })))
}

/// The traits, all of them wanted; or a whole line, as it may stand after `/profile`.
pub async fn hear(ctx: &mut Ctx<'_>, state: State, text: &str) -> Answer {
    if ctx.member.role < Command::Profile.role() {
        return Err(refused(common::Said::NotYourRole { command: Command::Profile.name() }));
    }
    let traits = match read_line(text) {
        Ok(line) => line,
        Err(_) => read_traits(state.field, text)
            .map_err(|error| refused(ideal::wrong(error)))?
            .into_iter()
            .map(|one| (Stance::Wanted, one))
            .collect(),
    };
    let view = ideal::set(ctx, &traits).await?;
    ctx.leave().await?;
    let outcome = Outcome::from(view.clone());
    Ok(match state.profile {
        Some(message) => {
            let before = View { head: None, undo: None, ..view };
            outcome.and_edit(message, Reply::View(Box::new(before)))
        }
        None => outcome,
    })
}
