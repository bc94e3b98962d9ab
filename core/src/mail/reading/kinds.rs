//! The kinds that a head tells: ours, receipts, calendars, lists, and what is an answer at all.

use super::super::letter::Letter;
use super::super::phrases::plain;
use super::body::Body;
use super::whose::{self, About};

/// Subjects of receipts that carry no report, as programs begin them.
const READ: [&str; 16] = [
    "read: ",
    "gelesen: ",
    "lu : ",
    "lu: ",
    "leído: ",
    "leido: ",
    "lida: ",
    "lido: ",
    "letto: ",
    "conferma di lettura: ",
    "прочтено: ",
    "прочитано: ",
    "已读: ",
    "已读:",
    "przeczytane: ",
    "gelezen: ",
];

/// Whether we wrote it: its own id is of our form, and of the domain it says it is from.
pub(super) fn is_own(letter: &Letter) -> bool {
    let Some(id) = letter.headers.id("message-id").filter(|id| whose::is_ours(id)) else { return false };
    let domain = |address: &str| address.rsplit_once('@').map(|(_, domain)| domain.to_ascii_lowercase());
    letter.headers.addresses("from").first().is_some_and(|from| domain(from) == domain(&id))
}

/// A receipt: by a machine-readable part, else by the subject that a mail program gives it.
pub(super) fn receipt(letter: &Letter) -> Option<About> {
    let part = letter.of_kind("message/disposition-notification").next();
    if part.is_none() && letter.report != "disposition-notification" {
        let subject = plain(&letter.headers.text("subject"));
        let empty = letter.plain_text().trim().len() < 400;
        let by_subject = letter.headers.has("x-ms-exchange-generated-message-source")
            || letter.kind == "multipart/report"
            || (letter.headers.has("in-reply-to")
                && empty
                && plain(&letter.plain_text()).contains("was read on"));
        return (by_subject && READ.iter().any(|word| subject.starts_with(word))).then(About::default);
    }
    let fields = part.map(|part| super::super::header::Headers::of(&part.text)).unwrap_or_default();
    let recipient = ["original-recipient", "final-recipient"]
        .into_iter()
        .find_map(|name| fields.addresses(name).into_iter().next());
    let message_id =
        fields.id("original-message-id").or_else(|| whose::returned(letter, letter.inside.first()));
    Some(About { recipient, message_id })
}

/// Whether it is an invitation or the answer to one. A calendar that is only attached as a file is none.
pub(super) fn is_calendar(letter: &Letter) -> bool {
    letter.of_kind("text/calendar").any(|part| {
        let stated = part.text.lines().filter_map(|line| line.split_once(':'));
        let stated = stated.into_iter().find(|(name, _)| name.trim().eq_ignore_ascii_case("method"));
        let method = stated.map_or(part.method.as_str(), |(_, method)| method.trim()).to_ascii_lowercase();
        matches!(method.as_str(), "reply" | "counter" | "request" | "cancel" | "refresh" | "declinecounter")
    })
}

/// Whether it came through a list, and not as an answer to us.
pub(super) fn is_list(letter: &Letter) -> bool {
    let headers = &letter.headers;
    let bulk = headers
        .raw("precedence")
        .is_some_and(|value| ["bulk", "list", "junk"].iter().any(|word| value.eq_ignore_ascii_case(word)));
    let marks = [
        "list-id",
        "list-unsubscribe",
        "list-post",
        "x-mailman-version",
        "x-campaign-id",
        "x-csa-complaints",
    ];
    if !bulk && !marks.iter().any(|mark| headers.has(mark)) {
        return false;
    }
    if whose::answered(letter).is_none() {
        return true;
    }
    // An answer that went through their list (a shared address) is addressed to us; talk on a list, to the list.
    let list: Vec<String> = headers.addresses("list-post");
    let to = [headers.addresses("to"), headers.addresses("cc")].concat();
    to.iter().any(|to| list.iter().any(|list| list.eq_ignore_ascii_case(to)))
}

/// Whether somebody wrote something: a text, or a body that only their program can open.
pub(super) fn is_answer(letter: &Letter, body: &Body) -> bool {
    let sent = whose::writer(letter).is_some();
    let sealed = letter.parts.iter().any(|part| part.kind.contains("pkcs7") || part.kind.contains("ms-tnef"))
        || letter.kind == "multipart/encrypted";
    let answers = whose::answered(letter).is_some();
    let attached = letter.parts.iter().any(|part| part.attached);
    sent && (!body.new.is_empty() || sealed || answers || attached)
}
