//! Counts the tags of an XML text that flows by, and how long the longest tag or text in it is. What reads it afterwards
//! keeps one of them at a time.

use std::io::{self, Write};

/// Where in the text we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Between two tags.
    Text,
    /// Just after `<`.
    Opened,
    /// In a tag.
    Tag,
    /// In a value of a tag that ends with this sign.
    Value(u8),
    /// Just after `<!`.
    Marked,
    /// Just after `<!-`.
    Dashed,
    /// In what ends with these two signs and `>`: a comment, raw text, an instruction.
    Until([u8; 2]),
}

/// The counts.
#[derive(Debug)]
pub(super) struct Markup {
    place: Place,
    before: [u8; 2],
    length: u64,
    tags: u64,
    most_tags: u64,
    longest: u64,
}

impl Markup {
    /// Counts up to so many tags, none longer than `longest` bytes.
    pub(super) fn new(most_tags: u64, longest: u64) -> Markup {
        Markup { place: Place::Text, before: [0; 2], length: 0, tags: 0, most_tags, longest }
    }

    /// Whether there was more than is allowed.
    pub(super) fn is_too_much(&self) -> bool {
        self.tags > self.most_tags || self.length > self.longest
    }

    fn step(&mut self, byte: u8) {
        let place = match (self.place, byte) {
            (Place::Text, b'<') => {
                self.tags += 1;
                self.length = 0;
                Place::Opened
            }
            (Place::Text, _) => Place::Text,
            (Place::Opened, b'!') => Place::Marked,
            (Place::Opened, b'?') => Place::Until(*b"??"),
            (Place::Marked, b'-') => Place::Dashed,
            (Place::Dashed, _) => Place::Until(*b"--"),
            (Place::Marked, b'[') => Place::Until(*b"]]"),
            // A workbook has no document type; one may hold whatever it likes.
            (Place::Marked, _) => {
                self.tags = u64::MAX;
                Place::Marked
            }
            (Place::Opened | Place::Tag, b'>') => Place::Text,
            (Place::Opened | Place::Tag, b'"' | b'\'') => Place::Value(byte),
            (Place::Opened | Place::Tag, _) => Place::Tag,
            (Place::Value(end), _) if byte == end => Place::Tag,
            (Place::Value(end), _) => Place::Value(end),
            (Place::Until([_, b'?']), b'>') if self.before[1] == b'?' => Place::Text,
            (Place::Until(end), b'>') if self.before == end => Place::Text,
            (Place::Until(end), _) => Place::Until(end),
        };
        // What begins something does not end it: `<?>`, `<!-->`.
        let begins = matches!(place, Place::Until(_)) && place != self.place;
        self.before = if begins { [0; 2] } else { [self.before[1], byte] };
        // A tag and the text after it are told apart by where the text begins.
        self.length = if place == Place::Text && self.place != Place::Text { 0 } else { self.length + 1 };
        self.place = place;
    }
}

impl Write for Markup {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for byte in bytes {
            self.step(*byte);
            if self.is_too_much() {
                return Err(io::Error::other("too much"));
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_counted_and_the_longest_of_them_and_of_the_texts_is_measured() {
        let x = "x".repeat(40);
        for (text, fits) in [
            ("<a><b/>text</a>".to_owned(), true),
            ("<a><b/><c/><d/></a>".to_owned(), false),
            ("<a>\n</a>".repeat(2), true),
            (format!("<a>{x}</a>"), false),
            (format!("<a b=\"{x}\"/>"), false),
            // What would end them does not, where it stands.
            (format!("<a b=\">>{}>>\"/>", &x[8..]), false),
            (format!("<a b='\">{}'/>", &x[6..]), false),
            (format!("<!-- <a> ]]> {} -->", &x[10..]), false),
            (format!("<![CDATA[ <a> --> {} ]]>", &x[12..]), false),
            (format!("<?a <a> {} ?>", &x[8..]), false),
            (format!("<?a?><!--b--><![CDATA[c]]>{}", &x[20..]), true),
            (format!("<?><a>{}?>", &x[8..]), false),
            (format!("<!--><a>{}-->", &x[10..]), false),
            ("<!DOCTYPE a>".to_owned(), false),
        ] {
            let mut markup = Markup::new(4, 36);
            assert_eq!(markup.write_all(text.as_bytes()).is_ok(), fits, "{text}");
        }
    }
}
