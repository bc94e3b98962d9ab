//! The outbox messages between the update processor and the sender, in memory. In a flood one commit serves both: the
//! processor writes down which messages were sent, and claims its new ones for sending. They come to the sender from
//! here and are not read from the disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use renmai_core::store::{ClaimedMessage, Settled};
use tokio::sync::Notify;

/// An outbox message and what became of it.
pub type Done = (ClaimedMessage, Settled);

/// How many messages are held in memory; one batch may exceed it. The others stay on disk.
pub(crate) const MOST: usize = 1_000;

/// How many messages of one chat wait in memory; the others stay on disk, so that a slow chat does not take all places.
const A_CHAT: usize = 20;

/// The messages that are claimed for sending, and what became of them until that is on disk.
#[derive(Debug, Default)]
pub struct Outbox {
    state: Mutex<State>,
    changed: Notify,
    /// Wakes the sender: there may be messages on disk.
    pub(crate) wake: Arc<Notify>,
    /// Held from the beginning of a transaction that claims or settles messages until they are handed over. So they are
    /// handed over in the order of the commits.
    pub(crate) writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    /// The sender runs in this process and takes what is handed over.
    open: bool,
    /// Updates come in a flood: the update processor will write down what was sent.
    flood: bool,
    /// The chats that are being sent to or are ready, each with the messages that are to follow.
    chats: HashMap<i64, Vec<ClaimedMessage>>,
    /// What may be sent now, by chat.
    ready: Vec<(i64, Vec<ClaimedMessage>)>,
    done: Vec<Done>,
    /// The chats whose messages must wait, until that is on disk.
    put_off: HashMap<i64, Settled>,
    /// How many messages are claimed and not settled on disk.
    held: usize,
    /// How many transactions are about to hand messages over.
    coming: usize,
}

/// Keeps the sender from stopping until a transaction has handed its messages over.
#[derive(Debug)]
pub(crate) struct Place<'a>(&'a Outbox);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.state().coming -= 1;
        self.0.changed.notify_one();
    }
}

impl Outbox {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The sender has started: messages may be handed over.
    pub(crate) fn open(&self) {
        self.state().open = true;
    }

    /// The sender stops: what it has not begun to send goes back to the disk.
    pub(crate) fn close(&self, now: DateTime<Utc>) {
        let state = &mut *self.state();
        (state.open, state.flood) = (false, false);
        let mut back = Vec::new();
        for (chat, messages) in std::mem::take(&mut state.ready) {
            back.extend(messages);
            back.extend(state.chats.remove(&chat).unwrap_or_default());
        }
        back.extend(state.chats.values_mut().flat_map(std::mem::take));
        let put_back = |message| (message, Settled::NotTried(now, "stopped".into()));
        state.done.extend(back.into_iter().map(put_back));
    }

    /// Announces a transaction that will hand messages over; `None` where they must stay on disk.
    pub(crate) fn place(&self) -> Option<Place<'_>> {
        let mut state = self.state();
        let free = state.open && state.held < MOST;
        free.then(|| {
            state.coming += 1;
            Place(self)
        })
    }

    /// The chats that have enough messages in memory.
    pub(crate) fn full(&self) -> Vec<i64> {
        let full = |(chat, follow): (&i64, &Vec<ClaimedMessage>)| (follow.len() >= A_CHAT).then_some(*chat);
        self.state().chats.iter().filter_map(full).collect()
    }

    /// Whether messages may be handed over.
    pub(crate) fn is_open(&self) -> bool {
        self.state().open
    }

    /// How many more messages may be claimed.
    pub(crate) fn room(&self) -> usize {
        MOST.saturating_sub(self.state().held)
    }

    /// Whether updates come in a flood, so that the update processor writes for the sender too.
    pub(crate) fn is_flooded(&self) -> bool {
        self.state().flood
    }

    /// Says whether updates come in a flood; when it is over, the sender writes again.
    pub(crate) fn set_flood(&self, flood: bool) {
        let before = std::mem::replace(&mut self.state().flood, flood);
        if before && !flood {
            self.changed.notify_one();
        }
    }

    /// Hands over messages that a commit has claimed. Those of one chat are sent one after the other.
    pub(crate) fn hand_over(&self, messages: Vec<ClaimedMessage>) {
        if messages.is_empty() {
            return;
        }
        let state = &mut *self.state();
        state.held += messages.len();
        let mut free: BTreeMap<i64, Vec<ClaimedMessage>> = BTreeMap::new();
        for message in messages {
            match (state.put_off.get(&message.chat), state.chats.get_mut(&message.chat)) {
                (Some(until), _) => state.done.push((message, until.clone())),
                (None, Some(follow)) => follow.push(message),
                (None, None) => free.entry(message.chat).or_default().push(message),
            }
        }
        state.chats.extend(free.keys().map(|chat| (*chat, Vec::new())));
        state.ready.extend(free);
        self.changed.notify_one();
    }

    /// What may be sent now, by chat; the sender says of each when it is [`Outbox::finished`].
    pub(crate) fn ready(&self) -> Vec<(i64, Vec<ClaimedMessage>)> {
        std::mem::take(&mut self.state().ready)
    }

    /// Says what became of a chat's messages. Those that follow are sent next, or must wait as well.
    pub(crate) fn finished(&self, chat: i64, done: Vec<Done>) {
        let state = &mut *self.state();
        let put_off = done.last().and_then(|(_, settled)| then(settled));
        state.done.extend(done);
        let follow = state.chats.remove(&chat).unwrap_or_default();
        match put_off {
            Some(until) => {
                state.done.extend(follow.into_iter().map(|message| (message, until.clone())));
                state.put_off.insert(chat, until);
            }
            None if follow.is_empty() => {}
            None => {
                state.chats.insert(chat, Vec::new());
                state.ready.push((chat, follow));
            }
        }
        self.changed.notify_one();
    }

    /// Whether the sender must write down what was sent.
    pub(crate) fn is_unsettled(&self) -> bool {
        let state = self.state();
        !state.done.is_empty() && (!state.flood || state.held >= MOST)
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_empty(&self) -> bool {
        let state = self.state();
        state.held == 0 && state.coming == 0
    }

    /// Takes what was sent or failed, to write it down.
    pub(crate) fn take_done(&self) -> Vec<Done> {
        std::mem::take(&mut self.state().done)
    }

    /// Gives back what could not be written down: whoever writes next does it.
    pub(crate) fn give_back(&self, done: Vec<Done>) {
        if !done.is_empty() {
            self.state().done.splice(0..0, done);
            self.changed.notify_one();
        }
    }

    /// Says that it is written down.
    pub(crate) fn written(&self, done: &[Done]) {
        if !done.is_empty() {
            let mut state = self.state();
            state.held = state.held.saturating_sub(done.len());
            for (message, _) in done.iter().filter(|(_, settled)| then(settled).is_some()) {
                let waits = |(other, settled): &Done| other.chat == message.chat && then(settled).is_some();
                if !state.done.iter().any(waits) {
                    state.put_off.remove(&message.chat);
                }
            }
            self.changed.notify_one();
        }
    }

    /// Waits until something was handed over or finished.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

/// What becomes of a message when this became of the one before it in the same chat; `None`: it may be sent.
pub(crate) fn then(before: &Settled) -> Option<Settled> {
    match before {
        Settled::Later(at, _) | Settled::NotTried(at, _) | Settled::Unclear(at, _) => {
            Some(Settled::NotTried(*at, "after an earlier message".into()))
        }
        Settled::Blocked => Some(Settled::Blocked),
        Settled::Sent(_) | Settled::Failed(_) | Settled::Revoked => None,
    }
}

#[cfg(test)]
mod tests;
