//! Why a contact is due, or is not.

use super::word::vocabulary;

vocabulary! {
    /// Why a contact is due.
    DueReason {
        /// They wrote last and nobody has touched them since (rule 3).
        AwaitsAnswer = "awaits",
        /// A person set a next step (rule 2).
        NextStep = "next_step",
        /// Never touched (rule 4).
        FirstTouch = "first_touch",
        /// The cadence of the grade (rule 5).
        Cadence = "cadence",
        /// Enough touches without an answer: it is proposed to let it rest (rule 6).
        Rest = "rest",
    }
}

impl DueReason {
    /// The order of a list: awaiting an answer, then next steps, then the rest by grade and days overdue.
    pub fn rank(self) -> i64 {
        match self {
            DueReason::AwaitsAnswer => 0,
            DueReason::NextStep => 1,
            DueReason::FirstTouch | DueReason::Cadence | DueReason::Rest => 2,
        }
    }
}

vocabulary! {
    /// Why no follow-up of a contact is due, as things stand.
    NeverDueReason {
        /// They may not be written to (rule 1).
        Suppressed = "suppressed",
        /// It is lost (rule 1).
        Lost = "lost",
        /// Nobody has it (rule 1).
        Pool = "pool",
        /// There is no way left to reach them (rule 1).
        Unreachable = "unreachable",
        /// It rests after touches without an answer (rule 6).
        Resting = "resting",
        /// The cadence of its grade is off (rule 5).
        Off = "off",
    }
}
