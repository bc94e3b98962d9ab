//! A photo of a business card: what its codes say, what is written under it and what is printed on it make one draft
//! (docs/product.md, rule 6.12).

mod bilevel;
mod code;
mod picture;

use chrono::NaiveDate;

use super::Draft;
use super::add::{AddError, parse_part};
use super::field::settle;
use super::signature::{looks_like_card, parse_card};
use crate::duplicate::person_key;
use crate::text::clean;
use crate::vocabulary::Field;

pub use code::read_code;
pub use picture::{Picture, PictureError};

/// Reads what is written under a photo: a card's text, pieces as `/add` takes them, or a remark, which is a note. The
/// draft may have neither a name nor a company: they may stand on the photo.
///
/// # Errors
/// Where it says that it comes from a bought list.
pub fn read_caption(text: &str, today: NaiveDate) -> Result<Draft, AddError> {
    let read = match looks_like_card(text) {
        true => parse_card(text, today),
        false => parse_part(text, today).map(|draft| {
            let guessed = [Field::Name, Field::Company, Field::Title];
            let unsure = guessed.into_iter().filter(|field| field.get(&draft.profile).is_some()).collect();
            Draft { unsure, ..draft }
        }),
    };
    match read {
        Err(error) if error.is_bought_list() => Err(error),
        Err(_) => Ok(Draft {
            leftover: [clean(text)].into_iter().filter(|text| !text.is_empty()).collect(),
            ..Draft::default()
        }),
        read => read,
    }
}

/// What was read of a photo: a draft for each person. A code counts before what was typed, and that before the print.
pub fn united(codes: &[String], typed: Draft, print: Option<&str>, today: NaiveDate) -> Vec<Draft> {
    let mut people: Vec<Draft> = Vec::new();
    for read in codes.iter().filter_map(|code| read_code(code, today)) {
        match people.last_mut().filter(|person| !is_another(person, &read)) {
            Some(person) => person.join(read),
            None => people.push(read),
        }
    }
    if people.is_empty() {
        people.push(Draft::default());
    }
    let one = people.len() == 1;
    if let Some(first) = people.first_mut() {
        first.join(typed);
        // With several people, nobody knows whose the print is.
        if let Some(print) = print.filter(|_| one).and_then(|text| read_print(text, today)) {
            first.fill(print);
        }
        settle(&mut first.profile);
    }
    people
}

/// Whether two readings name two people.
fn is_another(one: &Draft, other: &Draft) -> bool {
    let key = |draft: &Draft| draft.profile.name.as_deref().map(person_key);
    matches!((key(one), key(other)), (Some(one), Some(other)) if one != other)
}

/// What a program has read of the print: all of it may be wrong, so a person is to look at each field.
fn read_print(text: &str, today: NaiveDate) -> Option<Draft> {
    let mut draft = parse_card(text, today).ok()?;
    draft.unsure = Field::ALL.iter().copied().filter(|field| field.get(&draft.profile).is_some()).collect();
    Some(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();

    #[test]
    fn a_code_counts_before_what_was_typed_and_that_before_the_print() {
        let codes =
            ["MECARD:N:Anna Schmidt;TEL:+49 30 123456;;".to_owned(), "https://u.wechat.com/kK9".to_owned()];
        let typed = read_caption("A, wants 500 lamps, anna@lumen.de", TODAY).unwrap();
        let print = "Anne Schmitt\nPurchasing Manager\nLumen GmbH\nanne@lumen.de\n+49 30 123457";
        let people = united(&codes, typed, Some(print), TODAY);
        let [anna] = people.as_slice() else { panic!("{people:?}") };
        let profile = &anna.profile;
        assert_eq!(profile.name.as_deref(), Some("Anna Schmidt"));
        assert_eq!(profile.phone.as_ref().map(|phone| phone.as_str()), Some("+4930123456"));
        assert_eq!(profile.wechat.as_deref(), Some("https://u.wechat.com/kK9"));
        assert_eq!(profile.email.as_ref().map(|email| email.as_str()), Some("anna@lumen.de"));
        assert_eq!(profile.company.as_deref(), Some("Lumen GmbH"));
        assert_eq!(anna.grade, Some(crate::vocabulary::Grade::A));
        // What was typed is never lost; what was read of the print is not certain.
        assert!(anna.leftover.contains(&"wants 500 lamps".to_owned()), "{:?}", anna.leftover);
        assert!(
            anna.unsure.contains(&Field::Company) && !anna.unsure.contains(&Field::Email),
            "{:?}",
            anna.unsure
        );
    }

    #[test]
    fn two_people_on_a_photo_are_two_drafts() {
        let codes = ["MECARD:N:Anna Schmidt;;", "tel:+4930123456", "MECARD:N:Eva Braun;;"].map(str::to_owned);
        let people = united(&codes, Draft::default(), Some("Anna Schmidt\nLumen GmbH\nanna@lumen.de"), TODAY);
        let names: Vec<_> = people.iter().filter_map(|draft| draft.profile.name.as_deref()).collect();
        assert_eq!(names, ["Anna Schmidt", "Eva Braun"]);
        assert!(people[0].profile.phone.is_some() && people[0].profile.company.is_none());
    }

    #[test]
    fn a_remark_under_a_photo_is_kept_and_a_bought_list_is_refused() {
        assert!(read_caption("source: bought list", TODAY).unwrap_err().is_bought_list());
        for text in ["budget: 5000", "mail anna@"] {
            let draft = read_caption(text, TODAY).unwrap();
            assert!(draft.says_something(), "{text}");
        }
        assert_eq!(read_caption("", TODAY).unwrap(), Draft::default());
    }
}
