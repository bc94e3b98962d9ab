//! Signing in where no password is taken: Microsoft 365, by a code that one enters on another page (RFC 8628), and from
//! then on by access tokens for a refresh token (RFC 6749, 6).

mod answer;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::mail::mailbox::Server;
use renmai_core::vocabulary::MailboxId;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::OwnedMutexGuard;
use url::{Host, Url, form_urlencoded};

pub use answer::{Asked, DeviceCode, Tokens, Who};

/// Microsoft's login server, as far as mail needs it. `Debug` shows no token.
#[derive(Clone)]
pub struct Microsoft {
    http: reqwest::Client,
    login: Url,
    client: String,
    /// The servers of its mailboxes, for sending and for reading.
    pub servers: [Server; 2],
    /// The access tokens of mailboxes.
    kept: Arc<Mutex<HashMap<MailboxId, Place>>>,
}

type Place = Arc<tokio::sync::Mutex<Option<Kept>>>;

/// An access token that is kept, in memory alone.
pub(crate) struct Kept {
    token: SecretString,
    got_at: DateTime<Utc>,
    until: DateTime<Utc>,
}

impl Kept {
    /// The token that was given now.
    pub(crate) fn new(given: &Tokens, now: DateTime<Utc>) -> Kept {
        Kept { token: given.access.clone(), got_at: now, until: now + given.works_for }
    }

    /// The token, if it still works for a while.
    pub(super) fn token(&self, now: DateTime<Utc>) -> Option<SecretString> {
        // Before a clock that was set back it was never given.
        (self.got_at..self.until - MARGIN).contains(&now).then(|| self.token.clone())
    }

    /// Whether it is this one.
    pub(super) fn is(&self, token: &SecretString) -> bool {
        self.token.expose_secret() == token.expose_secret()
    }
}

/// Why nobody is signed in. No word of the server is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OAuthFault {
    /// The program was not told as whom it may ask.
    #[error("RENMAI_MICROSOFT_CLIENT is not set")]
    NoClient,
    /// The login server is not reached, or takes nobody now.
    #[error("the login server is not reached, or takes nobody now")]
    Later,
    /// What was granted was taken back, or has expired.
    #[error("the permission was taken back, or has expired")]
    TakenBack,
    /// The login server does not know the application, or does not let it do this.
    #[error(
        "the login server does not let this application in: see RENMAI_MICROSOFT_CLIENT and its permissions"
    )]
    Registration,
    /// It is not said who has signed in.
    #[error("the login server does not say who has signed in")]
    NoAddress,
    /// The answer is none that can be believed.
    #[error("the login server's answer cannot be read")]
    Unreadable,
}

impl OAuthFault {
    /// Whether this mailbox has to be connected again. What stands in the way of all of them alike leaves their permissions
    /// good, and goes by when whoever runs the program mends it.
    pub fn is_refusal(self) -> bool {
        self == OAuthFault::TakenBack
    }

    /// Whether whoever runs the program has to mend it, and no one else can.
    pub fn is_ours(self) -> bool {
        matches!(self, OAuthFault::NoClient | OAuthFault::Registration)
    }
}

/// Sending, reading, and both for longer than an hour.
const MAIL: &str =
    "https://outlook.office.com/SMTP.Send https://outlook.office.com/IMAP.AccessAsUser.All offline_access";

/// And who it is.
const WHO: &str = "openid email profile";

/// The code is asked about so (RFC 8628, 3.4).
const DEVICE_GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// The longest answer that is read.
const LONGEST_ANSWER: usize = 64 << 10;

/// How long a call may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A token that works for less than this is replaced.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

impl Microsoft {
    /// Signs in at `login`, as the application `client`.
    ///
    /// # Errors
    /// When TLS cannot be done at all.
    pub fn new(login: Url, client: String, servers: [Server; 2]) -> reqwest::Result<Microsoft> {
        // A redirect would carry a secret to where nobody sent it.
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(Duration::from_secs(10))
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy();
        Ok(Microsoft { http: http.build()?, login, client, servers, kept: Arc::default() })
    }

    /// Gets a code that somebody enters.
    ///
    /// # Errors
    /// When there is none.
    pub async fn device_code(&self) -> Result<DeviceCode, OAuthFault> {
        let scope = format!("{MAIL} {WHO}");
        let (status, body) = self.post("devicecode", &[("scope", &scope)]).await?;
        answer::device_code(status, &body)
    }

    /// Asks whether the code was entered.
    ///
    /// # Errors
    /// When that is not answered.
    pub async fn ask(&self, device_code: &SecretString) -> Result<Asked, OAuthFault> {
        let form = [("grant_type", DEVICE_GRANT), ("device_code", device_code.expose_secret())];
        let (status, body) = self.post("token", &form).await?;
        answer::asked(status, &body)
    }

    /// Gets an access token for a refresh token. The server may give another refresh token with it; the former goes on
    /// working until it expires, so a crash before the new one is kept loses nothing (Microsoft identity platform,
    /// "Refresh tokens": the old one is not revoked when it is used).
    ///
    /// # Errors
    /// When there is none.
    pub async fn refresh(&self, refresh: &SecretString) -> Result<Tokens, OAuthFault> {
        let form =
            [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret()), ("scope", MAIL)];
        let (status, body) = self.post("token", &form).await?;
        answer::tokens(status, &body)
    }

    /// Who has signed in.
    ///
    /// # Errors
    /// When the server does not say so.
    pub fn who(&self, tokens: &Tokens, now: DateTime<Utc>) -> Result<Who, OAuthFault> {
        let id_token = tokens.id_token.as_ref().ok_or(OAuthFault::NoAddress)?;
        answer::who(id_token.expose_secret(), &self.client, now)
    }

    /// The access token of a mailbox that is kept, if there is one. Whoever waits for it gets what the other has got.
    pub(crate) async fn kept(&self, mailbox: MailboxId, now: DateTime<Utc>) -> OwnedMutexGuard<Option<Kept>> {
        let place = {
            let mut places = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            places.retain(|_, place| {
                // What is held just now is not looked into.
                place.try_lock().map_or(true, |kept| kept.as_ref().is_some_and(|kept| kept.until > now))
            });
            places.entry(mailbox).or_default().clone()
        };
        place.lock_owned().await
    }

    async fn post(&self, what: &str, form: &[(&str, &str)]) -> Result<(u16, Vec<u8>), OAuthFault> {
        let base = self.login.as_str().trim_end_matches('/');
        let form = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &self.client)
            .extend_pairs(form)
            .finish();
        let call = self.http.post(format!("{base}/oauth2/v2.0/{what}"));
        let call = call.header("content-type", "application/x-www-form-urlencoded").body(form);
        // What the library says of a fault holds the address alone, and no one needs to see more than "later".
        let mut answer = call.send().await.map_err(|_| OAuthFault::Later)?;
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(|_| OAuthFault::Later)? {
            body.extend_from_slice(&piece);
            if body.len() > LONGEST_ANSWER {
                return Err(OAuthFault::Unreadable);
            }
        }
        Ok((status, body))
    }
}

impl fmt::Debug for Microsoft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Microsoft({})", self.login)
    }
}

/// Whether what goes there is protected on its way, or stays on this machine.
pub fn is_protected(url: &Url) -> bool {
    let is_here = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        Some(Host::Domain(name)) => name == "localhost",
        None => return false,
    };
    let names_nobody = url.username().is_empty() && url.password().is_none();
    names_nobody && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}
