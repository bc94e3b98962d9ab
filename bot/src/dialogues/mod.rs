//! Conversations that take more than one message. The state is an enum with its data inside, saved in the same
//! transaction as what it leads to; `/cancel` always reaches the beginning, and any command leaves it.

pub mod add_form;
pub mod file_source;
pub mod fill;
pub mod ideal;
pub mod log_line;
pub mod next_step;
pub mod pick_member;

use serde::{Deserialize, Serialize};

use crate::buttons::Place;
use crate::commands::clean;
use crate::ctx::{Answer, Ctx, Outcome};
use crate::words::card::View;
use crate::words::clean::{Handled, Said::Fixed};
use crate::words::common;

/// What a chat is in the middle of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "asking")]
pub enum Dialogue {
    /// One line about what happened with a contact.
    LogLine(log_line::State),
    /// The next step of a contact.
    NextStep(next_step::State),
    /// A field of a contact.
    Fill(fill::State),
    /// `/add` step by step.
    AddForm(Box<add_form::State>),
    /// Which of several members was meant.
    PickMember(pick_member::State),
    /// Where the contacts of a file come from.
    FileSource(file_source::State),
    /// Traits of the ideal customer.
    Ideal(ideal::State),
}

impl Dialogue {
    /// Goes on with a text.
    pub async fn hear(self, ctx: &mut Ctx<'_>, text: &str) -> Answer {
        match self {
            Dialogue::LogLine(state) => log_line::hear(ctx, state, text).await,
            Dialogue::NextStep(state) => next_step::hear(ctx, state, text).await,
            Dialogue::Fill(state) => fill::hear(ctx, state, text).await,
            Dialogue::AddForm(state) => add_form::hear(ctx, *state, text).await,
            Dialogue::PickMember(state) => pick_member::hear(ctx, state, text).await,
            Dialogue::FileSource(state) => file_source::hear(ctx, state, text).await,
            Dialogue::Ideal(state) => ideal::hear(ctx, state, text).await,
        }
    }

    /// Goes on with a choice: the number on a [`crate::buttons::Button::Choose`].
    pub async fn choose(self, ctx: &mut Ctx<'_>, choice: u8) -> Answer {
        match self {
            Dialogue::AddForm(state) => add_form::choose(ctx, *state, choice).await,
            Dialogue::PickMember(state) => pick_member::choose(ctx, state, choice).await,
            // These ask for a text and show no choices: the button is of an older question.
            Dialogue::LogLine(_)
            | Dialogue::NextStep(_)
            | Dialogue::Fill(_)
            | Dialogue::FileSource(_)
            | Dialogue::Ideal(_) => Ok(Outcome::toast(common::Said::NothingAsked)),
        }
    }
}

/// The card after a change: as a new message, since that is where the person looks, and the card that was pressed
/// is shown anew in its place, with the list behind it.
async fn shown_in_place(ctx: &mut Ctx<'_>, card: View, pressed: Option<i64>, back: Option<Place>) -> Answer {
    let outcome = Outcome::from(card.clone());
    Ok(match pressed {
        Some(message) if let Some(Place::Review(done)) = back => {
            let fixed = Handled { said: Fixed { no: card.contact.no }, change: card.undo };
            let next = clean::reviewed(ctx, done + 1, Some(fixed)).await?;
            let shown = next.message(ctx.words()).card_of;
            ctx.tx.set_card(ctx.member.telegram, message, shown).await?;
            outcome.and_edit(message, next)
        }
        Some(message) => {
            ctx.tx.set_card(ctx.member.telegram, message, Some(card.contact.id)).await?;
            outcome.and_edit(message, View { head: None, undo: None, back, ..card })
        }
        None => outcome,
    })
}
