//! A bounce that only people can read: where what was sent begins, whom it was for, what the server answered.

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::header::{Headers, addresses, header_line};
use super::super::super::letter::Letter;
use super::super::super::phrases::{bounded, plain};
use super::super::html;
use super::super::notice::Notice;

/// A code with an answer behind it, at the beginning of a line or in it.
#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?m)(?:^|[\s:;"'(<>\-*])([45][0-5]\d)[ \-]+(?:[a-zA-Z<#:'"(\[*\x{80}-\x{10ffff}]|[245]\.\d)"#,
    )
    .expect("a pattern")
});

/// So much of a report's own text is read.
const TEXT: usize = 32 * 1024;

/// A report's own words, and the head of our mail where it follows in the same text.
pub(super) struct Report {
    pub(super) text: String,
    pub(super) head: Option<Headers>,
    /// Where it is written for machines.
    pub(super) notice: Option<Notice>,
}

impl Report {
    pub(super) fn of(letter: &Letter) -> Self {
        let mut text = letter.plain_text();
        if text.trim().is_empty() {
            text = letter.of_kind("text/html").next().map(|part| html::text(&part.text)).unwrap_or_default();
        }
        if text.trim().is_empty() {
            text = letter
                .parts
                .iter()
                .find(|part| part.kind.starts_with("text/"))
                .map(|part| part.text.clone())
                .unwrap_or_default();
        }
        if text.trim().is_empty() {
            text.clone_from(&letter.loose);
        }
        let text = forwarded(&text).unwrap_or(text);
        let (own, head) = split(&text);
        Self { text: bounded(own, TEXT).to_owned(), head, notice: Notice::of(&text) }
    }
}

/// The text of a report that somebody forwarded, without the marks of a quotation and the head it had.
fn forwarded(text: &str) -> Option<String> {
    let quoted = text
        .lines()
        .filter_map(|line| line.strip_prefix('>'))
        .map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
    let mut names = quoted.clone().filter_map(header_line).map(|(name, _)| name);
    if !names.any(|name| name.eq_ignore_ascii_case("final-recipient")) {
        return None;
    }
    Some(quoted.skip_while(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// The names by which the head of a mail is known.
const KNOWN: [&str; 12] = [
    "received",
    "return-path",
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "cc",
    "dkim-signature",
    "x-mailer",
];

/// Splits a text where the head of a mail begins that was copied into it. At least two of the well-known headers stand
/// together there; the fields of a report do not count.
fn split(text: &str) -> (&str, Option<Headers>) {
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').take(3_000) {
        lines.push((at, line.trim_end()));
        at += line.len();
    }
    let known = |line: &str| {
        let (name, _) = header_line(line.trim_start_matches(['>', '|']).trim_start())?;
        KNOWN.into_iter().find(|known| name.eq_ignore_ascii_case(known))
    };
    let mut fields = None;
    for (number, (start, line)) in lines.iter().enumerate() {
        if known(line).is_none() {
            continue;
        }
        let block: Vec<&str> = lines
            .iter()
            .skip(number)
            .take(80)
            .map(|(_, line)| *line)
            .take_while(|line| !line.trim().is_empty())
            .collect();
        let mut names: Vec<&str> = block.iter().filter_map(|line| known(line)).collect();
        names.sort();
        names.dedup();
        // A list of who sent what to whom is part of the report.
        if block.iter().any(|line| line.trim_start().to_ascii_uppercase().starts_with("RCPT TO:")) {
            continue;
        }
        let sent = names.iter().any(|name| ["from", "received", "message-id"].contains(name));
        if names.len() >= 2 && sent && (fields.is_none() || !line.starts_with([' ', '\t'])) {
            let indent = line.len() - line.trim_start_matches(['>', '|', ' ', '\t']).len();
            let head: String = block
                .iter()
                .map(|line| line.get(indent.min(line.len())..).unwrap_or_default())
                .collect::<Vec<_>>()
                .join("\n");
            let head = Some(Headers::of(&head));
            // What is set in is a few fields that the report shows, and it goes on behind them.
            if line.starts_with([' ', '\t']) {
                fields = head;
                continue;
            }
            return (&text[..*start], head);
        }
    }
    (text, fields)
}

/// What the server answered, where a report quotes it: from its code on, else the lines about the failure.
pub(super) fn answer(report: &Report) -> String {
    if let Some(notice) = &report.notice {
        return notice.said().to_owned();
    }
    let Some(code) = CODE.captures(&report.text).and_then(|found| found.get(1)) else { return String::new() };
    let rest = &report.text[code.start()..];
    // The code and words of its line, with what goes on in the next ones.
    rest.lines().take(6).take_while(|line| !line.trim().is_empty()).collect::<Vec<_>>().join(" ")
}

/// The address that a report is about.
pub(super) fn address(letter: &Letter, report: &Report, head: Option<&Headers>) -> Option<String> {
    if let Some(address) = letter.headers.addresses("x-failed-recipients").into_iter().next() {
        return Some(address);
    }
    if let Some(address) = report.notice.as_ref().and_then(Notice::recipient) {
        return Some(address);
    }
    let to = head.map(|head| head.addresses("to")).unwrap_or_default();
    let ours: Vec<String> = [
        letter.headers.addresses("to"),
        letter.headers.addresses("from"),
        letter.headers.addresses("return-path"),
    ]
    .concat();
    let named = addresses(&report.text);
    let same = |one: &String, other: &String| one.eq_ignore_ascii_case(other);
    let sent_to = named.iter().find(|named| to.iter().any(|to| same(to, named)));
    let other = named.iter().find(|named| !ours.iter().any(|our| same(our, named)) && !is_service(named));
    let subject = || addresses(&letter.headers.text("subject")).into_iter().find(|named| !is_service(named));
    let own = || named.iter().find(|named| !is_service(named)).cloned();
    sent_to.or(other).cloned().or_else(subject).or_else(|| to.first().cloned()).or_else(own)
}

/// A Message-ID that a report names in its text.
pub(super) fn message_id(report: &Report) -> Option<String> {
    if let Some(id) = report.notice.as_ref().and_then(Notice::message_id) {
        return Some(id);
    }
    let line = report.text.lines().find(|line| {
        let line = plain(line);
        line.starts_with("message-id:")
            || line.starts_with("message id:")
            || line.starts_with("internet message id")
    })?;
    let id = line.split_once(':')?.1.trim().trim_matches(['<', '>']);
    id.contains('@').then(|| id.to_owned())
}

fn is_service(address: &str) -> bool {
    let name = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    ["mailer-daemon", "postmaster", "abuse", "noreply", "no-reply", "helpdesk", "support"]
        .contains(&name.as_str())
}
