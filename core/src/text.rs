//! Text that people send, made harmless: no control characters, no marks that turn the reading direction.

use unicode_normalization::UnicodeNormalization as _;

/// One line: NFC, control characters and bidirectional overrides gone, white space folded.
pub fn clean(text: &str) -> String {
    let harmless: String =
        text.nfc().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_harmless(*c)).collect();
    harmless.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines, each of them [`clean`]; empty ones are gone.
pub fn clean_lines(text: &str) -> String {
    text.lines().map(clean).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The letters, digits and marks of a Chinese keyboard as those of any other: `＃１２` is `#12`, `Ａ` is `A`.
pub fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '　' => ' ',
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// Neither a control character nor one that is invisible and rewrites the line around it
/// (Unicode TR 36, section 3.4).
pub fn is_harmless(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
        )
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
    fn what_a_chinese_keyboard_writes_is_read() {
        assert_eq!(half_width("＃１２　Ａ：～"), "#12 A:~");
        assert_eq!(half_width("广交会、Anna"), "广交会、Anna");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in ".*") {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }
    }
}
