//! What programs and people of some languages write around a mail. It is what others write, and no text of ours.

use chrono::{DateTime, NaiveDate, Utc};

use crate::mail::address::Address;

/// The phrases of a language.
#[derive(Debug)]
pub(in crate::mail) struct Phrases {
    /// The countries whose addresses are read as its.
    countries: &'static [&'static str],
    /// What Outlook sets before the subject of an answer, and of a mail that is handed on.
    pub(super) answer: &'static str,
    pub(super) forward: &'static str,
    /// Outlook's names for who, when, to whom and what.
    pub(super) labels: [&'static str; 4],
    /// Gmail's line above the mail: `{who}`, `{day}`, `{time}`.
    wrote: &'static str,
    /// How a day is written.
    day: &'static str,
    /// What stands before the subject of an automatic answer.
    pub(super) automatic: &'static str,
    /// The automatic answer with a day, `{day}`, and without one.
    away_until: &'static str,
    away: &'static str,
    /// How somebody asks for no more mail.
    pub(in crate::mail) opt_out: &'static str,
}

const ENGLISH: Phrases = Phrases {
    countries: &[],
    answer: "RE: ",
    forward: "FW: ",
    labels: ["From:", "Sent:", "To:", "Subject:"],
    wrote: "On {day} at {time} {who} wrote:",
    day: "%-d %B %Y",
    automatic: "Automatic reply: ",
    away_until: "Thank you for your message. I am out of the office until {day} and will answer when I am back.",
    away: "Thank you for your message. I am out of the office and will answer when I am back.",
    opt_out: "Please remove me from your list and do not send me any more emails.",
};

const OTHERS: [Phrases; 4] = [
    Phrases {
        countries: &["de", "at"],
        answer: "AW: ",
        forward: "WG: ",
        labels: ["Von:", "Gesendet:", "An:", "Betreff:"],
        wrote: "Am {day} um {time} Uhr schrieb {who}:",
        day: "%d.%m.%Y",
        automatic: "Automatische Antwort: ",
        away_until: "Vielen Dank für Ihre Nachricht. Ich bin bis zum {day} nicht im Büro und antworte nach meiner Rückkehr.",
        away: "Vielen Dank für Ihre Nachricht. Ich bin derzeit nicht im Büro und antworte nach meiner Rückkehr.",
        opt_out: "Bitte schicken Sie mir keine weiteren E-Mails.",
    },
    Phrases {
        countries: &["cn", "tw", "hk"],
        answer: "回复: ",
        forward: "转发: ",
        labels: ["发件人:", "发送时间:", "收件人:", "主题:"],
        wrote: "{who} 于{day} {time}写道：",
        day: "%Y年%-m月%-d日",
        automatic: "自动回复: ",
        away_until: "您好，来信已收到。我休假至{day}，回来后会尽快回复您。",
        away: "您好，来信已收到。我目前不在办公室，回来后会尽快回复您。",
        opt_out: "请勿再发邮件给我，谢谢。",
    },
    Phrases {
        countries: &["fr"],
        answer: "RE: ",
        forward: "TR: ",
        labels: ["De :", "Envoyé :", "À :", "Objet :"],
        wrote: "Le {day} à {time}, {who} a écrit :",
        day: "%d/%m/%Y",
        automatic: "Réponse automatique : ",
        away_until: "Merci pour votre message. Je suis absent jusqu'au {day} et vous répondrai à mon retour.",
        away: "Merci pour votre message. Je suis absent du bureau et vous répondrai à mon retour.",
        opt_out: "Merci de ne plus m'envoyer de courriels.",
    },
    Phrases {
        countries: &["es", "mx", "cl", "ar", "co"],
        answer: "RE: ",
        forward: "RV: ",
        labels: ["De:", "Enviado:", "Para:", "Asunto:"],
        wrote: "El {day} a las {time}, {who} escribió:",
        day: "%d/%m/%Y",
        automatic: "Respuesta automática: ",
        away_until: "Gracias por su mensaje. Estaré fuera de la oficina hasta el {day} y le responderé a mi regreso.",
        away: "Gracias por su mensaje. Estoy fuera de la oficina y le responderé a mi regreso.",
        opt_out: "Por favor, no me envíen más correos.",
    },
];

impl Phrases {
    /// Those of whoever has this address: by its country, else English.
    pub(in crate::mail) fn of(address: &Address) -> &'static Phrases {
        let country = address.domain().rsplit('.').next().unwrap_or_default();
        OTHERS.iter().find(|known| known.countries.contains(&country)).unwrap_or(&ENGLISH)
    }

    pub(super) fn wrote(&self, who: &str, at: DateTime<Utc>) -> String {
        let (day, time) = (self.day(at.date_naive()), at.format("%H:%M").to_string());
        // The name comes last, since anything may stand in one.
        self.wrote.replace("{day}", &day).replace("{time}", &time).replace("{who}", who)
    }

    pub(super) fn moment(&self, at: DateTime<Utc>) -> String {
        format!("{} {}", self.day(at.date_naive()), at.format("%H:%M"))
    }

    pub(super) fn absence(&self, until: Option<NaiveDate>) -> String {
        match until {
            Some(until) => self.away_until.replace("{day}", &self.day(until)),
            None => self.away.to_owned(),
        }
    }

    fn day(&self, day: NaiveDate) -> String {
        day.format(self.day).to_string()
    }
}
