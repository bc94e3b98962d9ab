//! An embedded Telegram Bot API with a chat page, so that a bot can be tried and tested without Telegram.
//!
//! It knows nothing of the bot that talks to it: the bot is pointed at this server's address and finds Telegram's
//! methods, limits and refusals there. A test, or the person at the chat page, plays people through a [`ChatDriver`].
//!
//! It also has a [`MailRoom`]: where that is started, an SMTP and an IMAP server listen on this machine, and customers
//! are played through a [`MailboxDriver`] or on the page.
//!
//! ```no_run
//! # async fn example() -> std::io::Result<()> {
//! use renmai_sandbox::{BotProfile, Clock, Options, Person, Sandbox};
//!
//! let sandbox = Sandbox::open(Options {
//!     token: "100001:any-token".into(),
//!     bot: BotProfile { id: 100_001, username: "my_bot".into(), name: "My bot".into() },
//!     people: vec![Person::new(1001, "Anna")],
//!     folder: None,
//!     clock: Clock::system(),
//!     jumps: Vec::new(),
//!     on_reset: None,
//! })?;
//! let listener = tokio::net::TcpListener::bind("127.0.0.1:8787").await?;
//! sandbox.serve(listener).await;
//! # Ok(())
//! # }
//! ```

mod bot_api;
mod bot_texts;
mod chat;
mod clock;
mod driver;
mod faults;
mod from_people;
mod inner;
mod keyboard;
mod mail;
mod menus;
mod message;
mod methods;
mod options;
mod page;
mod params;
mod presses;
mod private;
mod queue;
mod refusal;
mod sandbox;
mod save;
mod send_limits;
mod server;
mod state;
mod text;
mod token;
mod wire;

pub use clock::Clock;
pub use driver::{ChatDriver, Silence};
pub use faults::{Fault, Faults};
pub use mail::{
    Bounce, Client, FolderName, Mail, MailFault, MailPorts, MailRoom, MailServers, MailboxDriver, Standing,
};
pub use message::{Button, Content, Entity, FileInfo, Message, SharedContact};
pub use options::{BotProfile, Jump, Label, Landing, Options, Person, Reset};
pub use presses::{Press, PressAnswer};
pub use sandbox::Sandbox;
pub use state::Call;
