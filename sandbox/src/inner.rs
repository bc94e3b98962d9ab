//! What all handles on a sandbox share: its state behind one lock, and who waits for a change of it.

use std::collections::VecDeque;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::clock::Clock;
use crate::faults::Faults;
use crate::mail::MailRoom;
use crate::options::{Jump, Options, Reset};
use crate::save::{self, Snapshot};
use crate::send_limits::SendLimits;
use crate::state::State;
use crate::token::Token;

/// How long to wait after a change, so that several are saved together.
const PAUSE: Duration = Duration::from_millis(300);

/// What all handles share.
pub(crate) struct Inner {
    pub(crate) token: Token,
    folder: Option<PathBuf>,
    pub(crate) jumps: Vec<Jump>,
    pub(crate) on_reset: Option<Reset>,
    pub(crate) clock: Clock,
    pub(crate) faults: Faults,
    pub(crate) mail: MailRoom,
    /// Held while saving, so that two saves do not mix.
    saving: Mutex<()>,
    state: Mutex<State>,
    /// The number of changes so far; whoever waits for something watches it.
    changes: watch::Sender<u64>,
}

impl Inner {
    /// A sandbox with what was saved in its folder.
    pub(crate) fn open(options: Options) -> io::Result<Arc<Inner>> {
        let Options { token, bot, people, folder, clock, jumps, on_reset } = options;
        let saved = match &folder {
            Some(folder) => save::load(folder)?,
            None => None,
        };
        let mut saved = saved.unwrap_or_default();
        let mail = MailRoom::with(clock.clone(), std::mem::take(&mut saved.mail));
        if let Some(ahead) = saved.clock_ahead {
            clock.run_ahead(TimeDelta::milliseconds(ahead));
        }
        let state = State {
            bot,
            people,
            clock: clock.clone(),
            saved,
            calls: VecDeque::new(),
            complaints: Vec::new(),
            poll: 0,
            limits: SendLimits::default(),
        };
        Ok(Arc::new(Inner {
            token: Token::new(token),
            folder,
            jumps,
            on_reset,
            clock,
            faults: Faults::default(),
            mail,
            saving: Mutex::new(()),
            state: Mutex::new(state),
            changes: watch::Sender::new(0),
        }))
    }

    pub(crate) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state and wakes whoever waits for something.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let result = act(&mut self.lock());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// Changes something that nobody waits for.
    pub(crate) fn change_quietly<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.lock())
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(crate) fn reset(&self) {
        self.change(State::reset);
        self.mail.reset();
        self.clock.run_ahead(TimeDelta::zero());
    }

    /// Saves everything, if there is a folder for it.
    pub(crate) fn save(&self) -> io::Result<()> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let _one_at_a_time = self.saving.lock().unwrap_or_else(PoisonError::into_inner);
        let ahead = self.clock.ahead().map(|ahead| ahead.num_milliseconds());
        let snapshot = self.change_quietly(|state| {
            state.saved.clock_ahead = ahead;
            state.saved.mail = self.mail.to_save();
            Snapshot::of(&state.saved)
        });
        save::store(folder, &snapshot?)
    }

    /// Saves in the background, a moment after each change, until the last handle is dropped.
    pub(crate) fn keep_saving(self: &Arc<Inner>) {
        if self.folder.is_none() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let weak = Arc::downgrade(self);
        let (mut changes, mut mails, clock) = (self.watch(), self.mail.watch(), self.clock.clone());
        runtime.spawn(async move {
            loop {
                tokio::select! {
                    change = changes.changed() => if change.is_err() { return },
                    change = mails.changed() => if change.is_err() { return },
                    () = clock.changed() => {}
                }
                tokio::time::sleep(PAUSE).await;
                changes.mark_unchanged();
                mails.mark_unchanged();
                let Some(inner) = weak.upgrade() else { return };
                let saved = tokio::task::spawn_blocking(move || inner.save()).await;
                if let Ok(Err(error)) = saved {
                    tracing::warn!(%error, "the sandbox could not be saved");
                }
            }
        });
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Err(error) = self.save() {
            tracing::warn!(%error, "the sandbox could not be saved");
        }
    }
}
