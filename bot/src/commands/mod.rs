//! The commands: one file each (or a tight group), one list that names them all. `/help` and the menus are made
//! from it, and it carries the role, so no handler begins with a permission check.

pub mod add;
pub mod assign;
pub mod attach;
pub mod card;
pub mod check;
pub mod clean;
pub mod draft;
pub mod due;
pub mod edit;
pub mod export;
pub mod find;
pub mod forget;
pub mod help;
pub mod history;
pub mod ideal;
pub mod import;
pub mod insight;
pub mod invite;
pub mod log;
pub mod mark;
pub mod merge;
pub mod metrics;
pub mod plan;
pub mod remove;
pub mod settings;
pub mod start;
pub mod team;
pub mod undo;
pub mod verify;

use renmai_core::vocabulary::{ContactNo, Role};

use crate::ctx::{Answer, Ctx, refused};
use crate::words::common;

/// Declares the commands: name, the least role, what runs.
macro_rules! commands {
    ($($(#[$meta:meta])* $variant:ident = $name:literal, $role:ident, $run:path;)+) => {
        /// A command.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Command { $($(#[$meta])* $variant),+ }

        impl Command {
            /// All of them, in the order of the menu.
            pub const ALL: &'static [Command] = &[$(Command::$variant),+];

            /// As it is typed, without the slash. Its description is the phrase `menu-<name>`.
            pub const fn name(self) -> &'static str {
                match self { $(Command::$variant => $name),+ }
            }

            /// The least role that may use it.
            pub const fn role(self) -> Role {
                match self { $(Command::$variant => Role::$role),+ }
            }

            async fn run(self, ctx: &mut Ctx<'_>, args: &str) -> Answer {
                match self { $(Command::$variant => Box::pin($run(ctx, args)).await),+ }
            }
        }
    };
}

commands! {
    /// Adds a contact.
    Add = "add", Salesperson, add::run;
    /// What is due.
    Due = "due", Salesperson, due::run;
    /// Finds contacts.
    Find = "find", Salesperson, find::run;
    /// Who has somebody already.
    Check = "check", Salesperson, check::run;
    /// Logs what happened.
    Log = "log", Salesperson, log::run;
    /// Sets the grade.
    Grade = "grade", Salesperson, mark::grade;
    /// Sets the stage.
    Stage = "stage", Salesperson, mark::stage;
    /// Sets the value.
    Value = "value", Salesperson, mark::value;
    /// Sets the next step.
    Next = "next", Salesperson, plan::next;
    /// Puts a contact off.
    Snooze = "snooze", Salesperson, plan::snooze;
    /// Changes any other field.
    Edit = "edit", Salesperson, edit::run;
    /// Everything that happened to a contact.
    History = "history", Salesperson, history::run;
    /// Makes one contact of two.
    Merge = "merge", Salesperson, merge::run;
    /// Takes the last change back.
    Undo = "undo", Salesperson, undo::run;
    /// Insights, and who is due for one.
    Insight = "insight", Salesperson, insight::run;
    /// The figures.
    Metrics = "metrics", Salesperson, metrics::run;
    /// How to import.
    Import = "import", Salesperson, import::run;
    /// The contacts as a file.
    Export = "export", Salesperson, export::run;
    /// Checks an address.
    Verify = "verify", Salesperson, verify::run;
    /// What needs cleaning.
    Clean = "clean", Salesperson, clean::run;
    /// Erases a person.
    Forget = "forget", Salesperson, forget::run;
    /// The team.
    Team = "team", Salesperson, team::run;
    /// Invites somebody.
    Invite = "invite", Manager, invite::run;
    /// Gives a contact to somebody.
    Assign = "assign", Manager, assign::run;
    /// Removes a member.
    Remove = "remove", Manager, remove::run;
    /// The ideal customer.
    Profile = "profile", Manager, ideal::run;
    /// Settings.
    Settings = "settings", Salesperson, settings::run;
    /// Help.
    Help = "help", Salesperson, help::run;
    /// Leaves what is being asked.
    Cancel = "cancel", Salesperson, help::cancel;
    /// Begins.
    Start = "start", Salesperson, start::member;
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
pub async fn run(ctx: &mut Ctx<'_>, asked: Asked, args: &str) -> Answer {
    match asked {
        Asked::Command(command) if ctx.member.role < command.role() => {
            Err(refused(common::Said::NotYourRole { command: command.name() }))
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
        Asked::Unknown => Err(refused(common::Said::UnknownCommand)),
    }
}

/// The first word and the rest, both trimmed.
pub fn word(args: &str) -> (&str, &str) {
    let args = args.trim();
    match args.split_once(char::is_whitespace) {
        Some((first, rest)) => (first, rest.trim()),
        None => (args, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn any_text_is_a_command_or_none(text in "\\PC{0,40}|/[a-z0-9@_]{0,12}\\PC{0,20}") {
            prop_assert_eq!(read(&text).is_some(), text.trim().starts_with('/'));
        }
    }
}
