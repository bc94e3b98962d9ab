//! What a mail's words may spoil: findings with their place (docs/product.md, rule 18.4). Two kinds block; the others
//! warn. The phrases are data (`core/data/mail/lint/phrases.tsv`), with a reason and an example each.

mod phrases;

use std::sync::LazyLock;

use regex::Regex;

use crate::text::is_han;
use crate::vocabulary::Frame;

/// A mail as it would go.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// The subject.
    pub subject: &'a str,
    /// The text, without its foot.
    pub body: &'a str,
    /// How its template is built.
    pub frame: Frame,
    /// Which mail to this person it is.
    pub turn: Turn<'a>,
    /// Links of the HTML part: the text that is shown, and the target.
    pub links: &'a [(&'a str, &'a str)],
    /// How many files are attached.
    pub attachments: usize,
    /// How many pictures it shows.
    pub images: usize,
    /// The team's postal address.
    pub postal_address: Option<&'a str>,
    /// The line by which one opts out.
    pub opt_out: Option<&'a str>,
    /// The name of whoever writes.
    pub sender: &'a str,
}

/// Which mail it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn<'a> {
    /// The first.
    First,
    /// One after another, with the text of that.
    After(&'a str),
    /// An answer to theirs.
    Answer,
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the subject.
    Subject,
    /// In the text.
    Body,
    /// In what belongs to it: foot, links, files.
    Parts,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A merge field that was not filled.
    OpenField,
    /// No postal address.
    NoPostalAddress,
    /// No way to opt out.
    NoOptOut,
    /// The subject is all capitals.
    Capitals,
    /// `!!` or `$$`.
    Shouting,
    /// `Re:` or `Fwd:` before a first mail's subject.
    FakeReply,
    /// A subject over 60 characters, or 25 Chinese ones.
    LongSubject,
    /// A subject that could be anybody's: "Cooperation".
    EmptySubject,
    /// A phrase that spoils it; the key of the better wording.
    Phrase(&'static str),
    /// It begins with the sender's name.
    OpensWithSender,
    /// Value first: its first sentence is about ourselves.
    OpensWithUs,
    /// PAS: fewer than three paragraphs.
    PasParts,
    /// Over 150 words, or 300 Chinese characters.
    LongBody,
    /// It asks nothing.
    NoQuestion,
    /// More than one link.
    Links,
    /// A link shows another address than its target.
    LinkMismatch,
    /// Nothing but a picture.
    ImageOnly,
    /// A file in a first mail.
    Attachment,
    /// The text of the mail before.
    SameText,
}

impl Flag {
    /// A short name, by which the better wording is known.
    pub fn code(self) -> String {
        let code = match self {
            Flag::OpenField => "open-field",
            Flag::NoPostalAddress => "no-postal-address",
            Flag::NoOptOut => "no-opt-out",
            Flag::Capitals => "capitals",
            Flag::Shouting => "shouting",
            Flag::FakeReply => "fake-reply",
            Flag::LongSubject => "long-subject",
            Flag::EmptySubject => "empty-subject",
            Flag::Phrase(key) => return key.replace('_', "-"),
            Flag::OpensWithSender => "opens-with-sender",
            Flag::OpensWithUs => "opens-with-us",
            Flag::PasParts => "pas-parts",
            Flag::LongBody => "long-body",
            Flag::NoQuestion => "no-question",
            Flag::Links => "links",
            Flag::LinkMismatch => "link-mismatch",
            Flag::ImageOnly => "image-only",
            Flag::Attachment => "attachment",
            Flag::SameText => "same-text",
        };
        code.to_owned()
    }

    /// Whether the mail may not go so.
    pub fn blocks(self) -> bool {
        matches!(self, Flag::OpenField | Flag::NoPostalAddress | Flag::NoOptOut)
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub flag: Flag,
    /// Where.
    pub place: Place,
    /// The words that it is about; may be empty.
    pub said: String,
}

macro_rules! pattern {
    ($name:ident, $pattern:literal) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}
pattern!(
    OPEN_FIELD,
    r"(?i)\{[^{}\n]{0,60}\}|\[(first ?name|name|company|your [a-z ]{1,20})\]|%[A-Z_]{3,30}%|<<[^<>\n]{1,40}>>"
);
pattern!(SHOUTING, r"[!！]{2,}|[$¥￥€]{2,}");
pattern!(REPLY, r"(?i)^\s*(re|fw|fwd|aw|wg|回复|答复|转发)\s*[:：]");
pattern!(
    EMPTY_SUBJECT,
    r"(?i)^\W*((business|new|good|long[- ]term)\W+)?(hello|hi|greetings?|cooperation|co-operation|introduction|proposal|offer|inquiry|partnership|information|company profile|catalogu?e|price ?list|合作|业务合作|你好|您好|产品介绍|公司介绍|报价)\W*$"
);
pattern!(
    ASKS,
    // A request asks, too.
    r"(?i)[?？]|let me know|\bplease\b|\bkindly\b|(would|could) you|tell me|look forward to (your|hear)|请|麻烦|烦劳|盼|望(您|贵司|告知|回复)|告知|吗|呢"
);
pattern!(LINK, r#"(?i)(https?://|www\.)[^\s<>"'）)]+"#);
pattern!(ABOUT_US, r"(?i)^(we|our|i|i'm|my|us|this is|我们|我司|我公司|我)(\b|\p{Han}|')");
pattern!(
    GREETING,
    r"(?i)^\s*((hi|hello|dear|good (morning|afternoon)|hallo|bonjour|hola)\b[^\n,，!]{0,40}[,，!]?|[^\n]{0,20}(您好|你好)?[：:，,])\s*\n"
);

fn found(pattern: &LazyLock<Option<Regex>>, text: &str) -> Option<String> {
    Some(pattern.as_ref()?.find(text)?.as_str().trim().to_owned())
}

/// How much a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// Its words, or its Chinese characters.
    pub words: usize,
    /// Its question marks.
    pub questions: usize,
    /// Its links.
    pub links: usize,
}

/// Measures a text.
pub fn measure(body: &str) -> Measure {
    let han = body.chars().filter(|c| is_han(*c)).count();
    let words = body.split_whitespace().count();
    Measure {
        words: if han > words { han } else { words },
        questions: body.chars().filter(|c| matches!(c, '?' | '？')).count(),
        links: LINK.as_ref().map_or(0, |link| link.find_iter(body).count()),
    }
}

/// All that is found, what blocks first.
pub fn lint(draft: &Draft<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    blocking(draft, &mut findings);
    subject(draft, &mut findings);
    body(draft, &mut findings);
    parts(draft, &mut findings);
    findings
}

fn push(findings: &mut Vec<Finding>, place: Place, flag: Flag, said: Option<String>) {
    findings.extend(said.map(|said| Finding { flag, place, said }));
}

fn when(holds: bool) -> Option<String> {
    holds.then(String::new)
}

fn blocking(draft: &Draft<'_>, findings: &mut Vec<Finding>) {
    push(findings, Place::Subject, Flag::OpenField, found(&OPEN_FIELD, draft.subject));
    push(findings, Place::Body, Flag::OpenField, found(&OPEN_FIELD, draft.body));
    let is_missing = |part: Option<&str>| when(part.is_none_or(|part| part.trim().is_empty()));
    push(findings, Place::Parts, Flag::NoPostalAddress, is_missing(draft.postal_address));
    push(findings, Place::Parts, Flag::NoOptOut, is_missing(draft.opt_out));
}

fn subject(draft: &Draft<'_>, findings: &mut Vec<Finding>) {
    let subject = draft.subject.trim();
    let han = subject.chars().filter(|c| is_han(*c)).count();
    let length = subject.chars().count();
    let long_words =
        subject.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 4);
    let shouted = long_words.count() > 1 && !subject.chars().any(char::is_lowercase) && han == 0;
    let is_long = if han * 2 > length { length > 25 } else { length > 60 };
    let is_first = draft.turn == Turn::First;
    for (flag, said) in [
        (Flag::Capitals, when(shouted)),
        (Flag::Shouting, found(&SHOUTING, subject)),
        (Flag::FakeReply, found(&REPLY, subject).filter(|_| is_first)),
        (Flag::LongSubject, when(is_long)),
        (Flag::EmptySubject, when(subject.is_empty()).or_else(|| found(&EMPTY_SUBJECT, subject))),
    ] {
        push(findings, Place::Subject, flag, said);
    }
    phrases::find(subject, phrases::Where::Subject, |key, said| {
        push(findings, Place::Subject, Flag::Phrase(key), Some(said));
    });
}

fn body(draft: &Draft<'_>, findings: &mut Vec<Finding>) {
    let body = draft.body.trim();
    let greeting = GREETING.as_ref().and_then(|greeting| greeting.find(body)).map_or(0, |found| found.end());
    let said = body[greeting..].trim_start();
    let first = said.split(['.', '!', '?', '。', '！', '？', '\n']).next().unwrap_or_default();
    let han = body.chars().filter(|c| is_han(*c)).count();
    let is_long = body.split_whitespace().count() > 150 || han > 300;
    let paragraphs = said.split("\n\n").filter(|part| part.chars().count() > 20 || part.chars().any(is_han));
    let sender = draft.sender.trim();
    let is_same = matches!(draft.turn, Turn::After(before) if words(before) == words(body));
    for (flag, said) in [
        (Flag::Shouting, found(&SHOUTING, body)),
        (Flag::OpensWithSender, when(!sender.is_empty() && first.contains(sender))),
        (Flag::OpensWithUs, found(&ABOUT_US, first).filter(|_| draft.frame == Frame::Value)),
        (Flag::PasParts, when(draft.frame == Frame::Pas && paragraphs.count() < 3)),
        (Flag::LongBody, when(is_long)),
        (Flag::NoQuestion, when(draft.turn != Turn::Answer && found(&ASKS, body).is_none())),
        (Flag::SameText, when(is_same)),
    ] {
        push(findings, Place::Body, flag, said);
    }
    phrases::find(body, phrases::Where::Body, |key, said| {
        push(findings, Place::Body, Flag::Phrase(key), Some(said));
    });
    phrases::find(&format!("{}\n{first}", &body[..greeting]), phrases::Where::Opening, |key, said| {
        push(findings, Place::Body, Flag::Phrase(key), Some(said));
    });
}

fn parts(draft: &Draft<'_>, findings: &mut Vec<Finding>) {
    let written = LINK.as_ref().map_or(0, |link| link.find_iter(draft.body).count());
    let shows = |text: &str| found(&LINK, text).map(|link| host(&link));
    let mismatch =
        draft.links.iter().find(|(text, target)| shows(text).is_some_and(|host| host != self::host(target)));
    let is_image = draft.images > 0 && words(draft.body).len() < 5;
    for (flag, said) in [
        (Flag::Links, when(written.max(draft.links.len()) > 1)),
        (Flag::LinkMismatch, mismatch.map(|(text, _)| (*text).to_owned())),
        (Flag::ImageOnly, when(is_image)),
        (Flag::Attachment, when(draft.attachments > 0 && draft.turn == Turn::First)),
    ] {
        push(findings, Place::Parts, flag, said);
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

fn host(link: &str) -> String {
    let link = link.to_lowercase();
    let bare = link.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
