//! When two names are the same (查重): companies without case, punctuation and legal form; people in either order.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{folded, is_han};

/// Legal forms as they stand at the end of a name, folded, without dots and spaces: `S.p.A.` is `spa`.
static FORMS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../data/legal_forms.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Legal forms in Chinese and Japanese, where they are part of the same word; the longest first.
const HAN_FORMS: &[&str] = &[
    "集团股份有限公司",
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限会社",
    "株式会社",
    "集团公司",
    "股份公司",
    "有限公司",
    "公司",
    "集团",
];

/// Legal forms before the name, and words without meaning for the comparison.
const BEFORE: &[&str] =
    &["pt", "cv", "ooo", "oao", "zao", "pao", "uab", "sia", "firma", "the", "ооо", "оао", "зао", "тов"];

/// Words that join: "Licht & Form" is "Licht und Form".
const JOINING: &[&str] = &["and", "und", "et", "och", "og", "y", "e", "en", "ve"];

/// Provinces and cities that a Chinese company's name begins with, by its registration.
static PLACES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut places: Vec<&str> = include_str!("../data/chinese_places.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect();
    places.sort_by_key(|place| std::cmp::Reverse(place.len()));
    places
});

/// The key by which two companies are compared (docs/product.md, rule 8.4): without case, accents, width, punctuation,
/// joining words and legal form; in Chinese also without the city of registration.
pub fn company_key(company: &str) -> String {
    let mut words = words(company);
    words.truncate(words.len() - form(&words));
    while words.len() > 1 && BEFORE.contains(&words[0].as_str()) {
        words.remove(0);
    }
    let last = words.len().saturating_sub(1);
    let inside = |at: usize| at > 0 && at < last;
    let said =
        words.iter().enumerate().filter(|(at, word)| !(inside(*at) && JOINING.contains(&word.as_str())));
    let name: String = said.flat_map(|(_, word)| german(word)).collect();
    let key = if name.chars().any(is_han) { chinese(&name).to_owned() } else { name };
    if key.is_empty() { self::words(company).concat() } else { key }
}

/// How many words at the end are legal forms. At least one word of the name remains.
fn form(words: &[String]) -> usize {
    let mut left = words;
    while let Some(count) = (1..=5)
        .rev()
        .find(|count| left.len() > *count && FORMS.contains(left[left.len() - count..].concat().as_str()))
    {
        left = &left[..left.len() - count];
    }
    words.len() - left.len()
}

/// A company as one says it: "Lumen GmbH" is Lumen, "亮途科技有限公司" is 亮途科技.
pub fn without_form(company: &str) -> String {
    let company = company.trim();
    if let Some(bare) = HAN_FORMS.iter().find_map(|form| company.strip_suffix(form)) {
        return if bare.is_empty() { company } else { bare }.to_owned();
    }
    if !has_legal_form(company) {
        return company.to_owned();
    }
    let spoken: Vec<&str> = company.split_whitespace().collect();
    let forms = (1..spoken.len()).rev().find(|count| {
        let end = words(&spoken[spoken.len() - count..].join(" "));
        !end.is_empty() && form(&[vec!["x".to_owned()], end.clone()].concat()) == end.len()
    });
    let kept = spoken[..spoken.len() - forms.unwrap_or_default()].join(" ");
    kept.trim_end_matches([',', ' ', '&', '-']).to_owned()
}

/// Whether a name ends in a legal form: only a company has one. Two letters ("AG", "SA") must be written so: "as"
/// is a word.
pub fn has_legal_form(name: &str) -> bool {
    if name.chars().any(is_han) {
        let name: String = folded(name).chars().filter(|c| c.is_alphanumeric()).collect();
        let bare = HAN_FORMS.iter().find_map(|form| name.strip_suffix(form).or(name.strip_prefix(form)));
        return bare.is_some_and(|bare| !bare.is_empty());
    }
    let words = words(name);
    let forms = words[words.len() - form(&words)..].concat();
    let written = name.split_whitespace().next_back().unwrap_or_default();
    let capitals = written.chars().any(char::is_uppercase) && !written.chars().any(char::is_lowercase);
    forms.len() > 3
        || matches!(
            forms.as_str(),
            "ltd"
                | "llc"
                | "inc"
                | "plc"
                | "lda"
                | "spa"
                | "srl"
                | "sas"
                | "llp"
                | "ohg"
                | "doo"
                | "sro"
                | "kft"
                | "aps"
                | "eood"
        )
        || (!forms.is_empty() && (capitals || written.contains('.')))
}

/// A Chinese name without its form at the end and its city at the beginning; a name that is nothing else stays.
fn chinese(name: &str) -> &str {
    let form = HAN_FORMS.iter().find_map(|form| name.strip_suffix(form));
    let before = HAN_FORMS.iter().find_map(|form| name.strip_prefix(form));
    let mut key = form.or(before).filter(|rest| !rest.is_empty()).unwrap_or(name);
    // "广东省深圳市亮途": the province, then the city; what is left must still be a name.
    while let Some(rest) = PLACES.iter().find_map(|place| key.strip_prefix(place)) {
        let rest = rest.strip_prefix(['省', '市', '县', '区']).unwrap_or(rest);
        if rest.chars().count() < 2 {
            break;
        }
        key = rest;
    }
    key
}

/// The key by which two people are compared (docs/product.md, rule 8.4): names in either order, without titles, accents
/// and initials.
pub fn person_key(name: &str) -> String {
    const TITLES: &[&str] = &[
        "mr", "mrs", "ms", "miss", "dr", "prof", "ing", "dipl", "eng", "mba", "phd", "herr", "frau",
        "monsieur", "madame", "mme", "sr", "sra", "srta", "dott", "don", "先生", "女士", "小姐",
    ];
    let mut words = words(name);
    if words.len() > 1 {
        words.retain(|word| !TITLES.contains(&word.as_str()));
    }
    if words.iter().filter(|word| word.chars().count() > 1).count() > 1 {
        words.retain(|word| word.chars().count() > 1 || word.chars().all(is_han));
    }
    if words.iter().flat_map(|word| word.chars()).all(is_han) {
        // A Chinese name has one order, so only the spaces are removed.
        let name = words.concat();
        let bare = ["先生", "女士", "小姐"].iter().find_map(|title| name.strip_suffix(title));
        return bare.filter(|bare| !bare.is_empty()).unwrap_or(&name).to_owned();
    }
    let mut words: Vec<String> = words.iter().map(|word| german(word).collect()).collect();
    words.sort();
    words.join(" ")
}

/// "Mueller" is "Müller", which is folded to "muller".
fn german(word: &str) -> impl Iterator<Item = char> {
    let mut letters = word.chars().peekable();
    std::iter::from_fn(move || {
        let letter = letters.next()?;
        let second = match letter {
            'a' | 'o' | 'u' => 'e',
            's' => 's',
            _ => return Some(letter),
        };
        letters.next_if_eq(&second);
        Some(letter)
    })
}

/// The words of a name, folded; a dot inside (`S.r.l.`, `B.V.`) joins, everything else that is no letter parts.
fn words(name: &str) -> Vec<String> {
    let joins = |c: char| matches!(c, '.' | '\'' | '’' | '`');
    let name = folded(name);
    let words = name.split(|c: char| !c.is_alphanumeric() && !joins(c)).map(|word| word.replace(joins, ""));
    words.filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn companies_compare_without_case_punctuation_and_legal_form() {
        for same in [
            &["Lumen GmbH", "LUMEN gmbh", "Lumen GmbH & Co. KG", "Lumen", "lumen, Ltd."][..],
            &[
                "Shenzhen Bright Co., Ltd.",
                "shenzhen bright co ltd",
                "Shenzhen Bright Company Limited",
                "Shenzhen  Bright",
            ],
            &["Luce S.r.l.", "Luce SRL", "luce"],
            &["深圳亮途照明有限公司", "深圳亮途照明", "深圳亮途照明股份有限公司"],
            &["Van Dijk B.V.", "Van Dijk BV"],
            &["Licht & Form GmbH", "Licht und Form", "LICHT AND FORM Ltd"],
            &["Müller Leuchten e.K.", "Mueller Leuchten", "MULLER LEUCHTEN GMBH"],
            &["深圳市亮途照明有限公司", "亮途照明", "广东省深圳市亮途照明股份有限公司"],
            &["Ｓｈｅｎｚｈｅｎ Ｂｒｉｇｈｔ Ｃｏ．，Ｌｔｄ．", "Shenzhen Bright"],
            &["Eléctrica del Norte S.A. de C.V.", "ELECTRICA DEL NORTE"],
            &["Yıldız Aydınlatma San. ve Tic. Ltd. Şti.", "Yildiz Aydinlatma"],
            &["Światło Sp. z o.o.", "Swiatlo"],
            &["PT Cahaya Indah", "Cahaya Indah Tbk"],
            &["Ubuntu Lighting (Pty) Ltd", "Ubuntu Lighting Pvt. Ltd."],
            &["株式会社光", "光株式会社"],
        ] {
            for name in same {
                assert_eq!(company_key(name), company_key(same[0]), "{name}");
            }
        }
        assert_ne!(company_key("Lumen"), company_key("Lumina"));
        assert_ne!(company_key("深圳照明有限公司"), company_key("广州电器有限公司"));
        assert_eq!(company_key("北京公司"), "北京");
        assert_eq!(company_key("AG"), "ag");
        assert_eq!(company_key("有限公司"), "有限公司");
        assert!(!company_key("& Co.").is_empty());
    }

    #[test]
    fn people_compare_in_either_order() {
        assert_eq!(person_key("Schmidt, Anna"), person_key("anna schmidt"));
        assert_eq!(person_key("Dr. Anna Schmidt"), person_key("Anna Schmidt"));
        for same in [
            &["José García", "GARCIA, Jose", "Sr. José García"][..],
            &["Jürgen Müller", "Mueller, Juergen", "Jürgen K. Müller"],
            &["王芳", "王 芳", "王芳女士", "王芳 女士"],
        ] {
            for name in same {
                assert_eq!(person_key(name), person_key(same[0]), "{name}");
            }
        }
        assert_ne!(person_key("Anna Schmidt"), person_key("Anna Schmitt"));
        assert_ne!(person_key("王芳"), person_key("王方"));
    }
}
