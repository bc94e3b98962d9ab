//! `renmai sandbox`: the bot against an embedded Telegram, with a chat page, an example team and a clock that moves.

use std::fs;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use chrono::{DateTime, TimeDelta, Utc};
use rand::RngExt as _;
use rand::distr::Alphanumeric;
use renmai_core::calendar::{next_cleanup, next_morning, next_nudge};
use renmai_core::schedule::Schedule;
use renmai_core::store::{Leadership, Store, remove_book};
use renmai_core::team::Signup;
use renmai_core::vocabulary::Lang;
use renmai_sandbox::{Jump, Label, MailPorts, Options, Sandbox};
use tokio::sync::{Notify, watch};

use crate::background::dns::Dns;
use crate::cli::backup::is_same;
use crate::cli::config::{Config, Key};
use crate::cli::database::DatabaseUrl;
use crate::cli::run::{asked_to_stop, listen, print};
use crate::clock::Clock;
use crate::demo;
use crate::i18n::Words;
use crate::inbound::BUDGET;
use crate::mail::access::{KeySource, MailAccess};
use crate::mail::{Patience, Trust};
use crate::outbound::SendLimit;
use crate::runtime::health::Watched;
use crate::runtime::tasks::Tasks;
use crate::runtime::{App, AppOptions, health};
use crate::telegram::Telegram;

/// In the sandbox's folder: the book, with the files that stand beside it.
const BOOK: &str = "renmai.db";

/// In the sandbox's folder: the embedded Telegram's chats.
const CHATS: &str = "telegram";

/// Serves the page and runs the bot until the operator stops it.
pub(super) async fn run(config: &Config, folder: &Path) -> anyhow::Result<()> {
    not_the_book(config, folder)?;
    make(folder).with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    let listener = listen(config.listen).await?;
    let address = health::reachable(listener.local_addr()?);

    let token = new_token();
    let clock = renmai_sandbox::Clock::system();
    let start_over = Arc::new(Notify::new());
    let asked = start_over.clone();
    let (open, opened) = watch::channel(None);
    let sandbox = Sandbox::open(Options {
        token: token.clone(),
        bot: demo::bot(),
        people: demo::people(),
        folder: Some(folder.join(CHATS)),
        clock: clock.clone(),
        jumps: jumps(&opened),
        on_reset: Some(Arc::new(move || asked.notify_one())),
    })
    .with_context(|| format!("{} cannot be read; --reset begins anew", folder.join(CHATS).display()))?;
    let clock = Clock::Sandbox(clock);

    sandbox.mail_room().start(MailPorts::default()).await.context("the mail room")?;
    let access = MailAccess {
        key: KeySource::Beside(folder.join(BOOK)),
        trust: Trust::public()?,
        patience: Patience::default(),
        microsoft: config.microsoft()?,
    };
    let mut store = book(folder, &sandbox, &access, &clock).await?;
    open.send_replace(Some(store.clone()));
    let watched = Watched { store: store.clone(), clock: clock.clone(), since: clock.now(), liveness: None };
    let (watched, health) = watch::channel(watched);
    let telegram_server = sandbox.clone();
    let mut servers = Tasks::new(Arc::default());
    servers.start("server", |mut stop| async move {
        tokio::select! {
            never = telegram_server.serve_with(listener, health::router(health)) => match never {},
            _ = stop.changed() => Ok(()),
        }
    });
    let telegram = Telegram::new(format!("http://{address}").parse()?, token.into(), None)?;
    say_hello(address, folder);

    // The people of the example have made-up domains, so no resolver of the world is asked about them.
    let dns = match &config.dns {
        Some(server) => Dns::open(Some(server)).await.context(Key::Dns.name())?,
        None => Dns::nobody(),
    };
    let print = print(config).await;
    let mut stop = std::pin::pin!(asked_to_stop());
    loop {
        let mut app = App::start(AppOptions {
            store: store.clone(),
            telegram: telegram.clone(),
            clock: clock.clone(),
            username: demo::bot().username,
            signup: Signup::Invite,
            send_limit: SendLimit::Off,
            dns: dns.clone(),
            print: print.clone(),
            mail_access: access.clone(),
            budget: BUDGET,
        });
        watched.send_modify(|watched| {
            watched.store = store.clone();
            watched.since = clock.now();
            watched.liveness = Some(app.liveness());
        });
        let ended = loop {
            tokio::select! {
                () = &mut stop => break Some(Ok(())),
                fault = app.ended() => break Some(Err(fault)),
                fault = servers.ended() => break Some(Err(fault)),
                () = start_over.notified() => break None,
                // After a leap of the clock the last signs of life look old. Health counts from the leap on.
                () = clock.moved() => watched.send_modify(|watched| watched.since = clock.now()),
            }
        };
        app.stop().await;
        store.close().await;
        if let Some(ended) = ended {
            servers.stop().await;
            sandbox.save().await.context("the sandbox's chats could not be saved")?;
            return ended;
        }
        // After the bot has stopped, so that what it sent while stopping goes too.
        sandbox.reset();
        forget_book(folder)?;
        store = book(folder, &sandbox, &access, &clock).await?;
        open.send_replace(Some(store.clone()));
    }
}

/// A token for this run alone: whoever is not told it cannot be the bot. 43 letters and digits hold 256 bits.
fn new_token() -> String {
    let secret: String = rand::rng().sample_iter(Alphanumeric).take(43).map(char::from).collect();
    format!("{}:{secret}", demo::bot().id)
}

/// Forgets what was tried before. The folder may hold other files, and these stay.
pub(super) fn forget(config: &Config, folder: &Path) -> anyhow::Result<()> {
    not_the_book(config, folder)?;
    let book = folder.join(BOOK);
    if book.exists() && Leadership::beside(&book)?.is_none() {
        bail!("renmai runs on {}: stop it first", book.display());
    }
    forget_book(folder)?;
    let chats = folder.join(CHATS);
    absent(fs::remove_dir_all(&chats)).with_context(|| format!("{} cannot be removed", chats.display()))
}

fn forget_book(folder: &Path) -> anyhow::Result<()> {
    let book = folder.join(BOOK);
    remove_book(&book).with_context(|| format!("{} cannot be removed", book.display()))
}

/// Refuses the book of the settings: a book that people work with is neither played with nor removed.
fn not_the_book(config: &Config, folder: &Path) -> anyhow::Result<()> {
    let book = folder.join(BOOK);
    if config.database.file().is_some_and(|kept| is_same(&kept, &book)) {
        bail!("{} is the book of DATABASE_URL: name another folder for the sandbox", book.display());
    }
    Ok(())
}

/// Makes the folder so that only its owner sees what is in it; one that is there stays as it is.
fn make(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removing what is not there is no fault.
fn absent(removed: std::io::Result<()>) -> std::io::Result<()> {
    removed.or_else(|fault| if fault.kind() == ErrorKind::NotFound { Ok(()) } else { Err(fault) })
}

/// The sandbox's book; a new one is given the example team.
async fn book(folder: &Path, sandbox: &Sandbox, access: &MailAccess, clock: &Clock) -> anyhow::Result<Store> {
    let store = DatabaseUrl::of(&folder.join(BOOK))?.open().await?;
    if !store.read().await?.has_team().await? {
        demo::play(&store, clock.now()).await?;
        demo::open_chats(sandbox);
    }
    if let Some(servers) = sandbox.mail_room().servers() {
        demo::mailboxes::connect(&store, access, servers, clock.now()).await?;
    }
    Ok(store)
}

/// The buttons that move the clock, by the schedule of the person whose chat is shown.
fn jumps(book: &watch::Receiver<Option<Store>>) -> Vec<Jump> {
    let jump = |id: &str, to: fn(&Schedule, DateTime<Utc>) -> DateTime<Utc>| {
        let book = book.clone();
        Jump {
            label: Label { en: Words::of(Lang::En).word(id), zh: Words::of(Lang::Zh).word(id) },
            to: Arc::new(move |person, now| {
                let book = book.borrow().clone();
                Box::pin(async move { to(&schedule_of(book, person).await, now) })
            }),
        }
    };
    vec![
        jump("jump-morning", next_morning),
        jump("jump-day", |_, now| now + TimeDelta::days(1)),
        jump("jump-nudge", next_nudge),
        jump("jump-cleanup", next_cleanup),
    ]
}

/// When a person works; a stranger as somebody who has just joined.
async fn schedule_of(book: Option<Store>, person: Option<i64>) -> Schedule {
    let (Some(book), Some(person)) = (book, person) else { return Schedule::default() };
    let member = async { book.read().await?.member_by_telegram(person).await };
    match member.await {
        Ok(member) => member.map(|member| member.schedule).unwrap_or_default(),
        Err(fault) => {
            tracing::warn!(%fault, "the schedule of whose chat is shown cannot be read");
            Schedule::default()
        }
    }
}

fn say_hello(address: SocketAddr, folder: &Path) {
    println!(
        "The sandbox is open: http://{address}

You are Maria Chen, who leads the example team Brightway LED. Switch to Anna, to 李娜 (who works in Chinese) or to
a stranger at any time. Try:
  /due                                whom to follow up, and why; every line opens a card
  /add Eva Braun, Lumen GmbH, eva@lumen.example, Germany
  /metrics                            whether the book is healthy
  /mail 2                             a mail to a customer, whom you then play behind the envelope
  the button “Next morning”           moves the clock, and the morning list arrives

Everything is kept in {}; `renmai sandbox --reset` begins anew. Ctrl-C stops it.",
        folder.display()
    );
}

#[cfg(test)]
mod tests {
    use renmai_core::book::{Book, Wish};

    use super::*;

    #[tokio::test]
    async fn the_clock_goes_to_the_next_morning_of_whose_chat_is_shown() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join(BOOK).display());
        let store = Store::open(&url).await.unwrap();
        let now = "2026-11-25T03:00:00Z".parse().unwrap();
        demo::play(&store, now).await.unwrap();
        let [maria, anna, ..] = demo::people().into_iter().map(|person| person.id).collect::<Vec<_>>()[..]
        else {
            panic!("nobody is there");
        };
        let mut tx = store.begin().await.unwrap();
        let member = tx.member_by_telegram(anna).await.unwrap().unwrap();
        let wish = Wish::Zone(chrono_tz::Europe::Berlin);
        Book::new(&mut tx, &member, now).settle_for_me(wish).await.unwrap();
        tx.commit().await.unwrap();
        let (_open, opened) = watch::channel(Some(store));
        let morning = &jumps(&opened)[0];
        for (person, at) in [
            (Some(maria), "2026-11-26T01:00:00Z"),
            (Some(anna), "2026-11-25T08:00:00Z"),
            (Some(4711), "2026-11-26T01:00:00Z"),
            (None, "2026-11-26T01:00:00Z"),
        ] {
            assert_eq!((morning.to)(person, now).await, at.parse::<DateTime<Utc>>().unwrap(), "{person:?}");
        }
    }
}
