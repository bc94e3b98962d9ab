//! What a QR code says: a whole card (vCard, MeCard, BizCard), or one way to reach somebody.

use chrono::NaiveDate;
use percent_encoding::percent_decode_str;

use crate::phone::looks_like_phone;
use crate::read::Draft;
use crate::read::field::{is_linkedin, website};
use crate::read::signature::{looks_like_card, parse_card};
use crate::read::vcard::parse_vcard;
use crate::text::{clean, full_name};
use crate::vocabulary::{Country, Field};

/// The longest text of a code that is kept as a note, in characters.
const LONGEST_NOTE: usize = 300;

/// What a code says, as a draft, which may have neither a name nor a company; `None`: nothing of a person.
pub fn read_code(text: &str, today: NaiveDate) -> Option<Draft> {
    let text = text.trim();
    if text.to_uppercase().contains("BEGIN:VCARD") {
        return parse_vcard(text, today).into_iter().next();
    }
    let draft = match split_scheme(text) {
        Some(("mecard", rest)) => card(rest, mecard_field, today),
        Some(("bizcard", rest)) => bizcard(rest, today),
        Some(("matmsg", rest)) => card(rest, |key| (key == "TO").then_some(Field::Email), today),
        Some(("mailto", rest)) => {
            one(Field::Email, &unescaped(rest.split('?').next().unwrap_or_default()), today)
        }
        Some(("smtp", rest)) => one(Field::Email, rest.split(':').next().unwrap_or_default(), today),
        Some(("tel", rest)) => {
            one(Field::Phone, &unescaped(rest.split([';', '?']).next().unwrap_or_default()), today)
        }
        Some(("sms" | "smsto", rest)) => {
            one(Field::Phone, &unescaped(rest.split([':', '?', ';']).next().unwrap_or_default()), today)
        }
        // Of no use to whoever writes to people: a network, a place, an appointment, a payment.
        Some(("wifi" | "geo" | "begin" | "wxp" | "bitcoin" | "otpauth", _)) => Draft::default(),
        _ => address(text, today),
    };
    draft.says_something().then_some(draft)
}

/// The scheme in small letters, and what follows its colon.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    const KNOWN: &[&str] = &[
        "mecard", "bizcard", "matmsg", "mailto", "smtp", "tel", "sms", "smsto", "wifi", "geo", "begin",
        "wxp", "bitcoin", "otpauth",
    ];
    let (scheme, rest) = text.split_once(':')?;
    let known = KNOWN.iter().find(|known| scheme.trim().eq_ignore_ascii_case(known))?;
    Some((known, rest))
}

/// An address of the web or of a messenger, or a plain text.
fn address(text: &str, today: NaiveDate) -> Draft {
    if let Some(wechat) = wechat(text) {
        return one(Field::WeChat, wechat, today);
    }
    for field in [Field::WhatsApp, Field::LinkedIn, Field::Website, Field::Email, Field::Phone] {
        let is_such = match field {
            Field::WhatsApp => is_whatsapp(text),
            Field::LinkedIn => is_linkedin(text),
            Field::Website => website(text).is_some(),
            Field::Email => text.contains('@') && !text.contains(char::is_whitespace),
            _ => looks_like_phone(text),
        };
        if is_such {
            return one(field, text, today);
        }
    }
    match parse_card(text, today) {
        Ok(draft) if looks_like_card(text) => draft,
        _ => note(text),
    }
}

fn is_whatsapp(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest).to_lowercase();
    text.to_lowercase().starts_with("whatsapp://")
        || ["wa.me/", "www.wa.me/", "api.whatsapp.com/", "www.whatsapp.com/", "chat.whatsapp.com/"]
            .iter()
            .any(|known| host.starts_with(known))
}

/// The WeChat ID that a link names; where it names none, the link itself, which opens the person there.
fn wechat(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    for start in ["weixin://contacts/profile/", "weixin://dl/chat?", "wechat://dl/chat?"] {
        if lower.starts_with(start) {
            return text.get(start.len()..).filter(|id| !id.is_empty());
        }
    }
    let host = lower.split_once("://").map_or(lower.as_str(), |(_, rest)| rest);
    let links = ["u.wechat.com", "weixin.qq.com/", "work.weixin.qq.com/"];
    let opens = links.iter().any(|known| host.starts_with(known));
    (opens || lower.starts_with("weixin://") || lower.starts_with("wechat://")).then_some(text)
}

fn mecard_field(key: &str) -> Option<Field> {
    Some(match key {
        "N" => Field::Name,
        "ORG" | "COMPANY" => Field::Company,
        "TITLE" | "TIL" => Field::Title,
        "TEL" | "TEL-AV" | "CELL" | "MOBILE" => Field::Phone,
        "EMAIL" => Field::Email,
        "URL" => Field::Website,
        "WHATSAPP" | "X-WHATSAPP" => Field::WhatsApp,
        "WECHAT" | "X-WECHAT" | "X-WEIXIN" => Field::WeChat,
        "LINKEDIN" | "X-LINKEDIN" => Field::LinkedIn,
        "ADR" => Field::Country,
        _ => return None,
    })
}

/// A MeCard, and what is written like one: `KEY:value;` and so on.
fn card(text: &str, field_of: impl Fn(&str) -> Option<Field>, today: NaiveDate) -> Draft {
    let mut draft = Draft::default();
    let mut pairs = pairs(text);
    // The country decides how a number reads.
    pairs.sort_by_key(|(key, _)| key != "ADR");
    for (key, value) in pairs {
        match field_of(&key) {
            Some(Field::Name) => {
                let name = match value.split_once(',') {
                    Some((family, given)) => full_name(Some(given.trim()), Some(family.trim())),
                    None => value,
                };
                put(&mut draft, Field::Name, &name, today);
            }
            Some(Field::Country) => {
                let last = value.split(',').rev().map(str::trim).find_map(Country::parse);
                draft.profile.country = draft.profile.country.or(last);
            }
            Some(field) => put(&mut draft, field, &value, today),
            None if key == "NOTE" || key == "MEMO" => draft.leftover.extend(note(&value).leftover),
            None => {}
        }
    }
    draft
}

/// `N:Anna;X:Schmidt;T:Buyer;C:Lumen;B:+49…;E:anna@lumen.de;;`: given name and family name stand apart.
fn bizcard(text: &str, today: NaiveDate) -> Draft {
    let pairs = pairs(text);
    let value = |wanted: &str| pairs.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str());
    let mut draft = Draft::default();
    draft.profile.country =
        value("A").and_then(|place| place.split(',').rev().map(str::trim).find_map(Country::parse));
    put(&mut draft, Field::Name, &full_name(value("N"), value("X")), today);
    for (key, field) in [
        ("C", Field::Company),
        ("T", Field::Title),
        ("E", Field::Email),
        ("B", Field::Phone),
        ("M", Field::Phone),
    ] {
        put(&mut draft, field, value(key).unwrap_or_default(), today);
    }
    draft
}

/// The keys and values of a MeCard; a backslash takes the meaning from what follows it.
fn pairs(text: &str) -> Vec<(String, String)> {
    let (mut pairs, mut piece, mut key) = (Vec::new(), String::new(), None);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => piece.extend(letters.next()),
            ':' if key.is_none() => key = Some(std::mem::take(&mut piece).trim().to_uppercase()),
            ';' | '\n' => {
                let value = clean(&std::mem::take(&mut piece));
                pairs.extend(key.take().filter(|_| !value.is_empty()).map(|key: String| (key, value)));
            }
            _ => piece.push(letter),
        }
    }
    pairs.extend(key.map(|key| (key, clean(&piece))).filter(|(_, value)| !value.is_empty()));
    pairs
}

fn one(field: Field, value: &str, today: NaiveDate) -> Draft {
    let mut draft = Draft::default();
    put(&mut draft, field, value, today);
    draft
}

/// Sets a field; what it does not take, and a second value, is kept as a note.
fn put(draft: &mut Draft, field: Field, value: &str, today: NaiveDate) {
    let value = value.trim();
    if value.is_empty() {
        return;
    }
    let taken = match field.get(&draft.profile) {
        None => field.take(&mut draft.profile, value, today).ok(),
        Some(_) => None,
    };
    draft.leftover.extend(taken.unwrap_or_else(|| note(value).leftover));
}

fn note(text: &str) -> Draft {
    let text: String = clean(text).chars().take(LONGEST_NOTE).collect();
    Draft { leftover: (!text.is_empty()).then_some(text).into_iter().collect(), ..Draft::default() }
}

/// `%40` and its like.
fn unescaped(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    /// The fields that are set, each as it is written.
    fn read(text: &str) -> Vec<(Field, String)> {
        let profile = read_code(text, TODAY).unwrap_or_default().profile;
        Field::ALL.iter().filter_map(|field| Some((*field, field.get(&profile)?))).collect()
    }

    #[test]
    fn a_code_is_one_way_to_reach_somebody() {
        for (text, field, value) in [
            ("https://wa.me/4930123456", Field::WhatsApp, "+4930123456"),
            ("https://api.whatsapp.com/send?phone=4930123456&text=hi", Field::WhatsApp, "+4930123456"),
            ("https://u.wechat.com/kK9AbC", Field::WeChat, "https://u.wechat.com/kK9AbC"),
            ("https://u.wechat.com", Field::WeChat, "https://u.wechat.com"),
            ("weixin://contacts/profile/wx_fang", Field::WeChat, "wx_fang"),
            ("weixin://dl/business/?t=x", Field::WeChat, "weixin://dl/business/?t=x"),
            (
                "https://www.linkedin.com/in/anna-schmidt",
                Field::LinkedIn,
                "https://www.linkedin.com/in/anna-schmidt",
            ),
            ("mailto:anna%40lumen.de?subject=Hi", Field::Email, "anna@lumen.de"),
            ("MAILTO:anna@lumen.de", Field::Email, "anna@lumen.de"),
            ("MATMSG:TO:anna@lumen.de;SUB:Hi;BODY:x;;", Field::Email, "anna@lumen.de"),
            ("anna@lumen.de", Field::Email, "anna@lumen.de"),
            ("tel:+49-30-123456", Field::Phone, "+4930123456"),
            ("SMSTO:+4930123456:hello", Field::Phone, "+4930123456"),
            ("+49 30 123456", Field::Phone, "+4930123456"),
            ("https://lumen.de/anna", Field::Website, "https://lumen.de/anna"),
            ("www.lumen.de", Field::Website, "www.lumen.de"),
        ] {
            assert_eq!(read(text), [(field, value.to_owned())], "{text}");
        }
    }

    #[test]
    fn a_code_is_a_whole_card() {
        let cards = [
            "MECARD:N:Schmidt,Anna;ORG:Lumen GmbH;TITLE:Buyer;TEL:+49 30 123456;EMAIL:anna@lumen.de;URL:https\\://lumen.de;ADR:Berlin,Germany;;",
            "mecard:n:Anna Schmidt;org:Lumen GmbH;title:Buyer;tel:+49 30 123456;email:anna@lumen.de;url:https://lumen.de;adr:Germany",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Schmidt\r\nORG:Lumen GmbH\r\nTITLE:Buyer\r\nTEL:+49 30 123456\r\nEMAIL:anna@lumen.de\r\nURL:https://lumen.de\r\nADR:;;;;;;Germany\r\nEND:VCARD",
        ];
        for text in cards {
            let want = [
                (Field::Name, "Anna Schmidt"),
                (Field::Company, "Lumen GmbH"),
                (Field::Title, "Buyer"),
                (Field::Email, "anna@lumen.de"),
                (Field::Phone, "+4930123456"),
                (Field::Country, "DE"),
                (Field::Website, "https://lumen.de"),
            ];
            assert_eq!(read(text), want.map(|(field, value)| (field, value.to_owned())), "{text}");
        }
        let biz =
            "BIZCARD:N:Anna;X:Schmidt;T:Buyer;C:Lumen GmbH;A:Berlin, Germany;B:+4930123456;E:anna@lumen.de;;";
        let profile = read_code(biz, TODAY).unwrap().profile;
        assert_eq!(profile.name.as_deref(), Some("Anna Schmidt"));
        assert_eq!(profile.country, Country::parse("DE"));
        assert_eq!(profile.company.as_deref(), Some("Lumen GmbH"));
        assert_eq!(read("MECARD:N:王,芳;TEL:13800138000;;")[0], (Field::Name, "王芳".to_owned()));
    }

    #[test]
    fn what_no_field_takes_is_a_note_and_what_is_of_no_person_nothing() {
        let note = |text| read_code(text, TODAY).unwrap().leftover;
        assert_eq!(note("hall 5, stand B12"), ["hall 5, stand B12"]);
        assert_eq!(
            note("MECARD:N:A;TEL:+4930123456;TEL:+4930123457;NOTE:likes red;;"),
            ["+4930123457", "likes red"]
        );
        assert_eq!(note("https://wa.me/qr/ABCDEF"), ["https://wa.me/qr/ABCDEF"]);
        for text in ["WIFI:S:fair;T:WPA;P:secret;;", "geo:52.5,13.4", "", "  "] {
            assert_eq!(read_code(text, TODAY), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,60}|(MECARD|BIZCARD|tel|mailto|weixin|https|BEGIN):[A-Z:;\\\\,%/ü王 .0-9]{0,60}") {
            let _ = read_code(&text, TODAY);
        }
    }
}
