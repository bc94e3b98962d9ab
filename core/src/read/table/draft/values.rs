//! Values that only files write: days as their column has them, a grade in the words of another program.

use chrono::NaiveDate;

use crate::contact::Profile;
use crate::read::field::FieldError;
use crate::read::table::days::{self, DayOrder};
use crate::vocabulary::{Field, Grade};

/// Takes a value into its field, and answers what stands there besides. `order` is that of the days of its column.
pub(super) fn take(
    field: Field,
    profile: &mut Profile,
    value: &str,
    order: Option<DayOrder>,
    today: NaiveDate,
) -> Result<Vec<String>, FieldError> {
    if field == Field::AcquiredOn {
        let day = days::read(value, order);
        // Which of its numbers is the day only the column can tell.
        if day.is_some() || days::is_stroked(value) {
            profile.acquired_on = Some(day.ok_or(FieldError::BadDate)?);
            return Ok(Vec::new());
        }
    }
    field.take(profile, value, today)
}

/// `A`, `A+`, `A级`, `A类客户`, `重点客户`, `Hot`, `★★★`.
pub(super) fn grade(value: &str) -> Option<Grade> {
    let value = value.trim_end_matches("客户").trim_end_matches(['级', '类', '+', '-']).trim();
    match value.to_lowercase().as_str() {
        "hot" | "vip" | "重点" | "★★★" | "⭐⭐⭐" | "***" => Some(Grade::A),
        "warm" | "普通" | "★★" | "⭐⭐" | "**" | "★★☆" => Some(Grade::B),
        "cold" | "★" | "⭐" | "*" | "★☆☆" => Some(Grade::C),
        _ => Grade::parse(value),
    }
}
