//! The ideal customer: the profile with its buttons, and what a card says of fit and grade.

use renmai_core::contact::Profile;
use renmai_core::ideal::{FIELDS, Fit, Found, Ideal, Proposal, Range, Trait};
use renmai_core::store::Counts;
use renmai_core::vocabulary::{ChangeId, Field, FitLevel, Grade, Stance};

use super::IdealButton;
use crate::handler::buttons::undo_key;
use crate::i18n::value::{of_field, text};
use crate::i18n::{Html, Key, Keyboard, Message, Quote, Render, Words, phrases, shorten};

phrases! {
    /// What is said of the profile.
    pub enum Phrase {
        /// It is set.
        Saved = "ideal-saved",
        /// It was so already.
        SoAlready = "ideal-so-already",
        /// The trait of a button has left the profile.
        NotThere = "ideal-not-there",
        /// The line does not say what is thought of the traits.
        NoStance { typed: Quote } = "ideal-no-stance",
        /// Not a field of a profile.
        NoField { typed: Quote } = "ideal-no-field",
        /// No trait of its field.
        NoTrait { field: Field, code: &'static str, typed: Quote } = "ideal-no-trait",
        /// Too many traits.
        TooMany { most: usize } = "ideal-too-many",
        /// Asks for traits.
        Ask { field: Field, code: &'static str } = "ideal-ask",
    }
}

/// The profile of the team's ideal customer.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// What was just done.
    pub head: Option<Phrase>,
    /// The change that the undo button takes back.
    pub undo: Option<ChangeId>,
    /// The profile.
    pub ideal: Ideal,
    /// How the contacts fit.
    pub count: Counts<FitLevel>,
    /// For which update it is shown.
    pub drawn: i64,
}

impl Render for View {
    fn message(&self, words: &Words) -> Message {
        let mut html = Html::default();
        if let Some(head) = &self.head {
            html.push(head.html(words)).line(Html::default());
        }
        html.line(words.html("ideal-title", &[]));
        if self.ideal.is_empty() {
            html.line(words.html("ideal-empty", &[]));
        }
        for (stance, id) in [(Stance::Wanted, "ideal-wanted"), (Stance::Unwanted, "ideal-unwanted")] {
            for field in FIELDS {
                let named = self.ideal.traits().filter(|(s, one)| *s == stance && one.field() == field);
                let named: Vec<String> = named.map(|(_, one)| name(one, words)).collect();
                if !named.is_empty() {
                    let traits = named.join(&words.word("ideal-and"));
                    html.line(words.html(id, &[("field", &field), ("traits", &traits)]));
                }
            }
        }
        if !self.ideal.is_empty() {
            let [good, partly, poor, unknown] =
                [FitLevel::Good, FitLevel::Partly, FitLevel::Poor, FitLevel::Unknown]
                    .map(|level| self.count.of(level));
            let args: [(&'static str, &dyn crate::i18n::Say); 4] =
                [("good", &good), ("partly", &partly), ("poor", &poor), ("unknown", &unknown)];
            html.line(words.html("ideal-count", &args));
            html.line(words.html("ideal-rules", &[]));
        }
        html.line(words.html("ideal-how", &[]));
        Message { html: html.fitting(), keyboard: self.keyboard(words), ..Message::default() }
    }
}

impl View {
    fn keyboard(&self, words: &Words) -> Keyboard {
        let mut keyboard = Keyboard::default();
        let traits: Vec<Key> = self
            .ideal
            .traits()
            .map(|(stance, one)| {
                // A tap leads on: wanted, unwanted, neutral.
                let (number, drawn) = (one.number(), self.drawn);
                let (mark, button) = match stance {
                    Stance::Wanted => ("✅", IdealButton::Avoid { number, drawn }),
                    Stance::Unwanted | Stance::Neutral => ("🚫", IdealButton::Neutral { number, drawn }),
                };
                Key::press(format!("{mark} {}", shorten(&name(one, words), 24)), &button)
            })
            .collect();
        for row in traits.chunks(2) {
            keyboard.row(row.iter().cloned());
        }
        let ask = |field: &Field| {
            Key::press(words.plain("button-fill", &[("field", field)]), &IdealButton::Ask { field: *field })
        };
        let asks: Vec<Key> = FIELDS.iter().map(ask).collect();
        for row in asks.chunks(3) {
            keyboard.row(row.iter().cloned());
        }
        keyboard.row(self.undo.map(|change| undo_key(change, words)));
        keyboard
    }
}

/// What a trait is called.
fn name(one: &Trait, words: &Words) -> String {
    match one {
        Trait::Industry(text) | Trait::Title(text) => shorten(text, 60),
        Trait::Country(country) => country.name(words.lang()).to_owned(),
        Trait::Region(region) => words.word(&format!("region-{}", region.code().replace(' ', "-"))),
        Trait::Size(range) | Trait::Revenue(range) => span(*range, words),
        Trait::Role(role) => text(role, words),
    }
}

/// "50–500", "200+", "up to 10,000,000 USD".
fn span(range: Range, words: &Words) -> String {
    let currency = range.currency.map(|currency| format!(" {}", currency.code().to_uppercase()));
    let of = |amount: u64| format!("{}{}", grouped(amount), currency.as_deref().unwrap_or_default());
    match (range.from, range.to) {
        (Some(from), Some(to)) => words.plain("ideal-between", &[("from", &grouped(from)), ("to", &of(to))]),
        (Some(from), None) => words.plain("ideal-from", &[("from", &of(from))]),
        (None, Some(to)) => words.plain("ideal-to", &[("to", &of(to))]),
        (None, None) => String::new(),
    }
}

/// An amount with commas.
fn grouped(amount: u64) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The line of a card: how well the contact fits, and why.
pub fn fit_line(fit: &Fit, contact: &Profile, words: &Words) -> Html {
    let and = words.word("ideal-and");
    // A number alone says nothing: "200" is a size.
    let known = |field: Field| {
        let value = shorten(&of_field(field, contact, words)?, 30);
        Some(match field {
            Field::Size | Field::Revenue => {
                words.plain("ideal-labelled", &[("field", &field), ("value", &value)])
            }
            _ => value,
        })
    };
    let wanted: Vec<String> = fit.fields(Found::Wanted).filter_map(known).collect();
    let unwanted: Vec<String> = fit.fields(Found::Unwanted).filter_map(known).collect();
    let unknown: Vec<String> = fit.fields(Found::Unknown).map(|field| text(&field, words)).collect();
    let mut parts = Vec::new();
    if !wanted.is_empty() {
        parts.push(wanted.join(&and));
    }
    if !unwanted.is_empty() {
        parts.push(words.plain("ideal-not-wanted", &[("what", &unwanted.join(&and))]));
    }
    if !unknown.is_empty() {
        parts.push(words.plain("ideal-not-known", &[("fields", &unknown.join(&and))]));
    }
    if parts.is_empty() {
        parts.push(words.word("ideal-neither"));
    }
    let why = parts.join(&words.word("ideal-then"));
    words.html("card-fit", &[("fit", &fit.level), ("why", &why)])
}

/// The line of a card: which other grade, and why.
pub fn proposal_line(proposal: &Proposal, grade: Grade, words: &Words) -> Html {
    let (fit, because) = (proposal.fit.code(), proposal.because.code().replace('_', "-"));
    let why = words.word(&format!("propose-{fit}-{because}"));
    words.html("card-propose", &[("grade", &grade), ("proposed", &proposal.grade), ("why", &why)])
}

#[cfg(test)]
mod tests {
    use renmai_core::vocabulary::Lang;

    use super::*;

    #[test]
    fn what_a_trait_is_called_can_be_typed_again() {
        for (field, typed, en, zh) in [
            (Field::Size, "50-500", "50–500", "50–500"),
            (Field::Size, "200+", "200+", "200 以上"),
            (Field::Size, "<50", "up to 50", "50 以下"),
            (Field::Revenue, "> 10M USD", "10,000,000 USD+", "10,000,000 USD 以上"),
            (Field::Revenue, "1-2亿元", "100,000,000–200,000,000 CNY", "100,000,000–200,000,000 CNY"),
            (Field::Country, "欧盟", "EU", "欧盟"),
            (Field::Country, "latam", "Latin America", "拉美"),
            (Field::Role, "decider", "decision maker", "决策人"),
            (Field::Industry, "Hotels", "hotels", "hotels"),
        ] {
            let one = Trait::parse(field, typed).unwrap();
            for (lang, name) in [(Lang::En, en), (Lang::Zh, zh)] {
                let said = super::name(&one, &Words::of(lang));
                assert_eq!(said, name);
                assert_eq!(Trait::parse(field, &said), Some(one.clone()), "{said}");
            }
        }
    }
}
