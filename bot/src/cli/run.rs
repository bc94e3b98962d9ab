//! `renmai run`: the bot, from the first word to the last.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context as _;
use renmai_core::store::Store;
use teloxide::payloads::GetMe;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::background::dns::Dns;
use crate::cli::config::{Config, Key};
use crate::clock::Clock;
use crate::runtime::health::{self, Signs};
use crate::runtime::{App, AppOptions};
use crate::telegram::{CallError, Telegram};

/// Runs the bot until the operator stops it.
pub(super) async fn run(config: &Config) -> anyhow::Result<()> {
    let Some(token) = config.token.clone() else {
        anyhow::bail!(
            "TELOXIDE_TOKEN is not set. @BotFather gives one (https://t.me/BotFather, /newbot); or try `renmai sandbox`"
        )
    };
    let store = config.database.open().await?;
    let listener = listen(config.listen).await?;
    let telegram = Telegram::new(config.api.clone(), token, config.proxy.as_ref().map(|proxy| &proxy.0))
        .context("TELOXIDE_PROXY cannot be used")?;

    #[cfg(debug_assertions)]
    if let Ok(place) = std::env::var("RENMAI_DIE_AT") {
        renmai_core::failpoint::arm(&place);
    }
    let clock = Clock::machine();
    let signs = Signs { store: store.clone(), clock: clock.clone(), since: clock.now(), pulse: None };
    let (signs, watched) = watch::channel(signs);
    let health = tokio::spawn(axum::serve(listener, health::router(watched)).into_future());

    let mut stop = std::pin::pin!(asked_to_stop());
    let username = tokio::select! {
        username = meet(&telegram) => username?,
        () = &mut stop => return Ok(()),
    };
    print_owner_link(&store, &clock, &username).await?;
    let app = App::start(AppOptions {
        store: store.clone(),
        telegram,
        clock,
        username: username.clone(),
        signup: config.signup,
        send_limit: config.send_limit,
        dns: dns(config).await,
    });
    signs.send_modify(|signs| signs.pulse = Some(app.pulse()));
    tracing::info!(bot = username, listen = %config.listen, "running");

    stop.await;
    tracing::info!("stopping");
    app.stop().await;
    health.abort();
    store.close().await;
    Ok(())
}

/// Asks Telegram who the bot is, for as long as it takes: a network that is down comes back.
async fn meet(telegram: &Telegram) -> anyhow::Result<String> {
    let mut pause = Duration::from_secs(1);
    loop {
        match telegram.call(&GetMe::new()).await {
            Ok(me) => return Ok(me.username().to_owned()),
            Err(fault @ (CallError::Unreachable(_) | CallError::Unanswered(_) | CallError::Conflict)) => {
                tracing::warn!(%fault, pause = pause.as_secs(), "Telegram cannot be reached; trying again");
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(60));
            }
            Err(CallError::Wait(wait)) => tokio::time::sleep(wait).await,
            Err(CallError::Unauthorized) => anyhow::bail!(
                "Telegram does not know this TELOXIDE_TOKEN: get a new one from @BotFather (/mybots, API Token) and set it"
            ),
            Err(fault) => anyhow::bail!("Telegram does not let the bot in: {fault}"),
        }
    }
}

/// Whom to ask about mail to a domain. Without anybody the bot works as well: addresses stay unverified.
async fn dns(config: &Config) -> Dns {
    Dns::open(config.dns.as_ref()).await.unwrap_or_else(|fault| {
        let key = Key::Dns.name();
        tracing::warn!(%fault, "no address can be checked until {key} names a DNS server, for example {key}={}", Key::Dns.example());
        Dns::nobody()
    })
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
