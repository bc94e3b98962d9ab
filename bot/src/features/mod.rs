//! The features, one folder each, and the lists that name them all: commands and dialogues.
//! A feature imports no list; whoever routes an update reads them.

pub mod add;
pub mod attach;
pub mod card;
pub mod check;
pub mod clean;
pub mod due;
pub mod edit;
pub mod export;
pub mod field;
pub mod find;
pub mod forget;
pub mod help;
pub mod history;
pub mod ideal;
pub mod import;
pub mod insight;
pub mod list;
pub mod log;
pub mod mark;
pub mod merge;
pub mod metrics;
pub mod settings;
pub mod team;
pub mod undo;
pub mod verify;

use renmai_core::vocabulary::{ContactNo, Role};
use serde::Deserialize;

use crate::handler::buttons::{Button, Disguise, Effect};
use crate::handler::dialogue::Dialogue;
use crate::handler::{Answer, Context, Outcome, common, refused};
use crate::i18n::CallbackData;
use help::{Entry, Group};

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

/// What a button carries, on its way to a chat; what no button of ours carries stays as it is.
pub fn hide_rows(data: &str, disguise: &Disguise) -> String {
    map_rows(data, &|number| disguise.hide(number))
}

/// The same, on its way back.
pub fn reveal_rows(data: &str, disguise: &Disguise) -> String {
    map_rows(data, &|number| disguise.reveal(number))
}

fn map_rows(data: &str, map: &dyn Fn(i64) -> i64) -> String {
    AnyButton::parse(data).map_or_else(|| data.to_owned(), |button| button.map_rows(map).data())
}

/// Declares the dialogues: the name under which the state is kept, the state, and who goes on with a text.
macro_rules! dialogues {
    ($($(#[$meta:meta])* $variant:ident($state:path) => $answer:path;)+) => {
        /// What a chat is in the middle of.
        #[derive(Debug, Deserialize)]
        #[serde(tag = "asking")]
        pub enum AnyDialogue { $($(#[$meta])* $variant($state)),+ }

        $(impl Dialogue for $state {
            const NAME: &'static str = stringify!($variant);
        })+

        impl AnyDialogue {
            /// Goes on with a text.
            pub async fn answer(self, ctx: &mut Context<'_>, text: &str) -> Answer {
                match self { $(AnyDialogue::$variant(state) => Box::pin($answer(ctx, state, text)).await),+ }
            }
        }
    };
}

dialogues! {
    /// One line about what happened with a contact.
    LogLine(log::question::State) => log::question::answer;
    /// The next step of a contact.
    NextStep(mark::next_step::State) => mark::next_step::answer;
    /// A field of a contact.
    Fill(edit::question::State) => edit::question::answer;
    /// `/add` step by step.
    AddForm(add::form::State) => add::form::answer;
    /// Which of several members was meant.
    PickMember(team::pick_member::State) => team::pick_member::answer;
    /// Where the contacts of a file come from.
    FileSource(import::source_question::State) => import::source_question::answer;
    /// Traits of the ideal customer.
    Ideal(ideal::question::State) => ideal::question::answer;
}

impl AnyDialogue {
    /// Goes on with a choice: the number on a [`crate::handler::buttons::Button::Choose`].
    pub async fn choose(self, ctx: &mut Context<'_>, choice: u8) -> Answer {
        match self {
            AnyDialogue::AddForm(state) => add::form::choose(ctx, state, choice).await,
            AnyDialogue::PickMember(state) => team::pick_member::choose(ctx, state, choice).await,
            // These ask for a text and show no choices: the button is of an older question.
            AnyDialogue::LogLine(_)
            | AnyDialogue::NextStep(_)
            | AnyDialogue::Fill(_)
            | AnyDialogue::FileSource(_)
            | AnyDialogue::Ideal(_) => Ok(Outcome::callback_answer(common::Phrase::NothingAsked)),
        }
    }
}

/// Declares the buttons: those that any feature draws, and each feature's own with who carries out their press.
macro_rules! buttons {
    ($($(#[$meta:meta])* $variant:ident($button:path) => $press:path;)+) => {
        /// A button that the bot drew.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum AnyButton {
            /// One that any feature draws.
            Common(Button),
            $($(#[$meta])* $variant($button)),+
        }

        impl AnyButton {
            /// Reads what Telegram carried; `None`: forged, or of another version of the program.
            pub fn parse(data: &str) -> Option<AnyButton> {
                None.or_else(|| Button::parse(data).map(AnyButton::Common))
                    $(.or_else(|| <$button>::parse(data).map(AnyButton::$variant)))+
            }

            /// The same button with its numbers of rows mapped.
            #[must_use]
            pub fn map_rows(self, map: &dyn Fn(i64) -> i64) -> AnyButton {
                match self {
                    AnyButton::Common(button) => AnyButton::Common(button.map_rows(map)),
                    $(AnyButton::$variant(button) => AnyButton::$variant(button.map_rows(map)),)+
                }
            }

            /// What a press of it does to the book.
            pub fn effect(&self) -> Effect {
                match self {
                    AnyButton::Common(button) => button.effect(),
                    $(AnyButton::$variant(button) => button.effect(),)+
                }
            }

            /// Carries out the press of a feature's own button; the common ones are the router's.
            pub async fn press(self, ctx: &mut Context<'_>) -> Answer {
                match self {
                    AnyButton::Common(_) => Ok(Outcome::callback_answer(common::Phrase::OldButton)),
                    $(AnyButton::$variant(button) => Box::pin($press(ctx, button)).await,)+
                }
            }
        }

        impl CallbackData for AnyButton {
            fn data(&self) -> String {
                match self {
                    AnyButton::Common(button) => button.data(),
                    $(AnyButton::$variant(button) => button.data(),)+
                }
            }
        }

        #[cfg(test)]
        const LETTERS: &[&str] = &["c", "p", "u", "v", "a", "q", $(<$button>::LETTER),+];
    };
}

buttons! {
    /// Of the settings.
    Settings(settings::SettingsButton) => settings::press;
    /// Of the team.
    Team(team::TeamButton) => team::press;
    /// Of a file.
    File(import::FileButton) => import::press;
    /// Of the insights.
    Insight(insight::InsightButton) => insight::press;
    /// Of the figures.
    Metrics(metrics::MetricsButton) => metrics::press;
    /// Of the clean-up.
    Clean(clean::CleanButton) => clean::press;
    /// Of the ideal customer.
    Ideal(ideal::IdealButton) => ideal::press;
    /// Of a draft.
    Draft(add::DraftButton) => add::draft::press;
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
            let words = Words::of(lang);
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
            help::menu(role, Command::HELP, Words::of(Lang::En)).iter().any(|(known, _)| known == name)
        };
        assert!(has(Some(Role::Salesperson), "add") && !has(Some(Role::Salesperson), "invite"));
        assert!(has(Some(Role::Manager), "invite") && !has(Some(Role::Manager), "start"));
        assert!(has(None, "start") && !has(None, "add"));
    }

    #[test]
    fn a_letter_means_one_kind_of_button() {
        for (at, letter) in LETTERS.iter().enumerate() {
            assert!(!LETTERS[..at].contains(letter), "{letter} is taken");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_of_a_press_fits_and_reads_back(data in "[cpuvaqstfimkwd](:[a-z0-9.-]{0,12}){0,5}") {
            if let Some(drawn) = AnyButton::parse(&data) {
                prop_assert!(drawn.data().len() <= 64);
                prop_assert_eq!(AnyButton::parse(&drawn.data()), Some(drawn));
            }
        }

        #[test]
        fn any_text_is_a_command_or_none(text in "\\PC{0,40}|/[a-z0-9@_]{0,12}\\PC{0,20}") {
            prop_assert_eq!(read(&text).is_some(), text.trim().starts_with('/'));
        }
    }
}
