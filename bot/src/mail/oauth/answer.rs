//! What a login server answers, read: nothing of it is believed without a bound, and nothing of it is shown.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use renmai_core::email::Email;
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::{OAuthFault, is_protected};

/// A code that somebody enters on another page (RFC 8628, 3.2).
pub struct DeviceCode {
    /// With it the server is asked whether they did; nobody else may see it.
    pub secret: SecretString,
    /// What they enter.
    pub user_code: String,
    /// Where they enter it.
    pub page: Url,
    /// How long it works.
    pub works_for: TimeDelta,
    /// How long is waited between two questions.
    pub pause: TimeDelta,
}

/// An access token, and with it perhaps a refresh token (RFC 6749, 5.1).
pub struct Tokens {
    /// With it one signs in to a mail server.
    pub access: SecretString,
    /// How long it works.
    pub works_for: TimeDelta,
    /// With it one gets the next; `None`: the former goes on working.
    pub refresh: Option<SecretString>,
    /// Who has signed in, as the server wrote it down.
    pub id_token: Option<SecretString>,
}

/// Who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The address from which they write.
    pub address: Email,
    /// The name with which they sign in to the mail servers. It looks like an address, and may be none.
    pub login: String,
}

/// What becomes of a question whether somebody has entered the code (RFC 8628, 3.5).
pub enum Asked {
    /// They have.
    Granted(Box<Tokens>),
    /// Not yet.
    Pending,
    /// Not yet, and we ask too often.
    SlowDown,
    /// The code works no more.
    Expired,
    /// They said no.
    Declined,
}

/// The longest token that is taken. Microsoft's are of two or three thousand characters.
const LONGEST_TOKEN: usize = 16 << 10;

/// The longest device code and user code.
const LONGEST_CODE: usize = 4 << 10;
const LONGEST_USER_CODE: usize = 20;

/// How long a code may work.
const CODE_WORKS: [i64; 2] = [1, 30 * 60];

/// How long is waited between two questions; five seconds where the server does not say (RFC 8628, 3.2).
const PAUSE: [i64; 2] = [1, 60];
const USUAL_PAUSE: i64 = 5;

/// How long an access token may work; where the server does not say, it is asked for another one soon.
const TOKEN_WORKS: [i64; 2] = [1, 24 * 60 * 60];
const USUAL_TOKEN: i64 = 10 * 60;

/// How far the clocks of two machines may be apart.
const SKEW: TimeDelta = TimeDelta::minutes(5);

#[derive(Deserialize)]
struct GivenCode {
    device_code: String,
    user_code: String,
    verification_uri: Url,
    expires_in: i64,
    interval: Option<i64>,
}

#[derive(Deserialize)]
struct GivenTokens {
    access_token: String,
    token_type: String,
    expires_in: Option<i64>,
    refresh_token: Option<String>,
    id_token: Option<String>,
}

#[derive(Deserialize)]
struct GivenFault {
    error: String,
}

#[derive(Deserialize)]
struct Claims {
    aud: String,
    exp: i64,
    preferred_username: Option<String>,
    email: Option<String>,
}

fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, OAuthFault> {
    serde_json::from_slice(body).map_err(|_| OAuthFault::Unreadable)
}

fn bounded(seconds: i64, [least, most]: [i64; 2]) -> TimeDelta {
    TimeDelta::seconds(seconds.clamp(least, most))
}

/// A word that can stand in a form and in a header: visible, of ASCII, bounded.
fn word(text: String, longest: usize) -> Result<String, OAuthFault> {
    let is_word = (1..=longest).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_graphic());
    if is_word { Ok(text) } else { Err(OAuthFault::Unreadable) }
}

/// The answer to the wish for a code.
///
/// # Errors
/// When the server gives none.
pub(super) fn device_code(status: u16, body: &[u8]) -> Result<DeviceCode, OAuthFault> {
    if status != 200 {
        return Err(fault(status, body));
    }
    let given: GivenCode = json(body)?;
    let page = Some(given.verification_uri).filter(|page| is_protected(page) && page.as_str().len() <= 200);
    Ok(DeviceCode {
        secret: word(given.device_code, LONGEST_CODE)?.into(),
        user_code: word(given.user_code, LONGEST_USER_CODE)?,
        page: page.ok_or(OAuthFault::Unreadable)?,
        works_for: bounded(given.expires_in, CODE_WORKS),
        pause: bounded(given.interval.unwrap_or(USUAL_PAUSE), PAUSE),
    })
}

/// The answer to the question whether the code was entered.
///
/// # Errors
/// When it is none, or the server takes nobody now.
pub(super) fn asked(status: u16, body: &[u8]) -> Result<Asked, OAuthFault> {
    if status == 200 {
        return tokens(status, body).map(|tokens| Asked::Granted(Box::new(tokens)));
    }
    match (status, word_of(body).as_deref()) {
        (400..=403, Some("authorization_pending")) => Ok(Asked::Pending),
        (400..=403, Some("slow_down")) => Ok(Asked::SlowDown),
        // A code that was used or is not known any more is as good as one that has expired.
        (400..=403, Some("expired_token" | "bad_verification_code" | "invalid_grant")) => Ok(Asked::Expired),
        (400..=403, Some("access_denied" | "authorization_declined")) => Ok(Asked::Declined),
        _ => Err(fault(status, body)),
    }
}

/// The answer to a refresh token.
///
/// # Errors
/// When the server gives no token for it.
pub(super) fn tokens(status: u16, body: &[u8]) -> Result<Tokens, OAuthFault> {
    if status != 200 {
        return Err(fault(status, body));
    }
    let given: GivenTokens = json(body)?;
    if !given.token_type.eq_ignore_ascii_case("bearer") {
        return Err(OAuthFault::Unreadable);
    }
    let token = |text| word(text, LONGEST_TOKEN).map(SecretString::from);
    Ok(Tokens {
        access: token(given.access_token)?,
        works_for: bounded(given.expires_in.unwrap_or(USUAL_TOKEN), TOKEN_WORKS),
        refresh: given.refresh_token.map(token).transpose()?,
        id_token: given.id_token.map(token).transpose()?,
    })
}

/// The word by which the server says what is wrong (RFC 6749, 5.2).
fn word_of(body: &[u8]) -> Option<String> {
    json::<GivenFault>(body).ok().map(|given| given.error)
}

/// What an answer means that is none.
fn fault(status: u16, body: &[u8]) -> OAuthFault {
    if status == 429 || status >= 500 {
        return OAuthFault::Later;
    }
    match word_of(body).as_deref() {
        Some("temporarily_unavailable" | "server_error" | "slow_down") => OAuthFault::Later,
        Some("invalid_grant" | "interaction_required" | "consent_required" | "login_required") => {
            OAuthFault::TakenBack
        }
        Some("invalid_client" | "unauthorized_client" | "invalid_scope" | "invalid_request") => {
            OAuthFault::Registration
        }
        _ => OAuthFault::Unreadable,
    }
}

/// Who has signed in. Their address is the one that the server calls so; the name with which they sign in may lie in
/// another domain (`wang@ours.onmicrosoft.com`), from which no customer has ever heard. The signature of the id token stays unchecked: it came straight from the login
/// server over TLS, and then OpenID Connect Core, 3.1.3.7, point 6, lets TLS vouch for it. Whom it is for and how long it
/// holds are looked at all the same (points 3 and 9).
///
/// # Errors
/// When it does not say so, or is for somebody else.
pub(super) fn who(id_token: &str, client: &str, now: DateTime<Utc>) -> Result<Who, OAuthFault> {
    let claims = id_token.split('.').nth(1).and_then(|claims| {
        let claims = URL_SAFE_NO_PAD.decode(claims.trim_end_matches('=')).ok()?;
        serde_json::from_slice::<Claims>(&claims).ok()
    });
    let claims = claims.ok_or(OAuthFault::NoAddress)?;
    if claims.aud != client || (now - SKEW).timestamp() >= claims.exp {
        return Err(OAuthFault::NoAddress);
    }
    let parsed = |text: Option<String>| text.and_then(|text| Email::parse(&text).ok());
    let (name, email) = (parsed(claims.preferred_username), parsed(claims.email));
    let address = email.or_else(|| name.clone()).ok_or(OAuthFault::NoAddress)?;
    let login = name.as_ref().unwrap_or(&address).as_str().to_owned();
    Ok(Who { address, login })
}
