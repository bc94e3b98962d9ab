//! The proposed grade that a person declined.

use serde::{Deserialize, Serialize};

use crate::vocabulary::{FitLevel, Grade, GradeReason, Stage, Value};

/// The proposal that a person declined, and how the contact stood: it is not made again while it stands so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    pub(crate) proposed: Grade,
    pub(crate) grade: Grade,
    pub(crate) fit: FitLevel,
    pub(crate) because: GradeReason,
    pub(crate) stage: Stage,
    pub(crate) value: Option<Value>,
}
