//! Names of people: what could be one, what belongs to it, and how well it fits an address.

mod fits;
mod written;

use super::words::{COMPANY, DEPARTMENTS, TITLES, is_title, surname};
use crate::text::{folded, is_han};

pub(crate) use fits::fits;
pub(crate) use written::named;

/// Words that no name has, folded.
const NO_NAME: &[&str] = &[
    "the", "and", "for", "your", "our", "with", "you", "we", "please", "new", "east", "west", "north",
    "south", "europe", "asia", "america", "africa", "emea", "apac", "latin", "middle", "region", "overseas",
    "team", "group", "best", "thanks", "thank", "regards", "email", "phone", "fax", "tel", "mobile",
    "website", "address", "company", "quality", "since", "und", "para", "shenzhen", "china",
];

/// Small words inside a name.
const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "del", "la", "le", "da", "do", "dos", "das", "di", "du", "bin", "al",
    "el", "ter", "ten", "zu", "y", "e", "af", "av",
];

/// Whether it is a Chinese surname with what one calls a stranger: 王经理, 何小姐, 吴总.
pub(crate) fn is_addressed(text: &str) -> bool {
    const CALLED: &[&str] = &[
        "先生", "女士", "小姐", "总", "工", "经理", "总监", "主任", "厂长", "部长", "科长", "老师", "老板",
        "董",
    ];
    let text = text.trim();
    let after: String = text.chars().skip(surname(text)).collect();
    surname(text) > 0 && CALLED.contains(&after.as_str())
}

/// Whether it could be a person's name: some capitalised words, or a Chinese surname and a character or two.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let text = bare_name(text);
    if text.is_empty() || text.chars().any(|c| c.is_ascii_digit() || ":：!?！？@/&+|;%#\"“”".contains(c))
    {
        return false;
    }
    if text.chars().any(is_han) && text.chars().any(|c| c.is_alphabetic() && !is_han(c)) {
        let (han, latin) = in_two_scripts(&text).unwrap_or_default();
        // "田中由紀": beside a Latin name it may be longer.
        let named = surname(&han) > 0 && (2..=4).contains(&han.chars().count()) && !is_title(&han);
        return named
            && !DEPARTMENTS.are_in(&han)
            && !COMPANY.are_in(&han)
            && looks_like_name(&latin)
            && !is_title(&latin)
            && !COMPANY.are_in(&latin);
    }
    if text.chars().any(is_han) {
        let chars = text.chars().filter(|c| !c.is_whitespace()).count();
        if is_addressed(&text) {
            return true;
        }
        let all = text.chars().all(|c| is_han(c) || c == '·' || c.is_whitespace());
        return all
            && match surname(&text) {
                2 => (3..=4).contains(&chars),
                1 => (2..=3).contains(&chars),
                _ => text.contains('·'),
            };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let plausible = |word: &&str| {
        let low = folded(word);
        let low = low.trim_matches(['.', ',']);
        let capital =
            word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()));
        let letters = word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '‘'));
        letters && (capital || PARTICLES.contains(&low)) && !NO_NAME.contains(&low)
    };
    (1..=5).contains(&words.len())
        && text.chars().count() <= 45
        && words.iter().all(plausible)
        && words.iter().any(|word| word.chars().count() > 1 && !PARTICLES.contains(&folded(word).as_str()))
}

/// The Chinese name and the Latin one of "王芳 Vivian", "Irene Chen (陳怡君)", where each is in one piece.
fn in_two_scripts(text: &str) -> Option<(String, String)> {
    let first = text.chars().find(|c| c.is_alphabetic()).is_some_and(is_han);
    let bare: String = text.chars().map(|c| if "()（）/".contains(c) { ' ' } else { c }).collect();
    let cut = bare.char_indices().find(|(_, c)| c.is_alphabetic() && is_han(*c) != first)?.0;
    let (one, other) = bare.split_at(cut);
    let other_is_whole = other.chars().filter(|c| c.is_alphabetic()).all(|c| is_han(c) != first);
    let (one, other) = (one.trim().to_owned(), other.trim().to_owned());
    other_is_whole.then_some(if first { (one, other) } else { (other, one) })
}

/// Whether it is a name with what one calls its bearer: "Mr. Kumar", "王芳女士".
pub(crate) fn is_called(text: &str) -> bool {
    let first = text.split_once(' ').is_some_and(|(first, _)| BEFORE.contains(&folded(first).as_str()));
    (first || ["先生", "女士", "小姐"].iter().any(|called| text.ends_with(called))) && looks_like_name(text)
}

/// What stands before a name: how one is addressed, or on whose behalf one signs.
const BEFORE: &[&str] = &[
    "mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "sir", "herr", "frau", "hr.", "fr.", "m.", "mme",
    "mme.", "monsieur", "madame", "sr.", "sra.", "sr", "sra", "srta.", "sig.", "sig.ra", "sig.na", "i.a.",
    "i.v.", "ppa.", "ppa", "attn.", "attn", "attn:", "shri", "smt.",
];

/// What stands after a name, how one is addressed.
const AFTER: &[&str] = &["先生", "女士", "小姐", "mr.", "ms.", "mrs.", "mr", "ms"];

/// Degrees before a name. "Dr." stays with it, since it is how one is addressed.
const DEGREES_BEFORE: &[&str] =
    &["dott.", "dott.ssa", "ing.", "dipl.-ing.", "dipl.-kfm.", "dipl.", "lic.", "eng.", "mag."];

/// What belongs to a name behind its comma: "Smith, Jr."
pub(crate) fn is_suffix(text: &str) -> bool {
    const SUFFIXES: &[&str] = &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "junior", "senior"];
    SUFFIXES.contains(&folded(text.trim()).as_str())
}

/// Degrees after a name.
const DEGREES_AFTER: &[&str] = &[
    "mba", "emba", "phd", "ph.d.", "ph.d", "bsc", "b.sc.", "b.sc", "msc", "m.sc.", "m.sc", "llm", "ll.m.",
    "cpa", "cfa", "pmp", "cpsm", "mcips", "dba", "esq.", "esq",
];

/// Whether a text is nothing but degrees: "MBA", "PhD, MBA".
pub(crate) fn is_degree(text: &str) -> bool {
    let mut degrees = text.split([',', ' ']).filter(|part| !part.is_empty()).peekable();
    degrees.peek().is_some() && degrees.all(|part| DEGREES_AFTER.contains(&folded(part).as_str()))
}

/// A name without what stands before and after it: "Mr.", "女士", "(Ms.)", "i. A.", "MBA".
pub(crate) fn bare_name(text: &str) -> String {
    without_address(text).0
}

/// A name without what stands before and after it, and the degrees that did.
fn without_address(text: &str) -> (String, Vec<String>) {
    let text = text.replace("i. A. ", "").replace("i. V. ", "").replace("i.A. ", "").replace("i.V. ", "");
    let loose = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '"' | '“' | '”' | '*' | '_' | '\'');
    let mut text = text.trim_matches(loose).to_owned();
    let mut degrees = Vec::new();
    loop {
        let before = text.clone();
        if let Some((first, rest)) = text.split_once(' ')
            && !rest.trim().is_empty()
        {
            let low = folded(first);
            let degree = DEGREES_BEFORE.contains(&low.as_str());
            if degree || BEFORE.contains(&low.as_str()) {
                degrees.extend(degree.then(|| first.to_owned()));
                text = rest.trim().to_owned();
            }
        }
        for (open, close) in [('(', ')'), ('（', '）')] {
            if let Some((rest, inside)) = text.strip_suffix(close).and_then(|text| text.rsplit_once(open))
                && !rest.trim().is_empty()
            {
                let low = folded(inside.trim());
                let degree = DEGREES_AFTER.contains(&low.as_str());
                if degree || AFTER.contains(&low.as_str()) {
                    degrees.extend(degree.then(|| inside.trim().to_owned()));
                    text = rest.trim().to_owned();
                }
            }
        }
        for (after, degree) in
            AFTER.iter().map(|after| (after, false)).chain(DEGREES_AFTER.iter().map(|after| (after, true)))
        {
            let han = after.chars().all(is_han);
            let count = after.chars().count();
            let Some(keep) = text.chars().count().checked_sub(count).filter(|keep| *keep > 0) else {
                continue;
            };
            let rest: String = text.chars().take(keep).collect();
            let end: String = text.chars().skip(keep).collect();
            if folded(&end) == **after
                && !rest.trim().is_empty()
                // "陈小姐" is kept whole: the surname alone would be no name.
                && !(han && rest.trim().chars().count() == 1)
                && (rest.ends_with([' ', ',']) || han)
            {
                degrees.extend(degree.then_some(end));
                text = rest.trim_matches([' ', ',']).to_owned();
            }
        }
        if text == before {
            return (text, degrees);
        }
    }
}

/// "王芳采购经理": the name and the title, where a Chinese text is one and then the other.
pub(crate) fn name_and_title(text: &str) -> Option<(String, String)> {
    let chars: Vec<char> = text.chars().collect();
    if !chars.iter().all(|c| is_han(*c)) || !(4..=12).contains(&chars.len()) || !is_title(text) {
        return None;
    }
    let surname = surname(text);
    if surname == 0 {
        return None;
    }
    const STEMS: &[&str] = &[
        "外贸", "总经", "副总", "董事", "业务", "销售", "采购", "市场", "技术", "产品", "运营", "国际",
        "区域", "大区", "部门", "项目", "经理", "总监", "主管", "高级", "资深",
    ];
    [surname + 1, surname + 2].into_iter().rev().find_map(|count| {
        let name: String = chars.iter().take(count).collect();
        let title: String = chars.iter().skip(count).collect();
        let begins = TITLES.begin(&title)
            || DEPARTMENTS.begin(&title)
            || STEMS.iter().any(|stem| title.starts_with(stem));
        (begins && is_title(&title)).then_some((name, title))
    })
}

#[cfg(test)]
mod tests;
