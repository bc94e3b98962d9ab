//! The letters between the processor and the sender. In a flood one commit serves both: with its updates the processor writes
//! down what became of the letters that were sent, and its own new ones are taken for sending. They go to the sender
//! from here, without a way over the disk.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use renmai_core::store::{ClaimedMessage, Settled};
use tokio::sync::Notify;

/// A letter and what became of it.
pub type Done = (ClaimedMessage, Settled);

/// How many letters are held, and those of one batch more; others stay on disk.
pub(crate) const MOST: usize = 1_000;

/// How many follow in one chat before more of it stay on disk: a slow chat must not take all places.
const A_CHAT: usize = 20;

/// Letters that are taken for sending, and what became of them until it is on disk.
#[derive(Debug, Default)]
pub struct Outbox {
    shelves: Mutex<Shelves>,
    changed: Notify,
    /// There may be letters on disk.
    pub(crate) wake: Arc<Notify>,
    /// Held from the beginning of a transaction that takes or settles letters until they are handed over: what was
    /// committed first is handed over first.
    pub(crate) writing: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct Shelves {
    /// Somebody sends what is handed over.
    open: bool,
    /// The processor is busy, and will write down what is done.
    flood: bool,
    /// Chats that are being written to or ready, and what is to follow there: mostly nothing.
    chats: HashMap<i64, Vec<ClaimedMessage>>,
    /// What may go now, by chat.
    ready: Vec<(i64, Vec<ClaimedMessage>)>,
    done: Vec<Done>,
    /// Chats whose letters must wait, as long as that is not on disk.
    put_off: HashMap<i64, Settled>,
    /// Letters that are not settled on disk.
    held: usize,
    /// Transactions whose letters will be handed over.
    coming: usize,
}

/// The promise that letters can be handed over: the sender does not go before.
#[derive(Debug)]
pub(crate) struct Place<'a>(&'a Outbox);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.shelves().coming -= 1;
        self.0.changed.notify_one();
    }
}

impl Outbox {
    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on what is handed over is sent.
    pub(crate) fn open(&self) {
        self.shelves().open = true;
    }

    /// No more is sent. What was not begun goes back to the disk.
    pub(crate) fn close(&self, now: DateTime<Utc>) {
        let shelves = &mut *self.shelves();
        (shelves.open, shelves.flood) = (false, false);
        let mut back = Vec::new();
        for (chat, letters) in std::mem::take(&mut shelves.ready) {
            back.extend(letters);
            back.extend(shelves.chats.remove(&chat).unwrap_or_default());
        }
        back.extend(shelves.chats.values_mut().flat_map(std::mem::take));
        let put_back = |letter| (letter, Settled::Later(now, "stopped".into()));
        shelves.done.extend(back.into_iter().map(put_back));
    }

    /// A place for the letters of a transaction, if they may be handed over.
    pub(crate) fn place(&self) -> Option<Place<'_>> {
        let mut shelves = self.shelves();
        let free = shelves.open && shelves.held < MOST;
        free.then(|| {
            shelves.coming += 1;
            Place(self)
        })
    }

    /// The chats for which enough is here.
    pub(crate) fn full(&self) -> Vec<i64> {
        let full = |(chat, follow): (&i64, &Vec<ClaimedMessage>)| (follow.len() >= A_CHAT).then_some(*chat);
        self.shelves().chats.iter().filter_map(full).collect()
    }

    /// Whether letters may be handed over.
    pub(crate) fn is_open(&self) -> bool {
        self.shelves().open
    }

    /// How many more letters may be taken for sending.
    pub(crate) fn room(&self) -> usize {
        MOST.saturating_sub(self.shelves().held)
    }

    /// Whether so many updates come that the processor writes for the sender too.
    pub(crate) fn is_flooded(&self) -> bool {
        self.shelves().flood
    }

    /// Says whether so many updates come; when it is over, the sender writes again.
    pub(crate) fn set_flood(&self, flood: bool) {
        let before = std::mem::replace(&mut self.shelves().flood, flood);
        if before && !flood {
            self.changed.notify_one();
        }
    }

    /// Hands over letters that were taken for sending, on disk already. Those of one chat go one after the other.
    pub(crate) fn hand_over(&self, letters: Vec<ClaimedMessage>) {
        if letters.is_empty() {
            return;
        }
        let shelves = &mut *self.shelves();
        shelves.held += letters.len();
        let mut free: BTreeMap<i64, Vec<ClaimedMessage>> = BTreeMap::new();
        for letter in letters {
            match (shelves.put_off.get(&letter.chat), shelves.chats.get_mut(&letter.chat)) {
                (Some(until), _) => shelves.done.push((letter, until.clone())),
                (None, Some(follow)) => follow.push(letter),
                (None, None) => free.entry(letter.chat).or_default().push(letter),
            }
        }
        shelves.chats.extend(free.keys().map(|chat| (*chat, Vec::new())));
        shelves.ready.extend(free);
        self.changed.notify_one();
    }

    /// What may be sent now, by chat; the sender says of each when it is [`Outbox::finished`].
    pub(crate) fn ready(&self) -> Vec<(i64, Vec<ClaimedMessage>)> {
        std::mem::take(&mut self.shelves().ready)
    }

    /// What became of a chat's letters. Those that were to follow are next, or wait as well.
    pub(crate) fn finished(&self, chat: i64, done: Vec<Done>) {
        let shelves = &mut *self.shelves();
        let put_off = done.last().and_then(|(_, settled)| then(settled));
        shelves.done.extend(done);
        let follow = shelves.chats.remove(&chat).unwrap_or_default();
        match put_off {
            Some(until) => {
                shelves.done.extend(follow.into_iter().map(|letter| (letter, until.clone())));
                shelves.put_off.insert(chat, until);
            }
            None if follow.is_empty() => {}
            None => {
                shelves.chats.insert(chat, Vec::new());
                shelves.ready.push((chat, follow));
            }
        }
        self.changed.notify_one();
    }

    /// Whether the sender is to write down what is done.
    pub(crate) fn is_unsettled(&self) -> bool {
        let shelves = self.shelves();
        !shelves.done.is_empty() && (!shelves.flood || shelves.held >= MOST)
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_empty(&self) -> bool {
        let shelves = self.shelves();
        shelves.held == 0 && shelves.coming == 0
    }

    /// Takes what is done, to write it down.
    pub(crate) fn take_done(&self) -> Vec<Done> {
        std::mem::take(&mut self.shelves().done)
    }

    /// It could not be written down: the next who writes does it.
    pub(crate) fn give_back(&self, done: Vec<Done>) {
        if !done.is_empty() {
            self.shelves().done.splice(0..0, done);
            self.changed.notify_one();
        }
    }

    /// It is written down.
    pub(crate) fn written(&self, done: &[Done]) {
        if !done.is_empty() {
            let mut shelves = self.shelves();
            shelves.held = shelves.held.saturating_sub(done.len());
            for (letter, _) in done.iter().filter(|(_, settled)| then(settled).is_some()) {
                let waits = |(other, settled): &Done| other.chat == letter.chat && then(settled).is_some();
                if !shelves.done.iter().any(waits) {
                    shelves.put_off.remove(&letter.chat);
                }
            }
            self.changed.notify_one();
        }
    }

    /// Something was handed over, or finished.
    pub(crate) async fn changed(&self) {
        self.changed.notified().await;
    }
}

/// What becomes of a letter when this became of the one before it in the same chat, if it may not go.
pub(crate) fn then(before: &Settled) -> Option<Settled> {
    match before {
        Settled::Later(at, _) | Settled::Unclear(at, _) => {
            Some(Settled::Later(*at, "after an earlier letter".into()))
        }
        Settled::Blocked => Some(Settled::Blocked),
        Settled::Sent(_) | Settled::Failed(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use renmai_core::store::Priority;

    use super::*;

    fn letter(id: i64, chat: i64) -> ClaimedMessage {
        let (body, priority) = (String::new(), Priority::Answer);
        let (card_of, attempts, may_be_there, key) = (None, 0, false, None);
        ClaimedMessage { id, chat, priority, body, card_of, attempts, may_be_there, key, claimed_at: at(0) }
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    /// What may go now: the numbers of each chat's letters.
    fn going(outbox: &Outbox) -> Vec<Vec<i64>> {
        let numbers =
            |(_, letters): (i64, Vec<ClaimedMessage>)| letters.iter().map(|letter| letter.id).collect();
        outbox.ready().into_iter().map(numbers).collect()
    }

    fn sent(id: i64, chat: i64) -> Done {
        (letter(id, chat), Settled::Sent(Some(id)))
    }

    #[test]
    fn a_chat_has_its_letters_in_order_and_waits_for_no_other() {
        let outbox = Outbox::default();
        outbox.hand_over(vec![letter(1, 7), letter(2, 7), letter(3, 8)]);
        assert_eq!(going(&outbox), [vec![1, 2], vec![3]]);
        outbox.hand_over(vec![letter(4, 7), letter(5, 9)]);
        assert_eq!(going(&outbox), [[5]]);
        outbox.finished(7, vec![sent(1, 7), sent(2, 7)]);
        assert_eq!(going(&outbox), [[4]]);
        assert!(!outbox.is_empty());
        for (chat, id) in [(7, 4), (8, 3), (9, 5)] {
            outbox.finished(chat, vec![sent(id, chat)]);
        }
        let done = outbox.take_done();
        assert_eq!(done.len(), 5);
        outbox.written(&done);
        assert!(outbox.is_empty());
    }

    #[test]
    fn behind_a_letter_that_waits_all_of_its_chat_wait_until_that_is_on_disk() {
        let outbox = Outbox::default();
        let later = Settled::Later(at(60), "no network".into());
        outbox.hand_over(vec![letter(1, 7)]);
        assert_eq!(going(&outbox), [[1]]);
        outbox.hand_over(vec![letter(2, 7)]);
        outbox.finished(7, vec![(letter(1, 7), later)]);
        let first = outbox.take_done();
        let what = |done: &[Done]| -> Vec<i64> {
            done.iter()
                .map(|(letter, settled)| {
                    assert!(matches!(settled, Settled::Later(until, _) if *until == at(60)));
                    letter.id
                })
                .collect()
        };
        assert_eq!(what(&first), [1, 2]);
        // It is being written: a third letter must not overtake the two.
        outbox.hand_over(vec![letter(3, 7)]);
        assert_eq!(going(&outbox), Vec::<Vec<i64>>::new());
        outbox.written(&first);
        outbox.hand_over(vec![letter(4, 7)]);
        assert_eq!(going(&outbox), Vec::<Vec<i64>>::new());
        let second = outbox.take_done();
        assert_eq!(what(&second), [3, 4]);
        outbox.written(&second);
        outbox.hand_over(vec![letter(1, 7)]);
        assert_eq!(going(&outbox), [[1]]);
    }

    #[test]
    fn what_could_not_be_written_is_not_forgotten() {
        let outbox = Outbox::default();
        outbox.hand_over(vec![letter(1, 7), letter(2, 8)]);
        outbox.ready();
        outbox.finished(7, vec![sent(1, 7)]);
        let done = outbox.take_done();
        outbox.finished(8, vec![sent(2, 8)]);
        outbox.give_back(done);
        let numbers: Vec<i64> = outbox.take_done().iter().map(|(letter, _)| letter.id).collect();
        assert_eq!(numbers, [1, 2]);
    }

    #[test]
    fn in_a_flood_the_desk_writes_until_too_much_waits() {
        let outbox = Outbox::default();
        outbox.set_flood(true);
        outbox.hand_over(vec![letter(1, 7)]);
        outbox.ready();
        outbox.finished(7, vec![sent(1, 7)]);
        assert!(!outbox.is_unsettled());
        outbox.hand_over((2..=MOST as i64).map(|id| letter(id, id)).collect());
        assert!(outbox.is_unsettled());
        assert_eq!(outbox.room(), 0);
        outbox.written(&outbox.take_done());
        assert_eq!(outbox.room(), 1);
        outbox.ready();
        outbox.finished(9, vec![sent(9, 9)]);
        outbox.set_flood(false);
        assert!(outbox.is_unsettled());
    }

    #[test]
    fn a_stop_puts_back_what_was_not_begun() {
        let outbox = Outbox::default();
        outbox.open();
        outbox.hand_over(vec![letter(1, 7)]);
        outbox.ready();
        outbox.hand_over(vec![letter(2, 7), letter(3, 8)]);
        outbox.close(at(5));
        assert!(!outbox.is_open());
        assert!(outbox.ready().is_empty());
        outbox.finished(7, vec![sent(1, 7)]);
        let done = outbox.take_done();
        let back =
            done.iter().filter(|(_, settled)| matches!(settled, Settled::Later(until, _) if *until == at(5)));
        assert_eq!(back.map(|(letter, _)| letter.id).collect::<Vec<_>>(), [3, 2]);
        outbox.written(&done);
        assert!(outbox.is_empty());
        // Whoever is on duty again finds every chat free.
        outbox.hand_over(vec![letter(3, 8)]);
        assert_eq!(going(&outbox), [[3]]);
    }

    #[test]
    fn the_sender_waits_for_what_is_about_to_be_handed_over() {
        let outbox = Outbox::default();
        assert!(outbox.place().is_none());
        outbox.open();
        let place = outbox.place();
        outbox.close(at(5));
        assert!(place.is_some() && !outbox.is_empty());
        outbox.hand_over(vec![letter(1, 7)]);
        drop(place);
        outbox.close(at(6));
        outbox.written(&outbox.take_done());
        assert!(outbox.is_empty());
    }

    #[test]
    fn a_slow_chat_does_not_take_all_places() {
        let outbox = Outbox::default();
        outbox.hand_over(vec![letter(1, 7), letter(2, 8)]);
        outbox.hand_over((3..23).map(|id| letter(id, 7)).collect());
        assert_eq!(outbox.full(), [7]);
    }
}
