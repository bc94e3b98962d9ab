//! A book, its people, the sender, and a memory of what left.

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::book::mail::{Became, hand_over, next_mail, settle};
use renmai_core::mail::reading::Verdict;
use renmai_core::store::{Frozen, Store};
use renmai_core::vocabulary::MailboxId;
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _};

use crate::Step;
use crate::check::{self, Left};

/// A book and what is known of it besides.
pub(crate) struct World {
    _scratch: Scratch,
    pub(crate) store: Store,
    pub(crate) beside: AnyConnection,
    pub(crate) now: DateTime<Utc>,
    /// The highest number of a contact.
    pub(crate) contacts: i64,
    /// The mails that were planned: whose, and their numbers.
    pub(crate) mails: Vec<(usize, i64)>,
    /// The changes of each member, the newest last.
    pub(crate) changes: [Vec<i64>; 3],
    /// The changes that gave a basis: whose, and their numbers.
    pub(crate) bases: Vec<(usize, i64)>,
    pub(crate) memory: Memory,
    pub(crate) claimed: u64,
    names: u64,
}

/// What cannot be read from the book, because somebody may have changed it there.
#[derive(Default)]
pub(crate) struct Memory {
    /// What reached, or may have reached, somebody.
    pub(crate) left: Vec<Left>,
    /// The opt-outs: the change, the contact and the address.
    pub(crate) opted_out: Vec<(i64, i64, String)>,
    /// The addresses of those who were erased.
    pub(crate) erased: Vec<String>,
}

/// What a server does with a mail.
enum Luck {
    Becomes(Became),
    /// The process dies before, or after the mail is being handed over.
    Dies {
        handed: bool,
    },
    /// The reader opts out while the server is asked.
    OptsOut,
}

impl World {
    pub(crate) async fn open() -> World {
        let scratch = Scratch::new().await;
        let store = Store::open(scratch.url()).await.unwrap();
        let beside = AnyConnection::connect(scratch.url()).await.unwrap();
        let mut world = World {
            _scratch: scratch,
            store,
            beside,
            // A Monday, 10:00 in Shanghai.
            now: "2026-11-23T02:00:00Z".parse().unwrap(),
            contacts: 0,
            mails: Vec::new(),
            changes: Default::default(),
            bases: Vec::new(),
            memory: Memory::default(),
            claimed: 0,
            names: 0,
        };
        world.found().await;
        world
    }

    pub(crate) async fn close(self) {
        self.beside.close().await.unwrap();
        self.store.close().await;
    }

    pub(crate) async fn takes(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::Passes { minutes, luck } => {
                self.now += TimeDelta::minutes(minutes);
                self.sends(luck).await
            }
            step => {
                self.does(step).await;
                Ok(())
            }
        }
    }

    /// The sender works until nothing is due.
    async fn sends(&mut self, luck: u8) -> Result<(), String> {
        let mut tx = self.store.read().await.unwrap();
        let mailboxes = tx.all_mailboxes().await.unwrap();
        drop(tx);
        for mailbox in mailboxes {
            while self.sends_one(mailbox.id, luck).await? {}
        }
        Ok(())
    }

    async fn sends_one(&mut self, mailbox: MailboxId, luck: u8) -> Result<bool, String> {
        let now = self.now;
        let mut tx = self.store.begin().await.unwrap();
        let turn = next_mail(&mut tx, mailbox, now).await.unwrap();
        let Some((cleared, next)) = turn.next else {
            tx.commit().await.unwrap();
            return Ok(false);
        };
        self.names += 1;
        let subject = cleared.subject(&next.mail.text.subject);
        let name = format!("<r{}.{}@ours.com>", next.mail.id.number(), self.names);
        let frozen = next.frozen.clone().unwrap_or(Frozen { message_id: name, raw: b"mail".to_vec() });
        assert!(tx.claim_mail(cleared, &frozen, now).await.unwrap());
        tx.commit().await.unwrap();
        self.claimed += 1;
        let mail = next.mail.id;
        let left = check::may_go(&mut self.beside, &self.memory, mail.number(), &subject, now).await?;

        let luck = lot(u64::from(luck) + self.names);
        let mut tx = self.store.begin().await.unwrap();
        if matches!(luck, Luck::OptsOut) {
            self.opts_out(&mut tx, &next).await;
            let is_handed = hand_over(&mut tx, &next, now).await.unwrap();
            tx.commit().await.unwrap();
            return if is_handed { Err(format!("{mail:?} left after an opt-out")) } else { Ok(true) };
        }
        let is_handed =
            !matches!(luck, Luck::Dies { handed: false } | Luck::Becomes(Became::Refused(Verdict::Hard, _)));
        if is_handed {
            assert!(hand_over(&mut tx, &next, now).await.unwrap());
        }
        if is_handed && !matches!(luck, Luck::Becomes(Became::Later(_) | Became::Refused(..))) {
            self.memory.left.push(left);
        }
        match luck {
            Luck::Becomes(became) => {
                settle(&mut tx, &next.mail, &became, now).await.unwrap().unwrap();
            }
            Luck::Dies { .. } | Luck::OptsOut => {
                tx.recover_mails(now).await.unwrap();
            }
        }
        tx.commit().await.unwrap();
        Ok(true)
    }
}

fn lot(number: u64) -> Luck {
    match number % 16 {
        0 => Luck::Becomes(Became::Later(Some("451 later".into()))),
        1 => Luck::Becomes(Became::Unknown),
        2 => Luck::Becomes(Became::Refused(Verdict::Hard, "550 5.1.1 unknown".into())),
        3 => Luck::Becomes(Became::Refused(Verdict::Soft, "554 no".into())),
        4 => Luck::Dies { handed: false },
        5 => Luck::Dies { handed: true },
        6 => Luck::OptsOut,
        _ => Luck::Becomes(Became::Sent("250 ok".into())),
    }
}
