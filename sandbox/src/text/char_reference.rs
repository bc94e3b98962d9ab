//! Character references in HTML.

/// A text with its references resolved.
pub(super) fn decode(raw: &str) -> String {
    let mut decoded = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(next) = rest.chars().next() {
        let (character, length) = reference(rest).unwrap_or((next, next.len_utf8()));
        decoded.push(character);
        rest = &rest[length..];
    }
    decoded
}

/// The character reference, such as `&lt;` or `&#x4e2d;`, at the beginning of this text: its character and its length in
/// bytes. The semicolon may be missing, and Telegram knows only four names.
pub(super) fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    let (character, length) = if let Some(number) = body.strip_prefix('#') {
        let (digits, radix, prefix) = match number.strip_prefix('x') {
            Some(hex) => (hex, 16, 3),
            None => (number, 10, 2),
        };
        let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let code = u32::from_str_radix(digits.get(..count)?, radix).ok()?;
        (char::from_u32(code).filter(|character| *character != '\0')?, prefix + count)
    } else {
        let count = body.bytes().take_while(u8::is_ascii_alphabetic).count();
        let character = match body.get(..count)? {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "quot" => '"',
            _ => return None,
        };
        (character, 1 + count)
    };
    let semicolon = usize::from(text[length..].starts_with(';'));
    Some((character, length + semicolon))
}
