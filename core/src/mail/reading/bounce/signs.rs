//! By what a bounce is known: a report for machines, a daemon that writes, words of failure.

use std::sync::LazyLock;

use super::super::super::letter::Letter;
use super::super::super::phrases::{Phrases, bounded, plain};
use super::super::notice::{Notice, Told};
use super::fields::Recipient;
use super::prose::Report;
use super::verdict;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A subject of failure.
    Subject,
    /// A subject that is also somebody's.
    Weak,
    /// Words of failure in the text.
    Words,
    /// A subject or words that say it is still being tried.
    Warning,
}

static SIGNS: LazyLock<Phrases<Sign>> = LazyLock::new(|| {
    Phrases::of(include_str!("../../../../data/mail/bounces.tsv"), |code| match code {
        "subject" => Some(Sign::Subject),
        "weak" => Some(Sign::Weak),
        "words" => Some(Sign::Words),
        "warning" => Some(Sign::Warning),
        _ => None,
    })
});

/// Addresses under which mail systems write, before the `@`.
const DAEMONS: [&str; 10] = [
    "mailer-daemon",
    "mailerdaemon",
    "mailer_daemon",
    "postmaster",
    "post_master",
    "mail-daemon",
    "mail.delivery.system",
    "maildelivery",
    "mdaemon",
    "bounce",
];

/// What mail systems call themselves.
const NAMES: [&str; 7] = [
    "mailer-daemon",
    "mailer daemon",
    "mail delivery",
    "delivery subsystem",
    "mail administrator",
    "mail system",
    "system administrator",
];

/// Whether a mail is a bounce.
pub(super) fn is_bounce(letter: &Letter, report: &Report, recipients: &[Recipient]) -> bool {
    if recipients.iter().any(|recipient| !recipient.action.is_empty() || !recipient.status.is_empty()) {
        return true;
    }
    if letter.report == "delivery-status" || letter.headers.has("x-failed-recipients") {
        return true;
    }
    if report.notice.as_ref().and_then(Notice::told) == Some(Told::Bounce) {
        return true;
    }
    let subject = SIGNS.all(&plain(&letter.headers.text("subject")));
    let words = SIGNS.all(&plain(bounded(&report.text, 6_000)));
    let failure = subject.iter().any(|found| matches!(found.means, Sign::Subject | Sign::Warning));
    let weak = subject.iter().any(|found| found.means == Sign::Weak);
    let said = words.iter().any(|found| matches!(found.means, Sign::Words | Sign::Warning | Sign::Subject));
    let returned = report.head.is_some() || !letter.inside.is_empty();
    let answers = letter.headers.has("in-reply-to");
    match writer(letter) {
        Writer::Daemon => failure || said || returned || (weak && verdict::quotes_server(&report.text)),
        // Whoever is away answers so too.
        Writer::Nobody => failure || said || (weak && returned),
        // A person writes of parcels that were not delivered, may quote a bounce, and answers in a thread.
        Writer::Somebody => {
            let technical = returned || verdict::quotes_server(&report.text);
            !answers && technical && (failure || (said && weak))
        }
    }
}

/// Whether the words say only that it has not been possible yet.
pub(super) fn is_warning(letter: &Letter, report: &Report) -> bool {
    let text = plain(&format!("{} {}", letter.headers.text("subject"), bounded(&report.text, 4_000)));
    SIGNS.all(&text).iter().any(|found| found.means == Sign::Warning)
}

/// Who wrote.
enum Writer {
    /// A mail system, by its name.
    Daemon,
    /// Nobody to answer to.
    Nobody,
    Somebody,
}

fn writer(letter: &Letter) -> Writer {
    let from = plain(&letter.headers.text("from"));
    let path = letter.headers.raw("return-path").map(plain).unwrap_or_default();
    let is_daemon = |address: &str| {
        let name = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
        DAEMONS.contains(&name.as_str())
    };
    let named = letter.headers.addresses("from").iter().any(|address| is_daemon(address))
        || NAMES.iter().any(|name| from.contains(name));
    if named || path.contains("mailer-daemon") {
        return Writer::Daemon;
    }
    let nobody = path == "<>" && !letter.headers.has("x-auto-response-suppress");
    if nobody || from.contains("<>") { Writer::Nobody } else { Writer::Somebody }
}
