//! What somebody hears, held against what they are owed: each answer once and in order, and what came before marked.

use std::time::Duration;

use renmai_sandbox::Message;

use super::{Owed, Person};

/// What a message that may have come before begins with, in both languages.
const REPEATS: [&str; 2] = ["(This may be a repeat.)\n", "（可能是重复消息）\n"];

/// What comes by itself: routines, and what became of mails.
const BY_ITSELF: [&str; 8] = ["☀", "💡", "🧹", "❓", "✉✗", "⛔", "⏸", "💬"];

impl Person {
    /// What is still owed.
    pub(crate) fn waits_for(&self) -> Vec<String> {
        self.owed.iter().map(|owed| format!("{}: “{}” was not answered", self.name, owed.said)).collect()
    }

    /// Listens until everything is answered, at most so long.
    pub(crate) async fn listens(&mut self, time: Duration) {
        let listens = async {
            while !self.owed.is_empty() {
                match self.chat.hears().await {
                    Ok(message) => self.hears(&message),
                    Err(_) => tokio::task::yield_now().await,
                }
            }
        };
        let _ = tokio::time::timeout(time, listens).await;
    }

    /// Looks at what came besides what was owed.
    pub(crate) fn looks(&mut self) {
        for _ in 0..self.chat.unheard().len() {
            if let Some(Ok(message)) = futures::FutureExt::now_or_never(self.chat.hears()) {
                self.hears(&message);
            }
        }
    }

    fn hears(&mut self, message: &Message) {
        if message.edited {
            let answers = |owed: &Owed| owed.edit_of == Some(message.id) && message.text.contains(&owed.sees);
            // Messages of one chat go in order, but a card that is shown anew is nobody's answer.
            let next = self.next();
            let mut owed = self.owed.iter().enumerate();
            let place = owed.find(|(at, owed)| (owed.takes_time || Some(*at) == next) && answers(owed));
            if let Some((at, _)) = place {
                self.answered(at, message.id);
            }
            return;
        }
        let text = REPEATS.iter().find_map(|mark| message.text.strip_prefix(mark));
        let marked = text.is_some();
        let text = text.unwrap_or(&message.text).to_owned();
        self.repeats += u64::from(marked);
        if marked && self.seen.contains(&text) {
            self.again.push(text.clone());
            if let Some(copies) = self.routines.get_mut(&text) {
                copies.push(message.id);
            }
            return;
        }
        self.seen.insert(text.clone());
        if BY_ITSELF.iter().any(|sign| text.starts_with(*sign)) {
            let copies = self.routines.entry(text).or_default();
            copies.push(message.id);
            if copies.len() > 1 && !marked {
                self.wrong.push(format!("{}: came twice and is not marked: {}", self.name, message.text));
            }
            return;
        }
        let answers = |owed: &Owed| owed.edit_of.is_none() && text.contains(&owed.sees);
        while let Some(next) = self.next() {
            let owed = &self.owed[next];
            if answers(owed) {
                return self.answered(next, message.id);
            }
            // What came marked, and looks like what came before, may have been the answer to the next question.
            if owed.edit_of.is_some() {
                break;
            }
            let Some(place) = self.again.iter().position(|text| text.contains(&owed.sees)) else { break };
            self.again.remove(place);
            self.answered(next, 0);
        }
        let owed = self.next().map(|next| self.owed[next].said.clone()).unwrap_or_default();
        self.wrong.push(format!(
            "{}: nobody asked for this, or it came twice (“{owed}” waits for its answer): {}",
            self.name, message.text
        ));
    }

    /// The place of the answer that comes next, of those that come in order.
    fn next(&self) -> Option<usize> {
        self.owed.iter().position(|owed| !owed.takes_time)
    }

    fn answered(&mut self, owed: usize, message: i64) {
        if let Some(Owed { effect: Some(effect), .. }) = self.owed.remove(owed) {
            self.effects[effect].answer = Some(message);
        }
    }
}
