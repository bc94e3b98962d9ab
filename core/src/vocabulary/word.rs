//! The closed vocabularies of the trade: one macro makes an enum, its code in the database, and the
//! English and Chinese words by which a person may type it.

/// Defines an enum whose variants have a stable code and the words that a person may type for them.
///
/// `code()` is what the database and exported files hold; `parse()` takes the code or any listed word,
/// without regard to case; `ALL` lists the variants in order, and `words()` what a person may type for one.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal $(| $word:literal)*),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $code)] $variant),+ }

        // What a person types is compared in lower case.
        const _: () = assert!(
            $(!$crate::vocabulary::word::has_capital($code) $(&& !$crate::vocabulary::word::has_capital($word))*)&&+,
            "a word with a capital letter is never understood"
        );

        impl $name {
            /// Every variant, in the order of the definition.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code: what the database and exported files hold.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The code, and the words that a person may type for it.
            pub const fn words(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$code $(, $word)*]),+ }
            }

            /// Understands the code or any of the words for it, English or Chinese, in any case.
            pub fn parse(text: &str) -> Option<Self> {
                let text = $crate::text::half_width(text).trim().to_lowercase();
                $(if text == $code $(|| text == $word)* { return Some(Self::$variant); })+
                None
            }
        }
    };
}
pub(crate) use vocabulary;

/// Whether there is a capital letter in a word; of those of English, which are the ones that slip in.
pub(crate) const fn has_capital(word: &str) -> bool {
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        if first.is_ascii_uppercase() {
            return true;
        }
        rest = after;
    }
    false
}
