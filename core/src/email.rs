//! Email addresses: normalised when they are read, and judged by their form.

mod read;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

use crate::vocabulary::{Health, Risk};

pub use read::{FoundEmail, find};

/// An address whose domain is lower-case ASCII (IDN as punycode); the local part stands as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Domains of free mail; `yahoo.*` takes any ending.
static FREE: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("../data/free_mail.txt")));

/// Not an address that one can write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an email address")]
pub struct EmailError;

impl TryFrom<String> for Email {
    type Error = EmailError;

    fn try_from(text: String) -> Result<Email, EmailError> {
        Email::parse(&text)
    }
}

impl From<Email> for String {
    fn from(email: Email) -> String {
        email.0
    }
}

impl Email {
    /// Reads a text that is one address, as people paste it: `mailto:`, a name before `<…>`, quotation marks, full-width
    /// signs and a full stop at the end are taken off.
    ///
    /// # Errors
    /// When it breaks RFC 5321's syntax or lengths, the domain is no name of the public internet, or more stands there.
    pub fn parse(text: &str) -> Result<Email, EmailError> {
        let exact = || Email::exact(text.trim());
        if text.is_ascii() {
            exact().or_else(|_| read::whole(text))
        } else {
            read::whole(text).or_else(|_| exact())
        }
    }

    /// Reads a text that is an address and nothing else.
    fn exact(text: &str) -> Result<Email, EmailError> {
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let quoted = local.starts_with(['"', '\'', '=']);
        if quoted || local.len() > 64 || domain.ends_with(['.', '\'']) {
            return Err(EmailError);
        }
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| EmailError)?.to_lowercase();
        let ending = domain.rsplit_once('.').ok_or(EmailError)?.1;
        // "192.168.0.1" is no name.
        if ending.is_empty() || ending.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(EmailError);
        }
        let address = format!("{local}@{domain}");
        if address.len() > 254 {
            return Err(EmailError);
        }
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        EmailAddress::parse_with_options(&address, options).map_err(|_| EmailError)?;
        Ok(Email(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: lower case (docs/product.md, rule 3.8). Dots in a Gmail address
    /// count.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The domain, lower-case ASCII.
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    fn local(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The domain by which a company is known: the registrable one, by the public suffix list; none for free mail
    /// and throw-away addresses.
    pub fn company_domain(&self) -> Option<String> {
        let domain = registrable(self.domain());
        (!is_free(domain) && !is_thrown_away(self.domain(), domain)).then(|| domain.to_owned())
    }

    /// Whether the domain is one of free mail.
    pub fn is_free_mail(&self) -> bool {
        is_free(registrable(self.domain()))
    }

    /// Whether the domain is one of throw-away addresses.
    pub fn is_disposable(&self) -> bool {
        is_thrown_away(self.domain(), registrable(self.domain()))
    }

    /// Whether it is a role's address (`info@`, `sales01@`, `import-export@`) and not a person's.
    pub fn is_role(&self) -> bool {
        static LIST: LazyLock<HashSet<&str>> =
            LazyLock::new(|| lines(include_str!("../data/role_addresses.txt")));
        let local = self.local().to_lowercase();
        let mut parts = local
            .split(['.', '-', '_', '+'])
            .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()))
            .filter(|part| !part.is_empty())
            .peekable();
        LIST.contains(local.as_str()) || (parts.peek().is_some() && parts.all(|part| LIST.contains(part)))
    }

    /// What its form alone makes risky, the worst first.
    pub fn risks(&self) -> impl Iterator<Item = Risk> {
        let domain = registrable(self.domain());
        let risks = [
            (Risk::Disposable, is_thrown_away(self.domain(), domain)),
            (Risk::Role, self.is_role()),
            (Risk::FreeMail, is_free(domain)),
        ];
        risks.into_iter().filter(|(_, holds)| *holds).map(|(risk, _)| risk)
    }

    /// What its form alone says of its health: a role address, a throw-away one and free mail are risky.
    pub fn health(&self) -> Health {
        match self.risks().next() {
            Some(_) => Health::Risky,
            None => Health::Unverified,
        }
    }

    /// The address that was probably meant by `…@gmial.com` or `…@gmail.con`; `None` where nothing looks wrong. The
    /// local part is never changed.
    pub fn likely_meant(&self) -> Option<Email> {
        let domain = meant_domain(self.domain())?;
        Email::parse(&format!("{}@{domain}", self.local())).ok()
    }
}

/// Whether a registrable domain is one of free mail.
fn is_free(domain: &str) -> bool {
    /// Names under which mail is free whatever follows: `yahoo.*`.
    static ANYWHERE: LazyLock<HashSet<&str>> =
        LazyLock::new(|| FREE.iter().filter_map(|domain| domain.strip_suffix(".*")).collect());
    FREE.contains(domain) || ANYWHERE.contains(domain.split('.').next().unwrap_or_default())
}

/// Whether a domain, with the registrable one that it is part of, is one of throw-away addresses.
fn is_thrown_away(domain: &str, registrable: &str) -> bool {
    static LIST: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("../data/disposable.txt")));
    LIST.contains(domain) || LIST.contains(registrable)
}

/// The domain that was likely meant by a misspelt one.
fn meant_domain(domain: &str) -> Option<String> {
    /// Misspelt domains and endings (`.con`) with what was meant.
    static TABLE: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
        lines(include_str!("../data/domain_typos.txt"))
            .into_iter()
            .filter_map(|line| line.split_once(' '))
            .collect()
    });
    /// Domains with so many users that a domain with one letter wrong is taken for a typing error.
    const GREAT: &[&str] = &[
        "gmail.com",
        "hotmail.com",
        "outlook.com",
        "yahoo.com",
        "icloud.com",
        "foxmail.com",
        "googlemail.com",
    ];
    if let Some(meant) = TABLE.get(domain) {
        return Some((*meant).to_owned());
    }
    let (name, ending) = domain.rsplit_once('.')?;
    if let Some(meant) = TABLE.get(format!(".{ending}").as_str()) {
        let whole = format!("{name}{meant}");
        return Some(meant_domain(&whole).unwrap_or(whole));
    }
    let known = FREE.contains(domain);
    let one_slip =
        |great: &&&str| great.len().abs_diff(domain.len()) <= 1 && slips(domain, great) == 1 && !known;
    GREAT.iter().find(one_slip).map(|great| (*great).to_owned())
}

/// The number of typing errors between two words: a letter too many, missing, wrong, or two swapped. Counts no further
/// than two.
fn slips(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    match (a, b) {
        ([], []) => 0,
        ([_, a @ ..], [_, b @ ..]) if a == b => 1,
        ([_, a @ ..], b) if a == b => 1,
        (a, [_, b @ ..]) if a == b => 1,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others => 1,
        _ => 2,
    }
}

/// The registrable domain of a host name, `lumen.de` of `www.lumen.de`; the name itself where there is none.
pub fn company_domain(host: &str) -> String {
    registrable(&host.to_lowercase()).to_owned()
}

/// The same of a name in lower case.
fn registrable(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

fn lines(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

#[cfg(test)]
mod tests;
