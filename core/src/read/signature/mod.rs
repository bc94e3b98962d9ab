//! Signatures and business cards, read by rules, offline. The card is cropped out of its mail (`crop`) and split at its
//! labels (`label`, `pieces`). A piece without a label is recognised by its words (`shape`), by the mail address and by
//! its position (`guess`). Guesses are marked as unsure (docs/product.md, rule 6.9).

mod country;
mod crop;
mod guess;
mod label;
mod locate;
mod lost;
mod pieces;
mod same;
mod shape;
mod sites;
mod split;

use chrono::NaiveDate;

use self::guess::Read;
use self::label::Label;
use self::pieces::Pieces;
use super::Draft;
use super::add::{AddError, set};
use super::field::settle;
use super::name::is_addressed;
use super::table::{Column, is_nothing, marked};
use crate::text::clean_lines;
use crate::vocabulary::Field;

/// The longest text that is read as a card, in characters.
const LONGEST: usize = 8000;

/// Whether a text looks like a signature, a business card or a vCard, rather than a remark.
pub fn looks_like_card(text: &str) -> bool {
    if text.to_uppercase().contains("BEGIN:VCARD") {
        return true;
    }
    if text.chars().count() > LONGEST {
        return false;
    }
    let card = crop::card(text);
    let pieces = Pieces::of(&card);
    let reachable = !pieces.emails.is_empty() || !pieces.numbers.is_empty() || pieces.whatsapp.is_some();
    let several = clean_lines(text).lines().count() > 2;
    if several && (reachable || pieces.websites.is_empty()) {
        return reachable;
    }
    // A remark may name somebody too. A card has more than a name.
    let read = Read::of(&card, &pieces);
    let sure =
        [&read.name, &read.company, &read.title].into_iter().flatten().filter(|guess| guess.found).count();
    let in_a_row = text.matches(['／', '|', '｜', '/']).count() >= 2 && pieces.pieces.len() >= 3;
    let addressed = matches!(pieces.pieces.as_slice(), [only] if is_addressed(&only.text));
    // A website alone reaches nobody: a name, a title or a company must be sure.
    (sure >= 2 && (reachable || in_a_row || several))
        || (reachable && (pieces.labelled.len() >= 2 || addressed))
}

/// Reads a signature, a business card's text or a vCard.
///
/// # Errors
/// Where neither a name nor a company is found, and where it says that it comes from a bought list.
pub fn parse_card(text: &str, today: NaiveDate) -> Result<Draft, AddError> {
    if text.to_uppercase().contains("BEGIN:VCARD") {
        return super::vcard::parse_vcard(text, today)
            .into_iter()
            .next()
            .ok_or(AddError::NameOrCompanyMissing);
    }
    if text.chars().count() > LONGEST {
        return Err(AddError::TooLong);
    }
    let (marks, text) = without_marks(text);
    let card = crop::card(&text);
    let pieces = Pieces::of(&card);
    let mut draft = Read::of(&card, &pieces).draft(&pieces, today);
    if let Some((_, source)) = pieces.labelled.iter().find(|(label, _)| *label == Label::Source) {
        set(&mut draft.profile, Field::Source, source, today)?;
    }
    settle(&mut draft.profile);
    lost::keep(&mut draft, &card);
    draft.leftover.extend(marks);
    draft.heed();
    match draft.profile.name.is_none() && draft.profile.company.is_none() {
        true => Err(AddError::NameOrCompanyMissing),
        false => Ok(draft),
    }
}

/// The lines that say whether one may write, and the text without them and without marks of nothing.
fn without_marks(text: &str) -> (Vec<String>, String) {
    let (mut marks, mut rest) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let bare = line.trim();
        match marked(bare) {
            Some(_) => marks.push(bare.to_owned()),
            None if bare.starts_with(['#', '(', '<', '['])
                && is_nothing(Column::Field(Field::Title), bare) => {}
            None => rest.push(line),
        }
    }
    (marks, rest.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_whether_one_may_write_is_heeded() {
        for line in
            ["Unsubscribed: yes", "Do not contact: true", "退订：是", "Status: Bounced", "Ne plus contacter"]
        {
            let text = format!("Eva Braun\nHead of Light\nLumen GmbH\neva@lumen.de\n+49 30 1234567\n{line}");
            let draft = parse_card(&text, "2026-11-23".parse().unwrap()).unwrap();
            assert!(draft.opted_out || draft.bounced, "{line}");
            assert_eq!(draft.profile.name.as_deref(), Some("Eva Braun"), "{line}");
            assert_eq!(draft.profile.title.as_deref(), Some("Head of Light"), "{line}");
        }
    }

    #[test]
    fn a_sentence_above_a_signature_is_kept_and_a_link_below_a_newsletter_says_nothing() {
        let text = "We want 500 pcs of the panel in March.\n\nBest regards\nEva Braun\nLumen GmbH\neva@lumen.de\n\
                    Unsubscribe";
        let draft = parse_card(text, "2026-11-23".parse().unwrap()).unwrap();
        assert_eq!(draft.profile.name.as_deref(), Some("Eva Braun"));
        assert!(draft.note().starts_with("We want 500 pcs of the panel in March."));
        assert!(!draft.opted_out);
    }
}
