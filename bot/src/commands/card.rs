//! `/l12`: the card, and its buttons.

use renmai_core::book::RestAnswer;
use renmai_core::contact::Contact;
use renmai_core::vocabulary::{ContactNo, Grade};

use super::{attach, clean, edit, forget, history};
use crate::buttons::{CardAct, Place};
use crate::commands::plan;
use crate::ctx::{Answer, Ctx, Outcome};
use crate::dialogues::{fill, log_line, next_step};
use crate::words::card::View;
use crate::words::mark;

/// Shows the card.
pub async fn run(ctx: &mut Ctx<'_>, no: ContactNo) -> Answer {
    let contact = ctx.contact_no(no).await?;
    Ok(ctx.card(&contact).await?.into())
}

/// A button of a card. It acts on the contact as it is now and leaves the refreshed card.
pub async fn press(ctx: &mut Ctx<'_>, act: CardAct, no: ContactNo, back: Option<Place>) -> Answer {
    let contact = ctx.contact_no(no).await?;
    match act {
        CardAct::Show => {
            ctx.leave().await?;
            Ok(View { back, ..ctx.card(&contact).await? }.into())
        }
        CardAct::Log(kind) => log_line::ask(ctx, &contact, kind, back).await,
        CardAct::Grade(grade) => set_grade(ctx, &contact, grade, back).await,
        CardAct::Snooze(days) => plan::snooze_days(ctx, &contact, days, back).await,
        CardAct::NextStep => next_step::ask(ctx, &contact, back).await,
        CardAct::History(page) => history::page(ctx, &contact, page, back).await,
        CardAct::Rest(answer) => rest(ctx, &contact, answer, back).await,
        CardAct::DeclineGrade(grade) => decline_grade(ctx, &contact, grade, back).await,
        CardAct::Fill(field) => fill::ask(ctx, &contact, field, back).await,
        CardAct::Mend => edit::mend(ctx, &contact, back).await,
        CardAct::Forget => forget::ask(ctx, &contact, back).await,
        CardAct::ForgetYes => forget::erase(ctx, &contact, back).await,
        CardAct::Retire => clean::retire(ctx, &contact, back).await,
        CardAct::Keep(flaws) => clean::keep(ctx, &contact, flaws, back).await,
        CardAct::Attached(number) => attach::show(ctx, &contact, number).await,
    }
}

async fn set_grade(ctx: &mut Ctx<'_>, contact: &Contact, grade: Grade, back: Option<Place>) -> Answer {
    let done = ctx.book().grade(contact, grade, None).await?;
    let said = match done.change {
        Some(_) => mark::Said::Graded { no: contact.no, before: contact.grade, after: grade },
        None => mark::Said::AlreadyGraded { no: contact.no, grade },
    };
    let toast = said.clone();
    Ok(Outcome::from(ctx.changed_card(&done, said, back).await?).and_toast(mark::Reply::Said(toast)))
}

async fn decline_grade(ctx: &mut Ctx<'_>, contact: &Contact, grade: Grade, back: Option<Place>) -> Answer {
    let no = contact.no;
    let Some(done) = ctx.book().decline_grade(contact, grade).await? else {
        let card = View { back, ..ctx.card(contact).await? };
        return Ok(Outcome::from(card).and_toast(mark::Said::NotProposed { no, grade }));
    };
    let said = mark::Said::GradeKept { no, grade: contact.grade };
    let toast = said.clone();
    Ok(Outcome::from(ctx.changed_card(&done, said, back).await?).and_toast(toast))
}

async fn rest(ctx: &mut Ctx<'_>, contact: &Contact, answer: RestAnswer, back: Option<Place>) -> Answer {
    let done = ctx.book().rest(contact, answer).await?;
    let no = contact.no;
    let said = match answer {
        RestAnswer::Lower => mark::Said::RestLowered { no, grade: done.contact.grade },
        RestAnswer::Pool => mark::Said::RestPooled { no },
        RestAnswer::Keep => mark::Said::RestKept { no },
    };
    if !ctx.member.may_see(&done.contact) {
        // It lies in the pool now, out of a salesperson's sight: only what was done is left to say.
        return Ok(mark::Reply::Gone { said, change: done.change }.into());
    }
    Ok(Outcome::from(ctx.changed_card(&done, said, back).await?))
}
