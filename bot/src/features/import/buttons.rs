//! The buttons under a file.

use renmai_core::read::table::{Column, DayOrder};

use crate::handler::buttons::buttons;

buttons! {
    /// What a button of a file does; `file` is its number.
    pub enum FileButton = "f" {
        /// Imports it, so many rows.
        Import { file: i64, rows: u64 } = "in", Changes;
        /// The same, and fills what is missing in those that are there.
        Fill { file: i64, rows: u64 } = "fill", Changes;
        /// Lets it go.
        Cancel { file: i64 } = "cancel", Changes;
        /// Asks where its contacts come from.
        Source { file: i64 } = "source", Shows;
        /// Shows its columns.
        Columns { file: i64, page: u32 } = "columns", Shows;
        /// Asks what one of its columns holds.
        Column { file: i64, at: u32 } = "column", Shows;
        /// Says what one of its columns holds; `drawn` is the number of the update for which the button was drawn.
        Holds { file: i64, at: u32, column: Option<Column>, drawn: i64 } = "holds", Changes;
        /// Takes another of its sheets, and shows what is in it.
        Sheet { file: i64, sheet: u32 } = "sheet", Shows;
        /// Says what stands first in the days of a column, and shows what is in the file.
        Days { file: i64, at: u32, order: DayOrder } = "days", Shows;
        /// Shows anew what is in it.
        Look { file: i64 } = "look", Shows;
    }
}
