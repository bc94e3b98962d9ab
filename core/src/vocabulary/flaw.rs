//! What can be wrong with a contact.

use super::word::vocabulary;

vocabulary! {
    /// What is wrong with a contact, the worst first.
    Flaw {
        /// The address bounced.
        Bounced = "bounced",
        /// No mail can arrive at the address: the domain is gone, or takes none.
        Invalid = "invalid",
        /// A role address, though a person's is known at the same company.
        Outdone = "outdone",
        /// A role address, a disposable one, free mail.
        Risky = "risky",
        /// Nobody knows where they came from.
        NoSource = "no_source",
        /// Nobody has touched them for a year, and nothing is planned.
        Untouched = "untouched",
    }
}
