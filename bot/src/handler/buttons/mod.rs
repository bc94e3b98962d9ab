//! Buttons: what each carries, at most 64 bytes; never a name or an address.
//!
//! A button says what was meant when it was drawn; what it does is decided by what is true when it is pressed. Here are
//! those that any feature draws; a feature's own stand beside it, made by `buttons!`.

mod card;
mod disguise;
mod part;
mod place;

use std::fmt::{self, Write as _};

use renmai_core::vocabulary::{ChangeId, ContactNo};

pub use card::CardAct;
pub use disguise::Disguise;
pub use part::Part;
pub use place::{Place, Whose};

use crate::i18n::{CallbackData, Key, Words};

/// The key that takes a change back.
pub fn undo_key(change: ChangeId, words: &Words) -> Key {
    Key::press(words.word("button-undo"), &Button::Undo(change.number()))
}

/// In bytes: more is not taken by Telegram.
const LONGEST: usize = 64;

/// Whether a press changes the book. One that does is carried out once: Telegram may send it again under a new
/// update id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It shows or asks something.
    Shows,
    /// It changes something. Where the same button on the same message may rightly be pressed again, it carries the
    /// update for which it was drawn.
    Changes,
}

/// A button that any feature draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Button {
    /// On a card, of this version, come from a list or not.
    Card {
        /// What it does.
        act: CardAct,
        /// To which contact.
        no: ContactNo,
        /// The version of the contact that the card showed.
        version: i64,
        /// The list behind the card.
        back: Option<Place>,
    },
    /// Shows a list.
    List(Place),
    /// Takes a change back.
    Undo(i64),
    /// Checks every address that one may see anew.
    VerifyAll,
    /// Answers a question with one of its choices.
    Choose {
        /// The number of the question.
        question: i64,
        /// The number of the choice.
        choice: u8,
    },
    /// Leaves a question.
    Cancel {
        /// The number of the question.
        question: i64,
    },
}

impl fmt::Display for Button {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Button::Card { act, no, version, back: None } => write!(out, "c:{act}:{}:{version}", no.0),
            Button::Card { act, no, version, back: Some(back) } => {
                write!(out, "c:{act}:{}:{version}:{back}", no.0)
            }
            Button::List(place) => write!(out, "p:{place}"),
            Button::Undo(change) => write!(out, "u:{change}"),
            Button::VerifyAll => out.write_str("v"),
            Button::Choose { question, choice } => write!(out, "a:{question}:{choice}"),
            Button::Cancel { question } => write!(out, "q:{question}"),
        }
    }
}

impl CallbackData for Button {
    /// `c:act:number:version[:place]` and its like.
    fn data(&self) -> String {
        let mut data = String::with_capacity(LONGEST);
        let _ = write!(data, "{self}");
        debug_assert!(data.len() <= LONGEST, "{data}");
        data
    }
}

impl Button {
    /// Reads what Telegram carried; anything else, forged or of another version of the program, is `None`.
    pub fn parse(data: &str) -> Option<Button> {
        let parts: Vec<&str> = data.split(':').collect();
        Some(match parts.as_slice() {
            ["c", act, no, version] => Button::Card {
                act: CardAct::parse(act)?,
                no: ContactNo::parse(no)?,
                version: version.parse().ok()?,
                back: None,
            },
            ["c", act, no, version, back] => Button::Card {
                act: CardAct::parse(act)?,
                no: ContactNo::parse(no)?,
                version: version.parse().ok()?,
                back: Some(Place::parse(back)?),
            },
            ["p", place] => Button::List(Place::parse(place)?),
            ["v"] => Button::VerifyAll,
            ["u", change] => Button::Undo(change.parse().ok()?),
            ["a", question, choice] => {
                Button::Choose { question: question.parse().ok()?, choice: choice.parse().ok()? }
            }
            ["q", question] => Button::Cancel { question: question.parse().ok()? },
            _ => return None,
        })
    }

    /// The same button with its numbers of rows mapped. A contact's number and version are its team's own.
    #[must_use]
    pub fn map_rows(self, map: &dyn Fn(i64) -> i64) -> Button {
        match self {
            Button::Card { act, no, version, back } => {
                let back = back.map(|place| place.map_rows(map));
                Button::Card { act: act.map_rows(map), no, version, back }
            }
            Button::List(place) => Button::List(place.map_rows(map)),
            Button::VerifyAll => Button::VerifyAll,
            Button::Undo(change) => Button::Undo(map(change)),
            Button::Choose { question, choice } => Button::Choose { question: map(question), choice },
            Button::Cancel { question } => Button::Cancel { question: map(question) },
        }
    }

    /// What a press of it does to the book. A choice changes nothing by itself: its question is answered once.
    pub fn effect(&self) -> Effect {
        match self {
            Button::Card { act, .. } if act.changes() => Effect::Changes,
            Button::Undo(_) => Effect::Changes,
            Button::Card { .. }
            | Button::List(_)
            | Button::VerifyAll
            | Button::Choose { .. }
            | Button::Cancel { .. } => Effect::Shows,
        }
    }
}

/// Declares the buttons of a feature: an enum whose variants carry their data, each with its verb and its effect.
/// On the wire it is the feature's letter, the verb and the values, with colons between.
macro_rules! buttons {
    ($(#[$meta:meta])* pub enum $name:ident = $letter:literal {
        $($(#[$vmeta:meta])* $variant:ident $({ $($field:ident: $type:ty),+ $(,)? })? = $verb:literal, $effect:ident;)+
    }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[$vmeta])* $variant $({
                $(#[expect(missing_docs, reason = "the variant says what it carries")] $field: $type),+
            })?),+
        }

        impl $name {
            /// The letter by which its buttons are known.
            pub const LETTER: &'static str = $letter;

            /// Reads what Telegram carried; anything else, forged or of another version of the program, is `None`.
            pub fn parse(data: &str) -> Option<$name> {
                let mut parts = data.split(':');
                if parts.next()? != $letter {
                    return None;
                }
                let button = match parts.next()? {
                    $($verb => $name::$variant $({ $($field: $crate::handler::buttons::Part::read(parts.next()?)?),+ })?,)+
                    _ => return None,
                };
                parts.next().is_none().then_some(button)
            }

            /// The same button with its numbers of rows mapped: every `i64` is one.
            #[must_use]
            pub fn map_rows(self, map: &dyn Fn(i64) -> i64) -> $name {
                let _ = map;
                match self {
                    $($name::$variant $({ $($field),+ })? => $name::$variant $({
                        $($field: $crate::handler::buttons::Part::map_rows($field, map)),+
                    })?,)+
                }
            }

            /// What a press of it does to the book.
            pub fn effect(&self) -> $crate::handler::buttons::Effect {
                match self { $($name::$variant $({ $($field: _),+ })? => $crate::handler::buttons::Effect::$effect,)+ }
            }
        }

        impl $crate::i18n::CallbackData for $name {
            fn data(&self) -> String {
                let mut data = String::from($letter);
                match self {
                    $($name::$variant $({ $($field),+ })? => {
                        data.push(':');
                        data.push_str($verb);
                        $($(
                            data.push(':');
                            data.push_str(&$crate::handler::buttons::Part::write($field));
                        )+)?
                    })+
                }
                debug_assert!(data.len() <= 64, "{data}");
                data
            }
        }
    };
}
pub(crate) use buttons;

#[cfg(test)]
mod tests;
