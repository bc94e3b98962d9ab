//! Who a card is of: what has no label is told by its words, by the address of the mail and by where it stands.

use chrono::NaiveDate;

use super::crop;
use super::label::Label;
use super::locate::locate;
use super::pieces::{Piece, Pieces};
use super::shape::Shape;
use super::sites::host;
use crate::duplicate::has_legal_form;
use crate::email::Email;
use crate::read::Draft;
use crate::read::add::set;
use crate::read::name::{bare_name, fits, looks_like_name};
use crate::read::words;
use crate::text::is_han;
use crate::vocabulary::Field;

/// What is taken for a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Guess {
    text: String,
    sure: bool,
    /// Whether it stands on the card; otherwise it was made of the address.
    pub(super) found: bool,
}

impl Guess {
    fn new(text: &str, sure: bool) -> Guess {
        Guess { text: text.to_owned(), sure, found: true }
    }
}

/// Who a card is of.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) name: Option<Guess>,
    pub(super) title: Option<Guess>,
    pub(super) company: Option<Guess>,
    email: Option<Email>,
}

impl Read {
    pub(super) fn of(card: &crop::Card, pieces: &Pieces) -> Read {
        let mut read = Read::default();
        for (label, text) in &pieces.labelled {
            read.labelled(*label, text);
        }
        let brand = pieces.brand();
        if read.name.is_none() {
            read.name = best_name(card, pieces);
        }
        let named = read.name.as_ref().map(|name| name.text.clone());
        let taken = |piece: &&Piece| named.as_deref() != Some(bare_name(&piece.text).as_str());
        let rest: Vec<&Piece> = pieces.pieces.iter().filter(taken).collect();
        let of = |shape: Shape| rest.iter().find(|piece| piece.shape == shape);
        if read.title.is_none() {
            read.title = of(Shape::Title).map(|piece| Guess::new(&piece.text, true));
        }
        if read.company.is_none() {
            read.company = of(Shape::Company).map(|piece| Guess::new(&piece.text, true));
        }
        if read.name.is_none() || read.title.is_none() {
            // "董事长：吴建国": nobody else stands there.
            if let Some((title, name)) = pieces.registered.first()
                && read.name.is_none()
            {
                read.name = Some(Guess::new(name, true));
                read.title.get_or_insert(Guess::new(title, true));
            }
        }
        read.fill(&rest, pieces, &named);
        read.email = email(pieces, read.name.as_ref());
        if read.name.is_none() {
            read.name = read.email.as_ref().and_then(named_by);
        }
        if read.company.is_none() && !brand.is_empty() {
            read.company = Some(Guess { text: capitalised(&brand), sure: false, found: false });
        }
        read
    }

    fn labelled(&mut self, label: Label, text: &str) {
        match label {
            Label::Name => {
                // "联系人：陈伟 总经理", "Contact: Anna Schmidt (Buyer)".
                let parts: Vec<&str> = text.split([' ', '(', '（', ',', '，', '/']).collect();
                let whole = bare_name(text.split(['(', '（', ',', '，', '/']).next().unwrap_or(text));
                let han = whole.chars().any(is_han);
                let name = if han { bare_name(parts[0]) } else { whole };
                if looks_like_name(&name) {
                    self.name.get_or_insert(Guess::new(&name, true));
                } else if !name.is_empty() {
                    self.name.get_or_insert(Guess::new(&name, false));
                }
                let rest = text.trim_start_matches(&name).trim_matches(|c: char| !c.is_alphanumeric());
                if words::is_title(rest) {
                    self.title.get_or_insert(Guess::new(rest, true));
                }
            }
            Label::Company => {
                self.company.get_or_insert(Guess::new(text, true));
            }
            Label::Title => {
                self.title.get_or_insert(Guess::new(text, true));
            }
            _ => {}
        }
    }

    /// What is still missing, by lines whose words say less.
    fn fill(&mut self, rest: &[&Piece], pieces: &Pieces, named: &Option<String>) {
        let line = named.as_ref().and_then(|name| {
            pieces.pieces.iter().find(|piece| bare_name(&piece.text) == *name).map(|piece| piece.line)
        });
        let plain = |piece: &&&Piece| !piece.text.chars().any(|c| c.is_ascii_digit());
        if self.title.is_none() {
            let department = rest.iter().find(|piece| piece.shape == Shape::Department);
            let labelled = pieces.labelled.iter().find(|(label, _)| *label == Label::Department);
            self.title = department
                .map(|piece| &piece.text)
                .or(labelled.map(|(_, text)| text))
                .map(|text| Guess::new(text, false));
        }
        if self.company.is_none() {
            let perhaps = rest.iter().filter(plain).find(|piece| piece.shape == Shape::PerhapsCompany);
            let other = || {
                rest.iter().filter(plain).find(|piece| {
                    matches!(piece.shape, Shape::Name | Shape::Unknown)
                        && line.is_none_or(|line| piece.line.abs_diff(line) <= 2)
                        && piece.text.split_whitespace().count() <= 5
                        && piece.text.chars().next().is_some_and(|c| c.is_uppercase() || is_han(c))
                        && piece.text.chars().count() > 3
                })
            };
            self.company = perhaps.or_else(other).map(|piece| Guess::new(&piece.text, false));
        }
        if self.title.is_none()
            && let Some(line) = line
        {
            let company = self.company.as_ref().map(|company| company.text.as_str());
            let next = rest.iter().filter(plain).find(|piece| {
                (piece.line == line || piece.line == line + 1)
                    && matches!(piece.shape, Shape::Unknown | Shape::Name | Shape::PerhapsCompany)
                    && company != Some(piece.text.as_str())
                    && piece.text.split_whitespace().count() <= 5
                    && !named.as_ref().is_some_and(|name| name.contains(piece.text.as_str()))
                    && !(looks_like_name(&piece.text) && piece.text.chars().any(is_han))
            });
            self.title = next.map(|piece| Guess::new(&piece.text, false));
        }
    }

    /// As a draft.
    pub(super) fn draft(self, pieces: &Pieces, today: NaiveDate) -> Draft {
        let mut draft = Draft::default();
        for (field, guess) in
            [(Field::Name, self.name), (Field::Title, self.title), (Field::Company, self.company)]
        {
            if let Some(guess) = guess
                && set(&mut draft.profile, field, &guess.text, today).is_ok()
                && !guess.sure
            {
                draft.unsure.push(field);
            }
        }
        let others = pieces.emails.iter().filter(|email| Some(*email) != self.email.as_ref());
        draft.leftover.extend(others.map(|email| email.as_str().to_owned()));
        draft.profile.email = self.email;
        draft.profile.website = website(pieces, draft.profile.email.as_ref());
        draft.profile.linkedin.clone_from(&pieces.linkedin);
        locate(&mut draft, pieces);
        draft
    }
}

/// The best name on the card: by the address, a title beside it, a closing above it, and its form.
fn best_name(card: &crop::Card, pieces: &Pieces) -> Option<Guess> {
    let fit = |name: &str| pieces.emails.iter().map(|email| fits(name, local(email))).max().unwrap_or(0);
    let beside = |piece: &Piece, shape: Shape| {
        pieces.pieces.iter().any(|other| other.shape == shape && other.line.abs_diff(piece.line) <= 1)
    };
    let mut best: Option<(i32, String)> = None;
    let mut offer = |score: i32, name: String| {
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, name));
        }
    };
    for (at, piece) in pieces.pieces.iter().enumerate() {
        let name = bare_name(&piece.text);
        let words = name.split_whitespace().count();
        let fit = i32::from(fit(&name));
        let form = match piece.shape {
            Shape::Name if name.chars().any(is_han) => 4,
            Shape::Name if words == 1 => 1,
            Shape::Name => 3,
            // "Anna Schmidt" of "Schmidt GmbH", at schmidt.de; or at annaschmidt.de.
            Shape::Company if looks_like_name(&name) && words > 1 && !has_legal_form(&name) => {
                let others = pieces.pieces.iter().filter(|other| other.shape == Shape::Company).count() > 1;
                let formed = pieces.pieces.iter().any(|other| has_legal_form(&other.text));
                match (fit >= 2, others, formed && !words::COMPANY.are_in(&name)) {
                    (true, true, _) => 3,
                    (true, false, _) => -1,
                    (false, _, true) => 1,
                    (false, ..) => continue,
                }
            }
            _ => continue,
        };
        let mut score = form + 2 * fit;
        score += if at == 0 { 1 } else { 0 } + if at == 0 && card.signed { 1 } else { 0 };
        score += if beside(piece, Shape::Title) { 2 } else { 0 };
        score -= if words::COMPANY.are_in(&name) && fit == 0 { 3 } else { 0 };
        offer(score, name);
    }
    for name in &pieces.displayed {
        offer(6 + 2 * i32::from(fit(name)), bare_name(name));
    }
    best.filter(|(score, _)| *score >= 1).map(|(score, name)| Guess::new(&name, score >= 5))
}

/// The address that fits the name, else one that is a person's, else the first.
fn email(pieces: &Pieces, name: Option<&Guess>) -> Option<Email> {
    let fit = |email: &&Email| name.map_or(0, |name| fits(&name.text, local(email)));
    let best = pieces.emails.iter().rev().max_by_key(|email| (fit(email), !email.is_role()));
    best.cloned()
}

fn local(email: &Email) -> &str {
    email.as_str().rsplit_once('@').map_or("", |(local, _)| local)
}

/// "nina.petrova@…" is Nina Petrova, most likely.
fn named_by(email: &Email) -> Option<Guess> {
    let parts: Vec<&str> = local(email).split(['.', '_', '-']).collect();
    let alphabetic = |part: &&str| part.chars().count() > 1 && part.chars().all(char::is_alphabetic);
    (parts.len() == 2 && parts.iter().all(alphabetic) && !email.is_role()).then(|| Guess {
        text: parts.iter().map(|part| capitalised(part)).collect::<Vec<_>>().join(" "),
        sure: false,
        found: false,
    })
}

fn capitalised(text: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    text.split(['-', '_']).map(word).collect::<Vec<_>>().join(" ")
}

/// The website of the mail's own domain, else the first.
fn website(pieces: &Pieces, email: Option<&Email>) -> Option<String> {
    let own = email.and_then(Email::company_domain);
    let is_own = |site: &&String| own.as_deref() == Some(crate::email::company_domain(host(site)).as_str());
    pieces.websites.iter().find(is_own).or(pieces.websites.first()).cloned()
}
