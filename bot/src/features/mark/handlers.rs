//! `/grade`, `/stage`, `/value`: one field, kept in the history with its reason.

use renmai_core::text::clean;
use renmai_core::vocabulary::{ContactNo, Grade, Stage, Value};

use super::Phrase;
use crate::handler::{Answer, Context, Stop, first_word, refused};

/// `/grade 12 A [reason]`.
pub async fn grade(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "grade").await?;
    let (grade, reason) = grade_in(rest, contact.no)?;
    let done = ctx.book().grade(&contact, grade, reason.as_deref()).await?;
    let what = Phrase::graded(&contact, &done, grade);
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// `/stage 12 interested [reason]`.
pub async fn stage(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "stage").await?;
    let (stage, reason) = stage_in(rest, contact.no)?;
    let done = ctx.book().stage(&contact, stage, reason.as_deref()).await?;
    let what = Phrase::staged(&contact, &done, stage);
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// `/value 12 high [reason]`.
pub async fn value(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "value").await?;
    let (value, reason) = value_in(rest, contact.no)?;
    let done = ctx.book().value(&contact, value, reason.as_deref()).await?;
    let what = Phrase::valued(&contact, &done, value);
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// All of it: a message is never longer than what may be kept.
fn said(reason: &str) -> Option<String> {
    Some(clean(reason)).filter(|reason| !reason.is_empty())
}

/// The grade that a text begins with, and the reason after it; `no` is shown in the example when it is none.
pub(super) fn grade_in(text: &str, no: ContactNo) -> Result<(Grade, Option<String>), Stop> {
    let (typed, reason) = first_word(text);
    let grade = Grade::parse(typed.trim_end_matches('级'))
        .ok_or_else(|| refused(Phrase::NoSuchGrade { typed: typed.into(), no }))?;
    Ok((grade, said(reason)))
}

/// The stage that a text begins with, and the reason after it; `no` is shown in the example when it is none.
pub(super) fn stage_in(text: &str, no: ContactNo) -> Result<(Stage, Option<String>), Stop> {
    let (typed, reason) = first_word(text);
    let stage =
        Stage::parse(typed).ok_or_else(|| refused(Phrase::NoSuchStage { typed: typed.into(), no }))?;
    Ok((stage, said(reason)))
}

/// The value that a text begins with, and the reason after it; `no` is shown in the example when it is none.
pub(super) fn value_in(text: &str, no: ContactNo) -> Result<(Value, Option<String>), Stop> {
    let (typed, reason) = first_word(text);
    let value =
        Value::parse(typed).ok_or_else(|| refused(Phrase::NoSuchValue { typed: typed.into(), no }))?;
    Ok((value, said(reason)))
}
