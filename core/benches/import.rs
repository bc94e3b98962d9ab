//! How many rows a second come into the book, from the file to the commit on disk, and how long looking at the file,
//! exporting it and taking it back take. `cargo bench --package renmai-core --bench import`.
//!
//! Where the `sqlite3` shell is installed, its `.import` fills tables of the same columns with the same indexes from the
//! same rows, for comparison: `sqlite3 -csv other.db '.import contact.csv contact' '.import interaction.csv interaction'`.
//! It knows no nulls, so there "is null" in the conditions of the indexes is "= ''".

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use renmai_core::book::{Book, Duplicates, Export, How, Imported, RUN, found_team};
use renmai_core::read::table::{Plan, table};
use renmai_core::store::{Scope, Store};
use renmai_core::team::Newcomer;
use renmai_core::vocabulary::Lang;

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

/// Runs the shell of SQLite on a database; what it says.
fn shell(database: &Path, args: &[&str]) -> Fallible<String> {
    let done = Command::new("sqlite3").arg("-csv").arg(database).args(args).output()?;
    match done.status.success() && done.stderr.is_empty() {
        true => Ok(String::from_utf8(done.stdout)?),
        false => Err(String::from_utf8(done.stderr)?.into()),
    }
}

/// How long `.import` takes to fill the same tables from the rows that are in the book.
fn shell_import(folder: &Path) -> Fallible<Duration> {
    let (book, other) = (folder.join("book.db"), folder.join("other.db"));
    let schema = shell(&book, &[".schema contact", ".schema interaction"])?;
    let schema = schema
        .replace(") strict", ")")
        .replace("check (value in ('high', 'medium', 'low'))", "")
        .replace("check (fit in ('good', 'partly', 'poor', 'unknown'))", "")
        .replace(" is null", " = ''")
        .replace(" is not null", " <> ''");
    let schema = schema.replace("CREATE TABLE sqlite_sequence(name,seq);", "");
    // `.import` knows no columns that the table computes: there it is an ordinary one, of which it is told the value.
    let schema =
        schema.replace("generated always as (substr(email_key, instr(email_key, '@') + 1)) virtual", "");
    shell(&other, &["pragma journal_mode = wal", &schema])?;
    let mut imports = Vec::new();
    for table in ["contact", "interaction"] {
        let file = folder.join(format!("{table}.csv"));
        std::fs::write(&file, shell(&book, &[&format!("select * from {table}")])?)?;
        imports.push(format!(".import {} {table}", file.display()));
    }
    let start = Instant::now();
    shell(&other, &["pragma synchronous = full", &imports[0], &imports[1]])?;
    let took = start.elapsed();
    let count = shell(&other, &["select count(*) from contact where removed_at = ''"])?;
    assert_eq!(count.trim(), ROWS.to_string());
    Ok(took)
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
    let plan = Plan::of(table(text.clone().into_bytes())?)?;
    let count = plan.rows(anna.schedule.today(now)).filter(|row| row.outcome.is_ok()).count();
    told("parse", start);
    assert_eq!(count, ROWS);

    let start = Instant::now();
    let how = How { name: "leads.csv", source: None, duplicates: Duplicates::Skip };
    let mut imported = Imported::default();
    let mut rows = plan.rows(anna.schedule.today(now)).filter_map(|row| row.outcome.ok());
    loop {
        let run: Vec<_> = rows.by_ref().take(RUN).collect();
        if run.is_empty() {
            break;
        }
        let mut tx = store.begin().await?;
        Book::new(&mut tx, &anna, now).import(run, &how, &mut imported).await??;
        tx.commit().await?;
    }
    told("import", start);
    let ours = start.elapsed();
    assert_eq!(imported.added, ROWS as u64);
    match shell_import(folder.path()) {
        Ok(theirs) => println!(
            "sqlite3's .import of the same rows: {:.2} s; ours takes {:.1} times as long",
            theirs.as_secs_f64(),
            ours.as_secs_f64() / theirs.as_secs_f64()
        ),
        Err(fault) => println!("no comparison with sqlite3: {fault}"),
    }

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
