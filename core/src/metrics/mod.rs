//! The figures of `/metrics`, as docs/product.md, section 16 defines them.
//!
//! The database counts contacts, touches and answers into [`Cell`]s; here they are added up and set in relation.
//! Every figure keeps the numbers that it was computed from (docs/product.md, rule 16.1).

mod period;

use serde::Serialize;

use crate::vocabulary::word::vocabulary;
use crate::vocabulary::{Channel, Country, Grade, InteractionKind, MemberId};

pub use period::{Period, Span};

/// The share of valid addresses, in percent, below which a warning is shown (docs/product.md, rule 16.4).
pub const VALIDITY_GOAL: u64 = 85;

/// The share of touches, in percent, that should go to grade A (docs/product.md, rule 16.9).
pub const FOCUS_GOAL: u64 = 80;

/// A rate of fewer cases is marked as a small sample (docs/product.md, rule 16.2).
pub const SMALL_SAMPLE: u64 = 20;

vocabulary! {
    /// By what the figures can be grouped.
    Dimension {
        /// Who owns the contact; of coverage, who owned it when it fell due.
        Owner = "owner" | "owners" | "person" | "负责人" | "业务员" | "人员",
        /// The contact's grade now.
        Grade = "grade" | "grades" | "等级" | "级别",
        /// The channel through which it was acquired.
        Source = "source" | "sources" | "channel" | "来源" | "渠道",
        /// The contact's country.
        Country = "country" | "countries" | "国家",
        /// The company's industry.
        Industry = "industry" | "industries" | "行业",
    }
}

/// A part of a whole. The whole may be zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rate {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub of: u64,
}

impl Rate {
    /// Between 0 and 1; `None` where the whole is zero.
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.part as f64 / self.of as f64)
    }

    /// In whole percent, half rounded up.
    pub fn percent(self) -> Option<u64> {
        (self.part.saturating_mul(200).saturating_add(self.of)).checked_div(self.of.saturating_mul(2))
    }

    /// Whether there are too few cases to rely on it. A rate of nothing is none, and so no small one.
    pub fn small(self) -> bool {
        (1..SMALL_SAMPLE).contains(&self.of)
    }

    /// Whether it is less than so many percent, before rounding: 84.9 % is below 85 %.
    pub fn below(self, percent: u64) -> bool {
        self.of > 0 && self.part.saturating_mul(100) < self.of.saturating_mul(percent)
    }
}

/// What was counted of the contacts of one group and one source. Cells add up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// Which group of the dimension, as the database calls it; empty: none.
    pub(crate) group: String,
    /// The channel; `None` is unknown.
    pub(crate) source: Option<Channel>,
    /// Contacts, those with an email, and of these the valid and the verified.
    pub(crate) contacts: u64,
    pub(crate) with_email: u64,
    pub(crate) valid: u64,
    pub(crate) verified: u64,
    /// Contacts whose fit with the ideal customer is known, and those who fit well.
    pub(crate) judged: u64,
    pub(crate) fitting: u64,
    /// Contacts of grade A, and those that were added in the period.
    pub(crate) grade_a: u64,
    pub(crate) added: u64,
    /// Touches in the period, and those that went to grade A.
    pub(crate) touches: u64,
    pub(crate) touches_a: u64,
    /// Contacts touched in the period; touched by email, and of these those who answered.
    pub(crate) touched: u64,
    pub(crate) mailed: u64,
    pub(crate) answered: u64,
    /// The same of those who fit well.
    pub(crate) fitting_mailed: u64,
    pub(crate) fitting_answered: u64,
    /// Contacts touched that converted in the period for the first time: in any way, and in each.
    pub(crate) converted: u64,
    pub(crate) converted_by: [u64; 4],
    /// Follow-ups that fell due in the period, and those done in time.
    pub(crate) fell_due: u64,
    pub(crate) done: u64,
}

/// The ways to convert, in the order of [`Figures::conversion_kinds`].
pub const CONVERSIONS: [InteractionKind; 4] =
    [InteractionKind::Inquiry, InteractionKind::Sample, InteractionKind::Meeting, InteractionKind::Order];

/// What a source is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Growth {
    /// Contacts that it brought in the period.
    pub added: u64,
    /// The validity of all contacts from it.
    pub validity: Rate,
    /// The conversion of all contacts from it.
    pub conversion: Rate,
}

/// The figures of a scope, or of one group in it. Contacts are told as they are now, what happened as of the period;
/// what was done with a contact counts for whoever owns it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// All contacts.
    pub contacts: u64,
    /// Those with an email: the others stay out of email figures.
    pub with_email: u64,
    /// Contacts whose address is not invalid ÷ contacts with an email.
    pub validity: Rate,
    /// Contacts whose address was verified ÷ contacts with an email.
    pub verified: Rate,
    /// Contacts who wrote within 30 days after a touch by email in the period ÷ contacts so touched.
    pub reply_rate: Rate,
    /// Contacts who fit the ideal customer well ÷ contacts whose fit is known, as they are now.
    pub fit: Rate,
    /// The reply rate of those who fit well.
    pub fit_reply_rate: Rate,
    /// Tracked emails opened ÷ delivered; there are none yet.
    pub open_rate: Rate,
    /// Tracked emails clicked ÷ delivered; there are none yet.
    pub click_rate: Rate,
    /// Contacts touched in the period with their first inquiry, sample, meeting or order in it ÷ contacts touched in
    /// it. A contact that was not touched in the period is in neither number.
    pub conversion: Rate,
    /// The same for each: their first inquiry, their first sample and so on ÷ contacts touched.
    pub conversion_kinds: [(InteractionKind, Rate); 4],
    /// Follow-ups done before the next would have fallen due ÷ follow-ups that fell due in the period; what is still
    /// open counts as not done from the day after.
    pub coverage: Rate,
    /// Touches that went to contacts of grade A at that time ÷ all touches in the period.
    pub focus_touches: Rate,
    /// Contacts of grade A ÷ all contacts.
    pub focus_contacts: Rate,
    /// Contacts added in the period.
    pub added: u64,
    /// The sources that brought any, most first.
    pub added_by_source: Vec<(Option<Channel>, Growth)>,
}

impl Figures {
    /// Adds cells up.
    pub(crate) fn of(cells: &[Cell]) -> Figures {
        let sum = |of: fn(&Cell) -> u64| cells.iter().map(of).sum::<u64>();
        let rate = |part: fn(&Cell) -> u64, of: fn(&Cell) -> u64| Rate { part: sum(part), of: sum(of) };
        let (contacts, with_email) = (sum(|cell| cell.contacts), sum(|cell| cell.with_email));
        let touched = sum(|cell| cell.touched);
        let kinds = [0, 1, 2, 3].map(|kind: usize| {
            let part = cells.iter().map(|cell| cell.converted_by[kind]).sum();
            (CONVERSIONS[kind], Rate { part, of: touched })
        });
        Figures {
            contacts,
            with_email,
            validity: rate(|cell| cell.valid, |cell| cell.with_email),
            verified: rate(|cell| cell.verified, |cell| cell.with_email),
            reply_rate: rate(|cell| cell.answered, |cell| cell.mailed),
            fit: rate(|cell| cell.fitting, |cell| cell.judged),
            fit_reply_rate: rate(|cell| cell.fitting_answered, |cell| cell.fitting_mailed),
            open_rate: Rate::default(),
            click_rate: Rate::default(),
            conversion: rate(|cell| cell.converted, |cell| cell.touched),
            conversion_kinds: kinds,
            coverage: rate(|cell| cell.done, |cell| cell.fell_due),
            focus_touches: rate(|cell| cell.touches_a, |cell| cell.touches),
            focus_contacts: rate(|cell| cell.grade_a, |cell| cell.contacts),
            added: sum(|cell| cell.added),
            added_by_source: growth(cells),
        }
    }
}

/// The sources that brought anyone, most first.
fn growth(cells: &[Cell]) -> Vec<(Option<Channel>, Growth)> {
    let sources = Channel::ALL.iter().copied().map(Some).chain([None]);
    let mut growth: Vec<_> = sources
        .map(|source| {
            let sum = |of: fn(&Cell) -> u64| cells.iter().filter(|cell| cell.source == source).map(of).sum();
            let validity = Rate { part: sum(|cell| cell.valid), of: sum(|cell| cell.with_email) };
            let conversion = Rate { part: sum(|cell| cell.converted), of: sum(|cell| cell.touched) };
            (source, Growth { added: sum(|cell| cell.added), validity, conversion })
        })
        .filter(|(_, growth)| growth.added > 0)
        .collect();
    growth.sort_by_key(|(_, growth)| std::cmp::Reverse(growth.added));
    growth
}

/// One group of a dimension.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKey {
    /// The owner and their name; nobody and no name: the pool.
    Owner(Option<MemberId>, String),
    /// The grade.
    Grade(Grade),
    /// The channel; `None` is unknown.
    Source(Option<Channel>),
    /// The country; `None` is unknown.
    Country(Option<Country>),
    /// The industry as it is mostly written; `None` is unknown.
    Industry(Option<String>),
}

/// The answer to `/metrics`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Over which time.
    pub period: Period,
    /// Of the whole scope.
    pub figures: Figures,
    /// Of each group of a dimension, the one with most contacts first; every contact is in one of them.
    pub by: Option<(Dimension, Vec<(GroupKey, Figures)>)>,
}

#[cfg(test)]
mod tests;
