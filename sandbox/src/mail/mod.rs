//! The mail room: an SMTP and an IMAP server on this machine with the mailboxes of everybody, and whoever plays the
//! customers. Nothing leaves it, and it knows nothing of the bot that signs in.

mod address;
mod bounds;
mod deliver;
mod driver;
mod fault;
mod imap;
mod letters;
mod post;
mod room;
mod serve;
mod smtp;
mod standing;
mod wire;

pub use driver::{Mail, MailboxDriver};
pub use fault::MailFault;
pub use letters::Client;
pub use post::FolderName;
pub(crate) use post::Post;
pub use room::{MailPorts, MailRoom, MailServers};
pub use standing::{Bounce, Standing};
