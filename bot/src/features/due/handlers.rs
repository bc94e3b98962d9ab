//! `/due`: my follow-ups; and the morning's list, as it was planned that day.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use renmai_core::calendar::Owed;
use renmai_core::contact::{Contact, FollowUp};
use renmai_core::follow_up::needs_address;
use renmai_core::store::{Counts, Result, RoutinePlan, Scope, Tx};
use renmai_core::team::Member;
use renmai_core::vocabulary::{ChangeId, DueReason, Grade, Routine};

use super::{Phrase, of};
use crate::features::list::{PAGE, Row, RowState, View, last_page};
use crate::handler::buttons::{Button, CardAct, Place};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::i18n::{AnyReply, Key, Words, shorten};

/// How many contacts a morning's list holds at most; a day has no hours for more, and `/due` has them all.
const MOST: u32 = 200;

/// How many who need an address are named in a morning, and how many `/due` shows: those of one bad list. The others
/// come on the next.
const MOST_NEEDING: usize = 200;

/// `/due`, `/due @anna A`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    match args {
        "" => page(ctx, 0).await,
        args => of::run(ctx, args).await,
    }
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
            .map(|contact| Row { due: due_of(&contact, today), contact, state: RowState::Open })
            .collect(),
        place: Place::Due(page),
        page,
        total: count.total(),
        today,
        now: ctx.now,
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
    let due = tx.due_list(scope, owed.day, MOST).await?;
    let needing = tx.in_need_of_address(scope, owed.day, MOST_NEEDING.min(MOST as usize - due.len())).await?;
    tx.set_address_asked(scope, &needing, owed.day).await?;
    let (mut contacts, mut grades): (Vec<_>, Vec<_>) = due.into_iter().unzip();
    contacts.extend(needing.iter().map(|contact| contact.id));
    grades.extend(needing.iter().map(|contact| contact.grade));
    if contacts.is_empty() {
        return Ok(None);
    }
    tx.set_plan(member, Routine::Morning, &owed.period, &contacts).await?;
    // Nothing of it is done yet, so only the first page is read.
    let first = contacts.get(..PAGE as usize).unwrap_or(&contacts);
    let first = tx.contacts_by_id(scope, first).await?;
    let left = match contacts.len() < MOST as usize {
        true => grades.into_iter().collect(),
        false => tx.due_count(scope, owed.day).await?,
    };
    let list = List { day: owed.day, total: contacts.len() as u64, left, page: 0 };
    Ok(Some(list.view(first, member, now).into()))
}

/// A page of the list of a morning (`day`: days from the common era), with what has been done since ticked; one line
/// when a later morning has taken its place.
pub async fn morning_page(ctx: &mut Context<'_>, day: i32, page: u32) -> Answer {
    let old = || refused(common::Phrase::OldButton);
    let day = NaiveDate::from_num_days_from_ce_opt(day).ok_or_else(old)?;
    let plan = ctx.tx.plan(&ctx.member, Routine::Morning, &day.to_string()).await?.ok_or_else(old)?;
    if plan.later > 0 {
        let over = counted(ctx.tx, &ctx.member, day, &plan).await?;
        return Ok(Outcome::from(over).and_callback_answer(Phrase::MorningPast));
    }
    Ok(planned(ctx.tx, &ctx.member, day, &plan, page, ctx.now).await?.into())
}

/// Whether something of the list of a morning is still to be done on its day.
pub async fn is_list_open(tx: &mut Tx, member: &Member, day: NaiveDate) -> Result<bool> {
    let Some(plan) = tx.plan(member, Routine::Morning, &day.to_string()).await? else { return Ok(false) };
    let contacts = tx.contacts_by_id(Scope::own(member), &plan.contacts).await?;
    Ok(contacts.iter().any(|contact| state_of(contact, member, day, day) == RowState::Open))
}

/// What the list of a morning becomes when the next one comes; `None` where nothing is known of whom it named.
pub async fn over(tx: &mut Tx, member: &Member, period: &str) -> Result<Option<Phrase>> {
    let Some(plan) = tx.plan(member, Routine::Morning, period).await? else { return Ok(None) };
    let Ok(day) = period.parse() else { return Ok(None) };
    counted(tx, member, day, &plan).await.map(Some)
}

/// How much of a list was done: what fell due again after its day counts as done.
async fn counted(tx: &mut Tx, member: &Member, day: NaiveDate, plan: &RoutinePlan) -> Result<Phrase> {
    let contacts = tx.contacts_by_id(Scope::own(member), &plan.contacts).await?;
    let done =
        contacts.iter().filter(|contact| state_of(contact, member, day, day) == RowState::Done).count();
    Ok(Phrase::MorningOver { weekday: day.weekday(), done, total: contacts.len() })
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
    let mut contacts = tx.contacts_by_id(Scope::of(member), &plan.contacts).await?;
    let total = contacts.len() as u64;
    let page = page.min(last_page(total));
    let is_open = |contact: &&Contact| state_of(contact, member, day, today) == RowState::Open;
    let left: Counts<Grade> = match plan.contacts.len() < MOST as usize {
        true => contacts.iter().filter(is_open).map(|contact| contact.grade).collect(),
        // The list was cut: what is due beyond it counts too.
        false => tx.due_count(Scope::own(member), today).await?,
    };
    contacts.drain(..(page * PAGE) as usize);
    contacts.truncate(PAGE as usize);
    Ok(List { day, total, left, page }.view(contacts, member, now))
}

/// The list of a morning.
struct List {
    day: NaiveDate,
    /// How many it named.
    total: u64,
    /// How many of them are still to be done, by grade.
    left: Counts<Grade>,
    page: u32,
}

impl List {
    /// A page, of these contacts.
    fn view(self, contacts: Vec<Contact>, member: &Member, now: DateTime<Utc>) -> View {
        let List { day, total, left, page } = self;
        let today = member.schedule.today(now);
        let head = match left.total() {
            0 => Phrase::MorningDone { day },
            total => {
                let (a, b, c) = (left.of(Grade::A), left.of(Grade::B), left.of(Grade::C));
                Phrase::Morning { day, total, a, b, c }
            }
        };
        let row = |contact: Contact| Row {
            due: due_of(&contact, today),
            state: state_of(&contact, member, day, today),
            contact,
        };
        let place = Place::Morning(day.num_days_from_ce(), page);
        let rows = contacts.into_iter().map(row).collect();
        View { head: head.into(), rows, place, page, total, today, now }
    }
}

/// Whether what a list of `day` named is still to be done. That an address is needed counts on that day only: after it
/// the clean-up says so (docs/product.md, rule 11.1).
fn still_due(contact: &Contact, member: &Member, day: NaiveDate, today: NaiveDate) -> bool {
    let is_due = contact.due.is_some_and(|due| due.on <= today);
    contact.owner == Some(member.id) && (is_due || day == today && needs_address(contact))
}

/// What became of somebody whom a list of `day` named.
fn state_of(contact: &Contact, member: &Member, day: NaiveDate, today: NaiveDate) -> RowState {
    let tried = contact.tally.last_attempt_at.map(|at| member.schedule.today(at));
    match contact {
        contact if still_due(contact, member, day, today) => RowState::Open,
        contact if contact.snoozed_until.is_some_and(|until| until > today) => RowState::Snoozed,
        _ if tried.is_some_and(|tried| tried >= day) => RowState::Tried,
        // No way to reach them was added, so nothing was done.
        contact if needs_address(contact) => RowState::Open,
        _ => RowState::Done,
    }
}

/// Who is next on a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    /// Who.
    contact: Contact,
    /// Where on the list, from 1, and how many are on it.
    position: u64,
    total: u64,
    /// Where the card goes back to.
    back: Place,
}

impl Ahead {
    /// The button that opens the card.
    pub fn key(&self, words: &Words) -> Key {
        let name = shorten(self.contact.title(), 24);
        let label = words
            .plain("button-ahead", &[("name", &name), ("position", &self.position), ("total", &self.total)]);
        let (no, version) = (self.contact.no, self.contact.version);
        Key::press(label, &Button::Card { act: CardAct::Show, no, version, back: Some(self.back) })
    }
}

/// Who is next after a contact on the list that `of` is or was in the course of. With a change the card goes back to
/// the line that says what was changed, and else to where this one goes back to.
pub async fn ahead(
    ctx: &mut Context<'_>,
    of: Place,
    after: &Contact,
    change: Option<ChangeId>,
) -> Result<Option<Ahead>, Stop> {
    let today = ctx.member.schedule.today(ctx.now);
    match of {
        Place::Due(_) | Place::AfterDue(_) => {
            let scope = Scope::own(&ctx.member);
            let first = ctx.tx.due(scope, today, 0, 2).await?;
            let total = ctx.tx.due_count(scope, today).await?.total();
            let next = first.into_iter().zip(1..).find(|(contact, _)| contact.id != after.id);
            let back = match (change, of) {
                (Some(change), _) => Place::AfterDue(change.number()),
                // The line whose place the card takes leads on.
                (None, Place::AfterDue(_)) => of,
                (None, _) => Place::Due(0),
            };
            Ok(next.map(|(contact, position)| Ahead { contact, position, total, back }))
        }
        Place::Morning(day, _) | Place::AfterMorning(day, _) => {
            let Some((date, contacts)) = morning_contacts(ctx, day).await? else { return Ok(None) };
            let total = contacts.len() as u64;
            let here = contacts.iter().position(|contact| contact.id == after.id).unwrap_or(0);
            let is_open = |contact: &Contact| {
                contact.id != after.id && state_of(contact, &ctx.member, date, today) == RowState::Open
            };
            let numbered = || contacts.iter().zip(1_u64..);
            let mut round = numbered().skip(here).chain(numbered().take(here));
            let Some((contact, position)) = round.find(|(contact, _)| is_open(contact)) else {
                return Ok(None);
            };
            let page = u32::try_from((position - 1) / u64::from(PAGE)).unwrap_or(0);
            let back = match (change, of) {
                (Some(change), _) => Place::AfterMorning(day, change.number()),
                (None, Place::AfterMorning(..)) => of,
                (None, _) => Place::Morning(day, page),
            };
            Ok(Some(Ahead { contact: contact.clone(), position, total, back }))
        }
        Place::DueOf(..)
        | Place::Found(..)
        | Place::Named(..)
        | Place::Insights(_)
        | Place::Clean(_)
        | Place::Review(_) => Ok(None),
    }
}

/// The page of a morning's list on which a contact stands, with what has been done since ticked; nothing where a later
/// morning has taken its place.
pub async fn ticked(ctx: &mut Context<'_>, day: i32, contact: &Contact) -> Result<Option<AnyReply>, Stop> {
    let Some((_, contacts)) = morning_contacts(ctx, day).await? else { return Ok(None) };
    let here = contacts.iter().position(|one| one.id == contact.id).unwrap_or(0);
    let page = u32::try_from(here / PAGE as usize).unwrap_or(0);
    Ok(morning_page(ctx, day, page).await?.reply)
}

/// The contacts of a morning's list that no later morning has replaced.
async fn morning_contacts(
    ctx: &mut Context<'_>,
    day: i32,
) -> Result<Option<(NaiveDate, Vec<Contact>)>, Stop> {
    let Some(date) = NaiveDate::from_num_days_from_ce_opt(day) else { return Ok(None) };
    let plan = ctx.tx.plan(&ctx.member, Routine::Morning, &date.to_string()).await?;
    let Some(plan) = plan.filter(|plan| plan.later == 0) else { return Ok(None) };
    let contacts = ctx.tx.contacts_by_id(ctx.scope(), &plan.contacts).await?;
    Ok(Some((date, contacts)))
}

/// Why somebody is on a list.
pub(super) fn due_of(contact: &Contact, today: NaiveDate) -> Option<FollowUp> {
    let needs = || {
        let why = DueReason::NeedsAddress;
        needs_address(contact).then_some(FollowUp { on: today, since: today, why, rings_at: None })
    };
    contact.due.or_else(needs)
}
