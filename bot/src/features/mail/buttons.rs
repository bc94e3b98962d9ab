//! The buttons of a mail. `mail` is the number of its row.

use renmai_core::vocabulary::{Basis, ContactNo, Frame};

use crate::handler::buttons::buttons;

buttons! {
    /// What is done with a mail.
    pub enum MailButton = "o" {
        /// Begins a mail to a contact by a template of ours.
        BuiltIn { no: ContactNo, frame: Frame } = "b", Shows;
        /// By one of the team's.
        Kept { no: ContactNo, template: i64 } = "t", Shows;
        /// Without one.
        Write { no: ContactNo } = "w", Shows;
        /// It goes at the next good hour.
        Send { mail: i64 } = "s", Changes;
        /// It goes at once.
        Now { mail: i64 } = "n", Changes;
        /// Its text is written anew.
        Edit { mail: i64 } = "e", Shows;
        /// A file is to go with it.
        Attach { mail: i64 } = "k", Shows;
        /// None of its files goes with it; the last of those that were shown says which.
        Detach { mail: i64, last: i64 } = "z", Changes;
        /// What was asked about it is left, and it is shown again.
        Back { mail: i64 } = "v", Shows;
        /// It is left.
        Drop { mail: i64 } = "x", Changes;
        /// Why one may write to them; then it goes.
        Basis { mail: i64, basis: Basis } = "g", Changes;
        /// They are called instead.
        Call { mail: i64 } = "c", Changes;
        /// It is looked at again.
        Look { mail: i64 } = "l", Shows;
        /// One that nobody knows of has arrived.
        Arrived { mail: i64 } = "a", Changes;
        /// It is sent once more.
        Again { mail: i64 } = "r", Changes;
        /// Answers a mail that came in; `reading` is the number of its row.
        Answer { reading: i64 } = "q", Shows;
        /// It is an inquiry.
        Inquiry { reading: i64 } = "i", Changes;
        /// Shows all of it.
        Open { reading: i64 } = "f", Shows;
        /// It was no answer.
        NotAReply { reading: i64 } = "u", Changes;
        /// Their whole company wants no more.
        OptOutCompany { reading: i64 } = "h", Changes;
        /// Whoever wrote it is added.
        AddSender { reading: i64 } = "d", Shows;
        /// All of the member's mails stop.
        Pause = "p", Shows;
        /// They go on.
        Resume = "o", Shows;
    }
}
