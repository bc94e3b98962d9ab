//! Where a contact came from.

use serde::{Deserialize, Serialize};

use crate::vocabulary::Channel;

/// Where a contact came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The channel.
    pub channel: Channel,
    /// Which fair, which site, who recommended: free text, may be empty.
    pub detail: String,
}

/// Why a source cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// A bought list: refused always, in whatever words.
    #[error("a bought list")]
    BoughtList,
}
