//! What a contact may order, and who decides about it.

use super::word::vocabulary;

vocabulary! {
    /// Potential order size.
    Value {
        /// A large potential order.
        High = "high" | "高" | "大",
        /// A medium potential order.
        Medium = "medium" | "mid" | "med" | "中",
        /// A small potential order.
        Low = "low" | "低" | "小",
    }
}

vocabulary! {
    /// The role of a person in a purchase.
    PurchaseRole {
        /// Decides about the purchase.
        DecisionMaker = "decision maker" | "decision-maker" | "decider" | "决策人" | "决策者" | "拍板人",
        /// Influences the decision.
        Influencer = "influencer" | "影响者" | "影响人",
        /// Uses what is bought.
        User = "user" | "使用者" | "使用人",
    }
}
