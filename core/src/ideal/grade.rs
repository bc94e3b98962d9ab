//! The grade that follows from fit and history: a proposal, never a change (docs/product.md, rule 15.3).
//!
//! | fit | what happened | proposed |
//! |---|---|---|
//! | good | they wrote, are interested or customers, or the value is high | A |
//! | good | nothing yet | at least B |
//! | partly | they wrote, are interested or customers, and the value is not low | at least B |
//! | poor | they never wrote, and the value is not high | C |
//! | anything else, or lost, or opted out | | nothing |
//!
//! Touches without an answer propose no grade here: the follow-up proposes a rest for them ([`crate::follow_up`]).
//! While that proposal is open, no grade is proposed, so that a person gets one question at a time.

use chrono::{DateTime, Utc};

use crate::contact::{Contact, Declined};
use crate::follow_up::{REASONED_FOR, patience};
use crate::vocabulary::{DueReason, FitLevel, Grade, GradeReason, Stage, Value};

/// Another grade, and what speaks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposal {
    /// The grade.
    pub grade: Grade,
    /// How well the contact fits.
    pub fit: FitLevel,
    /// What else speaks for it.
    pub because: GradeReason,
}

impl Declined {
    /// That this proposal for this contact is declined.
    pub(crate) fn of(proposal: Proposal, contact: &Contact) -> Declined {
        Declined {
            proposed: proposal.grade,
            grade: contact.grade,
            fit: proposal.fit,
            because: proposal.because,
            // Our own touch moves "new" to "contacted", and that must not reopen the proposal.
            stage: contact.stage.max(Stage::Contacted),
            value: contact.profile.value,
        }
    }
}

/// The grade that its fit and what happened would make of a contact, where that is another than it has and nobody
/// declined it, or set the present one with a reason not long before `now` (UTC).
pub fn proposed_grade(fit: FitLevel, contact: &Contact, now: DateTime<Utc>) -> Option<Proposal> {
    let rests = contact.due.is_some_and(|due| due.why == DueReason::Rest);
    if contact.suppressed_at.is_some() || contact.stage == Stage::Lost || rests || is_reasoned(contact, now) {
        return None;
    }
    let (grade, because) = grade(fit, contact)?;
    let proposal = Proposal { grade, fit, because };
    let declined = contact.grade_declined == Some(Declined::of(proposal, contact));
    (grade != contact.grade && !declined).then_some(proposal)
}

/// Whether the reason that a person gave for the grade still counts (docs/product.md, rule 11.10).
fn is_reasoned(contact: &Contact, now: DateTime<Utc>) -> bool {
    contact.grade_reasoned_at.is_some_and(|at| now - at < REASONED_FOR)
}

fn grade(fit: FitLevel, contact: &Contact) -> Option<(Grade, GradeReason)> {
    let wrote = contact.tally.last_inbound_at.is_some();
    let answered = wrote || matches!(contact.stage, Stage::Interested | Stage::Customer);
    let silent = contact.tally.touches_in_row >= patience(contact.grade);
    // "At least": a better grade stays. `min` works since A is the smallest in the order of grades.
    let at_least = |grade: Grade| contact.grade.min(grade);
    match (fit, contact.profile.value) {
        (FitLevel::Good, _) if answered => Some((Grade::A, GradeReason::Answered)),
        (FitLevel::Good, Some(Value::High)) if !silent => Some((Grade::A, GradeReason::HighValue)),
        (FitLevel::Good, _) if !silent => Some((at_least(Grade::B), GradeReason::Untried)),
        (FitLevel::Partly, Some(Value::Low)) => None,
        (FitLevel::Partly, _) if answered => Some((at_least(Grade::B), GradeReason::Answered)),
        (FitLevel::Poor, Some(Value::High)) => None,
        (FitLevel::Poor, _) if !answered => Some((Grade::C, GradeReason::Silent)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::contact::FollowUp;
    use crate::vocabulary::{MemberId, TeamId};

    fn contact(grade: Grade) -> Contact {
        let added_at: DateTime<Utc> = "2026-12-01T10:00:00Z".parse().unwrap();
        Contact { grade, ..Contact::new(TeamId(1), MemberId(1), added_at) }
    }

    fn wrote(mut contact: Contact) -> Contact {
        contact.tally.last_inbound_at = Some(contact.added_at);
        contact.stage = Stage::Contacted;
        contact
    }

    #[test]
    fn a_grade_is_proposed_where_fit_and_what_happened_disagree_with_it() {
        use Grade::{A, B, C};
        use GradeReason::{Answered, HighValue, Silent, Untried};
        let plain = |contact: Contact| contact;
        let interested = |contact| Contact { stage: Stage::Interested, ..contact };
        let bought = |contact| Contact { stage: Stage::Customer, ..contact };
        let lost = |contact| Contact { stage: Stage::Lost, ..wrote(contact) };
        let opted_out = |contact| Contact { suppressed_at: Some(DateTime::UNIX_EPOCH), ..wrote(contact) };
        let worth = |value| {
            move |mut contact: Contact| {
                contact.profile.value = Some(value);
                contact
            }
        };
        let (high, low) = (worth(Value::High), worth(Value::Low));
        let silent = |mut contact: Contact| {
            contact.tally.touches_in_row = patience(contact.grade);
            contact
        };
        type Story<'a> = &'a dyn Fn(Contact) -> Contact;
        type Row<'a> = (FitLevel, Grade, Story<'a>, Option<(Grade, GradeReason)>);
        let asked_to_rest = |contact: Contact| {
            let on = contact.added_at.date_naive();
            let due = FollowUp { on, since: on, why: DueReason::Rest, rings_at: None };
            Contact { due: Some(due), ..contact }
        };
        let table: [Row<'_>; 29] = [
            (FitLevel::Good, C, &wrote, Some((A, Answered))),
            (FitLevel::Good, B, &interested, Some((A, Answered))),
            (FitLevel::Good, B, &bought, Some((A, Answered))),
            (FitLevel::Good, A, &wrote, None),
            (FitLevel::Good, C, &plain, Some((B, Untried))),
            (FitLevel::Good, B, &plain, None),
            (FitLevel::Good, A, &plain, None),
            (FitLevel::Good, C, &high, Some((A, HighValue))),
            (FitLevel::Good, C, &low, Some((B, Untried))),
            (FitLevel::Good, C, &silent, None),
            (FitLevel::Good, C, &|contact| silent(high(contact)), None),
            (FitLevel::Good, C, &|contact| silent(wrote(contact)), Some((A, Answered))),
            (FitLevel::Good, C, &lost, None),
            (FitLevel::Good, C, &opted_out, None),
            (FitLevel::Partly, C, &plain, None),
            (FitLevel::Partly, C, &wrote, Some((B, Answered))),
            (FitLevel::Partly, B, &wrote, None),
            (FitLevel::Partly, A, &wrote, None),
            (FitLevel::Partly, C, &|contact| low(wrote(contact)), None),
            (FitLevel::Partly, A, &silent, None),
            (FitLevel::Poor, A, &plain, Some((C, Silent))),
            (FitLevel::Poor, B, &silent, Some((C, Silent))),
            (FitLevel::Poor, B, &asked_to_rest, None),
            (FitLevel::Poor, C, &plain, None),
            (FitLevel::Poor, A, &wrote, None),
            (FitLevel::Poor, A, &bought, None),
            (FitLevel::Poor, A, &high, None),
            (FitLevel::Unknown, C, &wrote, None),
            (FitLevel::Unknown, A, &silent, None),
        ];
        for (at, (fit, grade, story, want)) in table.iter().enumerate() {
            let proposal = proposed_grade(*fit, &story(contact(*grade)), DateTime::UNIX_EPOCH);
            let got = proposal.map(|proposal| (proposal.grade, proposal.because));
            assert_eq!(got, *want, "{at}: {fit:?} {grade:?}");
        }
    }

    #[test]
    fn what_was_declined_is_proposed_again_only_when_something_changed() {
        let mut one = wrote(contact(Grade::C));
        let proposal = proposed_grade(FitLevel::Good, &one, DateTime::UNIX_EPOCH).unwrap();
        one.grade_declined = Some(Declined::of(proposal, &one));
        assert_eq!(proposed_grade(FitLevel::Good, &one, DateTime::UNIX_EPOCH), None);
        one.tally.touches_in_row += 1;
        one.stage = Stage::New;
        assert_eq!(
            proposed_grade(FitLevel::Good, &one, DateTime::UNIX_EPOCH),
            None,
            "another touch is no other disagreement"
        );
        assert!(proposed_grade(FitLevel::Partly, &one, DateTime::UNIX_EPOCH).is_some());
        assert!(
            proposed_grade(FitLevel::Good, &Contact { grade: Grade::B, ..one.clone() }, DateTime::UNIX_EPOCH)
                .is_some()
        );
        assert!(
            proposed_grade(
                FitLevel::Good,
                &Contact { stage: Stage::Customer, ..one.clone() },
                DateTime::UNIX_EPOCH
            )
            .is_some()
        );
        one.profile.value = Some(Value::High);
        assert!(proposed_grade(FitLevel::Good, &one, DateTime::UNIX_EPOCH).is_some());
    }
}
