//! Everything that the bot can answer, as a closed enum; a feature's answers are rendered in its own file.

use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::ContactId;

use super::{Html, Key, Keyboard, Words};
use super::{
    card, clean, common, contact, files, follow_up, help, ideal, insight, list, log, mark, merge, metrics,
    settings, team, verify,
};
use crate::telegram::Shown;

/// A message as it will stand in the chat.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Message {
    /// Its text.
    pub html: Html,
    /// Its buttons.
    pub keyboard: Keyboard,
    /// The contact whose card it is: a reply to it is logged there.
    pub card_of: Option<ContactId>,
    /// The kept file that it carries, by number.
    pub file: Option<i64>,
    /// What somebody sent before and is sent again.
    pub attached: Option<Attachment>,
}

impl Message {
    /// A message of text alone.
    pub fn text(html: Html) -> Message {
        Message { html, ..Message::default() }
    }
}

impl Message {
    /// Whether this is what a message shows already.
    pub fn is_shown(&self, shown: &Shown) -> bool {
        let keys = self.keyboard.0.iter().flatten().map(|key| match key {
            Key::Press { label, data } => (label, data),
            Key::Copy { label, text } => (label, text),
            Key::Link { label, url } => (label, url),
        });
        self.file.is_none()
            && self.attached.is_none()
            && self.html.plain().trim() == shown.text
            && keys.eq(shown.keys.iter().map(|(label, carries)| (label, carries)))
    }
}

macro_rules! replies {
    ($($(#[$meta:meta])* $variant:ident($type:ty)),+ $(,)?) => {
        /// What the bot answers.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Reply { $($(#[$meta])* $variant($type)),+ }

        $(impl From<$type> for Reply {
            fn from(said: $type) -> Reply { Reply::$variant(said) }
        })+

        impl Reply {
            /// The message, in these words.
            pub fn message(&self, words: &Words) -> Message {
                match self { $(Reply::$variant(said) => said.message(words)),+ }
            }
        }
    };
}

replies! {
    /// What belongs to no feature.
    Common(common::Said),
    /// A contact's card.
    Card(Box<card::View>),
    /// A list of contacts.
    List(list::View),
    /// Adding, editing, finding, checking, forgetting.
    Contact(contact::Reply),
    /// Grade, stage, value, next step, snooze, rest.
    Mark(mark::Reply),
    /// Two contacts that became one.
    Merge(merge::Reply),
    /// Logging, history, undo.
    Log(log::Reply),
    /// Due lists, the reminder.
    FollowUp(follow_up::Reply),
    /// The clean-up.
    Clean(clean::Reply),
    /// Checking addresses.
    Verify(verify::Reply),
    /// Insights and the nudge.
    Insight(insight::Reply),
    /// Import and export.
    Files(files::Reply),
    /// Settings.
    Settings(settings::Reply),
    /// The team.
    Team(team::Reply),
    /// Metrics.
    Metrics(metrics::Reply),
    /// Help.
    Help(help::Reply),
    /// The ideal customer.
    Ideal(ideal::Reply),
}

impl From<card::View> for Reply {
    fn from(card: card::View) -> Reply {
        Reply::Card(Box::new(card))
    }
}
