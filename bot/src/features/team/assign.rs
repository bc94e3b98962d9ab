//! `/assign 12 @name`: gives a contact to a colleague, or to the pool.

use renmai_core::team::Member;
use renmai_core::vocabulary::ContactNo;

use super::{Phrase, pick_member};
use crate::features::card::View;
use crate::features::team::pick_member::Wanted;
use crate::handler::{Answer, Context, Outcome, first_word, refused};

/// `/assign 12 @name`, `/assign 12 pool`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, name) = first_word(args);
    let contact = ctx.contact(number, "assign").await?;
    let name = pick_member::after_to(name);
    if name.is_empty() {
        return Err(refused(Phrase::AssignToWhom { no: contact.no }));
    }
    pick_member::named(ctx, Wanted::Owner { no: contact.no }, name).await
}

/// Gives the contact to a member, or (with `None`) to the pool; the new owner gets its card.
pub async fn give(ctx: &mut Context<'_>, no: ContactNo, to: Option<Member>) -> Answer {
    let contact = ctx.contact_no(no).await?;
    let done = ctx.book().assign(&contact, to.as_ref()).await?;
    let said = match (&to, done.change) {
        (Some(to), Some(_)) => Phrase::Assigned { no, to: to.name.clone() },
        (Some(to), None) => Phrase::TheirsAlready { no, to: to.name.clone() },
        (None, Some(_)) => Phrase::Pooled { no },
        (None, None) => Phrase::PooledAlready { no },
    };
    let card = ctx.changed_card(&done, said, None).await?;
    let outcome = Outcome::from(card.clone());
    Ok(match to.filter(|to| done.change.is_some() && to.id != ctx.member.id) {
        Some(to) => {
            let given = Phrase::GivenToYou { no, by: ctx.member.name.clone() };
            let schedule = to.schedule;
            let theirs = View {
                mine: true,
                today: schedule.today(ctx.now),
                zone: schedule.zone,
                head: Some(given.into()),
                undo: None,
                ..card
            };
            outcome.and_tell(&to, theirs)
        }
        None => outcome,
    })
}
