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

/// Names under which mail systems write.
const DAEMONS: [&str; 13] = [
    "mailer-daemon",
    "mailerdaemon",
    "postmaster",
    "post_master",
    "mail-daemon",
    "mail delivery",
    "mail.delivery",
    "maildelivery",
    "delivery subsystem",
    "mail administrator",
    "mdaemon",
    "bounce",
    "mail system",
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
    match is_daemon(letter) {
        true => failure || said || weak || returned,
        // A person writes of parcels that were not delivered, may quote a bounce, and answers in a thread.
        false => {
            let technical = returned || verdict::quotes_server(&report.text);
            !letter.headers.has("in-reply-to") && technical && (failure || (said && weak))
        }
    }
}

/// Whether the words say only that it has not been possible yet.
pub(super) fn is_warning(letter: &Letter, report: &Report) -> bool {
    let text = plain(&format!("{} {}", letter.headers.text("subject"), bounded(&report.text, 4_000)));
    SIGNS.all(&text).iter().any(|found| found.means == Sign::Warning)
}

/// Whether a mail system wrote: nobody to answer to, or by its name.
fn is_daemon(letter: &Letter) -> bool {
    let from = plain(&letter.headers.text("from"));
    letter.headers.says("return-path", "<>") && !letter.headers.has("x-auto-response-suppress")
        || letter.headers.raw("return-path").is_some_and(|path| plain(path).contains("mailer-daemon"))
        || from.contains("<>")
        || DAEMONS.iter().any(|name| from.contains(name))
}
