use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use proptest::prelude::*;
use renmai_core::mail::mailbox::Sealed;
use secrecy::{ExposeSecret as _, SecretString};

use super::{KeyFault, MailKey, OpenFault, Whose, key_file};

const ANNA: Whose<'static> = Whose { team: 1, mailbox: "anna@ours.com" };

fn key(byte: u8) -> MailKey {
    MailKey::parse(&BASE64.encode([byte; 32]).into()).unwrap()
}

fn opened(key: &MailKey, whose: Whose<'_>, sealed: &Sealed) -> Result<String, OpenFault> {
    key.open(whose, sealed).map(|secret| secret.expose_secret().to_owned())
}

proptest! {
    #[test]
    fn what_is_sealed_opens_for_its_mailbox_only(secret in "\\PC{0,80}", team in any::<i64>(), bit in 0_usize..8) {
        let key = key(7);
        let whose = Whose { team, mailbox: "anna@ours.com" };
        let sealed = key.seal(whose, &secret.clone().into()).unwrap();
        prop_assert_eq!(opened(&key, whose, &sealed), Ok(secret));
        for other in [
            Whose { team: team.wrapping_add(1), ..whose },
            Whose { mailbox: "bob@ours.com", ..whose },
            Whose { mailbox: "", ..whose },
        ] {
            prop_assert_eq!(opened(&key, other, &sealed), Err(OpenFault::Damaged));
        }
        let bytes = BASE64.decode(&sealed.text).unwrap();
        for place in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[place] ^= 1 << bit;
            let damaged = Sealed { text: BASE64.encode(bytes), ..sealed.clone() };
            prop_assert_eq!(opened(&key, whose, &damaged), Err(OpenFault::Damaged), "at {}", place);
        }
        for length in 0..bytes.len() {
            let cut = Sealed { text: BASE64.encode(&bytes[..length]), ..sealed.clone() };
            prop_assert_eq!(opened(&key, whose, &cut), Err(OpenFault::Damaged), "{} bytes", length);
        }
    }
}

#[test]
fn another_key_is_named_with_what_to_do() {
    let sealed = key(1).seal(ANNA, &"secret".into()).unwrap();
    let fault = opened(&key(2), ANNA, &sealed).unwrap_err();
    assert_eq!(fault, OpenFault::OtherKey { sealed: key(1).id().into(), here: key(2).id().into() });
    for word in [key(1).id(), key(2).id(), "RENMAI_MAIL_KEY", "connect the mailbox anew"] {
        assert!(fault.to_string().contains(word), "{fault}");
    }
    // Who writes the name of the right key over that of the wrong one gets no further.
    let renamed = Sealed { key: key(2).id().into(), ..sealed };
    assert_eq!(opened(&key(2), ANNA, &renamed), Err(OpenFault::Damaged));
}

#[test]
fn the_same_secret_is_never_sealed_the_same() {
    let seal = || key(1).seal(ANNA, &"secret".into()).unwrap().text;
    assert_ne!(seal(), seal());
}

#[test]
fn nothing_secret_is_in_debug() {
    let key = key(b'k');
    let sealed = key.seal(ANNA, &"secret".into()).unwrap();
    assert_eq!(format!("{key:?} {sealed:?}"), format!("MailKey({0}) Sealed", key.id()));
    assert_eq!(key.id().len(), 8);
}

#[test]
fn a_key_is_32_bytes_as_base64() {
    for (text, good) in [
        (BASE64.encode([1; 32]), true),
        (format!(" {}\n", BASE64.encode([1; 32])), true),
        (BASE64.encode([1; 31]), false),
        (BASE64.encode([1; 33]), false),
        ("correct horse battery staple".into(), false),
        (String::new(), false),
    ] {
        let read = MailKey::parse(&SecretString::from(text.clone()));
        assert_eq!(read.is_ok(), good, "{text:?}");
        if let Err(fault) = read {
            assert!(!text.contains(' ') || !fault.to_string().contains(&text), "{fault}");
        }
    }
}

#[test]
fn the_key_beside_a_book_is_made_once_and_only_its_owners() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("renmai.db");
    assert!(MailKey::beside(&book).unwrap().is_none());
    let ids: Vec<String> = std::thread::scope(|scope| {
        let make = || MailKey::beside_or_new(&book).unwrap().id().to_owned();
        let made: Vec<_> = (0..8).map(|_| scope.spawn(make)).collect();
        made.into_iter().map(|made| made.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    assert_eq!(MailKey::beside(&book).unwrap().unwrap().id(), ids[0]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "drafts stayed");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = |file: &Path| file.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&key_file(&book)), 0o600);
        fs::set_permissions(key_file(&book), fs::Permissions::from_mode(0o644)).unwrap();
        MailKey::beside(&book).unwrap();
        assert_eq!(mode(&key_file(&book)), 0o600, "loose rights stay");
    }
}

#[test]
fn a_file_that_holds_no_key_is_named_and_stays() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("renmai.db");
    fs::write(key_file(&book), "something else").unwrap();
    let fault = MailKey::beside_or_new(&book).unwrap_err();
    assert!(matches!(&fault, KeyFault::NotAKeyFile(file) if *file == key_file(&book)), "{fault}");
    assert!(!fault.to_string().contains("something"), "{fault}");
    assert_eq!(fs::read_to_string(key_file(&book)).unwrap(), "something else");
}
