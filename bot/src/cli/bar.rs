//! How far something has come.

use std::io::{IsTerminal as _, Write as _};

/// A bar on the terminal; nothing where the errors go to a file.
pub(super) struct Bar {
    shown: bool,
}

impl Bar {
    /// Its width in characters.
    const WIDTH: u64 = 30;

    pub(super) fn new() -> Bar {
        Bar { shown: std::io::stderr().is_terminal() }
    }

    pub(super) fn show(&mut self, done: u64, of: u64) {
        let full = (done * Self::WIDTH / of.max(1)).min(Self::WIDTH) as usize;
        let (full, empty) = ("█".repeat(full), "░".repeat(Self::WIDTH as usize - full));
        self.write(&format!("\r{full}{empty} {done}/{of}"));
    }

    pub(super) fn clear(&mut self) {
        self.write("\r\u{1b}[K");
    }

    /// A bar that cannot be shown is no reason to stop.
    fn write(&mut self, text: &str) {
        let mut errors = std::io::stderr().lock();
        self.shown = self.shown && write!(errors, "{text}").and_then(|()| errors.flush()).is_ok();
    }
}
