//! How long `/find` takes in a team of 100,000 contacts with 1,000,000 interactions, and how long the book of an older
//! version takes to come into the index. `cargo bench --package renmai-core --bench find`.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use renmai_core::book::{Book, found_team, open_code};
use renmai_core::store::{Scope, Store};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{Lang, Role};
use serde_json::json;
use sqlx::{AnyConnection, Connection as _};

const CONTACTS: u32 = 100_000;
const NOTES: u32 = 10;

/// Members besides the manager: each owns a tenth, the last one only 200.
const PEOPLE: u32 = 11;

const FIRST: &[&str] = &[
    "Anna", "Eva", "Max", "Olga", "Pierre", "Maria", "John", "Ahmed", "Yuki", "Carlos", "王", "李", "张",
    "陈",
];
const SECOND: &[&str] = &[
    "berg", "mann", "son", "ova", "ini", "ez", "wood", "field", "stein", "ski", "芳", "伟", "娜", "强",
    "明辉",
];
const TRADE: &[&str] =
    &["Light", "Lumen", "Lux", "Glow", "Beam", "Ray", "照明", "光电", "Solar", "Electric", "Home", "Garden"];
const KIND: &[&str] = &["GmbH", "Ltd", "Inc", "SARL", "有限公司", "BV", "Trading", "Imports", "Group"];
const WORDS: &[&str] = &[
    "asked",
    "for",
    "a",
    "price",
    "the",
    "catalogue",
    "sample",
    "warm",
    "light",
    "wants",
    "ten",
    "more",
    "panels",
    "delivery",
    "in",
    "march",
    "quality",
    "certificate",
    "talked",
    "about",
    "meeting",
    "at",
    "fair",
    "sent",
    "offer",
    "no",
    "answer",
    "报价",
    "样品",
    "寄出",
    "客户",
    "聊了价格",
    "下周",
    "回复",
    "需要",
    "认证",
    "展会",
    "driver",
    "dimming",
    "spots",
    "tracks",
    "discount",
    "container",
];

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// Numbers that look like chance, the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'a' + self.below(26) as u8)).collect()
    }
}

/// As the tables of an older version were.
async fn fill(url: &str) -> Fallible<()> {
    let mut connection = AnyConnection::connect(url).await?;
    let mut chance = Chance(7);
    for first in (0..CONTACTS).step_by(1000) {
        let mut tx = connection.begin().await?;
        let (mut contacts, mut notes) = (Vec::new(), Vec::new());
        for no in first + 1..=first + 1000 {
            let owner = if no <= 200 { PEOPLE } else { no % (PEOPLE - 1) + 1 };
            let name = format!("{} {}{}", chance.of(FIRST), chance.letters(4), chance.of(SECOND));
            let company = format!("{} {} {}", chance.letters(5), chance.of(TRADE), chance.of(KIND));
            let email = format!("{}@{}.example", chance.letters(6), chance.letters(8));
            let country =
                chance.of(&["Germany\n德国", "France\n法国", "Spain\n西班牙", "Japan\n日本", "China\n中国"]);
            let searched = format!(
                "{name}\n{company}\npurchasing manager\n{email}\n+4930{}\n{country}\nlighting\ntrade show light+building",
                1_000_000 + no
            );
            contacts.push(json!([
                no,
                owner,
                name,
                company,
                searched.to_lowercase(),
                chance.of(&["a", "b", "c"])
            ]));
        }
        for n in 0..1000 * NOTES {
            let words: Vec<&str> = (0..4 + chance.below(8)).map(|_| chance.of(WORDS)).collect();
            let contact =
                (first as usize * 7 + chance.below(first as usize + 1000)) % (first as usize + 1000) + 1;
            notes.push(json!([contact, words.join(" "), n]));
        }
        for (text, rows) in [
            (
                "insert into contact (team_id, no, owner_id, owned_since, added_by, added_at, name, company, searched, grade, stage, health) \
                 select 1, value ->> 0, value ->> 1, 0, 1, 0, value ->> 2, value ->> 3, value ->> 4, value ->> 5, 'new', 'unverified' \
                 from json_each($1)",
                contacts,
            ),
            (
                "insert into interaction (team_id, contact_id, kind, at, grade, summary, searched, by_id, change_id) \
                 select 1, value ->> 0, 'note', value ->> 2, 'a', value ->> 1, lower(value ->> 1), 1, 1 from json_each($1)",
                notes,
            ),
        ] {
            sqlx::query(text).bind(serde_json::to_string(&rows)?).execute(&mut *tx).await?;
        }
        tx.commit().await?;
    }
    sqlx::raw_sql("analyze; pragma wal_checkpoint(truncate)").execute(&mut connection).await?;
    Ok(connection.close().await?)
}

async fn people(store: &Store, now: DateTime<Utc>) -> Fallible<Vec<Member>> {
    let newcomer = |telegram: u32| Newcomer {
        telegram: i64::from(telegram),
        name: format!("Salesperson {telegram}"),
        username: None,
        lang: Lang::En,
    };
    let mut tx = store.begin().await?;
    let (manager, _) = found_team(&mut tx, &newcomer(1), "Brightway LED", now).await?;
    for telegram in 2..=PEOPLE {
        let given = Book::new(&mut tx, &manager, now).invite(Role::Salesperson).await?;
        open_code(&mut tx, &newcomer(telegram), &given.code, "", now).await?.ok_or("refused")?;
    }
    let mut people = vec![manager];
    for telegram in [2, PEOPLE] {
        people.extend(tx.member_by_telegram(i64::from(telegram)).await?);
    }
    tx.commit().await?;
    Ok(people)
}

#[tokio::main]
async fn main() -> Fallible<()> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("book.db");
    let url = format!("sqlite://{}", file.display());
    let store = Store::open(&url).await?;
    let people = people(&store, "2026-11-23T02:00:00Z".parse()?).await?;
    fill(&url).await?;
    let before = file.metadata()?.len();
    let (start, mut longest) = (Instant::now(), Duration::ZERO);
    loop {
        let run = Instant::now();
        let mut tx = store.begin().await?;
        let more = tx.index_rest().await?;
        tx.commit().await?;
        longest = longest.max(run.elapsed());
        if !more {
            break;
        }
    }
    println!("index: {:.1?}, the longest run {longest:.1?}", start.elapsed());
    store.keep_up("2026-11-23T02:00:00Z".parse()?).await?;
    let mut connection = AnyConnection::connect(&url).await?;
    sqlx::raw_sql("pragma wal_checkpoint(truncate)").execute(&mut connection).await?;
    println!("book: {:.0} MB, before {:.0} MB", file.metadata()?.len() as f64 / 1e6, before as f64 / 1e6);
    println!("{:<24} {:>12} {:>12} {:>12}", "", "all", "a tenth", "200");
    for word in [
        "anna qwerberg",
        "olga",
        "ova",
        "an",
        "q",
        "王",
        "明辉",
        "照明",
        "德国",
        "germany",
        "lumen",
        "price",
        "warm light",
        "ana",
        "聊了价格",
        "1050000",
        "nobody of this name",
        "zq",
        "龙",
        "discount container driver",
    ] {
        let mut told = format!("{word:<24}");
        for me in &people {
            let mut tx = store.read().await?;
            let start = Instant::now();
            let page = tx.find(Scope::of(me), me.id, word, 0, 10).await?;
            let took = start.elapsed().as_secs_f64() * 1e3;
            told += &format!(" {:>6.1} ms {}{:<4}", took, page.total, if page.is_cut { "+" } else { "" });
        }
        println!("{told}");
    }
    Ok(())
}
