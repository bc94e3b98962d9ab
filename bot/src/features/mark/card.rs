//! What the buttons of a card set: grade, rest.

use renmai_core::book::{Done, RestAnswer};
use renmai_core::contact::Contact;
use renmai_core::vocabulary::{Grade, Stage, Value};

use super::{Phrase, Reply};
use crate::features::card::View;
use crate::features::due;
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop};

/// A grade button of a card.
pub async fn set_grade(
    ctx: &mut Context<'_>,
    contact: &Contact,
    grade: Grade,
    back: Option<Place>,
) -> Answer {
    let done = ctx.book().grade(contact, grade, None).await?;
    let said = Phrase::graded(contact, &done, grade);
    let callback_answer = said.clone();
    Ok(Outcome::from(after(ctx, &done, said, back).await?).and_callback_answer(callback_answer))
}

/// A stage button of a card.
pub async fn set_stage(
    ctx: &mut Context<'_>,
    contact: &Contact,
    stage: Stage,
    back: Option<Place>,
) -> Answer {
    let done = ctx.book().stage(contact, stage, None).await?;
    let said = Phrase::staged(contact, &done, stage);
    let callback_answer = said.clone();
    Ok(Outcome::from(after(ctx, &done, said, back).await?).and_callback_answer(callback_answer))
}

/// A value button of a card.
pub async fn set_value(
    ctx: &mut Context<'_>,
    contact: &Contact,
    value: Value,
    back: Option<Place>,
) -> Answer {
    let done = ctx.book().value(contact, value, None).await?;
    let said = Phrase::valued(contact, &done, value);
    let callback_answer = said.clone();
    Ok(Outcome::from(after(ctx, &done, said, back).await?).and_callback_answer(callback_answer))
}

/// Declines a proposed grade.
pub async fn decline_grade(
    ctx: &mut Context<'_>,
    contact: &Contact,
    grade: Grade,
    back: Option<Place>,
) -> Answer {
    let no = contact.no;
    let Some(done) = ctx.book().decline_grade(contact, grade).await? else {
        let card = View { back, ..ctx.card(contact).await? };
        return Ok(Outcome::from(card).and_callback_answer(Phrase::NotProposed { no, grade }));
    };
    let said = Phrase::GradeKept { no, grade: contact.grade };
    let callback_answer = said.clone();
    Ok(Outcome::from(after(ctx, &done, said, back).await?).and_callback_answer(callback_answer))
}

/// Answers the proposal to rest.
pub async fn rest(
    ctx: &mut Context<'_>,
    contact: &Contact,
    answer: RestAnswer,
    back: Option<Place>,
) -> Answer {
    let done = ctx.book().rest(contact, answer).await?;
    let no = contact.no;
    let said = match answer {
        RestAnswer::Lower => Phrase::RestLowered { no, grade: done.contact.grade },
        RestAnswer::Pool => Phrase::RestPooled { no },
        RestAnswer::Keep => Phrase::RestKept { no },
    };
    if !ctx.member.may_see(&done.contact) {
        // It lies in the pool now, out of a salesperson's sight: only what was done is left to say.
        return Ok(Reply::Gone { said, change: done.change }.into());
    }
    Ok(Outcome::from(ctx.changed_card(&done, said, back).await?))
}

/// The card after a change, with the next of the list behind it.
pub(super) async fn after(
    ctx: &mut Context<'_>,
    done: &Done,
    said: Phrase,
    back: Option<Place>,
) -> Result<View, Stop> {
    let ahead = match back {
        Some(place) => due::ahead(ctx, place, &done.contact, None).await?,
        None => None,
    };
    let ahead = ahead.map(|ahead| ahead.key(&ctx.words()));
    Ok(View { ahead, ..ctx.changed_card(done, said, back).await? })
}
