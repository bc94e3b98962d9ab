//! A signature or the text of a business card: line by line, by rules, offline.

use chrono::NaiveDate;

use super::{Draft, emails, has_legal_form};
use crate::country::Country;
use crate::field::{Field, is_linkedin, website};
use crate::phone::{Phone, looks_like_phone};
use crate::text::{clean, clean_lines};

/// Words before a number, in the languages of this trade; a fax is nobody's phone.
const PHONE_WORDS: &[&str] = &[
    "tel",
    "telephone",
    "telefon",
    "teléfono",
    "telefono",
    "téléphone",
    "telefone",
    "phone",
    "ph",
    "mobile",
    "mobil",
    "móvil",
    "movil",
    "mob",
    "portable",
    "celular",
    "cell",
    "handy",
    "t",
    "m",
    "p",
    "whatsapp",
    "wechat",
    "direct",
    "office",
    "电话",
    "手机",
    "联系电话",
    "座机",
];
const FAX_WORDS: &[&str] = &["fax", "telefax", "f", "传真", "télécopie"];

/// Words of a job title.
const TITLE_WORDS: &[&str] = &[
    "manager",
    "director",
    "buyer",
    "purchas",
    "procurement",
    "sourcing",
    "sales",
    "ceo",
    "cto",
    "coo",
    "president",
    "owner",
    "founder",
    "engineer",
    "head of",
    "chief",
    "assistant",
    "partner",
    "executive",
    "specialist",
    "supervisor",
    "einkauf",
    "leiter",
    "geschäftsführer",
    "vertrieb",
    "directeur",
    "directrice",
    "acheteur",
    "gerente",
    "jefe",
    "compras",
    "comprador",
    "diretor",
    "responsabile",
    "acquisti",
    "经理",
    "总监",
    "采购",
    "主管",
    "总裁",
    "工程师",
    "董事",
    "总经理",
    "业务",
    "销售",
    "老板",
    "创始人",
    "主任",
];

/// Whether a text looks like a signature, a business card or a vCard, rather than a remark.
pub fn looks_like_card(text: &str) -> bool {
    if text.to_uppercase().contains("BEGIN:VCARD") {
        return true;
    }
    let lines = clean_lines(text).lines().count();
    let has_email = emails(text).next().is_some();
    let has_phone = text.lines().any(|line| phone_of(line).is_some());
    match lines {
        0 | 1 => has_email && text.split([',', '，', ';', '；', '|']).count() >= 3,
        2 => has_email || (has_phone && text.lines().any(has_legal_form)),
        _ => has_email || has_phone,
    }
}

/// Reads a signature, a business card's text or a vCard; `None` where neither a name nor a company is found.
pub fn parse_card(text: &str, today: NaiveDate) -> Option<Draft> {
    if text.to_uppercase().contains("BEGIN:VCARD") {
        return super::parse_vcard(text, today).into_iter().next();
    }
    if clean_lines(text).lines().count() <= 1 {
        return super::parse_add(text, today).ok();
    }
    let mut draft = Draft::default();
    let profile = &mut draft.profile;
    profile.email = emails(text).next();
    let mut rest = Vec::new();
    let mut phones = Vec::new();
    for line in text.lines().flat_map(|line| line.split(['|', '｜', '•', '·'])).map(clean) {
        if line.is_empty() || line.contains('@') {
            continue;
        }
        if let Some((word, phone)) = phone_of(&line) {
            if !FAX_WORDS.contains(&word.as_str()) {
                phones.push(phone);
            }
            continue;
        }
        let address = line.split_whitespace().find(|word| website(word.trim_start_matches("Web:")).is_some());
        match address {
            Some(address) if is_linkedin(address) => profile.linkedin = Some(address.to_owned()),
            Some(address) => profile.website = Some(address.to_owned()),
            None => rest.push(line),
        }
    }
    rest.retain(|line| {
        let country = country_at_end(line);
        if profile.country.is_none() && country.is_some() {
            profile.country = country;
            // An address line holds the country and is none of the fields.
            return false;
        }
        true
    });
    for phone in phones {
        let read = Phone::parse(&phone, profile.country);
        match (&profile.phone, read) {
            (None, Some(phone)) => profile.phone = Some(phone),
            (_, Some(phone)) => draft.leftover.push(phone.as_str().to_owned()),
            (_, None) => {}
        }
    }
    if profile.country.is_none() {
        profile.country = profile.phone.as_ref().and_then(Phone::country);
    }
    assign(&mut draft, rest, today);
    (draft.profile.name.is_some() || draft.profile.company.is_some()).then_some(draft)
}

/// The lines that are left: the company by its legal form or by the domain, the title by its words, the name as the
/// first that could be one.
fn assign(draft: &mut Draft, rest: Vec<String>, today: NaiveDate) {
    let domain = draft.profile.email.as_ref().and_then(|email| email.company_domain());
    let brand = domain.as_deref().and_then(|domain| domain.split('.').next()).unwrap_or_default().to_owned();
    let profile = &mut draft.profile;
    for line in rest {
        let key = crate::duplicate::company_key(&line);
        let branded = brand.len() > 2 && key.contains(&brand);
        // A line may name its field: "公司：…", "Position: …".
        let labelled =
            line.split_once([':', '：']).and_then(|(label, value)| Some((Field::parse(label)?, value)));
        if let Some((field, value)) = labelled
            && field.get(profile).is_none()
            && field.set(profile, Some(value), today).is_ok()
        {
            continue;
        }
        if profile.company.is_none() && (has_legal_form(&line) || (branded && profile.name.is_some())) {
            profile.company = Some(line);
        } else if profile.title.is_none() && is_title(&line) {
            profile.title = Some(line);
        } else if profile.name.is_none() && could_be_name(&line) {
            profile.name = Some(line);
        } else if profile.company.is_none() && branded {
            profile.company = Some(line);
        }
    }
}

fn is_title(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.chars().count() <= 80 && TITLE_WORDS.iter().any(|word| lower.contains(word))
}

/// Two to four words without digits, or two to four Chinese characters.
fn could_be_name(line: &str) -> bool {
    const GREETINGS: &[&str] = &[
        "best regards",
        "kind regards",
        "regards",
        "mit freundlichen grüßen",
        "cordialement",
        "saludos",
        "thanks",
        "此致",
        "敬礼",
    ];
    let lower = line.to_lowercase();
    let words = line.split_whitespace().count();
    let han = line.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let length = line.chars().count();
    !GREETINGS.iter().any(|greeting| lower.starts_with(greeting))
        && !line.chars().any(|c| c.is_ascii_digit() || matches!(c, ':' | '：' | '!' | '?' | '？'))
        && if han { (2..=4).contains(&length) } else { (1..=5).contains(&words) && length <= 50 }
}

/// The number of a line and, in lower case, the word before it.
fn phone_of(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let start = line.find(|c: char| c.is_ascii_digit() || c == '+' || c == '(')?;
    let (word, number) = line.split_at(start);
    let word = word.trim().trim_end_matches([':', '：', '.', '/']).trim().to_lowercase();
    let known = word.is_empty() || PHONE_WORDS.contains(&word.as_str()) || FAX_WORDS.contains(&word.as_str());
    (known && looks_like_phone(number)).then(|| (word, number.trim().to_owned()))
}

/// "Lichtstr. 5, 10115 Berlin, Germany": the country at the end of a line.
fn country_at_end(line: &str) -> Option<Country> {
    let last = line.rsplit([',', '，', '-', '·']).next().unwrap_or(line).trim();
    let short = last.len() <= 3 && !last.chars().all(|c| c.is_ascii_uppercase());
    if short && last.is_ascii() { None } else { Country::parse(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    #[test]
    fn a_signature_becomes_a_draft() {
        for (text, name, company, title, email, phone, country) in [
            (
                "Best regards,\nAnna Schmidt\nHead of Purchasing\nLumen GmbH\nLichtstr. 5, 10115 Berlin, Germany\nTel: +49 30 123456\nFax: +49 30 123457\nanna@lumen.de\nwww.lumen.de",
                "Anna Schmidt",
                "Lumen GmbH",
                "Head of Purchasing",
                "anna@lumen.de",
                "+4930123456",
                "DE",
            ),
            (
                "王芳\n采购经理\n深圳明辉照明有限公司\n手机：138 0013 8000\nwang@minghui.cn\n中国",
                "王芳",
                "深圳明辉照明有限公司",
                "采购经理",
                "wang@minghui.cn",
                "+8613800138000",
                "CN",
            ),
        ] {
            assert!(looks_like_card(text), "{text}");
            let profile = parse_card(text, TODAY).unwrap().profile;
            assert_eq!(profile.name.as_deref(), Some(name));
            assert_eq!(profile.company.as_deref(), Some(company));
            assert_eq!(profile.title.as_deref(), Some(title));
            assert_eq!(profile.email.unwrap().as_str(), email);
            assert_eq!(profile.phone.unwrap().as_str(), phone);
            assert_eq!(profile.country.unwrap().code(), country);
        }
    }

    #[test]
    fn a_remark_is_no_card() {
        for text in [
            "hello",
            "she wants 500 pcs by Friday",
            "call me at 5",
            "我明天去深圳",
            "write to anna@lumen.de please",
            "",
        ] {
            assert!(!looks_like_card(text), "{text}");
        }
    }
}
