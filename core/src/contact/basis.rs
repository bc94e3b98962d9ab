//! Why we may write to somebody, with its proof (docs/product.md, rule 18.8).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Basis, MemberId};

/// A basis that a person gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BasisGiven {
    /// Which.
    pub basis: Basis,
    /// What shows it, as typed: "asked for the catalogue at Light+Building".
    pub proof: String,
    /// The day from which it counts.
    pub on: NaiveDate,
    /// Who gave it.
    pub by: MemberId,
}
