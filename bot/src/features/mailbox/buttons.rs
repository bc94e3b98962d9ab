//! The buttons of a mailbox.

use renmai_core::vocabulary::Provider;

use crate::handler::buttons::buttons;

buttons! {
    /// What is done with a mailbox.
    pub enum MailboxButton = "b" {
        /// Connects one of a provider.
        Connect { provider: Provider } = "c", Shows;
        /// Shows the providers.
        Providers = "p", Shows;
        /// It stops.
        Hold = "h", Shows;
        /// It goes on.
        Resume = "o", Shows;
        /// Asks whether it is to be disconnected.
        AskDisconnect = "a", Shows;
        /// It is disconnected.
        Disconnect = "d", Shows;
        /// Shows it again.
        Look = "l", Shows;
        /// Asks whether the member wants another address in the dropbox.
        AskAddress = "q", Shows;
        /// They get it.
        NewAddress { drawn: i64 } = "n", Changes;
    }
}
