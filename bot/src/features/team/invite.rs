//! `/invite`: a link for one new member; *Revoke* ends it.

use renmai_core::vocabulary::Role;

use super::{Phrase, Reply};
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// `/invite salesperson|manager`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let role = match Role::parse(args) {
        Some(role @ (Role::Salesperson | Role::Manager)) => role,
        Some(Role::Owner) | None => return Err(refused(Phrase::InviteAsWhat)),
    };
    if !ctx.member.role.may_manage(role) {
        return Err(refused(Phrase::OnlyOwnersInvite));
    }
    let given = ctx.book().invite(role).await?;
    let link = format!("https://t.me/{}?start={}", ctx.bot, given.code);
    let until = ctx.member.schedule.today(given.invite.expires_at.unwrap_or(ctx.now));
    let said = Phrase::Invited { role, link: link.clone(), until };
    Ok(Reply::Link { said, link, invite: given.invite.id.number() }.into())
}

/// *Revoke* under the link: the message loses it.
pub async fn revoke(ctx: &mut Context<'_>, number: i64) -> Answer {
    match revoked(ctx, number).await? {
        Some((said, change)) => {
            Ok(Outcome::from(Reply::Changed { said: said.clone(), change }).and_callback_answer(said))
        }
        None => Ok(Outcome::from(Phrase::InviteNotOpen).and_callback_answer(Phrase::InviteNotOpen)),
    }
}

/// Revokes the invite of that number; `None`: it was not open.
pub async fn revoked(
    ctx: &mut Context<'_>,
    number: i64,
) -> Result<Option<(Phrase, renmai_core::vocabulary::ChangeId)>, Stop> {
    let done = ctx.book().revoke(number).await?;
    Ok(done.map(|(invite, change)| (Phrase::InviteRevoked { role: invite.role }, change)))
}
