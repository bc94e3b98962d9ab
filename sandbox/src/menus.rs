//! The menus of commands that the bot has set, by scope and language.

use serde::{Deserialize, Serialize};

/// All menus.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Menus(Vec<Menu>);

#[derive(Debug, Serialize, Deserialize)]
struct Menu {
    scope: Scope,
    language: String,
    commands: Vec<Command>,
}

/// Whom a menu is for: Telegram's `BotCommandScope`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Scope {
    Default,
    AllPrivateChats,
    AllGroupChats,
    AllChatAdministrators,
    Chat { chat_id: i64 },
    ChatAdministrators { chat_id: i64 },
    ChatMember { chat_id: i64, user_id: i64 },
}

/// A command and what it is for: Telegram's `BotCommand`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Command {
    pub(crate) command: String,
    pub(crate) description: String,
}

impl Menus {
    /// Sets a menu; one without commands is deleted.
    pub(crate) fn set(&mut self, scope: Scope, language: String, commands: Vec<Command>) {
        self.0.retain(|menu| menu.scope != scope || menu.language != language);
        if !commands.is_empty() {
            self.0.push(Menu { scope, language, commands });
        }
    }

    /// The menu of exactly this scope and language.
    pub(crate) fn get(&self, scope: &Scope, language: &str) -> Option<&[Command]> {
        let menu = self.0.iter().find(|menu| menu.scope == *scope && menu.language == language)?;
        Some(&menu.commands)
    }

    /// The menu that a person sees in the private chat: that of the narrowest scope that has one, if possible in the
    /// person's language.
    pub(crate) fn of_person(&self, person: i64, language: &str) -> &[Command] {
        let scopes = [Scope::Chat { chat_id: person }, Scope::AllPrivateChats, Scope::Default];
        let mut menus =
            scopes.iter().filter_map(|scope| self.get(scope, language).or_else(|| self.get(scope, "")));
        menus.next().unwrap_or_default()
    }
}
