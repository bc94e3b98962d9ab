//! What one calls somebody at the beginning of a mail.

use super::{BEFORE, in_two_scripts, looks_like_name, named};
use crate::text::{folded, is_han};
use crate::vocabulary::MailLang;

/// Family names that stand first in Latin letters too: who has one is called by the whole name.
const FAMILY_FIRST: &[&str] = &[
    "wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "zhu", "lin",
    "guo", "ma", "luo", "liang", "song", "zheng", "xie", "tang", "feng", "deng", "cao", "peng", "zeng",
    "xiao", "tian", "dong", "pan", "cai", "jiang", "yu", "du", "ye", "cheng", "wei", "su", "lu", "ding",
    "ren", "shen", "yao", "cui", "zhong", "tan", "wong", "chan", "cheung", "leung", "ng", "lam", "kim",
    "park", "choi", "nguyen", "tran", "pham", "hoang", "he", "hu", "gao", "han", "tsai", "hsu",
];

/// What one calls somebody in a mail of a language: "Anna" of "Anna Schmidt", "Vivian" of "王芳 Vivian", "王芳" in a
/// Chinese one. `None` where nobody would be called so: an initial, a department, a Chinese name in an English mail.
pub fn first_name(name: &str, lang: MailLang) -> Option<String> {
    let addressed = name.split_once(' ').filter(|(first, _)| BEFORE.contains(&folded(first).as_str()));
    if let Some((_, rest)) = addressed
        && !rest.trim().contains(' ')
        && !rest.chars().any(is_han)
        && looks_like_name(rest)
    {
        // "Mr. Kumar" is no Kumar.
        return Some(name.to_owned());
    }
    let name = named(name).name;
    if !looks_like_name(&name) {
        return None;
    }
    let (han, latin) = in_two_scripts(&name).unwrap_or_else(|| match name.chars().any(is_han) {
        true => (name.clone(), String::new()),
        false => (String::new(), name.clone()),
    });
    if lang == MailLang::Zh && !han.is_empty() {
        return Some(han);
    }
    let mut words = latin.split_whitespace();
    let first = words.next()?;
    let doctor = matches!(folded(first).as_str(), "dr." | "dr" | "prof." | "prof");
    let rest: Vec<&str> = words.collect();
    match (doctor, rest.len()) {
        // "Dr. Schmidt" stays; of "Dr. Anna Schmidt" it is Anna.
        (true, 1) => return Some(latin.clone()),
        (true, _) => return first_name(&rest.join(" "), lang),
        (false, _) => {}
    }
    if !rest.is_empty() && FAMILY_FIRST.contains(&folded(first).as_str()) {
        return Some(latin.clone());
    }
    let is_initial = |word: &str| word.trim_end_matches('.').chars().count() < 2 || word.ends_with('.');
    match (is_initial(first), rest.as_slice()) {
        (false, _) => Some(first.to_owned()),
        // "J. Robert Brown".
        (true, [second, _, ..]) if !is_initial(second) => Some((*second).to_owned()),
        (true, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_calls_somebody() {
        for (name, en, zh) in [
            ("Anna Schmidt", Some("Anna"), Some("Anna")),
            ("SCHMIDT, ANNA", Some("Anna"), Some("Anna")),
            ("Jean-Pierre Dupont", Some("Jean-Pierre"), Some("Jean-Pierre")),
            ("Anna", Some("Anna"), Some("Anna")),
            ("Mr. Kumar", Some("Mr. Kumar"), Some("Mr. Kumar")),
            ("Mr. Rajesh Kumar", Some("Rajesh"), Some("Rajesh")),
            ("Dr. Schmidt", Some("Dr. Schmidt"), Some("Dr. Schmidt")),
            ("Dr. Anna Schmidt", Some("Anna"), Some("Anna")),
            ("A. Schmidt", None, None),
            ("J. Robert Brown", Some("Robert"), Some("Robert")),
            ("Wang Fang", Some("Wang Fang"), Some("Wang Fang")),
            ("Jack Li", Some("Jack"), Some("Jack")),
            ("王芳", None, Some("王芳")),
            ("王芳 Vivian", Some("Vivian"), Some("王芳")),
            ("Vivian Wang (王芳)", Some("Vivian"), Some("王芳")),
            ("王经理", None, Some("王经理")),
            ("Sales Team", None, None),
            ("", None, None),
        ] {
            assert_eq!(first_name(name, MailLang::En).as_deref(), en, "{name}");
            assert_eq!(first_name(name, MailLang::Zh).as_deref(), zh, "{name}");
        }
    }
}
