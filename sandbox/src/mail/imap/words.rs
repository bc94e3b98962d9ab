//! The words of a command.

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// As it stands there, with what is in its square brackets.
    Atom(String),
    /// In quotation marks, or sent as a literal.
    Text(Vec<u8>),
    Open,
    Close,
}

/// A literal that comes behind a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Literal {
    pub(super) size: usize,
    /// Whether the client waits to be asked for it.
    pub(super) waits: bool,
}

/// Reads a line of a command, and whether a literal comes behind it; `None`: it is none.
pub(super) fn words(line: &[u8]) -> Option<(Vec<Word>, Option<Literal>)> {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (line, literal) = match literal(line) {
        Some((line, literal)) => (line, Some(literal)),
        None => (line, None),
    };
    let mut words = Vec::new();
    let mut rest = line;
    while let Some((first, behind)) = rest.split_first() {
        rest = match first {
            b' ' => behind,
            b'(' => {
                words.push(Word::Open);
                behind
            }
            b')' => {
                words.push(Word::Close);
                behind
            }
            b'"' => {
                let (text, behind) = quoted(behind)?;
                words.push(Word::Text(text));
                behind
            }
            _ => {
                let end = end_of_atom(rest);
                words.push(Word::Atom(std::str::from_utf8(&rest[..end]).ok()?.to_owned()));
                &rest[end..]
            }
        };
    }
    Some((words, literal))
}

/// The line without the `{12}` or `{12+}` at its end.
fn literal(line: &[u8]) -> Option<(&[u8], Literal)> {
    let inside = line.strip_suffix(b"}")?;
    let begin = inside.iter().rposition(|byte| *byte == b'{')?;
    let number = std::str::from_utf8(&inside[begin + 1..]).ok()?;
    let (number, waits) = number.strip_suffix('+').map_or((number, true), |number| (number, false));
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(())?;
    Some((&line[..begin], Literal { size: number.parse().unwrap_or(usize::MAX), waits }))
}

/// The text up to the closing mark, and what stands behind that.
fn quoted(mut rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut text = Vec::new();
    loop {
        match rest {
            [b'"', behind @ ..] => return Some((text, behind)),
            [b'\\', byte, behind @ ..] | [byte, behind @ ..] => {
                text.push(*byte);
                rest = behind;
            }
            [] => return None,
        }
    }
}

fn end_of_atom(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b' ' | b'(' | b')' | b'"' if depth == 0 => return at,
            _ => {}
        }
    }
    rest.len()
}

impl Word {
    /// A word that may stand bare, in quotation marks or as a literal.
    pub(super) fn text(&self) -> Option<String> {
        match self {
            Word::Atom(atom) => Some(atom.clone()),
            Word::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
            Word::Open | Word::Close => None,
        }
    }

    /// A bare word, in capitals.
    pub(super) fn atom(&self) -> Option<String> {
        match self {
            Word::Atom(atom) => Some(atom.to_ascii_uppercase()),
            _ => None,
        }
    }
}

/// The words in the parentheses with which this begins, and what stands behind them. Without parentheses: none.
pub(super) fn group(words: &[Word]) -> (&[Word], &[Word]) {
    let Some((Word::Open, inside)) = words.split_first() else { return (&[], words) };
    let mut depth = 1_usize;
    for (at, word) in inside.iter().enumerate() {
        match word {
            Word::Open => depth += 1,
            Word::Close => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (&inside[..at], &inside[at + 1..]);
        }
    }
    (inside, &[])
}

/// Numbers of mails, as `1,4:7,9:*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set(Vec<(u32, u32)>);

impl Set {
    pub(super) fn parse(text: &str) -> Option<Set> {
        let number = |text: &str| match text {
            "*" => Some(u32::MAX),
            text => text.parse().ok().filter(|number| *number > 0),
        };
        let range = |text: &str| match text.split_once(':') {
            Some((from, to)) => Some((number(from)?, number(to)?)),
            None => Some((number(text)?, number(text)?)),
        };
        text.split(',').map(range).collect::<Option<_>>().map(Set)
    }

    /// Whether it names this number; `*` is the last one there is.
    pub(super) fn has(&self, number: u32, last: u32) -> bool {
        let known = |number: u32| if number == u32::MAX { last } else { number };
        self.0.iter().any(|(from, to)| {
            let (from, to) = (known(*from), known(*to));
            (from.min(to)..=from.max(to)).contains(&number)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_its_words() {
        let atom = |text: &str| Word::Atom(text.into());
        let text = |text: &str| Word::Text(text.into());
        for (line, read) in [
            ("a1 NOOP\r\n", Some((vec![atom("a1"), atom("NOOP")], None))),
            (r#"a LOGIN "w \"x\"" ""#, None),
            (r#"LOGIN "w \"\\x" """#, Some((vec![atom("LOGIN"), text(r#"w "\x"#), text("")], None))),
            (
                "UID FETCH 1:* (UID BODY.PEEK[HEADER.FIELDS (A B)]<0.9>)",
                Some((
                    vec![
                        atom("UID"),
                        atom("FETCH"),
                        atom("1:*"),
                        Word::Open,
                        atom("UID"),
                        atom("BODY.PEEK[HEADER.FIELDS (A B)]<0.9>"),
                        Word::Close,
                    ],
                    None,
                )),
            ),
            ("LOGIN {4}\r\n", Some((vec![atom("LOGIN")], Some(Literal { size: 4, waits: true })))),
            ("x {0+}", Some((vec![atom("x")], Some(Literal { size: 0, waits: false })))),
            ("x {}", Some((vec![atom("x"), atom("{}")], None))),
        ] {
            assert_eq!(words(line.as_bytes()), read, "{line}");
        }
    }

    #[test]
    fn numbers_are_in_their_sets() {
        for (set, last, inside) in [
            ("1", 9, &[1][..]),
            ("2:4", 9, &[2, 3, 4]),
            ("4:2", 9, &[2, 3, 4]),
            ("1,8:*", 9, &[1, 8, 9]),
            ("*", 9, &[9]),
            ("*:8", 9, &[8, 9]),
            // The newest is named even where it lies before the first number.
            ("12:*", 9, &[9]),
            ("12:15", 9, &[]),
        ] {
            let read = Set::parse(set).unwrap();
            let found: Vec<u32> = (1..=9).filter(|number| read.has(*number, last)).collect();
            assert_eq!(found, inside, "{set}");
        }
        for wrong in ["", "0", "a", "1:", ":2", "1,,2", "1;2", "-1"] {
            assert_eq!(Set::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_too_strange(line in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Some((words, _)) = words(&line) {
                group(&words);
            }
        }

        #[test]
        fn a_text_in_quotation_marks_is_itself(inside in r#"[a-z "\\()\[\]]{0,20}"#) {
            let line = format!("\"{}\"", inside.replace('\\', r"\\").replace('"', "\\\""));
            let read = words(line.as_bytes());
            prop_assert_eq!(read, Some((vec![Word::Text(inside.into_bytes())], None)));
        }
    }
}
