//! How well a contact fits the ideal customer, and why.

use super::word::vocabulary;

vocabulary! {
    /// What a team thinks of a trait.
    Stance {
        /// Customers should have it.
        Wanted = "want" | "wanted" | "wants" | "要" | "想要" | "需要" | "优先",
        /// The profile does not mention it.
        Neutral = "neutral" | "clear" | "中性" | "不限" | "无所谓" | "清除",
        /// Customers should not have it.
        Unwanted = "avoid" | "unwanted" | "not" | "不要" | "避开" | "排除" | "回避",
    }
}

vocabulary! {
    /// How well a contact fits.
    FitLevel {
        /// The contact fits well.
        Good = "good",
        /// The contact fits in part.
        Partly = "partly",
        /// The contact does not fit.
        Poor = "poor",
        /// No field is known that the profile mentions.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// Why another grade is proposed, beside the fit.
    GradeReason {
        /// The contact wrote, is interested, or is a customer.
        Answered = "answered",
        /// The potential order size is high.
        HighValue = "high_value",
        /// Few touches in a row went without an answer.
        Untried = "untried",
        /// The contact has never answered.
        Silent = "silent",
    }
}
