//! `/help` and `/cancel`, and the command menu: all made from the list of commands, so that none is forgotten.

use renmai_core::vocabulary::Role;

use super::{Entry, Group, Reply};
use crate::handler::{Answer, Context, common, refused};
use crate::i18n::Words;

/// What the member's role can do.
pub fn overview(ctx: &Context<'_>, commands: &[Entry]) -> Reply {
    let usable = || for_role(ctx.member.role, commands);
    let of = |group| usable().filter(|entry| entry.group == group).map(|entry| entry.name).collect();
    Reply { groups: Group::ALL.iter().map(|group| (*group, of(*group))).collect() }
}

/// `/cancel`, and the cancel button under a question.
pub async fn cancel(ctx: &mut Context<'_>, _args: &str) -> Answer {
    if !ctx.is_asked().await? {
        return Err(refused(common::Phrase::NothingAsked));
    }
    ctx.leave().await?;
    Ok(common::Phrase::Cancelled.into())
}

/// The command menu of a role, names and descriptions; `None`: a stranger's.
pub fn menu(role: Option<Role>, commands: &[Entry], words: &Words) -> Vec<(String, String)> {
    let described = |entry: &Entry| (entry.name.to_owned(), words.word(&format!("menu-{}", entry.name)));
    match role {
        Some(role) => for_role(role, commands).map(described).collect(),
        None => {
            let known = |name: &str| commands.iter().find(|entry| entry.name == name);
            ["start", "help"].into_iter().filter_map(known).map(described).collect()
        }
    }
}

/// What a role may use, in the order of the menu.
fn for_role(role: Role, commands: &[Entry]) -> impl Iterator<Item = &Entry> {
    commands.iter().filter(move |entry| entry.group != Group::Strangers && role >= entry.role)
}
