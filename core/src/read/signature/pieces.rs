//! A card's lines, taken apart: addresses of mail and web, numbers, labelled values, and pieces that their words
//! must tell.

use super::crop::Card;
use super::label::{Label, Stretch, is_bare, stretches};
use super::same::without_same;
use super::shape::{self, Shape};
use super::sites::{host, is_network, is_site};
use super::split::split;
use crate::email::Email;
use crate::phone::{spots, written};
use crate::read::field::{is_linkedin, is_whatsapp};
use crate::read::{name, words};
use crate::text::{clean, is_han};

/// A number with what its label says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) label: Option<Label>,
    /// The messengers that have the same number.
    pub(super) also: Vec<Label>,
}

/// A piece of text without a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) shape: Shape,
    /// In which line of the card.
    pub(super) line: usize,
}

/// Everything that stands on a card.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) emails: Vec<Email>,
    pub(super) websites: Vec<String>,
    pub(super) linkedin: Option<String>,
    /// A link that opens a chat on WhatsApp.
    pub(super) whatsapp: Option<String>,
    pub(super) numbers: Vec<Number>,
    /// Values with a label, in their order.
    pub(super) labelled: Vec<(Label, String)>,
    /// Names that stood before an address: "Anna Schmidt <anna@lumen.de>".
    pub(super) displayed: Vec<String>,
    /// Names from a register: "Geschäftsführer: Max Muster" is not who writes.
    pub(super) registered: Vec<(String, String)>,
    pub(super) pieces: Vec<Piece>,
    /// Lines that may tell the country.
    pub(super) lines: Vec<String>,
}

impl Pieces {
    /// Takes a card apart.
    pub(super) fn of(card: &Card) -> Pieces {
        let mut pieces = Pieces::default();
        let mut lines = Vec::new();
        for line in card.lines.iter().chain(&card.sender) {
            lines.push(pieces.without_addresses(line));
        }
        let brand = pieces.brand();
        for (at, line) in lines.iter().enumerate().take(card.lines.len()) {
            let mut pending = None;
            // "王经理 / 采购部 / 明辉照明": elsewhere a slash joins, as in "Sales / Marketing".
            let line = if line.chars().any(is_han) { line.replace(" / ", "|") } else { line.clone() };
            let bracket = |line: &str| match line.split_once(['（', '(']) {
                Some((before, _)) if name::is_addressed(before) => line.replace(['（', '(', '）', ')'], "|"),
                _ => line.to_owned(),
            };
            for part in bars(&bracket(&line)) {
                let (part, also) = without_same(part);
                for mut stretch in stretches(&part) {
                    stretch.also.extend(&also);
                    pending = pieces.take(stretch, pending, at, &brand);
                }
            }
        }
        pieces
    }

    /// The name in the domain of the company: of the mail's, else of the website's.
    pub(super) fn brand(&self) -> String {
        let domain = self.emails.iter().find_map(Email::company_domain);
        let domain =
            domain.or_else(|| self.websites.first().map(|site| crate::email::company_domain(host(site))));
        let domain = domain.unwrap_or_default();
        domain.split('.').next().unwrap_or_default().to_owned()
    }

    /// Takes the addresses of mail and web out of a line; what stood round them stays.
    fn without_addresses(&mut self, line: &str) -> String {
        let line = line
            .replace("(at)", "@")
            .replace("[at]", "@")
            .replace(" @ ", " at ")
            .replace(" // ", " | ")
            .replace('＠', "@");
        let mut rest = String::new();
        for word in line.split_inclusive(|c: char| c.is_whitespace() || "|｜<>()（）,，;；、·•\"".contains(c))
        {
            let bare =
                word.trim_end_matches(|c: char| c.is_whitespace() || "|｜<>()（）,，;；、·•\"".contains(c));
            let tail = &word[bare.len()..];
            match self.address(bare, &rest) {
                Some(before) => {
                    let before = before.to_owned();
                    if tail.starts_with('>') {
                        let name = clean(rest.rsplit(['|', '｜']).next().unwrap_or_default());
                        let name = name.trim_matches(['<', ' ', '"', ',']);
                        if name::looks_like_name(name) {
                            self.displayed.push(name.to_owned());
                        }
                    }
                    rest.push_str(&before);
                    rest.push(' ');
                }
                None => rest.push_str(bare),
            }
            rest.push_str(&tail.replace(['<', '>'], " "));
        }
        rest.replace('<', " ")
    }

    /// Whether a word is an address of mail or web, or ends in one ("邮箱a@b.cn", "Web:www.b.cn"): what stands before.
    /// `line` is what stands before it in its line.
    fn address<'a>(&mut self, word: &'a str, line: &str) -> Option<&'a str> {
        if let Some(at) = word.find('@') {
            let local = |c: char| c.is_ascii_alphanumeric() || "._%+'-".contains(c);
            let start =
                word[..at].char_indices().rev().take_while(|(_, c)| local(*c)).last().map_or(at, |(i, _)| i);
            let domain = |c: char| (c.is_alphanumeric() || matches!(c, '.' | '-')) && !is_han(c);
            let end = word[at + 1..].find(|c| !domain(c)).map_or(word.len(), |end| at + 1 + end);
            let address = word[start..end].trim_matches(['.', '-', '\'', '/']);
            let email = Email::parse(address).ok()?;
            if !self.emails.contains(&email) {
                self.emails.push(email);
            }
            return Some(&word[..start]);
        }
        let scheme = ["http", "HTTP", "Http"].iter().find_map(|scheme| word.find(scheme));
        let scheme = scheme.filter(|at| word[*at..].contains("://"));
        let start = match scheme {
            Some(at) => at,
            None => {
                let glued = word.char_indices().rev().find(|(_, c)| is_han(*c) || matches!(c, ':' | '：'));
                glued.map_or(0, |(at, c)| at + c.len_utf8())
            }
        };
        let candidate = word.get(start..)?.trim_end_matches(['.', '/', '-']);
        // "Skype: anna.law" is no website, though there are websites in .law.
        let account = || {
            let label = stretches(&format!("{line}{}", &word[..start]))
                .pop()
                .filter(|last| last.text.is_empty())?
                .label?;
            Some(matches!(label, Label::Other | Label::Chat | Label::WhatsApp | Label::WeChat))
        };
        let written = candidate.contains("://") || candidate.starts_with("www.");
        if !is_site(candidate) || (!written && !is_linkedin(candidate) && account() == Some(true)) {
            return None;
        }
        let site = candidate.to_owned();
        if is_linkedin(&site) {
            self.linkedin.get_or_insert(site);
        } else if is_whatsapp(&site) {
            self.whatsapp.get_or_insert(site);
        } else if !is_network(&site) && !self.websites.contains(&site) {
            self.websites.push(site);
        }
        word.get(..start)
    }

    /// Puts a stretch where it belongs; answers the label that waits for its text, if one does.
    fn take(&mut self, stretch: Stretch, pending: Option<Label>, line: usize, brand: &str) -> Option<Label> {
        let label = stretch.label.or(pending);
        if stretch.text.is_empty() || is_bare(&stretch.text) {
            return label;
        }
        let (text, also) = (stretch.text, stretch.also);
        match label {
            Some(Label::WeChat) if spots(&text).is_empty() => self.labelled.push((Label::WeChat, text)),
            Some(label) if label.is_number() => {
                let number =
                    |range| Number { text: written(&text, range), label: Some(label), also: also.clone() };
                self.numbers.extend(spots(&text).into_iter().map(number));
            }
            Some(Label::Email | Label::Web | Label::Other) => {}
            Some(Label::Address) => self.lines.push(text),
            Some(label) => self.labelled.push((label, text)),
            None => self.free(&text, &also, line, brand),
        }
        None
    }

    /// A stretch without a label: numbers, and pieces.
    fn free(&mut self, text: &str, also: &[Label], line: usize, brand: &str) {
        let address = shape::is_address(text);
        let chars: Vec<char> = text.chars().collect();
        let mut rest = String::new();
        let mut from = 0;
        for range in spots(text) {
            let number = written(text, range.clone());
            let digits = number.chars().filter(char::is_ascii_digit).count();
            if address && !number.starts_with('+') && digits < 10 {
                continue;
            }
            rest.extend(&chars[from..range.start]);
            rest.push_str(" | ");
            from = range.end;
            self.numbers.push(Number { text: number, label: None, also: also.to_vec() });
        }
        rest.extend(&chars[from..]);
        for part in rest.split('|').map(clean).filter(|part| part.chars().any(char::is_alphanumeric)) {
            let part = part.trim_matches(|c: char| {
                !c.is_alphanumeric()
                    && !matches!(c, '(' | ')' | '（' | '）' | '.' | '"' | '«' | '»' | '“' | '”')
            });
            if !is_bare(part) {
                self.words(part, line, brand);
            }
        }
    }

    fn words(&mut self, text: &str, line: usize, brand: &str) {
        if let Some((before, after)) = text.split_once([':', '：']) {
            let (before, after) = (before.trim(), after.trim());
            if words::is_title(before) && name::looks_like_name(after) {
                self.registered.push((before.to_owned(), name::bare_name(after)));
            }
            // "Projekt: …": a label that is none of ours.
            return;
        }
        self.lines.push(text.to_owned());
        let locals: Vec<&str> =
            self.emails.iter().filter_map(|email| Some(email.as_str().split_once('@')?.0)).collect();
        for (text, shape) in split(text, brand, &locals) {
            self.pieces.push(Piece { text, shape, line });
        }
    }
}

/// The parts of a line between bars and bullets.
pub(super) fn bars(line: &str) -> impl Iterator<Item = &str> {
    line.split(['|', '｜', '／', '•', '·', '●', '▪', '◆', '■', '♦', '¦', '‖', '∙', '★', '►', '▶'])
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::read::signature::parse_card;

    #[test]
    fn a_company_keeps_its_quotation_marks() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for company in ["ООО «Свет»", "АО “Лампа”"] {
            let text = format!("Иван Петров\nменеджер по закупкам\n{company}\nivan@svet.ru");
            let draft = parse_card(&text, today).unwrap();
            assert_eq!(draft.profile.company.as_deref(), Some(company), "{text}");
        }
    }
}
