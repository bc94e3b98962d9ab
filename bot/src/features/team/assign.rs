//! `/assign 12 @name`: gives one or several contacts to a colleague, or to the pool. Who had them is told as well.

use renmai_core::book::{GivenBack, Mark};
use renmai_core::store::Scope;
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactNo, MemberId};

use super::{Phrase, pick_member};
use crate::features::card::View;
use crate::features::several::{self, Numbers};
use crate::features::team::pick_member::Wanted;
use crate::handler::{Answer, Context, Outcome, Stop, first_word, refused};

/// `/assign 12 @name`, `/assign 12 pool`.
pub async fn run(ctx: &mut Context<'_>, args: &str) -> Answer {
    let (number, name) = first_word(args);
    let contact = ctx.contact(number, "assign").await?;
    several(ctx, &[contact.no], name).await
}

/// `/assign 12,15-18 @name`.
pub async fn several(ctx: &mut Context<'_>, numbers: &[ContactNo], args: &str) -> Answer {
    let name = pick_member::after_to(args);
    if name.is_empty() {
        let no = numbers.first().copied().unwrap_or(ContactNo(12));
        return Err(refused(Phrase::AssignToWhom { no }));
    }
    pick_member::named(ctx, Wanted::Owner { numbers: numbers.to_vec() }, name).await
}

/// Gives the contacts to a member, or (with `None`) to the pool.
pub async fn give(ctx: &mut Context<'_>, numbers: &[ContactNo], to: Option<Member>) -> Answer {
    if let [no] = numbers {
        return give_one(ctx, *no, to).await;
    }
    let (contacts, missing) = several::contacts(ctx, numbers).await?;
    let owner = to.as_ref().map(|member| member.id);
    let had = contacts.iter().map(|contact| (contact.no, contact.owner)).collect::<Vec<_>>();
    let many = ctx.book().mark_many(&contacts, &Mark::Owner(owner), None).await?;
    let count = many.changed.len();
    let said = match to {
        Some(to) => several::Phrase::Assigned { count, to: to.name },
        None => several::Phrase::Pooled { count },
    };
    let moved = had.into_iter().filter(|(no, _)| many.changed.iter().any(|contact| contact.no == *no));
    let moved: Vec<Moved> = moved.map(|(no, from)| Moved { no, from, to: owner }).collect();
    let outcome = Outcome::from(several::Reply { said, many, missing });
    tell(ctx, &moved, outcome).await
}

/// Gives one contact; the new owner gets its card.
async fn give_one(ctx: &mut Context<'_>, no: ContactNo, to: Option<Member>) -> Answer {
    let contact = ctx.contact_no(no).await?;
    let done = ctx.book().assign(&contact, to.as_ref()).await?;
    let said = match (&to, done.change) {
        (Some(to), Some(_)) => Phrase::Assigned { no, to: to.name.clone() },
        (Some(to), None) => Phrase::TheirsAlready { no, to: to.name.clone() },
        (None, Some(_)) => Phrase::Pooled { no },
        (None, None) => Phrase::PooledAlready { no },
    };
    let card = ctx.changed_card(&done, said, None).await?;
    let mut outcome = Outcome::from(card.clone());
    if done.change.is_none() {
        return Ok(outcome);
    }
    if let Some(to) = to.filter(|to| to.id != ctx.member.id) {
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
        outcome = outcome.and_tell(&to, theirs);
    }
    tell(ctx, &[Moved { no, from: contact.owner, to: None }], outcome).await
}

/// A contact that has another owner.
struct Moved {
    no: ContactNo,
    from: Option<MemberId>,
    /// Who is to be told that they have it; `None`: nobody.
    to: Option<MemberId>,
}

/// Tells both sides of contacts that an undo gave back.
///
/// # Errors
/// When the book cannot be read.
pub async fn given_back(ctx: &mut Context<'_>, back: &[GivenBack], outcome: Outcome) -> Answer {
    let moved: Vec<Moved> =
        back.iter().map(|GivenBack { no, from, to }| Moved { no: *no, from: *from, to: *to }).collect();
    tell(ctx, &moved, outcome).await
}

/// Tells those who had them and those who have them now, each once.
async fn tell(ctx: &mut Context<'_>, moved: &[Moved], mut outcome: Outcome) -> Answer {
    let by = ctx.member.name.clone();
    let numbers = |of: &dyn Fn(&Moved) -> bool| -> Vec<ContactNo> {
        moved.iter().filter(|moved| of(moved)).map(|moved| moved.no).collect()
    };
    for member in others(ctx).await? {
        let lost = numbers(&|moved| moved.from == Some(member.id));
        if !lost.is_empty() {
            let (count, by) = (lost.len(), by.clone());
            outcome = outcome
                .and_tell(&member, several::Phrase::TakenFromYou { count, numbers: Numbers(lost), by });
        }
        let got = numbers(&|moved| moved.to == Some(member.id));
        if !got.is_empty() {
            let (count, by) = (got.len(), by.clone());
            outcome =
                outcome.and_tell(&member, several::Phrase::GivenToYou { count, numbers: Numbers(got), by });
        }
    }
    Ok(outcome)
}

/// Everybody of the team but the one who acts.
async fn others(ctx: &mut Context<'_>) -> Result<Vec<Member>, Stop> {
    let mut members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
    members.retain(|member| member.id != ctx.member.id);
    Ok(members)
}
