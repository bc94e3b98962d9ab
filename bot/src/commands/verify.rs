//! `/verify 12`: looks at an address now; `/clean`: what the book needs cleaned, and the quarterly message.

use chrono::{DateTime, Utc};
use renmai_core::book::{UNTOUCHED, flaws};
use renmai_core::contact::{Contact, Health};
use renmai_core::csv_out;
use renmai_core::email::Email;
use renmai_core::phone::Phone;
use renmai_core::store::{Result, Scope, Tx};
use renmai_core::team::Member;

use super::due::last_page;
use super::word;
use crate::ctx::{Answer, Ctx, Outcome, Stop, refused};
use crate::words::follow_up::{CleanList, Reply, Said, flaws_in_words};
use crate::words::list::PAGE;
use crate::words::{self, common};

/// What a button of the clean-up does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Shows how clean the book is.
    Overview = 0,
    /// Judges every address anew.
    Reverify = 1,
    /// Sends what needs cleaning as a file.
    Export = 2,
}

/// The file holds at most so many contacts.
const MOST: u32 = 10_000;

/// `/verify 12`.
pub async fn run(ctx: &mut Ctx<'_>, args: &str) -> Answer {
    let (number, _) = word(args);
    let contact = ctx.contact(number, "verify").await?;
    let no = contact.no;
    let Some(address) = &contact.profile.email else { return Err(refused(Said::NoEmail { no })) };
    let email = address.as_str().to_owned();
    let done = ctx.book().verify(&contact).await?;
    let said = match done.contact.health {
        Health::Verified => Said::Verified { no },
        Health::Unverified => Said::Unverified { no },
        Health::Risky if address.is_disposable() => Said::RiskyDisposable { no, email },
        Health::Risky if address.is_role() => Said::RiskyRole { no, email },
        Health::Risky => Said::RiskyFreeMail { no, email },
        Health::Invalid => Said::Invalid { no },
    };
    Ok(ctx.changed_card(&done, said, None).await?.into())
}

/// `/clean`.
pub async fn clean(ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    overview(ctx).await
}

/// A button of the clean-up.
pub async fn press(ctx: &mut Ctx<'_>, verb: u8, _number: i64, _version: i64) -> Answer {
    match verb {
        verb if verb == Verb::Overview as u8 => overview(ctx).await,
        verb if verb == Verb::Reverify as u8 => reverify(ctx).await,
        verb if verb == Verb::Export as u8 => export(ctx).await,
        _ => Err(refused(common::Said::OldButton)),
    }
}

/// The quarterly message: to those who lead, over the whole team; to a salesperson when something of theirs needs
/// cleaning.
pub async fn quarterly(tx: &mut Tx, member: &Member, now: DateTime<Utc>) -> Result<Option<words::Reply>> {
    let count = tx.clean_count(Scope::of(member), now - UNTOUCHED).await?;
    let told = if member.role.leads() { count.contacts > 0 } else { count.to_clean > 0 };
    Ok(told.then(|| Reply::Clean(count).into()))
}

/// A page of what needs cleaning.
pub async fn clean_page(ctx: &mut Ctx<'_>, page: u32) -> Answer {
    let (scope, year_ago) = (ctx.scope(), ctx.now - UNTOUCHED);
    let total = ctx.tx.clean_count(scope, year_ago).await?.to_clean;
    if total == 0 {
        return overview(ctx).await;
    }
    let page = page.min(last_page(total));
    let contacts = ctx.tx.to_clean(scope, year_ago, page.saturating_mul(PAGE), PAGE).await?;
    let rows = contacts.into_iter().map(|contact| (flaws(&contact, year_ago), contact));
    let list = CleanList { rows: rows.map(|(flaws, contact)| (contact, flaws)).collect(), page, total };
    Ok(words::Reply::from(Reply::CleanList(list)).into())
}

async fn overview(ctx: &mut Ctx<'_>) -> Answer {
    let count = ctx.tx.clean_count(ctx.scope(), ctx.now - UNTOUCHED).await?;
    Ok(words::Reply::from(Reply::Clean(count)).into())
}

async fn reverify(ctx: &mut Ctx<'_>) -> Answer {
    let result = ctx.book().reverify().await?;
    Ok(words::Reply::from(Reply::Reverified(result)).into())
}

/// The file comes as a new message; the one that was pressed stays.
async fn export(ctx: &mut Ctx<'_>) -> Answer {
    let contacts = ctx.tx.to_clean(ctx.scope(), ctx.now - UNTOUCHED, 0, MOST).await?;
    if contacts.is_empty() {
        return Ok(Outcome::toast(Said::NothingToClean));
    }
    let said = Said::CleanFile { count: contacts.len() };
    let body = table(ctx, &contacts).await?;
    let name = format!("renmai-clean-{}.csv", ctx.member.schedule.today(ctx.now));
    let file = ctx.tx.keep_file(ctx.member.telegram, &name, body, ctx.now).await?;
    Ok(Outcome::nothing().and(Reply::File { said, file }).and_toast(Said::CleanFileToast))
}

async fn table(ctx: &mut Ctx<'_>, contacts: &[Contact]) -> Result<Vec<u8>, Stop> {
    let words = ctx.words();
    let year_ago = ctx.now - UNTOUCHED;
    let members = ctx.tx.all_members(ctx.scope()).await?;
    let headers = [
        "clean-column-no",
        "clean-column-problem",
        "field-name",
        "field-company",
        "field-email",
        "field-phone",
        "field-country",
        "clean-column-grade",
        "clean-column-owner",
    ]
    .map(|id| words.word(id));
    let rows = contacts.iter().map(|contact| {
        let profile = &contact.profile;
        let owner = members.iter().find(|member| Some(member.id) == contact.owner);
        vec![
            contact.no.0.to_string(),
            flaws_in_words(&flaws(contact, year_ago), words),
            profile.name.clone().unwrap_or_default(),
            profile.company.clone().unwrap_or_default(),
            profile.email.as_ref().map(Email::as_str).unwrap_or_default().to_owned(),
            profile.phone.as_ref().map(Phone::as_str).unwrap_or_default().to_owned(),
            profile.country.as_ref().map(|country| country.name(words.lang())).unwrap_or_default().to_owned(),
            contact.grade.code().to_uppercase(),
            owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        ]
    });
    csv_out::write(&headers, rows).map_err(|fault| Stop::Fault(fault.into()))
}
