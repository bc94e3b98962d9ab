//! Whether a mail may go: one pure function, which alone can make a mail sendable (docs/product.md, rules 18.5, 18.6).
//!
//! *Now* leaves out the space between two mails and the reader's hours; never the law, a cap or an opt-out. An answer to
//! somebody's own mail needs no basis, since they wrote; nor does it wait for their hours, two days, or the company's
//! two a day. Whoever opted out gets no answer either.

mod cleared;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub use cleared::Cleared;

use super::country::{Approach, Missing, Regime, law};
use super::pace::{Haste, Pace, PaceRule, PauseWhy, Reader, Received, Traffic};
use crate::contact::BasisGiven;
use crate::email::Email;
use crate::vocabulary::{Basis, Country, Health, MailId, MailboxId};

/// All that the gate looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFacts {
    /// The mail.
    pub mail: MailId,
    /// To whom.
    pub to: Email,
    /// Which rules of the pace count; an answer in a thread that they began is `Answer`.
    pub haste: Haste,
    /// Whether the person may be written to at all.
    pub standing: Standing,
    /// What is known of the address.
    pub health: Health,
    /// Where they came from.
    pub provenance: Provenance,
    /// The mailbox; `None`: the owner has none.
    pub mailbox: Option<MailboxFacts>,
    /// Whether the team has a postal address, and the mail a way to opt out.
    pub foot: FootFacts,
    /// Whether the whole domain of the address opted out.
    pub domain_opted_out: bool,
    /// The reader's country.
    pub country: Option<Country>,
    /// Whether a company of theirs is known.
    pub has_company: bool,
    /// Why we may write.
    pub basis: Option<BasisGiven>,
    /// How many mails went to them since the day of the basis.
    pub mails_since_basis: usize,
    /// What they and their company got.
    pub received: Received,
    /// The sender's zone: whose hours count where no country is known.
    pub sender_zone: Tz,
}

/// Whether a person may be written to at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Nothing is against it.
    Free,
    /// The person was erased.
    Erased,
    /// The address opted out or complained.
    OptedOut,
    /// Another address of the same person did.
    OptedOutElsewhere,
    /// They have another address by now.
    OtherAddress,
    /// The contact is no longer the writer's.
    NotTheirs,
}

/// Where a contact came from, as far as the gate goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provenance {
    /// Nobody said.
    Unknown,
    /// Somebody said.
    Known,
    /// A bought list.
    Bought,
}

/// What the foot of the mail will have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FootFacts {
    /// The team's postal address.
    pub postal_address: bool,
    /// A way to opt out.
    pub opt_out: bool,
}

/// A mailbox, as far as the gate goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailboxFacts {
    /// The row.
    pub id: MailboxId,
    /// Whether it works.
    pub state: MailboxState,
    /// What it sent.
    pub traffic: Traffic,
}

/// Whether a mailbox sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailboxState {
    /// It does.
    Ready,
    /// Its server takes the secret no longer.
    Refused,
    /// A person stopped it.
    Held,
    /// It stopped by itself; until when, or until a person says go.
    Paused(PauseWhy, Option<DateTime<Utc>>),
}

/// What the gate answers.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may go now.
    Send(Cleared),
    /// It stays until a person does what would mend it.
    Ask(Rule, Remedy),
    /// It may go then; asked again then, another rule may speak.
    WaitUntil(DateTime<Utc>, Rule),
    /// It never goes; what would help instead.
    Refuse(Rule, Remedy),
}

/// The rule that spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// The person was erased.
    Erased,
    /// They opted out.
    OptedOut,
    /// They opted out with another address.
    OptedOutElsewhere,
    /// They have another address by now.
    OtherAddress,
    /// The contact is no longer the writer's.
    NotTheirs,
    /// The address does not work.
    InvalidAddress,
    /// Nobody said where the contact came from.
    UnknownSource,
    /// The contact comes from a bought list.
    BoughtSource,
    /// There is no mailbox.
    NoMailbox,
    /// The mailbox does not send, and why.
    Mailbox(MailboxState),
    /// The team has no postal address.
    NoPostalAddress,
    /// The mail has no way to opt out.
    NoOptOut,
    /// Their whole company opted out.
    DomainOptedOut,
    /// The law of their country, and what it misses.
    Law(Regime, Missing),
    /// The pace.
    Pace(PaceRule),
}

impl Rule {
    /// A short name, by which it is kept and worded.
    pub fn code(self) -> &'static str {
        match self {
            Rule::Erased => "erased",
            Rule::OptedOut => "opted-out",
            Rule::OptedOutElsewhere => "opted-out-elsewhere",
            Rule::OtherAddress => "other-address",
            Rule::NotTheirs => "not-theirs",
            Rule::InvalidAddress => "invalid",
            Rule::UnknownSource => "unknown-source",
            Rule::BoughtSource => "bought",
            Rule::NoMailbox => "no-mailbox",
            Rule::Mailbox(_) => "mailbox",
            Rule::NoPostalAddress => "no-postal-address",
            Rule::NoOptOut => "no-opt-out",
            Rule::DomainOptedOut => "domain-opted-out",
            Rule::Law(..) => "law",
            Rule::Pace(_) => "pace",
        }
    }

    /// Whether *Now* would leave it out.
    pub fn yields_to_now(self) -> bool {
        matches!(self, Rule::Pace(PaceRule::Space | PaceRule::Hours))
    }
}

/// What would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing does.
    Nothing,
    /// Another way than mail, as far as they want one.
    OtherWay,
    /// Another address of theirs.
    NewAddress,
    /// A new mail.
    WriteAgain,
    /// Saying where the contact came from.
    NameSource,
    /// Connecting a mailbox.
    Connect,
    /// Connecting it again.
    ConnectAgain,
    /// A person who says go.
    Resume,
    /// The team's postal address.
    GivePostalAddress,
    /// A foot with a way to opt out.
    GiveOptOut,
    /// One of these, with its proof.
    GiveBasis(Vec<Basis>),
}

/// Whether a mail may go at this instant.
pub fn gate(facts: &MailFacts, now: DateTime<Utc>) -> Verdict {
    if let Some(verdict) = barred(facts) {
        return verdict;
    }
    let Some(mailbox) = &facts.mailbox else { return Verdict::Ask(Rule::NoMailbox, Remedy::Connect) };
    if let Some(verdict) = not_ready(mailbox.state, now) {
        return verdict;
    }
    if !facts.foot.postal_address {
        return Verdict::Ask(Rule::NoPostalAddress, Remedy::GivePostalAddress);
    }
    if !facts.foot.opt_out {
        return Verdict::Ask(Rule::NoOptOut, Remedy::GiveOptOut);
    }
    if facts.domain_opted_out {
        return Verdict::Refuse(Rule::DomainOptedOut, Remedy::OtherWay);
    }
    let reader = Reader::of(facts.country, facts.sender_zone);
    let law = law(facts.country);
    let is_answer = facts.haste.is_answer();
    let approach = Approach {
        basis: facts.basis.as_ref(),
        is_company: facts.has_company && facts.to.company_domain().is_some(),
        mails_since: facts.mails_since_basis,
        today: now.with_timezone(&reader.zone()).date_naive(),
    };
    if let Some(missing) = law.permits(&approach).err().filter(|_| !is_answer) {
        return Verdict::Ask(Rule::Law(law.regime, missing), Remedy::GiveBasis(law.bases().collect()));
    }
    let pace =
        Pace { reader: &reader, traffic: &mailbox.traffic, received: &facts.received, haste: facts.haste };
    match pace.wait(now) {
        Some((until, rule)) => Verdict::WaitUntil(until, Rule::Pace(rule)),
        None => {
            let marks = law.marks.filter(|_| !is_answer);
            Verdict::Send(Cleared::new(facts.mail, facts.to.clone(), mailbox.id, marks))
        }
    }
}

/// What bars a person whatever the mailbox and the country.
fn barred(facts: &MailFacts) -> Option<Verdict> {
    match facts.standing {
        Standing::Free => {}
        Standing::Erased => return Some(Verdict::Refuse(Rule::Erased, Remedy::Nothing)),
        Standing::OptedOut => return Some(Verdict::Refuse(Rule::OptedOut, Remedy::OtherWay)),
        Standing::OptedOutElsewhere => {
            return Some(Verdict::Refuse(Rule::OptedOutElsewhere, Remedy::OtherWay));
        }
        Standing::OtherAddress => return Some(Verdict::Refuse(Rule::OtherAddress, Remedy::WriteAgain)),
        Standing::NotTheirs => return Some(Verdict::Refuse(Rule::NotTheirs, Remedy::Nothing)),
    }
    if facts.health == Health::Invalid {
        return Some(Verdict::Refuse(Rule::InvalidAddress, Remedy::NewAddress));
    }
    match facts.provenance {
        Provenance::Known => None,
        Provenance::Unknown => Some(Verdict::Ask(Rule::UnknownSource, Remedy::NameSource)),
        Provenance::Bought => Some(Verdict::Refuse(Rule::BoughtSource, Remedy::Nothing)),
    }
}

/// Why a mailbox does not send.
fn not_ready(state: MailboxState, now: DateTime<Utc>) -> Option<Verdict> {
    let rule = Rule::Mailbox(state);
    match state {
        MailboxState::Ready => None,
        MailboxState::Refused => Some(Verdict::Ask(rule, Remedy::ConnectAgain)),
        MailboxState::Held | MailboxState::Paused(_, None) => Some(Verdict::Ask(rule, Remedy::Resume)),
        MailboxState::Paused(_, Some(until)) => (until > now).then_some(Verdict::WaitUntil(until, rule)),
    }
}

#[cfg(test)]
mod tests;
