//! Work that an update leaves for after its commit: what needs the network, or would make others wait.
//! Here is what a job says; `background` does it.

use chrono::{DateTime, Utc};
use renmai_core::book::{Duplicates, Imported, RUN};
use renmai_core::metrics::{Dimension, Span};
use renmai_core::store::{StoreError, Tx};
use renmai_core::vocabulary::{ChangeId, ContactNo};
use serde::{Deserialize, Serialize};

use crate::handler::{Answer, Context, Outcome, Stop, common, refused};

/// Work for after the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job")]
pub enum Job {
    /// Fetches a file that somebody sent, and shows what is in it.
    Fetch {
        /// Telegram's file id.
        file: String,
        /// Its name.
        name: String,
        /// Where its contacts come from, as the person wrote it.
        source: Option<String>,
        /// How long it is, in bytes; a job of an earlier version says nothing of it.
        #[serde(default)]
        size: u64,
    },
    /// Shows anew what is in a kept file.
    Look {
        /// Its number.
        file: i64,
        /// Where it is shown.
        told: ReportTo,
        /// How long the file is, in bytes.
        #[serde(default)]
        size: u64,
    },
    /// Reads a photo for a draft.
    Photo {
        /// The number of the draft.
        draft: i64,
        /// Telegram's file id.
        file: String,
    },
    /// Fetches a file that goes with a mail.
    MailFile {
        /// The number of the mail.
        mail: i64,
        /// The number of the file.
        row: i64,
        /// Telegram's file id.
        file: String,
    },
    /// Imports a file, run by run.
    Import(Import),
    /// Writes a long export.
    Export,
    /// Shows what is read in a large book.
    Show {
        /// What.
        look: Look,
        /// The update that asked for it.
        update: i64,
        /// Which message becomes it.
        shown: Shown,
    },
    /// Lets the disk forget who was erased.
    Erase,
}

/// What takes too long to read in a large book while others wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Look {
    /// The figures over a time, by a dimension.
    Figures {
        /// Over which time.
        span: Span,
        /// By which dimension.
        by: Option<Dimension>,
    },
    /// What needs cleaning.
    Clean {
        /// How it is shown.
        page: CleanPage,
        /// What was just done.
        handled: Option<Handled>,
    },
}

impl Look {
    /// Reads it after the commit, beside the writer. After a press the message becomes it; after anything else, the
    /// message that says until then that it is being read.
    ///
    /// # Errors
    /// When the person has too much work waiting, or the book cannot be written.
    pub async fn later(self, ctx: &mut Context<'_>) -> Answer {
        let update = ctx.update;
        // Telegram may begin its numbers anew, so the number alone is not enough.
        let key = format!("look:{update}:{}", ctx.now.timestamp());
        let (shown, answer) = match ctx.pressed {
            Some(message) => (Shown::Message(message), Outcome::callback_answer(common::Phrase::BeingRead)),
            None => (Shown::Key(key.clone()), Outcome::from(common::Phrase::BeingRead).and_key(key)),
        };
        Job::Show { look: self, update, shown }.ask(ctx).await?;
        Ok(answer)
    }
}

/// How what needs cleaning is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CleanPage {
    /// Counted.
    Overview,
    /// A page of the list.
    List(u32),
    /// The next of the review, in which so many are done.
    Review(u32),
}

/// What was just done with a contact in the clean-up, and the change that takes it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handled {
    /// What.
    pub how: HandledHow,
    /// With whom.
    pub no: ContactNo,
    /// By which change.
    pub change: Option<ChangeId>,
}

/// What can be done with a contact in the clean-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HandledHow {
    /// It is lost now.
    Retired,
    /// It stays as it is.
    Kept,
    /// It was mended.
    Fixed,
}

/// A message that a job shows anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shown {
    /// By its number.
    Message(i64),
    /// By the key under which it was sent.
    Key(String),
}

/// Where what comes of a job is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportTo {
    /// Nowhere: the operator sees it at the terminal.
    Nobody,
    /// In a new message.
    Anew,
    /// In place of this message; what does not fit there comes anew.
    InPlace(i64),
}

/// How long others may have to wait for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// A moment.
    Short,
    /// Some seconds, with a processor and much memory.
    Long,
}

/// A file up to so many bytes is read in a moment.
const SHORT_FILE: u64 = 256 << 10;

/// How much work one person may have waiting.
pub const MOST_JOBS: u64 = 20;

impl Job {
    /// Writes the job down for after the commit, unless the person has too much work waiting already.
    ///
    /// # Errors
    /// When there is too much, or the book cannot be written.
    pub async fn ask(&self, ctx: &mut Context<'_>) -> Result<(), Stop> {
        let chat = ctx.member.telegram;
        if ctx.tx.job_count(chat).await? >= MOST_JOBS {
            return Err(refused(common::Phrase::Busy { most: MOST_JOBS }));
        }
        Ok(self.post(ctx.tx, chat, ctx.now).await?)
    }

    /// Writes the job down for after the commit, whatever else waits.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub async fn post(&self, tx: &mut Tx, chat: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        tx.enqueue_job(chat, &serde_json::to_string(self)?, now).await?;
        Ok(())
    }

    /// How long it takes.
    pub fn length(&self) -> Length {
        let is_short = match self {
            Job::Fetch { size, .. } | Job::Look { size, .. } => *size <= SHORT_FILE,
            Job::Import(import) => import.rows <= RUN as u64,
            Job::MailFile { .. } | Job::Show { .. } => true,
            Job::Photo { .. } | Job::Export | Job::Erase => false,
        };
        if is_short { Length::Short } else { Length::Long }
    }
}

/// An import under way, as its job keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Import {
    /// The kept file.
    pub file: i64,
    /// Who is told what.
    pub told: ReportTo,
    /// What becomes of rows that are in the book already.
    pub duplicates: Duplicates,
    /// How many rows the file has.
    pub rows: u64,
    /// How many of them are done.
    pub taken: u64,
    /// What has become of these.
    pub imported: Imported,
}

impl Import {
    /// An import that is to begin.
    pub fn new(file: i64, rows: u64, duplicates: Duplicates, told: ReportTo) -> Import {
        Import { file, told, duplicates, rows, taken: 0, imported: Imported::default() }
    }

    /// How far it has come, in tenths: the person is told at each.
    pub fn tenths(&self) -> u64 {
        self.taken.saturating_mul(10) / self.rows.max(1)
    }
}
