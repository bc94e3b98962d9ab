//! `/remove @name`: a member leaves, and everything they own goes to somebody who is named in the same step.

use renmai_core::store::Scope;
use renmai_core::team::Member;
use renmai_core::vocabulary::Role;

use super::{Phrase, Reply, pick_member};
use crate::features::team::pick_member::Wanted;
use crate::handler::{Answer, Context, Outcome, Stop, refused};

/// `/remove @name`, `/remove @name to @other`, `/remove @name to pool`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (leaver, heir) = split_heir(args);
    if leaver.is_empty() {
        return Err(refused(Phrase::RemoveWhom));
    }
    pick_member::named(ctx, Wanted::Leaver { heir: heir.map(str::to_owned) }, leaver).await
}

/// The leaver is known: the heir as typed, or asked for where there is something to hand on.
pub async fn leave(ctx: &mut Context<'_>, leaver: Member, heir: Option<String>) -> Answer {
    check(ctx, &leaver).await?;
    let wanted = Wanted::Heir { leaver: leaver.id };
    if let Some(heir) = heir {
        return pick_member::named(ctx, wanted, &heir).await;
    }
    let owned = ctx.tx.owned(Scope::whole_team(&ctx.member)).await?;
    let count = owned.iter().find(|owned| owned.by == Some(leaver.id)).map_or(0, |owned| owned.contacts);
    if count == 0 {
        return hand_over(ctx, leaver, None).await;
    }
    let members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
    let others = members.into_iter().filter(|member| member.id != leaver.id).map(Some);
    // The pool stands first: the list of members may be cut.
    let choices = [None].into_iter().chain(others).collect();
    pick_member::ask(ctx, wanted, Phrase::HandToWhom { name: leaver.name, count }, choices).await
}

/// Removes the leaver and hands everything to the heir, or (with `None`) to the pool.
pub async fn hand_over(ctx: &mut Context<'_>, leaver: Member, heir: Option<Member>) -> Answer {
    check(ctx, &leaver).await?;
    let name = leaver.name.clone();
    if heir.as_ref().is_some_and(|heir| heir.id == leaver.id) {
        return Err(refused(Phrase::HeirIsLeaver { name }));
    }
    let removed = ctx.book().remove(&leaver, heir.as_ref()).await?;
    let (count, mails) = (removed.contacts, removed.mails);
    let said = match &heir {
        Some(heir) => Phrase::Removed { name: name.clone(), count, to: heir.name.clone(), mails },
        None => Phrase::RemovedToPool { name: name.clone(), count, mails },
    };
    let team = ctx.tx.team(ctx.member.team).await?.name;
    let reply = Reply::Changed { said, change: removed.change };
    let outcome = Outcome::from(reply).and_menu(&removed.member);
    let outcome = match leaver.id == ctx.member.id {
        true => outcome,
        false => outcome.and_tell(&leaver, Phrase::YouWereRemoved { team }),
    };
    Ok(match heir.filter(|heir| count > 0 && heir.id != ctx.member.id) {
        Some(heir) => {
            let by = ctx.member.name.clone();
            outcome.and_tell(&heir, Phrase::YouInherited { count, from: name, by })
        }
        None => outcome,
    })
}

/// Whether the member may remove the leaver, and an owner stays.
async fn check(ctx: &mut Context<'_>, leaver: &Member) -> Result<(), Stop> {
    let name = leaver.name.clone();
    if leaver.role == Role::Owner {
        let members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
        if members.iter().filter(|member| member.role == Role::Owner).count() < 2 {
            return Err(refused(Phrase::LastOwner { name }));
        }
    }
    match ctx.member.role.may_manage(leaver.role) {
        true => Ok(()),
        false => Err(refused(Phrase::NotYoursToRemove { name })),
    }
}

/// `@anna to @lina`, `@anna 给 @lina`: the leaver, and the heir where one is named.
fn split_heir(args: &str) -> (&str, Option<&str>) {
    let args = args.trim();
    for separator in [" to ", " TO ", " To ", "->", "→", "移交给", "转给", "交给", "给"] {
        if let Some((leaver, heir)) = args.split_once(separator) {
            return (leaver.trim(), Some(heir.trim()).filter(|heir| !heir.is_empty()));
        }
    }
    (args, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heir_is_named_in_both_languages() {
        for (args, leaver, heir) in [
            ("@anna", "@anna", None),
            ("@anna to @lina", "@anna", Some("@lina")),
            ("Anna Liu to pool", "Anna Liu", Some("pool")),
            ("李娜 给 王伟", "李娜", Some("王伟")),
            ("李娜移交给公海", "李娜", Some("公海")),
            ("@anna 转给 ", "@anna", None),
            ("tom", "tom", None),
            ("", "", None),
        ] {
            assert_eq!(split_heir(args), (leaver, heir), "{args}");
        }
    }
}
