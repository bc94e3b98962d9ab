//! The pieces of a contact that is written in one message.

use super::labels::label_of;
use crate::duplicate::{company_key, has_legal_form};
use crate::read::name::{is_degree, is_suffix, looks_like_name};
use crate::text::{clean, is_han};
use crate::vocabulary::Field;

/// A piece, and the sign that ended it.
struct Piece {
    text: String,
    ended: Option<char>,
}

/// The pieces of a text between commas, semicolons and lines. What a comma does not part stays together: a legal form
/// with its company ("Co., Ltd."), a degree and "Schmidt, Anna" with the label of a name.
pub(super) fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let named = text
        .split(is_separator)
        .any(|part| label_of(part).is_some_and(|(fields, _)| fields.contains(&Field::Company)));
    for part in text.split_inclusive(is_separator) {
        let ended = part.chars().next_back().filter(|c| is_separator(*c));
        let piece = clean(ended.map_or(part, |c| &part[..part.len() - c.len_utf8()]));
        let before = pieces.last_mut().filter(|before| matches!(before.ended, Some(',' | '，')));
        match before {
            Some(before) if belongs(&before.text, &piece, named && !matches!(ended, Some(',' | '，'))) => {
                before.text.push_str(", ");
                before.text.push_str(&piece);
                before.ended = ended;
            }
            _ if piece.is_empty() => {
                if let Some(before) = pieces.last_mut() {
                    before.ended = ended;
                }
            }
            _ => pieces.push(Piece { text: piece, ended }),
        }
    }
    pieces.into_iter().map(|piece| piece.text).collect()
}

fn is_separator(c: char) -> bool {
    // A row that is pasted from a spreadsheet has tabs between its cells.
    matches!(c, ',' | '，' | ';' | '；' | '\n' | '\r' | '\t')
}

/// Whether a piece belongs to the one before the comma.
fn belongs(before: &str, piece: &str, last_of_name: bool) -> bool {
    let family = || {
        let (fields, value) = label_of(before)?;
        Some(
            fields == [Field::Name]
                && !value.contains(' ')
                && looks_like_name(value)
                && !value.chars().any(is_han),
        )
    };
    is_legal_form(piece)
        || ((is_degree(piece) || is_suffix(piece)) && looks_like_name(before))
        || (last_of_name && looks_like_name(piece) && label_of(piece).is_none() && family() == Some(true))
}

/// "Ltd.", "Inc", "LLC", "S.A." alone: part of the company's name before it.
pub(in crate::read) fn is_legal_form(piece: &str) -> bool {
    piece.chars().count() <= 16
        && !piece.contains([':', '@'])
        && has_legal_form(&format!("x {piece}"))
        && company_key(&format!("x {piece}")) == "x"
}
