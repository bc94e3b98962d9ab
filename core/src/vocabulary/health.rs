//! What is known of an address.

use super::word::vocabulary;

vocabulary! {
    /// What is known of an address (docs/product.md, rule 2.20).
    Health {
        /// Checked, and mail can arrive.
        Verified = "verified" | "已验证",
        /// Not checked, or the check could not be made.
        Unverified = "unverified" | "未验证",
        /// A role address, a disposable domain or free mail.
        Risky = "risky" | "有风险" | "风险",
        /// Wrong syntax, no mail server, or a hard bounce.
        Invalid = "invalid" | "无效",
    }
}

vocabulary! {
    /// What makes an address risky by its form alone.
    Risk {
        /// A throw-away address.
        Disposable = "disposable",
        /// A role's address (`info@`), read by whoever is there.
        Role = "role",
        /// Free mail: its domain does not name a company.
        FreeMail = "free",
    }
}
