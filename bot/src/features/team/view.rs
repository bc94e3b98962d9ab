//! The team: joining it, who is in it, who owns what, who leaves.

use chrono::NaiveDate;
use renmai_core::vocabulary::{ChangeId, ContactNo, Role};

use super::{PAGE, TeamButton};
use crate::handler::buttons::{Button, undo_key};
use crate::handler::cancel_key;
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of the team.
    pub enum Phrase {
        /// To the founder of a team.
        WelcomeOwner { team: String } = "team-welcome-owner",
        /// To a new manager.
        WelcomeManager { team: String } = "team-welcome-manager",
        /// To a new salesperson.
        WelcomeSalesperson { team: String } = "team-welcome-salesperson",
        /// A code that opens nothing: wrong, expired, used or revoked.
        BadCode = "team-bad-code",
        /// A member opened a link.
        InTeamAlready { team: String } = "team-in-already",
        /// To who gave the invite.
        HasJoined { name: String, role: Role } = "team-has-joined",
        /// As what somebody is invited was not said.
        InviteAsWhat = "team-invite-as-what",
        /// Managers are invited by owners.
        OnlyOwnersInvite = "team-only-owners-invite",
        /// The link.
        Invited { role: Role, link: String, until: NaiveDate } = "team-invited",
        /// The invite is revoked.
        InviteRevoked { role: Role } = "team-invite-revoked",
        /// It was not open any more.
        InviteNotOpen = "team-invite-not-open",
        /// To whom was not said.
        AssignToWhom { no: ContactNo } = "team-assign-to-whom",
        /// No member is called so.
        NoSuchMember { typed: Quote } = "team-no-such-member",
        /// Several members fit.
        WhichMember { typed: Quote } = "team-which-member",
        /// The contact has a new owner.
        Assigned { no: ContactNo, to: String } = "team-assigned",
        /// The contact lies in the pool.
        Pooled { no: ContactNo } = "team-pooled",
        /// It was theirs already.
        TheirsAlready { no: ContactNo, to: String } = "team-theirs-already",
        /// It lay in the pool already.
        PooledAlready { no: ContactNo } = "team-pooled-already",
        /// To the new owner, above the card.
        GivenToYou { no: ContactNo, by: String } = "team-given-to-you",
        /// Who is to leave was not said.
        RemoveWhom = "team-remove-whom",
        /// A team has an owner.
        LastOwner { name: String } = "team-last-owner",
        /// The member's role is not below one's own.
        NotYoursToRemove { name: String } = "team-not-yours-to-remove",
        /// Who gets the contacts of a leaver?
        HandToWhom { name: String, count: u64 } = "team-hand-to-whom",
        /// Nobody hands their contacts to themselves.
        HeirIsLeaver { name: String } = "team-heir-is-leaver",
        /// The member is gone, and a colleague has the contacts.
        Removed { name: String, count: u64, to: String, mails: u64 } = "team-removed",
        /// The member is gone, and the pool has the contacts.
        RemovedToPool { name: String, count: u64, mails: u64 } = "team-removed-to-pool",
        /// To the member.
        YouWereRemoved { team: String } = "team-you-were-removed",
        /// To the member, when that was taken back.
        YouAreBack { team: String } = "team-you-are-back",
        /// To the heir.
        YouInherited { count: u64, from: String, by: String } = "team-you-inherited",
        /// The member has another role.
        RoleSet { name: String, role: Role } = "team-role-set",
        /// They had it already.
        RoleAlready { name: String, role: Role } = "team-role-already",
        /// To the member.
        YourRole { role: Role } = "team-your-role",
        /// The member has left meanwhile.
        MemberGone = "team-member-gone",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// A change, with the way back.
    Changed {
        /// What was done.
        said: Phrase,
        /// By which change.
        change: ChangeId,
    },
    /// An invite link.
    Link {
        /// What is said of it.
        said: Phrase,
        /// The link.
        link: String,
        /// The invite's number.
        invite: i64,
    },
    /// Whom does it concern?
    Ask {
        /// The question.
        said: Phrase,
        /// The names to choose from; `None`: the pool.
        choices: Vec<Option<String>>,
        /// The number of the question.
        question: i64,
    },
    /// The team.
    Team(View),
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::Changed { said, change } => {
                let mut message = said.message(words);
                message.keyboard.row([undo_key(*change, words)]);
                message
            }
            Reply::Link { said, link, invite } => {
                let mut message = said.message(words);
                let copy = Key::copy(words.word("team-button-copy"), link);
                let revoke =
                    Key::press(words.word("team-button-revoke"), &TeamButton::Revoke { invite: *invite });
                message.keyboard.row(copy.into_iter().chain([revoke]));
                message
            }
            Reply::Ask { said, choices, question } => {
                let mut message = said.message(words);
                let question = *question;
                for (choice, name) in (0u8..).zip(choices) {
                    let label =
                        name.as_deref().map_or_else(|| words.word("button-pool"), |name| shorten(name, 40));
                    message.keyboard.row([Key::press(label, &Button::Choose { question, choice })]);
                }
                message.keyboard.row([cancel_key(question, words)]);
                message
            }
            Reply::Team(view) => view.message(words),
        }
    }
}

/// A page of the team.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What was just done, above it, with the way back below.
    pub head: Option<(Phrase, Option<ChangeId>)>,
    /// The team's name.
    pub name: String,
    /// The members on this page.
    pub members: Vec<Line>,
    /// The page, from 0.
    pub page: u32,
    /// How many members there are in all.
    pub total: usize,
    /// How many contacts lie in the pool.
    pub pool: u64,
    /// The open invites, for those who lead.
    pub invites: Vec<InviteLine>,
    /// For which update it is shown.
    pub drawn: i64,
}

/// A member in the team's list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The member's number.
    pub number: i64,
    /// Their name.
    pub name: String,
    /// Their username.
    pub username: Option<String>,
    /// Their role.
    pub role: Role,
    /// How many contacts they own.
    pub contacts: u64,
    /// Whether they blocked the bot.
    pub blocked: bool,
    /// The role that the reader may give them.
    pub may_become: Option<Role>,
}

/// An open invite in the team's list.
#[derive(Debug, Clone, PartialEq)]
pub struct InviteLine {
    /// The invite's number.
    pub number: i64,
    /// As what one joins.
    pub role: Role,
    /// Who gave it.
    pub by: String,
    /// The reader's local day on which it ends.
    pub until: NaiveDate,
}

impl View {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        if let Some((said, _)) = &self.head {
            html.push(said.html(words)).line(Html::default());
        }
        html.line(words.html("team-title", &[("name", &self.name), ("count", &self.total)]));
        for line in &self.members {
            html.line(line.html(words));
        }
        if self.pool > 0 {
            html.line(words.html("team-pool", &[("count", &self.pool)]));
        }
        if !self.invites.is_empty() {
            html.line(Html::default()).line(words.html("team-invites", &[]));
        }
        for (number, invite) in (1usize..).zip(&self.invites) {
            html.line(words.html(
                "team-invite",
                &[("number", &number), ("role", &invite.role), ("by", &invite.by), ("until", &invite.until)],
            ));
        }
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }

    fn keyboard(&self, words: &Words) -> Keyboard {
        let mut keyboard = Keyboard::default();
        let page = self.page;
        for line in &self.members {
            let key = line.may_become.map(|role| {
                let id = match role {
                    Role::Salesperson => "team-button-make-salesperson",
                    Role::Manager | Role::Owner => "team-button-make-manager",
                };
                let label = words.plain(id, &[("name", &shorten(&line.name, 30))]);
                Key::press(label, &TeamButton::SetRole { member: line.number, role, page, drawn: self.drawn })
            });
            keyboard.row(key);
        }
        for invites in (1usize..).zip(&self.invites).collect::<Vec<_>>().chunks(3) {
            keyboard.row(invites.iter().map(|(number, invite)| {
                let label = words.plain("team-button-revoke-listed", &[("number", number)]);
                Key::press(label, &TeamButton::RevokeListed { invite: invite.number, page })
            }));
        }
        let undo = self.head.as_ref().and_then(|(_, change)| *change);
        keyboard.row(undo.map(|change| undo_key(change, words)));
        let pages = self.total.div_ceil(PAGE);
        let before = self
            .page
            .checked_sub(1)
            .map(|page| Key::press(words.word("page-before"), &TeamButton::Page { page }));
        let after = ((self.page as usize) + 1 < pages).then(|| {
            let label = words.plain("page-more", &[("page", &(self.page + 2)), ("pages", &pages)]);
            Key::press(label, &TeamButton::Page { page: page + 1 })
        });
        keyboard.row(before.into_iter().chain(after));
        keyboard
    }
}

impl Line {
    fn html(&self, words: &Words) -> Html {
        let mut line = Html::text("• ");
        line.push(Html::bold(&shorten(&self.name, 40)));
        if let Some(username) = &self.username {
            line.push(Html::text(&format!(" @{username}")));
        }
        line.push(words.html("team-member", &[("role", &self.role), ("count", &self.contacts)]));
        if self.blocked {
            line.push(words.html("team-blocked", &[]));
        }
        line
    }
}
