//! Answering presses.

use serde_json::json;

use super::Answer;
use crate::params::Params;
use crate::presses::{AnswerError, PressAnswer};
use crate::refusal::Refusal;
use crate::state::State;
use crate::text::units;

/// The longest answer, in characters.
const LIMIT: usize = 200;

pub(super) fn answer_callback_query(state: &mut State, params: &Params) -> Answer {
    let id = params.text("callback_query_id").unwrap_or_default();
    let text = params.text("text").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_deref().is_some_and(|text| units(text) > LIMIT) {
        return Err(Refusal::bad("MESSAGE_TOO_LONG"));
    }
    let answer = PressAnswer { text, alert: params.flag("show_alert"), url: params.text("url") };
    let now = state.clock.now();
    let refusal = || Refusal::bad("query is too old and response timeout expired or query ID is invalid");
    match state.saved.presses.answer(&id, answer, now) {
        Ok(()) => Ok(json!(true)),
        Err(AnswerError::Invalid) => Err(refusal()),
        Err(AnswerError::Repeated) => Err(Refusal { excused: true, ..refusal() }),
    }
}
