//! The values of one card.

use calcard::common::IanaString;
use calcard::vcard::{
    VCard, VCardEntry, VCardKind, VCardParameterValue, VCardProperty, VCardType, VCardValue,
};

use super::Held;
use super::messengers::{MESSENGERS, of_messenger};
use crate::text::{folded, full_name};
use crate::vocabulary::Field;

/// What only programs need to know, by the names of the properties.
const OF_PROGRAMS: &[&str] = &[
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "UID",
    "REV",
    "PHOTO",
    "LOGO",
    "SOUND",
    "KEY",
    "CLIENTPIDMAP",
    "SOURCE",
    "XML",
    "KIND",
    "MEMBER",
    "SORT-STRING",
    "JSPROP",
    "CREATED",
    "X-ABUID",
    "X-ABLABEL",
    "X-ABADR",
    "X-ABSHOWAS",
    "X-IMAGETYPE",
    "X-IMAGEHASH",
    "X-ABCROP-RECTANGLE",
    "X-SHARED-PHOTO-DISPLAY-PREF",
    "X-PHONETIC-FIRST-NAME",
    "X-PHONETIC-LAST-NAME",
    "X-ADDRESSBOOKSERVER-KIND",
    "X-ADDRESSBOOKSERVER-MEMBER",
    "X-ANDROID-CUSTOM",
];

/// The values of a card: the country first, since it decides how a telephone number reads.
pub(super) fn values(card: &VCard) -> Vec<(Held, String)> {
    let name = name(card);
    if is_of_kind(card, "group", &VCardKind::Group) {
        return vec![(Held::Group, name.unwrap_or_default())];
    }
    let mut reading = Reading { values: Vec::new(), has_company: has(card, &VCardProperty::Org) };
    // The country is the last part of an address.
    for parts in texts(card, &VCardProperty::Adr) {
        let (country, rest) = parts.split_last().map(|(last, rest)| (last.clone(), rest)).unwrap_or_default();
        reading.field(Field::Country, country);
        let rest: Vec<&str> = rest.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
        reading.note("ADR", &rest.join(", "));
    }
    reading.named(card, name);
    let mut entries: Vec<&VCardEntry> = card.entries.iter().collect();
    // What is preferred first, a mobile before a telephone, and the address at work before the one at home.
    entries.sort_by_key(|entry| match entry.name {
        VCardProperty::Tel => (!is_preferred(entry), !is(entry, &VCardType::Cell)),
        VCardProperty::Email => (!is_preferred(entry), is(entry, &VCardType::Home)),
        _ => (false, false),
    });
    for entry in entries {
        reading.entry(card, entry);
    }
    reading.values.retain(|(_, value)| !value.trim().is_empty());
    reading.values
}

struct Reading {
    values: Vec<(Held, String)>,
    has_company: bool,
}

impl Reading {
    fn field(&mut self, field: Field, value: String) {
        self.values.push((Held::Field(field), value));
    }

    fn note(&mut self, label: &str, value: &str) {
        if !value.trim().is_empty() {
            self.values.push((Held::Note, format!("{label}: {}", value.trim())));
        }
    }

    /// The name; that of a card of a company is the company's.
    fn named(&mut self, card: &VCard, name: Option<String>) {
        let Some(name) = name else { return };
        let company = texts(card, &VCardProperty::Org).find_map(|parts| parts.into_iter().next());
        let no_person = texts(card, &VCardProperty::N).flatten().all(|part| part.trim().is_empty());
        let is_company = is_of_kind(card, "org", &VCardKind::Org)
            || others(card, "X-ABSHOWAS").any(|shown| shown.eq_ignore_ascii_case("company"))
            || no_person && company.as_ref().is_some_and(|company| folded(company) == folded(&name));
        if !is_company {
            // Of what a name has besides, as "Dr.", nothing is lost.
            let shown = folded(&name);
            let rest =
                texts(card, &VCardProperty::N).flatten().filter(|part| !shown.contains(&folded(part.trim())));
            let rest: Vec<String> = rest.collect();
            self.note("N", &rest.join(" "));
            return self.values.push((Held::Field(Field::Name), name));
        }
        if company.is_none_or(|company| folded(&company) != folded(&name)) {
            self.has_company = true;
            self.field(Field::Company, name);
        }
    }

    fn entry(&mut self, card: &VCard, entry: &VCardEntry) {
        let parts = plain(entry);
        let text = parts.join(" ").trim().to_owned();
        let label = label(card, entry);
        let kind = label.to_lowercase();
        match &entry.name {
            VCardProperty::Fn | VCardProperty::N | VCardProperty::Adr => {}
            VCardProperty::Org => {
                let mut parts = parts.into_iter();
                let company = parts.next().unwrap_or_default();
                self.field(Field::Company, company);
                self.note("ORG", &parts.collect::<Vec<_>>().join(" "));
            }
            VCardProperty::Title => self.field(Field::Title, text),
            VCardProperty::Role if !has(card, &VCardProperty::Title) => self.field(Field::Title, text),
            VCardProperty::Email => self.field(Field::Email, text),
            VCardProperty::Tel if is(entry, &VCardType::Fax) => self.note("FAX", &text),
            VCardProperty::Tel if of_messenger(&kind).is_some() => self.messenger(&kind, &text),
            VCardProperty::Tel => self.field(Field::Phone, text),
            VCardProperty::Language | VCardProperty::Lang => self.field(Field::Language, text),
            VCardProperty::Note => self.values.push((Held::Note, text)),
            VCardProperty::Url if of_messenger(&kind).or_else(|| of_messenger(&text)).is_some() => {
                self.messenger(&kind, &text);
            }
            VCardProperty::Url => self.field(Field::Website, text),
            VCardProperty::Impp | VCardProperty::Socialprofile => self.messenger(&kind, &text),
            VCardProperty::Other(name) => self.other(&name.to_uppercase(), &kind, text),
            property if OF_PROGRAMS.contains(&property.as_str()) => {}
            property => self.note(property.as_str(), &text),
        }
        // The number by which WhatsApp knows a telephone.
        for param in entry.params.iter().filter(|param| param.name.as_str().eq_ignore_ascii_case("waid")) {
            if let VCardParameterValue::Text(number) = &param.value {
                self.field(Field::WhatsApp, format!("+{}", number.trim_start_matches('+')));
            }
        }
    }

    /// A property that is of one program only.
    fn other(&mut self, name: &str, kind: &str, text: String) {
        match name {
            "X-SOCIALPROFILE" => self.messenger(kind, &text),
            "X-WA-BIZ-NAME" if !self.has_company => {
                self.has_company = true;
                self.field(Field::Company, text);
            }
            name if OF_PROGRAMS.contains(&name) => {}
            name => match name.strip_prefix("X-") {
                Some(service) if MESSENGERS.contains(&service) => {
                    self.messenger(&service.to_lowercase(), &text)
                }
                _ => self.note(name, &text),
            },
        }
    }

    /// An address at a messenger or a network.
    fn messenger(&mut self, kind: &str, text: &str) {
        let bare = ["x-apple:", "whatsapp:", "wechat:", "weixin:", "sip:"]
            .iter()
            .find_map(|scheme| text.strip_prefix(scheme));
        let address = bare.unwrap_or(text).to_owned();
        match of_messenger(kind).or_else(|| of_messenger(text)) {
            Some(field) => self.field(field, address),
            None => self.note(if kind.is_empty() { "IMPP" } else { kind }, &address),
        }
    }
}

/// The name: as it is shown, else put together from its parts. A Chinese name that is shown in the Western order is put
/// together, too.
fn name(card: &VCard) -> Option<String> {
    let parts = texts(card, &VCardProperty::N).next().unwrap_or_default();
    // They stand in the order family, given, additional.
    let part = |at: usize| parts.get(at).map(|part| part.trim()).filter(|part| !part.is_empty());
    let given = [part(1), part(2)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let built = full_name(Some(given.as_str()).filter(|given| !given.is_empty()), part(0));
    let shown = texts(card, &VCardProperty::Fn).flatten().find(|text| !text.trim().is_empty());
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        letters.sort_unstable();
        letters
    };
    let is_western = |text: &str| text.chars().any(|c| !c.is_whitespace() && c < '\u{2e80}');
    match shown {
        Some(shown) if !is_western(&shown) && letters(&shown) == letters(&built) => Some(built),
        Some(shown) => Some(shown),
        None => Some(built).filter(|name| !name.is_empty()),
    }
}

/// What an entry is called: by the label that Apple gives its group, by its service, else by its type.
fn label(card: &VCard, entry: &VCardEntry) -> String {
    let of_group = entry.group.as_ref().and_then(|group| {
        let is_label = |other: &&VCardEntry| {
            other.group.as_ref() == Some(group) && other.name.as_str().eq_ignore_ascii_case("x-ablabel")
        };
        let label = card.entries.iter().find(is_label)?;
        // Apple's own labels stand between signs: `_$!<Work>!$_`.
        Some(plain(label).concat().trim_matches(['_', '$', '!', '<', '>']).to_owned())
    });
    let of_param = |name: &str| {
        entry.params.iter().find(|param| param.name.as_str().eq_ignore_ascii_case(name)).and_then(|param| {
            match &param.value {
                VCardParameterValue::Text(text) => Some(text.clone()),
                VCardParameterValue::Type(kind) => Some(kind.as_str().to_owned()),
                _ => None,
            }
        })
    };
    let label = of_group.filter(|label| !label.is_empty());
    label
        .or_else(|| of_param("x-service-type"))
        .or_else(|| of_param("service-type"))
        .or_else(|| of_param("type"))
        .unwrap_or_default()
}

fn has(card: &VCard, property: &VCardProperty) -> bool {
    texts(card, property).flatten().any(|text| !text.trim().is_empty())
}

/// Whether a card says of itself that it is of a kind.
fn is_of_kind(card: &VCard, word: &str, kind: &VCardKind) -> bool {
    let said =
        card.entries.iter().filter(|entry| entry.name == VCardProperty::Kind).flat_map(|entry| &entry.values);
    let mut said = said.map(|value| match value {
        VCardValue::Kind(said) => said == kind,
        VCardValue::Text(text) => text.trim().eq_ignore_ascii_case(word),
        _ => false,
    });
    said.any(|said| said)
        || others(card, "X-ADDRESSBOOKSERVER-KIND").any(|said| said.eq_ignore_ascii_case(word))
}

/// The values of a property that is no one's standard.
fn others(card: &VCard, name: &str) -> impl Iterator<Item = String> {
    let entries = card.entries.iter().filter(move |entry| entry.name.as_str().eq_ignore_ascii_case(name));
    entries.map(|entry| plain(entry).concat().trim().to_owned())
}

/// `TYPE=pref` of vCard 2.1 and 3.0, `PREF=1` of 4.0 (RFC 6350, section 5.3).
fn is_preferred(entry: &VCardEntry) -> bool {
    entry.params.iter().any(|param| {
        let is_pref = |text: &str| text.eq_ignore_ascii_case("pref");
        match &param.value {
            VCardParameterValue::Type(kind) => is_pref(kind.as_str()),
            VCardParameterValue::Integer(rank) => is_pref(param.name.as_str()) && *rank == 1,
            VCardParameterValue::Text(text) => is_pref(text) || is_pref(param.name.as_str()) && text == "1",
            _ => false,
        }
    })
}

fn is(entry: &VCardEntry, kind: &VCardType) -> bool {
    entry.params.iter().any(|param| param.value == VCardParameterValue::Type(kind.clone()))
}

/// The parts of each entry of a property.
fn texts(card: &VCard, property: &VCardProperty) -> impl Iterator<Item = Vec<String>> {
    card.entries.iter().filter(move |entry| entry.name == *property).map(plain)
}

fn plain(entry: &VCardEntry) -> Vec<String> {
    let values = entry.values.iter().flat_map(|value| match value {
        VCardValue::Text(text) => vec![text.trim_start_matches("tel:").to_owned()],
        VCardValue::Component(parts) => parts.clone(),
        VCardValue::Integer(number) => vec![number.to_string()],
        VCardValue::Float(number) => vec![number.to_string()],
        VCardValue::Boolean(yes) => vec![yes.to_string()],
        VCardValue::PartialDateTime(at) => {
            let parts = [at.year.map(u32::from), at.month.map(u32::from), at.day.map(u32::from)];
            vec![parts.into_iter().flatten().map(|part| format!("{part:02}")).collect::<Vec<_>>().join("-")]
        }
        VCardValue::Binary(_) | VCardValue::Sex(_) | VCardValue::GramGender(_) | VCardValue::Kind(_) => {
            Vec::new()
        }
    });
    values.collect()
}
