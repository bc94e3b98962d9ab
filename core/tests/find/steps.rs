//! What is done to a book before somebody looks for a word in it.

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use renmai_core::book::{Added, Book, Doubt, Duplicates, How, Imported, found_team, open_code};
use renmai_core::contact::{Contact, Profile};
use renmai_core::interaction::Happened;
use renmai_core::read::Draft;
use renmai_core::store::{Scope, Store, Tx};
use renmai_core::team::{Member, Newcomer};
use renmai_core::vocabulary::{ContactNo, Field, InteractionKind, Lang, Role};

pub(crate) fn now() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

pub(crate) async fn founded(store: &Store) -> (Member, Member) {
    let mut tx = store.begin().await.unwrap();
    let newcomer =
        |telegram, name: &str| Newcomer { telegram, name: name.into(), username: None, lang: Lang::Zh };
    let (maria, _) = found_team(&mut tx, &newcomer(1, "Maria"), "Brightway", now()).await.unwrap();
    let given = Book::new(&mut tx, &maria, now()).invite(Role::Salesperson).await.unwrap();
    open_code(&mut tx, &newcomer(2, "李娜"), &given.code, "", now()).await.unwrap().unwrap();
    let lina = tx.member_by_telegram(2).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    (maria, lina)
}

/// A text that shares many parts with others.
pub(crate) fn text() -> impl Strategy<Value = String> {
    "(anna|Ana|明辉照明|照明|李娜|lu|Lumen|ÅSA|%|_){1,3}( |-)?(a|明|AN|men)?"
}

#[derive(Debug, Clone)]
pub(crate) enum Step {
    Add(String, String),
    Import(Vec<String>),
    Edit(usize, String),
    Log(usize, String),
    Merge(usize, usize),
    Forget(usize),
    Undo,
    /// The new rows come into the index.
    Index,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let at = 0usize..8;
    prop_oneof![
        4 => (text(), text()).prop_map(|(name, company)| Step::Add(name, company)),
        1 => prop::collection::vec(text(), 1..4).prop_map(Step::Import),
        2 => (at.clone(), text()).prop_map(|(at, text)| Step::Edit(at, text)),
        3 => (at.clone(), text()).prop_map(|(at, text)| Step::Log(at, text)),
        1 => (at.clone(), at.clone()).prop_map(|(one, other)| Step::Merge(one, other)),
        1 => at.prop_map(Step::Forget),
        2 => Just(Step::Undo),
        3 => Just(Step::Index),
    ]
}

fn draft(name: &str, company: &str) -> Draft {
    let profile = Profile { name: Some(name.into()), company: Some(company.into()), ..Profile::default() };
    Draft { profile, ..Draft::default() }
}

/// One of those that this member may see.
async fn at(tx: &mut Tx, by: &Member, at: usize) -> Option<Contact> {
    let all = tx.contacts_after(Scope::of(by), ContactNo(0), 100).await.unwrap();
    (!all.is_empty()).then(|| all[at % all.len()].clone())
}

pub(crate) async fn take(tx: &mut Tx, by: &Member, step: &Step) {
    match step {
        Step::Add(name, company) => {
            let added = Book::new(tx, by, now()).add(&draft(name, company), Doubt::AddAnyway).await.unwrap();
            assert!(matches!(added, Added::New(_)));
        }
        Step::Import(names) => {
            let how = How { name: "a.csv", source: None, duplicates: Duplicates::Skip };
            let rows = names.iter().map(|name| Draft { leftover: vec![name.clone()], ..draft(name, name) });
            let mut imported = Imported::default();
            Book::new(tx, by, now()).import(rows.collect(), &how, &mut imported).await.unwrap().unwrap();
        }
        Step::Edit(who, text) => {
            let Some(contact) = at(tx, by, *who).await else { return };
            let mut profile = contact.profile.clone();
            let field = [Field::Name, Field::Company, Field::Plans][text.len() % 3];
            let _ = field.set(&mut profile, Some(text), now().date_naive());
            Book::new(tx, by, now()).edit(&contact, profile).await.unwrap();
        }
        Step::Log(who, text) => {
            let Some(contact) = at(tx, by, *who).await else { return };
            let mut book = Book::new(tx, by, now());
            book.log(&contact, &Happened::new(InteractionKind::Note, text), None, now())
                .await
                .unwrap()
                .unwrap();
        }
        Step::Merge(one, other) => {
            let (Some(one), Some(other)) = (at(tx, by, *one).await, at(tx, by, *other).await) else { return };
            if one.id != other.id {
                Book::new(tx, by, now()).merge(&one, &other, None).await.unwrap();
            }
        }
        Step::Forget(who) => {
            let Some(contact) = at(tx, by, *who).await else { return };
            Book::new(tx, by, now()).forget(&contact).await.unwrap();
        }
        Step::Undo => {
            let _ = Book::new(tx, by, now()).undo(None).await.unwrap();
        }
        Step::Index => while tx.index_rest().await.unwrap() {},
    }
}
