//! `/fair Light+Building 2026 until fri`, what it has brought so far, and its evenings.

use chrono::{DateTime, Days, NaiveTime, Utc};
use renmai_core::calendar::Owed;
use renmai_core::fair::Fair;
use renmai_core::read::fair::{FairError, FairWish, LONGEST_FAIR, parse_fair};
use renmai_core::store::{FairLeads, StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ChangeId, ContactNo, Grade};

use super::{FairButton, Head, Phrase, View};
use crate::features::field;
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::i18n::AnyReply;

/// How many days a fair lasts of which nobody says how long, the first included.
const USUAL_DAYS: u64 = 7;

/// `/fair`, `/fair Light+Building 2026 until fri`, `/fair off`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    if args.is_empty() {
        return match present(ctx) {
            Some(fair) => Ok(view(ctx, fair, Head::Status, None).await?.into()),
            None => Ok(Phrase::NoFair.into()),
        };
    }
    let today = ctx.today();
    match parse_fair(args, today).map_err(|error| refused(why_not(error)))? {
        FairWish::End => end(ctx).await,
        FairWish::Go { name, until } => {
            let present = present(ctx);
            let fair = match (name, present) {
                // The same fair goes on, for longer or not.
                (None, Some(fair)) => Fair { until: until.unwrap_or(fair.until), ..fair },
                (Some(name), Some(fair)) if name == fair.name => {
                    Fair { until: until.unwrap_or(fair.until), ..fair }
                }
                (Some(name), _) => {
                    let usual = today.checked_add_days(Days::new(USUAL_DAYS - 1)).unwrap_or(today);
                    Fair { name, since: ctx.at, until: until.unwrap_or(usual), ended_at: None }
                }
                (None, None) => return Err(refused(Phrase::NoName)),
            };
            begin(ctx, fair).await
        }
    }
}

async fn begin(ctx: &mut Context<'_>, fair: Fair) -> Answer {
    let done = ctx.book().set_fair(fair.clone()).await?;
    let (change, head) = match done {
        Some((member, change)) => {
            ctx.member = member;
            (Some(change), Head::Begun)
        }
        None => (None, Head::Status),
    };
    Ok(view(ctx, fair, head, change).await?.into())
}

/// Ends the fair that is on; what it has brought is said, and stays to be graded.
async fn end(ctx: &mut Context<'_>) -> Answer {
    let Some(fair) = present(ctx) else { return Err(refused(Phrase::NoFair)) };
    let ended = Fair { ended_at: Some(ctx.at), ..fair };
    let done = ctx.book().set_fair(ended.clone()).await?;
    let change = done.map(|(member, change)| {
        ctx.member = member;
        change
    });
    Ok(view(ctx, ended, Head::Ended, change).await?.into())
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: FairButton) -> Answer {
    match button {
        FairButton::End { .. } => end(ctx).await,
        FairButton::Grade { no, grade, .. } => set_grade(ctx, no, grade).await,
    }
}

/// Grades a lead of the list, which is shown anew without it.
async fn set_grade(ctx: &mut Context<'_>, no: ContactNo, grade: Grade) -> Answer {
    let Some(fair) = ctx.member.fair.clone() else { return Err(refused(common::Phrase::OldButton)) };
    let contact = ctx.contact_no(no).await?;
    let done = ctx.book().grade(&contact, grade, None).await?;
    let said = Phrase::Graded { no, name: contact.title().to_owned(), grade };
    let view = view(ctx, fair, Head::Graded(said.clone()), done.change).await?;
    Ok(Outcome::from(view).and_callback_answer(said))
}

/// The fair that is on.
fn present(ctx: &Context<'_>) -> Option<Fair> {
    ctx.member.fair.clone().filter(|fair| fair.is_on(&ctx.member.schedule, ctx.at))
}

async fn view(ctx: &mut Context<'_>, fair: Fair, head: Head, change: Option<ChangeId>) -> Result<View, Stop> {
    let leads = leads(ctx.tx, &ctx.member, &fair, ctx.now).await?;
    let on = fair.is_on(&ctx.member.schedule, ctx.now);
    Ok(View { fair, leads, head, on, change, drawn: ctx.update })
}

/// The leads of a fair, and how many of them are of the member's local day.
async fn leads(
    tx: &mut Tx,
    member: &Member,
    fair: &Fair,
    now: DateTime<Utc>,
) -> Result<FairLeads, StoreError> {
    let zone = member.schedule.zone;
    let midnight = member.schedule.today(now).and_time(NaiveTime::MIN).and_local_timezone(zone).earliest();
    tx.fair_leads(member, fair, midnight.map_or(now, |midnight| midnight.to_utc())).await
}

/// The evening of a day at a fair: nothing is said where the day brought nobody.
///
/// # Errors
/// When the book cannot be read.
pub async fn evening(
    tx: &mut Tx,
    member: &Member,
    owed: &Owed,
    now: DateTime<Utc>,
) -> Result<Option<AnyReply>, StoreError> {
    let Some(fair) = member.fair.clone() else { return Ok(None) };
    let leads = leads(tx, member, &fair, now).await?;
    let drawn = i64::from(chrono::Datelike::num_days_from_ce(&owed.day));
    let view = View { fair, head: Head::Evening, on: true, change: None, drawn, leads };
    Ok((view.leads.since > 0).then(|| view.into()))
}

fn why_not(error: FairError) -> AnyReply {
    match error {
        FairError::NoName => Phrase::NoName.into(),
        FairError::TooLong => Phrase::TooLong.into(),
        FairError::BoughtList => field::Phrase::BoughtList.into(),
        FairError::BadDay(typed) => Phrase::BadDay { typed: typed.as_str().into() }.into(),
        FairError::Past(day) => Phrase::Past { day }.into(),
        FairError::TooFar(day) => Phrase::TooFar { day, most: LONGEST_FAIR }.into(),
    }
}
