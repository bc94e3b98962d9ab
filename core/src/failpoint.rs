//! Named places in the code at which the torture test kills the process.
//!
//! The process aborts: nothing is unwound and nothing is closed. Only builds with debug assertions have failpoints;
//! in a release build [`pass`] is empty and nothing can be armed.
//!
//! A task of the program can be made to panic as well ([`in_task`]): that must end the program, but in order.

/// A place at which the process can die.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failpoint {
    /// An update is marked as processed, and not carried out yet.
    UpdateMarked,
    /// A batch is carried out, and not committed.
    BatchProcessed,
    /// A batch is committed, and Telegram does not know that we have it.
    BatchCommitted,
    /// A run of an import's rows is written, and not committed.
    ImportRun,
    /// Messages are taken for sending, and none was sent.
    MessagesClaimed,
    /// Telegram took a message, and that is not on disk.
    MessageSent,
    /// Messages are settled, and not committed.
    MessagesSettled,
    /// A routine is in the ledger with its message, and not committed.
    RoutineClaimed,
    /// A routine is committed, and its message was not sent.
    RoutinePlanned,
    /// A job's file is fetched, and nothing of it is written.
    JobFetched,
    /// A job is ended, and not committed.
    JobEnded,
    /// A job is committed, and its answer was not sent.
    JobCommitted,
    /// A mail is claimed, and nothing of it was said to a server.
    MailClaimed,
    /// It is written down that a mail is being handed over, and nothing of its body was.
    MailHanded,
    /// The server has answered to a mail, and that is not on disk.
    MailTaken,
    /// What became of a mail is written, and not committed.
    MailSettled,
    /// A mail that came in is fetched, and nothing of it is written.
    ReadingFetched,
    /// What was made of it is written, and not committed.
    ReadingSettled,
    /// The book that a restore brings is beside the other, whole.
    BookCopied,
    /// The book that a restore replaces is held, and in its place.
    BookHeld,
    /// It has its second name, and its own.
    BookKept,
    /// The other has its name.
    BookReplaced,
}

impl Failpoint {
    /// Those of a restore, each with its name.
    pub const RESTORE: [(Failpoint, &'static str); 4] = [
        (Failpoint::BookCopied, "book-copied"),
        (Failpoint::BookHeld, "book-held"),
        (Failpoint::BookKept, "book-kept"),
        (Failpoint::BookReplaced, "book-replaced"),
    ];

    /// Those of mails, each with its name.
    pub const MAIL: [(Failpoint, &'static str); 6] = [
        (Failpoint::MailClaimed, "mail-claimed"),
        (Failpoint::MailHanded, "mail-handed"),
        (Failpoint::MailTaken, "mail-taken"),
        (Failpoint::MailSettled, "mail-settled"),
        (Failpoint::ReadingFetched, "reading-fetched"),
        (Failpoint::ReadingSettled, "reading-settled"),
    ];

    /// Those of the running bot that every day passes, each with its name.
    pub const ALL: [(Failpoint, &'static str); 12] = [
        (Failpoint::UpdateMarked, "update-marked"),
        (Failpoint::BatchProcessed, "batch-processed"),
        (Failpoint::BatchCommitted, "batch-committed"),
        (Failpoint::ImportRun, "import-run"),
        (Failpoint::MessagesClaimed, "messages-claimed"),
        (Failpoint::MessageSent, "message-sent"),
        (Failpoint::MessagesSettled, "messages-settled"),
        (Failpoint::RoutineClaimed, "routine-claimed"),
        (Failpoint::RoutinePlanned, "routine-planned"),
        (Failpoint::JobFetched, "job-fetched"),
        (Failpoint::JobEnded, "job-ended"),
        (Failpoint::JobCommitted, "job-committed"),
    ];
}

/// Goes past a place; dies there if this is the passage for which it was [`arm`]ed.
#[cfg(debug_assertions)]
pub fn pass(place: Failpoint) {
    use std::sync::atomic::Ordering;
    if let Some((armed, passages)) = armed::ARMED.get()
        && *armed == place
        && passages.fetch_sub(1, Ordering::Relaxed) == 1
    {
        std::process::abort();
    }
}

/// Goes past a place.
#[cfg(not(debug_assertions))]
#[inline(always)]
pub fn pass(_place: Failpoint) {}

/// Lets the process die at a passage of a place, given as `message-sent:3`: the third. Anything else arms nothing.
#[cfg(debug_assertions)]
pub fn arm(text: &str) {
    if let Some(armed) = armed::passage(text) {
        // Armed once, at the start; a second time would be another test's mistake and changes nothing.
        let _ = armed::ARMED.set(armed);
    }
}

/// Lets whoever passes a place stay there, given as [`arm`] is told it.
#[cfg(debug_assertions)]
pub fn arm_hold(text: &str) {
    if let Some(armed) = armed::passage(text) {
        let _ = armed::HOLD.set(armed);
    }
}

/// Goes past a place; stays there for ever if this is the passage for which it was armed ([`arm_hold`]).
pub async fn hold(place: Failpoint) {
    #[cfg(debug_assertions)]
    {
        use std::sync::atomic::Ordering;
        if let Some((armed, passages)) = armed::HOLD.get()
            && *armed == place
            && passages.fetch_sub(1, Ordering::Relaxed) == 1
        {
            std::future::pending::<()>().await;
        }
    }
    #[cfg(not(debug_assertions))]
    let _ = place;
}

/// Runs a task. It panics, in the middle of whatever it does, when it is woken for the time for which it was armed
/// ([`arm_panic`]).
pub async fn in_task<T>(task: &str, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    std::future::poll_fn(|context| {
        panic_in(task);
        work.as_mut().poll(context)
    })
    .await
}

#[cfg(debug_assertions)]
#[expect(clippy::panic, reason = "a test asks what becomes of a task that panics")]
fn panic_in(task: &str) {
    use std::sync::atomic::Ordering;
    if let Some((armed, wakes)) = armed::PANIC.get()
        && armed == task
        && wakes.fetch_sub(1, Ordering::Relaxed) == 1
    {
        panic!("failpoint in the {task}");
    }
}

#[cfg(not(debug_assertions))]
#[inline(always)]
fn panic_in(_task: &str) {}

/// Lets a task panic, given as `sender:5`: when it is woken for the fifth time. Anything else arms nothing.
#[cfg(debug_assertions)]
pub fn arm_panic(text: &str) {
    if let Some((task, wake)) = text.split_once(':')
        && let Ok(wake) = wake.parse()
    {
        // Armed once, at the start, as `arm` is.
        let _ = armed::PANIC.set((task.to_owned(), std::sync::atomic::AtomicI64::new(wake)));
    }
}

#[cfg(debug_assertions)]
mod armed {
    use std::sync::OnceLock;
    use std::sync::atomic::AtomicI64;

    use super::Failpoint;

    pub(super) static ARMED: OnceLock<(Failpoint, AtomicI64)> = OnceLock::new();
    pub(super) static HOLD: OnceLock<(Failpoint, AtomicI64)> = OnceLock::new();
    pub(super) static PANIC: OnceLock<(String, AtomicI64)> = OnceLock::new();

    /// A place and which passage of it: `message-sent:3` is the third.
    pub(super) fn passage(text: &str) -> Option<(Failpoint, AtomicI64)> {
        let (name, passage) = text.split_once(':')?;
        let mut all = Failpoint::ALL.into_iter().chain(Failpoint::MAIL).chain(Failpoint::RESTORE);
        let (place, _) = all.find(|(_, known)| *known == name)?;
        Some((place, AtomicI64::new(passage.parse().ok()?)))
    }
}
