//! The proposed grade that a person declined.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{FitLevel, Grade, GradeReason, Stage, Value};

/// A declined proposal with the state of the contact at that time. It is not made again while the state is the same
/// (docs/product.md, rule 15.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub(crate) proposed: Grade,
    pub(crate) grade: Grade,
    pub(crate) fit: FitLevel,
    pub(crate) because: GradeReason,
    pub(crate) stage: Stage,
    pub(crate) value: Option<Value>,
}
