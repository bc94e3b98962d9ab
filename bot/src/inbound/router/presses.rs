//! Pressed buttons, each to the feature that drew it. What it does depends on what is true now.

use renmai_core::store::Pressed;
use renmai_core::vocabulary::ContactNo;

use crate::features::{
    AnyButton, AnyDialogue, attach, card, clean, due, edit, find, forget, help, history, insight, log, mark,
    undo, verify, whom,
};
use crate::handler::buttons::{Button, CardAct, Effect, Place};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// Carries out a press.
pub async fn press(ctx: &mut Context<'_>, data: &str) -> Answer {
    let Some(drawn) = AnyButton::parse(data) else {
        return Ok(Outcome::callback_answer(common::Phrase::OldButton));
    };
    // A press that changes something is marked: Telegram may send it again under a new update id.
    if drawn.effect() == Effect::Changes
        && let Some(message) = ctx.pressed
        && let Some(before) = ctx.tx.press(&ctx.member, message, data, ctx.now).await?
    {
        return done_before(ctx, &drawn, before).await;
    }
    let button = match drawn {
        AnyButton::Common(button) => button,
        of_feature => return of_feature.press(ctx).await,
    };
    match button {
        Button::Card { act, no, version: _, back } => card_button(ctx, act, no, back).await,
        Button::List(place) => list(ctx, place).await,
        Button::VerifyAll => verify::all(ctx).await,
        Button::Undo(change) => undo::press(ctx, change).await,
        Button::Choose { question, choice } => asked(ctx, question).await?.choose(ctx, choice).await,
        Button::Cancel { question } => {
            asked(ctx, question).await?;
            help::cancel(ctx, "").await
        }
    }
}

/// What is being asked, if it is this question: a choice of another one, or of one that was answered, is void.
async fn asked(ctx: &mut Context<'_>, question: i64) -> Result<AnyDialogue, Stop> {
    let asking = ctx.dialogue::<AnyDialogue>().await?.ok_or_else(|| refused(common::Phrase::NothingAsked))?;
    match ctx.is_asking(question).await? {
        true => Ok(asking),
        false => Err(refused(common::Phrase::QuestionOver)),
    }
}

/// A button of a card. It acts on the contact as it is now and leaves the refreshed card.
async fn card_button(ctx: &mut Context<'_>, act: CardAct, no: ContactNo, back: Option<Place>) -> Answer {
    let contact = ctx.contact_no(no).await?;
    match act {
        CardAct::Show => card::show(ctx, &contact, back).await,
        CardAct::Log(kind) => log::question::ask(ctx, &contact, kind, back).await,
        CardAct::Grade(grade) => mark::card::set_grade(ctx, &contact, grade, back).await,
        CardAct::Snooze(days) => mark::plan::snooze_days(ctx, &contact, days, back).await,
        CardAct::Stage(stage) => mark::card::set_stage(ctx, &contact, stage, back).await,
        CardAct::Value(value) => mark::card::set_value(ctx, &contact, value, back).await,
        CardAct::More => card::more(ctx, &contact, back).await,
        CardAct::NextStep => mark::next_step::ask(ctx, &contact, back).await,
        CardAct::History(page) => history::page(ctx, &contact, page, back).await,
        CardAct::WholeHistory => history::whole(ctx, &contact).await,
        CardAct::Rest(answer) => mark::card::rest(ctx, &contact, answer, back).await,
        CardAct::DeclineGrade(grade) => mark::card::decline_grade(ctx, &contact, grade, back).await,
        CardAct::Fill(field) => edit::question::ask(ctx, &contact, field, back).await,
        CardAct::Mend => edit::mend(ctx, &contact, back).await,
        CardAct::Forget => forget::ask(ctx, &contact, back).await,
        CardAct::ForgetYes => forget::erase(ctx, &contact, back).await,
        CardAct::Retire => clean::retire(ctx, &contact, back).await,
        CardAct::Keep(flaws) => clean::keep(ctx, &contact, flaws, back).await,
        CardAct::Attached(number) => attach::show(ctx, &contact, number).await,
    }
}

/// A page of a list, in place of the message.
async fn list(ctx: &mut Context<'_>, place: Place) -> Answer {
    match place {
        Place::Due(page) => due::page(ctx, page).await,
        Place::DueOf(whose, grade, page) => due::of::page(ctx, whose, grade, page).await,
        Place::Found(search, page) => find::page(ctx, search, page).await,
        Place::Named(search, page) => whom::page(ctx, search, page).await,
        Place::Morning(day, page) => due::morning_page(ctx, day, page).await,
        Place::Insights(page) => insight::due_page(ctx, page).await,
        Place::Clean(page) => clean::page(ctx, page).await,
        Place::Review(done) => clean::review(ctx, done, None).await,
        Place::AfterDue(_) | Place::AfterMorning(..) => log::back(ctx, place).await,
    }
}

/// The same press again: nothing changes, the card is shown as it now is, and the answer says who did it and when.
async fn done_before(ctx: &mut Context<'_>, drawn: &AnyButton, before: Pressed) -> Answer {
    let by = ctx.tx.member(ctx.scope(), before.by).await?.map(|member| member.name).unwrap_or_default();
    let at = before.at.with_timezone(&ctx.member.schedule.zone).naive_local();
    let said = common::Phrase::DoneBefore { by, at };
    match drawn {
        AnyButton::Common(Button::Card {
            act: CardAct::Retire | CardAct::Keep(_),
            back: Some(place),
            ..
        }) => Ok(list(ctx, *place).await?.and_callback_answer(said)),
        AnyButton::Common(Button::Card { act, no, back, .. }) if *act != CardAct::ForgetYes => {
            let contact = ctx.contact_no(*no).await?;
            let card = ctx.card(&contact).await?;
            Ok(Outcome::from(card::View { back: *back, ..card }).and_callback_answer(said))
        }
        _ => Ok(Outcome::callback_answer(said)),
    }
}
