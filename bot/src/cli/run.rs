//! `renmai run`: the bot, from its start to its end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use renmai_core::store::{Store, leader_file};
use teloxide::payloads::GetMe;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::background::dns::Dns;
use crate::background::print::PrintReader;
use crate::cli::config::{Config, Key};
use crate::clock::Clock;
use crate::inbound::BUDGET;
use crate::runtime::health::Watched;
use crate::runtime::pages::Pages;
use crate::runtime::tasks::Tasks;
use crate::runtime::{App, AppOptions, health, pages, server};
use crate::telegram::{CallError, Telegram};

/// Runs the bot until the operator stops it.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let Some(token) = config.token.clone() else {
        anyhow::bail!(
            "TELOXIDE_TOKEN is not set. @BotFather gives one (https://t.me/BotFather, /newbot); or try `renmai sandbox`"
        )
    };
    refuse_to_begin_anew(config)?;
    let store = config.database.open().await?;
    let listener = listen(config.listen).await?;
    let telegram = Telegram::new(config.api.clone(), token, config.proxy.as_ref().map(|proxy| &proxy.0))
        .context("TELOXIDE_PROXY cannot be used")?;

    arm_failpoints();
    let clock = Clock::machine();
    let watched = Watched { store: store.clone(), clock: clock.clone(), since: clock.now(), liveness: None };
    let (watched, health) = watch::channel(watched);
    let mut servers = Tasks::new(Arc::default());
    let pages = Pages { store: store.clone(), access: config.mail_access()?, clock: clock.clone() };
    let routes = health::router(health).merge(pages::router(pages));
    servers.start("health server", |stop| server::serve(listener, routes, stop));

    let mut stop = std::pin::pin!(asked_to_stop());
    let username = tokio::select! {
        username = meet(&telegram) => username?,
        fault = servers.ended() => return Err(fault),
        () = &mut stop => return Ok(()),
    };
    say_public_url(&store, config).await?;
    print_owner_link(&store, &clock, &username).await?;
    let mut app = App::start(AppOptions {
        store: store.clone(),
        telegram,
        clock,
        username: username.clone(),
        signup: config.signup,
        send_limit: config.send_limit,
        dns: dns(config).await,
        print: print(config).await,
        mail_access: config.mail_access()?,
        budget: BUDGET,
    });
    watched.send_modify(|watched| watched.liveness = Some(app.liveness()));
    tracing::info!(bot = username, listen = %config.listen, "running");

    let ended = tokio::select! {
        () = stop => Ok(()),
        fault = app.ended() => Err(fault),
        fault = servers.ended() => Err(fault),
    };
    tracing::info!("stopping");
    app.stop().await;
    servers.stop().await;
    // A connection that is held longer ends with the process, and its transaction is rolled back.
    let _ = tokio::time::timeout(SHUTDOWN_TIMEOUT, store.close()).await;
    ended
}

/// How long the end waits for connections to the book.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(5);

/// A test says where the program is to die or to panic.
fn arm_failpoints() {
    #[cfg(debug_assertions)]
    {
        use renmai_core::failpoint::{arm, arm_hold, arm_panic};
        if let Ok(place) = std::env::var("RENMAI_DIE_AT") {
            arm(&place);
        }
        if let Ok(place) = std::env::var("RENMAI_HOLD_AT") {
            arm_hold(&place);
        }
        if let Ok(task) = std::env::var("RENMAI_PANIC_IN") {
            arm_panic(&task);
        }
    }
}

/// Where a bot ran, the lock file of the leadership lies beside the book. If the book itself has vanished, no new one
/// is begun: that would look as if all were well.
fn refuse_to_begin_anew(config: &Config) -> anyhow::Result<()> {
    let Some(file) = config.database.file().filter(|file| !file.exists()) else { return Ok(()) };
    let beside = leader_file(&file);
    if beside.exists() {
        anyhow::bail!(
            "the book {} is gone, and a bot ran on it. Put it back, from a backup: renmai restore <backup>. To begin a new book, remove {}",
            file.display(),
            beside.display()
        );
    }
    Ok(())
}

/// No wait between two tries is longer, whatever Telegram asks for.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Asks Telegram who the bot is, for as long as it takes: a network that is down comes back.
async fn meet(telegram: &Telegram) -> anyhow::Result<String> {
    let mut pause = Duration::from_secs(1);
    loop {
        match telegram.call(&GetMe::new()).await {
            Ok(me) => return Ok(me.username().to_owned()),
            Err(fault @ (CallError::Unreachable(_) | CallError::Unanswered(_) | CallError::Conflict)) => {
                tracing::warn!(%fault, pause = pause.as_secs(), "Telegram cannot be reached; trying again");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            Err(CallError::Wait(wait)) => tokio::time::sleep(wait.min(LONGEST_PAUSE)).await,
            Err(CallError::Unauthorized) => anyhow::bail!(
                "Telegram does not know this TELOXIDE_TOKEN: get a new one from @BotFather (/mybots, API Token) and set it"
            ),
            Err(fault) => anyhow::bail!("Telegram does not let the bot in: {fault}"),
        }
    }
}

/// Whom to ask about mail to a domain. Without a resolver the bot works as well, and addresses stay unverified.
async fn dns(config: &Config) -> Dns {
    Dns::open(config.dns.as_ref()).await.unwrap_or_else(|fault| {
        let key = Key::Dns.name();
        tracing::warn!(%fault, "no address can be checked until {key} names a DNS server, for example {key}={}", Key::Dns.example());
        Dns::nobody()
    })
}

/// Who reads print. Without a program for it the bot works as well, and photos are read as far as they have codes.
pub(super) async fn print(config: &Config) -> PrintReader {
    let Some(program) = &config.tesseract else { return PrintReader::nobody() };
    PrintReader::open(program).await.unwrap_or_else(|fault| {
        tracing::info!(program = %program.display(), %fault, "print on photos is not read");
        PrintReader::nobody()
    })
}

/// Mails and pages lead to the address under which the program is reached: the book knows it.
async fn say_public_url(store: &Store, config: &Config) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    tx.set_public_url(config.public_url.as_ref().map(url::Url::as_str)).await?;
    tx.commit().await?;
    Ok(())
}

/// While there is no team, prints the link by which the owner founds one; the code works once.
async fn print_owner_link(store: &Store, clock: &Clock, username: &str) -> anyhow::Result<()> {
    let mut tx = store.begin().await?;
    let code = renmai_core::book::open_deployment(&mut tx, clock.now()).await?;
    tx.commit().await?;
    if let Some(code) = code {
        println!("There is no team yet. The owner founds one by this link, which works once:");
        println!("https://t.me/{username}?start={code}");
    }
    Ok(())
}

/// Waits for SIGTERM or Ctrl-C.
pub(super) async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

/// Takes the address on which health and the sandbox's page are served.
pub(super) async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "{}={address} cannot be used: another program, or another renmai, may be listening there",
            Key::Listen.name()
        )
    })
}
