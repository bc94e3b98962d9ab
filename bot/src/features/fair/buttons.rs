//! The buttons of a fair.

use renmai_core::vocabulary::{ContactNo, Grade};

use crate::handler::buttons::buttons;

buttons! {
    /// Of a fair.
    pub enum FairButton = "j" {
        /// Ends it.
        End { drawn: i64 } = "end", Changes;
        /// Grades one of its leads, in the list of those without a grade.
        Grade { no: ContactNo, grade: Grade, drawn: i64 } = "grade", Changes;
    }
}
