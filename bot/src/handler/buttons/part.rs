//! How a value stands in what a button carries: short, by its code, and without a colon.

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta, Timelike as _};
use chrono_tz::Tz;
use renmai_core::holidays::Holidays;
use renmai_core::metrics::{Dimension, Span};
use renmai_core::read::table::{Column, DayOrder};
use renmai_core::schedule::WorkDays;
use renmai_core::vocabulary::{
    Basis, ContactNo, Country, Field, Frame, Grade, InteractionKind, Lang, Provider, Role,
};

use super::Place;

/// A value that a button can carry.
pub trait Part: Sized {
    /// As the button carries it.
    fn write(&self) -> String;
    /// Reads it again; `None` where it is forged or of another version of the program.
    fn read(data: &str) -> Option<Self>;
    /// The same, or, where it is the number of a row, what `map` makes of it.
    #[must_use]
    fn map_rows(self, map: &dyn Fn(i64) -> i64) -> Self {
        let _ = map;
        self
    }
}

macro_rules! parts {
    ($($type:ty: |$value:ident| $write:expr, |$data:ident| $read:expr;)*) => {
        $(impl Part for $type {
            fn write(&self) -> String {
                let $value = self;
                $write
            }

            fn read($data: &str) -> Option<$type> {
                $read
            }
        })*
    };
}

/// The variant of a vocabulary with exactly this code: a button was written by us, not typed by a person.
fn of_code<T: Copy>(all: &[T], code: impl Fn(T) -> &'static str, data: &str) -> Option<T> {
    all.iter().copied().find(|known| code(*known) == data)
}

parts! {
    u32: |v| v.to_string(), |data| data.parse().ok();
    u64: |v| v.to_string(), |data| data.parse().ok();
    ContactNo: |v| v.0.to_string(), |data| ContactNo::parse(data);
    InteractionKind: |v| v.code().to_owned(), |data| of_code(InteractionKind::ALL, InteractionKind::code, data);
    Field: |v| v.code().to_owned(), |data| of_code(Field::ALL, Field::code, data);
    Lang: |v| v.code().to_owned(), |data| of_code(Lang::ALL, Lang::code, data);
    Grade: |v| v.code().to_owned(), |data| of_code(Grade::ALL, Grade::code, data);
    Basis: |v| v.code().to_owned(), |data| of_code(Basis::ALL, Basis::code, data);
    Frame: |v| v.code().to_owned(), |data| of_code(Frame::ALL, Frame::code, data);
    Provider: |v| v.code().to_owned(), |data| of_code(Provider::ALL, Provider::code, data);
    Role: |v| v.code().to_owned(), |data| of_code(Role::ALL, Role::code, data);
    Dimension: |v| v.code().to_owned(), |data| of_code(Dimension::ALL, Dimension::code, data);
    Column: |v| v.code().to_owned(), |data| Column::of_code(data);
    DayOrder: |v| v.code().to_owned(), |data| of_code(DayOrder::ALL, DayOrder::code, data);
    Span: |v| v.label(), |data| Span::parse(data);
    Tz: |v| v.name().to_owned(), |data| data.parse().ok();
    Holidays: |v| v.country().code().to_owned(), |data| Holidays::of(Country::parse(data)?);
    WorkDays: |v| v.mask().to_string(), |data| WorkDays::from_mask(data.parse().ok()?);
    NaiveDate: |v| v.num_days_from_ce().to_string(), |data| NaiveDate::from_num_days_from_ce_opt(data.parse().ok()?);
    // Minutes after midnight.
    NaiveTime: |v| (v.num_seconds_from_midnight() / 60).to_string(), |data| {
        let minutes: i64 = data.parse().ok()?;
        (0..24 * 60).contains(&minutes).then(|| NaiveTime::MIN + TimeDelta::minutes(minutes))
    };
}

/// A list, with the number of a row that it may hold.
impl Part for Place {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(data: &str) -> Option<Place> {
        Place::parse(data)
    }

    fn map_rows(self, map: &dyn Fn(i64) -> i64) -> Place {
        Place::map_rows(self, map)
    }
}

/// The number of a row: counted over all teams.
impl Part for i64 {
    fn write(&self) -> String {
        self.to_string()
    }

    fn read(data: &str) -> Option<i64> {
        data.parse().ok()
    }

    fn map_rows(self, map: &dyn Fn(i64) -> i64) -> i64 {
        map(self)
    }
}

impl<T: Part> Part for Option<T> {
    fn write(&self) -> String {
        self.as_ref().map_or_else(|| "-".to_owned(), Part::write)
    }

    fn read(data: &str) -> Option<Option<T>> {
        match data {
            "-" => Some(None),
            data => T::read(data).map(Some),
        }
    }

    fn map_rows(self, map: &dyn Fn(i64) -> i64) -> Option<T> {
        self.map(|value| value.map_rows(map))
    }
}
