//! What stands in a mail, for who answers it.

use lettre::message::Mailbox;
use mail_parser::{Address as Parsed, HeaderValue, Message, MessageParser};

use crate::mail::address::Address;

/// What stands in a mail, as far as a person looks at it.
#[derive(Debug, Clone, Default)]
pub(in crate::mail) struct Seen {
    pub(in crate::mail) from_name: String,
    pub(in crate::mail) from: Option<Address>,
    pub(in crate::mail) to: Vec<(String, Address)>,
    pub(in crate::mail) subject: String,
    pub(in crate::mail) text: String,
    /// With angle brackets.
    pub(in crate::mail) message_id: Option<String>,
    /// With angle brackets, apart by spaces.
    pub(in crate::mail) references: String,
    /// `List-Unsubscribe` as it stands there.
    pub(in crate::mail) unsubscribe: Option<String>,
}

impl Seen {
    /// Reads a mail. What is missing in it is empty.
    pub(in crate::mail) fn of(raw: &[u8]) -> Seen {
        let Some(mail) = MessageParser::default().parse(raw) else { return Seen::default() };
        let mut from = people(mail.from());
        let (from_name, from) = if from.is_empty() { Default::default() } else { from.swap_remove(0) };
        let earlier = match ids(mail.references()) {
            none if none.is_empty() => ids(mail.in_reply_to()),
            some => some,
        };
        Seen {
            from_name,
            from,
            to: people(mail.to()).into_iter().filter_map(|(name, address)| Some((name, address?))).collect(),
            subject: mail.subject().unwrap_or_default().to_owned(),
            text: mail.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            message_id: mail.message_id().map(|id| format!("<{id}>")),
            references: earlier,
            unsubscribe: unsubscribe(&mail),
        }
    }

    /// What a person who is written to here is called.
    pub(in crate::mail) fn name_of(&self, address: &Address) -> Option<&str> {
        let known = self.to.iter().find(|(_, to)| to.mailbox() == address.mailbox());
        known.map(|(name, _)| name.as_str()).filter(|name| !name.is_empty())
    }

    /// Who wrote it, with name and address.
    pub(in crate::mail) fn writer(&self) -> String {
        shown(&self.from_name, self.from.as_ref().map_or("", Address::as_str))
    }

    /// To whom it was written, with names and addresses.
    pub(in crate::mail) fn readers(&self) -> String {
        self.to.iter().map(|(name, to)| shown(name, to.as_str())).collect::<Vec<_>>().join("; ")
    }
}

fn shown(name: &str, address: &str) -> String {
    if name.is_empty() { address.to_owned() } else { format!("{name} <{address}>") }
}

/// Everybody in a header, with the address where it is one.
fn people(header: Option<&Parsed<'_>>) -> Vec<(String, Option<Address>)> {
    let all = header.into_iter().flat_map(Parsed::iter);
    all.map(|one| (one.name().unwrap_or_default().to_owned(), one.address().and_then(Address::parse)))
        .collect()
}

fn ids(header: &HeaderValue<'_>) -> String {
    let ids = header.as_text_list().unwrap_or_default();
    ids.iter().map(|id| format!("<{id}>")).collect::<Vec<_>>().join(" ")
}

fn unsubscribe(mail: &Message<'_>) -> Option<String> {
    let raw = mail.header_raw("List-Unsubscribe")?;
    Some(raw.split_ascii_whitespace().collect::<Vec<_>>().join(" "))
}

/// Somebody as a mail names them.
pub(super) fn mailbox(name: &str, address: &Address) -> Option<Mailbox> {
    let name = Some(name).filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Mailbox::new(name, address.as_str().parse().ok()?))
}
