//! Whoever is told where to give the secret of a mailbox may type it into the chat all the same: it is deleted, not
//! kept, and the person is told why.

use serde::{Deserialize, Serialize};

use super::Phrase;
use crate::handler::{Answer, Context, Outcome};

/// A mailbox is being connected elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {}

/// Something is typed meanwhile. A word alone may be the secret; anything else is about something else.
pub async fn answer(ctx: &mut Context<'_>, _state: State, _text: &str) -> Answer {
    ctx.leave().await?;
    Ok(Outcome::from(Phrase::SecretTyped).and_delete())
}
