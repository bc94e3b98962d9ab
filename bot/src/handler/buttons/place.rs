//! The lists to which a card can go back.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A list to which a card can go back, with its page (from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// `/due`.
    Due(u32),
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
            Place::Found(search, page) => Place::Found(map(search), page),
            Place::Named(search, page) => Place::Named(map(search), page),
            Place::AfterDue(change) => Place::AfterDue(map(change)),
            Place::AfterMorning(day, change) => Place::AfterMorning(day, map(change)),
            Place::Due(_) | Place::Morning(..) | Place::Insights(_) | Place::Clean(_) | Place::Review(_) => {
                self
            }
        }
    }
}
