//! `/team`: who is in it, what each owns, which invites are open; an owner makes managers here.

use renmai_core::book::Undone;
use renmai_core::store::Scope;
use renmai_core::team::Member;
use renmai_core::vocabulary;
use renmai_core::vocabulary::{ChangeId, Role};

use super::{InviteLine, Line, Phrase, Reply, TeamButton, View, assign, invite};
use crate::handler::{Answer, Context, Outcome, Stop, common, refused};
use crate::i18n::AnyReply;

/// How many members a page shows: what fits a phone screen.
pub const PAGE: usize = 10;

/// How many open invites are shown.
const INVITES: usize = 6;

/// `/team`.
pub async fn run(ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(view(ctx, 0, None).await?.into())
}

/// A button.
pub async fn press(ctx: &mut Context<'_>, button: TeamButton) -> Answer {
    if !matches!(button, TeamButton::Page { .. }) && !ctx.member.role.leads() {
        return Err(refused(common::Phrase::NotYourRole { command: "team" }));
    }
    match button {
        TeamButton::Page { page } => Ok(view(ctx, page, None).await?.into()),
        TeamButton::Revoke { invite } => invite::revoke(ctx, invite).await,
        TeamButton::RevokeListed { invite, page } => {
            let (said, change) = match invite::revoked(ctx, invite).await? {
                Some((said, change)) => (said, Some(change)),
                None => (Phrase::InviteNotOpen, None),
            };
            Ok(Outcome::from(view(ctx, page, Some((said.clone(), change))).await?).and_callback_answer(said))
        }
        TeamButton::SetRole { member, role, page, drawn: _ } => make(ctx, member, role, page).await,
    }
}

/// Gives a colleague another role: an owner may, to everyone but owners.
async fn make(ctx: &mut Context<'_>, number: i64, role: Role, page: u32) -> Answer {
    let members = ctx.tx.members(ctx.scope()).await?;
    let Some(colleague) = members.into_iter().find(|member| member.id.number() == number) else {
        return Err(refused(Phrase::MemberGone));
    };
    if may_become(&ctx.member, &colleague).is_none() || role == Role::Owner {
        return Err(refused(common::Phrase::NotYourRole { command: "team" }));
    }
    let name = colleague.name.clone();
    let Some((colleague, change)) = ctx.book().set_role(&colleague, role).await? else {
        return Ok(Outcome::from(view(ctx, page, None).await?)
            .and_callback_answer(Phrase::RoleAlready { name, role }));
    };
    let said = Phrase::RoleSet { name, role };
    let shown = view(ctx, page, Some((said.clone(), Some(change)))).await?;
    let told = Phrase::YourRole { role };
    Ok(Outcome::from(shown).and_callback_answer(said).and_tell(&colleague, told).and_menu(&colleague))
}

/// The other role that the reader may give a member.
fn may_become(reader: &Member, member: &Member) -> Option<Role> {
    match (reader.role, member.role) {
        (Role::Owner, Role::Salesperson) => Some(Role::Manager),
        (Role::Owner, Role::Manager) => Some(Role::Salesperson),
        _ => None,
    }
}

/// A page of the team, with what was just done above it.
async fn view(
    ctx: &mut Context<'_>,
    page: u32,
    head: Option<(Phrase, Option<ChangeId>)>,
) -> Result<AnyReply, Stop> {
    let team = Scope::whole_team(&ctx.member);
    let members = ctx.tx.members(team).await?;
    let owned = ctx.tx.owned(team).await?;
    let contacts = |by| owned.iter().find(|owned| owned.by == by).map_or(0, |owned| owned.contacts);
    let last = members.len().saturating_sub(1) / PAGE;
    let page = (page as usize).min(last);
    let lines = members.iter().skip(page * PAGE).take(PAGE).map(|member| Line {
        number: member.id.number(),
        name: member.name.clone(),
        username: member.username.clone(),
        role: member.role,
        contacts: contacts(Some(member.id)),
        blocked: member.blocked_at.is_some(),
        may_become: may_become(&ctx.member, member),
    });
    let mut invites = Vec::new();
    if ctx.member.role.leads() {
        for invite in ctx.tx.open_invites(team, ctx.now).await?.into_iter().take(INVITES) {
            let by = members.iter().find(|member| Some(member.id) == invite.by);
            invites.push(InviteLine {
                number: invite.id.number(),
                role: invite.role,
                by: by.map(|member| member.name.clone()).unwrap_or_default(),
                until: ctx.member.schedule.today(invite.expires_at.unwrap_or(ctx.now)),
            });
        }
    }
    Ok(Reply::Team(View {
        head,
        name: ctx.tx.team(ctx.member.team).await?.name,
        members: lines.collect(),
        page: u32::try_from(page).unwrap_or(0),
        total: members.len(),
        pool: if ctx.member.role.leads() { contacts(None) } else { 0 },
        invites,
        drawn: ctx.update,
    })
    .into())
}

/// What an undone change means for the members whom it concerned: their menu is what it was, and they are told.
pub async fn undone(ctx: &mut Context<'_>, undone: &Undone, mut outcome: Outcome) -> Answer {
    for member in &undone.members {
        outcome = outcome.and_menu(member);
        if member.id == ctx.member.id {
            continue;
        }
        let told = match undone.verb {
            vocabulary::Verb::Removed => Phrase::YouAreBack { team: ctx.tx.team(member.team).await?.name },
            _ => Phrase::YourRole { role: member.role },
        };
        outcome = outcome.and_tell(member, told);
    }
    assign::given_back(ctx, &undone.given_back, outcome).await
}
