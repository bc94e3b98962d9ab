//! What the gate says, in words: the rule, and the buttons of what would mend it.

use renmai_core::mail::country::Missing;
use renmai_core::mail::gate::{MailboxState, Remedy, Rule, Verdict};
use renmai_core::mail::pace::{PaceRule, PauseWhy};
use renmai_core::vocabulary::{Basis, Role};

use super::MailButton;
use crate::i18n::value::text;
use crate::i18n::{Html, Key, Words};

/// What the gate says, without the right to send.
#[derive(Debug, Clone)]
pub enum Said {
    /// It may go.
    May,
    /// It waits for this.
    Waits(Rule),
    /// It needs something.
    Needs(Rule, Remedy),
    /// It never goes.
    Never(Rule, Remedy),
}

impl From<Verdict> for Said {
    fn from(verdict: Verdict) -> Said {
        match verdict {
            Verdict::Send(_) => Said::May,
            Verdict::WaitUntil(_, rule) => Said::Waits(rule),
            Verdict::Ask(rule, remedy) => Said::Needs(rule, remedy),
            Verdict::Refuse(rule, remedy) => Said::Never(rule, remedy),
        }
    }
}

/// The rule, in a line.
pub(super) fn line(rule: Rule, words: &Words) -> Html {
    match rule {
        Rule::Law(regime, missing) => {
            let law = words.html(&format!("mail-law-{}", regime.code()), &[]);
            let missing = match missing {
                Missing::Basis => words.html("mail-missing-basis", &[]),
                Missing::Better(basis) => {
                    words.html("mail-missing-better", &[("basis", &word(basis, words))])
                }
                Missing::Expired(basis, on) => {
                    words.html("mail-missing-expired", &[("basis", &word(basis, words)), ("day", &on)])
                }
                Missing::Used(basis) => words.html("mail-missing-used", &[("basis", &word(basis, words))]),
            };
            Html::join([law, missing], " ")
        }
        Rule::Pace(pace) => match pace {
            PaceRule::DayCap(cap) => words.html("mail-pace-day-cap", &[("cap", &cap)]),
            PaceRule::TooSoon => words.html("mail-pace-too-soon", &[]),
            PaceRule::CompanyDay => words.html("mail-pace-company-day", &[]),
            PaceRule::HourCap => words.html("mail-pace-hour-cap", &[]),
            PaceRule::Space => words.html("mail-pace-space", &[]),
            PaceRule::Hours => words.html("mail-pace-hours", &[]),
        },
        Rule::Mailbox(state) => mailbox(state, words),
        rule => words.html(&format!("mail-rule-{}", rule.code()), &[]),
    }
}

/// Why a mailbox does not send.
pub fn mailbox(state: MailboxState, words: &Words) -> Html {
    match state {
        MailboxState::Ready => Html::default(),
        MailboxState::Refused => words.html("mail-mailbox-refused", &[]),
        MailboxState::Held => words.html("mail-mailbox-held", &[]),
        MailboxState::Paused(why, _) => pause(why, words),
    }
}

/// Why a mailbox has stopped by itself.
pub(super) fn pause(why: PauseWhy, words: &Words) -> Html {
    match why {
        PauseWhy::Complaint => words.html("mail-pause-complaint", &[]),
        PauseWhy::Bounces(bounced, of) => {
            let rate = format!("{}.{}", bounced * 100 / of.max(1), bounced * 1000 / of.max(1) % 10);
            words.html("mail-pause-bounces", &[("bounced", &bounced), ("of", &of), ("rate", &rate)])
        }
        PauseWhy::BouncesInRow => words.html("mail-pause-in-row", &[]),
        PauseWhy::Policy => words.html("mail-pause-policy", &[]),
    }
}

fn word(basis: Basis, words: &Words) -> String {
    text(&basis, words)
}

/// What would mend it, as rows of buttons for a mail.
pub(super) fn keys(rule: Rule, remedy: &Remedy, mail: i64, words: &Words) -> Vec<Vec<Key>> {
    match (rule, remedy) {
        (_, Remedy::GiveBasis(bases)) => {
            let keys: Vec<Key> = bases
                .iter()
                .map(|basis| {
                    let label = words.word(&format!("mail-button-basis-{}", basis.code()));
                    Key::press(label, &MailButton::Basis { mail, basis: *basis })
                })
                .collect();
            let call = Key::press(words.word("mail-button-call"), &MailButton::Call { mail });
            keys.chunks(2).map(<[Key]>::to_vec).chain([vec![call]]).collect()
        }
        (_, Remedy::Resume) => vec![vec![Key::press(words.word("mail-button-resume"), &MailButton::Resume)]],
        (_, Remedy::OtherWay) => {
            vec![vec![Key::press(words.word("mail-button-call"), &MailButton::Call { mail })]]
        }
        _ => Vec::new(),
    }
}

/// What would mend it and is no button, in a line.
pub(super) fn remedy(remedy: &Remedy, role: Role, words: &Words) -> Option<Html> {
    let id = match remedy {
        Remedy::NameSource => "mail-remedy-source",
        Remedy::Connect => "mail-remedy-connect",
        Remedy::ConnectAgain => "mail-remedy-connect-again",
        Remedy::GivePostalAddress if role.leads() => "mail-remedy-address",
        Remedy::GivePostalAddress => "mail-remedy-address-manager",
        Remedy::NewAddress => "mail-remedy-new-address",
        Remedy::WriteAgain => "mail-remedy-write-again",
        Remedy::Nothing | Remedy::OtherWay | Remedy::Resume | Remedy::GiveOptOut | Remedy::GiveBasis(_) => {
            return None;
        }
    };
    Some(words.html(id, &[]))
}
