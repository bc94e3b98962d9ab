//! `/undo` of somebody who has changed nothing for long.

use chrono::{DateTime, Utc};
use renmai_core::book::{self, Book, Doubt};
use renmai_core::email::Email;
use renmai_core::interaction::Happened;
use renmai_core::read::add::parse_add;
use renmai_core::store::{Engine, Store, statements};
use renmai_core::team::Newcomer;
use renmai_core::vocabulary::{ContactNo, InteractionKind, Lang, Role};
use renmai_testing::Scratch;
use sqlx::{AnyConnection, Connection as _, Row as _};

#[tokio::test]
async fn the_last_change_is_found_behind_any_number_of_those_of_others() {
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let newcomer =
        |telegram, name: &str| Newcomer { telegram, name: name.into(), username: None, lang: Lang::En };
    let (maria, _) = book::found_team(&mut tx, &newcomer(1, "Maria"), "Brightway", now).await.unwrap();
    let given = Book::new(&mut tx, &maria, now).invite(Role::Salesperson).await.unwrap();
    book::open_code(&mut tx, &newcomer(2, "Anna"), &given.code, "", now).await.unwrap().unwrap();
    let anna = tx.member_by_telegram(2).await.unwrap().unwrap();
    for name in ["Eva Braun", "Ida Rot"] {
        let draft = parse_add(&format!("{name}, {name} AG"), now.date_naive()).unwrap();
        Book::new(&mut tx, &anna, now).add(&draft, Doubt::AddAnyway).await.unwrap();
    }
    tx.commit().await.unwrap();

    // Others fill three spans of the index and a little more; each boundary lies between two of theirs.
    let mut beside = AnyConnection::connect(scratch.url()).await.unwrap();
    let many = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 12300) \
                insert into change (team_id, member_id, at, verb, effects) select 1, 1, 0, 'graded', '[]' from n";
    sqlx::raw_sql(many).execute(&mut beside).await.unwrap();

    let mut tx = store.begin().await.unwrap();
    for no in [2, 1] {
        let mut book = Book::new(&mut tx, &anna, now);
        assert!(book.contact(ContactNo(no)).await.unwrap().is_some());
        book.undo(None).await.unwrap().unwrap();
        assert!(book.contact(ContactNo(no)).await.unwrap().is_none(), "#{no}");
    }
    // There is nothing left, and what others did is not theirs to take back.
    assert!(Book::new(&mut tx, &anna, now).undo(None).await.unwrap().is_err());
    tx.commit().await.unwrap();
    store.close().await;

    // It looks into the index, and walks through nothing.
    if Engine::of(scratch.url()) == Some(Engine::Sqlite) {
        let text = statements().find(|text| text.contains("with recursive span")).unwrap();
        let explained = sqlx::query(sqlx::AssertSqlSafe(format!("explain query plan {text}")));
        let rows = explained.bind(1_i64).bind(2_i64).fetch_all(&mut beside).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        assert!(plan.iter().any(|step| step.contains("change_last (<expr>=? AND member_id=?)")), "{plan:?}");
    }
    beside.close().await.unwrap();
}

#[tokio::test]
async fn who_is_suppressed_twice_stays_so_when_one_of_both_is_taken_back() {
    // In the same second, as two presses may be.
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse().unwrap();
    let scratch = Scratch::new().await;
    let store = Store::open(scratch.url()).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let maria = Newcomer { telegram: 1, name: "Maria".into(), username: None, lang: Lang::En };
    let (maria, _) = book::found_team(&mut tx, &maria, "Brightway", now).await.unwrap();
    let mut book = Book::new(&mut tx, &maria, now);
    for line in ["Eva Braun, Rot AG, eva@rot.de", "Ida Rot, Rot AG, ida@rot.de"] {
        book.add(&parse_add(line, now.date_naive()).unwrap(), Doubt::AddAnyway).await.unwrap();
    }
    let mut said = Vec::new();
    for line in ["stop writing", "she said it again"] {
        let eva = book.contact(ContactNo(1)).await.unwrap().unwrap();
        let told = Happened::new(InteractionKind::OptedOut, line);
        said.push(book.log(&eva, &told, None, now).await.unwrap().unwrap().done.change.unwrap());
    }
    let mut companies = Vec::new();
    for no in [1, 2] {
        let contact = book.contact(ContactNo(no)).await.unwrap().unwrap();
        companies.push(book.opt_out_company(&contact).await.unwrap().unwrap().1);
    }
    let eva = Email::parse("eva@rot.de").unwrap();
    for (undone, address, company) in [
        (None, true, true),
        (Some(said[0]), true, true),
        (Some(companies[1]), true, true),
        (Some(companies[0]), true, false),
        (Some(said[1]), false, false),
    ] {
        if let Some(change) = undone {
            Book::new(&mut tx, &maria, now).undo(Some(change.number())).await.unwrap().unwrap();
        }
        let shut =
            Book::new(&mut tx, &maria, now).contact(ContactNo(1)).await.unwrap().unwrap().suppressed_at;
        assert!(shut.is_some() || !address, "the contact after {undone:?}");
        assert_eq!(tx.is_suppressed(maria.team, &eva).await.unwrap(), address, "{undone:?}");
        assert_eq!(tx.is_domain_suppressed(maria.team, &eva).await.unwrap(), company, "{undone:?}");
    }
}
