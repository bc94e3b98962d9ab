//! The foot of a mail: who writes, the postal address, and how to opt out, in the language of the mail.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::text::clean;
use crate::vocabulary::{Country, MailLang};

struct Lines {
    word: &'static str,
    by_answer: &'static str,
    by_link: &'static str,
}

static TABLE: LazyLock<BTreeMap<MailLang, Lines>> = LazyLock::new(|| {
    let lines = include_str!("../../data/mail/foot.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| {
        let columns: Vec<&'static str> = line.split('\t').collect();
        let [lang, word, by_answer, by_link] = columns[..] else { return None };
        Some((MailLang::parse(lang)?, Lines { word, by_answer, by_link }))
    });
    rows.collect()
});

/// The language to write to somebody: the one that the book says, else that of their country, else English.
pub fn mail_lang(language: Option<&str>, country: Option<Country>) -> MailLang {
    let said = language.and_then(MailLang::parse);
    said.unwrap_or_else(|| match country.map(|country| country.code()) {
        Some("CN" | "TW" | "HK" | "MO") => MailLang::Zh,
        Some("DE" | "AT" | "LI") => MailLang::De,
        Some("FR" | "MC") => MailLang::Fr,
        Some(
            "ES" | "AR" | "BO" | "CL" | "CO" | "CR" | "CU" | "DO" | "EC" | "GT" | "HN" | "MX" | "NI" | "PA"
            | "PE" | "PY" | "SV" | "UY" | "VE",
        ) => MailLang::Es,
        Some("PT" | "BR" | "AO" | "MZ") => MailLang::Pt,
        Some("IT" | "SM") => MailLang::It,
        Some("RU" | "BY" | "KZ") => MailLang::Ru,
        _ => MailLang::En,
    })
}

/// The word in an answer that opts out, as the foot asks for it.
pub fn opt_out_word(lang: MailLang) -> &'static str {
    TABLE.get(&lang).map_or("unsubscribe", |lines| lines.word)
}

/// The page on which the reader of a mail opts out.
pub fn opt_out_link(public_url: &str, token: &str) -> String {
    format!("{public_url}/u/{token}")
}

/// The subject of a mail by which the reader of a mail opts out.
pub fn opt_out_subject(token: &str) -> String {
    format!("unsubscribe-{token}")
}

/// A text with its foot.
pub fn with_foot(body: &str, foot: &str) -> String {
    format!("{}\n\n{foot}", body.trim_end())
}

/// The foot. `link` is the public page on which one opts out; without it an answer does.
pub fn foot(lang: MailLang, company: &str, address: &str, link: Option<&str>) -> String {
    let opt_out = TABLE.get(&lang).map(|lines| match link {
        Some(link) => lines.by_link.replace("{link}", link),
        None => lines.by_answer.replace("{word}", lines.word),
    });
    let who = [clean(company), clean(address)];
    let who: Vec<String> = who.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n{}", who.join(" · "), opt_out.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_foot() {
        for lang in MailLang::ALL {
            let lines = TABLE.get(lang).unwrap();
            assert!(lines.by_answer.contains("{word}") && lines.by_link.contains("{link}"), "{lang:?}");
            let by_answer = foot(*lang, "Liangtu", "8 Nanshan Rd,\nShenzhen", None);
            assert!(by_answer.starts_with("Liangtu · 8 Nanshan Rd, Shenzhen\n"), "{by_answer}");
            assert!(by_answer.contains(opt_out_word(*lang)) && !by_answer.contains('{'), "{by_answer}");
            let by_link = foot(*lang, "Liangtu", "Shenzhen", Some("https://x.cn/u/1"));
            assert!(by_link.ends_with("https://x.cn/u/1"), "{by_link}");
        }
    }

    #[test]
    fn the_language_follows_the_person_then_the_country() {
        for (language, country, want) in [
            (Some("German"), "US", MailLang::De),
            (Some("中文"), "DE", MailLang::Zh),
            (Some("Klingon"), "DE", MailLang::De),
            (None, "BR", MailLang::Pt),
            (None, "MX", MailLang::Es),
            (None, "CH", MailLang::En),
            (None, "", MailLang::En),
        ] {
            assert_eq!(mail_lang(language, Country::parse(country)), want, "{language:?} {country}");
        }
    }
}
