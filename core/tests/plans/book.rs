//! A book in which a scan would be long: one big team, a small one beside it, and mails and messages by the thousand.

use chrono::{DateTime, Utc};
use renmai_core::book::{self, Book, Doubt};
use renmai_core::fill::{Size, Wanted, fill};
use renmai_core::read::add::parse_add;
use renmai_core::store::Store;
use renmai_core::team::Newcomer;
use renmai_core::vocabulary::Lang;
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::BIG;

const CONTACTS: u64 = 2_000;

/// What the made-up book has none of, each as often as in a book: few mails are under way, few contacts are merged.
const BESIDE: &str = "
insert into mailbox (team_id, member_id, address, address_key, sender, provider, smtp_host, smtp_port, smtp_security,
    login, auth, key_id, sealed, seed, state, connected_at, resumed_at)
    select team_id, id, 'm' || id || '@brightway.example', 'm' || id || '@brightway.example', name, 'other', 'localhost',
    25, 'none', name, 'password', '', '', 1, 'ready', 0, 0 from member;
insert into mail (team_id, contact_id, member_id, mailbox_id, recipient, recipient_key, company_domain, frame, lang,
    subject, body, state, haste, made_at, due_at, token, message_id, handed_at, settled_at, change_id)
    select c.team_id, c.id, b.member_id, b.id, 'a', 'a', c.company_domain, '', 'en', '', '',
    case c.id % 100 when 0 then 'waiting' when 1 then 'draft' when 2 then 'parked' else 'sent' end, '', c.added_at,
    c.added_at, 'token' || c.id, 'mail' || c.id || '@brightway.example',
    case when c.id % 100 > 1 then c.added_at end, case when c.id % 100 > 2 then c.added_at end, c.change_id
    from contact c join mailbox b on b.member_id = c.owner_id;
insert into reading (team_id, mailbox_id, contact_id, mail_id, class, sender, sender_name, subject, body, at, change_id)
    select team_id, mailbox_id, contact_id, id, 'answer', '', '', '', '', made_at, change_id from mail;
insert into outbox (chat_id, priority, body, due_at, state, created_at)
    select id % 500, 1, '', added_at, case when id % 100 = 0 then 'waiting' else 'sent' end, added_at from contact;
update contact set merged_into = id - 1, removed_at = added_at where id % 50 = 0;
update contact set whatsapp_digits = '49' || id where id % 10 = 1;
update contact set rings_at = 1 where id % 200 = 1;
update contact set source_channel = 'trade show' where id % 20 = 1;
update interaction set removed_at = at where id % 100 = 0;
update change set verb = 'merged' where id % 500 = 0;
";

/// Fills an empty book.
pub(crate) async fn fill_up(store: &Store, beside: &mut AnyConnection) {
    let now: DateTime<Utc> = "2026-11-25T03:00:00Z".parse().unwrap();
    let size = Size::new(CONTACTS, 10 * CONTACTS, 10).unwrap();
    fill(store, Wanted { size, seed: 7, owner_telegram: Some(1) }, now, |_| ()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let maria = Newcomer { telegram: 2, name: "Maria".into(), username: None, lang: Lang::En };
    let (maria, _) = book::found_team(&mut tx, &maria, "Smallway", now).await.unwrap();
    let mut book = Book::new(&mut tx, &maria, now);
    for line in ["Eva Braun, Rot AG, eva@rot.de", "Ida Rot, Braun AG, ida@braun.de"] {
        book.add(&parse_add(line, now.date_naive()).unwrap(), Doubt::AddAnyway).await.unwrap();
    }
    tx.commit().await.unwrap();
    sqlx::raw_sql(BESIDE).execute(&mut *beside).await.unwrap();
    for table in BIG {
        let text = AssertSqlSafe(format!("select count(*) as n from {table}"));
        let rows: i64 = sqlx::query_scalar(text).fetch_one(&mut *beside).await.unwrap();
        assert!(rows > 1_000, "{table} has {rows} rows");
    }
}
