//! Pressed buttons, each to the feature that drew it. What it does depends on what is true now.

use crate::buttons::{Button, CardAct, Feature, Place};
use crate::commands;
use crate::ctx::{Answer, Ctx, Outcome};
use crate::words::common;

/// Carries out a press.
pub(crate) async fn press(ctx: &mut Ctx<'_>, data: &str) -> Answer {
    let Some(button) = Button::parse(data) else {
        return Ok(Outcome::toast(common::Said::OldButton));
    };
    // A press that changes something is marked: Telegram may send it again under a new update id.
    if changes(&button)
        && let Some(message) = ctx.pressed
        && let Some(before) = ctx.tx.press(&ctx.member, message, data, ctx.now).await?
    {
        return done_before(ctx, &button, before).await;
    }
    match button {
        Button::Card { act, no, version: _, back } => commands::card::press(ctx, act, no, back).await,
        Button::List(place) => list(ctx, place).await,
        Button::Undo(change) => commands::undo::press(ctx, change).await,
        Button::Choose(choice) => match ctx.dialogue().await? {
            Some(dialogue) => dialogue.choose(ctx, choice).await,
            None => Ok(Outcome::toast(common::Said::NothingAsked)),
        },
        Button::Cancel => commands::help::cancel(ctx, "").await,
        Button::Feature { feature, verb, number, version } => match feature {
            Feature::Settings => commands::settings::press(ctx, verb, number, version).await,
            Feature::Team => commands::team::press(ctx, verb, number, version).await,
            Feature::Files => commands::import::press(ctx, verb, number, version).await,
            Feature::Insight => commands::insight::press(ctx, verb, number, version).await,
            Feature::Metrics => commands::metrics::press(ctx, verb, number, version).await,
            Feature::Clean => commands::clean::press(ctx, verb, number, version).await,
            Feature::Ideal => commands::ideal::press(ctx, verb, number, version).await,
            Feature::Draft => commands::draft::press(ctx, verb, number).await,
        },
    }
}

/// A page of a list, in place of the message.
pub(crate) async fn list(ctx: &mut Ctx<'_>, place: Place) -> Answer {
    match place {
        Place::Due(page) => commands::due::page(ctx, page).await,
        Place::Found(search, page) => commands::find::page(ctx, search, page).await,
        Place::Morning(day, page) => commands::due::morning_page(ctx, day, page).await,
        Place::Insights(page) => commands::insight::due_page(ctx, page).await,
        Place::Clean(page) => commands::clean::page(ctx, page).await,
        Place::Review(done) => commands::clean::review(ctx, done, None).await,
    }
}

/// Whether a button changes the book in a way that a second press would repeat. Features mark their own.
fn changes(button: &Button) -> bool {
    match button {
        Button::Card { act, .. } => match act {
            CardAct::Grade(_)
            | CardAct::Snooze(_)
            | CardAct::Rest(_)
            | CardAct::DeclineGrade(_)
            | CardAct::Mend
            | CardAct::ForgetYes
            | CardAct::Retire
            | CardAct::Keep(_) => true,
            CardAct::Show
            | CardAct::Log(_)
            | CardAct::NextStep
            | CardAct::History(_)
            | CardAct::Fill(_)
            | CardAct::Attached(_)
            | CardAct::Forget => false,
        },
        Button::Undo(_) => true,
        Button::List(_) | Button::Choose(_) | Button::Cancel | Button::Feature { .. } => false,
    }
}

/// The same press again: nothing changes, the card is shown as it now is, and the answer says who did it and when.
async fn done_before(ctx: &mut Ctx<'_>, button: &Button, before: renmai_core::store::Pressed) -> Answer {
    let by = ctx.tx.member(ctx.scope(), before.by).await?.map(|member| member.name).unwrap_or_default();
    let at = before.at.with_timezone(&ctx.member.schedule.zone).format("%m-%d %H:%M").to_string();
    let said = common::Said::DoneBefore { by, at };
    match button {
        Button::Card { act: CardAct::Retire | CardAct::Keep(_), back: Some(place), .. } => {
            Ok(list(ctx, *place).await?.and_toast(said))
        }
        Button::Card { act, no, back, .. } if *act != CardAct::ForgetYes => {
            let contact = ctx.contact_no(*no).await?;
            let card = ctx.card(&contact).await?;
            Ok(Outcome::from(crate::words::card::View { back: *back, ..card }).and_toast(said))
        }
        _ => Ok(Outcome::toast(said)),
    }
}
