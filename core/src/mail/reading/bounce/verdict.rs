//! What a refusal says of the address: by the words of the server, its enhanced status, its code.

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::phrases::{Phrases, bounded, plain};
use super::Verdict;

static REFUSALS: LazyLock<Phrases<Verdict>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../../data/mail/refusals.tsv"), |code| match code {
        "hard" => Some(Verdict::Hard),
        "soft" => Some(Verdict::Soft),
        "policy" => Some(Verdict::Policy),
        _ => None,
    })
});

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static STATUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9.])([245])\.(\d{1,3})\.(\d{1,3})(?:$|[^0-9.])").expect("a pattern")
});

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s:;'(<])([245]\d\d)(?:[\s\-:]|$)").expect("a pattern"));

/// So much of a report is looked through for words.
const PROSE: usize = 6_000;

/// An enhanced status: class, subject, detail.
type Status = (u32, u32, u32);

/// What a refusal says: the status that the report gives, what the server answered, and the report's whole text, which
/// is looked at only where the answer says nothing.
pub(super) fn of_answer(status: &str, answer: &str, report: &str) -> Verdict {
    let (answer, report) = (plain(bounded(answer, PROSE)), plain(bounded(report, PROSE)));
    let given = status_in(status);
    let said = status_in(&answer).or_else(|| answer.is_empty().then(|| status_in(&report)).flatten());
    let code = code_in(&answer).or_else(|| answer.is_empty().then(|| code_in(&report)).flatten());
    let status = said.or(given);
    let later = is_later(given, said, code);
    let words = by_words(&answer)
        .or_else(|| given.and_then(by_status).is_none().then(|| by_words(&report)).flatten());
    let by_status = said.and_then(by_status).or_else(|| given.and_then(by_status));
    match (words, by_status) {
        (Some(Verdict::Hard) | None, _) if later => Verdict::Soft,
        // Whoever took the mail first and then refused it did not do so for the address.
        (Some(Verdict::Hard), _) if after_data(&answer, &report) && !matches!(status, Some((5, 1, _))) => {
            Verdict::Soft
        }
        (Some(Verdict::Hard), Some(Verdict::Policy)) if !matches!(status, Some((5, 7, 1))) => Verdict::Policy,
        (Some(Verdict::Policy), Some(Verdict::Hard)) if matches!(status, Some((5, 4, 1))) => Verdict::Hard,
        (Some(words), _) => words,
        (None, Some(by_status)) => by_status,
        (None, None) => Verdict::Soft,
    }
}

/// Whether the server said "later": a 4 anywhere, and no 5 in what it answered.
fn is_later(given: Option<Status>, said: Option<Status>, code: Option<u32>) -> bool {
    match (said, code) {
        (Some((class, ..)), _) => class == 4,
        (None, Some(code)) => code < 500,
        (None, None) => given.is_some_and(|(class, ..)| class == 4),
    }
}

fn by_words(text: &str) -> Option<Verdict> {
    let found = REFUSALS.all(text);
    // What is about us or the mail explains a refusal better than an "unknown" in the same sentence.
    [Verdict::Policy, Verdict::Soft, Verdict::Hard]
        .into_iter()
        .find(|verdict| found.iter().any(|found| found.means == *verdict))
}

/// The enhanced status codes (RFC 3463) that say something by themselves.
fn by_status((class, subject, detail): Status) -> Option<Verdict> {
    if class == 4 {
        return Some(Verdict::Soft);
    }
    match (subject, detail) {
        (1, 7 | 8) => Some(Verdict::Policy),
        (1, _) | (4, 1 | 4) => Some(Verdict::Hard),
        (0, _) | (5, 0) => None,
        (2..=4, 4 | 3) if subject == 2 || subject == 3 => Some(Verdict::Policy),
        (2..=4, _) => Some(Verdict::Soft),
        _ => Some(Verdict::Policy),
    }
}

fn after_data(answer: &str, report: &str) -> bool {
    let said = "end of data";
    answer.contains(said)
        || answer.contains("final data")
        || (answer.is_empty() && report.contains(said))
        || report.contains(">>> .")
}

fn status_in(text: &str) -> Option<Status> {
    let found = STATUS.captures(text)?;
    let number = |at| found.get(at).and_then(|digits| digits.as_str().parse().ok());
    Some((number(1)?, number(2)?, number(3)?))
}

fn code_in(text: &str) -> Option<u32> {
    CODE.captures_iter(text).filter_map(|found| found.get(1)?.as_str().parse().ok()).find(|code| *code >= 400)
}
