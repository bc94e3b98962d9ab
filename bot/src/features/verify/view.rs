//! Checking addresses: what is known of one, what is being asked, what came of all.

use chrono::NaiveDate;
use renmai_core::store::Counts;
use renmai_core::vocabulary::{ContactNo, Health};

use crate::features::clean::{self, CleanButton, review_key};
use crate::i18n::{Key, Keyboard, Message, Render, Words, phrases};

phrases! {
    /// What is said of checking addresses.
    pub enum Phrase {
        /// Mail can arrive.
        Verified { no: ContactNo, domain: String, on: NaiveDate } = "verify-verified",
        /// Mail could arrive when somebody last answered; just now nobody did.
        VerifiedBefore { no: ContactNo, domain: String, on: NaiveDate } = "verify-verified-before",
        /// Nobody answered.
        NoAnswer { no: ContactNo, domain: String } = "verify-no-answer",
        /// The address is a role's.
        RiskyRole { no: ContactNo, email: String } = "verify-risky-role",
        /// The address is at a provider of free mail.
        RiskyFreeMail { no: ContactNo, email: String } = "verify-risky-free-mail",
        /// The address is one to throw away.
        RiskyDisposable { no: ContactNo, email: String } = "verify-risky-disposable",
        /// The address bounced.
        Bounced { no: ContactNo } = "verify-bounced",
        /// There is no such domain.
        NoDomain { no: ContactNo, domain: String } = "verify-no-domain",
        /// The domain takes no mail.
        NullMx { no: ContactNo, domain: String } = "verify-null-mx",
        /// The domain has no mail server.
        NoServer { no: ContactNo, domain: String } = "verify-no-server",
        /// There is no address.
        NoEmail { no: ContactNo } = "verify-no-email",
        /// It is being asked.
        AnyDialogue { domain: String } = "verify-asking",
        /// Nobody in the book has an address.
        NoAddresses = "verify-no-addresses",
        /// How far the check of all is.
        Progress { done: u64, total: u64 } = "verify-progress",
    }
}

/// What is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// What is known already, if anything is, and that the domain is being asked.
    AnyDialogue {
        /// What is known.
        known: Option<Phrase>,
        /// Which domain is asked about.
        domain: String,
    },
    /// What came of checking all.
    Checked {
        /// How the addresses are.
        count: Counts<Health>,
        /// How many contacts need cleaning.
        to_clean: u64,
    },
}

impl Render for Reply {
    fn message(&self, words: &Words) -> Message {
        match self {
            Reply::AnyDialogue { known, domain } => {
                let asking = Phrase::AnyDialogue { domain: domain.clone() }.html(words);
                let html = match known {
                    Some(known) => {
                        let mut html = known.html(words);
                        html.line(asking);
                        html
                    }
                    None => asking,
                };
                Message::text(html)
            }
            Reply::Checked { count, to_clean } => checked(count, *to_clean, words),
        }
    }
}

fn checked(count: &Counts<Health>, to_clean: u64, words: &Words) -> Message {
    let mut html = words.html("verify-checked", &[("total", &count.total())]);
    for (id, health) in [
        ("verify-count-verified", Health::Verified),
        ("verify-count-risky", Health::Risky),
        ("verify-count-invalid", Health::Invalid),
        ("verify-count-no-answer", Health::Unverified),
    ] {
        let n = count.of(health);
        if n > 0 {
            html.line(words.html(id, &[("count", &n)]));
        }
    }
    let mut keyboard = Keyboard::default();
    let review: Option<Key> = (to_clean > 0).then(|| review_key(to_clean, words));
    keyboard.row(review.into_iter().chain([clean::key("button-back", CleanButton::Overview, words)]));
    Message { html, keyboard, ..Message::default() }
}
