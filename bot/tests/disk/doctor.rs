//! The doctor says whether print on photos is read, and in which languages.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use crate::world::{World, tell};

#[test]
fn the_doctor_says_who_reads_print() {
    let world = World::new();
    let program = |name: &str, languages: &str| {
        let path = world.path(name);
        fs::write(&path, format!("#!/bin/sh\necho 'List of languages:'\nprintf '{languages}'\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
        path.display().to_string()
    };
    for (program, said) in [
        (program("both", "osd\\neng\\nchi_sim\\n"), "reads chi_sim+eng\n"),
        (program("one", "eng\\n"), "reads eng; chi_sim is not installed"),
        (program("none", "deu\\n"), "MEND  RENMAI_TESSERACT"),
        ("no-such-program".to_owned(), "is not installed"),
        ("off".to_owned(), "off: print on photos is not read"),
    ] {
        let mut command = world.command(&["doctor"]);
        let output = command.env_remove("RENMAI_DNS").env("RENMAI_TESSERACT", &program).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(said), "{program}: {text}");
        assert_eq!(output.status.success(), !said.starts_with("MEND"), "{program}: {text}");
    }
}

#[tokio::test]
async fn the_doctor_misses_the_key_of_the_mailboxes() {
    let world = World::new();
    let book = world.book("renmai.db", 1).await;
    let key = "q2dXyM0hH1w3nLr8Zb5cVt7Jk9Ps4Ue6Ag2Yd1Xo0Fs=";
    let doctor = |given: Option<&str>| {
        let mut command = world.command(&["doctor"]);
        if let Some(given) = given {
            command.env("RENMAI_MAIL_KEY", given);
        }
        let output = command.env_remove("RENMAI_DNS").output().unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let says = |given: Option<&str>, line: &str| {
        let text = doctor(given);
        assert!(text.contains(line), "{line}: {text}");
        assert!(given.is_none_or(|given| !text.contains(given)), "{text}");
    };
    says(None, "ok    RENMAI_MAIL_KEY      made beside the book with the first mailbox");
    says(None, "ok    RENMAI_MICROSOFT_CLIENT not set: mailboxes at Microsoft 365 cannot be connected");
    tell(
        &book,
        "insert into mailbox (team_id, member_id, address, address_key, sender, provider, smtp_host, smtp_port, \
         smtp_security, login, auth, sealed, key_id, state, seed, files_sent, connected_at, resumed_at) \
         values (1, 1, 'a@ours.com', 'a@ours.com', 'A', 'other', '127.0.0.1', 25, 'none', 'a', 'password', 'AA==', 'k', 'ready', 1, 0, 0, 0)",
    )
    .await;
    says(None, "MEND  RENMAI_MAIL_KEY");
    says(None, "renmai.db-mail-key is gone");
    says(Some(key), "ok    RENMAI_MAIL_KEY      set\n");
    says(Some("too-short-a-key"), "MEND  RENMAI_MAIL_KEY");
    let file = world.path("renmai.db-mail-key");
    fs::write(&file, "rubbish").unwrap();
    says(None, "MEND  RENMAI_MAIL_KEY");
    fs::write(&file, key).unwrap();
    says(None, "renmai.db-mail-key\n");
    says(None, "ok    PUBLIC_URL");
    tell(&book, "update mailbox set auth = 'token'").await;
    says(None, "MEND  RENMAI_MICROSOFT_CLIENT not set, and 1 mailbox(es) at Microsoft 365 wait");
}
