//! The folders of a mailbox, and what each is for.

use async_imap::imap_proto::{MailboxDatum, NameAttribute, Response};
use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// The name that the inbox has on every server.
pub(super) const INBOX: &str = "INBOX";

/// A folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The server's name for it, by which it is opened.
    pub name: String,
    /// The name as people read it.
    pub shown: String,
    /// What it is for, if it is for something that we read.
    pub role: Option<Role>,
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// What comes in.
    Inbox,
    /// What was sent.
    Sent,
    /// What came in and was taken for junk. Answers do land there.
    Junk,
}

/// What programs call the folder of what was sent, in lower case.
const SENT: [&str; 32] = [
    "sent",
    "sent items",
    "sent messages",
    "sent mail",
    "sent-mail",
    "已发送",
    "已发送邮件",
    "已发送的邮件",
    "已发邮件",
    "已傳送",
    "寄件備份",
    "寄件备份",
    "gesendet",
    "gesendete elemente",
    "gesendete objekte",
    "gesendete nachrichten",
    "envoyés",
    "éléments envoyés",
    "messages envoyés",
    "enviados",
    "enviado",
    "elementos enviados",
    "mensajes enviados",
    "itens enviados",
    "mensagens enviadas",
    "inviata",
    "posta inviata",
    "inviati",
    "отправленные",
    "verzonden",
    "送信済み",
    "보낸편지함",
];

/// What programs call the folder of junk, in lower case.
const JUNK: [&str; 31] = [
    "junk",
    "junk e-mail",
    "junk email",
    "junk-e-mail",
    "junk mail",
    "spam",
    "bulk",
    "bulk mail",
    "垃圾邮件",
    "垃圾郵件",
    "垃圾信件",
    "垃圾箱",
    "广告邮件",
    "spamverdacht",
    "spam-verdacht",
    "unerwünscht",
    "junk-mail",
    "courrier indésirable",
    "indésirables",
    "pourriel",
    "correo no deseado",
    "correo basura",
    "no deseado",
    "lixo eletrônico",
    "lixo eletrónico",
    "posta indesiderata",
    "спам",
    "нежелательная почта",
    "ongewenste e-mail",
    "迷惑メール",
    "스팸메일함",
];

/// A folder, as the server lists it.
pub(super) struct Listed {
    name: String,
    /// Empty: no folder is in another.
    delimiter: String,
    marked: Option<Role>,
}

impl Listed {
    /// A folder in what a server lists, unless it only holds others.
    pub(super) fn of(said: &Response<'_>) -> Option<Listed> {
        let Response::MailboxData(MailboxDatum::List(listed)) = said else { return None };
        let attributes = &listed.name_attributes;
        let marked = attributes.iter().find_map(|attribute| match attribute {
            NameAttribute::Sent => Some(Role::Sent),
            NameAttribute::Junk => Some(Role::Junk),
            _ => None,
        });
        let delimiter = listed.delimiter.as_deref().unwrap_or_default().to_owned();
        let can_be_opened = !attributes.contains(&NameAttribute::NoSelect);
        can_be_opened.then(|| Listed { name: listed.name.clone().into_owned(), delimiter, marked })
    }
}

/// Each role goes to the folders that the server marks with it. Where it marks none, the names tell.
pub(super) fn with_roles(listed: &[Listed]) -> Vec<Folder> {
    let marks = |role| listed.iter().any(|folder| folder.marked == Some(role));
    let (sent_is_marked, junk_is_marked) = (marks(Role::Sent), marks(Role::Junk));
    let folders = listed.iter().map(|folder| {
        let shown = decode(&folder.name).unwrap_or_else(|| folder.name.clone());
        let inside = !folder.delimiter.is_empty();
        let last = shown.rsplit(&folder.delimiter).next().filter(|_| inside).unwrap_or(&shown);
        let last = last.trim().to_lowercase();
        let role = if folder.name.eq_ignore_ascii_case(INBOX) {
            Some(Role::Inbox)
        } else if folder.marked.is_some() {
            folder.marked
        } else if !sent_is_marked && SENT.contains(&last.as_str()) {
            Some(Role::Sent)
        } else if !junk_is_marked && JUNK.contains(&last.as_str()) {
            Some(Role::Junk)
        } else {
            None
        };
        Folder { name: folder.name.clone(), shown, role }
    });
    folders.collect()
}

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &IMAP_MUTF7,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// Reads the spelling that IMAP has for what is not ASCII (RFC 3501, 5.1.3); `None` where it is misspelt.
fn decode(name: &str) -> Option<String> {
    let mut pieces = name.split('&');
    let mut read = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (coded, plain) = piece.split_once('-')?;
        if coded.is_empty() {
            read.push('&');
        } else {
            let bytes = BASE64.decode(coded).ok()?;
            let (units, rest) = bytes.as_chunks::<2>();
            let units: Vec<u16> = units.iter().map(|unit| u16::from_be_bytes(*unit)).collect();
            read.push_str(&String::from_utf16(&units).ok().filter(|_| rest.is_empty())?);
        }
        read.push_str(plain);
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Listed, Role, decode, with_roles};

    #[test]
    fn names_that_are_not_ascii() {
        for (name, read) in [
            ("INBOX", Some("INBOX")),
            ("&XfJT0ZAB-", Some("已发送")),
            ("&V4NXPpCuTvY-", Some("垃圾邮件")),
            ("Entw&APw-rfe", Some("Entwürfe")),
            ("A&-B", Some("A&B")),
            ("&2D3eAA-", Some("😀")),
            ("&-&-", Some("&&")),
            ("R&D", None),
            ("&2D0-", None),
            ("&A-", None),
            ("&!!-", None),
        ] {
            assert_eq!(decode(name).as_deref(), read, "{name}");
        }
    }

    #[test]
    fn what_a_folder_is_for() {
        let (sent, junk) = (Some(Role::Sent), Some(Role::Junk));
        let listed = |rows: &[(&'static str, Option<Role>)]| -> Vec<_> {
            let rows = rows.iter().map(|(name, marked)| Listed {
                name: (*name).to_owned(),
                delimiter: "/".to_owned(),
                marked: *marked,
            });
            with_roles(&rows.collect::<Vec<_>>()).into_iter().map(|folder| folder.role).collect()
        };
        // By their names.
        let names = [
            ("inbox", None),
            ("&XfJT0ZAB-", None),
            ("INBOX/Gesendet", None),
            ("[Gmail]/Spam", None),
            ("Sent to Anna", None),
            ("Archive", None),
        ];
        assert_eq!(listed(&names), [Some(Role::Inbox), sent, sent, junk, None, None]);
        // Where the server marks them, a folder of the same name is somebody's own.
        assert_eq!(listed(&[("Postausgang", sent), ("Sent", None), ("Spam", None)]), [sent, None, junk]);
        assert_eq!(listed(&[("Sent", junk)]), [junk]);
    }

    proptest! {
        #[test]
        fn no_name_makes_it_panic(name in "[&A-Za-z0-9+,/ü-]{0,20}", delimiter in "[./]?") {
            let listed = Listed { name: name.clone(), delimiter, marked: None };
            prop_assert_eq!(&with_roles(&[listed])[0].name, &name);
        }
    }
}
