//! The lists to which a card can go back.

use std::fmt;

use renmai_core::vocabulary::Grade;
use serde::{Deserialize, Serialize};

/// Whose follow-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whose {
    /// The reader's own.
    Mine,
    /// The team's.
    Team,
    /// Those of the member with this number.
    Member(i64),
}

impl Whose {
    fn code(self) -> i64 {
        match self {
            Whose::Mine => 0,
            Whose::Team => -1,
            Whose::Member(member) => member,
        }
    }

    fn read(code: i64) -> Whose {
        match code {
            0 => Whose::Mine,
            -1 => Whose::Team,
            member => Whose::Member(member),
        }
    }
}

/// A list to which a card can go back, with its page (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// `/due`.
    Due(u32),
    /// `/due` of others or of one grade: whose (see [`Whose`]), the grade, and the page.
    DueOf(Whose, Option<Grade>, u32),
    /// What `/find` found: the number of the search, and the page.
    Found(i64, u32),
    /// Who is called so: the number of the search, and the page.
    Named(i64, u32),
    /// The morning list of a local day (its number of days from the common era).
    Morning(i32, u32),
    /// Who is due for an insight.
    Insights(u32),
    /// What needs cleaning.
    Clean(u32),
    /// What needs cleaning, one by one: how many were dealt with before.
    Review(u32),
    /// The line that says what was logged by this change, in the course of `/due`.
    AfterDue(i64),
    /// The same in the course of a morning's list, of this local day.
    AfterMorning(i32, i64),
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Due(page) => write!(out, "d.{page}"),
            Place::DueOf(whose, grade, page) => {
                write!(out, "o.{}.{}.{page}", whose.code(), grade.map_or("-", Grade::code))
            }
            Place::Found(search, page) => write!(out, "f.{search}.{page}"),
            Place::Named(search, page) => write!(out, "w.{search}.{page}"),
            Place::Morning(day, page) => write!(out, "m.{day}.{page}"),
            Place::Insights(page) => write!(out, "i.{page}"),
            Place::Clean(page) => write!(out, "k.{page}"),
            Place::Review(done) => write!(out, "v.{done}"),
            Place::AfterDue(change) => write!(out, "a.{change}"),
            Place::AfterMorning(day, change) => write!(out, "n.{day}.{change}"),
        }
    }
}

impl Place {
    pub(super) fn parse(data: &str) -> Option<Place> {
        let mut parts = data.split('.');
        let place = match parts.next()? {
            "d" => Place::Due(parts.next()?.parse().ok()?),
            "o" => {
                let whose = Whose::read(parts.next()?.parse().ok()?);
                let grade = match parts.next()? {
                    "-" => None,
                    grade => Some(Grade::parse(grade)?),
                };
                Place::DueOf(whose, grade, parts.next()?.parse().ok()?)
            }
            "f" => Place::Found(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            "w" => Place::Named(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            "m" => Place::Morning(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            "i" => Place::Insights(parts.next()?.parse().ok()?),
            "k" => Place::Clean(parts.next()?.parse().ok()?),
            "v" => Place::Review(parts.next()?.parse().ok()?),
            "a" => Place::AfterDue(parts.next()?.parse().ok()?),
            "n" => Place::AfterMorning(parts.next()?.parse().ok()?, parts.next()?.parse().ok()?),
            _ => return None,
        };
        parts.next().is_none().then_some(place)
    }

    /// The same list at another page.
    pub fn at(self, page: u32) -> Place {
        match self {
            Place::Due(_) => Place::Due(page),
            Place::DueOf(whose, grade, _) => Place::DueOf(whose, grade, page),
            Place::Found(search, _) => Place::Found(search, page),
            Place::Named(search, _) => Place::Named(search, page),
            Place::Morning(day, _) => Place::Morning(day, page),
            Place::Insights(_) => Place::Insights(page),
            Place::Clean(_) => Place::Clean(page),
            Place::Review(_) => Place::Review(page),
            Place::AfterDue(_) | Place::AfterMorning(..) => self,
        }
    }

    /// The same list with its number of a row mapped.
    pub(super) fn map_rows(self, map: &dyn Fn(i64) -> i64) -> Place {
        match self {
            Place::DueOf(Whose::Member(member), grade, page) => {
                Place::DueOf(Whose::Member(map(member)), grade, page)
            }
            Place::Found(search, page) => Place::Found(map(search), page),
            Place::Named(search, page) => Place::Named(map(search), page),
            Place::AfterDue(change) => Place::AfterDue(map(change)),
            Place::AfterMorning(day, change) => Place::AfterMorning(day, map(change)),
            Place::Due(_)
            | Place::DueOf(..)
            | Place::Morning(..)
            | Place::Insights(_)
            | Place::Clean(_)
            | Place::Review(_) => self,
        }
    }
}
