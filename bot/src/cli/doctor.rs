//! `renmai doctor`: every setting, whether it works, and how to mend it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use renmai_core::store::{Age, Found, beside, check_file, create_private, loose, token_mailboxes_in};
use renmai_core::vocabulary::MailAuth;
use teloxide::payloads::{GetMe, GetWebhookInfo};
use tokio::net::TcpListener;

use crate::background::dns::Dns;
use crate::background::print::{PrintError, PrintReader};
use crate::cli::backup::unfit;
use crate::cli::config::{Config, ConfigErrors, Key};
use crate::cli::database::DatabaseUrl;
use crate::mail::access::KeySource;
use crate::mail::seal::{MailKey, key_file};
use crate::runtime::health;
use crate::telegram::{CallError, Telegram};

/// What was found, line by line.
#[derive(Default)]
struct Findings {
    faults: u32,
}

impl Findings {
    fn good(&mut self, what: &str, found: impl std::fmt::Display) {
        println!("ok    {what:<20} {found}");
    }

    fn bad(&mut self, what: &str, mend: impl std::fmt::Display) {
        self.faults += 1;
        println!("MEND  {what:<20} {mend}");
    }
}

/// Checks everything; fails when something is to be mended.
pub(super) async fn run(
    config: &Result<Config, ConfigErrors>,
    env_file: &dotenvy::Result<PathBuf>,
) -> ExitCode {
    let mut findings = Findings::default();
    match env_file {
        Ok(file) => match loose(file).first() {
            // The token is in it, and who has the token is the bot.
            Some((_, rights)) => findings.bad(
                ".env",
                format!(
                    "others can read it ({rights:03o}), and the token in it: chmod 600 {}",
                    file.display()
                ),
            ),
            None => findings.good(".env", format!("read from {}", file.display())),
        },
        Err(fault) if fault.not_found() => findings.good(".env", "none; the environment alone counts"),
        Err(fault) => findings.bad(".env", env_file_fault(fault)),
    }
    match config {
        Ok(config) => {
            let mailboxes = database(&mut findings, config).await;
            mail(&mut findings, config, &mailboxes);
            listen(&mut findings, config).await;
            telegram(&mut findings, config).await;
            dns(&mut findings, config).await;
            print(&mut findings, config).await;
            findings.good(Key::Signup.name(), format!("{:?}", config.signup).to_lowercase());
            findings.good(Key::SendLimit.name(), format!("{:?}", config.send_limit).to_lowercase());
        }
        Err(errors) => {
            for error in &errors.0 {
                findings.bad(error.key.name(), error);
            }
            println!("Mend these first; the rest is checked then.");
        }
    }
    match findings.faults {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// The mailboxes of a book.
#[derive(Default)]
struct Mailboxes {
    /// How many were ever connected, the dropbox among them.
    ever: usize,
    /// How many are connected by a sign-in at Microsoft.
    by_token: usize,
}

/// Nothing is made, and nothing is written: not even an older book is brought up to date. Answers which mailboxes there
/// are.
async fn database(findings: &mut Findings, config: &Config) -> Mailboxes {
    let mut mailboxes = Mailboxes::default();
    let place = &config.database;
    let what = Key::Database.name();
    match place.look().await {
        Ok(Found::Nothing) => match place.file().map(|file| can_make(&file)) {
            None | Some(Ok(())) => {
                findings.good(what, format!("{place}, not there yet: `renmai run` begins it"))
            }
            Some(Err(fault)) => {
                findings.bad(what, format!("{place} cannot be made ({fault}): see who owns its folder"))
            }
        },
        Ok(Found::Book(Age::Older(_))) => {
            findings.good(what, format!("{place}, of an older version: `renmai run` brings it up to date"));
        }
        Ok(Found::Book(Age::Current)) => match teams(place).await {
            Ok((teams, connected)) => {
                mailboxes = connected;
                findings.good(what, format!("{place}, {teams} team(s)"));
            }
            Err(fault) => findings.bad(what, format!("{place} does not answer: {fault:#}")),
        },
        Ok(found) => findings.bad(what, format!("{place} {}: mend {what}", unfit(&found))),
        Err(fault) => findings.bad(what, fault),
    }
    let Some(book) = place.file() else { return mailboxes };
    for (file, rights) in loose(&book) {
        let file = file.display();
        findings.bad(
            what,
            format!("others can read {file} ({rights:03o}), and all that is in the book: chmod 600 {file}"),
        );
    }
    mailboxes
}

/// How many teams and mailboxes, the dropbox and those that were removed among them, are in a book, which is read to its end where it is a file.
async fn teams(place: &DatabaseUrl) -> anyhow::Result<(usize, Mailboxes)> {
    if let Some(file) = place.file() {
        let counted = check_file(&file).await?;
        let rows = |table| {
            let counted = counted.iter().find(|counted| counted.table == table);
            counted.map_or(0, |counted| usize::try_from(counted.rows).unwrap_or(0))
        };
        let by_token = token_mailboxes_in(&file).await?;
        return Ok((rows("team"), Mailboxes { ever: rows("mailbox") + rows("dropbox"), by_token }));
    }
    let store = place.open().await?;
    let counted = async {
        let mut tx = store.read().await?;
        let dropboxes = usize::from(tx.dropbox().await?.is_some());
        let all = tx.all_mailboxes().await?;
        let by_token = all.iter().filter(|mailbox| mailbox.auth == MailAuth::Token).count();
        Ok((tx.teams().await?.len(), Mailboxes { ever: all.len() + dropboxes, by_token }))
    };
    let counted = counted.await;
    store.close().await;
    counted
}

/// Where readers opt out, and whether there is the key to the mailboxes. No mail server is asked: that is for who
/// connects one.
fn mail(findings: &mut Findings, config: &Config, mailboxes: &Mailboxes) {
    findings.good(
        Key::PublicUrl.name(),
        match &config.public_url {
            Some(url) => format!("{url}, which must lead to {}", config.listen),
            None => {
                "not set: readers opt out by answering, and mailboxes are connected at the terminal".into()
            }
        },
    );
    let login = &config.microsoft_login;
    let what = Key::MicrosoftClient.name();
    match &config.microsoft_client {
        Some(client) => findings.good(what, format!("{client}, which signs in at {login}")),
        None if mailboxes.by_token == 0 => {
            findings.good(what, "not set: mailboxes at Microsoft 365 cannot be connected (README.md, Mail)");
        }
        None => findings.bad(
            what,
            format!(
                "not set, and {} mailbox(es) at Microsoft 365 wait until it is (README.md, Mail)",
                mailboxes.by_token
            ),
        ),
    }
    let what = Key::MailKey.name();
    let book = match config.key_source() {
        KeySource::Given(_) => return findings.good(what, "set"),
        KeySource::Beside(book) => book,
        KeySource::Nowhere if mailboxes.ever == 0 => {
            return findings.good(what, "not set: wanted before a mailbox is connected");
        }
        KeySource::Nowhere => {
            return findings.bad(what, "not set, and the mailboxes are closed without it");
        }
    };
    let file = key_file(&book);
    match MailKey::beside(&book) {
        Ok(Some(_)) => findings.good(what, file.display()),
        Ok(None) if mailboxes.ever == 0 => findings.good(what, "made beside the book with the first mailbox"),
        Ok(None) => findings.bad(
            what,
            format!(
                "{} is gone, and the mailboxes are closed without it: put it back, or connect them anew",
                file.display()
            ),
        ),
        Err(fault) => findings.bad(what, fault),
    }
}

/// Whether a file could be made there: one of another name is made and removed.
fn can_make(file: &Path) -> std::io::Result<()> {
    let probe = beside(file, &format!(".doctor-{}", std::process::id()));
    create_private(&probe)?;
    std::fs::remove_file(probe)
}

async fn listen(findings: &mut Findings, config: &Config) {
    let what = Key::Listen.name();
    let address = config.listen;
    match TcpListener::bind(address).await {
        Ok(_) => findings.good(what, address),
        Err(fault) if fault.kind() == ErrorKind::AddrInUse => match health::ask(address).await {
            Some(health) if health.healthy => findings.good(what, format!("{address}, a running renmai is healthy")),
            Some(health) => findings.bad(
                what,
                format!(
                    "a running renmai is not healthy: database {}, Telegram heard {}, scheduler ticked {}; see its log",
                    if health.database { "answers" } else { "silent" },
                    health.heard_at.as_deref().unwrap_or("never"),
                    health.ticked_at.as_deref().unwrap_or("never"),
                ),
            ),
            None => findings.bad(what, format!("{address} is taken by another program: choose another port")),
        },
        Err(fault) => findings.bad(what, format!("{address} cannot be used: {fault}")),
    }
}

async fn telegram(findings: &mut Findings, config: &Config) {
    let what = Key::Token.name();
    let Some(token) = config.token.clone() else {
        return findings
            .good(what, "not set: `renmai` starts the sandbox; @BotFather gives a token for the real thing");
    };
    let proxy = config.proxy.as_ref().map(|proxy| &proxy.0);
    let telegram = match Telegram::new(config.api.clone(), token, proxy) {
        Ok(telegram) => telegram,
        Err(fault) => return findings.bad(Key::Proxy.name(), format!("cannot be used: {fault}")),
    };
    match telegram.call(&GetMe::new()).await {
        Ok(me) => findings.good(what, format!("@{}", me.username())),
        Err(CallError::Unauthorized) => {
            return findings
                .bad(what, "Telegram does not know it: get a new one from @BotFather (/mybots, API Token)");
        }
        Err(fault) => {
            let host = config.api.host_str().unwrap_or_default();
            let mend =
                format!("{host} cannot be reached ({fault}): see the network, or set {}", Key::Proxy.name());
            return findings.bad(Key::ApiUrl.name(), mend);
        }
    }
    if let Ok(webhook) = telegram.call(&GetWebhookInfo::new()).await
        && let Some(url) = webhook.url
    {
        let host = url.host_str().unwrap_or_default();
        findings.bad(
            what,
            format!("a webhook at {host} takes this bot's updates: stop that program and call deleteWebhook"),
        );
    }
}

async fn dns(findings: &mut Findings, config: &Config) {
    let what = Key::Dns.name();
    if config.dns.is_none() && config.token.is_none() {
        return findings.good(what, "not set: the sandbox asks nobody, and its addresses stay unverified");
    }
    let asked = config.dns.as_ref().map_or_else(|| "the machine's resolver".to_owned(), ToString::to_string);
    let mend = format!("until it does, no address can be checked; try {what}={}", Key::Dns.example());
    match Dns::open(config.dns.as_ref()).await {
        Ok(dns) if dns.answers().await => findings.good(what, format!("{asked} answers")),
        Ok(_) => findings.bad(what, format!("{asked} does not answer: {mend}")),
        Err(fault) => findings.bad(what, format!("{fault}: {mend}")),
    }
}

/// Print on photos is read where the program is there: a bot without it works as well.
async fn print(findings: &mut Findings, config: &Config) {
    let what = Key::Tesseract.name();
    let Some(program) = &config.tesseract else {
        return findings.good(what, "off: print on photos is not read, QR codes are");
    };
    let shown = program.display();
    let mend = "apt-get install tesseract-ocr tesseract-ocr-chi-sim";
    match PrintReader::open(program).await {
        Ok(reader) => {
            let languages = reader.languages().unwrap_or_default();
            let missing = PrintReader::missing(languages)
                .map(|missing| format!("; {missing} is not installed: {mend}"));
            findings.good(what, format!("{shown} reads {languages}{}", missing.unwrap_or_default()));
        }
        Err(PrintError::NotThere(_)) => {
            findings.good(
                what,
                format!("{shown} is not installed: print on photos is not read, QR codes are ({mend})"),
            );
        }
        Err(fault) => findings.bad(what, format!("{shown}: {fault}; {mend}, or set {what}=off")),
    }
}

/// What is wrong with `.env`, without the line itself: it may hold the token.
pub(super) fn env_file_fault(fault: &dotenvy::Error) -> String {
    match fault {
        dotenvy::Error::LineParse(_, at) => {
            format!("a line of it is not KEY=value (at its character {at}); values with spaces need quotes")
        }
        dotenvy::Error::Io(fault) => format!("it cannot be read: {fault}"),
        _ => "it cannot be read".to_owned(),
    }
}
