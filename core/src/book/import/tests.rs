use chrono::{DateTime, Utc};

use super::*;
use crate::book::{UndoError, found_team};
use crate::read::table::table;
use crate::store::Store;
use crate::team::{Member, Newcomer};
use crate::vocabulary::Lang;

fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

async fn book(folder: &tempfile::TempDir) -> (Store, Member) {
    let store = Store::open(&format!("sqlite://{}", folder.path().join("book.db").display())).await.unwrap();
    let mut tx = store.begin().await.unwrap();
    let anna = Newcomer { telegram: 1, name: "Anna".into(), username: None, lang: Lang::En };
    let (anna, _) = found_team(&mut tx, &anna, "Brightway LED", now()).await.unwrap();
    tx.commit().await.unwrap();
    (store, anna)
}

fn plan(text: &str) -> Plan {
    Plan::of(table(text.as_bytes().to_vec()).unwrap()).unwrap()
}

/// Imports a table in runs of so many rows.
async fn import_in(book: &mut Book<'_>, text: &str, duplicates: Duplicates, run: usize) -> Imported {
    let how = How { name: "leads.csv", source: None, duplicates };
    let mut imported = Imported::default();
    let plan = plan(text);
    let drafts: Vec<Draft> = plan.rows(book.today()).filter_map(|row| row.outcome.ok()).collect();
    for run in drafts.chunks(run) {
        book.import(run.to_vec(), &how, &mut imported).await.unwrap().unwrap();
    }
    imported
}

async fn import(book: &mut Book<'_>, text: &str) -> Imported {
    import_in(book, text, Duplicates::Skip, RUN).await
}

#[tokio::test]
async fn more_rows_than_a_statement_takes_come_in_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    let rows: String = (1..=207).map(|n| format!("Buyer {n},b{n}@b{n}.de,A,note {n}\n")).collect();
    let text = format!("name,email,grade,note\n{rows}");
    let imported = import_in(&mut book, &text, Duplicates::Skip, 150).await;
    assert_eq!((imported.added, imported.without_source), (207, 207));
    assert_eq!(imported.numbers, Some((ContactNo(1), ContactNo(207))));
    for no in [1, 100, 101, 151, 207] {
        let contact = book.contact(ContactNo(no)).await.unwrap().unwrap();
        assert_eq!(contact.title(), format!("Buyer {no}"));
        assert_eq!((contact.owner, contact.due.unwrap().on), (Some(anna.id), book.today()));
        let scope = book.scope();
        let note = book.tx.last_interaction(scope, contact.id).await.unwrap().unwrap();
        assert_eq!(note.summary, format!("note {no}"));
    }
    // Sent twice, nothing twice.
    let again = import(&mut book, &text).await;
    assert_eq!((again.added, again.duplicates, again.change), (0, 207, None));
    let undone = book.undo(None).await.unwrap().unwrap();
    assert_eq!((undone.verb, undone.contacts), (Verb::Imported, 207));
    assert_eq!(book.contact(ContactNo(1)).await.unwrap(), None);
}

#[tokio::test]
async fn an_import_that_was_worked_on_is_not_undone() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    let change = import(&mut book, "name\nEva\nIda\n").await.change.unwrap();
    let eva = book.contact(ContactNo(1)).await.unwrap().unwrap();
    book.grade(&eva, crate::vocabulary::Grade::A, None).await.unwrap();
    let refused = book.undo(Some(change.number())).await.unwrap();
    assert_eq!(refused, Err(UndoError::ChangedSince));
}

#[tokio::test]
async fn the_same_person_comes_in_once_and_the_suppressed_stay_so() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    let email = crate::email::Email::parse("Stop@Lumen.de").unwrap();
    book.tx.suppress(anna.team, &email, None, now()).await.unwrap();
    for run in [RUN, 1] {
        let text = "name,company,email\nEva,Lumen GmbH,\nEVA,lumen,\nStop,,stop@lumen.de\n";
        let first = import_in(&mut book, text, Duplicates::Skip, run).await;
        assert_eq!((first.added, first.duplicates), (2, 1));
        let numbers = first.numbers.unwrap();
        assert_eq!(book.contact(numbers.1).await.unwrap().unwrap().suppressed_at, Some(now()));
        // Where one of the two has no address the name at the company is compared, else the address.
        let text = "name,company,email\nEva,Lumen AG,\nEva,Lumen,eva@lumen.de\nX,,STOP@lumen.de\nStop,,go@lumen.de\n";
        let again = import_in(&mut book, text, Duplicates::Skip, run).await;
        assert_eq!((again.added, again.duplicates), (1, 3));
        for imported in [again, first] {
            book.undo(Some(imported.change.unwrap().number())).await.unwrap().unwrap();
        }
    }
}

#[tokio::test]
async fn what_a_preview_counts_is_what_an_import_does() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    import(&mut book, "name,company,email,title\nEva,Lumen,eva@lumen.de,\nIda,Ida AG,,Buyer\n").await;
    let text = "name,company,email,title,source\nEva,,EVA@lumen.de,CEO,website\nIda,Ida AG,ida@ida.ch,CEO,\nOtto,,,,\nOtto,,,,fair\n,,x@y.de,,\n";
    let preview = book.preview(&plan(text), None).await.unwrap();
    assert_eq!(
        (preview.new, preview.duplicates, preview.filling, preview.rejected, preview.without_source),
        (1, 3, 2, 1, 1)
    );
    let imported = import(&mut book, text).await;
    assert_eq!((imported.added, imported.duplicates, imported.filled), (1, 3, 0));
}

#[tokio::test]
async fn what_is_missing_is_filled_and_nothing_is_written_over() {
    for run in [RUN, 1] {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        import(&mut book, "name,company,email,title\nEva,Lumen,eva@lumen.de,\nIda,Ida AG,,Buyer\n").await;
        let before = [book.contact(ContactNo(1)).await.unwrap(), book.contact(ContactNo(2)).await.unwrap()];
        // The last three rows give addresses that rows before them gave to somebody, or took.
        let text = "name,company,email,title,country,source\nEva Maria,,EVA@lumen.de,CEO,DE,website\n\
             Ida,Ida AG,info@ida.ch,CEO,,\nNew,New Ltd,new@new.uk,,,\nOther,,info@ida.ch,,CH,\nIda,Ida AG,new@new.uk,,,\nNew,New Ltd,,Buyer,,\n";
        let filled = import_in(&mut book, text, Duplicates::Fill, run).await;
        assert_eq!((filled.added, filled.filled, filled.duplicates), (1, 4, 1), "{run}");
        let eva = book.contact(ContactNo(1)).await.unwrap().unwrap();
        assert_eq!(eva.profile.name.as_deref(), Some("Eva"));
        assert_eq!((eva.profile.title.as_deref(), eva.profile.country.unwrap().code()), (Some("CEO"), "DE"));
        assert_eq!(eva.profile.source.as_ref().unwrap().channel, crate::vocabulary::Channel::Website);
        let ida = book.contact(ContactNo(2)).await.unwrap().unwrap();
        assert_eq!(ida.profile.title.as_deref(), Some("Buyer"));
        assert_eq!(ida.profile.email.as_ref().unwrap().as_str(), "info@ida.ch");
        assert_eq!((ida.health, ida.due.is_some()), (crate::vocabulary::Health::Risky, true));
        assert_eq!(ida.profile.country.unwrap().code(), "CH");
        let new = book.contact(ContactNo(3)).await.unwrap().unwrap();
        assert_eq!(new.profile.title.as_deref(), Some("Buyer"));
        // The history of each says it, and one undo takes it back.
        let scope = book.scope();
        let changes = book.tx.changes(scope, eva.id, 10).await.unwrap();
        assert_eq!((changes[0].verb, changes[0].reason.as_deref()), (Verb::Imported, Some("leads.csv")));
        book.undo(None).await.unwrap().unwrap();
        for before in before.into_iter().flatten() {
            let after = book.contact(before.no).await.unwrap().unwrap();
            assert_eq!(Contact { version: before.version, ..after }, before);
        }
        assert_eq!(book.contact(ContactNo(3)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_run_after_an_undo_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    let mut imported = import(&mut book, "name\nEva\n").await;
    book.undo(None).await.unwrap().unwrap();
    let how = How { name: "leads.csv", source: None, duplicates: Duplicates::Skip };
    let drafts = plan("name\nIda\n").rows(book.today()).filter_map(|row| row.outcome.ok()).collect();
    assert_eq!(book.import(drafts, &how, &mut imported).await.unwrap(), Err(TakenBack));
    assert_eq!(book.contact(ContactNo(2)).await.unwrap(), None);
}

#[tokio::test]
async fn a_file_with_nothing_new_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    let imported = import(&mut book, "name,email\n,x@y.de\n").await;
    assert_eq!((imported.change, imported.added), (None, 0));
    assert_eq!(book.undo(None).await.unwrap(), Err(UndoError::Nothing));
}

#[tokio::test]
async fn who_opted_out_is_never_written_to_whatever_else_becomes_of_the_row() {
    for (run, duplicates) in [(RUN, Duplicates::Skip), (1, Duplicates::Skip), (RUN, Duplicates::Fill)] {
        let folder = tempfile::tempdir().unwrap();
        let (store, anna) = book(&folder).await;
        let mut tx = store.begin().await.unwrap();
        let mut book = Book::new(&mut tx, &anna, now());
        import(&mut book, "name,company,email\nEva,Lumen,eva@lumen.de\nIda,Ida AG,ida@ida.ch\n").await;
        let text = "name,company,email,Email Opt Out,bounced\nNew,New Ltd,new@new.uk,yes,\nEva,,EVA@lumen.de,1,\n\
             Ida,,ida@ida.ch,,hard bounce\nGone,Gone AG,gone@gone.ch,no,是\nGone,Gone AG,gone@gone.ch,true,\nFine,Fine Ltd,,no,0\n";
        let plan_text = plan(text);
        let preview = book.preview(&plan_text, None).await.unwrap();
        assert_eq!((preview.opted_out, preview.bounced), (3, 2));
        let imported = import_in(&mut book, text, duplicates, run).await;
        assert_eq!((imported.added, imported.opted_out, imported.bounced), (3, 3, 2), "{run} {duplicates:?}");
        let mut stands = Vec::new();
        for no in 1..=5 {
            let contact = book.contact(ContactNo(no)).await.unwrap().unwrap();
            stands.push((contact.suppressed_at.is_some(), contact.bounced_at.is_some(), contact.health));
        }
        use crate::vocabulary::Health::{Invalid, Unverified};
        assert_eq!(
            stands,
            [
                (true, false, Unverified),
                (false, true, Invalid),
                (true, false, Unverified),
                (true, true, Invalid),
                (false, false, Unverified)
            ]
        );
        // The address is remembered, and an undo lifts it.
        for (email, suppressed) in [("new@new.uk", true), ("eva@lumen.de", true), ("ida@ida.ch", false)] {
            let email = crate::email::Email::parse(email).unwrap();
            assert_eq!(book.tx.is_suppressed(anna.team, &email).await.unwrap(), suppressed, "{email:?}");
        }
        book.undo(None).await.unwrap().unwrap();
        let eva = book.contact(ContactNo(1)).await.unwrap().unwrap();
        let email = eva.profile.email.clone().unwrap();
        assert_eq!(
            (eva.suppressed_at, book.tx.is_suppressed(anna.team, &email).await.unwrap()),
            (None, false)
        );
    }
}

#[tokio::test]
async fn what_a_row_says_besides_is_noted_where_it_fills_a_contact() {
    let folder = tempfile::tempdir().unwrap();
    let (store, anna) = book(&folder).await;
    let mut tx = store.begin().await.unwrap();
    let mut book = Book::new(&mut tx, &anna, now());
    import(&mut book, "name,email\nEva,eva@lumen.de\n").await;
    let text = "name,email,title,Fax\nEva,eva@lumen.de,CEO,123\nNew,n@n.uk,,1\nNew,n@n.uk,CEO,2\n";
    import_in(&mut book, text, Duplicates::Fill, RUN).await;
    let scope = book.scope();
    for (no, want) in [(1, "Fax: 123"), (2, "Fax: 1; Fax: 2")] {
        let contact = book.contact(ContactNo(no)).await.unwrap().unwrap();
        assert_eq!(contact.profile.title.as_deref(), Some("CEO"));
        let note = book.tx.last_interaction(scope, contact.id).await.unwrap().unwrap();
        assert_eq!(note.summary, want);
    }
}
