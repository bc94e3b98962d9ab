//! How things are said: phrases from Fluent files, the reader's language, Telegram's HTML and buttons.
//! Knows no feature; each brings its own phrases. No sentence that a person reads stands in Rust code.

mod arg;
mod bundle;
mod html;
mod keyboard;
mod reply;
pub mod value;

pub use arg::{Arg, Quote, Say};
pub use bundle::{PhraseFiles, Words};
pub use html::{Html, shorten};
pub use keyboard::{CallbackData, Key, Keyboard};
pub use reply::{AnyReply, Message, Render};

/// Declares what a feature can say: an enum whose variants are phrases, each with its id in the Fluent files.
///
/// `html()` renders a phrase as a message, `plain()` as the text of a button or of a press's answer, and `IDS` lets
/// one test check that both languages have every phrase.
macro_rules! phrases {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident : $type:ty),* $(,)? })? = $id:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub enum $name { $($(#[$vmeta])* $variant $({ $(#[expect(missing_docs, reason = "the variant says what it is filled with")] $field: $type),* })?),* }

        impl $name {
            /// The Fluent ids of all phrases here, each with the names of its arguments.
            pub const IDS: &'static [(&'static str, &'static [&'static str])] =
                &[$(($id, &[$($(stringify!($field)),*)?])),*];

            fn parts(&self) -> (&'static str, Vec<(&'static str, &dyn $crate::i18n::Say)>) {
                match self {
                    $(Self::$variant $({ $($field),* })? =>
                        ($id, vec![$($((stringify!($field), $field as &dyn $crate::i18n::Say)),*)?])),*
                }
            }

            /// As a message.
            pub fn html(&self, words: &$crate::i18n::Words) -> $crate::i18n::Html {
                let (id, args) = self.parts();
                words.html(id, &args)
            }

            /// As plain text: a button, or the answer to a press.
            pub fn plain(&self, words: &$crate::i18n::Words) -> String {
                let (id, args) = self.parts();
                words.plain(id, &args)
            }
        }

        impl $crate::i18n::Render for $name {
            fn message(&self, words: &$crate::i18n::Words) -> $crate::i18n::Message {
                $crate::i18n::Message::text(self.html(words))
            }
        }

        inventory::submit! { $crate::i18n::PhraseIds($name::IDS) }
    };
}

pub(crate) use phrases;

/// The Fluent ids of one feature's phrases, with the names of their arguments.
#[derive(Debug)]
pub struct PhraseIds(pub &'static [(&'static str, &'static [&'static str])]);

inventory::collect!(PhraseIds);

/// Registers the Fluent files that lie beside the module which calls it.
macro_rules! phrase_files {
    () => {
        inventory::submit! {
            $crate::i18n::PhraseFiles { en: include_str!("en.ftl"), zh: include_str!("zh-CN.ftl") }
        }
    };
}

pub(crate) use phrase_files;

phrase_files!();
