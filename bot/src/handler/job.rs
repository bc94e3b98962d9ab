//! Work that an update leaves for after its commit: what needs the network, or would make others wait.
//! Here is what a job says; `background` does it.

use chrono::{DateTime, Utc};
use renmai_core::book::{Duplicates, Imported};
use renmai_core::store::{StoreError, Tx};
use serde::{Deserialize, Serialize};

/// Work for after the commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "job")]
pub enum Job {
    /// Fetches a file that somebody sent, and shows what is in it.
    Fetch {
        /// By this Telegram gives it.
        file: String,
        /// Its name.
        name: String,
        /// Where its contacts come from, as the person wrote it.
        source: Option<String>,
    },
    /// Shows anew what is in a kept file.
    Look {
        /// Its number.
        file: i64,
        /// Where it is shown.
        told: ReportTo,
    },
    /// Imports a file, run by run.
    Import(Import),
    /// Writes a long export.
    Export,
    /// Lets the disk forget who was erased.
    Erase,
}

/// Where what comes of a job is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportTo {
    /// Nowhere: whoever asked for it is at the terminal.
    Nobody,
    /// In a new message.
    Anew,
    /// In place of this message; what does not fit there comes anew.
    InPlace(i64),
}

impl Job {
    /// Writes the job down.
    ///
    /// # Errors
    /// When the book cannot be written.
    pub async fn post(&self, tx: &mut Tx, chat: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
        tx.enqueue_job(chat, &serde_json::to_string(self)?, now).await?;
        Ok(())
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

    /// How far it has come, in tenths: so often, and no oftener, the person hears of it.
    pub fn tenths(&self) -> u64 {
        self.taken.saturating_mul(10) / self.rows.max(1)
    }
}
