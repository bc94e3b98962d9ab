//! What people do with mails and mailboxes.

use chrono::{DateTime, Utc};
use renmai_core::book::{Book, TeamWish};
use renmai_core::contact::Contact;
use renmai_core::email::Email;
use renmai_core::mail::mailbox::{Account, Mailbox, Sealed, Server};
use renmai_core::mail::outgoing::{Answered, Written};
use renmai_core::mail::pace::Haste;
use renmai_core::store::Tx;
use renmai_core::team::Member;
use renmai_core::vocabulary::{Frame, MailLang, MailState, Provider, Security};

use crate::Step;
use crate::people::{TELEGRAM, member};
use crate::world::World;

const HASTES: [Haste; 8] = [
    Haste::Paced,
    Haste::Now,
    Haste::Now,
    Haste::Paced,
    Haste::Now,
    Haste::Answer,
    Haste::Now,
    Haste::AnswerNow,
];

impl World {
    /// `None`: they cannot, and what was begun is rolled back.
    pub(crate) async fn tries_with_mail(&mut self, tx: &mut Tx, step: Step) -> Option<()> {
        let now = self.now;
        match step {
            Step::SetsTeamAddress(given) => {
                let (who, wang) = member(tx, 0).await?;
                let wish = TeamWish::Address(given.then(|| "1 New Road, Shenzhen".into()));
                let (_, change) = Book::new(tx, &wang, now).settle_for_team(&wish).await.unwrap()?;
                self.changes[who].push(change.number());
                Some(())
            }
            Step::Writes { who, contact, haste } => {
                let (who, member) = member(tx, who).await?;
                let mut book = Book::new(tx, &member, now);
                let contact = self.contact(&mut book, contact).await?;
                self.writes(&mut book, who, &contact, HASTES[usize::from(haste) % HASTES.len()]).await
            }
            Step::WritesToAll { who, haste } => {
                let (who, member) = member(tx, who).await?;
                for number in 0..u8::try_from(self.contacts).unwrap_or(u8::MAX) {
                    let mut book = Book::new(tx, &member, now);
                    if let Some(contact) = self.contact(&mut book, number).await {
                        self.writes(&mut book, who, &contact, HASTES[usize::from(haste) % 2]).await;
                    }
                }
                Some(())
            }
            Step::PlansAgain { mail, now: at_once } => {
                let (who, number) = self.mail(mail)?;
                let member = tx.member_by_telegram(TELEGRAM[who]).await.unwrap()?;
                let mut book = Book::new(tx, &member, now);
                let (mail, _) = book.mail(number).await.unwrap()?;
                let haste = if at_once { mail.haste.now() } else { mail.haste };
                book.plan_mail(&mail, haste).await.unwrap().ok().map(|_| ())
            }
            Step::SendsAgain { mail } => {
                let (who, number) = self.mail(mail)?;
                let member = tx.member_by_telegram(TELEGRAM[who]).await.unwrap()?;
                let mut book = Book::new(tx, &member, now);
                let (mail, _) = book.mail(number).await.unwrap()?;
                let again = mail.state == MailState::Parked && book.send_again(&mail, now).await.unwrap();
                if again {
                    // A person says that it did not arrive.
                    self.memory.left.retain(|left| left.mail != number);
                }
                again.then_some(())
            }
            Step::Holds { who } => {
                let (_, member) = member(tx, who).await?;
                Book::new(tx, &member, now).hold_mailbox().await.unwrap().map(|_| ())
            }
            Step::Resumes { who } => {
                let (_, member) = member(tx, who).await?;
                Book::new(tx, &member, now).resume_mailbox().await.unwrap().map(|_| ())
            }
            Step::Disconnects { who } => {
                let (_, member) = member(tx, who).await?;
                Book::new(tx, &member, now).disconnect_mailbox().await.unwrap().then_some(())
            }
            Step::Connects { who, address } => {
                let (who, member) = member(tx, who).await?;
                // Mostly the same again.
                let address = if address < 160 { u8::try_from(who).unwrap() } else { address % 4 };
                connects(tx, &member, address, now).await
            }
            Step::Leaves { who, heir } => {
                let (by, wang) = member(tx, 0).await?;
                let (leaves, leaver) = member(tx, 1 + who % 2).await?;
                let heir = match heir % 3 {
                    0 => None,
                    1 => Some(wang.clone()),
                    _ => member(tx, u8::try_from(3 - leaves).unwrap()).await.map(|(_, heir)| heir),
                };
                let removed = Book::new(tx, &wang, now).remove(&leaver, heir.as_ref()).await.unwrap();
                self.changes[by].push(removed.change.number());
                Some(())
            }
            Step::Undoes { who } => self.undoes(tx, usize::from(who) % 3, None).await,
            Step::UndoesEarlier { who, back } => {
                let who = usize::from(who) % 3;
                let back = usize::from(back) % 6;
                let change = *self.changes[who].iter().rev().nth(back)?;
                self.undoes(tx, who, Some(change)).await
            }
            _ => None,
        }
    }

    async fn writes(
        &mut self,
        book: &mut Book<'_>,
        who: usize,
        contact: &Contact,
        haste: Haste,
    ) -> Option<()> {
        let to = contact.profile.email.clone()?;
        let answers =
            haste.is_answer().then(|| Answered { in_reply_to: "<1@theirs>".into(), before: Vec::new() });
        let text = Written {
            template: None,
            frame: Frame::Free,
            lang: MailLang::En,
            subject: "Lamps".into(),
            body: "Do you need lamps?".into(),
            answers,
        };
        let draft = book.draft_mail(contact, &to, &text, haste).await.unwrap();
        // What the gate does not let be planned stays a draft.
        if let Ok(planned) = book.plan_mail(&draft, haste).await.unwrap() {
            self.mails.push((who, planned.mail.id.number()));
            self.changes[who].push(planned.change.number());
        }
        Some(())
    }

    /// One of the mails that were planned, mostly a late one.
    pub(crate) fn mail(&self, number: u8) -> Option<(usize, i64)> {
        let back = usize::from(number) % self.mails.len().max(1);
        self.mails.iter().rev().nth(back).copied()
    }
}

/// Somebody writes from one of four addresses.
pub(crate) async fn connects(tx: &mut Tx, member: &Member, address: u8, now: DateTime<Utc>) -> Option<()> {
    let address = Email::parse(&format!("box{address}@ours.com")).unwrap();
    let smtp = Server { host: "127.0.0.1".into(), port: 25, security: Security::None };
    let account = Account {
        login: address.as_str().to_owned(),
        address,
        sender: member.name.clone(),
        provider: Provider::Other,
        smtp,
        imap: None,
    };
    let sealed = Sealed { key: "key".into(), text: "secret".into() };
    let mailbox = Mailbox::new(member, account, sealed, 7, now);
    Book::new(tx, member, now).connect_mailbox(mailbox).await.unwrap().ok().map(|_| ())
}
