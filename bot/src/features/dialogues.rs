//! The list of the dialogues.

use serde::Deserialize;

use super::{add, commands, edit, ideal, import, log, mail, mailbox, mark, merge, team, whom};
use crate::handler::dialogue::Dialogue;
use crate::handler::{Answer, Context, Outcome, common, refused};

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
    /// The text of a mail.
    MailText(mail::State) => mail::answer;
    /// A file that goes with a mail.
    MailFile(mail::FileState) => mail::file_answer;
    /// Whether a text goes as a mail, or is logged.
    MailOrLog(mail::MailOrLog) => mail_or_log_said;
    /// A mailbox is being connected elsewhere.
    MailboxSecret(mailbox::State) => mailbox::answer;
    /// A field of a draft.
    DraftField(add::fields::State) => add::fields::answer;
    /// Which of several was meant, or whether words are to be logged.
    Whom(whom::State) => whom_said;
    /// Whether two contacts that look nothing alike are one.
    Merge(merge::question::State) => merge_said;
}

// Only their buttons answer these questions. A text is about something else, and the router does not bring it here.

async fn whom_said(_ctx: &mut Context<'_>, _state: whom::State, _text: &str) -> Answer {
    Err(refused(common::Phrase::Hint))
}

async fn mail_or_log_said(_ctx: &mut Context<'_>, _state: mail::MailOrLog, _text: &str) -> Answer {
    Err(refused(common::Phrase::Hint))
}

async fn merge_said(_ctx: &mut Context<'_>, _state: merge::question::State, _text: &str) -> Answer {
    Err(refused(common::Phrase::Hint))
}

impl AnyDialogue {
    /// Whether a text answers it.
    pub fn takes_text(&self) -> bool {
        match self {
            AnyDialogue::Whom(_) | AnyDialogue::Merge(_) | AnyDialogue::MailOrLog(_) => false,
            AnyDialogue::MailFile(state) => !state.has_come(),
            _ => true,
        }
    }

    /// Whether whatever is written answers it, also what looks like a signature.
    pub fn takes_signatures(&self) -> bool {
        matches!(self, AnyDialogue::MailText(_))
    }

    /// The message in which it is asked, where a reply to it is the answer and would else belong to a card.
    pub fn message(&self) -> Option<i64> {
        match self {
            AnyDialogue::LogLine(state) => state.message(),
            AnyDialogue::NextStep(state) => state.message(),
            AnyDialogue::Fill(state) => state.message(),
            AnyDialogue::DraftField(state) => state.message(),
            AnyDialogue::AddForm(_)
            | AnyDialogue::MailText(_)
            | AnyDialogue::MailFile(_)
            | AnyDialogue::MailOrLog(_)
            | AnyDialogue::MailboxSecret(_)
            | AnyDialogue::PickMember(_)
            | AnyDialogue::FileSource(_)
            | AnyDialogue::Ideal(_)
            | AnyDialogue::Whom(_)
            | AnyDialogue::Merge(_) => None,
        }
    }

    /// Goes on with a choice: the number on a [`crate::handler::buttons::Button::Choose`].
    pub async fn choose(self, ctx: &mut Context<'_>, choice: u8) -> Answer {
        match self {
            AnyDialogue::AddForm(state) => add::form::choose(ctx, state, choice).await,
            AnyDialogue::PickMember(state) => team::pick_member::choose(ctx, state, choice).await,
            AnyDialogue::LogLine(state) => log::question::choose(ctx, state, choice).await,
            AnyDialogue::MailOrLog(state) => mail::chosen(ctx, state, choice).await,
            AnyDialogue::Merge(state) => merge::question::choose(ctx, state, choice).await,
            AnyDialogue::Whom(state) => match state.chosen(choice) {
                None => Ok(Outcome::callback_answer(common::Phrase::OldButton)),
                Some((no, whom::Then::Log { text, at })) => whom::log_words(ctx, no, &text, at).await,
                Some((no, whom::Then::Command { name, args })) => {
                    commands::go_on(ctx, &name, no, &args).await
                }
            },
            AnyDialogue::NextStep(_)
            | AnyDialogue::MailText(_)
            | AnyDialogue::MailFile(_)
            | AnyDialogue::MailboxSecret(_)
            | AnyDialogue::Fill(_)
            | AnyDialogue::DraftField(_)
            | AnyDialogue::FileSource(_)
            | AnyDialogue::Ideal(_) => Ok(Outcome::callback_answer(common::Phrase::NothingAsked)),
        }
    }
}
