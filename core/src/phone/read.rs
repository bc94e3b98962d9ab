//! Numbers as people write them: with an extension, a remark, a second number, or as a spreadsheet left them
//! (docs/product.md, rule 6.15).

use super::Phone;
use super::spot::{dialled, spots, written};
use crate::text::clean;
use crate::vocabulary::{Country, Field};

/// A number that stands in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundPhone {
    /// The first that is valid, else the first.
    pub phone: Phone,
    /// What stands besides: an extension, a remark, other numbers. Nothing of the text is lost.
    pub rest: Vec<String>,
}

/// Finds the number in a text, and what stands besides; `None` where there is none.
pub fn find(text: &str, country: Option<Country>) -> Option<FoundPhone> {
    let text = calculated(&clean(text))?;
    if is_day(&text) {
        return None;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut phones: Vec<Phone> = Vec::new();
    let mut rest: Vec<String> = Vec::new();
    let mut from = 0;
    for range in spots(&text) {
        let number = written(&text, range.clone());
        let country = country.or_else(|| phones.iter().find_map(Phone::country));
        let (phone, extension) = read(&number, country);
        rest.push(chars[from..range.start].iter().collect());
        from = range.end;
        match phones.iter_mut().find(|known| known.is_same(&phone)) {
            Some(known) if phone.is_international() => *known = phone,
            Some(_) => {}
            None => phones.push(phone),
        }
        let after = spots_end(&chars, from);
        rest.push(format!("{extension}{}", chars[from..after].iter().collect::<String>()));
        from = after;
    }
    rest.push(chars[from..].iter().collect());
    let first = phones.iter().position(Phone::is_international).unwrap_or_default();
    if phones.is_empty() {
        return None;
    }
    let phone = phones.remove(first);
    let parts = rest.iter().flat_map(|part| part.split([';', '|'])).map(|part| part.trim_matches(loose));
    let parts = parts.filter(|part| part.chars().any(char::is_alphanumeric) && !is_label(part));
    let rest = parts.map(str::to_owned).chain(phones.into_iter().map(|phone| phone.0)).collect();
    Some(FoundPhone { phone, rest })
}

/// Where the digits of an extension end that follows a number: "#12", "x444".
fn spots_end(chars: &[char], from: usize) -> usize {
    let marked = chars.get(from).is_some_and(|c| matches!(c, '#' | '*' | ','));
    let digits = chars.iter().skip(from + 1).take_while(|c| c.is_ascii_digit()).count();
    if marked && (1..=6).contains(&digits) { from + 1 + digits } else { from }
}

/// A number with what follows it and is none of it: the last of its groups, where it is valid only without.
fn read(number: &str, country: Option<Country>) -> (Phone, String) {
    if let Some(phone) = valid(number, country) {
        return (phone, String::new());
    }
    if let Some((before, extension)) = number.rsplit_once('-')
        && (1..=5).contains(&extension.trim().len())
        && let Some(phone) = valid(before.trim(), country)
    {
        return (phone, format!("-{}", extension.trim()));
    }
    (Phone(number.trim_end_matches(['-', ' ', '.', '/']).to_owned()), String::new())
}

/// The number in E.164, where it is valid for its own code or in the country.
pub(super) fn valid(text: &str, country: Option<Country>) -> Option<Phone> {
    let number: String = dialled(text).into_iter().collect();
    let number = match number.trim().strip_prefix("00") {
        Some(rest) => format!("+{}", rest.trim_start()),
        None => number.trim().to_owned(),
    };
    let region = country.and_then(|country| country.code().parse().ok());
    let valid = |text: &str| {
        let region = region.filter(|_| !text.starts_with('+'));
        phonenumber::parse(region, text).ok().filter(phonenumber::is_valid)
    };
    // "+49 (0)30": dialled inside the country only. In Italy it belongs to the number.
    let without = || valid(&number.replacen("(0)", if number.starts_with('+') { " " } else { "0" }, 1));
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    // "886-2-2501-2345": the country's code without its plus. Twelve digits are more than any has at home, and fewer than
    // ten are a number of one's own country that lacks its area.
    let with_code =
        || valid(&format!("+{number}")).filter(|_| digits >= if region.is_some() { 10 } else { 12 });
    let read = without()
        .or_else(|| valid(&number))
        .or_else(|| if number.starts_with('+') { None } else { with_code() })?;
    Some(Phone(read.format().mode(phonenumber::Mode::E164).to_string()))
}

/// The text that a spreadsheet meant: `="+49…"`, `'030…`, `4912345678.0`, `4.912345678E+11`. `None` where it has
/// rounded the number.
fn calculated(text: &str) -> Option<String> {
    let bare = text.trim_start_matches(['=', '\'', '"', '’', ' ']).trim_end_matches(['"', '\'', ' ']);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((mantissa, exponent)) = bare.split_once(['E', 'e'])
        && let Some((whole, fraction)) = mantissa.split_once(['.', ',']).or(Some((mantissa, "")))
        && whole.len() == 1
        && digits(whole)
        && (fraction.is_empty() || digits(fraction))
        && let Ok(exponent) = exponent.trim_start_matches('+').parse::<usize>()
        && exponent < 20
    {
        // It shows six digits of a number that is too long for its column.
        let exact = fraction.len() > 5 && fraction.len() <= exponent;
        return exact.then(|| format!("{whole}{fraction:0<exponent$}"));
    }
    let float = bare
        .split_once('.')
        .filter(|(whole, zeros)| whole.len() >= 7 && digits(whole) && zeros.bytes().all(|zero| zero == b'0'));
    Some(float.map_or(bare, |(whole, _)| whole).to_owned())
}

/// Whether the whole text is a day: "2026-12-05".
fn is_day(text: &str) -> bool {
    const FORMS: &[&str] = &["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"];
    text.len() <= 10 && FORMS.iter().any(|form| chrono::NaiveDate::parse_from_str(text, form).is_ok())
}

/// What may stand around a part of a text and says nothing.
fn loose(c: char) -> bool {
    c.is_whitespace() || "\"'“”()（）[]<>,，;；:：./／|+、".contains(c)
}

fn is_label(part: &str) -> bool {
    Field::parse(part.trim_end_matches('.')) == Some(Field::Phone)
}
