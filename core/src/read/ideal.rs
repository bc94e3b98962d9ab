//! `/profile want industry: lighting, hotels; country: DE, FR; size: 50-500`, in one line, in either language.

use crate::ideal::{FIELDS, Trait};
use crate::vocabulary::{Field, Stance};

/// Why a line is no change of a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// It does not begin with a stance.
    #[error("neither want, avoid nor neutral: {0}")]
    NoStance(String),
    /// A label that names no field of a profile, or no label at all.
    #[error("not a field: {0}")]
    NoField(String),
    /// A text that is no trait of its field.
    #[error("no {field:?}: {typed}")]
    NoTrait {
        /// The field.
        field: Field,
        /// What was typed.
        typed: String,
    },
}

/// Reads a line: a stance and the traits that it is about. Fields are separated by semicolons, commas or lines,
/// traits by commas. A stance before a later label applies from there on.
///
/// # Errors
/// At the first piece that cannot be read.
pub fn read_line(text: &str) -> Result<Vec<(Stance, Trait)>, LineError> {
    let text = text.trim();
    let (mut stance, rest) = begins_with_stance(text).ok_or_else(|| LineError::NoStance(first_word(text)))?;
    let mut field = None;
    let mut traits = Vec::new();
    for piece in pieces(rest) {
        let mut piece = piece;
        if let Some((turned, rest)) = begins_with_stance(piece)
            && labelled(rest).is_some_and(|(label, _)| Field::parse(label).is_some())
        {
            (stance, piece) = (turned, rest);
        }
        let value = match labelled(piece) {
            None => piece,
            Some((label, value)) => {
                let known = Field::parse(label).filter(|field| FIELDS.contains(field));
                field = Some(known.ok_or_else(|| LineError::NoField(label.trim().to_owned()))?);
                value.trim()
            }
        };
        let field = field.ok_or_else(|| LineError::NoField(value.to_owned()))?;
        traits.push((stance, read(field, value)?));
    }
    match traits.is_empty() {
        true => Err(LineError::NoField(String::new())),
        false => Ok(traits),
    }
}

/// Reads the traits of one field, parted by commas.
///
/// # Errors
/// At the first that is none.
pub fn read_traits(field: Field, text: &str) -> Result<Vec<Trait>, LineError> {
    let traits: Vec<Trait> = pieces(text).map(|piece| read(field, piece)).collect::<Result<_, _>>()?;
    match traits.is_empty() {
        true => Err(LineError::NoTrait { field, typed: String::new() }),
        false => Ok(traits),
    }
}

fn read(field: Field, text: &str) -> Result<Trait, LineError> {
    Trait::parse(field, text).ok_or_else(|| LineError::NoTrait { field, typed: text.to_owned() })
}

/// The pieces between commas, semicolons and lines; a comma within a number ("1,000") parts nothing.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let parts = |(at, c): (usize, char)| match c {
            '，' | '、' | ';' | '；' | '\n' => true,
            ',' => {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                !(digit(rest[..at].chars().next_back()) && digit(rest[at + 1..].chars().next()))
            }
            _ => false,
        };
        let (piece, after) = match rest.char_indices().find(|place| parts(*place)) {
            Some((at, c)) => (&rest[..at], &rest[at + c.len_utf8()..]),
            None => (rest, ""),
        };
        rest = after;
        Some(piece.trim())
    })
    .filter(|piece| !piece.is_empty())
}

fn labelled(piece: &str) -> Option<(&str, &str)> {
    piece.split_once([':', '：', '=', '＝'])
}

/// The stance that a text begins with, and the rest; Chinese needs no space after it.
fn begins_with_stance(text: &str) -> Option<(Stance, &str)> {
    let word = first_word(text);
    if let Some(stance) = Stance::parse(&word) {
        return Some((stance, text[word.len()..].trim_start_matches([':', '：', ' ', '\n', '\t']).trim()));
    }
    // "不要国家：俄罗斯": the label parts where a stance ends and a field begins.
    let label = labelled(text)?.0;
    let ends = label.char_indices().map(|(at, c)| at + c.len_utf8());
    let split = ends.filter(|end| Field::parse(&label[*end..]).is_some());
    split.filter_map(|end| Some((Stance::parse(&label[..end])?, &text[end..]))).next()
}

fn first_word(text: &str) -> String {
    text.split([' ', '\n', '\t', ':', '：', '　']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn told(text: &str) -> Vec<String> {
        let line = read_line(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        line.into_iter()
            .map(|(stance, one)| format!("{} {}", stance.code(), serde_json::to_string(&one).unwrap()))
            .collect()
    }

    #[test]
    fn a_line_is_read_in_both_languages() {
        let english = told(
            "want industry: lighting, hotels; country: DE, FR; size: 50-500; title: buyer; role: decider",
        );
        assert_eq!(english.len(), 7);
        assert_eq!(english[0], r#"want {"industry":"lighting"}"#);
        let lines = [
            "Want industry: lighting, hotels, country: Germany, France, size: 50-500, job title: Buyer, role: decision maker",
            "want\nindustry: lighting, hotels\ncountry: DE, FR\nsize: 50 to 500\ntitle: buyer\nrole: decider",
            "要 行业：Lighting、hotels；国家：德国、法国；规模：50-500人；职位：buyer；角色：决策人",
            "想要行业:lighting,hotels;国家=德国,FR;人数:50~500;职位:buyer;采购角色:拍板人",
        ];
        for line in lines {
            assert_eq!(told(line), english, "{line}");
        }
        let both = told("want country: EU; avoid country: FR, revenue: 1,000-5,000 USD");
        assert_eq!(both[..2], [r#"want {"region":"eu"}"#, r#"avoid {"country":"FR"}"#]);
        assert!(both[2].starts_with(r#"avoid {"revenue""#), "{both:?}");
        assert_eq!(told("不要国家：俄罗斯"), told("avoid country: Russia"));
        assert_eq!(told("want country: DE\n不限 规模：1-9")[1], told("neutral size: 1-9")[0]);
    }

    #[test]
    fn what_says_nothing_is_named() {
        let no_trait = |field, typed: &str| LineError::NoTrait { field, typed: typed.into() };
        for (line, error) in [
            ("", LineError::NoStance(String::new())),
            ("industry: lighting", LineError::NoStance("industry".into())),
            ("love industry: lighting", LineError::NoStance("love".into())),
            ("want", LineError::NoField(String::new())),
            ("want lighting", LineError::NoField("lighting".into())),
            ("want colour: red", LineError::NoField("colour".into())),
            ("want email: a@b.de", LineError::NoField("email".into())),
            ("want country: DE, Atlantis", no_trait(Field::Country, "Atlantis")),
            ("want size: 200", no_trait(Field::Size, "200")),
            ("want size:", no_trait(Field::Size, "")),
            ("要 角色：国王", no_trait(Field::Role, "国王")),
        ] {
            assert_eq!(read_line(line), Err(error), "{line}");
        }
        assert_eq!(read_traits(Field::Country, " , "), Err(no_trait(Field::Country, "")));
        assert_eq!(read_traits(Field::Country, "DE, EU").map(|traits| traits.len()), Ok(2));
    }

    proptest! {
        #[test]
        fn any_line_is_read_or_refused(text in "(?s)(want|avoid|要|不要)?.{0,60}") {
            let _ = read_line(&text);
        }
    }
}
