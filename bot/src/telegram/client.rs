//! The caller of the Bot API: teloxide's types and requests, sent by a small client of our own.
//!
//! teloxide's own client sleeps a hidden ten seconds on every 5xx and does not say what became of a call; here each
//! call ends in an answer or a [`CallError`] that says what to do.

use std::time::Duration;

use renmai_core::interaction::Attachment;
use renmai_core::vocabulary::AttachmentKind;
use reqwest::multipart::{Form, Part};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};
use teloxide::requests::Payload;
use teloxide::types::Message;
use url::Url;

use super::Update;
use super::answer::{CallError, body, result, unreachable};

/// A message that was sent: only its number is needed.
#[derive(Deserialize)]
struct Sent {
    message_id: i64,
}

/// A file to be sent.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub body: Vec<u8>,
}

/// Calls the Bot API.
#[derive(Debug, Clone)]
pub struct Telegram {
    http: reqwest::Client,
    api: Url,
    token: SecretString,
}

/// How long a whole call may take, its answer included. It is longer than a long poll, so that Telegram ends the poll.
const PATIENCE: Duration = Duration::from_secs(30);

/// Telegram gives a bot files up to this size.
pub const FILE_LIMIT: u64 = 20 * 1024 * 1024;

impl Telegram {
    /// Speaks to the Bot API at `api` with this token, through a proxy if one is given.
    ///
    /// # Errors
    /// When the proxy's address cannot be used.
    pub fn new(api: Url, token: SecretString, proxy: Option<&Url>) -> reqwest::Result<Telegram> {
        Telegram::with(api, token, proxy, PATIENCE)
    }

    fn with(
        api: Url,
        token: SecretString,
        proxy: Option<&Url>,
        patience: Duration,
    ) -> reqwest::Result<Telegram> {
        let mut http = reqwest::Client::builder().timeout(patience).connect_timeout(Duration::from_secs(10));
        http = match proxy {
            Some(proxy) => http.proxy(reqwest::Proxy::all(proxy.as_str())?),
            None => http.no_proxy(),
        };
        Ok(Telegram { http: http.build()?, api, token })
    }

    /// A key made from the token, for what need not be secret. The token cannot be found out from it.
    pub fn own_key(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update("renmai button rows ")
            .chain_update(self.token.expose_secret())
            .finalize()
            .into()
    }

    /// Makes a call.
    pub async fn call<P>(&self, payload: &P) -> Result<P::Output, CallError>
    where
        P: Payload + serde::Serialize + Sync,
        P::Output: DeserializeOwned,
    {
        self.receive(self.http.post(self.url(P::NAME)?).json(payload)).await
    }

    /// Gets updates; with an offset, Telegram forgets those before it. One that this version cannot read does not hide
    /// the others.
    pub async fn updates(&self, offset: Option<i64>, wait: Duration) -> Result<Vec<Update>, CallError> {
        let mut payload = serde_json::json!({
            "limit": 100,
            "timeout": wait.as_secs(),
            "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member"],
        });
        if let Some(offset) = offset {
            payload["offset"] = offset.into();
        }
        let given: Vec<Box<RawValue>> =
            self.receive(self.http.post(self.url("GetUpdates")?).json(&payload)).await?;
        let updates: Vec<_> = given.iter().filter_map(|update| Update::read(update.get())).collect();
        match updates.is_empty() && !given.is_empty() {
            // Without a number they cannot be acknowledged, and Telegram would give them again at once.
            true => Err(CallError::Unanswered("updates without a number".into())),
            false => Ok(updates),
        }
    }

    /// Makes a call that is answered with a message; answers the message's number.
    pub async fn call_for_message<P>(&self, payload: &P) -> Result<i64, CallError>
    where
        P: Payload<Output = Message> + serde::Serialize + Sync,
    {
        let sent: Sent = self.receive(self.http.post(self.url(P::NAME)?).json(payload)).await?;
        Ok(sent.message_id)
    }

    /// Sends a document with an HTML caption; answers the message's number.
    pub async fn send_document(&self, chat: i64, file: Upload, caption: &str) -> Result<i64, CallError> {
        let form = Form::new()
            .text("chat_id", chat.to_string())
            .text("caption", caption.to_owned())
            .text("parse_mode", "HTML")
            .part("document", Part::bytes(file.body).file_name(file.name));
        let sent: Sent = self.receive(self.http.post(self.url("SendDocument")?).multipart(form)).await?;
        Ok(sent.message_id)
    }

    /// Sends a file that Telegram has already, by its file id, with an HTML caption; answers the message's number.
    pub async fn send_attachment(
        &self,
        chat: i64,
        what: &Attachment,
        caption: &str,
    ) -> Result<i64, CallError> {
        let (method, field) = match what.kind {
            AttachmentKind::Photo => ("SendPhoto", "photo"),
            AttachmentKind::Voice => ("SendVoice", "voice"),
            AttachmentKind::Document => ("SendDocument", "document"),
        };
        let payload = serde_json::json!({
            "chat_id": chat,
            field: what.file,
            "caption": caption,
            "parse_mode": "HTML",
        });
        let sent: Sent = self.receive(self.http.post(self.url(method)?).json(&payload)).await?;
        Ok(sent.message_id)
    }

    /// Fetches a file that somebody sent, at most [`FILE_LIMIT`] bytes.
    pub async fn fetch(&self, file_id: &str) -> Result<Vec<u8>, CallError> {
        let file =
            self.call(&teloxide::payloads::GetFile::new(teloxide::types::FileId(file_id.to_owned()))).await?;
        let url = self.join(&format!("file/bot{}/{}", self.token.expose_secret(), file.path))?;
        let answer = self.http.get(url).send().await.map_err(unreachable)?;
        if !answer.status().is_success() {
            return Err(CallError::Unreachable(answer.status().to_string()));
        }
        body(answer, FILE_LIMIT).await?.ok_or_else(|| CallError::Refused("file is too big".into()))
    }

    fn url(&self, method: &str) -> Result<Url, CallError> {
        // Telegram takes any case. Its documentation begins with a small letter.
        let mut letters = method.chars();
        let method: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        self.join(&format!("bot{}/{method}", self.token.expose_secret()))
    }

    fn join(&self, path: &str) -> Result<Url, CallError> {
        let base = self.api.as_str().trim_end_matches('/');
        Url::parse(&format!("{base}/{path}")).map_err(|_| CallError::Unreachable("a wrong address".into()))
    }

    async fn receive<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, CallError> {
        result(request.send().await.map_err(unreachable)?).await
    }
}

#[cfg(test)]
mod tests;
