//! The same field of several contacts in one line: `/grade 12,15-18 B`.

use renmai_core::book::Mark;
use renmai_core::contact::NextStep;
use renmai_core::read::date::When;
use renmai_core::text::clean;
use renmai_core::vocabulary::ContactNo;

use super::{handlers, plan};
use crate::features::several::{self, Phrase, Reply};
use crate::handler::{Answer, Context};

/// `/grade 12,15 B [reason]`.
pub async fn grade(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let (grade, reason) = handlers::grade_in(args, first(numbers))?;
    set(ctx, numbers, Mark::Grade(grade), reason.as_deref(), |count| Phrase::Graded { count, grade }).await
}

/// `/stage 12,15 interested [reason]`.
pub async fn stage(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let (stage, reason) = handlers::stage_in(args, first(numbers))?;
    set(ctx, numbers, Mark::Stage(stage), reason.as_deref(), |count| Phrase::Staged { count, stage }).await
}

/// `/value 12,15 high [reason]`.
pub async fn value(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let (value, reason) = handlers::value_in(args, first(numbers))?;
    set(ctx, numbers, Mark::Value(value), reason.as_deref(), |count| Phrase::Valued { count, value }).await
}

/// `/next 12,15 fri send the quote`.
pub async fn next(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let (When { on: day, at }, what) = plan::step_in(ctx, args, first(numbers))?;
    let step = NextStep { on: day, at, what: clean(what) };
    set(ctx, numbers, Mark::NextStep(step), None, |count| Phrase::Planned { count, day }).await
}

/// `/snooze 12-15 1w`.
pub async fn snooze(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let day = plan::snooze_in(ctx, args, first(numbers))?;
    set(ctx, numbers, Mark::Snooze(day), None, |count| Phrase::Snoozed { count, day }).await
}

/// The number that an example shows.
fn first(numbers: &[ContactNo]) -> ContactNo {
    numbers.first().copied().unwrap_or(ContactNo(12))
}

async fn set(
    ctx: &mut Context<'_>,
    numbers: &[ContactNo],
    mark: Mark,
    reason: Option<&str>,
    said: impl FnOnce(usize) -> Phrase,
) -> Answer {
    let (contacts, missing) = several::contacts(ctx, numbers).await?;
    let many = ctx.book().mark_many(&contacts, &mark, reason).await?;
    Ok(Reply { said: said(many.changed.len()), many, missing }.into())
}
