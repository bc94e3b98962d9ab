//! The sandbox as a whole: opened, served, and reached by tests.

use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;

use crate::faults::Faults;
use crate::inner::Inner;
use crate::mail::MailRoom;
use crate::options::{Options, Person};
use crate::state::Call;
use crate::{ChatDriver, Clock, bot_api, page, server};

/// An embedded Telegram. Clones are handles on the same one.
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

impl Sandbox {
    /// Opens a sandbox, with what was saved in its folder. Within a tokio runtime it saves itself after each change,
    /// outside of one only when the last handle is dropped.
    ///
    /// # Errors
    /// When what was saved cannot be read.
    pub fn open(options: Options) -> std::io::Result<Sandbox> {
        let inner = Inner::open(options)?;
        inner.keep_saving();
        Ok(Sandbox { inner })
    }

    /// Serves the Bot API (`/bot<token>/<method>`, `/file/bot<token>/<path>`) and the chat page (`/`, `/sandbox/…`) until
    /// the future is dropped.
    pub async fn serve(&self, listener: TcpListener) -> Infallible {
        self.serve_with(listener, Router::new()).await
    }

    /// Serves other routes beside its own, behind the same guard.
    pub async fn serve_with(&self, listener: TcpListener, others: Router) -> Infallible {
        let own = bot_api::router(self.inner.clone()).merge(page::router(self.inner.clone()));
        server::serve(listener, own.merge(others)).await
    }

    /// Drives a person's chat. A person who is not among the options is added.
    pub fn person(&self, id: i64) -> ChatDriver {
        self.inner.change(|state| {
            if state.person(id).is_none() {
                state.people.push(Person::new(id, &format!("Person {id}")));
            }
        });
        ChatDriver::new(self.inner.clone(), id)
    }

    /// Adds a person, and drives their chat.
    pub fn newcomer(&self, person: Person) -> ChatDriver {
        let id = person.id;
        self.inner.change(|state| state.people.push(person));
        ChatDriver::new(self.inner.clone(), id)
    }

    /// The clock that dates every message.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// The mail room. It listens where somebody starts it, and the page shows it from then on.
    pub fn mail_room(&self) -> &MailRoom {
        &self.inner.mail
    }

    /// Plans faults.
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// The next update gets this number. Telegram does so after a week without updates: it then goes on with any number.
    pub fn number_updates_from(&self, id: i64) {
        self.inner.change(|state| state.saved.queue.go_on_with(id));
    }

    /// How many updates wait for the bot, or were given to it and not acknowledged.
    pub fn pending_updates(&self) -> usize {
        self.inner.read(|state| state.saved.queue.len())
    }

    /// The last ten thousand calls of the bot, without `getUpdates` that brought nothing.
    pub fn calls(&self) -> Vec<Call> {
        self.inner.read(|state| state.calls.iter().cloned().collect())
    }

    /// How many times the bot has called `getUpdates`.
    pub fn polls(&self) -> u64 {
        self.inner.read(|state| state.poll)
    }

    /// The refusals that are a mistake of the bot, each as one line; a test asserts that there are none. Not among them
    /// is what a bot cannot avoid: that a person has blocked it, a planned fault, a second copy of itself, and a second
    /// answer to a press that was delivered twice.
    pub fn complaints(&self) -> Vec<String> {
        self.inner.read(|state| state.complaints.clone())
    }

    /// The command menu that a person sees: `(command, description)`.
    pub fn commands_for(&self, person: i64) -> Vec<(String, String)> {
        self.inner.read(|state| state.commands_for(person))
    }

    /// Forgets the chats and the mails, and sets a moved clock to the machine's time.
    pub fn reset(&self) {
        self.inner.reset();
    }

    /// Saves at once, not only a moment after the last change.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn save(&self) -> std::io::Result<()> {
        let inner = self.inner.clone();
        tokio::task::spawn_blocking(move || inner.save()).await.map_err(std::io::Error::other)?
    }
}

impl fmt::Debug for Sandbox {
    // The token stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").finish_non_exhaustive()
    }
}
