//! A draft is corrected field by field: the one that is tapped is asked for in place of the draft.

use renmai_core::read::Draft;
use renmai_core::read::field::settle;
use renmai_core::vocabulary::Field;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{FieldButton, Phrase, Reply};
use crate::features::field::wrong_value;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// What is asked whether or not the draft has it.
pub const ALWAYS: [Field; 6] =
    [Field::Name, Field::Company, Field::Title, Field::Email, Field::Phone, Field::Country];

/// Which field of which draft is being asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    draft: i64,
    field: Field,
    /// The message with the draft, in which it is asked.
    message: Option<i64>,
}

impl State {
    /// The message in which it is asked: a reply to it is the answer.
    pub fn message(&self) -> Option<i64> {
        self.message
    }
}

/// A draft as it is kept, with whatever else is kept with it.
struct Kept {
    body: Map<String, Value>,
    draft: Draft,
}

/// The draft that a button is about.
pub fn number_of(button: FieldButton) -> i64 {
    let (FieldButton::Ask { draft, .. } | FieldButton::Show { draft } | FieldButton::Note { draft }) = button;
    draft
}

/// A press.
pub async fn press(ctx: &mut Context<'_>, button: FieldButton) -> Answer {
    let number = number_of(button);
    let mut kept = kept(ctx, number).await?;
    match button {
        FieldButton::Ask { draft, field } => {
            ctx.enter(State { draft, field, message: ctx.pressed }).await?;
            let now = field.get(&kept.draft.profile);
            return Ok(Reply::AskField { field, now, number }.into());
        }
        FieldButton::Show { .. } => ctx.leave().await?,
        FieldButton::Note { .. } => {
            let unread = std::mem::take(&mut kept.draft.unread);
            kept.draft.leftover.extend(unread);
            keep(ctx, number, &mut kept).await?;
        }
    }
    Ok(Reply::Understood { draft: Box::new(kept.draft), number }.into())
}

/// What stands in the field; a dash: nothing. The draft is shown again in its place.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    let State { draft: number, field, message } = state;
    let mut kept = kept(ctx, number).await?;
    let today = ctx.today();
    let draft = &mut kept.draft;
    let wrong = |error| refused(wrong_value(field, text, error));
    match text.trim() {
        "-" | "–" | "—" => field.set(&mut draft.profile, None, today).map_err(wrong)?,
        text => draft.leftover.extend(field.take(&mut draft.profile, text, today).map_err(wrong)?),
    }
    draft.unsure.retain(|unsure| *unsure != field);
    settle(&mut draft.profile);
    if draft.profile.name.is_none() && draft.profile.company.is_none() {
        return Err(refused(Phrase::NameOrCompanyMissing));
    }
    keep(ctx, number, &mut kept).await?;
    ctx.leave().await?;
    let shown = Reply::Understood { draft: Box::new(kept.draft), number };
    Ok(match message {
        Some(message) => Outcome::from(Phrase::Corrected { field }).and_edit(message, shown),
        None => shown.into(),
    })
}

async fn kept(ctx: &mut Context<'_>, number: i64) -> Result<Kept, Stop> {
    let body = ctx.tx.draft(ctx.member.telegram, number).await?;
    let body = body.and_then(|body| serde_json::from_str::<Map<String, Value>>(&body).ok());
    let kept = body.and_then(|body| {
        let draft = serde_json::from_value(Value::Object(body.clone())).ok()?;
        Some(Kept { body, draft })
    });
    kept.ok_or_else(|| refused(common::Phrase::NothingAsked))
}

async fn keep(ctx: &mut Context<'_>, number: i64, kept: &mut Kept) -> Result<(), Stop> {
    if let Value::Object(draft) = serde_json::to_value(&kept.draft)? {
        kept.body.extend(draft);
    }
    let body = serde_json::to_string(&kept.body)?;
    Ok(ctx.tx.set_draft(ctx.member.telegram, number, &body).await?)
}
