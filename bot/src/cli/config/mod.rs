//! The settings: read once from the environment and `.env`, parsed into types, each fault with a way out.

mod key;

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

use renmai_core::team::Signup;
use renmai_core::vocabulary::Provider;
use secrecy::SecretString;
use url::Url;

pub use self::key::Key;
use crate::background::dns::DnsServer;
use crate::cli::database::DatabaseUrl;
use crate::mail::access::{KeySource, MailAccess};
use crate::mail::oauth::{Microsoft, is_protected};
use crate::mail::seal::MailKey;
use crate::mail::{Patience, Trust};
use crate::outbound::SendLimit;

/// What the program runs with.
#[derive(Debug, Clone)]
pub struct Config {
    /// The bot's token; none: the sandbox. Its `Debug` is redacted.
    pub token: Option<SecretString>,
    /// The Bot API server.
    pub api: Url,
    /// The way to it.
    pub proxy: Option<Proxy>,
    /// Where the book is kept.
    pub database: DatabaseUrl,
    /// Where the health endpoint and the sandbox's page are served.
    pub listen: SocketAddr,
    /// The address under which it is reached from outside; none: it is not.
    pub public_url: Option<Url>,
    /// The key of the mailboxes' secrets; none: it lies beside the book.
    pub mail_key: Option<MailKey>,
    /// As whom Microsoft's login server knows the program; none: its mailboxes cannot be connected.
    pub microsoft_client: Option<String>,
    /// Microsoft's login server.
    pub microsoft_login: Url,
    /// Who may found a team.
    pub signup: Signup,
    /// Whether the bot keeps to Telegram's limits.
    pub send_limit: SendLimit,
    /// Whom to ask about mail to a domain; none: the machine's own resolver.
    pub dns: Option<DnsServer>,
    /// The program that reads print; none: none is read.
    pub tesseract: Option<PathBuf>,
}

/// What is wrong with a setting. Values that may hold a secret are not part of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// Not `<digits>:<letters>`.
    #[error("is not a bot's token: @BotFather gives one, digits, a colon and 35 letters")]
    NotAToken,
    /// Not an address, or not of a kind that can be used here.
    #[error("is not an address that begins with {0}")]
    NotAnAddress(&'static str),
    /// Not an IP address with a port.
    #[error("is not an IP address with a port: “{0}”")]
    NotASocket(String),
    /// Neither of two words.
    #[error("is “{typed}”, and must be {one} or {other}")]
    Neither {
        /// What stands there.
        typed: String,
        /// One of them.
        one: &'static str,
        /// The other.
        other: &'static str,
    },
    /// Neither a SQLite file nor a PostgreSQL database.
    #[error("is not the address of a SQLite file (sqlite://…) or a PostgreSQL database (postgres://…)")]
    NotADatabase,
    /// Not 32 bytes as base64.
    #[error("is not 32 bytes as base64, as `openssl rand -base64 32` makes them")]
    NotAMailKey,
    /// Not 32 hexadecimal digits in five groups.
    #[error("is not an application (client) id: Entra shows it as 8-4-4-4-12 hexadecimal digits")]
    NotAClient,
    /// Not a host with a port.
    #[error("is not a DNS server with its port: “{0}”")]
    NotAServer(String),
}

/// A setting that cannot be used, and one that could.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} {wrong}. Set it in the environment or in .env{}", key.name(), for_example(*.key))]
pub struct ConfigError {
    /// Which.
    pub key: Key,
    /// What is wrong with it.
    pub wrong: Wrong,
}

/// A value that works. Not of the mail key: who copies it has a key that everybody knows.
fn for_example(key: Key) -> String {
    match key {
        Key::MailKey => String::new(),
        key => format!(", for example: {}={}", key.name(), key.example()),
    }
}

/// Everything that is wrong with the settings, so that all of it can be mended at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigErrors(pub Vec<ConfigError>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

/// The address of a proxy; a password in it is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy(pub Url);

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.0.scheme(), self.0.host_str().unwrap_or_default())
    }
}

impl Config {
    /// What is needed to enter mailboxes.
    ///
    /// # Errors
    /// When TLS cannot be done at all.
    pub fn mail_access(&self) -> anyhow::Result<MailAccess> {
        let key = self.key_source();
        let microsoft = self.microsoft()?;
        Ok(MailAccess { key, trust: Trust::public()?, patience: Patience::default(), microsoft })
    }

    /// The login server of mailboxes at Microsoft, where the program has a name there.
    ///
    /// # Errors
    /// When TLS cannot be done at all.
    pub fn microsoft(&self) -> anyhow::Result<Option<Microsoft>> {
        let client = self.microsoft_client.clone().zip(Provider::Microsoft.servers());
        let login = self.microsoft_login.clone();
        Ok(client.map(|(client, servers)| Microsoft::new(login, client, servers)).transpose()?)
    }

    /// Where the key of the mailboxes comes from.
    pub fn key_source(&self) -> KeySource {
        match (&self.mail_key, self.database.file()) {
            (Some(key), _) => KeySource::Given(key.clone()),
            (None, Some(book)) => KeySource::Beside(book),
            (None, None) => KeySource::Nowhere,
        }
    }

    /// Reads the settings from the environment, into which `.env` has been loaded.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn from_env() -> Result<Config, ConfigErrors> {
        Config::read(|key| std::env::var(key.name()).ok())
    }

    /// Reads the settings; an empty one is as good as none.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn read(get: impl Fn(Key) -> Option<String>) -> Result<Config, ConfigErrors> {
        let mut reader = Reader { get, errors: Vec::new() };
        let token = reader.read(Key::Token, token);
        let proxy = reader.read(Key::Proxy, proxy);
        let api = reader.read(Key::ApiUrl, |text| address(text, &["https", "http"], "https:// or http://"));
        let database = reader.read(Key::Database, database);
        let listen = reader.read(Key::Listen, listen);
        let public_url =
            reader.read(Key::PublicUrl, |text| address(text, &["https", "http"], "https:// or http://"));
        let mail_key = reader.read(Key::MailKey, mail_key);
        let microsoft_client = reader.read(Key::MicrosoftClient, microsoft_client);
        let microsoft_login = reader.read(Key::MicrosoftLogin, microsoft_login);
        let signup =
            reader.read(Key::Signup, |text| one_of(text, ("invite", Signup::Invite), ("open", Signup::Open)));
        let send_limit = reader.read(Key::SendLimit, |text| {
            one_of(text, ("telegram", SendLimit::Telegram), ("off", SendLimit::Off))
        });
        let dns = reader.read(Key::Dns, dns);
        let tesseract = reader.read(Key::Tesseract, |text| Ok(tesseract(text))).flatten();
        match (api, database, listen, microsoft_login, signup, send_limit, reader.errors) {
            (
                Some(api),
                Some(database),
                Some(listen),
                Some(microsoft_login),
                Some(signup),
                Some(send_limit),
                errors,
            ) if errors.is_empty() => Ok(Config {
                token,
                api,
                proxy,
                database,
                listen,
                public_url,
                mail_key,
                microsoft_client,
                microsoft_login,
                signup,
                send_limit,
                dns,
                tesseract,
            }),
            (.., errors) => Err(ConfigErrors(errors)),
        }
    }
}

/// Reads one setting after the other and keeps what is wrong.
struct Reader<G> {
    get: G,
    errors: Vec<ConfigError>,
}

impl<G: Fn(Key) -> Option<String>> Reader<G> {
    fn read<T>(&mut self, key: Key, parse: impl FnOnce(&str) -> Result<T, Wrong>) -> Option<T> {
        let set = (self.get)(key).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        let text = set.as_deref().or(key.default())?;
        parse(text).map_err(|wrong| self.errors.push(ConfigError { key, wrong })).ok()
    }
}

/// `<digits>:<some 35 letters>`; how many is Telegram's business, so only what is plainly no token is refused.
fn token(text: &str) -> Result<SecretString, Wrong> {
    let (id, secret) = text.split_once(':').ok_or(Wrong::NotAToken)?;
    let letters = |c: u8| c.is_ascii_alphanumeric() || c == b'-' || c == b'_';
    let is_token = (1..=16).contains(&id.len())
        && id.bytes().all(|c| c.is_ascii_digit())
        && (20..=64).contains(&secret.len())
        && secret.bytes().all(letters);
    if is_token { Ok(text.into()) } else { Err(Wrong::NotAToken) }
}

fn proxy(text: &str) -> Result<Proxy, Wrong> {
    address(text, &["http", "https", "socks5", "socks5h"], "http://, https:// or socks5://").map(Proxy)
}

fn address(text: &str, schemes: &[&str], named: &'static str) -> Result<Url, Wrong> {
    match Url::parse(text) {
        Ok(url) if schemes.contains(&url.scheme()) && url.has_host() => Ok(url),
        _ => Err(Wrong::NotAnAddress(named)),
    }
}

fn database(text: &str) -> Result<DatabaseUrl, Wrong> {
    DatabaseUrl::parse(text).ok_or(Wrong::NotADatabase)
}

fn listen(text: &str) -> Result<SocketAddr, Wrong> {
    let text = text.replace("localhost", "127.0.0.1");
    text.parse().map_err(|_| Wrong::NotASocket(text))
}

fn dns(text: &str) -> Result<DnsServer, Wrong> {
    DnsServer::parse(text).ok_or_else(|| Wrong::NotAServer(text.to_owned()))
}

fn mail_key(text: &str) -> Result<MailKey, Wrong> {
    MailKey::parse(&text.into()).map_err(|_| Wrong::NotAMailKey)
}

/// Entra's id of an application, as it writes it.
fn microsoft_client(text: &str) -> Result<String, Wrong> {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = groups.iter().all(|group| group.bytes().all(|sign| sign.is_ascii_hexdigit()));
    let is_id = groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && is_hex;
    if is_id { Ok(text.to_lowercase()) } else { Err(Wrong::NotAClient) }
}

fn microsoft_login(text: &str) -> Result<Url, Wrong> {
    let named = "https:// (or http:// and leads to this machine)";
    address(text, &["https", "http"], named)
        .and_then(|url| if is_protected(&url) { Ok(url) } else { Err(Wrong::NotAnAddress(named)) })
}

/// A name that is looked for along the path, or where it lies.
fn tesseract(text: &str) -> Option<PathBuf> {
    (!text.eq_ignore_ascii_case("off")).then(|| text.into())
}

fn one_of<T>(text: &str, one: (&'static str, T), other: (&'static str, T)) -> Result<T, Wrong> {
    match text.to_lowercase() {
        word if word == one.0 => Ok(one.1),
        word if word == other.0 => Ok(other.1),
        typed => Err(Wrong::Neither { typed, one: one.0, other: other.0 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(Key, &str)]) -> Result<Config, ConfigErrors> {
        Config::read(|key| {
            settings.iter().find(|(known, _)| *known == key).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn without_settings_it_is_the_sandbox_with_the_defaults_of_the_contract() {
        let config = read(&[(Key::Token, " ")]).unwrap();
        assert!(config.token.is_none());
        assert_eq!(config.api.as_str(), "https://api.telegram.org/");
        assert_eq!(config.database.to_string(), "renmai.db");
        assert_eq!(config.listen, "127.0.0.1:8787".parse().unwrap());
        assert_eq!(config.tesseract.as_deref(), Some("tesseract".as_ref()));
        assert_eq!(read(&[(Key::Tesseract, "off")]).unwrap().tesseract, None);
        assert_eq!((config.signup, config.send_limit), (Signup::Invite, SendLimit::Telegram));
    }

    #[test]
    fn every_example_works() {
        for key in Key::ALL {
            assert!(read(&[(key, key.example())]).is_ok(), "{}", key.name());
        }
    }

    #[test]
    fn what_is_wrong_is_said_all_at_once_each_with_an_example() {
        let errors = read(&[
            (Key::Token, "not-a-token"),
            (Key::ApiUrl, "api.telegram.org"),
            (Key::Proxy, "ftp://user:secret@proxy"),
            (Key::Database, "mysql://me:secret@localhost/renmai"),
            (Key::Listen, "8787"),
            (Key::Signup, "everybody"),
            (Key::SendLimit, "30"),
            (Key::Dns, "9.9.9.9"),
            (Key::PublicUrl, "renmai.example.com"),
            (Key::MailKey, "secret"),
            (Key::MicrosoftClient, "renmai"),
            (Key::MicrosoftLogin, "http://login.microsoftonline.com/organizations"),
        ])
        .unwrap_err();
        assert_eq!(errors.0.len(), 12);
        let said = errors.to_string();
        for key in Key::ALL.into_iter().filter(|key| !matches!(key, Key::Tesseract | Key::MailKey)) {
            assert!(said.contains(&format!("{}={}", key.name(), key.example())), "{said}");
        }
        assert!(said.contains("openssl rand -base64 32") && !said.contains(Key::MailKey.example()), "{said}");
        assert!(!said.contains("secret") && !said.contains("not-a-token"), "{said}");
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = Key::Token.example();
        let config = read(&[(Key::Token, token), (Key::Proxy, "http://me:hidden@proxy:3128")]).unwrap();
        let shown = format!("{config:?}");
        assert!(!shown.contains("AAHdq") && !shown.contains("hidden"), "{shown}");
    }
}
