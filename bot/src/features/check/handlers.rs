//! `/check text` (查重): who has somebody already, before one writes to them.

use renmai_core::check_limit::{CHECKS_A_MINUTE, Checks, Told};
use renmai_core::contact::Contact;
use renmai_core::store::{Scope, StoreError, Tx};
use renmai_core::team::Member;
use renmai_core::text::clean;

use super::{Known, Phrase, Reply};
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// The longest text that is looked for, in characters.
pub const LONGEST: usize = 100;

/// `/check text`: an email, domain, company, name or phone.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let text = clean(args);
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(refused(Phrase::CheckHow));
    }
    ask(ctx).await?;
    let member = ctx.member.clone();
    let contacts = ctx.tx.check(&member, &text).await?;
    if contacts.is_empty() {
        let outcome = Outcome::from(Phrase::Free { text });
        return missed(ctx, outcome).await;
    }
    let known = known(ctx, &contacts).await?;
    Ok(Reply::Checked { text, known }.into())
}

/// Counts a question across the wall between salespeople; those who lead see everything and ask what they want.
///
/// # Errors
/// When it is one too many in this minute.
pub async fn ask(ctx: &mut Context<'_>) -> Result<(), Stop> {
    if ctx.member.role.leads() {
        return Ok(());
    }
    let member = ctx.member.clone();
    let (before, day) = (ctx.tx.checks(&member).await?, member.schedule.today(ctx.now));
    let checks = Checks::ask(before, ctx.now, day);
    let checks = checks.ok_or_else(|| refused(Phrase::TooMany { most: CHECKS_A_MINUTE }))?;
    Ok(ctx.tx.set_checks(&member, checks).await?)
}

/// Says that an address is somebody's already. Where it is a colleague's, that is a question across the wall as well.
pub async fn taken(ctx: &mut Context<'_>, contact: &Contact) -> Stop {
    match known_across_the_wall(ctx, std::slice::from_ref(contact)).await {
        Ok(known) => Stop::Answered(Reply::Taken { known }.into()),
        Err(stop) => stop,
    }
}

/// The same as [`known`], counted as a question where a colleague's contact is among them.
///
/// # Errors
/// When it is one too many in this minute.
pub async fn known_across_the_wall(ctx: &mut Context<'_>, contacts: &[Contact]) -> Result<Vec<Known>, Stop> {
    if !contacts.iter().all(|contact| ctx.member.may_see(contact)) {
        ask(ctx).await?;
    }
    known(ctx, contacts).await
}

/// Counts a question that nobody's contact answers. Where there are many, those who lead the team are told.
async fn missed(ctx: &mut Context<'_>, mut outcome: Outcome) -> Answer {
    let member = ctx.member.clone();
    let Some(checks) = ctx.tx.checks(&member).await?.filter(|_| !member.role.leads()) else {
        return Ok(outcome);
    };
    let (checks, told) = checks.miss();
    ctx.tx.set_checks(&member, checks).await?;
    if told == Told::Now {
        for leader in ctx.tx.members(Scope::whole_team(&member)).await?.iter().filter(|one| one.role.leads())
        {
            let name = member.name.clone();
            outcome = outcome.and_tell(leader, Phrase::ManyMisses { name, count: checks.missed });
        }
    }
    Ok(outcome)
}

/// The same questions by a mail that names addresses: one for each, of which `free` are nobody's. What is one too many is
/// not answered. Answers also how many were missed today, where those who lead the team are to be told.
///
/// # Errors
/// When the book cannot be read or written.
pub async fn asked_by_mail(
    tx: &mut Tx,
    member: &Member,
    contacts: &[Contact],
    free: usize,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(Vec<Known>, Option<u32>), StoreError> {
    if member.role.leads() {
        return Ok((known_to(tx, member, contacts).await?, None));
    }
    let day = member.schedule.today(now);
    let (mut checks, mut answered, mut many) = (tx.checks(member).await?, 0, None);
    for asked in 0..contacts.len() + free {
        let Some(mut next) = Checks::ask(checks, now, day) else { break };
        if asked < contacts.len() {
            answered += 1;
        } else {
            let (missed, told) = next.miss();
            next = missed;
            many = many.or((told == Told::Now).then_some(missed.missed));
        }
        checks = Some(next);
    }
    if let Some(checks) = checks {
        tx.set_checks(member, checks).await?;
    }
    let known = known_to(tx, member, contacts.get(..answered).unwrap_or_default()).await?;
    Ok((known, many))
}

/// What the member may hear of these contacts of the team: all of their own, and of others' the number, the owner
/// and since when.
pub async fn known(ctx: &mut Context<'_>, contacts: &[Contact]) -> Result<Vec<Known>, Stop> {
    let member = ctx.member.clone();
    Ok(known_to(ctx.tx, &member, contacts).await?)
}

/// The same outside of a conversation.
///
/// # Errors
/// When the book cannot be read.
pub async fn known_to(tx: &mut Tx, member: &Member, contacts: &[Contact]) -> Result<Vec<Known>, StoreError> {
    let members = tx.all_members(Scope::of(member)).await?;
    let zone = member.schedule.zone;
    let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
    let known = contacts.iter().map(|contact| Known {
        no: contact.no,
        owner: members.iter().find(|owner| Some(owner.id) == contact.owner).map(|owner| owner.name.clone()),
        since: day(contact.owned_since),
        open: member.may_see(contact).then(|| super::Open {
            title: contact.title().to_owned(),
            company: contact.profile.company.clone(),
            grade: contact.grade,
            last_touch: contact.tally.last_touch_at.map(day),
        }),
    });
    Ok(known.collect())
}
