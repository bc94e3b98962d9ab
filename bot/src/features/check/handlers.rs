//! `/check text` (查重): who has somebody already, before one writes to them.

use renmai_core::contact::Contact;
use renmai_core::store::Scope;
use renmai_core::text::clean;

use super::{Known, Phrase, Reply};
use crate::handler::{Answer, Context, Stop, refused};

/// The longest text that is looked for, in characters.
pub const LONGEST: usize = 100;

/// `/check text`: an email, domain, company, name or phone.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let text = clean(args);
    if text.is_empty() || text.chars().count() > LONGEST {
        return Err(refused(Phrase::CheckHow));
    }
    let contacts = ctx.tx.check(Scope::whole_team(&ctx.member), &text).await?;
    if contacts.is_empty() {
        return Ok(Phrase::Free { text }.into());
    }
    let known = known(ctx, &contacts).await?;
    Ok(Reply::Checked { text, known }.into())
}

/// What the member may hear of these contacts of the team: all of their own, and of others' the number, the owner
/// and since when.
pub async fn known(ctx: &mut Context<'_>, contacts: &[Contact]) -> Result<Vec<Known>, Stop> {
    let members = ctx.tx.all_members(ctx.scope()).await?;
    let zone = ctx.member.schedule.zone;
    let day = |at: chrono::DateTime<chrono::Utc>| at.with_timezone(&zone).date_naive();
    let known = contacts.iter().map(|contact| Known {
        no: contact.no,
        owner: members
            .iter()
            .find(|member| Some(member.id) == contact.owner)
            .map(|member| member.name.clone()),
        since: day(contact.owned_since),
        open: ctx.member.may_see(contact).then(|| crate::features::check::Open {
            title: contact.title().to_owned(),
            company: contact.profile.company.clone(),
            grade: contact.grade,
            last_touch: contact.tally.last_touch_at.map(day),
        }),
    });
    Ok(known.collect())
}
