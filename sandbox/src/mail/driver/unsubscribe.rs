//! How one opts out, as the header of a mail says it.

use percent_encoding::percent_decode_str;

use crate::mail::address::Address;

/// The address, subject and text of the first `mailto:` in a `List-Unsubscribe`.
pub(super) fn mail_to(header: &str) -> Option<(Address, String, String)> {
    let mut links = header.split(',').filter_map(|part| part.trim().strip_prefix('<')?.strip_suffix('>'));
    let link = links.find_map(|link| link.get(..7)?.eq_ignore_ascii_case("mailto:").then(|| &link[7..]))?;
    let (to, query) = link.split_once('?').unwrap_or((link, ""));
    let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let field = |name: &str| {
        let fields = query.split('&').filter_map(|field| field.split_once('='));
        let mut found = fields.filter(|(known, _)| known.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| decoded(value))
    };
    let subject = field("subject").unwrap_or_else(|| "unsubscribe".to_owned());
    Some((Address::parse(&decoded(to))?, subject, field("body").unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_to_opt_out_is_found() {
        for (header, found) in [
            ("<mailto:stop@ours.com>", Some(("stop@ours.com", "unsubscribe", ""))),
            (
                "<https://ours.com/u/1>, <MAILTO:wang+a7@ours.com?subject=stop%20it&body=x>",
                Some(("wang+a7@ours.com", "stop it", "x")),
            ),
            (
                "<mailto:wang%2Ba7@ours.com?Subject=%E9%80%80%E8%AE%A2>",
                Some(("wang+a7@ours.com", "退订", "")),
            ),
            ("<https://ours.com/u/1>", None),
            ("<mailto:>", None),
            ("mailto:stop@ours.com", None),
            ("<mai>", None),
            ("", None),
        ] {
            let read = mail_to(header);
            let read =
                read.as_ref().map(|(to, subject, text)| (to.as_str(), subject.as_str(), text.as_str()));
            assert_eq!(read, found, "{header}");
        }
    }
}
