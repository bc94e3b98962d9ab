//! `/next` and `/snooze`: what comes next, and not before when.

use chrono::{Days, NaiveDate};
use renmai_core::book::Done;
use renmai_core::contact::Contact;
use renmai_core::read::date::{When, is_no_day, parse_day, split_when};
use renmai_core::text::clean;
use renmai_core::vocabulary::ContactNo;

use crate::features::{log, mark};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, first_word, refused};

/// `/next 12 2026-12-05 send the quote`.
pub async fn next(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "next").await?;
    let (done, said) = set_next(ctx, &contact, rest).await?;
    Ok(ctx.changed_card(&done, said, None).await?.into())
}

/// Sets the next step from a text that begins with a day.
pub async fn set_next(
    ctx: &mut Context<'_>,
    contact: &Contact,
    text: &str,
) -> Result<(Done, mark::Phrase), Stop> {
    let no = contact.no;
    if is_no_day(text) {
        let done = ctx.book().unplan(contact).await?;
        let said = if done.change.is_some() {
            mark::Phrase::Unplanned { no }
        } else {
            mark::Phrase::NothingPlanned { no }
        };
        return Ok((done, said));
    }
    let (when, what) = step_in(ctx, text, no)?;
    let done = ctx.book().plan(contact, when, &clean(what)).await?;
    let said = match (done.change, when.at) {
        (Some(_), Some(at)) => mark::Phrase::PlannedAt { no, day: when.on, time: at },
        (Some(_), None) => mark::Phrase::Planned { no, day: when.on },
        (None, _) => mark::Phrase::AlreadyPlanned { no, day: when.on },
    };
    Ok((done, said))
}

/// The day that a text begins with, and what is to be done then; `no` is shown in the example when there is none.
pub(super) fn step_in<'a>(ctx: &Context<'_>, text: &'a str, no: ContactNo) -> Result<(When, &'a str), Stop> {
    let today = ctx.today();
    let Some((when, what)) = split_when(text, today) else {
        return Err(refused(mark::Phrase::NoSuchDay { typed: text.into(), no, command: "next" }));
    };
    if when.on < today {
        return Err(refused(mark::Phrase::DayIsPast { day: when.on, no, command: "next" }));
    }
    let local = ctx.at.with_timezone(&ctx.member.schedule.zone).time();
    if let Some(time) = when.at.filter(|time| when.on == today && *time <= local) {
        return Err(refused(mark::Phrase::TimeIsPast { time, no }));
    }
    Ok((when, what))
}

/// The day ahead that a text is; `no` is shown in the example when it is none.
pub(super) fn snooze_in(ctx: &Context<'_>, text: &str, no: ContactNo) -> Result<NaiveDate, Stop> {
    let today = ctx.today();
    let Some(until) = parse_day(text, today) else {
        return Err(refused(mark::Phrase::NoSuchDay { typed: text.into(), no, command: "snooze" }));
    };
    if until <= today {
        return Err(refused(mark::Phrase::DayIsPast { day: until, no, command: "snooze" }));
    }
    Ok(until)
}

/// `/snooze 12 3d`.
pub async fn snooze(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, rest) = first_word(args);
    let contact = ctx.contact(number, "snooze").await?;
    let no = contact.no;
    if is_no_day(rest) {
        let done = ctx.book().wake(&contact).await?;
        let said =
            if done.change.is_some() { mark::Phrase::Awake { no } } else { mark::Phrase::NotSnoozed { no } };
        return Ok(ctx.changed_card(&done, said, None).await?.into());
    }
    let until = snooze_in(ctx, rest, no)?;
    let (done, said) = snooze_until(ctx, &contact, until).await?;
    Ok(ctx.changed_card(&done, said, None).await?.into())
}

/// A snooze button: so many days from today.
pub async fn snooze_days(ctx: &mut Context<'_>, contact: &Contact, days: u16, back: Option<Place>) -> Answer {
    let today = ctx.today();
    let until = today.checked_add_days(Days::new(u64::from(days.max(1)))).unwrap_or(today);
    let (done, said) = snooze_until(ctx, contact, until).await?;
    let callback_answer = said.clone();
    if let Some(Place::AfterDue(_) | Place::AfterMorning(..)) = back {
        let line = log::after_change(ctx, &done, said, back).await?;
        let outcome = line.beside_the_list(ctx, Outcome::default()).await?;
        return Ok(outcome.and_callback_answer(callback_answer));
    }
    let card = mark::card::after(ctx, &done, said, back).await?;
    Ok(Outcome::from(card).and_callback_answer(callback_answer))
}

async fn snooze_until(
    ctx: &mut Context<'_>,
    contact: &Contact,
    until: NaiveDate,
) -> Result<(Done, mark::Phrase), Stop> {
    let done = ctx.book().snooze(contact, until).await?;
    let no = contact.no;
    let said = match (done.change, done.contact.due) {
        (Some(_), _) => mark::Phrase::Snoozed { no, day: until },
        (None, Some(due)) if contact.snoozed_until != Some(until) => {
            mark::Phrase::DueLaterAnyway { no, day: due.on }
        }
        (None, _) => mark::Phrase::AlreadySnoozed { no, day: until },
    };
    Ok((done, said))
}
