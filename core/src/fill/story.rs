//! What happened with a contact, and when: touches about as far apart as the cadence asks for, an answer to each tenth.

use chrono::{DateTime, TimeDelta, Utc};

use super::chance::{About, Chance};
use super::plan::{Lead, Plan};
use crate::book::RestAnswer;
use crate::vocabulary::{Grade, InteractionKind, Messenger};

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    /// Something happened with the contact.
    Happened(InteractionKind, Option<Messenger>),
    /// A next step so many days ahead; with a time, if it has an hour.
    Planned(u64, Option<u32>),
    /// Snoozed for so many days.
    Snoozed(u64),
    /// The grade was given again, with a reason.
    Graded,
    /// The proposal to let them rest was answered.
    Rested(RestAnswer),
    /// Given to the pool.
    Pooled,
    /// Given up.
    Lost,
}

/// A step at an instant (UTC).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Moment {
    pub(super) at: DateTime<Utc>,
    pub(super) step: Step,
}

/// The past of a contact; its instants rise.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) added_at: DateTime<Utc>,
    pub(super) moments: Vec<Moment>,
}

/// How many working days are between two touches of a grade.
fn cadence(grade: Grade) -> f64 {
    match grade {
        Grade::A => 5.0,
        Grade::B => 10.0,
        Grade::C => 64.0,
    }
}

const TOUCHES: [(usize, InteractionKind); 7] = [
    (60, InteractionKind::Sent),
    (15, InteractionKind::Message),
    (9, InteractionKind::Call),
    (6, InteractionKind::Quote),
    (2, InteractionKind::Meeting),
    (3, InteractionKind::SampleSent),
    (5, InteractionKind::Insight),
];

const ANSWERS: [(usize, InteractionKind); 4] = [
    (68, InteractionKind::Reply),
    (18, InteractionKind::Inquiry),
    (8, InteractionKind::Sample),
    (6, InteractionKind::Order),
];

const MESSENGERS: [(usize, Messenger); 4] =
    [(50, Messenger::WhatsApp), (30, Messenger::WeChat), (15, Messenger::LinkedIn), (5, Messenger::Sms)];

impl Story {
    pub(super) fn of(plan: &Plan, lead: &Lead) -> Story {
        let mut chance = Chance::of(plan.seed, About::Story, lead.no);
        let offset = plan.offset(lead.owner);
        // By one clock for all, so that the numbers of contacts rise with the time.
        let added_at = plan.span.at(lead.added, plan.offset(0));
        let kinds = kinds(&mut chance, lead.interactions as usize);
        let positions = positions(&mut chance, lead, &kinds, plan.span.end);
        let mut moments: Vec<Moment> = Vec::with_capacity(kinds.len() + 2);
        for (kind, position) in kinds.into_iter().zip(positions) {
            let messenger = chance.pick(&MESSENGERS).filter(|_| kind == InteractionKind::Message);
            moments
                .push(Moment { at: plan.span.at(position, offset), step: Step::Happened(kind, messenger) });
        }
        let last = moments.last().map_or(added_at, |moment| moment.at);
        for (minutes, step) in (2..).step_by(3).zip(marks(&mut chance)) {
            moments.push(Moment { at: last + TimeDelta::minutes(minutes), step });
        }
        part(&mut moments, added_at, plan.span.now);
        Story { added_at, moments }
    }
}

/// What happens, in its order.
fn kinds(chance: &mut Chance, count: usize) -> Vec<InteractionKind> {
    let mut kinds: Vec<InteractionKind> = Vec::with_capacity(count);
    let bounces = chance.happens(3).then(|| 1 + chance.below(count.min(4)));
    let opts_out = chance.happens(1) && count > 1;
    let mut has_bounced = false;
    while kinds.len() < count {
        let is_last = kinds.len() + 1 == count;
        let was = kinds.last().copied();
        let kind = match was {
            _ if is_last && opts_out => InteractionKind::OptedOut,
            Some(_) if bounces == Some(kinds.len()) => InteractionKind::Bounced,
            Some(was) if was.is_touch() && chance.happens(11) => {
                chance.pick(&ANSWERS).unwrap_or(InteractionKind::Reply)
            }
            _ if chance.happens(7) => InteractionKind::NoAnswer,
            _ if chance.happens(4) => InteractionKind::Note,
            _ => chance.pick(&TOUCHES).unwrap_or(InteractionKind::Sent),
        };
        has_bounced |= kind == InteractionKind::Bounced;
        // Nobody writes again to a mailbox that is not there.
        let kind = if has_bounced && kind.is_email_touch() { InteractionKind::Call } else { kind };
        kinds.push(kind);
    }
    kinds
}

/// When, in working days of the span.
fn positions(chance: &mut Chance, lead: &Lead, kinds: &[InteractionKind], end: f64) -> Vec<f64> {
    let cadence = cadence(lead.grade);
    let age = (end - lead.added).max(0.0);
    // Some are up to date, others were forgotten.
    let since_last =
        if chance.happens(70) { chance.between(0.0, cadence) } else { chance.between(0.0, 90.0) };
    let window = (age - since_last).max(age * 0.5);
    let mut gaps = Vec::with_capacity(kinds.len());
    let mut was: Option<InteractionKind> = None;
    for kind in kinds {
        gaps.push(match (kind, was) {
            (_, None) => chance.between(0.01, 3.0),
            (kind, _) if kind.is_inbound() => chance.between(0.1, 6.0),
            (InteractionKind::Bounced, _) => 0.01,
            (_, Some(was)) if was.is_inbound() => chance.between(0.05, 2.0),
            (_, Some(InteractionKind::NoAnswer)) => chance.between(0.7, 2.0),
            _ => cadence * chance.between(0.8, 1.6),
        });
        was = Some(*kind);
    }
    let sum: f64 = gaps.iter().sum();
    if sum > window {
        gaps.iter_mut().for_each(|gap| *gap *= window / sum.max(f64::MIN_POSITIVE));
    } else if !gaps.is_empty() {
        // What is left are pauses: a summer, a project that waits.
        for _ in 0..3 {
            let place = chance.below(gaps.len());
            gaps[place] += (window - sum) / 3.0;
        }
    }
    let mut at = lead.added;
    let add = |gap: f64| {
        at += gap;
        at
    };
    gaps.into_iter().map(add).collect()
}

/// What a person set after all that.
fn marks(chance: &mut Chance) -> Vec<Step> {
    let mut marks = Vec::new();
    if chance.happens(10) {
        marks.push(Step::Graded);
    }
    match chance.below(100) {
        0..8 => marks.push(Step::Planned(1 + chance.below(40) as u64, None)),
        8..11 => marks.push(Step::Planned(1 + chance.below(10) as u64, Some(9 + chance.below(9) as u32))),
        11..15 => marks.push(Step::Snoozed(7 + chance.below(60) as u64)),
        15..45 => marks.push(Step::Rested(RestAnswer::Keep)),
        45..55 => marks.push(Step::Rested(RestAnswer::Lower)),
        55..61 => marks.push(Step::Pooled),
        61..65 => marks.push(Step::Lost),
        _ => {}
    }
    marks
}

/// No two moments are in one second, none is before the contact was added, and none later than now.
fn part(moments: &mut [Moment], added_at: DateTime<Utc>, now: DateTime<Utc>) {
    let second = TimeDelta::seconds(1);
    let mut before = added_at;
    for moment in moments.iter_mut() {
        moment.at = moment.at.max(before + second);
        before = moment.at;
    }
    let mut after = now + second;
    for moment in moments.iter_mut().rev() {
        moment.at = moment.at.min(after - second);
        after = moment.at;
    }
}
