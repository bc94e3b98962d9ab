//! The list of the buttons.

use super::{
    add, clean, fair, ideal, import, insight, log, mail, mailbox, metrics, settings, team, template,
};
use crate::handler::buttons::{Button, Disguise, Effect};
use crate::handler::{Answer, Context, Outcome, common};
use crate::i18n::CallbackData;

/// Declares the buttons: those that any feature draws, and each feature's own with who carries out their press.
macro_rules! buttons {
    ($($(#[$meta:meta])* $variant:ident($button:path) => $press:path;)+) => {
        /// A button that the bot drew.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum AnyButton {
            /// One that any feature draws.
            Common(Button),
            $($(#[$meta])* $variant($button)),+
        }

        impl AnyButton {
            /// Reads what Telegram carried; `None`: forged, or of another version of the program.
            pub fn parse(data: &str) -> Option<AnyButton> {
                None.or_else(|| Button::parse(data).map(AnyButton::Common))
                    $(.or_else(|| <$button>::parse(data).map(AnyButton::$variant)))+
            }

            /// The same button with its numbers of rows mapped.
            #[must_use]
            pub fn map_rows(self, map: &dyn Fn(i64) -> i64) -> AnyButton {
                match self {
                    AnyButton::Common(button) => AnyButton::Common(button.map_rows(map)),
                    $(AnyButton::$variant(button) => AnyButton::$variant(button.map_rows(map)),)+
                }
            }

            /// What a press of it does to the book.
            pub fn effect(&self) -> Effect {
                match self {
                    AnyButton::Common(button) => button.effect(),
                    $(AnyButton::$variant(button) => button.effect(),)+
                }
            }

            /// Carries out the press of a feature's own button; the common ones are the router's.
            pub async fn press(self, ctx: &mut Context<'_>) -> Answer {
                match self {
                    AnyButton::Common(_) => Ok(Outcome::callback_answer(common::Phrase::OldButton)),
                    $(AnyButton::$variant(button) => Box::pin($press(ctx, button)).await,)+
                }
            }
        }

        impl CallbackData for AnyButton {
            fn data(&self) -> String {
                match self {
                    AnyButton::Common(button) => button.data(),
                    $(AnyButton::$variant(button) => button.data(),)+
                }
            }
        }

        #[cfg(test)]
        const LETTERS: &[&str] = &["c", "p", "u", "v", "a", "q", $(<$button>::LETTER),+];
    };
}

buttons! {
    /// Of the settings.
    Settings(settings::SettingsButton) => settings::press;
    /// Of the team.
    Team(team::TeamButton) => team::press;
    /// Of a file.
    File(import::FileButton) => import::press;
    /// Of the insights.
    Insight(insight::InsightButton) => insight::press;
    /// Of the figures.
    Metrics(metrics::MetricsButton) => metrics::press;
    /// Of the clean-up.
    Clean(clean::CleanButton) => clean::press;
    /// Of the ideal customer.
    Ideal(ideal::IdealButton) => ideal::press;
    /// Under what was logged.
    Log(log::LogButton) => log::press;
    /// Of a draft.
    Draft(add::DraftButton) => add::draft::press;
    /// Of a draft that is corrected.
    DraftField(add::FieldButton) => add::fields::press;
    /// Of a mail.
    Mail(mail::MailButton) => mail::press;
    /// Of a mailbox.
    Mailbox(mailbox::MailboxButton) => mailbox::press;
    /// Of a template.
    Template(template::TemplateButton) => template::press;
    /// Of a fair.
    Fair(fair::FairButton) => fair::press;
}

/// What a button carries, on its way to a chat; what no button of ours carries stays as it is.
pub fn hide_rows(data: &str, disguise: &Disguise) -> String {
    map_rows(data, &|number| disguise.hide(number))
}

/// The same, on its way back.
pub fn reveal_rows(data: &str, disguise: &Disguise) -> String {
    map_rows(data, &|number| disguise.reveal(number))
}

fn map_rows(data: &str, map: &dyn Fn(i64) -> i64) -> String {
    AnyButton::parse(data).map_or_else(|| data.to_owned(), |button| button.map_rows(map).data())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_letter_means_one_kind_of_button() {
        for (at, letter) in LETTERS.iter().enumerate() {
            assert!(!LETTERS[..at].contains(letter), "{letter} is taken");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_read_of_a_press_fits_and_reads_back(data in "[cpuvaqstfimkwdej](:[a-z0-9.-]{0,12}){0,5}") {
            if let Some(drawn) = AnyButton::parse(&data) {
                prop_assert!(drawn.data().len() <= 64);
                prop_assert_eq!(AnyButton::parse(&drawn.data()), Some(drawn));
            }
        }
    }
}
