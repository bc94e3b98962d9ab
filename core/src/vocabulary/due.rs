//! Why a contact is due, or is not.

use super::word::vocabulary;

vocabulary! {
    /// Why a contact is due.
    DueReason {
        /// They wrote last and nobody has touched them since (docs/product.md, rule 11.3).
        AwaitsAnswer = "awaits",
        /// A person set a next step (docs/product.md, rule 11.2).
        NextStep = "next_step",
        /// Never touched (docs/product.md, rule 11.4).
        FirstTouch = "first_touch",
        /// The cadence of the grade (docs/product.md, rule 11.5).
        Cadence = "cadence",
        /// Enough touches without an answer: it is proposed to let it rest (docs/product.md, rule 11.6).
        Rest = "rest",
        /// There is no way left to reach them: named once, and never kept as a follow-up (docs/product.md, rule 11.1).
        NeedsAddress = "needs_address",
    }
}

impl DueReason {
    /// Sorts a list of follow-ups: awaiting an answer first, then next steps, then all others (docs/product.md, rule
    /// 11.11); who needs an address stands at the end.
    pub fn rank(self) -> i64 {
        match self {
            DueReason::AwaitsAnswer => 0,
            DueReason::NextStep => 1,
            DueReason::FirstTouch | DueReason::Cadence | DueReason::Rest => 2,
            DueReason::NeedsAddress => 3,
        }
    }
}

vocabulary! {
    /// Why no follow-up of a contact is due, as things stand.
    NeverDueReason {
        /// They may not be written to (docs/product.md, rule 11.1).
        Suppressed = "suppressed",
        /// It is lost (docs/product.md, rule 11.1).
        Lost = "lost",
        /// Nobody has it (docs/product.md, rule 11.1).
        Pool = "pool",
        /// There is no way left to reach them (docs/product.md, rule 11.1).
        Unreachable = "unreachable",
        /// It rests after touches without an answer (docs/product.md, rule 11.6).
        Resting = "resting",
        /// The cadence of its grade is off (docs/product.md, rule 11.5).
        Off = "off",
    }
}
