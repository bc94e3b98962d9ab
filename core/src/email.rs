//! Email addresses: normalised at the border, judged by their form.

use std::collections::HashSet;
use std::sync::LazyLock;

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

use crate::contact::Health;

/// An address whose domain is lower-case ASCII (IDN as punycode); the local part stands as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

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
    /// Reads an address as people paste it: `mailto:`, `<…>` and a full stop at the end are taken off.
    ///
    /// # Errors
    /// When it breaks RFC 5321's syntax or lengths, or the domain is no name of the public internet.
    pub fn parse(text: &str) -> Result<Email, EmailError> {
        let text = text.trim().trim_end_matches(['.', ',', ';', '。', '，', '；']);
        let text = text.strip_prefix('<').and_then(|inner| inner.strip_suffix('>')).unwrap_or(text);
        let text = text.strip_prefix("mailto:").or_else(|| text.strip_prefix("MAILTO:")).unwrap_or(text);
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError)?;
        let domain = idna::domain_to_ascii_strict(domain).map_err(|_| EmailError)?.to_lowercase();
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        let quoted = local.starts_with('"');
        if quoted || local.len() > 64 || !domain.contains('.') || domain.ends_with('.') {
            return Err(EmailError);
        }
        let address = format!("{local}@{domain}");
        if address.len() > 254 {
            return Err(EmailError);
        }
        EmailAddress::parse_with_options(&address, options).map_err(|_| EmailError)?;
        Ok(Email(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form in which two addresses are compared: all lower case. (Gmail's dots are the sender's business.)
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
        (!self.is_free_mail() && !self.is_disposable()).then(|| company_domain(self.domain()))
    }

    /// Whether the domain is one of free mail.
    pub fn is_free_mail(&self) -> bool {
        static LIST: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(include_str!("../data/free_mail.txt")));
        let domain = self.domain();
        let first = domain.split('.').next().unwrap_or_default();
        LIST.contains(domain) || LIST.contains(format!("{first}.*").as_str())
    }

    /// Whether the domain is one of throw-away addresses.
    pub fn is_disposable(&self) -> bool {
        static LIST: LazyLock<HashSet<&str>> =
            LazyLock::new(|| lines(include_str!("../data/disposable.txt")));
        LIST.contains(self.domain())
    }

    /// Whether it is a role's address (`info@`) and not a person's.
    pub fn is_role(&self) -> bool {
        static LIST: LazyLock<HashSet<&str>> =
            LazyLock::new(|| lines(include_str!("../data/role_addresses.txt")));
        LIST.contains(self.local().to_lowercase().as_str())
    }

    /// What its form alone says of its health: a role address, a throw-away one and free mail are risky.
    pub fn health(&self) -> Health {
        match self.is_role() || self.is_free_mail() || self.is_disposable() {
            true => Health::Risky,
            false => Health::Unverified,
        }
    }
}

/// The registrable domain of a host name, `lumen.de` of `www.lumen.de`; the name itself where there is none.
pub fn company_domain(host: &str) -> String {
    let host = host.to_lowercase();
    psl::domain_str(&host).unwrap_or(&host).to_owned()
}

fn lines(list: &'static str) -> HashSet<&'static str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_read_as_people_paste_them() {
        for (text, want) in [
            ("Anna.Schmidt@Lumen.DE", Some("Anna.Schmidt@lumen.de")),
            (" <anna@lumen.de>, ", Some("anna@lumen.de")),
            ("mailto:anna@lumen.de", Some("anna@lumen.de")),
            ("anna@lümen.de", Some("anna@xn--lmen-0ra.de")),
            ("a+b@mail.lumen.co.uk", Some("a+b@mail.lumen.co.uk")),
            ("anna@", None),
            ("@lumen.de", None),
            ("anna@lumen", None),
            ("anna lumen@de.de", None),
            ("anna@@lumen.de", None),
            ("anna@lumen..de", None),
            ("anna@[127.0.0.1]", None),
            ("\"an na\"@lumen.de", None),
            ("an\r\nna@lumen.de", None),
            ("", None),
        ] {
            let want = want.or(if text == " <anna@lumen.de>, " { Some("anna@lumen.de") } else { None });
            assert_eq!(Email::parse(text).ok().as_ref().map(Email::as_str), want, "{text:?}");
        }
    }

    #[test]
    fn the_form_says_what_is_risky() {
        for (text, health, company) in [
            ("anna@lumen.de", Health::Unverified, Some("lumen.de")),
            ("anna@mail.lumen.co.uk", Health::Unverified, Some("lumen.co.uk")),
            ("info@lumen.de", Health::Risky, Some("lumen.de")),
            ("anna@gmail.com", Health::Risky, None),
            ("anna@yahoo.co.jp", Health::Risky, None),
            ("wang@163.com", Health::Risky, None),
            ("x@mailinator.com", Health::Risky, None),
        ] {
            let email = Email::parse(text).unwrap();
            assert_eq!((email.health(), email.company_domain().as_deref()), (health, company), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_read_again(text in "[a-zA-Z0-9.+_-]{1,20}@[a-zA-Z0-9.ü-]{1,20}\\.[a-z]{2,6}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert_eq!(Email::parse(email.as_str()), Ok(email));
            }
        }

        #[test]
        fn nothing_makes_it_panic(text in ".*") {
            let _ = Email::parse(&text);
        }
    }
}
