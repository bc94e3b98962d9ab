//! Everything that can be said. A feature says what happened in an enum of its own; here it becomes Fluent, the
//! reader's language, and Telegram's HTML. No sentence that a person reads stands anywhere else.

mod arg;
mod book;
mod html;
mod keyboard;
mod reply;

pub mod card;
pub mod clean;
pub mod columns;
pub mod common;
pub mod contact;
pub mod files;
pub mod follow_up;
pub mod help;
pub mod ideal;
pub mod insight;
pub mod list;
pub mod log;
pub mod mark;
pub mod merge;
pub mod metrics;
pub mod preview;
pub mod settings;
pub mod team;
mod value;
pub mod verify;

pub use arg::{Arg, Quote, Say};
pub use book::Words;
pub use html::{Html, shorten};
pub use keyboard::{Key, Keyboard};
pub use reply::{Message, Reply};

/// Declares what a feature can say: an enum whose variants are phrases, each with its id in the Fluent files.
///
/// `html()` renders a phrase as a message, `plain()` as the text of a button or of a press's answer, and `IDS` lets
/// one test check that both languages have every phrase.
macro_rules! phrases {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident : $type:ty),* $(,)? })? = $id:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name { $($(#[$vmeta])* $variant $({ $(#[allow(missing_docs)] $field: $type),* })?),* }

        impl $name {
            /// The Fluent ids of all phrases here, each with the names of its arguments.
            pub const IDS: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($(stringify!($field)),*)?])),*];

            fn parts(&self) -> (&'static str, Vec<(&'static str, &dyn $crate::words::Say)>) {
                match self {
                    $(Self::$variant $({ $($field),* })? =>
                        ($id, vec![$($((stringify!($field), $field as &dyn $crate::words::Say)),*)?])),*
                }
            }

            /// As a message.
            pub fn html(&self, words: &$crate::words::Words) -> $crate::words::Html {
                let (id, args) = self.parts();
                words.html(id, &args)
            }

            /// As plain text: a button, or the answer to a press.
            pub fn plain(&self, words: &$crate::words::Words) -> String {
                let (id, args) = self.parts();
                words.plain(id, &args)
            }
        }

        impl $name {
            /// As a message of text alone.
            pub fn message(&self, words: &$crate::words::Words) -> $crate::words::Message {
                $crate::words::Message::text(self.html(words))
            }
        }

        inventory::submit! { $crate::words::PhraseIds($name::IDS) }
    };
}

pub(crate) use phrases;

/// The Fluent ids of one feature's phrases, with the names of their arguments.
#[derive(Debug)]
pub struct PhraseIds(pub &'static [(&'static str, &'static [&'static str])]);

inventory::collect!(PhraseIds);
