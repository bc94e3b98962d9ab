//! Text that people send, made harmless: no control characters, no marks that turn the reading direction.

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One line: NFC, control characters and bidirectional overrides gone, white space folded.
pub fn clean(text: &str) -> String {
    let text = text.trim();
    if is_clean(text) {
        return text.to_owned();
    }
    // What is taken out may have stood between a letter and its accent, so they are put together after.
    let harmless = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_harmless(*c));
    let harmless: String = harmless.nfc().collect();
    harmless.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether [`clean`] would change nothing: printable ASCII with single spaces between words, as most texts are.
fn is_clean(text: &str) -> bool {
    let mut before = b' ';
    text.bytes().all(|byte| {
        let good = matches!(byte, b'!'..=b'~') || byte == b' ' && before != b' ';
        before = byte;
        good
    }) && !text.ends_with(' ')
}

/// Whether a text contains a control character or one that turns the reading direction. [`clean`] removes them.
pub(crate) fn hides_something(text: &str) -> bool {
    !is_clean(text) && text.chars().any(|c| !c.is_whitespace() && !is_harmless(c))
}

/// A text without control characters, except those that divide it: no database is to stumble over them.
pub(crate) fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// Cleans each line of a text with [`clean`] and drops empty lines.
pub fn clean_lines(text: &str) -> String {
    text.lines().map(clean).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The longest name of a file that is written, in bytes, without its ending: file systems take 255.
const LONGEST_STEM: usize = 150;

/// A name under which a file can be written or sent, whatever it was called: one line, no way to another folder, none of
/// the signs that a file system keeps for itself, not hidden, not endless.
pub fn file_name(text: &str) -> String {
    let own = |c| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\'' | '`' | '$');
    let name: String = clean(text).chars().map(|c| if own(c) { '_' } else { c }).collect();
    let name = name.trim_matches(['.', ' ', '-', '~']);
    let ends =
        |ending: &str| (1..=8).contains(&ending.len()) && ending.bytes().all(|c| c.is_ascii_alphanumeric());
    let split = |name| match str::rsplit_once(name, '.') {
        Some((stem, ending)) if ends(ending) => (stem, Some(ending)),
        _ => (name, None),
    };
    let (stem, ending) = match split(name) {
        // What is left of a name that is cut may have an ending.
        (name, None) => split(shortened(name)),
        parts => parts,
    };
    let stem = shortened(stem);
    let stem = if stem.is_empty() { "file" } else { stem };
    ending.map_or_else(|| stem.to_owned(), |ending| format!("{stem}.{ending}"))
}

/// The beginning of a name, as long as one may be.
fn shortened(name: &str) -> &str {
    let ends = name.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= LONGEST_STEM).last().unwrap_or_default();
    name.get(..end).unwrap_or_default().trim_end_matches(['.', ' ', '-', '~'])
}

/// Turns full-width letters, digits and punctuation, as a Chinese keyboard types them, into ASCII: `＃１２` is `#12`.
pub fn half_width(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    let narrow = |c: char| match c {
        '！'..='～' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '　' => ' ',
        other => other,
    };
    text.chars().map(narrow).collect()
}

/// The form in which two texts are compared: half-width, lower case, without accents.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkc()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .map(without_stroke)
        .collect()
}

/// [`folded`] for each character alone, so that positions in the result are positions in the text.
pub(crate) fn plain(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| {
            let mut buffer = [0; 4];
            folded(c.encode_utf8(&mut buffer)).chars().next().unwrap_or(c)
        })
        .collect()
}

/// Letters whose stroke or ligature Unicode does not treat as an accent. `ß` becomes one `s`, so that one `s` finds it.
fn without_stroke(c: char) -> char {
    match c {
        'ı' => 'i',
        'ł' => 'l',
        'ø' | 'œ' => 'o',
        'đ' | 'ð' => 'd',
        'æ' => 'a',
        'ß' => 's',
        _ => c,
    }
}

/// Joins the two parts of a name. In East Asian scripts the family name comes first, without a space.
pub fn full_name(given: Option<&str>, family: Option<&str>) -> String {
    let western = [given, family].into_iter().flatten().any(|part| part.chars().any(|c| c < '\u{2e80}'));
    match western {
        true => [given, family].into_iter().flatten().collect::<Vec<_>>().join(" "),
        false => [family, given].into_iter().flatten().collect(),
    }
}

/// The simplified form of a traditional character, of those that stand in the words that are known here.
pub(crate) fn simplified(c: char) -> char {
    static TABLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let lines = include_str!("../data/traditional.txt").lines().filter(|line| !line.starts_with('#'));
        lines.filter_map(|line| line.chars().next().zip(line.chars().nth(1))).collect()
    });
    if is_han(c) { TABLE.get(&c).copied().unwrap_or(c) } else { c }
}

/// Whether a character is Chinese.
pub fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Whether a character is neither a control character nor an invisible one that changes the display of the line
/// around it (Unicode TR 36, section 3.4).
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
    fn a_name_stands_in_the_order_of_its_script() {
        assert_eq!(full_name(Some("Anna"), Some("Schmidt")), "Anna Schmidt");
        assert_eq!(full_name(Some("芳"), Some("王")), "王芳");
        assert_eq!(full_name(Some("Fang"), Some("王")), "Fang 王");
        assert_eq!(full_name(None, Some("王")), "王");
        assert_eq!(full_name(None, None), "");
    }

    #[test]
    fn what_a_chinese_keyboard_writes_is_read() {
        assert_eq!(half_width("＃１２　Ａ：～"), "#12 A:~");
        assert_eq!(half_width("广交会、Anna"), "广交会、Anna");
    }

    #[test]
    fn what_is_compared_has_no_accents_and_no_width() {
        for (text, want) in [
            ("Müller Straße", "muller strase"),
            ("ＡＢＣ１２３（深圳）", "abc123(深圳)"),
            ("Łódź, İstanbul", "lodz, istanbul"),
            ("Yılmaz Şti.", "yilmaz sti."),
        ] {
            assert_eq!(folded(text), want, "{text}");
        }
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

    #[test]
    fn a_file_is_written_under_a_harmless_name() {
        let long = "长".repeat(2_000);
        for (name, want) in [
            ("leads.csv", "leads.csv"),
            ("客户 2026.xlsx", "客户 2026.xlsx"),
            ("a\nb\0c\u{202e}vsc.exe", "a bcvsc.exe"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("..\\boot.ini", "_boot.ini"),
            ("<b>&\"x\".csv", "_b_&_x_.csv"),
            ("-rf.csv", "rf.csv"),
            (".bashrc", "bashrc"),
            ("", "file"),
            ("...", "file"),
            (&format!("{long}.csv"), &format!("{}.csv", "长".repeat(50))),
            // Cut in the middle of what is no ending.
            (&format!("{} .A{{", "a".repeat(147)), &format!("{}.A", "a".repeat(147))),
        ] {
            assert_eq!(file_name(name), want, "{name:?}");
        }
    }

    proptest! {
        #[test]
        fn the_name_of_a_file_is_one_wherever_it_is_written(name in "(.|[./\\\\\n\u{202e}]){0,300}") {
            let name = file_name(&name);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST_STEM + 9, "{}", name);
            prop_assert!(!name.starts_with('.') && !name.contains(['/', '\\', '\n', '\0', '\u{202e}', '"']), "{}", name);
            prop_assert_eq!(file_name(&name), name);
        }

        #[test]
        fn a_mark_that_is_hidden_parts_no_accent_from_its_letter(hidden in "[\u{1}-\u{8}\u{e}-\u{1f}\u{202e}]{1,3}") {
            prop_assert_eq!(clean(&format!("E{hidden}\u{300}")), "È");
        }

        #[test]
        fn cleaning_twice_is_cleaning_once(text in ".*") {
            prop_assert_eq!(clean(&clean(&text)), clean(&text));
        }
    }
}
