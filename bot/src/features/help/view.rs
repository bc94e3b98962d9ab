//! Help: what one can do, by role, on one screen.

use renmai_core::vocabulary::Role;

use crate::i18n::{Html, Message, Render, Words};

/// What commands are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Every day.
    Daily,
    /// One contact.
    Contact,
    /// The whole book.
    Book,
    /// The team and oneself.
    Team,
    /// Back and out.
    Ways,
    /// Joining: whoever is in the team has done it already, so it stands nowhere in the help.
    Strangers,
}

/// What help and menus need to know of a command.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// As it is typed, without the slash.
    pub name: &'static str,
    /// The least role that may use it.
    pub role: Role,
    /// Where it stands in the help.
    pub group: Group,
}

impl Group {
    /// All of them, in the order of the help.
    pub const ALL: &'static [Group] = &[Group::Daily, Group::Contact, Group::Book, Group::Team, Group::Ways];

    fn title(self, words: &Words) -> Html {
        let id = match self {
            Group::Daily => "help-daily",
            Group::Contact => "help-contact",
            Group::Book => "help-book",
            Group::Team => "help-team",
            Group::Ways | Group::Strangers => "help-ways",
        };
        words.html(id, &[])
    }
}

/// The help of a role.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// The names of the commands, by what they are for.
    pub groups: Vec<(Group, Vec<&'static str>)>,
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        let mut html = words.html("help-head", &[]);
        html.line(Html::default());
        for (group, commands) in &self.groups {
            let names = commands.iter().map(|name| Html::text(&format!("/{name}")));
            let mut line = group.title(words);
            line.push(Html::text(" ")).push(Html::join(names, " "));
            html.line(line);
        }
        html.line(Html::default()).line(words.html("help-foot", &[]));
        Message::text(html)
    }
}
