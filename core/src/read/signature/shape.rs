//! What a piece of a card without a label is, by its words.

use super::country;
use crate::duplicate::{company_key, has_legal_form};
use crate::read::name::{is_addressed, is_called, looks_like_name};
use crate::read::words::{COMPANY, STREETS, TITLES, is_department, is_title, words};
use crate::text::folded;

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It has a legal form, or is what the domain is called.
    Company,
    /// It has words of a title.
    Title,
    /// It has a department's words, and none of a title.
    Department,
    /// It has words that companies like.
    PerhapsCompany,
    /// A person's name by its form.
    Name,
    /// A street, a postcode, a city, a country.
    Address,
    /// Anything else.
    Unknown,
}

/// What a piece is; `brand` is the name in the domain.
pub(super) fn shape(text: &str, brand: &str) -> Shape {
    if is_company(text) {
        return Shape::Company;
    }
    if is_addressed(text) || is_called(text) {
        return Shape::Name;
    }
    if country::is_place(text) {
        return Shape::Address;
    }
    let titled = is_title(text);
    if is_brand(text, brand) && !(titled && company_key(text) != brand) {
        return Shape::Company;
    }
    if is_address(text) {
        return Shape::Address;
    }
    if titled {
        return Shape::Title;
    }
    if is_department(text) {
        return Shape::Department;
    }
    if looks_like_name(text) {
        return Shape::Name;
    }
    if COMPANY.are_in(text) && text.chars().any(char::is_alphabetic) && text.split_whitespace().count() <= 6 {
        return Shape::PerhapsCompany;
    }
    Shape::Unknown
}

/// Whether it ends as only a company's name does.
fn is_company(text: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "公司",
        "集团",
        "工厂",
        "商行",
        "工作室",
        "事务所",
        "贸易行",
        "经营部",
        "商贸",
        "门市部",
        "制造厂",
        "厂",
        "实业",
        "株式会社",
    ];
    let bare = text.trim_end_matches(|c: char| c == ')' || c == '）' || c.is_whitespace());
    let bare =
        bare.rsplit_once(['(', '（']).filter(|_| bare != text).map_or(text, |(before, _)| before.trim());
    let long_enough = bare.chars().count() >= 4;
    let begins = ["OOO ", "ООО ", "PT ", "PT. ", "CV. ", "UAB ", "SIA ", "ТОО "]
        .iter()
        .any(|form| text.starts_with(form));
    let first = words(text).into_iter().next().unwrap_or_default();
    (has_legal_form(text) && text.split_whitespace().count() <= 12 && !TITLES.has(&first))
        || (long_enough && ENDINGS.iter().any(|ending| bare.ends_with(ending)))
        || begins
}

/// Whether the domain is called so: "Casa Bella" at casabella.mx, "Distribuidora del Norte" at dn.mx.
pub(super) fn is_brand(text: &str, brand: &str) -> bool {
    let key = company_key(text);
    let brand = company_key(brand);
    if brand.chars().count() < 3 || key.is_empty() || text.split_whitespace().count() > 7 {
        return false;
    }
    let shorter = key.len().min(brand.len());
    key == brand
        || (shorter >= 4 && key.starts_with(&brand))
        || (shorter >= 5 && brand.starts_with(&key))
        || (shorter >= 5 && (key.contains(&brand) || brand.contains(&key)))
}

/// Whether it is a part of an address: a number beside a street's word, a postcode beside words.
pub(super) fn is_address(text: &str) -> bool {
    let tokens = words(text);
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let han = text.chars().filter(|c| "省市区县镇村路街道号楼室栋座弄巷".contains(*c)).count();
    let street = tokens.iter().any(|word| STREETS.has(word));
    let place = country::hints(text);
    let postcode =
        tokens.iter().any(|word| word.len() >= 4 && word.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
    (digits && (street || han >= 1))
        || han >= 3
        || (postcode && tokens.len() <= 8 && text.chars().any(char::is_alphabetic))
        || (tokens.len() > 1 && street && (place.by_city.is_some() || place.named.is_some()))
        || (text.contains([',', '-']) && place.named.is_some() && place.by_city.is_some())
        || folded(text).starts_with("p.o. box")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_known_by_its_words() {
        for (text, brand, want) in [
            ("Lumen GmbH", "", Shape::Company),
            ("Casa Bella", "casabella", Shape::Company),
            ("Wilson Lighting Solutions", "wilsonlighting", Shape::Company),
            ("深圳市明辉照明有限公司", "", Shape::Company),
            ("义乌市星光饰品厂", "", Shape::Company),
            ("Head of Purchasing", "lumen", Shape::Title),
            ("Einkaufsleiter", "", Shape::Title),
            ("Gerente de Compras", "", Shape::Title),
            ("采购部主管", "", Shape::Title),
            ("Ufficio Acquisti", "", Shape::Department),
            ("Anna Schmidt", "lumen", Shape::Name),
            ("Peter de Vries", "", Shape::Name),
            ("王芳", "", Shape::Name),
            ("欧阳志强", "", Shape::Name),
            ("Lichtstraße 5", "", Shape::Address),
            ("10115 Berlin", "", Shape::Address),
            ("Deutschland", "", Shape::Address),
            ("广东省深圳市南山区科技园路88号", "", Shape::Address),
            ("Sunrise Lighting", "", Shape::Name),
            ("we make light", "", Shape::PerhapsCompany),
        ] {
            assert_eq!(shape(text, brand), want, "{text}");
        }
    }
}
