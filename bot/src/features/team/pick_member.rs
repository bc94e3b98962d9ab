//! Which member was meant: where a name fits several, and where nobody was named yet.

use renmai_core::store::Scope;
use renmai_core::team::Member;
use renmai_core::vocabulary::{ContactNo, MemberId};
use serde::{Deserialize, Serialize};

use super::{Phrase, Reply, assign, remove};
use crate::handler::{Answer, Context, Outcome, common, refused};

/// What a member is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Wanted {
    /// Who gets contacts.
    Owner {
        /// The contacts.
        numbers: Vec<ContactNo>,
    },
    /// Who is to leave.
    Leaver {
        /// Who gets their contacts, as typed, where that was said.
        heir: Option<String>,
    },
    /// Who gets the contacts of a leaver.
    Heir {
        /// The leaver.
        leaver: MemberId,
    },
}

/// What was asked, and the choices on its buttons; `None`: the pool.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    wanted: Wanted,
    choices: Vec<Option<MemberId>>,
}

/// At most so many choices: what fits a phone screen. Who is not among them is named.
const CHOICES: usize = 10;

/// Goes on with the one whom a name means; where several fit, asks which.
pub async fn named(ctx: &mut Context<'_>, wanted: Wanted, typed: &str) -> Answer {
    let takes_pool = !matches!(wanted, Wanted::Leaver { .. });
    if takes_pool && is_pool(typed) {
        return go_on(ctx, wanted, None).await;
    }
    let members = ctx.tx.members(Scope::whole_team(&ctx.member)).await?;
    let mut fitting = fitting(members, typed);
    match fitting.len() {
        0 => Err(refused(Phrase::NoSuchMember { typed: typed.into() })),
        1 => go_on(ctx, wanted, fitting.pop()).await,
        _ => {
            let choices = fitting.into_iter().map(Some).collect();
            ask(ctx, wanted, Phrase::WhichMember { typed: typed.into() }, choices).await
        }
    }
}

/// Asks which of these; `None`: the pool.
pub async fn ask(
    ctx: &mut Context<'_>,
    wanted: Wanted,
    said: Phrase,
    mut choices: Vec<Option<Member>>,
) -> Answer {
    choices.truncate(CHOICES);
    let ids = choices.iter().map(|choice| choice.as_ref().map(|member| member.id)).collect();
    let question = ctx.enter(State { wanted, choices: ids }).await?;
    let choices = choices.into_iter().map(|choice| choice.map(|member| member.name)).collect();
    Ok(Reply::Ask { said, choices, question }.into())
}

/// A name instead of a press.
pub async fn answer(ctx: &mut Context<'_>, state: State, text: &str) -> Answer {
    named(ctx, state.wanted, after_to(text)).await
}

/// One of the choices.
pub async fn choose(ctx: &mut Context<'_>, state: State, choice: u8) -> Answer {
    let Some(chosen) = state.choices.get(usize::from(choice)) else {
        return Ok(Outcome::callback_answer(common::Phrase::OldButton));
    };
    let member = match chosen {
        None => None,
        Some(id) => match ctx.tx.member(ctx.scope(), *id).await?.filter(|member| member.removed_at.is_none())
        {
            Some(member) => Some(member),
            None => return Err(refused(Phrase::MemberGone)),
        },
    };
    go_on(ctx, state.wanted, member).await
}

/// The member is known, or it is the pool.
async fn go_on(ctx: &mut Context<'_>, wanted: Wanted, hand: Option<Member>) -> Answer {
    // Who was asked may have become a salesperson meanwhile.
    if !ctx.member.role.leads() {
        return Err(refused(common::Phrase::NotYourRole { command: "team" }));
    }
    ctx.leave().await?;
    match (wanted, hand) {
        (Wanted::Owner { numbers }, hand) => assign::give(ctx, &numbers, hand).await,
        // This may ask again, for the heir.
        (Wanted::Leaver { heir }, Some(leaver)) => Box::pin(remove::leave(ctx, leaver, heir)).await,
        (Wanted::Leaver { .. }, None) => Err(refused(Phrase::RemoveWhom)),
        (Wanted::Heir { leaver }, hand) => {
            let leaver =
                ctx.tx.member(ctx.scope(), leaver).await?.filter(|member| member.removed_at.is_none());
            match leaver {
                Some(leaver) => remove::hand_over(ctx, leaver, hand).await,
                None => Err(refused(Phrase::MemberGone)),
            }
        }
    }
}

/// The members whom a name fits: those who are called exactly so by username or name, else those whose name has it.
pub fn fitting(members: Vec<Member>, typed: &str) -> Vec<Member> {
    let typed = typed.trim().trim_start_matches(['@', '＠']).to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let names = |member: &Member| {
        let username = member.username.as_deref().unwrap_or_default().to_lowercase();
        (member.name.to_lowercase(), username)
    };
    let exact = |member: &&Member| {
        let (name, username) = names(member);
        name == typed || username == typed
    };
    let exactly: Vec<Member> = members.iter().filter(exact).cloned().collect();
    if !exactly.is_empty() {
        return exactly;
    }
    members.into_iter().filter(|member| names(member).0.contains(&typed)).collect()
}

fn is_pool(typed: &str) -> bool {
    matches!(typed.trim().to_lowercase().as_str(), "pool" | "the pool" | "公海")
}

/// A name without the word that leads to it: `to @anna`, `给李娜`.
pub fn after_to(typed: &str) -> &str {
    let typed = typed.trim();
    ["to ", "To ", "给"].iter().find_map(|word| typed.strip_prefix(word)).unwrap_or(typed).trim()
}

#[cfg(test)]
mod tests {
    use renmai_core::schedule::Schedule;
    use renmai_core::vocabulary::{Lang, Role};

    use super::*;

    fn member(id: i64, name: &str, username: Option<&str>) -> Member {
        Member {
            id: serde_json::from_value(id.into()).unwrap(),
            team: serde_json::from_value(1.into()).unwrap(),
            telegram: id,
            role: Role::Salesperson,
            name: name.into(),
            username: username.map(Into::into),
            lang: Lang::En,
            schedule: Schedule::default(),
            fair: None,
            blocked_at: None,
            removed_at: None,
        }
    }

    #[test]
    fn a_member_is_named_by_username_or_name_in_any_case() {
        let team = vec![
            member(1, "Anna Liu", Some("anna")),
            member(2, "Anna Berg", None),
            member(3, "李娜", Some("LiNa88")),
            member(4, "Hannah", Some("hb")),
        ];
        for (typed, want) in [
            ("@anna", vec![1]),
            ("anna", vec![1]),
            ("ANNA LIU", vec![1]),
            ("anna b", vec![2]),
            ("ann", vec![1, 2, 4]),
            ("＠lina88", vec![3]),
            ("李娜", vec![3]),
            ("娜", vec![3]),
            ("@", vec![]),
            ("nobody", vec![]),
        ] {
            let found: Vec<i64> = fitting(team.clone(), typed).iter().map(|member| member.telegram).collect();
            assert_eq!(found, want, "{typed}");
        }
    }
}
