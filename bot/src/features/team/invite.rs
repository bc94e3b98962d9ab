//! `/invite`: a link for one new member; *Revoke* ends it.

use renmai_core::vocabulary::Role;

use super::{Reply, Said};
use crate::handler::{Answer, Ctx, Outcome, Stop, refused};

/// `/invite salesperson|manager`.
pub async fn run(ctx: &mut Ctx<'_>, args: &str) -> Answer {
    let role = match Role::parse(args) {
        Some(role @ (Role::Salesperson | Role::Manager)) => role,
        Some(Role::Owner) | None => return Err(refused(Said::InviteAsWhat)),
    };
    if !ctx.member.role.may_manage(role) {
        return Err(refused(Said::OnlyOwnersInvite));
    }
    let given = ctx.book().invite(role).await?;
    let link = format!("https://t.me/{}?start={}", ctx.bot, given.code);
    let until = ctx.member.schedule.today(given.invite.expires_at.unwrap_or(ctx.now));
    let said = Said::Invited { role, link: link.clone(), until };
    Ok(Reply::Link { said, link, invite: given.invite.id.number() }.into())
}

/// *Revoke* under the link: the message loses it.
pub async fn revoke(ctx: &mut Ctx<'_>, number: i64) -> Answer {
    match revoked(ctx, number).await? {
        Some((said, change)) => {
            Ok(Outcome::from(Reply::Changed { said: said.clone(), change }).and_toast(said))
        }
        None => Ok(Outcome::from(Said::InviteNotOpen).and_toast(Said::InviteNotOpen)),
    }
}

/// Revokes the invite of that number; `None`: it was not open.
pub async fn revoked(
    ctx: &mut Ctx<'_>,
    number: i64,
) -> Result<Option<(Said, renmai_core::vocabulary::ChangeId)>, Stop> {
    let done = ctx.book().revoke(number).await?;
    Ok(done.map(|(invite, change)| (Said::InviteRevoked { role: invite.role }, change)))
}
