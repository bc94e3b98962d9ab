//! The text of each card, with the line ends and the indentation that the parser knows.

use super::Oversize;

/// The largest card, in bytes: it may have a photo in it.
const LARGEST: usize = 2 << 20;

/// The most parts of a card: lines, values, parameters. Each becomes some hundred bytes when it is parsed.
const MOST_PARTS: usize = 4_000;

const BEGIN: &str = "BEGIN:VCARD";

/// Whether a line begins a card.
pub(crate) fn begins(line: &str) -> bool {
    line.trim_start().get(..BEGIN.len()).is_some_and(|head| head.eq_ignore_ascii_case(BEGIN))
}

/// The text of each card, up to where the next begins; one that is larger than a card can be is not looked at.
pub(super) fn cards(text: &str) -> impl Iterator<Item = Result<String, Oversize>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        for line in rest.split_inclusive(['\n', '\r']) {
            if end > 0 && begins(line) {
                break;
            }
            end += line.len();
        }
        let (piece, after) = rest.split_at(end);
        rest = after;
        let card = Some(piece).filter(|piece| piece.len() <= LARGEST).map(plain);
        Some(card.filter(|card| has_parts_of_a_card(card)).ok_or(Oversize))
    })
}

/// A card whose lines end as lines do, and do not begin with the space by which all of it is indented.
fn plain(piece: &str) -> String {
    let indent = piece.len() - piece.trim_start_matches([' ', '\t']).len();
    let indent = piece.get(..indent).unwrap_or_default();
    let mut card = String::with_capacity(piece.len());
    let mut before = '\n';
    for line in piece.split_inclusive(['\n', '\r']) {
        // The second half of the end of the line before.
        if before == '\r' && line == "\n" {
            before = '\n';
            continue;
        }
        before = line.chars().next_back().unwrap_or('\n');
        let line = line.trim_end_matches(['\n', '\r']);
        card.push_str(line.strip_prefix(indent).unwrap_or(line));
        card.push_str("\r\n");
    }
    card
}

/// Whether a card has no more parts than that of a person. The lines of a photo go on with a space and are one part.
fn has_parts_of_a_card(card: &str) -> bool {
    let bytes = card.as_bytes();
    let goes_on = |at: usize| matches!(bytes.get(at + 1), Some(b' ' | b'\t'));
    let is_part = |(at, byte): &(usize, &u8)| match byte {
        b';' | b',' | b':' => true,
        b'\n' => !goes_on(*at),
        _ => false,
    };
    bytes.iter().enumerate().filter(is_part).nth(MOST_PARTS).is_none()
}
