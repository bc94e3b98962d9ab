//! What the domain name system says of mail to a domain: which question comes next, and what the answers mean.
//!
//! Pure functions: the program asks the questions. A mail server is never contacted (docs/product.md, rule 14.4), since
//! probing by SMTP harms the sender's reputation and is mostly blocked. Only a bounce tells whether a mailbox exists.

use chrono::{DateTime, TimeDelta, Utc};

use crate::email::Email;
use crate::vocabulary::Health;
use crate::vocabulary::word::vocabulary;

vocabulary! {
    /// What was found out about mail to a domain.
    Finding {
        /// A server takes it.
        Served = "served",
        /// There is no such domain.
        NoDomain = "no_domain",
        /// The domain says that it takes none: a null MX (RFC 7505).
        NullMx = "null_mx",
        /// No mail server is named, or none of those named has an address.
        NoServer = "no_server",
    }
}

/// What a domain's row in the book says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Known {
    /// What was found out last, if anything ever was.
    pub finding: Option<Finding>,
    /// When that was (UTC).
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was last asked (UTC); later than the answer: nobody answered then.
    pub asked_at: Option<DateTime<Utc>>,
}

/// How long a good answer counts (docs/product.md, rule 14.5), so that each quarterly clean-up has a recent one.
const LOOKED_AGAIN: TimeDelta = TimeDelta::days(90);

/// How long to wait before a domain is asked again that did not answer, or gave a bad answer.
pub const TRIED_AGAIN: TimeDelta = TimeDelta::days(7);

/// A person who asks for a check gets a good answer this young without a new look.
pub const FRESH: TimeDelta = TimeDelta::hours(1);

/// A bad answer only this young: the domain may have been repaired since.
pub const FRESH_BAD: TimeDelta = TimeDelta::minutes(1);

impl Finding {
    /// When the domain is asked again: soon after a bad answer, since the resolver may have been at fault.
    pub(crate) fn ask_again(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Finding::Served => now + LOOKED_AGAIN,
            Finding::NoDomain | Finding::NullMx | Finding::NoServer => now + TRIED_AGAIN,
        }
    }
}

impl Known {
    /// Whether the answer is young enough not to be asked for again.
    pub fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        let fresh = if self.finding == Some(Finding::Served) { FRESH } else { FRESH_BAD };
        self.answered_at.is_some_and(|at| now - at < fresh)
    }

    /// Whether the last question had no answer.
    pub fn is_silent(&self) -> bool {
        self.asked_at.is_some() && self.asked_at != self.answered_at
    }
}

/// The health of an address. A bounce counts more than any answer (docs/product.md, rule 14.6). A domain without mail
/// makes the address invalid. An address that is risky by its form stays risky with a good domain.
pub fn health(email: &Email, bounced: bool, finding: Option<Finding>) -> Health {
    match (bounced, finding, email.health()) {
        (true, ..) => Health::Invalid,
        (false, Some(Finding::NoDomain | Finding::NullMx | Finding::NoServer), _) => Health::Invalid,
        (false, Some(Finding::Served), Health::Unverified) => Health::Verified,
        (false, Some(Finding::Served) | None, form) => form,
    }
}

/// What a question to the domain name system came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// Records of the kind that was asked for.
    Records(T),
    /// The name is there, but no such record.
    Nothing,
    /// There is no such name.
    NoName,
    /// No answer, or none to rely on: a timeout, a refusal, a failure, a loop.
    Silence,
}

/// A domain's mail server.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailServer {
    /// The preference; lower numbers are tried first.
    pub preference: u16,
    /// Its name; empty for the root, which means "no server".
    pub host: String,
}

/// What to do next about a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask whether this name has an address (A, then AAAA).
    AskAddress(String),
    /// The finding is certain.
    Found(Finding),
    /// It cannot be known now.
    Unknown,
}

/// The most servers of a domain that are looked at. A domain that names hundreds would cost hundreds of questions.
const MOST_SERVERS: usize = 5;

/// What comes next, of the answer about a domain's mail servers and those about addresses so far, in the order in
/// which they were asked for.
pub fn next_step(domain: &str, servers: &Answer<Vec<MailServer>>, addresses: &[Answer<()>]) -> Step {
    let hosts = match servers {
        Answer::NoName => return Step::Found(Finding::NoDomain),
        Answer::Silence => return Step::Unknown,
        // Without a mail server of its own the domain's address is one (RFC 5321, 5.1).
        Answer::Nothing => vec![domain],
        Answer::Records(servers) => {
            let mut named: Vec<&MailServer> = servers.iter().filter(|one| !one.host.is_empty()).collect();
            if named.is_empty() {
                return Step::Found(Finding::NullMx);
            }
            named.sort();
            named.dedup_by_key(|server| &server.host);
            named.into_iter().map(|server| server.host.as_str()).take(MOST_SERVERS).collect()
        }
    };
    if addresses.iter().any(|answer| matches!(answer, Answer::Records(()))) {
        return Step::Found(Finding::Served);
    }
    match hosts.get(addresses.len()) {
        Some(host) => Step::AskAddress((*host).to_owned()),
        None if addresses.contains(&Answer::Silence) => Step::Unknown,
        None => Step::Found(Finding::NoServer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_answers_mean_for_an_address() {
        use Finding::{NoDomain, NoServer, NullMx, Served};
        use Health::{Invalid, Risky, Unverified, Verified};
        for (email, bounced, finding, want) in [
            ("anna@lumen.de", false, None, Unverified),
            ("anna@lumen.de", false, Some(Served), Verified),
            ("anna@lumen.de", false, Some(NoDomain), Invalid),
            ("anna@lumen.de", false, Some(NullMx), Invalid),
            ("anna@lumen.de", false, Some(NoServer), Invalid),
            ("info@lumen.de", false, None, Risky),
            ("info@lumen.de", false, Some(Served), Risky),
            ("info@lumen.de", false, Some(NoDomain), Invalid),
            ("anna@gmail.com", false, Some(Served), Risky),
            ("x@mailinator.com", false, Some(Served), Risky),
            ("anna@lumen.de", true, Some(Served), Invalid),
            ("anna@lumen.de", true, None, Invalid),
            ("info@lumen.de", true, Some(Served), Invalid),
        ] {
            let address = Email::parse(email).unwrap();
            assert_eq!(health(&address, bounced, finding), want, "{email} {bounced} {finding:?}");
        }
    }

    fn mx(servers: &[(u16, &str)]) -> Answer<Vec<MailServer>> {
        let server = |(preference, host): &(u16, &str)| MailServer {
            preference: *preference,
            host: (*host).to_owned(),
        };
        Answer::Records(servers.iter().map(server).collect())
    }

    #[test]
    fn what_is_asked_next_and_what_it_comes_to() {
        use Answer::{NoName, Nothing, Records, Silence};
        let ask = |host: &str| Step::AskAddress(host.to_owned());
        let two = mx(&[(20, "b.lumen.de"), (10, "a.lumen.de")]);
        for (servers, addresses, want) in [
            (NoName, vec![], Step::Found(Finding::NoDomain)),
            (Silence, vec![], Step::Unknown),
            // No mail server: the domain itself.
            (Nothing, vec![], ask("lumen.de")),
            (Nothing, vec![Records(())], Step::Found(Finding::Served)),
            (Nothing, vec![Nothing], Step::Found(Finding::NoServer)),
            (Nothing, vec![Silence], Step::Unknown),
            // Null MX; a root among others counts for nothing.
            (mx(&[(0, "")]), vec![], Step::Found(Finding::NullMx)),
            (mx(&[(0, ""), (5, "a.lumen.de")]), vec![], ask("a.lumen.de")),
            // By preference, until one has an address.
            (two.clone(), vec![], ask("a.lumen.de")),
            (two.clone(), vec![Records(())], Step::Found(Finding::Served)),
            (two.clone(), vec![NoName], ask("b.lumen.de")),
            (two.clone(), vec![Silence], ask("b.lumen.de")),
            (two.clone(), vec![Silence, Records(())], Step::Found(Finding::Served)),
            (two.clone(), vec![NoName, Nothing], Step::Found(Finding::NoServer)),
            (two, vec![Silence, Nothing], Step::Unknown),
            // The same twice is asked once.
            (mx(&[(1, "a.de"), (1, "a.de")]), vec![Nothing], Step::Found(Finding::NoServer)),
        ] {
            assert_eq!(next_step("lumen.de", &servers, &addresses), want, "{servers:?} {addresses:?}");
        }
    }

    #[test]
    fn hundreds_of_servers_are_not_all_asked() {
        let many: Vec<MailServer> =
            (0..300).map(|n| MailServer { preference: n, host: format!("m{n}.lumen.de") }).collect();
        let servers = Answer::Records(many);
        let nothing = vec![Answer::Nothing; MOST_SERVERS];
        assert_eq!(next_step("lumen.de", &servers, &nothing), Step::Found(Finding::NoServer));
    }
}
