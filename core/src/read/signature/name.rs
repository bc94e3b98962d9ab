//! Names of people: what could be one, what belongs to it, and how well it fits an address.

use super::shape;
use super::words::{DEPARTMENTS, TITLES, surname, words};
use crate::text::{folded, is_han};

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
pub(super) fn is_addressed(text: &str) -> bool {
    const CALLED: &[&str] = &[
        "先生", "女士", "小姐", "总", "工", "经理", "总监", "主任", "厂长", "部长", "科长", "老师", "老板",
        "董",
    ];
    let text = text.trim();
    let after: String = text.chars().skip(surname(text)).collect();
    surname(text) > 0 && CALLED.contains(&after.as_str())
}

/// Whether it could be a person's name: some capitalised words, or a Chinese surname and a character or two.
pub(super) fn looks_like_name(text: &str) -> bool {
    let text = bare_name(text);
    if text.is_empty() || text.chars().any(|c| c.is_ascii_digit() || ":：!?！？@/&+|;%#\"“”".contains(c))
    {
        return false;
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

/// A name without what stands before and after it: "Mr.", "女士", "(Ms.)", "i. A.", "MBA".
pub(super) fn bare_name(text: &str) -> String {
    const BEFORE: &[&str] = &[
        "mr.",
        "mr",
        "mrs.",
        "mrs",
        "ms.",
        "ms",
        "miss",
        "sir",
        "herr",
        "frau",
        "hr.",
        "fr.",
        "m.",
        "mme",
        "mme.",
        "monsieur",
        "madame",
        "sr.",
        "sra.",
        "sr",
        "sra",
        "srta.",
        "sig.",
        "sig.ra",
        "sig.na",
        "dott.",
        "dott.ssa",
        "ing.",
        "dipl.-ing.",
        "dipl.-kfm.",
        "dipl.",
        "i.a.",
        "i.v.",
        "ppa.",
        "ppa",
        "lic.",
        "eng.",
        "attn.",
        "attn",
        "shri",
        "smt.",
    ];
    const AFTER: &[&str] = &[
        "先生", "女士", "小姐", "mba", "phd", "ph.d.", "b.sc.", "m.sc.", "msc", "cpa", "pmp", "mr.", "ms.",
        "mrs.", "mr", "ms",
    ];
    let text = text.replace("i. A. ", "").replace("i. V. ", "").replace("i.A. ", "").replace("i.V. ", "");
    let mut text = text
        .trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | '"' | '“' | '”' | '*' | '_' | '\'')
        })
        .to_owned();
    loop {
        let before = text.clone();
        if let Some((first, rest)) = text.split_once(' ')
            && BEFORE.contains(&folded(first).as_str())
            && !rest.trim().is_empty()
        {
            text = rest.trim().to_owned();
        }
        for (open, close) in [('(', ')'), ('（', '）')] {
            if text.ends_with(close)
                && let Some((rest, inside)) = text.rsplit_once(open)
                && AFTER.contains(&folded(inside.trim_end_matches(close).trim()).as_str())
            {
                text = rest.trim().to_owned();
            }
        }
        for after in AFTER {
            let low = folded(&text);
            if let Some(rest) = low.strip_suffix(after)
                && !rest.trim().is_empty()
                // "陈小姐" is kept whole: the surname alone would be no name.
                && !(after.chars().all(is_han) && rest.trim().chars().count() == 1)
                && (rest.ends_with([' ', ',']) || after.chars().all(is_han))
            {
                let keep = text.chars().count() - after.chars().count();
                text = text.chars().take(keep).collect::<String>().trim_matches([' ', ',']).to_owned();
            }
        }
        if text == before {
            return text;
        }
    }
}

/// "王芳采购经理": the name and the title, where a Chinese text is one and then the other.
pub(super) fn name_and_title(text: &str) -> Option<(String, String)> {
    let chars: Vec<char> = text.chars().collect();
    if !chars.iter().all(|c| is_han(*c)) || !(4..=12).contains(&chars.len()) || !shape::is_title(text) {
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
        (begins && shape::is_title(&title)).then_some((name, title))
    })
}

/// How well a name fits the part of an address before the @: 0 not at all, 3 all of it.
pub(super) fn fits(name: &str, local: &str) -> u8 {
    let names: Vec<String> = words(name)
        .into_iter()
        .flat_map(|word| word.split(['-', '\'', '’']).map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect();
    let local = folded(local);
    let parts: Vec<String> = local
        .split(|c: char| !c.is_alphabetic())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    let german =
        |word: &str| word.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s");
    let (names, parts): (Vec<String>, Vec<String>) =
        (names.iter().map(|word| german(word)).collect(), parts.iter().map(|part| german(part)).collect());
    let joined = parts.concat();
    if joined.is_empty() || names.is_empty() {
        return 0;
    }
    let initials: String = names.iter().filter_map(|word| word.chars().next()).collect();
    let is_part = |part: &String| {
        names
            .iter()
            .any(|name| name == part || (part.chars().count() == 1 && name.starts_with(part.as_str())))
    };
    if parts.iter().all(is_part) && parts.iter().any(|part| part.chars().count() > 1) {
        return 3;
    }
    if names.len() > 1 && joined.chars().count() > 1 && initials == joined {
        return 2;
    }
    // "aschmidt", "annas", "annaschmidt", "schmidtanna".
    for (at, name) in names.iter().enumerate() {
        for (other_at, other) in names.iter().enumerate() {
            let Some(initial) = other.chars().next().filter(|_| at != other_at) else { continue };
            if joined == format!("{initial}{name}")
                || joined == format!("{name}{initial}")
                || joined == format!("{name}{other}")
            {
                return 3;
            }
        }
    }
    let long = names.iter().any(|name| name.chars().count() >= 4 && joined.contains(name.as_str()));
    if long { 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_bare_and_fits_its_address() {
        for (text, want) in [
            ("Mr. Rajesh Kumar", "Rajesh Kumar"),
            ("Nguyen Thi Lan (Ms.)", "Nguyen Thi Lan"),
            ("赵敏 女士", "赵敏"),
            ("i. A. Stefan Hoffmann", "Stefan Hoffmann"),
            ("Dr. Anna Schmidt", "Dr. Anna Schmidt"),
        ] {
            assert_eq!(bare_name(text), want);
        }
        for (name, local, want) in [
            ("Anna Schmidt", "anna.schmidt", 3),
            ("Anna Schmidt", "a.schmidt", 3),
            ("Anna Schmidt", "aschmidt", 3),
            ("Anna Schmidt", "schmidt", 3),
            ("Hans Müller", "h.mueller", 3),
            ("Henrik Larsen", "hl", 2),
            ("Min-jun Park", "mjpark", 2),
            ("Anna Schmidt", "info", 0),
        ] {
            assert_eq!(fits(name, local), want, "{name} {local}");
        }
        assert_eq!(name_and_title("王芳采购经理"), Some(("王芳".into(), "采购经理".into())));
        assert_eq!(name_and_title("采购经理"), None);
    }
}
