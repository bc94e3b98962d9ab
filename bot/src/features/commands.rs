//! The list of the commands, and how a text names one.

use renmai_core::vocabulary::{ContactNo, Role};

use super::help::{Entry, Group};
use super::{
    add, card, check, clean, due, edit, export, find, forget, help, history, ideal, import, insight, log,
    mark, merge, metrics, settings, team, undo, verify,
};
use crate::handler::{Answer, Context, common, refused};

/// Declares the commands: name, the least role, where it stands in the help, what runs.
macro_rules! commands {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $role:ident, $group:path, $run:path;)+) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Command { $($(#[$meta])* $variant),+ }

        impl Command {
            /// All of them, in the order of the menu.
            pub const ALL: &'static [Command] = &[$(Command::$variant),+];

            /// What the help and the menus say of each, in the same order.
            pub const HELP: &'static [Entry] = &[$(Entry { name: $name, role: Role::$role, group: $group }),+];

            /// As it is typed, without the slash. Its description is the phrase `menu-<name>`.
            pub const fn name(self) -> &'static str {
                match self { $(Command::$variant => $name),+ }
            }

            /// The least role that may use it.
            pub const fn role(self) -> Role {
                match self { $(Command::$variant => Role::$role),+ }
            }

            async fn run(self, ctx: &mut Context<'_>, args: &str) -> Answer {
                match self { $(Command::$variant => Box::pin($run(ctx, args)).await),+ }
            }
        }
    };
}

/// `/help`: made from the list.
async fn help(ctx: &mut Context<'_>, _args: &str) -> Answer {
    Ok(help::overview(ctx, Command::HELP).into())
}

commands! {
    /// Adds a contact.
    Add = "add", Salesperson, Group::Contact, add::run;
    /// What is due.
    Due = "due", Salesperson, Group::Daily, due::run;
    /// Finds contacts.
    Find = "find", Salesperson, Group::Contact, find::run;
    /// Who has somebody already.
    Check = "check", Salesperson, Group::Contact, check::run;
    /// Logs what happened.
    Log = "log", Salesperson, Group::Daily, log::run;
    /// Sets the grade.
    Grade = "grade", Salesperson, Group::Contact, mark::grade;
    /// Sets the stage.
    Stage = "stage", Salesperson, Group::Contact, mark::stage;
    /// Sets the value.
    Value = "value", Salesperson, Group::Contact, mark::value;
    /// Sets the next step.
    Next = "next", Salesperson, Group::Daily, mark::plan::next;
    /// Puts a contact off.
    Snooze = "snooze", Salesperson, Group::Daily, mark::plan::snooze;
    /// Changes any other field.
    Edit = "edit", Salesperson, Group::Contact, edit::run;
    /// Everything that happened to a contact.
    History = "history", Salesperson, Group::Contact, history::run;
    /// Makes one contact of two.
    Merge = "merge", Salesperson, Group::Contact, merge::run;
    /// Takes the last change back.
    Undo = "undo", Salesperson, Group::Ways, undo::run;
    /// Insights, and who is due for one.
    Insight = "insight", Salesperson, Group::Daily, insight::run;
    /// The figures.
    Metrics = "metrics", Salesperson, Group::Book, metrics::run;
    /// How to import.
    Import = "import", Salesperson, Group::Book, import::run;
    /// The contacts as a file.
    Export = "export", Salesperson, Group::Book, export::run;
    /// Checks an address.
    Verify = "verify", Salesperson, Group::Contact, verify::run;
    /// What needs cleaning.
    Clean = "clean", Salesperson, Group::Book, clean::run;
    /// Erases a person.
    Forget = "forget", Salesperson, Group::Contact, forget::run;
    /// The team.
    Team = "team", Salesperson, Group::Team, team::run;
    /// Invites somebody.
    Invite = "invite", Manager, Group::Team, team::invite::run;
    /// Gives a contact to somebody.
    Assign = "assign", Manager, Group::Team, team::assign::run;
    /// Removes a member.
    Remove = "remove", Manager, Group::Team, team::remove::run;
    /// The ideal customer.
    Profile = "profile", Manager, Group::Team, ideal::run;
    /// Settings.
    Settings = "settings", Salesperson, Group::Team, settings::run;
    /// Help.
    Help = "help", Salesperson, Group::Ways, help;
    /// Leaves what is being asked.
    Cancel = "cancel", Salesperson, Group::Ways, help::cancel;
    /// Begins.
    Start = "start", Salesperson, Group::Strangers, team::start::member;
}

/// What a text that begins with a slash asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A command of the list.
    Command(Command),
    /// `/l12`: a card.
    Card(ContactNo),
    /// None that is known.
    Unknown,
}

/// Reads `/grade@our_bot 12 A` as the command and its arguments; `None` where the text is no command.
pub fn read(text: &str) -> Option<(Asked, &str)> {
    let text = text.trim();
    // A Chinese keyboard has a stroke of its own.
    let rest = text.strip_prefix(['/', '／'])?;
    let (name, args) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.split('@').next().unwrap_or_default().to_lowercase();
    let asked = match Command::ALL.iter().find(|command| command.name() == name) {
        Some(command) => Asked::Command(*command),
        None => match name.strip_prefix('l').and_then(|_| ContactNo::parse(&name)) {
            Some(no) => Asked::Card(no),
            None => Asked::Unknown,
        },
    };
    Some((asked, args.trim()))
}

/// Carries out a command. A new command leaves whatever was being asked.
pub async fn run(ctx: &mut Context<'_>, asked: Asked, args: &str) -> Answer {
    match asked {
        Asked::Command(command) if ctx.member.role < command.role() => {
            Err(refused(common::Phrase::NotYourRole { command: command.name() }))
        }
        Asked::Command(command) => {
            if command != Command::Cancel {
                ctx.leave().await?;
            }
            command.run(ctx, args).await
        }
        Asked::Card(no) => {
            ctx.leave().await?;
            card::run(ctx, no).await
        }
        Asked::Unknown => Err(refused(common::Phrase::UnknownCommand)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use renmai_core::vocabulary::Lang;

    use super::*;
    use crate::i18n::Words;

    #[test]
    fn commands_are_read_as_telegram_writes_them() {
        for (text, asked, args) in [
            ("/grade 12 A", Asked::Command(Command::Grade), "12 A"),
            ("/Grade@renmai_bot   12 A ", Asked::Command(Command::Grade), "12 A"),
            ("/l12", Asked::Card(ContactNo(12)), ""),
            ("/l12@renmai_bot", Asked::Card(ContactNo(12)), ""),
            ("／due", Asked::Command(Command::Due), ""),
            ("/log\n12", Asked::Command(Command::Log), "12"),
            ("/l0", Asked::Unknown, ""),
            ("/12", Asked::Unknown, ""),
            ("/", Asked::Unknown, ""),
        ] {
            assert_eq!(read(text), Some((asked, args)), "{text}");
        }
        assert_eq!(read("hello"), None);
    }

    #[test]
    fn every_command_is_described_within_what_telegram_takes() {
        for lang in [Lang::En, Lang::Zh] {
            let words = &Words::of(lang);
            let menu = help::menu(Some(Role::Owner), Command::HELP, words);
            assert_eq!(menu.len(), Command::ALL.len() - 1);
            for (name, description) in menu.into_iter().chain(help::menu(None, Command::HELP, words)) {
                assert!((3..=256).contains(&description.chars().count()), "{name}: {description}");
                assert!(!description.starts_with("menu-"), "{name} has no description");
            }
        }
    }

    #[test]
    fn a_menu_holds_what_the_role_may_use() {
        let has = |role, name: &str| {
            help::menu(role, Command::HELP, &Words::of(Lang::En)).iter().any(|(known, _)| known == name)
        };
        assert!(has(Some(Role::Salesperson), "add") && !has(Some(Role::Salesperson), "invite"));
        assert!(has(Some(Role::Manager), "invite") && !has(Some(Role::Manager), "start"));
        assert!(has(None, "start") && !has(None, "add"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_command_or_none(text in "\\PC{0,40}|/[a-z0-9@_]{0,12}\\PC{0,20}") {
            prop_assert_eq!(read(&text).is_some(), text.trim().starts_with('/'));
        }
    }
}
