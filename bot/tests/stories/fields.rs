//! Every field of a contact, as a person meets it: what it is called, and where it is shown.

use renmai::i18n::Words;
use renmai_core::vocabulary::{Field, Lang};

use crate::house::House;

/// What a card says of a field.
enum Card {
    /// A value that somebody types, and what the card says of it.
    Shows(&'static str, &'static str),
    /// A value that somebody types; it is not on the card.
    Hides(&'static str),
}

fn card(field: Field) -> Card {
    use Card::{Hides, Shows};
    match field {
        Field::Name => Shows("Eva Braun", "Eva Braun"),
        Field::Company => Shows("Lumen GmbH", "Lumen GmbH"),
        Field::Title => Shows("head of purchasing", "head of purchasing"),
        Field::Role => Shows("user", "user"),
        Field::Email => Shows("eva@lumen.de", "eva@lumen.de"),
        Field::Phone => Shows("+49 30 123456", "+4930123456"),
        Field::WhatsApp => Shows("+49 151 12345678", "+4915112345678"),
        Field::WeChat => Shows("wx_zuse", "wx_zuse"),
        Field::LinkedIn => Shows("linkedin.com/in/eb", "linkedin.com/in/eb"),
        // One looks it up when one writes.
        Field::Language => Hides("Esperanto"),
        Field::Country => Shows("Brazil", "Brazil"),
        Field::Website => Shows("www.lumen.de", "www.lumen.de"),
        Field::Industry => Shows("lighting", "lighting"),
        Field::Size => Shows("431", "431"),
        Field::Revenue => Shows("77m", "77m"),
        Field::Source => Shows("Interlight 2026", "Interlight 2026"),
        // Of use in figures only.
        Field::AcquiredOn => Hides("2026-10-05"),
        Field::Value => Shows("high", "value high"),
        Field::Pains => Shows("flicker", "flicker"),
        Field::Plans => Shows("new warehouse", "new warehouse"),
        Field::Weighs => Shows("certificates", "certificates"),
    }
}

#[tokio::test]
async fn what_is_told_of_somebody_is_on_the_card() {
    let house = House::open().await;
    let anna = house.anna();
    anna.says("/add name: Eva Braun, company: Lumen GmbH").await;
    let edits = Field::ALL.iter().map(|field| match card(*field) {
        Card::Shows(value, _) | Card::Hides(value) => format!("{}: {value}", field.code()),
    });
    let edits: Vec<String> = edits.collect();
    anna.says(&format!("/edit 1 {}", edits.join("\n"))).await;
    // An edit is told above the card; the next card says only what stands there.
    let seen = anna.says("/stage 1 interested").await;
    for field in Field::ALL {
        match card(*field) {
            Card::Shows(_, shown) => seen.sees(shown),
            Card::Hides(value) => seen.lacks(value),
        };
    }
}

#[test]
fn every_field_has_a_name_in_both_languages_and_is_known_by_it() {
    for field in Field::ALL {
        let names = [Lang::En, Lang::Zh].map(|lang| Words::of(lang).field(*field));
        // A brand has one name.
        assert!(names[0] != names[1] || *field == Field::WhatsApp, "{field:?}");
        for name in names {
            assert_eq!(Field::parse(&name), Some(*field), "{name}");
        }
    }
}
