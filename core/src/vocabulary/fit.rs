//! How well a contact fits the ideal customer, and why.

use super::word::vocabulary;

vocabulary! {
    /// What a team thinks of a trait.
    Stance {
        /// Customers should have it.
        Wanted = "want" | "wanted" | "wants" | "要" | "想要" | "需要" | "优先",
        /// It is all the same: not in the profile.
        Neutral = "neutral" | "clear" | "中性" | "不限" | "无所谓" | "清除",
        /// Customers should not have it.
        Unwanted = "avoid" | "unwanted" | "not" | "不要" | "避开" | "排除" | "回避",
    }
}

vocabulary! {
    /// How well a contact fits.
    FitLevel {
        /// As one would wish.
        Good = "good",
        /// In part.
        Partly = "partly",
        /// Not.
        Poor = "poor",
        /// Nothing is known of it that the profile speaks of.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What speaks for another grade, beside the fit.
    GradeReason {
        /// They wrote, or more.
        Answered = "answered",
        /// The orders could be large.
        HighValue = "high_value",
        /// Nothing has happened that speaks against it.
        Untried = "untried",
        /// Nothing has ever come back.
        Silent = "silent",
    }
}
