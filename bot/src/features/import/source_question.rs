//! Where the contacts of a file come from.

use renmai_core::vocabulary::Field;
use serde::{Deserialize, Serialize};

use super::{Phrase, look_again, source_of};
use crate::features::field::wrong_value;
use crate::handler::job::ReportTo;
use crate::handler::{Answer, Context, Outcome, refused};

/// What is being asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Of which kept file.
    pub file: i64,
}

/// The answer; the file is shown anew.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let source =
        source_of(text, ctx.today()).map_err(|error| refused(wrong_value(Field::Source, text, error)))?;
    ctx.leave().await?;
    let chat = ctx.member.telegram;
    let kept = ctx.tx.waiting_file(chat, state.file).await?;
    let (Some(_), Some(source)) = (kept, source) else { return Ok(Outcome::from(Phrase::Gone)) };
    ctx.tx.set_file_source(chat, state.file, text).await?;
    look_again(ctx, state.file, ReportTo::Anew).await?;
    Ok(Phrase::SourceNoted { source }.into())
}
