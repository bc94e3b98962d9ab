//! A sign-in by a code that is entered on another page, as its message shows it.

use renmai_core::email::Email;
use renmai_core::vocabulary::{DeviceSignInId, Provider};
use url::Url;

use super::MailboxButton;
use crate::handler::{Answer, Context, Outcome};
use crate::i18n::{Key, Keyboard, Message, Render, Words};

/// How far a sign-in has come.
#[derive(Debug, Clone)]
pub enum SignIn {
    /// The code is being fetched.
    Fetching,
    /// The code is to be entered.
    Code {
        /// It.
        code: String,
        /// Where.
        page: Url,
        /// How long it works, in minutes.
        minutes: u64,
    },
    /// They have signed in, and both servers are being tried.
    Trying {
        /// Who.
        address: Email,
    },
    /// The mailbox is connected.
    Connected {
        /// Its address.
        address: Email,
    },
    /// It has come to nothing.
    Failed {
        /// Why, in the reader's words.
        why: String,
    },
    /// A newer one, or another mailbox, has taken its place.
    Replaced,
}

/// The key under which the message of a sign-in is sent.
pub fn sign_in_key(id: DeviceSignInId) -> String {
    format!("sign-in:{}", id.number())
}

/// Begins a sign-in at Microsoft. What was being asked is asked no more: nothing of it is typed into the chat.
pub(super) async fn begin(ctx: &mut Context<'_>) -> Answer {
    ctx.leave().await?;
    ctx.tx.close_mailbox_pages(ctx.member.id).await?;
    let (id, former) = ctx.tx.begin_device_sign_in(&ctx.member, ctx.now).await?;
    let mut outcome = Outcome::from(SignIn::Fetching).and_key(sign_in_key(id));
    if let Some(former) = former {
        outcome = outcome.and_keyed_edit(sign_in_key(former), SignIn::Replaced);
    }
    Ok(outcome)
}

impl Render for SignIn {
    fn message(&self, words: &Words) -> Message {
        let mut keyboard = Keyboard::default();
        let html = match self {
            SignIn::Fetching => words.html("mailbox-code-fetching", &[]),
            SignIn::Code { code, page, minutes } => {
                let host = page.host_str().unwrap_or_default().trim_start_matches("www.");
                let shown = format!("{host}{}", page.path().trim_end_matches('/'));
                let label = words.word("mailbox-button-page");
                keyboard.row([Key::Link { label, url: page.as_str().to_owned() }]);
                keyboard.row(Key::copy(words.word("mailbox-button-copy-code"), code));
                words.html("mailbox-code", &[("page", &shown), ("code", code), ("minutes", minutes)])
            }
            SignIn::Trying { address } => {
                words.html("mailbox-code-trying", &[("address", &address.as_str().to_owned())])
            }
            SignIn::Connected { address } => {
                words.html("mailbox-code-connected", &[("address", &address.as_str().to_owned())])
            }
            SignIn::Failed { why } => {
                let again = MailboxButton::Connect { provider: Provider::Microsoft };
                keyboard.row([
                    Key::press(words.word("mailbox-button-again"), &again),
                    Key::press(words.word("mailbox-button-other"), &MailboxButton::Providers),
                ]);
                words.html("mailbox-code-failed", &[("why", why)])
            }
            SignIn::Replaced => words.html("mailbox-code-replaced", &[]),
        };
        Message { html, keyboard, ..Message::default() }
    }
}
