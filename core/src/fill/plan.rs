//! Who is in the book and how busy each contact was: decided by the number of the contact and the seed alone, so that
//! nothing of the book need be kept in memory.

use chrono::{DateTime, Offset as _, TimeZone as _, Utc};

use super::chance::{About, Chance};
use super::size::Size;
use super::span::Span;
use crate::team::{Member, Team};
use crate::vocabulary::Grade;

/// So many contacts of a row are of five companies: the company of each, and which of its people it is.
const COLLEAGUES: [(u64, usize); 8] = [(0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (4, 0), (4, 1), (4, 2)];

/// How often each grade is given, in percent (docs/product.md, rule 2.3).
const GRADES: [(usize, Grade); 3] = [(20, Grade::A), (30, Grade::B), (50, Grade::C)];

/// What the book is made from.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) seed: u64,
    pub(super) size: Size,
    pub(super) span: Span,
    pub(super) team: Team,
    /// The owner first.
    pub(super) members: Vec<Member>,
    /// What all weights add up to.
    total: u128,
}

/// A contact before anything happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lead {
    /// Its number, from 1 on.
    pub(super) no: u64,
    /// Which company, and which of its people.
    pub(super) company: u64,
    pub(super) colleague: usize,
    /// Whose it is, by their place among the members.
    pub(super) owner: usize,
    pub(super) grade: Grade,
    /// When it was added, in working days of the span.
    pub(super) added: f64,
    /// How many interactions it has.
    pub(super) interactions: u64,
}

impl Plan {
    pub(super) fn new(seed: u64, size: Size, span: Span, team: Team, members: Vec<Member>) -> Plan {
        let mut plan = Plan { seed, size, span, team, members, total: 0 };
        plan.total = (1..=size.contacts).map(|no| plan.weight(no)).sum();
        plan
    }

    /// Every contact, in the order in which they were added.
    pub(super) fn leads(&self) -> impl Iterator<Item = Lead> + '_ {
        let share = |weight: u128| u128::from(self.size.interactions) * weight / self.total.max(1);
        let mut before = 0;
        (1..=self.size.contacts).map(move |no| {
            let after = before + self.weight(no);
            let interactions = u64::try_from(share(after) - share(before)).unwrap_or(u64::MAX);
            before = after;
            let (row, place) = ((no - 1) / 8, ((no - 1) % 8) as usize);
            let (company, colleague) = COLLEAGUES[place];
            let company = row * 5 + company;
            let owner = self.owner(company);
            Lead { no, company, colleague, owner, grade: self.grade(no), added: self.added(no), interactions }
        })
    }

    /// The seconds by which a member's clock is ahead of UTC, most of the year.
    pub(super) fn offset(&self, member: usize) -> i64 {
        offset(&self.members[member], self.span.now)
    }

    /// A third comes with the card index of old, the others as the months go by.
    fn added(&self, no: u64) -> f64 {
        let part = (no - 1) as f64 / self.size.contacts as f64;
        // The last came some hours ago, so that there was time for what happened with it.
        let (old, days) = (0.35, self.span.end * 0.999);
        if part < old { days * 0.05 * part / old } else { days * (0.05 + 0.95 * (part - old) / (1.0 - old)) }
    }

    fn grade(&self, no: u64) -> Grade {
        Chance::of(self.seed, About::Weight, no).pick(&GRADES).unwrap_or(Grade::C)
    }

    /// How much of all that happens is with this contact: more with a good one, and with one that is here for long.
    fn weight(&self, no: u64) -> u128 {
        let mut chance = Chance::of(self.seed, About::Weight, no);
        let grade = match chance.pick(&GRADES) {
            Some(Grade::A) => 26.0,
            Some(Grade::B) => 11.0,
            _ => 3.0,
        };
        // One in ten was never touched, but for the first.
        if chance.happens(10) && no > 1 {
            return 0;
        }
        let age = 1.0 - self.added(no) / self.span.end.max(1.0);
        let weight = 1.0 + 1000.0 * grade * (0.02 + age) * chance.between(0.3, 1.7);
        weight as u128
    }

    /// Books are uneven: the first salespeople have most, and the owner of the team few.
    fn owner(&self, company: u64) -> usize {
        let salespeople = self.members.len() - 1;
        let mut chance = Chance::of(self.seed, About::Company, company);
        if salespeople == 0 || chance.happens(3) {
            return 0;
        }
        let part = chance.between(0.0, 1.0);
        1 + ((part * part.sqrt() * salespeople as f64) as usize).min(salespeople - 1)
    }
}

/// The seconds by which a member's clock is ahead of UTC.
pub(super) fn offset(member: &Member, now: DateTime<Utc>) -> i64 {
    i64::from(member.schedule.zone.offset_from_utc_datetime(&now.naive_utc()).fix().local_minus_utc())
}
