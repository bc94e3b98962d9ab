//! What is expected of each field: a new one does not compile before it says so here.

use renmai_core::vocabulary::Field;

/// What is expected of a field.
pub(crate) struct Facts {
    /// A value, as its code is written; it stands in no other field's value.
    pub(crate) value: &'static str,
    /// What somebody types to find it.
    pub(crate) found_by: FoundBy,
    /// Whether somebody of whom only this is known can be reached.
    pub(crate) reaches: bool,
}

/// How somebody is found by a field.
pub(crate) enum FoundBy {
    Typing(&'static str),
    /// `/find` does not look through it, because of this.
    Nothing(&'static str),
}

/// What is expected of each field.
pub(crate) fn facts(field: Field) -> Facts {
    use FoundBy::{Nothing, Typing};
    const SHORT_LIST: &str = "a word of a short list finds half of the book";
    let (value, found_by, reaches) = match field {
        Field::Name => ("Quentin Abel", Typing("quentin"), false),
        Field::Company => ("Wexford Trading", Typing("wexford"), false),
        Field::Title => ("Head of Purchasing", Typing("purchasing"), false),
        Field::Role => ("decision maker", Nothing(SHORT_LIST), false),
        Field::Email => ("jolanda@wexmail.de", Typing("jolanda@"), true),
        Field::Phone => ("+4930123456", Typing("30123456"), true),
        Field::WhatsApp => ("+4915112345678", Typing("1511234"), true),
        Field::WeChat => ("wx_zuse1941", Typing("zuse1941"), true),
        Field::LinkedIn => ("linkedin.com/in/zuse", Nothing("it repeats the name"), true),
        Field::Language => ("Esperanto", Nothing(SHORT_LIST), false),
        Field::Country => ("BR", Typing("巴西"), false),
        Field::Website => ("www.hofgarten.de", Typing("hofgarten"), false),
        Field::Industry => ("lighting", Typing("lighting"), false),
        Field::Size => ("431", Nothing("a number is in too many other texts"), false),
        Field::Revenue => ("77m", Nothing("a number is in too many other texts"), false),
        Field::Source => ("trade show: Interlight", Typing("interlight"), false),
        Field::AcquiredOn => ("2026-10-05", Nothing("nobody types a day"), false),
        Field::Value => ("high", Nothing(SHORT_LIST), false),
        Field::Pains => ("flicker", Typing("flicker"), false),
        Field::Plans => ("new warehouse", Typing("warehouse"), false),
        Field::Weighs => ("certificates", Typing("certificates"), false),
    };
    Facts { value, found_by, reaches }
}
