//! `/start`: founding a team with the owner link, joining one with an invite.

use chrono::{DateTime, Utc};
use renmai_core::book::{Opened, found_team, open_code};
use renmai_core::store::Tx;
use renmai_core::team::{Newcomer, Signup};
use renmai_core::text::clean;
use renmai_core::vocabulary::{Lang, Role};

use super::Phrase;
use crate::handler::{Answer, Context, Outcome, common, refused};
use crate::i18n::{Words, shorten};
use crate::telegram::Person;

/// `/start` by somebody who is in a team: told so, nothing changes, and an invite stays good for somebody else.
pub async fn member(ctx: &mut Context<'_>, _args: &str) -> Answer {
    let team = ctx.tx.team(ctx.member.team).await?.name;
    Ok(Phrase::InTeamAlready { team }.into())
}

/// `/start` by somebody who is in no team: `code` is what came with it.
pub async fn stranger(
    tx: &mut Tx,
    from: &Person,
    code: Option<&str>,
    signup: Signup,
    now: DateTime<Utc>,
) -> Answer {
    let newcomer = newcomer(from);
    let team_name = Words::of(newcomer.lang).plain("team-default-name", &[("name", &newcomer.name)]);
    let opened = match (code, signup) {
        (Some(code), _) => open_code(tx, &newcomer, code, &team_name, now).await?,
        (None, Signup::Open) => {
            let (member, team) = found_team(tx, &newcomer, &team_name, now).await?;
            Some(Opened::Founded(member, team))
        }
        (None, Signup::Invite) => return Err(refused(common::Phrase::Private)),
    };
    match opened {
        None => Err(refused(Phrase::BadCode)),
        Some(Opened::Founded(member, team)) => {
            Ok(Outcome::from(Phrase::WelcomeOwner { team: team.name }).and_menu(&member))
        }
        Some(Opened::Joined { member, team, inviter }) => {
            let team = team.name;
            let welcome = match member.role {
                Role::Owner => Phrase::WelcomeOwner { team },
                Role::Manager => Phrase::WelcomeManager { team },
                Role::Salesperson => Phrase::WelcomeSalesperson { team },
            };
            let mut outcome = Outcome::from(welcome).and_menu(&member);
            if let Some(inviter) = inviter {
                let said = Phrase::HasJoined { name: member.name, role: member.role };
                outcome = outcome.and_tell(&inviter, said);
            }
            Ok(outcome)
        }
    }
}

/// The longest name that a colleague is shown, in characters.
const LONGEST_NAME: usize = 64;

fn newcomer(from: &Person) -> Newcomer {
    // As Telegram has them; anything else is none.
    let is_username = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let username = from.username.clone().filter(is_username);
    let named = [clean(&from.name), username.clone().unwrap_or_default(), from.id.to_string()];
    let name = named.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    Newcomer {
        telegram: from.id,
        name: shorten(&name, LONGEST_NAME),
        username,
        lang: Lang::from_telegram(from.language.as_deref()),
    }
}
