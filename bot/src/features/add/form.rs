//! `/add` step by step: one short question at a time, each with *Skip*.

use renmai_core::book::Doubt;
use renmai_core::contact::Profile;
use renmai_core::read::Draft;
use renmai_core::read::add::parse_add;
use renmai_core::read::field::settle;
use renmai_core::vocabulary::{Field, Grade};
use serde::{Deserialize, Serialize};

use super::{Phrase, Reply};
use crate::features::add;
use crate::features::field::wrong_value;
use crate::handler::{Answer, Context, Outcome, common, refused};

/// The questions, in order.
const STEPS: [Field; 6] =
    [Field::Name, Field::Company, Field::Email, Field::Phone, Field::Country, Field::Source];

/// The number of the *Skip* button; the grades come before it.
pub const SKIP: u8 = 9;

/// How far the form is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    draft: Box<Draft>,
    step: usize,
}

/// Begins.
pub async fn begin(ctx: &mut Context<'_>) -> Answer {
    ask(ctx, State { draft: Box::default(), step: 0 }).await
}

async fn ask(ctx: &mut Context<'_>, state: State) -> Answer {
    let field = STEPS.get(state.step).copied();
    let question = ctx.enter(state).await?;
    Ok(match field {
        Some(field) => Reply::AskStep { field, question },
        None => Reply::AskGrade { question },
    }
    .into())
}

/// An answer. A whole contact in one message is taken as one.
pub async fn answer(ctx: &mut Context<'_>, mut state: State, text: &str) -> Answer {
    let today = ctx.today();
    if matches!(text.trim().to_lowercase().as_str(), "-" | "skip" | "跳过" | "没有" | "无") {
        return skip(ctx, state).await;
    }
    // "Schmidt, Anna" answers the question for a name.
    let mut alone = Profile::default();
    let one_name = text.split_whitespace().count() == 2
        && Field::Name.take(&mut alone, text, today).is_ok()
        && alone.name.is_some_and(|name| !name.contains([',', '，']));
    if state.step == 0
        && !one_name
        && text.contains([',', '，', '\n'])
        && let Ok(draft) = parse_add(text, today)
        && draft.profile.name.is_some()
        && draft.profile.company.is_some()
    {
        ctx.leave().await?;
        return add::add(ctx, draft.into(), Doubt::Ask).await;
    }
    match STEPS.get(state.step) {
        Some(field) => {
            let besides = field
                .take(&mut state.draft.profile, text, today)
                .map_err(|error| refused(wrong_value(*field, text, error)))?;
            state.draft.leftover.extend(besides);
            settle(&mut state.draft.profile);
            ask(ctx, State { step: state.step + 1, ..state }).await
        }
        None => match Grade::parse(text.trim().trim_end_matches('级')) {
            Some(grade) => finish(ctx, state, Some(grade)).await,
            None => Err(refused(Phrase::NotAGrade { typed: text.into() })),
        },
    }
}

/// A button: a grade, or *Skip*.
pub async fn choose(ctx: &mut Context<'_>, state: State, choice: u8) -> Answer {
    match (choice, STEPS.get(state.step)) {
        (SKIP, _) => skip(ctx, state).await,
        (at, None) => finish(ctx, state, Grade::ALL.get(usize::from(at)).copied()).await,
        _ => Ok(Outcome::callback_answer(common::Phrase::NothingAsked)),
    }
}

async fn skip(ctx: &mut Context<'_>, state: State) -> Answer {
    let profile = &state.draft.profile;
    if state.step == 1 && profile.name.is_none() {
        return Err(refused(Phrase::NameOrCompanyMissing));
    }
    match STEPS.get(state.step) {
        Some(_) => ask(ctx, State { step: state.step + 1, ..state }).await,
        None => finish(ctx, state, None).await,
    }
}

async fn finish(ctx: &mut Context<'_>, state: State, grade: Option<Grade>) -> Answer {
    ctx.leave().await?;
    add::add(ctx, Draft { grade, ..*state.draft }.into(), Doubt::Ask).await
}
