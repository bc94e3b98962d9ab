//! `/help` and `/cancel`, and the command menu: all made from the list of commands, so that none is forgotten.

use renmai_core::vocabulary::Role;

use super::Command;
use crate::ctx::{Answer, Ctx, refused};
use crate::words::help::{Group, Reply};
use crate::words::{self, Words, common};

/// `/help`: what the member's role can do.
pub async fn run(ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    let role = ctx.member.role;
    let of = |group| {
        commands(role).filter(|command| group_of(*command) == Some(group)).map(Command::name).collect()
    };
    let groups = Group::ALL.iter().map(|group| (*group, of(*group))).collect();
    Ok(words::Reply::from(Reply { groups }).into())
}

/// `/cancel`, and the cancel button under a question.
pub async fn cancel(ctx: &mut Ctx<'_>, _args: &str) -> Answer {
    if ctx.dialogue().await?.is_none() {
        return Err(refused(common::Said::NothingAsked));
    }
    ctx.leave().await?;
    Ok(common::Said::Cancelled.into())
}

/// The command menu of a role, names and descriptions; `None`: a stranger's.
pub fn menu(role: Option<Role>, words: &Words) -> Vec<(String, String)> {
    let described = |command: Command| {
        let name = command.name();
        (name.to_owned(), words.word(&format!("menu-{name}")))
    };
    match role {
        Some(role) => commands(role).map(described).collect(),
        None => vec![described(Command::Start), described(Command::Help)],
    }
}

/// What a role may use, in the order of the menu. Who is in the team has begun already.
fn commands(role: Role) -> impl Iterator<Item = Command> {
    Command::ALL.iter().copied().filter(move |command| *command != Command::Start && role >= command.role())
}

/// Where a command stands in the help; `None`: nowhere, it is for strangers.
fn group_of(command: Command) -> Option<Group> {
    match command {
        Command::Due | Command::Log | Command::Next | Command::Snooze | Command::Insight => {
            Some(Group::Daily)
        }
        Command::Add
        | Command::Find
        | Command::Check
        | Command::Grade
        | Command::Stage
        | Command::Value
        | Command::Edit
        | Command::History
        | Command::Merge
        | Command::Verify
        | Command::Forget => Some(Group::Contact),
        Command::Metrics | Command::Clean | Command::Import | Command::Export => Some(Group::Book),
        Command::Team
        | Command::Invite
        | Command::Assign
        | Command::Remove
        | Command::Profile
        | Command::Settings => Some(Group::Team),
        Command::Undo | Command::Cancel | Command::Help => Some(Group::Ways),
        Command::Start => None,
    }
}

#[cfg(test)]
mod tests {
    use renmai_core::vocabulary::Lang;

    use super::*;

    #[test]
    fn every_command_is_described_within_what_telegram_takes() {
        for lang in [Lang::En, Lang::Zh] {
            let words = Words::of(lang);
            let menu = menu(Some(Role::Owner), words);
            assert_eq!(menu.len(), Command::ALL.len() - 1);
            for (name, description) in menu.into_iter().chain(super::menu(None, words)) {
                assert!((3..=256).contains(&description.chars().count()), "{name}: {description}");
                assert!(!description.starts_with("menu-"), "{name} has no description");
            }
        }
    }

    #[test]
    fn a_menu_holds_what_the_role_may_use() {
        let has = |role, name: &str| menu(role, Words::of(Lang::En)).iter().any(|(known, _)| known == name);
        assert!(has(Some(Role::Salesperson), "add") && !has(Some(Role::Salesperson), "invite"));
        assert!(has(Some(Role::Manager), "invite") && !has(Some(Role::Manager), "start"));
        assert!(has(None, "start") && !has(None, "add"));
    }
}
