//! What a refusal says of the address: by the words of the server, its enhanced status, its code, and what was asked.
//!
//! A good address is never to be lost, so "user unknown" alone is not enough. It counts where the server said it of the
//! recipient: asked for it, or with a status that says so too. Filters say it of mails they don't like.

use std::sync::LazyLock;

use regex::Regex;

use super::super::super::phrases::{Found, Phrases, bounded, plain};
use super::Verdict;
use super::command::{self, Command};
use super::fields::Recipient;

/// What the words of a refusal mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// No such person, in few words.
    User,
    /// No such person or host, so that nothing else can be meant.
    Gone,
    /// Switched off.
    Off,
    /// There may be later.
    Soft,
    /// About us or the mail.
    Policy,
}

static REFUSALS: LazyLock<Phrases<Words>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../../data/mail/refusals.tsv"), |code| match code {
        "user" => Some(Words::User),
        "gone" => Some(Words::Gone),
        "off" => Some(Words::Off),
        "soft" => Some(Words::Soft),
        "policy" => Some(Words::Policy),
        _ => None,
    })
});

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static STATUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9.])([245])\.(\d{1,3})\.(\d{1,3})(?:$|[^0-9.]|\.\s)").expect("a pattern")
});

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static CODE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"(?:^|[\s:;'"(<#])([245]\d\d)(?:[\s\-:,]|$)"#).expect("a pattern"));

#[expect(clippy::expect_used, reason = "a pattern written here, which a test compiles")]
static QUOTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[45]\d\d[ -]+(?:#?[45]\.\d{1,3}\.\d{1,3}\b|<[^>\s]+@)").expect("a pattern")
});

/// So much of a report is looked through for words.
const PROSE: usize = 6_000;

/// An enhanced status (RFC 3463): class, subject, detail.
type Status = (u32, u32, u32);

/// All that is known of one refusal.
struct Refusal {
    /// What the server answered, as phrases are compared; where a report does not quote it, the report.
    answer: String,
    /// The status that the report gives.
    given: Option<Status>,
    /// The status in the answer.
    said: Option<Status>,
    code: Option<u32>,
    command: Option<Command>,
    /// Whether it is final.
    failed: bool,
}

/// What an answer to one command says.
pub(super) fn of_reply(command: Command, answer: &str) -> Verdict {
    let answer = plain(bounded(answer, PROSE));
    let (said, code) = (status_in(&answer), code_in(&answer));
    Refusal { answer, given: None, said, code, command: Some(command), failed: false }.verdict("")
}

/// What a report says of one recipient: its machine-readable part, and its text.
pub(super) fn of_report(recipient: Option<&Recipient>, answer: &str, report: &str) -> Verdict {
    let report = bounded(report, PROSE);
    let prose = plain(report);
    let given = recipient.and_then(|recipient| status_in(&recipient.status));
    let answer = inner(&plain(bounded(answer, PROSE))).to_owned();
    let answer = if answer.is_empty() { prose.clone() } else { answer };
    let (said, code) = (status_in(&answer), code_in(&answer));
    let command = command::refused(report, &prose);
    let failed = recipient.is_some_and(|recipient| recipient.action == "failed");
    Refusal { answer, given, said, code, command, failed }.verdict(&prose)
}

/// Whether a text quotes a refusal: a code with a status or an address behind it, which no order or date has.
pub(super) fn quotes_server(text: &str) -> bool {
    QUOTED.is_match(text)
}

/// What is quoted inside a general word for it ("5.1.0 - Unknown address error 550-'5.7.1 …'").
fn inner(answer: &str) -> &str {
    ["unknown address error", "other mail system problem"]
        .iter()
        .find_map(|general| answer.split_once(general))
        .map_or(answer, |(_, inner)| inner)
}

impl Refusal {
    /// The report's own text is asked only where the answer and the status say nothing.
    fn verdict(&self, report: &str) -> Verdict {
        if self.is_later() {
            // Who was refused as unknown until it was given up is unknown.
            let unknown = self.failed && matches!(self.status(), Some((4, 1, 1 | 2)));
            let told = words(&self.answer).filter(|_| unknown);
            return match told {
                Some(Words::User | Words::Gone) if self.command == Some(Command::Rcpt) => Verdict::Hard,
                _ => Verdict::Soft,
            };
        }
        let rejected = report.split_once("was automatically rejected:").and_then(|(_, why)| words(why));
        let answered = rejected.or_else(|| words(&self.answer));
        // A system's own word on a terse answer.
        let off = answered == Some(Words::User) && words(report) == Some(Words::Off);
        let answered = if off { Some(Words::Off) } else { answered };
        let told = answered.and_then(|words| self.believed(words)).or_else(|| self.by_status());
        let told = told.or_else(|| words(report).and_then(|words| self.believed(words)));
        match told {
            // Who is asked about the sender knows nothing of the recipient yet.
            Some(Verdict::Hard) if matches!(self.command, Some(Command::Open | Command::Mail)) => {
                Verdict::Policy
            }
            Some(verdict) => verdict,
            // RFC 7504: a host or a domain that takes no mail.
            None if matches!(self.code, Some(521 | 556)) => Verdict::Hard,
            None if answered != Some(Words::User) => Verdict::Unknown,
            None if matches!(self.command, Some(Command::Open | Command::Mail)) => Verdict::Policy,
            None => Verdict::Soft,
        }
    }

    /// What words mean, if they are to be believed.
    fn believed(&self, words: Words) -> Option<Verdict> {
        match words {
            Words::Policy => Some(Verdict::Policy),
            Words::Soft => Some(Verdict::Soft),
            Words::Off => Some(if self.names_address() { Verdict::Hard } else { Verdict::Soft }),
            Words::Gone => Some(Verdict::Hard),
            Words::User => self.is_of_recipient().then_some(Verdict::Hard),
        }
    }

    /// Whether an "unknown" was said of the recipient: by the command, or with a status that says so too.
    fn is_of_recipient(&self) -> bool {
        self.command == Some(Command::Rcpt) || self.names_address()
    }

    fn status(&self) -> Option<Status> {
        self.said.or(self.given)
    }

    /// Whether the status says that it is the address.
    fn names_address(&self) -> bool {
        matches!(self.status(), Some((5, 1, 0..=3 | 6 | 10)))
    }

    /// Whether the server said "later": a 4 anywhere, and no 5 in what it answered.
    fn is_later(&self) -> bool {
        match (self.said, self.code) {
            (Some((class, ..)), _) => class == 4,
            (None, Some(code)) => code < 500,
            (None, None) => self.given.is_some_and(|(class, ..)| class == 4),
        }
    }

    /// The statuses that say something by themselves.
    fn by_status(&self) -> Option<Verdict> {
        self.said.and_then(by_status).or_else(|| self.given.and_then(by_status))
    }
}

/// What a text means by its words. What a page is called explains something only where nothing else does.
fn words(text: &str) -> Option<Words> {
    if !text.contains("://") {
        return meaning(text);
    }
    let spoken: Vec<&str> = text.split(' ').filter(|word| !word.contains("://")).collect();
    meaning(&spoken.join(" ")).or_else(|| meaning(text))
}

/// What is about us or the mail explains a refusal better than an "unknown" beside it.
fn meaning(text: &str) -> Option<Words> {
    let found = REFUSALS.all(text);
    // The longer phrase that contains another says what that one means here; few words with a gap contain anything.
    let explains = |longer: &Found<Words>, one: &Found<Words>| {
        (longer.whole || longer.means == Words::Gone)
            && longer.start <= one.start
            && longer.end >= one.end
            && longer.end - longer.start > one.end - one.start
    };
    let counts = |one: &&Found<Words>| !found.iter().any(|longer| explains(longer, one));
    let found: Vec<Words> = found.iter().filter(counts).map(|one| one.means).collect();
    [Words::Policy, Words::Soft, Words::Off, Words::Gone, Words::User]
        .into_iter()
        .find(|means| found.contains(means))
}

fn by_status((class, subject, detail): Status) -> Option<Verdict> {
    match (class, subject, detail) {
        (4, ..) => Some(Verdict::Soft),
        (5, 1, 0..=3 | 6 | 10) | (5, 4, 4) => Some(Verdict::Hard),
        (5, 1, 7 | 8) | (5, 2 | 3, 3 | 4) | (5, 6 | 7, _) => Some(Verdict::Policy),
        (5, 1..=4, _) => Some(Verdict::Soft),
        _ => None,
    }
}

fn status_in(text: &str) -> Option<Status> {
    let found = STATUS.captures(text)?;
    let number = |at| found.get(at).and_then(|digits| digits.as_str().parse().ok());
    Some((number(1)?, number(2)?, number(3)?))
}

fn code_in(text: &str) -> Option<u32> {
    CODE.captures_iter(text).filter_map(|found| found.get(1)?.as_str().parse().ok()).find(|code| *code >= 400)
}
