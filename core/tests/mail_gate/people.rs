//! What people do with the book.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use renmai_core::book::mail::ToClaim;
use renmai_core::book::{self, Added, Book, Done, Doubt, Opened, TeamWish};
use renmai_core::contact::{Contact, Profile};
use renmai_core::email::Email;
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::read::source::parse_source;
use renmai_core::store::Tx;
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Basis, ContactNo, Country, InteractionKind, Lang, Role};

use crate::check::{Left, ask};
use crate::mails::connects;
use crate::world::World;
use crate::{Step, Told};

/// Where contacts are, with their zones there.
pub(crate) const COUNTRIES: [(&str, Tz); 8] = [
    ("US", Tz::America__New_York),
    ("DE", Tz::Europe__Berlin),
    ("FR", Tz::Europe__Paris),
    ("GB", Tz::Europe__London),
    ("CA", Tz::America__Toronto),
    ("AU", Tz::Australia__Sydney),
    ("CN", Tz::Asia__Shanghai),
    ("BR", Tz::America__Sao_Paulo),
];

/// How many contacts there are from the beginning, all American: three of each company.
const KNOWN: u8 = 42;

/// One of the addresses that are in play: those of the first contacts, some more, and two of free mail.
fn address(number: u8) -> Email {
    let n = number % (KNOWN + 12);
    let text = match n {
        0 | 1 => format!("p{n}@gmail.com"),
        _ => format!("p{n}@firm{}.com", n / 3),
    };
    Email::parse(&text).unwrap()
}

/// By what a member is known in Telegram.
pub(crate) const TELEGRAM: [i64; 3] = [1, 2, 3];

impl World {
    /// Wang leads; Anna and Lina sell. Each has a mailbox, and Anna most of the contacts.
    pub(crate) async fn found(&mut self) {
        let (now, mut tx) = (self.now, self.store.begin().await.unwrap());
        let newcomer =
            |telegram, name: &str| Newcomer { telegram, name: name.into(), username: None, lang: Lang::En };
        let (wang, _) = book::found_team(&mut tx, &newcomer(1, "Wang"), "Brightway", now).await.unwrap();
        for (telegram, name) in [(2, "Anna"), (3, "Lina")] {
            let given = Book::new(&mut tx, &wang, now).invite(Role::Salesperson).await.unwrap();
            let opened =
                book::open_code(&mut tx, &newcomer(telegram, name), &given.code, "", now).await.unwrap();
            assert!(matches!(opened, Some(Opened::Joined { .. })));
        }
        let address = TeamWish::Address(Some("88 Keji Road, Shenzhen".into()));
        Book::new(&mut tx, &wang, now).settle_for_team(&address).await.unwrap();
        for (who, telegram) in TELEGRAM.into_iter().enumerate() {
            let member = tx.member_by_telegram(telegram).await.unwrap().unwrap();
            connects(&mut tx, &member, u8::try_from(who).unwrap(), now).await;
        }
        for n in 0..KNOWN {
            let member = tx.member_by_telegram(if n % 7 == 6 { 3 } else { 2 }).await.unwrap().unwrap();
            let told = Told { source: true, company: true };
            adds(&mut tx, &member, n, 0, told, now).await.unwrap();
            self.contacts += 1;
        }
        tx.commit().await.unwrap();
    }

    /// Somebody does something, if they can.
    pub(crate) async fn does(&mut self, step: Step) {
        let mut tx = self.store.begin().await.unwrap();
        if self.tries(&mut tx, step).await.is_some() {
            tx.commit().await.unwrap();
        }
    }

    /// `None`: they cannot, and what was begun is rolled back.
    async fn tries(&mut self, tx: &mut Tx, step: Step) -> Option<()> {
        let now = self.now;
        match step {
            Step::Adds { who, address, country, told } => {
                let (who, member) = member(tx, who).await?;
                let done = adds(tx, &member, address, country, told, now).await?;
                self.contacts += 1;
                self.did(who, &done)
            }
            Step::GivesBasis { who, contact, basis } => {
                let (who, member) = member(tx, who).await?;
                let basis = Basis::ALL[usize::from(basis) % Basis::ALL.len()];
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                let done = book.give_basis(&contact, basis, "said so").await.unwrap();
                self.bases.extend(done.change.map(|change| (who, change.number())));
                self.did(who, &done)
            }
            Step::TakesBasisBack => {
                let (who, change) = self.bases.pop()?;
                self.undoes(tx, who, Some(change)).await
            }
            Step::LogsOptOut { who, contact } => {
                let (who, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                let told = Happened::new(InteractionKind::OptedOut, "no more");
                let logged = book.log(&contact, &told, None, now).await.unwrap().ok()?;
                self.opted_out(&contact, &logged.done).await;
                self.did(who, &logged.done)
            }
            Step::OptsOutOfMail { mail } => {
                let (who, number) = self.mail(mail)?;
                let member = tx.member_by_telegram(TELEGRAM[who]).await.unwrap()?;
                let mut book = Book::new(tx, &member, now);
                let (mail, contact) = book.mail(number).await.unwrap()?;
                let done = book.opt_out_of(&mail, &contact).await.unwrap()?;
                self.opted_out(&contact, &done).await;
                self.did(who, &done)
            }
            Step::LogsBounce { who, contact } => {
                let (who, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                let told = Happened::new(InteractionKind::Bounced, "550");
                let logged = book.log(&contact, &told, None, now).await.unwrap().ok()?;
                self.did(who, &logged.done)
            }
            Step::LogsSent { who, contact } => {
                let (who, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                let told = Happened::new(InteractionKind::Sent, "by hand");
                let logged = book.log(&contact, &told, None, now).await.unwrap().ok()?;
                let (at, id) = (logged.interaction.at, self.id(&contact).await);
                let change = logged.done.change?.number();
                let (to, from) = (String::new(), String::new());
                self.memory.left.push(Left { mail: 0, at, contact: id, to, from, change });
                self.did(who, &logged.done)
            }
            Step::Merges { who, stays, gone } => {
                let (who, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let stays = self.contact(&mut book, stays).await?;
                let gone = self.contact(&mut book, gone).await.filter(|gone| gone.id != stays.id)?;
                let done = book.merge(&stays, &gone, None).await.unwrap();
                self.did(who, &done)
            }
            Step::Assigns { contact, to } => {
                let (who, wang) = member(tx, 0).await?;
                let heir = member(tx, to % 4).await.map(|(_, heir)| heir).filter(|_| to % 4 < 3);
                let mut book = Book::new(tx, &wang, now);
                let contact = self.contact(&mut book, contact).await?;
                let done = book.assign(&contact, heir.as_ref()).await.unwrap();
                self.did(who, &done)
            }
            Step::Moves { who, contact, address: to } => {
                let to = address(to);
                // An address is one contact's.
                let taken =
                    format!("select id from contact where email_key = '{}' and removed_at is null", to.key());
                if !ask(&mut self.beside, &taken).await.is_empty() {
                    return None;
                }
                self.edits(tx, who, contact, |profile| profile.email = Some(to)).await
            }
            Step::Emigrates { who, contact, country } => {
                let to = COUNTRIES.get(usize::from(country) % (COUNTRIES.len() + 1));
                let to = to.and_then(|(code, _)| Country::parse(code));
                self.edits(tx, who, contact, |profile| profile.country = to).await
            }
            Step::DropsSource { who, contact } => {
                self.edits(tx, who, contact, |profile| profile.source = None).await
            }
            Step::Forgets { who, contact } => {
                let (_, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                book.forget(&contact).await.unwrap();
                self.memory.erased.extend(contact.profile.email.map(|email| email.key()));
                Some(())
            }
            step => self.tries_with_mail(tx, step).await,
        }
    }

    async fn edits(
        &mut self,
        tx: &mut Tx,
        who: u8,
        contact: u8,
        edit: impl FnOnce(&mut Profile),
    ) -> Option<()> {
        let (who, member) = member(tx, who).await?;
        let mut book = Book::new(tx, &member, self.now);
        let contact = self.contact(&mut book, contact).await?;
        let mut profile = contact.profile.clone();
        edit(&mut profile);
        let done = book.edit(&contact, profile).await.unwrap();
        self.did(who, &done)
    }
}

impl World {
    /// One of the contacts that the member sees.
    pub(crate) async fn contact(&self, book: &mut Book<'_>, number: u8) -> Option<Contact> {
        book.contact(ContactNo(i64::from(number) % self.contacts + 1)).await.unwrap()
    }

    /// Remembers what a member changed.
    pub(crate) fn did(&mut self, who: usize, done: &Done) -> Option<()> {
        self.changes[who].extend(done.change.map(|change| change.number()));
        Some(())
    }

    /// The owner of the team logs that the reader of a mail opted out.
    pub(crate) async fn opts_out(&mut self, tx: &mut Tx, claimed: &ToClaim) {
        let (who, owner) = member(tx, 0).await.unwrap();
        let told = Happened::new(InteractionKind::OptedOut, "no more");
        let logged = Book::new(tx, &owner, self.now).log(&claimed.contact, &told, None, self.now).await;
        let done = logged.unwrap().unwrap().done;
        self.opted_out(&claimed.contact, &done).await;
        self.did(who, &done);
    }

    async fn opted_out(&mut self, contact: &Contact, done: &Done) {
        let id = self.id(contact).await;
        let address = contact.profile.email.as_ref().map(Email::key).unwrap_or_default();
        self.memory.opted_out.extend(done.change.map(|change| (change.number(), id, address)));
    }

    /// The key of a contact's row.
    async fn id(&mut self, contact: &Contact) -> i64 {
        let rows =
            ask(&mut self.beside, &format!("select id from contact where no = {}", contact.no.0)).await;
        rows[0][0].parse().unwrap()
    }

    /// Takes a change back, if it can be.
    pub(crate) async fn undoes(&mut self, tx: &mut Tx, who: usize, change: Option<i64>) -> Option<()> {
        let member = tx.member_by_telegram(TELEGRAM[who]).await.unwrap()?;
        Book::new(tx, &member, self.now).undo(change).await.unwrap().ok().map(|_| ())
    }
}

/// A member who is still there, with their place.
pub(crate) async fn member(tx: &mut Tx, who: u8) -> Option<(usize, Member)> {
    let who = usize::from(who) % TELEGRAM.len();
    Some((who, tx.member_by_telegram(TELEGRAM[who]).await.unwrap()?))
}

async fn adds(
    tx: &mut Tx,
    by: &Member,
    number: u8,
    country: u8,
    told: Told,
    now: DateTime<Utc>,
) -> Option<Done> {
    let email = address(number);
    let country = COUNTRIES.get(usize::from(country) % (COUNTRIES.len() + 1));
    let profile = Profile {
        name: Some(format!("Buyer {number}")),
        company: told.company.then(|| format!("Firm {}", email.domain())),
        email: Some(email),
        country: country.and_then(|(code, _)| Country::parse(code)),
        source: told.source.then(|| parse_source("Light+Building 2026").unwrap()),
        ..Profile::default()
    };
    let draft = Draft { profile, ..Draft::default() };
    match Book::new(tx, by, now).add(&draft, Doubt::AddAnyway).await.unwrap() {
        Added::New(done) => Some(*done),
        Added::Taken(_) | Added::LooksLike(_) => None,
    }
}
