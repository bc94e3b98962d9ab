//! Whose job is done next. People take turns, however much each has waiting, and long jobs leave room for short ones.

use std::collections::{HashMap, HashSet};

use renmai_core::store::Job as Row;

use crate::handler::job::{Job, Length};

/// How many jobs are done at once, and how many of them may be long: each of these may take a processor and a hundred
/// megabytes.
const AT_ONCE: usize = 3;
const LONG_AT_ONCE: usize = 1;

/// Who is being served, and who was.
#[derive(Debug, Default)]
pub(super) struct Turns {
    under_way: HashMap<i64, Length>,
    /// For each chat that has work, the turn at which it was served last.
    served: HashMap<i64, u64>,
    turn: u64,
}

/// How long a job takes. What cannot be read fails at once.
fn length(row: &Row) -> Length {
    serde_json::from_str::<Job>(&row.body).map_or(Length::Short, |job| job.length())
}

impl Turns {
    /// Takes the next of the jobs that are due, of each chat the oldest: that of the chat which was served longest ago
    /// and has nothing under way. A long one waits while another is under way, and a short one goes before it.
    pub(super) fn take(&mut self, due: &[Row]) -> Option<Row> {
        // A chat without work loses its place in the order.
        let chats: HashSet<i64> = due.iter().map(|row| row.chat).collect();
        self.served.retain(|chat, _| chats.contains(chat) || self.under_way.contains_key(chat));
        if self.under_way.len() >= AT_ONCE {
            return None;
        }
        let has_room = self.has_room_for_long();
        let free = due.iter().filter(|row| !self.under_way.contains_key(&row.chat));
        let fitting = free.filter(|row| has_room || length(row) == Length::Short);
        let next =
            fitting.min_by_key(|row| (self.served.get(&row.chat).copied().unwrap_or(0), row.id))?.clone();
        self.turn += 1;
        self.served.insert(next.chat, self.turn);
        self.under_way.insert(next.chat, length(&next));
        Some(next)
    }

    /// The job of a chat has ended.
    pub(super) fn end(&mut self, chat: i64) {
        self.under_way.remove(&chat);
    }

    /// Whether a long job waits for that of another chat.
    pub(super) fn keeps_waiting(&self, due: &[Row]) -> bool {
        let waits = |row: &Row| !self.under_way.contains_key(&row.chat) && length(row) == Length::Long;
        !self.has_room_for_long() && due.iter().any(waits)
    }

    fn has_room_for_long(&self) -> bool {
        self.under_way.values().filter(|length| **length == Length::Long).count() < LONG_AT_ONCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(id: i64, chat: i64, size: u64) -> Row {
        let job = Job::Fetch { file: "f".into(), name: "a.csv".into(), source: None, size };
        Row { id, chat, body: serde_json::to_string(&job).unwrap(), attempts: 0 }
    }

    /// The oldest of each chat.
    fn heads(waiting: &[Row]) -> Vec<Row> {
        let mut chats = HashSet::new();
        waiting.iter().filter(|row| chats.insert(row.chat)).cloned().collect()
    }

    /// Takes what can be taken; each of these leaves the queue.
    fn take_all(turns: &mut Turns, waiting: &mut Vec<Row>) -> Vec<i64> {
        let mut taken = Vec::new();
        while let Some(row) = turns.take(&heads(waiting)) {
            waiting.retain(|one| one.id != row.id);
            taken.push(row.id);
        }
        taken
    }

    const BIG: u64 = 19_000_000;

    #[test]
    fn a_short_file_of_a_colleague_does_not_wait_for_long_ones() {
        let mut waiting =
            vec![file(1, 7, BIG), file(2, 7, BIG), file(3, 7, BIG), file(4, 8, BIG), file(5, 9, 100)];
        let mut turns = Turns::default();
        assert_eq!(take_all(&mut turns, &mut waiting), [1, 5]);
        assert!(turns.keeps_waiting(&heads(&waiting)), "8 waits for 7");
        turns.end(9);
        assert_eq!(take_all(&mut turns, &mut waiting), Vec::<i64>::new());
        // Whoever was served least lately is next.
        turns.end(7);
        assert_eq!(take_all(&mut turns, &mut waiting), [4]);
        turns.end(8);
        assert_eq!(take_all(&mut turns, &mut waiting), [2]);
        assert!(!turns.keeps_waiting(&heads(&waiting)), "nobody else waits");
    }

    #[test]
    fn a_thousand_files_of_one_are_one_turn() {
        let mut waiting: Vec<Row> = (1..=1000).map(|id| file(id, 7, 1)).collect();
        waiting.extend([file(1001, 8, 1), file(1002, 9, 1), file(1003, 10, 1)]);
        let mut turns = Turns::default();
        assert_eq!(take_all(&mut turns, &mut waiting), [1, 1001, 1002]);
        for chat in [7, 8, 9] {
            turns.end(chat);
        }
        assert_eq!(take_all(&mut turns, &mut waiting), [1003, 2]);
        assert!(turns.served.len() <= 4);
    }

    #[test]
    fn a_job_of_an_earlier_version_is_read() {
        let old = r#"{"job":"Fetch","file":"f","name":"a.csv","source":null}"#;
        let row = Row { id: 1, chat: 7, body: old.into(), attempts: 0 };
        assert_eq!(length(&row), Length::Short);
    }
}
