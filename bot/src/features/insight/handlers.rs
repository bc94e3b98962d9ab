//! `/insight`: the shelf of things worth reading, who is due for one, and the bimonthly nudge.

use chrono::{DateTime, Utc};
use renmai_core::book::INSIGHT_EVERY;
use renmai_core::calendar::Owed;
use renmai_core::contact::Contact;
use renmai_core::insight::{Insight, is_same_industry, newest_that_fits};
use renmai_core::store::{Result, Scope, Tx};
use renmai_core::team::Member;
use renmai_core::text::{clean, clean_lines};
use renmai_core::vocabulary::{ContactId, ContactNo, Routine};

use super::{Group, InsightButton, Nudge, Phrase, Pick, Reply};
use crate::features::list::{PAGE, Row, RowState, View, last_page};
use crate::handler::buttons::Place;
use crate::handler::{Answer, Context, Outcome, Stop, common, first_word, refused};
use crate::i18n::AnyReply;

/// At most so many are due at a time: more mails than a day has room for.
const MOST: u32 = 100;

/// The longest title and text, in characters.
const LONGEST: (usize, usize) = (200, 2000);

/// `/insight`, `/insight 3`, `/insight add title | text | industries`, `/insight remove 3`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (verb, rest) = first_word(args);
    match verb.to_lowercase().as_str() {
        "" => shelf(ctx).await,
        "add" | "添加" | "新增" => add(ctx, rest).await,
        "remove" | "delete" | "删除" | "移除" => remove(ctx, rest).await,
        number if number.trim_start_matches('#').parse::<i64>().is_ok() => show(ctx, number).await,
        _ => Err(refused(Phrase::Usage)),
    }
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: InsightButton) -> Answer {
    match button {
        InsightButton::SendToAll { month } => send_to_all(ctx, month).await,
        InsightButton::Pick => Ok(pick(ctx, None).await?.into()),
        InsightButton::Skip => Ok(Phrase::Skipped.into()),
        InsightButton::Sent { no, version: _ } => sent(ctx, no).await,
    }
}

async fn shelf(ctx: &mut Context<'_>) -> Answer {
    let mut insights = ctx.tx.insights(ctx.scope()).await?;
    insights.truncate(PAGE as usize);
    let due = due(ctx.tx, &ctx.member, ctx.now).await?.len();
    Ok(Reply::Shelf { insights, due }.into())
}

async fn show(ctx: &mut Context<'_>, number: &str) -> Answer {
    let insight = numbered(ctx, number).await?;
    let by = ctx.tx.member(ctx.scope(), insight.by).await?.map(|member| member.name).unwrap_or_default();
    let on = ctx.member.schedule.today(insight.at);
    Ok(Reply::One { insight, by, on }.into())
}

async fn add(ctx: &mut Context<'_>, text: &str) -> Answer {
    let parts: Vec<&str> = text.split(['|', '｜']).collect();
    let (title, body, industries) = match parts.as_slice() {
        [title, body] => (clean(title), clean_lines(body), ""),
        [title, body, industries] => (clean(title), clean_lines(body), *industries),
        _ => return Err(refused(Phrase::HowToAdd)),
    };
    if title.is_empty() || body.is_empty() {
        return Err(refused(Phrase::HowToAdd));
    }
    if title.chars().count() > LONGEST.0 || body.chars().count() > LONGEST.1 {
        return Err(refused(Phrase::TooLong { title: LONGEST.0, body: LONGEST.1 }));
    }
    let mut fits: Vec<String> = industries
        .split([',', '，', '、', ';', '；', '\n'])
        .map(|industry| clean(industry).to_lowercase())
        .filter(|industry| !industry.is_empty())
        .collect();
    fits.sort();
    fits.dedup();
    let (insight, change) = ctx.book().add_insight(&title, &body, &fits).await?;
    let said = Phrase::Added { no: insight.no, title: insight.title };
    Ok(Reply::Changed { said, change }.into())
}

/// Who added it may remove it, and those who lead.
async fn remove(ctx: &mut Context<'_>, number: &str) -> Answer {
    let insight = numbered(ctx, number).await?;
    let no = insight.no;
    if insight.by != ctx.member.id && !ctx.member.role.leads() {
        let by = ctx.tx.member(ctx.scope(), insight.by).await?.map(|member| member.name).unwrap_or_default();
        return Err(refused(Phrase::NotYours { no, by }));
    }
    let change = ctx.book().remove_insight(&insight).await?;
    let said = Phrase::Removed { no, title: insight.title };
    Ok(Reply::Changed { said, change }.into())
}

async fn numbered(ctx: &mut Context<'_>, typed: &str) -> Result<Insight, Stop> {
    let found = match typed.trim().trim_start_matches('#').parse() {
        Ok(no) => ctx.tx.insight(ctx.scope(), no).await?,
        Err(_) => None,
    };
    found.ok_or_else(|| refused(Phrase::NoSuch { typed: typed.into() }))
}

/// The member's own contacts that are due for an insight.
async fn due(tx: &mut Tx, member: &Member, now: DateTime<Utc>) -> Result<Vec<Contact>> {
    tx.insight_due(Scope::own(member), now - INSIGHT_EVERY, MOST).await
}

/// Who is due for an insight.
pub async fn due_page(ctx: &mut Context<'_>, page: u32) -> Answer {
    let contacts = due(ctx.tx, &ctx.member, ctx.now).await?;
    let count = contacts.len();
    if count == 0 {
        return Ok(Phrase::NobodyDue.into());
    }
    let page = page.min(last_page(count as u64));
    let on_page = contacts.into_iter().skip((page * PAGE) as usize).take(PAGE as usize);
    let view = View {
        head: Phrase::DueHead { count }.into(),
        rows: on_page.map(|contact| Row { contact, due: None, state: RowState::Open }).collect(),
        place: Place::Insights(page),
        page,
        total: count as u64,
        today: ctx.member.schedule.today(ctx.now),
        now: ctx.now,
    };
    Ok(Reply::Due(view).into())
}

/// Those who are due and for whom an insight fits.
async fn pick(
    ctx: &mut Context<'_>,
    head: Option<(Phrase, renmai_core::vocabulary::ChangeId)>,
) -> Result<Reply, Stop> {
    let insights = ctx.tx.insights(ctx.scope()).await?;
    let contacts = due(ctx.tx, &ctx.member, ctx.now).await?;
    let mut rows = paired(contacts, &insights);
    let total = rows.len();
    rows.truncate(PAGE as usize);
    Ok(Reply::Pick(Pick { head, rows, total }))
}

/// Each contact with the newest insight that fits; without one it is left out.
fn paired(contacts: Vec<Contact>, insights: &[Insight]) -> Vec<(Contact, Insight)> {
    let fits = |contact: Contact| {
        let insight = newest_that_fits(insights, contact.profile.industry.as_deref())?.clone();
        Some((contact, insight))
    };
    contacts.into_iter().filter_map(fits).collect()
}

/// Logs that an insight was sent to one contact, and shows who is left.
async fn sent(ctx: &mut Context<'_>, no: ContactNo) -> Answer {
    let contact = ctx.contact_no(no).await?;
    let due = due(ctx.tx, &ctx.member, ctx.now).await?;
    if !due.iter().any(|other| other.id == contact.id) {
        return Ok(Outcome::callback_answer(Phrase::SentBefore { no }));
    }
    let insights = ctx.tx.insights(ctx.scope()).await?;
    let Some((contact, insight)) = paired(vec![contact], &insights).pop() else {
        return Ok(Outcome::callback_answer(Phrase::NoneFits { no }));
    };
    let said = Phrase::Sent { no, title: insight.title.clone() };
    let change = ctx.book().send_insights(&[(contact, insight)]).await?;
    let reply = pick(ctx, change.map(|change| (said.clone(), change))).await?;
    Ok(Outcome::from(reply).and_callback_answer(said))
}

/// Logs the insights of a nudge for everyone it named who is still due.
async fn send_to_all(ctx: &mut Context<'_>, month: u32) -> Answer {
    let period = format!("{}-{:02}", month / 100, month % 100);
    let contacts = still_due(ctx, &period).await?.ok_or_else(|| refused(common::Phrase::OldButton))?;
    let insights = ctx.tx.insights(ctx.scope()).await?;
    let sent = paired(contacts, &insights);
    let Some(change) = ctx.book().send_insights(&sent).await? else {
        return Ok(Outcome::callback_answer(Phrase::NothingLeft));
    };
    let numbers: Vec<String> = sent.iter().map(|(contact, _)| format!("/l{}", contact.no.0)).collect();
    let said = Phrase::SentToAll { count: sent.len(), numbers: numbers.join(" ") };
    Ok(Reply::Changed { said, change }.into())
}

/// Whom a nudge named and who is still due; `None` where a later one has taken its place.
async fn still_due(ctx: &mut Context<'_>, period: &str) -> Result<Option<Vec<Contact>>, Stop> {
    let plan = ctx.tx.plan(&ctx.member, Routine::Nudge, period).await?;
    let Some(plan) = plan.filter(|plan| plan.later == 0) else { return Ok(None) };
    let mut contacts = due(ctx.tx, &ctx.member, ctx.now).await?;
    contacts.retain(|contact| plan.contacts.contains(&contact.id));
    Ok(Some(contacts))
}

/// What a message becomes in which the logging of insights was taken back: the nudge that it was, else the choice.
pub async fn unsent(ctx: &mut Context<'_>) -> Answer {
    let period = match ctx.pressed {
        Some(message) => ctx.tx.routine_of_message(&ctx.member, Routine::Nudge, message).await?,
        None => None,
    };
    if let Some(period) = period
        && let Some(contacts) = still_due(ctx, &period).await?
    {
        return Ok(nudge_of(ctx.tx, &ctx.member, &period, contacts).await?.into());
    }
    Ok(pick(ctx, None).await?.into())
}

/// The bimonthly nudge; nobody due, no message.
pub async fn nudge(
    tx: &mut Tx,
    member: &Member,
    owed: &Owed,
    now: DateTime<Utc>,
) -> Result<Option<AnyReply>> {
    let contacts = due(tx, member, now).await?;
    if contacts.is_empty() {
        return Ok(None);
    }
    let named: Vec<ContactId> = contacts.iter().map(|contact| contact.id).collect();
    tx.set_plan(member, Routine::Nudge, &owed.period, &named).await?;
    Ok(Some(nudge_of(tx, member, &owed.period, contacts).await?.into()))
}

async fn nudge_of(tx: &mut Tx, member: &Member, period: &str, contacts: Vec<Contact>) -> Result<Reply> {
    let insights = tx.insights(Scope::own(member)).await?;
    let month = period.replace('-', "").parse().unwrap_or_default();
    Ok(Reply::Nudge(Nudge { groups: grouped(contacts, &insights), month }))
}

/// Contacts by industry, which is the same in English and in Chinese.
fn grouped(contacts: Vec<Contact>, insights: &[Insight]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for contact in contacts {
        let industry = contact.profile.industry.clone();
        let same = |other: &&mut Group| is_same_industry(other.industry.as_deref(), industry.as_deref());
        match groups.iter_mut().find(same) {
            Some(group) => group.contacts.push(contact),
            None => groups.push(Group {
                insight: newest_that_fits(insights, industry.as_deref()).cloned(),
                industry,
                contacts: vec![contact],
            }),
        }
    }
    groups
}
