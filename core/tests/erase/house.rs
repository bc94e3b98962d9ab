//! A book that says of one person all that it can, and a search for every word of it.

use std::fs;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::mail::{Arrived, take_in};
use renmai_core::book::{Added, Book, Doubt, found_team};
use renmai_core::contact::{Contact, Profile};
use renmai_core::email::Email;
use renmai_core::interaction::{Attachment, Happened};
use renmai_core::mail::envelope::Envelope;
use renmai_core::mail::mailbox::{Account, Mailbox, Sealed, Server};
use renmai_core::mail::outgoing::Written;
use renmai_core::mail::pace::Haste;
use renmai_core::mail::reading;
use renmai_core::read::Draft;
use renmai_core::store::{Engine, Erased, NewMessage, Priority, Scope, Settled, Store};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{
    AttachmentKind, Basis, Field, Frame, Grade, InteractionKind, Lang, MailLang, Provider, Security,
};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, AssertSqlSafe, Connection as _};

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

/// What is known of the person, each word of which stands nowhere else.
pub(crate) const TOLD: &[(Field, &str)] = &[
    (Field::Name, "Zyxwa Qvortex"),
    (Field::Company, "Plimbus Krangworks"),
    (Field::Title, "Chief Vlonqer"),
    (Field::Email, "Zyxwa.Qvortex@krangplimb.example"),
    (Field::Phone, "+49 30 90182077"),
    (Field::LinkedIn, "https://linkedin.com/in/zyxwaq"),
    (Field::Language, "Frobnish"),
    (Field::Website, "https://plimbus-krang.example"),
    (Field::Industry, "wuzzlemaking"),
    (Field::Pains, "blivets that squonk"),
    (Field::Plans, "ten thousand grommixes"),
    (Field::Weighs, "glorpitude"),
];

/// Each word of it, as it may stand somewhere.
pub(crate) const WORDS: &[&str] = &[
    "zyxwa",
    "qvortex",
    "plimbus",
    "krangworks",
    "vlonqer",
    "krangplimb",
    "90182077",
    "zyxwaq",
    "frobnish",
    "plimbus-krang",
    "wuzzlemaking",
    "blivets",
    "grommixes",
    "snorkwidgets",
    "flumbering",
    "zonkdrawing",
    "wobblegasket",
    "drizzlefair",
    "gribblesubject",
    "spleenwidget",
    "glorpitude",
    "snorfle",
    "quuxnote",
    "yonkstep",
    "zargreason",
    "wibblecaption",
    "oldname",
    "oldmail",
    "flimflam",
];

pub(crate) struct House {
    pub(crate) scratch: Scratch,
    pub(crate) store: Store,
    pub(crate) owner: Member,
}

impl House {
    pub(crate) async fn new() -> House {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let mut tx = store.begin().await.unwrap();
        let wang = Newcomer { telegram: 7_000_001, name: "王伟".into(), username: None, lang: Lang::Zh };
        let (owner, _) = found_team(&mut tx, &wang, "Brightway", now()).await.unwrap();
        tx.commit().await.unwrap();
        let house = House { scratch, store, owner };
        house.others(0..150).await;
        house
    }

    /// Others, with notes, so that pages are split and filled again.
    async fn others(&self, numbers: std::ops::Range<u32>) {
        let mut tx = self.store.begin().await.unwrap();
        for no in numbers {
            let name = format!("Nobody {no}");
            let profile = Profile { name: Some(name), ..Profile::default() };
            let Added::New(done) = Book::new(&mut tx, &self.owner, now())
                .add(&Draft { profile, ..Draft::default() }, Doubt::Ask)
                .await
                .unwrap()
            else {
                panic!("not added")
            };
            Book::new(&mut tx, &self.owner, now())
                .log(
                    &done.contact,
                    &Happened::new(InteractionKind::Note, "a word of it ".repeat(no as usize % 40)),
                    None,
                    now(),
                )
                .await
                .unwrap()
                .unwrap();
        }
        tx.commit().await.unwrap();
    }

    pub(crate) async fn add(&self, told: &[(Field, &str)]) -> Contact {
        let mut profile = Profile::default();
        for (field, text) in told {
            field.set(&mut profile, Some(text), now().date_naive()).unwrap();
        }
        let mut tx = self.store.begin().await.unwrap();
        // Of somebody of whom more than a name is told, there is a note as well.
        let leftover = (told.len() > 1).then(|| "a snorfle left over".into()).into_iter().collect();
        let draft = Draft { profile, leftover, ..Draft::default() };
        let added = Book::new(&mut tx, &self.owner, now()).add(&draft, Doubt::AddAnyway).await.unwrap();
        tx.commit().await.unwrap();
        match added {
            Added::New(done) => done.contact,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn again(&self, contact: &Contact) -> Contact {
        let mut tx = self.store.read().await.unwrap();
        tx.contact(Scope::of(&self.owner), contact.no).await.unwrap().unwrap()
    }

    /// All that a book can say of somebody.
    /// A mail goes to the person, and one comes from them.
    async fn mails_with(&self, contact: &Contact) {
        let mut tx = self.store.begin().await.unwrap();
        let server = Server { host: "127.0.0.1".into(), port: 25, security: Security::None };
        let account = Account {
            address: Email::parse("wang@ours.example").unwrap(),
            sender: "Wang".into(),
            provider: Provider::Other,
            smtp: server.clone(),
            imap: Some(server),
            login: "wang".into(),
        };
        let sealed = Sealed { key: String::new(), text: String::new() };
        let mailbox = Mailbox::new(&self.owner, account, sealed, 7, now());
        let mut book = Book::new(&mut tx, &self.owner, now());
        let mailbox = book.connect_mailbox(mailbox).await.unwrap().unwrap();
        let text = Written {
            template: None,
            frame: Frame::Free,
            lang: MailLang::En,
            subject: "About snorkwidgets".into(),
            body: "Would you like flumbering?".into(),
            answers: None,
        };
        let to = contact.profile.email.clone().unwrap();
        let mail = book.draft_mail(contact, &to, &text, Haste::Paced).await.unwrap();
        let file =
            book.attach_to_mail(&mail, "zonkdrawing.pdf", "application/pdf", 9).await.unwrap().unwrap();
        book.fill_mail_file(&mail, file, b"a wobblegasket".to_vec()).await.unwrap().unwrap();
        book.give_basis(contact, Basis::Met, "met at the drizzlefair").await.unwrap();
        let came = format!(
            "From: Zyxwa <{}>\r\nTo: wang@ours.example\r\nSubject: gribblesubject\r\nMessage-ID: <k@krangplimb.example>\r\n\r\nI want a spleenwidget.\r\n",
            to.as_str()
        );
        let (envelope, reading) = (Envelope::of(came.as_bytes()), reading::read(came.as_bytes()).unwrap());
        let arrived = Arrived { envelope: &envelope, reading: &reading, bytes_hash: "k" };
        let heard = take_in(&mut tx, &mailbox, &self.owner, &arrived, now()).await.unwrap();
        assert_eq!(heard.len(), 1);
        tx.commit().await.unwrap();
    }

    pub(crate) async fn talks_about(&self, contact: &Contact) {
        let note = InteractionKind::Note;
        let photo = Attachment { kind: AttachmentKind::Photo, file: "AgAD-flimflam".into(), bytes: 9 };
        let mut tx = self.store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &self.owner, now());
        let logged = book
            .log(contact, &Happened::new(note, "a quuxnote of some length"), None, now())
            .await
            .unwrap()
            .unwrap();
        let logged = book
            .log(&logged.done.contact, &Happened::new(note, "wibblecaption"), Some(&photo), now())
            .await
            .unwrap()
            .unwrap();
        let done = book
            .plan(&logged.done.contact, now().date_naive() + TimeDelta::days(3), "send the yonkstep")
            .await
            .unwrap();
        let done = book.grade(&done.contact, Grade::A, Some("for a zargreason")).await.unwrap();
        // Called otherwise before.
        let mut old = done.contact.profile.clone();
        Field::Name.set(&mut old, Some("Oldname Qvortex"), now().date_naive()).unwrap();
        Field::Email.set(&mut old, Some("oldmail@krangplimb.example"), now().date_naive()).unwrap();
        let renamed = book.edit(&done.contact, old).await.unwrap();
        book.edit(&renamed.contact, contact.profile.clone()).await.unwrap();
        tx.commit().await.unwrap();

        self.mails_with(contact).await;
        let chat = self.owner.telegram;
        let mut tx = self.store.begin().await.unwrap();
        let rows = "name,email\nIda,ida@nowhere.example\n".repeat(40_000)
            + "Zyxwa Qvortex,\"zyxwa.qvortex@krangplimb.example\"\n";
        tx.keep_file(chat, "leads.csv", rows.as_bytes(), now()).await.unwrap();
        tx.keep_file(chat, "Oldname Qvortex.vcf", b"nothing", now()).await.unwrap();
        let other = tx.keep_file(chat, "others.csv", b"name\nIda\n", now()).await.unwrap();
        tx.keep_search(&self.owner, "plimbus", now()).await.unwrap();
        tx.keep_draft(chat, r#"{"name": "ZYXWA QVORTEX", "company": "Plimbus Krangworks"}"#, now())
            .await
            .unwrap();
        let draft = tx.keep_draft(chat, r#"{"name": "Ida"}"#, now()).await.unwrap();
        let asked = r#"{"Add": {"phone": "030 90182077", "pains": "blivets"}}"#;
        tx.set_dialogue(chat, Some(asked), now()).await.unwrap();
        let update = format!(r#"{{"from": {{"id": {chat}}}, "text": "\u005ayxwa Qvortex: glorpitude"}}"#);
        tx.insert_dead_letter(5, "K7", "a fault", &update, now()).await.unwrap();
        tx.enqueue_job(chat, r#"{"job": "Fetch", "name": "Zyxwa Qvortex.csv"}"#, now()).await.unwrap();
        for (key, body) in [
            ("sent", "a card: Plimbus Krangworks"),
            ("failed", "a card: grommixes"),
            ("waiting", r#"{"Send": {"html": "<b>Zyxwa Qvortex</b>, wuzzlemaking"}}"#),
            ("other", r#"{"Send": {"html": "Ida"}}"#),
        ] {
            let message = NewMessage {
                chat,
                key: Some(key.into()),
                priority: Priority::Bulk,
                body: body.into(),
                card_of: None,
            };
            tx.enqueue_now(&message, now()).await.unwrap();
        }
        let claimed = tx.claim_messages(now(), 1).await.unwrap();
        tx.settle_messages(&[(claimed[0].clone(), Settled::Sent(Some(9)))], now()).await.unwrap();
        let claimed = tx.claim_messages(now(), 1).await.unwrap();
        tx.settle_messages(&[(claimed[0].clone(), Settled::Failed("no Zyxwa".into()))], now()).await.unwrap();
        tx.commit().await.unwrap();
        // The others between, so that the person's rows were moved about.
        self.others(1_000 + draft as u32..1_060 + draft as u32).await;
        let mut tx = self.store.read().await.unwrap();
        assert!(tx.kept_file(chat, other).await.unwrap().is_some());
    }

    pub(crate) async fn forgets(&self, contact: &Contact) {
        let mut tx = self.store.begin().await.unwrap();
        while tx.index_rest().await.unwrap() {}
        let contact = tx.contact(Scope::of(&self.owner), contact.no).await.unwrap().unwrap();
        Book::new(&mut tx, &self.owner, now()).forget(&contact).await.unwrap();
        tx.commit().await.unwrap();
    }

    pub(crate) async fn undoes(&self) -> bool {
        let mut tx = self.store.begin().await.unwrap();
        let undone = Book::new(&mut tx, &self.owner, now()).undo(None).await.unwrap().is_ok();
        tx.commit().await.unwrap();
        undone
    }

    /// The words that stand in a file of the folder or a row of a table.
    pub(crate) async fn found(&self) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.scratch.folder()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap().to_ascii_lowercase();
            for word in WORDS {
                if bytes.windows(word.len()).any(|window| window == word.as_bytes()) {
                    found.push(format!("{word} in {}", path.file_name().unwrap().display()));
                }
            }
        }
        if self.store.engine() == Engine::Postgres {
            let mut connection = AnyConnection::connect(self.scratch.url()).await.unwrap();
            for (table, _) in renmai_core::store::TABLES {
                for word in WORDS {
                    let text =
                        format!("select count(*) from {table} as r where cast(r as text) ilike '%{word}%'");
                    let count: i64 =
                        sqlx::query_scalar(AssertSqlSafe(text)).fetch_one(&mut connection).await.unwrap();
                    if count > 0 {
                        found.push(format!("{word} in {table}"));
                    }
                }
            }
        }
        found
    }

    /// The beginnings of the words that stand in the index of `/find`, which knows only three letters.
    pub(crate) async fn indexed(&self) -> Vec<String> {
        let beginnings = WORDS.iter().map(|word| format!("'{}'", &word[..3])).collect::<Vec<_>>().join(", ");
        let text = format!("select gram from find_gram where gram in ({beginnings})");
        let mut connection = AnyConnection::connect(self.scratch.url()).await.unwrap();
        sqlx::query_scalar(AssertSqlSafe(text)).fetch_all(&mut connection).await.unwrap()
    }

    pub(crate) async fn holds_nothing(&self) {
        assert_eq!(self.indexed().await, Vec::<String>::new());
        assert_eq!(self.store.keep_up(now()).await.unwrap(), Some(Erased::Wholly));
        assert_eq!(self.store.keep_up(now()).await.unwrap(), None);
        assert_eq!(self.found().await, Vec::<String>::new());
    }
}
