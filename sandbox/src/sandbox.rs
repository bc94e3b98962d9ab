//! The handle on a sandbox.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use chrono::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::faults::Faults;
use crate::limits::Limits;
use crate::options::{Jump, Options, Person, Reset};
use crate::state::{Call, State};
use crate::token::Token;
use crate::{Clock, Desk, bot_api, page, save, server};

/// A Telegram of one's own. Clones are handles on the same one.
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

/// What the handles share.
pub(crate) struct Inner {
    pub(crate) token: Token,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) jumps: Vec<Jump>,
    pub(crate) on_reset: Option<Reset>,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    /// Held while saving: one at a time.
    pub(crate) saving: Mutex<()>,
    state: Mutex<State>,
    /// Counts up with every change; whoever waits for something watches it.
    changes: watch::Sender<u64>,
}

impl Sandbox {
    /// Opens a sandbox, with the chats of the last time if it has a folder. Within a tokio runtime it saves itself from
    /// now on; outside of one only when the last handle is dropped.
    ///
    /// # Errors
    /// When what was saved cannot be read.
    pub fn open(options: Options) -> std::io::Result<Sandbox> {
        let Options { token, bot, people, folder, clock, jumps, on_reset } = options;
        let book = match &folder {
            Some(folder) => save::load(folder)?,
            None => None,
        };
        let book = book.unwrap_or_default();
        if let Some(ahead) = book.clock_ahead {
            clock.run_ahead(Duration::milliseconds(ahead));
        }
        let state = State {
            bot,
            people,
            clock: clock.clone(),
            book,
            calls: VecDeque::new(),
            complaints: Vec::new(),
            poll: 0,
            limits: Limits::default(),
        };
        let inner = Arc::new(Inner {
            token: Token::new(token),
            folder,
            jumps,
            on_reset,
            clock,
            faults: Faults::default(),
            saving: Mutex::new(()),
            state: Mutex::new(state),
            changes: watch::Sender::new(0),
        });
        save::keep_saving(&inner);
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

    /// Somebody's phone. A person who is not among the options is made up.
    pub fn person(&self, id: i64) -> Desk {
        self.inner.change(|state| {
            if state.person(id).is_none() {
                state.people.push(Person::new(id, &format!("Person {id}")));
            }
        });
        Desk::new(self.inner.clone(), id)
    }

    /// Somebody who is not among the options comes to Telegram.
    pub fn newcomer(&self, person: Person) -> Desk {
        let id = person.id;
        self.inner.change(|state| state.people.push(person));
        Desk::new(self.inner.clone(), id)
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }

    /// Trouble on order.
    pub fn faults(&self) -> &Faults {
        &self.inner.faults
    }

    /// Every call of the bot (the last ten thousand), but for `getUpdates` that brought nothing.
    pub fn calls(&self) -> Vec<Call> {
        self.inner.read(|state| state.calls.iter().cloned().collect())
    }

    /// How often the bot has asked for updates.
    pub fn polls(&self) -> u64 {
        self.inner.read(|state| state.poll)
    }

    /// What the bot was refused and should have known better, in words for people. A test asserts that there is
    /// nothing. Left out is what no bot can help: a person who blocks it, an ordered fault, a second copy of itself,
    /// and an answer to a press that it was told of twice.
    pub fn complaints(&self) -> Vec<String> {
        self.inner.read(|state| state.complaints.clone())
    }

    /// The command menu that a person sees: `(command, description)`.
    pub fn commands_for(&self, person: i64) -> Vec<(String, String)> {
        self.inner.read(|state| state.commands_for(person))
    }

    /// Forgets the chats and sets a moved clock right again.
    pub fn reset(&self) {
        self.inner.reset();
    }

    /// Saves now what would be saved in a moment.
    ///
    /// # Errors
    /// When it cannot be written.
    pub async fn save(&self) -> std::io::Result<()> {
        let inner = self.inner.clone();
        tokio::task::spawn_blocking(move || save::store(&inner)).await.map_err(std::io::Error::other)?
    }
}

impl fmt::Debug for Sandbox {
    // The token stays out of logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").finish_non_exhaustive()
    }
}

impl Inner {
    /// Looks at the state.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes whoever waits for something.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut self.lock());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Changes what nobody waits for.
    pub(crate) fn change_quietly<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.lock())
    }

    /// Tells of every change from now on.
    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Forgets the chats and sets a moved clock right again.
    pub(crate) fn reset(&self) {
        self.change(State::reset);
        self.clock.run_ahead(Duration::zero());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Err(error) = save::store(self) {
            tracing::warn!(%error, "the sandbox could not be saved");
        }
    }
}
