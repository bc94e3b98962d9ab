//! `/due`: my follow-ups; and the morning's list, as it was planned that day.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use renmai_core::calendar::Owed;
use renmai_core::contact::{Contact, FollowUp};
use renmai_core::follow_up::needs_address;
use renmai_core::store::{Counts, Result, RoutinePlan, Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{DueReason, Grade, Routine};

use super::{Phrase, Reply};
use crate::features::list::{PAGE, Row, View, last_page};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Stop, common, refused};
use crate::i18n::AnyReply;

/// How many contacts a morning's list holds at most; a day has no hours for more, and `/due` has them all.
const MOST: u32 = 200;

/// How many who need an address are named in a morning, and how many `/due` shows: those of one bad list. The others
/// come on the next.
const MOST_NEEDING: usize = 200;

/// `/due`.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    page(ctx, 0).await
}

/// A page of what is due now.
pub async fn page(ctx: &mut Context<'_>, page: u32) -> Answer {
    let scope = Scope::own(&ctx.member);
    let today = ctx.member.schedule.today(ctx.now);
    let mut count = ctx.tx.due_count(scope, today).await?;
    let due = count.total();
    let needing = ctx.tx.in_need_of_address(scope, today, MOST_NEEDING).await?;
    count.extend(needing.iter().map(|contact| contact.grade));
    if count.total() == 0 {
        return Ok(match ctx.tx.next_due(scope, today).await? {
            Some((day, count)) => Phrase::NothingDueUntil { day, count }.into(),
            None => Phrase::NothingDue.into(),
        });
    }
    let page = page.min(last_page(count.total()));
    let first = page.saturating_mul(PAGE);
    let mut contacts = ctx.tx.due(scope, today, first, PAGE).await?;
    // Whoever needs an address stands at the end.
    let skipped = usize::try_from(u64::from(first).saturating_sub(due)).unwrap_or(usize::MAX);
    contacts.extend(needing.into_iter().skip(skipped).take(PAGE as usize - contacts.len()));
    let head = Phrase::DueHead {
        total: count.total(),
        a: count.of(Grade::A),
        b: count.of(Grade::B),
        c: count.of(Grade::C),
    };
    Ok(View {
        head: head.into(),
        rows: contacts
            .into_iter()
            .map(|contact| Row { due: due_of(&contact, today), contact, done: false })
            .collect(),
        place: Place::Due(page),
        page,
        total: count.total(),
        today,
    }
    .into())
}

/// The morning's message: what is due, kept as it was planned; nothing due, no message.
pub async fn morning(
    tx: &mut Tx,
    member: &Member,
    owed: &Owed,
    now: DateTime<Utc>,
) -> Result<Option<AnyReply>> {
    let scope = Scope::own(member);
    let mut contacts = tx.due(scope, owed.day, 0, MOST).await?;
    let room = MOST_NEEDING.min(MOST as usize - contacts.len());
    let needing = tx.in_need_of_address(scope, owed.day, room).await?;
    tx.set_address_asked(scope, &needing, owed.day).await?;
    contacts.extend(needing);
    if contacts.is_empty() {
        return Ok(None);
    }
    tx.set_plan(member, Routine::Morning, &owed.period, &contacts).await?;
    let plan = RoutinePlan { contacts: contacts.iter().map(|contact| contact.id).collect(), later: 0 };
    Ok(Some(planned(tx, member, owed.day, &plan, 0, now).await?.into()))
}

/// A page of the list of a morning (`day`: days from the common era), with what has been done since ticked. When a
/// later morning has taken its place it is only to be read.
pub async fn morning_page(ctx: &mut Context<'_>, day: i32, page: u32) -> Answer {
    let old = || refused(common::Phrase::OldButton);
    let day = NaiveDate::from_num_days_from_ce_opt(day).ok_or_else(old)?;
    let plan = ctx.tx.plan(&ctx.member, Routine::Morning, &day.to_string()).await?.ok_or_else(old)?;
    let view = planned(ctx.tx, &ctx.member, day, &plan, page, ctx.now).await.map_err(Stop::from)?;
    Ok(match plan.later {
        0 => view.into(),
        _ => Reply::Past(view).into(),
    })
}

async fn planned(
    tx: &mut Tx,
    member: &Member,
    day: NaiveDate,
    plan: &RoutinePlan,
    page: u32,
    now: DateTime<Utc>,
) -> Result<View> {
    let today = member.schedule.today(now);
    let contacts = tx.contacts_by_id(Scope::of(member), &plan.contacts).await?;
    let total = contacts.len() as u64;
    let page = page.min(last_page(total));
    let rows = contacts.into_iter().map(|contact| Row {
        due: due_of(&contact, today),
        done: !still_due(&contact, member, day, today),
        contact,
    });
    let rows: Vec<Row> = rows.collect();
    let left: Counts<Grade> = match plan.contacts.len() < MOST as usize {
        true => rows.iter().filter(|row| !row.done).map(|row| row.contact.grade).collect(),
        // The list was cut: what is due beyond it counts too.
        false => tx.due_count(Scope::own(member), today).await?,
    };
    let head = match left.total() {
        _ if plan.later > 0 => Phrase::MorningPast { day },
        0 => Phrase::MorningDone { day },
        total => {
            Phrase::Morning { day, total, a: left.of(Grade::A), b: left.of(Grade::B), c: left.of(Grade::C) }
        }
    };
    let rows = rows.into_iter().skip((page * PAGE) as usize).take(PAGE as usize).collect();
    let place = Place::Morning(day.num_days_from_ce(), page);
    Ok(View { head: head.into(), rows, place, page, total, today })
}

/// Whether what a list of `day` named is still to be done. That an address is needed counts on that day only: after it
/// the clean-up says so (docs/product.md, rule 11.1).
fn still_due(contact: &Contact, member: &Member, day: NaiveDate, today: NaiveDate) -> bool {
    let is_due = contact.due.is_some_and(|due| due.on <= today);
    contact.owner == Some(member.id) && (is_due || day == today && needs_address(contact))
}

/// Why somebody is on a list.
fn due_of(contact: &Contact, today: NaiveDate) -> Option<FollowUp> {
    let needs = || needs_address(contact).then_some(FollowUp { on: today, why: DueReason::NeedsAddress });
    contact.due.or_else(needs)
}
