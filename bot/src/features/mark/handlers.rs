//! `/grade`, `/stage`, `/value`: one field, kept in the history with its reason.

use renmai_core::text::clean;
use renmai_core::vocabulary::{Grade, Stage, Value};

use super::Phrase;
use crate::handler::{Answer, Context, first_word, refused};

/// `/grade 12 A [reason]`.
pub async fn grade(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "grade").await?;
    let (typed, reason) = first_word(rest);
    let grade = Grade::parse(typed.trim_end_matches('级'))
        .ok_or_else(|| refused(Phrase::NoSuchGrade { typed: typed.into(), no: contact.no }))?;
    let done = ctx.book().grade(&contact, grade, said(reason).as_deref()).await?;
    let what = match done.change {
        Some(_) if contact.grade != grade => {
            Phrase::Graded { no: contact.no, before: contact.grade, after: grade }
        }
        // A reason may be new.
        _ => Phrase::AlreadyGraded { no: contact.no, grade },
    };
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// `/stage 12 interested [reason]`.
pub async fn stage(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "stage").await?;
    let (typed, reason) = first_word(rest);
    let stage = Stage::parse(typed)
        .ok_or_else(|| refused(Phrase::NoSuchStage { typed: typed.into(), no: contact.no }))?;
    let done = ctx.book().stage(&contact, stage, said(reason).as_deref()).await?;
    let what = match done.change {
        Some(_) => Phrase::Staged { no: contact.no, before: contact.stage, after: stage },
        None => Phrase::AlreadyStaged { no: contact.no, stage },
    };
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// `/value 12 high [reason]`.
pub async fn value(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "value").await?;
    let (typed, reason) = first_word(rest);
    let value = Value::parse(typed)
        .ok_or_else(|| refused(Phrase::NoSuchValue { typed: typed.into(), no: contact.no }))?;
    let done = ctx.book().value(&contact, value, said(reason).as_deref()).await?;
    let what = match done.change {
        Some(_) => Phrase::Valued { no: contact.no, value },
        None => Phrase::AlreadyValued { no: contact.no, value },
    };
    Ok(ctx.changed_card(&done, what, None).await?.into())
}

/// All of it: a message is never longer than what may be kept.
fn said(reason: &str) -> Option<String> {
    Some(clean(reason)).filter(|reason| !reason.is_empty())
}
