//! What a handler answers: what is said and shown, or why it stops.

use renmai_core::store::StoreError;
use renmai_core::team::Member;
use renmai_core::vocabulary::{Lang, Role, Routine};

use crate::i18n::AnyReply;

/// What a handler answers.
pub type Answer = Result<Outcome, Stop>;

/// What is said and shown after an update was carried out.
#[derive(Debug, Default)]
pub struct Outcome {
    /// A new message, or, after a press, what the pressed message becomes.
    pub reply: Option<AnyReply>,
    /// The key of the reply's message: by it the message is found and edited later.
    pub key: Option<String>,
    /// What a press is answered with; a press without one is answered silently.
    pub callback_answer: Option<AnyReply>,
    /// More new messages, after the reply.
    pub more: Vec<AnyReply>,
    /// Other messages of the chat that are shown anew, by number.
    pub edits: Vec<(i64, AnyReply)>,
    /// Messages that are shown anew, by the keys under which they were sent.
    pub keyed_edits: Vec<(String, AnyReply)>,
    /// New messages to others of the team.
    pub others: Vec<(Member, AnyReply)>,
    /// Whether what the person wrote is deleted.
    pub deletes: bool,
    /// Command menus that are to be set anew: somebody joined, left, or changed role or language.
    pub menus: Vec<Menu>,
}

/// The command menu of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Menu {
    /// Telegram's number of the chat.
    pub chat: i64,
    /// For this role; `None`: a stranger's menu.
    pub role: Option<Role>,
    /// In this language.
    pub lang: Lang,
}

impl Outcome {
    /// Only the answer to a press; the message stays.
    pub fn callback_answer(said: impl Into<AnyReply>) -> Outcome {
        Outcome { callback_answer: Some(said.into()), ..Outcome::default() }
    }

    /// Nothing new to see.
    pub fn nothing() -> Outcome {
        Outcome::default()
    }

    /// With the answer to a press.
    pub fn and_callback_answer(mut self, said: impl Into<AnyReply>) -> Outcome {
        self.callback_answer = Some(said.into());
        self
    }

    /// With a key, by which the reply's message is found and edited later.
    pub fn and_key(mut self, key: String) -> Outcome {
        self.key = Some(key);
        self
    }

    /// With one more new message.
    pub fn and(mut self, reply: impl Into<AnyReply>) -> Outcome {
        self.more.push(reply.into());
        self
    }

    /// With a new message to another member.
    pub fn and_tell(mut self, member: &Member, reply: impl Into<AnyReply>) -> Outcome {
        self.others.push((member.clone(), reply.into()));
        self
    }

    /// With the member's command menu set anew.
    pub fn and_menu(mut self, member: &Member) -> Outcome {
        let role = member.removed_at.is_none().then_some(member.role);
        self.menus.push(Menu { chat: member.telegram, role, lang: member.lang });
        self
    }

    /// With what the person wrote deleted.
    pub fn and_delete(mut self) -> Outcome {
        self.deletes = true;
        self
    }

    /// With a message shown anew, by the key under which it was sent.
    pub fn and_keyed_edit(mut self, key: String, reply: impl Into<AnyReply>) -> Outcome {
        self.keyed_edits.push((key, reply.into()));
        self
    }

    /// With another message of the chat shown anew.
    pub fn and_edit(mut self, message: i64, reply: impl Into<AnyReply>) -> Outcome {
        self.edits.push((message, reply.into()));
        self
    }
}

impl<R: Into<AnyReply>> From<R> for Outcome {
    fn from(reply: R) -> Outcome {
        Outcome { reply: Some(reply.into()), ..Outcome::default() }
    }
}

/// The key under which the message of a routine is sent to a chat, for this period.
pub fn routine_key(routine: Routine, chat: i64, period: &str) -> String {
    format!("{}:{chat}:{period}", routine.code())
}

/// Why a handler stops.
#[derive(Debug)]
pub enum Stop {
    /// What was asked is refused, and what was written until then stands: that it was asked is counted.
    Answered(AnyReply),
    /// What was asked cannot be done, and everything that was written is taken back. The reply says what is wrong and
    /// what would work.
    Refused(AnyReply),
    /// The book did not do what it was asked.
    Store(StoreError),
    /// A fault of ours.
    Fault(anyhow::Error),
}

impl From<StoreError> for Stop {
    fn from(fault: StoreError) -> Stop {
        Stop::Store(fault)
    }
}

impl From<serde_json::Error> for Stop {
    fn from(fault: serde_json::Error) -> Stop {
        Stop::Fault(fault.into())
    }
}

/// A refusal.
pub fn refused(said: impl Into<AnyReply>) -> Stop {
    Stop::Refused(said.into())
}
