//! Text that people send, made harmless: no control characters, no marks that turn the reading direction.

use unicode_normalization::UnicodeNormalization as _;

/// One line: NFC, control characters and bidirectional overrides gone, white space folded.
pub fn clean(text: &str) -> String {
    if is_clean(text) {
        return text.to_owned();
    }
    let harmless: String =
        text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_harmless(*c)).collect();
    harmless.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What most texts are: printable ASCII with single spaces between words.
fn is_clean(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let good = matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' ';
        before = byte;
        good
    }) && !text.ends_with(' ')
}

/// Whether something in a text cannot be seen and is no white space: a control character, or one that turns the
/// reading direction. [`clean`] takes it out.
pub(crate) fn hides_something(text: &str) -> bool {
    !is_clean(text) && text.chars().any(|c| !c.is_whitespace() && !is_harmless(c))
}

/// Several lines, each of them [`clean`]; empty ones are gone.
pub fn clean_lines(text: &str) -> String {
    text.lines().map(clean).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Neither a control character nor one that is invisible and rewrites the line around it
/// (Unicode TR 36, section 3.4).
fn is_harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_invisible_goes() {
        assert_eq!(clean("  a\tb\u{202e}c\n\u{0} d "), "a bc d");
        assert_eq!(clean_lines("a \r\n\r\n b"), "a\nb");
        assert_eq!(clean("深圳　亮途"), "深圳 亮途");
    }

    #[test]
    fn what_is_hidden_is_known() {
        for (text, hidden) in [
            ("Anna Schmidt", false),
            ("王芳\t\n", false),
            ("a\u{202e}b", true),
            ("a\u{7}", true),
            ("  a", false),
        ] {
            assert_eq!(hides_something(text), hidden, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in ".*") {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }
    }
}
