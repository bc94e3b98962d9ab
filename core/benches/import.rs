//! How many rows a second come into the book, from the file to the commit on disk, and how long looking at the file,
//! exporting it and taking it back take. `cargo bench --package renmai-core --bench import`.

use std::fmt::Write as _;
use std::time::Instant;

use chrono::{DateTime, Utc};
use renmai_core::book::{Book, Export, found_team};
use renmai_core::csv_in::Plan;
use renmai_core::store::{Scope, Store};
use renmai_core::team::{Lang, Newcomer};

const ROWS: usize = 100_000;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

fn file() -> Fallible<String> {
    let mut text = String::from("name,company,email,phone,country,industry,title,source,grade,notes\n");
    for n in 0..ROWS {
        writeln!(
            text,
            "Buyer {n},House of Light {n} GmbH,buyer{n}@house-of-light-{n}.de,+49 30 {:07},Germany,lighting,head of \
             purchasing,Light+Building 2026,{},{}",
            2_000_000 + n,
            ["A", "B", "C"][n % 3],
            if n % 10 == 0 { "asked for a catalogue" } else { "" },
        )?;
    }
    Ok(text)
}

fn told(what: &str, since: Instant) {
    let seconds = since.elapsed().as_secs_f64();
    println!("{what}: {seconds:.2} s, {:.0} rows/s", ROWS as f64 / seconds);
}

#[tokio::main]
async fn main() -> Fallible<()> {
    let folder = tempfile::tempdir()?;
    let store = Store::open(&format!("sqlite://{}", folder.path().join("book.db").display())).await?;
    let now: DateTime<Utc> = "2026-11-23T02:00:00Z".parse()?;
    let anna = Newcomer { telegram: 1, name: "Anna".into(), username: None, lang: Lang::En };
    let mut tx = store.begin().await?;
    let (anna, _) = found_team(&mut tx, &anna, "Brightway LED", now).await?;
    tx.commit().await?;
    let text = file()?;
    println!("{ROWS} rows, {:.1} MB", text.len() as f64 / 1e6);

    let start = Instant::now();
    let plan = Plan::read(text.as_bytes())?;
    let count = plan.rows(anna.schedule.today(now)).filter(|row| row.outcome.is_ok()).count();
    told("parse", start);
    assert_eq!(count, ROWS);

    let start = Instant::now();
    let mut tx = store.begin().await?;
    let imported = Book::new(&mut tx, &anna, now).import(&plan, "leads.csv", None, |_| Ok(())).await?;
    tx.commit().await?;
    told("import", start);
    assert_eq!(imported.added, ROWS as u64);

    let start = Instant::now();
    let mut tx = store.read().await?;
    let preview = Book::new(&mut tx, &anna, now).preview(&plan, None).await?;
    told("preview of the same again", start);
    assert_eq!(preview.duplicates, ROWS as u64);

    let start = Instant::now();
    let export = Export { scope: Scope::of(&anna), members: &[], zone: anna.schedule.zone };
    let table = export.table(&mut tx, |column| format!("{column:?}"), |_, _| None).await?;
    told("export", start);
    assert!(table.len() > text.len());
    drop(tx);

    let start = Instant::now();
    let mut tx = store.begin().await?;
    let undone = Book::new(&mut tx, &anna, now).undo(None).await?;
    tx.commit().await?;
    told("undo", start);
    assert!(undone.is_ok_and(|undone| undone.contacts == ROWS as u64));
    Ok(())
}
