//! When two names are the same (查重): companies without case, punctuation and legal form; people in either order.

use unicode_normalization::UnicodeNormalization as _;

/// Legal forms as they stand at the end of a name, without dots and spaces.
const FORMS: &[&str] = &[
    "gmbhcokg",
    "gmbhundcokg",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "ohg",
    "ug",
    "coltd",
    "companylimited",
    "limited",
    "ltda",
    "ltd",
    "llc",
    "llp",
    "lp",
    "plc",
    "inc",
    "incorporated",
    "corporation",
    "corp",
    "company",
    "co",
    "sarl",
    "sas",
    "sasu",
    "sa",
    "srl",
    "srls",
    "spa",
    "sl",
    "slu",
    "bv",
    "nv",
    "vof",
    "ab",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "ehf",
    "ptyltd",
    "pty",
    "pvtltd",
    "pvt",
    "pte",
    "pteltd",
    "lda",
    "kft",
    "zrt",
    "spzoo",
    "sro",
    "doo",
    "ooo",
    "zao",
    "tic",
    "ltdsti",
    "anonimsirketi",
    "sdnbhd",
    "bhd",
    "kk",
    "有限责任公司",
    "集团股份有限公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "集团公司",
    "公司",
    "株式会社",
];

/// By this two companies are compared.
pub fn company_key(name: &str) -> String {
    let full: String = folded(name).filter(|c| c.is_alphanumeric()).collect();
    let mut words: Vec<String> = words(name);
    // Legal forms are taken off from the end, one or two words at a time, but never the whole name.
    loop {
        let tail = |count: usize| words.len().checked_sub(count).map(|start| words[start..].concat());
        let is_form = |count: usize| {
            words.len() > count && tail(count).is_some_and(|tail| FORMS.contains(&tail.as_str()))
        };
        match (1..=4).rev().find(|count| is_form(*count)) {
            Some(count) => words.truncate(words.len() - count),
            None => break,
        }
    }
    let name = words.concat();
    // In Chinese the form is part of the one word; a name that is nothing else stays.
    let form = FORMS.iter().find(|form| !form.is_ascii() && name.ends_with(**form));
    let key = form.and_then(|form| name.strip_suffix(*form)).filter(|rest| !rest.is_empty()).unwrap_or(&name);
    if key.is_empty() { full } else { key.to_owned() }
}

/// By this two people are compared: in either order of the names, without titles.
pub fn person_key(name: &str) -> String {
    const TITLES: &[&str] =
        &["mr", "mrs", "ms", "dr", "prof", "herr", "frau", "sr", "sra", "先生", "女士", "小姐"];
    let mut words = words(name);
    if words.len() > 1 {
        words.retain(|word| !TITLES.contains(&word.as_str()));
    }
    words.sort();
    words.join(" ")
}

/// The words of a name in lower case; a dot inside (`S.r.l.`, `B.V.`) joins, everything else that is no letter parts.
fn words(name: &str) -> Vec<String> {
    let joined: String = folded(name).filter(|c| !matches!(c, '.' | '\'' | '’')).collect();
    joined.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    name.nfkc().flat_map(char::to_lowercase)
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
        ] {
            for name in same {
                assert_eq!(company_key(name), company_key(same[0]), "{name}");
            }
        }
        assert_ne!(company_key("Lumen"), company_key("Lumina"));
        assert_eq!(company_key("AG"), "ag");
        assert_eq!(company_key("有限公司"), "有限公司");
        assert!(!company_key("& Co.").is_empty());
    }

    #[test]
    fn people_compare_in_either_order() {
        assert_eq!(person_key("Schmidt, Anna"), person_key("anna schmidt"));
        assert_eq!(person_key("Dr. Anna Schmidt"), person_key("Anna Schmidt"));
        assert_ne!(person_key("Anna Schmidt"), person_key("Anna Schmitt"));
    }
}
